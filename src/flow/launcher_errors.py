"""Exceptions as a reader of the log and the workflow want them: without the frames of the launcher. Part of launcher.py."""

import os
import sys

ASYNCIO = os.path.join(os.path.dirname(os.__file__), 'asyncio', '')
# The launcher's own files, as tracebacks name them; launcher.py adds itself and what else it brings.
OURS = []


def clean(error):
    """Takes the launcher's frames, and asyncio's below them, out of an exception and those that led to it."""
    waiting, seen = [error], set()
    while waiting:
        error = waiting.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        waiting += [error.__cause__, error.__context__]
        trace = error.__traceback__
        while trace and trace.tb_frame.f_code.co_filename.startswith(tuple(OURS) + (ASYNCIO,)):
            trace = trace.tb_next
        error.__traceback__ = trace
        while trace and trace.tb_next:
            if trace.tb_next.tb_frame.f_code.co_filename in OURS and sys.version_info >= (3, 7):
                trace.tb_next = trace.tb_next.tb_next
            else:
                trace = trace.tb_next


def frames_of(error):
    frames, trace = [], error and error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        if code.co_filename not in OURS:  # clean() cannot take all out in Python 3.6
            frame = {'file': code.co_filename[-300:], 'line': trace.tb_lineno or 0, 'function': code.co_name[:100]}
            frames.append(frame)
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename:
        frames.append({'file': str(error.filename)[-300:], 'line': error.lineno or 0, 'function': '<module>'})
    return frames


def type_name(error):
    home, name = type(error).__module__, type(error).__qualname__
    return name if home in ('builtins', '__main__', 'launcher_prefect') else '%s.%s' % (home, name)


def text_of(error):
    try:
        return str(error)
    except Exception:
        return '(its message cannot be read)'


def exit_code(error):
    """As Python's own: None is 0, a number is itself, anything else 1. What the system would cut to 0 is 1."""
    if isinstance(error.code, int):
        return error.code & 255 or int(error.code != 0)
    return 0 if error.code is None else 1


def say(text):
    print('docker-on-k8s: %s' % text, file=sys.stderr)
