"""Ways out of the process other than the end of the flow: os._exit(), os.exec*(), threads."""

import os
import sys
import unittest

from case import LauncherCase
from fakes import CLASSIC, MODERN

HEAD = 'from os import _exit\nimport os, sys\n'


class Exits(LauncherCase):
    def setUp(self):
        super().setUp()
        for name, text in MODERN.items():
            self.write(name, text)

    def test_before_the_end(self):
        cases = [
            ('os._exit(0)', None, 'script', 1, 0), ('_exit(0)', None, 'script', 1, 0), ('os._exit(3)', None, 'script', 3, 3),
            ('import posix; posix._exit(0)', None, 'script', 1, 0), ('os._exit(256)', None, 'script', 1, 256),
            ('os._exit(-1)', None, 'script', 255, -1), ('os._exit(status=False)', None, 'script', 1, 0),
            ('import neighbour', None, 'script', 1, 0),
            ('def work(): os._exit(0)', 'work', 'function', 1, 0), ('def work(): _exit(7)', 'work', 'function', 7, 7),
            ('from prefect import flow\n@flow\ndef a(): os._exit(0)', None, 'prefect-2+', 1, 0),
            ('from prefect import flow\n@flow\nasync def a(): os._exit(5)', None, 'prefect-2+', 5, 5),
            ('class A:\n    leave = os._exit\nA().leave(0)', None, 'script', 1, 0),
            ('import threading\nt = threading.Thread(target=os._exit, args=[0])\nt.start()\nt.join()', None, 'script', 1, 0),
            ('import signal\nsignal.signal(signal.SIGTERM, lambda *a: os._exit(0))\nos.kill(os.getpid(), signal.SIGTERM)\n'
             'import time\ntime.sleep(20)', None, 'script', 1, 0),
            ('def work():\n    try: raise KeyError()\n    finally: os._exit(0)', 'work', 'function', 1, 0),
        ]
        self.write('neighbour.py', 'from os import _exit\ndef leave(): _exit(0)\nleave()\n')
        for text, name, kind, code, given in cases:
            with self.subTest(text):
                ended = self.run_text(HEAD + text + '\n', name)
                report = self.check(ended, code, 'failed', kind, 'FlowUnsuccessful')
                said = 'The flow left through os._exit(%d) before its end' % given
                self.assertEqual((report['exception']['message'], ended.err), (said, 'docker-on-k8s: %s\n' % said))

    def test_the_message_says_where(self):
        report = self.run_text('import os\ndef leave():\n    os._exit(0)\nleave()\n').report
        self.assertEqual([(os.path.relpath(each['file'], self.work), each['line'], each['function'])
                          for each in report['frames']], [('etl.py', 4, '<module>'), ('etl.py', 3, 'leave')])

    def test_without_a_nonce_the_exit_code_says_it(self):
        ended = self.run_text('import os; os._exit(0)', nonce=None)
        self.assertEqual((ended.code, ended.message), (1, None))

    def test_what_it_does_not_take_raises_as_always(self):
        for given, error in (('"x"', 'TypeError'), ('2 ** 40', 'OverflowError'), ('', 'TypeError')):
            self.check(self.run_text('import os; os._exit(%s)' % given), 1, 'failed', 'script', error)

    def test_forked_children_leave_as_they_want(self):
        for how in ('os.fork()', 'pty.fork()[0]'):
            with self.subTest(how):
                ended = self.run_text('''
                    import os, pty
                    child = %s
                    if not child:
                        os._exit(0)
                    print(os.waitpid(child, 0)[1])
                ''' % how)
                self.check(ended, 0, 'succeeded', 'script')
                self.assertEqual((ended.out, ended.err), ('0\n', ''))

    def test_children_of_multiprocessing_get_it_by_its_name(self):
        for method in ('fork', 'spawn'):
            with self.subTest(method):
                ended = self.run_text('''
                    import multiprocessing, os
                    if __name__ == '__main__':
                        process = multiprocessing.get_context('%s').Process(target=os._exit, args=[0])
                        process.start()
                        process.join()
                        print(process.exitcode)
                ''' % method)
                self.check(ended, 0, 'succeeded', 'script')
                self.assertEqual((ended.out, ended.err), ('0\n', ''))

    def test_after_the_end_the_message_stands(self):
        ended = self.run_text('import atexit, os\natexit.register(os._exit, 3)\n')
        self.assertEqual((ended.code, ended.report['state'], ended.report['exit']), (3, 'succeeded', 0))

    def test_another_program_of_a_script_or_function_is_its_end(self):
        calls = ['os.execv(sys.executable, [sys.executable, "-c", %r])', 'os.execl(sys.executable, "python", "-c", %r)',
                 'os.execvp(sys.executable, [sys.executable, "-c", %r])',
                 'os.execve(path=sys.executable, argv=[sys.executable, "-c", %r], env=os.environ)']
        for call in calls:
            for start, name in (('', None), ('def work(): ', 'work')):
                with self.subTest(start + call):
                    ended = self.run_text(HEAD + start + call % 'print("other"); raise SystemExit(4)', name)
                    self.assertEqual((ended.code, ended.out, ended.message), (4, 'other\n', None), ended.err)

    def test_another_program_of_a_flow_is_refused(self):
        call = 'os.execlp("true", "true")'
        cases = [('@flow\ndef a(): %s\n', None, 'prefect-2+'), ('@flow\nasync def a(): %s\n', None, 'prefect-2+'),
                 ('@flow\ndef a(): %s\na()\n', None, 'prefect-2+'),
                 ('@flow\ndef a(): %s\ndef work(): a()\n', 'work', 'function'),
                 ('@flow\ndef a(): pass\n%s\n', None, None)]
        for text, name, kind in cases:
            with self.subTest(text):
                ended = self.run_text(HEAD + 'from prefect import flow\n' + text % call, name)
                report = self.check(ended, 1, 'failed', kind, 'FlowUnsuccessful')
                self.assertIn('replaced its own process', report['exception']['message'])

    def test_another_program_of_a_classic_flow_is_refused(self):
        for name, text in CLASSIC.items():
            self.write(name, text)
        ended = self.run_text(HEAD + 'from prefect import Flow\nf = Flow("f", lambda: os.execlp("true", "true"))\n')
        self.check(ended, 1, 'failed', 'prefect-0/1', 'FlowUnsuccessful')

    def test_forked_children_may_be_another_program(self):
        ended = self.run_text(HEAD + '''
from prefect import flow
@flow
def a():
    child = os.fork()
    if not child:
        os.execlp('true', 'true')
    assert os.waitpid(child, 0)[1] == 0
''')
        self.check(ended, 0, 'succeeded', 'prefect-2+')


