"""install.py and prepare_prefect.py, the steps of an image build."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest

from case import ROOT

BROKEN = 'raise SystemExit("taken from the repository")\n'


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


class StepCase(unittest.TestCase):
    """A repository with files that would break Python if they were taken for its modules, and a step beside some."""
    step = ''

    def setUp(self):
        self.folder = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.script = self.write('steps/' + self.step, read(os.path.join(ROOT, 'src', 'flow', self.step)))
        for name in ('work/queue.py', 'work/logging/__init__.py', 'work/runpy.py', 'steps/queue.py', 'steps/email.py'):
            self.write(name, BROKEN)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
        return path

    def run_step(self, *arguments, modules='lib', **variables):
        env = {key: value for key, value in os.environ.items() if not key.startswith(('PYTHON', 'PREFECT'))}
        path = [os.path.join(self.folder, folder) for folder in (modules, 'work', 'steps')] + ['', '.']
        env.update(PYTHONPATH=os.pathsep.join(path), PYTHONDONTWRITEBYTECODE='1', HOME=self.folder,
                   DOCKER_ON_K8S_SECRETS=os.path.join(self.folder, 'secrets'), **variables)
        process = subprocess.Popen([sys.executable, self.script] + list(arguments), env=env,
                                   cwd=os.path.join(self.folder, 'work'), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err


class Install(StepCase):
    step = 'install.py'

    def setUp(self):
        super().setUp()
        self.write('lib/pip/__init__.py', '')
        self.write('lib/pip/__main__.py', '''
            import logging, os, queue, subprocess, sys
            print(__name__, sys.argv[1:], os.path.basename(sys.argv[0]))
            print(subprocess.check_output([sys.executable, __file__.replace('__main__', 'child')]).decode(), end='')
            sys.stdout.flush()
            sys.stdout.buffer.write(os.environb.get(b'TOKEN', b'-') + b'|' + os.environb.get(b'NETRC', b'-'))
            sys.exit(7)
        ''')
        self.write('lib/pip/child.py', 'import email, logging, queue\nprint("child")\n')

    def test_pip_runs_as_always_and_its_code_is_the_end(self):
        self.assertEqual(self.run_step('--', 'install', '--secret', 'x'),
                         (7, b"__main__ ['install', '--secret', 'x'] __main__.py\nchild\n-|-", b''))

    def test_secrets(self):
        netrc = self.write('secrets/netrc', 'machine x')
        for content in (b'https://u:p@host/simple', 'žluť\U0001f600'.encode(), b' spaces and\nlines\r\n', b''):
            self.write('secrets/TOKEN', content)
            with self.subTest(content):
                code, out, _err = self.run_step('--secret', 'TOKEN', '--secret', 'netrc', '--', LC_ALL='C')
                self.assertEqual((code, out.split(b'\n', 2)[2]), (7, content + b'|' + netrc.encode()))

    def test_secrets_that_cannot_be(self):
        self.write('secrets/HALF', b'hidden\xff')
        self.write('secrets/ZERO', b'hidden\x00')
        os.mkdir(os.path.join(self.folder, 'secrets', 'FOLDER'))
        for name in ('MISSING', 'netrc', 'HALF', 'ZERO', 'FOLDER'):
            with self.subTest(name):
                code, out, err = self.run_step('--secret', name, '--', 'install')
                self.assertEqual((code, out), (1, b''))
                self.assertTrue(err.startswith(b'docker-on-k8s: The secret %s ' % name.encode()), err)
                self.assertEqual((err.count(b'\n'), b'hidden' in err), (1, False))

    def test_other_arguments(self):
        for arguments in ((), ('install',), ('--secret',), ('--secret', '--'), ('--secret', 'A', 'install')):
            with self.subTest(arguments):
                code, out, err = self.run_step(*arguments)
                self.assertEqual((code, out, err[:6]), (2, b'', b'usage:'))

    def test_without_pip(self):
        shutil.rmtree(os.path.join(self.folder, 'lib'))
        hidden = self.write('none/sitecustomize.py', '''
            import sys
            sys.path[:] = [entry for entry in sys.path if not entry.endswith('-packages')]
        ''')
        # site-packages come onto the path before this module is imported, so it can take them away
        code, out, err = self.run_step('--', 'install', modules=os.path.dirname(hidden))
        self.assertEqual((code, out), (1, b''))
        self.assertTrue(err.endswith(b': No module named pip\n'), err)

    @unittest.skipUnless(importlib.util.find_spec('pip'), 'needs pip')
    def test_the_real_one(self):
        code, out, err = self.run_step('--', '--version', modules='none')
        self.assertEqual((code, out[:4], err), (0, b'pip ', b''))
        code, out, err = self.run_step('--', 'download', '--no-index', 'no-such-package', modules='none')
        self.assertEqual(code, 1)
        self.assertIn(b'No matching distribution', err)


class Prepare(StepCase):
    step = 'prepare_prefect.py'

    def prefect(self, server='server', cli='', url=None, database='sqlite+aiosqlite:///x'):
        shutil.rmtree(os.path.join(self.folder, 'lib'), ignore_errors=True)
        self.write('lib/prefect/__init__.py', 'import logging, queue\n')
        self.write('lib/prefect/flows.py', '')
        self.write('lib/prefect/%s/database/__init__.py' % server, '')
        self.write('lib/prefect/settings.py', '''
            import os
            class Setting:
                def __init__(self, value): self.given = value
                def value(self): return self.given
            PREFECT_API_URL, PREFECT_API_DATABASE_CONNECTION_URL = Setting(%r), Setting(%r)
            PREFECT_HOME = Setting(os.environ.get('PREFECT_HOME'))
        ''' % (url, database))
        self.write('lib/prefect/cli.py', '''
            import os, sys
            def app():
                home = os.environ['PREFECT_HOME']
                os.makedirs(home, mode=0o700, exist_ok=True)
                open(os.path.join(home, 'prefect.db'), 'w').write(' '.join(sys.argv[1:]))
                print('a lot')
                %s
                sys.exit(0)
        ''' % cli)

    def prepare(self, **variables):
        home = os.path.join(self.folder, 'home')
        shutil.rmtree(home, ignore_errors=True)
        code, out, err = self.run_step(PREFECT_HOME=home, **variables)
        self.assertEqual((code, out), (0, b''))
        path = os.path.join(home, 'prefect.db')
        return (read(path) if os.path.exists(path) else None), err.decode()

    def test_it_is_made_for_any_user(self):
        for server in ('server', 'orion'):
            self.prefect(server)
            self.assertEqual(self.prepare(), (server + ' database upgrade -y', ''))
        home = os.path.join(self.folder, 'home')
        self.assertEqual([oct(os.stat(path).st_mode & 0o777) for path in (home, home + '/prefect.db')],
                         ['0o777', '0o666'])

    def test_where_there_is_nothing_to_do(self):
        self.assertEqual(self.prepare(), (None, ''))  # no Prefect
        for name in ('PREFECT_API_URL', 'PREFECT_API_DATABASE_CONNECTION_URL', 'PREFECT_SERVER_DATABASE_CONNECTION_URL'):
            self.prefect()
            self.assertEqual(self.prepare(**{name: 'http://x'}), (None, ''))
        self.prefect(url='https://prefect.example/api')
        self.assertEqual(self.prepare(), (None, ''))
        self.prefect(database='postgresql+asyncpg://somebody/else')
        self.assertEqual(self.prepare(), (None, ''))
        self.prefect()
        shutil.rmtree(os.path.join(self.folder, 'lib', 'prefect', 'server'))  # prefect-client
        self.assertEqual(self.prepare(), (None, ''))
        self.prefect()
        os.remove(os.path.join(self.folder, 'lib', 'prefect', 'flows.py'))  # Prefect <= 1
        self.assertEqual(self.prepare(), (None, ''))

    def test_trouble_is_one_line(self):
        for cli, said in (('sys.exit(3)', 'it ended with 3: a lot'), ('raise ValueError("x")', 'ValueError: x'),
                          ('import signal; os.kill(os.getpid(), signal.SIGKILL)', 'it ended with -9')):
            with self.subTest(cli):
                self.prefect(cli=cli)
                err = self.prepare()[1]
                self.assertIn(said, err)
                self.assertEqual((err[:14], err.count('\n')), ('docker-on-k8s:', 1))

    def compiled(self, *arguments, **variables):
        """Runs the step where site-packages of the test are the only ones; returns what has bytecode then."""
        home = os.path.join(self.folder, 'lib', 'site-packages')
        # comes before the script, with all of this machine's packages on the path
        self.write('lib/site-packages/sitecustomize.py', """
            import sys
            sys.path[:] = [entry for entry in sys.path if entry == %r or not entry.endswith('-packages')]
        """ % home)
        code, out, err = self.run_step(*arguments, modules='lib/site-packages', **variables)
        self.assertEqual((code, out, err), (0, b'', b''))
        return sorted(os.path.relpath(os.path.join(folder, name), home).split('.')[0].replace('__pycache__/', '')
                      for folder, _, names in os.walk(home) for name in names if name.endswith('.pyc'))

    def test_what_pip_left_is_compiled(self):
        for name in ('one.py', 'two/__init__.py', 'two/deep/er.py', 'pip/__init__.py', 'pip/_vendor/x.py',
                     'setuptools/y.py', 'two/pip/z.py'):
            self.write('lib/site-packages/' + name, 'x = "\\d"\n')
        self.write('lib/site-packages/two/template.py', 'class {{ name }}:\n')
        self.write('lib/site-packages/three.py', 'type X = int\nprint "2"\n')
        self.assertEqual(self.compiled(), [])
        self.assertEqual(self.compiled('--compile', PIP_NO_COMPILE='1'), [])
        self.assertEqual(self.compiled('--compile'),
                         ['one', 'setuptools/y', 'sitecustomize', 'two/__init__', 'two/deep/er', 'two/pip/z'])
        # none of the repository's
        self.assertEqual([name for name in os.listdir(os.path.join(self.folder, 'work')) if 'cache' in name], [])

    def test_without_bytecode_the_reason_is_told(self):
        for text, said in (('raise ValueError("x")', 'it ended with 1: ValueError: x'),
                           ('import os; os.kill(os.getpid(), 9)', 'it ended with -9: without a word')):
            with self.subTest(text):
                self.write('lib/site-packages/compileall.py', text)
                code, out, err = self.run_step('--compile', modules='lib/site-packages')
                self.assertEqual((code, out), (0, b''))
                self.assertEqual(err.decode(), 'docker-on-k8s: Packages were not compiled in the image, each run '
                                               'compiles what it imports: %s\n' % said)

    def test_bytecode_that_is_there_stays(self):
        self.write('lib/site-packages/one.py', 'x = 1\n')
        self.compiled('--compile')
        folder = os.path.join(self.folder, 'lib', 'site-packages', '__pycache__')
        path = [os.path.join(folder, name) for name in os.listdir(folder) if name.startswith('one.')][0]
        before = os.stat(path).st_mtime_ns
        self.compiled('--compile')
        self.assertEqual(os.stat(path).st_mtime_ns, before)


if __name__ == '__main__':
    unittest.main()
