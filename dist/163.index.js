export const id = 163;
export const ids = [163];
export const modules = {

/***/ 7762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QR: () => (/* binding */ ownFrame),
/* harmony export */   eF: () => (/* binding */ unknownHome)
/* harmony export */ });
/* unused harmony export ownPath */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _protocol_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8681);
/** Paths in the image → the user's own files in the repository. Pure. */


/** The home in an image of which nothing else is known: what lies in its work folder lies so in a repository. */
const unknownHome = {
    roots: [{ inImage: _protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .workFolder */ .kR, inRepository: '' }],
    flow: undefined,
    neighbours: new Map(),
    hidden: []
};
/** Packages that were installed, and what is no file at all. */
const notOwn = /(?:^|\/)(?:site-packages|dist-packages)\/|[\p{Cc}<>]/u;
/** The repository's path of a file in the image; undefined for everything that is not the user's own or not in the workspace. */
function ownPath(home, file) {
    const path = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(file);
    const root = home.roots
        .filter(({ inImage }) => path === inImage || path.startsWith(`${inImage}/`))
        .sort((a, b) => b.inImage.length - a.inImage.length)[0];
    if (root?.inRepository === undefined)
        return undefined;
    // what was installed below a folder of the user's is not the user's; a root may well be a file among packages
    const below = path.slice(root.inImage.length + 1);
    if (notOwn.test(below))
        return undefined;
    const own = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(root.inRepository, below);
    return own === '.' || own.startsWith('../') ? undefined : own;
}
/** A frame as one of the user's own; undefined when it is not. */
function ownFrame(home, frame) {
    const file = ownPath(home, frame.file);
    return file === undefined ? undefined : { file, line: frame.line, function: frame.function };
}


/***/ }),

/***/ 8681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MM: () => (/* binding */ parseReport),
/* harmony export */   QB: () => (/* binding */ parseCheck),
/* harmony export */   Xg: () => (/* binding */ protocolVersion),
/* harmony export */   Yw: () => (/* binding */ flowNameVariable),
/* harmony export */   _3: () => (/* binding */ launcherPath),
/* harmony export */   af: () => (/* binding */ protocolEnvironment),
/* harmony export */   kR: () => (/* binding */ workFolder),
/* harmony export */   t0: () => (/* binding */ launcherLabel),
/* harmony export */   xS: () => (/* binding */ flowVariable)
/* harmony export */ });
/* unused harmony export checkPrefix */
/**
 * The launcher's protocol, version 1: environment in, one JSON object in the pod's termination message out.
 * The other side of it, with what is run and when, is written down in `launcher.py`.
 */
/** Version of this protocol: the message's `docker-on-k8s`, and the value of {@link launcherLabel}. */
const protocolVersion = 1;
/** Working directory of the image; the flow file lies under it at its path in the repository. */
const workFolder = '/flow';
/** The image's entry point: `python3 /opt/docker-on-k8s/launcher.py [ARGUMENT...]`. Its other files lie beside it. */
const launcherPath = '/opt/docker-on-k8s/launcher.py';
/** Label of images that carry the launcher; its value is {@link protocolVersion}. */
const launcherLabel = 'docker-on-k8s.launcher';
/** Variables that the launcher reads, and takes away before the flow sees them. */
const protocolEnvironment = {
    /** Absolute path of the flow file in the image. */
    flow: 'DOCKER_ON_K8S_FLOW',
    /** Name of a flow or callable in it; empty or absent: the launcher finds the one flow, or runs a script. */
    flowName: 'DOCKER_ON_K8S_FLOW_NAME',
    /** JSON object of the flow's parameters; empty or absent: none. */
    parameters: 'DOCKER_ON_K8S_PARAMETERS',
    /** This run's nonce; without one the launcher writes no message. */
    nonce: 'DOCKER_ON_K8S_NONCE',
    /** File of the message; default `/dev/termination-log`. */
    result: 'DOCKER_ON_K8S_RESULT',
    /** Whole seconds since the epoch: later than that the launcher does not start the flow. Absent: no limit. */
    notAfter: 'DOCKER_ON_K8S_NOT_AFTER',
    /** Absolute folder in which modules are looked for as well; absent: none. */
    source: 'DOCKER_ON_K8S_SOURCE',
    /** `1`: the launcher finds the flow, says so in a line with {@link checkPrefix}, and runs nothing. */
    check: 'DOCKER_ON_K8S_CHECK'
};
/** What comes before the JSON in the last line of a check; a builder may put something of its own before it. */
const checkPrefix = 'docker-on-k8s check: ';
/** {@link protocolEnvironment} under the names that the image's Dockerfile uses. */
const flowVariable = protocolEnvironment.flow;
const flowNameVariable = protocolEnvironment.flowName;
const kinds = ['prefect-2+', 'prefect-0/1', 'function', 'script'];
const resultProblems = ['too-long', 'not-json'];
const states = ['succeeded', 'failed', 'not-found', 'not-importable', 'bad-parameters', 'too-late'];
/** Kubernetes keeps 4096 bytes of a termination message; the launcher never writes more. */
const maximalLength = 4096;
/**
 * Reads a container's termination message.
 * @returns undefined for everything that is not wholly a message of this version with this very nonce; never throws
 */
