"""Files without Prefect and without a name: scripts."""

import os
import signal
import subprocess
import unittest

from case import LauncherCase


def can_be_process_1():
    try:
        return subprocess.call(['unshare', '--pid', '--fork', 'true'], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


class Scripts(LauncherCase):
    def test_how_scripts_end(self):
        cases = [
            ('print("hi")', 0, 'succeeded', None),
            ('', 0, 'succeeded', None),
            ('import sys; sys.exit()', 0, 'succeeded', None),
            ('import sys; sys.exit(0)', 0, 'succeeded', None),
            ('import sys; sys.exit(False)', 0, 'succeeded', None),
            ('import sys; sys.exit(3)', 3, 'failed', 'SystemExit'),
            ('import sys; sys.exit(True)', 1, 'failed', 'SystemExit'),
            ('import sys; sys.exit(-1)', 255, 'failed', 'SystemExit'),
            ('import sys; sys.exit(256)', 1, 'failed', 'SystemExit'),
            ('import sys; sys.exit("no luck")', 1, 'failed', 'SystemExit'),
            ('import sys; sys.exit(2.5)', 1, 'failed', 'SystemExit'),
            ('raise SystemExit(4)', 4, 'failed', 'SystemExit'),
            ('1 / 0', 1, 'failed', 'ZeroDivisionError'),
            ('class Bad(Exception): pass\nraise Bad("x")', 1, 'failed', 'Bad'),
            ('raise KeyboardInterrupt()', 130, 'failed', 'KeyboardInterrupt'),
            ('raise GeneratorExit()', 1, 'failed', 'GeneratorExit'),
            ('import nowhere_to_be_found', 65, 'not-importable', 'ModuleNotFoundError'),
            ('from os import nothing_like_it', 65, 'not-importable', 'ImportError'),
        ]
        for text, code, state, error in cases:
            with self.subTest(text):
                self.check(self.run_text(text), code, state, 'script', error)

    def test_syntax_errors_are_not_importable(self):
        cases = [('def f(:\n', 'SyntaxError', 1), ('x = 1\n  y = 2\n', 'IndentationError', 2)]
        for text, error, line in cases:
            with self.subTest(text):
                ended = self.run_text(text)
                report = self.check(ended, 65, 'not-importable', None, error)
                frame = {'file': os.path.join(self.work, 'etl.py'), 'line': line, 'function': '<module>'}
                self.assertEqual(report['frames'], [frame])
                self.assertTrue(ended.err.startswith('  File "%s", line %d' % (frame['file'], line)), ended.err)
    def test_text_of_sys_exit_goes_to_stderr(self):
        self.assertEqual(self.run_text('import sys; sys.exit("no luck")').err, 'no luck\n')

    def test_a_script_sees_what_python_would_give_it(self):
        self.write('flows/neighbour.py', 'WORD = "beside"')
        self.write('shared/__init__.py', 'WORD = "root"')
        self.write('flows/etl.py', '''
            import __main__, os, sys, neighbour, shared
            print(__name__, __main__.__file__ == __file__, sys.argv[0] == __file__, sys.argv[1:])
            print(neighbour.WORD, shared.WORD, os.getcwd() == os.path.dirname(os.path.dirname(__file__)))
            print([name for name in os.environ if name.startswith('DOCKER_ON_K8S_')], os.environ['MINE'])
            print([entry for entry in sys.path if entry.endswith(os.path.join('src', 'flow'))])
        ''')
        ended = self.run_file('flows/etl.py', args=['a', '--b=c d', ''], env={'MINE': 'yes'})
        self.assertEqual(ended.out.splitlines(), [
            "__main__ True True ['a', '--b=c d', '']", 'beside root True', '[] yes', '[]'], ended.err)

    def test_prefect_s_own_server_gets_time_and_sends_no_telemetry_unless_the_user_said_otherwise(self):
        for name, value, other in [('PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS', '120', '7'),
                                   ('PREFECT_SERVER_ANALYTICS_ENABLED', 'false', 'true')]:
            text = 'import os; print(os.environ[%r])' % name
            self.assertEqual(self.run_text(text).out, value + '\n')
            self.assertEqual(self.run_text(text, env={name: other}).out, other + '\n')

    def test_prints_every_letter_whatever_the_locale_says(self):
        ended = self.run_text('import sys; print("größe"); sys.stderr.write("öl")', env={'LC_ALL': 'C'})
        self.assertEqual((ended.code, ended.out, ended.err), (0, 'größe\n', 'öl'))

    def test_children_see_a_clean_environment_too(self):
        ended = self.run_text('import subprocess; print(subprocess.check_output(["env"]).decode())')
        self.assertNotIn('DOCKER_ON_K8S', ended.out)

    def test_runs_once_and_runs_the_main_block(self):
        ended = self.run_text('print("top")\nif __name__ == "__main__":\n    print("main")\n')
        self.assertEqual(ended.out, 'top\nmain\n')

    def test_traceback_is_the_one_of_python(self):
        self.write('helper.py', 'def fall():\n    raise ValueError("deep")\n')
        path = self.write('etl.py', 'import helper\ndef go():\n    helper.fall()\ngo()\n')
        ended = self.run_file('etl.py')
        report = self.check(ended, 1, 'failed', 'script', 'ValueError')
        self.assertEqual(report['exception']['message'], 'deep')
        self.assertEqual([(os.path.basename(f['file']), f['line'], f['function']) for f in report['frames']],
                         [('etl.py', 4, '<module>'), ('etl.py', 3, 'go'), ('helper.py', 2, 'fall')])
        self.assertTrue(ended.err.startswith(
            'Traceback (most recent call last):\n  File "%s", line 4, in <module>\n' % path), ended.err)
        self.assertTrue(ended.err.endswith('\nValueError: deep\n'), ended.err)

    def test_chained_exceptions_show_no_launcher(self):
        ended = self.run_text('try:\n    1/0\nexcept ZeroDivisionError as e:\n    raise ValueError("outer") from e\n')
        self.check(ended, 1, 'failed', 'script', 'ValueError')
        self.assertIn('direct cause', ended.err)

    def test_an_excepthook_of_the_user_is_called(self):
        ended = self.run_text('import sys\nsys.excepthook = lambda *a: print("mine", a[0].__name__)\n1/0\n')
        self.check(ended, 1, 'failed', 'script', 'ZeroDivisionError')
        self.assertEqual((ended.out, ended.err), ('mine ZeroDivisionError\n', ''))

    def test_an_import_that_fails_in_a_neighbour(self):
        self.write('neighbour.py', 'import nowhere_to_be_found')
        report = self.check(self.run_text('import neighbour'), 65, 'not-importable', 'script', 'ModuleNotFoundError')
        files = [os.path.basename(frame['file']) for frame in report['frames']]
        self.assertEqual((files[0], files[-1]), ('etl.py', 'neighbour.py'))

    def test_a_file_of_definitions_does_nothing_and_says_so(self):
        cases = ['def work(): pass', '"""Doc."""\nimport os\nLIMIT = 3\ndef work(): pass\n',
                 'async def work(): pass', 'from __future__ import division\nclass A: pass\ndef work(): pass\n',
                 'KEY = lambda row: int(row[0])\nA = 1 if KEY else 2\ndef work(): pass\n']
        for text in cases:
            with self.subTest(text):
                report = self.check(self.run_text(text), 64, 'not-found', 'script', 'FlowNotFound')
                self.assertIn('etl.py:work', report['exception']['message'])

    def test_a_missing_file(self):
        self.check(self.run_file('nowhere.py'), 64, 'not-found', None, 'FlowNotFound')
        os.mkdir(os.path.join(self.work, 'folder.py'))
        self.check(self.run_file('folder.py'), 64, 'not-found', None, 'FlowNotFound')

    def test_threads_are_waited_for(self):
        ended = self.run_text('''
            import threading, time
            def late():
                time.sleep(0.3)
                print('late')
            threading.Thread(target=late).start()
        ''')
        self.assertEqual((ended.code, ended.out), (0, 'late\n'))

    def test_processes_of_every_start_method(self):
        for method in ('fork', 'spawn', 'forkserver'):
            with self.subTest(method):
                ended = self.run_text('''
                    import multiprocessing
                    class Point:
                        pass
                    def double(x):
                        return 2 * x, Point()
                    if __name__ == '__main__':
                        pool = multiprocessing.get_context('%s').Pool(1)
                        print([type(p).__name__ + str(n) for n, p in pool.map(double, [1, 2])])
                        pool.close()
                        pool.join()
                ''' % method)
                self.assertEqual((ended.code, ended.out), (0, "['Point2', 'Point4']\n"), ended.err)

    def test_lines_appear_at_once(self):
        self.write('etl.py', 'import sys\nprint("first")\nprint("second", file=sys.stderr)\nsys.stdin.read()\n')
        process = self.start('etl.py', stdin=subprocess.PIPE)
        self.assertEqual(process.stdout.readline(), b'first\n')
        self.assertEqual(process.stderr.readline(), b'second\n')
        process.communicate()

    def test_signals_are_never_turned_into_success(self):
        cases = [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)]
        for number, code in cases:
            with self.subTest(number):
                self.write('etl.py', 'import time\nprint("up")\ntime.sleep(60)\n')
                process = self.start('etl.py')
                process.stdout.readline()
                process.send_signal(number)
                process.communicate(timeout=20)
                self.assertEqual(process.returncode, code)

    @unittest.skipUnless(can_be_process_1(), 'needs unshare(1) and the right to make a PID namespace')
    def test_sigterm_ends_process_1_too_where_the_kernel_ignores_it(self):
        self.write('etl.py', 'import os, time\nprint(os.getpid())\ntime.sleep(60)\n')
        process = self.start('etl.py', before=['unshare', '--pid', '--fork', '--kill-child'])
        self.assertEqual(process.stdout.readline(), b'1\n')
        with open('/proc/%d/task/%d/children' % (process.pid, process.pid)) as children:
            os.kill(int(children.read()), signal.SIGTERM)
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, 143)

    def test_a_forked_child_writes_no_message(self):
        ended = self.run_text('import os, sys\nif os.fork():\n    os.wait()\nelse:\n    sys.exit(7)\n')
        self.check(ended, 0, 'succeeded', 'script')


if __name__ == '__main__':
    unittest.main()
