"""Runs a user's flow inside the image and turns its end into the exit code. Standard library only, Python 3.6 to 3.14.

    python3 /opt/docker-on-k8s/launcher.py [ARGUMENT...]     working directory: /flow, the repository's root

Protocol, version 1 (src/flow/protocol.ts reads it)
  in    DOCKER_ON_K8S_FLOW       absolute path of the flow file
        DOCKER_ON_K8S_FLOW_NAME  name in it, optional
        DOCKER_ON_K8S_PARAMETERS JSON object of the flow's parameters, optional
        DOCKER_ON_K8S_NONCE      this run's nonce; without it no message is written
        DOCKER_ON_K8S_RESULT     the message's file, default /dev/termination-log
        DOCKER_ON_K8S_NOT_AFTER  seconds since the epoch, optional: nothing is run later than that
        DOCKER_ON_K8S_SOURCE     absolute folder, optional: modules are looked for there as well, after the flow file's
                                 own folder and before the working directory
        DOCKER_ON_K8S_CHECK      1: check instead of run, see below
        All DOCKER_ON_K8S_* leave os.environ before user code runs; sys.argv is [flow file, ARGUMENT...].
        PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS is 120 unless set, PREFECT_SERVER_ANALYTICS_ENABLED false.
  out   one JSON object of at most 4096 bytes (Kubernetes keeps the last 4096), written once, at the end:
        {"docker-on-k8s": 1, "nonce": "...", "kind": "prefect-2+" | "prefect-0/1" | "function" | "script" | null,
         "state": "succeeded" | "failed" | "not-found" | "not-importable" | "bad-parameters" | "too-late",
         "exit": 0..255,
         "exception": {"type", "message"} | null, "frames": [{"file", "line", "function"}],  outermost first, cut to fit
         "causes": [{"type", "message", "frame": {"file", "line", "function"} | null}],  what led to the exception,
             nearest first, at most 5, each with the innermost frame in the working directory or in SOURCE
         "result": JSON as a text, or "result-problem": "too-long" | "not-json"}  only of a success, and only of a flow or
             function that returned something: a Prefect >= 2 flow (when it returned a state without data, that state's
             message), a function, and the one reference task of a Prefect <= 1 flow. Scripts and generators return nothing.
  exit  0 only when the flow succeeded; 1 failed; what the code gave to sys.exit() (256 and the like are 1);
        130 interrupted; 64 no such file or name, several flows, nothing that runs; 65 the file cannot be imported;
        66 the parameters are not those of the flow: nothing was run;
        75 started after NOT_AFTER, when nobody waits for the flow any more: nothing was run.
        os._exit() before the end, in the process of the launcher itself: its code, but never 0: that is 1.
        os.exec*() is the end of a script or function: what the other program ends with, and no message. In a flow of
        Prefect it raises FlowUnsuccessful: nobody would know how the flow ended.
        A thread that ends with an exception changes nothing, as in Python; from 3.8 on the log says it at the end.
        Deadly signals, os.abort() and the like end the process without a message, and nothing here can stop that.

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

A check finds what a run would run and calls nothing: a module is imported, up to the first flow that it starts itself;
a script is compiled, and the modules that it imports first are looked for. Parameters are not looked at. No file is
written; stdout ends with a line `docker-on-k8s check: ` and the message, without nonce. Exit 0, 64 or 65.
"""

import ast
import codecs
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
from launcher_check import demand_modules
from launcher_errors import OURS, clean, exit_code, frames_of, say
from launcher_leave import Guard
from launcher_message import Ending
from launcher_prefect import CLASSIC, MODERN, BadParameters, FlowNotFound, FlowUnsuccessful, TooLate, Watch
from launcher_prefect import check_parameters, generation, is_mismatch, may_define_flows, refuse_late, run_flow, value_of
sys.path.remove(HERE)

PREFIX, EXIT = 'DOCKER_ON_K8S_', os._exit
FUNCTION, SCRIPT = 'function', 'script'
FUNCTIONS, IMPORTS = (ast.FunctionDef, ast.AsyncFunctionDef), (ast.Import, ast.ImportFrom)


