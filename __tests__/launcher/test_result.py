"""What a flow returns, as the workflow gets it."""

import unittest

from case import LauncherCase
from fakes import CLASSIC, MODERN

EVIL = '''
    import os, sys
    class Text(str):
        def __str__(self): raise SystemExit(5)
    class Table(dict):
        def items(self): raise KeyboardInterrupt()
    class Silent(Exception):
        def __str__(self): raise SystemExit(6)
    class Raising(dict):
        def items(self): raise Silent()
    class Endless(list):
        def __iter__(self):
            while True: yield 'x'
    class Leaving(dict):
        def items(self): os._exit(0)
    def deep():
        inner = []
        for _ in range(100000): inner = [inner]
        return inner
    def looped():
        loop = []
        loop.append(loop)
        return loop
    def closing():
        sys.stderr.close()
        return object()
'''


class Results(LauncherCase):
    def result_of(self, ended, kind='function'):
        report = self.check(ended, 0, 'succeeded', kind)
        return report.get('result'), report.get('result-problem')

    def test_what_is_json(self):
        cases = [
            ('42', '42'), ('"žluť\\n\\"\\U0001f600"', '"žluť\\n\\"\U0001f600"'),
            ('{"rows": [1, 2.5, True, None]}', '{"rows": [1, 2.5, true, null]}'), ('(1, (2,))', '[1, [2]]'),
            ('False', 'false'), ('0', '0'), ('""', '""'), ('[]', '[]'), ('{1: 2}', '{"1": 2}'),
            ('12345678901234567890', '12345678901234567890'), ('None', None),
        ]
        for value, expected in cases:
            with self.subTest(value):
                ended = self.run_text('def work():\n    return %s\n' % value, 'work')
                self.assertEqual(self.result_of(ended), (expected, None))
                self.assertNotIn('result', ended.err)

    def test_what_is_not(self):
        values = ['{1}', 'b"x"', 'object()', 'float("nan")', '[float("-inf")]', '{(1, 2): 3}', '"\\ud800"', 'print',
                  '__import__("datetime").date(2026, 1, 31)', 'Table(a=1)', 'Raising(a=1)', '[Text("x"), {2}]',
                  'deep()', 'looped()']
        for value in values:
            with self.subTest(value):
                ended = self.run_text(EVIL + '    def work(): return %s\n' % value, 'work')
                self.assertEqual(self.result_of(ended), (None, 'not-json'))
                self.assertRegex(ended.err, "^docker-on-k8s: the flow's result is not JSON \\(.+\\), so the workflow "
                                            'does not get it\n$')

    def test_what_is_too_long(self):
        for value in ('"x" * 5000', '"x" * 3990', "'\"' * 2000", 'list(range(5000))', '"\\x00" * 600', 'Endless([1])',
                      '["žluť" * 700]', '"\\u20ac" * 1400'):
            with self.subTest(value):
                ended = self.run_text(EVIL + '    def work(): return %s\n' % value, 'work')
                self.assertEqual(self.result_of(ended), (None, 'too-long'))
                self.assertIn('too long', ended.err)

    def test_up_to_the_limit_it_is_whole(self):
        ended = self.run_text('def work(): return "x" * 3800\n', 'work')
        self.assertEqual(self.result_of(ended), ('"%s"' % ('x' * 3800), None))

    def test_of_a_flow_that_closed_its_log(self):
        ended = self.run_text(EVIL, 'closing')
        self.assertEqual((ended.code, ended.report['result-problem'], ended.err), (0, 'not-json', ''))

    def test_a_value_that_leaves_when_it_is_read(self):
        self.check(self.run_text(EVIL + '    def work(): return Leaving(a=1)\n', 'work'), 1, 'failed', 'function',
                   'FlowUnsuccessful')

    def test_who_returns_something(self):
        cases = [
            ('async def work(): return 1', 'work', 'function', '1'),
            ('def work():\n    yield 1\n    return 2', 'work', 'function', None),
            ('async def work():\n    yield 1', 'work', 'function', None),
            ('def work():\n    import sys\n    sys.exit(0)', 'work', 'function', None),
            ('class work: pass', 'work', 'function', None),
            ('class Work:\n    def __call__(self): return 1\nwork = Work()', 'work', 'function', '1'),
            ('result = 1', None, 'script', None),
        ]
        for text, name, kind, expected in cases:
            with self.subTest(text):
                self.assertEqual(self.result_of(self.run_text(text + '\n', name), kind), (expected, None))

    def test_failures_have_none(self):
        for text in ('def work(): raise ValueError([1])', 'import sys\ndef work(): sys.exit(3)'):
            self.assertNotIn('result', self.run_text(text, 'work').report)

    def test_of_modern_flows(self):
        for name, text in MODERN.items():
            self.write(name, text)
        states = 'State("Completed", %s, "All states completed.")'
        cases = [
            ('return {"rows": 3}', '{"rows": 3}'), ('pass', None),
            ('return State("Completed", message="42 rows")', '"42 rows"'), ('return State("Completed")', None),
            ('return State("Completed", [1], "42 rows")', '[1]'),
            ('return ' + states % 'State("Completed", 7)', '7'), ('return ' + states % '[State("Completed", 7)]', None),
            ('return ' + states % None, None),
        ]
        for body, expected in cases:
            for start in ('@flow\ndef a(): ', '@flow\nasync def a(): '):
                with self.subTest(start + body):
                    ended = self.run_text('from prefect import flow\nfrom prefect.states import State\n' + start + body)
                    self.assertEqual(self.result_of(ended, 'prefect-2+'), (expected, None))
        ended = self.run_text('from prefect import flow\n@flow\ndef a(): return 5\na()\n')
        self.assertEqual(self.result_of(ended, 'prefect-2+'), ('5', None))
        ended = self.run_text('from prefect import flow\n@flow\ndef a():\n    yield 5\n')
        self.assertEqual(self.result_of(ended, 'prefect-2+'), (None, None))

    def test_of_classic_flows(self):
        for name, text in CLASSIC.items():
            self.write(name, text)
        for gives, expected in (({}, None), ({'a': [1]}, '[1]'), ({'a': None}, None), ({'a': 1, 'b': 2}, None)):
            for run in ('', 'flow.run()\n'):
                with self.subTest('%s %s' % (gives, run)):
                    text = 'from prefect import Flow\nflow = Flow("f")\nflow.gives = %r\n%s' % (gives, run)
                    self.assertEqual(self.result_of(self.run_text(text), 'prefect-0/1'), (expected, None))


if __name__ == '__main__':
    unittest.main()