@unittest.skipIf(sys.version_info < (3, 8), 'threading.excepthook came with 3.8')
class Threads(LauncherCase):
    def end_of(self, body, count=1):
        self.write('etl.py', 'import sys, threading\ndef load(): %s\n'
                             'for n in range(%d):\n    t = threading.Thread(target=load, name="loader %%d" %% n)\n'
                             '    t.start()\n    t.join()\n' % (body, count))
        ended = self.run_file('etl.py')
        self.check(ended, 0, 'succeeded', 'script')
        return [line for line in ended.err.splitlines() if line.startswith('docker-on-k8s')], ended.err

    def test_the_log_says_that_one_ended_with_an_exception(self):
        said = 'docker-on-k8s: the exit code does not count threads that ended with an exception: '
        for count, names in ((1, 'loader 0 with KeyError'), (5, ', '.join('loader %d with KeyError' % n for n in range(3))
                                                             + ' and 2 more')):
            lines, err = self.end_of('raise KeyError()', count)
            self.assertEqual(lines, [said + names])
            self.assertIn('Traceback', err)

    def test_threads_that_end_as_they_should(self):
        for body in ('pass', 'sys.exit(3)'):
            self.assertEqual(self.end_of(body), ([], ''))

    def test_a_hook_of_the_users_own(self):
        body = 'raise KeyError()\nbefore = threading.excepthook\nthreading.excepthook = lambda args: print("mine", before(args))'
        self.assertEqual(len(self.end_of(body)[0]), 1)


if __name__ == '__main__':
    unittest.main()
