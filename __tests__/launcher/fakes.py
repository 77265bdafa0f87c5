"""Stand-ins that have only the shape of Prefect: modules, classes, states. They keep the rules of choice under test on
every Python, without a download; real Prefect runs in the cluster tests."""

MODERN = {
    'prefect/__init__.py': 'from prefect.flows import Flow, flow\n',
    'prefect/states.py': '''
        class State:
            def __init__(self, name, data=None, message=''):
                self.name, self.data, self.message = name, data, message
            def is_completed(self):
                return self.name == 'Completed'
            def result(self):
                if isinstance(self.data, BaseException):
                    raise self.data
                if not self.is_completed():
                    raise RuntimeError(self.message)
                return self.data
    ''',
    'prefect/flows.py': '''
        import inspect
        from prefect.states import State
        class Flow:
            def __init__(self, fn):
                self.fn, self.name = fn, fn.__name__
                self.isgenerator = inspect.isgeneratorfunction(fn)
            def __call__(self, *args, return_state=False, **kwargs):
                if self.isgenerator:
                    return self.fn(*args)
                if inspect.iscoroutinefunction(self.fn):
                    return self.later(return_state, args, kwargs)
                try:
                    return self.end(self.fn(*args, **kwargs), return_state)
                except Exception as error:
                    return self.fail(error, return_state)
            async def later(self, return_state, args, kwargs):
                try:
                    return self.end(await self.fn(*args, **kwargs), return_state)
                except Exception as error:
                    return self.fail(error, return_state)
            def end(self, value, return_state):
                state = value if isinstance(value, State) else State('Completed', value)
                if isinstance(value, list) and any(isinstance(one, State) for one in value):
                    state = State('Failed', RuntimeError('some failed'))
                    return state if return_state else value
                return state if return_state else state.result()
            def fail(self, error, return_state):
                if return_state:
                    return State('Failed', error)
                raise error
        def flow(fn):
            return Flow(fn)
    ''',
}

CLASSIC = {
    'prefect/__init__.py': 'from prefect.core.flow import Flow\n',
    'prefect/flows/__init__.py': '# 0.5 has a module of this name, without a class Flow in it\n',
    'prefect/core/__init__.py': '',
    'prefect/engine/__init__.py': '',
    'prefect/engine/state.py': '''
        class State:
            def __init__(self, ok, message, result=None):
                self.ok, self.message, self.result = ok, message, result
            def is_successful(self):
                return self.ok
            def is_failed(self):
                return not self.ok
    ''',
    'prefect/core/flow.py': '''
        import collections
        import prefect.flows
        from prefect.engine.state import State
        class Flow:
            schedule = 'every minute'
            def __init__(self, name, work=lambda: None):
                self.name, self.work = name, work
            def __eq__(self, other):  # so not hashable, as in 0.5
                return self is other
            def __enter__(self):
                return self
            def __exit__(self, *_error):
                pass
            def parameters(self):
                Parameter = collections.namedtuple('Parameter', 'name required')
                return {Parameter(name, name.startswith('needed')) for name in getattr(self, 'takes', ())}
            def reference_tasks(self):
                return set(getattr(self, 'gives', {}))
            def run(self, parameters=None):
                print('RUN', self.name, self.schedule, *([sorted(parameters.items())] if parameters else []))
                try:
                    self.work()
                except Exception as error:
                    waited = State(False, 'waited', type('TRIGGERFAIL', (Exception,), {})('waited'))
                    tasks = {'b': waited, 'a': State(False, 'a', error), 'c': State(True, '')}
                    return State(False, 'Some failed', tasks)
                return State(True, 'All good', {name: State(True, '', value) for name, value in
                                                getattr(self, 'gives', {}).items()})
    ''',
}
