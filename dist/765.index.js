export const id = 765;
export const ids = [765];
export const modules = {

/***/ 9733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aJ: () => (/* binding */ ownFiles)
/* harmony export */ });
/* unused harmony exports launcherFiles, buildStepFiles */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);

// The bundler finds exactly this form and copies the files beside the bundle.
const launcher = {
    'launcher.py': __webpack_require__.ab + "launcher.py",
    'launcher_check.py': __webpack_require__.ab + "launcher_check.py",
    'launcher_errors.py': __webpack_require__.ab + "launcher_errors.py",
    'launcher_leave.py': __webpack_require__.ab + "launcher_leave.py",
    'launcher_message.py': __webpack_require__.ab + "launcher_message.py",
    'launcher_prefect.py': __webpack_require__.ab + "launcher_prefect.py"
};
const buildSteps = {
    'install.py': __webpack_require__.ab + "install.py",
    'prepare_prefect.py': __webpack_require__.ab + "prepare_prefect.py"
};
/**
 * The Python files of the launcher, by the name that each has in the folder of `launcherPath`.
 * @returns name → text
 */
function launcherFiles() {
    return read(launcher);
}
/**
 * Python files that only steps of an image build run: `install.py` (pip, with secrets of the build) and
 * `prepare_prefect.py` (bytecode of packages, the database of Prefect). What each takes is written down in it.
 * @returns name → text
 */
function buildStepFiles() {
    return read(buildSteps);
}
/** Reads what the action itself brings along. */
async function ownFiles() {
    const [launcher, tools] = await Promise.all([launcherFiles(), buildStepFiles()]);
    return { launcher, tools };
}
async function read(files) {
    const named = Object.entries(files).map(async ([name, url]) => [name, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(url, 'utf8')]);
    return new Map(await Promise.all(named));
}


/***/ }),

/***/ 2822:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $U: () => (/* binding */ missingModule),
/* harmony export */   AO: () => (/* binding */ distributionOf),
/* harmony export */   EJ: () => (/* binding */ otherPrefect),
/* harmony export */   Iv: () => (/* binding */ moduleFix),
/* harmony export */   Os: () => (/* binding */ newerPython)
/* harmony export */ });
/* harmony import */ var _python_syntax_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2961);
/* harmony import */ var _standard_modules_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2608);
/** A module that Python did not find → what to install for it. Pure. */


/** Modules whose name on PyPI is another one. */
const distributions = {
    attr: 'attrs',
    Bio: 'biopython',
    bs4: 'beautifulsoup4',
    Crypto: 'pycryptodome',
    cv2: 'opencv-python',
    dateutil: 'python-dateutil',
    docx: 'python-docx',
    dotenv: 'python-dotenv',
    faiss: 'faiss-cpu',
    fitz: 'PyMuPDF',
    git: 'GitPython',
    github: 'PyGithub',
    gitlab: 'python-gitlab',
    googleapiclient: 'google-api-python-client',
    'google.auth': 'google-auth',
    'google.protobuf': 'protobuf',
    impala: 'impyla',
    jose: 'python-jose',
    jwt: 'PyJWT',
    kafka: 'kafka-python',
    ldap: 'python-ldap',
    magic: 'python-magic',
    mpl_toolkits: 'matplotlib',
    MySQLdb: 'mysqlclient',
    nacl: 'PyNaCl',
    OpenSSL: 'pyOpenSSL',
    PIL: 'Pillow',
    pkg_resources: 'setuptools',
    pptx: 'python-pptx',
    psycopg2: 'psycopg2-binary',
    serial: 'pyserial',
    skimage: 'scikit-image',
    sklearn: 'scikit-learn',
    slugify: 'python-slugify',
    snowflake: 'snowflake-connector-python',
    socks: 'PySocks',
    umap: 'umap-learn',
    usb: 'pyusb',
    websocket: 'websocket-client',
    yaml: 'PyYAML',
    zmq: 'pyzmq'
};
/** Names that several distributions share: `google.cloud.storage` is a distribution's own. */
const shared = ['google.cloud', 'azure', 'backports', 'ruamel'];
/** Parts of Python's own library that older ones lack. */
const newerPython = 'Set base-image to the Python that the flow is written for, such as python:3.12.';
const otherPrefect = 'The Prefect in the image is of another generation than the flow: set the input prefect to the version that the flow is written for.';
/** The module that a ModuleNotFoundError names. */
function missingModule(message) {
    return /^No module named '(?<name>[\p{ID_Start}_][\p{ID_Continue}.]*)'/u.exec(message)?.groups?.['name'];
}
/** What to do so that the image has this module. */
function moduleFix(module, home) {
    const top = module.split('.')[0] ?? module;
    const folder = home.neighbours.get(top);
    if (folder !== undefined)
        return `It lies in the workspace: set source to ${folder === '.' ? '. (the whole workspace)' : folder}.`;
    if (Object.hasOwn(_python_syntax_js__WEBPACK_IMPORTED_MODULE_0__/* .newModules */ .KX, top))
        return `It is part of a newer Python. ${newerPython}`;
    const removal = removedFix(top);
    if (removal !== undefined)
        return removal;
    const known = distributionOf(module);
    if (known !== undefined)
        return `Add ${known} to python-dependencies: that is its name on PyPI.`;
    // Python names the first part that it lacks
    if (module === top)
        return 'Add it to python-dependencies.';
    if (top === 'prefect')
        return otherPrefect;
    return `The image has ${top}, but not this part of it: ask for another version of ${top} in python-dependencies.`;
}
/** A module that left the standard library: a package of its name on PyPI would be somebody else's. */
function removedFix(module) {
    const since = (0,_standard_modules_js__WEBPACK_IMPORTED_MODULE_1__/* .removedIn */ .M)(module);
    if (since === undefined)
        return undefined;
    const older = `set base-image to an older one, such as python:3.${String(since[1] - 1)}`;
    // setuptools brings a copy of it under its old name
    const copy = module === 'distutils' ? ', or add setuptools to python-dependencies, which brings it' : '';
    return `It left Python in ${since.join('.')}: write the flow without it, ${copy === '' ? 'or ' : ''}${older}${copy}.`;
}
/** The distribution of a module whose name on PyPI is known to be another one; undefined where it is not. */
function distributionOf(module) {
    const parts = module.split('.');
    for (const name of shared) {
        const own = parts[name.split('.').length];
        if (own !== undefined && module.startsWith(`${name}.`))
            return `${name.replaceAll('.', '-')}-${own.replaceAll('_', '-')}`;
    }
    const prefixes = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
    const found = prefixes.find((prefix) => Object.hasOwn(distributions, prefix));
    return found === undefined ? undefined : distributions[found];
}


/***/ }),

/***/ 2961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Zy: () => (/* binding */ compareVersions),
  KX: () => (/* binding */ newModules),
  RU: () => (/* binding */ syntaxFeatures)
});

;// CONCATENATED MODULE: ./build/flow/python-bindings.js
/** Whether a name in a Python file is given a new meaning there. Pure. */
/** What binds the names that stand in it, one way or another: rather too many than too few are taken for bound. */
const binders = new Set([
    'ImportStatement',
    'FunctionDefinition',
    'ClassDefinition',
    'ForStatement',
    'WithStatement',
    'TryStatement',
    'NamedExpression',
    'TypeDefinition',
    'CapturePattern',
    'AsPattern'
]);
/** Targets may be nested: `(a, [b, *c]) = …`. */
const nesting = new Set(['TupleExpression', 'ArrayExpression', 'ParenthesizedExpression']);
/** @param name a node `VariableName` */
function isBinding(name) {
    let parent = name.parent;
    while (parent !== null && nesting.has(parent.name))
        parent = parent.parent;
    if (parent === null)
        return false;
    // `x = int` binds x alone
    if (parent.name === 'AssignStatement')
        return name.to <= (parent.getChildren('AssignOp').at(-1)?.from ?? 0);
    return binders.has(parent.name);
}

;// CONCATENATED MODULE: ./build/flow/python-syntax.js
/** Which Python a file's syntax needs, as far as it can be told for sure. Sources: "What's New" of Python 3.7 to 3.14. Pure. */

/** Modules of the standard library that came later; importing one is as sure as syntax. */
const newModules = {
    dataclasses: [3, 7],
    contextvars: [3, 7],
    zoneinfo: [3, 9],
    graphlib: [3, 9],
    tomllib: [3, 11],
    annotationlib: [3, 14],
    compression: [3, 14]
};
/** Built-in types that can be subscripted since 3.9 (PEP 585). */
const generics = new Set(['list', 'dict', 'tuple', 'set', 'frozenset', 'type']);
/**
 * What in a tree asks for a newer Python, the newest first; one for each kind. Syntax counts wherever it stands, as the whole
 * file is compiled; a type counts where it is surely evaluated, and means what it says.
 * @param lazy the line of `from __future__ import annotations`, with which annotations are never evaluated
 */
function syntaxFeatures(tree, text, lazy, lineOf) {
    const found = new Map();
    const add = (since, what, line) => {
        if (!found.has(what))
            found.set(what, { since, what, line });
    };
    if (lazy !== undefined)
        add([3, 7], 'from __future__ import annotations', lazy);
    const types = builtinTypes(tree, text);
    let annotations = 0;
    let perhaps = 0;
    tree.iterate({
        enter(node) {
            if (node.name === 'TypeDef')
                annotations += 1;
            if (isPerhaps(node))
                perhaps += 1;
            const isEvaluated = annotations > 0 && perhaps === 0 && lazy === undefined;
            const feature = featureOf(node, text, isEvaluated ? types : none);
            if (feature !== undefined)
                add(...feature, lineOf(node.from));
        },
        leave(node) {
            if (node.name === 'TypeDef')
                annotations -= 1;
            if (isPerhaps(node))
                perhaps -= 1;
        }
    });
    return [...found.values()].sort((a, b) => compareVersions(b.since, a.since));
}
const none = new Set();
function featureOf(node, text, types) {
    switch (node.name) {
        case 'NamedExpression':
            return [[3, 8], 'the operator :='];
        case 'FormatSelfDoc':
            return [[3, 8], 'f"{name=}"'];
        case 'ParamList':
            return hasPositionalOnly(node, text) ? [[3, 8], 'parameters before a /'] : undefined;
        case 'MatchStatement':
            return [[3, 10], 'the statement match'];
        case 'TypeDefinition':
            return [[3, 12], 'the statement type'];
        case 'TypeParamList':
            return [[3, 12], 'type parameters in brackets'];
        case 'TryStatement':
            return /\bexcept\s*\*/u.test(ownText(node, text)) ? [[3, 11], 'except*'] : undefined;
        case 'BinaryExpression':
            return isUnion(node, text, types) ? [[3, 10], 'the type X | Y'] : undefined;
        case 'MemberExpression':
            return isGeneric(node, text, types) ? [[3, 9], 'a type such as list[int]'] : undefined;
        default:
            return undefined;
    }
}
/** A block that may be left out when the file is imported: of all blocks only that of a class surely is not. */
function isPerhaps(node) {
    return node.name === 'Body' && node.node.parent?.name !== 'ClassDefinition';
}
/** The grammar has no node for the slash. */
function hasPositionalOnly(node, text) {
    let end = node.from;
    for (let child = node.node.firstChild; child !== null; child = child.nextSibling) {
        if (/^\s*\/\s*$/u.test(text.slice(end, child.from)))
            return true;
        end = child.to;
    }
    return false;
}
/** The text of a `try` without the bodies in it. */
function ownText(node, text) {
    let own = '';
    let end = node.from;
    for (let child = node.node.firstChild; child !== null; child = child.nextSibling) {
        own += text.slice(end, child.from);
        own += child.name === 'Body' ? ' ' : text.slice(child.from, child.to);
        end = child.to;
    }
    return own;
}
/** `int | None`; only of built-in types and None is it sure that `|` is about types. */
function isUnion(node, text, types) {
    const operator = node.node.getChild('BitOp');
    if (types.size === 0 || operator === null || text.slice(operator.from, operator.to) !== '|')
        return false;
    const sides = [node.node.firstChild, node.node.lastChild];
    return sides.some((side) => side?.name === 'None' || types.has(side ? text.slice(side.from, side.to) : ''));
}
const builtins = new Set([...generics, 'int', 'str', 'float', 'bool', 'bytes', 'object']);
function isGeneric(node, text, types) {
    const [first, second] = [node.node.firstChild, node.node.firstChild?.nextSibling];
    const name = first?.name === 'VariableName' && second?.name === '[' ? text.slice(first.from, first.to) : '';
    return generics.has(name) && types.has(name);
}
/** Built-in types without those whose name the file gives to something else: `from typing import List as list`. */
function builtinTypes(tree, text) {
    const own = new Set(builtins);
    tree.iterate({
        enter(node) {
            // a star may bring any name
            if (node.name === 'ImportStatement' && node.node.getChild('*') !== null)
                own.clear();
            const name = node.name === 'VariableName' ? text.slice(node.from, node.to) : '';
            if (own.has(name) && isBinding(node.node))
                own.delete(name);
        }
    });
    return own;
}
/** Negative when `a` is older than `b`. */
function compareVersions(a, b) {
    return a[0] - b[0] || a[1] - b[1];
}


/***/ }),

/***/ 2608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ removedIn),
/* harmony export */   g: () => (/* binding */ isStandardModule)
/* harmony export */ });
/* harmony import */ var _python_syntax_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2961);
/** Names of Python's own modules, of 3.6 to 3.14 (sys.stdlib_module_names and the lists of what was removed). */

const names = new Set(`
  __future__ _thread abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit
  audioop base64 bdb binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs
  codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg
  crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest dummy_threading email
  encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib
  functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib
  imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma
  macpath mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis
  nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle
  pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile
  pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched
  secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3
  sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symbol
  symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit
  tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata
  unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp
  zipfile zipimport zlib zoneinfo
`
    .trim()
    .split(/\s+/u));
/** Modules that left → the first Python without them. Source: `stdlib/VERSIONS` of python/typeshed. */
const removals = [
    [[3, 8], 'macpath'],
    [[3, 9], 'dummy_threading'],
    [[3, 10], 'formatter parser symbol'],
    [[3, 11], 'binhex'],
    [[3, 12], 'asynchat asyncore distutils imp smtpd'],
    [
        [3, 13],
        'aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib'
    ]
];
const removed = new Map(removals.flatMap(([since, list]) => list.split(' ').map((name) => [name, since])));
/** The first Python whose standard library no longer has this module; undefined where all of today have it, or none did. */
function removedIn(name) {
    return removed.get(name);
}
/**
 * True when this top-level name is a module of the standard library.
 * @param python of this Python; undefined: of some Python of today or before
 */
function isStandardModule(name, python) {
    if (!names.has(name))
        return false;
    if (python === undefined)
        return true;
    const [since, end] = [Object.hasOwn(_python_syntax_js__WEBPACK_IMPORTED_MODULE_0__/* .newModules */ .KX, name) ? _python_syntax_js__WEBPACK_IMPORTED_MODULE_0__/* .newModules */ .KX[name] : undefined, removed.get(name)];
    return ((since === undefined || (0,_python_syntax_js__WEBPACK_IMPORTED_MODULE_0__/* .compareVersions */ .Zy)(python, since) >= 0) &&
        (end === undefined || (0,_python_syntax_js__WEBPACK_IMPORTED_MODULE_0__/* .compareVersions */ .Zy)(python, end) < 0));
}


/***/ }),

/***/ 7037:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cf: () => (/* binding */ isRegistry),
/* harmony export */   DO: () => (/* binding */ parseImageTag),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   Fi: () => (/* binding */ longestRepository),
/* harmony export */   JF: () => (/* binding */ hostPattern),
/* harmony export */   "if": () => (/* binding */ parseImageName),
/* harmony export */   mQ: () => (/* binding */ splitReference)
/* harmony export */ });
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6790);
/** Image references as the distribution project defines them (github.com/distribution/reference, regexp.go). */

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
/** Host of a registry with an optional port; IPv6 in brackets. */
const hostPattern = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]{1,5})?`;
const path = new RegExp(`^${component}(?:/${component})*$`);
const host = new RegExp(`^${hostPattern}$`);
const tag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digest = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;
/** Longest repository with its registry (reference.go, RepositoryNameTotalLengthMax). */
const longestRepository = 255;
/** True when the first component of a name is a registry to Docker: it has a dot or a port, or is localhost. */
function isRegistry(first) {
    return first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase();
}
/** Takes a reference apart; a sentence says what is wrong with one that is not legal. */
function splitReference(text) {
    if (/^[a-z]+:\/\//i.test(text))
        return { problem: 'It must not start with a scheme.' };
    const [name = '', digestText, ...more] = text.split('@');
    if (more.length > 0 || (digestText !== undefined && !digest.test(digestText))) {
        return { problem: 'After the @ stands a digest: sha256: and 64 lower-case hexadecimal digits.' };
    }
    const colon = name.lastIndexOf(':');
    const hasTag = colon > name.lastIndexOf('/');
    const tagText = hasTag ? name.slice(colon + 1) : undefined;
    const repository = hasTag ? name.slice(0, colon) : name;
    if (tagText !== undefined && !tag.test(tagText))
        return { problem: tagRule };
    const slash = repository.indexOf('/');
    const first = repository.slice(0, Math.max(slash, 0));
    const registry = slash > 0 && isRegistry(first) ? first : undefined;
    const rest = registry === undefined ? repository : repository.slice(slash + 1);
    const problem = (registry === undefined ? undefined : problemOfHost(registry)) ?? problemOfPath(rest);
    if (problem !== undefined)
        return { problem };
    if (repository.length > longestRepository)
        return { problem: `It is longer than ${String(longestRepository)} characters.` };
    return { registry, path: rest, tag: tagText, digest: digestText };
}
const tagRule = 'A tag has at most 128 letters, digits, _, . and -, and does not start with . or -.';
function problemOfHost(text) {
    if (text !== text.toLowerCase() && !/[.:]/.test(text))
        return upperCase;
    const port = /:([0-9]{1,5})$/.exec(text)?.[1];
    const isPort = port === undefined || (Number(port) > 0 && Number(port) < 65536);
    return host.test(text) && isPort ? undefined : 'What stands before the first / is not a registry (host or host:port).';
}
const upperCase = 'The repository must be lower case.';
function problemOfPath(text) {
    if (path.test(text)) {
        return /^[a-f0-9]{64}$/.test(text) ? 'A name of 64 hexadecimal digits would be an image ID to Docker.' : undefined;
    }
    return path.test(text.toLowerCase()) ? upperCase : pathRule;
}
const pathRule = 'A repository is made of lower-case letters and digits, with ., _, __ or - between them, and / between its parts.';
/** A reference as written (`base-image`, `image`), or undefined after a report. */
function parseReference(text, report) {
    const reference = splitReference(text);
    if (!('problem' in reference))
        return text;
    report((0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .notAccepted */ .LA)(text, '[registry/]repository[:tag][@digest], such as python:3.13-slim', reference.problem));
    return undefined;
}
/** `image-name`: a repository path without registry, tag and digest, or undefined after a report. */
function parseImageName(text, report) {
    const first = text.split('/')[0] ?? '';
    const hint = text.includes('@')
        ? 'A digest cannot be chosen.'
        : text.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost')
            ? 'The registry goes into registry-url.'
            : text.includes(':')
                ? 'The tag goes into image-tag.'
                : problemOfPath(text);
    if (hint === undefined)
        return text;
    report((0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .notAccepted */ .LA)(text, 'a repository without registry and tag, such as team/etl', hint));
    return undefined;
}
/** `image-tag`, or undefined after a report. */
function parseImageTag(text, report) {
    if (tag.test(text))
        return text;
    report((0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .notAccepted */ .LA)(text, 'a tag such as 1.4.0 or nightly', tagRule));
    return undefined;
}


/***/ }),

/***/ 4378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ consoleBlock)
/* harmony export */ });
/** Foreign log bytes → bytes that are safe to print in a fenced part of the runner's log. Pure. */
const tab = 9;
const newline = 10;
const escape = 27;
const space = 32;
const del = 127;
/**
 * Makes a block printable: a prefix before each line, where a lone `\r` ends a line as well (the runner reads it so), and
 * no control characters but tab and ESC. Bytes of UTF-8 sequences are 0x80 and above and never touched, wherever a block
 * was cut.
 * @param block whole lines, or a piece of a very long one, which then becomes a line of its own on the console
 */
function consoleBlock(block, prefix) {
    const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
    const lines = plainLines(bytes);
    return lines > 0 ? prefixed(bytes, lines, Buffer.from(prefix, 'utf8')) : cleaned(bytes, prefix);
}
/** The prefix before each line of a text that may be shown as it is, as most can: cheaper than the other way. */
function prefixed(bytes, lines, prefix) {
    const rest = bytes.at(-1) === newline ? 0 : 1;
    const shown = Buffer.allocUnsafe(bytes.length + rest + (lines + rest) * prefix.length);
    let to = 0;
    for (let from = 0; from < bytes.length;) {
        const end = bytes.indexOf(newline, from);
        const next = end === -1 ? bytes.length : end + 1;
        to += prefix.copy(shown, to);
        to += bytes.copy(shown, to, from, next);
        from = next;
    }
    if (rest === 1)
        shown[to] = newline;
    return shown;
}
/** The same for any text. Works on latin-1, which keeps every byte. */
function cleaned(bytes, prefix) {
    const bytePrefix = Buffer.from(prefix, 'utf8').toString('latin1');
    const shown = bytes
        .toString('latin1')
        .replace(/\r*\n$/u, '')
        .replace(/\r+\n/gu, '\n')
        .replace(/\r/gu, '\n')
        // eslint-disable-next-line no-control-regex -- control characters are what this removes
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/gu, '')
        .replaceAll('\n', `\n${bytePrefix}`);
    return Buffer.from(`${bytePrefix}${shown}\n`, 'latin1');
}
/** How many lines end in a text without `\r` and control characters that must go, else -1. Looks at four bytes at once. */
function plainLines(bytes) {
    const head = Math.min(-bytes.byteOffset & 3, bytes.length);
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2);
    const tail = head + words.length * 4;
    let lines = plainLinesBetween(bytes, 0, head, plainLinesBetween(bytes, tail, bytes.length, 0));
    for (let index = 0; index < words.length && lines >= 0; index += 1) {
        const word = words[index] ?? 0;
        const flipped = word ^ 0x7f7f7f7f;
        // the high bit of a byte is set where one of the four is below 0x20, or 0x7f (Hacker's Delight, 6-1)
        const isSuspect = (((word - 0x20202020) & ~word) | ((flipped - 0x01010101) & ~flipped)) & 0x80808080;
        if (isSuspect !== 0)
            lines = plainLinesBetween(bytes, head + index * 4, head + index * 4 + 4, lines);
    }
    return lines;
}
/** The same for `bytes[start, end)`, added to the count so far. */
function plainLinesBetween(bytes, start, end, count) {
    let lines = count;
    for (let at = start; at < end && lines >= 0; at += 1) {
        const byte = bytes[at] ?? 0;
        if (byte === newline)
            lines += 1;
        else if (byte === del || (byte < space && byte !== tab && byte !== escape))
            return -1;
    }
    return lines;
}


/***/ }),

/***/ 9386:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ formatDuration)
/* harmony export */ });
/** Milliseconds as people write them: `1h30m`, `90s` → `1m30s`, below a minute with one decimal where it tells more. */
function formatDuration(milliseconds) {
    const seconds = milliseconds / 1000;
    if (seconds < 60)
        return Number.isInteger(seconds) || seconds >= 10 ? `${Math.round(seconds)}s` : `${seconds.toFixed(1)}s`;
    const whole = Math.round(seconds);
    const parts = [
        [Math.floor(whole / 3600), 'h'],
        [Math.floor((whole % 3600) / 60), 'm'],
        [whole % 60, 's']
    ];
    return parts
        .filter(([value]) => value > 0)
        .map(([value, unit]) => `${value}${unit}`)
        .join('');
}


/***/ }),

/***/ 5765:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/cluster/failures.js + 2 modules
var failures = __webpack_require__(4910);
// EXTERNAL MODULE: ./build/cluster/port.js
var port = __webpack_require__(194);
// EXTERNAL MODULE: ./build/failure.js
var build_failure = __webpack_require__(9874);
// EXTERNAL MODULE: ./build/plan/labels.js
var labels = __webpack_require__(2131);
;// CONCATENATED MODULE: ./build/connections.js
/** The run's ways to Docker and the cluster: made once, when first needed, and lent to cleanup. Loads their code lazily. */




class Connections {
    #session;
    #docker;
    #cluster;
    #reached;
    #memory;
    constructor(session) {
        this.#session = session;
    }
    /** Docker's command line; whether an engine answers is found out when it is used. */
    docker() {
        this.#docker ??= __webpack_require__.e(/* import() */ 592).then(__webpack_require__.bind(__webpack_require__, 5592)).then(({ createDockerCli }) => createDockerCli({ env: this.#session.env }));
        return this.#docker;
    }
    /** @param isPatient a build is under way: an API server that does not answer yet is waited for */
    cluster(plan, signal, isPatient = false) {
        this.#cluster ??= __webpack_require__.e(/* import() */ 200).then(__webpack_require__.bind(__webpack_require__, 200)).then(async ({ connect }) => {
            const connected = await connect({ ...plan, ...this.#session, signal, isPatient });
            this.#reached = connected.cluster;
            return connected;
        });
        return this.#cluster;
    }
    /** What is remembered of built images in the Job's namespace; undefined where there is no Job, or nothing to build. */
    async memory({ image, cluster: plan }, signal) {
        if (image.kind !== 'build' || plan === undefined)
            return undefined;
        const { ImageMemory } = await __webpack_require__.e(/* import() */ 119).then(__webpack_require__.bind(__webpack_require__, 4119));
        const { writer, environment, cancellation } = this.#session;
        this.#memory ??= new ImageMemory({
            cluster: async () => (await this.cluster(plan, signal, true)).cluster,
            repository: image.repository,
            writer,
            signal: cancellation.signal,
            runUrl: (0,labels/* runUrl */.Vp)(environment)
        });
        return this.#memory;
    }
    /** What cleanup needs: the connections of this run where there are any. */
    forCleanup() {
        return {
            docker: () => this.docker(),
            cluster: async () => {
                if (this.#cluster === undefined)
                    throw new Error('the cluster was never reached');
                return (await this.#cluster).cluster;
            }
        };
    }
    /** The one place where anything thrown in a run becomes the failure that the user reads. */
    failureOf(thrown) {
        if (!(thrown instanceof port/* ApiError */.h))
            return (0,build_failure/* toFailure */.w2)(thrown);
        const { server, namespace, context } = this.#reached ?? {
            server: 'the address in the kubeconfig',
            namespace: 'default',
            context: undefined
        };
        return (0,failures/* clusterFailure */.vz)(thrown, { server, namespace, context });
    }
    async close() {
        await this.#memory?.settled();
        const connected = await this.#cluster?.catch(() => undefined);
        await connected?.cluster.close();
    }
}

// EXTERNAL MODULE: ./build/cleanup.js + 1 modules
var cleanup = __webpack_require__(237);
// EXTERNAL MODULE: ./build/cluster/kubeconfig-copy.js
var kubeconfig_copy = __webpack_require__(2842);
// EXTERNAL MODULE: ./build/inputs/problems.js
var inputs_problems = __webpack_require__(6790);
;// CONCATENATED MODULE: ./build/inputs/boolean.js
/** Booleans and words of a fixed list; `false` switches off whatever can be off. */

/** The forms of YAML 1.2's core schema, no others: `yes` and `1` are likely mistakes. */
const truths = {
    true: true,
    True: true,
    TRUE: true,
    false: false,
    False: false,
    FALSE: false
};
/** True, false, or undefined after a report. */
function parseBoolean(text, report) {
    const value = Object.hasOwn(truths, text) ? truths[text] : undefined;
    if (value === undefined)
        report((0,inputs_problems/* notAccepted */.LA)(text, 'true or false'));
    return value;
}
/** `auto`, a boolean, or undefined after a report. */
function parseAutoBoolean(text, report) {
    if (text === 'auto')
        return 'auto';
    const value = Object.hasOwn(truths, text) ? truths[text] : undefined;
    if (value === undefined)
        report((0,inputs_problems/* notAccepted */.LA)(text, 'auto, true or false'));
    return value;
}
/** One of `words`; `false` means `off`. Undefined after a report. */
function parseWord(text, report, words, off) {
    const word = words.find((each) => each === text);
    if (word !== undefined)
        return word;
    if (Object.hasOwn(truths, text) && truths[text] === false)
        return off;
    report((0,inputs_problems/* notAccepted */.LA)(text, `${words.join(', ')}, or false (the same as ${off})`));
    return undefined;
}
/** One of `words`, where nothing can be off. Undefined after a report. */
function parseChoice(text, report, words) {
    const word = words.find((each) => each === text);
    if (word === undefined)
        report((0,inputs_problems/* notAccepted */.LA)(text, `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`));
    return word;
}

// EXTERNAL MODULE: ./build/inputs/table.js
var table = __webpack_require__(9140);
;// CONCATENATED MODULE: ./build/inputs/summary.js
/** `summary`, read by itself: it counts also where the other inputs are wrong and nothing was made of them. */


/** False only when the input says so; a value that is none is reported by `readInputs`, in the summary too. */
function wantsSummary(env) {
    const text = new table/* InputTexts */.BY(env).raw('summary');
    return text === undefined || parseBoolean(text.trim(), () => undefined) !== false;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/job/log-console.js
var log_console = __webpack_require__(4378);
;// CONCATENATED MODULE: ./build/job/kept-log.js
/** The end of a kept log, for the page of the workflow when the run did not succeed (`logs: on-failure`). */


/** What is shown at most, whichever is less. */
const shownOfLog = { bytes: 4 * 1024 * 1024, lines: 10_000 };
const newline = 0x0a;
/** Prints the end of a log file in a group, fenced. Nothing for an empty one. @throws what reading throws */
async function printKeptLog(path, writer) {
    const { end, left } = endOfFile(path, shownOfLog.bytes);
    const shown = lastLines(end, shownOfLog.lines);
    if (shown.length === 0)
        return;
    const missing = left + end.length - shown.length;
    await writer.group('Log of the Job', () => {
        if (missing > 0) {
            writer.info(`Its first ${formatBytes(missing)} are left out here; the log file named below has all of it.`);
        }
        writer.foreignBytes((0,log_console/* consoleBlock */.H)(shown, '| '));
        return Promise.resolve();
    });
}
/** The last bytes of a file, from the start of a line where there is one; `left` counts the bytes before them. */
function endOfFile(path, longest) {
    const descriptor = (0,external_node_fs_.openSync)(path, 'r');
    try {
        const { size } = (0,external_node_fs_.fstatSync)(descriptor);
        const start = Math.max(0, size - longest);
        const bytes = Buffer.alloc(size - start);
        let length = 0;
        while (length < bytes.length) {
            const read = (0,external_node_fs_.readSync)(descriptor, bytes, length, bytes.length - length, start + length);
            if (read === 0)
                break;
            length += read;
        }
        const end = bytes.subarray(0, length);
        const skipped = start === 0 ? 0 : end.indexOf(newline) + 1;
        return { end: end.subarray(skipped), left: start + skipped };
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
/** The last lines of a text, at most `count`. */
function lastLines(text, count) {
    let start = text.at(-1) === newline ? text.length - 1 : text.length;
    for (let lines = 0; lines < count; lines += 1) {
        if (start <= 0)
            return text;
        start = text.lastIndexOf(newline, start - 1);
        if (start === -1)
            return text;
    }
    return text.subarray(start + 1);
}
function formatBytes(bytes) {
    if (bytes < 1024)
        return `${String(bytes)} bytes`;
    const units = ['KiB', 'MiB', 'GiB', 'TiB'];
    const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
    return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ''}`;
}

