"""A test case that runs the real launcher, as a process of its own, on flow files in a temporary folder."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LAUNCHER = os.path.join(ROOT, 'src', 'flow', 'launcher.py')


class Ended:
    """How a launcher ended: exit code, stdout, stderr, the message's bytes and, when there is one, its content."""

    def __init__(self, code, stdout, stderr, message):
        self.code, self.out, self.err, self.message = code, stdout.decode(), stderr.decode(), message
        self.report = json.loads(message.decode()) if message is not None else None


class LauncherCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.work = os.path.join(self.folder, 'flow')
        os.mkdir(self.work)

    def write(self, name, text):
        path = os.path.join(self.work, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(textwrap.dedent(text))
        return path

    def start(self, file, name=None, args=(), env=(), nonce='n-1', result=None, before=(), **options):
        result = result or os.path.join(self.folder, 'message')
        variables = {key: value for key, value in os.environ.items() if not key.startswith('PYTHON')}
        variables.update(dict(env), DOCKER_ON_K8S_FLOW=os.path.join(self.work, file), DOCKER_ON_K8S_RESULT=result)
        variables['PYTHONDONTWRITEBYTECODE'] = '1'
        if name is not None:
            variables['DOCKER_ON_K8S_FLOW_NAME'] = name
        if nonce is not None:
            variables['DOCKER_ON_K8S_NONCE'] = nonce
        process = subprocess.Popen(list(before) + [sys.executable, LAUNCHER] + list(args), cwd=self.work, env=variables,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def run_file(self, file, name=None, **options):
        process = self.start(file, name, **options)
        stdout, stderr = process.communicate(timeout=60)
        path = options.get('result') or os.path.join(self.folder, 'message')
        message = None
        if os.path.isfile(path):
            with open(path, 'rb') as written:
                message = written.read()
        return Ended(process.returncode, stdout, stderr, message)

    def run_text(self, text, name=None, **options):
        self.write('etl.py', text)
        return self.run_file('etl.py', name, **options)

    def check(self, ended, code, state, kind=None, error=None):
        """The process, its message and both together say the same."""
        self.assertEqual(ended.code, code, ended.err)
        report = ended.report
        self.assertEqual((report['docker-on-k8s'], report['nonce'], report['exit']), (1, 'n-1', code))
        self.assertEqual((report['state'], report['kind']), (state, kind))
        self.assertEqual(report['exception'] and report['exception']['type'], error)
        self.assertLessEqual(len(ended.message), 4096)
        self.assertNotIn('launcher', ' '.join(frame['file'] for frame in report['frames']))
        self.assertNotIn(LAUNCHER, ended.err)
        return report

