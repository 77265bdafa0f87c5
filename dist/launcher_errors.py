"""Exceptions as a reader of the log and the workflow want them: without the frames of the launcher. Part of launcher.py."""

import os
import sys

ASYNCIO = os.path.join(os.path.dirname(os.__file__), 'asyncio', '')
# The launcher's own files, as tracebacks name them; launcher.py adds itself and what else it brings.
OURS = []
# More of them are a story, not a reason.
CAUSES = 5


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
    """Where an exception came from, outermost first; for wrong syntax the place of that is the last frame."""
    trace, places = error and error.__traceback__, []
    while trace:
        places.append((trace.tb_frame.f_code, trace.tb_lineno))
        trace = trace.tb_next
    frames = framed(places)
    if isinstance(error, SyntaxError) and isinstance(error.filename, str):
        line = error.lineno if isinstance(error.lineno, int) and error.lineno > 0 else 0
        frames.append({'file': error.filename[-300:], 'line': line, 'function': '<module>'})
    return frames


def frames_above(frame):
    """The stack down to this frame, outermost first."""
    places = []
    while frame:
        places.insert(0, (frame.f_code, frame.f_lineno))
        frame = frame.f_back
    return framed(places)


def framed(places):
    # clean() cannot take the launcher's own out in Python 3.6
    return [{'file': code.co_filename[-300:], 'line': line or 0, 'function': code.co_name[:100]}
            for code, line in places if code.co_filename not in OURS]


def causes_of(error, is_mine):
    """What led to an exception, nearest first, each with the innermost frame that is the user's own."""
    causes, seen = [], []
    while error is not None and len(causes) < CAUSES:
        seen.append(error)
        after = error.__cause__
        if after is None and not error.__suppress_context__:
            after = error.__context__
        error = None if any(after is one for one in seen) else after
        if error is not None:
            mine = [frame for frame in frames_of(error) if is_mine(frame)]
            causes.append({'type': type_name(error)[:100], 'message': text_of(error),
                           'frame': mine[-1] if mine else None})
    return causes


def type_name(error):
    home, name = type(error).__module__, type(error).__qualname__
    return name if home in ('builtins', '__main__', 'launcher_prefect') else '%s.%s' % (home, name)


def text_of(error):
    try:
        return str(error)
    except BaseException:
        return '(its message cannot be read)'


def exit_code(error):
    """As Python's own: None is 0, a number is itself, anything else 1. What the system would cut to 0 is 1."""
    if isinstance(error.code, int):
        return error.code & 255 or int(error.code != 0)
    return 0 if error.code is None else 1


def say(text):
    try:
        print('docker-on-k8s: %s' % text, file=sys.stderr)
    except Exception:  # a flow may have closed it; that must not change the exit code
        pass