class Run:
    """One flow file, from its source to its end; `kind` and `loading` tell how far it came."""
    def __init__(self, settings):
        self.path, self.name = settings.get('FLOW', ''), settings.get('FLOW_NAME', '')
        # before 3.7 and outside a UTF-8 locale variables are read as ASCII
        self.parameters = json.loads(os.fsencode(settings.get('PARAMETERS') or '{}').decode('utf-8'))
        source, self.check = settings.get('SOURCE', ''), settings.get('CHECK') == '1'
        self.roots = ([os.path.normpath(source)] if os.path.isabs(source) else []) + [os.getcwd()]
        self.watch, self.shown = Watch(self.check), os.path.relpath(self.path or '.')
        self.kind, self.loading, self.tree = None, False, None

    def go(self):
        """Runs it, or in a check all but that; returns what the flow returned."""
        try:
            with open(self.path, 'rb') as file:
                source = file.read()
        except OSError as error:
            raise FlowNotFound('The flow file cannot be read: %s' % error) from None
        module_name = free_module_name(self.path)
        folders = list(dict.fromkeys([os.path.dirname(self.path)] + self.roots))
        sys.path[:] = folders + [entry for entry in sys.path if entry not in folders + [HERE]]
        self.loading = True
        self.tree = compile(source, self.path, 'exec', ast.PyCF_ONLY_AST, dont_inherit=True)
        return (self.run_module if self.name or may_define_flows(self.tree) else self.run_script)(module_name)

    def run_script(self, _module_name):
        self.kind, code = SCRIPT, self.compiled()
        self.loading = False
        self.refuse_parameters('it runs as a script: name the flow or function, as in %s:NAME' % self.shown)
        if any(isinstance(node, FUNCTIONS) for node in self.tree.body):
            self.refuse_idle()
        if self.check:
            return demand_modules(self.tree, self.path, self.is_mine)
        module = sys.modules['__main__'] = types.ModuleType('__main__')
        module.__file__, module.__loader__ = self.path, importlib.machinery.SourceFileLoader('__main__', self.path)
        exec(code, module.__dict__)

    def run_module(self, name):
        loader = importlib.machinery.SourceFileLoader(name, self.path)
        spec = importlib.util.spec_from_file_location(name, self.path, loader=loader)
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        exec(self.compiled(), module.__dict__)
        self.loading = False
        ran = [(flow, value) for flow, value, _error in self.watch.runs.values()]
        target = self.named(module) if self.name else ran[-1][0] if ran else self.only_flow(module)
        if target is not None:
            self.kind = generation(target) or FUNCTION
            if self.check:
                return None
            values = [value for flow, value in ran if flow is target]
            if values:
                self.refuse_parameters('the file runs its flow itself when it is imported')
                return value_of(target, values[0])
            check_parameters(target, self.kind, self.parameters)
            return run_flow(target, self.kind, self.parameters)
        self.kind = SCRIPT
        guards = [node for node in self.tree.body if isinstance(node, ast.If) and '__main__' in ast.dump(node.test)]
        if not guards:
            return self.refuse_idle()
        if self.check:
            return None
        self.refuse_parameters('it has no flow of its own, only a __main__ block')
        say('%s holds no flow of its own: running its __main__ block' % self.shown)
        self.tree.body = [node for node in self.tree.body if getattr(node, 'module', '') == '__future__'] + guards
        module.__name__, sys.modules['__main__'] = '__main__', module
        exec(self.compiled(), module.__dict__)

    def compiled(self):
        return compile(self.tree, self.path, 'exec', dont_inherit=True)

    def own(self, module):
        """Names and values of the module, without those that an import statement put there."""
        foreign = {alias.asname or alias.name for node in imports_of(self.tree) for alias in node.names}
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
        if self.parameters and not self.check:
            raise BadParameters('%s takes no parameters: %s' % (self.shown, why))

    def refuse_idle(self):
        """A file of imports, definitions and plain values would end green without having done anything."""
        allowed = FUNCTIONS + IMPORTS + (ast.ClassDef,)
        if not any(acts(node) for node in self.tree.body if not isinstance(node, allowed)):
            names = [node.name for node in self.tree.body if isinstance(node, FUNCTIONS)]
            hint = 'It has %s: say which one, as in %s:%s' % (', '.join(names), self.shown, names[-1]) if names else ''
            raise FlowNotFound('%s holds no flow of its own and runs nothing. %s' % (self.shown, hint))

    def judge(self, error):
        """Prints what ended the run as Python does; returns the state and the exit code."""
        if isinstance(error, SystemExit):
            if not isinstance(error.code, (int, type(None))):
                print(error.code, file=sys.stderr)
            return 'failed', exit_code(error) or 1
        failed = [flow for flow, _value, raised in self.watch.runs.values() if raised is error]
        self.kind = self.kind or (generation(failed[0]) if failed else None)  # a flow that the import ran
        if isinstance(error, (BadParameters, FlowNotFound, FlowUnsuccessful, TooLate)):
            say(error)
            return {FlowNotFound: ('not-found', 64), BadParameters: ('bad-parameters', 66),
                    TooLate: ('too-late', 75)}.get(type(error), ('failed', 1))
        sys.excepthook(type(error), error, error.__traceback__)
        if isinstance(error, KeyboardInterrupt):
            return 'failed', 130
        if is_mismatch(error) and not any(self.is_mine(frame) for frame in frames_of(error)):
            return 'bad-parameters', 66
        missing = self.kind == SCRIPT and isinstance(error, (ImportError, SyntaxError))
        return ('not-importable', 65) if missing or self.loading and not failed else ('failed', 1)

    def seen_by_check(self, state, code):
        """What a run would fail with is in a check one of two: nothing found, or not to be imported."""
        if not self.check or not code:
            return state, code
        return (state, code) if state == 'not-found' else ('not-importable', 65)

    def is_mine(self, frame):
        return any(frame['file'].startswith(os.path.join(root, '')) for root in self.roots)

    def is_prefects(self):
        """Whether a flow of Prefect runs now, or may be about to; a check starts nothing at all."""
        importing = self.loading and self.tree is not None and may_define_flows(self.tree)
        return bool(self.check or self.watch.depth or importing or self.kind in (MODERN, CLASSIC))


