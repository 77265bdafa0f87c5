"""Which flow of a file is run, that it is run once, and how its end is judged; on stand-ins for Prefect."""

import unittest

from case import LauncherCase
from fakes import CLASSIC, MODERN

GUARD = "if __name__ == '__main__':\n    print('main block')\n"


class FlowCase(LauncherCase):
    fake = {}

    def setUp(self):
        super().setUp()
        for name, text in self.fake.items():
            self.write(name, text)


class Modern(FlowCase):
    fake = MODERN
    head = 'from prefect import flow\nfrom prefect.states import State\nprint("top")\n'

    def test_how_one_flow_ends(self):
        cases = [
            ('@flow\ndef a(): print("a")', 0, 'succeeded', None),
            ('@flow\nasync def a(): print("a")', 0, 'succeeded', None),
            ('@flow\ndef a():\n    print("a")\n    yield 1', 0, 'succeeded', None),
            ('@flow\ndef a():\n    print("a")\n    return State("Completed")', 0, 'succeeded', None),
            ('@flow\ndef a():\n    print("a")\n    raise ValueError("x")', 1, 'failed', 'ValueError'),
            ('@flow\nasync def a():\n    print("a")\n    raise ValueError("x")', 1, 'failed', 'ValueError'),
            ('@flow\ndef a():\n    print("a")\n    yield 1\n    raise ValueError("x")', 1, 'failed', 'ValueError'),
            ('@flow\ndef a():\n    print("a")\n    return State("Failed")', 1, 'failed', 'RuntimeError'),
            ('@flow\ndef a():\n    print("a")\n    return State("Cancelled")', 1, 'failed', 'RuntimeError'),
            ('@flow\ndef a():\n    print("a")\n    return [State("Failed"), 1]', 1, 'failed', 'RuntimeError'),
            ('import sys\n@flow\ndef a():\n    print("a")\n    sys.exit(3)', 3, 'failed', 'SystemExit'),
            ('import sys\n@flow\ndef a():\n    print("a")\n    sys.exit(0)', 1, 'failed', 'FlowUnsuccessful'),
            ('@flow\ndef b(): pass\ndel b\ndef c(): pass\n@flow\ndef a(): print("a")', 0, 'succeeded', None),
        ]
        for text, code, state, error in cases:
            with self.subTest(text):
                ended = self.run_text(self.head + text + '\n' + GUARD)
                self.check(ended, code, state, 'prefect-2+', error)
                self.assertEqual(ended.out, 'top\na\n')

    def test_an_async_flow_that_is_called_but_not_awaited_did_not_run(self):
        ended = self.run_text(self.head + '@flow\nasync def a(): print("a")\na()\n')
        report = self.check(ended, 1, 'failed', 'prefect-2+', 'FlowUnsuccessful')
        self.assertIn('never awaited', report['exception']['message'])

    def test_a_flow_that_needs_arguments_is_not_run_without(self):
        ended = self.run_text(self.head + '@flow\ndef a(n): pass')
        self.check(ended, 66, 'bad-parameters', 'prefect-2+', 'BadParameters')

    def test_several_flows_need_a_name(self):
        text = self.head + '@flow\ndef a(): print("a")\n@flow\ndef b(): a()\n'
        report = self.check(self.run_text(text), 64, 'not-found', None, 'FlowNotFound')
        self.assertIn('several flows: a, b', report['exception']['message'])
        # an import within a function gives a name to nothing outside of it
        hidden = self.run_text(text + 'def c():\n    from jobs import a\n')
        self.check(hidden, 64, 'not-found', None, 'FlowNotFound')
        ended = self.run_text(text, 'b')
        self.check(ended, 0, 'succeeded', 'prefect-2+')
        self.assertEqual(ended.out, 'top\na\n')

    def test_imported_flows_do_not_count(self):
        self.write('other.py', 'from prefect import flow\n@flow\ndef theirs(): print("theirs")\n')
        text = self.head + 'from other import theirs\n'
        ended = self.run_text(text + '@flow\ndef mine(): print("mine")\n')
        self.assertEqual((ended.code, ended.out), (0, 'top\nmine\n'))
        ended = self.run_text(text, 'theirs')
        self.assertEqual((ended.code, ended.out), (0, 'top\ntheirs\n'))

    def test_one_flow_under_two_names_is_one(self):
        self.check(self.run_text(self.head + '@flow\ndef a(): pass\nb = a\n'), 0, 'succeeded', 'prefect-2+')

    def test_a_handled_failure_of_a_subflow_is_the_parents_business(self):
        for word, call in (('def', 'child()'), ('async def', 'await child()')):
            child = '@flow\n%s child(): raise ValueError()\n@flow\n'
            text = child + '%s a():\n    try:\n        %s\n    except ValueError: pass\n'
            with self.subTest(word):
                self.check(self.run_text(self.head + text % (word, word, call), 'a'), 0, 'succeeded', 'prefect-2+')

    def test_flows_that_the_file_runs_itself_run_once_and_count(self):
        a, bad = '@flow\ndef a(): print("a")\n', '@flow\ndef a():\n    print("a")\n    raise ValueError("x")\n'
        later = bad.replace('def', 'async def') + 'import asyncio\nrun = asyncio.new_event_loop()'
        cases = [
            (a + 'a()\n', 0, 'succeeded', None),
            (bad + 'a()\n', 1, 'failed', 'ValueError'),
            (bad + 'try: a()\nexcept ValueError: pass\n', 1, 'failed', 'FlowUnsuccessful'),
            (later + '.run_until_complete\ntry: run(a())\nexcept ValueError: pass\n', 1, 'failed', 'FlowUnsuccessful'),
            (bad + 'a(return_state=True)\n', 1, 'failed', 'FlowUnsuccessful'),
            ('@flow\ndef b(): pass\n' + a + 'a()\n', 0, 'succeeded', None),
        ]
        for text, code, state, error in cases:
            with self.subTest(text):
                ended = self.run_text(self.head + text)
                self.check(ended, code, state, 'prefect-2+', error)
                self.assertEqual(ended.out, 'top\na\n')

    def test_a_retry_that_succeeds_is_a_success(self):
        text = 'n = []\n@flow\ndef a():\n    n.append(1)\n    if len(n) < 2: raise ValueError()\n'
        self.check(self.run_text(self.head + text + 'try: a()\nexcept ValueError: a()\n'), 0, 'succeeded', 'prefect-2+')

    def test_a_function_that_ignores_a_failed_flow(self):
        text = '@flow\ndef a(): raise ValueError()\ndef work():\n    try: a()\n    except ValueError: pass\n'
        self.check(self.run_text(self.head + text, 'work'), 1, 'failed', 'function', 'FlowUnsuccessful')

    def test_without_a_flow_the_main_block_runs_in_the_same_module(self):
        work = 'def work():\n    @flow\n    def inner(): print("inner")\n    inner()\n'
        block = GUARD + '    work()\n    import __main__\n    print(__main__.work is work)\n'
        ended = self.run_text(self.head + work + block)
        self.check(ended, 0, 'succeeded', 'script')
        self.assertEqual(ended.out, 'top\nmain block\ninner\nTrue\n')
        self.assertIn('__main__ block', ended.err)

    def test_without_a_flow_and_without_a_main_block(self):
        text = 'from prefect import flow\ndef work(): pass\n'
        self.check(self.run_text(text), 64, 'not-found', 'script', 'FlowNotFound')
        self.check(self.run_text(text + 'work()\n'), 0, 'succeeded', 'script')

    def test_prefect_without_flows_is_a_script(self):
        ended = self.run_text('import prefect.states\nprint(__name__)\n')
        self.check(ended, 0, 'succeeded', 'script')
        self.assertEqual(ended.out, '__main__\n')

    def test_what_fails_before_there_is_a_flow(self):
        self.check(self.run_text(self.head + '1/0\n'), 65, 'not-importable', None, 'ZeroDivisionError')


