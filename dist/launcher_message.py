"""What the workflow is told at the end of a run: one message, written once. Part of launcher.py; its promises are there."""

import json
import os
import sys
import threading

from launcher_errors import causes_of, frames_of, say, text_of, type_name

LIMIT = 4096  # Kubernetes keeps the last so many bytes
CHECKED = 'docker-on-k8s check: '
TOO_LONG, NOT_JSON = 'too-long', 'not-json'


class Ending:
    """The end of a run, whoever brings it about: the launcher, or the flow itself by os._exit() in any thread."""
    def __init__(self, run, settings):
        self.run, self.process, self.over, self.lock = run, os.getpid(), False, threading.RLock()
        self.nonce, self.check = settings.get('NONCE'), run.check
        self.path = settings.get('RESULT') or '/dev/termination-log'

    def is_near(self):
        """Whether this is the process that the run began in (a forked child does not speak for it), before its end."""
        return os.getpid() == self.process and not self.over

    def tell(self, state, code, error=None, frames=None, value=None):
        # Another thread may be telling, and this one may be a signal's that interrupted it.
        if not self.is_near() or not self.lock.acquire(timeout=10):
            return
        try:
            if self.over:
                return
            # What reads the value is the flow's code, and may still call os._exit(): it is not over yet.
            result = (None, None) if value is None or self.check else as_json(value)
            self.over = True
            if self.check:
                print_line(CHECKED.encode() + compose(self.run, None, state, code, error, frames, result))
            elif self.nonce:
                message = compose(self.run, self.nonce, state, code, error, frames, result)
                with open(self.path, 'wb') as file:
                    file.write(message)
        except Exception as failure:  # the exit code is the truth; it must not depend on this message
            say('the message for the workflow could not be written: %s' % failure)
        finally:
            self.lock.release()


def print_line(line):
    """To the real stdout, in UTF-8 and as a line of its own, whatever the flow made of sys.stdout."""
    try:
        sys.stdout.flush()
    except Exception:
        pass
    line = b'\n' + line + b'\n'
    while line:
        line = line[os.write(1, line):]


def as_json(value):
    """(JSON, None), or (None, why there is none). The value's own code may do anything here but harm the run."""
    try:
        if isinstance(value, str) and len(value) > LIMIT:
            return None, TOO_LONG
        text = ''
        # Not json.dumps: of a list that fills the memory no second one is made, as text.
        for part in json.JSONEncoder(allow_nan=False, ensure_ascii=False).iterencode(value):
            text += part
            if len(text) > LIMIT:
                return None, TOO_LONG
        text.encode('utf-8')  # half a surrogate pair is no text
        return text, None
    except BaseException as error:
        say("the flow's result is not JSON (%s: %s), so the workflow does not get it" % (
            type_name(error), text_of(error)[:300]))
        return None, NOT_JSON


def compose(run, nonce, state, code, error, frames, result):
    """The message, cut until it fits: frames of others go first, then causes, then outer frames, then text."""
    frames = frames_of(error) if frames is None else frames
    mine = [frame for frame in frames if run.is_mine(frame)] or frames
    causes = causes_of(error, run.is_mine)
    message = {'docker-on-k8s': 1, 'nonce': nonce, 'kind': run.kind, 'state': state, 'exit': code}
    if nonce is None:
        del message['nonce']
    if result[1] == TOO_LONG or result[0] and len(packed(dict(message, frames=[], exception=None, causes=[],
                                                              result=result[0]))) > LIMIT:
        say("the flow's result is too long for the workflow, so it does not get it: all that a flow tells must fit in "
            '%d bytes' % LIMIT)
        result = None, TOO_LONG
    if result != (None, None):
        message['result' if result[1] is None else 'result-problem'] = result[0] or result[1]
    for some, length, number, each in ((frames, 1500, 5, 300), (mine, 1000, 5, 200), (mine, 1000, 0, 0),
                                       (mine[-8:], 500, 2, 150), (mine[-8:], 500, 0, 0), (mine[-2:], 200, 0, 0),
                                       ([], 50, 0, 0)):
        message['exception'] = error and {'type': type_name(error)[:100], 'message': text_of(error)[:length]}
        message['frames'] = some
        message['causes'] = [dict(cause, message=cause['message'][:each]) for cause in causes[:number]]
        text = packed(message)
        if len(text) <= LIMIT:
            return text
    return b''


def packed(message):
    return json.dumps(message, ensure_ascii=False).encode('utf-8', 'replace')  # lone surrogates become ?
