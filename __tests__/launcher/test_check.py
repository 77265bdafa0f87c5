"""The check in an image build: finds what a run would run, and runs none of it."""

import json
import os
import unittest

from case import LauncherCase
from fakes import CLASSIC, MODERN

PREFIX = 'docker-on-k8s check: '


class CheckCase(LauncherCase):
    fake = {}

    def setUp(self):
        super().setUp()
        for name, text in self.fake.items():
            self.write(name, text)

    def check_text(self, text, name=None, env=()):
        self.write('etl.py', text)
        return self.check_file('etl.py', name, env)

    def check_file(self, file, name=None, env=()):
        ended = self.run_file(file, name, env=dict(env, DOCKER_ON_K8S_CHECK='1'))
        self.assertIsNone(ended.message)
        lines = ended.out.splitlines()
        self.assertTrue(lines and lines[-1].startswith(PREFIX), ended.out + ended.err)
        report = json.loads(lines[-1][len(PREFIX):])
        self.assertEqual((report['docker-on-k8s'], report['exit'], 'nonce' in report), (1, ended.code, False))
        return ended, report

    def expect(self, text, code, kind, error=None, name=None, printed=''):
        with self.subTest(text):
            ended, report = self.check_text(text, name)
            state = {0: 'succeeded', 64: 'not-found', 65: 'not-importable'}[code]
            self.assertEqual((ended.code, report['state'], report['kind']), (code, state, kind), ended.err)
            self.assertEqual(report['exception'] and report['exception']['type'], error)
            self.assertEqual(ended.out.split('\n' + PREFIX)[0], printed)
            return ended, report


class Scripts(CheckCase):
    def test_what_is_known_without_running(self):
        missing = 'import nowhere_to_be_found\n'
        cases = [
            ('print("never")\n', 0, None), ('', 0, None), ('import json, os.path\nfrom email.mime import text\n1/0\n', 0, None),
            ('def work(): pass\n', 64, 'FlowNotFound'), (missing, 65, 'ModuleNotFoundError'),
            ('import os, nowhere_to_be_found.deep as x\n', 65, 'ModuleNotFoundError'),
            ('from nowhere_to_be_found.deep import x\n', 65, 'ModuleNotFoundError'),
            ('import logging\nlogging.basicConfig()\nA = [1]\nclass B:\n    x = len("")\n' + missing, 65,
             'ModuleNotFoundError'),
            ('try: import nowhere_to_be_found\nexcept ImportError: pass\n', 0, None),
            ('def f(): import nowhere_to_be_found\nf()\n', 0, None), ('from . import nowhere_to_be_found\n', 0, None),
            # what may bring the module at run time
            ('import sys\nsys.path.insert(0, "x")\n' + missing, 0, None), ('import finder\nfinder.init()\n' + missing, 0, None),
            ('import paths\n' + missing, 0, None), ('import neighbour\n' + missing, 65, 'ModuleNotFoundError'),
            ('if not install(): raise SystemExit\n' + missing, 0, None),
        ]
        self.write('finder.py', '')
        self.write('paths.py', 'import sys\nsys.path.append("x")\n')
        self.write('neighbour.py', 'print("never")\n')
        for text, code, error in cases:
            self.expect(text, code, 'script', error)
        self.expect('def f(:\n', 65, None, 'SyntaxError')

    def test_the_line_of_the_import(self):
        ended, report = self.expect('import os\n\nimport nowhere_to_be_found\n', 65, 'script', 'ModuleNotFoundError')
        frame = {'file': os.path.join(self.work, 'etl.py'), 'line': 3, 'function': '<module>'}
        self.assertEqual((report['frames'], report['exception']['message']),
                         ([frame], "No module named 'nowhere_to_be_found'"))
        self.assertTrue(ended.err.startswith('Traceback'), ended.err)
        self.assertNotIn('launcher', ended.err)

    def test_modules_are_looked_for_where_a_run_would(self):
        self.write('flows/beside.py', '')
        self.write('src/mine.py', '')
        self.write('root/__init__.py', '')
        self.write('flows/etl.py', 'import beside, mine, root\nprint("never")\n')
        ended, _report = self.check_file('flows/etl.py', env={'DOCKER_ON_K8S_SOURCE': os.path.join(self.work, 'src')})
        self.assertEqual(ended.code, 0)
        self.assertEqual(self.check_file('flows/etl.py')[1]['exception']['message'], "No module named 'mine'")

    def test_a_missing_file(self):
        self.assertEqual(self.check_file('nowhere.py')[1]['state'], 'not-found')

    def test_other_values_check_nothing(self):
        for value in ('', '0'):
            ended = self.run_text('print("ran")', env={'DOCKER_ON_K8S_CHECK': value})
            self.check(ended, 0, 'succeeded', 'script')
            self.assertEqual(ended.out, 'ran\n')

    def test_neither_time_nor_parameters_matter(self):
        env = {'DOCKER_ON_K8S_NOT_AFTER': '1', 'DOCKER_ON_K8S_PARAMETERS': '{"a": 1}'}
        for name in (None, 'work'):
            self.assertEqual(self.check_text('def work(): pass\nprint()\n', name, env)[1]['state'], 'succeeded')


