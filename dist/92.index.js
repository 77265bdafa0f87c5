export const id = 92;
export const ids = [92,394];
export const modules = {

/***/ 4849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ LineCutter)
/* harmony export */ });
/* unused harmony export longestLine */
/** Cuts a stream of bytes into lines in constant memory, without making strings. */
/** Bytes of one line, its stamp included, that are held before it counts as huge and is passed on in pieces. */
const longestLine = 256 * 1024;
const newline = 10;
/** Lines end in `\n` alone: a lone `\r`, NUL and broken UTF-8 are a line's own bytes. */
class LineCutter {
    #handler;
    #longest;
    #held = [];
    #heldLength = 0;
    #isHuge = false;
    constructor(handler, longest = longestLine) {
        this.#handler = handler;
        this.#longest = longest;
    }
    push(chunk) {
        let from = 0;
        if (this.#isHuge || this.#heldLength > 0) {
            const end = chunk.indexOf(newline);
            if (end === -1) {
                this.#hold(chunk);
                return;
            }
            this.#endHeld(chunk.subarray(0, end + 1));
            from = end + 1;
        }
        const handler = this.#handler;
        for (let end = chunk.indexOf(newline, from); end !== -1; end = chunk.indexOf(newline, from)) {
            handler.line(chunk, from, end);
            from = end + 1;
        }
        if (from < chunk.length)
            this.#hold(chunk.subarray(from));
    }
    /** The unterminated bytes at the end, undefined when there are none or they belong to a huge line and were passed on. */
    tail() {
        return this.#heldLength > 0 ? Buffer.concat(this.#held) : undefined;
    }
    #hold(part) {
        if (this.#isHuge) {
            this.#handler.hugeMore(part);
            return;
        }
        // A copy: a slice would keep the whole chunk it comes from alive.
        this.#held.push(Buffer.from(part));
        this.#heldLength += part.length;
        if (this.#heldLength < this.#longest)
            return;
        const start = Buffer.concat(this.#held);
        this.#held = [];
        this.#heldLength = 0;
        this.#isHuge = true;
        this.#handler.hugeStart(start);
    }
    #endHeld(part) {
        if (this.#isHuge) {
            this.#isHuge = false;
            if (part.length > 1)
                this.#handler.hugeMore(part.subarray(0, -1));
            this.#handler.hugeEnd();
            return;
        }
        const line = Buffer.concat([...this.#held, part]);
        this.#held = [];
        this.#heldLength = 0;
        this.#handler.line(line, 0, line.length - 1);
    }
}


/***/ }),

/***/ 1971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ isLater),
/* harmony export */   l: () => (/* binding */ Watched)
/* harmony export */ });
/** The objects of a watched collection, kept right through doubled and late events. Pure. */
class Watched {
    #objects = new Map();
    /** Versions at which objects went: a late event must not bring them back. */
    #gone = new Map();
    /** Not a copy, which would cost more than all else where there are thousands: events change it, a list makes a new one. */
    get objects() {
        return this.#objects;
    }
    /** A list is the truth of its moment. */
    replace(items) {
        this.#objects = new Map(items.map((item) => [item.metadata?.uid ?? '', item]));
        this.#gone.clear();
    }
    /** Applies an event. @returns whether anything changed */
    apply({ type, object }) {
        const uid = object.metadata?.uid;
        if (uid === undefined)
            return false;
        const version = object.metadata?.resourceVersion;
        const held = this.#objects.get(uid);
        if (type === 'DELETED') {
            this.#gone.set(uid, version);
            return this.#objects.delete(uid);
        }
        if (type !== 'ADDED' && type !== 'MODIFIED')
            return false;
        if (this.#gone.has(uid) || (held !== undefined && !isLater(version, held.metadata?.resourceVersion)))
            return false;
        this.#objects.set(uid, object);
        return true;
    }
}
/** Versions may be compared as numbers (KEP-5504); where one is none, the event is believed. */
function isLater(version, held) {
    if (version === undefined || held === undefined || !/^\d+$/u.test(version) || !/^\d+$/u.test(held))
        return true;
    return BigInt(version) > BigInt(held);
}


/***/ }),

/***/ 644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ failureOfReport)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9874);
/* harmony import */ var _lib_sentence_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6919);
/* harmony import */ var _home_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7762);
/* harmony import */ var _missing_module_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2822);
/** What the launcher reported → the failure that a user reads, pointed at the user's own code. Pure. */




const longestTitle = 120;
const longestCause = 300;
/** Frames of the user's own that are shown, the deepest ones. */
const shownFrames = 8;
/** Where the launcher itself says what is wrong, its class tells the user nothing. */
const launchersOwn = new Set(['BadParameters', 'FlowNotFound', 'FlowUnsuccessful', 'TooLate']);
/** Makes the failure of a report that is not `succeeded`. @param exitCode that of the container */
function failureOfReport(report, exitCode, home) {
    const { exception } = report;
    const origin = originOf(report, home);
    const why = exception && (0,_lib_sentence_js__WEBPACK_IMPORTED_MODULE_3__/* .sentence */ .e)(`${placeWords(origin.frames?.at(-1))}${exception.type}: ${exception.message}`);
    const said = exception && (0,_lib_sentence_js__WEBPACK_IMPORTED_MODULE_3__/* .sentence */ .e)(exception.message);
    const fix = exception && fixOf(exception, report.state, home);
    switch (report.state) {
        case 'not-found':
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('flow-not-found', {
                what: 'The flow was not found in its file.',
                why,
                fix: 'Name the flow in the input flow: path.py:name.'
            });
        case 'too-late':
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('queue-timeout', {
                what: 'The pod started too late, so the flow was not run.',
                why: said,
                fix: 'Run again, or raise the input queue-timeout.'
            });
        case 'bad-parameters':
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('invalid-input', {
                what: 'The flow does not take the parameters as they are.',
                why: said,
                fix: 'Correct the input parameters.'
            });
        case 'not-importable':
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('flow-not-importable', {
                what: notImportable(exception, origin, home),
                why,
                fix: fix ?? 'Fix the error, or add what is missing to python-dependencies or files.',
                ...origin
            });
        default:
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('flow-failed', {
                what: `The flow failed with exit code ${exitCode}.`,
                why,
                fix: fix ?? 'The last lines of the log say why.',
                ...origin
            });
    }
}
function originOf({ exception, frames, causes }, home) {
    const own = frames.flatMap((frame) => (0,_home_js__WEBPACK_IMPORTED_MODULE_1__/* .ownFrame */ .QR)(home, frame) ?? []).slice(-shownFrames);
    const place = own.at(-1);
    return {
        place: place && { file: place.file, line: place.line },
        title: exception && !launchersOwn.has(exception.type) ? titleOf(exception, home) : undefined,
        causes: causes.map(({ type, message, frame }) => ({
            text: oneLine(`${type}: ${message}`, longestCause),
            frame: frame && (0,_home_js__WEBPACK_IMPORTED_MODULE_1__/* .ownFrame */ .QR)(home, frame)
        })),
        frames: own
    };
}
/** GitHub masks the text of an annotation and not its title: what may be a secret does not go there. */
function titleOf({ type, message }, { hidden }) {
    const all = [...hidden].sort((a, b) => b.length - a.length);
    const shown = all.reduce((text, value) => text.replaceAll(value, '***'), message);
    return oneLine(message === '' ? type : `${type}: ${shown}`, longestTitle);
}
/** Foreign text as one line without control and format characters. */
function oneLine(text, longest) {
    const flat = Array.from(text
        .replace(/\s+/gu, ' ')
        .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
        .trim());
    return flat.length > longest ? `${flat.slice(0, longest - 1).join('')}…` : flat.join('');
}
/** Where in the user's repository an error came from. */
function placeWords(frame) {
    if (frame === undefined)
        return '';
    const inside = frame.function === '<module>' ? '' : `, in ${frame.function}`;
    return `At ${frame.file}:${frame.line}${inside}: `;
}
const syntaxErrors = new Set(['SyntaxError', 'IndentationError', 'TabError']);
function notImportable(exception, { place }, home) {
    const module = exception?.type === 'ModuleNotFoundError' ? (0,_missing_module_js__WEBPACK_IMPORTED_MODULE_2__/* .missingModule */ .$U)(exception.message) : undefined;
    if (module !== undefined)
        return `The flow imports ${module}, which is not in the image.`;
    if (exception !== undefined && syntaxErrors.has(exception.type)) {
        const file = place === undefined || place.file === home.flow || home.flow === undefined ? 'The flow file' : place.file;
        return `${file} has a syntax error for the Python of the image.`;
    }
    return 'The flow file could not be imported.';
}
/** What Python says of code that is written for a newer one. It says `invalid syntax` of many a mistake as well. */
const newerSyntax = /^(?:invalid syntax|f-string|future feature \w+ is not defined)/u;
const newerTypes = /^(?:'(?:type|ABCMeta)' object is not subscriptable|unsupported operand type\(s\) for \|: 'type')/u;
/** What to do about an exception; undefined where it does not tell. */
function fixOf({ type, message }, state, home) {
    if (type === 'ModuleNotFoundError') {
        const module = (0,_missing_module_js__WEBPACK_IMPORTED_MODULE_2__/* .missingModule */ .$U)(message);
        return module === undefined ? undefined : (0,_missing_module_js__WEBPACK_IMPORTED_MODULE_2__/* .moduleFix */ .Iv)(module, home);
    }
    if (type === 'ImportError')
        return /^cannot import name '\w+' from '?prefect\b/u.test(message) ? _missing_module_js__WEBPACK_IMPORTED_MODULE_2__/* .otherPrefect */ .EJ : undefined;
    // a flow that runs already has other reasons for these
    if (state !== 'not-importable')
        return undefined;
    if (syntaxErrors.has(type))
        return newerSyntax.test(message) ? `Correct it, or it is newer Python. ${_missing_module_js__WEBPACK_IMPORTED_MODULE_2__/* .newerPython */ .Os}` : 'Correct it.';
    if (type === 'TypeError' && newerTypes.test(message))
        return _missing_module_js__WEBPACK_IMPORTED_MODULE_2__/* .newerPython */ .Os;
    return undefined;
}


/***/ }),

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

/***/ 9730:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ jobManifest)
});

// EXTERNAL MODULE: ./build/flow/protocol.js
var protocol = __webpack_require__(8681);
// EXTERNAL MODULE: ./build/plan/job-fields.js
var job_fields = __webpack_require__(9135);
// EXTERNAL MODULE: ./build/plan/labels.js
var labels = __webpack_require__(2131);
// EXTERNAL MODULE: ./build/plan/template-parts.js
var template_parts = __webpack_require__(3917);
;// CONCATENATED MODULE: ./build/job/merge.js
/**
 * Lays our fields on a user's manifest, as raw JSON: what we do not write passes through untouched, unknown fields included.
 * Maps merge key by key; the lists that we write merge item by item by the field that tells their items apart, where ours that
 * are new come first; everything else is one value. Nothing is changed in place. Pure.
 */
/** What tells the items of a list apart; every other list is one value. */
const itemKeys = {
    containers: 'name',
    env: 'name',
    imagePullSecrets: 'name',
    volumes: 'name',
    volumeMounts: 'mountPath'
};
/** Lays on fields that must be there: ours wins over what the base has. Fields with the value undefined are left out. */
function layFields(base, fields) {
    return lay(base, fields, (theirs, ours, key) => {
        if (ours === undefined)
            return theirs;
        if (isMap(ours))
            return layFields(isMap(theirs) ? theirs : {}, ours);
        return layItems(theirs, ours, key, layFields) ?? ours;
    });
}
/**
 * Lays on fields that give way: what the base has stays, and its `null` removes ours together with itself.
 * A default with the value undefined is none, but a `null` in its place goes too.
 */
function layDefaults(base, defaults) {
    return lay(base, defaults, (theirs, ours, key) => {
        if (theirs === null)
            return undefined;
        if (theirs === undefined)
            return isMap(ours) ? layDefaults({}, ours) : ours;
        if (isMap(ours) && isMap(theirs))
            return layDefaults(theirs, ours);
        return layItems(theirs, ours, key, layDefaults) ?? theirs;
    });
}
function lay(base, layer, choose) {
    const result = new Map(Object.entries(base));
    for (const [key, ours] of Object.entries(layer)) {
        const chosen = choose(result.get(key), ours, key);
        if (chosen === undefined)
            result.delete(key);
        else
            result.set(key, chosen);
    }
    return Object.fromEntries(result);
}
/** Merges two lists of named items; undefined when this is no such list. */
function layItems(theirs, ours, key, layItem) {
    const name = itemKeys[key];
    if (name === undefined || !Array.isArray(ours))
        return undefined;
    const list = Array.isArray(theirs) ? [...theirs] : [];
    const added = [];
    for (const item of ours) {
        const index = list.findIndex((each) => each[name] === item[name]);
        const there = list[index];
        if (there === undefined)
            added.push(layItem({}, item));
        else
            list[index] = layItem(there, item);
    }
    return [...added, ...list];
}
function isMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./build/job/secret-names.js
var secret_names = __webpack_require__(6951);
// EXTERNAL MODULE: ./build/job/snapshot.js
var snapshot = __webpack_require__(154);
;// CONCATENATED MODULE: ./build/job/manifest.js
/**
 * JobPlan + image → the manifest that is sent: the user's template with our fields laid on it, as raw JSON. Values never pass
 * through a text template or a shell. Pure.
 */







/**
 * Annotations that keep autoscalers from moving the pod in the middle of a run (design §7): each is the documented
 * switch of its autoscaler, and means nothing to the others.
 */
const doNotEvict = {
    'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
    'karpenter.sh/do-not-disrupt': 'true'
};
/** Makes the Job's manifest. The plan has seen to it that template and inputs do not contradict each other. */
function jobManifest(plan, facts) {
    const parts = (0,template_parts/* partsOf */.CI)(plan.template);
    const name = typeof parts.own['name'] === 'string' ? parts.own['name'] : template_parts/* flowContainer */.I5;
    const whole = layFields(plan.template ?? {}, fieldsOf(plan, facts, name, parts));
    return layDefaults(whole, defaultsOf(plan, name, parts));
}
/** What is ours alone, and what inputs were given for. */
function fieldsOf(plan, facts, name, parts) {
    const pullSecrets = [...plan.imagePullSecrets, ...(facts.pullSecret === true ? [(0,secret_names/* pullSecretName */.J)(plan)] : [])];
    const queue = plan.queue === undefined ? {} : { [labels/* queueLabel */.ke]: plan.queue };
    return {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: plan.name, labels: { ...plan.labels, ...queue }, annotations: plan.annotations },
        spec: {
            template: {
                metadata: { labels: plan.labels },
                spec: {
                    serviceAccountName: plan.serviceAccount,
                    nodeSelector: plan.nodeSelector.size === 0 ? undefined : Object.fromEntries(plan.nodeSelector),
                    imagePullSecrets: pullSecrets.length === 0 ? undefined : pullSecrets.map((secret) => ({ name: secret })),
                    containers: [
                        {
                            name,
                            image: facts.image,
                            command: plan.command?.map(job_fields/* literal */.eu),
                            args: plan.args?.map(job_fields/* literal */.eu),
                            env: environmentOf(plan, facts, parts),
                            resources: resourcesOf(plan.cpu, plan.memory)
                        }
                    ]
                }
            }
        }
    };
}
/** What holds where the template says nothing else. An undefined one is there so that a `null` in its place is not sent. */
function defaultsOf(plan, name, parts) {
    const { spec, podSpec, own, hasOthers } = parts;
    const hasAccount = [plan.serviceAccount, podSpec['serviceAccountName'], podSpec['serviceAccount']].some((account) => account !== undefined && account !== null);
    const seccomp = { seccompProfile: { type: 'RuntimeDefault' } };
    // the user's own containers are the user's: beside them ours alone is hardened, unless the template speaks for the pod
    const isForPod = !hasOthers || 'seccompProfile' in (0,template_parts/* mapOf */.A7)(podSpec['securityContext']) || podSpec['securityContext'] === null;
    return {
        spec: {
            // with a limit for each index Kubernetes' own default means: no other limit
            backoffLimit: spec['backoffLimitPerIndex'] === undefined ? 0 : undefined,
            activeDeadlineSeconds: plan.timeout === undefined ? undefined : (0,job_fields/* activeDeadline */.B1)(plan.startTimeout, plan.timeout),
            ttlSecondsAfterFinished: plan.ttl,
            template: {
                metadata: { annotations: { ...doNotEvict, ...(hasOthers ? { [snapshot/* defaultContainer */.$R]: name } : {}) } },
                spec: {
                    restartPolicy: 'Never',
                    enableServiceLinks: false,
                    automountServiceAccountToken: hasAccount ? undefined : false,
                    securityContext: isForPod ? seccomp : undefined,
                    containers: [
                        {
                            name,
                            securityContext: {
                                allowPrivilegeEscalation: needsPrivileges(own) ? undefined : false,
                                capabilities: plan.hardened ? { drop: ['ALL'] } : undefined,
                                ...(isForPod ? {} : seccomp)
                            }
                        }
                    ]
                }
            }
        }
    };
}
/** The API server refuses `allowPrivilegeEscalation: false` beside these. */
function needsPrivileges(own) {
    const { privileged, capabilities } = (0,template_parts/* mapOf */.A7)(own['securityContext']);
    const added = (0,template_parts/* listOf */.c3)((0,template_parts/* mapOf */.A7)(capabilities)['add']);
    return privileged === true || added.includes('SYS_ADMIN') || added.includes('CAP_SYS_ADMIN');
}
function environmentOf(plan, { notAfter }, { own }) {
    const secret = (0,secret_names/* environmentSecretName */.B)(plan);
    const env = [...plan.env].map(([name, value]) => ({ name, value: (0,job_fields/* literal */.eu)(value) }));
    for (const name of plan.secrets.keys())
        env.push({ name, valueFrom: { secretKeyRef: { name: secret, key: name } } });
    if (plan.launcher) {
        env.push({ name: protocol/* protocolEnvironment */.af.nonce, value: plan.nonce });
        if (plan.parameters !== undefined)
            env.push({ name: protocol/* protocolEnvironment */.af.parameters, value: (0,job_fields/* literal */.eu)(plan.parameters) });
        // seconds, rounded up: a launcher that starts in the last moment may
        if (notAfter !== undefined)
            env.push({ name: protocol/* protocolEnvironment */.af.notAfter, value: String(Math.ceil(notAfter / 1000)) });
        const path = own['terminationMessagePath'];
        if (typeof path === 'string' && path !== '')
            env.push({ name: protocol/* protocolEnvironment */.af.result, value: (0,job_fields/* literal */.eu)(path) });
    }
    return env.length === 0 ? undefined : env;
}
function resourcesOf(cpu, memory) {
    if (cpu === undefined && memory === undefined)
        return undefined;
    const pick = (side) => ({
        ...(cpu === undefined ? {} : { cpu: cpu[side] }),
        ...(memory === undefined ? {} : { memory: memory[side] })
    });
    return { requests: pick('request'), limits: pick('limit') };
}


/***/ }),

/***/ 1394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ settleRerun),
/* harmony export */   refuseRerun: () => (/* binding */ refuseRerun)
/* harmony export */ });
/* unused harmony export siblingsOf */
/* harmony import */ var _cluster_port_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(194);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9874);
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5842);
/* harmony import */ var _plan_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2131);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(154);
/**
 * Jobs that earlier attempts of this very step left unfinished: replaced, or a reason not to start (design: Re-run identity).
 * Whose a Job is, the owner label says; which attempt made it, an annotation. Nothing of the same attempt is ever touched:
 * the legs of a matrix without a key of their own, or a reusable workflow that is called twice, look just like this step.
 */





/** Milliseconds for the pods of a replaced Job to end. */
const longestWait = 90_000;
const lookEvery = 1_000;
const monotonic = () => performance.now();
/** Sorts the Jobs that carry our owner label. Pure. */
function siblingsOf(jobs, { rerun, labels }) {
    const candidates = jobs.filter(({ metadata }) => metadata?.labels?.[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedByLabel */ .Ly] === _plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedBy */ .ZF &&
        metadata.labels[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ownerLabel */ .Wb] === rerun.owner &&
        metadata.labels[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz] !== labels[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz]);
    const unfinished = candidates.filter((job) => isBeingDeleted(job) || !hasFinished(job));
    return {
        earlier: unfinished.filter((job) => (attemptOf(job) ?? Number.POSITIVE_INFINITY) < rerun.attempt),
        same: unfinished.filter((job) => attemptOf(job) === rerun.attempt && !isBeingDeleted(job))
    };
}
/** The attempt that made a Job; undefined where that is not said, which makes it nobody's to replace. */
function attemptOf(job) {
    const text = job.metadata?.annotations?.[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .attemptAnnotation */ .Fv] ?? '';
    return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : undefined;
}
function attemptWords(job) {
    const attempt = attemptOf(job);
    return attempt === undefined ? 'an earlier attempt' : `attempt ${attempt}`;
}
function hasFinished(job) {
    return (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .jobCondition */ .Pl)(job, 'Complete') !== undefined || (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .jobCondition */ .Pl)(job, 'Failed') !== undefined;
}
function isBeingDeleted(object) {
    return object.metadata?.deletionTimestamp !== undefined;
}
/**
 * For `on-rerun: fail`, as early as the cluster is reached: a Job that is in the way now saves the build.
 * @throws Failure `job-exists`
 */
async function refuseRerun(plan, tools) {
    if (plan.rerun.action === 'fail')
        await failIfAny((await findSiblings(plan, tools))?.earlier ?? [], plan, tools);
}
/**
 * Just before the Job is made: sees to it that nothing of an earlier attempt runs any more.
 * @throws Failure `job-exists` when it does: with `on-rerun: fail`, or when its pods do not end in time
 */
async function settleRerun(plan, tools) {
    const { writer, cluster } = tools;
    const siblings = await findSiblings(plan, tools);
    if (siblings === undefined) {
        // a first attempt has none before it
        if (plan.rerun.attempt > 1) {
            writer.notice(`The user of the kubeconfig may not list jobs in namespace ${cluster.namespace}: whether an earlier attempt of this step still runs there cannot be seen.`);
        }
        return;
    }
    const { earlier, same } = siblings;
    if (same.length > 0) {
        writer.warning(`Another Job of this step and this attempt is unfinished: ${namesOf(same)}. It is left alone. Where one step runs several times in a workflow run, as in a reusable workflow that is called twice, give each call its own run-key; a re-run could not tell their Jobs apart.`);
    }
    if (plan.rerun.action === 'fail')
        await failIfAny(earlier, plan, tools);
    else
        await remove(earlier, tools);
    const dying = plan.rerun.attempt > 1 ? await dyingJobs(plan, [...earlier, ...same], tools) : [];
    const end = (tools.now ?? monotonic)() + longestWait;
    for (const job of [...(plan.rerun.action === 'replace' ? earlier : []), ...dying])
        await untilOver(job, end, tools);
}
/** Jobs that are gone while pods of theirs, of this very step, are still being deleted: as a cancel with a long grace leaves them. */
async function dyingJobs({ rerun, labels }, known, { cluster, signal }) {
    const selection = { labels: { [_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ownerLabel */ .Wb]: rerun.owner ?? '', [_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedByLabel */ .Ly]: _plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedBy */ .ZF } };
    const pods = (await ifAllowed(() => cluster.list('pods', selection, signal))) ?? [];
    const jobs = new Map();
    for (const pod of pods) {
        const job = pod.metadata?.ownerReferences?.find(({ kind }) => kind === 'Job');
        const isOurs = pod.metadata?.labels?.[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz] === labels[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz];
        if (job === undefined || isOurs || !isBeingDeleted(pod) || known.some((one) => (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .uidOf */ .kz)(one) === job.uid))
            continue;
        jobs.set(job.uid, { metadata: { name: job.name, uid: job.uid, labels: pod.metadata?.labels ?? {} } });
    }
    const gone = [];
    for (const job of jobs.values())
        if (await isGone(job, cluster, signal))
            gone.push(job);
    return gone;
}
/** @returns undefined when we may not list Jobs */
async function findSiblings(plan, tools) {
    const { owner } = plan.rerun;
    if (owner === undefined)
        return { earlier: [], same: [] };
    const jobs = await ifAllowed(() => tools.cluster.list('jobs', { labels: { [_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ownerLabel */ .Wb]: owner, [_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedByLabel */ .Ly]: _plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedBy */ .ZF } }, tools.signal));
    return jobs === undefined ? undefined : siblingsOf(jobs, plan);
}
async function failIfAny(jobs, { rerun }, { cluster, signal }) {
    for (const job of jobs) {
        // one that is being deleted is over once its pods are
        if (isBeingDeleted(job) && (await alivePods(job, cluster, signal))?.length === 0)
            continue;
        const name = (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job);
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('job-exists', {
            what: `The Job ${name} of ${attemptWords(job)} of this step is unfinished in namespace ${cluster.namespace}.`,
            why: `This is attempt ${rerun.attempt}, and on-rerun is fail.`,
            fix: `Wait until it has ended, delete it (kubectl -n ${cluster.namespace} delete job ${name}), or set on-rerun: replace.`
        });
    }
}
async function remove(jobs, { cluster, writer, signal }) {
    for (const job of jobs) {
        const answer = await cluster.delete('jobs', (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job), (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .uidOf */ .kz)(job), signal);
        // its name may be another's by now, which is not ours to wait for; its pods are
        if (answer === 'deleted')
            writer.info(`Replaces Job ${(0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job)} of ${attemptWords(job)}, which had not finished: it was told to go.`);
    }
}
/** Waits until nothing of a Job runs. @param end monotonic milliseconds */
async function untilOver(job, end, tools) {
    const { cluster, writer, signal, now = monotonic, sleep = _lib_deadline_js__WEBPACK_IMPORTED_MODULE_4__/* .sleep */ .y } = tools;
    let isSaid = false;
    for (;;) {
        const pods = await alivePods(job, cluster, signal);
        if (pods === undefined ? await isGone(job, cluster, signal) : pods.length === 0)
            return;
        if (!isSaid) {
            writer.info(pods === undefined
                ? `No right to list pods: waits for Job ${(0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job)} to be gone; whether its pods have ended cannot be seen.`
                : `Waits for ${pods.length === 1 ? 'the pod' : `the ${pods.length} pods`} of Job ${(0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job)} to end: ${namesOf(pods)}.`);
            isSaid = true;
        }
        if (now() >= end)
            throw stillThere(job, pods, cluster);
        if (!(await sleep(lookEvery, signal)))
            signal.throwIfAborted();
    }
}
function stillThere(job, pods, { namespace }) {
    const finalizers = [...new Set([job, ...(pods ?? [])].flatMap(({ metadata }) => metadata?.finalizers ?? []))];
    const held = finalizers.filter((name) => name !== 'batch.kubernetes.io/job-tracking');
    const what = pods === undefined ? 'is still there' : `still has pods that run: ${namesOf(pods)}`;
    const identifier = job.metadata?.labels?.[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz] ?? '';
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('job-exists', {
        what: `The Job ${(0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job)} of ${attemptWords(job)} of this step ${what}.`,
        why: `It was told to go ${longestWait / 1000} seconds ago${held.length === 0 ? '' : `, but is held by the finalizer ${held.join(', ')}`}; two attempts must not run at once.`,
        fix: `See what holds it (kubectl -n ${namespace} get jobs,pods -l ${_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz}=${identifier}), and run again when it is gone.`
    });
}
/** Pods of a Job that may still run something; undefined when we may not list pods. */
function alivePods(job, cluster, signal) {
    return ifAllowed(async () => {
        const pods = await cluster.list('pods', { labels: { 'batch.kubernetes.io/controller-uid': (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .uidOf */ .kz)(job) } }, signal);
        return pods.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
    });
}
async function isGone(job, cluster, signal) {
    const found = await cluster.get('jobs', (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job), signal);
    return found === undefined || (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .uidOf */ .kz)(found) !== (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .uidOf */ .kz)(job);
}
/** Undefined where the answer is 403. */
async function ifAllowed(ask) {
    try {
        return await ask();
    }
    catch (error) {
        if (error instanceof _cluster_port_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && error.status === 403)
            return undefined;
        throw error;
    }
}
function namesOf(objects) {
    return objects.map(_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb).join(', ');
}