// EXTERNAL MODULE: ./build/lib/duration.js
var duration = __webpack_require__(9386);
;// CONCATENATED MODULE: ./build/report/annotation.js
/** Report → the one error annotation of a run. Pure. */
/** GitHub cuts an annotation at 4,096 characters (actions/runner, ExecutionContext.cs). */
const longest = 4_000;
/**
 * Title and text of the annotation: what failed, why, what to do. Where an exception of the flow is known it is the title, and
 * where a line of the user's own is known, the annotation stands there; GitHub takes the file relative to the workspace.
 */
function annotationOf(failure) {
    const { reason, place, title } = failure;
    const name = `docker-on-k8s: ${reason}`;
    const sentences = [failure.what, failure.why, failure.fix].filter((part) => part !== undefined);
    const text = cut(sentences.join('\n'));
    return {
        title: title ?? name,
        text: title === undefined ? text : `${text}\n${name}`,
        ...(place === undefined ? {} : { file: place.file, ...(place.line > 0 ? { line: place.line } : {}) })
    };
}
function cut(text) {
    return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

;// CONCATENATED MODULE: ./build/report/outputs.js
/** Report → the action's outputs. Pure. */
/** The outputs that are known, by name; names are those of action.yml. */
function outputsOf(report) {
    const known = {
        image: report.image,
        'image-name': report.imageName,
        'image-tag': report.imageTag,
        digest: report.digest,
        build: report.build,
        identifier: report.identifier,
        'job-name': report.jobName,
        namespace: report.namespace,
        pods: JSON.stringify(report.pods),
        status: report.status,
        'exit-code': report.exitCode,
        result: report.result,
        'failure-reason': report.failure?.reason,
        'failure-kind': report.failure?.kind,
        'log-file': report.logFile,
        'started-at': report.startedAt,
        'finished-at': report.finishedAt
    };
    return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

;// CONCATENATED MODULE: ./build/report/report.js
/** What is known of a run so far: filled as it goes, so that every ending can say all it knows. Plain data. */
/** Milliseconds from which on reading the log to its end is a stage of its own. */
const slowLog = 1_000;
function newReport(identifier) {
    return { identifier, pods: [], stages: new Map(), tails: [], remarks: [], jobKept: false };
}
/** The status that a failure gives the run. */
function statusOf(failure) {
    switch (failure.reason) {
        case 'cancelled':
            return 'cancelled';
        case 'timed-out':
        case 'build-timeout':
        case 'queue-timeout':
        case 'start-timeout':
        case 'deadline-exceeded':
            return 'timed-out';
        default:
            return 'failed';
    }
}
/** Runs one stage, or a part of one, and notes its duration, also when it fails. */
async function timeStage(report, name, body) {
    const start = performance.now();
    try {
        return await body();
    }
    finally {
        report.stages.set(name, (report.stages.get(name) ?? 0) + performance.now() - start);
    }
}
/** What is known of the image once it is there. */
function absorbImage(report, { reference, digest, build, imageName, imageTag, hint }) {
    const told = { image: reference, digest, build, imageName, imageTag, hint };
    Object.assign(report, Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)));
}
/** What the Job's side tells: see `JobNews`. Only what is told replaces what is known. */
function absorb(report, news) {
    const { remarks, pods, times, jobName, namespace, exitCode, result, startedAt, finishedAt, logFile, tails, jobKept } = news;
    const told = { jobName, namespace, exitCode, result, startedAt, finishedAt, logFile, tails, jobKept };
    Object.assign(report, Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)));
    if (pods !== undefined)
        report.pods = pods;
    if (remarks !== undefined)
        report.remarks.push(...remarks);
    if (times !== undefined)
        report.stages.set('start', times.start).set('run', times.run);
    // mostly its end comes with the container's
    if (times !== undefined && times.log >= slowLog)
        report.stages.set('log', times.log);
}

;// CONCATENATED MODULE: ./build/report/stages.js
/** How long the parts of a run took, in words. Pure. */

const names = {
    build: 'Build',
    push: 'Push',
    start: 'Job start',
    run: 'Flow',
    log: 'Rest of the log',
    cleanup: 'Cleanup'
};
/** Each stage with its time, in the order in which they ended. @param stages milliseconds */
function stageTimes(stages) {
    return [...stages].map(([stage, milliseconds]) => ({ name: names[stage], time: (0,duration/* formatDuration */.a)(milliseconds) }));
}
/** The same as one line of a log; undefined when nothing was timed. */
function stagesLine(stages) {
    if (stages.size === 0)
        return undefined;
    return `Times: ${stageTimes(stages)
        .map(({ name, time }) => `${name} ${time}`)
        .join(', ')}`;
}

