export const id = 169;
export const ids = [169];
export const modules = {

/***/ 454:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AM: () => (/* binding */ readImage),
/* harmony export */   WI: () => (/* binding */ readManifest),
/* harmony export */   go: () => (/* binding */ putTag)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/** Asks a registry about an image, with docker's own login, certificates and mirrors. */

/** Reads the manifest of a reference (by tag or digest). @param timeout milliseconds @throws the signal's reason */
async function readManifest(docker, reference, options) {
    const exit = await docker.run({ args: ['buildx', 'imagetools', 'inspect', '--raw', reference], ...options });
    const said = exit.lines.findLast((line) => line.trim() !== '') ?? '';
    if (exit.timedOut)
        return { kind: 'unknown', why: `no answer within ${options.timeout / 1000} s` };
    if (exit.exitCode !== 0) {
        const why = said.replace(/^ERROR: /u, '') || 'docker gave no reason';
        return { kind: / not found$|manifest unknown/u.test(said) ? 'absent' : 'unknown', why };
    }
    return readAnswer(exit.stdout);
}
/**
 * Lets a tag lead to a manifest that the registry has, unchanged: a buildx that could only wrap it in a list does nothing.
 * @returns whether it leads there now @param timeout milliseconds @throws the signal's reason
 */
async function putTag(docker, { repository, tag, digest }, options) {
    const tagged = `${repository}:${tag}`;
    const args = ['buildx', 'imagetools', 'create', '--prefer-index=false', '--tag', tagged, `${repository}@${digest}`];
    const exit = await docker.run({ args, ...options });
    if (exit.exitCode !== 0)
        return false;
    const answer = await readManifest(docker, tagged, options);
    return answer.kind === 'found' && answer.digest === digest;
}
/** Reads labels and platforms of an image in its registry; undefined when they cannot be read here. @param timeout milliseconds @throws the signal's reason */
async function readImage(docker, reference, options) {
    const exit = await docker.run({
        args: ['buildx', 'imagetools', 'inspect', '--format', '{{json .Image}}', reference],
        ...options
    });
    if (exit.timedOut || exit.exitCode !== 0)
        return undefined;
    try {
        const answer = asObject(JSON.parse(exit.stdout)) ?? {};
        const listed = Object.values(answer).map(asObject);
        const images = 'config' in answer ? [answer] : listed.filter((image) => image !== undefined);
        // a list holds one image for each platform, all built of one Dockerfile
        const config = asObject(images[0]?.['config']);
        return {
            labels: config === undefined ? undefined : (asObject(config['Labels']) ?? {}),
            platforms: [...new Set(images.flatMap((image) => platformOf(image) ?? []))]
        };
    }
    catch {
        return undefined;
    }
}
/** Undefined for what is no image for a machine, such as a list's attestations (`unknown/unknown`). */
function platformOf({ os, architecture, variant }) {
    const parts = [os, architecture, ...(variant === undefined || variant === '' ? [] : [variant])];
    const isPlain = parts.every((part) => typeof part === 'string' && /^[a-z0-9_.-]+$/u.test(part) && part !== 'unknown');
    return isPlain ? parts.join('/') : undefined;
}
function asObject(value) {
    return typeof value === 'object' && value !== null ? value : undefined;
}
/** The digest is that of the very bytes; `--raw` adds no line end. */
function readAnswer(raw) {
    const digest = `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(raw).digest('hex')}`;
    try {
        const manifest = JSON.parse(raw);
        const config = manifest?.config?.digest;
        return { kind: 'found', digest, config: typeof config === 'string' ? config : undefined };
    }
    catch {
        return { kind: 'unknown', why: 'the answer is not a manifest' };
    }
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

/***/ 3169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  provideImage: () => (/* binding */ provideImage)
});

// EXTERNAL MODULE: ./build/docker/engine.js
var docker_engine = __webpack_require__(2475);
// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
// EXTERNAL MODULE: ./build/image/caches.js
var image_caches = __webpack_require__(7367);
// EXTERNAL MODULE: ./build/docker/registry.js
var registry = __webpack_require__(454);
// EXTERNAL MODULE: ./build/docker/reference.js
var reference = __webpack_require__(5688);
// EXTERNAL MODULE: ./build/flow/protocol.js
var protocol = __webpack_require__(8681);
;// CONCATENATED MODULE: ./build/image/launcher-label.js
/** Whether an image that exists already carries our launcher. */



/**
 * Parameters go to our launcher: an image without it would run as if there were none.
 * @param reference of the image; its labels are read in the registry @returns the image's platforms
 * @throws Failure `invalid-input`; the signal's reason
 */
async function demandLauncher(reference, { docker, signal, timeout }) {
    const image = await (0,registry/* readImage */.AM)(docker, reference, { signal, timeout }).catch(() => undefined);
    const labels = image?.labels;
    signal.throwIfAborted();
    if (labels?.[protocol/* launcherLabel */.t0] === String(protocol/* protocolVersion */.Xg))
        return image?.platforms ?? [];
    throw new failure/* Failure */.HR('invalid-input', {
        what: `The parameters cannot be handed to the image ${reference}.`,
        why: labels === undefined
            ? 'The runner cannot read the image, so it is not known whether this action built it from a flow.'
            : `It lacks the label ${protocol/* launcherLabel */.t0} of images that this action builds from a flow.`,
        fix: 'Log in to the registry before this step, name an image that was built with flow, or remove parameters.'
    });
}

;// CONCATENATED MODULE: ./build/image/existing.js
/** An image that exists already: resolved to its digest, and to the platforms that it is for. */