/***/ }),

/***/ 2092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runJob: () => (/* binding */ runJob)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/plan/job-fields.js
var job_fields = __webpack_require__(9135);
// EXTERNAL MODULE: ./build/plan/template-parts.js
var template_parts = __webpack_require__(3917);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
;// CONCATENATED MODULE: ./build/runner/heap.js
/** The memory that this process takes beyond what it needs. */

/** Bytes of the young generation: more of it saves next to no time (measured with 2,000 pods). */
const enough = 16_000_000;
const done = { old: false, young: false };
/**
 * Has V8's heap stay near what is alive. By itself its young generation grows with all that ever lived on, to 134 MB in a
 * process that runs for minutes, and the old one to four times what is alive. Call it now and then.
 */
function boundHeap() {
    if (!done.old)
        (0,external_node_v8_.setFlagsFromString)('--heap-growing-percent=50');
    done.old = true;
    if (done.young)
        return;
    const young = (0,external_node_v8_.getHeapSpaceStatistics)().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
    if (young < enough)
        return;
    done.young = true;
    (0,external_node_v8_.setFlagsFromString)('--semi-space-growth-factor=1');
}

// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
// EXTERNAL MODULE: ./build/plan/labels.js
var labels = __webpack_require__(2131);
// EXTERNAL MODULE: ./build/job/manifest.js + 1 modules
var job_manifest = __webpack_require__(9730);
;// CONCATENATED MODULE: ./build/job/architecture.js
/** Whether the cluster's nodes can run the image at all, told before there is a Job. Pure but for the warning. */




const archLabel = 'kubernetes.io/arch';
const osLabel = 'kubernetes.io/os';
/** What a node's processor runs beside its own (containerd, platforms.Only). */
const alsoRuns = { amd64: '386', arm64: 'arm' };
/**
 * Refuses an image that no node can run, and warns of one that only some can.
 * @throws Failure `wrong-architecture`
 */
function demandArchitecture(plan, image, { platforms, nodes, writer }) {
    const placement = placementOf(plan);
    if (platforms === undefined || nodes === undefined || placement === undefined)
        return;
    const { kind, others } = judgeArchitecture(platforms, nodes, placement);
    const built = platforms.join(', ');
    if (kind === 'none') {
        const wanted = others[0] ?? '';
        throw new failure/* Failure */.HR('wrong-architecture', {
            what: `The image ${image} is built for ${built}, which no node of the cluster can run.`,
            why: `The nodes that the pod may go to are ${others.join(', ')}.`,
            fix: plan.hardened
                ? `Set the input platform to ${wanted} and build again.`
                : `Use an image that is built for ${wanted} as well.`
        });
    }
    if (kind === 'mixed') {
        const arch = platforms[0]?.split('/')[1] ?? '';
        writer.warning(`The image is built for ${built}, and the cluster also has nodes of ${others.join(', ')}, on which it cannot run. To keep the pod off them set node-selector: ${archLabel}=${arch}`);
    }
}
/**
 * Where the pod of a plan may go; undefined where that is not for us to say: a queue or another controller chooses (maybe
 * another cluster), or the template has rules that only the scheduler knows to apply.
 */
function placementOf(plan) {
    const { metadata, spec } = (0,job_manifest/* jobManifest */.J)(plan, { image: '' });
    const pod = (0,template_parts/* mapOf */.A7)((0,template_parts/* mapOf */.A7)(spec['template'])['spec']);
    const required = (0,template_parts/* mapOf */.A7)((0,template_parts/* mapOf */.A7)(pod['affinity'])['nodeAffinity'])['requiredDuringSchedulingIgnoredDuringExecution'];
    const isOthers = [metadata.labels[labels/* queueLabel */.ke], spec['managedBy'], pod['nodeName'], required].some((value) => value !== undefined && value !== null);
    if (isOthers)
        return undefined;
    return {
        nodeSelector: (0,template_parts/* mapOf */.A7)(pod['nodeSelector']),
        tolerations: (0,template_parts/* listOf */.c3)(pod['tolerations']).map((item) => (0,template_parts/* mapOf */.A7)(item))
    };
}
/**
 * Whether nodes can run an image of these platforms. Only what is sure counts against it: a node that could may be cordoned or
 * tainted for a moment, and where no node matches, an autoscaler may bring one.
 */
function judgeArchitecture(platforms, nodes, placement) {
    const systems = new Set(platforms.map((platform) => platform.split('/')[0]));
    const selected = nodes.filter((node) => isSelected(node, placement) && systems.has(systemOf(node)));
    const fitting = selected.filter((node) => runs(node, platforms));
    const unfit = selected.filter((node) => !runs(node, platforms) && isOpen(node, placement));
    const counts = new Map();
    for (const node of unfit) {
        const platform = `${systemOf(node)}/${archOf(node) ?? ''}`;
        counts.set(platform, (counts.get(platform) ?? 0) + 1);
    }
    const others = [...counts].sort(([, a], [, b]) => b - a).map(([platform]) => platform);
    if (unfit.length === 0)
        return { kind: 'fits', others };
    return { kind: fitting.length === 0 ? 'none' : 'mixed', others };
}
function archOf({ metadata }) {
    return metadata?.labels?.[archLabel];
}
function systemOf({ metadata }) {
    return metadata?.labels?.[osLabel] ?? 'linux';
}
/** A node that does not name its processor is given the benefit of the doubt. */
function runs(node, platforms) {
    const arch = archOf(node);
    if (arch === undefined)
        return true;
    return platforms.some((platform) => {
        const [system, wanted = ''] = platform.split('/');
        return system === systemOf(node) && (wanted === arch || wanted === alsoRuns[arch]);
    });
}
function isSelected({ metadata }, { nodeSelector }) {
    const labels = metadata?.labels ?? {};
    return Object.entries(nodeSelector).every(([key, value]) => labels[key] === value);
}
/** The pod may go there. What Kubernetes itself taints a node for (not ready, short of memory) passes. */
function isOpen({ spec }, { tolerations }) {
    if (spec?.unschedulable === true)
        return false;
    return (spec?.taints ?? []).every((taint) => taint.effect === 'PreferNoSchedule' ||
        taint.key.startsWith('node.kubernetes.io/') ||
        tolerations.some((toleration) => tolerates(toleration, taint)));
}
/** As the scheduler sees it (k8s.io/api core/v1, ToleratesTaint). */
function tolerates({ key = '', operator = 'Equal', value = '', effect = '' }, taint) {
    if (effect !== '' && effect !== taint.effect)
        return false;
    if (key !== '' && key !== taint.key)
        return false;
    return operator === 'Exists' || (operator === 'Equal' && key !== '' && value === (taint.value ?? ''));
}

// EXTERNAL MODULE: ./build/job/create.js
var create = __webpack_require__(9946);
// EXTERNAL MODULE: ./build/cluster/pod-security.js
var pod_security = __webpack_require__(9989);
// EXTERNAL MODULE: ./build/flow/failure-of-report.js
var failure_of_report = __webpack_require__(644);
// EXTERNAL MODULE: ./build/job/snapshot.js
var job_snapshot = __webpack_require__(154);
// EXTERNAL MODULE: ./build/lib/duration.js
var duration = __webpack_require__(9386);
// EXTERNAL MODULE: ./build/lib/sentence.js
var sentence = __webpack_require__(6919);
;// CONCATENATED MODULE: ./build/job/queue.js
/** What is said of a Job that is suspended or stands in a queue: in the words of whoever holds it back. Pure. */





/** Milliseconds by which an event may be older than the condition that the same suspension set. */
const eventSlack = 5_000;
/** What the built-in controller says of every suspension: nothing that helps. */
const emptyWords = 'Job suspended';
/** Name of the LocalQueue that the stored Job is in. */
function queueOf(job) {
    return job.metadata?.labels?.[labels/* queueLabel */.ke] || undefined;
}
/**
 * Why the Job is held back, in Kueue's or the controller's words; undefined when nobody says. Kueue's conditions: first
 * `QuotaReserved`, whose message names what is short, then `Admitted`, which waits for admission checks.
 */
function queueWords(snapshot) {
    for (const type of ['QuotaReserved', 'Admitted']) {
        const condition = workloadCondition(snapshot, type);
        if (condition?.status === 'False' && condition.message)
            return condition.message;
    }
    const message = (0,job_snapshot/* jobCondition */.Pl)(snapshot.job, 'Suspended')?.message;
    if (message && message !== emptyWords)
        return message;
    return stoppedEvent(snapshot);
}
/** Why Kueue took a Job back that it had let run: `Preempted: …`; undefined when it did not, or does not say. */
function evictionWords(snapshot) {
    const evicted = workloadCondition(snapshot, 'Evicted');
    if (!(0,job_snapshot/* isSuspended */.eJ)(snapshot.job) || evicted?.status !== 'True')
        return undefined;
    return [evicted.reason, evicted.message].filter(Boolean).join(': ');
}
function workloadCondition({ workload }, type) {
    return workload?.status?.conditions?.find((condition) => condition.type === type);
}
/** The event with which Kueue says why it stopped the Job: without the right to read Workloads it is all there is. */
function stoppedEvent(snapshot) {
    const since = snapshot.job.status?.conditions?.find(({ type }) => type === 'Suspended')?.lastTransitionTime;
    const event = (0,job_snapshot/* eventsOf */.XL)(snapshot, (0,job_snapshot/* uidOf */.kz)(snapshot.job)).findLast((each) => each.reason === 'Stopped' && (0,job_snapshot/* timeOf */.nR)(each) >= (Date.parse(since ?? '') || 0) - eventSlack);
    return event?.message;
}
/** The failure of a Job that was held back for longer than `queueTimeout` milliseconds. */
function queueFailure(snapshot, queueTimeout) {
    const queue = queueOf(snapshot.job);
    const limit = `${(0,duration/* formatDuration */.a)(queueTimeout)} (queue-timeout)`;
    const why = (0,sentence/* sentence */.e)(evictionWords(snapshot) ?? queueWords(snapshot) ?? '');
    if (queue === undefined) {
        return new failure/* Failure */.HR('queue-timeout', {
            what: `The Job ${(0,job_snapshot/* nameOf */.Vb)(snapshot.job)} was suspended for longer than ${limit} and was stopped.`,
            why,
            fix: 'Find who suspends Jobs in this namespace (spec.suspend) and does not resume them, or raise the input queue-timeout.'
        });
    }
    return new failure/* Failure */.HR('queue-timeout', {
        what: `The Job ${(0,job_snapshot/* nameOf */.Vb)(snapshot.job)} waited in LocalQueue ${queue} for longer than ${limit} and was stopped.`,
        why,
        fix: 'Raise the input queue-timeout, ask for less (cpu, memory), or see with kubectl describe workloads what the queue waits for.'
    });
}
/** The failure of a pod that a suspension took away, where nothing came after it. */
function suspendedFailure(snapshot, { pod }) {
    return new failure/* Failure */.HR('preempted', {
        what: `The pod ${(0,job_snapshot/* nameOf */.Vb)(pod)} was taken away because its Job was suspended, so its end is no success of the flow.`,
        why: evictionWords(snapshot),
        fix: 'Run again; if it comes back, find who suspends Jobs in this namespace.'
    });
}

// EXTERNAL MODULE: ./build/job/secret-names.js
var secret_names = __webpack_require__(6951);
;// CONCATENATED MODULE: ./build/job/start-problem.js
/**
 * Why a Job has not started yet, from pod status, conditions and events; and whether waiting can still mend it.
 * A Job never fails by itself for any of these (research/platform F), so this is where a run that cannot start ends. Pure.
 */


const none = { kind: 'none' };
const untilStartTimeout = { kind: 'start-timeout' };
/** Things made just after the Job (its Secrets), or replicated with a delay, get this long. */
const settling = { kind: 'grace', milliseconds: 30_000 };
/** For refusals that no time will mend, but that a race at the very start could show once. */
const start_problem_short = { kind: 'grace', milliseconds: 5_000 };
/** Finds the problem that keeps the run from starting; undefined when nothing is wrong (yet). */
function startProblem(snapshot) {
    if ((0,job_snapshot/* isSuspended */.eJ)(snapshot.job))
        return undefined;
    const alive = (0,job_snapshot/* countedPods */.T3)(snapshot).filter(({ gone }) => !gone);
    for (const { pod } of [...alive].reverse()) {
        const problem = podProblem(snapshot, pod);
        if (problem !== undefined)
            return { ...problem, pod: (0,job_snapshot/* uidOf */.kz)(pod) };
    }
    if (alive.length === 0)
        return noPodProblem(snapshot);
    return undefined;
}
function podProblem(snapshot, pod) {
    for (const status of (0,job_snapshot/* allStatuses */.q7)(pod)) {
        const problem = waitingProblem(snapshot, pod, status);
        if (problem !== undefined)
            return problem;
    }
    const scheduled = (0,job_snapshot/* podCondition */.Nw)(pod, 'PodScheduled');
    if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable') {
        return { reason: 'unschedulable', message: scheduled.message, state: 'unschedulable', patience: untilStartTimeout };
    }
    // a missing Secret or ConfigMap volume shows only as an event; the container stays ContainerCreating
    const mount = last((0,job_snapshot/* eventsOf */.XL)(snapshot, (0,job_snapshot/* uidOf */.kz)(pod)), (event) => event.reason === 'FailedMount');
    if (mount !== undefined && (0,job_snapshot/* allStatuses */.q7)(pod).some((status) => status.state?.waiting !== undefined)) {
        const message = mount.message ?? '';
        const isMissing = /(?:secret|configmap) "[^"]*" not found|references non-existent (?:secret|config) key/u.test(message);
        return {
            reason: isMissing ? 'missing-config' : 'start-timeout',
            message,
            state: 'FailedMount',
            patience: isMissing ? settling : untilStartTimeout
        };
    }
    return undefined;
}
function waitingProblem(snapshot, pod, status) {
    const waiting = status.state?.waiting;
    if (waiting?.reason === undefined)
        return undefined;
    const state = waiting.reason;
    const message = waiting.message ?? '';
    switch (state) {
        case 'InvalidImageName':
            return { reason: 'invalid-image-name', message, state, patience: none, ...imageOf(pod, status.name) };
        case 'ErrImageNeverPull':
            return { reason: 'image-not-found', message, state, patience: none, ...imageOf(pod, status.name) };
        case 'ErrImagePull':
        case 'ImagePullBackOff':
        case 'RegistryUnavailable':
        case 'SignatureValidationFailed':
            return { ...pullProblem(snapshot, pod, status.image ?? '', { state, message }), ...imageOf(pod, status.name) };
        case 'CrashLoopBackOff':
            // an init container or sidecar that fails is tried again for ever where the restart policy says so
            return { reason: 'start-timeout', message: crashWords(status, message), state, patience: untilStartTimeout };
        case 'CreateContainerConfigError':
            return { reason: isMissingConfig(message) ? 'missing-config' : 'start-error', message, state, patience: settling };
        case 'CreateContainerError':
        case 'RunContainerError':
        case 'PostStartHookError':
            return { reason: startErrorReason(message), message, state, patience: settling, ...imageOf(pod, status.name) };
        default:
            return undefined;
    }
}
/** The image of a container, by its name in the pod; empty where the pod does not tell. */
function imageOf({ spec }, name) {
    const all = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
    const image = all.find((container) => container.name === name)?.image;
    return image === undefined ? {} : { image };
}
function crashWords({ name, lastState }, message) {
    const exit = lastState?.terminated;
    return exit === undefined ? message : `container ${name} exits with ${exit.exitCode} and is started again and again`;
}
/** Other reasons of the same state: a security context that the image does not fit, a bad subPath. */
function isMissingConfig(message) {
    return /not found|couldn't find key|non-existent/u.test(message);
}
/** Reason of a container that could not be created or run. */
function startErrorReason(message) {
    return /exec format error/iu.test(message) ? 'wrong-architecture' : 'start-error';
}
function pullProblem(snapshot, pod, image, waiting) {
    const { state, message } = waiting;
    const failures = (0,job_snapshot/* eventsOf */.XL)(snapshot, (0,job_snapshot/* uidOf */.kz)(pod)).filter((event) => event.reason === 'Failed' && (event.message ?? '').startsWith('Failed to pull image'));
    // a back-off message of older kubelets names the image alone; the event before it has the registry's words
    const words = [message, failures.at(-1)?.message ?? ''].sort((a, b) => b.length - a.length)[0] ?? '';
    // an image may be called anything, `timeout-401` too: only the words around its name count
    const reason = pullFailureReason(image === '' ? words : words.replaceAll(image, ''));
    const refusals = failures.reduce((sum, event) => sum + (event.count ?? 1), 0);
    const isFinal = reason !== 'image-pull-failed';
    return {
        reason,
        message: words,
        state,
        patience: !isFinal ? untilStartTimeout : refusals > 1 && !isSettling(snapshot) ? none : settling
    };
}
/** The pull Secret of this run is made after its Job: a kubelet may have asked the registry, even twice, before it saw it. */
function isSettling({ job, now }) {
    const own = (0,secret_names/* pullSecretName */.J)({ name: (0,job_snapshot/* nameOf */.Vb)(job) });
    const names = job.spec?.template?.spec?.imagePullSecrets ?? [];
    const age = now - Date.parse(job.metadata?.creationTimestamp ?? '');
    return names.some(({ name }) => name === own) && age < settling.milliseconds;
}
/** What a registry's refusal means: containerd's and Docker's words, told apart by what waiting can mend. */
function pullFailureReason(message) {
    if (/\b(?:429|50[0234])\b|too many requests|toomanyrequests|rate limit|connection refused|i\/o timeout|timeout|no such host|reset by peer|unexpected EOF/iu.test(message)) {
        return 'image-pull-failed';
    }
    if (/no match for platform|no matching manifest|does not match the specified platform/iu.test(message))
        return 'wrong-architecture';
    if (/unauthorized|authentication required|\b401\b|\b403\b|forbidden|denied|authorization failed|no basic auth/iu.test(message)) {
        return 'image-unauthorized';
    }
    if (/not found|manifest unknown|name unknown|\b404\b|does not exist/iu.test(message))
        return 'image-not-found';
    return 'image-pull-failed';
}
/** A pod that is refused at creation never exists; only an event of the Job tells (quota, PodSecurity, webhooks, …). */
function noPodProblem(snapshot) {
    // what was refused before a suspension says nothing of the try after it
    const since = (0,job_snapshot/* resumedAt */.RB)(snapshot.job) ?? 0;
    const event = last((0,job_snapshot/* eventsOf */.XL)(snapshot, (0,job_snapshot/* uidOf */.kz)(snapshot.job)), (each) => each.reason === 'FailedCreate' && (0,job_snapshot/* timeOf */.nR)(each) >= since);
    if (event === undefined)
        return undefined;
    const message = (event.message ?? '').replace(/^Error creating: /u, '');
    return { message, state: 'no pod yet', ...createRefusal(message) };
}
function createRefusal(message) {
    // other pods may free what they use; a pod that asks for more than there is at all, or names no request, never fits
    if (/failed quota/u.test(message))
        return { reason: 'quota-exceeded', patience: start_problem_short };
    if (/exceeded quota/u.test(message)) {
        return { reason: 'quota-exceeded', patience: neverFits(message) ? start_problem_short : untilStartTimeout };
    }
    if (/serviceaccount .*not found|error looking up service account/iu.test(message))
        return { reason: 'missing-config', patience: settling };
    if (/is forbidden|admission webhook|denied the request|violates PodSecurity|ValidatingAdmissionPolicy/u.test(message)) {
        return { reason: 'admission-denied', patience: start_problem_short };
    }
    if (/is invalid/u.test(message))
        return { reason: 'admission-denied', patience: start_problem_short };
    return { reason: 'start-timeout', patience: untilStartTimeout };
}
/** The quota message lists `requested:`, `used:` and `limited:` per resource; with nothing used the pod alone is too big. */
function neverFits(message) {
    const used = /used: ([^:]*?)(?:, limited:|$)/u.exec(message)?.[1];
    return used !== undefined && used.split(',').every((item) => /=0\D*$/u.test(item.trim()));
}
function last(events, matches) {
    return events.filter(matches).at(-1);
}

;// CONCATENATED MODULE: ./build/job/advice.js
/** What a run that cannot start is told: one sentence of what, one of what to do. Pure. */
/** Sentences for a start that fails for this reason. */
function startAdvice(reason, context) {
    const { image, namespace } = context;
    switch (reason) {
        case 'invalid-image-name':
            return { what: `The image name ${image} is not valid.`, fix: 'Correct it: lower case, host[:port]/path:tag.' };
        case 'image-not-found':
            return {
                what: `The cluster cannot find the image ${image}.`,
                fix: 'Check name and tag, and that the cluster reaches the registry under the same name as this runner.'
            };
        case 'image-unauthorized':
            return {
                what: `The cluster may not pull the image ${image}.`,
                fix: `Log in to its registry before this step (with pull-secret: auto the cluster gets that login), or name a pull secret of namespace ${namespace} in image-pull-secrets.`
            };
        case 'wrong-architecture':
            return {
                what: `The image ${image} is built for another processor architecture than the node's.`,
                fix: 'Build it for the nodes, or choose nodes that fit with the input node-selector; a script that is run without a #! line says the same.'
            };
        case 'image-pull-failed':
            return {
                what: `The cluster could not pull the image ${image} in time.`,
                fix: 'The registry did not answer or was too busy: run again, and check that the nodes reach it.'
            };
        case 'missing-config':
            return {
                what: `The pod needs something that namespace ${namespace} does not have.`,
                fix: 'Create the Secret, ConfigMap, key or service account that is named, or correct its name.'
            };
        case 'unschedulable':
            return {
                what: 'No node could take the pod before the start timeout.',
                fix: 'Ask for less (cpu, memory), correct node-selector, add nodes, or raise start-timeout.'
            };
        case 'quota-exceeded':
            return {
                what: `The quota of namespace ${namespace} does not allow the pod.`,
                fix: 'Set cpu and memory within the quota, or wait until other pods are done, or have the quota raised.'
            };
        case 'admission-denied':
            return {
                what: `The rules of the cluster do not allow this pod in namespace ${namespace}.`,
                fix: 'Change what the message names, or ask the cluster’s owner for a namespace that allows it.'
            };
        case 'start-error':
            return {
                what: 'The container could not be started.',
                fix: 'Check that command exists in the image and is executable.'
            };
        default:
            return {
                what: 'The pod did not start before the start timeout.',
                fix: 'Mend what the message names, or raise start-timeout.'
            };
    }
}

;// CONCATENATED MODULE: ./build/job/signals.js
/** Exit codes that mean a signal. Pure. */
/** Signals that end a process from within, by the shell's rule 128 + n. */
const signals = {
    132: 'SIGILL',
    134: 'SIGABRT',
    135: 'SIGBUS',
    136: 'SIGFPE',
    139: 'SIGSEGV, a crash in native code',
    143: 'SIGTERM'
};
/** ` (SIGTERM)` for an exit code that means a signal, else nothing. */
function signalName(exitCode) {
    const name = signals[exitCode];
    return name === undefined ? '' : ` (${name})`;
}

;// CONCATENATED MODULE: ./build/job/taken-away.js
/** Failures of pods that somebody or something took away. Pure. */




/** A pod that was taken away: by whom decides whether trying again helps. */
function interrupted(snapshot) {
    const counted = (0,job_snapshot/* countedPods */.T3)(snapshot);
    const lost = snapshot.pods.at(-1);
    if (counted.length === 0 && lost !== undefined)
        return suspendedFailure(snapshot, lost);
    const pod = (counted.find((seen) => !(0,job_snapshot/* endedByItself */.jj)(seen.pod)) ?? (0,job_snapshot/* tellingPod */.dG)(snapshot))?.pod;
    const target = pod && (0,job_snapshot/* disruption */.e0)(pod);
    const name = pod === undefined ? 'The pod' : `The pod ${(0,job_snapshot/* nameOf */.Vb)(pod)}`;
    const why = target === undefined ? undefined : (0,sentence/* sentence */.e)(`${target.reason}: ${target.message}`);
    switch (target?.reason) {
        case 'PreemptionByScheduler':
            return new failure/* Failure */.HR('preempted', {
                what: `${name} was preempted by one with a higher priority.`,
                why,
                fix: 'Run again when the cluster has room, or give the flow a priority class.'
            });
        case 'DeletionByTaintManager':
        case 'DeletionByPodGC':
            return new failure/* Failure */.HR('node-lost', {
                what: `${name} was lost with its node.`,
                why,
                fix: 'Run again; if it comes back, look at the node.'
            });
        case 'EvictionByEvictionAPI':
        case 'TerminationByKubelet':
            return new failure/* Failure */.HR('evicted', {
                what: `${name} was evicted before the flow was done.`,
                why,
                fix: 'Run again; a drained node or a node short of memory or disk is the usual cause.'
            });
        default:
            return new failure/* Failure */.HR('deleted', {
                what: `${name} was deleted before the flow was done.`,
                why: why ?? 'Somebody or something other than this run deleted it, or its namespace.',
                fix: 'Find who deletes pods in this namespace, then run again.'
            });
    }
}
/**
 * No pod is there, and nobody saw one end: not by itself then. A pod that failed by itself stays until its Job goes; only with
 * `restartPolicy: OnFailure` the controller removes it (kubernetes pkg/controller/job).
 */
