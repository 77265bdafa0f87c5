"""Ways out of the process that Python does not tell the launcher about. Part of launcher.py; its promises are there."""

import functools
import operator
import os
import sys
import threading

from launcher_errors import frames_above, say
from launcher_prefect import FlowUnsuccessful


class Guarded:
    """A function of the module os with somebody before it. Not a plain function: those turn into methods in classes."""
    def __init__(self, guard, function):
        self.guard, self.function = guard, function
        functools.update_wrapper(self, function)

    def __call__(self, *args, **kwargs):
        return self.guard(self.function, *args, **kwargs)

    def __reduce__(self):  # pickled by its name, as the one behind it
        return self.__name__


class Guard:
    """Stands before os._exit() and os.exec*() while the run lasts, in its own process: forked children have the real
    ones. To be set up before code of the user is imported, which may take the functions themselves."""
    def __init__(self, run, ending):
        self.run, self.ending, self.threads = run, ending, []

    def stand(self):
        # os.execl() and its like call these two by their names in the module os
        for name, guarded in (('_exit', self.exit), ('execv', self.execute), ('execve', self.execute)):
            function = getattr(os, name)
            replacement = Guarded(guarded, function)
            for module in (os, sys.modules.get('posix')):
                if getattr(module, name, None) is function:
                    setattr(module, name, replacement)
        if hasattr(threading, 'excepthook'):  # 3.8
            before = threading.excepthook
            threading.excepthook = lambda args: (self.note(args), before(args))[1]

    def exit(self, function, status):
        try:
            given = operator.index(status)
        except TypeError:
            given = None
        if not self.ending.is_near() or given is None or abs(given) >= 2 ** 31:
            return function(status)
        code = given & 255 or 1
        error = FlowUnsuccessful('The flow left through os._exit(%d) before its end' % given)
        say(error)
        state, code = self.run.seen_by_check('failed', code)
        self.ending.tell(state, code, error, frames_above(sys._getframe(1)))
        function(code)

    def execute(self, function, *args, **kwargs):
        if self.ending.is_near() and self.run.is_prefects():
            raise FlowUnsuccessful('The flow replaced its own process by another program (os.exec), and nobody would '
                                   'know how the flow ended: start it with subprocess')
        return function(*args, **kwargs)

    def note(self, args):
        if args.exc_type is not SystemExit:
            self.threads.append('%s with %s' % (getattr(args.thread, 'name', 'one'), args.exc_type.__name__))

    def speak_of_threads(self):
        """In Python what ends a thread does not end the program, and so it is here; but it should be seen."""
        if self.threads and self.ending.is_near():
            more = ' and %d more' % (len(self.threads) - 3) if len(self.threads) > 3 else ''
            say('the exit code does not count threads that ended with an exception: %s%s' % (
                ', '.join(self.threads[:3]), more))
