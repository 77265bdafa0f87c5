"""Parameters: handed to what is called, refused before anything runs where they do not fit."""

import json
import unittest

from case import LauncherCase
from fakes import CLASSIC, MODERN

FILE = '''
    def add(one, two=2, *, three=3):
        print('sum', one + two + three)
    def anything(**rest):
        print(sorted(rest.items()))
    def nothing():
        print('nothing')
    async def later(one):
        print('later', one)
    def refuses(one):
        raise TypeError('of its own')
    class Point:
        def __init__(self, one):
            print('point', one)
'''


class Parameters(LauncherCase):
    def run_with(self, parameters, name=None, text=FILE, **options):
        env = {'DOCKER_ON_K8S_PARAMETERS': json.dumps(parameters)}
        return self.run_text(text, name, env=env, **options)

    def test_are_utf8_whatever_the_locale_says(self):
        env = {'DOCKER_ON_K8S_PARAMETERS': '{"b": "größe"}', 'LC_ALL': 'C', 'PYTHONCOERCECLOCALE': '0', 'PYTHONUTF8': '0'}
        ended = self.run_text('''
            def points(b):
                print([ord(each) for each in b])
                return b
        ''', 'points', env=env)
        self.check(ended, 0, 'succeeded', 'function')
        self.assertEqual(ended.out.strip(), str([ord(each) for each in 'größe']))
        self.assertEqual(json.loads(ended.report['result']), 'größe')

    def test_are_handed_over(self):
        cases = [
            ('add', {'one': 1}, 'sum 6'), ('add', {'one': 1, 'three': -3}, 'sum 0'),
            ('anything', {'a': None, 'b': [1, {'c': 'd'}]}, "[('a', None), ('b', [1, {'c': 'd'}])]"),
            ('nothing', {}, 'nothing'), ('later', {'one': 'žluť'}, 'later žluť'), ('Point', {'one': 1.5}, 'point 1.5'),
        ]
        for name, parameters, printed in cases:
            with self.subTest(name):
                ended = self.run_with(parameters, name)
                self.check(ended, 0, 'succeeded', 'function')
                self.assertEqual(ended.out.strip(), printed)

    def test_that_do_not_fit_run_nothing(self):
        cases = [
            ('add', {}, 'add takes one, two, three; it needs one'),
            ('add', {'four': 4}, 'add takes one, two, three; it does not know four and it needs one'),
            ('nothing', {'one': 1}, 'nothing takes no parameters; it does not know one'),
        ]
        for name, parameters, said in cases:
            with self.subTest(name):
                ended = self.run_with(parameters, name)
                self.check(ended, 66, 'bad-parameters', 'function', 'BadParameters')
                self.assertEqual(ended.report['exception'], {'type': 'BadParameters', 'message': said})
                self.assertIn(said, ended.err)
                self.assertEqual(ended.out, '')

    def test_a_type_error_of_the_flow_is_its_own(self):
        self.check(self.run_with({'one': 1}, 'refuses'), 1, 'failed', 'function', 'TypeError')

    def test_a_script_takes_none(self):
        ended = self.run_with({'one': 1}, text='print("never")\n')
        self.check(ended, 66, 'bad-parameters', 'script', 'BadParameters')
        self.assertIn('it runs as a script', ended.err)
        self.assertEqual(ended.out, '')

    def test_the_flow_does_not_see_the_variable(self):
        ended = self.run_with({}, text='import os\nprint([k for k in os.environ if "ON_K8S" in k])\n')
        self.assertEqual(ended.out.strip(), '[]')

    def test_of_a_modern_flow(self):
        for name, text in MODERN.items():
            self.write(name, text)
        text = '''
            from prefect import flow
            @flow
            def etl(day, limit=3):
                print(day, limit)
        '''
        ended = self.run_with({'day': '2026-01-31'}, text=text)
        self.check(ended, 0, 'succeeded', 'prefect-2+')
        self.assertEqual(ended.out.strip(), '2026-01-31 3')
        ended = self.run_with({'days': 1}, text=text)
        self.check(ended, 66, 'bad-parameters', 'prefect-2+', 'BadParameters')
        self.assertIn('etl takes day, limit; it does not know days and it needs day', ended.err)

    def test_of_a_classic_flow(self):
        for name, text in CLASSIC.items():
            self.write(name, text)
        text = '''
            from prefect import Flow
            flow = Flow('etl')
            flow.takes = ['needed_day', 'limit']
        '''
        ended = self.run_with({'needed_day': 'monday'}, text=text)
        self.check(ended, 0, 'succeeded', 'prefect-0/1')
        self.assertEqual(ended.out.strip(), "RUN etl None [('needed_day', 'monday')]")
        for parameters, said in (({}, 'it needs needed_day'), ({'needed_day': 1, 'x': 1}, 'it does not know x')):
            ended = self.run_with(parameters, text=text)
            self.check(ended, 66, 'bad-parameters', 'prefect-0/1', 'BadParameters')
            self.assertIn('etl takes limit, needed_day; %s' % said, ended.err)

    def test_of_a_flow_that_the_import_ran(self):
        for name, text in MODERN.items():
            self.write(name, text)
        text = '''
            from prefect import flow
            @flow
            def etl():
                print('ran')
            etl()
        '''
        ended = self.run_with({'day': 1}, text=text)
        self.assertEqual((ended.code, ended.report['state']), (66, 'bad-parameters'))


if __name__ == '__main__':
    unittest.main()