function isRemovedUnseen({ job, pods, sees }) {
    const isNever = job.spec?.template?.spec?.restartPolicy === 'Never';
    return sees.pods && isNever && pods.every(({ pod, gone }) => gone && (0,job_snapshot/* decidingContainer */.HR)(pod) === undefined);
}
function removedUnseen({ job }) {
    return new failure/* Failure */.HR('deleted', {
        what: `The pod of the Job ${(0,job_snapshot/* nameOf */.Vb)(job)} was removed, and nobody saw how it ended.`,
        why: 'A pod that fails by itself stays there, so somebody or something else removed this one; its log is gone.',
        fix: 'Find who deletes pods in this namespace, then run again.'
    });
}
/**
 * The pod's container had exited 0 by itself, and then the pod was removed. The controller counts a pod that is taken away
 * before it has seen `Succeeded` as failed, whatever its container did (kubernetes pkg/controller/job, isPodFailed).
 */
function isRemovedAfterItsEnd({ pod, gone }) {
    const exit = (0,job_snapshot/* terminated */.CE)((0,job_snapshot/* decidingContainer */.HR)(pod));
    const isRemoved = gone || pod.metadata?.deletionTimestamp !== undefined;
    return exit?.exitCode === 0 && isRemoved && (0,job_snapshot/* endedByItself */.jj)(pod);
}
function removedAfterItsEnd(pod) {
    return new failure/* Failure */.HR('deleted', {
        what: `The pod ${(0,job_snapshot/* nameOf */.Vb)(pod)} was removed before its Job had counted it as done.`,
        why: 'Its container had exited with 0, but a pod that is taken away just then counts as failed, and so the Job failed.',
        fix: 'Find who deletes or evicts pods in this namespace, then run again.'
    });
}
/** The failure of a pod whose node ended or refused it; undefined where the pod's own status says nothing of it. */
function evicted(pod) {
    const reason = pod.status?.reason;
    if (reason === undefined || reason === '')
        return undefined;
    const why = (0,sentence/* sentence */.e)(`${reason}: ${pod.status?.message ?? ''}`);
    if (reason === 'Evicted') {
        return new failure/* Failure */.HR('evicted', {
            what: `The pod ${(0,job_snapshot/* nameOf */.Vb)(pod)} was evicted by its node.`,
            why,
            fix: 'Ask for the memory and disk it needs (inputs cpu and memory), then run again.'
        });
    }
    if (reason === 'NodeLost' || reason === 'NodeShutdown' || reason === 'Terminated') {
        return new failure/* Failure */.HR('node-lost', { what: `The pod ${(0,job_snapshot/* nameOf */.Vb)(pod)} was lost with its node.`, why, fix: 'Run again.' });
    }
    if (reason === 'NodeAffinity' || reason === 'UnexpectedAdmissionError' || /^OutOf/u.test(reason)) {
        return new failure/* Failure */.HR('unschedulable', {
            what: `The node refused the pod ${(0,job_snapshot/* nameOf */.Vb)(pod)}.`,
            why,
            fix: 'Run again; the node ran out of what the pod asks for between scheduling and start.'
        });
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/job/tries.js
/** The tries of a container that is started again in its pod: which of them the kubelet can give the log of. Pure. */

/**
 * The tries whose logs can be read now, the older first. A container that waits to be started again is still counted as its
 * last try (kubelet, kubelet_pods.go: convertToAPIContainerStatuses), and that one's log is given as the previous one
 * (validateContainerLogStatus), which stays right when the next begins.
 */
function readableTries(status) {
    const count = status.restartCount ?? 0;
    const exit = (0,job_snapshot/* terminated */.CE)(status);
    const earlier = status.lastState?.terminated;
    const previous = (number) => 
    // one that could not be started has no log
    earlier === undefined || earlier.reason === 'StartError' || number < 0
        ? []
        : [{ number, hasEnded: true, place: 'previous' }];
    if (status.state?.running !== undefined) {
        return [...previous(count - 1), { number: count, hasEnded: false, place: 'current' }];
    }
    if (exit !== undefined) {
        const isRead = exit.reason !== 'StartError';
        return [...previous(count - 1), ...(isRead ? [{ number: count, hasEnded: true, place: 'current' }] : [])];
    }
    // waiting: for another start, or the next container is made already but could not be started
    const isNextMade = status.containerID !== undefined && earlier?.containerID !== undefined && status.containerID !== earlier.containerID;
    return previous(isNextMade ? count - 1 : count);
}
/** A container of a pod, for all its tries. */
const keyOf = (pod, container) => `${(0,job_snapshot/* uidOf */.kz)(pod)}/${container}`;
/** The containers that were last seen waiting in pods that are gone or being taken away: they may have run all the same. */
function missedContainers(snapshot) {
    const { job, sees } = snapshot;
    const isJobGoing = snapshot.gone || job.metadata?.deletionTimestamp !== undefined;
    const isTaken = ({ pod, gone }) => gone || isJobGoing || pod.metadata?.deletionTimestamp !== undefined;
    const taken = sees.pods ? (0,job_snapshot/* countedPods */.T3)(snapshot).filter(isTaken) : [];
    return taken.flatMap(({ pod }) => statusesOf(pod)
        .filter((status) => mayHaveRun(pod, status))
        .map(({ name }) => ({ key: keyOf(pod, name), name: streamName((0,job_snapshot/* nameOf */.Vb)(pod), name, 0) })));
}
/** Also where the node never told of them. */
function statusesOf(pod) {
    const told = (0,job_snapshot/* allStatuses */.q7)(pod);
    return told.length > 0 ? told : (pod.spec?.containers ?? []).map(({ name }) => ({ name }));
}
/** No word tells against it. */
function mayHaveRun({ spec }, { state, lastState, restartCount = 0 }) {
    if (spec?.nodeName === undefined || lastState?.terminated !== undefined || restartCount > 0)
        return false;
    if (state?.running !== undefined || state?.terminated !== undefined)
        return false;
    return [undefined, 'ContainerCreating', 'PodInitializing'].includes(state?.waiting?.reason);
}
/** Whether the kubelet may start the container again after this state of it. */
function mayStartAgain(pod, status) {
    const { spec } = pod;
    const init = spec?.initContainers?.find(({ name }) => name === status.name);
    const container = init ?? spec?.containers?.find(({ name }) => name === status.name);
    const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    if (isOver || pod.metadata?.deletionTimestamp !== undefined)
        return false;
    if ((container?.restartPolicyRules ?? []).length > 0)
        return true;
    const policy = container?.restartPolicy ?? spec?.restartPolicy;
    // an init container that did its work is not started again, whatever the pod's policy; a sidecar has one of its own
    const isDone = (0,job_snapshot/* terminated */.CE)(status)?.exitCode === 0;
    if (policy === 'Always')
        return init === undefined || container?.restartPolicy === 'Always' || !isDone;
    return policy === 'OnFailure' && !isDone;
}
/**
 * Name of a stream in log file and report: `pod/container`, and `pod/container#2` for the second try; no Kubernetes name
 * holds a `#`.
 * @param number of the try, from 0
 */
function streamName(pod, container, number) {
    return `${pod}/${container}${number === 0 ? '' : `#${String(number + 1)}`}`;
}

;// CONCATENATED MODULE: ./build/job/diagnose.js
/** Verdict + snapshot → the one failure a user reads: its reason, what happened, why, what to do. Pure. */













/** Makes the failure of a verdict; undefined for a success. */
function diagnose(verdict, snapshot, context) {
    switch (verdict.kind) {
        case 'succeeded':
            return undefined;
        case 'gone':
            return diagnose_failure('deleted', {
                what: `The Job ${(0,job_snapshot/* nameOf */.Vb)(snapshot.job)} was deleted while it ${(0,job_snapshot/* isSuspended */.eJ)(snapshot.job) ? 'was suspended' : 'ran'}.`,
                why: `Somebody or something other than this run deleted it, or its namespace.${orphanWords(snapshot)}`,
                fix: 'Find who deletes Jobs in this namespace (a clean-up job, a colleague, `kubectl delete`), then run again.'
            });
        case 'interrupted':
            return interrupted(snapshot);
        case 'timed-out':
            return (outlived(snapshot, context) ??
                diagnose_failure('timed-out', {
                    what: `The flow ran longer than ${(0,duration/* formatDuration */.a)(context.timeout)} (timeout) and was stopped.`,
                    fix: 'Make it faster, or raise the input timeout.'
                }));
        case 'queue-timeout':
            return queueFailure(snapshot, context.queueTimeout);
        case 'cannot-start':
            return startFailure(verdict.problem, context);
        case 'start-timeout':
            return verdict.problem === undefined
                ? diagnose_failure('start-timeout', {
                    what: `No container ran within ${(0,duration/* formatDuration */.a)(context.startTimeout)} (start-timeout).`,
                    why: lastWords(snapshot),
                    fix: 'Raise the input start-timeout, or see what holds the pod up with kubectl describe.'
                })
                : startFailure(verdict.problem, context);
        case 'failed':
            return failed(verdict, snapshot, context);
    }
}
function orphanWords(snapshot) {
    const names = (0,job_snapshot/* orphansOf */.hw)(snapshot).map(job_snapshot/* nameOf */.Vb);
    return names.length === 0 ? '' : ` That left its pods behind (propagation policy Orphan): ${names.join(', ')}.`;
}
/** The flow's container was done, and a container beside it kept the pod running: more time would not have helped. */
function outlived(snapshot, { timeout }) {
    const pod = (0,job_snapshot/* tellingPod */.dG)(snapshot)?.pod;
    const statuses = pod?.status?.containerStatuses ?? [];
    const main = statuses.find(({ name }) => pod !== undefined && name === (0,job_snapshot/* mainContainer */.rs)(pod));
    const exit = (0,job_snapshot/* terminated */.CE)(main);
    const others = statuses.filter(({ state }) => state?.running !== undefined).map(({ name }) => name);
    if (main === undefined || exit === undefined || others.length === 0)
        return undefined;
    return diagnose_failure('timed-out', {
        what: `The pod ran longer than ${(0,duration/* formatDuration */.a)(timeout)} (timeout) and was stopped.`,
        why: `Container ${main.name} had ended with exit code ${exit.exitCode}, but ${others.join(', ')} beside it had not, so the Job was not done.`,
        fix: 'Make what only helps a native sidecar (an init container with restartPolicy: Always), or let it end with the flow.'
    });
}
function diagnose_failure(reason, text) {
    return new failure/* Failure */.HR(reason, text);
}
function startFailure(problem, context) {
    const advice = startAdvice(problem.reason, { ...context, image: problem.image ?? context.image });
    const fix = (0,pod_security/* podSecurityFix */.B)(problem.message) ?? advice.fix;
    return diagnose_failure(problem.reason, { what: advice.what, why: (0,sentence/* sentence */.e)(problem.message), fix });
}
function failed(verdict, snapshot, context) {
    if (verdict.condition?.reason === 'DeadlineExceeded') {
        return diagnose_failure('deadline-exceeded', {
            what: 'The Job reached its own deadline (activeDeadlineSeconds) and the cluster stopped it.',
            why: (0,sentence/* sentence */.e)(verdict.condition.message),
            fix: isOwnDeadline(snapshot, context)
                ? 'Raise the inputs timeout and start-timeout, from which the deadline is made.'
                : 'Raise spec.activeDeadlineSeconds of the job-template, or use the input timeout instead.'
        });
    }
    const telling = (0,job_snapshot/* tellingPod */.dG)(snapshot);
    if (telling === undefined)
        return withoutPod(verdict, snapshot);
    const { pod } = telling;
    const status = (0,job_snapshot/* decidingContainer */.HR)(pod);
    const killed = outOfMemoryStatus(pod, status);
    if (killed !== undefined)
        return outOfMemory(pod, killed);
    if (isRemovedAfterItsEnd(telling))
        return removedAfterItsEnd(pod);
    if (!(0,job_snapshot/* failedByItself */.uD)(pod))
        return interrupted(snapshot);
    const words = controllersWords(verdict, snapshot);
    return evicted(pod) ?? initFailure(pod) ?? byExit(pod, status, context, words) ?? withoutPod(verdict, snapshot);
}
function isOwnDeadline({ job }, { startTimeout, timeout }) {
    return job.spec?.activeDeadlineSeconds === (0,job_fields/* activeDeadline */.B1)(startTimeout, timeout);
}
/** What the controller adds to a container's exit: which rule or limit made it the end of the Job. */
function controllersWords({ condition }, { job, pods }) {
    if (condition === undefined)
        return undefined;
    const hasMore = (job.spec?.backoffLimit ?? 0) > 0 || pods.length > 1;
    if (condition.reason === 'BackoffLimitExceeded' && !hasMore)
        return undefined;
    return (0,sentence/* sentence */.e)([condition.reason, condition.message].filter(Boolean).join(': '));
}
/** The container that the kernel killed for its memory; a sidecar is no part of the flow. */
function outOfMemoryStatus(pod, deciding) {
    const init = (pod.status?.initContainerStatuses ?? []).filter(({ name }) => !(0,job_snapshot/* isSidecar */.SE)(pod, name));
    const all = [...(deciding === undefined ? [] : [deciding]), ...(pod.status?.containerStatuses ?? []), ...init];
    return all.find((status) => (0,job_snapshot/* terminated */.CE)(status)?.reason === 'OOMKilled');
}
function outOfMemory(pod, status) {
    const exit = (0,job_snapshot/* terminated */.CE)(status);
    return diagnose_failure('out-of-memory', {
        what: `The flow ran out of memory: the kernel killed ${exit?.exitCode === 137 ? 'it' : 'one of its processes'}.`,
        why: `Container ${status.name} of pod ${(0,job_snapshot/* nameOf */.Vb)(pod)} ended as OOMKilled${exit === undefined ? '' : ` with exit code ${exit.exitCode}`}.`,
        fix: 'Raise the input memory, or make the flow use less.'
    });
}
function initFailure(pod) {
    const status = (0,job_snapshot/* failedInit */.o2)(pod);
    const exit = (0,job_snapshot/* terminated */.CE)(status);
    if (status === undefined || exit === undefined || (0,job_snapshot/* decidingContainer */.HR)(pod) !== undefined)
        return undefined;
    return diagnose_failure('flow-failed', {
        what: `The init container ${status.name} exited with ${exit.exitCode}, so the flow never started.`,
        why: (0,sentence/* sentence */.e)(exit.message ?? ''),
        fix: 'See its part of the log.'
    });
}
function byExit(pod, status, context, words) {
    const exit = (0,job_snapshot/* terminated */.CE)(status);
    // a Job that failed though its container did not: the condition has the words
    if (exit === undefined || status === undefined || exit.exitCode === 0)
        return undefined;
    if (exit.reason === 'ContainerStatusUnknown') {
        return diagnose_failure('node-lost', {
            what: `Nobody knows how the container of pod ${(0,job_snapshot/* nameOf */.Vb)(pod)} ended: its node was lost.`,
            why: (0,sentence/* sentence */.e)(exit.message ?? ''),
            fix: 'Run again.'
        });
    }
    if (exit.reason === 'StartError' || exit.reason === 'ContainerCannotRun') {
        const reason = startErrorReason(exit.message ?? '');
        const advice = startAdvice(reason, { ...context, ...imageOf(pod, status.name) });
        return diagnose_failure(reason, { what: advice.what, why: (0,sentence/* sentence */.e)(exit.message ?? ''), fix: advice.fix });
    }
    const foreign = foreignProgram(context.lastLines(streamName((0,job_snapshot/* nameOf */.Vb)(pod), status.name, status.restartCount ?? 0)));
    if (foreign !== undefined) {
        const { what, fix } = startAdvice('wrong-architecture', { ...context, ...imageOf(pod, status.name) });
        return diagnose_failure('wrong-architecture', { what, why: (0,sentence/* sentence */.e)(foreign), fix });
    }
    // a flow that was done when its container ended badly all the same: the report does not explain that end
    if (context.report !== undefined && context.report.state !== 'succeeded')
        return (0,failure_of_report/* failureOfReport */.i)(context.report, exit.exitCode, context.home);
    // 137 without OOMKilled: a SIGKILL from outside, not the flow's own doing
    if (exit.exitCode === 137) {
        return diagnose_failure('killed', {
            what: `Container ${status.name} was killed (exit code 137) and it was not for memory.`,
            why: words,
            fix: 'Run again; if it comes back, look for a liveness probe or a node in trouble.'
        });
    }
    return diagnose_failure('flow-failed', {
        what: `The flow failed: container ${status.name} exited with ${exit.exitCode}${signalName(exit.exitCode)}.`,
        why: words,
        fix: 'The last lines of the log say why.'
    });
}
/**
 * The runtime’s own words where the kernel would not run the container's program: all that its log has, with exit code 1 or
 * 255 (runc, libcontainer/standard_init_linux.go; seen on the node with runc 1.1).
 */
function foreignProgram(lines) {
    const [line, ...more] = lines;
    const isRuntimes = /^(?:exec .+|standard_init_linux\.go:\d+: exec user process caused.*): exec format error$/u;
    return line !== undefined && more.length === 0 && isRuntimes.test(line) ? line : undefined;
}
function withoutPod(verdict, snapshot) {
    const condition = verdict.condition;
    if (condition?.reason === 'BackoffLimitExceeded' && isRemovedUnseen(snapshot))
        return removedUnseen(snapshot);
    const words = [condition?.reason, condition?.message].filter(Boolean).join(': ');
    return diagnose_failure('flow-failed', {
        what: `The Job ${(0,job_snapshot/* nameOf */.Vb)(snapshot.job)} failed.`,
        why: (0,sentence/* sentence */.e)(words),
        fix: snapshot.sees.pods ? 'The log says more.' : 'Allow this user to list pods and read their logs to see more.'
    });
}
function lastWords(snapshot) {
    const pod = snapshot.pods.at(-1)?.pod;
    const scheduled = pod && (0,job_snapshot/* podCondition */.Nw)(pod, 'PodScheduled');
    if (scheduled?.status === 'False')
        return (0,sentence/* sentence */.e)(scheduled.message);
    return (0,sentence/* sentence */.e)(snapshot.events.filter((event) => event.type === 'Warning').at(-1)?.message ?? '');
}

// EXTERNAL MODULE: ./build/flow/protocol.js
var protocol = __webpack_require__(8681);
;// CONCATENATED MODULE: ./build/job/facts.js
/** Snapshot → the facts of a run that outputs and summary show. Pure. */


/** @param nonce this run's nonce: a termination message without it is just text */
function factsOf(snapshot, nonce) {
    const pods = snapshot.pods.map((seen) => ({
        ...podFacts(seen.pod, seen.gone),
        ...((0,job_snapshot/* isForgotten */.rP)(seen, snapshot.job) ? { reason: 'Suspended' } : {})
    }));
    const telling = (0,job_snapshot/* tellingPod */.dG)(snapshot)?.pod;
    const exit = telling === undefined || !isFinal(snapshot) ? undefined : (0,job_snapshot/* terminated */.CE)((0,job_snapshot/* decidingContainer */.HR)(telling));
    const startedAt = pods
        .map((pod) => pod.startedAt)
        .filter(isText)
        .sort(byInstant)[0];
    const finishedAt = pods
        .map((pod) => pod.finishedAt)
        .filter(isText)
        .sort(byInstant)
        .at(-1) ?? conditionTime(snapshot);
    return {
        pods,
        ...(exit === undefined ? {} : { exitCode: exit.exitCode }),
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(finishedAt === undefined ? {} : { finishedAt }),
        report: telling && reportOf(telling, nonce)
    };
}
/** No other try can follow: the Job is decided, or has one try alone. */
function isFinal({ job, pods }) {
    const { backoffLimit, completions, podFailurePolicy } = job.spec ?? {};
    const hasOneTry = backoffLimit === 0 && (completions ?? 1) === 1 && podFailurePolicy === undefined && pods.length === 1;
    return (hasOneTry ||
        ['Complete', 'SuccessCriteriaMet', 'Failed', 'FailureTarget'].some((type) => (0,job_snapshot/* jobCondition */.Pl)(job, type) !== undefined));
}
/** Whichever container wrote it: the nonce proves that it was the launcher. */
function reportOf(pod, nonce) {
    const others = (pod.status?.containerStatuses ?? []).map(job_snapshot/* terminated */.CE);
    return [(0,job_snapshot/* terminated */.CE)((0,job_snapshot/* decidingContainer */.HR)(pod)), ...others]
        .map((exit) => (0,protocol/* parseReport */.MM)(exit?.message, nonce))
        .find((report) => report !== undefined);
}
function podFacts(pod, gone) {
    const all = pod.status?.containerStatuses ?? [];
    const main = (0,job_snapshot/* mainContainer */.rs)(pod);
    const status = (0,job_snapshot/* decidingContainer */.HR)(pod) ?? all.find(({ name }) => name === main) ?? all[0];
    const exit = (0,job_snapshot/* terminated */.CE)(status);
    const reason = pod.status?.reason || exit?.reason || status?.state?.waiting?.reason;
    const startedAt = exit?.startedAt ?? status?.state?.running?.startedAt;
    return {
        name: (0,job_snapshot/* nameOf */.Vb)(pod),
        phase: gone ? 'Deleted' : phaseOf(pod),
        ...(pod.spec?.nodeName === undefined ? {} : { node: pod.spec.nodeName }),
        ...(exit === undefined ? {} : { exitCode: exit.exitCode }),
        ...(reason === undefined || reason === '' ? {} : { reason }),
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(exit?.finishedAt === undefined ? {} : { finishedAt: exit.finishedAt })
    };
}
/** The phase as it will be: the kubelet writes it a second after the last container's end, and we do not wait for that. A short pod is never Running. */
function phaseOf(pod) {
    const statuses = pod.status?.containerStatuses ?? [];
    const exits = statuses.map((status) => (0,job_snapshot/* terminated */.CE)(status)?.exitCode);
    const hasEnded = exits.length > 0 && exits.every((code) => code !== undefined);
    const phase = pod.status?.phase ?? 'Unknown';
    if ((phase !== 'Running' && phase !== 'Pending') || !hasEnded || pod.spec?.restartPolicy !== 'Never')
        return phase;
    return exits.every((code) => code === 0) ? 'Succeeded' : 'Failed';
}
function conditionTime({ job }) {
    if ((0,job_snapshot/* jobCondition */.Pl)(job, 'Complete') === undefined && (0,job_snapshot/* jobCondition */.Pl)(job, 'Failed') === undefined)
        return undefined;
    return (job.status?.completionTime ??
        job.status?.conditions?.find(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True')
            ?.lastTransitionTime);
}
function isText(value) {
    return value !== undefined && value !== '';
}
function byInstant(a, b) {
    return Date.parse(a) - Date.parse(b);
}

// EXTERNAL MODULE: ./build/lib/deadline.js
var deadline = __webpack_require__(5842);
;// CONCATENATED MODULE: ./build/job/clocks.js
/**
 * The clocks of a run, as a pure fold over moments: they measure waiting. While the Job is suspended only the queue's
 * runs, over all suspensions together; with each resumption start and run begin anew, as the flow itself does
 * (docs/decisions/0007).
 */

/** Clocks at the Job's creation. @param at monotonic milliseconds */
function startClocks(at) {
    return {
        queued: 0,
        starting: 0,
        running: 0,
        started: false,
        suspended: false,
        resumed: undefined,
        problem: undefined,
        at
    };
}
/**
 * Moves the clocks on to a moment.
 * @param problemReason of the start problem seen in this snapshot, if any: its time starts anew when another takes its place
 *   (the reason, not the state: ErrImagePull and ImagePullBackOff take turns)
 */
function tick(clocks, snapshot, at, problemReason) {
    const passed = Math.max(0, at - clocks.at);
    // the time that has passed belongs to what was known before this moment
    const queued = clocks.queued + (clocks.suspended ? passed : 0);
    const resumed = (0,job_snapshot/* resumedAt */.RB)(snapshot.job) ?? clocks.resumed;
    if ((0,job_snapshot/* isSuspended */.eJ)(snapshot.job))
        return { ...startClocks(at), queued, suspended: true, resumed };
    const isOver = clocks.suspended || resumed !== clocks.resumed;
    const started = isRunning(snapshot) || (!snapshot.sees.pods && clocks.started && !isOver);
    // a pod that ran turns out to be one that a suspension took away: what was measured was not this try
    const anew = isOver || (clocks.started && !started);
    return {
        queued,
        starting: anew ? 0 : clocks.starting + (clocks.started ? 0 : passed),
        running: anew ? 0 : clocks.running + (clocks.started ? passed : 0),
        started,
        suspended: false,
        resumed,
        problem: problemReason === undefined || started
            ? undefined
            : {
                reason: problemReason,
                lasted: !anew && clocks.problem?.reason === problemReason ? clocks.problem.lasted + passed : 0
            },
        at
    };
}
/** A container of a pod that counts has begun to run, at whatever time. */
function isRunning(snapshot) {
    return ((0,job_snapshot/* countedPods */.T3)(snapshot).some(({ pod }) => (0,job_snapshot/* hasStarted */.gd)(pod)) ||
        // without the right to see pods the Job's own count has to serve
        (!snapshot.sees.pods && (snapshot.job.status?.ready ?? 0) > 0));
}
/** Milliseconds until a limit could be reached, at most `longest`: how long the follower may sleep without a change. */
function untilNextLimit(clocks, limits, longest) {
    return Math.min(Math.max(untilLimit(clocks, limits), 0), longest);
}
function untilLimit(clocks, limits) {
    if (clocks.suspended)
        return limits.queueTimeout - clocks.queued;
    return clocks.started ? limits.timeout - clocks.running : limits.startTimeout - clocks.starting;
}

// EXTERNAL MODULE: ./build/cluster/port.js
var port = __webpack_require__(194);
// EXTERNAL MODULE: ./build/cluster/watched.js
var watched = __webpack_require__(1971);
;// CONCATENATED MODULE: ./build/job/changes.js
/** Who waits for the next change, and when they are told of it. */
/** From this many pods on their changes are gathered: a millisecond for each pod, at most a second. */
const manyPods = 6;
const longestGathering = 1_000;
class Changes {
    #waiters = new Set();
    /** Runs while changes are gathered. */
    #gathering;
    /** Resolves at the next change, or after `longest` milliseconds. @throws the signal's reason */
    async next(longest, signal) {
        await new Promise((resolve) => {
            const done = () => {
                clearTimeout(timer);
                signal.removeEventListener('abort', done);
                this.#waiters.delete(done);
                resolve();
            };
            const timer = setTimeout(done, longest);
            signal.addEventListener('abort', done, { once: true });
            this.#waiters.add(done);
        });
        signal.throwIfAborted();
    }
    /** Something has changed. */
    tell() {
        this.close();
        for (const waiter of [...this.#waiters])
            waiter();
    }
    /** One of so many pods has changed: told at once where there are few, together with others where there are many. */
    tellOf(pods) {
        if (pods < manyPods)
            this.tell();
        else
            this.#gathering ??= setTimeout(() => this.tell(), Math.min(pods, longestGathering));
    }
    /** Forgets what was gathered. */
    close() {
        clearTimeout(this.#gathering);
        this.#gathering = undefined;
    }
}

;// CONCATENATED MODULE: ./build/job/notices.js
/** What the user is told of a lowered or disturbed sight of the cluster: each thing once, one sentence. */
class Notices {
    #tell;
    #told = new Set();
    #isDisturbed = false;
    constructor(tell) {
        this.#tell = tell;
    }
    once(text) {
        if (this.#told.has(text))
            return;
        this.#told.add(text);
        this.#tell(text);
    }
    /** The cluster does not answer; undefined: it does again. */
    disturbed(error) {
        if (error === undefined && this.#isDisturbed)
            this.#tell('The cluster answers again.');
        if (error !== undefined && !this.#isDisturbed)
            this.#tell(`The cluster cannot be seen at present (${error.message}); the run goes on, looking again.`);
        this.#isDisturbed = error !== undefined;
    }
}

;// CONCATENATED MODULE: ./build/job/reasons.js
/**
 * Why a run is where it is: events of its Job and pods, and what Kueue says of it. All of it is an extra: what cannot be
 * read stays unsaid, and nothing is decided by it alone.
 */


/** Label of a Workload with the uid of its Job (kueue pkg/controller/constants). */
const jobUidLabel = 'kueue.x-k8s.io/job-uid';
class Reasons {
    #cluster;
    #jobUid;
    #notice;
    #events = new Map();
    #seesEvents = true;
    /** Versions of Kueue's API that may still be there. */
    #versions = ['workloads', 'workloads.v1beta1'];
    #workload;
    constructor({ cluster, jobUid, notice }) {
        this.#cluster = cluster;
        this.#jobUid = jobUid;
        this.#notice = notice;
    }
    get seesEvents() {
        return this.#seesEvents;
    }
    /** Oldest first. */
    get events() {
        return [...this.#events.values()].sort((a, b) => (0,job_snapshot/* timeOf */.nR)(a) - (0,job_snapshot/* timeOf */.nR)(b));
    }
    get workload() {
        return this.#workload;
    }
    /** Reads the events of the Job and of these pods, once; never rejects. */
    async readEvents(podUids, signal) {
        if (!this.#seesEvents)
            return;
        try {
            const lists = await Promise.all([this.#jobUid, ...podUids].map((uid) => this.#cluster.list('events', { fields: { 'involvedObject.uid': uid } }, signal)));
            for (const event of lists.flat())
                this.#events.set((0,job_snapshot/* uidOf */.kz)(event), event);
        }
        catch (error) {
            if (!signal.aborted && error instanceof port/* ApiError */.h && error.status === 403) {
                this.#seesEvents = false;
                this.#notice('No right to list events: why something does not start may stay unsaid.');
            }
            // anything else: the next look may succeed
        }
    }
    /** Reads the Job's Workload, once; never rejects. Not asked again where there is no Kueue or no right to read it. */
    async readWorkload(signal) {
        for (const version of [...this.#versions]) {
            const found = await this.#findWorkload(version, signal);
            if (found === 'none')
                this.#versions = this.#versions.filter((other) => other !== version);
            else {
                this.#workload = found ?? this.#workload;
                return;
            }
        }
    }
    async #findWorkload(version, signal) {
        try {
            const workloads = await this.#cluster.list(version, { labels: { [jobUidLabel]: this.#jobUid } }, signal);
            return workloads.at(-1);
        }
        catch (error) {
            return error instanceof port/* ApiError */.h && (error.status === 404 || error.status === 403) ? 'none' : undefined;
        }
    }
}

;// CONCATENATED MODULE: ./build/job/seen-pods.js
/** The pods of one Job, as watches and lists have shown them so far; of two states of a pod the later counts, whoever brings it. */


class SeenPods {
    #pods = new Map();
    #jobUid;
    /** The watch's last state. */
    #watched = new Map();
    constructor(jobUid) {
        this.#jobUid = jobUid;
    }
    /** In the order in which they were first seen. */
    all() {
        return [...this.#pods.values()];
    }
    /** The uids of those that are not known to be gone. */
    there() {
        return [...this.#pods].filter(([, { gone }]) => !gone).map(([uid]) => uid);
    }
    /** We may not see pods: what was seen is no picture of what is. */
    clear() {
        this.#pods.clear();
        this.#watched = new Map();
    }
    /**
     * What a watch shows, one state after the other: a pod that it no longer has is gone.
     * @param changed uids of those that differ from the state before, where that is known
     * @param gone last states of pods that went
     */
    takeWatched(pods, changed, gone = []) {
        const uids = [...(changed ?? new Set([...this.#watched.keys(), ...pods.keys()]))];
        this.#watched = pods;
        this.take(gone);
        this.markGone(uids.filter((uid) => !pods.has(uid)));
        this.take(uids.flatMap((uid) => pods.get(uid) ?? []));
    }
    /** Takes pods of the Job; what is not among them may be there all the same. */
    take(pods) {
        for (const pod of pods) {
            const uid = (0,job_snapshot/* uidOf */.kz)(pod);
            const held = this.#pods.get(uid);
            // one that was ours stays in sight when the Job's deletion leaves it behind
            const isOurs = held !== undefined || pod.metadata?.ownerReferences?.some((owner) => owner.uid === this.#jobUid);
            const isNew = held === undefined || (0,watched/* isLater */.d)(pod.metadata?.resourceVersion, held.pod.metadata?.resourceVersion);
            if (isOurs && isNew)
                this.#pods.set(uid, { pod: (0,job_snapshot/* withFirstRemoval */.Po)(held?.pod, pod), gone: false });
        }
    }
    markGone(uids) {
        for (const uid of uids) {
            const seen = this.#pods.get(uid);
            if (seen !== undefined)
                this.#pods.set(uid, { ...seen, gone: true });
        }
    }
}

;// CONCATENATED MODULE: ./build/job/observe.js
/**
 * Keeps a picture of the Job, its pods and their events up to date: one watch of the Job, one of its pods, a read of the
 * Job now and then as the truth, events only while there is something to explain (design §7, Load).
 */








/** Milliseconds between reads of the Job as the truth beside the watch; shorter when we may not watch. */
const truthInterval = 20_000;
const pollInterval = 2_000;
/** Milliseconds between looks at events while the run has not started. */
const eventInterval = 1_500;
/** The same while the Job is suspended or queued, which may take hours. */
const queueInterval = 10_000;
/** Milliseconds that refusals must last before reads without a watch give up: as long as a watch would wait. */
const refusalPatience = 30_000;
/** Milliseconds after which a Job that a read does not find is asked for once more: a cache may lag behind. */
const missingDoubt = 1_000;
/** Pods whose events are read in one look. */
const eventPods = 3;
class Observer {
    #cluster;
    #notices;
    #name;
    #uid;
    #pods;
    #reasons;
    #changes = new Changes();
    #job;
    #gone = false;
    #sees = { pods: true, watch: true };
    /** Aborts when the watch of the Job is refused: then reads must begin at once, not after a whole interval. */
    #unwatched = new AbortController();
    /** Something that waiting cannot mend: no right even to read the Job, credentials that are over. */
    #fatal;
    constructor(options) {
        this.#cluster = options.cluster;
        this.#job = options.job;
        this.#notices = new Notices(options.notice);
        this.#name = options.job.metadata?.name ?? '';
        this.#uid = (0,job_snapshot/* uidOf */.kz)(options.job);
        this.#pods = new SeenPods(this.#uid);
        this.#reasons = new Reasons({
            cluster: options.cluster,
            jobUid: this.#uid,
            notice: (text) => this.#notices.once(text)
        });
    }
    /** Observes until the signal aborts; never rejects. Errors that end the observation come out of {@link changed}. */
    async run(signal) {
        await Promise.all([
            this.#watchJob(signal),
            this.#watchPods(signal),
            this.#readTruth(signal),
            this.#readReasons(signal)
        ]);
        this.#changes.close();
    }
    snapshot() {
        return {
            job: this.#job,
            gone: this.#gone,
            pods: this.#pods.all(),
            events: this.#reasons.events,
            workload: this.#reasons.workload,
            sees: { pods: this.#sees.pods, events: this.#reasons.seesEvents },
            now: this.#cluster.now()
        };
    }
    /** Resolves at the next change, or after `longest` milliseconds. @throws what ended the observation, or the signal's reason */
    async changed(longest, signal) {
        signal.throwIfAborted();
        if (this.#fatal !== undefined)
            throw this.#fatal;
        await this.#changes.next(longest, signal);
    }
    /** Reads Job and pods from the server, past every cache of ours: what a verdict is confirmed with. */
    async refresh(signal) {
        await Promise.all([this.#readJob(signal), this.#sees.pods ? this.#readPods(signal) : undefined]);
    }
    /** Reads the events of the Job and of its newest pods, once; a missing right is noticed, not thrown. */
    async explain(signal) {
        if (!this.#reasons.seesEvents)
            return;
        const pods = this.#pods
            .all()
            .slice(-eventPods)
            .map(({ pod }) => (0,job_snapshot/* uidOf */.kz)(pod));
        await this.#reasons.readEvents(pods, signal);
        this.#changes.tell();
    }
    async #watchJob(signal) {
        const sink = {
            changed: (jobs) => {
                const job = jobs.get(this.#uid);
                if (job === undefined)
                    void this.#confirmGone(signal);
                else
                    this.#takeJob(job);
            },
            disturbed: (error) => this.#notices.disturbed(error)
        };
        try {
            await this.#cluster.watch('jobs', { fields: { 'metadata.name': this.#name } }, sink, signal);
        }
        catch (error) {
            this.#lowered(error, signal, () => {
                this.#sees.watch = false;
                this.#unwatched.abort();
                this.#notices.once('No right to watch jobs: the Job is read every 2 seconds instead.');
            });
        }
    }
    async #watchPods(signal) {
        const sink = {
            changed: (...state) => this.#takePods(...state)
        };
        try {
            await this.#cluster.watch('pods', this.#podSelection(), sink, signal);
        }
        catch (error) {
            const mayList = error instanceof port/* ApiError */.h && error.action.startsWith('watch ');
            this.#lowered(error, signal, () => {
                if (!mayList)
                    this.#pods.clear();
                this.#sees.pods = mayList;
                this.#notices.once(mayList
                    ? 'No right to watch pods: they are listed every 2 seconds instead.'
                    : 'No right to list and watch pods: no log, and no details of why a pod does not start or how it ended.');
            });
            if (mayList)
                await this.#listPods(signal);
        }
    }
    async #listPods(signal) {
        while (await (0,deadline/* sleep */.y)(pollInterval, signal)) {
            try {
                const pods = await this.#cluster.list('pods', this.#podSelection(), signal);
                this.#takePods(new Map(pods.map((pod) => [(0,job_snapshot/* uidOf */.kz)(pod), pod])));
            }
            catch {
                // the next look may succeed; the Job itself is read besides
            }
        }
    }
    /** A missing right lowers what we see; anything else that a watch gives up on ends the observation. */
    #lowered(error, signal, lower) {
        if (signal.aborted)
            return;
        if (error instanceof port/* ApiError */.h && error.status === 403)
            lower();
        else
            this.#fatal = asError(error);
        this.#changes.tell();
    }
    async #readTruth(signal) {
        const untilRefused = AbortSignal.any([signal, this.#unwatched.signal]);
        let refusedSince;
        for (;;) {
            await (this.#sees.watch ? (0,deadline/* sleep */.y)(truthInterval, untilRefused) : (0,deadline/* sleep */.y)(pollInterval, signal));
            if (signal.aborted)
                return;
            try {
                await this.#readJob(signal);
                refusedSince = undefined;
            }
            catch (error) {
                if (isAborted(signal))
                    return;
                const isRefusal = error instanceof port/* ApiError */.h && (error.status === 401 || error.status === 403);
                refusedSince = isRefusal ? (refusedSince ?? performance.now()) : undefined;
                // neither watch nor read: then nothing at all can be known of the Job
                if (!this.#sees.watch && refusedSince !== undefined && performance.now() - refusedSince >= refusalPatience)
                    this.#fatal = asError(error);
                this.#changes.tell();
            }
        }
    }
    async #readReasons(signal) {
        /** When the queue was asked last; undefined outside a suspension, so that a new one is explained soon. */
        let asked;
        while (await (0,deadline/* sleep */.y)(eventInterval, signal)) {
            if ((0,job_snapshot/* isSuspended */.eJ)(this.#job)) {
                if (asked !== undefined && performance.now() - asked < queueInterval)
                    continue;
                asked = performance.now();
                await this.#reasons.readWorkload(signal);
                this.#changes.tell();
                await this.explain(signal);
            }
            else {
                asked = undefined;
                if (!(0,job_snapshot/* countedPods */.T3)(this.snapshot()).some(({ pod }) => (0,job_snapshot/* hasStarted */.gd)(pod)))
                    await this.explain(signal);
            }
        }
    }
    async #readJob(signal) {
        let job = await this.#readOurs(signal);
        if (job === undefined && !this.#gone) {
            if (!(await (0,deadline/* sleep */.y)(missingDoubt, signal)))
                return;
            job = await this.#readOurs(signal);
        }
        if (job === undefined) {
            this.#gone = true;
            this.#changes.tell();
        }
        else
            this.#takeJob(job);
    }
    /** Undefined when our Job is not there, or another one has its name. */
    async #readOurs(signal) {
        const job = await this.#cluster.get('jobs', this.#name, signal);
        return job !== undefined && (0,job_snapshot/* uidOf */.kz)(job) === this.#uid ? job : undefined;
    }
    async #confirmGone(signal) {
        try {
            await this.#readJob(signal);
        }
        catch {
            // the truth read asks again
        }
    }
    /** Takes our Job: of two states the later counts, and one that is there after all is not gone. */
    #takeJob(job) {
        this.#gone = false;
        if ((0,watched/* isLater */.d)(job.metadata?.resourceVersion, this.#job.metadata?.resourceVersion))
            this.#job = job;
        this.#changes.tell();
    }
    /** Every state is taken at once; who waits is told of them together where there are many. */
    #takePods(...[pods, ...rest]) {
        this.#pods.takeWatched(pods, ...rest);
        this.#changes.tellOf(pods.size);
    }
    /**
     * Takes the pods as they are stored. One that two lists in a row do not have is gone: a watch that is still away would
     * say so too late, and one list alone may be stale.
     */
    async #readPods(signal) {
        const list = async () => {
            const pods = await this.#cluster.list('pods', this.#podSelection(), signal);
            this.#pods.take(pods);
            this.#changes.tell();
            return pods;
        };
        const known = this.#pods.there();
        const missing = without(known, await list());
        if (missing.length === 0)
            return;
        this.#pods.markGone(without(missing, await list()));
        this.#changes.tell();
    }
    #podSelection() {
        return { labels: { 'batch.kubernetes.io/controller-uid': this.#uid } };
    }
}
/** The uids that none of the pods has. */
function without(uids, pods) {
    const present = new Set(pods.map(job_snapshot/* uidOf */.kz));
    return uids.filter((uid) => !present.has(uid));
}
function asError(thrown) {
    return thrown instanceof Error ? thrown : new Error('The observation failed.', { cause: thrown });
}
/** Asked again after a wait: the compiler would take the first answer for the last. */
function isAborted(signal) {
    return signal.aborted;
}

;// CONCATENATED MODULE: ./build/job/progress.js
/** One line for each change that a waiting person wants to know of, with its reason. Pure. */


/** From this many pods on, one line sums them up instead of a line each. */
const progress_manyPods = 6;
/** Milliseconds between two such lines: hundreds of pods change all the time. */
const sumInterval = 10_000;
/** @returns the new lines and what has been said after them */
function progress(said, snapshot, problem) {
    const next = new Map(said);
    const lines = [];
    const say = sayer(next, lines);
    jobLines(snapshot, next, say);
    if (snapshot.pods.length === 0 && problem !== undefined)
        say('job', `No pod yet: ${oneLine(problem.message)}`);
    if (isMany(snapshot))
        sumLines(snapshot, problem, next, say);
    else
        for (const seen of snapshot.pods)
            say((0,job_snapshot/* uidOf */.kz)(seen.pod), podLine(seen, snapshot.job, problem?.pod === (0,job_snapshot/* uidOf */.kz)(seen.pod) ? problem : undefined));
    return { lines, said: next };
}
/** The lines that a run which is decided still owes: the counts as they are now. */
function lastLines(said, snapshot) {
    const [next, lines] = [new Map(said), []];
    if (isMany(snapshot))
        sumLines(snapshot, undefined, next, sayer(next, lines), true);
    return lines;
}
function sayer(said, lines) {
    return (subject, text) => {
        if (text === undefined || said.get(subject) === text)
            return;
        said.set(subject, text);
        lines.push(text);
    };
}
/** Suspensions and resumptions; of one that came and went unseen, what its resumption left on the Job. */
function jobLines(snapshot, said, say) {
    const { job } = snapshot;
    const name = `Job ${(0,job_snapshot/* nameOf */.Vb)(job)}`;
    const queue = queueOf(job);
    const was = { suspended: said.get('suspended') === 'yes', resumed: said.get('resumed') };
    const resumed = String((0,job_snapshot/* resumedAt */.RB)(job) ?? was.resumed ?? '');
    said.set('suspended', (0,job_snapshot/* isSuspended */.eJ)(job) ? 'yes' : 'no').set('resumed', resumed);
    if ((0,job_snapshot/* isSuspended */.eJ)(job)) {
        if (snapshot.pods.some(({ pod }) => (0,job_snapshot/* hasStarted */.gd)(pod)))
            say('interruption', `${name} was suspended in the middle of its run: what its pods did does not count.`);
        const why = evictionWords(snapshot);
        if (why !== undefined)
            say('eviction', `Kueue took ${name} back: ${oneLine(why)}`);
        const words = queueWords(snapshot);
        if (queue !== undefined)
            say('job', `${name} is queued in LocalQueue ${queue}${words === undefined ? '.' : `: ${oneLine(words)}`}`);
        else
            say('job', `${name} is suspended${words === undefined ? '' : ` (${oneLine(words)})`}; the clocks stand still.`);
    }
    else if (was.suspended) {
        for (const subject of ['interruption', 'eviction'])
            said.delete(subject);
        say('job', queue === undefined ? `${name} was resumed.` : `${name} was admitted by LocalQueue ${queue}.`);
    }
    else if (was.resumed !== undefined && was.resumed !== resumed) {
        said.delete('job');
        say('job', `${name} was suspended and resumed meanwhile: what its pods did before does not count.`);
    }
}
/** Also before they are all there: they are made in batches. */
function isMany({ job, pods }) {
    const { completions = 0, parallelism = 0 } = job.spec ?? {};
    return Math.max(pods.length, completions, completions === 0 ? parallelism : 0) >= progress_manyPods;
}
/** The counts, now and then; at once with the first failure, of which and of each new kind of start problem a line tells. */
function sumLines(snapshot, problem, said, say, isLast = false) {
    const { job, now, pods } = snapshot;
    const [failed] = (0,job_snapshot/* failedPods */.gD)(snapshot);
    const isFirstFailure = failed !== undefined && !said.has('failure');
    if (isFirstFailure)
        say('failure', failureLine(failed, job));
    const held = pods.find(({ pod }) => problem?.pod === (0,job_snapshot/* uidOf */.kz)(pod));
    // the states of one problem take turns, and every pod has it in its own words
    if (problem !== undefined && held !== undefined && !said.has(`problem ${problem.state}`))
        say(`problem ${problem.state}`, podLine(held, job, problem));
    const sum = podsLine(snapshot);
    const at = Number(said.get('sum at') ?? Number.NEGATIVE_INFINITY);
    const isDue = now < at || now - at >= sumInterval;
    if (sum === undefined || sum === said.get('sum') || !(isFirstFailure || isLast || isDue))
        return;
    said.set('sum at', String(now));
    say('sum', sum);
}
/** Undefined while there is nothing to count. */
function podsLine(snapshot) {
    const { job, sees } = snapshot;
    const counted = (0,job_snapshot/* countedPods */.T3)(snapshot);
    const phases = counted.filter(({ gone }) => !gone).map(({ pod }) => pod.status?.phase);
    const wanted = job.spec?.completions;
    // the controller counts late; what it has counted may have been removed since
    const succeeded = counted.filter(({ pod }) => pod.status?.phase === 'Succeeded').length;
    const done = Math.min(Math.max(job.status?.succeeded ?? 0, succeeded), wanted ?? Number.POSITIVE_INFINITY);
    const failed = sees.pods ? (0,job_snapshot/* failedPods */.gD)(snapshot).length : (job.status?.failed ?? 0);
    const running = sees.pods ? phases.filter((phase) => phase === 'Running').length : (job.status?.ready ?? 0);
    if (counted.length + done + failed + running === 0)
        return undefined;
    const parts = [`${done}/${wanted ?? counted.length} done`];
    if (failed > 0)
        parts.push(`${failed} failed`);
    if (running > 0)
        parts.push(`${running} running`);
    return `Pods: ${parts.join(', ')}`;
}
function failureLine(seen, job) {
    const { pod } = seen;
    if ((0,job_snapshot/* terminated */.CE)((0,job_snapshot/* decidingContainer */.HR)(pod)) !== undefined)
        return podLine(seen, job, undefined);
    const init = (0,job_snapshot/* failedInit */.o2)(pod);
    if (init !== undefined)
        return `Pod ${(0,job_snapshot/* nameOf */.Vb)(pod)}: init container ${init.name} exited with ${(0,job_snapshot/* terminated */.CE)(init)?.exitCode}`;
    const words = [pod.status?.reason, pod.status?.message].filter(Boolean).join(': ');
    return `Pod ${(0,job_snapshot/* nameOf */.Vb)(pod)}: failed${words === '' ? removalWhy(pod) : ` (${oneLine(words)})`}`;
}
function podLine(seen, job, problem) {
    const { pod, gone } = seen;
    const name = `Pod ${(0,job_snapshot/* nameOf */.Vb)(pod)}`;
    const ended = (0,job_snapshot/* decidingContainer */.HR)(pod);
    const exit = (0,job_snapshot/* terminated */.CE)(ended);
    if (exit !== undefined && ended !== undefined) {
        const why = exit.reason && !['Completed', 'Error'].includes(exit.reason) ? ` (${exit.reason})` : '';
        const note = (0,job_snapshot/* isForgotten */.rP)(seen, job) ? ' after its Job was suspended; that does not count' : '';
        return `${name}: container ${ended.name} exited with ${exit.exitCode}${why}${note}`;
    }
    if (gone)
        return `${name}: is gone`;
    if (pod.metadata?.deletionTimestamp !== undefined)
        return `${name}: is being deleted${removalWhy(pod)}`;
    const again = (pod.status?.containerStatuses ?? []).find((status) => status.state?.waiting !== undefined && status.lastState?.terminated !== undefined);
    const last = again?.lastState?.terminated;
    if (again !== undefined && last !== undefined)
        return `${name}: container ${again.name} exited with ${last.exitCode} and is started again`;
    if ((0,job_snapshot/* hasStarted */.gd)(pod))
        return `${name}: running${pod.spec?.nodeName ? ` on node ${pod.spec.nodeName}` : ''}`;
    const words = problem === undefined ? '' : `: ${oneLine(problem.message)}`;
    if (problem !== undefined && problem.state !== 'unschedulable')
        return `${name}: ${problem.state}${words}`;
    if ((0,job_snapshot/* podCondition */.Nw)(pod, 'PodScheduled')?.status === 'False')
        return `${name}: no node takes it yet${words}`;
    const init = (pod.status?.initContainerStatuses ?? []).find((status) => status.state?.running !== undefined && !(0,job_snapshot/* isSidecar */.SE)(pod, status.name));
    if (init !== undefined)
        return `${name}: init container ${init.name} is running`;
    const waiting = (0,job_snapshot/* allStatuses */.q7)(pod).find((status) => status.state?.waiting !== undefined)?.state?.waiting;
    if (waiting !== undefined)
        return `${name}: on node ${pod.spec?.nodeName ?? '?'}, ${startingWords(waiting.reason)}`;
    return pod.spec?.nodeName === undefined ? undefined : `${name}: on node ${pod.spec.nodeName}, starting`;
}
function startingWords(reason) {
    return reason === 'ContainerCreating' || reason === 'PodInitializing' || reason === undefined
        ? 'pulling the image and starting'
        : reason;
}
function removalWhy(pod) {
    const condition = (0,job_snapshot/* podCondition */.Nw)(pod, 'DisruptionTarget');
    return condition?.status === 'True' ? ` (${condition.reason}: ${oneLine(condition.message)})` : '';
}
function oneLine(text) {
    const flat = text.replace(/\s+/gu, ' ').trim();
    return flat.length > 400 ? `${flat.slice(0, 397)}…` : flat;
}

;// CONCATENATED MODULE: ./build/job/early-exit.js
/**
 * When a container's exit decides before the Job's own condition does. The controller needs 2 to 3 seconds more to say
 * the same; we may only be quicker where nothing it could still do would change the answer (design §7). Pure.
 */


/** The controller of Kubernetes itself, by KEP-4368. */
const builtInController = 'kubernetes.io/job-controller';
/** Milliseconds of the Job's own deadline that must be left for an exit 0 to be safe from `DeadlineExceeded`. */
const deadlineRoom = 60_000;
/** Seconds that a pod's containers get to stop where it does not say otherwise. */
const usualGrace = 30;
const spec = (snapshot) => snapshot.job.spec ?? {};
/** What must hold of the Job as it is stored, whatever its pods did. */
const jobChecks = [
    { name: 'the Job is there', holds: ({ gone }) => !gone },
    { name: 'the Job is not being deleted', holds: ({ job }) => job.metadata?.deletionTimestamp === undefined },
    { name: 'completionMode is not Indexed', holds: (s) => (spec(s).completionMode ?? 'NonIndexed') === 'NonIndexed' },
    { name: 'completions is 1', holds: (s) => spec(s).completions === 1 },
    { name: 'parallelism is 1', holds: (s) => spec(s).parallelism === 1 },
    { name: 'backoffLimit is 0', holds: (s) => spec(s).backoffLimit === 0 },
    { name: 'no backoffLimitPerIndex', holds: (s) => spec(s).backoffLimitPerIndex === undefined },
    { name: 'no podFailurePolicy', holds: (s) => spec(s).podFailurePolicy === undefined },
    { name: 'no successPolicy', holds: (s) => spec(s).successPolicy === undefined },
    {
        name: 'managed by the built-in controller',
        holds: (s) => [undefined, '', builtInController].includes(spec(s).managedBy)
    },
    // Kueue's controller may suspend or replace what has ended
    { name: 'not queued', holds: ({ job }) => job.metadata?.labels?.[labels/* queueLabel */.ke] === undefined },
    {
        // the condition stays after a resumption: whoever suspended the Job may do so again
        name: 'never suspended',
        holds: ({ job }) => job.spec?.suspend !== true && job.status?.conditions?.some(({ type }) => type === 'Suspended') !== true
    }
];
/** What must hold of its one pod. */
const podChecks = [
    {
        name: 'the pod is not being deleted',
        holds: ({ pod, gone }) => !gone && pod.metadata?.deletionTimestamp === undefined
    },
    {
        name: 'no disruption',
        holds: ({ pod }) => pod.status?.conditions?.some((c) => c.type === 'DisruptionTarget') !== true
    },
    { name: 'the pod was not evicted', holds: ({ pod }) => (pod.status?.reason ?? '') === '' },
    { name: 'restartPolicy is Never', holds: ({ pod }) => pod.spec?.restartPolicy === 'Never' },
    { name: 'one regular container', holds: ({ pod }) => pod.spec?.containers?.length === 1 },
    {
        name: 'no container restart rules',
        holds: ({ pod }) => [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].every((container) => container.restartPolicyRules === undefined) && pod.spec?.containers?.every((container) => container.restartPolicy === undefined) === true
    },
    {
        name: 'the container never restarted',
        holds: ({ pod }) => (pod.status?.containerStatuses?.[0]?.restartCount ?? 0) === 0
    },
    {
        name: 'the exit is known',
        holds: ({ pod }) => {
            const exit = (0,job_snapshot/* terminated */.CE)(pod.status?.containerStatuses?.[0]);
            // ContainerStatusUnknown is a lost node's placeholder with exit code 137, not an exit
            return exit !== undefined && exit.reason !== 'ContainerStatusUnknown';
        }
    },
    {
        name: 'the container belongs to this pod',
        holds: ({ pod }) => pod.status?.containerStatuses?.[0]?.name === pod.spec?.containers?.[0]?.name
    }
];
/** Decides by the container's exit where that is safe; else names the first condition that does not hold. */
function earlyExit(snapshot) {
    const failedJobCheck = jobChecks.find((check) => !check.holds(snapshot));
    if (failedJobCheck !== undefined)
        return { obstacle: failedJobCheck.name };
    if (snapshot.pods.length !== 1)
        return { obstacle: 'exactly one pod' };
    const [seen] = snapshot.pods;
    if (seen === undefined)
        return { obstacle: 'exactly one pod' };
    const failedPodCheck = podChecks.find((check) => !check.holds(seen));
    if (failedPodCheck !== undefined)
        return { obstacle: failedPodCheck.name };
    const exitCode = (0,job_snapshot/* terminated */.CE)(seen.pod.status?.containerStatuses?.[0])?.exitCode;
    if (exitCode === undefined)
        return { obstacle: 'the exit is known' };
    if (exitCode === 0 && !hasDeadlineRoom(snapshot, seen.pod))
        return { obstacle: 'enough of the deadline is left' };
    if ((0,job_snapshot/* jobCondition */.Pl)(snapshot.job, 'FailureTarget') !== undefined)
        return { obstacle: 'the controller has not decided' };
    return { exitCode };
}
function hasDeadlineRoom(snapshot, { spec: pod }) {
    const seconds = spec(snapshot).activeDeadlineSeconds;
    if (seconds === undefined)
        return true;
    const start = Date.parse(snapshot.job.status?.startTime ?? '');
    // sidecars are stopped only now, and the Job is not done before they are
    const hasSidecars = (pod?.initContainers ?? []).some(({ restartPolicy }) => restartPolicy === 'Always');
    const stopping = hasSidecars ? (pod?.terminationGracePeriodSeconds ?? usualGrace) * 1000 : 0;
    return start + seconds * 1000 - snapshot.now >= deadlineRoom + stopping;
}
/** Names of all conditions, for the tests that show each is needed. */
const earlyExitConditions = [
    ...jobChecks.map(({ name }) => name),
    'exactly one pod',
    ...podChecks.map(({ name }) => name),
    'enough of the deadline is left',
    'the controller has not decided'
];

;// CONCATENATED MODULE: ./build/job/success-policy.js
/** `successPolicy` of an Indexed Job (KEP-3998): which indexes must have succeeded. Pure. */
const indexAnnotation = 'batch.kubernetes.io/job-completion-index';
/** The index of a pod of an Indexed Job; NaN for another. */
function indexOf(pod) {
    return Number(pod.metadata?.annotations?.[indexAnnotation] ?? Number.NaN);
}
/** True when these indexes fulfil one rule: all of its indexes, or as many of them (or of all) as it counts. */
function fulfils(policy, indexes) {
    return (policy?.rules ?? []).some(({ succeededIndexes, succeededCount }) => {
        const ranges = succeededIndexes === undefined ? undefined : rangesOf(succeededIndexes);
        const counted = [...indexes].filter((index) => ranges?.some(([from, to]) => index >= from && index <= to) ?? true);
        const all = ranges?.reduce((sum, [from, to]) => sum + to - from + 1, 0) ?? Number.POSITIVE_INFINITY;
        return counted.length >= (succeededCount ?? all);
    });
}
/** `0,2-4` → pairs of first and last. */
function rangesOf(text) {
    return text.split(',').map((part) => {
        const [from, to = from] = part.split('-').map(Number);
        return [from ?? Number.NaN, to ?? Number.NaN];
    });
}

;// CONCATENATED MODULE: ./build/job/verdict.js
/** How a run ended, decided from stored objects and clocks, never from a stream that ended. Pure. */



/** The verdict of this moment; undefined: the run goes on. */
function verdict(snapshot, clocks, limits, problem) {
    return (byCondition(snapshot) ??
        verdict_byExit(snapshot) ??
        byDeletion(snapshot) ??
        byQueue(snapshot, clocks, limits) ??
        byStart(snapshot, clocks, limits, problem) ??
        byTimeout(snapshot, clocks, limits));
}
/** `SuccessCriteriaMet` and `FailureTarget` say what `Complete` and `Failed` will say once the pods are gone (KEP-3998). */
function byCondition(snapshot) {
    const failed = (0,job_snapshot/* jobCondition */.Pl)(snapshot.job, 'Failed') ?? (0,job_snapshot/* jobCondition */.Pl)(snapshot.job, 'FailureTarget');
    if (failed !== undefined)
        return { kind: 'failed', by: 'condition', condition: failed };
    const complete = (0,job_snapshot/* jobCondition */.Pl)(snapshot.job, 'Complete') ?? (0,job_snapshot/* jobCondition */.Pl)(snapshot.job, 'SuccessCriteriaMet');
    if (complete === undefined)
        return undefined;
    const isEnough = complete.reason === 'SuccessPolicy' ? isPolicyMet(snapshot) : !isInterrupted(snapshot);
    return isEnough ? { kind: 'succeeded', by: 'condition' } : { kind: 'interrupted' };
}
/**
 * Too few pods succeeded by themselves to make the completions that the Job claims, and one of the others was taken away.
 * One that still runs does not count: while a pod ends on SIGTERM, with exit code 0 perhaps, the controller has its
 * replacement running already. Pods that a suspension took away are looked at like all others: one that was done before is
 * a success, one that exited 0 because it was told to end never is.
 */
function isInterrupted(snapshot) {
    const { job, pods } = snapshot;
    const able = pods.filter((seen) => !wasTakenAway(seen) && succeeded(seen.pod)).length;
    return able < (job.spec?.completions ?? 1) && pods.some(wasTakenAway);
}
/** Of a Job that is done by its successPolicy the controller removes the other pods: what succeeded by itself must fulfil a rule. */
function isPolicyMet({ job, pods, sees }) {
    const clean = pods.filter(({ pod }) => succeeded(pod) && (0,job_snapshot/* endedByItself */.jj)(pod));
    const doubtful = pods.filter(({ pod }) => succeeded(pod) && !(0,job_snapshot/* endedByItself */.jj)(pod));
    // nobody exited 0 while it was taken away: nothing to doubt
    if (!sees.pods || doubtful.length === 0)
        return true;
    return fulfils(job.spec?.successPolicy, new Set(clean.map(({ pod }) => indexOf(pod))));
}
/** Its removal was asked for before it had ended, or it is gone and nobody saw its end. */
function wasTakenAway({ pod, gone }) {
    return !(0,job_snapshot/* endedByItself */.jj)(pod) || (gone && (0,job_snapshot/* decidingContainer */.HR)(pod) === undefined);
}
function succeeded(pod) {
    const statuses = pod.status?.containerStatuses ?? [];
    return (pod.status?.phase === 'Succeeded' ||
        (statuses.length > 0 && statuses.every((status) => (0,job_snapshot/* terminated */.CE)(status)?.exitCode === 0)));
}
function verdict_byExit(snapshot) {
    const exit = earlyExit(snapshot);
    if ('obstacle' in exit)
        return undefined;
    return exit.exitCode === 0 ? { kind: 'succeeded', by: 'exit' } : { kind: 'failed', by: 'exit' };
}
function byDeletion(snapshot) {
    return snapshot.gone || snapshot.job.metadata?.deletionTimestamp !== undefined ? { kind: 'gone' } : undefined;
}
function byQueue(snapshot, clocks, limits) {
    return (0,job_snapshot/* isSuspended */.eJ)(snapshot.job) && clocks.queued >= limits.queueTimeout ? { kind: 'queue-timeout' } : undefined;
}
function byStart(snapshot, clocks, limits, problem) {
    if (clocks.started || (0,job_snapshot/* isSuspended */.eJ)(snapshot.job))
        return undefined;
    if (problem !== undefined && isHopeless(problem, clocks))
        return { kind: 'cannot-start', problem };
    return clocks.starting >= limits.startTimeout ? { kind: 'start-timeout', problem } : undefined;
}
function isHopeless(problem, clocks) {
    switch (problem.patience.kind) {
        case 'none':
            return true;
        case 'grace':
            return clocks.problem !== undefined && clocks.problem.lasted >= problem.patience.milliseconds;
        case 'start-timeout':
            return false;
    }
}
function byTimeout(snapshot, clocks, limits) {
    return clocks.started && !(0,job_snapshot/* isSuspended */.eJ)(snapshot.job) && clocks.running >= limits.timeout
        ? { kind: 'timed-out' }
        : undefined;
}
/**
 * How the Job's later condition goes with a verdict that an exit decided. `removed`: the pod was taken away after its end
 * but before the controller had counted it, which makes the Job `Failed` and the exit no less true. `contradiction`: a bug of
 * ours, to be logged as one.
 */
function compareLater(early, later, { pods }) {
    if (later === undefined || !('by' in later) || later.by !== 'condition')
        return 'same';
    if ((early.kind === 'succeeded') === (later.kind === 'succeeded'))
        return 'same';
    const isBackoff = later.kind === 'failed' && later.condition?.reason === 'BackoffLimitExceeded';
    const [seen] = pods;
    const isRemoved = seen !== undefined && (seen.gone || seen.pod.metadata?.deletionTimestamp !== undefined || (0,job_snapshot/* disruption */.e0)(seen.pod));
    return isBackoff && isRemoved && pods.length === 1 ? 'removed' : 'contradiction';
}

;// CONCATENATED MODULE: ./build/job/follow.js
/** The one loop of a run in the cluster: for each change print progress, keep logs going, ask for a verdict. */









/** Milliseconds: how long the loop sleeps at most without a change. */
const longestSleep = 5_000;
/** Milliseconds for the reads that confirm a verdict. */
const confirmTimeout = 15_000;
/** Milliseconds between tries to confirm a verdict. */
const shortestDoubt = 1_000;
/** Milliseconds that a verdict may stay unconfirmed while the cluster is silent. */
const longestDoubt = 180_000;
/** For the logs to be read to their end after the verdict: a busy node hands out 3 MB/s or less. */
const drainGrace = { silent: 60_000, longest: 30 * 60_000 };
/** The same for containers that still run when we stop them: there is no end to wait for. */
const stopGrace = { silent: 10_000, longest: 10_000 };
const noGrace = { silent: 0, longest: 0 };
/**
 * Follows a Job to its end.
 * @returns the verdict and the last snapshot, with all logs read
 * @throws the signal's reason on abort, and what waiting cannot mend: credentials that are over, no right to read the Job
 */
async function follow(options) {
    const { logs, writer, signal } = options;
    const watching = new AbortController();
    const observer = new Observer({ cluster: options.cluster, job: options.job, notice: (text) => writer.info(text) });
    const observing = observer.run(AbortSignal.any([signal, watching.signal]));
    try {
        const { verdict: found, clocks, said } = await untilVerdict(observer, options);
        await observer.explain((0,deadline/* withTimeout */.w)(signal, confirmTimeout));
        const last = observer.snapshot();
        for (const line of lastLines(said, last))
            writer.info(line);
        // the watch may have shown since that a container had run after all
        logs.take(last);
        logs.tellMissed(last);
        const before = performance.now();
        await logs.finish(runsOn(found, observer.snapshot()) ? stopGrace : drainGrace, signal);
        const logTime = performance.now() - before;
        const snapshot = observer.snapshot();
        const later = verdict(snapshot, startClocks(0), options.limits, undefined);
        const comparison = compareLater(found, later, snapshot);
        if (comparison === 'removed')
            writer.info('Somebody removed the pod after its container was done, so the Job says Failed; the exit counts.');
        if (comparison === 'contradiction') {
            writer.warning('The Job’s condition contradicts the container’s exit: please report this as a bug of the action.');
            return { verdict: later ?? found, snapshot, clocks, logTime };
        }
        return { verdict: found, snapshot, clocks, logTime };
    }
    finally {
        watching.abort();
        await observing;
        // also when the run is cut short: the log up to here is worth having
        await logs.finish(noGrace);
    }
}
async function untilVerdict(observer, options) {
    const { limits, logs, writer, signal } = options;
    let clocks = startClocks(performance.now());
    let said = new Map();
    let unconfirmedSince;
    for (;;) {
        const snapshot = observer.snapshot();
        options.seen?.(snapshot);
        const problem = startProblem(snapshot);
        clocks = tick(clocks, snapshot, performance.now(), problem?.reason);
        const news = progress(said, snapshot, problem);
        said = news.said;
        for (const line of news.lines)
            writer.info(line);
        logs.take(snapshot);
        const found = verdict(snapshot, clocks, limits, problem);
        let longest = untilNextLimit(clocks, limits, longestSleep);
        if (found !== undefined) {
            const answer = await follow_confirm(found, clocks, observer, options);
            if (answer === 'unknown') {
                unconfirmedSince ??= performance.now();
                if (performance.now() - unconfirmedSince > longestDoubt)
                    return { verdict: unconfirmed(found), clocks, said };
                longest = Math.max(longest, shortestDoubt);
            }
            else {
                unconfirmedSince = undefined;
                clocks = answer.clocks;
                if (answer.verdict !== undefined)
                    return { verdict: answer.verdict, clocks, said };
            }
        }
        await observer.changed(longest, signal);
    }
}
/**
 * Looks at the stored objects once more before a verdict counts: one watch may lag behind the other, and behind both.
 * @returns the verdict of the stored objects (undefined: the run goes on) and the clocks by them; `unknown` when they could not be read
 */
async function follow_confirm(found, clocks, observer, options) {
    try {
        await observer.refresh((0,deadline/* withTimeout */.w)(options.signal, confirmTimeout));
    }
    catch (error) {
        options.signal.throwIfAborted();
        options.writer.debug(`The verdict ${found.kind} could not be confirmed: ${(0,failure/* describe */.q0)(error)}`);
        return 'unknown';
    }
    const snapshot = observer.snapshot();
    options.seen?.(snapshot);
    options.logs.take(snapshot);
    const problem = startProblem(snapshot);
    // a container that turns out to run has ended the start, whatever its clock says
    const now = tick(clocks, snapshot, performance.now(), problem?.reason);
    return { verdict: verdict(snapshot, now, options.limits, problem), clocks: now };
}
/**
 * What counts when the cluster stays silent for so long: a condition is the controller's word and stands; a limit that
 * has passed stands as well. A mere exit does not: what happened after it is not known.
 */
function unconfirmed(found) {
    if (!('by' in found) || found.by === 'condition')
        return found;
    throw new failure/* Failure */.HR('cluster-unreachable', {
        what: 'The cluster stopped answering just when the container had ended.',
        why: `It did not answer for ${(0,duration/* formatDuration */.a)(longestDoubt)}, so how the Job ended is not known for certain.`,
        fix: 'Look at the Job itself, and run again when the cluster is back.'
    });
}
/** Its containers may run on after this verdict: their logs have no end to wait for. */
function runsOn(found, snapshot) {
    const isLeft = (0,job_snapshot/* leavesPods */.Tb)(snapshot.job) || (0,job_snapshot/* orphansOf */.hw)(snapshot).length > 0;
    return isStopped(found) || (found.kind === 'gone' && isLeft);
}
/** We end it, its containers may still run. */
function isStopped(found) {
    return ['timed-out', 'start-timeout', 'queue-timeout', 'cannot-start'].includes(found.kind);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/job/log-file.js
/** The whole log as a file, kept for the workflow (output `log-file`), and the last of each stream for the summary. */


/** Bytes of each stream that are kept for the summary. */
const tailBytes = 16 * 1024;
const newline = 0x0a;
/**
 * True when the log can only have one stream: then the file holds the container's own bytes; else each line starts with
 * `pod/container `. Decided from the stored Job, so that the format never changes within a run.
 */
function isSingleStream({ metadata, spec }) {
    const pod = spec?.template?.spec;
    const [container, ...others] = pod?.containers ?? [];
    return (container !== undefined &&
        others.length === 0 &&
        container.restartPolicy === undefined &&
        (container.restartPolicyRules ?? []).length === 0 &&
        (pod?.initContainers ?? []).length === 0 &&
        pod?.restartPolicy === 'Never' &&
        (spec?.completions ?? 1) === 1 &&
        (spec?.parallelism ?? 1) === 1 &&
        spec?.backoffLimit === 0 &&
        spec.podFailurePolicy === undefined &&
        // one that is stopped while it waits for its turn goes on in another pod
        spec.suspend !== true &&
        metadata?.labels?.[labels/* queueLabel */.ke] === undefined);
}
/** Written synchronously: what was printed is in the file, even when this process is killed in the next moment. */
class LogFile {
    path;
    #descriptor;
    #tails = new Map();
    /** Streams that have said anything. */
    #streams = new Set();
    #isSingle;
    /** Stream whose line the file ends in, without its end so far. */
    #openLine;
    /** Stream of the last bytes. */
    #last;
    /** @param path file to make; its folder exists */
    constructor(path, isSingle) {
        this.path = path;
        this.#isSingle = isSingle;
        this.#descriptor = (0,external_node_fs_.openSync)(path, 'w', 0o600);
    }
    /** The sink of one stream. @param stream `pod/container` */
    sink(stream) {
        // whether the stream's next byte is the first of a line
        let atLineStart = true;
        return {
            write: (block) => {
                if (block.length === 0)
                    return;
                this.#streams.add(stream);
                this.#keepTail(stream, block);
                const isOpen = block.at(-1) !== newline;
                this.#begin(stream);
                if (this.#isSingle)
                    this.#append(block);
                else
                    this.#append(this.#marked(stream, block, atLineStart));
                this.#openLine = isOpen ? stream : undefined;
                this.#last = stream;
                atLineStart = !isOpen;
            }
        };
    }
    /** Forgets the last lines of the streams that this does not hold for: of hundreds few will be shown. */
    keepTails(isKept) {
        for (const stream of this.#tails.keys())
            if (!isKept(stream))
                this.#tails.delete(stream);
    }
    /** The last whole lines of a stream, at most `count`, oldest first; none of one whose were forgotten. */
    lastLines(stream, count) {
        const text = this.#tails.get(stream)?.toString('utf8');
        if (text === undefined)
            return [];
        return text
            .split('\n')
            .slice(0, text.endsWith('\n') ? -1 : undefined)
            .slice(-count);
    }
    /** Streams that have said anything, in the order in which they began. */
    get streams() {
        return [...this.#streams];
    }
    close() {
        (0,external_node_fs_.closeSync)(this.#descriptor);
    }
    /** Ends the line that another stream left open, and tells of a stream where there should have been one alone. */
    #begin(stream) {
        if (this.#openLine !== undefined && this.#openLine !== stream)
            this.#append(Buffer.from('\n'));
        if (this.#isSingle && this.#last !== undefined && this.#last !== stream) {
            this.#append(Buffer.from(`==> ${stream} <==\n`));
        }
    }
    /** A line that goes on after another stream has ended it here is marked with a `+`, which is in no Kubernetes name. */
    #marked(stream, block, atLineStart) {
        const isCut = !atLineStart && this.#openLine !== stream;
        const lines = prefixLines(block, Buffer.from(`${stream} `), atLineStart);
        return isCut ? Buffer.concat([Buffer.from(`${stream}+ `), lines]) : lines;
    }
    #append(block) {
        let offset = 0;
        while (offset < block.length)
            offset += (0,external_node_fs_.writeSync)(this.#descriptor, block, offset);
    }
    #keepTail(stream, block) {
        const known = this.#tails.get(stream);
        const recent = block.length > tailBytes ? block.subarray(-tailBytes) : block;
        const joined = known === undefined || recent.length === tailBytes ? recent : Buffer.concat([known, recent]);
        const isCut = recent.length < block.length || joined.length > tailBytes;
        // a copy: a slice would keep the whole block alive, and what another writes into it later would be seen
        this.#tails.set(stream, Buffer.from(isCut ? fromCharacter(joined.subarray(-tailBytes)) : joined));
    }
}
/** Without the bytes at the start that end a UTF-8 character begun before. */
function fromCharacter(text) {
    let start = 0;
    while (start < 3 && ((text[start] ?? 0) & 0xc0) === 0x80)
        start += 1;
    return text.subarray(start);
}
/** Puts a prefix before each line that starts in the block. @param atLineStart whether the block's first byte starts a line */
function prefixLines(block, prefix, atLineStart) {
    const parts = [];
    let start = 0;
    if (!atLineStart) {
        const end = block.indexOf(newline) + 1;
        start = end === 0 ? block.length : end;
        parts.push(block.subarray(0, start));
    }
    while (start < block.length) {
        const end = block.indexOf(newline, start) + 1;
        const stop = end === 0 ? block.length : end;
        parts.push(prefix, block.subarray(start, stop));
        start = stop;
    }
    return Buffer.concat(parts);
}

// EXTERNAL MODULE: ./build/cluster/log-lines.js
var log_lines = __webpack_require__(4849);
;// CONCATENATED MODULE: ./build/cluster/log-output.js
/** A block of bytes that is filled piece by piece and handed out whole. */
class OutputBlock {
    #block;
    #length = 0;
    #expected = 0;
    /** How much is likely to come before the next {@link take}. */
    expect(length) {
        this.#expected = length;
    }
    /** Appends `bytes[start, end)`. */
    append(bytes, start, end) {
        const needed = this.#length + end - start;
        if (this.#block === undefined || needed > this.#block.length)
            this.#grow(needed);
        this.#length += bytes.copy(this.#block, this.#length, start, end);
    }
    newline() {
        this.append(Buffer.from('\n'), 0, 1);
    }
    /** The block, or undefined when it is empty; the next one starts empty and shares no memory with it. */
    take() {
        const block = this.#block?.subarray(0, this.#length);
        this.#block = undefined;
        this.#length = 0;
        return block;
    }
    #grow(needed) {
        const block = Buffer.allocUnsafe(Math.max(needed + 4096, this.#expected));
        this.#block?.copy(block, 0, 0, this.#length);
        this.#block = block;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/cluster/log-counts.js
/** How many lines of a log's file lie behind us, by second. */
/** Seconds that are kept at most; half as many remain when older ones are forgotten. */
const kept = 128;
class SecondCounts {
    /** Lines without a stamp. */
    unstamped = 0;
    #counts = new Map();
    #order = 0;
    #forgottenUpTo;
    /** @param forgottenUpTo second up to which (included) nothing is known; undefined: everything is */
    constructor(forgottenUpTo = Number.NEGATIVE_INFINITY) {
        this.#forgottenUpTo = forgottenUpTo;
    }
    /** Adds lines of one second, in the file's order. @param stamp of the first of them */
    add(stamp, lines) {
        if (stamp === undefined) {
            this.unstamped += lines;
            return;
        }
        const known = this.#counts.get(stamp.second);
        if (known !== undefined) {
            known.lines += lines;
            return;
        }
        this.#counts.set(stamp.second, { lines, order: this.#order++, first: stamp });
        if (this.#counts.size > kept)
            this.#forget(stamp.second - kept / 2);
    }
    /** Lines with a stamp of this second or later, and the first of them in the file; undefined when that was forgotten. */
    from(second) {
        if (second <= this.#forgottenUpTo)
            return undefined;
        let lines = 0;
        let first;
        for (const [counted, entry] of this.#counts) {
            if (counted < second)
                continue;
            lines += entry.lines;
            if (first === undefined || entry.order < first.order)
                first = entry;
        }
        return { lines, first: first?.first };
    }
    #forget(before) {
        for (const second of this.#counts.keys()) {
            if (second >= before)
                continue;
            this.#counts.delete(second);
            this.#forgottenUpTo = Math.max(this.#forgottenUpTo, second);
        }
    }
}

;// CONCATENATED MODULE: ./build/cluster/log-stamp.js
/** The time a kubelet writes before each line of a log that is read with `timestamps=true`. */
const zero = 48;
const space = 32;
/** `2026-01-02T03:04:05` */
const secondLength = 19;
const digit = (bytes, at) => {
    const value = (bytes[at] ?? 0) - zero;
    return value >= 0 && value <= 9 ? value : Number.NaN;
};
const two = (bytes, at) => digit(bytes, at) * 10 + digit(bytes, at + 1);
/** A cheap look whether a line can start with a stamp: `dddd-dd-ddT`. */
function looksStamped(bytes, start, end) {
    return end - start > secondLength && bytes[start + 4] === 45 && bytes[start + 10] === 84 && bytes[start + 16] === 58;
}
/**
 * Reads the stamp at the start of `bytes[start, end)`: RFC 3339 with any number of fraction digits and `Z` or an offset,
 * then a space or the line's end (kubelet: pkg/kubelet/kuberuntime/logs, RFC3339NanoFixed).
 * @returns undefined when there is none, as before the kubelet's own error texts.
 */
function readStamp(bytes, start, end) {
    if (!looksStamped(bytes, start, end))
        return undefined;
    const local = Date.UTC(two(bytes, start) * 100 + two(bytes, start + 2), two(bytes, start + 5) - 1, two(bytes, start + 8), two(bytes, start + 11), two(bytes, start + 14), two(bytes, start + 17));
    let at = start + secondLength;
    let nanos = 0;
    if (bytes[at] === 46) {
        at += 1;
        let unit = 100_000_000;
        for (; at < end && !Number.isNaN(digit(bytes, at)); at += 1) {
            nanos += digit(bytes, at) * unit;
            unit = unit > 1 ? unit / 10 : 0;
        }
    }
    let offset = 0;
    const zone = bytes[at];
    if (zone === 90) {
        at += 1;
    }
    else if ((zone === 43 || zone === 45) && end - at >= 6) {
        offset = (two(bytes, at + 1) * 60 + two(bytes, at + 4)) * 60 * (zone === 43 ? 1 : -1);
        at += 6;
    }
    else {
        return undefined;
    }
    const second = local / 1000 - offset;
    if (Number.isNaN(second) || at > end || (at < end && bytes[at] !== space))
        return undefined;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, at - start).toString('latin1');
    return { stamp: { second, nanos, text }, contentStart: Math.min(at + 1, end) };
}
/** What a stamp looks like as far as it goes: the answer ended before the text of its line began. */
const stampSoFar = /^\d{1,4}(?:-\d{0,2}(?:-\d{0,2}(?:T[\d:]{0,8}(?:\.\d*)?(?:Z|[+-][\d:]{0,5})?)?)?)?$/u;
/** Longer than any stamp. */
const surelyNoStamp = 64;
/** True for the beginning of a stamp without the space that a kubelet writes after each: something cut the answer there. */
function isCutStamp(bytes) {
    return bytes.length < surelyNoStamp && stampSoFar.test(Buffer.from(bytes).toString('latin1'));
}
/** Below zero when `a` is earlier than `b`, zero when they are the same instant. */
function compareStamps(a, b) {
    return a.second - b.second || a.nanos - b.nanos;
}
/** A whole second as `sinceTime` takes it. */
function formatSecond(second) {
    return new Date(second * 1000).toISOString().replace('.000Z', 'Z');
}
/** Texts that a kubelet writes into the log's stream, without a stamp (pkg/kubelet/kuberuntime/logs, kuberuntime_container.go). */
const kubeletTexts = /^(?:unable to retrieve container logs for |failed to (?:create fsnotify watcher|watch|try resolving symlinks|open log file|get container status)|rpc error: code = |Error response from daemon)/u;
/** True for the kubelet's own words about a log that it cannot read. */
function isKubeletText(text) {
    return kubeletTexts.test(text);
}

;// CONCATENATED MODULE: ./build/cluster/log-position.js
/**
 * Where we are in a container's log: enough to go on exactly after the last delivered byte, from a server that can only be
 * asked for whole seconds (`sinceTime` is cut to seconds by the API server).
 *
 * Asked for all lines from second S on, the server answers in the file's order, and of those we have delivered the first N.
 * So we count delivered lines by second, and remember the last one (stamp and hash) to prove that the N-th is the one.
 */



/**
 * Nanoseconds by which lines can be out of order: a runtime stamps stdout and stderr in two threads before it takes the file's lock.
 * So we ask from a second earlier when the last line came this soon after a full second.
 */
const disorder = 200_000_000;
/** Hash of a line's text. */
function hashOf(bytes) {
    return (0,external_node_crypto_.createHash)('sha1').update(bytes).digest('base64');
}
class LogPosition {
    /** Lines delivered in all. */
    lines = 0;
    /** Of the first delivered line. */
    firstStamp;
    #counts = new SecondCounts();
    /** Counts that are made anew, and replace the others once the anchor was seen. */
    #recounts;
    #last;
    #open;
    /** Adds lines of one second to the counts. @param stamp of the first of them; undefined for lines without one */
    count(stamp, lines) {
        this.firstStamp ??= stamp;
        const counts = this.#recounts ?? this.#counts;
        counts.add(stamp, lines);
    }
    /** Notes the last delivered line. */
    setLast(stamp, hash) {
        this.#last = { stamp, hash };
    }
    /** Notes bytes of a huge line's text as delivered; the first call begins the line. */
    deliverOpen(bytes, stamp) {
        this.#open ??= { stamp, hash: (0,external_node_crypto_.createHash)('sha1'), bytes: 0 };
        this.#open.hash.update(bytes);
        this.#open.bytes += bytes.length;
    }
    /** The huge line has ended: it counts as delivered. @returns false when there was none */
    closeOpen() {
        const open = this.#open;
        if (open === undefined)
            return false;
        this.#open = undefined;
        this.lines += 1;
        this.count(open.stamp, 1);
        this.setLast(open.stamp, open.hash.digest('base64'));
        return true;
    }
    get anchor() {
        const open = this.#open;
        if (open !== undefined)
            return { stamp: open.stamp, hash: open.hash.copy().digest('base64'), bytes: open.bytes };
        return this.#last && { ...this.#last, bytes: undefined };
    }
    /** Where a request must start so that the answer holds the anchor. */
    get #sinceSecond() {
        const stamp = this.anchor?.stamp;
        return stamp && (stamp.nanos < disorder ? stamp.second - 1 : stamp.second);
    }
    /** How to read on; undefined when the counts cannot tell and the log must be searched for the anchor ({@link resumeAt}). */
    resume() {
        const anchor = this.anchor;
        const from = this.#sinceSecond;
        const base = {
            since: from === undefined ? undefined : formatSecond(from),
            sinceSecond: from,
            anchor,
            recount: false,
            missing: false
        };
        if (anchor === undefined)
            return { ...base, skip: 0, first: undefined };
        if (from === undefined)
            return { ...base, skip: this.#counts.unstamped, first: undefined };
        const counted = this.#counts.from(from);
        return counted && { ...base, skip: counted.lines, first: counted.first ?? anchor.stamp };
    }
    /** How to read the whole log once more; as {@link resume} where its lines have no stamps or there are none. */
    resumeWhole() {
        const { anchor } = this;
        if (anchor?.stamp === undefined || this.firstStamp === undefined)
            return this.resume();
        const whole = { since: undefined, sinceSecond: undefined, skip: this.lines, first: this.firstStamp };
        return { ...whole, anchor, recount: true, missing: false, isWhole: true };
    }
    /** What to search the log for, and from where. */
    search() {
        const from = this.#sinceSecond;
        return { since: from === undefined ? undefined : formatSecond(from), anchor: this.anchor };
    }
    /**
     * How to read on after a search.
     * @param line number (from 1) of the anchor's line in the answer; undefined when it is not there
     * @param first stamp of the answer's first line
     */
    resumeAt(line, first) {
        const anchor = this.anchor;
        const from = this.#sinceSecond;
        return {
            since: from === undefined ? undefined : formatSecond(from),
            sinceSecond: from,
            skip: line === undefined ? 0 : anchor?.bytes === undefined ? line : line - 1,
            first: line === undefined ? undefined : first,
            anchor,
            recount: true,
            missing: line === undefined
        };
    }
    /** Starts to count lines from `second` on anew; {@link settle} ends that, another start forgets it. */
    recount(second) {
        this.#recounts = new SecondCounts(second === undefined ? undefined : second - 1);
    }
    /** The anchor was seen: the counts fit the file. */
    settle() {
        this.#counts = this.#recounts ?? this.#counts;
        this.#recounts = undefined;
    }
    /** Recounting failed: what was known stays. */
    keepCounts() {
        this.#recounts = undefined;
    }
}
/** True when a line whose stamp is `stamp` and whose text is `bytes[start, end)` is the anchor's line. */
function isAnchor(anchor, stamp, bytes, start, end) {
    if (!sameStamp(anchor.stamp, stamp))
        return false;
    if (anchor.bytes === undefined)
        return hashOf(bytes.subarray(start, end)) === anchor.hash;
    return end - start >= anchor.bytes && hashOf(bytes.subarray(start, start + anchor.bytes)) === anchor.hash;
}
/** True for the same instant, and for two lines without stamps. */
function sameStamp(a, b) {
    return a === undefined || b === undefined ? a === b : compareStamps(a, b) === 0;
}
/** Compares the text of a huge line with the anchor as it comes. */
class AnchorCheck {
    #anchor;
    #hash = (0,external_node_crypto_.createHash)('sha1');
    #fed = 0;
    /** `yes` for a cut line as soon as its delivered bytes were seen, else at the end. */
    result = 'open';
    constructor(anchor) {
        this.#anchor = anchor;
    }
    /** @returns how many of these bytes had been delivered before. */
    feed(bytes) {
        const { bytes: wanted, hash } = this.#anchor;
        if (this.result !== 'open')
            return 0;
        const part = wanted === undefined ? bytes : bytes.subarray(0, wanted - this.#fed);
        this.#hash.update(part);
        this.#fed += part.length;
        if (this.#fed === wanted)
            this.result = this.#hash.digest('base64') === hash ? 'yes' : 'no';
        return part.length;
    }
    /** The line has ended. */
    end() {
        if (this.result !== 'open')
            return;
        this.result = this.#anchor.bytes === undefined && this.#hash.digest('base64') === this.#anchor.hash ? 'yes' : 'no';
    }
}

;// CONCATENATED MODULE: ./build/cluster/log-intake.js
/** One reading of a log: passes over what was delivered before, strips stamps from what is new, and keeps the position. */




class LogIntake {
    phase;
    /** Lines and pieces delivered by this reading. */
    delivered = 0;
    /** Delivered lines that were passed over. */
    seen = 0;
    #position;
    #resume;
    #events;
    #cutter;
    #out = new OutputBlock();
    #check;
    /** Stamp of the huge line that is checked. */
    #checked;
    /** A run of delivered lines of one second, not counted yet. */
    #run = 0;
    #runStamp;
    #runText = Buffer.alloc(0);
    #lastBytes;
    #lastStart = 0;
    #lastContent = 0;
    #lastEnd = 0;
    /** In `newer`: the answer holds lines from before the anchor's instant. */
    #hasEarlier = false;
    constructor(position, resume, events, longest) {
        this.#position = position;
        this.#resume = resume;
        this.#events = events;
        this.#cutter = new log_lines/* LineCutter */.k(this, longest);
        if (resume.recount)
            position.recount(resume.sinceSecond);
        else
            position.keepCounts();
        if (resume.skip > 0)
            this.phase = 'skip';
        else if (resume.missing)
            this.phase = 'newer';
        else if (resume.anchor?.bytes !== undefined)
            this.phase = 'open';
        else
            this.phase = this.#located();
    }
    /** @returns what is new in this chunk, without stamps: whole lines, or a piece of a huge one at the end; undefined when nothing. */
    take(chunk) {
        this.#out.expect(chunk.length);
        this.#cutter.push(chunk);
        this.#flush();
        return this.#out.take();
    }
    /** Unterminated bytes at the end of what was read; undefined while delivered lines are still being passed over. */
    tail() {
        return this.phase === 'deliver' ? this.#cutter.tail() : undefined;
    }
    /** Delivers what has no line end in the log of an ended container, and ends it with one. */
    finish() {
        const tail = this.tail();
        if (tail !== undefined)
            this.line(Buffer.concat([tail, Buffer.from('\n')]), 0, tail.length);
        this.#closeOpen();
        this.#flush();
        return this.#out.take();
    }
    line(bytes, start, end) {
        if (this.phase === 'deliver')
            this.#deliver(bytes, start, end);
        else if (this.phase !== 'mismatch')
            this.#pass(bytes, start, end);
    }
    hugeStart(bytes) {
        const stamped = this.#stamped(bytes, 0, bytes.length);
        if (stamped === undefined)
            return;
        const { stamp, contentStart } = stamped;
        const content = bytes.subarray(contentStart);
        const { anchor, skip } = this.#resume;
        if (this.phase === 'newer' && this.#isLater(stamp))
            this.#lose(stamp);
        if (this.phase === 'deliver') {
            this.#flush();
            this.#deliverOpen(content, stamp);
            return;
        }
        if (!this.#isExpectedFirst(stamp))
            return;
        if (this.phase === 'skip')
            this.seen += 1;
        const isCandidate = this.phase !== 'skip' || (this.seen === skip && anchor?.bytes === undefined);
        this.#checked = stamp;
        if (!isCandidate || anchor === undefined)
            return;
        if (sameStamp(anchor.stamp, stamp)) {
            this.#check = new AnchorCheck(anchor);
            this.hugeMore(content);
        }
        else if (this.phase !== 'newer') {
            this.phase = 'mismatch';
        }
    }
    hugeMore(bytes) {
        const check = this.#check;
        if (this.phase === 'deliver')
            this.#deliverOpen(bytes);
        if (check === undefined || this.phase === 'mismatch')
            return;
        const fed = check.feed(bytes);
        if (check.result === 'no')
            this.#differs();
        if (check.result !== 'yes')
            return;
        // The delivered bytes of the cut line are behind us: the rest of it is new.
        this.#check = undefined;
        this.phase = this.#located();
        if (fed < bytes.length)
            this.#deliverOpen(bytes.subarray(fed));
    }
    hugeEnd() {
        if (this.phase === 'deliver') {
            this.#closeOpen();
            return;
        }
        const check = this.#check;
        if (this.phase === 'mismatch')
            return;
        this.#check = undefined;
        check?.end();
        if (this.#resume.recount)
            this.#position.count(this.#checked, 1);
        if (check?.result === 'yes')
            this.phase = this.#located();
        else if (check !== undefined)
            this.#differs();
        else
            this.#afterSkipped();
    }
    #differs() {
        this.#check = undefined;
        if (this.phase !== 'newer')
            this.phase = 'mismatch';
    }
    /** The position is found: the counts fit the file, and what follows is new. */
    #located() {
        this.#position.settle();
        return 'deliver';
    }
    /** One whole line while we are not where we stopped. */
    #pass(bytes, start, end) {
        const stamped = this.#stamped(bytes, start, end);
        if (stamped === undefined)
            return;
        const { stamp, contentStart } = stamped;
        const { anchor, recount, skip } = this.#resume;
        if (!this.#isExpectedFirst(stamp))
            return;
        if (anchor === undefined)
            return;
        if (this.phase === 'newer') {
            if (isAnchor(anchor, stamp, bytes, contentStart, end)) {
                if (anchor.bytes === undefined)
                    this.#position.count(stamp, 1);
                this.#found(bytes, contentStart, end);
            }
            else if (this.#isLater(stamp)) {
                this.#lose(stamp);
                this.#deliver(bytes, start, end);
            }
            else {
                this.#position.count(stamp, 1);
            }
            return;
        }
        if (this.phase === 'open') {
            if (isAnchor(anchor, stamp, bytes, contentStart, end))
                this.#found(bytes, contentStart, end);
            else
                this.phase = 'mismatch';
            return;
        }
        this.seen += 1;
        if (recount)
            this.#position.count(stamp, 1);
        if (this.seen < skip)
            return;
        if (anchor.bytes !== undefined)
            this.phase = 'open';
        else
            this.phase = isAnchor(anchor, stamp, bytes, contentStart, end) ? this.#located() : 'mismatch';
    }
    #afterSkipped() {
        if (this.phase === 'skip' && this.seen === this.#resume.skip && this.#resume.anchor?.bytes !== undefined)
            this.phase = 'open';
    }
    /** The anchor's line is here, whole: what follows is new, the rest of a cut line included. */
    #found(bytes, contentStart, end) {
        this.phase = this.#located();
        const delivered = this.#resume.anchor?.bytes;
        if (delivered === undefined)
            return;
        if (contentStart + delivered < end)
            this.#deliverOpen(bytes.subarray(contentStart + delivered, end));
        this.#closeOpen();
    }
    /** Stamp and text of a line; undefined for the kubelet's own words, which are reported. */
    #stamped(bytes, start, end) {
        const stamped = readStamp(bytes, start, end);
        if (stamped !== undefined)
            return stamped;
        const anchor = this.#position.anchor;
        const isUnstampedLog = this.#runStamp === undefined && (anchor === undefined || anchor.stamp === undefined);
        const text = bytes.toString('utf8', start, Math.min(end, start + 300));
        if (isUnstampedLog && !isKubeletText(text))
            return { stamp: undefined, contentStart: start };
        this.#events.status(text);
        return undefined;
    }
    /** Whether the answer begins where it must; else lines were rotated away, or the first is the end of a cut one. */
    #isExpectedFirst(stamp) {
        const { first } = this.#resume;
        if (this.seen > 0 || first === undefined || this.phase === 'newer' || sameStamp(first, stamp))
            return true;
        this.phase = 'mismatch';
        return false;
    }
    /** A line of the very same instant is new as well where the answer begins with it; behind an earlier one it may be known. */
    #isLater(stamp) {
        const known = this.#resume.anchor?.stamp;
        const order = known === undefined || stamp === undefined ? 1 : compareStamps(stamp, known);
        if (order < 0)
            this.#hasEarlier = true;
        return order > 0 || (order === 0 && !this.#hasEarlier);
    }
    #lose(stamp) {
        this.#closeOpen();
        this.phase = this.#located();
        const known = this.#resume.anchor?.stamp;
        if (known !== undefined)
            this.#events.lost({ after: known.text, before: stamp?.text });
    }
    #deliver(bytes, start, end) {
        let content = this.#fastContent(bytes, start, end);
        if (content !== 0) {
            this.#run += 1;
        }
        else {
            const stamped = this.#stamped(bytes, start, end);
            if (stamped === undefined)
                return;
            content = stamped.contentStart;
            this.#startRun(stamped.stamp);
        }
        this.#out.append(bytes, content, end + 1);
        this.#lastBytes = bytes;
        this.#lastStart = start;
        this.#lastContent = content;
        this.#lastEnd = end;
    }
    /** Where the text of a line begins that has a stamp of the current second and the usual width; 0 when that is not so. */
    #fastContent(bytes, start, end) {
        const second = this.#runText;
        const width = second.length;
        const at = start + width;
        if (width === 0 || at >= end || bytes[at] !== 32 || bytes[at - 1] !== 90)
            return 0;
        for (let index = 18; index >= 0; index -= 1)
            if (bytes[start + index] !== second[index])
                return 0;
        for (let index = 20; index < width - 1; index += 1) {
            const digit = bytes[start + index] ?? 0;
            if (digit < 48 || digit > 57)
                return 0;
        }
        return at + 1;
    }
    #startRun(stamp) {
        this.#flushRun();
        this.#run = 1;
        this.#runStamp = stamp;
        this.#runText = Buffer.from(stamp?.text ?? '', 'latin1');
    }
    #flushRun() {
        if (this.#run === 0)
            return;
        this.#position.count(this.#runStamp, this.#run);
        this.#position.lines += this.#run;
        this.delivered += this.#run;
        this.#run = 0;
    }
    /** Brings the position up to date with what was delivered. */
    #flush() {
        this.#flushRun();
        if (this.#lastBytes === undefined)
            return;
        const stamp = this.#lastContent === this.#lastStart
            ? undefined
            : readStamp(this.#lastBytes, this.#lastStart, this.#lastEnd)?.stamp;
        this.#position.setLast(stamp, hashOf(this.#lastBytes.subarray(this.#lastContent, this.#lastEnd)));
        this.#lastBytes = undefined;
    }
    #deliverOpen(bytes, stamp) {
        this.delivered += 1;
        this.#position.deliverOpen(bytes, stamp);
        this.#out.append(bytes, 0, bytes.length);
    }
    #closeOpen() {
        if (this.#position.closeOpen())
            this.#out.newline();
    }
}

;// CONCATENATED MODULE: ./build/cluster/log-reading.js
/** One request for a log, read to its end, with the idle handling that a silent container needs. */


const usualTiming = {
    idle: 300_000,
    quiet: 1_000,
    longestQuiet: 2_000,
    idleKnown: 20_000,
    endGrace: 2_000,
    firstPause: 100,
    cleanPause: 100,
    longestPause: 5_000,
    patience: 30_000,
    lastPatience: 10_000,
    statusLag: 3_000,
    tick: 250
};
/**
 * Reads. The server sends no headers before the first line (the kubelet flushes late), so waiting for the answer is silence too.
 * @throws only what `take` throws
 */
async function readLog(reading) {
    const { cluster, request, signal, terminated, timing } = reading;
    if (signal.aborted)
        return { kind: 'aborted' };
    const stop = new AbortController();
    const isAborted = () => signal.aborted;
    const abort = () => stop.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    let stopped;
    let waitingSince = performance.now();
    let isWaiting = true;
    const ticker = setInterval(() => {
        if (!isWaiting)
            return;
        const silent = performance.now() - waitingSince;
        const isFollowing = request.follow && !reading.isCatchingUp();
        if (request.follow && terminated.aborted && silent >= timing.endGrace)
            stopped = 'ended';
        else if (silent >= (isFollowing ? timing.idle : timing.idleKnown))
            stopped = 'idle';
        else if (isFollowing && reading.isStill?.(waitingSince, stop.signal))
            stopped = 'idle';
        if (stopped !== undefined)
            stop.abort(new Error('The log stream was silent.'));
    }, timing.tick);
    let isTaking = false;
    try {
        for await (const bytes of await cluster.openLog(request, stop.signal)) {
            isWaiting = false;
            reading.received?.();
            isTaking = true;
            const wantsMore = await reading.take(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
            isTaking = false;
            if (!wantsMore)
                return { kind: 'enough' };
            if (isAborted())
                return { kind: 'aborted' };
            waitingSince = performance.now();
            isWaiting = true;
        }
        return { kind: stopped ?? (stop.signal.aborted ? 'aborted' : 'clean') };
    }
    catch (error) {
        if (isTaking)
            throw error;
        if (isAborted())
            return { kind: 'aborted' };
        if (stopped !== undefined)
            return { kind: stopped };
        return { kind: 'cut', error: asApiError(error, request.pod) };
    }
    finally {
        clearInterval(ticker);
        signal.removeEventListener('abort', abort);
        // Ends the request whose answer nobody reads any more.
        stop.abort(new Error('The log is read no further.'));
    }
}
/**
 * The error of a reading that was cut, also where the end looked clean: no log ends within the time of a line.
 * @param tail unterminated bytes at its end
 */
function cutOf(end, pod, tail) {
    if (end.kind === 'cut')
        return end.error;
    if (end.kind !== 'clean' || tail === undefined || !isCutStamp(tail))
        return undefined;
    return new port/* ApiError */.h(`read the log of pod ${pod}`, 'The log stream ended in the middle of a line.', {
        status: 0,
        mayHaveHappened: true
    });
}
/** The pod itself is gone, and its name never comes back. (A kubelet's own 404 has other words.) */
function isMissingPod({ status, reason, message }) {
    return status === 404 && reason === 'NotFound' && message.startsWith('pods "');
}
function asApiError(error, pod) {
    if (error instanceof port/* ApiError */.h)
        return error;
    return new port/* ApiError */.h(`read the log of pod ${pod}`, 'The log stream broke off.', {
        status: 0,
        mayHaveHappened: true,
        cause: error
    });
}

;// CONCATENATED MODULE: ./build/cluster/log-last.js
/** Whether an ended container's log ends with the last line that was delivered, without reading what comes before that. */




/**
 * Lines that a reading would have to pass over, from which on the end is looked at alone: a log can only be asked for from a whole
 * second on, and the last second of a flow that prints much takes a busy node several seconds.
 */
const manyLines = 1000;
/** @returns false also where that is not known, or few lines make the question idle: then a reading tells */
async function endsWithLast({ cluster, pod, container, place, signal, terminated }, timing, position) {
    const { anchor } = position;
    // of a line that was cut more may follow
    if (anchor === undefined || anchor.bytes !== undefined)
        return false;
    if ((position.resume()?.skip ?? 0) < manyLines)
        return false;
    if ((place?.() ?? 'current') !== 'current')
        return false;
    const last = new LastLine(anchor);
    const cutter = new log_lines/* LineCutter */.k(last);
    await readLog({
        cluster,
        request: { pod, container, since: undefined, follow: false, tail: 1 },
        signal,
        terminated,
        timing,
        isCatchingUp: () => true,
        take: (chunk) => {
            cutter.push(chunk);
            return Promise.resolve(true);
        }
    });
    return last.isAnchor;
}
class LastLine {
    isAnchor = false;
    #anchor;
    constructor(anchor) {
        this.#anchor = anchor;
    }
    line(bytes, start, end) {
        const stamped = readStamp(bytes, start, end);
        this.isAnchor = stamped !== undefined && isAnchor(this.#anchor, stamped.stamp, bytes, stamped.contentStart, end);
    }
    hugeStart() {
        this.isAnchor = false;
    }
    hugeMore() {
        // its begin says enough
    }
    hugeEnd() {
        // its begin says enough
    }
}

;// CONCATENATED MODULE: ./build/cluster/log-search.js
/** Looks for the last delivered line in a whole reading of the log, when the counts do not fit. */



class LogSearch {
    /** Lines of the log in the answer. */
    lines = 0;
    /** Stamp of the first of them. */
    first;
    #anchor;
    #cutter;
    #found = [];
    #check;
    constructor(anchor, longest) {
        this.#anchor = anchor;
        this.#cutter = new log_lines/* LineCutter */.k(this, longest);
    }
    take(chunk) {
        this.#cutter.push(chunk);
    }
    /**
     * What the reading says.
     * - `found`: the line (number from 1) that is the last delivered one. Several can be alike only in text and nanosecond: then
     *   the one nearest to where it was expected without going far beyond.
     * - `gone`: the log begins after it.
     * - `doubtful`: it should be there and is not: a reading that was cut short looks like this, so read again. `line` is a guess.
     * @param expected where the counts say it is, had nothing been rotated away
     */
    result(expected) {
        const at = expected && (this.#anchor.bytes === undefined ? expected.skip : expected.skip + 1);
        const beginsAsKnown = expected?.first !== undefined && sameStamp(expected.first, this.first);
        // One line more than expected is normal: the end of a line that began before the requested second is a line of its own.
        const near = at === undefined ? [] : this.#found.filter((line) => line <= at + 1);
        const line = at !== undefined && this.#found.includes(at) ? at : (near.at(-1) ?? this.#found[0]);
        if (line === undefined) {
            const known = this.#anchor.stamp;
            const isLater = known !== undefined && this.first !== undefined && compareStamps(this.first, known) > 0;
            return isLater && !beginsAsKnown ? { kind: 'gone' } : { kind: 'doubtful', line };
        }
        if (at === undefined)
            return { kind: 'found', line, skipped: false };
        return beginsAsKnown && line < at ? { kind: 'doubtful', line } : { kind: 'found', line, skipped: line > at + 1 };
    }
    line(bytes, start, end) {
        const stamped = readStamp(bytes, start, end);
        if (!this.#begin(stamped?.stamp))
            return;
        if (isAnchor(this.#anchor, stamped?.stamp, bytes, stamped?.contentStart ?? start, end))
            this.#found.push(this.lines);
    }
    hugeStart(bytes) {
        const stamped = readStamp(bytes, 0, bytes.length);
        if (!this.#begin(stamped?.stamp) || !sameStamp(this.#anchor.stamp, stamped?.stamp))
            return;
        this.#check = new AnchorCheck(this.#anchor);
        this.#check.feed(bytes.subarray(stamped?.contentStart ?? 0));
    }
    hugeMore(bytes) {
        this.#check?.feed(bytes);
    }
    hugeEnd() {
        this.#check?.end();
        this.#settle();
    }
    /** The answer has ended; the anchor may be a huge line that has no end yet. */
    end() {
        this.#settle();
        const tail = this.#cutter.tail();
        if (tail !== undefined && this.#anchor.bytes !== undefined)
            this.line(tail, 0, tail.length);
    }
    #settle() {
        if (this.#check?.result === 'yes')
            this.#found.push(this.lines);
        this.#check = undefined;
    }
    /** Counts a line; false for the kubelet's own words in a log that has stamps. */
    #begin(stamp) {
        if (stamp === undefined && this.#anchor.stamp !== undefined)
            return false;
        this.lines += 1;
        if (this.lines === 1)
            this.first = stamp;
        return true;
    }
}

;// CONCATENATED MODULE: ./build/cluster/log-standstill.js
/**
 * Notices a stream that stands still though the log goes on. A kubelet that is still reading a file when the node rotates it
 * misses that: the stream is silent until the next rotation, and goes on with the file of that one, so that a whole file is
 * passed over without a word (cri-client pkg/logs/logs.go, ReadLogs: the folder is watched only from the first end of the
 * file on; seen with Kubernetes 1.35). So at the first silence of a stream the log is read beside it once.
 */




/** Bytes of a log that a node may have rotated: its limit is 10 MiB by default, and often set to less. */
const mayHaveRotated = 1024 * 1024;
class LogStandstill {
    #log;
    #timing;
    #position;
    #bytes = 0;
    /** The stream has brought the file's last line: from then on the kubelet notices a rotation. */
    #isLevel = false;
    #isLooking = false;
    /** Milliseconds of silence before the next look, and when the last one was over. */
    #patience;
    #lookedAt = Number.NEGATIVE_INFINITY;
    /** When lines were seen that the stream had not brought, and since when it had been silent then. */
    #behind;
    constructor(log, timing, position) {
        this.#log = log;
        this.#timing = timing;
        this.#position = position;
        this.#patience = timing.quiet;
    }
    /** A stream is opened. */
    begin() {
        this.#isLevel = false;
        this.#patience = this.#timing.quiet;
        this.#behind = undefined;
    }
    took(bytes) {
        this.#bytes += bytes;
    }
    /**
     * Asked now and then while the stream is silent; begins a look beside it where that is due.
     * @param silentSince by `performance.now()`
     * @returns whether lines are known that the stream still does not bring
     */
    isCertain(silentSince, signal) {
        if (this.#isLevel || this.#isLooking || this.#bytes < mayHaveRotated)
            return false;
        const now = performance.now();
        if (this.#behind?.silentSince === silentSince)
            return now - this.#behind.at >= this.#timing.quiet;
        if (now - Math.max(silentSince, this.#lookedAt) >= this.#patience)
            void this.#look(silentSince, signal);
        return false;
    }
    /** Never rejects: a look that fails is repeated later. */
    async #look(silentSince, signal) {
        const { since, anchor } = this.#position.search();
        if (anchor?.stamp === undefined)
            return;
        this.#isLooking = true;
        const look = new Look(anchor, anchor.stamp);
        const cutter = new log_lines/* LineCutter */.k(look);
        const { cluster, pod, container, terminated } = this.#log;
        const end = await readLog({
            cluster,
            request: { pod, container, since, follow: false },
            signal,
            terminated,
            timing: this.#timing,
            isCatchingUp: () => true,
            take: (chunk) => {
                cutter.push(chunk);
                return Promise.resolve(!look.hasMore);
            }
        });
        this.#isLooking = false;
        // its stream has ended, and what it would say may not hold for the next one
        if (signal.aborted)
            return;
        this.#lookedAt = performance.now();
        if (look.hasMore)
            this.#behind = { at: this.#lookedAt, silentSince };
        else if (end.kind === 'clean' && look.endsWithAnchor)
            this.#isLevel = true;
        else
            this.#patience = Math.min(this.#patience * 2, this.#timing.longestQuiet);
    }
}
class Look {
    /** There are lines that were not delivered. */
    hasMore = false;
    endsWithAnchor = false;
    #anchor;
    #stamp;
    constructor(anchor, stamp) {
        this.#anchor = anchor;
        this.#stamp = stamp;
    }
    line(bytes, start, end) {
        const stamped = readStamp(bytes, start, end);
        if (stamped === undefined)
            return;
        const { stamp, contentStart } = stamped;
        if (isAnchor(this.#anchor, stamp, bytes, contentStart, end))
            this.endsWithAnchor = true;
        else
            this.#other(stamp);
    }
    hugeStart(bytes) {
        this.#other(readStamp(bytes, 0, bytes.length)?.stamp);
    }
    hugeMore() {
        // its begin says enough
    }
    hugeEnd() {
        // its begin says enough
    }
    /**
     * A line behind the anchor is new. In a file that does not hold the anchor only one that is much later surely is: lines may
     * stand in another order than their stamps.
     */
    #other(stamp) {
        if (this.endsWithAnchor)
            this.hasMore = true;
        if (stamp === undefined)
            return;
        const { second, nanos } = this.#stamp;
        if ((stamp.second - second) * 1e9 + stamp.nanos - nanos > disorder)
            this.hasMore = true;
    }
}

;// CONCATENATED MODULE: ./build/cluster/log-trouble.js
/** How long errors of a log are worth another try: by how long they have lasted, and whether its container has ended. */
class LogTrouble {
    #timing;
    #since;
    #overSince;
    #errors = 0;
    #wasRead = false;
    constructor(timing) {
        this.#timing = timing;
    }
    /** Errors since the log was last read. */
    get errors() {
        return this.#errors;
    }
    /** The container has ended. */
    over() {
        this.#overSince ??= performance.now();
    }
    /** The log could be read. */
    recovered() {
        this.#since = undefined;
        this.#errors = 0;
        this.#wasRead = true;
    }
    /** Notes an error. @returns whether it is not worth another try */
    isEnough({ status, mayHaveHappened }) {
        const now = performance.now();
        this.#since ??= now;
        this.#errors += 1;
        // No connection at all: that is no trouble of the log. Whoever waits for the cluster decides how long, and ends us.
        if (status === 0 && !mayHaveHappened) {
            this.#since = now;
            if (this.#overSince !== undefined)
                this.#overSince = now;
            return false;
        }
        const { patience, lastPatience } = this.#timing;
        const lasted = now - this.#since;
        // whoever gets here was let in a moment ago; for the right to read logs that is no proof
        if (status === 403 && !this.#wasRead)
            return true;
        if (lasted < patience)
            return false;
        if (status === 401 || status === 403)
            return true;
        return this.#overSince !== undefined && now - this.#overSince >= lastPatience;
    }
}

;// CONCATENATED MODULE: ./build/cluster/pod-log.js
/**
 * The log of one container's one try, each line once and in order, over any number of cuts.
 *
 * A log is asked for by the container's name, so the answer may be another try's once the container was started again: a
 * line that was read before shows whose log it is; where there is none, and where it is not found, the status has to tell.
 *
 * A stream that ends says nothing: kubelets, proxies and load balancers end streams cleanly while the container runs. So every
 * end is followed by another reading from where we are, until the container has ended and a last reading brings nothing new.
 */








/** Follows a log to its end. Rejects only with what `deliver` throws; everything else is told by the result. */
async function followLog(options) {
    return new LogFollower(options).run();
}
/** How often a search is repeated whose answer seems to be cut short. */
const searchTries = 8;
/** How often a reading of the whole log is begun to see whether something is missing. */
const mostChecks = 3;
class LogFollower {
    #options;
    #timing;
    #trouble;
    #position = new LogPosition();
    #standstill;
    /** The place that was read last; undefined before the first reading. */
    #readAt;
    #hasLost = false;
    #pauses = 0;
    #searches = 0;
    #emptyAnswers = 0;
    /** Whether lines may have been kept back by the server: only a reading of the whole log can tell. */
    #isDoubtful = false;
    #checks = 0;
    /** What the kubelet said instead of a log, in the last reading. */
    #kubeletsWords;
    /** What the last reading of an ended container left unterminated, to see whether it grows. */
    #lastTail;
    constructor(options) {
        this.#options = options;
        this.#timing = { ...usualTiming, ...options.timing };
        this.#trouble = new LogTrouble(this.#timing);
        this.#standstill = new LogStandstill(options, this.#timing, this.#position);
    }
    async run() {
        let resume = this.#position.resume();
        for (;;) {
            const isOver = this.#options.terminated.aborted;
            if (isOver)
                this.#trouble.over();
            if (this.#position.anchor === undefined && (isOver || this.#readAt !== undefined))
                await this.#awaitMove('current');
            if (this.#place() === 'gone')
                return this.#end('Its container was started again before it was read to its end.');
            if (resume === undefined) {
                const found = await this.#search();
                if (found !== undefined && 'complete' in found)
                    return found;
                resume = found;
                continue;
            }
            const isSure = !this.#isDoubtful && resume.isWhole !== true;
            if (isOver && isSure && (await endsWithLast(this.#options, this.#timing, this.#position)))
                return this.#end();
            const intake = this.#intake(resume);
            this.#standstill.begin();
            const end = await this.#read({ since: resume.since, follow: !isOver }, {
                isCatchingUp: () => intake.phase === 'skip' || intake.phase === 'open',
                isStill: (silentSince, signal) => this.#standstill.isCertain(silentSince, signal),
                take: async (chunk) => {
                    this.#standstill.took(chunk.length);
                    const block = intake.take(chunk);
                    if (block !== undefined)
                        await this.#options.deliver(block);
                    return intake.phase !== 'mismatch';
                }
            });
            if (end.kind === 'aborted')
                return this.#end('It was not read to its end.');
            if (end.kind === 'cut' || end.kind === 'idle' || (resume.since !== undefined && !isOver && intake.delivered > 0))
                this.#isDoubtful = true;
            if (intake.phase === 'deliver')
                this.#searches = 0;
            if (intake.delivered > 0)
                this.#pauses = 0;
            const isCatchingUp = intake.phase === 'skip' || intake.phase === 'open';
            if (resume.isWhole === true && end.kind !== 'cut' && intake.phase !== 'deliver') {
                this.#tellWithheld(intake);
                resume = this.#position.resume();
                continue;
            }
            if (intake.phase === 'mismatch' || (isCatchingUp && (end.kind === 'clean' || end.kind === 'idle'))) {
                resume = undefined;
                continue;
            }
            const cut = cutOf(end, this.#options.pod, intake.tail());
            if (cut !== undefined) {
                this.#isDoubtful = true;
                const given = this.#failed(cut, intake.delivered > 0);
                if (given !== undefined)
                    return given;
            }
            else {
                this.#trouble.recovered();
            }
            const isWhole = cut === undefined && end.kind === 'clean' && isOver;
            if (isWhole && intake.delivered === 0 && this.#mustCheck(resume)) {
                resume = this.#position.resumeWhole();
                continue;
            }
            if (isWhole && (await this.#isDrained(intake)))
                return this.#end(this.#removed());
            const isAtOnce = end.kind === 'idle' || end.kind === 'ended' || (end.kind === 'clean' && isOver && intake.delivered > 0);
            if (!isAtOnce)
                await this.#pause(isOver, end.kind === 'clean' && cut === undefined);
            resume = this.#position.resume();
        }
    }
    #intake(resume) {
        this.#kubeletsWords = undefined;
        return new LogIntake(this.#position, resume, {
            lost: (between) => this.#lost(between),
            status: (text) => {
                this.#kubeletsWords = text;
                this.#options.status?.(text);
            }
        });
    }
    #read(what, how) {
        const { cluster, pod, container, signal, terminated, received } = this.#options;
        this.#readAt = this.#place();
        const previous = this.#readAt === 'previous';
        const request = {
            pod,
            container,
            since: what.since,
            follow: what.follow && !previous,
            ...(previous ? { previous } : {})
        };
        return readLog({ cluster, request, signal, terminated, received, timing: this.#timing, ...how });
    }
    /** Finds the last delivered line in the log, which is read once for that. */
    async #search() {
        const { since, anchor } = this.#position.search();
        if (anchor === undefined)
            return this.#position.resumeAt(undefined, undefined);
        this.#searches += 1;
        const expected = this.#position.resume();
        const search = new LogSearch(anchor);
        const end = await this.#read({ since, follow: false }, {
            isCatchingUp: () => true,
            take: (chunk) => {
                search.take(chunk);
                return Promise.resolve(true);
            }
        });
        if (end.kind === 'aborted')
            return this.#end('It was not read to its end.');
        if (end.kind !== 'clean') {
            // The search has not failed, it has not taken place.
            this.#searches -= 1;
            const given = end.kind === 'cut' ? this.#failed(end.error, false) : undefined;
            if (given !== undefined)
                return given;
            await this.#pause(this.#options.terminated.aborted);
            return undefined;
        }
        this.#trouble.recovered();
        search.end();
        const result = search.result(expected);
        if (result.kind === 'gone') {
            // rotated away, or this is the log of another try: then the next reading is of its own
            await this.#awaitMove(this.#readAt ?? 'current');
            return this.#position.resumeAt(undefined, undefined);
        }
        if (result.kind === 'found' && result.skipped && search.first && anchor.stamp) {
            this.#lost({ after: search.first.text, before: anchor.stamp.text });
        }
        if (result.kind === 'found' || this.#searches >= searchTries)
            return this.#position.resumeAt(result.line, search.first);
        await this.#pause(this.#options.terminated.aborted);
        return undefined;
    }
    /**
     * Whether the whole log must be read once more: a server that was asked from a second on also keeps back what is written
     * later with an earlier time, after the node's clock has stepped back.
     */
    #mustCheck({ since }) {
        if (!this.#isDoubtful || this.#hasLost || since === undefined || this.#checks >= mostChecks)
            return false;
        this.#isDoubtful = false;
        this.#checks += 1;
        return true;
    }
    /** Says when the log that begins as it always did holds other lines than those that were delivered. */
    #tellWithheld({ phase, seen }) {
        const { firstStamp } = this.#position;
        if (phase === 'mismatch' && seen > 0 && firstStamp)
            this.#lost({ after: firstStamp.text, before: undefined });
    }
    #place() {
        return this.#options.place?.() ?? 'current';
    }
    /** Gives the container's status some time to tell that this try's log is no longer where it was. */
    async #awaitMove(from) {
        const { signal, mayStartAgain } = this.#options;
        const end = performance.now() + this.#timing.statusLag;
        while (this.#place() === from && mayStartAgain?.() === true && performance.now() < end) {
            if (!(await (0,deadline/* sleep */.y)(this.#timing.tick, signal)))
                return;
        }
    }
    /** Whether a clean reading of an ended container's log was the last one that is needed; delivers what has no line end. */
    async #isDrained(intake) {
        const tail = intake.tail();
        const isSame = tail === undefined ? this.#lastTail === undefined : this.#lastTail?.equals(tail) === true;
        this.#lastTail = tail;
        if (intake.delivered > 0 || !isSame)
            return false;
        const { anchor } = this.#position;
        if (anchor === undefined && tail === undefined) {
            // Nothing at all: ask twice, a kubelet that goes down also answers with nothing.
            this.#emptyAnswers += 1;
            return this.#emptyAnswers > 1;
        }
        if (intake.phase === 'newer' && anchor?.stamp !== undefined)
            this.#lost({ after: anchor.stamp.text, before: undefined });
        const block = intake.finish();
        if (block !== undefined)
            await this.#options.deliver(block);
        return true;
    }
    /**
     * Why there is nothing, where that is no empty log: of a container that was started again the kubelet removes the older
     * log as soon as the newer try has ended, and says so in the place of the log (seen with 1.35).
     */
    #removed() {
        const isEmpty = this.#position.anchor === undefined && this.#position.lines === 0;
        return isEmpty && this.#kubeletsWords !== undefined ? 'The node had removed it before it could be read.' : undefined;
    }
    /** Notes an error. @returns the end when it is not worth another try */
    #failed(error, hasProgress) {
        if (hasProgress)
            this.#trouble.recovered();
        const isEnough = this.#trouble.isEnough(error);
        // A first cut is mended in silence, and a container that waits (400) only has no log yet.
        if (this.#trouble.errors === 2 && error.status !== 400)
            this.#options.status?.(error.message);
        // nothing is left to read
        if (this.#options.terminated.aborted && isMissingPod(error)) {
            return this.#end('The pod was gone before its log was read to the end.');
        }
        return isEnough ? this.#end(error.message) : undefined;
    }
    #lost(between) {
        this.#hasLost = true;
        this.#options.lost(between);
    }
    /** Waits before the next reading, at most until the container has ended. */
    async #pause(isOver, isClean = false) {
        const { signal, terminated } = this.#options;
        const { cleanPause, firstPause, longestPause } = this.#timing;
        const isLikelyOver = isClean && !isOver && this.#position.anchor !== undefined;
        const shortest = isLikelyOver ? Math.max(cleanPause, firstPause) : firstPause;
        const length = Math.min(longestPause, shortest * 2 ** this.#pauses);
        this.#pauses = Math.min(this.#pauses + 1, 16);
        await (0,deadline/* sleep */.y)(length, isOver ? signal : AbortSignal.any([signal, terminated]));
    }
    #end(reason) {
        const { lines } = this.#position;
        const why = reason ?? (this.#hasLost ? 'Some lines were gone before they could be read.' : undefined);
        return why === undefined ? { lines, complete: true } : { lines, complete: false, reason: why };
    }
}

// EXTERNAL MODULE: ./build/job/log-console.js
var log_console = __webpack_require__(4378);
;// CONCATENATED MODULE: ./build/job/log-grace.js
/** How long logs may be read after the verdict. */

/** Milliseconds after which it is said that logs are still read. */
const longRead = 10_000;
/**
 * Waits for all logs.
 * @param heardAt when something came last from a container that has ended, by `performance.now()`
 * @param signal ends the wait
 * @param tell called once where it takes long
 * @returns whether all were read in time
 */
async function inGrace(all, { silent, longest }, heardAt, { signal, tell }) {
    const start = performance.now();
    const enough = new AbortController();
    const hurry = signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal]);
    const done = all.then(() => true);
    const telling = setTimeout(tell, longRead);
    try {
        for (;;) {
            const left = Math.min(Math.max(start, heardAt()) + silent, start + longest) - performance.now();
            if (await Promise.race([done, (0,deadline/* sleep */.y)(Math.max(0, left), hurry).then(() => false)]))
                return true;
            if (left <= 0 || hurry.aborted)
                return false;
        }
    }
    finally {
        clearTimeout(telling);
        enough.abort();
    }
}

;// CONCATENATED MODULE: ./build/job/logs.js
/** Follows the log of every container of every pod, each of its tries once, into the log file and onto the console. */






/** Streams that are open at once; the others wait, and are read when their turn comes, also after their container ended. */
const openStreams = 200;
/** From this many streams on fewer requests count for more than a hundred milliseconds. */
const manyStreams = 20;
/** Their ends show late, and a server that has to do with hundreds of streams answers late; what is stopped has ten seconds. */
const manyTiming = { cleanPause: 2_000, endGrace: 4_000 };
/** So many containers that nobody saw run are named. */
const mostMissed = 5;
const unreadEnd = 'its last lines could not be read in time';
class Logs {
    losses = [];
    #options;
    #followed = new Map();
    #abort = new AbortController();
    #queue = [];
    /** States of pods that were looked at: of hundreds of pods few change at a time. */
    #taken = new WeakSet();
    #open = 0;
    #isFinishing = false;
    #started = 0;
    constructor(options) {
        this.#options = options;
    }
    /** Begins to follow each container that has begun to run, and notes which have ended. */
    take(snapshot) {
        if (!snapshot.sees.pods)
            return;
        for (const seen of snapshot.pods) {
            if (this.#taken.has(seen))
                continue;
            this.#taken.add(seen);
            this.#takePod(seen);
        }
    }
    /**
     * Names the containers of which nobody knows whether they ran: their pods are taken away, and what they wrote with them.
     * @param snapshot the one of the verdict
     */
    tellMissed(snapshot) {
        const missed = missedContainers(snapshot).filter(({ key }) => (this.#followed.get(key)?.streams.length ?? 0) === 0);
        for (const { name } of missed.slice(0, mostMissed))
            this.#lose(name, 'its pod was taken away before it was seen to run, so what it may have written could not be read');
        const more = missed.length - mostMissed;
        if (more > 0)
            this.#options.writer.warning(`The same is true of ${String(more)} more containers.`);
    }
    /**
     * Ends the following: what has ended is read to its end, what still runs up to now. Bounded.
     * @param signal cuts the grace short
     */
    async finish(grace, signal) {
        this.#isFinishing = true;
        const streams = [...this.#followed.values()].flatMap((container) => container.streams);
        const ended = streams.filter(({ end }) => end.signal.aborted);
        for (const { end } of streams)
            stop(end);
        const all = Promise.all(streams.map(({ done }) => done));
        const inTime = await inGrace(all, grace, () => Math.max(0, ...ended.map(({ heardAt }) => heardAt)), {
            signal,
            tell: () => this.#options.writer.info('The logs are still being read to their end.')
        });
        if (!inTime) {
            for (const { name, done } of streams) {
                if (await isSettled(done))
                    continue;
                // in a run that is cut short the summary's word is enough
                if (grace.longest > 0)
                    this.#lose(name, unreadEnd);
                else
                    this.losses.push({ stream: name, text: unreadEnd });
            }
        }
        this.#abort.abort();
        await all;
    }
    #takePod({ pod, gone }) {
        for (const status of (0,job_snapshot/* allStatuses */.q7)(pod)) {
            const key = keyOf(pod, status.name);
            const known = this.#followed.get(key);
            const container = known ?? {
                pod: (0,job_snapshot/* nameOf */.Vb)(pod),
                container: status.name,
                mayStartAgain: false,
                seen: -1,
                streams: []
            };
            this.#followed.set(key, container);
            container.mayStartAgain = !gone && mayStartAgain(pod, status);
            if (gone)
                for (const { end } of container.streams)
                    stop(end);
            else
                this.#takeTries(container, status);
        }
    }
    #takeTries(container, status) {
        const count = status.restartCount ?? 0;
        // the kubelet keeps the last two: of what lies between them and what was seen there is nothing to read
        for (let missed = container.seen + 1; missed < count - 1; missed += 1) {
            this.#lose(streamName(container.pod, container.container, missed), 'it was over before it could be read');
        }
        container.seen = count;
        const tries = readableTries(status);
        const first = tries[0]?.number ?? 0;
        for (const stream of container.streams) {
            if (stream.number >= first)
                continue;
            stream.place = 'gone';
            stop(stream.end);
        }
        for (const { number, hasEnded, place } of tries) {
            const stream = container.streams.find((each) => each.number === number) ?? this.#start(container, number, place);
            stream.place = place;
            if (hasEnded)
                stop(stream.end);
        }
    }
    #start(container, number, place) {
        const name = streamName(container.pod, container.container, number);
        if (this.#options.isSingle && this.#started > 0)
            this.#options.writer.info(`The log of ${name} follows.`);
        this.#started += 1;
        const stream = { name, number, place, end: new AbortController(), heardAt: 0, done: Promise.resolve() };
        // the lines of one try come before those of the next
        const before = container.streams.at(-1)?.done ?? Promise.resolve();
        container.streams.push(stream);
        stream.done = before.then(() => this.#follow(stream, container));
        return stream;
    }
    async #follow(stream, container) {
        const { cluster, file, writer, show, isSingle, redact } = this.#options;
        const { name } = stream;
        const sink = file.sink(name);
        const prefix = isSingle ? '| ' : `${name} | `;
        const redaction = redact?.();
        const pass = (block) => {
            // all of it may be held back
            if (block.length === 0)
                return;
            sink.write(block);
            if (show)
                writer.foreignBytes((0,log_console/* consoleBlock */.H)(block, prefix));
        };
        await this.#turn();
        try {
            const result = await followLog({
                cluster,
                pod: container.pod,
                container: container.container,
                terminated: stream.end.signal,
                place: () => stream.place,
                ...(this.#started < manyStreams ? {} : { timing: manyTiming }),
                mayStartAgain: () => container.mayStartAgain && !this.#isFinishing,
                signal: this.#abort.signal,
                received: () => (stream.heardAt = performance.now()),
                deliver: (whole) => {
                    pass(redaction?.take(whole) ?? whole);
                    return show ? writer.drained(this.#abort.signal) : undefined;
                },
                lost: ({ after, before }) => this.#lose(name, `lines may be missing between ${after || 'its beginning'} and ${before ?? 'its end'}`),
                status: (text) => writer.debug(`Log of ${name}: ${text}`)
            });
            if (redaction !== undefined)
                pass(redaction.end());
            // lines that were lost on the way have been told with their times
            const isTold = this.losses.some(({ stream }) => stream === name);
            if (!result.complete && !this.#abort.signal.aborted && !isTold)
                this.#lose(name, result.reason ?? 'its end could not be read');
        }
        catch (error) {
            if (!this.#abort.signal.aborted)
                this.#lose(name, (0,failure/* describe */.q0)(error));
        }
        finally {
            this.#open -= 1;
            this.#queue.shift()?.();
        }
    }
    async #turn() {
        if (this.#open >= openStreams)
            await new Promise((resolve) => this.#queue.push(resolve));
        this.#open += 1;
    }
    /** @param words why, as a part of a sentence or a sentence of its own */
    #lose(stream, words) {
        const text = words.replace(/\.$/u, '').replace(/^[A-Z](?=[a-z ])/u, (letter) => letter.toLowerCase());
        this.losses.push({ stream, text });
        this.#options.writer.warning(`The log of ${stream} is not whole: ${text}.`);
    }
}
const over = new Error('The container has ended.');
/** Without a reason of its own each call makes an error with its stack, also where nothing is left to abort. */
function stop(end) {
    if (!end.signal.aborted)
        end.abort(over);
}
async function isSettled(promise) {
    const pending = Symbol('pending');
    return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

// EXTERNAL MODULE: ./build/inputs/secrets.js + 1 modules
var inputs_secrets = __webpack_require__(9198);
;// CONCATENATED MODULE: ./build/job/redact.js
/** Takes the values of secrets out of a pod's log, before it is printed or kept. No effects. */

const stars = Buffer.from('***');
const nothing = Buffer.alloc(0);
const redact_newline = 0x0a;
/**
 * Makes a function that begins the redaction of one stream: every masked line of these values becomes `***`, also where a
 * very long line comes in pieces. The runner hides them in what is printed; the log file is read by others as well.
 */
function redactor(values) {
    const lines = [...new Set([...values].flatMap(inputs_secrets/* maskedLines */.FZ))];
    const needles = lines.map((line) => needleOf(Buffer.from(line, 'utf8')));
    return () => new StreamRedaction(needles);
}
/** A whole text without these values. */
function redactText(redact, text) {
    const redaction = redact();
    return Buffer.concat([redaction.take(Buffer.from(text, 'utf8')), redaction.end()]).toString('utf8');
}
class StreamRedaction {
    #needles;
    #held = nothing;
    /** So many of the bytes held are part of a value that was replaced already; another value may begin in them. */
    #replaced = 0;
    constructor(needles) {
        this.#needles = needles;
    }
    take(block) {
        const fresh = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
        const bytes = this.#held.length === 0 ? fresh : Buffer.concat([this.#held, fresh]);
        return this.#pass(bytes, bytes.at(-1) === redact_newline ? bytes.length : bytes.length - this.#openLength(bytes));
    }
    end() {
        // no longer the beginning of one value, but maybe the whole of a shorter one
        return this.#pass(this.#held, this.#held.length);
    }
    /** Shows the bytes up to `hold`, without the values that begin there, and holds the others. */
    #pass(bytes, hold) {
        const begun = this.#replaced;
        const spans = merge([...(begun > 0 ? [{ start: 0, end: begun }] : []), ...this.#found(bytes)]);
        const parts = [];
        let shown = 0;
        for (const { start, end } of spans) {
            const isBegun = begun > 0 && start === 0;
            if (start >= hold && !isBegun)
                break;
            parts.push(bytes.subarray(shown, start), isBegun ? nothing : stars);
            shown = end;
        }
        if (shown < hold)
            parts.push(bytes.subarray(shown, hold));
        this.#replaced = Math.max(0, shown - hold);
        // a copy: a slice would keep the whole block alive
        this.#held = Buffer.from(bytes.subarray(hold));
        return parts.length === 1 ? (parts[0] ?? nothing) : Buffer.concat(parts);
    }
    #found(bytes) {
        const spans = [];
        for (const { bytes: needle } of this.#needles) {
            for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
                spans.push({ start: at, end: at + needle.length });
        }
        return spans;
    }
    /** How many bytes at the end may be the beginning of a value. */
    #openLength(bytes) {
        return this.#needles.reduce((longest, needle) => Math.max(longest, overlap(bytes, needle)), 0);
    }
}
/** Spans in order, those that overlap as one: of two values that share bytes neither may remain in part. */
function merge(spans) {
    const merged = [];
    for (const span of spans.sort((a, b) => a.start - b.start)) {
        const last = merged.at(-1);
        if (last === undefined || span.start >= last.end)
            merged.push(span);
        else if (span.end > last.end)
            merged[merged.length - 1] = { start: last.start, end: span.end };
    }
    return merged;
}
function needleOf(bytes) {
    const borders = new Uint32Array(bytes.length + 1);
    for (let length = 1, border = 0; length < bytes.length; length += 1) {
        while (border > 0 && bytes[length] !== bytes[border])
            border = borders[border] ?? 0;
        if (bytes[length] === bytes[border])
            border += 1;
        borders[length + 1] = border;
    }
    return { bytes, borders };
}
/** Length of the longest end of `bytes` that is a beginning of the needle, and not the whole of it. */
function overlap(bytes, { bytes: needle, borders }) {
    let length = 0;
    for (let at = Math.max(0, bytes.length - needle.length + 1); at < bytes.length; at += 1) {
        while (length > 0 && bytes[at] !== needle[length])
            length = borders[length] ?? 0;
        if (bytes[at] === needle[length])
            length += 1;
    }
    return length;
}

// EXTERNAL MODULE: ./build/job/rerun.js
var rerun = __webpack_require__(1394);
;// CONCATENATED MODULE: ./build/job/result.js
/** What a run's report may say to others: the flow's return value, and every text without the values of secrets. Pure. */


/** What the flow returned: only of a good run that one pod decides, so that it is surely this run's own. */
function resultOf(verdict, { job }, { exitCode, report }) {
    const { completions, parallelism = 1 } = job.spec ?? {};
    const decides = completions === undefined ? parallelism <= 1 : completions === 1;
    if (verdict.kind !== 'succeeded' || exitCode !== 0 || report?.state !== 'succeeded' || !decides)
        return {};
    switch (report.resultProblem) {
        case 'not-json':
            return { problem: 'The flow’s result is not JSON, so the output result is empty.' };
        case 'too-long':
            return { problem: 'The flow’s result is longer than about 3.5 KB, so the output result is empty.' };
        case undefined:
            return report.result === undefined ? {} : { result: report.result };
    }
}
/** Makes the redaction of texts that Python may have written as JSON: secrets in each of the forms that they take there. */
function jsonRedactor(secrets) {
    const lines = [...secrets].flatMap(inputs_secrets/* maskedLines */.FZ);
    return redactor(lines.flatMap((line) => [line, inJson(line), inAscii(inJson(line))]));
}
/** The report with every secret taken out: exceptions quote what they were given. */
function redactReport(report, redact) {
    const clean = (text) => redactText(redact, text);
    const { exception, causes, result } = report;
    return {
        ...report,
        exception: exception && { type: exception.type, message: clean(exception.message) },
        causes: causes.map((cause) => ({ ...cause, message: clean(cause.message) })),
        result: result === undefined ? undefined : clean(result)
    };
}
function inJson(text) {
    return JSON.stringify(text).slice(1, -1);
}
/** As `json.dumps` writes by default: every other character by its code, in lower case. */
function inAscii(text) {
    return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// EXTERNAL MODULE: ./build/job/secrets.js
var secrets = __webpack_require__(4109);
;// CONCATENATED MODULE: ./build/job/tails.js
/**
 * Whose last lines the summary shows, and so which have to be kept: who has a red build and ten minutes wants the first
 * failures, not the streams that happened to begin last. Pure.
 */


/** Streams that the summary shows. */
const shownStreams = 5;
/** Streams of failed pods that are kept meanwhile: which of them tells most is known at the end. */
const keptStreams = 20;
/**
 * The streams to show, the most telling first: that of the failure, those of other pods that failed, in the order of their
 * ends; with few streams all the others as well, else those that still ran when the run did not end well.
 * @param streams all that have said anything, in the order in which they began
 */
function shownTails(snapshot, streams, isGood) {
    const isFew = streams.length <= shownStreams;
    const failed = snapshot === undefined ? [] : failedStreams(snapshot, streams);
    const others = isFew
        ? streams
        : isGood || snapshot === undefined || failed.length > 0
            ? []
            : running(snapshot, streams);
    return [...new Set([...failed, ...others])].slice(0, shownStreams);
}
/** Whether a stream's last lines may still be shown. @param streams as for {@link shownTails} */
function tailFilter(snapshot, streams) {
    if (streams.length <= shownStreams)
        return () => true;
    const failed = new Set(failedStreams(snapshot, streams).slice(0, keptStreams));
    const over = new Set(snapshot.pods.flatMap(overStreams));
    return (stream) => failed.has(stream) || !over.has(stream);
}
function failedStreams(snapshot, streams) {
    const telling = (0,job_snapshot/* tellingPod */.dG)(snapshot);
    const byEnd = [...(0,job_snapshot/* failedPods */.gD)(snapshot)].sort((a, b) => endOf(a) - endOf(b));
    const pods = telling !== undefined && (0,job_snapshot/* hasFailed */.WN)(telling) ? [telling, ...byEnd] : byEnd;
    if (pods.length === 0)
        return [];
    const said = new Set(streams);
    const names = new Set(pods.map(({ pod }) => `${(0,job_snapshot/* nameOf */.Vb)(pod)}/`));
    return [
        ...pods.map(failedStream).filter((name) => said.has(name)),
        ...streams.filter((name) => names.has(name.slice(0, name.indexOf('/') + 1)))
    ];
}
/** The log of the container that failed; empty where no container did. */
function failedStream({ pod }) {
    const status = (0,job_snapshot/* decidingContainer */.HR)(pod) ?? (0,job_snapshot/* failedInit */.o2)(pod);
    return status === undefined ? '' : streamName((0,job_snapshot/* nameOf */.Vb)(pod), status.name, status.restartCount ?? 0);
}
/** Those without a known end come last. */
function endOf({ pod }) {
    const end = (0,job_snapshot/* terminated */.CE)((0,job_snapshot/* decidingContainer */.HR)(pod) ?? (0,job_snapshot/* failedInit */.o2)(pod))?.finishedAt;
    return Date.parse(end ?? '') || Number.MAX_SAFE_INTEGER;
}
function running({ pods }, streams) {
    const over = new Set(pods.flatMap(overStreams));
    return streams.filter((stream) => !over.has(stream));
}
/** The logs of tries that have ended. */
function overStreams({ pod, gone }) {
    return (0,job_snapshot/* allStatuses */.q7)(pod).flatMap((status) => {
        const count = status.restartCount ?? 0;
        const ended = gone || (0,job_snapshot/* terminated */.CE)(status) !== undefined ? count + 1 : count;
        return Array.from({ length: ended }, (_, number) => streamName((0,job_snapshot/* nameOf */.Vb)(pod), status.name, number));
    });
}

;// CONCATENATED MODULE: ./build/job/run.js
/** One Job from manifest to ending: created inside the scope, followed, explained. */


















/** Lines of each log that the summary shows. */
const summaryLines = 30;
/** So many pods make so much to read and forget that the process would grow by it. */
const run_manyPods = 50;
/** Milliseconds by which a pod may start later than all our limits together allow: clocks of nodes differ. */
const notAfterMargin = 120_000;
/**
 * Creates the Job and, when asked to wait, follows it to its end.
 * @param tell gets everything that is known, also of a run that is cut short
 * @returns the failure, undefined for a success or a Job that was handed over
 */
async function runJob(plan, image, tools, tell) {
    demandArchitecture(plan, image, tools);
    await (0,rerun/* settleRerun */._)(plan, { ...tools, signal: tools.scope.signal });
    const credential = pullCredential(plan, tools);
    const job = await run_create(plan, { image, pullSecret: credential !== undefined }, tools);
    tell({ jobName: plan.name, namespace: tools.cluster.namespace });
    await (0,secrets/* createSecrets */.gE)(plan, job, credential, tools);
    if (!plan.wait) {
        // the Secrets are the Job's own: they go when it does
        tools.scope.keep((undo) => undo.kind === 'job' || undo.kind === 'secret');
        tell({ jobKept: true });
        return undefined;
    }
    const single = isSingleStream(job);
    const file = new LogFile((0,external_node_path_.join)(tools.folder, 'log.txt'), single);
    tell({ logFile: file.path });
    const logs = new Logs({
        cluster: tools.cluster,
        file,
        writer: tools.writer,
        show: plan.logs === 'stream',
        isSingle: single,
        redact: redactor(plan.secrets.values())
    });
    const seen = {};
    try {
        const ending = await follow({
            cluster: tools.cluster,
            job,
            limits: limitsOf(plan, job),
            logs,
            writer: tools.writer,
            signal: tools.scope.signal,
            seen: (snapshot) => {
                seen.last = snapshot;
                file.keepTails(tailFilter(snapshot, file.streams));
                if (snapshot.pods.length >= run_manyPods)
                    boundHeap();
            }
        });
        seen.last = ending.snapshot;
        await takeOver(ending, tools);
        const failure = conclude(ending, { plan, image, file }, tools, tell);
        seen.isGood = failure === undefined;
        return failure;
    }
    finally {
        file.close();
        // of a run that is cut short: what was seen last
        if (seen.last !== undefined && seen.isGood === undefined)
            tell(factsOf(seen.last, plan.nonce));
        const shown = shownTails(seen.last, file.streams, seen.isGood === true);
        tell({
            tails: shown.map((stream) => ({ stream, lines: file.lastLines(stream, summaryLines) })),
            remarks: logs.losses.map(({ stream, text }) => `The log of ${stream} is not whole: ${text}.`)
        });
    }
}
/** Pods that the Job's deletion left behind have nobody but us to end them. */
async function takeOver({ verdict, snapshot }, { cluster, access, scope, identifier }) {
    if (verdict.kind !== 'gone')
        return;
    for (const pod of (0,job_snapshot/* orphansOf */.hw)(snapshot)) {
        const undo = { kind: 'pod', name: (0,job_snapshot/* nameOf */.Vb)(pod), namespace: cluster.namespace, identifier, access };
        await scope.create(undo, () => Promise.resolve(pod), () => (0,job_snapshot/* uidOf */.kz)(pod));
    }
}
/** The login that becomes the pull Secret, hidden from the log; undefined when there is to be none. */
function pullCredential(plan, { credential, writer, env = {} }) {
    if (credential === undefined)
        return undefined;
    (0,secrets/* maskCredential */.kV)(credential, writer);
    const warning = (0,secrets/* dyingLogin */.v4)(credential, plan, env);
    if (warning !== undefined)
        writer.warning(warning);
    return credential;
}
async function run_create(plan, facts, { cluster, access, scope, writer, identifier, warned }) {
    const notAfter = notAfterOf(plan, cluster.now());
    const manifest = (0,job_manifest/* jobManifest */.J)(plan, { ...facts, ...(notAfter === undefined ? {} : { notAfter }) });
    const undo = { kind: 'job', name: plan.name, namespace: cluster.namespace, identifier, access };
    try {
        return await scope.create(undo, async (signal) => {
            const { job, warnings } = await (0,create/* createJob */._S)(cluster, manifest, signal);
            writer.info(`Created Job ${plan.name} in namespace ${cluster.namespace} (identifier ${identifier}).`);
            for (const warning of warnings)
                if (!warned?.has(warning))
                    writer.warning(`The cluster warns: ${warning}`);
            return job;
        }, (job) => job.metadata?.uid);
    }
    catch (error) {
        if ((0,create/* surelyNotCreated */.Ir)(error))
            scope.keep((open) => open.kind === 'job');
        throw error;
    }
}
/**
 * `wait: true` always has a timeout: inputs see to that; the type cannot. A template with a deadline of its own has replaced
 * ours (beside the input timeout it would have been refused): then that deadline is what ends the run.
 */
function limitsOf({ timeout, startTimeout, queueTimeout, template }, job) {
    const deadline = job.spec?.activeDeadlineSeconds;
    const isTheirs = deadline !== undefined && (0,template_parts/* partsOf */.CI)(template).spec['activeDeadlineSeconds'] === deadline;
    return {
        timeout: isTheirs ? (0,job_fields/* timeoutOfDeadline */.HF)(deadline) : (timeout ?? Number.POSITIVE_INFINITY),
        startTimeout,
        queueTimeout
    };
}
/** Until when a pod may still start the flow; undefined where nobody waits for it, or nothing ends the wait. */
function notAfterOf(plan, now) {
    if (!plan.wait || plan.timeout === undefined)
        return undefined;
    return now + plan.queueTimeout + plan.startTimeout + plan.timeout + notAfterMargin;
}
function conclude(ending, { plan, image, file }, tools, tell) {
    const { verdict, snapshot, clocks, logTime } = ending;
    const found = factsOf(snapshot, plan.nonce);
    const report = found.report && redactReport(found.report, jsonRedactor(plan.secrets.values()));
    const { result, problem } = resultOf(verdict, snapshot, { ...found, report });
    if (problem !== undefined)
        tools.writer.notice(problem);
    tell({
        ...{ ...found, report, times: { start: clocks.starting, run: clocks.running, log: logTime } },
        ...(result === undefined ? {} : { result }),
        ...(problem === undefined ? {} : { remarks: [problem] })
    });
    const failure = diagnose(verdict, snapshot, {
        namespace: tools.cluster.namespace,
        image,
        ...limitsOf(plan, snapshot.job),
        report,
        home: tools.home,
        lastLines: (stream) => file.lastLines(stream, 2)
    });
    const ended = !isStopped(verdict) && verdict.kind !== 'gone';
    const keeps = plan.cleanup === 'never' || (plan.cleanup === 'on-success' && failure !== undefined);
    if (ended && keeps) {
        tools.scope.keep((undo) => undo.kind === 'job');
        tell({ jobKept: true });
    }
    return failure;
}


/***/ }),

/***/ 6951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ environmentSecretName),
/* harmony export */   J: () => (/* binding */ pullSecretName)
/* harmony export */ });
/** Names of the Secrets that a run makes for its Job: known before they are made, since the Job names them first. */
/** The Secret with the variables of `job-secrets`. */
function environmentSecretName({ name }) {
    return `${name}-env`;
}
/** The Secret with which the image is pulled. */
function pullSecretName({ name }) {
    return `${name}-pull`;
}


/***/ }),

/***/ 4109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gE: () => (/* binding */ createSecrets),
/* harmony export */   kV: () => (/* binding */ maskCredential),
/* harmony export */   rZ: () => (/* binding */ secretManifests),
/* harmony export */   v4: () => (/* binding */ dyingLogin)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9874);
/* harmony import */ var _create_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9946);
/* harmony import */ var _secret_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6951);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(154);
/** The Secrets of a run: variables of `job-secrets`, and the login with which the image is pulled. Owned by the Job. */




/**
 * The Secrets that a Job names, as manifests.
 * @param job as stored: its uid makes it the owner, so that they go with it whatever becomes of us
 */
function secretManifests(plan, job, credential) {
    const secret = (name, type, values) => ({
        apiVersion: 'v1',
        kind: 'Secret',
        // no blockOwnerDeletion: it would need the right to change the Job's finalizers
        metadata: {
            name,
            labels: plan.labels,
            ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(job), uid: (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .uidOf */ .kz)(job) }]
        },
        type,
        immutable: true,
        data: Object.fromEntries([...values].map(([key, value]) => [key, base64(value)]))
    });
    return [
        ...(credential === undefined
            ? []
            : [
                secret((0,_secret_names_js__WEBPACK_IMPORTED_MODULE_3__/* .pullSecretName */ .J)(plan), 'kubernetes.io/dockerconfigjson', new Map([['.dockerconfigjson', dockerConfig(credential)]]))
            ]),
        ...(plan.secrets.size === 0 ? [] : [secret((0,_secret_names_js__WEBPACK_IMPORTED_MODULE_3__/* .environmentSecretName */ .B)(plan), 'Opaque', plan.secrets)])
    ];
}
/** What `docker login` writes for one registry. */
function dockerConfig({ registry, username, password }) {
    return JSON.stringify({ auths: { [registry]: { username, password, auth: authOf({ username, password }) } } });
}
function authOf({ username, password }) {
    return base64(`${username}:${password}`);
}
function base64(text) {
    return Buffer.from(text, 'utf8').toString('base64');
}
/**
 * Makes the Secrets of a Job that was just created, each on record before it is sent.
 * @throws Failure when one is refused; the Job is then to be deleted, since its pods wait for it in vain
 */
async function createSecrets(plan, job, credential, { cluster, access, scope, writer, identifier }) {
    const { namespace } = cluster;
    for (const manifest of secretManifests(plan, job, credential)) {
        const { name } = manifest.metadata;
        const owner = { name: (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(job), uid: (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .uidOf */ .kz)(job) };
        try {
            await scope.create({ kind: 'secret', name, namespace, identifier, access, job: owner }, async (signal) => {
                const { object, warnings } = await (0,_create_js__WEBPACK_IMPORTED_MODULE_1__/* .createObject */ .ed)(cluster, 'secrets', manifest, signal);
                for (const warning of warnings)
                    writer.warning(`The cluster warns: ${warning}`);
                return object;
            }, _snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .uidOf */ .kz);
        }
        catch (error) {
            if ((0,_create_js__WEBPACK_IMPORTED_MODULE_1__/* .surelyNotCreated */ .Ir)(error))
                scope.keep((open) => open.kind === 'secret' && open.name === name);
            throw refused(error, manifest, cluster);
        }
    }
}
/** The failure in words that fit a Secret of ours, where the general ones do not. */
function refused(thrown, { type }, { namespace }) {
    if (!(thrown instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
        return thrown;
    const [what, instead] = type === 'Opaque'
        ? ['the Secret with the variables of job-secrets', 'use a Secret of your own by job-template']
        : ['the Secret with which the image is pulled', 'set pull-secret: none'];
    const options = { cause: thrown.cause };
    switch (thrown.reason) {
        case 'quota-exceeded':
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('quota-exceeded', {
                what: `A quota of namespace ${namespace} does not leave room for ${what}.`,
                why: thrown.why,
                fix: `Delete Secrets that nobody needs, have the quota raised, or ${instead}.`
            }, options);
        case 'admission-denied':
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('admission-denied', {
                what: `A rule of the cluster does not allow ${what}.`,
                why: thrown.why,
                fix: `Ask who runs the cluster about the rule, or ${instead}.`
            }, options);
        case 'job-exists':
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('job-exists', {
                what: `There is another Secret with the name of ${what}.`,
                why: thrown.why,
                fix: 'Run again: every run has names of its own.'
            }, options);
        default:
            return thrown;
    }
}
/** Hides a login from the log: the password, and the form in which a docker config holds it. */
function maskCredential({ username, password }, writer) {
    // a shorter mask would blank harmless text
    if (password.length < 4)
        return;
    writer.mask(password);
    writer.mask(authOf({ username, password }));
}
/**
 * A warning for a login that ends with the workflow job while pods may still have to pull: a `GITHUB_TOKEN` (an
 * installation token starts with `ghs_`) with a Job that waits in a queue, or that nobody waits for.
 */
function dyingLogin({ password, registry }, { queue, wait }, env) {
    const isJobToken = password.startsWith('ghs_') || (password !== '' && password === env['GITHUB_TOKEN']);
    if (!isJobToken || (queue === undefined && wait))
        return undefined;
    const when = wait
        ? 'a Job may wait in a queue for longer'
        : 'with wait: false the Job may start, or start again, later';
    return `The login for ${registry} is a GITHUB_TOKEN, which ends with this workflow job: ${when}, and could then no longer pull its image. Log in with a token that lives longer, or name a Secret in image-pull-secrets.`;
}


/***/ }),

/***/ 6919:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ sentence)
/* harmony export */ });
/** Foreign words in our messages. */
/** Foreign words as one sentence: one line, at most 600 characters, undefined when there are none. */
function sentence(text) {
    const flat = text.replace(/\s+/gu, ' ').trim();
    if (flat === '')
        return undefined;
    const cut = flat.length > 600 ? `${flat.slice(0, 599)}…` : flat;
    return /[.!?…]$/u.test(cut) ? cut : `${cut}.`;
}


/***/ })

};