class Classic(FlowCase):
    fake = CLASSIC
    head = 'from prefect import Flow\nprint("top")\ndef bad(): raise ValueError("boom")\n'

    def test_how_one_flow_ends(self):
        cases = [
            ('with Flow("f") as flow: pass\n', 0, 'succeeded', None, 'f None'),
            ('flow = Flow("f", bad)\n', 1, 'failed', 'ValueError', 'f None'),
            ('flow = Flow("f")\nflow.run()\n', 0, 'succeeded', None, 'f every minute'),
            ('flow = Flow("f", bad)\nflow.run()\n', 1, 'failed', 'ValueError', 'f every minute'),
        ]
        for text, code, state, error, run in cases:
            with self.subTest(text):
                ended = self.run_text(self.head + text + GUARD)
                self.check(ended, code, state, 'prefect-0/1', error)
                self.assertEqual(ended.out, 'top\nRUN %s\n' % run)

    def test_several_flows_need_a_name(self):
        text = self.head + 'a = Flow("a")\nb = Flow("b")\n'
        self.check(self.run_text(text), 64, 'not-found', None, 'FlowNotFound')
        self.assertEqual(self.run_text(text, 'b').out, 'top\nRUN b None\n')

    def test_a_script_that_ignores_a_failed_state(self):
        cases = ['def main():\n    Flow("f", bad).run()\nif __name__ == "__main__": main()\n']
        for text in cases:
            with self.subTest(text):
                self.check(self.run_text(self.head + text), 1, 'failed', 'script', 'ValueError')

    def test_a_neighbours_flow_that_a_script_runs(self):
        self.write('shared.py', self.head + 'flow = Flow("f", bad)\n')
        self.check(self.run_text('import shared\nshared.flow.run()\n'), 1, 'failed', 'script', 'ValueError')


if __name__ == '__main__':
    unittest.main()
