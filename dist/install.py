"""Installs packages in an image build as `python3 -m pip` does, with secrets of the build in its environment.

    python3 install.py [--secret NAME]... -- PIP_ARGUMENT...     working directory: of the repository, or any other

The content of /run/secrets/NAME becomes the variable NAME, byte by byte; the secret `netrc` stays a file, which the
variable NETRC names. DOCKER_ON_K8S_SECRETS is another folder of the secrets. What pip exits with is the exit code;
1 also when a secret or pip itself is missing, 2 for other arguments than these. Standard library only, Python 3.6 to 3.14.

Modules are taken from neither the working directory nor the folder of this file, here and in what pip starts: `-m pip`
would import a queue.py of the repository.
"""

import os
import sys

AWAY = {os.path.realpath(folder) for folder in ('.', os.path.dirname(os.path.abspath(__file__)))}
sys.path[:] = [entry for entry in sys.path if os.path.realpath(entry) not in AWAY]

import runpy  # after that: it could be one of the repository's
from importlib.util import find_spec


def read_secret(name):
    """Puts a secret into the environment; raises ValueError with a sentence that does not hold its value."""
    path = os.path.join(os.environ.get('DOCKER_ON_K8S_SECRETS') or '/run/secrets', name)
    try:
        with open(path, 'rb') as file:
            content = file.read()
    except OSError as error:
        raise ValueError('The secret %s cannot be read: %s' % (name, error)) from None
    if name == 'netrc':
        os.environ['NETRC'] = path
        return
    try:
        content.decode('utf-8')
        os.environb[os.fsencode(name)] = content
    except UnicodeDecodeError:
        raise ValueError('The secret %s is not text in UTF-8' % name) from None
    except (ValueError, OSError):
        raise ValueError('The secret %s cannot be a variable: of its name or a zero byte in it' % name) from None


def clean_environment():
    """PYTHONPATH as pip and its children may have it. An empty entry is their working directory."""
    entries = os.environ.pop('PYTHONPATH', '').split(os.pathsep)
    kept = [entry for entry in entries if entry and os.path.realpath(entry) not in AWAY]
    if kept:
        os.environ['PYTHONPATH'] = os.pathsep.join(kept)


def main(arguments):
    names = []
    while len(arguments) > 1 and arguments[0] == '--secret':
        names.append(arguments[1])
        arguments = arguments[2:]
    if arguments[:1] != ['--']:
        print('usage: install.py [--secret NAME]... -- PIP_ARGUMENT...', file=sys.stderr)
        return 2
    try:
        for name in names:
            read_secret(name)
    except ValueError as error:
        print('docker-on-k8s: %s' % error, file=sys.stderr)
        return 1
    clean_environment()
    if find_spec('pip') is None:
        print('%s: No module named pip' % sys.executable, file=sys.stderr)
        return 1
    sys.argv[:] = ['pip'] + arguments[1:]
    runpy.run_module('pip', run_name='__main__', alter_sys=True)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