def acts(node):
    """Whether a statement does more than to give names to values: it calls, raises, or holds statements."""
    if isinstance(node, ast.Lambda):
        return False
    if isinstance(node, (ast.Call, ast.Raise)) or isinstance(getattr(node, 'body', None), list):
        return True
    return any(acts(child) for child in ast.iter_child_nodes(node))


def imports_of(node):
    """Import statements that bind names of the module itself."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, IMPORTS):
            yield child
        elif not isinstance(child, FUNCTIONS + (ast.ClassDef,)):
            for inner in imports_of(child):
                yield inner


def free_module_name(path):
    """The file's stem, so that what it defines can be pickled; another name where the stem would hide a real module."""
    stem = os.path.splitext(os.path.basename(path))[0].replace('.', '_')
    taken = stem in sys.modules or (stem.isidentifier() and importlib.util.find_spec(stem) is not None)
    return 'flow_' + stem if taken else stem


# The launcher's own files, as tracebacks name them.
OURS += [each.__code__.co_filename for each in (Run.go, run_flow, say, Ending.tell, Guard.stand, demand_modules)]


def end(signum, _frame):
    signal.signal(signum, signal.SIG_DFL)
    os.kill(os.getpid(), signum)
    EXIT(128 + signum)


def prepare_process():
    """Makes the log appear line by line, and SIGTERM end the process also as PID 1, where the kernel ignores it."""
    for name in ('stdout', 'stderr'):
        stream = getattr(sys, name)
        if hasattr(stream, 'reconfigure'):
            stream.reconfigure(line_buffering=True)
        elif stream is not None:  # Python 3.6, which outside a UTF-8 locale cannot print an umlaut; later ones can
            is_ascii = codecs.lookup(stream.encoding).name == 'ascii' and 'PYTHONIOENCODING' not in os.environ
            how = {'encoding': 'utf-8' if is_ascii else stream.encoding, 'errors': stream.errors, 'line_buffering': True}
            setattr(sys, name, io.TextIOWrapper(stream.detach(), **how))
    if os.getpid() == 1:
        signal.signal(signal.SIGTERM, end)


def main(arguments):
    """Runs what the environment names; returns the exit code."""
    settings = {name[len(PREFIX):]: os.environ.pop(name) for name in list(os.environ) if name.startswith(PREFIX)}
    # Without a server Prefect 3 starts one of its own, and gives up after 20 s; half a CPU needs longer for it.
    os.environ.setdefault('PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS', '120')
    # That server lives for one run, and what it could tell its makers it often cannot send: an error in each log.
    os.environ.setdefault('PREFECT_SERVER_ANALYTICS_ENABLED', 'false')
    prepare_process()
    run = Run(settings)
    ending = Ending(run, settings)
    guard = Guard(run, ending)
    guard.stand()
    sys.meta_path.insert(0, run.watch)
    sys.dont_write_bytecode = sys.dont_write_bytecode or run.check  # it leaves nothing in the image
    sys.argv[:] = [run.path] + arguments
    state, code, error, value = 'succeeded', 0, None, None
    try:
        try:
            refuse_late('' if run.check else settings.get('NOT_AFTER', ''))
            value = run.go()
        except SystemExit as leaving:
            if exit_code(leaving) or run.check:
                raise
            if run.kind in (MODERN, CLASSIC):
                raise FlowUnsuccessful('The flow left through sys.exit(0), which Prefect counts as a crash') from None
        run.watch.demand_success()
    except BaseException as raised:
        error = raised
    if run.watch.stopped is not None:  # also when the file caught what stopped it, and came to grief
        run.kind, error = generation(run.watch.stopped), None
    if error is not None:
        clean(error)
        state, code = run.seen_by_check(*run.judge(error))
    guard.speak_of_threads()
    ending.tell(state, code, error, value=value)
    return code


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
