"""A name after the file: any flow or callable."""

import unittest

from case import LauncherCase

FILE = '''
    print('imported as', __name__)
    value = 3
    class Point:
        pass
    class Worker:
        def __call__(self):
            print('worker')
    worker = Worker()
    def work():
        print('work')
        return 'not an exit code'
    def raises():
        raise ValueError('boom')
    def needs(one):
        pass
    def leaves():
        import sys
        sys.exit(5)
    def leaves_well():
        import sys
        sys.exit()
    async def later():
        import asyncio
        await asyncio.sleep(0)
        print('later')
    async def later_raises():
        raise ValueError('later')
    def items():
        yield 1
        print('item')
    async def later_items():
        yield 1
        print('later item')
    def pickled():
        import pickle
        print(type(pickle.loads(pickle.dumps(Point()))) is Point)
    if __name__ == '__main__':
        print('never')
'''


class Names(LauncherCase):
    def test_what_is_called(self):
        cases = [
            ('work', 'work'), ('worker', 'worker'), ('later', 'later'), ('items', 'item'),
            ('later_items', 'later item'), ('pickled', 'True'), ('leaves_well', ''), ('Point', ''),
        ]
        for name, printed in cases:
            with self.subTest(name):
                ended = self.run_text(FILE, name)
                self.check(ended, 0, 'succeeded', 'function')
                self.assertEqual(ended.out.split(), ('imported as etl ' + printed).split())

    def test_how_it_fails(self):
        cases = [('raises', 1, 'ValueError'), ('later_raises', 1, 'ValueError'), ('leaves', 5, 'SystemExit')]
        for name, code, error in cases:
            with self.subTest(name):
                ended = self.run_text(FILE, name)
                report = self.check(ended, code, 'failed', 'function', error)
                self.assertEqual([frame['function'] for frame in report['frames']], [name])
                self.assertNotIn('asyncio', ended.err)

    def test_what_it_needs_is_said_before_it_is_called(self):
        self.check(self.run_text(FILE, 'needs'), 66, 'bad-parameters', 'function', 'BadParameters')

    def test_what_is_not_there(self):
        for name in ('nothing', 'value', 'work ', '__name__'):
            with self.subTest(name):
                ended = self.run_text(FILE, name)
                report = self.check(ended, 64, 'not-found', None, 'FlowNotFound')
                self.assertIn('work, raises', report['exception']['message'])
                self.assertIn(report['exception']['message'], ended.err)

    def test_an_empty_name_is_no_name(self):
        self.assertIn('never', self.run_text(FILE + "\n    work()\n", '').out)

    def test_a_file_that_cannot_be_imported(self):
        cases = [('1 / 0\ndef work(): pass', 'ZeroDivisionError'), ('def work(', 'SyntaxError'),
                 ('import nowhere_to_be_found', 'ModuleNotFoundError')]
        for text, error in cases:
            with self.subTest(text):
                self.check(self.run_text(text, 'work'), 65, 'not-importable', None, error)

    def test_sys_exit_while_importing_keeps_its_code(self):
        self.check(self.run_text('import sys\nsys.exit(3)', 'work'), 3, 'failed', None, 'SystemExit')

    def test_names_of_files_that_python_knows_otherwise(self):
        for name in ('json.py', 'my-flow.py', 'my.flow.v2.py', 'no_ending', '1.py'):
            with self.subTest(name):
                self.write(name, 'def work(): pass\n')
                self.assertEqual(self.run_file(name, 'work').code, 0)

    def test_the_module_is_registered_under_its_name(self):
        self.write('etl.py', '''
            import sys
            def work():
                print(sys.modules[work.__module__].work is work)
        ''')
        self.assertEqual(self.run_file('etl.py', 'work').out, 'True\n')


if __name__ == '__main__':
    unittest.main()
