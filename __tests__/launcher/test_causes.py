"""What led to an exception, and the places of it all."""

import os
import unittest

from case import LauncherCase
from fakes import MODERN


class Causes(LauncherCase):
    def causes_of(self, ended, code=1):
        self.assertEqual(ended.code, code, ended.err)
        return [(each['type'], each['message'], each['frame'] and
                 (os.path.relpath(each['frame']['file'], self.work), each['frame']['line'], each['frame']['function']))
                for each in ended.report['causes']]

    def test_the_chain(self):
        inner = 'try:\n    1/0\nexcept ZeroDivisionError as e:\n    '
        zero = ('ZeroDivisionError', 'division by zero', ('etl.py', 2, '<module>'))
        cases = [
            ('1/0\n', []), ('import os', None),
            (inner + 'raise ValueError("x") from e\n', [zero]), (inner + 'raise ValueError("x")\n', [zero]),
            (inner + 'raise ValueError("x") from None\n', []),
            (inner + 'raise ValueError("x") from KeyError("k")\n', [('KeyError', "'k'", None)]),
            ('a, b = ValueError("a"), ValueError("b")\na.__cause__, b.__cause__ = b, a\nraise a\n',
             [('ValueError', 'b', None)]),
            ('a = ValueError("a")\na.__cause__ = a\nraise a\n', []),
            ('error = None\nfor n in range(9):\n    after = ValueError(n)\n    after.__context__ = error\n    error = after\n'
             'raise error\n', [('ValueError', str(n), None) for n in (7, 6, 5, 4, 3)]),
            ('try: import nowhere_to_be_found\nexcept ImportError as e: raise ValueError("x") from e\n',
             [('ModuleNotFoundError', "No module named 'nowhere_to_be_found'", ('etl.py', 1, '<module>'))]),
            ('class Bad(Exception):\n    def __str__(self): raise SystemExit(7)\ntry: raise Bad()\nexcept Bad: 1/0\n',
             [('Bad', '(its message cannot be read)', ('etl.py', 3, '<module>'))]),
        ]
        for text, expected in cases:
            with self.subTest(text):
                ended = self.run_text(text)
                self.assertEqual(self.causes_of(ended, 0 if expected is None else 1), expected or [])

    def test_the_frame_is_the_innermost_of_the_users_own(self):
        self.write('helper.py', 'import json\ndef load(text):\n    return json.loads(text)\n')
        text = 'import helper\ntry: helper.load("{")\nexcept ValueError as e: raise RuntimeError("x") from e\n'
        [cause] = self.causes_of(self.run_text(text))
        self.assertEqual((cause[0], cause[2]), ('json.decoder.JSONDecodeError', ('helper.py', 3, 'load')))

    def test_of_a_failed_flow_that_the_code_ignored(self):
        for name, text in MODERN.items():
            self.write(name, text)
        ended = self.run_text('''
            from prefect import flow
            @flow
            def a():
                raise ValueError('x')
            try: a()
            except ValueError: pass
        ''')
        self.assertEqual(self.causes_of(ended), [('ValueError', 'x', ('etl.py', 5, 'a'))])

    def test_they_go_before_own_frames_and_the_message_always_fits(self):
        for depth, number in ((0, 5), (25, 0), (300, 2)):
            text = '''
                def fall(n, error):
                    if n: fall(n - 1, error)
                    raise ValueError('m' * 3000) from error
                def cause(n):
                    try:
                        if n: cause(n - 1)
                        else: raise KeyError('k' * 900)
                    except Exception as e: raise RuntimeError('c' * 900) from e
                try: cause(6)
                except Exception as e: fall(%d, e)
            ''' % depth
            with self.subTest(depth):
                report = self.check(self.run_text(text), 1, 'failed', 'script', 'ValueError')
                frames = 8 if depth == 300 else depth + 2
                self.assertEqual((len(report['causes']), len(report['frames'])), (number, frames))

    def test_wrong_syntax_is_the_last_frame(self):
        self.write('helper.py', 'x = 1\ny = (\n')
        self.write('tabs.py', 'if 1:\n\tx = 1\n        y = 2\n')
        cases = [('import helper\n', 'SyntaxError', 'helper.py'), ('import tabs\n', 'TabError', 'tabs.py')]
        for text, error, file in cases:
            with self.subTest(text):
                report = self.check(self.run_text(text), 65, 'not-importable', 'script', error)
                last = report['frames'][-1]
                self.assertEqual(last['file'], os.path.join(self.work, file))
                self.assertGreater(last['line'], 1)
        ended = self.run_text('try: import helper\nexcept SyntaxError as e: raise ValueError("x") from e\n')
        self.assertEqual(self.causes_of(ended)[0][2][0], 'helper.py')

    def test_wrong_syntax_that_somebody_made_up(self):
        for place in ('("x", ("f", "line", 1, "t"))', '("x", (3, -1, 1, "t"))', '("x")'):
            with self.subTest(place):
                report = self.check(self.run_text('raise SyntaxError%s\n' % place), 65, 'not-importable', 'script',
                                    'SyntaxError')
                self.assertEqual({type(frame['line']) for frame in report['frames']}, {int})


class Source(LauncherCase):
    def test_where_modules_are_looked_for(self):
        outside = os.path.join(self.folder, 'lib')
        os.mkdir(outside)
        for folder in ('flows', 'src', '.'):
            self.write(folder + '/one.py', 'WHERE = %r' % folder)
        for folder in ('src', '.'):
            self.write(folder + '/two.py', 'WHERE = %r' % folder)
        self.write('three.py', 'WHERE = "."')
        self.write('flows/etl.py', 'import sys, one, two, three\nprint(one.WHERE, two.WHERE, three.WHERE)\nprint(sys.path)\n')
        source = os.path.join(self.work, 'src')
        cases = [(source, 'flows src .', ['flows', 'src', '.']), (source + '/', 'flows src .', ['flows', 'src', '.']),
                 (self.work, 'flows . .', ['flows', '.']), ('', 'flows . .', ['flows', '.']),
                 ('src', 'flows . .', ['flows', '.']), (os.path.join(self.work, 'flows'), 'flows . .', ['flows', '.'])]
        for given, printed, folders in cases:
            with self.subTest(given):
                ended = self.run_file('flows/etl.py', env={'DOCKER_ON_K8S_SOURCE': given})
                lines = ended.out.splitlines()
                self.assertEqual(lines[0], printed)
                found = [os.path.relpath(entry, self.work) for entry in eval(lines[1]) if entry.startswith(self.work)]
                self.assertEqual(found, folders)

    def test_its_frames_are_the_users_own(self):
        outside = os.path.join(self.folder, 'lib')
        os.mkdir(outside)
        with open(os.path.join(outside, 'helper.py'), 'w') as file:
            file.write('def fall(): 1/0\n')
        text = 'import helper\ntry: helper.fall()\nexcept ZeroDivisionError as e: raise ValueError() from e\n'
        for variable, file in (('DOCKER_ON_K8S_SOURCE', 'helper.py'), ('PYTHONPATH', 'etl.py')):
            with self.subTest(variable):
                [cause] = self.run_text(text, env={variable: outside}).report['causes']
                self.assertEqual(os.path.basename(cause['frame']['file']), file)


if __name__ == '__main__':
    unittest.main()
