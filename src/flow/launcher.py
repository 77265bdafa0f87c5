"""Runs a user's flow inside the image and turns its end into the exit code. Standard library only, Python 3.6 to 3.14.

    python3 /opt/docker-on-k8s/launcher.py [ARGUMENT...]     working directory: /flow, the repository's root

Protocol, version 1 (src/flow/protocol.ts reads it)
  in    DOCKER_ON_K8S_FLOW       absolute path of the flow file
        DOCKER_ON_K8S_FLOW_NAME  name in it, optional
        DOCKER_ON_K8S_PARAMETERS JSON object of the flow's parameters, optional
        DOCKER_ON_K8S_NONCE      this run's nonce; without it no message is written
        DOCKER_ON_K8S_RESULT     the message's file, default /dev/termination-log
        DOCKER_ON_K8S_NOT_AFTER  seconds since the epoch, optional: nothing is run later than that
        All DOCKER_ON_K8S_* leave os.environ before user code runs; sys.argv is [flow file, ARGUMENT...].
        PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS is 120 unless set.
  out   one JSON object of at most 4096 bytes (Kubernetes keeps the last 4096), written once, at the end:
        {"docker-on-k8s": 1, "nonce": "...", "kind": "prefect-2+" | "prefect-0/1" | "function" | "script" | null,
         "state": "succeeded" | "failed" | "not-found" | "not-importable" | "bad-parameters" | "too-late",
         "exit": 0..255,
         "exception": {"type", "message"} | null, "frames": [{"file", "line", "function"}]}  outermost first, cut to fit
  exit  0 only when the flow succeeded; 1 failed; what the code gave to sys.exit() (256 and the like are 1);
        130 interrupted; 64 no such file or name, several flows, nothing that runs; 65 the file cannot be imported;
        66 the parameters are not those of the flow: nothing was run;
        75 started after NOT_AFTER, when nobody waits for the flow any more: nothing was run.
        os._exit(), os.exec*() and deadly signals end the process without a message, and nothing here can stop that.

What is run. The file's code runs once, whatever is found in it:
  - With a name: the file is imported, then that flow or callable is called with the parameters.
  - No name, and the file imports prefect and mentions flow or Flow: it is imported, __name__ being its stem. Its one
    own Prefect >= 2 flow is called; else its one own Prefect <= 1 flow is run once, without its schedule. Flows that
    it imports do not count; several are an error that lists them. When the import itself ran flows (a bare
    `flow.run()` at the end), that was the run. Without any flow, its `if __name__ == "__main__":` block runs, in the
    same module.
  - Else the file is a script, run as `__main__`. One that only defines functions is an error: it would do nothing.
  - Coroutines and generators are run to their end. Every flow counts, also one whose failed state or exception the code
    that ran it ignores: the last run of each must have succeeded, or the exit code is not 0.
"""

import ast
import importlib.machinery
import importlib.util
import inspect
import io
import json
import os
import signal
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from launcher_errors import OURS, clean, exit_code, frames_of, say, text_of, type_name
from launcher_prefect import CLASSIC, MODERN, BadParameters, FlowNotFound, FlowUnsuccessful, TooLate, Watch
from launcher_prefect import check_parameters, generation, is_mismatch, may_define_flows, refuse_late, run_flow
sys.path.remove(HERE)

PREFIX, LIMIT = 'DOCKER_ON_K8S_', 4096
FUNCTION, SCRIPT = 'function', 'script'
FUNCTIONS, IMPORTS = (ast.FunctionDef, ast.AsyncFunctionDef), (ast.Import, ast.ImportFrom)