;// CONCATENATED MODULE: ./build/report/markdown.js
/** Foreign text → Markdown that shows it and does nothing else. Pure. */
/** Escapes text for a table cell or a paragraph: HTML by entities, Markdown's own signs by backslashes, line ends by spaces. */
function markdown_text(value) {
    return (oneLine(value)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/[\\`*_{}[\]()#+!|~$@]/gu, '\\$&')
        .replaceAll('://', ':&#8203;//')
        // what would begin a list
        .replace(/^(-|\d+(?=[.)]\s))/u, (sign) => (sign === '-' ? '\\-' : `${sign}&#8203;`)));
}
/** Inline code with any content: HTML, since a Markdown code span cannot hold a backtick or a pipe in a table safely. */
function code(value) {
    return `<code>${entities(oneLine(value))}</code>`;
}
/** A preformatted block with any content, line ends kept. */
function block(lines) {
    // a blank line would end the HTML block in GitHub's Markdown: an entity keeps it from being blank
    const body = lines.map((line) => entities(clean(line)) || '&#8203;').join('\n');
    return `<pre>${body}\n</pre>`;
}
/** Inline code that leads somewhere; without an address it is code alone. Good in Markdown and in a block of HTML. */
function markdown_link(label, url) {
    return url === undefined
        ? code(label)
        : `<a href="${entities(clean(url)).replaceAll('"', '&quot;')}">${code(label)}</a>`;
}
/** A row of a table; cells are Markdown already. */
function row(...cells) {
    return `| ${cells.join(' | ')} |`;
}
function oneLine(value) {
    return clean(value.replace(/\s+/gu, ' ')).trim();
}
/** Without control characters, ESC included: colours mean nothing here. */
function clean(value) {
    // eslint-disable-next-line no-control-regex -- control characters are what this removes
    return value.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, '');
}
/** Signs that mean something to HTML, or to Markdown inside inline HTML (which it goes on reading). */
const meaningful = /[&<>|`*_@[\]!~#\\]|(?<=:)\/\//gu;
function entities(value) {
    return value.replace(meaningful, (signs) => Array.from(signs, (sign) => `&#${sign.codePointAt(0) ?? 0};`).join(''));
}

;// CONCATENATED MODULE: ./build/report/origin.js
/** Where in the user's code a failure came from → Markdown. Pure. */

/** Address below which the files of this run's commit are shown; undefined where it is not known for sure. */
function browseUrl({ serverUrl, repository, sha }) {
    const isKnown = /^https?:\/\/[\w.-]+(?::\d+)?$/u.test(serverUrl) &&
        /^[\w.-]+\/[\w.-]+$/u.test(repository) &&
        /^[0-9a-f]{40,64}$/u.test(sha);
    return isKnown ? `${serverUrl}/${repository}/blob/${sha}` : undefined;
}
/** The chain of exceptions, and the user's own frames, each a link to its line. Empty when nothing is known. */
function originText({ causes, frames }, browse) {
    const chain = causes.map(({ text: said, frame }) => {
        if (frame === undefined)
            return `caused by ${markdown_text(said)}`;
        const inside = frame.function === '<module>' ? '' : `, in ${markdown_text(frame.function)}`;
        return `caused by ${markdown_text(said)} — ${placeLink(frame, browse)}${inside}`;
    });
    const own = frames.map((frame) => frame.function === '<module>' ? placeLink(frame, browse) : `${placeLink(frame, browse)} in ${code(frame.function)}`);
    // a backslash would be seen in the last line; two blanks end a line everywhere
    const lines = chain.join('  \n');
    return [lines, own.length === 0 ? '' : `<pre>${own.join('\n')}\n</pre>`].filter((part) => part !== '').join('\n\n');
}
function placeLink(place, browse) {
    const line = place.line > 0 ? String(place.line) : undefined;
    const url = browse === undefined
        ? undefined
        : `${browse}/${place.file.split('/').map(encoded).join('/')}${line === undefined ? '' : `#L${line}`}`;
    return markdown_link(line === undefined ? place.file : `${place.file}:${line}`, url);
}
/** One part of a path in an address: all but plain characters by their codes, halves of pairs replaced. */
function encoded(part) {
    return encodeURIComponent(part.toWellFormed()).replace(/[!'()*~]/gu, (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
}

;// CONCATENATED MODULE: ./build/report/summary.js
/** Report → the job summary: what a person with ten minutes and a red build needs, in the order they need it. Pure. */



/** GitHub drops a summary over 1 MiB whole (actions/runner, FileCommandManager.cs); this leaves room for other steps' habits. */
const summaryLimit = 900 * 1024;
const shownPods = 20;
const longestLine = 500;
const longestResult = 200;
const headlines = {
    succeeded: '✅ The flow succeeded',
    failed: '❌ The flow did not succeed',
    cancelled: '🛑 Cancelled',
    'timed-out': '⏱️ Stopped by a time limit',
    created: '🚀 The Job was created and runs on by itself',
    skipped: '📦 The image was built'
};
const dryRunHeadlines = {
    skipped: '🔍 Dry run: nothing was built, pushed or created',
    failed: '❌ The dry run found something wrong'
};
/** Makes the whole summary, cut to {@link summaryLimit} bytes. */
function summaryOf(report) {
    const details = [facts(report), stages(report), hint(report), pods(report)];
    // after a failure the log's last lines tell more than any table
    const body = report.failure === undefined
        ? [...details, remarks(report), tails(report)]
        : [tails(report), remarks(report), ...details];
    const origin = report.failure === undefined ? '' : originText(report.failure, report.browse);
    const parts = [headline(report), failureText(report), origin, dryRunText(report), ...body, next(report)];
    return summary_cut(parts.filter((part) => part !== '').join('\n\n') + '\n');
}
function headline(report) {
    const subject = report.flow === undefined ? '' : `: ${markdown_text(report.flow)}`;
    const { dryRun, status = 'failed' } = report;
    const words = dryRun === undefined ? headlines[status] : (dryRunHeadlines[status] ?? headlines[status]);
    return `### ${words}${subject}`;
}
/** What a dry run found, and what it made to look at. */
function dryRunText({ dryRun, failure }) {
    if (dryRun === undefined)
        return '';
    const said = failure !== undefined
        ? []
        : dryRun.validated === true
            ? ['The cluster accepts the Job (server-side dry run).']
            : dryRun.validated === false
                ? ['No server has validated the Job.']
                : [];
    const files = dryRun.files.map(({ name, text: content }) => `<details><summary>${code(name)}</summary>\n\n${block(content.replace(/\n$/u, '').split('\n'))}\n\n</details>`);
    return [...said, ...files, `Kept on the runner in ${code(dryRun.folder)}.`].join('\n\n');
}
function failureText({ failure }) {
    if (failure === undefined)
        return '';
    const lines = [`**${markdown_text(failure.what)}**`];
    if (failure.why !== undefined)
        lines.push(reasons(failure.why));
    if (failure.fix !== undefined)
        lines.push(advice(failure.fix));
    lines.push(`Reason ${code(failure.reason)}, kind ${code(failure.kind)}.`);
    return lines.join('\n\n');
}
/** What to do; lines to paste, which a sentence that ends in a colon announces, keep their form. */
function advice(fix) {
    const all = fix.split('\n');
    const last = all.findIndex((line) => line.endsWith(':'));
    if (last < 0 || last === all.length - 1)
        return `➡️ ${markdown_text(fix)}`;
    return `➡️ ${markdown_text(all.slice(0, last + 1).join(' '))}\n\n${block(all.slice(last + 1))}`;
}
/** One reason is a paragraph; several, one a line (`- flow: …`), are a list. */
function reasons(why) {
    const each = why.split('\n').filter((line) => line.trim() !== '');
    return each.length < 2 ? markdown_text(why) : each.map((line) => `- ${markdown_text(line.replace(/^\s*- /u, ''))}`).join('\n');
}
function facts(report) {
    const rows = [
        ['Image', report.image && `${code(report.image)}${report.build === 'reused' ? ', built by an earlier run' : ''}`],
        ['Tag', report.imageTag && code(report.imageTag)],
        // a Job whose namespace is not known was never near a cluster
        ['Job', report.jobName && report.namespace && `${code(report.jobName)} in namespace ${code(report.namespace)}`],
        ['Identifier', code(report.identifier)],
        ['Exit code', report.exitCode === undefined ? undefined : String(report.exitCode)],
        ['Result', report.result && code(shorten(report.result, longestResult))],
        ['Started', report.startedAt && markdown_text(report.startedAt)],
        ['Finished', report.finishedAt && markdown_text(report.finishedAt)],
        ['Whole log', report.logFile && code(report.logFile)]
    ];
    const known = rows.flatMap(([name, value]) => (value ? [row(name, value)] : []));
    return ['| | |', '| --- | --- |', ...known].join('\n');
}
function stages({ stages }) {
    if (stages.size === 0)
        return '';
    const told = stageTimes(stages);
    return [
        row(...told.map(({ name }) => name)),
        row(...told.map(() => '---')),
        row(...told.map(({ time }) => time))
    ].join('\n');
}
function hint({ hint: words }) {
    return words === undefined ? '' : `💡 ${markdown_text(words)}`;
}
function pods({ pods: all }) {
    if (all.length === 0)
        return '';
    // the failed ones first: they are why somebody reads this
    const sorted = [...all].sort((a, b) => Number(isGood(a)) - Number(isGood(b)));
    const rows = sorted
        .slice(0, shownPods)
        .map((pod) => row(code(pod.name), pod.node === undefined ? '' : code(pod.node), markdown_text(pod.phase), pod.exitCode === undefined ? '' : String(pod.exitCode), markdown_text(pod.reason ?? '')));
    const more = all.length > shownPods ? [`\n… and ${all.length - shownPods} more pods.`] : [];
    return [row('Pod', 'Node', 'Phase', 'Exit', 'Reason'), row('---', '---', '---', '---', '---'), ...rows, ...more].join('\n');
}
function isGood(pod) {
    return pod.exitCode === 0 || (pod.exitCode === undefined && pod.phase !== 'Failed');
}
function remarks({ remarks: all }) {
    return all.map((remark) => `> ⚠️ ${markdown_text(remark)}`).join('\n>\n');
}
function tails(report) {
    return report.tails
        .filter(({ lines }) => lines.length > 0)
        .map(({ stream, lines }) => {
        const isOpen = report.failure === undefined ? '' : ' open';
        const shown = lines.map((line) => shorten(line));
        return `<details${isOpen}><summary>Last lines of ${code(stream)}</summary>\n\n${block(shown)}\n\n</details>`;
    })
        .join('\n\n');
}
function shorten(line, longest = longestLine) {
    return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
/** Commands to go on with, when there is still something to look at. */
function next(report) {
    if (report.jobName === undefined || !report.jobKept)
        return '';
    const namespace = report.namespace ?? 'default';
    return `Look further:\n\n${block([
        `kubectl -n ${namespace} get jobs,pods -l identifier=${report.identifier}`,
        `kubectl -n ${namespace} logs job/${report.jobName}`,
        `kubectl -n ${namespace} delete jobs,secrets -l identifier=${report.identifier}`
    ])}`;
}
function summary_cut(markdown) {
    const bytes = Buffer.from(markdown);
    if (bytes.length <= summaryLimit)
        return markdown;
    const kept = bytes
        .subarray(0, summaryLimit)
        .toString('utf8')
        .replace(/\uFFFD+$/u, '');
    return `${kept}\n</pre></details>\n\n… cut: the log file has everything.\n`;
}

// EXTERNAL MODULE: ./build/runner/command-file.js
var command_file = __webpack_require__(6033);
;// CONCATENATED MODULE: ./build/runner/publish.js
/** Hands a run's results to the runner: outputs through its file, the summary as the step's whole summary file. */


/** Sets outputs; a later call for the same name wins. */
function publishOutputs(outputs, env) {
    for (const [name, value] of Object.entries(outputs))
        (0,command_file/* appendValue */.A)('GITHUB_OUTPUT', name, value, env);
}
/** Writes the step's summary, replacing what this step wrote before. Outside a runner (no file) there is none. */
function publishSummary(markdown, env) {
    const path = env['GITHUB_STEP_SUMMARY'];
    if (path)
        (0,external_node_fs_.writeFileSync)(path, markdown);
}

;// CONCATENATED MODULE: ./build/ending.js
/** The last part of a run, the same for every ending: publish what is known, clean up, publish again. */












/** Milliseconds for cleanup. After a cancel the runner's SIGTERM comes 7.5 s after its SIGINT; post has the time we lack. */
const cleanupBudget = { usual: 120_000, cancelled: 5_000 };
/** Ends a run: outputs and summary first, so that they are there whatever happens to cleanup. Never throws. */
async function conclude(session, scope, report, tools) {
    const { writer } = session;
    publish(session, report);
    await showLog(session, report);
    announce(session, report);
    const cancelled = session.cancellation.signal;
    const signal = cleanupLimit(cancelled);
    const left = await timeStage(report, 'cleanup', () => scope.close((record, limit, isLast) => (0,cleanup/* perform */.y)(record, tools, limit, isLast), signal));
    for (const { record, error } of left) {
        if (record.undo.kind === 'job')
            report.jobKept = true;
        if (cancelled.aborted)
            writer.info(`Left to the post step: ${(0,build_failure/* describe */.q0)(error)}.`);
        else {
            report.remarks.push(`Not cleaned up: ${(0,build_failure/* describe */.q0)(error)}.`);
            writer.warning(`Not cleaned up: ${(0,build_failure/* describe */.q0)(error)}. The post step tries again.`);
        }
    }
    publish(session, report);
    if (left.length === 0) {
        attempt(writer, 'The end of the run', () => session.state.saveDone());
        attempt(writer, 'The end of the run', () => session.marker.answer());
    }
    if (!left.some(({ record }) => 'access' in record.undo))
        attempt(writer, 'The end of the run', () => (0,kubeconfig_copy/* forgetKubeconfig */.$)(session.folder));
}
/** Aborts when cleanup has had its time: also when the cancel comes in the middle of it. */
function cleanupLimit(cancelled) {
    const limit = new AbortController();
    const abortAfter = (milliseconds) => {
        setTimeout(() => limit.abort(new Error('there was no more time')), milliseconds).unref();
    };
    abortAfter(cleanupBudget.usual);
    if (cancelled.aborted)
        abortAfter(cleanupBudget.cancelled);
    else
        cancelled.addEventListener('abort', () => abortAfter(cleanupBudget.cancelled), { once: true });
    return limit.signal;
}
function publish({ env, writer }, report) {
    attempt(writer, 'The outputs', () => publishOutputs(outputsOf(report), env));
    if (wantsSummary(env))
        attempt(writer, 'The summary', () => publishSummary(summaryOf(report), env));
}
function attempt(writer, what, write) {
    try {
        write();
    }
    catch (error) {
        writer.warning(`${what} could not be written: ${(0,build_failure/* describe */.q0)(error)}.`);
    }
}
/** With `logs: on-failure` the log is shown here, so that it stands just above what it explains. */
async function showLog({ writer }, { logs, failure, logFile }) {
    if (logs !== 'on-failure' || failure === undefined || logFile === undefined)
        return;
    try {
        await printKeptLog(logFile, writer);
    }
    catch (error) {
        writer.warning(`The log could not be shown: ${(0,build_failure/* describe */.q0)(error)}.`);
    }
}
function goodWords({ status, stages, image, jobName, namespace, dryRun }) {
    if (dryRun !== undefined)
        return 'Dry run: nothing was built, pushed or created.';
    if (status === 'created') {
        return `The Job runs on by itself; nothing here waits for it. Its log: kubectl -n ${namespace ?? 'default'} logs -f job/${jobName ?? ''}`;
    }
    if (status === 'skipped')
        return `The image is ready: ${image ?? ''}`;
    const run = stages.get('run');
    return `Succeeded${run === undefined ? '' : ` after ${(0,duration/* formatDuration */.a)(run)}`}.`;
}
/** The last words of the log: one error annotation, or one line. */
function announce({ writer }, report) {
    const { failure } = report;
    if (failure !== undefined) {
        const { text, ...place } = annotationOf(failure);
        // a cancel is somebody's wish, not an error
        if (failure.reason === 'cancelled')
            writer.info(text);
        else
            writer.error(text, place);
        if (failure.cause instanceof Error)
            writer.debug(failure.cause.stack ?? failure.cause.message);
    }
    else
        writer.info(goodWords(report));
    const times = stagesLine(report.stages);
    if (times !== undefined)
        writer.info(times);
    if (report.logFile !== undefined)
        writer.info(`Whole log: ${report.logFile}`);
}

// EXTERNAL MODULE: ./build/inputs/image-reference.js
var image_reference = __webpack_require__(7037);
;// CONCATENATED MODULE: ./build/inputs/list.js
/** Lists: one item a line. */

/** The lines that are not blank, trimmed. */
function parseLinesOf(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
/** Items of a list that each pass `check` and are there once, or undefined after a report. */
function parseList(text, report, check, accepted) {
    const items = parseLinesOf(text);
    let isWhole = true;
    for (const [index, item] of items.entries()) {
        const isTwice = items.indexOf(item) < index;
        if (!check(item))
            report((0,inputs_problems/* notAccepted */.LA)(item, accepted));
        else if (isTwice)
            report(`${item} is there twice.`);
        isWhole &&= check(item) && !isTwice;
    }
    return isWhole ? items : undefined;
}

;// CONCATENATED MODULE: ./build/inputs/caches.js
/** `cache-from` and `cache-to`: places of BuildKit's caches, one a line. */



/** Keys whose values are secrets: they would stand in the arguments of a process, for every user of the runner to read. */
const secretKeys = /^(?:secret_access_key|session_token|access_key_id|account_key|token|ghtoken|password)$/iu;
/** Items as BuildKit takes them: `type=…,key=value,…`, or the reference of an image alone. Undefined after a report. */
function parseCaches(text, report) {
    const secret = text.split(/[\n,]/u).find((part) => secretKeys.test(part.split('=')[0]?.trim() ?? ''));
    if (secret !== undefined) {
        report(`holds ${secret.split('=')[0]?.trim() ?? ''}, which everyone on the runner could read: give it through the env of the step, as the kind of cache describes it (AWS_SECRET_ACCESS_KEY, ACTIONS_RUNTIME_TOKEN).`);
        return undefined;
    }
    return parseList(text, report, isCache, 'type=KIND,KEY=VALUE,…, or the reference of an image, one a line');
}
function isCache(item) {
    if ((0,inputs_problems/* hasControlCharacters */.Kg)(item))
        return false;
    if (!item.includes('='))
        return !('problem' in (0,image_reference/* splitReference */.mQ)(item));
    const parts = item.split(',');
    return (parts.every((part) => /^[a-z][\w.-]*=[^"]+$/u.test(part)) && parts.some((part) => /^type=[a-z0-9]+$/u.test(part)));
}

// EXTERNAL MODULE: ./build/inputs/map.js
var inputs_map = __webpack_require__(4322);
;// CONCATENATED MODULE: ./build/inputs/combinations.js
/** What inputs allow or need of each other. Each rule is one sentence to the user. */



/**
 * What each input is about: the image that is built, the Job, or the run as a whole. Beside `image` the first is refused, with
 * `run: false` the second has no effect. `run-key` belongs to the run: the runner fills its default in, so that it looks given
 * where nobody wrote it, and no rule may depend on that.
 */
const partOf = {
    flow: 'build',
    parameters: 'job',
    'base-image': 'build',
    'registry-url': 'build',
    'python-dependencies': 'build',
    requirements: 'build',
    prefect: 'build',
    'image-name': 'build',
    'image-tag': 'build',
    'env-vars': 'build',
    files: 'build',
    source: 'build',
    push: 'build',
    'health-check': 'build',
    rebuild: 'build',
    'build-secrets': 'build',
    'cache-from': 'build',
    'cache-to': 'build',
    platform: 'build',
    'build-timeout': 'build',
    image: 'run',
    run: 'run',
    kubeconfig: 'job',
    context: 'job',
    namespace: 'job',
    'job-name': 'job',
    command: 'job',
    args: 'job',
    'job-env': 'job',
    'job-secrets': 'job',
    cpu: 'job',
    memory: 'job',
    'service-account': 'job',
    'node-selector': 'job',
    'image-pull-secrets': 'job',
    'pull-secret': 'job',
    queue: 'job',
    'job-template': 'job',
    wait: 'job',
    logs: 'job',
    timeout: 'job',
    'start-timeout': 'job',
    'queue-timeout': 'job',
    cleanup: 'job',
    ttl: 'job',
    'on-rerun': 'job',
    'run-key': 'run',
    'dry-run': 'run',
    'allow-untrusted-code': 'run',
    summary: 'run'
};
const inputsOf = (part) => table/* inputNames */.vj.filter((name) => partOf[name] === part);
/** Any of these makes an image that is worth building. */
const makings = ['flow', 'base-image', 'python-dependencies', 'requirements', 'env-vars', 'files'];
/**
 * Checks the inputs against each other; reads only fields that were understood, as the others are reported already.
 * `dry-run` changes none of the rules: it is there to say what a real run would say.
 * @returns warnings about inputs that have no effect, or hardly the one that is meant.
 */
function checkCombinations(inputs, isGiven, problems) {
    if (isGiven('image'))
        checkImage(isGiven, problems, inputs);
    else
        checkBuild(inputs, isGiven, problems);
    if (isGiven('flow') && isGiven('command')) {
        problems.add({
            input: 'command',
            text: 'cannot stand beside flow: the flow is what runs. Remove one of the two; args are handed to the flow file.'
        });
    }
    checkFlowsOwn(inputs, isGiven, problems);
    checkParameters(inputs, isGiven, problems);
    checkVariables(inputs, problems);
    return [
        ...idleInputs(inputs, isGiven),
        ...idleBuildSecrets(inputs, isGiven),
        ...idleCache(inputs, isGiven),
        ...emptySecrets(inputs)
    ];
}
function checkImage(isGiven, problems, inputs) {
    const given = inputsOf('build').filter(isGiven);
    if (given.length > 0) {
        problems.add({
            input: 'image',
            text: `runs an image as it is, so ${join(given)} cannot stand beside it. Remove image to build one, or remove the others.`
        });
    }
    if (!inputs.run)
        problems.add({ input: 'run', text: 'false leaves nothing to do beside image: nothing is built either.' });
}
function checkBuild(inputs, isGiven, problems) {
    const isBuilding = makings.some(isGiven);
    if (!isBuilding && !(inputs.run && isGiven('command'))) {
        problems.add(inputs.run
            ? {
                input: 'flow',
                text: 'there is nothing to run: set flow (or base-image, python-dependencies, requirements, files, env-vars or command) to build an image, or image to run one.'
            }
            : {
                input: 'run',
                text: 'false leaves nothing to do: set flow, base-image, python-dependencies, requirements, files or env-vars to build an image.'
            });
        return;
    }
    if (problems.isWrong('run') || problems.isWrong('push'))
        return;
    if (isGiven('registry-url'))
        checkRegistry(inputs, isGiven, problems);
    else if (inputs.push === true) {
        problems.add({ input: 'push', text: 'true needs a registry: set registry-url.' });
    }
    else if (inputs.run) {
        problems.add({
            input: 'registry-url',
            text: 'is missing: Kubernetes can run a built image only from a registry. Set registry-url; or set run: false, load the image into the cluster yourself, and run it in a second step with image.'
        });
    }
}
function checkRegistry(inputs, isGiven, problems) {
    if (inputs.push === false && inputs.run) {
        problems.add({
            input: 'push',
            text: 'false keeps the image on the runner, where Kubernetes cannot run it. Remove push; or set run: false, load the image into the cluster yourself, and run it in a second step with image.'
        });
    }
    const name = inputs.imageName ?? '';
    if (inputs.registryUrl === 'docker.io' &&
        inputs.push !== false &&
        (name === '' ? !isGiven('image-name') : !name.includes('/'))) {
        problems.add({
            input: 'registry-url',
            text: 'got docker.io alone; on Docker Hub an account is needed: docker.io/ACCOUNT.'
        });
    }
    const length = `${inputs.registryUrl ?? ''}/${name}`.length;
    if (length > image_reference/* longestRepository */.Fi) {
        problems.add({
            input: 'image-name',
            text: `is too long: with registry-url it makes ${String(length)} characters; accepted: ${String(image_reference/* longestRepository */.Fi)} together.`
        });
    }
}
/** What goes along with a flow or is done to it. */
function checkFlowsOwn({ healthCheck }, isGiven, problems) {
    if (isGiven('flow') || isGiven('image'))
        return;
    if (isGiven('source')) {
        problems.add({
            input: 'source',
            text: 'goes along with a flow, and there is none: set flow, or copy the folder with files.'
        });
    }
    if (healthCheck === true)
        problems.add({ input: 'health-check', text: 'true has no flow to look for: set flow.' });
}
/** Parameters are public: whoever may read the Job reads them. */
function checkParameters({ parameters, jobSecrets, buildSecrets }, isGiven, problems) {
    if (parameters.size === 0)
        return;
    if (!isGiven('flow') && (!isGiven('image') || isGiven('command'))) {
        problems.add({
            input: 'parameters',
            text: 'have no flow to go to: set flow, or image (without command) with an image that was built from one.'
        });
    }
    const texts = [...parameters].map(([name, value]) => [name, JSON.stringify(value)]);
    const secrets = [
        ...[...jobSecrets].map((entry) => [...entry, 'job-secrets']),
        ...[...buildSecrets].map((entry) => [...entry, 'build-secrets'])
    ];
    for (const [secret, value, input] of secrets) {
        const hidden = JSON.stringify(value).slice(1, -1);
        const name = hidden.length < 4 ? undefined : texts.find(([, text]) => text.includes(hidden))?.[0];
        if (name === undefined)
            continue;
        problems.add({
            input: 'parameters',
            text: `${name} holds the value of ${(0,inputs_map/* isConventional */.jg)(secret) ? secret : 'a variable'} of ${input}, and everyone who may read the Job can read parameters. Let the flow read an environment variable of job-secrets.`
        });
    }
}
/** A name in both could only mean one of them, and which one would be a guess. Variables of the image are overridden by either. */
function checkVariables({ jobEnv, jobSecrets }, problems) {
    const both = [...jobSecrets.keys()].filter((name) => jobEnv.has(name));
    if (both.length === 0)
        return;
    problems.add({
        input: 'job-secrets',
        text: `${join(both)} ${verb(both, 'is', 'are')} in job-env as well, where everyone who may read the Job can read ${verb(both, 'it', 'them')}. Keep each name in one of the two.`
    });
}
function idleInputs(inputs, isGiven) {
    if (!inputs.run) {
        const idle = inputsOf('job').filter(isGiven);
        return idle.length === 0 ? [] : [`run: false makes no Job, so ${join(idle)} ${verb(idle)} no effect.`];
    }
    if (inputs.wait)
        return [];
    // without a `timeout` the Job gets no deadline, of which start-timeout would be a part
    const watched = inputs.timeout === undefined ? ['start-timeout'] : [];
    const idle = ['logs', 'cleanup', 'queue-timeout', ...watched].filter(isGiven);
    return idle.length === 0
        ? []
        : [
            `wait: false hands the Job over, so ${join(idle)} ${verb(idle)} no effect${idle.includes('cleanup') ? '; ttl decides when it goes' : ''}.`
        ];
}
function idleBuildSecrets({ buildSecrets, prefect }, isGiven) {
    const installs = isGiven('python-dependencies') || isGiven('requirements') || isGiven('flow') || typeof prefect === 'object';
    return buildSecrets.size === 0 || installs || isGiven('image')
        ? []
        : ['build-secrets has no effect: nothing is installed. The flow itself gets its secrets through job-secrets.'];
}
function idleCache({ rebuild }, isGiven) {
    return rebuild === true && isGiven('cache-from')
        ? ['rebuild: true builds without any cache, so cache-from has no effect.']
        : [];
}
/** An expression on a secret that is not there gives an empty text, and the flow would fail far from the cause. */
function emptySecrets({ jobSecrets, buildSecrets }) {
    return [...emptyOf('job-secrets', jobSecrets), ...emptyOf('build-secrets', buildSecrets)];
}
function emptyOf(input, secrets) {
    const empty = [...secrets].filter(([, value]) => value === '').map(([name]) => name);
    if (empty.length === 0)
        return [];
    const names = empty.every(inputs_map/* isConventional */.jg) ? join(empty) : `${String(empty.length)} of the variables`;
    return [
        `${input}: ${names} ${verb(empty, 'is', 'are')} empty. A secret that does not exist, or that this event may not read (a pull request from a fork), gives an empty text.`
    ];
}
function verb(names, one = 'has', several = 'have') {
    return names.length === 1 ? one : several;
}
function join(names) {
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

// EXTERNAL MODULE: ./build/inputs/yaml-text.js
var yaml_text = __webpack_require__(2301);
;// CONCATENATED MODULE: ./build/inputs/command-line.js
/**
 * `command` and `args`: a YAML or JSON list, or one line split into words as a POSIX shell splits them, but without a shell.
 * It is a list when it starts with `[` or with `- `. What a shell would do beyond splitting (expand, pipe, redirect) is
 * refused where it is not quoted, since doing nothing silently would run something else than what the user read.
 */


const useShell = 'There is no shell here: for one write ["sh", "-c", "…"], or put single quotes around it to mean the characters themselves.';
/** The words; undefined after a report, and for an empty list, which is the same as none. */
function parseCommandLine(text, report) {
    const words = /^(\[|-\s)/.test(text) ? (0,yaml_text/* parseYamlList */.j)(text, report) : splitLine(text, report);
    if (words === undefined || words.length === 0)
        return undefined;
    const nul = words.findIndex((word) => word.includes('\0'));
    if (nul < 0)
        return words;
    report(`word ${String(nul + 1)} holds a NUL character, which no argument can.`);
    return undefined;
}
/** As {@link parseCommandLine}, for `command`: the first word is what runs. */
function parseCommand(text, report) {
    const words = parseCommandLine(text, report);
    const first = words?.[0];
    if (first === undefined)
        return undefined;
    if (first === '') {
        report('its first word is empty; accepted: the program to run, then its arguments.');
        return undefined;
    }
    const assignment = /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(first);
    if (assignment?.[1] === undefined)
        return words;
    report(`starts with an assignment to ${assignment[1]}, which takes a shell; set it with job-env.`);
    return undefined;
}
function splitLine(text, report) {
    if (/[\n\r]/.test(text)) {
        report((0,inputs_problems/* notAccepted */.LA)(text, 'one line, or a YAML or JSON list such as ["python", "-m", "etl"]'));
        return undefined;
    }
    const splitter = new Splitter(text);
    const problem = splitter.run();
    if (problem === undefined)
        return splitter.words;
    report(problem);
    return undefined;
}
class Splitter {
    words = [];
    #text;
    #word;
    #at = 0;
    constructor(text) {
        this.#text = text;
    }
    /** @returns what is wrong, undefined when nothing is. */
    run() {
        while (this.#at < this.#text.length) {
            const problem = this.#step(this.#text.charAt(this.#at));
            if (problem !== undefined)
                return problem;
        }
        this.#endWord();
        return undefined;
    }
    #step(character) {
        if (character === ' ' || character === '\t') {
            this.#endWord();
            this.#at += 1;
            return undefined;
        }
        if (character === "'")
            return this.#singleQuoted();
        if (character === '"')
            return this.#doubleQuoted();
        if (character === '\\')
            return this.#escaped();
        if (/[|&;<>()]/.test(character))
            return `has an unquoted ${character} at ${this.#place()}. ${useShell}`;
        const problem = this.#expansion();
        if (problem === undefined)
            this.#take(character);
        return problem;
    }
    #singleQuoted() {
        const end = this.#text.indexOf("'", this.#at + 1);
        if (end < 0)
            return `has a ' at ${this.#place()} that is not closed.`;
        this.#word = (this.#word ?? '') + this.#text.slice(this.#at + 1, end);
        this.#at = end + 1;
        return undefined;
    }
    #doubleQuoted() {
        const start = this.#place();
        this.#word ??= '';
        this.#at += 1;
        for (;;) {
            const character = this.#text.charAt(this.#at);
            if (character === '')
                return `has a " at ${start} that is not closed.`;
            if (character === '"')
                break;
            const next = this.#text.charAt(this.#at + 1);
            const problem = this.#expansion();
            if (problem !== undefined)
                return problem;
            // Inside double quotes a backslash escapes these only (POSIX shell, 2.2.3).
            if (character === '\\' && next !== '' && '"\\$`'.includes(next)) {
                this.#word += next;
                this.#at += 2;
            }
            else
                this.#take(character);
        }
        this.#at += 1;
        return undefined;
    }
    #escaped() {
        const next = this.#text.charAt(this.#at + 1);
        if (next === '')
            return 'ends in a backslash that has nothing to escape.';
        this.#word = (this.#word ?? '') + next;
        this.#at += 2;
        return undefined;
    }
    /** A shell would expand what starts here, in double quotes too. */
    #expansion() {
        const found = /^(`|\$[A-Za-z_]\w*|\$[0-9{(@*#?$!-])/.exec(this.#text.slice(this.#at))?.[1];
        return found === undefined
            ? undefined
            : `has ${(0,inputs_problems/* shown */.SP)(found)} at ${this.#place()}, which a shell would expand. ${useShell}`;
    }
    #take(character) {
        this.#word = (this.#word ?? '') + character;
        this.#at += 1;
    }
    #endWord() {
        if (this.#word !== undefined)
            this.words.push(this.#word);
        this.#word = undefined;
    }
    #place() {
        return `character ${String(this.#at + 1)}`;
    }
}

;// CONCATENATED MODULE: ./build/inputs/dependencies.js
/** `python-dependencies`: lines of a pip requirements file that mean the same inside the image as here. */


/**
 * The requirements without blank lines and pip's comment lines, or undefined after a report. What only pip can judge is
 * left to pip; refused is what cannot work, since the folder of the checkout is not there when pip runs in the image.
 * Lines are not quoted in messages where they may hold a URL with a password.
 */
function parseDependencies(text, report) {
    const items = [];
    let isWhole = true;
    for (const line of parseLinesOf(text)) {
        if (line.startsWith('#'))
            continue;
        items.push(line);
        const problem = problemOf(line);
        if (problem === undefined)
            continue;
        isWhole = false;
        report(`requirement ${String(items.length)} ${problem}`);
    }
    return isWhole ? items : undefined;
}
/** True when a requirement carries credentials, which would end in a layer of the image. */
function hasCredentials(requirement) {
    return /:\/\/[^/\s@]+@/.test(requirement) && !/git\+ssh:\/\/git@/.test(requirement);
}
/** What is wrong with a requirement that stands in a list of its own: there it can be neither an option nor go on in a next line. */
function problemOfItem(item) {
    if (/[\r\n]/.test(item))
        return 'holds a line break.';
    if (item === '' || item.startsWith('#'))
        return 'names nothing.';
    if (item.endsWith('\\'))
        return 'ends in a backslash.';
    const problem = problemOf(item);
    if (problem !== undefined)
        return problem;
    return item.startsWith('-') ? `starts with -, as an option of pip does; ${accepted}.` : undefined;
}
const accepted = 'accepted: one pip requirement a line, such as pandas==2.2.3';
function problemOf(line) {
    if ((0,inputs_problems/* hasControlCharacters */.Kg)(line.replaceAll('\t', ' ')))
        return 'holds a control character.';
    if (line.startsWith('- '))
        return `starts with "- "; ${accepted}, without list marks.`;
    if (/^[[{"']/.test(line))
        return `starts with ${line.charAt(0)}; ${accepted}, without brackets or quotes.`;
    const option = /^(-r|--requirement|-c|--constraint|-e|--editable)(?![\w-])/.exec(line) ?? /^(-[rce])\S/.exec(line);
    if (option?.[1] !== undefined)
        return `uses ${option[1]}, which reads files that are not in the image: put it into a file that requirements names; ${accepted}.`;
    if (/^(\.{0,2}\/|\.{1,2}$|file:)/.test(line) || /@\s*file:/.test(line)) {
        return `is a local path, which is not in the image: put it into a file that requirements names; ${accepted}.`;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/duration.js
/** Durations: `90s`, `15m`, `1h30m`. */


const second = 1000;
const hour = 3_600_000;
/** The longest that one job may last on a self-hosted runner: five days. A longer wait could never end by itself. */
const longestJob = 120 * hour;
/** A year: Kubernetes would take 68 (int32 seconds), nobody means them. */
const year = 8760 * hour;
const buildBounds = { least: second, most: longestJob };
const waitBounds = { least: second, most: longestJob };
/** `timeout` of a Job that is handed over: only the cluster keeps it. */
const handedOverBounds = { least: second, most: year };
/** A shorter TTL races with whoever still reads the finished Job. */
const ttlBounds = { least: 600 * second, most: year };
const grammar = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
/** Milliseconds, or undefined after a report. */
function parseDuration(text, report, bounds) {
    const accepted = `a duration from ${(0,duration/* formatDuration */.a)(bounds.least)} to ${(0,duration/* formatDuration */.a)(bounds.most)}, such as 90s, 15m or 1h30m`;
    const match = grammar.exec(text);
    if (match === null) {
        report((0,inputs_problems/* notAccepted */.LA)(text, accepted, hintFor(text)));
        return undefined;
    }
    const [hours, minutes, seconds] = [match[1], match[2], match[3]].map((digits) => Number(digits ?? '0'));
    const milliseconds = (hours ?? 0) * hour + (minutes ?? 0) * 60 * second + (seconds ?? 0) * second;
    if (milliseconds < bounds.least || milliseconds > bounds.most) {
        report((0,inputs_problems/* notAccepted */.LA)(text, accepted));
        return undefined;
    }
    return milliseconds;
}
function hintFor(text) {
    if (/^\d+$/.test(text))
        return `A number needs its unit: ${text}s or ${text}m?`;
    const days = /^(\d{1,3})d$/.exec(text);
    if (days !== null)
        return `Days are written in hours: ${String(Number(days[1]) * 24)}h.`;
    if (/^(\d+[hms])+$/i.test(text))
        return 'Units are h, m, s, in lower case and in this order, each once.';
    if (/^[\d.]+[hms]$/.test(text))
        return 'Numbers are whole: an hour and a half is 1h30m.';
    if (/^\d+[hms](\s+\d+[hms])+$/.test(text))
        return `Without blanks: ${text.replace(/\s+/g, '')}.`;
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/environment-variables.js
/** `env-vars`, `job-env`, `job-secrets` and `build-secrets`: names that both Docker and Kubernetes accept, and values each of them can carry. */


/** Prefix of the variables with which the Job speaks to the launcher in the image. */
const launcherPrefix = 'DOCKER_ON_K8S_';
/** Variables of the image. Line breaks are refused: one in an `ENV` value would start a new Dockerfile instruction. */
function parseEnvVars(text, report, env) {
    return (0,inputs_map/* parseMap */.y1)(text, report, {
        form: 'NAME=value',
        env,
        checkKey: checkName,
        checkValue: (value) => /[\n\r]/.test(value) ? 'holds a line break, which an image cannot carry; job-env can.' : checkJobValue(value)
    });
}
/** Variables of the Job. */
function parseJobEnv(text, report, env) {
    return (0,inputs_map/* parseMap */.y1)(text, report, { form: 'NAME=value', env, checkKey: checkName, checkValue: checkJobValue });
}
/** Bytes of a Secret in all (apimachinery, core/v1 MaxSecretSize); the keys count a little as well. */
const secretLimit = 1024 * 1024;
/** Characters of a key of a Secret (apimachinery, IsConfigMapKey). */
const longestKey = 253;
/**
 * Variables of the Job that come from a Secret. No value is ever part of a message.
 * @param isDryRun then secrets may be missing, as they are for a pull request from a fork: nothing is sent anyway
 */
function parseJobSecrets(text, report, env, isDryRun) {
    const secrets = parseSecrets(text, report, env, isDryRun);
    const bytes = [...(secrets ?? [])].reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0);
    if (bytes <= secretLimit)
        return secrets;
    report(`holds ${String(bytes)} bytes; accepted: at most ${String(secretLimit)}, which is what a Secret can carry.`);
    return undefined;
}
/** Bytes of one secret of a build (moby/buildkit, session/secrets: MaxSecretSize). */
const buildSecretLimit = 500 * 1024;
/**
 * Variables of the pip steps. No value is ever part of a message.
 * @param isDryRun then secrets may be missing
 */
function parseBuildSecrets(text, report, env, isDryRun) {
    const secrets = parseSecrets(text, report, env, isDryRun);
    const isTooLong = [...(secrets?.values() ?? [])].some((value) => Buffer.byteLength(value) > buildSecretLimit);
    if (!isTooLong)
        return secrets;
    report(`has a value of more than ${String(buildSecretLimit)} bytes, which is what a build can be given as a secret.`);
    return undefined;
}
function parseSecrets(text, report, env, takesEmpty) {
    if (isBareValue(text)) {
        report('looks like a value without a name (not shown); accepted: NAME=value lines, NAME alone for a variable of the step, or a YAML or JSON map.');
        return undefined;
    }
    return (0,inputs_map/* parseMap */.y1)(text, report, {
        form: 'NAME=value',
        env,
        checkKey: checkSecretName,
        checkValue: checkJobValue,
        takesEmpty,
        isSecret: true
    });
}
function checkJobValue(value) {
    return value.includes('\0') ? 'holds a NUL character, which no environment variable can.' : undefined;
}
const legalNames = 'names of letters, digits and _ that do not start with a digit';
function checkName(name) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        // A line of a certificate or key has an = as well: what does not look like a name is not shown.
        return /^[\w.# -]{1,40}$/.test(name)
            ? (0,inputs_problems/* notAccepted */.LA)(name, legalNames, environment_variables_hintFor(name))
            : `got a name that is not shown; accepted: ${legalNames}.`;
    }
    if (name.startsWith(launcherPrefix))
        return `names that start with ${launcherPrefix} are used by the action itself: ${name}.`;
    return undefined;
}
/** As {@link checkName}, for what may be a part of a secret: it shows less. The name becomes the key of a Secret, which is shorter. */
function checkSecretName(name, place) {
    if (name.startsWith(launcherPrefix))
        return checkName(name);
    if (checkName(name) !== undefined)
        return `${place} has a name that is not accepted, and not shown as it may be part of a secret; accepted: ${legalNames}.`;
    return name.length > longestKey
        ? `${place} has a name of ${String(name.length)} characters; accepted: at most ${String(longestKey)}, which is what the key of a Secret can have.`
        : undefined;
}
/** A secret in base64 that stands alone: its padding would be taken for the `=` after a name, and the name be public. */
function isBareValue(text) {
    const name = /^([A-Za-z0-9+/_-]{16,})={1,2}$/.exec(text.trim())?.[1];
    return name !== undefined && !/^(?:[A-Z]+\d*(?:_[A-Z]+\d*)*|[a-z]+\d*(?:_[a-z]+\d*)*)$/.test(name);
}
function environment_variables_hintFor(name) {
    if (name.startsWith('- '))
        return 'Lines have no list marks.';
    return name.startsWith('#') ? 'Comments are not supported here.' : undefined;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/inputs/files.js
/** `flow` and `files`: paths on the runner and in the image, as far as their text tells. Nothing is looked up here. */



/** Folder in the image that belongs to the launcher. */
const launcherFolder = '/opt/docker-on-k8s';
/** Folders that the container runtime mounts over, and files that it writes: what an image holds there is never seen. */
const mounted = ['/proc', '/sys', '/dev'];
const written = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf'];
/** `path.py` or `path.py:name`, or undefined after a report. */
function parseFlow(text, report) {
    const accepted = 'path.py or path.py:name, relative to the workspace, such as flows/etl.py:daily';
    const at = text.indexOf('.py:');
    const path = at < 0 ? text : text.slice(0, at + 3);
    const name = at < 0 ? undefined : text.slice(at + 4);
    const hint = hintForFlow(path, name);
    if (hint === undefined)
        return name === undefined ? { path } : { path, name };
    report((0,inputs_problems/* notAccepted */.LA)(text, accepted, hint));
    return undefined;
}
function hintForFlow(path, name) {
    if ((0,inputs_problems/* hasControlCharacters */.Kg)(path))
        return 'A path stands on one line, without control characters.';
    if (path.includes('\\'))
        return 'Paths are written with /.';
    if (!path.endsWith('.py'))
        return 'The file must end in .py.';
    if (path.includes(':'))
        return 'A colon stands only between the file and the name in it.';
    if (external_node_path_.posix.basename(path) === '.py')
        return 'The file has no name before .py.';
    if (leavesWorkspace(path))
        return 'It leaves the workspace.';
    if (name !== undefined && !isIdentifier(name))
        return `After the colon stands a Python name, which ${(0,inputs_problems/* shown */.SP)(name)} is not.`;
    return undefined;
}
/** `files`: sources with their exact places in the image, or undefined after a report. */
function parseFiles(text, report) {
    const { report: reportHere, isClean } = (0,inputs_problems/* counted */.hS)(report);
    const map = (0,inputs_map/* parseMap */.y1)(text, reportHere, { form: 'source=/destination', checkKey: checkSource });
    const files = [];
    for (const [source, given] of map ?? []) {
        // A path has no blanks at its ends; `a = /b` is meant as `a=/b`.
        const destination = given.trim();
        const problem = problemOfDestination(destination);
        if (problem !== undefined)
            reportHere(`the destination of ${(0,inputs_problems/* shown */.SP)(source)} ${problem}`);
        files.push({ source, destination: external_node_path_.posix.normalize(destination) });
    }
    return isClean() ? files : undefined;
}
function checkSource(source) {
    const accepted = 'a file or folder, relative to the workspace or absolute';
    if ((0,inputs_problems/* hasControlCharacters */.Kg)(source))
        return (0,inputs_problems/* notAccepted */.LA)(source, accepted, 'A path has no control characters.');
    if (source === '')
        return `has an empty source; accepted: ${accepted}.`;
    if (leavesWorkspace(source))
        return (0,inputs_problems/* notAccepted */.LA)(source, accepted, 'It leaves the workspace; give an absolute path for a file elsewhere.');
    return undefined;
}
/** Says what is wrong with a path as a place in the image; undefined when nothing is. */
function problemOfDestination(path) {
    const accepted = 'the exact final path in the image, absolute, such as /data/prices.csv';
    if (path === '')
        return `is missing; accepted: ${accepted}.`;
    return hintForDestination(path, (hint) => `is ${(0,inputs_problems/* shown */.SP)(path)}; accepted: ${accepted}. ${hint}`);
}
function hintForDestination(path, say) {
    if ((0,inputs_problems/* hasControlCharacters */.Kg)(path))
        return say('A path has no control characters.');
    if (!path.startsWith('/'))
        return say('It must start with /.');
    if (path.split('/').includes('..'))
        return say('It must not hold "..".');
    const normal = external_node_path_.posix.normalize(path);
    if (normal === '/')
        return say('The root folder itself cannot be replaced.');
    if (normal.endsWith('/'))
        return say('It must not end in /: the source gets exactly this path, no file goes into it by its own name.');
    if (isAtOrBelow(normal, launcherFolder))
        return say(`${launcherFolder} belongs to the action.`);
    if (mounted.some((folder) => isAtOrBelow(normal, folder)))
        return say('Kubernetes mounts its own folder there.');
    if (written.includes(normal))
        return say('Kubernetes writes its own file there.');
    return undefined;
}
/** True when `path` is `folder` or lies in it; both absolute and normalized. */
function isAtOrBelow(path, folder) {
    return path === folder || path.startsWith(`${folder}/`);
}
function leavesWorkspace(path) {
    const normal = external_node_path_.posix.normalize(path);
    return normal === '..' || normal.startsWith('../');
}
/** A Python name; which words Python keeps for itself depends on its version, so that is left to Python. */
function isIdentifier(text) {
    return /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(text);
}

;// CONCATENATED MODULE: ./build/inputs/job-template.js
/** `job-template`: the text of a manifest, or the path of a file with it. What is in it is read with the workspace's facts. */

/** Tells the two apart by the text alone: a manifest has a line break, a brace or a colon and a space; a path has none of them. */
function parseJobTemplate(text, report) {
    const trimmed = text.trim();
    if (/^\{|\n|:(\s|$)/.test(trimmed))
        return { kind: 'text', text };
    if (!(0,inputs_problems/* hasControlCharacters */.Kg)(trimmed))
        return { kind: 'path', path: trimmed };
    report('got a path with control characters (not shown); accepted: the YAML of a Job, or the path of a file with it.');
    return undefined;
}

// EXTERNAL MODULE: ./build/inputs/kubeconfig.js
var kubeconfig = __webpack_require__(5561);
;// CONCATENATED MODULE: ./build/inputs/slug.js
/** Text made into a DNS label's characters. */
/**
 * Lower-case letters, digits and single hyphens made of any text, with none at the ends: accents go (`é` → `e`), everything else
 * becomes a hyphen. Empty when nothing is left. Not cut.
 */
function slug(text) {
    return text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '');
}

;// CONCATENATED MODULE: ./build/inputs/names.js
/** Names of Kubernetes objects, labels and contexts (apimachinery, util/validation/validation.go). */




const dnsLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const labelText = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
/** DNS-1123 label, as namespaces and pod names are. */
function isDnsLabel(text) {
    return text.length <= 63 && dnsLabel.test(text);
}
/** DNS-1123 subdomain, as most objects' names are. */
function isDnsSubdomain(text) {
    return text.length <= 253 && text.split('.').every((part) => dnsLabel.test(part));
}
/** Value of a label: empty, or at most 63 characters with a letter or digit at both ends. */
function isLabelValue(text) {
    return text === '' || (text.length <= 63 && labelText.test(text));
}
/** Key of a label: a name of at most 63 characters, with an optional DNS subdomain and a slash before it. */
function isLabelKey(text) {
    const [name = '', prefix, ...more] = text.split('/').reverse();
    return more.length === 0 && name !== '' && isLabelValue(name) && (prefix === undefined || isDnsSubdomain(prefix));
}
const labelRule = 'lower-case letters, digits and -, with a letter or digit at both ends';
/** `namespace`, or undefined after a report. */
function parseNamespace(text, report) {
    if (isDnsLabel(text))
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, `at most 63 ${labelRule}`));
    return undefined;
}
/** `context`: any name that a kubeconfig can hold. */
function parseContext(text, report) {
    if (!(0,inputs_problems/* hasControlCharacters */.Kg)(text))
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, 'the name of a context in the kubeconfig, on one line'));
    return undefined;
}
/** `job-name`: a prefix of any length, since the plan cuts it; or undefined after a report. */
function parseJobName(text, report) {
    if (dnsLabel.test(text))
        return text;
    const legal = slug(text);
    report((0,inputs_problems/* notAccepted */.LA)(text, labelRule, legal === '' ? undefined : `It would have to be ${legal.slice(0, 48)}.`));
    return undefined;
}
/** `service-account`, or undefined after a report. */
function parseObjectName(text, report) {
    if (isDnsSubdomain(text))
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, `the name of a Kubernetes object: ${labelRule}, in parts with a dot between them`));
    return undefined;
}
/** `image-pull-secrets`, or undefined after a report. */
function parseSecretNames(text, report) {
    return parseList(text, report, isDnsSubdomain, `one name of a Secret a line: ${labelRule}, in parts with a dot between them`);
}
/** `queue`: the name of a LocalQueue, which travels as the value of a label; or undefined after a report. */
function parseQueue(text, report) {
    if (isDnsLabel(text))
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, `the name of a LocalQueue: at most 63 ${labelRule}`));
    return undefined;
}
/** `node-selector`: labels of nodes, or undefined after a report. */
function parseNodeSelector(text, report) {
    return (0,inputs_map/* parseMap */.y1)(text, report, {
        form: 'label=value',
        checkKey: (key) => isLabelKey(key) ? undefined : (0,inputs_problems/* notAccepted */.LA)(key, 'the key of a label, such as disktype or kubernetes.io/arch'),
        checkValue: (value) => isLabelValue(value)
            ? undefined
            : 'is not that of a label: at most 63 letters, digits, -, _ and ., with a letter or digit at both ends.'
    });
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/inputs/parameters.js
/** `parameters`: a YAML or JSON map of values for the flow. Unlike other maps its values have types: `3` is a number. */


/** Bytes of the JSON: Linux takes 128 KiB for one variable, and etcd 1.5 MiB for the Job. */
const parameters_longest = 64 * 1024;
const parameters_form = 'accepted: a YAML or JSON map, such as "day: 2026-01-31"';
/** Parameters by their names in the order written, or undefined after a report. Values are never part of a message. */
function parseParameters(text, report) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, {
        schema: 'core',
        // pretty errors quote the source
        prettyErrors: false,
        logLevel: 'error',
        lineCounter: lines
    });
    const error = document.errors[0] ?? document.warnings[0];
    if (error !== undefined) {
        const { line, col } = lines.linePos(error.pos[0]);
        const what = error.code === 'DUPLICATE_KEY' ? 'has a name twice' : 'is not YAML or JSON: it cannot be read';
        report(`${what} at line ${String(line)}, column ${String(col)}; ${parameters_form}.`);
        return undefined;
    }
    if (document.contents === null)
        return new Map();
    if (!(0,dist/* isMap */.jh)(document.contents)) {
        report(/^\s*[\w.-]+\s*=/u.test(text) ? `looks like NAME=value; ${parameters_form}.` : `is not a map; ${parameters_form}.`);
        return undefined;
    }
    const { report: reportHere, isClean } = (0,inputs_problems/* counted */.hS)(report);
    checkNodes(document, lines, reportHere);
    if (!isClean())
        return undefined;
    const map = new Map(Object.entries(document.toJS()));
    // Prefect 1 takes any text as the name of a parameter; what the flow takes is seen by the launcher
    if (map.has(''))
        reportHere('has an empty name; accepted: names of parameters.');
    const size = Buffer.byteLength(JSON.stringify(Object.fromEntries(map)));
    if (size > parameters_longest)
        reportHere(`holds ${String(size)} bytes as JSON; accepted: at most ${String(parameters_longest)}.`);
    return isClean() ? map : undefined;
}
/** What JSON cannot carry, or what could be read in two ways. */
function checkNodes(document, lines, report) {
    (0,dist/* visit */.YR)(document, (_key, node) => {
        if (!(0,dist/* isNode */.Ll)(node))
            return;
        const at = () => `at line ${String(lines.linePos(node.range?.[0] ?? 0).line)}`;
        if ((0,dist/* isAlias */.Vj)(node))
            report(`has an alias (*) ${at()}; write the value itself.`);
        else if (node.anchor !== undefined)
            report(`has an anchor (&) ${at()}, which is not supported.`);
        else if (node.tag !== undefined)
            report(`has a tag (!) ${at()}, which is not supported; use quotes for a text.`);
        else if ((0,dist/* isMap */.jh)(node) && node.items.some(({ key }) => !(0,dist/* isScalar */.jn)(key) || typeof key.value !== 'string'))
            report(`has a name that is not a text ${at()}; put it into quotes.`);
        else if ((0,dist/* isScalar */.jn)(node) && typeof node.value === 'number' && !isExact(node.value))
            report(`has a number ${at()} that JSON cannot carry exactly; put it into quotes to hand it over as text.`);
    });
}
function isExact(value) {
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

;// CONCATENATED MODULE: ./build/inputs/platform.js
/** `platform`: for which processor the image is built. */

/** One Linux platform as BuildKit names it, or undefined after a report. */
function parsePlatform(text, report) {
    const platform = text.toLowerCase();
    if (/^linux\/[a-z0-9]+(?:\/v\d+)?$/.test(platform))
        return platform;
    const hint = /[\s,]/.test(text)
        ? 'The Job runs one image, so one platform; use a matrix for several.'
        : /^[a-z0-9_]+$/.test(platform)
            ? `Did you mean linux/${architectures[platform] ?? platform}?`
            : undefined;
    report((0,inputs_problems/* notAccepted */.LA)(text, 'linux/amd64, linux/arm64 or another Linux platform', hint));
    return undefined;
}
/** What people and `uname -m` call processors. */
const architectures = {
    x86_64: 'amd64',
    x64: 'amd64',
    aarch64: 'arm64',
    linux: 'amd64'
};

;// CONCATENATED MODULE: ./build/inputs/prefect.js
/** `prefect`: which Prefect the image gets. */

/** One clause of a version specifier (PEP 440), such as `>=3.1` or `==1.4.*`. */
const clause = /^(?:~=|==|!=|<=|>=|<|>)\s*v?\d+(?:\.\d+)*(?:\.\*|[\w.+-]*)$/;
/** A version alone: `3`, `3.4`, `1.4.1`, `3.*`. */
const version = /^v?(\d+(?:\.\d+){0,2}(?:(?:a|b|rc)\d+)?)(\.\*)?$/;
/** `auto`, `none`, or a specifier; a version alone is that version, and all of its minor ones when they are not said. */
function parsePrefect(text, report) {
    if (text === 'auto' || text === 'none')
        return text;
    if (/^false$/i.test(text))
        return 'none';
    const alone = version.exec(text);
    if (alone?.[1] !== undefined) {
        const isWhole = alone[2] === undefined && alone[1].split('.').length === 3;
        return { specifier: `==${alone[1]}${isWhole ? '' : '.*'}` };
    }
    const clauses = text.split(',').map((each) => each.trim());
    if (clauses.every((each) => clause.test(each)))
        return { specifier: clauses.map((each) => each.replace(/\s/g, '')).join(',') };
    const hint = /^prefect\b/i.test(text) ? 'Leave out the name.' : undefined;
    report((0,inputs_problems/* notAccepted */.LA)(text, 'auto, none, a version such as 3.4, or a version specifier such as >=3,<4', hint));
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/quantity.js
/** Kubernetes quantities for `cpu` and `memory`, alone or as `request..limit`. */

const quantity_accepted = {
    cpu: 'cores from 1m to 100000, such as 500m, 1 or 1.5, or request..limit such as 250m..1',
    memory: 'bytes from 1Mi to 8191Pi with a unit, such as 512Mi, 1Gi or 1G, or request..limit such as 256Mi..1Gi'
};
/** Units of apimachinery's resource.Quantity that make sense for each resource. */
const units = {
    cpu: { '': 1000n, m: 1n },
    memory: {
        '': 1n,
        k: 10n ** 3n,
        M: 10n ** 6n,
        G: 10n ** 9n,
        T: 10n ** 12n,
        P: 10n ** 15n,
        Ki: 2n ** 10n,
        Mi: 2n ** 20n,
        Gi: 2n ** 30n,
        Ti: 2n ** 40n,
        Pi: 2n ** 50n
    }
};
/** Below this no Python starts; what is meant is another unit (`512` is 512 bytes). */
const leastMemory = 2n ** 20n;
/** int64, the most that a quantity of bytes holds. */
const mostMemory = 2n ** 63n - 1n;
/** More cores than any machine has. */
const mostCpu = 100000000n;
/** Request and limit as written, or undefined after a report. */
function parseResource(kind, text, report) {
    const parts = text.split('..');
    const [request, limit = request] = parts;
    if (request === undefined || limit === undefined || parts.length > 2) {
        report((0,inputs_problems/* notAccepted */.LA)(text, quantity_accepted[kind]));
        return undefined;
    }
    const least = amount(kind, request);
    const most = amount(kind, limit);
    if (least === undefined || most === undefined) {
        const wrong = least === undefined ? request : limit;
        report((0,inputs_problems/* notAccepted */.LA)(text, quantity_accepted[kind], quantity_hintFor(kind, wrong)));
        return undefined;
    }
    if (least > most) {
        report(`got ${text}, a request above its limit; accepted: ${quantity_accepted[kind]}.`);
        return undefined;
    }
    return { request, limit };
}
/** Millicores or bytes (rounded up); undefined when it is not a quantity, or none that can be meant. */
function amount(kind, text) {
    const match = /^(\d{1,30})(?:\.(\d{1,9}))?([a-zA-Z]*)$/.exec(text);
    if (match === null)
        return undefined;
    const [, whole = '', fraction = '', unit = ''] = match;
    const factor = Object.hasOwn(units[kind], unit) ? units[kind][unit] : undefined;
    if (factor === undefined)
        return undefined;
    const scale = 10n ** BigInt(fraction.length);
    const scaled = BigInt(whole + fraction) * factor;
    // The API server refuses less than a millicore ("must be an integer number of millicores" since 1.12).
    if (kind === 'cpu' && scaled % scale !== 0n)
        return undefined;
    const value = (scaled + scale - 1n) / scale;
    const [least, most] = kind === 'cpu' ? [1n, mostCpu] : [leastMemory, mostMemory];
    return value < least || value > most ? undefined : value;
}
function quantity_hintFor(kind, text) {
    if (kind === 'cpu')
        return undefined;
    const meant = /^([1-9]\d*)(m|b|B|mb|MB|Mb|mi|MiB|)$/.exec(text);
    if (meant?.[1] !== undefined)
        return `Did you mean ${meant[1]}Mi?`;
    const giga = /^([1-9]\d*)(g|gb|GB|Gb|gi|GiB)$/.exec(text);
    return giga?.[1] === undefined ? undefined : `Did you mean ${giga[1]}Gi?`;
}

;// CONCATENATED MODULE: ./build/inputs/registry-url.js
/** `registry-url`: `host[:port][/path]`; a scheme is taken off, upper case lowered, with a notice each. */


const registry_url_form = new RegExp(`^${image_reference/* hostPattern */.JF}(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*$`);
const hostOnly = new RegExp(`^${image_reference/* hostPattern */.JF}$`);
const registry_url_accepted = 'host[:port][/path], such as ghcr.io/octo or localhost:5000';
/** Docker Hub under names that people paste, none of which can be pushed to. */
const hubAliases = ['index.docker.io', 'registry-1.docker.io', 'hub.docker.com', 'registry.hub.docker.com'];
/** The registry, or undefined after a report. Credentials in the text are refused and never shown. */
function parseRegistryUrl(text, report, notice) {
    if (text.includes('@')) {
        report(`got a value with an @, as if it held credentials (not shown); accepted: ${registry_url_accepted}. Log in with a step before this one.`);
        return undefined;
    }
    const scheme = /^https?:\/\//i.exec(text)?.[0] ?? '';
    const plain = text.slice(scheme.length).replace(/\/$/, '');
    const lower = plain.toLowerCase();
    const hint = registry_url_hintFor(lower);
    if (hint !== undefined) {
        report((0,inputs_problems/* notAccepted */.LA)(text, registry_url_accepted, hint));
        return undefined;
    }
    if (scheme !== '')
        notice(`${scheme} was taken off; Docker decides how it speaks to a registry.`);
    if (lower !== plain)
        notice(`lower-cased to ${lower}: image references are lower case.`);
    return lower;
}
function registry_url_hintFor(text) {
    const [host = '', ...rest] = text.split('/');
    if (/^[a-z]+:\/\//.test(text))
        return 'Of schemes only http:// and https:// are taken off.';
    if (hubAliases.includes(host))
        return 'Docker Hub is docker.io/ACCOUNT.';
    if (/[?#]/.test(text))
        return 'It is no web address: nothing may follow the path.';
    const port = /:([0-9]+)$/.exec(host)?.[1];
    if (port !== undefined && (Number(port) < 1 || Number(port) > 65535))
        return 'A port lies between 1 and 65535.';
    if (rest.at(-1)?.includes(':') === true)
        return 'The tag goes into image-tag.';
    if (!hostOnly.test(host))
        return 'What stands before the first / is not a host with an optional port.';
    if (!registry_url_form.test(text))
        return 'The path is made of lower-case letters and digits, with ., _, __ or - between them.';
    if (!(0,image_reference/* isRegistry */.Cf)(host))
        return `A registry has a dot or a port, or is localhost; on Docker Hub it is docker.io/${host}.`;
    if (text.length > image_reference/* longestRepository */.Fi - 2)
        return `It is longer than ${String(image_reference/* longestRepository */.Fi - 2)} characters.`;
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/workspace-paths.js
/** `source` and `requirements`: paths in the workspace, as far as their text tells. Nothing is looked up here. */


/** A folder of the workspace, or undefined after a report. */
function parseSource(text, report) {
    const accepted = 'one folder of the workspace, such as . or src';
    const hint = text.endsWith('.py')
        ? 'The flow itself is given as flow; source is the folder that goes along.'
        : workspace_paths_problemOf(text);
    if (hint === undefined)
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, accepted, hint));
    return undefined;
}
/** Files that describe dependencies in a form that pip does not read with `-r`, and what to do with them. */
const others = [
    [
        /(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg))$/,
        'To install a project, name a requirements file with the line "-e ." or ".".'
    ],
    [/(?:^|\/)poetry\.lock$/, 'Export it before this step: poetry export -o requirements.txt.'],
    [/(?:^|\/)uv\.lock$/, 'Export it before this step: uv export -o requirements.txt.'],
    [/(?:^|\/)Pipfile(?:\.lock)?$/, 'Export it before this step: pipenv requirements > requirements.txt.'],
    [/\.ya?ml$/, 'Conda environments cannot be installed by pip; list the packages in a requirements file.']
];
/** A requirements file of the workspace, or undefined after a report. */
function parseRequirements(text, report) {
    const accepted = 'the path of one requirements file in the workspace, such as requirements.txt';
    const hint = others.find(([pattern]) => pattern.test(text))?.[1] ??
        (/^[\w.-]+(?:\[[\w,-]+\])?\s*(?:[=<>~!]=|[<>])/.test(text)
            ? 'Requirements themselves go into python-dependencies.'
            : workspace_paths_problemOf(text));
    if (hint === undefined)
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, accepted, hint));
    return undefined;
}
function workspace_paths_problemOf(path) {
    if ((0,inputs_problems/* hasControlCharacters */.Kg)(path))
        return 'A path stands on one line, without control characters.';
    if (path.includes('\\'))
        return 'Paths are written with /.';
    const normal = external_node_path_.posix.normalize(path);
    return normal === '..' || normal.startsWith('../') ? 'It leaves the workspace.' : undefined;
}

;// CONCATENATED MODULE: ./build/inputs/run-key.js
/** `run-key`: any text; it is hashed into the owner label and never shown. */

/** Bytes; far more than any key needs, so that a file that was put here by mistake is noticed. */
const run_key_longest = 64 * 1024;
/**
 * The key, `''` when there is nothing to tell apart: the default is the JSON of the matrix, which is `null` without one, and
 * the bare expression where nobody evaluates it (outside a runner). Undefined after a report.
 */
function parseRunKey(text, report) {
    const key = text.trim();
    const bytes = Buffer.byteLength(key);
    if (bytes > run_key_longest) {
        report(`holds ${String(bytes)} bytes; accepted: any text of at most ${String(run_key_longest)} bytes, such as the name of the call.`);
        return undefined;
    }
    return key === 'null' || key === table/* inputDefaults */.V0['run-key'] ? '' : key;
}

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
;// CONCATENATED MODULE: ./build/inputs/unknown.js
/** Inputs that do not exist: misspelt ones fail or warn, with the nearest real one. */



/**
 * Looks for `INPUT_*` variables that no input has. The runner passes on what the workflow gives, declared or not, and only
 * warns by itself. A name with a dash can hardly be anything but a misspelt input, so it is a problem; other names may be
 * variables that a workflow sets for itself (a dash cannot be exported by a shell), so they only warn.
 * @returns the warnings.
 */
function findUnknownInputs(env, problems) {
    const known = new Set(table/* inputNames */.vj.map(table/* variableOf */.Qn));
    const warnings = [];
    for (const [variable, value = ''] of Object.entries(env)) {
        if (!variable.startsWith('INPUT_') || known.has(variable) || value.trim() === '')
            continue;
        const name = variable.slice('INPUT_'.length).toLowerCase();
        const text = `is not an input of this action.${suggestion(name)}`;
        if (name.includes('-'))
            problems.add({ input: name, text });
        else
            warnings.push(`${(0,inputs_problems/* shown */.SP)(name)} ${text}`);
    }
    return warnings;
}
function suggestion(name) {
    const nearest = (0,mod/* closest */.kp)(name, table/* inputNames */.vj);
    // More changes than a third of the letters is another word, not a slip.
    return (0,mod/* distance */.Io)(name, nearest) <= Math.max(2, Math.floor(nearest.length / 3)) ? ` Did you mean ${nearest}?` : '';
}

;// CONCATENATED MODULE: ./build/inputs/read.js
/** The workflow's text → typed, validated {@link Inputs}. A pure function of the environment: no file, no network. */






















/**
 * Reads all inputs from `INPUT_*` of a step's environment (dashes stay in names), where empty equals absent.
 * @throws one Failure `invalid-input` that lists every problem of every input and of their combinations.
 */
function readInputs(env) {
    const texts = new table/* InputTexts */.BY(env);
    const problems = new inputs_problems/* Problems */.Zw();
    const notices = [];
    const warnings = findUnknownInputs(env, problems);
    const given = new Set();
    /** For maps: their last value keeps the blanks at its end. */
    const takeRaw = (name, parse) => {
        const text = texts.raw(name);
        const value = text === undefined ? undefined : parse(text, problems.at(name));
        if (texts.isGiven(name) && (problems.isWrong(name) || !isEmpty(value)))
            given.add(name);
        return value;
    };
    const take = (name, parse) => takeRaw(name, (text, report) => parse(text.trim(), report));
    const duration = (bounds) => (text, report) => parseDuration(text, report, bounds);
    const wait = take('wait', parseBoolean) ?? true;
    const dryRun = take('dry-run', parseBoolean) ?? false;
    const timeout = take('timeout', duration(wait ? waitBounds : handedOverBounds));
    const dependencies = take('python-dependencies', parseDependencies) ?? [];
    if (dependencies.some(hasCredentials)) {
        warnings.push('python-dependencies holds a URL with credentials: they end in a layer of the image, for everyone who can pull it. Give them through build-secrets.');
    }
    // What follows ?? is seen only when there is no such input, or when a problem was reported, which throws below.
    const inputs = {
        given,
        flow: take('flow', parseFlow),
        parameters: take('parameters', parseParameters) ?? new Map(),
        baseImage: take('base-image', image_reference/* parseReference */.F2) ?? '',
        baseImageIsDefault: !texts.isGiven('base-image'),
        registryUrl: take('registry-url', (text, report) => parseRegistryUrl(text, report, (notice) => notices.push(`registry-url: ${notice}`))),
        pythonDependencies: dependencies,
        requirements: take('requirements', parseRequirements),
        prefect: take('prefect', parsePrefect) ?? 'auto',
        imageName: take('image-name', image_reference/* parseImageName */["if"]),
        imageTag: take('image-tag', image_reference/* parseImageTag */.DO),
        envVars: takeRaw('env-vars', (text, report) => parseEnvVars(text, report, env)) ?? new Map(),
        files: takeRaw('files', parseFiles) ?? [],
        source: take('source', parseSource),
        push: take('push', parseAutoBoolean) ?? 'auto',
        healthCheck: take('health-check', parseAutoBoolean) ?? 'auto',
        rebuild: take('rebuild', parseAutoBoolean) ?? 'auto',
        cacheFrom: take('cache-from', parseCaches) ?? [],
        cacheTo: take('cache-to', parseCaches) ?? [],
        buildSecrets: takeRaw('build-secrets', (text, report) => parseBuildSecrets(text, report, env, dryRun)) ?? new Map(),
        platform: take('platform', parsePlatform),
        buildTimeout: take('build-timeout', duration(buildBounds)) ?? 0,
        image: take('image', image_reference/* parseReference */.F2),
        run: take('run', parseBoolean) ?? true,
        kubeconfig: take('kubeconfig', kubeconfig/* parseKubeconfig */.DU),
        context: take('context', parseContext),
        namespace: take('namespace', parseNamespace),
        jobName: take('job-name', parseJobName),
        command: take('command', parseCommand),
        args: take('args', parseCommandLine),
        jobEnv: takeRaw('job-env', (text, report) => parseJobEnv(text, report, env)) ?? new Map(),
        jobSecrets: takeRaw('job-secrets', (text, report) => parseJobSecrets(text, report, env, dryRun)) ?? new Map(),
        cpu: take('cpu', (text, report) => parseResource('cpu', text, report)),
        memory: take('memory', (text, report) => parseResource('memory', text, report)),
        serviceAccount: take('service-account', parseObjectName),
        nodeSelector: takeRaw('node-selector', parseNodeSelector) ?? new Map(),
        imagePullSecrets: take('image-pull-secrets', parseSecretNames) ?? [],
        pullSecret: take('pull-secret', (text, report) => parseWord(text, report, ['auto', 'none'], 'none')) ?? 'auto',
        queue: take('queue', parseQueue),
        jobTemplate: takeRaw('job-template', parseJobTemplate),
        wait,
        logs: take('logs', (text, report) => parseWord(text, report, ['stream', 'on-failure', 'none'], 'none')) ?? 'stream',
        timeout: timeout ?? (wait ? parseDuration(table/* timeoutWhileWaiting */.c1, () => undefined, waitBounds) : undefined),
        startTimeout: take('start-timeout', duration(waitBounds)) ?? 0,
        queueTimeout: take('queue-timeout', duration(waitBounds)) ?? 0,
        cleanup: take('cleanup', (text, report) => parseWord(text, report, ['always', 'on-success', 'never'], 'never')) ??
            'always',
        ttl: (take('ttl', duration(ttlBounds)) ?? 0) / 1000,
        onRerun: take('on-rerun', (text, report) => parseChoice(text, report, ['replace', 'fail'])) ?? 'replace',
        runKey: takeRaw('run-key', parseRunKey) ?? '',
        dryRun,
        allowUntrustedCode: take('allow-untrusted-code', parseBoolean) ?? false,
        summary: take('summary', parseBoolean) ?? true
    };
    warnings.push(...checkCombinations(inputs, (name) => given.has(name), problems));
    problems.throwIfAny();
    return { inputs, notices, warnings };
}
/** `{}`, `[]`, only comments: an input that says nothing is the same as none. */
function isEmpty(value) {
    if (value instanceof Map)
        return value.size === 0;
    return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

// EXTERNAL MODULE: ./build/inputs/secrets.js + 1 modules
var inputs_secrets = __webpack_require__(9198);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/flow/launcher.js
var flow_launcher = __webpack_require__(9733);
// EXTERNAL MODULE: ./build/plan/content.js
var content = __webpack_require__(5207);
// EXTERNAL MODULE: ./node_modules/@lezer/python/dist/index.js + 3 modules
var python_dist = __webpack_require__(1283);
;// CONCATENATED MODULE: ./build/flow/line-index.js
/** Positions in a text → lines. Pure. */
class LineIndex {
    #starts;
    constructor(text) {
        this.#starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/gu), ({ index, 0: end }) => index + end.length)];
    }
    /** The line of a position, from 1. */
    at(position) {
        let [low, high] = [0, this.#starts.length];
        while (high - low > 1) {
            const middle = (low + high) >> 1;
            if ((this.#starts[middle] ?? Infinity) <= position)
                low = middle;
            else
                high = middle;
        }
        return low + 1;
    }
}

;// CONCATENATED MODULE: ./build/flow/signature.js
/** The parameters of a Python function, read from its syntax tree. Pure. */
/** @param list a node `ParamList` of `text` */
function readSignature(list, text) {
    const names = [];
    const required = [];
    let takesAll = false;
    // the grammar has no node for the slash: what stands before it goes by place alone
    const slash = slashIn(list, text);
    for (const [first, ...rest] of splitAtCommas(list)) {
        if (first?.name === '**')
            takesAll = true;
        if (first?.name !== 'VariableName')
            continue;
        const name = text.slice(first.from, first.to);
        if (first.from > slash)
            names.push(name);
        if (!rest.some((each) => each.name === 'AssignOp'))
            required.push(name);
    }
    return { names, required, takesAll };
}
function slashIn(list, text) {
    let end = list.from;
    for (let child = list.firstChild; child !== null; child = child.nextSibling) {
        const between = text.slice(end, child.from).replace(/#[^\n]*/gu, '');
        if (between.trim() === '/')
            return child.from;
        end = child.to;
    }
    return -1;
}
function splitAtCommas(list) {
    const parts = [[]];
    for (let child = list.firstChild; child !== null; child = child.nextSibling) {
        if (child.name === ',')
            parts.push([]);
        else if (!['(', ')', 'Comment'].includes(child.name))
            parts.at(-1)?.push(child);
    }
    return parts;
}

// EXTERNAL MODULE: ./build/flow/standard-modules.js
var standard_modules = __webpack_require__(2608);
;// CONCATENATED MODULE: ./build/flow/definitions.js
/**
 * What a Python file of a simple shape defines, told by its text for sure: which flows and functions, and what they take. Pure.
 *
 * The launcher sees what really came about. What is told here is refused before a build, so it must hold in every case: a file
 * in which code outside of functions does more than Python's own modules and Prefect let it do is left to the launcher.
 */




/** @returns undefined for a file of another shape, or one that cannot be read as Python */
function readDefinitions(contents) {
    const text = contents.replace(/^\uFEFF/u, '');
    try {
        return new Reading(text).result();
    }
    catch (error) {
        if (error instanceof NotSimple)
            return undefined;
        throw error;
    }
}
class NotSimple extends Error {
}
/** With these, outside of functions, names come about, or code runs or ends, that the text does not show. */
const unreadable = new Set(`globals locals vars exec eval setattr delattr __getattr__ __setattr__ __dict__ __globals__ f_globals __builtins__
  __import__ modules importlib runpy exit quit _exit abort kill killpg`.split(/\s+/u));
/** Built-in functions that are called outside of functions; they run nothing of the file that is not handed to them. */
const builtins = new Set(`abs bool bytes dict divmod enumerate float format frozenset hash hex int isinstance len list max min object open ord
  print range repr reversed round set sorted str sum super tuple type zip`.split(/\s+/u));
class Reading {
    #text;
    #lines;
    #top;
    #words = new Set();
    #imports = new Map();
    #importsPrefect = false;
    constructor(text) {
        this.#text = text;
        this.#lines = new LineIndex(text);
        const tree = python_dist/* parser */.K.parse(text);
        tree.iterate({
            enter: (node) => {
                if (node.type.isError)
                    throw new NotSimple();
                if (node.name === 'VariableName' || node.name === 'PropertyName')
                    this.#takeWord(this.#textOf(node));
                if (node.name === 'ImportStatement')
                    this.#takeImport(node.node);
            }
        });
        this.#top = childrenOf(tree.topNode);
    }
    result() {
        const rest = this.#top.filter((node) => !isDefinition(node) && node.name !== 'ImportStatement');
        const others = rest.filter((node) => !this.#isMainBlock(node));
        const functions = this.#top.flatMap((node) => this.#function(node));
        const names = new Set(functions.map(({ name }) => name));
        const classes = this.#top.flatMap((node) => this.#className(node));
        const isTaken = (name) => classes.includes(name) || this.#imports.has(name);
        if (names.size < functions.length || names.has('__getattr__') || [...names].some(isTaken))
            throw new NotSimple();
        for (const node of this.#top.filter(isDefinition))
            this.#demandHarmless(executedIn(node), names);
        for (const node of others) {
            if (!['ExpressionStatement', 'AssignStatement', 'PassStatement'].includes(node.name))
                throw new NotSimple();
            this.#demandHarmless([node], names);
        }
        return {
            functions,
            words: this.#words,
            mayHoldFlows: this.#importsPrefect && (this.#words.has('flow') || this.#words.has('Flow')),
            hasMainBlock: others.length < rest.length,
            isIdle: rest.every(isPlain)
        };
    }
    #textOf({ from, to }) {
        return this.#text.slice(from, to);
    }
    #takeWord(word) {
        // two spellings of one letter are one name to Python (NFKC)
        if (/[^\w]/u.test(word))
            throw new NotSimple();
        this.#words.add(word);
    }
    #takeImport(node) {
        const flat = this.#textOf(node)
            .replace(/#[^\n]*/gu, ' ')
            .replace(/[\\()\s]+/gu, ' ')
            .trim();
        const from = /^from ?([.\w ]*?) ?import (.*)$/u.exec(flat);
        const module = from?.[1]?.replaceAll(' ', '');
        const isAtTop = node.parent?.name === 'Script';
        for (const item of (from?.[2] ?? flat.replace(/^import /u, '')).split(',').filter((each) => each.trim() !== '')) {
            const [name = '', alias] = item.trim().split(' as ');
            if (!/^[\w.]+$/u.test(name))
                throw new NotSimple();
            if ((module ?? name).split('.')[0] === 'prefect')
                this.#importsPrefect = true;
            const bound = alias ?? (module === undefined ? (name.split('.')[0] ?? '') : name);
            const source = { module: module ?? name, name: module === undefined ? undefined : name, isAtTop };
            this.#imports.set(bound, [...(this.#imports.get(bound) ?? []), source]);
        }
    }
    #function(node) {
        const body = node.name === 'DecoratedStatement' ? node.lastChild : node;
        if (body?.name !== 'FunctionDefinition')
            return [];
        const [name, parameters] = [body.getChild('VariableName'), body.getChild('ParamList')];
        if (name === null || parameters === null)
            throw new NotSimple();
        const decorators = node.getChildren('Decorator').map((each) => this.#decorator(each));
        const [kind = 'function'] = decorators;
        if (decorators.length > 1)
            throw new NotSimple();
        const signature = readSignature(parameters, this.#text);
        return [{ name: this.#textOf(name), line: this.#lines.at(body.from), kind, signature }];
    }
    #decorator(node) {
        const end = node.getChild('ArgList')?.from ?? node.to;
        const text = this.#text.slice(node.from + 1, end).replace(/#[^\n]*/gu, '');
        const [, isOfModule, word] = /^\s*(prefect\s*\.\s*)?(flow|task)\s*$/u.exec(text) ?? [];
        if (word !== 'flow' && word !== 'task')
            throw new NotSimple();
        const bound = isOfModule === undefined ? word : 'prefect';
        const sources = this.#imports.get(bound) ?? [];
        const wanted = isOfModule === undefined ? word : undefined;
        const isPrefects = sources.every(({ module, name, isAtTop }) => module === 'prefect' && name === wanted && isAtTop);
        if (sources.length === 0 || !isPrefects || this.#isBoundAtTop(bound))
            throw new NotSimple();
        return word;
    }
    /** By something else than an import. */
    #isBoundAtTop(word) {
        return this.#top.some((node) => {
            if (node.name === 'AssignStatement')
                return this.#namesIn(node).includes(word);
            const body = node.name === 'DecoratedStatement' ? node.lastChild : node;
            const name = isDefinition(node) ? body?.getChild('VariableName') : undefined;
            return name != null && this.#textOf(name) === word;
        });
    }
    #className(node) {
        const body = node.name === 'DecoratedStatement' ? node.lastChild : node;
        const name = body?.name === 'ClassDefinition' ? body.getChild('VariableName') : null;
        return name === null ? [] : [this.#textOf(name)];
    }
    #namesIn(node) {
        const names = [];
        node.cursor().iterate((each) => {
            if (each.name === 'VariableName')
                names.push(this.#textOf(each));
        });
        return names;
    }
    /** Code that runs when the file is imported: it calls Python's own and Prefect's modules alone, and hands them no function of the file. */
    #demandHarmless(nodes, functions) {
        for (const node of nodes) {
            if (this.#namesIn(node).some((name) => functions.has(name)))
                throw new NotSimple();
            node.cursor().iterate((each) => {
                if (['AwaitExpression', 'YieldExpression', 'NamedExpression'].includes(each.name))
                    throw new NotSimple();
                if (/^(?:Variable|Property)Name$/u.test(each.name) && unreadable.has(this.#textOf(each)))
                    throw new NotSimple();
                if (each.name === 'CallExpression')
                    this.#demandHarmlessCall(each.node);
            });
        }
    }
    #demandHarmlessCall(call) {
        let root = call;
        while (root !== null && ['CallExpression', 'MemberExpression'].includes(root.name))
            root = root.firstChild;
        if (root === null || ['String', 'FormatString', 'ContinuedString', 'Number'].includes(root.name))
            return;
        if (root.name !== 'VariableName')
            throw new NotSimple();
        const name = this.#textOf(root);
        const sources = this.#imports.get(name) ?? [];
        const isKnown = sources.every(({ module, name: own, isAtTop }) => {
            const top = module.split('.')[0] ?? '';
            return isAtTop && ((0,standard_modules/* isStandardModule */.g)(top) || (top === 'prefect' && own !== undefined && !/^flow$/iu.test(own)));
        });
        if (sources.length > 0 ? !isKnown : !builtins.has(name))
            throw new NotSimple();
    }
    /** `if __name__ == "__main__":`, and nothing else. */
    #isMainBlock(node) {
        if (node.name !== 'IfStatement' || node.getChildren('Body').length !== 1)
            return false;
        const body = node.getChild('Body');
        const condition = this.#text.slice(node.from, body?.from).replace(/^if\b/u, '');
        return /^\s*\(?\s*__name__\s*==\s*(['"])__main__\1\s*\)?\s*$/u.test(condition);
    }
}
function isDefinition({ name }) {
    return ['FunctionDefinition', 'DecoratedStatement', 'ClassDefinition'].includes(name);
}
/** What of a definition runs when the file is imported: decorators, defaults, annotations, the body of a class; no function's body. */
function executedIn(node) {
    if (node.name === 'FunctionDefinition')
        return childrenOf(node).filter(({ name }) => ['ParamList', 'TypeDef'].includes(name));
    const isNested = ['DecoratedStatement', 'ClassDefinition'].includes(node.name);
    const parts = isNested ? childrenOf(node).filter(({ name }) => name !== 'VariableName') : [node];
    return parts.flatMap((part) => {
        if (part.name === 'FunctionDefinition' || part.name === 'ClassDefinition')
            return executedIn(part);
        if (part.name !== 'Body')
            return [part];
        return childrenOf(part).flatMap((each) => (isDefinition(each) ? executedIn(each) : [each]));
    });
}
/** A docstring, a constant, a type: nothing that acts. */
function isPlain(node) {
    if (!['ExpressionStatement', 'AssignStatement', 'PassStatement'].includes(node.name))
        return false;
    let acts = false;
    node.cursor().iterate((each) => {
        if (each.name === 'CallExpression')
            acts = true;
    });
    return !acts;
}
/** Without comments. */
function childrenOf(node) {
    const children = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
        if (child.name !== 'Comment')
            children.push(child);
    }
    return children;
}

// EXTERNAL MODULE: ./node_modules/smol-toml/dist/index.js + 8 modules
var smol_toml_dist = __webpack_require__(3292);
;// CONCATENATED MODULE: ./build/flow/inline-metadata.js
/**
 * Dependencies that stand in the file itself, as `uv run` and `pipx run` read them (PEP 723, now "Inline script metadata" of
 * the Python Packaging User Guide): a block of comments between `# /// script` and `# ///` that holds TOML. Pure.
 */

/** What the file says, or what is wrong with it in the middle of a sentence; undefined without such a block. */
function readInlineMetadata(text) {
    const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n/u);
    const blocks = blocksIn(lines);
    const [block, ...more] = blocks;
    if (block === undefined)
        return undefined;
    if (more.length > 0)
        return { problem: 'has several blocks "# /// script"' };
    try {
        return fromToml((0,smol_toml_dist/* parse */.qg)(block.map((line) => line.slice(2)).join('\n')));
    }
    catch {
        return { problem: 'has a block "# /// script" that is not TOML' };
    }
}
/** Comment lines between the marks; a block without an end is none, by the specification. */
function blocksIn(lines) {
    const found = [];
    for (let start = lines.indexOf('# /// script'); start >= 0;) {
        const after = lines.slice(start + 1);
        const length = after.findIndex((line) => !/^#(?: |$)/u.test(line));
        const comments = length < 0 ? after : after.slice(0, length);
        const end = comments.lastIndexOf('# ///');
        if (end >= 0)
            found.push(comments.slice(0, end));
        const next = lines.indexOf('# /// script', start + 1 + Math.max(end, 0));
        start = next > start ? next : -1;
    }
    return found;
}
function fromToml(table) {
    const { dependencies = [], 'requires-python': requiresPython } = table;
    const isList = Array.isArray(dependencies) && dependencies.every((each) => typeof each === 'string');
    if (!isList)
        return { problem: 'has a block "# /// script" whose dependencies are no list of texts' };
    if (requiresPython !== undefined && typeof requiresPython !== 'string')
        return { problem: 'has a block "# /// script" whose requires-python is no text' };
    return { dependencies, requiresPython };
}

// EXTERNAL MODULE: ./build/flow/python-syntax.js + 1 modules
var python_syntax = __webpack_require__(2961);
;// CONCATENATED MODULE: ./build/flow/python-file.js
/**
 * What a Python file imports, and which Python its syntax needs, read from its text: nothing is executed, and a file that
 * this reader does not understand is still read around that place. Pure.
 */



/** The nodes of the grammar in which code may be left out when the file is imported. */
const unsure = new Set([
    'FunctionDefinition',
    'LambdaExpression',
    'ClassDefinition',
    'IfStatement',
    'TryStatement',
    'WhileStatement',
    'ForStatement',
    'MatchStatement',
    'WithStatement'
]);
/** Reads one file. @param contents the encoding of a file that declares another one than UTF-8 matters to names alone */
function readPythonFile(contents) {
    const text = contents.replace(/^\uFEFF/u, '');
    const imports = [];
    const words = new Set();
    const lines = new LineIndex(text);
    const tree = python_dist/* parser */.K.parse(text);
    let depth = 0;
    tree.iterate({
        enter(node) {
            if (unsure.has(node.name))
                depth += 1;
            if (node.name === 'VariableName')
                words.add(text.slice(node.from, node.to));
            if (node.name === 'MemberExpression')
                words.add(text.slice(node.from, node.to).replace(/\s+/gu, ''));
            if (node.name === 'ImportStatement') {
                const statement = text.slice(node.from, node.to);
                imports.push(...readImport(statement, { line: lines.at(node.from), isSure: depth === 0 }));
            }
        },
        leave(node) {
            if (unsure.has(node.name))
                depth -= 1;
        }
    });
    const lazy = imports.find(({ module, names }) => module === '__future__' && names.includes('annotations'));
    return { imports, words, needs: (0,python_syntax/* syntaxFeatures */.RU)(tree, text, lazy?.line, (position) => lines.at(position)) };
}
/** The parts of an import statement, which the grammar gives as one flat row of words. */
function readImport(statement, place) {
    const flat = statement
        .replace(/#[^\n]*/gu, ' ')
        .replace(/\\?\r?\n/gu, ' ')
        .replace(/[()]/gu, ' ');
    const from = /^from\s*([.\s]*)([\w.\s]*?)\s*\bimport\b\s*(.*)$/su.exec(flat);
    if (from !== null) {
        const [, dots = '', module = '', names = ''] = from;
        return [{ module: squeeze(module), level: squeeze(dots).length, names: listOf(names).map(withoutAlias), ...place }];
    }
    return listOf(flat.replace(/^import\b/u, '')).map((item) => ({
        module: squeeze(withoutAlias(item)),
        level: 0,
        names: [],
        ...place
    }));
}
function listOf(text) {
    return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
}
function withoutAlias(item) {
    return item.split(/\s+as\s+/u)[0]?.trim() ?? '';
}
function squeeze(text) {
    return text.replace(/\s+/gu, '');
}

// EXTERNAL MODULE: ./build/plan/walk.js
var walk = __webpack_require__(2805);
;// CONCATENATED MODULE: ./build/plan/code.js
/**
 * What the flow's code asks for: which Prefect, which Python, which files of the workspace. The flow's file is read, and the
 * files of the workspace that it imports, and those that they import; nothing is executed.
 */








/** Files that are read at most, and bytes of one. */
const mostFiles = 500;
const largestFile = 1024 * 1024;
/** Reads the flow's file and what it imports of the workspace. */
async function gatherCode(place) {
    const reading = new code_Reading(place);
    await reading.all();
    return reading.facts();
}
class code_Reading {
    #place;
    /** Files that are surely imported with the flow, and those that only may be: the first are read first. */
    #waiting = { surely: [], perhaps: [] };
    #seen = new Set();
    #folders;
    #prefect = [];
    #needs = [];
    #inline;
    #definitions;
    #importsOwn = false;
    #neighbours = new Map();
    constructor(place) {
        const { flow, source, workspace } = place;
        this.#place = place;
        this.#waiting.surely.push(flow);
        // where the launcher has Python look: the flow's folder, source, the workspace
        this.#folders = [...new Set([(0,external_node_path_.dirname)(flow), ...(source === undefined ? [] : [source]), workspace])];
    }
    async all() {
        const { surely, perhaps } = this.#waiting;
        for (;;) {
            const isSure = surely.length > 0;
            const path = surely.shift() ?? perhaps.shift();
            if (path === undefined)
                return;
            if (this.#seen.has(path) || this.#seen.size >= mostFiles)
                continue;
            this.#seen.add(path);
            const text = await readSmall(path);
            if (text === undefined)
                continue;
            if (path === this.#place.flow) {
                this.#inline = readInlineMetadata(text);
                this.#definitions = readDefinitions(text);
            }
            await this.#take(readPythonFile(text), path, isSure);
        }
    }
    facts() {
        const needs = this.#needs.toSorted((a, b) => b.since[0] - a.since[0] || b.since[1] - a.since[1]);
        // the flow's own file is the first; one that only asks for a secret or a logger is of any generation
        const told = this.#prefect.find(({ generation }) => generation !== undefined);
        const same = this.#prefect.filter(({ generation }) => generation === told?.generation);
        const prefect = same.find(({ isSure }) => isSure) ?? same[0];
        const own = { inline: this.#inline, definitions: this.#definitions, importsOwn: this.#importsOwn };
        return { prefect, needs, ...own, neighbours: [...this.#neighbours.values()] };
    }
    async #take(file, path, isSure) {
        const name = (0,external_node_path_.relative)(this.#place.workspace, path).split(external_node_path_.sep).join('/');
        const own = file.imports.filter(({ module, level }) => level === 0 && topOf(module) === 'prefect');
        const prefect = own.find((each) => each.isSure) ?? own[0];
        if (prefect !== undefined) {
            const { line } = prefect;
            this.#prefect.push({ file: name, line, generation: generationOf(file), isSure: isSure && prefect.isSure });
        }
        const needs = [...file.needs];
        for (const each of file.imports) {
            const imported = { ...each, isSure: isSure && each.isSure };
            const isOwn = await this.#follow(imported, path, name);
            if (!isOwn)
                needs.push(...neededModule(each));
        }
        // what is read perhaps asks for nothing: code for a newer Python often stands in a file of its own
        if (isSure)
            this.#needs.push(...needs.map((needed) => ({ ...needed, file: name })));
    }
    /** True when the workspace has the module. */
    async #follow(each, from, name) {
        if (each.level > 0) {
            // a file that is part of a package; the flow's own file is none when it runs
            const folder = Array.from({ length: each.level }).reduce((path) => (0,external_node_path_.dirname)(path), from);
            return from !== this.#place.flow && (await this.#find(folder, each));
        }
        const top = topOf(each.module);
        // a folder named prefect holds flows as a rule, and a real package goes before a folder without __init__.py
        if ((0,standard_modules/* isStandardModule */.g)(top, this.#place.python) || top === 'prefect')
            return false;
        for (const folder of this.#folders) {
            const isAlong = this.#place.source !== undefined && (0,walk/* isIn */.S1)(folder, this.#place.source);
            // what does not go along may come from elsewhere under the same name
            if (!(await this.#find(folder, { ...each, isSure: each.isSure && isAlong })))
                continue;
            if (from === this.#place.flow)
                this.#importsOwn = true;
            if (!isAlong && !(this.#neighbours.get(top)?.isSure ?? false)) {
                const place = (0,external_node_path_.relative)(this.#place.workspace, folder).split(external_node_path_.sep).join('/') || '.';
                this.#neighbours.set(top, { module: top, folder: place, file: name, line: each.line, isSure: each.isSure });
            }
            return true;
        }
        return false;
    }
    /** Puts the files of a module on the list, where the folder has it. */
    async #find(folder, { module, names, isSure }) {
        const parts = module === '' ? [] : module.split('.');
        const base = (0,external_node_path_.join)(folder, ...parts);
        const packages = parts.map((_, index) => (0,external_node_path_.join)(folder, ...parts.slice(0, index + 1), '__init__.py'));
        const whole = (0,external_node_path_.join)(base, '__init__.py');
        const isPackage = await isFile(whole);
        // a package goes before a file of its name
        const own = [...packages, ...(isPackage || parts.length === 0 ? [whole] : [`${base}.py`])];
        const given = isPackage ? ((await readSmall(whole)) ?? '') : '';
        const files = await existing(own);
        this.#wait(files, isSure);
        for (const each of names.filter((name) => name !== '*')) {
            const below = await existing([(0,external_node_path_.join)(base, `${each}.py`), (0,external_node_path_.join)(base, each, '__init__.py')]);
            // a name that the package itself gives is no module that is looked for
            this.#wait(below, isSure && !given.includes(each));
            files.push(...below);
        }
        return files.length > 0;
    }
    #wait(files, isSure) {
        this.#waiting[isSure ? 'surely' : 'perhaps'].push(...files.filter((file) => !this.#seen.has(file)));
    }
}
function topOf(module) {
    return module.split('.')[0] ?? '';
}
/** Words of Prefect 2 and later; and modules that only Prefect 1 and before had. */
const modernWords = [
    'flow',
    'task_runners',
    'deployments',
    'states',
    'futures',
    'blocks',
    'variables',
    'runtime',
    'artifacts'
];
const classicModules = /^prefect\.(?:core|environments|engine\.(?:executors|results|state|signals)|executors|run_configs|storage|triggers|tasks\.[a-z]|schedules\.(?:clocks|filters)|agent|backend)/u;
/** Which Prefect a file that imports it is written for; undefined where both have what it uses. */
function generationOf({ imports, words }) {
    const own = imports.filter(({ module, level }) => level === 0 && topOf(module) === 'prefect');
    if (own.some(({ module }) => classicModules.test(module)))
        return 'classic';
    const named = new Set(own.flatMap(({ module, names }) => [...module.split('.').slice(1), ...names]));
    // a variable is often named flow: without its module it says something only where all names came over
    const uses = (word) => named.has(word) || words.has(`prefect.${word}`) || (named.has('*') && words.has(word));
    if (modernWords.some(uses))
        return 'modern';
    return uses('Flow') || uses('Parameter') ? 'classic' : undefined;
}
function neededModule({ module, level, line, isSure }) {
    const top = topOf(module);
    const since = level === 0 && isSure && Object.hasOwn(python_syntax/* newModules */.KX, top) ? python_syntax/* newModules */.KX[top] : undefined;
    return since === undefined ? [] : [{ since, what: `the module ${top}`, line, module: top }];
}
async function existing(files) {
    const found = await Promise.all(files.map(isFile));
    return files.filter((_, index) => found[index]);
}
async function isFile(path) {
    return (0,promises_.stat)(path).then((found) => found.isFile(), () => false);
}
async function readSmall(path) {
    try {
        const { size } = await (0,promises_.stat)(path);
        return size > largestFile ? undefined : await (0,promises_.readFile)(path, 'utf8');
    }
    catch {
        // what cannot be read tells nothing here; what must be readable is checked where it is copied
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/plan/job-template.js
var job_template = __webpack_require__(3132);
// EXTERNAL MODULE: ./build/plan/look.js + 1 modules
var plan_look = __webpack_require__(3562);
// EXTERNAL MODULE: ./build/plan/python-version.js
var python_version = __webpack_require__(6295);
// EXTERNAL MODULE: ./build/plan/requirements-file.js + 1 modules
var requirements_file = __webpack_require__(4443);
// EXTERNAL MODULE: ./build/plan/text-file.js
var text_file = __webpack_require__(7954);
;// CONCATENATED MODULE: ./build/plan/requirements.js
/** The requirements file of a run, with everything of the workspace that pip reads because of it. Reads, changes nothing. */






/** Files that one may include, all in all. */
const requirements_mostFiles = 50;
const requirements_accepted = 'accepted: a requirements file of pip.';
/** Gathers everything; what cannot be found is reported. Undefined after a report. */
async function gatherRequirements(path, look, report) {
    const main = await look.file(path, 'requirements');
    if (main === undefined)
        return undefined;
    const gathering = new Gathering(look, report);
    await gathering.include(main.source, main.repositoryPath, false);
    const folder = await gathering.paths((0,external_node_path_.dirname)(main.source));
    return {
        repositoryPath: main.repositoryPath,
        items: [asItem(main, path), ...gathering.items.values()],
        packages: gathering.packages,
        hasUnknown: gathering.hasUnknown,
        folder,
        hasHashes: gathering.hasHashes,
        isPinned: gathering.hasHashes || gathering.isPinned
    };
}
class Gathering {
    items = new Map();
    packages = new Set();
    hasUnknown = false;
    hasHashes = false;
    isPinned = true;
    #look;
    #report;
    #read = new Set();
    #local = [];
    constructor(look, report) {
        this.#look = look;
        this.#report = report;
    }
    /** Reads a file and those that it includes. @param real without links @param name how the user knows it */
    async include(real, name, isConstraint) {
        // what constrains here may be asked for elsewhere
        const key = `${isConstraint ? '-c' : '-r'} ${real}`;
        if (this.#read.has(key))
            return;
        this.#read.add(key);
        if (this.#read.size > requirements_mostFiles) {
            if (this.#read.size === requirements_mostFiles + 1)
                this.#report(`includes more than ${String(requirements_mostFiles)} files.`);
            return;
        }
        const text = await (0,text_file/* readText */.y)(real, name, this.#report, requirements_accepted);
        if (text === undefined)
            return;
        const { lines, hasHashes, isPinned } = (0,requirements_file/* readRequirements */.F2)(text);
        this.hasHashes ||= hasHashes;
        // constraints ask for nothing
        this.isPinned &&= isConstraint || isPinned;
        for (const line of lines)
            await this.#take(line, real, name, isConstraint);
    }
    async #take(line, real, name, isConstraint) {
        const place = `${name} line ${String(line.line)}`;
        const say = (text) => this.#report(`${place} ${text}`);
        switch (line.kind) {
            case 'package':
                if (!isConstraint)
                    this.packages.add(line.name);
                return;
            case 'address':
                if (!isConstraint)
                    this.#unknown(line.name);
                return;
            case 'unusable':
                say('is a path of the runner, which means nothing in the image; write it relative to the workspace.');
                return;
            case 'include': {
                const found = await this.#look.named(line.path, (0,external_node_path_.dirname)(real), say);
                if (found === undefined)
                    say(`names ${(0,inputs_problems/* shown */.SP)(line.path)}, which does not exist.`);
                else {
                    this.items.set(found.source, found);
                    const path = (0,external_node_path_.relative)(this.#look.workspace, found.source).split(external_node_path_.sep).join('/');
                    await this.include(found.source, path, isConstraint || line.isConstraint);
                }
                return;
            }
            case 'find-links': {
                // pip looks beside the file first, then in its working folder
                const beside = await this.#look.named(line.path, (0,external_node_path_.dirname)(real), say);
                if (beside === undefined)
                    this.#local.push({ path: line.path, place });
                else
                    this.items.set(beside.source, beside);
                return;
            }
            case 'path':
                if (!isConstraint)
                    this.#unknown(line.name);
                this.#local.push({ path: line.path, place });
        }
    }
    #unknown(name) {
        if (name !== undefined)
            this.packages.add(name);
        this.hasUnknown = true;
    }
    /**
     * Finds what depends on pip's working folder: the workspace, where people run pip as a rule, else the folder of the file.
     * @returns that folder in the image; undefined where nothing depends on it
     */
    async paths(ownFolder) {
        if (this.#local.length === 0)
            return undefined;
        const { workspace } = this.#look;
        const candidates = [...new Set([workspace, ownFolder])];
        const counts = await Promise.all(candidates.map(async (folder) => (await this.#missing(folder)).length));
        const folder = candidates[counts.indexOf(Math.min(...counts))] ?? workspace;
        for (const { path, place } of await this.#missing(folder)) {
            this.#report(`${place} names ${(0,inputs_problems/* shown */.SP)(path)}, which does not exist; paths are relative to the workspace or to the folder of the file.`);
        }
        for (const { path, place } of this.#local) {
            const found = await this.#look.named(path, folder, (text) => this.#report(`${place} ${text}`));
            if (found !== undefined)
                this.items.set(found.source, found);
        }
        const below = (0,external_node_path_.relative)(workspace, folder).split(external_node_path_.sep).join('/');
        return below === '' ? plan_look/* flowFolder */.Hz : `${plan_look/* flowFolder */.Hz}/${below}`;
    }
    async #missing(folder) {
        const found = await Promise.all(this.#local.map(({ path }) => (0,promises_.stat)((0,external_node_path_.resolve)(folder, path)).then(() => true, () => false)));
        return this.#local.filter((_, index) => found[index] !== true);
    }
}
function asItem({ source, repositoryPath, mode, sha256 }, given) {
    const destination = `${plan_look/* flowFolder */.Hz}/${repositoryPath}`;
    return { given, source, destination, entries: [{ path: destination, real: source, mode, size: 0, sha256 }], left: [] };
}

;// CONCATENATED MODULE: ./build/plan/facts.js
/** What the plan must know about the workspace: the only part of planning that reads files. It changes nothing. */










/**
 * Looks up flow, source, files and requirements. Never throws for what a user can mend: that is in `problems`.
 * Flow and sources may be links themselves, within the workspace; links in a folder stay links, and must stay in that folder.
 */
async function gatherFacts(inputs, environment) {
    const problems = new inputs_problems/* Problems */.Zw();
    // without a Job nobody needs a template
    const template = inputs.run ? inputs.jobTemplate : undefined;
    const given = template?.kind === 'text' ? (0,job_template/* readTemplate */.x)(template.text, problems.at('job-template')) : undefined;
    const own = inputs.image === undefined ? await hashesOfOurs() : { launcher: '', tools: '' };
    const nothing = {
        own,
        flow: undefined,
        source: undefined,
        files: [],
        requirements: undefined,
        code: undefined,
        template: given
    };
    const first = firstOf(inputs, template?.kind === 'path');
    if (first === undefined)
        return { ...nothing, problems: problems.list };
    const workspace = await (0,promises_.realpath)(environment.workspace).catch(() => undefined);
    if (workspace === undefined) {
        problems.add({ input: first, text: 'the workspace does not exist; run actions/checkout before this step.' });
        return { ...nothing, problems: problems.list };
    }
    const look = new plan_look/* Look */.yx((0,external_node_path_.resolve)(environment.workspace), workspace, problems);
    const flow = inputs.flow === undefined ? undefined : await look.file(inputs.flow.path, 'flow');
    const source = inputs.source === undefined ? undefined : await look.folder(inputs.source);
    const files = [];
    for (const { source: path, destination } of inputs.files) {
        const found = await look.mapped(path, destination);
        if (found !== undefined)
            files.push(found);
    }
    const requirements = inputs.requirements === undefined
        ? undefined
        : await gatherRequirements(inputs.requirements, look, problems.at('requirements'));
    return {
        own,
        flow,
        source,
        files,
        requirements,
        code: flow === undefined
            ? undefined
            : await gatherCode({
                flow: flow.source,
                source: source?.source,
                workspace,
                python: (0,python_version/* pythonOf */.we)(inputs.baseImage)
            }),
        template: template?.kind === 'path' ? await look.template(template.path) : given,
        problems: problems.list
    };
}
async function hashesOfOurs() {
    const { launcher, tools } = await (0,flow_launcher/* ownFiles */.aJ)();
    return { launcher: (0,content/* sha256OfJson */.R)([...launcher]), tools: (0,content/* sha256OfJson */.R)([...tools]) };
}
/** The first input that needs the workspace. */
function firstOf(inputs, hasTemplatePath) {
    if (inputs.flow !== undefined)
        return 'flow';
    if (inputs.source !== undefined)
        return 'source';
    if (inputs.files.length > 0)
        return 'files';
    if (inputs.requirements !== undefined)
        return 'requirements';
    return hasTemplatePath ? 'job-template' : undefined;
}

;// CONCATENATED MODULE: ./build/plan/conflicts.js
/** Two things may not land on one path in the image. */


/**
 * Problems of `files`: a path that two things would get, a thing inside another thing's file, anything in the launcher's
 * folder. Folders may meet where their contents do not, and the very same file may arrive twice (the flow's own folder
 * holds the flow). One problem for each pair of things.
 */
function findConflicts(flow, { files, source, requirements }) {
    const conflicts = new Conflicts();
    if (flow !== undefined)
        conflicts.land(flow.imagePath, { name: 'the flow', file: flow.source });
    if (source !== undefined)
        conflicts.landAll(source.entries, 'source');
    for (const { entries } of requirements?.items ?? [])
        conflicts.landAll(entries, 'requirements');
    const destinations = new Map();
    for (const { given, destination, entries } of files) {
        const name = (0,inputs_problems/* shown */.SP)(given);
        const other = destinations.get(destination);
        if (other !== undefined)
            conflicts.clash(other, name, `would both land on ${destination}`);
        destinations.set(destination, name);
        conflicts.landAll(entries, name);
    }
    conflicts.findThingsInsideFiles();
    return conflicts.problems;
}
class Conflicts {
    #landings = new Map();
    #texts = new Map();
    land(path, thing) {
        const isInTheWay = path === parentOf(launcherFolder) && thing.file !== undefined;
        if (isInTheWay || isAtOrBelow(path, launcherFolder)) {
            this.#say(thing.name, `${thing.name} would land on ${path}, but ${launcherFolder} belongs to the action.`);
            return;
        }
        const there = this.#landings.get(path);
        if (there === undefined)
            this.#landings.set(path, thing);
        else if (there.file !== thing.file)
            this.clash(there.name, thing.name, `would both land on ${path}`);
    }
    /** What lies in a thing, each at its place. */
    landAll(entries, name) {
        for (const { path, real, sha256 } of entries)
            this.land(path, { name, file: sha256 === undefined ? undefined : real });
    }
    /** Things whose path leads through another thing's file. */
    findThingsInsideFiles() {
        for (const [path, { name }] of this.#landings) {
            for (let parent = parentOf(path); parent !== ''; parent = parentOf(parent)) {
                const above = this.#landings.get(parent);
                if (above?.file === undefined || above.name === name)
                    continue;
                this.#say(`${above.name}\n${name}`, `${name} would land on ${path}, but ${above.name} is a file at ${parent}.`);
            }
        }
    }
    clash(one, other, what) {
        this.#say(`${one}\n${other}`, `${one} and ${other} ${what}.`);
    }
    get problems() {
        return [...this.#texts.values()].map((text) => ({
            input: 'files',
            text: `${text} Give each thing a place of its own.`
        }));
    }
    #say(things, text) {
        if (!this.#texts.has(things))
            this.#texts.set(things, text);
    }
}
/** The folder of an absolute path in the image; empty for what lies in the root. */
function parentOf(path) {
    return path.slice(0, path.lastIndexOf('/'));
}

// EXTERNAL MODULE: ./build/plan/asked.js
var plan_asked = __webpack_require__(6330);
;// CONCATENATED MODULE: ./build/plan/inline-dependencies.js
/** Dependencies that stand in the flow's own file: installed where no input says otherwise. Pure. */


const nothing = { requirements: [], note: undefined, warning: undefined, problems: [] };
/** A package that an input names as well is left to the input; Prefect also where the input says `none`. */
function inlineDependencies({ pythonDependencies, prefect }, { flow, code, requirements }) {
    const inline = code?.inline;
    if (inline === undefined || flow === undefined)
        return nothing;
    const file = flow.repositoryPath;
    if ('problem' in inline) {
        return { ...nothing, problems: [`${file} ${inline.problem}; correct it, or remove the block (PEP 723).`] };
    }
    const named = new Set([...pythonDependencies.map(requirements_file/* nameOf */.Vb), ...(requirements?.packages ?? [])]);
    if (prefect !== 'auto')
        named.add('prefect');
    const items = inline.dependencies.map((each) => each.trim());
    const added = items.filter((each) => !named.has((0,requirements_file/* nameOf */.Vb)(each) ?? ''));
    if (added.length === 0)
        return nothing;
    // they may hold a URL with a password, so none is quoted
    const problems = added.flatMap((each) => {
        const problem = problemOfItem(each);
        return problem === undefined
            ? []
            : [`${file}: dependency ${String(items.indexOf(each) + 1)} of its block "# /// script" ${problem}`];
    });
    const names = [...new Set(added.map((each) => (0,requirements_file/* nameOf */.Vb)(each) ?? 'a package from an address'))];
    return {
        requirements: added,
        note: `Dependencies of ${file} itself (# /// script) are installed: ${names.join(', ')}.`,
        warning: added.some(hasCredentials)
            ? `${file} holds a URL with credentials in its block "# /// script": they end in a layer of the image, for everyone who can pull it. Give them through build-secrets.`
            : undefined,
        problems
    };
}

;// CONCATENATED MODULE: ./build/plan/neighbours.js
/** Modules of the workspace that the flow imports and that would not go along with it. Pure. */





/** @param inputs of a build with a flow @param asked what pip installs, all in all */
function findNeighbours(inputs, facts, asked) {
    const flow = facts.flow;
    const found = (facts.code?.neighbours ?? []).filter((each) => !comesAlong(each, facts, asked));
    if (flow === undefined || found.length === 0)
        return { sources: new Map(), problem: undefined, warning: undefined };
    const own = external_node_path_.posix.dirname(flow.repositoryPath);
    // a folder that holds the flow and the module
    const sourceFor = ({ folder }) => (folder === own ? own : '.');
    const sources = new Map(found.map((each) => [each.module, sourceFor(each)]));
    const missing = found.filter(({ isSure }) => isSure);
    const sure = hasOtherPlaces(inputs, facts) ? [] : missing.filter((each) => !mayComeAlong(each, facts, asked));
    const told = sure.length > 0 ? sure : missing;
    const [first] = told;
    if (first === undefined)
        return { sources, problem: undefined, warning: undefined };
    const folder = told.every((each) => sourceFor(each) === own) ? own : '.';
    const state = inputs.source === undefined ? 'is not set' : `is ${inputs.source}`;
    const modules = [...new Set(told.map(({ module }) => module))].join(', ');
    const text = `${state}, but ${first.file} (line ${String(first.line)}) imports ${modules} of the workspace, which would not go along. Set source to ${(0,inputs_problems/* shown */.SP)(folder)}`;
    return sure.length > 0
        ? { sources, problem: `${text}.`, warning: undefined }
        : { sources, problem: undefined, warning: `source: ${text}, unless the image has ${modules} from elsewhere.` };
}
/** It is copied by another input to where Python looks, or installed as a package. */
function comesAlong({ module, folder }, facts, asked) {
    const own = external_node_path_.posix.dirname(facts.flow?.repositoryPath ?? '');
    const places = [own, facts.source?.repositoryPath ?? own, folder, '.'].map((each) => external_node_path_.posix.join(plan_look/* flowFolder */.Hz, each, module));
    const isThere = (path) => places.some((place) => path === `${place}.py` || path.startsWith(`${place}/`));
    return copied(facts).some(isThere) || (0,plan_asked/* isInstalled */.j)(module, asked) === 'surely';
}
/** It is copied to somewhere, or something that is installed may bring it. */
function mayComeAlong({ module }, facts, asked) {
    const isPartOf = (path) => path.split('/').some((part) => part === module || part === `${module}.py`);
    return copied(facts).some(isPartOf) || (0,plan_asked/* isInstalled */.j)(module, asked) === 'perhaps';
}
function copied({ files, requirements }) {
    return [...files, ...(requirements?.items ?? [])].flatMap(({ entries }) => entries).map(({ path }) => path);
}
/** Python may find modules that are not seen here: in an image of the user's own, on a volume, or by another path. */
function hasOtherPlaces({ baseImage, envVars, jobEnv, jobSecrets }, { template }) {
    return (!(0,python_version/* isOfficialPython */.KF)(baseImage) ||
        [envVars, jobEnv, jobSecrets].some((variables) => variables.has('PYTHONPATH')) ||
        /"(?:mountPath|PYTHONPATH)"/u.test(JSON.stringify(template ?? null)));
}

;// CONCATENATED MODULE: ./build/plan/prefect.js
/** Which Prefect an image gets. Pure. */


/** `<4`: what a later Prefect does with today's flows nobody knows. pip takes the newest that the Python of the image runs. */
const requirements = {
    modern: ['prefect>=2,<4'],
    // it imports pkg_resources, which setuptools 81 no longer has and Python 3.12 does not bring, and asks for neither
    classic: ['prefect<2', 'setuptools<81']
};
/** `prefect: auto`: installed when the flow imports it and nothing names it. @param inline requirements of the flow's own file */
function choosePrefect({ prefect, pythonDependencies, requirements: path, baseImage }, facts, inline) {
    if (prefect === 'none')
        return { requirements: [], why: undefined };
    const namedIn = pythonDependencies.some((line) => (0,requirements_file/* nameOf */.Vb)(line) === 'prefect')
        ? 'python-dependencies'
        : facts.requirements?.packages.has('prefect') === true
            ? (path ?? 'requirements')
            : inline.some((line) => (0,requirements_file/* nameOf */.Vb)(line) === 'prefect')
                ? 'the flow itself'
                : undefined;
    if (prefect !== 'auto') {
        const asked = [`prefect${prefect.specifier}`];
        return namedIn === undefined
            ? { requirements: asked, why: undefined }
            : {
                requirements: asked,
                why: undefined,
                problem: `is given, and ${namedIn} names prefect as well; keep one of the two.`
            };
    }
    const found = facts.code?.prefect;
    if (found === undefined)
        return { requirements: [], why: undefined };
    const where = `${found.file} line ${String(found.line)} imports it`;
    if (namedIn !== undefined)
        return { requirements: [], why: `Prefect: as ${namedIn} says (${where}).` };
    if (isPrefectImage(baseImage))
        return { requirements: [], why: `Prefect: that of ${baseImage} (${where}).` };
    const generation = (0,python_version/* meantGeneration */.at)(found, baseImage);
    // code that goes on without Prefect shall do so where there is none
    if (generation === 'modern' && !found.isSure && (0,python_version/* isTooOldForModern */.mL)(baseImage)) {
        return {
            requirements: [],
            why: `Prefect: none is installed, since ${where} only perhaps, and ${baseImage} can run neither Prefect 2 nor 3.`
        };
    }
    const added = requirements[generation];
    const kind = generation === 'modern' ? 'Prefect 2 or 3' : 'Prefect 1 or before';
    return {
        requirements: added,
        why: `Prefect: ${added[0]} is installed, since ${where} as ${kind} is used, and nothing names a version. Set prefect to choose.`
    };
}
/** `prefecthq/prefect:3-latest` and copies of it. */
function isPrefectImage(reference) {
    return /(?:^|\/)prefect(?:[:@]|$)/u.test(reference);
}

;// CONCATENATED MODULE: ./build/plan/size.js
/** How much of the workspace goes into an image. Pure. */
/** Bytes from which a user should hear of it: each changed file of a folder sends the whole layer again. */
const large = 100 * 1024 * 1024;
const shownEntries = 3;
/** A warning about large folders, with what is largest in them; undefined for what is usual. */
function sizeWarning({ source, files }) {
    const items = [...(source === undefined ? [] : [source]), ...files];
    const entries = items.flatMap((item) => item.entries);
    const total = entries.reduce((sum, { size }) => sum + size, 0);
    if (total <= large)
        return undefined;
    const largest = entries
        .filter(({ size }) => size > total / 100)
        .toSorted((a, b) => b.size - a.size)
        .slice(0, shownEntries)
        .map(({ path, size }) => `${path} (${megabytes(size)})`);
    return `source and files bring ${megabytes(total)} into the image. The largest: ${largest.join(', ')}. Leave out what the flow does not read with a .dockerignore, or mount it with job-template.`;
}
function megabytes(bytes) {
    return `${String(Math.round(bytes / (1024 * 1024)))} MB`;
}

;// CONCATENATED MODULE: ./build/plan/fingerprint.js
/**
 * The fingerprint of an image: a hash of everything in the plan and the workspace that makes it. It names the image (the default
 * tag). `image/` adds what only a builder and registries know, and then a build can be skipped because of it.
 */

/** For fields that say where an image goes and how it gets there, not what is in it. JSON leaves such a field out. */
const notPart = undefined;
/** Raised when the same plan would make another image: another Dockerfile, another launcher protocol. */
const recipe = 3;
/** SHA-256 in hexadecimal of what makes the image: names in it, contents and modes of its files, never paths of the runner. */
function fingerprint(plan, facts) {
    const ingredients = {
        kind: notPart,
        baseImage: plan.baseImage,
        dependencies: plan.dependencies,
        origins: notPart,
        requirements: requirementsIngredients(plan, facts),
        // which ones there are changes the steps; what they are must not be told by a tag
        buildSecrets: [...plan.buildSecrets.keys()],
        preparesPrefect: plan.preparesPrefect,
        // a list of pairs: the order of variables counts, as it does in the image
        env: [...plan.env],
        files: facts.files.map(contents),
        flow: plan.flow === undefined ? null : flowIngredients(plan.flow, facts),
        source: facts.source === undefined ? null : contents(facts.source),
        platform: plan.platform ?? null,
        healthCheck: notPart,
        repository: notPart,
        imageName: notPart,
        tag: notPart,
        hasOwnTag: notPart,
        push: notPart,
        rebuild: notPart,
        cacheFrom: notPart,
        cacheTo: notPart,
        // has to agree by itself where it counts, see `image/record.ts`
        day: notPart,
        fingerprint: notPart,
        dependenciesKey: notPart,
        timeout: notPart
    };
    return (0,content/* sha256OfJson */.R)([recipe, ingredients, plan.flow === undefined ? null : facts.own.launcher, facts.own.tools]);
}
/** SHA-256 of what the steps are made of that install what the flow needs. */
function dependenciesKey(plan, facts) {
    const { dependencies, buildSecrets, preparesPrefect, day } = plan;
    const requirements = requirementsIngredients(plan, facts);
    const secrets = [...buildSecrets.keys()];
    return (0,content/* sha256OfJson */.R)([recipe, dependencies, requirements, secrets, preparesPrefect, facts.own.tools, day ?? null]);
}
function requirementsIngredients({ requirements }, facts) {
    if (requirements === undefined)
        return null;
    const { file, folder, isHashed } = requirements;
    return [file, folder ?? null, isHashed, facts.requirements?.items.map(contents)];
}
function contents({ entries }) {
    return entries.map(({ path, mode, sha256 }) => [path, mode, sha256 ?? null]);
}
function flowIngredients(flow, facts) {
    return {
        source: facts.flow === undefined ? null : [facts.flow.mode, facts.flow.sha256],
        repositoryPath: flow.repositoryPath,
        imagePath: flow.imagePath,
        name: flow.name ?? null,
        neighbours: notPart
    };
}

// EXTERNAL MODULE: ./build/plan/image-reference.js
var plan_image_reference = __webpack_require__(847);
// EXTERNAL MODULE: ./node_modules/uuid/dist-node/v5.js + 6 modules
var v5 = __webpack_require__(3604);
;// CONCATENATED MODULE: ./build/plan/names.js
/** Names that a run gives: of the Job, and of the image where the user gives none. */



/** Namespace of this project's version 5 UUIDs; a constant, or a flow's image would change its name. */
const ownNamespace = 'c1f6b0a4-6a0e-4d0b-8f5d-3f1c7a52e9d6';
/** The Job controller adds a hyphen and five characters for a pod, whose name has at most 63. */
const longestJobName = 57;
/** `PREFIX-IDENTIFIER`: the prefix made legal and cut, then the first 8 characters of the identifier. */
function jobName(prefix, identifier) {
    const suffix = `-${identifier.slice(0, 8)}`;
    const legal = slug(prefix)
        .slice(0, longestJobName - suffix.length)
        .replace(/-+$/, '');
    return `${legal || 'job'}${suffix}`;
}
/** A file's name without folder and extension. */
function stemOf(path) {
    return external_node_path_.posix.basename(path, external_node_path_.posix.extname(path));
}
/** `image-name` when none is given: a UUID of repository and flow, so that a flow always finds its image. */
function defaultImageName(repository, flowPath) {
    return (0,v5/* default */.Ay)(`image-name\n${repository}\n${flowPath}`, ownNamespace);
}
/** `image-tag` when none is given: a UUID of the fingerprint, so that the same input finds the same image. */
function defaultImageTag(fingerprint) {
    return (0,v5/* default */.Ay)(`image-tag\n${fingerprint}`, ownNamespace);
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./build/plan/job-fields.js
var job_fields = __webpack_require__(9135);
// EXTERNAL MODULE: ./build/plan/template-parts.js
var template_parts = __webpack_require__(3917);
// EXTERNAL MODULE: ./build/plan/template-yaml.js + 1 modules
var template_yaml = __webpack_require__(6532);
;// CONCATENATED MODULE: ./build/plan/template-conflicts.js
/** Where a template and the inputs say two things about one field, and what is this action's own in a Job. Pure. */







/** Names of variables by which the launcher is told what to run. */
const ownVariables = 'DOCKER_ON_K8S_';
/** Labels and annotations of ours begin so, and these two. */
const ownKeys = 'docker-on-k8s/';
const ownLabels = [labels/* identifierLabel */.Mz, labels/* managedByLabel */.Ly, labels/* ownerLabel */.Wb];
/** Reports each field of a template that is not the template's to set, or that an input sets otherwise. */
function checkTemplate(template, inputs, report) {
    const parts = (0,template_parts/* partsOf */.CI)(template);
    checkOwnFields(parts, inputs, report);
    checkLimits(parts, report);
    const isGiven = (name) => inputs.given.has(name);
    const conflicts = fieldsOf(parts, inputs).flatMap((field) => {
        const path = isGiven(field.input) ? differing(field) : undefined;
        return path === undefined
            ? []
            : [`${path} says something else than the input ${field.input}; remove one of the two.`];
    });
    // request and limit may share one null
    for (const conflict of new Set(conflicts))
        report(conflict);
    template_conflicts_checkVariables(parts, inputs, report);
}
const podPath = 'spec.template.spec';
function ownPath({ ownIndex }) {
    return `${podPath}.containers[${String(ownIndex ?? 0)}]`;
}
function checkOwnFields(parts, inputs, report) {
    const { metadata, spec, podMetadata, own, root } = parts;
    const refuse = (path, instead) => report(`${path} is set by the action alone; ${instead}.`);
    for (const key of ['name', 'generateName'].filter((name) => isSet(metadata[name])))
        refuse(`metadata.${key}`, 'remove it, the input job-name gives the beginning of the name');
    if (isSet(metadata['namespace']) && metadata['namespace'] !== inputs.namespace)
        report('metadata.namespace is not that of the input namespace; set the input namespace, and remove it here.');
    for (const key of ['selector', 'manualSelector'].filter((name) => isSet(spec[name])))
        refuse(`spec.${key}`, 'remove it, Kubernetes makes it');
    if (isSet(podMetadata['name']))
        refuse('spec.template.metadata.name', 'remove it, Kubernetes names the pods');
    if (isSet(own['image']))
        refuse(`${ownPath(parts)}.image`, 'remove it, this container runs the image of this step');
    if (inputs.flow !== undefined && isSet(own['command']))
        report(`${ownPath(parts)}.command would run instead of the flow; remove it, or the input flow.`);
    if (isSet(root['status']))
        refuse('status', 'remove it');
    for (const [path, { labels, annotations }] of [
        ['metadata', metadata],
        ['spec.template.metadata', podMetadata]
    ]) {
        const isOwn = (key) => ownLabels.includes(key) || key.startsWith(ownKeys);
        for (const key of Object.keys((0,template_parts/* mapOf */.A7)(labels)).filter(isOwn))
            refuse((0,template_yaml/* joinPath */.uJ)(`${path}.labels`, key), 'remove it');
        for (const key of Object.keys((0,template_parts/* mapOf */.A7)(annotations)).filter((name) => name.startsWith(ownKeys)))
            refuse((0,template_yaml/* joinPath */.uJ)(`${path}.annotations`, key), 'remove it');
    }
}
/** A shorter TTL races with whoever still reads the finished Job, whoever asks for it. */
function checkLimits({ spec }, report) {
    const ttl = spec['ttlSecondsAfterFinished'];
    const least = ttlBounds.least / 1000;
    if (typeof ttl === 'number' && ttl < least)
        report(`spec.ttlSecondsAfterFinished is too short; accepted: ${String(least)} or more, or null for none.`);
}
function fieldsOf(parts, inputs) {
    const { metadata, spec, podSpec, own } = parts;
    const fields = [];
    const at = (base, from) => (input, keys, value) => {
        if (value !== undefined)
            fields.push({ input, base, from, keys, value });
    };
    const container = at(ownPath(parts), own);
    for (const resource of ['cpu', 'memory']) {
        container(resource, ['resources', 'requests', resource], inputs[resource]?.request);
        container(resource, ['resources', 'limits', resource], inputs[resource]?.limit);
    }
    container('command', ['command'], inputs.command?.map(job_fields/* literal */.eu));
    container('args', ['args'], inputs.args?.map(job_fields/* literal */.eu));
    const pod = at(podPath, podSpec);
    pod('service-account', ['serviceAccountName'], inputs.serviceAccount);
    // the old name of the same field
    pod('service-account', ['serviceAccount'], inputs.serviceAccount);
    for (const [key, value] of inputs.nodeSelector)
        pod('node-selector', ['nodeSelector', key], value);
    const job = at('spec', spec);
    job('ttl', ['ttlSecondsAfterFinished'], inputs.ttl);
    if (inputs.timeout !== undefined)
        job('timeout', ['activeDeadlineSeconds'], (0,job_fields/* activeDeadline */.B1)(inputs.startTimeout, inputs.timeout));
    at('metadata', metadata)('queue', ['labels', labels/* queueLabel */.ke], inputs.queue);
    if (podSpec['imagePullSecrets'] === null && inputs.imagePullSecrets.length > 0)
        pod('image-pull-secrets', ['imagePullSecrets'], []);
    return fields;
}
/** The path at which the template says otherwise; `null` is a word too. Undefined: it says the same, or nothing. */
function differing({ base, from, keys, value }) {
    let at = from;
    let path = base;
    for (const key of keys) {
        const next = (0,template_parts/* mapOf */.A7)(at)[key];
        path = (0,template_yaml/* joinPath */.uJ)(path, key);
        if (next === undefined)
            return undefined;
        if (next === null)
            return path;
        at = next;
    }
    // a quantity may be written as a number
    return (0,external_node_util_.isDeepStrictEqual)(at, value) || (typeof at === 'number' && String(at) === value) ? undefined : path;
}
function template_conflicts_checkVariables(parts, { jobEnv, jobSecrets }, report) {
    const { own } = parts;
    if (own['env'] === null && jobEnv.size + jobSecrets.size > 0) {
        const input = jobEnv.size > 0 ? 'job-env' : 'job-secrets';
        report(`${ownPath(parts)}.env says something else than the input ${input}; remove one of the two.`);
    }
    for (const [index, item] of (0,template_parts/* listOf */.c3)(own['env']).entries()) {
        const entry = (0,template_parts/* mapOf */.A7)(item);
        const { name } = entry;
        if (typeof name !== 'string')
            continue;
        const path = `${ownPath(parts)}.env[${String(index)}]`;
        if (name.startsWith(ownVariables))
            report(`${path} has a name that begins with ${ownVariables}; choose another.`);
        const value = jobEnv.get(name);
        const isSame = value !== undefined && (0,external_node_util_.isDeepStrictEqual)(entry, { name, value: (0,job_fields/* literal */.eu)(value) });
        if (value !== undefined && !isSame)
            report(`${path} says something else than the input job-env; remove one of the two.`);
        if (jobSecrets.has(name))
            report(`${path} sets what the input job-secrets sets; remove one of the two.`);
    }
}
function isSet(value) {
    return value !== undefined && value !== null;
}

;// CONCATENATED MODULE: ./build/plan/flow-choice.js
/** Which flow of a file will run, and whether it takes the parameters: what the launcher would say, said before the build. Pure. */

const flow_choice_nothing = { problem: undefined, warning: undefined };
/** Only what is sure, whatever else the image holds; the launcher judges the rest. */
function judgeFlowChoice({ flow, parameters, run }, { flow: file, code }) {
    const definitions = code?.definitions;
    if (flow === undefined || file === undefined || definitions === undefined)
        return flow_choice_nothing;
    const path = file.repositoryPath;
    const chosen = flow.name === undefined
        ? withoutName(path, definitions, code?.importsOwn === true)
        : withName(flow.name, path, definitions);
    if ('problem' in chosen)
        return { ...flow_choice_nothing, problem: { input: 'flow', text: chosen.problem } };
    const warning = chosen.warning;
    const text = !run
        ? undefined
        : 'definition' in chosen
            ? mismatch(chosen.definition, path, parameters)
            : chosen.isScript === true && parameters.size > 0
                ? `${path} runs as a script, which takes none; name the flow or function, as in ${path}:NAME.`
                : undefined;
    return { problem: text === undefined ? undefined : { input: 'parameters', text }, warning };
}
function withName(name, path, { functions, words }) {
    const definition = functions.find((each) => each.name === name && each.kind !== 'task');
    if (definition !== undefined)
        return { definition };
    // a value, a class, something that is imported
    if (words.has(name))
        return {};
    const names = functions.map((each) => each.name);
    const has = names.length === 0 ? 'none at all' : names.join(', ');
    return { problem: `${path} has no flow or function ${(0,inputs_problems/* shown */.SP)(name)}; it has ${has}.` };
}
function withoutName(path, definitions, importsOwn) {
    const { functions, mayHoldFlows, hasMainBlock, isIdle } = definitions;
    const names = functions.map((each) => each.name);
    const example = `${path}:${names.at(-1) ?? ''}`;
    if (!mayHoldFlows) {
        if (isIdle && names.length > 0)
            return { problem: `${path} runs nothing by itself; it has ${names.join(', ')}. Name one, as in ${example}.` };
        const idle = hasMainBlock || names.length === 0;
        const warning = `flow: ${path} runs as a script, in which nothing calls ${names.join(', ')}. To run one, name it, as in ${example}.`;
        return { isScript: true, ...(!idle && { warning }) };
    }
    // a module of the workspace may run a flow as it is imported, and then that is the run
    if (importsOwn)
        return {};
    const flows = functions.filter(({ kind, name }) => kind === 'flow' && !name.startsWith('__'));
    const [first, ...more] = flows;
    if (first === undefined)
        return {};
    if (more.length === 0)
        return { definition: first };
    const all = flows.map((each) => each.name);
    return { problem: `${path} holds several flows: ${all.join(', ')}. Name one, as in ${path}:${all.at(-1) ?? ''}.` };
}
function mismatch({ name, line, signature }, path, parameters) {
    const { names, required, takesAll } = signature;
    const unknown = takesAll ? [] : [...parameters.keys()].filter((each) => !names.includes(each));
    const missing = required.filter((each) => !names.includes(each) || !parameters.has(each));
    if (unknown.length === 0 && missing.length === 0)
        return undefined;
    const says = [
        ...(unknown.length === 0 ? [] : [`it does not know ${unknown.map(inputs_problems/* shown */.SP).join(', ')}`]),
        ...(missing.length === 0 ? [] : [`it needs ${missing.join(', ')}`])
    ];
    const takes = names.length === 0 ? 'no parameters' : names.join(', ');
    return `${name} (${path}, line ${String(line)}) takes ${takes}; ${says.join(' and ')}.`;
}

;// CONCATENATED MODULE: ./build/plan/plan.js
/** Inputs + facts about the workspace + the run's context → the one {@link Plan}. Pure. */



















/**
 * Decides everything that is decided before anything is built or sent.
 * @throws one Failure `invalid-input` that lists what is wrong in the workspace and what would collide in the image.
 */
function makePlan(request) {
    const { inputs, facts, identifier } = request;
    const flow = inputs.image === undefined ? flowPlan(inputs, facts) : undefined;
    const problems = new inputs_problems/* Problems */.Zw();
    const inline = inlineDependencies(inputs, facts);
    const prefect = choosePrefect(inputs, facts, inline.requirements);
    const added = new Map([
        ...inline.requirements.map((each) => [each, `${facts.flow?.repositoryPath ?? ''} (# /// script)`]),
        ...prefect.requirements.map((each) => [each, 'the input prefect'])
    ]);
    const asked = (0,plan_asked/* whatIsAsked */.t)(inputs, facts.requirements, [...added.keys()]);
    const neighbours = findNeighbours(inputs, facts, asked);
    const choice = judgeFlowChoice(inputs, facts);
    for (const problem of [...facts.problems, ...findConflicts(flow, facts)])
        problems.add(problem);
    if (choice.problem !== undefined)
        problems.add(choice.problem);
    for (const problem of inline.problems)
        addProblem(problems, 'flow', problem);
    addProblem(problems, 'prefect', prefect.problem);
    addProblem(problems, 'base-image', (0,python_version/* problemOfBase */._I)(inputs, facts.code, asked));
    addProblem(problems, 'source', problemOfSource(facts) ?? neighbours.problem);
    if (inputs.run && facts.template !== undefined)
        checkTemplate(facts.template, inputs, problems.at('job-template'));
    problems.throwIfAny();
    const image = imagePlan(request, flow && { ...flow, neighbours: neighbours.sources }, added);
    const { kubeconfig, context, namespace } = inputs;
    return {
        identifier,
        image,
        job: inputs.run ? jobPlan(request, image) : undefined,
        cluster: inputs.run ? { kubeconfig, context, namespace } : undefined,
        dryRun: inputs.dryRun,
        notes: [inline.note, prefect.why].filter((note) => note !== undefined),
        warnings: [choice.warning, neighbours.warning, inline.warning, sizeWarning(facts)].filter((warning) => warning !== undefined)
    };
}
function addProblem(problems, input, text) {
    if (text !== undefined)
        problems.add({ input, text });
}
function problemOfSource({ flow, source }) {
    if (flow === undefined || source === undefined || (0,walk/* isIn */.S1)(flow.source, source.source))
        return undefined;
    const folder = external_node_path_.posix.dirname(flow.repositoryPath);
    return `got ${(0,inputs_problems/* shown */.SP)(source.given)}, in which the flow ${flow.repositoryPath} does not lie; accepted: a folder that holds it, such as ${folder}.`;
}
function flowPlan(inputs, facts) {
    if (inputs.flow === undefined || facts.flow === undefined)
        return undefined;
    const { source, repositoryPath } = facts.flow;
    return { source, repositoryPath, imagePath: `${plan_look/* flowFolder */.Hz}/${repositoryPath}`, name: inputs.flow.name };
}
function imagePlan({ inputs, environment, facts, today }, flow, added) {
    if (inputs.image !== undefined)
        return { kind: 'use', reference: inputs.image, needsLauncher: inputs.parameters.size > 0 };
    const imageName = inputs.imageName ?? defaultImageName(environment.repository, flow?.repositoryPath ?? '');
    const dependencies = [...inputs.pythonDependencies, ...added.keys()];
    const staysSame = (0,requirements_file/* readRequirements */.F2)(dependencies.join('\n')).isPinned && facts.requirements?.isPinned !== false;
    const build = {
        kind: 'build',
        baseImage: inputs.baseImage,
        dependencies,
        origins: new Map([...inputs.pythonDependencies.map((each) => [each, 'python-dependencies']), ...added]),
        requirements: requirementsPlan(facts),
        buildSecrets: inputs.buildSecrets,
        preparesPrefect: preparesPrefect(inputs, facts),
        env: inputs.envVars,
        files: facts.files.map(resolved),
        flow,
        source: facts.source && resolved(facts.source),
        platform: inputs.platform,
        healthCheck: checksHealth(inputs, flow),
        repository: (0,plan_image_reference/* repositoryOf */._)(inputs.registryUrl, imageName),
        imageName,
        hasOwnTag: inputs.imageTag !== undefined,
        push: inputs.push === 'auto' ? inputs.registryUrl !== undefined : inputs.push,
        rebuild: inputs.rebuild,
        cacheFrom: inputs.cacheFrom,
        cacheTo: inputs.cacheTo,
        // with rebuild: false yesterday's image will do
        day: staysSame || inputs.rebuild === false ? undefined : today,
        timeout: inputs.buildTimeout
    };
    const print = fingerprint(build, facts);
    return {
        ...build,
        tag: inputs.imageTag ?? defaultImageTag(print),
        fingerprint: print,
        dependenciesKey: dependenciesKey(build, facts)
    };
}
function requirementsPlan({ requirements }) {
    if (requirements === undefined)
        return undefined;
    const { repositoryPath, folder, items, hasHashes } = requirements;
    return { file: `${plan_look/* flowFolder */.Hz}/${repositoryPath}`, folder, items: items.map(resolved), isHashed: hasHashes };
}
function resolved({ source, destination, left }) {
    return { source, destination, left };
}
/** For Prefect 2 and 3 alone; where there is none, the script finds nothing to do. */
function preparesPrefect({ baseImage }, { code }) {
    return code?.prefect !== undefined && (0,python_version/* meantGeneration */.at)(code.prefect, baseImage) === 'modern';
}
/** An image that is used later or under a name of its own is worth the check; one that runs now shows it by itself. */
function checksHealth({ healthCheck, run, imageTag }, flow) {
    if (flow === undefined)
        return false;
    return healthCheck === 'auto' ? !run || imageTag !== undefined : healthCheck;
}
function jobPlan({ inputs, environment, identifier, nonce, facts }, image) {
    const isBuilt = image.kind === 'build';
    return {
        name: jobName(inputs.jobName ?? subjectOf(image, inputs.imageName), identifier),
        namespace: inputs.namespace,
        labels: (0,labels/* labelsOf */.PC)(identifier, environment, inputs.runKey),
        annotations: (0,labels/* annotationsOf */.Ih)(environment),
        command: inputs.command,
        args: inputs.args,
        env: inputs.jobEnv,
        secrets: inputs.jobSecrets,
        parameters: inputs.parameters.size === 0 ? undefined : JSON.stringify(Object.fromEntries(inputs.parameters)),
        launcher: isBuilt ? image.flow !== undefined : image.needsLauncher,
        nonce,
        hardened: isBuilt,
        cpu: inputs.cpu,
        memory: inputs.memory,
        serviceAccount: inputs.serviceAccount,
        nodeSelector: inputs.nodeSelector,
        imagePullSecrets: inputs.imagePullSecrets,
        pullSecret: inputs.pullSecret,
        queue: inputs.queue,
        template: facts.template,
        wait: inputs.wait,
        logs: inputs.logs,
        timeout: inputs.timeout,
        startTimeout: inputs.startTimeout,
        queueTimeout: inputs.queueTimeout,
        cleanup: inputs.cleanup,
        ttl: inputs.ttl,
        rerun: rerunPlan(inputs, environment)
    };
}
function rerunPlan({ onRerun, runKey }, environment) {
    return {
        action: onRerun,
        owner: environment.runId === '' ? undefined : (0,labels/* ownerOf */.bf)(environment, runKey),
        attempt: (0,labels/* attemptOf */.tx)(environment)
    };
}
/** What a Job is named after: the flow's file, else the image's own last part, where it has one that a person chose. */
function subjectOf(image, imageName) {
    if (image.kind === 'build')
        return image.flow === undefined ? lastPart(imageName ?? '') : stemOf(image.flow.repositoryPath);
    const reference = (0,image_reference/* splitReference */.mQ)(image.reference);
    return 'problem' in reference ? '' : lastPart(reference.path);
}
function lastPart(path) {
    return path.split('/').at(-1) ?? '';
}

;// CONCATENATED MODULE: ./build/plan/trust.js
/**
 * Whether the code in the workspace may run with this workflow's secrets. Some events start a workflow of the default
 * branch, with its secrets, on behalf of anybody: what such a workflow checks out besides its own commit is whatever a
 * stranger pushed ("pwn request", GitHub Security Lab). Pure.
 */

/** Events that strangers can cause and that run with secrets (docs.github.com, "Events that trigger workflows"). */
const eventsOfStrangers = ['pull_request_target', 'workflow_run', 'issue_comment'];
/** True for events in which code that is not of the event's own commit is a stranger's. */
function isEventOfStrangers(eventName) {
    return eventsOfStrangers.includes(eventName);
}
/**
 * Judges what is used of the workspace. What cannot be told counts as untrusted.
 * @returns undefined: go on; a text: go on after this warning
 * @throws Failure `untrusted-code`
 */
function judgeTrust({ eventName, sha, uses, isAllowed, isDryRun }) {
    if (isDryRun || !isEventOfStrangers(eventName))
        return undefined;
    const untrusted = uses.filter(({ head }) => head.kind === 'unknown' || head.sha !== sha);
    if (untrusted.length === 0)
        return undefined;
    const found = untrusted.map((use) => sentence(use, sha));
    if (isAllowed) {
        return `allow-untrusted-code: what runs now with this workflow's secrets is not the commit of the event ${eventName}. ${found.join(' ')}`;
    }
    const isAnyUnknown = untrusted.some(({ head }) => head.kind === 'unknown');
    throw new build_failure/* Failure */.HR('untrusted-code', {
        what: `The event ${eventName} can be caused by anybody, and the code that would run with this workflow's secrets is not surely the commit of the event.`,
        why: found.join('\n'),
        fix: `Check out the commit of the event (actions/checkout without ref${isAnyUnknown ? ', on a runner that has git' : ''}); or set dry-run: true, which executes nothing of it; or, if only people you trust can start this, set allow-untrusted-code: true.`
    });
}
function sentence({ what, checkout, head }, sha) {
    const where = checkout === '.' ? 'the checkout of the workspace' : `the checkout in ${checkout}`;
    if (head.kind === 'unknown')
        return `${what} lies in ${where}, of which it cannot be told which commit it is: ${head.why}.`;
    const expected = sha === '' ? 'an event whose commit (GITHUB_SHA) is not known' : `the event's ${sha.slice(0, 12)}`;
    return `${what} lies in ${where}, which is at commit ${head.sha.slice(0, 12)}, not at ${expected}.`;
}

;// CONCATENATED MODULE: ./build/plan/checkout.js
/**
 * Which commit a checkout holds, found by reading files alone: git itself would act upon the configuration of a checkout
 * that nobody trusts yet (`core.fsmonitor` and others name programs).
 * Sources: gitrepository-layout(5), git-worktree(1), git-check-ref-format(1).
 */



/** Links from one symbolic ref to the next. */
const longestChain = 5;
const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;
/**
 * The checkout that a path belongs to: that of the nearest `.git` at or above it, up to the workspace's root.
 * @param path absolute, in the workspace; itself looked at when it is a folder
 */
async function checkoutOf(path, workspace) {
    for (let folder = path; (0,walk/* isIn */.S1)(folder, workspace); folder = (0,external_node_path_.dirname)(folder)) {
        if (await exists((0,external_node_path_.join)(folder, '.git')))
            return { folder, head: await headOf(folder) };
        if (folder === (0,external_node_path_.dirname)(folder))
            break;
    }
    return { folder: workspace, head: unknown('there is no .git above it (actions/checkout makes none without git)') };
}
/** The commit of a folder that holds a `.git`, which is a folder, or a file that names one (worktree, submodule). Never throws. */
async function headOf(folder) {
    try {
        const gitFolder = await gitFolderOf(folder);
        if (gitFolder === undefined)
            return unknown('its .git file names no git folder');
        return await resolveHead(gitFolder);
    }
    catch (error) {
        return unknown(`its .git cannot be read (${(0,walk/* codeOf */.$N)(error)})`);
    }
}
async function gitFolderOf(folder) {
    const path = (0,external_node_path_.join)(folder, '.git');
    if ((await (0,promises_.stat)(path)).isDirectory())
        return path;
    const named = /^gitdir: (.+)$/mu.exec(await (0,promises_.readFile)(path, 'utf8'))?.[1];
    return named === undefined ? undefined : (0,external_node_path_.resolve)(folder, named.trimEnd());
}
async function resolveHead(gitFolder) {
    // a worktree has a HEAD of its own, and its branches in the repository's common folder
    const common = await readIfThere((0,external_node_path_.join)(gitFolder, 'commondir'));
    const commonFolder = common === undefined ? gitFolder : (0,external_node_path_.resolve)(gitFolder, common.trim());
    if (await exists((0,external_node_path_.join)(commonFolder, 'reftable')))
        return unknown('its branches are kept as reftable');
    let text = await readIfThere((0,external_node_path_.join)(gitFolder, 'HEAD'));
    if (text === undefined)
        return unknown('its .git has no HEAD');
    for (let links = 0; links <= longestChain; links += 1) {
        const value = text.trim();
        if (commit.test(value))
            return { kind: 'commit', sha: value };
        const ref = /^ref: *(\S.*)$/u.exec(value)?.[1];
        // a name from a file becomes a path: only what git itself accepts as one
        if (ref === undefined || !isRefName(ref))
            return unknown('its HEAD cannot be understood');
        const target = (await readIfThere((0,external_node_path_.join)(gitFolder, ref))) ??
            (await readIfThere((0,external_node_path_.join)(commonFolder, ref))) ??
            packedRef(await readIfThere((0,external_node_path_.join)(commonFolder, 'packed-refs')), ref);
        if (target === undefined)
            return unknown(`its HEAD names ${ref}, which has no commit`);
        text = target;
    }
    return unknown('its HEAD leads from one name to another without end');
}
function isRefName(ref) {
    return /^refs\/[^\p{Cc} ~^:?*[\\]+$/u.test(ref) && !ref.includes('..') && !ref.includes('//');
}
/** Lines of `packed-refs`: `SHA NAME`; others begin with `#` or `^` (what an annotated tag points at). */
function packedRef(text, ref) {
    const line = text?.split('\n').find((each) => each.trimEnd().endsWith(` ${ref}`));
    return line?.slice(0, line.indexOf(' '));
}
async function readIfThere(path) {
    try {
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        // a branch `a` may be asked for where only `a/b` is left: a folder
        if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((0,walk/* codeOf */.$N)(error)))
            return undefined;
        throw error;
    }
}
async function exists(path) {
    try {
        await (0,promises_.stat)(path);
        return true;
    }
    catch (error) {
        // something that we may not look at is there
        return !['ENOENT', 'ENOTDIR'].includes((0,walk/* codeOf */.$N)(error));
    }
}
function unknown(why) {
    return { kind: 'unknown', why };
}

;// CONCATENATED MODULE: ./build/plan/workspace-use.js
/** What a run uses of the workspace, and from which checkouts it comes: what trust is judged by. Reads, changes nothing. */





/**
 * Everything of the workspace that this run builds with, runs or believes: flow, source, files, requirements, a job template and a kubeconfig
 * given by path. Each with the checkout of the path as written, of what a link leads to, and of each checkout inside a folder.
 */
async function workspaceUses(inputs, facts, environment, env) {
    const written = (0,external_node_path_.resolve)(environment.workspace);
    const workspace = await (0,promises_.realpath)(written).catch(() => written);
    const found = new Map();
    for (const { what, path } of usedPaths(inputs, facts, env, written)) {
        for (const place of new Set([path, await (0,promises_.realpath)(path).catch(() => path)])) {
            const root = [written, workspace].find((each) => (0,walk/* isIn */.S1)(place, each));
            if (root === undefined)
                continue;
            const { folder, head } = await checkoutOf(place, root);
            const real = await (0,promises_.realpath)(folder).catch(() => folder);
            const checkout = (0,external_node_path_.relative)(workspace, real).split(external_node_path_.sep).join('/') || '.';
            found.set(`${what}\n${checkout}`, { what, checkout, head });
        }
    }
    return [...found.values()];
}
function usedPaths(inputs, facts, env, workspace) {
    const at = (what, path) => ({ what: `${what} ${path}`, path: (0,external_node_path_.resolve)(workspace, path) });
    return [
        ...(inputs.flow === undefined ? [] : [at('flow', inputs.flow.path)]),
        ...facts.files.flatMap((item) => [at('files', item.given), ...checkoutsIn('files', item)]),
        ...(facts.source === undefined ? [] : [at('source', facts.source.given), ...checkoutsIn('source', facts.source)]),
        ...(inputs.requirements === undefined ? [] : [at('requirements', inputs.requirements)]),
        ...(facts.requirements?.items ?? []).flatMap((item) => [
            { what: `requirements ${item.given}`, path: item.source },
            ...checkoutsIn('requirements', item)
        ]),
        ...(inputs.jobTemplate?.kind === 'path' ? [at('job-template', inputs.jobTemplate.path)] : []),
        ...(inputs.run ? kubeconfigPaths(inputs.kubeconfig, env).map((path) => at('kubeconfig', path)) : [])
    ];
}
/** A folder may hold other checkouts; their `.git` is among what stays out of the image. */
function checkoutsIn(input, { given, left }) {
    return left
        .filter((real) => (0,external_node_path_.basename)(real) === '.git')
        .map((real) => ({ what: `${input} ${given}`, path: (0,external_node_path_.dirname)(real) }));
}
/** The kubeconfig's files as far as they are named by the input or by `$KUBECONFIG`. */
function kubeconfigPaths(input, env) {
    if (input === undefined)
        return (env['KUBECONFIG'] ?? '').split(external_node_path_.delimiter).filter(Boolean);
    const source = (0,kubeconfig/* kubeconfigSource */.X4)(input);
    return source.kind === 'path' ? [source.path] : [];
}

;// CONCATENATED MODULE: ./build/prepare.js
/** The first part of a run: inputs read, secrets masked, the plan made. Nothing is built or sent before all of it is right. */









/** @throws Failure `invalid-input` with every problem found; `untrusted-code` */
async function prepare({ environment, env, folder, identifier, writer }, report) {
    // before anything else: what is wrong with an input is said in a message, and that must not show a secret
    const secrets = (0,inputs_secrets/* secretsOf */.Fj)(env);
    for (const value of secrets.values)
        writer.mask(value);
    const { inputs, notices, warnings } = readInputs(env);
    for (const notice of notices)
        writer.notice(notice);
    for (const warning of [...secrets.warnings, ...warnings])
        writer.warning(warning);
    const facts = await gatherFacts(inputs, environment);
    const today = new Date().toISOString().slice(0, 10);
    const plan = makePlan({ inputs, environment, identifier, nonce: (0,external_node_crypto_.randomUUID)(), today, facts });
    for (const note of plan.notes)
        writer.info(note);
    for (const warning of plan.warnings)
        writer.warning(warning);
    if (inputs.flow !== undefined)
        report.flow = inputs.flow.path;
    const browse = browseUrl(environment);
    if (browse !== undefined)
        report.browse = browse;
    if (plan.image.kind === 'build') {
        report.imageName = plan.image.imageName;
        report.imageTag = plan.image.tag;
    }
    if (plan.job !== undefined) {
        report.jobName = plan.job.name;
        report.logs = plan.job.logs;
    }
    if (isEventOfStrangers(environment.eventName)) {
        const warning = judgeTrust({
            ...environment,
            uses: await workspaceUses(inputs, facts, environment, env),
            isAllowed: inputs.allowUntrustedCode,
            isDryRun: inputs.dryRun
        });
        if (warning !== undefined)
            writer.warning(warning);
    }
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    return plan;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/runner/cancel.js
/**
 * Cancellation as the runner does it: SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL, to this process alone
 * (actions/runner, ProcessInvoker.cs). Both signals abort the run; neither ends the process, cleanup does.
 */

/** Listens for the runner's signals, the cancel marker, and errors that nobody caught: each aborts the run once. */
function listenForCancel(process, marker) {
    const controller = new AbortController();
    let reason;
    const abort = (failure) => {
        reason ??= failure;
        controller.abort(reason);
    };
    const cancelled = (by) => () => abort(new build_failure/* Failure */.HR('cancelled', {
        what: 'The run was cancelled.',
        why: by,
        fix: 'Start it again when you want it to run.'
    }));
    const onInterrupt = cancelled('The runner asked it to stop (SIGINT).');
    const onTerminate = cancelled('The runner asked it to stop (SIGTERM).');
    const onError = (error) => abort((0,build_failure/* toFailure */.w2)(error));
    process.on('SIGINT', onInterrupt);
    process.on('SIGTERM', onTerminate);
    process.on('uncaughtException', onError);
    process.on('unhandledRejection', onError);
    marker.watch(cancelled('Its post step found it still running.'));
    return {
        signal: controller.signal,
        get reason() {
            return reason;
        }
    };
}

// EXTERNAL MODULE: ./build/runner/environment.js
var runner_environment = __webpack_require__(9294);
// EXTERNAL MODULE: ./build/runner/marker.js
var runner_marker = __webpack_require__(5361);
// EXTERNAL MODULE: ./build/runner/state.js
var runner_state = __webpack_require__(3866);
// EXTERNAL MODULE: ./build/runner/writer.js
var runner_writer = __webpack_require__(1256);
;// CONCATENATED MODULE: ./build/runner/session.js
/** Everything the GitHub runner gives a run of main, opened in one place. */







/** Opens a session. @param identifier UUID of the run */
function openSession(process, identifier) {
    const { env } = process;
    const environment = (0,runner_environment/* readEnvironment */.Q)(env, { cwd: process.cwd(), temp: (0,external_node_os_.tmpdir)() });
    const folder = (0,external_node_path_.join)(environment.temp, 'docker-on-k8s', identifier);
    const state = (0,runner_state/* runnerState */.E)(env);
    state.saveMain(folder, process.pid);
    const marker = (0,runner_marker/* markerIn */.A)(folder);
    const writer = (0,runner_writer/* processWriter */.R_)(process, { isDebug: environment.isDebug });
    const cancellation = listenForCancel(process, marker);
    return { identifier, environment, env, writer, cancellation, marker, state, folder };
}

// EXTERNAL MODULE: ./build/scope.js
var build_scope = __webpack_require__(3832);
;// CONCATENATED MODULE: ./build/main.js
/** One run as a story: read, build beside the cluster's preflight, run the Job, tell how it ended, clean up. */







/** @returns the exit code of the step: 0 only when all that was asked for was done and, when we waited, the flow succeeded */
async function main(process) {
    const session = openSession(process, (0,external_node_crypto_.randomUUID)());
    const journal = {
        write: (record) => session.state.saveRecord(record.id, record),
        done: (id) => session.state.saveRecord(id, undefined)
    };
    const scope = new build_scope/* Scope */.HG({ signal: session.cancellation.signal, journal, marker: session.marker });
    const report = newReport(session.identifier);
    const connections = new Connections(session);
    try {
        const plan = await prepare(session, report);
        if (plan.dryRun)
            await (await Promise.all(/* import() */[__webpack_require__.e(833), __webpack_require__.e(436)]).then(__webpack_require__.bind(__webpack_require__, 7436))).dryRun(plan, session, report, connections, scope.signal);
        const failure = plan.dryRun ? undefined : await carryOut(plan, session, scope, report, connections);
        report.status = failure
            ? statusOf(failure)
            : plan.job === undefined || plan.dryRun
                ? 'skipped'
                : plan.job.wait
                    ? 'succeeded'
                    : 'created';
        if (failure)
            report.failure = failure;
    }
    catch (thrown) {
        report.failure = session.cancellation.reason ?? connections.failureOf(thrown);
        report.status = statusOf(report.failure);
    }
    await conclude(session, scope, report, connections.forCleanup());
    await connections.close();
    return report.failure === undefined ? 0 : 1;
}
/** @returns the failure of the Job, if it failed; everything else that fails is thrown */
async function carryOut(plan, session, scope, report, connections) {
    const { writer, folder, identifier, env, environment } = session;
    const { findHome } = await __webpack_require__.e(/* import() */ 163).then(__webpack_require__.bind(__webpack_require__, 5163));
    const home = findHome(plan, environment.workspace);
    const [image, connected, login] = await (0,build_scope/* together */.bs)(scope.signal, [
        async (signal) => {
            const { provideImage } = await Promise.all(/* import() */[__webpack_require__.e(833), __webpack_require__.e(169)]).then(__webpack_require__.bind(__webpack_require__, 3169));
            const [docker, memory] = await Promise.all([connections.docker(), connections.memory(plan, signal)]);
            const stage = (name, body) => timeStage(report, name, body);
            const tools = { docker, scope, writer, folder, signal, stage, home, memory, env };
            const provided = await provideImage(plan.image, tools);
            absorbImage(report, provided);
            return provided;
        },
        async (signal) => {
            if (plan.cluster === undefined || plan.job === undefined)
                return undefined;
            const { preflight } = await __webpack_require__.e(/* import() */ 17).then(__webpack_require__.bind(__webpack_require__, 3398));
            const found = await connections.cluster(plan.cluster, signal, plan.image.kind === 'build');
            report.namespace = found.cluster.namespace;
            const known = await preflight({ ...found, plan: plan.job, image: plan.image, writer, signal });
            const { refuseRerun } = await __webpack_require__.e(/* import() */ 394).then(__webpack_require__.bind(__webpack_require__, 1394));
            await refuseRerun(plan.job, { cluster: found.cluster, signal });
            return { ...found, ...known };
        },
        async (signal) => {
            if (plan.job === undefined)
                return undefined;
            const { findPullLogin } = await __webpack_require__.e(/* import() */ 361).then(__webpack_require__.bind(__webpack_require__, 6361));
            return findPullLogin(plan, { env, writer, signal });
        }
    ]);
    if (plan.job === undefined || connected === undefined)
        return undefined;
    const { pullCredential } = await __webpack_require__.e(/* import() */ 361).then(__webpack_require__.bind(__webpack_require__, 6361));
    const credential = await pullCredential(image.reference, login, {
        ...{ docker: await connections.docker(), scope, writer, folder, env },
        mayCreateSecrets: connected.rights.secrets
    });
    const { runJob } = await __webpack_require__.e(/* import() */ 92).then(__webpack_require__.bind(__webpack_require__, 2092));
    const known = { home, platforms: image.platforms };
    const tools = { ...connected, ...known, scope, writer, folder, identifier, env, credential };
    return runJob(plan.job, image.reference, tools, (news) => absorb(report, news));
}


/***/ }),

/***/ 6330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ isInstalled),
/* harmony export */   t: () => (/* binding */ whatIsAsked)
/* harmony export */ });
/* harmony import */ var _flow_missing_module_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2822);
/* harmony import */ var _requirements_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4443);
/** What pip is asked for by everything together, and whether a module comes with it. Pure. */


/** @param added requirements that no input names: those of the flow's own file, and Prefect */
function whatIsAsked({ pythonDependencies }, requirements, added) {
    const lines = [...pythonDependencies, ...added];
    const named = lines.map(_requirements_file_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb).filter((name) => name !== undefined);
    return {
        names: new Set([...named, ...(requirements?.packages ?? [])]),
        hasUnknown: requirements?.hasUnknown === true || lines.some(_requirements_file_js__WEBPACK_IMPORTED_MODULE_1__/* .hasAddress */ .hs)
    };
}
/** Whether a top-level module is installed with what is asked for. */
function isInstalled(module, { names, hasUnknown }) {
    const known = (0,_flow_missing_module_js__WEBPACK_IMPORTED_MODULE_0__/* .distributionOf */ .AO)(module);
    if (names.has((0,_requirements_file_js__WEBPACK_IMPORTED_MODULE_1__/* .normalized */ .A9)(module)) || (known !== undefined && names.has((0,_requirements_file_js__WEBPACK_IMPORTED_MODULE_1__/* .normalized */ .A9)(known))))
        return 'surely';
    // somebody's well-known module often comes with another package
    if (hasUnknown || (known !== undefined && names.size > 0))
        return 'perhaps';
    return [...names].some((name) => isLike(name, module)) ? 'perhaps' : 'no';
}
/** `acme-etl` may well hold the module `acme`. */
function isLike(name, module) {
    const [one, other] = [name, module].map((each) => (0,_requirements_file_js__WEBPACK_IMPORTED_MODULE_1__/* .normalized */ .A9)(each).replaceAll('-', ''));
    return one !== undefined && other !== undefined && (one.includes(other) || other.includes(one));
}


/***/ }),

/***/ 5207:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ sha256OfJson),
/* harmony export */   V: () => (/* binding */ sha256OfFile)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6466);
/** Hashes of what lies in files. */



/** SHA-256 of a file's contents in hexadecimal, in constant memory. @throws what reading throws. */
async function sha256OfFile(path) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path), hash);
    return hash.digest('hex');
}
/** SHA-256 of a value's JSON in hexadecimal; the caller fixes the order of keys. */
function sha256OfJson(value) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(value)).digest('hex');
}


/***/ }),

/***/ 847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ intendedReference),
/* harmony export */   _: () => (/* binding */ repositoryOf)
/* harmony export */ });
/** Image references of a run, put together from their parts. */
/** `registry-url/image-name`, or the name alone. */
function repositoryOf(registryUrl, imageName) {
    return registryUrl === undefined ? imageName : `${registryUrl}/${imageName}`;
}
/** The reference that the Job will run, as far as it is known before a build: by tag, since there is no digest yet. */
function intendedReference(image) {
    return image.kind === 'use' ? image.reference : `${image.repository}:${image.tag}`;
}


/***/ }),

/***/ 9135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B1: () => (/* binding */ activeDeadline),
/* harmony export */   HF: () => (/* binding */ timeoutOfDeadline),
/* harmony export */   eu: () => (/* binding */ literal)
/* harmony export */ });
/** How inputs become fields of a Job: what the plan compares with a template, and the manifest writes. Pure. */
/** What the cluster's own deadline leaves above ours, in seconds: ours must be the one that fires while we are there. */
const deadlineMargin = 120;
/** The Job's own deadline in whole seconds, from both timeouts in milliseconds. */
function activeDeadline(startTimeout, timeout) {
    return Math.ceil((startTimeout + timeout) / 1000) + deadlineMargin;
}
/** The timeout in milliseconds that goes with a deadline in seconds: the cluster's must be the one that fires. */
function timeoutOfDeadline(seconds) {
    return (seconds + deadlineMargin) * 1000;
}
/**
 * Kubernetes expands `$(NAME)` in env values, command and args, and turns every `$$` into `$` (k8s.io/third_party
 * forked/golang/expansion); a user's text is to arrive as it was written, so each `$` is doubled.
 */
function literal(text) {
    return text.replaceAll('$', '$$$$');
}


/***/ }),

/***/ 3132:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ readTemplate)
/* harmony export */ });
/* harmony import */ var _inputs_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6790);
/* harmony import */ var _template_parts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3917);
/* harmony import */ var _template_yaml_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6532);
/** `job-template`: text → raw JSON of a Job's manifest whose shape is known to be right wherever this action writes into it. Pure. */



