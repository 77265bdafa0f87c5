"""Does in an image build what each run of a flow with Prefect >= 2 would otherwise do: compiles, and makes the database.

    python3 prepare_prefect.py [--compile]     after the dependencies are installed, as the user who will run the flow

--compile: packages were installed with `pip install --no-compile`; what has no bytecode gets it, on all processors, in a
layer beside that of the packages, so that both are packed, pushed and pulled at once. PIP_NO_COMPILE is obeyed. pip
itself is left out: no flow needs it, and official images come without its bytecode.

It only saves time: the exit code is always 0, and what went wrong is said in one line. No database is made without
Prefect, with Prefect <= 1, with a server (PREFECT_API_URL) and with a database other than the default SQLite file, which
is somebody else's. Standard library only, Python 3.6 to 3.14.
"""

import os
import subprocess
import sys

AWAY = {os.path.realpath(folder) for folder in ('.', os.path.dirname(os.path.abspath(__file__)))}
sys.path[:] = [entry for entry in sys.path if os.path.realpath(entry) not in AWAY]

import importlib.util  # after that: it could be one of the repository's

SECONDS = 300
PACKAGES = ('site-packages', 'dist-packages')
LEFT_OUT = '/(?:site|dist)-packages/pip/'
ELSEWHERE = ('PREFECT_API_URL', 'PREFECT_API_DATABASE_CONNECTION_URL', 'PREFECT_SERVER_DATABASE_CONNECTION_URL')
# `-m prefect` would look for modules in the working directory first, and Prefect 2 has no such. Settings may come from
# files as well as variables. What is new may be used by any user: in the cluster it may be another one than here, who
# would not even get to make a file of his own in a folder that only its owner may read.
UPGRADE = '''
import os, sys
sys.path[:] = [entry for entry in sys.path if os.path.realpath(entry) != os.path.realpath('.')]
import prefect.settings as settings
url = settings.PREFECT_API_DATABASE_CONNECTION_URL.value()
if settings.PREFECT_API_URL.value() or not str(url).startswith('sqlite'):
    sys.exit(0)
from prefect.cli import app
try:
    app()
finally:
    home = str(settings.PREFECT_HOME.value())
    if os.listdir(home) == ['prefect.db']:
        os.chmod(home, 0o777)
        os.chmod(os.path.join(home, 'prefect.db'), 0o666)
'''


def find_command():
    """The arguments of the command line of this Prefect, or None where there is nothing to prepare."""
    if any(os.environ.get(name) for name in ELSEWHERE):
        return None
    spec = importlib.util.find_spec('prefect')
    home = os.path.dirname(spec.origin) if spec and spec.origin else ''
    # `orion` until 2.7; Prefect <= 1 has neither, and the package prefect-client no database
    for name in ('server', 'orion') if os.path.isfile(os.path.join(home, 'flows.py')) else ():
        if os.path.isdir(os.path.join(home, name, 'database')):
            return [name, 'database', 'upgrade', '-y']
    return None


def run_python(arguments, folder=None):
    """Runs this Python without the repository on its path, in a folder; returns how it ended and what it said."""
    # an empty entry would be the working directory
    entries = [entry for entry in os.environ.get('PYTHONPATH', '').split(os.pathsep)
               if entry and os.path.realpath(entry) not in AWAY]
    return subprocess.run([sys.executable] + arguments, timeout=SECONDS, stdin=subprocess.DEVNULL, cwd=folder,
                          env=dict(os.environ, PYTHONPATH=os.pathsep.join(entries), PYTHONUNBUFFERED='1'),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def trouble_of(result):
    """What went wrong in a process, or None."""
    if result.returncode == 0:
        return None
    lines = result.stdout.decode('utf-8', 'replace').split('\n')
    said = [line.strip() for line in lines if line.strip()]
    return 'it ended with %d: %s' % (result.returncode, said[-1][:300] if said else 'without a word')


def compile_packages():
    """Returns what went wrong, or None."""
    folders = [entry for entry in sys.path if os.path.basename(entry) in PACKAGES and os.path.isdir(entry)]
    if not folders or os.environ.get('PIP_NO_COMPILE'):
        return None
    # `-m` would look for modules in the working directory first
    result = run_python(['-W', 'ignore', '-m', 'compileall', '-qq', '-j', '0', '-x', LEFT_OUT] + folders, folder='/')
    # 1 without a word: there are files that this Python cannot read, such as a package's templates; pip passes over them too
    return None if result.returncode == 1 and not result.stdout.strip() else trouble_of(result)


def prepare():
    """Returns what went wrong, or None."""
    command = find_command()
    if command is None:
        return None
    return trouble_of(run_python(['-c', UPGRADE] + command))


def attempt(do, what):
    """Says in one line what went wrong, if anything."""
    try:
        trouble = do()
    except subprocess.TimeoutExpired:
        trouble = 'it was not done after %d seconds' % SECONDS
    except Exception as error:
        trouble = '%s: %s' % (type(error).__name__, error)
    if trouble:
        print('docker-on-k8s: %s: %s' % (what, ' '.join(trouble.split())), file=sys.stderr)


def main(arguments):
    if arguments == ['--compile']:
        attempt(compile_packages, 'Packages were not compiled in the image, each run compiles what it imports')
    attempt(prepare, "Prefect's database was not made in the image, each run makes its own")


if __name__ == '__main__':
    main(sys.argv[1:])