/** Milliseconds to find the digest of a tag; the cluster resolves it as well, so this is only worth a moment. */
const resolvePatience = 10_000;
/** Milliseconds to find the platforms of an image, beside something that asks the registry as well. */
const platformPatience = 3_000;
/** Finds out what is known of the image that the plan names. @throws Failure `invalid-input`; the signal's reason */
async function useImage(plan, tools) {
    const labelled = plan.needsLauncher
        ? await demandLauncher(plan.reference, { ...tools, timeout: resolvePatience })
        : undefined;
    const { repository, name, tag, digest } = (0,reference/* parseReference */.F2)(plan.reference);
    const found = { imageName: name, imageTag: tag, build: 'skipped' };
    // to ask for its platforms alone would cost more time than it is worth
    if (digest !== undefined)
        return { ...found, reference: plan.reference, digest, platforms: known(labelled) };
    const { value, platforms } = await withPlatforms(plan.reference, tools, () => resolve(plan.reference, tools), labelled);
    const resolved = value === undefined ? plan.reference : `${repository}@${value}`;
    return { ...found, reference: resolved, digest: value, platforms };
}
/** The digest behind a tag; undefined when it is not known here. */
async function resolve(reference, tools) {
    try {
        const answer = await (0,registry/* readManifest */.WI)(tools.docker, reference, { signal: tools.signal, timeout: resolvePatience });
        if (answer.kind === 'found')
            return answer.digest;
        tools.writer.debug(`The digest of ${reference} is not known here: ${answer.why}`);
    }
    catch (error) {
        tools.signal.throwIfAborted();
        tools.writer.debug(`The digest of ${reference} is not known here: ${(0,failure/* describe */.q0)(error)}`);
    }
    return undefined;
}
/** Looks for the platforms of an image while other work on it goes on. @param labelled what is known of them already */
async function withPlatforms(reference, { docker, signal }, body, labelled) {
    const looking = labelled === undefined
        ? (0,registry/* readImage */.AM)(docker, reference, { signal, timeout: platformPatience }).then((image) => image?.platforms, () => undefined)
        : Promise.resolve(labelled);
    try {
        return { value: await body(), platforms: known(await looking) };
    }
    finally {
        // whatever becomes of the other work, this leaves no process behind
        await looking;
    }
}
function known(platforms) {
    return platforms === undefined || platforms.length === 0 ? undefined : platforms;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/docker/failure-rules.js
/** The patterns behind `docker/failures.ts`, most telling first; the first rule that finds a line decides. */
/** The network or the other side is in trouble that may pass: status codes, resets, timeouts. */
const passing = /\b429\b|toomanyrequests|too many requests|rate limit|\b5\d\d (?:internal|bad gateway|service|gateway|server)|status(?: code)?:? 5\d\d|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|connection (?:reset|refused|aborted|timed out)|broken pipe|(?:unexpected )?\bEOF\b|i\/o timeout|timeout exceeded|handshake timeout|timed out|deadline exceeded|no such host|server misbehaving|network is unreachable|no route to host|closed (?:network connection|pipe)|cannot reuse body|request canceled|http2:|GOAWAY|blob upload (?:unknown|invalid)|transport is closing/iu;
/** Trouble on the way to a registry that stays until somebody mends it. */
const lasting = [
    {
        reason: 'registry-unavailable',
        pattern: /server gave HTTP response to HTTPS client/iu,
        fix: "The registry speaks plain HTTP: add it to the daemon's insecure-registries (or the builder's registry configuration), or give it TLS."
    },
    {
        reason: 'registry-unavailable',
        pattern: /x509:|certificate (?:signed by unknown|has expired|is not)|tls: failed to verify/iu,
        fix: "Make the registry's certificate authority known to the Docker daemon (/etc/docker/certs.d) or the builder."
    }
];
/** Looked for in every part of the work. */
const commonRules = [
    {
        reason: 'invalid-input',
        pattern: /cache export\b.*\bnot supported|unknown cache exporter/iu,
        fix: "This builder can write no cache of that kind (an engine's own builder writes type=inline only): add docker/setup-buildx-action before this step, or take it out of cache-to."
    },
    { reason: 'disk-full', pattern: /no space left on device|\[Errno 28\]|disk quota exceeded/iu },
    {
        reason: 'docker-unavailable',
        pattern: /permission denied while trying to connect to the docker/iu,
        fix: "Let the runner's user use Docker: add it to the group docker, and restart the runner."
    },
    {
        reason: 'docker-unavailable',
        pattern: /cannot connect to the docker daemon|failed to connect to the docker API|error during connect:|failed to list workers|error reading from server|closing transport due to|no valid drivers found|(?:ERROR|error): no builder |graceful_stop|failed to dial gRPC|failed to receive status: .*Unavailable|rpc error: code = Unavailable/iu
    }
];
const limitUsedUp = 'Log in to the registry of base-image before this step (docker/login-action): its limit for anonymous pulls is used up.';
/** Finding and pulling the base image. */
const baseRules = [
    { reason: 'invalid-image-name', pattern: /invalid reference format|must be lowercase|failed to parse stage name/iu },
    ...lasting,
    {
        reason: 'wrong-architecture',
        pattern: /no matching manifest for|no match for platform in manifest|does not match the (?:specified|detected) platform/iu
    },
    // Docker Hub counts over hours: seconds do not help
    { reason: 'registry-unavailable', pattern: /pull rate limit/iu, fix: limitUsedUp },
    { reason: 'registry-unavailable', pattern: /toomanyrequests|\b429\b/iu, isPassing: true, fix: limitUsedUp },
    {
        reason: 'image-unauthorized',
        pattern: /pull access denied|denied: |unauthorized|authentication required|no basic auth credentials|insufficient_scope|authorization failed|\b40[13]\b (?:unauthorized|forbidden)|failed to authorize: .*\b40[13]\b/iu
    },
    { reason: 'image-not-found', pattern: /not found|manifest unknown|name unknown|\b404\b|does not exist/iu },
    { reason: 'registry-unavailable', pattern: passing, isPassing: true }
];
const noPip = 'Choose a base-image that has Python 3 with pip, such as python:3.12.';
/** What keeps a pip step from being one: no Python, no pip, no memory. */
const stepRules = [
    { reason: 'build-failed', pattern: /^(?:\S*python\S*: )?No module named '?pip/iu, fix: noPip },
    {
        reason: 'build-failed',
        pattern: /"?python3"?: (?:executable file not found|no such file)|exec: "?python3"?|stat \S*python3: no such file/iu,
        fix: noPip
    },
    {
        reason: 'build-failed',
        pattern: /returned a non-zero code: 137|exit code: 137|did not complete successfully: .*\b137\b/u,
        fix: 'The step was killed, most likely for lack of memory: use a larger runner or smaller dependencies.'
    },
    {
        reason: 'build-failed',
        pattern: /exec format error/iu,
        fix: "The base image is for another platform than the builder's: choose one that fits."
    }
];
/** pip's words for an index in trouble. A retry that was not the last one may have helped. */
const indexTrouble = /^(?!.*Retrying \(Retry\(total=[1-9]).*(?:Retrying \(Retry\(total=0,|Max retries exceeded with url|too many (?:429|5\d\d) error responses|Could not fetch URL .*(?:connection error|confirming the ssl certificate|timed? ?out)|There was a problem confirming the ssl certificate|ReadTimeoutError|ConnectTimeoutError|ProtocolError|IncompleteRead|ConnectionResetError|ConnectionError|Temporary failure in name resolution|\b(?:429|5\d\d) (?:Client|Server) Error|HTTP error (?:429|5\d\d) while getting|incomplete-download|Failed to establish a new connection|ProxyError)/u;
/** What pip says, where `pip-failure.ts` finds nothing more telling. */
const pipRules = [
    // "No matching distribution" is also what pip says of an index that it never reached: look for that first
    {
        reason: 'package-index-unavailable',
        pattern: indexTrouble
    },
    {
        reason: 'dependency-not-installable',
        pattern: /Could not find a version that satisfies|No matching distribution found/u,
        fix: 'Correct the name or version in python-dependencies, or set a base-image whose Python version it supports.'
    },
    {
        reason: 'dependency-not-installable',
        pattern: /conflicting dependencies|ResolutionImpossible|Double requirement given/u,
        fix: 'Loosen the versions in python-dependencies that contradict each other.'
    },
    {
        reason: 'dependency-not-installable',
        pattern: /requires a different Python|requires Python '/u,
        fix: 'Set a base-image with a Python version that the dependency supports.'
    },
    {
        reason: 'dependency-not-installable',
        pattern: /Invalid requirement|Expected (?:package name|end or semicolon|semicolon)|Invalid version|InvalidVersion/u,
        fix: 'Write python-dependencies as pip requirements, one a line.'
    },
    {
        reason: 'dependency-not-installable',
        pattern: /Failed (?:building|to build) |failed-wheel-build|Could not build wheels|error: command '?\S+'? failed|metadata-generation-failed|python setup\.py \S+" failed|python setup\.py egg_info did not run|legacy-install-failure/u,
        fix: 'The dependency has no ready-made wheel for this Python: choose another version of it, or a base-image with a compiler.'
    },
    {
        reason: 'dependency-not-installable',
        pattern: /Cannot find command '?(?:git|hg|svn|bzr)/u,
        fix: 'Choose a base-image with git, or depend on a released version.'
    }
];
/** Sending the image to its registry. */
const pushRules = [
    ...lasting,
    {
        reason: 'push-unauthorized',
        pattern: /tag (?:invalid|is immutable)|immutable|cannot be overwritten/iu,
        fix: 'This tag exists and the registry does not let it be overwritten: allow that for this repository, or set an image-tag that is new in each run, such as ${{ github.run_id }}-${{ github.run_attempt }}.'
    },
    // Harbor says "unauthorized: project x not found", so what is missing comes before what is refused
    {
        reason: 'repository-not-found',
        pattern: /name unknown|NAME_UNKNOWN|name not known to registry|(?:repository|project|namespace|package)\b.*(?:not found|does not exist(?! or may require)|doesn't exist)|(?:POST|PUT|HEAD) request to \S+: 404|unexpected status:? 404/iu
    },
    {
        reason: 'push-unauthorized',
        pattern: /denied|unauthorized|authentication required|no basic auth credentials|insufficient_scope|authorization failed|forbidden|\b40[13]\b/iu
    },
    { reason: 'registry-unavailable', pattern: passing, isPassing: true }
];

// EXTERNAL MODULE: ./build/plan/python-version.js
var python_version = __webpack_require__(6295);
;// CONCATENATED MODULE: ./build/docker/pip-python.js
/** Which Python the image has, and which one a dependency needs. Pure. */

/** `3.11` of `python:3.11-slim`; undefined where the name does not tell it for certain. */
function pythonOf({ baseImage }) {
    return (0,python_version/* pythonOf */.we)(baseImage)?.join('.');
}
/** `Python 3.11`, or `this Python`. */
function pythonName(facts) {
    const version = pythonOf(facts);
    return version === undefined ? 'this Python' : `Python ${version}`;
}
/** The minor versions that images exist for; a later one is named only when it is asked for as the smallest. */
const oldest = 6;
const newestSettled = 13;
const newest = 16;
/**
 * A base image with a Python for a `Requires-Python` such as `>=3.9,<3.13`: the one that is nearest to today's, or the newest
 * settled one where today's is not known.
 * @returns undefined where the specification says nothing that is understood
 */
function imageFor(specification, facts) {
    const today = pythonOf(facts);
    const minors = Array.from({ length: newest - oldest + 1 }, (_, index) => oldest + index);
    const fitting = minors.filter((minor) => satisfies([3, minor], specification));
    if (fitting.length === 0 || fitting.length === minors.length)
        return undefined;
    const now = today === undefined ? newestSettled : Number(today.slice(2));
    const nearest = fitting.toSorted((a, b) => Math.abs(a - now) - Math.abs(b - now))[0];
    if (nearest === undefined)
        return undefined;
    // official images have both forms; one who builds wheels from source needs the larger one, and keeps it
    const isFull = today !== undefined && !/slim|alpine/u.test(facts.baseImage);
    return `python:3.${nearest}${isFull ? '' : '-slim'}`;
}
/** Whether the patch versions of a minor version satisfy all clauses; a clause that is not understood is satisfied by none. */
function satisfies(python, specification) {
    return specification.split(',').every((clause) => satisfiesClause(python, clause.replace(/\s/gu, '')));
}
function satisfiesClause([major, minor], clause) {
    const [, operator, first, second, third] = /^(>=|<=|==|!=|~=|>|<)(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.\*)?$/u.exec(clause) ?? [];
    if (operator === undefined)
        return false;
    const wanted = Number(first) * 1000 + Number(second ?? 0);
    const here = major * 1000 + minor;
    // image tags without a patch version mean the last one: 3.9 satisfies >=3.9.7
    switch (operator) {
        case '>=':
            return here >= wanted;
        case '>':
            return third === undefined ? here > wanted : here >= wanted;
        case '<':
            return third === undefined || Number(third) === 0 ? here < wanted : here <= wanted;
        case '<=':
            return second === undefined ? here < wanted : here < wanted || (here === wanted && third !== undefined);
        case '==':
            return second === undefined ? major === Number(first) : here === wanted;
        case '!=':
            return third !== undefined || here !== wanted;
        default:
            return third === undefined ? major === Number(first) && here >= wanted : here === wanted;
    }
}

;// CONCATENATED MODULE: ./build/docker/pip-text.js
/** What the explanations of pip's failures have in common: their form, and how they name things. Pure. */
/** An explanation of a dependency that cannot be installed as things are. */
function notInstallable(what, why, fix) {
    return { reason: 'dependency-not-installable', what, why, fix };
}
const allDependencies = 'The Python dependencies could not be installed.';
function oneDependency(requirement) {
    return `The dependency ${requirement} could not be installed.`;
}
/** At most this much of a foreign text goes into a sentence; all of it is in the log. */
const longestPart = 200;
/** A foreign text as part of a sentence: one line, bounded. */
function part(text) {
    const line = text.replace(/\s+/gu, ' ').trim();
    return line.length > longestPart ? `${line.slice(0, longestPart)}…` : line;
}
/**
 * Takes out of URLs what may be secret: user and password, also where pip has masked one of them, and the query (signed
 * addresses). The second form is for passwords with an unencoded slash: what follows the colon is a port only where no `@`
 * comes later. A mistyped URL may have no scheme; then any `user:password@` goes. Rather too much than too little: the whole
 * text is in the log.
 */
function withoutCredentials(text) {
    return text
        .replace(/(\w:\/\/)(?:[^/\s]*@|[^/\s@:]*:(?!\d+(?:\/[^\s'"@]*)?(?:[\s'"]|$))[^\s@]*@)/gu, '$1')
        .replace(/(?<![^\s'"/@:]|:\/\/)[^\s'"/@:]+:(?!\/\/)[^\s@]+@(?=[\w.-])/gu, '')
        .replace(/(\w:\/\/[^\s?#'"]*)[?#][^\s'"),]*/gu, '$1');
}
/** `https://pypi.example.com/simple/` → `pypi.example.com`. */
function hostOf(address) {
    return /^[\w+.-]+:\/\/([^/\s?#'",]+)/u.exec(address)?.[1];
}
/** The package that a requirement names: `pandas[excel]>=2 ; python_version>"3"` → `pandas`. */
function packageOf(requirement) {
    return /^[A-Za-z0-9][\w.-]*/u.exec(requirement)?.[0] ?? requirement;
}
/** The names `Flask_Login` and `flask-login` are the same to pip. */
function isSamePackage(one, other) {
    const plain = (name) => name.toLowerCase().replace(/[-_.]+/gu, '-');
    return plain(one) === plain(other);
}
/** pip closes a requirement with where it comes from: `(from -r …/requirements.txt (line 1))`, `(from pandas)`, `(from a->b)`. */
function readRequirement(text) {
    const [, requirement = text, from = ''] = /^(.*?)(?: \(from (.*)\))?$/u.exec(text.trim()) ?? [];
    const parent = from.split('->')[0] ?? '';
    return { requirement: part(requirement), parent: /^[A-Za-z0-9]/u.test(parent) ? part(parent) : undefined };
}
/** The first line that a pattern finds, as its groups. */
function firstMatch(lines, pattern) {
    for (const line of lines) {
        const match = pattern.exec(line);
        if (match !== null)
            return match;
    }
    return undefined;
}
/** Lists of versions can be longer than a line that we keep in one piece; then the closing bracket is missing. */
const noVersion = /Could not find a version that satisfies the requirement (.+) \(from versions: ([^)]*)(\)?)/u;
/** What failed, where pip names the requirement that it looked for in vain. */
function missedDependency(lines) {
    const text = firstMatch(lines, noVersion)?.[1];
    if (text === undefined)
        return allDependencies;
    const { requirement, parent } = readRequirement(text);
    return oneDependency(parent === undefined ? requirement : `${requirement}, which ${parent} needs,`);
}

;// CONCATENATED MODULE: ./build/docker/pip-build.js
/** A dependency that has no wheel for this Python, and cannot be built in the image either. Pure. */


const buildFailure = /metadata-generation-failed|failed-wheel-build|Failed building wheel for|Failed to build '|Could not build wheels|subprocess-exited-with-error|Command errored out with exit status|legacy-install-failure|^ *(?:Building wheel|Running setup\.py|Preparing metadata|Getting requirements to build wheel).*finished with status 'error'|failed with error code \d+ in \S*\/pip-/u;
/** Whether pip failed while it built a package from source. */
function isBuildFailure(lines) {
    return lines.some((line) => buildFailure.test(line));
}
/** Whether what failed is a second pip, which pip starts to install what a package needs for being built. */
function isBuildDependencyFailure(lines) {
    return lines.some((line) => /Installing build dependencies: finished with status 'error'|× (?:pip subprocess to install build dependencies|installing build dependencies.*) did not run/u.test(line));
}
function explainBuild(lines, facts) {
    const start = lines.findIndex((line) => buildFailure.test(line));
    if (start === -1)
        return undefined;
    const source = lastSource(lines.slice(0, start));
    const name = failedPackage(lines) ?? source?.name;
    if (name === undefined)
        return undefined;
    const renamed = firstMatch(lines, /The '([\w.-]+)' PyPI package is deprecated, use '([\w.-]+)'/u);
    if (renamed?.[1] !== undefined && renamed[2] !== undefined) {
        return notInstallable(couldNotBuild(name), `The package ${renamed[1]} is deprecated; its successor is ${renamed[2]}.`, `Write ${renamed[2]} instead of ${renamed[1]}; if no line of yours names it, one of your dependencies does.`);
    }
    const title = source !== undefined && isSamePackage(source.name, name) ? `${name} ${source.version}` : name;
    const noWheel = `pip found no ready-made wheel of ${title} for ${pythonName(facts)}, and building it`;
    const missing = missingPart(lines);
    if (missing === undefined) {
        const last = lastError(lines.slice(start));
        const why = last === undefined ? `${noWheel} failed.` : `${noWheel} failed: ${last}.`;
        return notInstallable(couldNotBuild(title), why.replace(/\.+$/u, '.'), `Choose a version of ${name} that has a wheel for ${pythonName(facts)}, or a base-image with the Python that it was made for.`);
    }
    const why = `${noWheel} needs ${missing.says}, which the base image does not have.`;
    return notInstallable(couldNotBuild(title), why, fixFor(name, missing, facts));
}
function couldNotBuild(title) {
    return `The dependency ${title} could not be built.`;
}
/** The package that pip says it failed to build, in the words of pip 18 to 26. */
function failedPackage(lines) {
    const patterns = [
        /Failed building wheel for (\S+)/u,
        /Failed to build '([^']+)' when/u,
        /(?:Building wheel|Running setup\.py \w+) for (\S+)(?: \([^)]*\))?: finished with status 'error'/u,
        /^WARNING: Discarding \S*\/([^/\s#]+?)-\d[^/\s-]*\.(?:tar\.gz|zip)\b/u,
        /failed with error code \d+ in \S*\/pip-[\w-]+\/([^/\s]+)\/?/u
    ];
    for (const pattern of patterns) {
        const name = firstMatch(lines, pattern)?.[1];
        if (name !== undefined)
            return part(packageOf(name));
    }
    return undefined;
}
/** The archive of sources that pip fetched last. */
function lastSource(lines) {
    const archive = /^ *(?:Downloading|Using cached|Processing) (?:\S*\/)?([A-Za-z0-9][\w.-]*?)-(\d[\w.+!]*)\.(?:tar\.gz|tar\.bz2|zip)\b/u;
    const [, name, version] = archive.exec(lines.findLast((line) => archive.test(line)) ?? '') ?? [];
    return name === undefined || version === undefined ? undefined : { name, version };
}
const compilers = '(?:[\\w.]+-)*(?:gcc|g\\+\\+|cc|c\\+\\+|clang)(?:-\\d+)?';
/** Programs of the large official images: these come from Debian's buildpack-deps. */
const fullPrograms = new Set([
    'pg_config',
    'mysql_config',
    'mariadb_config',
    'make',
    'pkg-config',
    'git',
    'curl-config',
    'xml2-config',
    'xslt-config',
    'krb5-config'
]);
const programs = '[A-Za-z][\\w+-]*-config|[a-z]\\w*_config|make|cmake|ninja|gfortran|swig|javac?|npm|node|nvcc|git|pkg-config|go|bazel';
/** Most telling first: a warning about a program that is not there is no failure yet. */
const missingPatterns = [
    [
        /can't find (Rust) compiler|(?:is rustc installed|rustc: (?:command )?not found)/u,
        () => ({ says: 'a Rust compiler (rustc)', where: 'other' })
    ],
    [
        /(Cargo), the Rust package manager, is not installed|No such file or directory: '(?:cargo|rustc)'/u,
        () => ({ says: 'a Rust compiler (cargo)', where: 'other' })
    ],
    [
        new RegExp(`No such file or directory: '(${compilers})'|unable to execute '(${compilers})': No such file|command '(${compilers})' failed: No such file|Unknown compiler\\(s\\)|No CMAKE_C(?:XX)?_COMPILER could be found|Broken toolchain: cannot link|no acceptable C compiler`, 'u'),
        (name) => ({
            says: name === '' ? 'a C compiler' : `a C compiler (${name.replace(/^.*-linux-(?:gnu|musl)\w*-/u, '')})`,
            where: 'full'
        })
    ],
    [
        /fatal error: ((?:Python|pyconfig|patchlevel)\.h): No such file/u,
        (name) => ({ says: `Python's header files (${name})`, where: 'full' })
    ],
    [
        /fatal error: ([\w./+-]+\.h(?:pp|h)?): No such file/u,
        (name) => ({ says: `the header file ${name}`, where: 'full' })
    ],
    [/cannot find -l([\w+.-]+)/u, (name) => ({ says: `the library lib${name}`, where: 'full' })],
    [
        /(?:CMake executable is|Problem with the CMake installation)|CMake must be installed|Could not find CMake/iu,
        () => ({ says: 'cmake', where: 'other' })
    ],
    [
        new RegExp(`(?:Error: |OSError: )(${programs}) (?:executable )?not found|No such file or directory: '(${programs})'|unable to execute '(${programs})'|command '(${programs})' failed: No such file`, 'u'),
        programFound
    ],
    [new RegExp(`\\bsh: (?:\\d+: |line \\d+: )?(${programs}): (?:command )?not found`, 'u'), programFound]
];
function programFound(name) {
    return { says: name, where: fullPrograms.has(name) ? 'full' : 'other' };
}
function missingPart(lines) {
    for (const [pattern, found] of missingPatterns) {
        const match = firstMatch(lines, pattern);
        if (match !== undefined)
            return found(match.slice(1).find(Boolean) ?? '');
    }
    return undefined;
}
function fixFor(name, missing, facts) {
    const first = isSamePackage(name, 'psycopg2')
        ? 'Depend on psycopg2-binary instead, or choose'
        : `Choose a version of ${name} that has a wheel for ${pythonName(facts)}, or`;
    // the large images have it and do not help: then this one is one of them only by its name
    const isFull = pythonOf(facts) !== undefined && !/slim|alpine/u.test(facts.baseImage);
    const example = missing.where === 'full' && !isFull ? `, such as python:${pythonOf(facts) ?? '3.13'} without -slim` : '';
    return `${first} a base-image that has ${missing.says}${example}.`;
}
/** The last thing that the build itself called an error, such as `RuntimeError: …`. */
function lastError(lines) {
    const end = lines.findIndex((line) => line.trim() === '[end of output]');
    const error = /^ *((?:[\w.]+\.)?\w*(?:Error|Exception): .+|[Ee]rror: .+)$/u;
    const found = lines
        .slice(0, end === -1 ? lines.length : end)
        .findLast((line) => error.test(line) && !/subprocess-exited-with-error|^ *ERROR: /u.test(line));
    const text = found === undefined ? undefined : error.exec(found)?.[1];
    return text === undefined ? undefined : part(text);
}

// EXTERNAL MODULE: ./build/plan/look.js + 1 modules
var look = __webpack_require__(3562);
;// CONCATENATED MODULE: ./build/docker/pip-origin.js
/** Which input asks for a requirement, as far as pip's text or the plan tells it. Pure. */



/** Some input or other. */
const someInput = 'the dependencies';
/**
 * What a user knows the place of a requirement by: `python-dependencies`, `requirements/base.txt`, or {@link someInput}.
 * @param requirement in pip's words, which may have another order than the user's
 */
function originOf(requirement, lines, { asked }) {
    const key = keyOf(requirement);
    const files = lines.flatMap((line) => filesIn(line, key));
    const theirs = files.find((file) => file.startsWith(`${look/* flowFolder */.Hz}/`));
    if (theirs !== undefined)
        return external_node_path_.posix.relative(look/* flowFolder */.Hz, theirs);
    const own = [...(asked?.origins ?? [])];
    const exact = own.find(([each]) => keyOf(each) === key)?.[1];
    if (exact !== undefined)
        return exact;
    const isOurs = files.length > 0 || own.some(([each]) => isSamePackage(packageOf(each), packageOf(requirement)));
    return isOurs ? someInput : (asked?.file ?? someInput);
}
/** `python-dependencies asks for` */
function asks(origin) {
    return origin === someInput ? `${origin} ask for` : `${origin} asks for`;
}
/** Files of which a line of pip says that this requirement stands there: `Collecting x==1 (from -r /flow/r.txt (line 1))`. */
function filesIn(line, key) {
    const places = line.matchAll(/(\S[^()]*?) \(from -[rc] (.+?) \(line \d+\)\)/gu);
    return Array.from(places, ([, text = '', file = '']) => {
        const requirement = text.replace(/^.*?(?:Collecting|Double requirement given:|already in|satisfied:) /u, '');
        return keyOf(requirement) === key ? [file] : [];
    }).flat();
}
/** Equal for the same requirement in two spellings; without extras and markers. */
function keyOf(requirement) {
    const [bare = ''] = requirement.split(';');
    const name = packageOf(bare.trim());
    const clauses = bare
        .trim()
        .slice(name.length)
        .replace(/\[[^\]]*\]/u, '')
        .replace(/[\s()]/gu, '')
        .split(',');
    return `${name.toLowerCase().replace(/[-_.]+/gu, '-')} ${clauses.sort().join(',')}`;
}

;// CONCATENATED MODULE: ./build/docker/pip-conflict.js
/** Requirements that exclude each other. Pure. */


/** What requirements exclude each other, and which inputs ask for them. */
function explainConflict(lines, facts) {
    const from = (requirement) => originOf(requirement, lines, facts);
    const twice = firstMatch(lines, /Double requirement given: (.+?) \(from .*?\) \(already in (.+?) \(from /u);
    if (twice?.[1] !== undefined && twice[2] !== undefined)
        return askedTwice(part(twice[2]), part(twice[1]), from);
    const pair = opposed(demands(lines));
    if (pair === undefined)
        return undefined;
    const [one, other] = pair;
    if (one.parent === undefined && other.parent === undefined && !one.isConstraint && !other.isConstraint) {
        return askedTwice(one.wants, other.wants, from);
    }
    const name = packageOf(one.wants);
    return notInstallable(`The Python dependencies contradict each other about ${name}.`, sentence(`${sentenceOf(one, from)}, but ${sentenceOf(other, from)}.`), fixOf(one, other, from));
}
function askedTwice(one, other, from) {
    const [first, second] = [from(one), from(other)];
    const what = `The Python dependencies contradict each other about ${packageOf(one)}.`;
    if (first === second || first === someInput || second === someInput) {
        const both = asks(first === second ? first : someInput);
        return notInstallable(what, sentence(`${both} both ${one} and ${other}.`), 'Keep one of the two lines.');
    }
    const why = `${asks(first)} ${one}, but ${asks(second)} ${other}.`;
    return notInstallable(what, sentence(why), `Change one of the two, or leave ${packageOf(one)} to one of them.`);
}
/** With a capital where it does not begin with a name. */
function sentence(text) {
    return text.replace(/^(?:the|a) /u, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}
function demands(lines) {
    const start = lines.findIndex((line) => line.startsWith('The conflict is caused by:'));
    if (start === -1)
        return [];
    const block = lines.slice(start + 1);
    // the excerpt that buildx closes with repeats some of them
    const end = block.findIndex((line) => !/^ {4}\S/u.test(line));
    return block.slice(0, end === -1 ? block.length : end).flatMap((line) => {
        const [, constraint, asked] = /^ +The user requested (\(constraint\) )?(.+)$/u.exec(line) ?? [];
        if (asked !== undefined)
            return [{ parent: undefined, isConstraint: constraint !== undefined, wants: inOne(asked) }];
        const [, parent, wants] = /^ +(.+?) depends on (.+)$/u.exec(line) ?? [];
        if (parent === undefined || wants === undefined)
            return [];
        return [{ parent: part(parent), isConstraint: false, wants: inOne(wants) }];
    });
}
/** pip writes `prefect!=3.0, <4 and >=2` for one requirement; markers may have an `and` of their own. */
function inOne(text) {
    const [requirement = '', ...marker] = text.split(';');
    return part([requirement.replace(/,? and |, /gu, ','), ...marker].join(';'));
}
/** Two that speak of the same package: best the user's own wish against what a package wants. */
function opposed(all) {
    for (const one of all) {
        const others = all.filter((other) => other !== one && isSamePackage(packageOf(other.wants), packageOf(one.wants)));
        // a wish without a version is in nobody's way
        const strict = others.filter(({ wants }) => wants !== packageOf(wants));
        const other = strict.find(({ isConstraint }) => isConstraint) ?? strict.find(({ parent }) => parent === undefined) ?? strict[0];
        if (one.wants === packageOf(one.wants) || other === undefined)
            continue;
        return one.parent === undefined && other.parent !== undefined ? [other, one] : [one, other];
    }
    return undefined;
}
function sentenceOf({ parent, isConstraint, wants }, from) {
    if (parent !== undefined)
        return `${parent} wants ${wants}`;
    return isConstraint ? `a constraint allows only ${wants}` : `${asks(from(wants))} ${wants}`;
}
function fixOf(one, other, from) {
    const packages = [one, other].flatMap(({ parent }) => (parent === undefined ? [] : [packageOf(parent)]));
    if (packages.length === 2)
        return `Choose versions of ${packages.join(' and ')} that agree.`;
    const asked = one.parent === undefined ? one : other;
    const where = asked.isConstraint ? 'the constraints' : from(asked.wants);
    const instead = packages[0] === undefined ? '' : `, or choose another version of ${packages[0]}`;
    return `Change ${asked.wants} in ${where}${instead}.`;
}

;// CONCATENATED MODULE: ./build/docker/pip-index.js
/** The package index cannot be reached, or refuses. Pure. */


/** @param lines pip's output without credentials */
function explainIndex(lines) {
    return explainRefusal(lines) ?? explainMissingFile(lines) ?? explainOutage(lines) ?? explainIgnored(lines);
}
/** The hosts of the indexes that were set; empty for pip's own, which it does not print. */
function indexHosts(lines) {
    return [...new Set(indexes(lines).flatMap((address) => hostOf(address) ?? []))];
}
function indexes(lines) {
    const list = firstMatch(lines, /^Looking in indexes: (.+)$/u)?.[1];
    return list === undefined ? [] : list.split(',').map((address) => address.trim());
}
/** pip's own index and where it keeps the files. */
const ownIndex = 'pypi.org';
const ownFiles = 'files.pythonhosted.org';
function namesOfIndexes(lines) {
    const hosts = indexHosts(lines);
    return hosts.length === 0 ? ownIndex : hosts.join(' or ');
}
const loginFix = 'Give the login through build-secrets, for example as netrc, or in PIP_INDEX_URL.';
/** 401, 403, 407; pip tells of a 403 only for files, not for the pages of an index. */
function explainRefusal(lines) {
    const one = firstMatch(lines, /Could not install requirement (.+?) from https?:/u)?.[1];
    const what = one === undefined ? missedDependency(lines) : oneDependency(readRequirement(one).requirement);
    // pip asks on the terminal, and there is none
    if (lines.some((line) => /^EOFError: EOF when reading a line/u.test(line))) {
        const host = firstMatch(lines, /User for ([\w.:[\]-]+?): /u)?.[1] ?? namesOfIndexes(lines);
        return notInstallable(what, `The package index ${host} wants a login (401).`, loginFix);
    }
    const wrong = firstMatch(lines, /401 Error, Credentials not correct for (\S+)/u)?.[1];
    if (wrong !== undefined) {
        return notInstallable(what, `The package index ${hostOf(wrong) ?? part(wrong)} refuses the login (401).`, loginFix);
    }
    const proxy = firstMatch(lines, /Tunnel connection failed: 407|\b407 (?:Client Error|Proxy Authentication Required)/u);
    if (proxy !== undefined) {
        return notInstallable(what, 'The proxy on the way to the package index wants a login (407).', 'Set the proxy of the Docker daemon or the builder with its login, or one that needs none.');
    }
    const [, code, address] = firstMatch(lines, /^ {0,2}(?:ERROR: )?HTTP error (40[13]) while getting (\S+)/u) ??
        firstMatch(lines, /\b(40[13]) Client Error: .* for url: (\S+)/u) ??
        [];
    if (code === undefined || address === undefined)
        return undefined;
    const host = hostOf(address) ?? part(address);
    return notInstallable(what, code === '401'
        ? `The package index ${host} refuses the login (401).`
        : `The package index ${host} refuses access (403).`, loginFix);
}
function explainMissingFile(lines) {
    const [, code, address] = firstMatch(lines, /^ {0,2}(?:ERROR: )?HTTP error (404|410) while getting (\S+)/u) ?? [];
    if (code === undefined || address === undefined)
        return undefined;
    return notInstallable(oneDependency(part(address)), `The server ${hostOf(address) ?? ''} has no such file (${code}).`, 'Correct the address in python-dependencies, or name package and version instead.');
}
const causes = [
    [
        /ProxyError|Cannot connect to proxy|Tunnel connection failed/u,
        'the proxy on the way does not let through',
        'Check the proxy settings of the Docker daemon or the builder.'
    ],
    [
        /CERTIFICATE_VERIFY_FAILED|certificate verify failed|CertificateError/u,
        'its certificate is not trusted',
        'Use a base-image that knows the certificate authority of the index, and set PIP_CERT there.'
    ],
    [
        /SSLError|\[SSL|ssl certificate/u,
        'TLS fails',
        'Check that the address of the index is right: https:// only where it speaks TLS.'
    ],
    [
        /NameResolutionError|Name or service not known|name resolution|nodename nor servname|No address associated/u,
        'its name cannot be resolved (DNS)'
    ],
    [/Connection refused/u, 'it refuses connections'],
    [/ReadTimeout|ConnectTimeout|[Tt]imed? ?out/u, 'it does not answer in time'],
    [/No route to host|Network is unreachable/u, 'there is no way to it in the network'],
    [/Connection ?(?:reset|aborted)/iu, 'it broke off the connection']
];
/** Of a download that broke off; pip up to 24 may take what it has for the file, and then find that it is none. */
const brokenFile = /^(?:\w+\.)?BadZipFile: |Wheel '\S+' located at \S+ is invalid/u;
const brokenOff = new RegExp(`IncompleteRead|incomplete-download|${brokenFile.source}`, 'u');
const again = 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).';
function explainOutage(lines) {
    const found = lines.findLast((line) => indexTrouble.test(line) || brokenFile.test(line));
    if (found === undefined)
        return undefined;
    const host = hostOfTrouble(found, lines);
    if (brokenOff.test(found))
        return outage(lines, `A download from ${host} broke off.`, again);
    const status = /\b(429|5\d\d) (?:Client|Server) Error|HTTP error (429|5\d\d)|too many (429|5\d\d) error/u.exec(found);
    const code = status?.slice(1).find(Boolean);
    if (code !== undefined)
        return outage(lines, `The package index ${host} answers with error ${code}.`, again);
    const [, says, fix = again] = causes.find(([pattern]) => pattern.test(found)) ?? [];
    const why = `The package index ${host} cannot be reached`;
    return outage(lines, says === undefined ? `${why}.` : `${why}: ${says}.`, fix);
}
function outage(lines, why, fix) {
    return { reason: 'package-index-unavailable', what: missedDependency(lines), why, fix };
}
/** Most messages name the host; older pips name only the path that they asked for. */
function hostOfTrouble(line, lines) {
    const [, host, port] = /host='([^']+)'(?:, port=(\d+))?/u.exec(line) ?? [];
    if (host !== undefined)
        return port === undefined || port === '443' || port === '80' ? host : `${host}:${port}`;
    const named = /(?:https?):\/\/[^\s'"]+/u.exec(line)?.[0];
    if (named !== undefined)
        return hostOf(named) ?? ownIndex;
    // the other lines of the same trouble, such as "Could not fetch URL https://…" and "URL: https://…"
    const beside = firstMatch(lines, /(?:Could not fetch URL|^╰─> URL:) (\S+)/u)?.[1];
    if (beside !== undefined)
        return hostOf(beside) ?? ownIndex;
    const path = /: (\/\S*)$/u.exec(line)?.[1];
    const asked = indexes(lines).filter((address) => path?.startsWith(address.replace(/^\w+:\/\/[^/]+/u, '').replace(/\/$/u, '')));
    if (path?.startsWith('/packages/') === true && indexes(lines).length === 0)
        return ownFiles;
    const hosts = asked.flatMap((address) => hostOf(address) ?? []);
    return hosts.length > 0 ? [...new Set(hosts)].join(' or ') : namesOfIndexes(lines);
}
function explainIgnored(lines) {
    const host = firstMatch(lines, /The repository located at (\S+) is not a trusted or secure host and is being ignored/u)?.[1];
    if (host === undefined)
        return undefined;
    return notInstallable(missedDependency(lines), `pip ignores the package index ${host}, because its address begins with http://.`, `Give its https:// address, or add the line --trusted-host ${host} to python-dependencies.`);
}

;// CONCATENATED MODULE: ./build/docker/pip-requirements.js
/** What pip says of the requirements themselves: lines, files, hashes, and what a requirement points to. Pure. */


function explainRequirements(lines, facts) {
    return (explainFile(lines) ??
        explainLine(lines) ??
        explainHashes(lines) ??
        explainWheel(lines, facts) ??
        explainFolder(lines) ??
        explainGit(lines) ??
        explainSystemPackage(lines));
}
function explainFile(lines) {
    const [, kind, path] = firstMatch(lines, /^(?:ERROR: )?Could not open (requirements|constraint) file: .*No such file or directory: '([^']+)'/u) ?? [];
    if (kind === undefined || path === undefined)
        return undefined;
    return notInstallable(allDependencies, `A requirement names the file ${part(path)}, and it is not in the image.`, 'Put the lines of that file into python-dependencies itself.');
}
const writeSo = 'Write python-dependencies as pip requirements, one a line, such as pandas==2.2.3.';
/** `(from line 2 of /opt/…/requirements.txt)`, which stands in the line of the message or in one of the next. */
function place(lines) {
    const number = firstMatch(lines, /\(from line (\d+) of /u)?.[1];
    return number === undefined ? '' : ` (line ${number})`;
}
function explainLine(lines) {
    const option = firstMatch(lines, /^\S+: error: no such option: (\S+)/u)?.[1];
    if (option !== undefined) {
        return notInstallable(allDependencies, `pip has no option ${part(option)}.`, `Correct or remove the line with ${part(option)} in python-dependencies.`);
    }
    const [, text] = firstMatch(lines, /^(?:ERROR: )?Invalid requirement: '(.+?)'(?::| \(from|$)/u) ?? [];
    const quoted = text === undefined ? undefined : part(text);
    if (quoted !== undefined) {
        const missing = firstMatch(lines, /It looks like a path\. File '([^']+)' does not exist/u);
        if (missing !== undefined) {
            return notInstallable(oneDependency(quoted), `The path ${quoted}${place(lines)} does not exist in the image.`, 'Correct the path.');
        }
        const hint = firstMatch(lines, /^Hint: (= is not a valid operator\. Did you mean == \?)/u);
        const why = `"${quoted}"${place(lines)} is not a requirement that pip understands`;
        // ...nor does a single = compare
        return hint === undefined && !/^[\w.[\]-]+ ?=[^=]/u.test(quoted)
            ? notInstallable(allDependencies, `${why}.`, writeSo)
            : notInstallable(allDependencies, `${why}: a version is given with ==, not with =.`, `Write ${quoted.replace(/ ?= ?/u, '==')}.`);
    }
    const editable = firstMatch(lines, /(?:ERROR: )?(\S+) (?:is not a valid editable requirement|should either be a path to a local project)/u)?.[1];
    if (editable === undefined)
        return undefined;
    return notInstallable(oneDependency(part(editable)), `"-e ${part(editable)}" is neither a folder with a Python project nor an address such as git+https://….`, 'Write the requirement without -e.');
}
function explainHashes(lines) {
    const below = (heading) => {
        const at = lines.findIndex((line) => heading.test(line));
        const line = at === -1 ? undefined : lines.slice(at + 1).find((next) => next.trim() !== '');
        return line === undefined ? undefined : part(line.trim().replace(/ from \S.*$| --hash=.*$| \(from .*$/u, ''));
    };
    const unpinned = below(/In --require-hashes mode, all requirements must have their versions pinned/u);
    if (unpinned !== undefined) {
        return notInstallable(oneDependency(unpinned), `Other requirements have a --hash, so ${packageOf(unpinned)} must be pinned with == and have one as well.`, `Add ${packageOf(unpinned)}==VERSION --hash=sha256:… to python-dependencies, as pip-compile --generate-hashes writes it.`);
    }
    const missing = below(/Hashes are required in --require-hashes mode, but they are missing/u);
    if (missing !== undefined) {
        return notInstallable(oneDependency(missing), `Other requirements have a --hash, so ${packageOf(missing)} must have one as well.`, `Add a --hash to ${packageOf(missing)}, as pip-compile --generate-hashes writes it.`);
    }
    const different = below(/THESE PACKAGES DO NOT MATCH THE HASHES/u);
    if (different === undefined)
        return undefined;
    return notInstallable(oneDependency(different), `The file that the package index gave for ${different} does not have the hash that python-dependencies asks for.`, 'Check whether the hash belongs to this version; if it does, the file was changed on its way and must not be used.');
}
function explainWheel(lines, facts) {
    const name = firstMatch(lines, /(\S+\.whl) is not a supported wheel on this platform/u)?.[1];
    if (name === undefined)
        return undefined;
    return notInstallable(oneDependency(part(name)), `This wheel is for another Python or another platform than the base image's (${pythonName(facts)}).`.replace(' (this Python)', ''), 'Choose the wheel that fits, name package and version instead, or set another base-image.');
}
function explainFolder(lines) {
    const text = firstMatch(lines, /^(?:ERROR: )?(.+) does not appear to be a Python project: neither/u)?.[1] ??
        firstMatch(lines, /^(?:ERROR: )?Directory '([^']+)' is not installable\./u)?.[1] ??
        firstMatch(lines, /File "setup\.py" not found.*Directory cannot be installed in editable mode: (\S+)/u)?.[1];
    if (text === undefined)
        return undefined;
    const path = readRequirement(text).requirement.replace(/^file:\/\//u, '');
    return notInstallable(oneDependency(path), `The folder ${path} of the image has neither pyproject.toml nor setup.py.`, 'Correct the path, or name a package of the index.');
}
function explainGit(lines) {
    const collecting = firstMatch(lines, /^(?:Collecting|Obtaining) (?:\S+ @ |\S+ from )?((?:git|hg|svn|bzr)\+\S+)/u)?.[1];
    const what = collecting === undefined ? allDependencies : oneDependency(part(collecting));
    const program = firstMatch(lines, /Cannot find command '?(git|hg|svn|bzr)/u)?.[1];
    if (program !== undefined) {
        return notInstallable(what, `The requirement is fetched with ${program}, and the base image has no ${program}.`, `Choose a base-image with ${program} (python:3.13 has git, python:3.13-slim has not), or depend on a released version.`);
    }
    if (!lines.some((line) => /^ *(?:Running command )?git (?:clone|fetch|checkout)|× git |Running command git /u.test(line)))
        return undefined;
    const fatal = firstMatch(lines, /^ *(?:fatal|error): (.*(?:unable to access|could not read|Authentication failed|not found|pathspec|couldn't find remote ref).*)$/u)?.[1];
    if (fatal === undefined)
        return undefined;
    const host = hostOf(/\w+:\/\/[^\s']+/u.exec(fatal)?.[0] ?? '') ?? 'the server';
    if (/could not read|Authentication failed|The requested URL returned error: 40[13]|repository .*not found/iu.test(fatal)) {
        return notInstallable(what, `${host} refuses access to the repository, or has no such one.`, 'Check the address; for a private repository, give the login through build-secrets, for example as netrc.');
    }
    if (/pathspec|remote ref/u.test(fatal)) {
        return notInstallable(what, `The repository does not have the branch, tag or commit that is asked for: ${part(fatal)}.`, 'Correct what follows the @ in the requirement.');
    }
    return {
        reason: 'package-index-unavailable',
        what,
        why: `git cannot reach ${host}: ${part(fatal.replace(/^unable to access '[^']*': /u, ''))}.`,
        fix: `Run the workflow again; if it stays, check that the builder reaches ${host}.`
    };
}
function explainSystemPackage(lines) {
    const name = firstMatch(lines, /Cannot uninstall '?([\w.-]+)'?(?: [\w.]+)?, RECORD file not found/u)?.[1] ??
        firstMatch(lines, /Cannot uninstall '([^']+)'\. It is a distutils installed project/u)?.[1];
    if (name === undefined)
        return undefined;
    return notInstallable(allDependencies, `The base image has a ${part(name)} of its Linux distribution, which pip cannot replace.`, 'Choose a base-image with a Python of its own, such as python:3.13-slim.');
}

;// CONCATENATED MODULE: ./build/docker/pip-version.js
/** pip found no version that fits: none of that name, none of that number, or none for this Python. Pure. */



function explainVersion(lines, facts) {
    return explainOtherPython(lines, facts) ?? explainNoVersion(lines, facts);
}
function explainNoVersion(lines, facts) {
    const [, text, list = '', bracket] = firstMatch(lines, noVersion) ?? [];
    if (text === undefined)
        return undefined;
    const { requirement } = readRequirement(text);
    const name = packageOf(requirement);
    const what = missedDependency(lines);
    const versions = list
        .split(',')
        .map((version) => version.trim())
        .filter((version) => version !== '' && version !== 'none');
    const elsewhere = forOtherPythons(lines, requirement);
    if (elsewhere !== undefined) {
        const { version, needs } = elsewhere;
        const why = `${name} ${version} needs Python ${needs}${today(facts)}.`;
        return notInstallable(what, why, pythonFix(needs, name, facts));
    }
    if (versions.length === 0)
        return notInstallable(what, ...noPackage(lines, name, facts));
    const exact = exactVersion(requirement);
    const refused = exact === undefined ? undefined : refusedMetadata(lines, what, name, exact);
    if (refused !== undefined)
        return refused;
    // the version is there, and something else was wrong with it
    if (exact !== undefined && versions.includes(exact))
        return undefined;
    const wanted = exact === undefined ? `version of ${name} that satisfies ${wish(requirement)}` : `version ${exact} of ${name}`;
    const newest = bracket === ')' ? newestOf(versions) : undefined;
    const offer = newest === undefined ? '' : `; the newest that it offers is ${newest}`;
    return notInstallable(what, `The package index has no ${wanted} for ${pythonName(facts)}${offer}.`, exact !== undefined && newest !== undefined && isOld(facts) && isNewer(exact, newest)
        ? `Set base-image to a newer Python, such as python:3.13-slim, if version ${exact} needs one; else choose a version that is offered.`
        : `Choose a version that is offered, or set base-image to a Python that the wanted version supports.`);
}
/** pip 24.1 and later pass over versions whose metadata is not as PEP 440 and 508 want it. */
function refusedMetadata(lines, what, name, version) {
    const ignored = lines.flatMap((line) => {
        const [, number, of] = /Ignoring version (\S+) of (\S+) since it has invalid metadata/u.exec(line) ?? [];
        return number === undefined || of === undefined ? [] : [{ number, of }];
    });
    if (!ignored.some(({ number, of }) => number === version && isSamePackage(of, name)))
        return undefined;
    const limit = firstMatch(lines, /Please use pip<([\d.]*\d)/u)?.[1];
    return notInstallable(what, limit === undefined
        ? `pip does not accept the metadata of ${name} ${version}.`
        : `pip ${limit} and later do not accept the metadata of ${name} ${version}.`, limit === undefined
        ? `Choose a newer version of ${name}.`
        : `Choose a newer version of ${name}, or set base-image to one with an older pip, such as python:3.11.`);
}
function noPackage(lines, name, facts) {
    const spelling = `Correct the name ${name}`;
    // an index that answers 403, 404 or 5xx looks to pip like one without the package, and pip does not tell
    const hosts = indexHosts(lines);
    if (hosts.length > 0) {
        const indexes = hosts.length === 1
            ? `The package index ${hosts[0] ?? ''} gave`
            : `The package indexes ${hosts.join(' and ')} gave`;
        return [
            `${indexes} no file of ${name} that fits ${pythonName(facts)}: there is none, or the request was refused or failed, which pip does not tell.`,
            `${spelling}, or check the address of the index and the login for it (build-secrets).`
        ];
    }
    return [
        `The package index has no package named ${name}, or no file of it that fits ${pythonName(facts)}.`,
        `${spelling}; if it is right, set base-image to a Python that ${name} supports, or give the private index that has it.`
    ];
}
/** `2.1.0` of `pandas==2.1.0`. */
function exactVersion(requirement) {
    return /^[^=<>!~;,]*===?\s*([^\s,;*]+)\s*(?:;.*)?$/u.exec(requirement)?.[1];
}
function wish(requirement) {
    return part(requirement
        .slice(packageOf(requirement).length)
        .replace(/^\[[^\]]*\]/u, '')
        .replace(/;.*/u, ''));
}
/** Pythons that new versions are no longer made for; pips of that age do not say so. */
function isOld(facts) {
    return Number(pythonOf(facts)?.slice(2) ?? 99) < 10;
}
/** Good enough for numbers; of pre-releases nothing follows. */
function isNewer(version, other) {
    return version.localeCompare(other, 'en', { numeric: true }) > 0;
}
/** Without pre-releases, which pip takes only when they are asked for. pip lists versions from old to new. */
function newestOf(versions) {
    return versions.findLast((version) => !/\d(?:a|b|c|rc|\.?dev)\d*/u.test(version)) ?? versions.at(-1);
}
/** From pip 22 on: the versions that pip did not count, with the Python that each wants. */
function forOtherPythons(lines, requirement) {
    const list = firstMatch(lines, /versions that require a different python version: (.+)$/u)?.[1];
    const known = (list ?? '').split(';').flatMap((item) => {
        const [, version, needs] = /^\s*(\S+) Requires-Python (.+?)\s*$/u.exec(item) ?? [];
        return version === undefined || needs === undefined ? [] : [{ version, needs }];
    });
    const exact = exactVersion(requirement);
    if (exact !== undefined)
        return known.find(({ version }) => version === exact);
    // of `pkg>=2` the newest counts, unless it is too old itself
    const newest = known.at(-1);
    const least = /^[^=<>!~;,]*>=?\s*(\d[\w.]*)\s*(?:;.*)?$/u.exec(requirement)?.[1];
    if (newest === undefined || least === undefined)
        return undefined;
    return newest.version === least || isNewer(newest.version, least) ? newest : undefined;
}
/** "X requires a different Python: 3.6.15 not in '>=3.8'" and pip 18's "X requires Python '>=3.8' but the running Python is 3.6.15". */
function explainOtherPython(lines, facts) {
    const found = firstMatch(lines, /Package '([^']+)' requires a different Python: (\S+) not in '([^']+)'/u) ??
        firstMatch(lines, /(\S+) requires a different Python: (\S+) not in '([^']+)'/u);
    const old = firstMatch(lines, /(\S+) requires Python '([^']+)' but the running Python is (\S+)/u);
    const [name, running, needs] = found?.slice(1) ?? [old?.[1], old?.[3], old?.[2]];
    if (name === undefined || running === undefined || needs === undefined)
        return undefined;
    const why = `${part(name)} needs Python ${part(needs)}, and the base image has Python ${running.replace(/\.$/u, '')}.`;
    return notInstallable(oneDependency(part(name)), why, pythonFix(needs, part(name), facts));
}
function today(facts) {
    const version = pythonOf(facts);
    return version === undefined ? ', which the base image does not have' : `, and the base image has Python ${version}`;
}
function pythonFix(needs, name, facts) {
    const image = imageFor(needs, facts);
    const other = `or choose a version of ${name} for ${pythonName(facts)}.`;
    return image === undefined
        ? `Set base-image to a Python that fits ${needs}, ${other}`
        : `Set base-image to a Python that fits, such as ${image}, ${other}`;
}

;// CONCATENATED MODULE: ./build/docker/pip-failure.js
/**
 * What went wrong in a pip step: its output → the one error that matters. Pure.
 *
 * The last lines of pip are rarely the cause: "No matching distribution found" is also what it says of an index that it never
 * reached, and up to pip 21 of a package that it found and could not build. So what decides is looked for in this order: what
 * ends pip at once (a line that is no requirement, a contradiction), a build that failed, the index, and only then versions.
 */






/**
 * @param output the lines of the failed step
 * @returns undefined for what is not understood
 */
function explainPip(output, facts) {
    const lines = output.map(withoutCredentials);
    const atOnce = explainRequirements(lines, facts) ?? explainConflict(lines, facts);
    if (atOnce !== undefined)
        return atOnce;
    if (!isBuildFailure(lines))
        return explainIndex(lines) ?? explainVersion(lines, facts);
    const build = explainBuild(lines, facts);
    if (!isBuildDependencyFailure(lines))
        return build;
    // the second pip's output stands indented among the first one's
    const inner = lines.map((line) => line.trimStart());
    const cause = explainIndex(inner) ?? explainVersion(inner, facts);
    return cause === undefined ? build : { ...cause, what: build?.what ?? cause.what };
}

;// CONCATENATED MODULE: ./build/docker/transcript.js
/** Reads the output of a build or a push: which part of it failed, and which lines say why. Pure. */
// eslint-disable-next-line no-control-regex -- colours begin with the ESC character; the legacy builder prints stderr in red
const colours = /\u001b\[[0-9;?]*[A-Za-z]/gu;
/** What a step printed, in buildx's plain progress: step number and seconds; in its closing excerpt the seconds alone. */
const stepOutput = /^(?:#\d+ )?\d+\.\d+(?: |$)/u;
/** A line of the Dockerfile that BuildKit shows with an error; users' values are in it. */
const sourceLine = /^ *\d+ \| /u;
const stepNumber = /^#\d+ /u;
/** @param isPush whether the command was a `docker push`; a build that pushes as its last step is recognized by itself. */
function readTranscript(output, isPush) {
    const plain = output.map((line) => line.replace(colours, '').trimEnd());
    const step = failedStep(plain);
    const part = isPush ? 'push' : partOf(step, plain);
    return {
        part,
        isPipUpgrade: part === 'pip' && /pip>=[\d.]+/u.test(step),
        lines: ofFailedStep(plain)
            .map((line) => line.replace(stepOutput, '').replace(stepNumber, ''))
            .filter((line) => line !== ''),
        printed: printedBy(ofFailedStep(plain)),
        own: plain
            .filter((line) => line !== '' && !stepOutput.test(line) && !sourceLine.test(line))
            .map((line) => line.replace(stepNumber, '')),
        exitCode: exitCodeOf(plain)
    };
}
/** BuildKit marks what a step prints; the legacy builder's own lines are known by their words. */
function printedBy(lines) {
    const numbered = lines.filter((line) => stepNumber.test(line));
    // without the excerpt at the end, which repeats the last ones
    const printed = numbered.length > 0
        ? numbered.filter((line) => stepOutput.test(line)).map((line) => line.replace(stepOutput, ''))
        : lines.filter((line) => !/^(?:Step \d+\/\d+ : | ---> |Removing intermediate container |The command ')/u.test(line));
    return printed.filter((line) => line !== '');
}
/** `exit code: 65` (BuildKit), `returned a non-zero code: 65` (legacy builder); a step could print the same before. */
function exitCodeOf(lines) {
    const telling = /^(?:ERROR: |error: |The command ).*(?:exit code|returned a non-zero code): (\d{1,3})$/u;
    const code = telling.exec(lines.findLast((line) => telling.test(line)) ?? '')?.[1];
    return code === undefined ? undefined : Number(code);
}
/** The step that failed, as docker prints it: `[2/5] RUN […]`, `[internal] load metadata for …`, `pushing layers`, `RUN […]`. */
function failedStep(lines) {
    // buildx closes with an excerpt between dashes: " > STEP:" and the step's last lines
    const excerpt = lines.findLast((line) => /^ > \S/u.test(line));
    if (excerpt !== undefined)
        return excerpt.slice(3).replace(/:$/u, '');
    // legacy builder: the last step that began
    return lines.findLast((line) => /^Step \d+\/\d+ : /u.test(line))?.replace(/^Step \d+\/\d+ : /u, '') ?? '';
}
/** An earlier step may have had trouble that passed; its lines must not explain this failure. */
function ofFailedStep(lines) {
    const failed = lines.findLast((line) => /^#\d+ ERROR: /u.test(line));
    if (failed !== undefined) {
        const number = failed.slice(0, failed.indexOf(' ') + 1);
        return lines.filter((line) => line.startsWith(number) || !stepNumber.test(line));
    }
    const start = lines.findLastIndex((line) => /^Step \d+\/\d+ : /u.test(line));
    return start === -1 ? lines : lines.slice(start);
}
function partOf(step, lines) {
    if (/^\[internal\] load metadata for |^(?:\[[^\]]*\] )?FROM /u.test(step))
        return 'base';
    // pip itself, or our script that gives it its secrets first
    if (/"-m", ?"pip"|-m pip |\/docker-on-k8s\/install\.py\b/u.test(step))
        return 'pip';
    if (/RUN .*python3[", ]+\/opt\/docker-on-k8s\/launcher\.py\b/u.test(step))
        return 'health-check';
    if (/^pushing |^exporting to image/u.test(step) && lines.some((line) => pushing.test(line)))
        return 'push';
    // newer clients add hints after the error ("View build details: …")
    const last = lines.findLast((line) => /^(?:ERROR|error): /u.test(line)) ?? lines.findLast((line) => line !== '') ?? '';
    if (/failed to push |pushing layers/u.test(last))
        return 'push';
    if (/failed to resolve source metadata|failed to create LLB definition|failed to parse stage name/u.test(last)) {
        return 'base';
    }
    return 'other';
}
const pushing = /^#\d+ (?:pushing (?:layers|manifest|\S+ with docker)|.*failed to push )/u;

;// CONCATENATED MODULE: ./build/docker/failures.js
/**
 * What went wrong with an image: the output of docker, buildx and pip → one reason. Pure.
 * The patterns come from outputs of docker 20.10 to 29, BuildKit 0.8 to 0.25 and pip 18 to 25; the tests hold them literally.
 */






/**
 * Explains a docker command that failed.
 * @param kind the command: `docker push`, or a build (that may push as its last step)
 * @param output the last lines that it wrote
 */
function explainFailure(kind, output, facts) {
    const transcript = readTranscript(output, kind === 'push');
    return (byRules(generalRules(transcript), transcript, facts) ??
        (transcript.part === 'pip' ? byPip(transcript, facts) : undefined) ??
        byRules(rulesOfPart(transcript), transcript, facts) ??
        conclude(fallback(transcript), transcript, lastLines(transcript), facts, undefined));
}
function byRules({ rules, lines }, transcript, facts) {
    for (const rule of rules) {
        const found = lines.filter((line) => rule.pattern.test(withoutNames(line, facts)));
        if (found.length > 0)
            return conclude(rule.reason, transcript, found, facts, rule);
    }
    return undefined;
}
/** pip's own words, made into sentences; of the step that upgrades pip only the index can be told. */
function byPip(transcript, facts) {
    const explained = explainPip(transcript.lines, facts);
    if (explained === undefined)
        return undefined;
    const { reason, why, fix } = explained;
    const what = transcript.isPipUpgrade ? whatFailed(reason, transcript, facts) : explained.what;
    return { failure: new failure/* Failure */.HR(reason, { what, why, fix }), part: transcript.part, isPassing: false };
}
/** A tag can be `404`, a repository can be named `denied`: names and addresses explain nothing. */
function withoutNames(line, facts) {
    const bare = [facts.repository, facts.baseImage].reduce((text, name) => (name === '' ? text : text.replaceAll(name, 'NAME')), line.replace(/https?:\/\/[^\s"]*[^\s":]/gu, 'ADDRESS'));
    return bare.replace(/\bNAME:[\w.-]*[\w-]/gu, 'NAME');
}
/** What can happen in every part of the work, or in every step that runs something. */
function generalRules(transcript) {
    switch (transcript.part) {
        case 'pip':
            return { rules: [...commonRules, ...stepRules], lines: transcript.lines };
        case 'health-check':
            return { rules: [...commonRules, ...stepRules], lines: transcript.own };
        default:
            return { rules: commonRules, lines: transcript.own };
    }
}
function rulesOfPart(transcript) {
    switch (transcript.part) {
        case 'pip':
            return { rules: pipRules, lines: transcript.lines };
        case 'base':
            return { rules: baseRules, lines: transcript.own };
        case 'push':
            // the last lines only: the ones before may tell of trouble that passed ("Retrying in 5 seconds")
            return { rules: pushRules, lines: transcript.own.slice(-4) };
        case 'health-check':
        case 'other':
            return { rules: [], lines: [] };
    }
}
function fallback(transcript) {
    if (transcript.part === 'health-check')
        return flowReasons.get(transcript.exitCode) ?? 'build-failed';
    if (transcript.part === 'pip' && !transcript.isPipUpgrade)
        return 'dependency-not-installable';
    return transcript.part === 'push' ? 'registry-unavailable' : 'build-failed';
}
/** The launcher's exit codes (`flow/protocol.ts`). */
const flowReasons = new Map([
    [64, 'flow-not-found'],
    [65, 'flow-not-importable']
]);
/** What a step printed says more than docker's line about it. */
function lastLines({ part, lines, printed }) {
    const runs = part === 'pip' || part === 'health-check';
    return (runs && printed.length > 0 ? printed : lines).slice(-3);
}
function conclude(reason, transcript, lines, facts, rule) {
    const text = {
        what: whatFailed(reason, transcript, facts),
        why: quote(lines),
        fix: rule?.fix ?? fixes(facts)[reason]
    };
    return { failure: new failure/* Failure */.HR(reason, text), part: transcript.part, isPassing: rule?.isPassing ?? false };
}
function whatFailed(reason, transcript, facts) {
    if (reason === 'docker-unavailable')
        return 'The Docker daemon does not answer.';
    if (reason === 'disk-full')
        return 'The disk of the Docker builder is full.';
    switch (transcript.part) {
        case 'base':
            return `The base image ${facts.baseImage} could not be fetched.`;
        case 'pip':
            return transcript.isPipUpgrade
                ? 'pip could not be upgraded in the image.'
                : 'The Python dependencies could not be installed.';
        case 'push':
            return `The image could not be pushed to ${facts.repository}.`;
        case 'health-check':
            return healthCheckFailed(reason);
        case 'other':
            return 'The image could not be built.';
    }
}
function healthCheckFailed(reason) {
    if (reason === 'flow-not-found')
        return 'The flow was not found in the finished image.';
    if (reason === 'flow-not-importable')
        return 'The flow could not be imported in the finished image.';
    return 'The flow could not be tried in the finished image.';
}
/** What to do, where the reason alone says it. */
function fixes(facts) {
    const registry = (0,reference/* registryOf */.Fv)(facts.repository) ?? 'Docker Hub';
    return {
        'build-failed': 'Look at the build output above.',
        'flow-not-found': 'Look at the build output above; correct the input flow.',
        'flow-not-importable': 'Look at the build output above; correct the flow, or add what it imports to python-dependencies or files.',
        'dependency-not-installable': 'Look at the build output above; check names, versions and the Python version of base-image.',
        'package-index-unavailable': "Run the workflow again; if it stays, check that the builder reaches pip's package index (DNS, proxy, certificates).",
        'disk-full': 'Free space first, for example with "docker system prune", or use a larger runner.',
        'docker-unavailable': 'Start Docker on the runner, or use a runner that has it, such as ubuntu-latest.',
        'registry-unavailable': 'Run the workflow again; if it stays, check that the runner reaches the registry.',
        'push-unauthorized': `Log in to ${registry} before this step (docker/login-action) with an account that may push there.`,
        'repository-not-found': `Create the repository in ${registry} first, or correct registry-url and image-name.`,
        'image-not-found': 'Check name and tag of base-image.',
        'image-unauthorized': 'Check the name of base-image; if it is private, log in to its registry before this step.',
        'invalid-image-name': 'Give base-image as name:tag, in lower case.',
        'wrong-architecture': "Choose a base-image that exists for the builder's platform."
    };
}
/** At most this much of the output goes into a message; all of it is in the log above. */
const longestQuote = 600;
/** The last lines as one: without repeats and without markers that say nothing. */
function quote(lines) {
    const distinct = [...new Set(lines.map(shorten))].filter(Boolean);
    // a line that another one holds says nothing of its own ("ERROR: X" at the step, "failed to solve: X" at the end)
    const telling = distinct.filter((line) => !distinct.some((other) => other !== line && other.includes(line)));
    const text = telling.slice(-2).join('; ');
    if (text === '')
        return undefined;
    return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}
/** What BuildKit and its client put before the cause. */
const wrapping = /^failed to solve: (?:rpc error: code = \w+ desc = )?(?:failed to solve(?: with frontend \S+)?: )?(?:failed to create LLB definition: )?/u;
/** Without the marker in front, and of pip's list of all versions only the newest. */
function shorten(line) {
    return withoutCredentials(line)
        .replace(/^(?:ERROR|error): /u, '')
        .replace(wrapping, '')
        .replace(/\(from versions: (?:[^),]+, ){6,}((?:[^),]+, ){2}[^),]+)\)/u, '(from versions: …, $1)')
        .trim();
}

// EXTERNAL MODULE: ./build/docker/local-images.js
var local_images = __webpack_require__(1917);
// EXTERNAL MODULE: ./build/flow/launcher.js
var launcher = __webpack_require__(9733);
// EXTERNAL MODULE: ./build/scope.js
var build_scope = __webpack_require__(3832);
// EXTERNAL MODULE: ./build/image/build.js
var build = __webpack_require__(5638);
// EXTERNAL MODULE: ./build/image/context.js + 1 modules
var image_context = __webpack_require__(8840);
// EXTERNAL MODULE: ./build/image/dockerfile.js
var dockerfile = __webpack_require__(722);
// EXTERNAL MODULE: ./build/flow/failure-of-report.js
var failure_of_report = __webpack_require__(644);
// EXTERNAL MODULE: ./build/flow/home.js
var flow_home = __webpack_require__(7762);
// EXTERNAL MODULE: ./build/lib/deadline.js
var deadline = __webpack_require__(5842);
;// CONCATENATED MODULE: ./build/lib/retry.js
/** Retries with growing pauses: a pure schedule, and a loop whose clock can be replaced. */

/**
 * The pauses between the tries, each between half of its length and its whole length ("equal jitter"): many runners that were
 * refused together must not come back together.
 * @param random numbers from 0 (included) to 1
 */
function pauses(backoff, random = Math.random) {
    return Array.from({ length: Math.max(0, backoff.tries - 1) }, (_, index) => {
        const whole = Math.min(backoff.longest, backoff.first * backoff.factor ** index);
        return Math.round(whole / 2 + (whole / 2) * random());
    });
}
/**
 * Runs `body` until it succeeds, its error is not worth another try, or the tries are used up.
 * @throws the last error, or the signal's reason when that aborts during a pause.
 */
async function retry(body, options) {
    const waits = pauses(options.backoff, options.random);
    for (let index = 0;; index += 1) {
        try {
            return await body(index + 1);
        }
        catch (error) {
            const wait = waits[index];
            if (wait === undefined || options.signal.aborted || !options.worthwhile(error))
                throw error;
            options.onRetry?.(error, wait, index + 2);
            await (options.sleep ?? deadline/* sleep */.y)(wait, options.signal);
            options.signal.throwIfAborted();
        }
    }
}

;// CONCATENATED MODULE: ./build/image/push.js
/** Sends a built image to its registry, and makes sure that it arrived. */






/** Half a minute in all: a registry that restarts is back by then. The engine's own tries for single layers come on top. */
const pushBackoff = { tries: 5, first: 2000, factor: 2, longest: 15_000 };
const checkBackoff = { tries: 3, first: 500, factor: 2, longest: 2000 };
/** Milliseconds for one look at the registry. */
const lookTimeout = 20_000;
/** A docker command that failed, on its way through {@link retryPassing}. */
class ImageError extends Error {
    explained;
    constructor(explained) {
        super(explained.failure.message);
        this.explained = explained;
    }
}
/**
 * Runs something that pushes, or pulls a base image, again while the registry's trouble may pass (429, 5xx, resets, timeouts),
 * never after a refusal, and never for another part of a build.
 * @throws the last Failure; the signal's reason.
 */
async function retryPassing(body, tools) {
    try {
        return await retry(body, {
            backoff: pushBackoff,
            signal: tools.signal,
            worthwhile: (error) => error instanceof ImageError && ['push', 'base'].includes(error.explained.part) && error.explained.isPassing,
            onRetry: (error, pause, nthTry) => {
                const cause = error instanceof ImageError ? (error.explained.failure.why ?? '') : '';
                const next = `trying again in ${(pause / 1000).toFixed(1)} s (try ${nthTry} of ${pushBackoff.tries})`;
                const isBase = error instanceof ImageError && error.explained.part === 'base';
                tools.writer.info(`${isBase ? 'The base image could not be fetched' : 'The push failed'} (${cause}); ${next}.`);
            },
            ...(tools.sleep !== undefined && { sleep: tools.sleep })
        });
    }
    catch (error) {
        throw error instanceof ImageError ? error.explained.failure : error;
    }
}
/**
 * `docker push` with retries.
 * @param id the built image's id
 * @returns the digest that the registry took it under
 */
async function pushFromEngine(reference, id, tools) {
    const push = () => tools.docker.run({
        args: ['push', reference],
        signal: tools.signal,
        // ten lines a layer that say nothing yet
        onLines: (lines) => tools.writer.foreign(lines.filter((line) => !/: (?:Preparing|Waiting)$/u.test(line)))
    });
    return retryPassing(async () => {
        let exit = await push();
        if (exit.exitCode !== 0 &&
            exit.lines.some((line) => /does not exist locally with the tag|tag does not exist/iu.test(line))) {
            // another run on this machine that built the same has ended, and taken its name away
            await tools.docker.run({ args: ['tag', id, reference], signal: tools.signal, timeout: lookTimeout });
            exit = await push();
        }
        if (exit.exitCode !== 0)
            throw new ImageError(explainFailure('push', exit.lines, tools.facts));
        const local = await (0,local_images/* findLocalImage */.e9)(tools.docker, reference, tools.signal);
        const known = local === undefined ? [] : (0,local_images/* digestsIn */.V4)(local, tools.facts.repository);
        const digest = (0,build/* digestOfPush */.uu)(exit.lines) ?? known.at(-1);
        if (digest === undefined) {
            throw new failure/* Failure */.HR('internal-error', { what: `docker pushed ${reference}, but named no digest for it.` });
        }
        if (known.length > 0 && !known.includes(digest))
            throw otherContent(tools.facts, `docker knows it as ${known.join(', ')}, not as ${digest}.`);
        return digest;
    }, tools);
}
/**
 * Reads a pushed image back: its registry must have a manifest of exactly this digest, and in it the image that was built.
 * A registry that cannot be asked (no buildx, a login that may only push) is not a failure; one that has something else is.
 * @param id the built image's id where it is known: with the engine's classic store the digest of the configuration
 * @returns whether the registry has shown it
 */
async function verifyPush(digest, id, tools) {
    const reference = `${tools.facts.repository}@${digest}`;
    const answer = await retry(async (nthTry) => {
        const found = await (0,registry/* readManifest */.WI)(tools.docker, reference, { signal: tools.signal, timeout: lookTimeout });
        // some registries show a manifest a moment after they took it
        if (found.kind === 'absent' && nthTry < checkBackoff.tries)
            throw new NotYet();
        return found;
    }, {
        backoff: checkBackoff,
        signal: tools.signal,
        worthwhile: (error) => error instanceof NotYet,
        ...(tools.sleep !== undefined && { sleep: tools.sleep })
    });
    if (answer.kind === 'unknown') {
        tools.writer.info(`The pushed image could not be read back (${answer.why}); its digest is taken from the push.`);
        return false;
    }
    const isOurs = answer.kind === 'found' &&
        answer.digest === digest &&
        (id === undefined || answer.config === undefined || answer.config === id || answer.digest === id);
    if (isOurs)
        return true;
    throw otherContent(tools.facts, answer.kind === 'absent' ? answer.why : `It answers for ${digest} with other content.`);
}
function otherContent(facts, why) {
    return new failure/* Failure */.HR('registry-unavailable', {
        what: `The registry does not have the image that was pushed to ${facts.repository}.`,
        why,
        fix: 'Run the workflow again; if it stays, look at the registry and at proxies or mirrors before it.'
    });
}
class NotYet extends Error {
}

;// CONCATENATED MODULE: ./build/image/health-check.js
/** Looks for the flow inside the image before it is pushed: it is imported there, and not run. */









/**
 * Builds the stage that checks, on top of the image that it makes on the way: the build proper then finds that one ready.
 * @throws Failure `flow-not-found`, `flow-not-importable`, or what keeps the image from being built
 */
async function checkHealth(request, engine, { writer, stage, folder, docker, signal, home = flow_home/* unknownHome */.eF }, push) {
    const idFile = (0,external_node_path_.join)(folder, 'check-id');
    const command = (0,build/* checkCommand */.em)({ ...request, stage: dockerfile/* stages */._$.check, idFile }, engine);
    const run = async () => {
        request.watch.begin();
        const exit = await docker.run({
            args: command.args,
            env: { ...command.env, ...request.extra },
            signal,
            onLines: (lines) => {
                request.watch.add(lines);
                writer.foreign(lines);
            }
        });
        if (exit.exitCode === 0)
            return;
        const explained = explainFailure('build', exit.lines, push.facts);
        throw new ImageError(explained.part === 'health-check' ? withReport(explained, exit.lines, home) : explained);
    };
    await stage('build', () => retryPassing(() => writer.group('Build, and look for the flow in the image', run), push));
    if (engine.buildx === undefined)
        await removeCheck(idFile, { docker, signal });
}
/** What the launcher said in the build is more than what its exit code tells. */
function withReport(explained, lines, home) {
    const report = (0,protocol/* parseCheck */.QB)(lines);
    if (report === undefined || report.state === 'succeeded')
        return explained;
    return { ...explained, failure: (0,failure_of_report/* failureOfReport */.i)(report, report.exit, home) };
}
/** The legacy builder leaves the stage as an image without a name. */
async function removeCheck(idFile, { docker, signal }) {
    const id = (await (0,promises_.readFile)(idFile, 'utf8').catch(() => '')).trim();
    if (id !== '')
        await docker.run({ args: ['rmi', '--no-prune', id], signal, timeout: 30_000 });
}

;// CONCATENATED MODULE: ./build/image/make.js
/** Builds an image, checks it where that is wanted, and pushes it. */
















/** @throws Failure of any reason that concerns builds and pushes; the signal's reason */
async function makeImage(plan, making, tools) {
    const { caches, watch } = making;
    const { docker, scope, writer, signal } = tools;
    const reference = `${plan.repository}:${plan.tag}`;
    const contextFolder = (0,external_node_path_.join)(tools.folder, 'context');
    const [context, engine] = await (0,build_scope/* together */.bs)(signal, [
        () => scope.create({ kind: 'folder', path: contextFolder }, async () => (0,image_context/* writeContext */.p)(plan, contextFolder, await (0,launcher/* ownFiles */.aJ)(), making.how)),
        (both) => (0,docker_engine/* withBuildxVersion */.DO)(docker, making.engine, both)
    ]);
    const idFile = (0,external_node_path_.join)(tools.folder, 'image-id');
    const metadataFile = (0,external_node_path_.join)(tools.folder, 'build-metadata.json');
    const { platform, buildSecrets: secrets } = plan;
    const common = { platform, secrets, context: context.folder, dockerfile: context.dockerfile, caches };
    const stage = plan.healthCheck ? dockerfile/* stages */._$.image : undefined;
    const command = (0,build/* buildCommand */.Oe)({ ...common, reference, push: plan.push, stage, idFile, metadataFile }, engine);
    const push = {
        docker,
        writer,
        signal,
        facts: { baseImage: plan.baseImage, repository: plan.repository, asked: askedOf(plan) },
        ...(tools.sleep !== undefined && { sleep: tools.sleep })
    };
    const extra = (0,image_caches/* cacheEnvironment */.G9)(plan, tools.env ?? {});
    const runBuild = () => tools.stage('build', () => 
    // the builder keeps what it built: another try goes straight to its push
    retryPassing(() => writer.group(`Build ${reference}`, () => runBuilder(command, extra, watch, push)), push));
    if (plan.healthCheck)
        await checkHealth({ ...common, extra, watch }, engine, tools, push);
    if (command.delivers === 'registry') {
        await runBuild();
        const digest = (0,build/* pushedDigest */.Mn)(await (0,promises_.readFile)(metadataFile, 'utf8'));
        if (digest === undefined)
            throw new failure/* Failure */.HR('internal-error', { what: 'buildx named no digest for what it pushed.' });
        const { value: isVerified, platforms } = await tools.stage('push', () => withPlatforms(`${plan.repository}@${digest}`, tools, () => verifyPush(digest, undefined, push)));
        return { digest, platforms, isVerified };
    }
    if (!plan.push) {
        await runBuild();
        return { digest: undefined, platforms: undefined, isVerified: false };
    }
    await withLocalTag(reference, tools, runBuild);
    const id = (await (0,promises_.readFile)(idFile, 'utf8')).trim();
    return writer.group(`Push ${reference}`, () => tools.stage('push', async () => {
        const digest = await pushFromEngine(reference, id, push);
        if (engine.buildx === undefined)
            return { digest, platforms: undefined, isVerified: false };
        const { value: isVerified, platforms } = await withPlatforms(`${plan.repository}@${digest}`, tools, () => verifyPush(digest, (0,build/* isDigest */.Bc)(id) ? id : undefined, push));
        return { digest, platforms, isVerified };
    }));
}
/** One run of the builder, its output in the log. @throws ImageError */
async function runBuilder(command, extra, watch, tools) {
    watch.begin();
    const exit = await tools.docker.run({
        args: command.args,
        env: { ...command.env, ...extra },
        signal: tools.signal,
        onLines: (lines) => {
            watch.add(lines);
            tools.writer.foreign(lines);
        }
    });
    if (exit.exitCode !== 0)
        throw new ImageError(explainFailure('build', exit.lines, tools.facts));
}
/** Where pip's requirements come from, for its errors. */
function askedOf({ origins, requirements }) {
    const file = requirements && external_node_path_.posix.relative(look/* flowFolder */.Hz, requirements.file);
    return { origins: origins ?? new Map(), file };
}
/** Builds under a name that goes again at the end of the run, unless the runner's engine had this name before. */
async function withLocalTag(reference, tools, body) {
    if ((await (0,local_images/* findLocalImage */.e9)(tools.docker, reference, tools.signal)) !== undefined)
        await body();
    else
        await tools.scope.create({ kind: 'local-image', reference }, body);
}

// EXTERNAL MODULE: ./build/image/record.js
var image_record = __webpack_require__(7641);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/image/installation.js
var installation = __webpack_require__(2860);
;// CONCATENATED MODULE: ./build/image/fingerprint.js
/** What has to agree before a built image is used again: the plan's fingerprint and what only builders and registries know. Pure. */



/** SHA-256 of everything that makes the image. How the builder is asked (links, digests, a check) makes no other image. */
function imageFingerprint(plan, items, { base, platform }) {
    const text = (0,dockerfile/* dockerfile */.TE)({ ...plan, healthCheck: false, day: undefined }, items);
    return sha256(['image', plan.fingerprint, base, plainPlatform(platform), text]);
}
/** SHA-256 of everything that makes the layers below the user's files. */
function dependenciesFingerprint(plan, { base, platform }) {
    const steps = (0,installation/* installation */.pK)(plan, dockerfile/* contextNames */.Mv);
    return sha256(['dependencies', plan.dependenciesKey, base, plainPlatform(platform), steps]);
}
/** Builders and images name one platform in two ways: `linux/arm64`, `linux/arm64/v8`. */
function plainPlatform(platform) {
    return platform.replace(/^(linux\/arm64)\/v8$/u, '$1');
}
function sha256(value) {
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(value)).digest('hex');
}

;// CONCATENATED MODULE: ./build/image/reuse.js
/** Whether an image that is remembered can run instead of one that is built: its registry must have it, as it was. */




/** Milliseconds for one question to the registry. */
const patience = 10_000;
/** Asks the registry about remembered images, about each once; what nobody has waited for ends with it. */
class Lookups {
    #plan;
    #docker;
    #stop = new AbortController();
    #signal;
    #asked = new Map();
    constructor(plan, { docker, signal }) {
        this.#plan = plan;
        this.#docker = docker;
        this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    }
    /** @throws the signal's reason */
    of(digest) {
        const answers = this.#asked.get(digest) ?? this.#ask(digest);
        this.#asked.set(digest, answers);
        return answers;
    }
    /** Begins to ask, for somebody who may want to know. */
    begin(digest) {
        void this.of(digest).catch(() => undefined);
    }
    async [Symbol.asyncDispose]() {
        this.#stop.abort(new Error('nobody wants to know any more'));
        await Promise.allSettled(this.#asked.values());
    }
    async #ask(digest) {
        const { repository, tag, hasOwnTag } = this.#plan;
        const options = { signal: this.#signal, timeout: patience };
        const reference = `${repository}@${digest}`;
        const [manifest, image, tagged] = await Promise.all([
            (0,registry/* readManifest */.WI)(this.#docker, reference, options),
            (0,registry/* readImage */.AM)(this.#docker, reference, options),
            hasOwnTag ? (0,registry/* readManifest */.WI)(this.#docker, `${repository}:${tag}`, options) : undefined
        ]);
        return { manifest, image, tagged };
    }
}
/**
 * The remembered image, where it is all that a new one would be. What keeps it from that is said, and then it is built.
 * @param platform that it has to be for
 * @throws the signal's reason
 */
async function reuse(plan, entry, platform, lookups, tools) {
    const { writer, signal } = tools;
    const origin = `built ${entry.when}${entry.run === undefined ? '' : ` by ${entry.run}`}`;
    try {
        const why = await problemOf(plan, entry, platform, lookups, tools);
        if (why !== undefined) {
            writer.info(`An image of the same was ${origin}, but is built again: ${why}.`);
            return undefined;
        }
    }
    catch (error) {
        signal.throwIfAborted();
        writer.debug(`The image that was ${origin} could not be looked up: ${(0,failure/* describe */.q0)(error)}`);
        return undefined;
    }
    const reference = `${plan.repository}@${entry.digest}`;
    writer.info(`Reuses ${reference}, ${origin}: nothing is built or pushed.`);
    const { imageName, tag } = plan;
    return { reference, imageName, imageTag: tag, digest: entry.digest, build: 'reused', platforms: [platform] };
}
/** Only what the registry says of this very digest counts: neither a tag nor a label proves where an image comes from. */
async function problemOf(plan, entry, platform, lookups, { docker, signal }) {
    if (plan.healthCheck && entry.checked !== true)
        return 'its flow was not looked for when it was built';
    const { manifest, image, tagged } = await lookups.of(entry.digest);
    if (manifest.kind === 'absent')
        return 'the registry has it no more';
    if (manifest.kind === 'unknown')
        return `the registry did not show it (${manifest.why})`;
    if (manifest.digest !== entry.digest)
        return 'the registry answers for its digest with other content';
    if (image === undefined)
        return 'the registry has it in part only, or did not show it';
    const [only, ...more] = image.platforms;
    if (only === undefined || more.length > 0 || plainPlatform(only) !== plainPlatform(platform))
        return `it is not for ${platform}`;
    if (plan.flow !== undefined && image.labels?.[protocol/* launcherLabel */.t0] !== String(protocol/* protocolVersion */.Xg))
        return "it has not this action's launcher in it";
    const leads = tagged?.kind === 'found' && tagged.digest === entry.digest;
    const { repository, tag } = plan;
    const target = { repository, tag, digest: entry.digest };
    if (!plan.hasOwnTag || leads || (await (0,registry/* putTag */.go)(docker, target, { signal, timeout: patience })))
        return undefined;
    return `the tag ${tag} cannot be put on it without a build here`;
}

;// CONCATENATED MODULE: ./build/docker/base-image.js
/** Which image stands behind the name of a base image: told by its content, so that a name that moved is seen. */



/** Milliseconds for a registry to tell. */
const base_image_patience = 5_000;
const nobody = { identity: undefined, reference: undefined, isLocal: false };
/**
 * Looks a base image up where the builder will: the engine's own builder takes what the engine has, all others ask the registry.
 * @param options.isEngines the engine's own builder will build @param options.isFresh the registry's is wanted, whatever is here
 * @throws the signal's reason; nothing else
 */
async function findBase(docker, name, options) {
    // it is nothing, everywhere
    if (name === 'scratch')
        return { ...nobody, identity: 'scratch' };
    const { repository, digest } = (0,reference/* parseReference */.F2)(name);
    if (digest !== undefined)
        return { ...nobody, identity: digest, reference: name };
    const { signal } = options;
    try {
        const local = options.isEngines ? await (0,local_images/* findLocalImage */.e9)(docker, name, signal) : undefined;
        const digests = local === undefined ? [] : (0,local_images/* digestsIn */.V4)(local, repository);
        // an engine with containerd's store knows images by such digests alone, also its own, and asks the registry first
        const known = local === undefined || digests.includes(local.id) ? undefined : digests.at(-1);
        const asksFirst = options.isFresh || (local !== undefined && digests.includes(local.id));
        if (local !== undefined && !asksFirst) {
            if (known === undefined)
                return { identity: local.id, reference: undefined, isLocal: true };
            return { identity: known, reference: `${name}@${known}`, isLocal: true };
        }
        const answer = await (0,registry/* readManifest */.WI)(docker, name, { signal, timeout: base_image_patience });
        if (answer.kind === 'found')
            return { identity: answer.digest, reference: `${name}@${answer.digest}`, isLocal: local !== undefined };
        // one that was made here and is in no registry can be had no fresher
        if (local !== undefined && known === undefined)
            return { identity: local.id, reference: undefined, isLocal: true };
        return { ...nobody, isLocal: local !== undefined, why: answer.why };
    }
    catch (error) {
        signal.throwIfAborted();
        return { ...nobody, why: error instanceof Error ? error.message : String(error) };
    }
}

;// CONCATENATED MODULE: ./build/image/survey.js
/** What is known before a build: what builds here, from what, and what was built before. Nothing is made. */





/** Milliseconds that the cluster is waited for when all else is ready. */
const recordPatience = 10_000;
/**
 * Looks at everything, as far as it can all at once.
 * @param foresee is told what was built before as soon as that is known
 * @throws Failure of what is wrong in the workspace; the signal's reason
 */
async function surveyBuild(plan, tools, foresee = () => undefined) {
    const { docker, signal, memory } = tools;
    const reading = memory === undefined || !plan.push ? undefined : startReading(memory, signal);
    void reading?.result().then((record) => record && foresee(record));
    try {
        const find = (hasOwnImages) => findBase(docker, plan.baseImage, {
            // an image of the engine may be for another platform than the one that is asked for
            isEngines: hasOwnImages && plan.platform === undefined,
            isFresh: plan.rebuild === true,
            signal
        });
        const isWanted = reading !== undefined || plan.rebuild === true;
        // where the engine has no such image, all builders find the same one: nobody has to know first which of them it is
        const [engine, guess] = await Promise.all([
            settled((0,docker_engine/* probeEngine */.lt)(docker, signal)),
            isWanted ? settled(find(true)) : undefined
        ]);
        signal.throwIfAborted();
        if (guess === undefined)
            return { engine, base: undefined, past: undefined };
        const found = 'value' in engine ? engine.value : undefined;
        const isRight = 'value' in guess && (isEngines(found) || !guess.value.isLocal);
        const base = isRight ? guess.value : await find(isEngines(found));
        const past = memory === undefined ? undefined : await pastOf(plan, base, found, reading, tools);
        return { engine, base, past };
    }
    finally {
        reading?.stop();
    }
}
/** Whether the engine's own builder builds. */
function isEngines(engine) {
    return engine !== undefined && (engine.buildx === undefined || engine.buildx.driver === 'docker');
}
async function pastOf(plan, base, engine, reading, { writer, signal, memory }) {
    const platform = plan.platform ?? (engine === undefined ? platformOfRunner() : (0,docker_engine/* platformOf */.tj)(engine));
    const why = engine !== undefined && engine.buildx === undefined
        ? 'there is no docker buildx here, which could look images up'
        : base.identity === undefined
            ? `it is not known what ${plan.baseImage} is at present (${base.why ?? 'no answer'})`
            : platform === undefined
                ? 'it is not known for which platform the builder builds'
                : undefined;
    if (memory === undefined || reading === undefined || base.identity === undefined || platform === undefined || why) {
        writer.debug(`No image of an earlier run is looked for: ${why ?? 'nothing is pushed'}.`);
        return undefined;
    }
    const [record, items] = await Promise.all([reading.result(), (0,image_context/* copyItems */.E)(plan)]);
    signal.throwIfAborted();
    if (record === undefined)
        memory.explain();
    const ground = { base: base.identity, platform };
    return {
        memory,
        fingerprint: imageFingerprint(plan, items, ground),
        dependenciesKey: dependenciesFingerprint(plan, ground),
        platform,
        // what is built now can be remembered all the same
        record: record ?? new Map()
    };
}
/** Where no engine answers: what is looked up in the registry is checked against it all the same. */
function platformOfRunner() {
    const known = { x64: 'linux/amd64', arm64: 'linux/arm64' };
    return known[process.arch];
}
/** Begins to read at once: the connection to the cluster takes its time, beside what docker is asked. */
function startReading(memory, parent) {
    const stop = new AbortController();
    const signal = AbortSignal.any([parent, stop.signal]);
    const reading = memory.read(signal);
    return {
        result: () => Promise.race([reading, (0,deadline/* sleep */.y)(recordPatience, signal).then(() => undefined)]),
        stop: () => stop.abort(new Error('it took too long'))
    };
}
async function settled(work) {
    try {
        return { value: await work };
    }
    catch (error) {
        return { error };
    }
}

;// CONCATENATED MODULE: ./build/image/provide.js
/** From a plan to an image that can run: reused, built and pushed, or an existing one resolved to its digest. */
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});








/**
 * Provides the plan's image. Everything that is left on the runner (context, local tag) is in the scope's records.
 * @throws Failure of any reason that concerns images; the signal's reason.
 */
async function provideImage(plan, tools) {
    return plan.kind === 'use' ? useImage(plan, tools) : withinTime(plan, tools);
}
/** Bounds build and push together by the plan's timeout. */
async function withinTime(plan, tools) {
    const controller = new AbortController();
    const timer = setTimeout(() => {
        controller.abort(new failure/* Failure */.HR('build-timeout', {
            what: `The image was not built and pushed within ${Math.round(plan.timeout / 1000)} s.`,
            fix: 'Raise build-timeout, or look at the build output above for the slow step.'
        }));
    }, plan.timeout);
    try {
        return await reuseOrBuild(plan, { ...tools, signal: AbortSignal.any([tools.signal, controller.signal]) });
    }
    finally {
        clearTimeout(timer);
    }
}
async function reuseOrBuild(plan, tools) {
    const looking = async () => {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const lookups = __addDisposableResource(env_1, new Lookups(plan, tools), true);
            const found = await surveyBuild(plan, tools, (record) => {
                const likely = plan.rebuild === true ? undefined : (0,image_record/* findLikely */.wC)(record, plan.fingerprint, plan.day);
                if (likely !== undefined)
                    lookups.begin(likely.digest);
            });
            const { past } = found;
            const entry = past && plan.rebuild !== true ? (0,image_record/* findEntry */.w4)(past.record, past.fingerprint, plan.day) : undefined;
            return { survey: found, reused: past && entry && (await reuse(plan, entry, past.platform, lookups, tools)) };
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    };
    const { survey, reused } = tools.memory === undefined ? await looking() : await tools.stage('build', looking);
    if (reused !== undefined)
        return reused;
    if ('error' in survey.engine)
        throw survey.engine.error;
    return provide_build(plan, survey.engine.value, survey, tools);
}
const ownBuilder = 'This runner began with neither the base image nor the dependencies of this flow. With docker/setup-buildx-action before this step only the changed layers are built and pushed.';
async function provide_build(plan, engine, { base, past }, tools) {
    tools.writer.debug(`Docker engine ${engine.serverVersion ?? 'none'}; ${describeBuilder(engine)}`);
    const dependencies = past && (0,image_record/* findDependencies */.Nn)(past.record, past.dependenciesKey);
    const isBaseOurs = base?.isLocal === true && base.identity !== undefined && base.reference === undefined;
    const watch = new image_caches/* BuildWatch */.iL();
    const making = {
        engine,
        how: { base: base?.reference, links: (0,docker_engine/* knowsLinks */.Uf)(engine) },
        caches: (0,image_caches/* cachesOf */.nk)(plan, engine, { dependencies, isBaseOurs }),
        watch
    };
    const made = await makeImage(plan, making, tools);
    if (past !== undefined) {
        remember(plan, made, past, (0,image_caches/* sourceOfDependencies */.wr)(made.digest ?? '', dependencies, watch, isEngines(engine)));
    }
    // built before with the same dependencies, and everything had to be fetched all the same
    const hint = dependencies !== undefined && isEngines(engine) && base?.isLocal === false ? ownBuilder : undefined;
    if (hint !== undefined)
        tools.writer.info(hint);
    const { digest, platforms } = made;
    return {
        reference: digest === undefined ? `${plan.repository}:${plan.tag}` : `${plan.repository}@${digest}`,
        imageName: plan.imageName,
        imageTag: plan.tag,
        digest,
        build: 'built',
        platforms,
        ...(hint !== undefined && { hint })
    };
}
/** Only what the registry has shown is worth remembering. */
function remember(plan, { digest, isVerified }, past, source) {
    if (digest === undefined || !isVerified)
        return;
    past.memory.remember(past.fingerprint, {
        digest,
        ...(plan.day !== undefined && { day: plan.day }),
        ...(plan.healthCheck && { checked: true }),
        plan: plan.fingerprint,
        dependencies: { key: past.dependenciesKey, digest: source }
    });
}
function describeBuilder(engine) {
    if (engine.buildx === undefined)
        return 'no buildx, the legacy builder is used';
    return `builder ${engine.buildx.builder} of buildx (${engine.buildx.driver})`;
}


/***/ }),

/***/ 7641:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hh: () => (/* binding */ parseRecord),
/* harmony export */   Nn: () => (/* binding */ findDependencies),
/* harmony export */   gn: () => (/* binding */ patchOf),
/* harmony export */   w4: () => (/* binding */ findEntry),
/* harmony export */   wC: () => (/* binding */ findLikely),
/* harmony export */   xD: () => (/* binding */ recordName)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5638);
/**
 * What is remembered of the images that were built for one repository: the data of a ConfigMap, a fingerprint each. Pure.
 * Whoever may write it may run pods in its namespace anyway; what is in it is still foreign text, and checked field by field.
 */


/** Entries that are kept; a ConfigMap holds 1 MiB, this is a part of it that nobody notices. */
const mostEntries = 30;
/** Characters of one entry; ours have at most a third of that. */
const longestEntry = 2_000;
const longestUrl = 500;
/** The ConfigMap's name: no two repositories have the same. */
function recordName(repository) {
    return `docker-on-k8s-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(repository).digest('hex').slice(0, 32)}`;
}
/** Reads a ConfigMap's data: what is no entry of ours is left out. */
function parseRecord(data) {
    const record = new Map();
    for (const [fingerprint, text] of Object.entries(asObject(data) ?? {})) {
        const entry = isHash(fingerprint) && typeof text === 'string' ? parseEntry(text) : undefined;
        if (entry !== undefined)
            record.set(fingerprint, entry);
    }
    return record;
}
/** @param day the day on which dependencies have to be chosen; undefined: any */
function findEntry(record, fingerprint, day) {
    const entry = record.get(fingerprint);
    return day === undefined || entry?.day === day ? entry : undefined;
}
/** The newest image of the same plan: most likely the one that {@link findEntry} will find, once all is known. */
function findLikely(record, plan, day) {
    return newestFirst(record).find(([, entry]) => entry.plan === plan && (day === undefined || entry.day === day))?.[1];
}
/** The image with the dependencies of this key: of the newest entry. */
function findDependencies(record, key) {
    return newestFirst(record).find(([, { dependencies }]) => dependencies?.key === key)?.[1].dependencies?.digest;
}
/**
 * The merge patch of `data` that adds an entry, and takes away the oldest where there are too many. What others write at the
 * same time under other keys stays.
 * @param data the ConfigMap's data as it was read
 */
function patchOf(data, fingerprint, entry) {
    const record = parseRecord(data);
    const others = Object.keys(asObject(data) ?? {}).filter((key) => isHash(key) && key !== fingerprint);
    const kept = new Set(newestFirst(record)
        .map(([key]) => key)
        .filter((key) => key !== fingerprint)
        .slice(0, mostEntries - 1));
    const gone = others.filter((key) => !kept.has(key)).map((key) => [key, null]);
    return { ...Object.fromEntries(gone), [fingerprint]: JSON.stringify(entry) };
}
function newestFirst(record) {
    return [...record].sort(([, a], [, b]) => Date.parse(b.when) - Date.parse(a.when));
}
function parseEntry(text) {
    if (text.length > longestEntry)
        return undefined;
    let read;
    try {
        read = asObject(JSON.parse(text));
    }
    catch {
        return undefined;
    }
    const { digest, when, run, day, checked, plan } = read ?? {};
    if (typeof digest !== 'string' || !(0,_build_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest) || typeof when !== 'string' || !isTime(when))
        return undefined;
    const dependencies = parseDependencies(read?.['dependencies']);
    return {
        digest,
        when,
        ...(typeof run === 'string' && isPage(run) && { run }),
        ...(typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(day) && { day }),
        ...(checked === true && { checked }),
        ...(typeof plan === 'string' && isHash(plan) && { plan }),
        ...(dependencies !== undefined && { dependencies })
    };
}
function parseDependencies(value) {
    const { key, digest } = asObject(value) ?? {};
    return typeof key === 'string' && isHash(key) && typeof digest === 'string' && (0,_build_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest)
        ? { key, digest }
        : undefined;
}
function isHash(text) {
    return /^[0-9a-f]{64}$/u.test(text);
}
function isTime(text) {
    return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/u.test(text) && !Number.isNaN(Date.parse(text));
}
function isPage(text) {
    return text.length <= longestUrl && /^https?:\/\/[\w.:-]+\/[\w./-]*$/u.test(text);
}
function asObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value
        : undefined;
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
