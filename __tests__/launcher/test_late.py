"""A pod that starts when nobody waits for its flow any more, as one that stood in a queue for too long."""

import os
import time
import unittest

from case import LauncherCase

TEXT = 'import sys\nopen("ran", "w").close()\nprint("here")\n'


class Late(LauncherCase):
    def run_until(self, not_after, **options):
        return self.run_text(TEXT, env={'DOCKER_ON_K8S_NOT_AFTER': not_after}, **options)

    def test_later_than_the_limit_nothing_is_run(self):
        for not_after, limit in (('1767225600', '2026-01-01T00:00:00Z'), (str(int(time.time()) - 2), '')):
            with self.subTest(not_after):
                ended = self.run_until(not_after)
                report = self.check(ended, 75, 'too-late', None, 'TooLate')
                self.assertFalse(os.path.exists(os.path.join(self.work, 'ran')))
                self.assertEqual((ended.out, report['frames']), ('', []))
                sentence = 'The flow was not run: the time in which it was to start ended at %s' % limit
                self.assertIn(sentence, report['exception']['message'])
                self.assertEqual(ended.err, 'docker-on-k8s: %s\n' % report['exception']['message'])

    def test_before_it_the_flow_runs_and_does_not_see_it(self):
        self.check(self.run_until(str(int(time.time()) + 60)), 0, 'succeeded', 'script')
        self.assertTrue(os.path.exists(os.path.join(self.work, 'ran')))
        text = 'import os\nassert not [name for name in os.environ if "DOCKER_ON" in name]\n'
        ended = self.run_text(text, env={'DOCKER_ON_K8S_NOT_AFTER': '99999999999'})
        self.check(ended, 0, 'succeeded', 'script')

    def test_what_is_no_time_is_no_limit(self):
        for not_after in ('', 'never', '-1', '1e3'):
            with self.subTest(not_after):
                self.check(self.run_until(not_after), 0, 'succeeded', 'script')

    def test_the_exit_code_says_it_also_without_a_message(self):
        ended = self.run_until('1', nonce=None)
        self.assertEqual((ended.code, ended.message), (75, None))


if __name__ == '__main__':
    unittest.main()