/** Reads a template, or gives undefined after a report of everything that is wrong with its form. */
function readTemplate(text, report) {
    const value = (0,_template_yaml_js__WEBPACK_IMPORTED_MODULE_2__/* .readYaml */ .gM)(text, report);
    if (value === undefined)
        return undefined;
    if (!(0,_template_yaml_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(value)) {
        report('is not a map; accepted: the manifest of one Job.');
        return undefined;
    }
    const all = (0,_inputs_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(report);
    checkShape(value, all.report);
    return all.isClean() ? value : undefined;
}
const apiVersion = 'batch/v1';
const kind = 'Job';
/** Maps that we write into, below the root. */
const maps = [
    ['metadata'],
    ['metadata', 'labels'],
    ['metadata', 'annotations'],
    ['spec'],
    ['spec', 'template'],
    ['spec', 'template', 'metadata'],
    ['spec', 'template', 'metadata', 'labels'],
    ['spec', 'template', 'metadata', 'annotations'],
    ['spec', 'template', 'spec'],
    ['spec', 'template', 'spec', 'nodeSelector'],
    ['spec', 'template', 'spec', 'securityContext'],
    ['spec', 'template', 'spec', 'securityContext', 'seccompProfile']
];
/** Maps of our container. */
const containerMaps = [
    ['resources'],
    ['resources', 'requests'],
    ['resources', 'limits'],
    ['securityContext'],
    ['securityContext', 'capabilities'],
    ['securityContext', 'seccompProfile']
];
/** Lists of our container in which each item has a name of its own, or need not be a map. */
const containerLists = ['command', 'args'];
function checkShape(root, report) {
    if (!isAbsentOr(root['apiVersion'], apiVersion))
        report(`apiVersion is another one; accepted: ${apiVersion}, or none at all.`);
    if (!isAbsentOr(root['kind'], kind))
        report(`kind is another one; accepted: ${kind}, or none at all.`);
    checkMaps(root, '', maps, report);
    const podSpec = (0,_template_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .mapOf */ .A7)((0,_template_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .mapOf */ .A7)((0,_template_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .mapOf */ .A7)(root['spec'])['template'])['spec']);
    const path = 'spec.template.spec';
    checkItems(podSpec, path, 'imagePullSecrets', report);
    checkItems(podSpec, path, 'initContainers', report);
    if (!checkItems(podSpec, path, 'containers', report))
        return;
    const containers = (0,_template_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(podSpec['containers']).map(_template_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .mapOf */ .A7);
    for (const [index, { name }] of containers.entries()) {
        if (typeof name !== 'string' || name === '')
            report(`${path}.containers[${String(index)}] has no name; give each container one, the flow's is ${_template_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .flowContainer */ .I5}.`);
    }
    const own = (0,_template_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .findOwn */ .gq)(containers);
    if (own === 'several') {
        report(`${path}.containers has several without an image; name the one that runs the flow ${_template_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .flowContainer */ .I5}, and give the others an image.`);
    }
    else if (own !== undefined)
        checkOwn((0,_template_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .mapOf */ .A7)(containers[own]), `${path}.containers[${String(own)}]`, report);
}
function checkOwn(own, path, report) {
    checkMaps(own, path, containerMaps, report);
    checkItems(own, path, 'env', report);
    checkItems(own, path, 'volumeMounts', report);
    for (const key of containerLists) {
        if (!isAbsentOr(own[key]) && !Array.isArray(own[key]))
            report(`${path}.${key} is not a list.`);
    }
}
function isAbsentOr(value, ...accepted) {
    return value === undefined || value === null || accepted.includes(value);
}
function checkMaps(root, base, paths, report) {
    for (const keys of paths) {
        let at = root;
        let path = base;
        for (const key of keys) {
            at = (0,_template_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .mapOf */ .A7)(at)[key];
            path = (0,_template_yaml_js__WEBPACK_IMPORTED_MODULE_2__/* .joinPath */ .uJ)(path, key);
        }
        if (!isAbsentOr(at) && !(0,_template_yaml_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(at))
            report(`${path} is not a map.`);
    }
}
/** @returns true when it is a list of maps, or there is none */
function checkItems(parent, base, key, report) {
    const value = parent[key];
    if (isAbsentOr(value))
        return true;
    if (Array.isArray(value) && value.every(_template_yaml_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv))
        return true;
    report(`${(0,_template_yaml_js__WEBPACK_IMPORTED_MODULE_2__/* .joinPath */ .uJ)(base, key)} is not a list of maps.`);
    return false;
}


/***/ }),

/***/ 2131:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fv: () => (/* binding */ attemptAnnotation),
/* harmony export */   Ih: () => (/* binding */ annotationsOf),
/* harmony export */   Ly: () => (/* binding */ managedByLabel),
/* harmony export */   Mz: () => (/* binding */ identifierLabel),
/* harmony export */   PC: () => (/* binding */ labelsOf),
/* harmony export */   Vp: () => (/* binding */ runUrl),
/* harmony export */   Wb: () => (/* binding */ ownerLabel),
/* harmony export */   ZF: () => (/* binding */ managedBy),
/* harmony export */   bf: () => (/* binding */ ownerOf),
/* harmony export */   ke: () => (/* binding */ queueLabel),
/* harmony export */   tx: () => (/* binding */ attemptOf)
/* harmony export */ });
/* harmony import */ var _content_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5207);
/** Labels and annotations by which a run's objects are found, and found out. */

