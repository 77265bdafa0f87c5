"""What can be known about a script without running it. Part of launcher.py; its promises are there."""

import ast
import importlib.util
import sys

# Calls that cannot bring a module. Any other may change sys.path, install something or leave: what comes then is open.
HARMLESS = ('print', 'logging', 'warnings')


def demand_modules(tree, path, is_mine):
    """Raises what Python would raise at the first import of the script's top level that finds no module."""
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or '']
            for name in [name.split('.')[0] for name in named if name and not getattr(node, 'level', 0)]:
                where = origin_of(name)
                if where is None:
                    error = ModuleNotFoundError('No module named %r' % name, name=name)
                    # raised at its line, so that its traceback is the one of the run
                    exec(compile('\n' * (node.lineno - 1) + 'raise error', path, 'exec'), {'error': error})
                if is_mine({'file': where}) and changes_path(where):
                    return
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not is_harmless(node):
            return


def origin_of(name):
    """The file of a module, '' when it has none, None when there is no such module. Nothing is imported."""
    if name in sys.modules:
        return ''
    try:
        spec = importlib.util.find_spec(name)
    except Exception:  # a finder of somebody else; the run will show
        return ''
    return None if spec is None else spec.origin or ''


def changes_path(file):
    try:
        with open(file, 'rb') as source:
            text = source.read()
        return b'sys.path' in text or b'addsitedir' in text
    except OSError:
        return True


def is_harmless(node):
    for call in (part for part in ast.walk(node) if isinstance(part, (ast.Call, ast.Raise, ast.Await))):
        function = getattr(call, 'func', None)
        while isinstance(function, ast.Attribute):
            function = function.value
        if getattr(function, 'id', '') not in HARMLESS:
            return False
    return True
