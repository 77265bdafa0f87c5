"""Makes the database of Prefect >= 2 in an image build, so that no flow run without a server has to.

    python3 prepare_prefect.py     after the dependencies are installed, as the user who will run the flow

It only saves time: the exit code is always 0, and what went wrong is said in one line. Nothing is done without Prefect,
with Prefect <= 1, with a server (PREFECT_API_URL) and with a database other than the default SQLite file, which is
somebody else's. Standard library only, Python 3.6 to 3.14.
"""

import os
import subprocess
import sys

AWAY = {os.path.realpath(folder) for folder in ('.', os.path.dirname(os.path.abspath(__file__)))}
sys.path[:] = [entry for entry in sys.path if os.path.realpath(entry) not in AWAY]

import importlib.util  # after that: it could be one of the repository's

SECONDS = 300
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


def prepare():
    """Returns what went wrong, or None."""
    command = find_command()
    if command is None:
        return None
    # an empty entry would be the working directory
    entries = [entry for entry in os.environ.get('PYTHONPATH', '').split(os.pathsep)
               if entry and os.path.realpath(entry) not in AWAY]
    result = subprocess.run([sys.executable, '-c', UPGRADE] + command, timeout=SECONDS, stdin=subprocess.DEVNULL,
                            env=dict(os.environ, PYTHONPATH=os.pathsep.join(entries), PYTHONUNBUFFERED='1'),
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode == 0:
        return None
    lines = result.stdout.decode('utf-8', 'replace').split('\n')
    said = [line.strip() for line in lines if line.strip()]
    return 'it ended with %d: %s' % (result.returncode, said[-1][:300] if said else 'without a word')


def main():
    try:
        trouble = prepare()
    except subprocess.TimeoutExpired:
        trouble = 'it was not done after %d seconds' % SECONDS
    except Exception as error:
        trouble = '%s: %s' % (type(error).__name__, error)
    if trouble:
        print("docker-on-k8s: Prefect's database was not made in the image, each run makes its own: %s"
              % ' '.join(trouble.split()), file=sys.stderr)


if __name__ == '__main__':
    main()