/** The UUID of a run: one run can be removed by it without touching another. */
const identifierLabel = 'identifier';
const managedByLabel = 'app.kubernetes.io/managed-by';
const managedBy = 'docker-on-k8s';
/** Which step of which workflow run an object belongs to, the same for every attempt. */
const ownerLabel = 'docker-on-k8s/owner';
/** Label that puts a Job into a LocalQueue of Kueue; whoever wrote it, its controller may suspend the Job at any time. */
const queueLabel = 'kueue.x-k8s.io/queue-name';
/** Labels of the Job and its pods. */
function labelsOf(identifier, environment, runKey) {
    return { [identifierLabel]: identifier, [managedByLabel]: managedBy, [ownerLabel]: ownerOf(environment, runKey) };
}
/**
 * The step's identity as 16 hexadecimal characters; the attempt is no part of it, so a re-run finds what it left.
 * @param runKey tells apart what GitHub does not: legs of a matrix, two calls of one reusable workflow
 */
function ownerOf({ serverUrl, repositoryId, runId, job, action }, runKey) {
    return (0,_content_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256OfJson */ .R)([serverUrl, repositoryId, runId, job, action, runKey]).slice(0, 16);
}
/**
 * Annotations of the Job alone: where it comes from, in full, since refs and names are seldom legal label values.
 * What the runner did not say is left out.
 */