class Run:
    """One flow file, from its source to its end; `kind` and `loading` tell how far it came."""
    def __init__(self, path, name, watch, parameters):
        self.path, self.name, self.watch, self.root = path, name, watch, os.getcwd()
        self.parameters = parameters
        self.kind, self.loading, self.tree, self.shown = None, False, None, os.path.relpath(path or '.')

    def go(self):
        try:
            with open(self.path, 'rb') as file:
                source = file.read()
        except OSError as error:
            raise FlowNotFound('The flow file cannot be read: %s' % error) from None
        module_name = free_module_name(self.path)
        folders = list(dict.fromkeys([os.path.dirname(self.path), self.root]))
        sys.path[:] = folders + [entry for entry in sys.path if entry not in folders + [HERE]]
        self.loading = True
        self.tree = compile(source, self.path, 'exec', ast.PyCF_ONLY_AST, dont_inherit=True)
        (self.run_module if self.name or may_define_flows(self.tree) else self.run_script)(module_name)

    def run_script(self, _module_name):
        self.kind, code = SCRIPT, self.compiled()
        self.loading = False
        self.refuse_parameters('it runs as a script: name the flow or function, as in %s:NAME' % self.shown)
        if any(isinstance(node, FUNCTIONS) for node in self.tree.body):
            self.refuse_idle()
        module = sys.modules['__main__'] = types.ModuleType('__main__')
        module.__file__, module.__loader__ = self.path, importlib.machinery.SourceFileLoader('__main__', self.path)
        exec(code, module.__dict__)

    def run_module(self, name):
        loader = importlib.machinery.SourceFileLoader(name, self.path)
        spec = importlib.util.spec_from_file_location(name, self.path, loader=loader)
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        exec(self.compiled(), module.__dict__)
        self.loading = False
        ran = [flow for flow, _value, _error in self.watch.runs.values()]
        target = self.named(module) if self.name else ran[-1] if ran else self.only_flow(module)
        if target is not None:
            self.kind = generation(target) or FUNCTION
            if any(target is flow for flow in ran):
                return self.refuse_parameters('the file runs its flow itself when it is imported')
            check_parameters(target, self.kind, self.parameters)
            return run_flow(target, self.kind, self.parameters)
        self.kind = SCRIPT
        guards = [node for node in self.tree.body if isinstance(node, ast.If) and '__main__' in ast.dump(node.test)]
        if not guards:
            return self.refuse_idle()
        self.refuse_parameters('it has no flow of its own, only a __main__ block')
        say('%s holds no flow of its own: running its __main__ block' % self.shown)
        self.tree.body = [node for node in self.tree.body if getattr(node, 'module', '') == '__future__'] + guards
        module.__name__, sys.modules['__main__'] = '__main__', module
        exec(self.compiled(), module.__dict__)

    def compiled(self):
        return compile(self.tree, self.path, 'exec', dont_inherit=True)

    def own(self, module):
        """Names and values of the module, without those that an import statement put there."""
        imports = [node for node in ast.walk(self.tree) if isinstance(node, IMPORTS)]
        foreign = {alias.asname or alias.name for node in imports for alias in node.names}
        return [(name, value) for name, value in vars(module).items() if name not in foreign and name[:2] != '__']

    def named(self, module):
        target = getattr(module, self.name, None)
        if generation(target) or callable(target):
            return target
        found = [name for name, value in self.own(module) if generation(value) or inspect.isroutine(value)]
        raise FlowNotFound('%s has no flow or function %s; it has %s' % (
            self.shown, self.name, ', '.join(found) or 'none at all'))

    def only_flow(self, module):
        for kind in (MODERN, CLASSIC):
            flows = {id(value): (name, value) for name, value in self.own(module) if generation(value) == kind}
            names = [name for name, _flow in flows.values()]
            if len(names) > 1:
                raise FlowNotFound('%s holds several flows: %s. Say which one, as in %s:%s' % (
                    self.shown, ', '.join(names), self.shown, names[-1]))
            if names:
                return list(flows.values())[0][1]

    def refuse_parameters(self, why):
        if self.parameters:
            raise BadParameters('%s takes no parameters: %s' % (self.shown, why))

    def refuse_idle(self):
        """A file of imports, definitions and plain values would end green without having done anything."""
        allowed = FUNCTIONS + IMPORTS + (ast.ClassDef,)
        others = [node for node in self.tree.body if not isinstance(node, allowed)]
        parts = [part for node in others for part in ast.walk(node)]
        if not any(isinstance(part, (ast.Call, ast.Raise)) or hasattr(part, 'body') for part in parts):
            names = [node.name for node in self.tree.body if isinstance(node, FUNCTIONS)]
            hint = 'It has %s: say which one, as in %s:%s' % (', '.join(names), self.shown, names[-1]) if names else ''
            raise FlowNotFound('%s holds no flow of its own and runs nothing. %s' % (self.shown, hint))

    def judge(self, error):
        """Prints what ended the run as Python does; returns the state and the exit code."""
        if isinstance(error, SystemExit):
            if not isinstance(error.code, (int, type(None))):
                print(error.code, file=sys.stderr)
            return 'failed', exit_code(error) or 1
        if isinstance(error, (BadParameters, FlowNotFound, FlowUnsuccessful, TooLate)):
            say(error)
            return {FlowNotFound: ('not-found', 64), BadParameters: ('bad-parameters', 66),
                    TooLate: ('too-late', 75)}.get(type(error), ('failed', 1))
        sys.excepthook(type(error), error, error.__traceback__)
        if isinstance(error, KeyboardInterrupt):
            return 'failed', 130
        if is_mismatch(error) and not any(self.is_mine(frame) for frame in frames_of(error)):
            return 'bad-parameters', 66
        failed = [flow for flow, _value, raised in self.watch.runs.values() if raised is error]
        self.kind = self.kind or (generation(failed[0]) if failed else None)  # a flow that the import ran
        missing = self.kind == SCRIPT and isinstance(error, (ImportError, SyntaxError))
        return ('not-importable', 65) if missing or self.loading and not failed else ('failed', 1)

    def is_mine(self, frame):
        return frame['file'].startswith(os.path.join(self.root, ''))

    def report(self, nonce, state, code, error):
        """The message of the protocol, cut until it fits: frames of others first, then outer ones, then text."""
        frames = frames_of(error)
        mine = [frame for frame in frames if self.is_mine(frame)] or frames
        for some, length in ((frames, 1500), (mine, 1000), (mine[-8:], 500), (mine[-2:], 200), ([], 50)):
            exception = error and {'type': type_name(error)[:100], 'message': text_of(error)[:length]}
            message = {'docker-on-k8s': 1, 'nonce': nonce, 'kind': self.kind, 'state': state, 'exit': code,
                       'exception': exception, 'frames': some}
            text = json.dumps(message, ensure_ascii=False).encode('utf-8', 'replace')  # lone surrogates become ?
            if len(text) <= LIMIT:
                return text
        return b''


