"""What Prefect's flows are and how their runs end, in all its generations; and why one is not run at all. Part of
launcher.py; its promises are there.

Prefect is never imported from here: the flow file does that, after the settings it makes. We look at what it brought.
"""

import ast
import functools
import inspect
import sys
import time
from importlib.machinery import SourceFileLoader, SourcelessFileLoader

MODERN, CLASSIC = 'prefect-2+', 'prefect-0/1'
# Module of the class Flow: generation, and the method that starts a run.
STARTERS = {'prefect.flows': (MODERN, '__call__'), 'prefect.core.flow': (CLASSIC, 'run')}


class FlowNotFound(Exception):
    """There is nothing to run, or no telling what."""


class FlowUnsuccessful(Exception):
    """A flow ended in a state other than success, and no exception says more."""


class BadParameters(Exception):
    """The parameters are not those that the flow takes."""


class TooLate(Exception):
    """The time in which the flow may start is over."""


def refuse_late(not_after):
    """A Job that stood in a queue may start when the workflow run that wanted it has given up. Seconds since the epoch."""
    if not_after.isdigit() and time.time() > int(not_after):
        limit = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(int(not_after)))
        raise TooLate('The flow was not run: the time in which it was to start ended at %s' % limit)


class Stopped(BaseException):
    """Goes up from a flow that a check does not start, through `except Exception` too."""


class Watch:
    """Knows how the last run of each flow ended, whoever started it. A finder: wraps Flow when prefect is imported.
    In a check no flow starts; `stopped` is the first that would have."""
    def __init__(self, check=False):
        self.depth, self.runs = 0, {}  # id of the flow (0.5: not hashable): (flow, what it returned, what it raised)
        self.check, self.stopped = check, None

    def find_spec(self, name, path=None, target=None):
        if name not in STARTERS:
            return None
        others = [finder for finder in sys.meta_path if finder is not self and hasattr(finder, 'find_spec')]
        spec = next(filter(None, (finder.find_spec(name, path, target) for finder in others)), None)
        if spec and isinstance(spec.loader, (SourceFileLoader, SourcelessFileLoader)):
            execute = spec.loader.exec_module
            spec.loader.exec_module = lambda module: (execute(module), self.wrap(module))
        return spec

    def wrap(self, module):
        if not hasattr(module, 'Flow'):  # the prefect.flows of 0.5 is something else
            return
        starter = STARTERS[module.__name__][1]
        start = getattr(module.Flow, starter)

        @functools.wraps(start)
        def watched(flow, *args, **kwargs):
            if self.check:
                self.stopped = flow if self.stopped is None else self.stopped
                raise Stopped()
            if self.depth:  # a flow in a flow: the outer one answers for it
                return start(flow, *args, **kwargs)
            with Span(self, flow) as span:
                span.value = start(flow, *args, **kwargs)
            if not inspect.iscoroutine(span.value):
                return span.value
            self.runs[id(flow)] = (flow, None, FlowUnsuccessful('it was called but never awaited'))
            return self.until_end(flow, span.value)
        setattr(module.Flow, starter, watched)

    async def until_end(self, flow, coroutine):
        with Span(self, flow) as span:
            span.value = await coroutine
        return span.value

    def demand_success(self):
        for flow, value, error in list(self.runs.values()):
            if error is not None:
                text = 'Flow %s failed (%r), though the code that ran it went on' % (getattr(flow, 'name', ''), error)
                raise FlowUnsuccessful(text).with_traceback(error.__traceback__) from error
            demand_success(value)


class Span:
    """One run of a flow, recorded at its end."""
    def __init__(self, watch, flow):
        self.watch, self.flow, self.value = watch, flow, None

    def __enter__(self):
        self.watch.depth += 1
        return self

    def __exit__(self, _type, error, _traceback):
        self.watch.depth -= 1
        self.watch.runs[id(self.flow)] = (self.flow, self.value, error)


def may_define_flows(tree):
    """Whether a module's syntax tree imports prefect and mentions flows."""
    nodes = list(ast.walk(tree))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or '' for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    words = {getattr(node, field, None) for node in nodes for field in ('id', 'attr', 'name')}
    return any(name.split('.')[0] == 'prefect' for name in names) and not words.isdisjoint(('flow', 'Flow', '*'))


def generation(value):
    """MODERN or CLASSIC for a flow, else None."""
    homes = [cls.__module__ for cls in type(value).__mro__ if cls.__name__ == 'Flow' and cls.__module__ in STARTERS]
    return STARTERS[homes[0]][0] if homes else None