function annotationsOf(environment) {
    const { repository, ref, sha, runId, runAttempt } = environment;
    const all = { repository, ref, sha, 'run-url': runUrl(environment), attempt: runId === '' ? '' : runAttempt };
    return Object.fromEntries(Object.entries(all)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [`docker-on-k8s/${name}`, value]));
}
/** Annotation of the Job with the attempt that made it: one of the same attempt is somebody else's, never to be replaced. */
const attemptAnnotation = 'docker-on-k8s/attempt';
/** This attempt's number; 1 outside a runner. */
function attemptOf({ runAttempt }) {
    return Number(runAttempt) || 1;
}
/** The run's page; empty outside GitHub. */
function runUrl({ serverUrl, repository, runId, runAttempt }) {
    if (repository === '' || runId === '')
        return '';
    return `${serverUrl}/${repository}/actions/runs/${runId}${runAttempt === '' ? '' : `/attempts/${runAttempt}`}`;
}


/***/ }),

/***/ 3562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  yx: () => (/* binding */ Look),
  Hz: () => (/* binding */ flowFolder)
});

// UNUSED EXPORTS: checkoutHint

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/inputs/problems.js
var problems = __webpack_require__(6790);
// EXTERNAL MODULE: ./build/plan/job-template.js
var job_template = __webpack_require__(3132);
// EXTERNAL MODULE: ./node_modules/@balena/dockerignore/ignore.js
var ignore = __webpack_require__(4158);
// EXTERNAL MODULE: ./build/plan/walk.js
var walk = __webpack_require__(2805);
;// CONCATENATED MODULE: ./build/plan/left-out.js
/**
 * What of a folder stays out of the image: what `.dockerignore` says, and what never belongs in there. Users know the file
 * from their own builds; its rules are docker's (moby/patternmatcher), as `@balena/dockerignore` has them.
 */




