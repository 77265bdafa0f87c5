"""The message: its size, its foreign texts, and that nothing about it changes the exit code."""

import os
import unittest

from case import LauncherCase


class Messages(LauncherCase):
    def test_never_more_than_4096_bytes_and_always_whole(self):
        cases = [
            ('raise ValueError("x" * 100000)', 'ValueError'),
            ('raise ValueError("\\U0001f600" * 5000)', 'ValueError'),
            ('raise ValueError("\\x00\\x1b" * 5000)', 'ValueError'),
            ('raise ValueError("\\ud800" * 5000)', 'ValueError'),
            ('raise type("E" * 9000, (Exception,), {})("x")', 'E' * 100),
            ('def f(n): return f(n + 1)\nf(0)', 'RecursionError'),
            ('exec("def " + "n" * 5000 + "(): raise ValueError(1)\\n" + "n" * 5000 + "()")', 'ValueError'),
            ('exec(compile("raise ValueError(1)", "/f" * 9000, "exec"))', 'ValueError'),
        ]
        for text, error in cases:
            with self.subTest(text):
                self.check(self.run_text(text), 1, 'failed', 'script', error)

    def test_what_goes_first_when_it_is_too_long(self):
        text = '''
            def fall(n):
                if n:
                    fall(n - 1)
                raise ValueError('m' * 3000)
            fall(200)
        '''
        report = self.check(self.run_text(text), 1, 'failed', 'script', 'ValueError')
        innermost = {'file': os.path.join(self.work, 'etl.py'), 'line': 5, 'function': 'fall'}
        self.assertEqual(report['frames'][-1], innermost)
        self.assertEqual((len(report['frames']), report['exception']['message']), (8, 'm' * 500))

    def test_own_frames_stay_when_those_of_others_do_not_fit(self):
        os.mkdir(os.path.join(self.folder, 'library'))
        with open(os.path.join(self.folder, 'library', 'library.py'), 'w') as file:
            file.write('def down(n, then):\n    return down(n - 1, then) if n else then()\n')
        self.write('etl.py', 'import library\ndef mine():\n    raise ValueError("x")\nlibrary.down(100, mine)\n')
        ended = self.run_file('etl.py', env={'PYTHONPATH': os.path.join(self.folder, 'library')})
        report = self.check(ended, 1, 'failed', 'script', 'ValueError')
        self.assertEqual([frame['function'] for frame in report['frames']], ['<module>', 'mine'])

    def test_an_exception_that_cannot_be_printed(self):
        text = 'class Bad(Exception):\n    def __str__(self): raise RuntimeError("no")\nraise Bad()\n'
        self.check(self.run_text(text), 1, 'failed', 'script', 'Bad')

    def test_exceptions_that_lead_to_themselves(self):
        text = 'a, b = ValueError("a"), ValueError("b")\na.__cause__, b.__cause__ = b, a\nraise a\n'
        self.check(self.run_text(text), 1, 'failed', 'script', 'ValueError')

    def test_a_long_chain_of_exceptions_keeps_the_exit_code(self):
        text = '''
            import sys
            error = None
            for n in range(5000):
                after = ValueError(n)
                after.__context__ = error
                error = after
            leave = SystemExit(3)
            leave.__context__ = error
            raise leave
        '''
        self.check(self.run_text(text), 3, 'failed', 'script', 'SystemExit')

    def test_no_nonce_no_message(self):
        for nonce in (None, ''):
            with self.subTest(nonce):
                ended = self.run_text('print("hi")', nonce=nonce)
                self.assertEqual((ended.code, ended.message), (0, None))

    def test_what_was_there_is_replaced(self):
        path = os.path.join(self.folder, 'message')
        with open(path, 'w') as file:
            file.write('x' * 9000)
        self.check(self.run_text('open(%r, "a").write("forged")' % path), 0, 'succeeded', 'script')

    def test_a_message_that_cannot_be_written_changes_nothing(self):
        for text, code in (('print("hi")', 0), ('import sys; sys.exit(3)', 3), ('1/0', 1), ('def f(): pass', 64)):
            with self.subTest(text):
                ended = self.run_text(text, result=os.path.join(self.folder, 'no', 'such', 'folder'))
                self.assertEqual((ended.code, ended.message), (code, None))
                self.assertIn('could not be written', ended.err)

    def test_a_nonce_that_is_too_long_writes_an_empty_message(self):
        path = os.path.join(self.folder, 'message')
        process = self.start('etl.py', nonce='n' * 5000)
        process.communicate(timeout=60)
        self.assertEqual((process.returncode, os.path.getsize(path)), (64, 0))

    def test_without_a_flow_there_is_nothing_to_run(self):
        ended = self.run_text('', env={}, name='')
        self.assertEqual(ended.code, 0)
        self.check(self.run_file(''), 64, 'not-found', None, 'FlowNotFound')


if __name__ == '__main__':
    unittest.main()