def check_parameters(target, kind, parameters):
    """Raises BadParameters when names are missing or unknown; values are left to the flow."""
    name = getattr(target, 'name', None) or getattr(target, '__name__', 'it')
    if kind == CLASSIC:
        declared = {each.name: each for each in sorted(target.parameters(), key=lambda each: each.name)}
        unknown = [each for each in parameters if each not in declared]
        missing = [each for each, it in declared.items() if it.required and each not in parameters]
    else:
        try:
            taken = inspect.signature(getattr(target, 'fn', target) if kind == MODERN else target).parameters.values()
        except (TypeError, ValueError):  # not every callable tells
            return
        by_name = [each for each in taken if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)]
        only_by_place = [each for each in taken if each.kind == each.POSITIONAL_ONLY]
        declared = [each.name for each in by_name]
        takes_all = any(each.kind == each.VAR_KEYWORD for each in taken)
        unknown = [each for each in parameters if each not in declared and not takes_all]
        missing = [each.name for each in by_name + only_by_place
                   if each.default is each.empty and (each in only_by_place or each.name not in parameters)]
    says = ['it does not know %s' % ', '.join(unknown)] if unknown else []
    says += ['it needs %s' % ', '.join(missing)] if missing else []
    if says:
        raise BadParameters('%s takes %s; %s' % (name, ', '.join(declared) or 'no parameters', ' and '.join(says)))


def is_mismatch(error):
    """Prefect >= 2 refused the values of a flow's parameters."""
    return type(error).__module__ == 'prefect.exceptions' and type(error).__name__ in (
        'ParameterTypeError', 'ParameterBindError', 'SignatureMismatchError', 'ReservedArgumentError')


def run_flow(target, kind, parameters):
    """Runs a flow, or calls what else it is, with these parameters; raises when that was no success. Its return value."""
    if kind == CLASSIC:
        target.schedule = None  # a Job is one run
        value = target.run(parameters=parameters) if parameters else target.run()
    elif kind == MODERN and not getattr(target, 'isgenerator', False):
        value = finished(target(return_state=True, **parameters))  # the plain call returns as usual from some failed runs
        if not value.is_completed():
            raise_cause(value)
    else:
        value = finished(target(**parameters))
        if inspect.isclass(target):  # an object of it is what a class is called for, and nothing to tell
            return None
    demand_success(value)
    return value_of(target, value)


def value_of(flow, value):
    """What a flow that returned this, or ended in this state, has for the one who ran it; None when it has nothing."""
    try:
        if is_state(value) and hasattr(value, 'is_successful'):  # Prefect <= 1: the result of its one reference task
            tasks = list(flow.reference_tasks())
            return value.result[tasks[0]].result if len(tasks) == 1 else None
        for _level in range(4):  # a flow may return the state of a task, and that the state of another
            if not is_state(value):
                break
            message = value.message
            try:
                value = finished(value.result())
            except Exception:  # in Prefect 2 one that was made by hand, without data
                value = None
            if value is None and message != 'All states completed.':  # Prefect's own words
                value = message or None
        # Prefect 2 ends a flow that returns None with the states of its tasks
        return None if is_state(value) or states_in(value) else value
    except Exception:
        return None


def raise_cause(state):
    """Raises what ended a Prefect >= 2 flow, with the traceback from there on, without the way out of the state."""
    try:
        finished(state.result())
    except BaseException as error:
        start = trace = error.__traceback__
        while trace:
            start = trace.tb_next if trace.tb_frame.f_code.co_name == '_get_state_result' else start
            trace = trace.tb_next
        raise error.with_traceback(start)


def finished(value):
    """Runs a coroutine or generator to its end; anything else is a result already. What generators yield is none."""
    async def wait():
        if not inspect.isasyncgen(value):
            return await value
        async for _item in value:
            pass
    if inspect.isgenerator(value):
        for _item in value:
            pass
        return None
    if inspect.isawaitable(value) or inspect.isasyncgen(value):
        import asyncio
        return (asyncio.run if hasattr(asyncio, 'run') else asyncio.get_event_loop().run_until_complete)(wait())
    return value


def is_state(value):
    return any(cls.__name__ == 'State' and cls.__module__.startswith('prefect.') for cls in type(value).__mro__)


def states_in(value):
    """The items of a list of nothing but states. Looks at the first item alone of any other: it may be of any length."""
    try:
        return list(value) if isinstance(value, (list, tuple, set)) and all(map(is_state, value)) else []
    except BaseException:  # code of the flow: some class of its own
        return []


def demand_success(value):
    """Raises when value is the Prefect state of something else than a success, or a list of states with such a one."""
    for state in states_in(value) or ([value] if is_state(value) else []):
        if not (state.is_successful() if hasattr(state, 'is_successful') else state.is_completed()):
            name = getattr(state, 'name', None) or type(state).__name__
            otherwise = FlowUnsuccessful('The flow ended in state %s: %s' % (name, state.message))
            # a task that was not run because of another one is not the cause
            raise min(causes(state), key=lambda error: type(error).__name__ == 'TRIGGERFAIL', default=otherwise)


def causes(state):
    """The exceptions in a Prefect <= 1 state and in the states of its tasks."""
    result = getattr(state, 'result', None)
    tasks = (list(result.values()) if isinstance(result, dict) else []) + list(getattr(state, 'map_states', None) or [])
    for task in tasks:
        if is_state(task):
            yield from causes(task)
    if isinstance(result, BaseException) and state.is_failed():
        yield result