/** Name of the file with the rules. */
const ignoreFile = '.dockerignore';
/** Folders that never go in: history, with whatever was committed once; what Python makes again by itself. */
const never = new Set(['.git', '__pycache__']);
/**
 * The rules for a folder: those of its own `.dockerignore`, and of that in the workspace's root where it lies in the
 * workspace. Rules that leave out the folder itself do not hold for it: it was asked for by name.
 * @param folder absolute, without links; so is `workspace`
 */
async function leftOutOf(folder, workspace, report) {
    const roots = new Set([...((0,walk/* isIn */.S1)(folder, workspace) ? [workspace] : []), folder]);
    const found = await Promise.all([...roots].map((root) => readRules(root, report)));
    const all = found.filter((rules) => rules !== undefined).filter((rules) => !isLeftOut(rules, folder));
    return async (real, isFolder) => {
        if (never.has((0,external_node_path_.basename)(real)) || (isFolder && (await isVirtualEnvironment(real))))
            return 'whole';
        const rules = all.filter((each) => isLeftOut(each, real));
        if (rules.length === 0)
            return 'no';
        return isFolder && rules.every(({ hasExceptions }) => hasExceptions) ? 'itself' : 'whole';
    };
}
function isLeftOut({ folder, ignore }, real) {
    const path = (0,external_node_path_.relative)(folder, real).split(external_node_path_.sep).join('/');
    return path !== '' && ignore.ignores(path);
}
async function readRules(folder, report) {
    try {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(folder, ignoreFile), 'utf8');
        const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
        return {
            folder,
            // a CommonJS module with a default of its own
            ignore: ignore["default"]({ ignorecase: false }).add(lines),
            hasExceptions: lines.some((line) => line.trimStart().startsWith('!'))
        };
    }
    catch (error) {
        if (!['ENOENT', 'ENOTDIR'].includes((0,walk/* codeOf */.$N)(error)))
            report(`needs ${(0,external_node_path_.join)(folder, ignoreFile)}, which ${(0,walk/* unreadable */.O$)(error)}`);
        return undefined;
    }
}
/** It is made for the runner: its links and paths mean nothing in an image. The file is what Python itself looks for (PEP 405). */
async function isVirtualEnvironment(folder) {
    return (0,promises_.stat)((0,external_node_path_.join)(folder, 'pyvenv.cfg')).then((found) => found.isFile(), () => false);
}

// EXTERNAL MODULE: ./build/plan/text-file.js
var text_file = __webpack_require__(7954);
;// CONCATENATED MODULE: ./build/plan/look.js
/** Looks things up in the workspace: each path is resolved, must stay in there, and is listed with all that lies in it. */