def free_module_name(path):
    """The file's stem, so that what it defines can be pickled; another name where the stem would hide a real module."""
    stem = os.path.splitext(os.path.basename(path))[0].replace('.', '_')
    taken = stem in sys.modules or (stem.isidentifier() and importlib.util.find_spec(stem) is not None)
    return 'flow_' + stem if taken else stem


# The launcher's own files, as tracebacks name them.
OURS += [code.co_filename for code in (Run.go.__code__, run_flow.__code__, say.__code__)]


def end(signum, _frame):
    signal.signal(signum, signal.SIG_DFL)
    os.kill(os.getpid(), signum)
    os._exit(128 + signum)


def prepare_process():
    """Makes the log appear line by line, and SIGTERM end the process also as PID 1, where the kernel ignores it."""
    for name in ('stdout', 'stderr'):
        stream = getattr(sys, name)
        if hasattr(stream, 'reconfigure'):
            stream.reconfigure(line_buffering=True)
        elif stream is not None:  # Python 3.6
            how = {'encoding': stream.encoding, 'errors': stream.errors, 'line_buffering': True}
            setattr(sys, name, io.TextIOWrapper(stream.detach(), **how))
    if os.getpid() == 1:
        signal.signal(signal.SIGTERM, end)


def main(arguments):
    """Runs what the environment names; returns the exit code."""
    settings = {name[len(PREFIX):]: os.environ.pop(name) for name in list(os.environ) if name.startswith(PREFIX)}
    # Without a server Prefect 3 starts one of its own, and gives up after 20 s; half a CPU needs longer for it.
    os.environ.setdefault('PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS', '120')
    prepare_process()
    watch = Watch()
    sys.meta_path.insert(0, watch)
    parameters = json.loads(settings.get('PARAMETERS') or '{}')
    run, process = Run(settings.get('FLOW', ''), settings.get('FLOW_NAME', ''), watch, parameters), os.getpid()
    sys.argv[:] = [run.path] + arguments
    state, code, error = 'succeeded', 0, None
    try:
        try:
            refuse_late(settings.get('NOT_AFTER', ''))
            run.go()
        except SystemExit as leaving:
            if exit_code(leaving):
                raise
            if run.kind in (MODERN, CLASSIC):
                raise FlowUnsuccessful('The flow left through sys.exit(0), which Prefect counts as a crash') from None
        watch.demand_success()
    except BaseException as raised:
        error = raised
        clean(error)
        state, code = run.judge(error)
    if settings.get('NONCE') and os.getpid() == process:  # a forked child that got here does not speak for the run
        try:
            with open(settings.get('RESULT') or '/dev/termination-log', 'wb') as file:
                file.write(run.report(settings['NONCE'], state, code, error))
        except Exception as failure:  # the exit code is the truth; it must not depend on this message
            say('the message for the workflow could not be written: %s' % failure)
    return code


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