class Functions(CheckCase):
    def test_by_name(self):
        cases = [
            ('print("top")\ndef work(): print("never")\n', 0, 'function', None, 'top\n'),
            ('print("top", end="")\ndef work(needed): pass\n', 0, 'function', None, 'top'),
            ('def other(): pass\n', 64, None, 'FlowNotFound', ''), ('import sys\nsys.exit(0)\n', 65, None, 'SystemExit', ''),
            ('import sys\nsys.exit(3)\n', 65, None, 'SystemExit', ''), ('1/0\n', 65, None, 'ZeroDivisionError', ''),
            ('import os\nos._exit(0)\n', 65, None, 'FlowUnsuccessful', ''),
            ('import os\nos.execlp("true", "true")\n', 65, None, 'FlowUnsuccessful', ''),
            ('import nowhere_to_be_found\n', 65, None, 'ModuleNotFoundError', ''),
            ('raise KeyboardInterrupt\n', 65, None, 'KeyboardInterrupt', ''),
            ('import sys\nsys.stdout = None\ndef work(): pass\n', 0, 'function', None, ''),
        ]
        for text, code, kind, error, printed in cases:
            self.expect(text, code, kind, error, 'work', printed)
        self.assertNotIn('__pycache__', os.listdir(self.work))


class Modern(CheckCase):
    fake = MODERN

    def test_nothing_is_started(self):
        flow = 'from prefect import flow\n@flow\ndef a(needed=1): print("never")\n'
        later = 'from prefect import flow\nimport asyncio\n@flow\nasync def a(): print("never")\n'
        main = 'if __name__ == "__main__": print("never")\n'
        cases = [
            (flow + main, 0, 'prefect-2+', None), (flow + '@flow\ndef b(): pass\n', 64, None, 'FlowNotFound'),
            (flow + 'a()\nprint("never")\n', 0, 'prefect-2+', None),
            (flow + 'try: a()\nexcept Exception: print("never")\n', 0, 'prefect-2+', None),
            (flow + 'try: a()\nexcept: 1/0\n', 0, 'prefect-2+', None),
            (later + 'async def main(): await a()\nasyncio.new_event_loop().run_until_complete(main())\n', 0, 'prefect-2+',
             None),
            ('from prefect import flow\ndef work(): pass\n' + main, 0, 'script', None),
            ('from prefect import flow\ndef work(): pass\n', 64, 'script', 'FlowNotFound'),
            ('from prefect import flow\nimport nowhere_to_be_found\n', 65, None, 'ModuleNotFoundError'),
        ]
        for text, code, kind, error in cases:
            self.expect(text, code, kind, error)
        self.expect(flow, 0, 'prefect-2+', None, 'a')


class Classic(CheckCase):
    fake = CLASSIC

    def test_nothing_is_started(self):
        flow = 'from prefect import Flow\nf = Flow("f")\n'
        for text in (flow, flow + 'f.run()\nprint("never")\n'):
            self.expect(text, 0, 'prefect-0/1')


if __name__ == '__main__':
    unittest.main()