function parseReport(message, nonce) {
    if (message === undefined || nonce === '' || message.length > maximalLength)
        return undefined;
    const read = toObject(parseJson(message));
    return read?.['nonce'] === nonce ? toReport(read) : undefined;
}
/**
 * Finds what a check of the launcher said among the lines of a build's output: the last one counts, what came before may
 * be a print of the flow file.
 * @returns undefined when no line holds a whole message of this version; never throws
 */
function parseCheck(lines) {
    for (const line of lines.toReversed()) {
        const start = line.lastIndexOf(checkPrefix);
        const read = start < 0 ? undefined : toObject(parseJson(line.slice(start + checkPrefix.length).trim()));
        const report = read && toReport(read);
        if (report !== undefined)
            return report;
    }
    return undefined;
}
/** A message's content, whoever it is from; undefined when a part of it cannot be. */
function toReport(read) {
    if (read['docker-on-k8s'] !== protocolVersion)
        return undefined;
    const kind = read['kind'] === null ? undefined : oneOf(kinds, read['kind']);
    const state = oneOf(states, read['state']);
    const exit = read['exit'];
    const exception = read['exception'] === null ? undefined : toException(read['exception']);
    const frames = toFrames(read['frames']);
    const causes = toCauses(read['causes'] ?? []);
    // both are null or absent when there is nothing to say
    const result = read['result'] ?? undefined;
    const problem = read['result-problem'] ?? undefined;
    const resultProblem = oneOf(resultProblems, problem);
    if (kind === undefined && read['kind'] !== null)
        return undefined;
    if (exception === undefined && read['exception'] !== null)
        return undefined;
    if (state === undefined || frames === undefined || causes === undefined)
        return undefined;
    if (!isCount(exit) || exit > 255 || resultProblem !== problem)
        return undefined;
    if (result !== undefined && (typeof result !== 'string' || parseJson(result) === undefined))
        return undefined;
    // a message that contradicts itself proves nothing
    if ((state === 'succeeded') !== (exit === 0))
        return undefined;
    if (state !== 'succeeded' && (result !== undefined || problem !== undefined))
        return undefined;
    if (result !== undefined && problem !== undefined)
        return undefined;
    return { kind, state, exit, exception, frames, causes, result, resultProblem };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function toObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value
        : undefined;
}
function oneOf(choices, value) {
    return choices.find((choice) => choice === value);
}
function isCount(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
function toException(value) {
    const { type, message } = toObject(value) ?? {};
    return typeof type === 'string' && typeof message === 'string' ? { type, message } : undefined;
}
/** A list whose every item can be read; undefined for anything else. */
function toList(value, toItem) {
    if (!Array.isArray(value))
        return undefined;
    const items = value.map(toItem).filter((item) => item !== undefined);
    return items.length === value.length ? items : undefined;
}
const toFrames = (value) => toList(value, toFrame);
const toCauses = (value) => toList(value, toCause);
function toFrame(value) {
    const { file, line, function: name } = toObject(value) ?? {};
    return typeof file === 'string' && typeof name === 'string' && isCount(line)
        ? { file, line, function: name }
        : undefined;
}
function toCause(value) {
    const exception = toException(value);
    const given = toObject(value)?.['frame'];
    const frame = given === null ? undefined : toFrame(given);
    return exception === undefined || (frame === undefined && given !== null) ? undefined : { ...exception, frame };
}


/***/ }),

/***/ 5163:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findHome: () => (/* binding */ findHome)
/* harmony export */ });
/* unused harmony export homeOf */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _flow_home_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7762);
/** Plan → where the user's own code lies in the image. */



/** Shorter values (`true`, `prod`) stand in harmless words as well. */
const shortestHidden = 8;
/** The home of a plan. @param workspace absolute path; the plan's sources have no links in them, so neither may it */
function homeOf({ image, job }, workspace) {
    const build = image.kind === 'build' ? image : undefined;
    const values = [...(build?.env.values() ?? []), ...(job?.env.values() ?? [])];
    return {
        roots: [
            ..._flow_home_js__WEBPACK_IMPORTED_MODULE_2__/* .unknownHome */ .eF.roots,
            ...(build?.files ?? []).map(({ source, destination }) => ({
                inImage: destination,
                inRepository: inWorkspace(source, workspace)
            }))
        ],
        flow: build?.flow?.repositoryPath,
        neighbours: build?.flow?.neighbours ?? new Map(),
        hidden: values.filter(({ length }) => length >= shortestHidden)
    };
}
/** The same for a workspace as the runner names it, maybe through links. */
function findHome(plan, workspace) {
    try {
        return homeOf(plan, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace));
    }
    catch {
        return homeOf(plan, workspace);
    }
}
function inWorkspace(path, workspace) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, path);
    if (inside === '..' || inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(inside))
        return undefined;
    return inside.split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/');
}


/***/ })

};