/** Folder in the image that stands for the workspace: a file of it keeps its path; the launcher's working folder. */
const flowFolder = '/flow';
const checkoutHint = 'Check the path, and that actions/checkout runs before this step.';
class Look {
    #written;
    #workspace;
    #problems;
    /** The workspace as the runner names it and without links. */
    constructor(written, workspace, problems) {
        this.#written = written;
        this.#workspace = workspace;
        this.#problems = problems;
    }
    /** The workspace, without links. */
    get workspace() {
        return this.#workspace;
    }
    /** A file of the checkout that an input names; undefined after a report. */
    async file(path, input) {
        const report = this.#problems.at(input);
        const place = await this.#inCheckout(path, report, 'a file of the checkout');
        if (place === undefined)
            return undefined;
        const [entry] = (await (0,walk/* walk */.GG)(place.source, '/', path, { accept: 'file', report })).entries;
        if (entry?.sha256 === undefined)
            return undefined;
        return { ...place, mode: entry.mode, sha256: entry.sha256 };
    }
    /** The folder that goes along with the flow; undefined after a report. */
    async folder(path) {
        const report = this.#problems.at('source');
        const place = await this.#inCheckout(path, report, 'a folder of the checkout', true);
        if (place === undefined)
            return undefined;
        const { source, repositoryPath } = place;
        const destination = repositoryPath === '' ? flowFolder : `${flowFolder}/${repositoryPath}`;
        const found = await this.#walked(source, destination, path, report);
        if (found.entries[0]?.sha256 === undefined)
            return { given: path, repositoryPath, source, destination, ...found };
        report(`${(0,problems/* shown */.SP)(path)} is a file; accepted: a folder of the checkout.`);
        return undefined;
    }
    /** An item of `files`; undefined after a report. */
    async mapped(given, destination) {
        const report = this.#problems.at('files');
        const absolute = (0,external_node_path_.resolve)(this.#written, given);
        const source = await this.#real(absolute, given, report);
        if (source === undefined)
            return undefined;
        const isOfWorkspace = !(0,external_node_path_.isAbsolute)(given) || this.#inWorkspace(absolute) !== undefined;
        if (isOfWorkspace && !(0,walk/* isIn */.S1)(source, this.#workspace)) {
            report(`${(0,problems/* shown */.SP)(given)} is a link that leads out of the workspace; give the absolute path of what it leads to.`);
            return undefined;
        }
        return { given, source, destination, ...(await this.#walked(source, destination, given, report)) };
    }
    /** Something of the checkout that a requirements file names, at its own place in the image; undefined when it is not there. */
    async named(path, from, report) {
        const absolute = (0,external_node_path_.resolve)(from, path);
        const source = await (0,promises_.realpath)(absolute).catch(() => undefined);
        if (source === undefined)
            return undefined;
        if (!(0,walk/* isIn */.S1)(source, this.#workspace)) {
            report(`names ${(0,problems/* shown */.SP)(path)}, which lies outside the workspace.`);
            return undefined;
        }
        const repositoryPath = (0,external_node_path_.relative)(this.#workspace, source).split(external_node_path_.sep).join('/');
        const destination = repositoryPath === '' ? flowFolder : `${flowFolder}/${repositoryPath}`;
        return { given: path, source, destination, ...(await this.#walked(source, destination, path, report)) };
    }
    /** Reads a template: what is in it is checked by `readTemplate`. */
    async template(path) {
        const report = this.#problems.at('job-template');
        const absolute = (0,external_node_path_.resolve)(this.#written, path);
        const real = await this.#real(absolute, path, report);
        if (real === undefined)
            return undefined;
        const isOfWorkspace = !(0,external_node_path_.isAbsolute)(path) || this.#inWorkspace(absolute) !== undefined;
        if (isOfWorkspace && !(0,walk/* isIn */.S1)(real, this.#workspace)) {
            report(`${(0,problems/* shown */.SP)(path)} is a link that leads out of the workspace, or lies outside; give an absolute path instead.`);
            return undefined;
        }
        const text = await (0,text_file/* readText */.y)(real, path, report);
        return text === undefined ? undefined : (0,job_template/* readTemplate */.x)(text, report);
    }
    async #walked(source, destination, name, report) {
        const leaves = await leftOutOf(source, this.#workspace, report);
        return (0,walk/* walk */.GG)(source, destination, name, { accept: 'file or folder', report, leaves });
    }
    /** @param takesRoot the workspace itself is accepted as well, with the path `` */
    async #inCheckout(path, report, accepted, takesRoot = false) {
        const absolute = (0,external_node_path_.resolve)(this.#written, path);
        const isRoot = takesRoot && [this.#written, this.#workspace].includes(absolute);
        const repositoryPath = isRoot ? '' : this.#inWorkspace(absolute);
        if (repositoryPath === undefined) {
            report(`${(0,problems/* shown */.SP)(path)} lies outside the workspace; accepted: ${accepted}.`);
            return undefined;
        }
        const source = await this.#real(absolute, path, report);
        if (source === undefined)
            return undefined;
        if ((0,walk/* isIn */.S1)(source, this.#workspace))
            return { source, repositoryPath: repositoryPath.split(external_node_path_.sep).join('/') };
        report(`${(0,problems/* shown */.SP)(path)} is a link that leads out of the workspace; accepted: ${accepted}.`);
        return undefined;
    }
    /** The path relative to the workspace; undefined when it is the workspace itself or lies outside. */
    #inWorkspace(absolute) {
        const root = [this.#written, this.#workspace].find((each) => absolute !== each && (0,walk/* isIn */.S1)(absolute, each));
        return root === undefined ? undefined : (0,external_node_path_.relative)(root, absolute);
    }
    async #real(absolute, name, report) {
        try {
            return await (0,promises_.realpath)(absolute);
        }
        catch (error) {
            const glob = /[*?[]/.test(name) ? ' Patterns are not supported: name a file or a folder.' : '';
            const isMissing = ['ENOENT', 'ENOTDIR'].includes((0,walk/* codeOf */.$N)(error));
            report(`${(0,problems/* shown */.SP)(name)} ${isMissing ? `does not exist. ${checkoutHint}${glob}` : (0,walk/* unreadable */.O$)(error)}`);
            return undefined;
        }
    }
}


/***/ }),

/***/ 6295:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KF: () => (/* binding */ isOfficialPython),
/* harmony export */   _I: () => (/* binding */ problemOfBase),
/* harmony export */   at: () => (/* binding */ meantGeneration),
/* harmony export */   mL: () => (/* binding */ isTooOldForModern),
/* harmony export */   we: () => (/* binding */ pythonOf)
/* harmony export */ });
/* harmony import */ var _flow_python_syntax_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2961);
/* harmony import */ var _inputs_image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7037);
/* harmony import */ var _inputs_problems_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6790);
/* harmony import */ var _asked_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6330);
/** Whether the Python of a base image can run the flow, as far as that is sure before a build. Pure. */




/** A base that runs everything that is written today. */
const goodBase = 'python:3.13-slim';
/** The oldest Python that some Prefect with `@flow` runs on (Prefect 2.0: requires-python >= 3.7). */
const oldestForModern = [3, 7];
/** The Python of an image whose name tells: `python:3.11-slim`, also from another registry. */
function pythonOf(baseImage) {
    const found = /(?:^|\/)python:v?(\d+)\.(\d+)(?![\d])/u.exec(baseImage);
    return found === null ? undefined : [Number(found[1]), Number(found[2])];
}
/** True for Docker Hub's own `python`, which holds Python and nothing of the user's; what stands behind a mirror's host is not sure. */
function isOfficialPython(baseImage) {
    const parts = (0,_inputs_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .splitReference */ .mQ)(baseImage);
    if ('problem' in parts || (parts.registry !== undefined && parts.registry !== 'docker.io'))
        return false;
    return parts.path === 'python' || parts.path === 'library/python';
}
/** The generation of Prefect that an import means; what both have is served by the one that the Python of the base runs. */
function meantGeneration({ generation }, baseImage) {
    return generation ?? (isTooOldForModern(baseImage) ? 'classic' : 'modern');
}
/** True when no Prefect with `@flow` runs on the Python of the base. */
function isTooOldForModern(baseImage) {
    const python = pythonOf(baseImage);
    return python !== undefined && (0,_flow_python_syntax_js__WEBPACK_IMPORTED_MODULE_0__/* .compareVersions */ .Zy)(python, oldestForModern) < 0;
}
/** Modules of which packages for older Pythons exist, that others bring with them (Prefect 1 brings contextvars to Python 3.6). */
const backported = new Set(['dataclasses', 'contextvars', 'graphlib']);
/** A module that is new in a later Python may also be installed. */
function isFor({ module }, asked) {
    if (module === undefined)
        return true;
    const isOpen = backported.has(module) && (asked.names.size > 0 || asked.hasUnknown);
    return !isOpen && (0,_asked_js__WEBPACK_IMPORTED_MODULE_3__/* .isInstalled */ .j)(module, asked) === 'no';
}
/** The `>=3.12` of a `requires-python`; other clauses are left to the user. */
function oldestOf(inline) {
    const specifier = inline === undefined || 'problem' in inline ? undefined : inline.requiresPython;
    const found = /(?:>=|~=|==)\s*(\d+)\.(\d+)/u.exec(specifier ?? '');
    return found === null ? undefined : [Number(found[1]), Number(found[2])];
}
/** What is wrong with `base-image`; undefined when nothing is, or nothing is sure. @param asked what pip installs, all in all */
function problemOfBase({ baseImage, baseImageIsDefault, prefect }, code, asked) {
    const python = pythonOf(baseImage);
    if (python === undefined || code === undefined)
        return undefined;
    const got = baseImageIsDefault ? `is left at ${baseImage}` : `got ${(0,_inputs_problems_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(baseImage)}`;
    // with none the user has it from elsewhere, or does without
    const { generation, isSure, file, line } = (prefect === 'none' ? undefined : code.prefect) ?? {};
    if (generation === 'modern' && isSure === true && isTooOldForModern(baseImage)) {
        return `${got}, but ${String(file)} (line ${String(line)}) imports Prefect 2 or 3, which needs Python ${oldestForModern.join('.')} or later. Set base-image, for example to ${goodBase}.`;
    }
    const oldest = oldestOf(code.inline);
    if (oldest !== undefined && (0,_flow_python_syntax_js__WEBPACK_IMPORTED_MODULE_0__/* .compareVersions */ .Zy)(python, oldest) < 0) {
        return `${got}, but the flow itself asks for Python ${oldest.join('.')} or later (# /// script). Set base-image, for example to ${goodBase}.`;
    }
    const needed = code.needs.find((each) => isFor(each, asked));
    if (needed === undefined || (0,_flow_python_syntax_js__WEBPACK_IMPORTED_MODULE_0__/* .compareVersions */ .Zy)(python, needed.since) >= 0)
        return undefined;
    return `${got}, but ${needed.file} (line ${String(needed.line)}) uses ${needed.what}, which needs Python ${needed.since.join('.')} or later. Set base-image, for example to ${goodBase}.`;
}


/***/ }),

/***/ 4443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hs: () => (/* binding */ hasAddress),
  Vb: () => (/* binding */ nameOf),
  A9: () => (/* binding */ normalized),
  F2: () => (/* binding */ readRequirements)
});

;// CONCATENATED MODULE: ./build/plan/pinned.js
/**
 * Whether pip will install the same tomorrow: a requirement is pinned by an exact version, a hash, or an address that names a
 * commit or carries a hash. What a pinned package itself asks for is its own matter. Pure.
 */
/** A version that stands for one release alone; a variable of pip (`${VERSION}`) does not. */
const exact = /^={2,3}\s*[\w.!+-]+$/u;
/** `#sha256=…` of an address; a fragment may hold several parts. */
const hashOfAddress = /[#&](?:md5|sha1|sha224|sha256|sha384|sha512)=[0-9a-f]{32,128}(?:&|$)/iu;
/** `git+https://host/repository@COMMIT`. */
const commitOfAddress = /^(?:git|hg|svn|bzr)\+[^#]+@[0-9a-f]{40}(?:#|$)/iu;
const address = /^(?:[a-z]+\+)?[a-z][a-z0-9+.-]*:\/\//iu;
/** One requirement: a line of pip's requirements format that asks for a package, continued lines joined. */
function isPinned(requirement) {
    const text = requirement.replace(/(?:^|\s)#.*$/u, '').trim();
    if (/\s--hash[= ]/u.test(text))
        return true;
    const [wanted = ''] = text
        .replace(/^(?:-e|--editable)(?:[= ]\s*|\s+)/u, '')
        .split(/\s;|;\s|\s--/u)
        .map((part) => part.trim());
    const named = /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*@\s*(\S+)$/u.exec(wanted)?.[1];
    const place = named ?? wanted;
    if (address.test(place))
        return hashOfAddress.test(place) || commitOfAddress.test(place);
    const versions = /^[A-Za-z0-9][\w.-]*?\s*(?:\[[^\]]*\])?\s*\(?((?:[=<>!~]).*?)\)?(?:;.*)?$/u.exec(wanted)?.[1];
    return versions?.split(',').some((each) => exact.test(each.trim())) ?? false;
}

;// CONCATENATED MODULE: ./build/plan/requirements-file.js
/**
 * Lines of a pip requirements file, as far as it matters what they name: files and folders that have to be in the image, and
 * names of packages. What else pip makes of a line is left to pip.
 * Source: pip's "Requirements File Format", and pip/_internal/req/req_file.py and constructors.py. Pure.
 */

/** Reads the text of one file. */
function readRequirements(text) {
    const lines = [];
    let hasHashes = false;
    let areAllPinned = true;
    for (const { text: whole, line } of logicalLines(text)) {
        const words = wordsOf(whole);
        hasHashes ||= words.some((word) => /^--(?:hash|require-hashes)(?:[=:]|$)/u.test(word));
        areAllPinned &&= !asks(words) || isPinned(words.join(' '));
        const read = readLine(words);
        if (read !== undefined)
            lines.push({ ...read, line });
    }
    return { lines, hasHashes, isPinned: areAllPinned };
}
/** Whether a line makes pip install something itself: not an option, nor a file of the workspace, whose lines speak for it. */
function asks([first = '', second = '']) {
    if (!first.startsWith('-'))
        return true;
    if (/^(?:-e|--editable)(?![\w-])/u.test(first))
        return true;
    const included = /^(?:-r|--requirement)[= ]?(.*)$/u.exec(first)?.[1];
    return included !== undefined && isUrl(unquoted(included === '' ? second : included));
}
/** Without comments, continued lines joined. */
function logicalLines(text) {
    const found = [];
    let open = '';
    let start = 0;
    for (const [index, raw] of text
        .replace(/^\uFEFF/u, '')
        .split(/\r\n|\n|\r/u)
        .entries()) {
        if (open === '')
            start = index + 1;
        const isComment = /^\s*#/u.test(raw);
        if (raw.endsWith('\\') && !isComment) {
            open += raw.slice(0, -1);
            continue;
        }
        const whole = (open + raw).replace(/(?:^|\s)#.*$/u, '').trim();
        open = '';
        if (whole !== '')
            found.push({ text: whole, line: start });
    }
    return found;
}
/** A line of options is split like a shell does, any other one at blanks. */
function wordsOf(line) {
    const quoted = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gsu;
    const parts = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gsu;
    const isWhole = line.replace(quoted, '').trim() === '';
    // pip gives up on a quote without an end
    if (!line.startsWith('-') || !isWhole)
        return line.split(/\s+/u);
    return Array.from(line.matchAll(quoted), ([word]) => word.replace(parts, (_, double, single, escaped) => double === undefined ? (single ?? escaped ?? '') : double.replace(/\\(["\\])/gu, '$1')));
}
const options = {
    '-r': (path) => including(path, false),
    '--requirement': (path) => including(path, false),
    '-c': (path) => including(path, true),
    '--constraint': (path) => including(path, true),
    '-e': (value) => pathOf(value),
    '--editable': (value) => pathOf(value),
    '-f': (path) => (isUrl(path) ? undefined : { kind: 'find-links', path }),
    '--find-links': (path) => (isUrl(path) ? undefined : { kind: 'find-links', path })
};
function readLine(words) {
    const [first = '', second = ''] = words;
    if (!first.startsWith('-'))
        return ofRequirement(words);
    const [, name = '', attached = ''] = /^(--[\w-]+|-\w)[= ]?(.*)$/u.exec(first) ?? [];
    return options[name]?.(attached === '' ? second : attached);
}
function including(path, isConstraint) {
    return isUrl(path) ? undefined : { kind: 'include', path, isConstraint };
}
function ofRequirement(words) {
    const text = words.join(' ');
    const [whole = ''] = text.split(/\s;|;\s|\s--/u);
    const named = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*@\s*(\S+)/u.exec(whole);
    if (named !== null) {
        const [, name = '', url = ''] = named;
        return /^file:/iu.test(url) ? { kind: 'unusable', text: whole } : { kind: 'address', name: normalized(name) };
    }
    if (isPath(whole))
        return pathOf(whole);
    if (isUrl(whole))
        return { kind: 'address', name: nameInAddress(whole) };
    const name = nameOf(whole);
    return name === undefined ? undefined : { kind: 'package', name };
}
function pathOf(text) {
    if (/^file:/iu.test(text))
        return { kind: 'unusable', text };
    if (isUrl(text))
        return { kind: 'address', name: nameInAddress(text) };
    // extras stand behind the path
    const path = unquoted(text).replace(/\[[^\]/]*\]$/u, '');
    return { kind: 'path', path, name: nameInAddress(path) };
}
const archive = /\.(?:whl|zip|tar|tar\.gz|tgz|tar\.bz2|tbz|tar\.xz|txz)(?:\[[^\]/]*\])?$/iu;
function isPath(text) {
    return !isUrl(text) && (text.startsWith('.') || /^[^[;=<>~!@\s]*\//u.test(text) || archive.test(text));
}
function isUrl(text) {
    return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/iu.test(text) || /^(?:git|hg|svn|bzr)\+/iu.test(text);
}
function unquoted(text) {
    return text.replace(/^(["'])(.*)\1$/u, '$2');
}
/** The package that a requirement names, an address by its `#egg=` or its archive; undefined for options, and where none is told. */
function nameOf(requirement) {
    if (isUrl(requirement))
        return nameInAddress(requirement);
    const name = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/u.exec(requirement)?.[0];
    return name === undefined ? undefined : normalized(name);
}
/** True for a requirement of something at an address: which modules that has, nobody can tell from it. */
function hasAddress(requirement) {
    return isUrl(requirement) || /^[\w.-]+\s*(?:\[[^\]]*\])?\s*@/u.test(requirement);
}
/** `acme` of `dist/acme-0.1-py3-none-any.whl`, of `https://…/acme-0.1.tar.gz` and of `git+https://…#egg=acme`. */
function nameInAddress(text) {
    const [place = '', fragment = ''] = text.split('#');
    const file = /^(\S+?)-\d\S*\.(?:whl|zip|tar|tar\.gz|tgz|tar\.bz2|tbz|tar\.xz|txz)$/iu;
    const last = place.replace(/\?.*$/u, '').split('/').at(-1) ?? '';
    const name = /(?:^|&)egg=([A-Za-z0-9][\w.-]*)/u.exec(fragment)?.[1] ?? file.exec(last)?.[1];
    return name === undefined ? undefined : normalized(name);
}
/** A name as PyPI compares it (PEP 503). */
function normalized(name) {
    return name.toLowerCase().replace(/[-_.]+/gu, '-');
}


/***/ }),

/***/ 3917:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ mapOf),
/* harmony export */   CI: () => (/* binding */ partsOf),
/* harmony export */   I5: () => (/* binding */ flowContainer),
/* harmony export */   c3: () => (/* binding */ listOf),
/* harmony export */   gq: () => (/* binding */ findOwn)
/* harmony export */ });
/* harmony import */ var _template_yaml_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6532);
/** The parts of a Job's template that this action writes into, by name. Pure. */

/** Name of the container that runs the flow, where the template does not name it otherwise. */
const flowContainer = 'flow';
/** Takes a template apart; undefined is an empty one. */
function partsOf(template) {
    const root = mapOf(template);
    const spec = mapOf(root['spec']);
    const podTemplate = mapOf(spec['template']);
    const podSpec = mapOf(podTemplate['spec']);
    const containers = listOf(podSpec['containers']).map(mapOf);
    const found = findOwn(containers);
    const ownIndex = found === 'several' ? undefined : found;
    return {
        root,
        metadata: mapOf(root['metadata']),
        spec,
        podMetadata: mapOf(podTemplate['metadata']),
        podSpec,
        containers,
        own: ownIndex === undefined ? {} : mapOf(containers[ownIndex]),
        ownIndex,
        hasOthers: containers.length > (ownIndex === undefined ? 0 : 1) || listOf(podSpec['initContainers']).length > 0
    };
}
/** Which container is ours: the one named `flow`, else the only one without an image. `several`: nobody can tell. */
function findOwn(containers) {
    const named = containers.findIndex(({ name }) => name === flowContainer);
    if (named >= 0)
        return named;
    const bare = containers.flatMap(({ image }, index) => (image === undefined || image === null ? [index] : []));
    return bare.length > 1 ? 'several' : bare[0];
}
/** The value as a map; an empty one for anything else. */
function mapOf(value) {
    return (0,_template_yaml_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value) ? value : {};
}
/** The value as a list; an empty one for anything else. */
function listOf(value) {
    return Array.isArray(value) ? value : [];
}


/***/ }),

/***/ 6532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Gv: () => (/* binding */ isObject),
  uJ: () => (/* binding */ joinPath),
  pZ: () => (/* binding */ longestTemplate),
  gM: () => (/* binding */ readYaml)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/inputs/problems.js
var problems = __webpack_require__(6790);
;// CONCATENATED MODULE: ./build/plan/yaml-scalar.js
/**
 * What kubectl and the API server read in a plain YAML scalar: YAML 1.1 as sigs.k8s.io/yaml has it (go.yaml.in/yaml/v2,
 * resolve.go), with `0440` an octal number and `on` a boolean; dates stay text, and there are no numbers to the base 60. Pure.
 */
const words = new Map([
    ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true]),
    ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false]),
    ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null])
]);
/** `0b`, `0o`, `0x` and a mere `0` are prefixes; a `0` before an 8 or a 9 leaves a decimal (Go: strconv.ParseInt, then ParseFloat). */
const prefixed = /^(?<sign>[-+]?)0(?<base>[bB](?=[01]+$)|[oO](?=[0-7]+$)|[xX](?=[0-9a-fA-F]+$)|(?=[0-7]+$))(?<digits>.+)$/;
const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const notFinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/;
/** Significant digits that a double holds for certain to be told from its neighbours. */
const mostDigits = 17;
/** Reads the text of a plain (unquoted) scalar. */
function plainScalar(text) {
    const word = words.get(text);
    if (word !== undefined)
        return { value: word };
    if (notFinite.test(text))
        return { problem: 'is a number that JSON does not have; put it in quotes if text is meant.' };
    if (!/^[-+.\d]/.test(text))
        return { value: text };
    // after a leading dot underscores count for nothing only between digits, elsewhere anywhere (as the server was seen to read)
    const isStray = text.startsWith('.') && /(?<!\d)_|_(?!\d)/.test(text);
    const plain = isStray ? text : text.replaceAll('_', '');
    const integer = prefixed.exec(plain)?.groups;
    if (integer !== undefined) {
        const { sign, base = '', digits = '' } = integer;
        const size = BigInt(`0${base === '' ? 'o' : base.toLowerCase()}${digits}`);
        return exact(Number(sign === '-' ? -size : size), size);
    }
    if (!decimal.test(plain))
        return { value: text };
    const number = Number(plain);
    const whole = /^[-+]?(\d+)$/.exec(plain)?.[1];
    if (whole !== undefined)
        return exact(number, BigInt(whole));
    const digits = plain
        .replace(/[eE].*$/, '')
        .replace(/[-+.]/g, '')
        .replace(/^0+/, '');
    return Number.isFinite(number) && digits.length <= mostDigits ? { value: number } : inexact;
}
const inexact = {
    problem: 'is a number with more digits than can be passed on unchanged; put it in quotes if text is meant.'
};
function exact(value, size) {
    return size > BigInt(Number.MAX_SAFE_INTEGER) ? inexact : { value: value === 0 ? 0 : value };
}

;// CONCATENATED MODULE: ./build/plan/template-yaml.js
/**
 * YAML of a manifest → raw JSON, as kubectl reads it, but strict: whatever could be read in two ways is a problem with its
 * place. Bounded in size, depth and aliases. No message quotes a value: a manifest may hold secrets. Pure.
 */



/** Bytes of the text. */
const longestTemplate = 2 ** 20;
/** Characters and nodes after aliases are put in place: etcd takes no request over 1.5 MiB. */
const largestTemplate = 1.5 * 2 ** 20;
const deepest = 64;
/** The JSON of one YAML document, or undefined after a report. */
function readYaml(text, report) {
    if (Buffer.byteLength(text) > longestTemplate) {
        report('is larger than 1 MiB; accepted: the manifest of one Job.');
        return undefined;
    }
    const all = (0,problems/* counted */.hS)(report);
    try {
        const value = new Reader(text, all.report).read();
        return all.isClean() ? value : undefined;
    }
    catch (error) {
        if (error instanceof TooMuch)
            report(error.message);
        // yaml's own parser recurses
        else if (error instanceof RangeError)
            report(tooDeep);
        else
            throw error;
        return undefined;
    }
}
const tooDeep = `nests lists and maps more than ${String(deepest)} deep.`;
class TooMuch extends Error {
}
class Reader {
    #text;
    #report;
    #lines = new dist/* LineCounter */.HN();
    #anchors = new Map();
    constructor(text, report) {
        this.#text = text;
        this.#report = report;
    }
    read() {
        const document = (0,dist/* parseDocument */.Tp)(this.#text, {
            // every scalar as its text: what it means is decided here, and twice the same key is told by its place
            schema: 'failsafe',
            uniqueKeys: false,
            // pretty errors quote the source, which may be a secret
            prettyErrors: false,
            // `silent` would drop a second document without a word
            logLevel: 'error',
            lineCounter: this.#lines
        });
        const [error] = document.errors;
        if (error?.code === 'MULTIPLE_DOCS') {
            this.#report(`holds a second document at ${this.#place(error.pos[0])}; accepted: the manifest of one Job.`);
            return undefined;
        }
        if (error !== undefined) {
            this.#report(`is not YAML: it cannot be read at ${this.#place(error.pos[0])}.`);
            return undefined;
        }
        return this.#node(document.contents, '', 0).value;
    }
    #node(node, path, depth) {
        if (depth > deepest)
            throw new TooMuch(tooDeep);
        if ((0,dist/* isAlias */.Vj)(node)) {
            const found = this.#anchors.get(node.source);
            if (found === undefined)
                this.#say(node, path, 'is an alias (*) of an anchor (&) that does not stand before it.');
            return found ?? { value: null, size: 1 };
        }
        const read = this.#valueOf(node, path, depth);
        if (read.size > largestTemplate)
            throw new TooMuch('is larger than 1.5 MiB once its aliases are put in place.');
        if (((0,dist/* isScalar */.jn)(node) || (0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node)) && node.anchor !== undefined)
            this.#anchors.set(node.anchor, read);
        return read;
    }
    #valueOf(node, path, depth) {
        if ((0,dist/* isMap */.jh)(node)) {
            this.#checkTag(node, path, 'tag:yaml.org,2002:map');
            return this.#map(node, path, depth);
        }
        if ((0,dist/* isSeq */.oP)(node)) {
            this.#checkTag(node, path, 'tag:yaml.org,2002:seq');
            const items = node.items.map((item, index) => this.#node(item, `${path}[${String(index)}]`, depth + 1));
            return { value: items.map(({ value }) => value), size: items.reduce((sum, { size }) => sum + size, 1) };
        }
        if (!(0,dist/* isScalar */.jn)(node))
            return { value: null, size: 1 };
        this.#checkTag(node, path, 'tag:yaml.org,2002:str', '!');
        const value = this.#scalar(node, path);
        return { value, size: 1 + (typeof value === 'string' ? value.length : 0) };
    }
    #scalar(node, path) {
        const text = typeof node.value === 'string' ? node.value : '';
        if ((node.type ?? dist/* Scalar */.X5.PLAIN) !== dist/* Scalar */.X5.PLAIN || node.tag !== undefined)
            return text;
        const meaning = plainScalar(text);
        if ('value' in meaning)
            return meaning.value;
        this.#say(node, path, meaning.problem);
        return null;
    }
    #map(map, path, depth) {
        const values = new Map();
        const own = new Set();
        let size = 1;
        for (const pair of map.items) {
            const { key, value } = pair;
            if (isMergeKey(key)) {
                size += this.#mergeInto(values, own, value, { path, depth, key });
                continue;
            }
            const name = this.#key(key, path);
            if (name === undefined)
                continue;
            const below = joinPath(path, name);
            if (name.startsWith('$'))
                this.#say(key, below, 'starts with $: directives of strategic merge patches are not supported; remove it.');
            if (own.has(name))
                this.#say(key, below, 'is there twice; keep one of the two.');
            own.add(name);
            const read = this.#node(value, below, depth + 1);
            values.set(name, read.value);
            size += name.length + read.size;
        }
        return { value: Object.fromEntries(values), size };
    }
    /** `<<`: brings the keys of other maps; of several the first that has a key wins. @returns the size of what it brought */
    #mergeInto(values, own, node, { path, depth, key }) {
        const below = joinPath(path, '<<');
        const { value, size } = this.#node(node, below, depth + 1);
        const brought = new Set();
        for (const source of Array.isArray(value) ? value : [value]) {
            if (!isObject(source)) {
                this.#say(key, below, 'is not a map, nor a list of maps.');
                return size;
            }
            for (const [name, item] of Object.entries(source)) {
                // YAML lets the map's own key win, kubectl the one that comes later
                if (own.has(name))
                    this.#say(key, joinPath(below, name), 'is set before it; put << first, then the keys that differ.');
                else if (!brought.has(name))
                    values.set(name, item);
                brought.add(name);
            }
        }
        return size;
    }
    #key(node, path) {
        const read = (0,dist/* isScalar */.jn)(node) ? this.#node(node, joinPath(path, '?'), 0).value : undefined;
        if (typeof read === 'string')
            return read;
        this.#say(node, path, 'has a key that YAML does not read as text; put it in quotes.');
        return undefined;
    }
    #checkTag(node, path, ...accepted) {
        if (node.tag === undefined || accepted.includes(node.tag))
            return;
        this.#say(node, path, 'has a tag (!), which is not supported; write plain text, a number, a list or a map.');
    }
    #say(node, path, text) {
        const position = node?.range?.[0] ?? 0;
        this.#report(`${path === '' ? 'the manifest' : path} (${this.#place(position)}) ${text}`);
    }
    #place(position) {
        const { line, col } = this.#lines.linePos(position);
        return `line ${String(line)}, column ${String(col)}`;
    }
}
function isMergeKey(key) {
    return (0,dist/* isScalar */.jn)(key) && key.value === '<<' && (key.type ?? dist/* Scalar */.X5.PLAIN) === dist/* Scalar */.X5.PLAIN && key.tag === undefined;
}
/** True for a map of JSON. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The path of a key in a map: `spec.template`, `metadata.labels["example.com/team"]`. */
function joinPath(path, key) {
    if (/^[\w<?$-]+$/.test(key))
        return path === '' ? key : `${path}.${key}`;
    return `${path}[${(0,problems/* shown */.SP)(key)}]`;
}


/***/ }),

/***/ 7954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var _inputs_problems_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6790);
/* harmony import */ var _template_yaml_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6532);
/* harmony import */ var _walk_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2805);
/** Reads a text file that an input names, and no more of it than such a file may be long. */






const template = 'accepted: a file with the manifest of one Job.';
/**
 * The text of a file, or undefined after a report.
 * @param path without links
 * @param name how the user knows it
 * @param accepted end of the sentences that are reported
 */
async function readText(path, name, report, accepted = template) {
    try {
        // a pipe would keep us waiting for its writer: what is no file is told before it is opened
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(path, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NONBLOCK);
        try {
            const state = await file.stat();
            if (!state.isFile())
                report(`${(0,_inputs_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .shown */ .SP)(name)} is not a file; ${accepted}`);
            else if (state.size > _template_yaml_js__WEBPACK_IMPORTED_MODULE_4__/* .longestTemplate */ .pZ)
                report(`${(0,_inputs_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .shown */ .SP)(name)} is larger than 1 MiB; ${accepted}`);
            else {
                const bytes = await file.readFile();
                if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
                    return bytes.toString('utf8');
                report(`${(0,_inputs_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .shown */ .SP)(name)} is not UTF-8 text; ${accepted}`);
            }
        }
        finally {
            await file.close();
        }
    }
    catch (error) {
        report(`${(0,_inputs_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .shown */ .SP)(name)} ${(0,_walk_js__WEBPACK_IMPORTED_MODULE_5__/* .unreadable */ .O$)(error)}`);
    }
    return undefined;
}


/***/ }),

/***/ 2805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   GG: () => (/* binding */ walk),
/* harmony export */   O$: () => (/* binding */ unreadable),
/* harmony export */   S1: () => (/* binding */ isIn)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _inputs_problems_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6790);
/* harmony import */ var _content_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5207);
/** Lists what lies in a file or folder as the image gets it: links stay links (image/copy-tree.ts copies them so). */




/**
 * The item itself first, then what lies in it, names in the order of their code units (the same on every machine).
 * What cannot go into an image (a link that leads out of the item, a device, a file that may not be read) is reported and left out.
 * @param real the item on the runner, without links
 * @param path its place in the image
 * @param name how the user knows it
 */
async function walk(real, path, name, options) {
    const found = { entries: [], left: [] };
    await visit({ real, path, name, root: real }, options, found);
    return found;
}
async function visit(place, options, found) {
    const { real, path, name } = place;
    const { entries } = found;
    try {
        const state = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(real);
        const leaves = real === place.root ? 'no' : ((await options.leaves?.(real, state.isDirectory())) ?? 'no');
        if (leaves === 'whole' || (leaves === 'itself' && !state.isDirectory())) {
            found.left.push(real);
            return;
        }
        const mode = state.mode & 0o7777;
        if (state.isSymbolicLink()) {
            const to = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readlink)(real);
            const problem = await problemOfLink(real, to, place.root);
            if (problem === undefined)
                entries.push({ path, real, mode, size: 0, sha256: (0,_content_js__WEBPACK_IMPORTED_MODULE_3__/* .sha256OfJson */ .R)(['link', to]) });
            else
                options.report(`${(0,_inputs_problems_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(name)} is a link ${problem}.`);
        }
        else if (state.isFile()) {
            entries.push({ path, real, mode, size: state.size, sha256: await (0,_content_js__WEBPACK_IMPORTED_MODULE_3__/* .sha256OfFile */ .V)(real) });
        }
        else if (options.accept === 'file' || !state.isDirectory()) {
            const kind = state.isDirectory() ? 'a folder' : 'a device, socket or pipe';
            options.report(`${(0,_inputs_problems_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(name)} is ${kind}; accepted: a ${options.accept}.`);
        }
        else {
            const before = entries.length;
            entries.push({ path, real, mode, size: 0, sha256: undefined });
            for (const child of (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(real)).sort()) {
                const below = { real: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(real, child), path: `${path}/${child}`, name: `${name}/${child}`, root: place.root };
                await visit(below, options, found);
            }
            // a folder that was left out itself, and of which nothing went in
            if (leaves === 'itself' && entries.length === before + 1) {
                entries.pop();
                found.left.push(real);
            }
        }
    }
    catch (error) {
        options.report(`${(0,_inputs_problems_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(name)} ${unreadable(error)}`);
    }
}
/** A link must mean the same in the image: relative, and leading to something in the item. It may lead nowhere, as it does here. */
async function problemOfLink(link, to, root) {
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(to))
        return 'with an absolute target, which would mean something else in the image';
    const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(link).catch(() => undefined);
    const isInside = isIn((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(link), to), root) && (real === undefined || isIn(real, root));
    return isInside ? undefined : 'that leads out of what is copied';
}
/** True when `path` is `folder` or lies in it; both absolute paths of the runner. */
function isIn(path, folder) {
    return path === folder || path.startsWith(folder.endsWith(node_path__WEBPACK_IMPORTED_MODULE_1__.sep) ? folder : folder + node_path__WEBPACK_IMPORTED_MODULE_1__.sep);
}
/** Why a file cannot be read, as the end of a sentence. */
function unreadable(error) {
    const code = codeOf(error);
    const isDenied = code === 'EACCES' || code === 'EPERM';
    return isDenied ? 'may not be read by the user that the runner runs as.' : `cannot be read (${code}).`;
}
/** The code of a system error, such as `ENOENT`. */
function codeOf(error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : 'unknown error';
}


/***/ })

};
