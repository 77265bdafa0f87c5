export const id = 833;
export const ids = [833];
export const modules = {

/***/ 2475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DO: () => (/* binding */ withBuildxVersion),
/* harmony export */   Uf: () => (/* binding */ knowsLinks),
/* harmony export */   du: () => (/* binding */ isAtLeast),
/* harmony export */   lt: () => (/* binding */ probeEngine),
/* harmony export */   tj: () => (/* binding */ platformOf)
/* harmony export */ });
/* unused harmony exports readServer, readBuildx */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9874);
/** What can build and push here. */

/** Milliseconds for one question; a healthy daemon answers in well under one second. */
const patience = 20_000;
/**
 * Asks docker what it can do.
 * @throws Failure `docker-missing` or `docker-unavailable` when nothing can be built here.
 */
async function probeEngine(docker, signal) {
    const ask = (...args) => docker.run({ args, signal, timeout: patience });
    const [version, inspection] = await Promise.all([ask('version', '--format', '{{json .}}'), ask('buildx', 'inspect')]);
    const server = readServer(version);
    const buildx = readBuildx(inspection);
    // builders elsewhere need no engine here; a builder in a container is run by it
    const needsEngine = buildx === undefined || ['docker', 'docker-container'].includes(buildx.driver);
    if (needsEngine && server.version === undefined)
        throw unavailable(version);
    // no answer of a builder: it is broken, or there is no buildx at all
    if (buildx === undefined && (await ask('buildx', 'version')).exitCode === 0)
        throw brokenBuilder(inspection);
    if (needsEngine && server.os === 'windows') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('docker-missing', {
            what: "This runner's Docker engine cannot build Linux images.",
            why: 'It runs Windows containers.',
            fix: 'Use a Linux runner, such as ubuntu-latest, or set image to run an image that exists already.'
        });
    }
    return { serverVersion: server.version, platform: server.platform, buildx };
}
/** Reads `docker version --format '{{json .}}'`: its `Server` is null while the daemon does not answer. */
function readServer(exit) {
    try {
        const parsed = JSON.parse(exit.stdout);
        const server = isObject(parsed) && isObject(parsed.Server) ? parsed.Server : undefined;
        if (server === undefined)
            return {};
        return {
            ...(typeof server.Version === 'string' && { version: server.Version }),
            ...(typeof server.Os === 'string' && { os: server.Os }),
            ...(typeof server.Os === 'string' &&
                typeof server.Arch === 'string' && { platform: `${server.Os}/${server.Arch}` })
        };
    }
    catch {
        return {};
    }
}
/** The engine with the version of its buildx: one question more, which only a build is worth. @throws the signal's reason */
async function withBuildxVersion(docker, engine, signal) {
    if (engine.buildx === undefined)
        return engine;
    const { stdout } = await docker.run({ args: ['buildx', 'version'], signal, timeout: patience });
    const version = /\bv?(\d+\.\d+\.\d+)/u.exec(stdout)?.[1] ?? '';
    return { ...engine, buildx: { ...engine.buildx, version } };
}
/** Reads `docker buildx inspect`; undefined when the current builder cannot be told. */
function readBuildx(inspection) {
    const driver = /^Driver:[ \t]*(\S+)/mu.exec(inspection.stdout)?.[1];
    if (driver === undefined)
        return undefined;
    return {
        version: '',
        driver,
        builder: /^Name:[ \t]*(\S+)/mu.exec(inspection.stdout)?.[1] ?? '',
        // one that was built without saying a version calls itself v0.0.0+unknown
        buildkit: /^BuildKit(?: version)?:[ \t]*v?(?!0\.0\.0)(\d+\.\d+\S*)/imu.exec(inspection.stdout)?.[1] ?? '',
        // the first one is that of the machine; a star marks what its owner has chosen
        platform: /^Platforms:[ \t]*([a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9]+)?)/mu.exec(inspection.stdout)?.[1]
    };
}
/** For what is built when the plan names no platform; undefined when nobody here says. */
function platformOf({ buildx, platform }) {
    return buildx === undefined || buildx.driver === 'docker' ? (platform ?? buildx?.platform) : buildx.platform;
}
/**
 * Whether the builder knows `COPY --link` without a `# syntax` line, which would need Docker Hub: BuildKit since 0.10, which
 * docker engines have since 23.
 */
function knowsLinks({ buildx, serverVersion }) {
    if (buildx === undefined)
        return false;
    if (buildx.driver === 'docker')
        return serverVersion !== undefined && isAtLeast(serverVersion, 23, 0);
    return isAtLeast(buildx.buildkit, 0, 10);
}
/** Whether a version such as `0.13.1` is at least `0.10`; an unknown version counts as new. */
function isAtLeast(version, major, minor) {
    const [first, second] = version.split('.').map(Number);
    if (first === undefined || second === undefined || Number.isNaN(first) || Number.isNaN(second))
        return true;
    return first > major || (first === major && second >= minor);
}
function unavailable(version) {
    const said = version.lines.findLast((line) => line.trim() !== '' && !line.startsWith('{'));
    const isPermission = /permission denied/iu.test(said ?? '');
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('docker-unavailable', {
        what: 'The Docker daemon does not answer.',
        why: version.timedOut ? `It said nothing for ${patience / 1000} seconds.` : said,
        fix: isPermission
            ? "Let the runner's user use Docker: add it to the group docker, and restart the runner."
            : 'Start Docker on the runner, use a runner that has it, or set image to run an image that exists already.'
    });
}
function brokenBuilder(inspection) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('docker-unavailable', {
        what: 'The current buildx builder cannot be used.',
        why: inspection.timedOut
            ? `It said nothing for ${patience / 1000} seconds.`
            : inspection.lines.findLast((line) => line.trim() !== ''),
        fix: 'Set the builder up before this step (docker/setup-buildx-action), or return to the default one with "docker buildx use default".'
    });
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
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

/***/ 5638:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Mn: () => (/* binding */ pushedDigest),
/* harmony export */   Oe: () => (/* binding */ buildCommand),
/* harmony export */   em: () => (/* binding */ checkCommand),
/* harmony export */   uu: () => (/* binding */ digestOfPush)
/* harmony export */ });
/* harmony import */ var _docker_engine_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2475);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9874);
/** How an image is built and where it goes, as arguments and environment of docker. Pure. */


/**
 * Without buildx the legacy builder; with it, `--push` only for builders that are not the engine.
 * @throws Failure `docker-missing` for secrets without BuildKit
 */
function buildCommand(request, engine) {
    const common = [
        ...freshness(request),
        ...['--file', request.dockerfile, '--tag', request.reference],
        ...stageAndPlatform(request)
    ];
    if (engine.buildx === undefined) {
        if (request.secrets.size > 0)
            throw secretsNeedBuildKit();
        return {
            args: ['build', '--force-rm', '--iidfile', request.idFile, ...common, request.context],
            env: legacy,
            delivers: 'engine'
        };
    }
    const pushes = request.push && engine.buildx.driver !== 'docker';
    return {
        args: [
            'buildx',
            'build',
            '--progress=plain',
            // one plain manifest: attestations would turn the digest into that of a list
            ...((0,_docker_engine_js__WEBPACK_IMPORTED_MODULE_0__/* .isAtLeast */ .du)(engine.buildx.version, 0, 10) ? ['--provenance=false', '--sbom=false'] : []),
            ...['--iidfile', request.idFile, '--metadata-file', request.metadataFile],
            pushes ? '--push' : '--load',
            ...cacheOptions(request),
            ...common,
            ...secretOptions(request.secrets).args,
            request.context
        ],
        env: secretOptions(request.secrets).env,
        delivers: pushes ? 'registry' : 'engine'
    };
}
/**
 * Builds the stage that checks the flow; nothing comes out of it.
 * @param request `idFile` is written by the legacy builder alone, for the image that it leaves without a name
 */
function checkCommand(request, engine) {
    const common = [...freshness(request), '--file', request.dockerfile, ...stageAndPlatform(request)];
    if (engine.buildx === undefined) {
        if (request.secrets.size > 0)
            throw secretsNeedBuildKit();
        return { args: ['build', '--force-rm', '--iidfile', request.idFile, ...common, request.context], env: legacy };
    }
    const { args, env } = secretOptions(request.secrets);
    const from = cacheOptions(request.caches === undefined ? {} : { caches: { ...request.caches, to: [] } });
    const output = ['--progress=plain', '--output=type=cacheonly'];
    return { args: ['buildx', 'build', ...output, ...from, ...common, ...args, request.context], env };
}
/** Without buildx the CLI would else stop where the engine prefers BuildKit. */
const legacy = { DOCKER_BUILDKIT: '0' };
function stageAndPlatform({ stage, platform }) {
    return [
        ...(stage === undefined ? [] : ['--target', stage]),
        ...(platform === undefined ? [] : ['--platform', platform])
    ];
}
function freshness({ caches }) {
    return [...(caches?.isFresh === true ? ['--no-cache'] : []), ...(caches?.pulls === true ? ['--pull'] : [])];
}
function cacheOptions({ caches }) {
    return [
        ...(caches?.from ?? []).flatMap((place) => ['--cache-from', place]),
        ...(caches?.to ?? []).flatMap((place) => ['--cache-to', place])
    ];
}
/** Values go through the environment of docker alone: neither its arguments nor the disk ever hold them. */
function secretOptions(secrets) {
    const variables = [...secrets.keys()].map((name) => [name, `DOCKER_ON_K8S_BUILD_SECRET_${name}`]);
    return {
        args: variables.flatMap(([name, variable]) => ['--secret', `id=${name},env=${variable}`]),
        env: Object.fromEntries(variables.map(([name, variable]) => [variable, secrets.get(name) ?? '']))
    };
}
function secretsNeedBuildKit() {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('docker-missing', {
        what: 'This runner cannot build with build-secrets.',
        why: 'Only BuildKit keeps a secret out of the image, and docker buildx is not installed here.',
        fix: 'Install docker buildx on the runner, or use one that has it, such as ubuntu-latest.'
    });
}
/** The pushed digest in buildx's metadata file; only `--push` writes the registry's digest there, `--load` the image's id. */
function pushedDigest(metadata) {
    const parsed = JSON.parse(metadata);
    if (typeof parsed !== 'object' || parsed === null || !('containerimage.digest' in parsed))
        return undefined;
    const digest = parsed['containerimage.digest'];
    return typeof digest === 'string' && isDigest(digest) ? digest : undefined;
}
/** The digest in the last line of `docker push`: `tag: digest: sha256:… size: 1153`. */
function digestOfPush(lines) {
    for (const line of lines.toReversed()) {
        const digest = /\bdigest: (sha256:[0-9a-f]{64})\b/u.exec(line)?.[1];
        if (digest !== undefined)
            return digest;
    }
    return undefined;
}
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/u.test(text);
}


/***/ }),

/***/ 7367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G9: () => (/* binding */ cacheEnvironment),
/* harmony export */   iL: () => (/* binding */ BuildWatch),
/* harmony export */   nk: () => (/* binding */ cachesOf),
/* harmony export */   wr: () => (/* binding */ sourceOfDependencies)
/* harmony export */ });
/** Which caches a build reads and writes, and what its output tells of them. Pure. */
/** By default only an image that is remembered by its digest is read, and every image that is pushed carries its own cache. */
function cachesOf(plan, { buildx }, { dependencies, isBaseOurs }) {
    const isFresh = plan.rebuild === true;
    const freshness = { isFresh, pulls: isFresh && !isBaseOurs };
    if (buildx === undefined)
        return { from: [], to: [], ...freshness };
    const known = dependencies === undefined ? [] : [`type=registry,ref=${plan.repository}@${dependencies}`];
    const from = plan.cacheFrom.length > 0 ? plan.cacheFrom : known;
    const to = plan.cacheTo.length > 0 || !plan.push ? plan.cacheTo : ['type=inline'];
    return { from: isFresh ? [] : from, to, ...freshness };
}
/** Variables of the runner that GitHub's cache needs, withheld from docker otherwise: they act for the workflow. */
function cacheEnvironment({ cacheFrom, cacheTo }, env) {
    if (![...cacheFrom, ...cacheTo].some((place) => place.split(',').includes('type=gha')))
        return {};
    const names = ['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_CACHE_URL', 'ACTIONS_RESULTS_URL', 'ACTIONS_CACHE_SERVICE_V2'];
    return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
/** Watches BuildKit's plain progress: which steps ran, and whether the cache could be read. */
class BuildWatch {
    /** Steps before the files of the user, by their number; true: found in a cache. */
    #steps = new Map();
    #imports = new Set();
    #hasRun = false;
    #hasFailedImport = false;
    /** A command begins: the numbers of the one before are over. */
    begin() {
        this.#hasRun = this.hasRun;
        this.#steps.clear();
        this.#imports.clear();
    }
    add(lines) {
        for (const line of lines) {
            const [, number = '', text = ''] = /^#(\d+) (.*)$/u.exec(line) ?? [];
            if (number === '')
                continue;
            // the last stage of a health check runs in any case
            if (/^\[(?!health-check )[^\]]*\] (?:RUN|WORKDIR) /u.test(text))
                this.#steps.set(number, this.#steps.get(number) ?? false);
            else if (text === 'CACHED' && this.#steps.has(number))
                this.#steps.set(number, true);
            else if (text.startsWith('importing cache manifest from '))
                this.#imports.add(number);
            else if (text.startsWith('ERROR') && this.#imports.has(number))
                this.#hasFailedImport = true;
        }
    }
    /** Some step before the user's files really ran. */
    get hasRun() {
        return this.#hasRun || [...this.#steps.values()].includes(false);
    }
    /** A cache was named, and could not be read. */
    get hasFailedImport() {
        return this.#hasFailedImport;
    }
}
/**
 * Which image a later build imports the dependencies from. The engine's own builder makes an inline cache of what it has built
 * itself alone: what it found in another image's cache is missing in that of the new one, so the other one stays the source.
 */
function sourceOfDependencies(built, known, watch, isEngines) {
    return isEngines && known !== undefined && !watch.hasRun && !watch.hasFailedImport ? known : built;
}


/***/ }),

/***/ 8840:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ copyItems),
  p: () => (/* binding */ writeContext)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
// EXTERNAL MODULE: ./build/flow/protocol.js
var protocol = __webpack_require__(8681);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/plan/content.js
var content = __webpack_require__(5207);
;// CONCATENATED MODULE: ./build/image/copy-tree.js
/** Copies files and folders with their modes, links as links, and nothing that an image cannot hold. */





/** Seconds since the epoch of the first moment that {@link fixedTime} gives: 2000-01-01. */
const firstTime = Date.UTC(2000, 0, 1) / 1000;
/**
 * Gives a file, folder or link a time that does not depend on the runner: a checkout's times are those of the clone, so that
 * equal files would make other layers on each runner.
 *
 * A file's time is made of its contents. BuildKit keeps what it was sent before and asks only for files whose size, mode or
 * time differ (tonistiigi/fsutil, diff_containerd.go: sameFile), so with one time for all, a change that leaves the size as
 * it was would build the old file. Folders and links are compared by more than that.
 */
async function fixedTime(path) {
    const isFile = (await (0,promises_.lstat)(path)).isFile();
    const time = isFile ? firstTime + offsetOf(await (0,content/* sha256OfFile */.V)(path)) : firstTime;
    await (0,promises_.lutimes)(path, time, time);
}
/** 48 bits of a hash as seconds, at most 2^28 (8.5 years), with six decimals: as exact as the system call that gets them. */
function offsetOf(hash) {
    return Number.parseInt(hash.slice(0, 7), 16) + (Number.parseInt(hash.slice(7, 12), 16) % 1_000_000) / 1_000_000;
}
/**
 * Copies a file or a folder, with everything in it. What is there already of an earlier copy is replaced, folders are filled up.
 * @param left absolute paths of what is not copied
 * @param root a link must stay inside of it; the folder that is copied, by default
 * @throws Failure `invalid-input` naming the entry: unreadable, a link that leaves, a socket, a pipe, a device; `disk-full`
 */
async function copyEntry(source, target, left = new Set(), root = source) {
    if (left.has(source))
        return;
    try {
        const found = await (0,promises_.lstat)(source);
        if (found.isSymbolicLink()) {
            const to = await (0,promises_.readlink)(source);
            await checkLink(source, to, root);
            await (0,promises_.rm)(target, { force: true });
            await (0,promises_.symlink)(to, target);
        }
        else if (found.isDirectory()) {
            await (0,promises_.mkdir)(target, { mode: 0o700, recursive: true });
            // one that was there already may be closed
            await (0,promises_.chmod)(target, 0o700);
            for (const name of await (0,promises_.readdir)(source))
                await copyEntry((0,external_node_path_.join)(source, name), (0,external_node_path_.join)(target, name), left, root);
            await (0,promises_.chmod)(target, found.mode & 0o7777);
        }
        else if (found.isFile()) {
            await (0,promises_.rm)(target, { force: true });
            await (0,promises_.copyFile)(source, target, external_node_fs_.constants.COPYFILE_FICLONE);
            await (0,promises_.chmod)(target, found.mode & 0o7777);
        }
        else {
            throw refused(source, 'it is a socket, a pipe or a device');
        }
        await fixedTime(target);
    }
    catch (error) {
        if (error instanceof failure/* Failure */.HR)
            throw error;
        throw explainFileError(`${source} could not be copied for the image.`, source, error);
    }
}
/** A link is kept as it is, so it must mean the same in the image: relative, and its target inside of what is copied. */
async function checkLink(link, to, root) {
    if ((0,external_node_path_.isAbsolute)(to))
        throw refused(link, `it is a link to ${to}: only relative links mean the same in the image`);
    if (!isInside(root, (0,external_node_path_.resolve)((0,external_node_path_.dirname)(link), to)))
        throw refused(link, `it is a link to ${to}, outside of ${root}`);
    const real = await (0,promises_.realpath)(link).catch(() => undefined);
    // a dangling link stays one; one that goes out through another link is refused
    if (real !== undefined && !isInside(await (0,promises_.realpath)(root), real)) {
        throw refused(link, `it is a link that leads to ${real}, outside of ${root}`);
    }
}
/** Whether `path` is `folder` or lies in it; both absolute and without links. */
function isInside(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
/** A file system error as a Failure: a full disk is the runner's, everything else is about this path. */
function explainFileError(what, path, error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'ENOSPC' || code === 'EDQUOT') {
        return new failure/* Failure */.HR('disk-full', {
            what: 'The disk of the runner is full.',
            why: (0,failure/* describe */.q0)(error),
            fix: 'Free space first, or use a larger runner.'
        }, { cause: error });
    }
    const why = code === 'ENOENT'
        ? `There is no ${path}.`
        : code === 'EACCES' || code === 'EPERM'
            ? `The runner's user may not read ${path}.`
            : (0,failure/* describe */.q0)(error);
    return new failure/* Failure */.HR('invalid-input', { what, why, fix: 'Correct the path, or check out the repository first.' }, { cause: error });
}
function refused(source, why) {
    return new failure/* Failure */.HR('invalid-input', {
        what: `${source} cannot be copied into the image.`,
        why: `${why.charAt(0).toUpperCase()}${why.slice(1)}.`,
        fix: 'Remove it from the folder, or copy the parts that are needed.'
    });
}

// EXTERNAL MODULE: ./build/image/dockerfile.js
var dockerfile = __webpack_require__(722);
// EXTERNAL MODULE: ./build/image/installation.js
var installation = __webpack_require__(2860);
;// CONCATENATED MODULE: ./build/image/context.js
/** Writes the build context: a Dockerfile and exactly the files that it copies, in a folder of its own. The workspace stays untouched. */







/**
 * Writes the context of a plan.
 * @param folder does not exist yet; its parents may
 * @param own see `ownFiles`
 * @throws Failure `invalid-input` for sources that are missing, cannot be read, or hold what an image cannot hold; `disk-full`
 */
async function writeContext(plan, folder, own, how = {}) {
    const items = await copyItems(plan);
    const text = (0,dockerfile/* dockerfile */.TE)(plan, items, how);
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
        await (0,promises_.chmod)(folder, 0o700);
        await writeText((0,external_node_path_.join)(folder, 'Dockerfile'), text);
        if (plan.dependencies.length > 0) {
            const requirements = plan.dependencies.map((line) => `${line}\n`).join('');
            await writeText((0,external_node_path_.join)(folder, dockerfile/* contextNames */.Mv.requirements, installation/* requirementsFile */.d7), requirements);
        }
        if (plan.flow !== undefined) {
            for (const [name, content] of own.launcher)
                await writeText((0,external_node_path_.join)(folder, dockerfile/* contextNames */.Mv.launcher, name), content);
        }
        for (const name of (0,installation/* toolsOf */.Fu)(plan))
            await writeText((0,external_node_path_.join)(folder, dockerfile/* contextNames */.Mv.tools, name), own.tools.get(name) ?? '');
    }
    catch (error) {
        throw explainFileError('The build context could not be written.', folder, error);
    }
    const taken = await (0,promises_.realpath)(folder);
    for (const [index, item] of items.entries()) {
        const target = (0,external_node_path_.join)(folder, dockerfile/* contextNames */.Mv.item(index));
        if (item.kind === 'file')
            await makeFolder(target);
        else
            await makeFolder((0,external_node_path_.join)(folder, 'files'));
        // one file is laid into a folder under its final name, see dockerfile()
        const path = item.kind === 'file' ? (0,external_node_path_.join)(target, external_node_path_.posix.basename(item.destination)) : target;
        if (isInside(item.source, taken))
            throw context_refused(item.source, 'it holds the folder in which the image is built');
        await copyEntry(item.source, path, new Set(item.left));
    }
    for (const item of plan.requirements?.items ?? [])
        await place(item, (0,external_node_path_.join)(folder, dockerfile/* contextNames */.Mv.project), taken);
    if (plan.source !== undefined)
        await place(plan.source, (0,external_node_path_.join)(folder, dockerfile/* contextNames */.Mv.flow), taken);
    if (plan.flow !== undefined)
        await placeFlow(plan.flow, folder);
    return { folder, dockerfile: (0,external_node_path_.join)(folder, 'Dockerfile') };
}
/** A thing of the workspace at its own path under /flow: beside what an earlier one has put there. */
async function place({ source, destination, left }, root, taken) {
    if (isInside(source, taken))
        throw context_refused(source, 'it holds the folder in which the image is built');
    const target = (0,external_node_path_.join)(root, external_node_path_.posix.relative(protocol/* workFolder */.kR, destination));
    await makeFolder((0,external_node_path_.join)(target, '..'));
    await copyEntry(source, target, new Set(left));
}
/** What the plan's `files` are on this runner's disk, in their order. @throws Failure `invalid-input` */
function copyItems({ files }) {
    return Promise.all(files.map(look));
}
async function look({ source, destination, left = [] }) {
    try {
        const real = await (0,promises_.realpath)(source);
        const found = await (0,promises_.stat)(real);
        if (found.isDirectory())
            return { kind: 'folder', source: real, destination, left };
        if (found.isFile() && external_node_path_.posix.basename(destination) !== '')
            return { kind: 'file', source: real, destination, left };
    }
    catch (error) {
        throw explainFileError(`The input files names ${source}, which cannot be read.`, source, error);
    }
    throw context_refused(source, 'it is neither a file nor a folder, or its destination has no name');
}
/** The flow file under its path of the repository; folders on the way are made, nothing else goes along. */
async function placeFlow(flow, folder) {
    const relative = external_node_path_.posix.relative(protocol/* workFolder */.kR, flow.imagePath);
    const target = (0,external_node_path_.join)(folder, dockerfile/* contextNames */.Mv.flow, relative);
    try {
        const real = await (0,promises_.realpath)(flow.source);
        if (!(await (0,promises_.lstat)(real)).isFile())
            throw context_refused(flow.source, 'it is not a file');
        await makeFolder((0,external_node_path_.join)(target, '..'));
        await copyEntry(real, target);
    }
    catch (error) {
        if (error instanceof failure/* Failure */.HR)
            throw error;
        throw explainFileError(`The flow ${flow.repositoryPath} cannot be read.`, flow.source, error);
    }
}
/** 0755 whatever the umask says: the image's user must be able to read what is ours. */
async function makeFolder(path) {
    const first = await (0,promises_.mkdir)(path, { recursive: true, mode: 0o755 });
    if (first === undefined)
        return;
    for (let current = path;; current = (0,external_node_path_.join)(current, '..')) {
        await (0,promises_.chmod)(current, 0o755);
        if (current === first)
            return;
    }
}
async function writeText(path, text) {
    await makeFolder((0,external_node_path_.join)(path, '..'));
    await (0,promises_.writeFile)(path, text);
    await (0,promises_.chmod)(path, 0o644);
    await fixedTime(path);
}
function context_refused(source, why) {
    return new failure/* Failure */.HR('invalid-input', {
        what: `${(0,external_node_path_.basename)(source)} cannot be copied into the image.`,
        why: `${source}: ${why}.`
    });
}


/***/ }),

/***/ 7896:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TT: () => (/* binding */ assignments),
/* harmony export */   lh: () => (/* binding */ workdir),
/* harmony export */   lo: () => (/* binding */ baseReference),
/* harmony export */   m0: () => (/* binding */ exec),
/* harmony export */   qR: () => (/* binding */ copyContents)
/* harmony export */ });
/* unused harmony export assignment */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9874);
/**
 * Words of a Dockerfile that hold users' values. Pure.
 *
 * A Dockerfile has three readers in a row: lines are joined at a trailing backslash, words are split at spaces outside of
 * quotes, and then quotes, backslashes and `$` are processed, also in COPY's JSON form. Whatever is written here comes out of
 * all three unchanged, with the legacy builder as with BuildKit.
 */

/** The scanner of both builders stops at a line of 64 KiB. */
const longestLine = 65_000;
/** `NAME="value"` for ENV and LABEL. @throws Failure `invalid-input` for what cannot be written there. */
function assignment(name, value) {
    if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/u.test(name))
        throw refused(name, 'is not a name that a Dockerfile can hold');
    const text = `${name}="${value.replace(/[\\"$]/gu, '\\$&')}"`;
    if (/[\n\r\0]/u.test(value))
        throw refused(name, 'holds a line break, which a Dockerfile cannot hold');
    if (Buffer.byteLength(text) > longestLine)
        throw refused(name, 'is longer than a line of a Dockerfile may be (64 KiB)');
    return text;
}
/** One instruction with one assignment a line. Such a line begins with a name, so it is never taken for a comment. */
function assignments(instruction, values) {
    const words = Array.from(values, ([name, value]) => assignment(name, value));
    return words.length === 0 ? [] : [`${instruction} ${words.join(' \\\n    ')}`];
}
/**
 * `COPY` of what a context folder holds into a folder of the image; `from` is one of our own names.
 * @param link the layer is made without what lies below it. It then holds the folders on the way as well, as ours
 */
function copyContents(from, to, link = false) {
    const folder = to.endsWith('/') ? to : `${to}/`;
    if (/[\n\r\0]/u.test(folder))
        throw refused(to, 'holds a line break, which a Dockerfile cannot hold');
    return `COPY ${link ? '--link ' : ''}${exec(`${from}/`, folder.replace(/[\\"'$]/gu, '\\$&'))}`;
}
/** `WORKDIR` of any path: it has no JSON form, and reads its line up to the end, quotes and `$` included. */
function workdir(folder) {
    if (/[\n\r\0]/u.test(folder))
        throw refused(folder, 'holds a line break, which a Dockerfile cannot hold');
    return `WORKDIR ${folder.replace(/[\\"'$]/gu, '\\$&')}`;
}
/** The JSON form: words that no shell sees. */
function exec(...words) {
    return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
/** A base image in `FROM`, which expands `$` and reads flags and `AS`. @throws Failure `invalid-image-name` */
function baseReference(reference) {
    if (/^[A-Za-z0-9][A-Za-z0-9._\-/:@]*$/u.test(reference))
        return reference;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('invalid-image-name', {
        what: 'The input base-image is not the name of an image.',
        why: `It holds characters that no image name has: ${JSON.stringify(reference)}.`,
        fix: 'Give it as name:tag, such as python:3.12.'
    });
}
function refused(subject, why) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('invalid-input', { what: `${JSON.stringify(subject)} ${why}.` });
}


/***/ }),

/***/ 722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mv: () => (/* binding */ contextNames),
/* harmony export */   TE: () => (/* binding */ dockerfile),
/* harmony export */   _$: () => (/* binding */ stages)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8681);
/* harmony import */ var _dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7896);
/* harmony import */ var _installation_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2860);
/** BuildPlan → Dockerfile. Pure; values of users never become syntax (`dockerfile-text.ts`). */




/** Names in the build context; all are ours, so that no user's path is ever a pattern or a flag in `COPY`. */
const contextNames = {
    tools: 'tools',
    requirements: 'requirements',
    project: 'project',
    launcher: 'launcher',
    flow: 'flow',
    /** Folder of the nth item of `files`: a folder's content, or one file under its final name. */
    item: (index) => `files/${index}`
};
/** Stages of a Dockerfile with a health check: what is pushed, and the check on top of it, which never is. */
const stages = { image: 'flow-image', check: 'health-check' };
/**
 * Makes the Dockerfile, from slow layers to fast ones: base, pip, dependencies, environment, files, flow. It needs no
 * BuildKit where there are no build secrets: no heredoc, no `# syntax`, `--link` only where the builder knows it.
 *
 * A linked layer is made and pushed without the layers below it, so that a builder with nothing in it fetches none of them,
 * as long as no step that looks at files comes after: `WORKDIR` makes its folder, so it stands before. Only folders of our own
 * are linked: such a layer holds the folders on the way too, and `/tmp` would get another mode.
 *
 * Each file is copied as the content of a folder into its parent folder: `COPY file /path` would put it *into* /path where
 * the base image has a folder of that name; this way BuildKit refuses such a clash, and the legacy builder replaces the
 * folder. Parents that exist keep their modes.
 * @param items what `plan.files` turned out to be, in the same order
 * @param how for which builder
 * @throws Failure `invalid-input`, `invalid-image-name` for values that a Dockerfile cannot hold
 */
function dockerfile(plan, items, how = {}) {
    const base = `FROM ${(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .baseReference */ .lo)(how.base ?? plan.baseImage)}`;
    return [
        plan.healthCheck ? `${base} AS ${stages.image}` : base,
        ...(0,_installation_js__WEBPACK_IMPORTED_MODULE_3__/* .installation */ .pK)(plan, contextNames),
        ...(plan.flow === undefined ? [] : [(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .workdir */ .lh)(_flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .workFolder */ .kR)]),
        ...(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .assignments */ .TT)('ENV', plan.env),
        ...items.map((item, index) => (0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .copyContents */ .qR)(contextNames.item(index), item.kind === 'folder' ? item.destination : node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(item.destination))),
        ...flow(plan, how.links ?? false),
        ...check(plan)
    ]
        .map((instruction) => `${instruction}\n`)
        .join('');
}
function flow(plan, links) {
    if (plan.flow === undefined)
        return [];
    const variables = new Map([
        // without it prints arrive in blocks, and those of a killed process never
        ...(plan.env.has('PYTHONUNBUFFERED') ? [] : [['PYTHONUNBUFFERED', '1']]),
        [_flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .flowVariable */ .xS, plan.flow.imagePath],
        ...(plan.flow.name === undefined ? [] : [[_flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .flowNameVariable */ .Yw, plan.flow.name]]),
        ...(plan.source === undefined ? [] : [[_flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .protocolEnvironment */ .af.source, plan.source.destination]])
    ]);
    return [
        (0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .copyContents */ .qR)(contextNames.launcher, node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(_flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .launcherPath */ ._3), links),
        (0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .copyContents */ .qR)(contextNames.flow, _flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .workFolder */ .kR, links),
        ...(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .assignments */ .TT)('ENV', variables),
        ...(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .assignments */ .TT)('LABEL', [[_flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .launcherLabel */ .t0, String(_flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .protocolVersion */ .Xg)]]),
        `ENTRYPOINT ${(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .exec */ .m0)('python3', _flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .launcherPath */ ._3)}`,
        'CMD []'
    ];
}
/** A stage and not a `docker run`: a builder that is not the engine has the image, and the engine has not. */
function check(plan) {
    if (!plan.healthCheck)
        return [];
    return [
        `FROM ${stages.image} AS ${stages.check}`,
        ...(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .assignments */ .TT)('ENV', [[_flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .protocolEnvironment */ .af.check, '1']]),
        `RUN ${(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .exec */ .m0)('python3', _flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .launcherPath */ ._3)}`
    ];
}


/***/ }),

/***/ 2860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fu: () => (/* binding */ toolsOf),
/* harmony export */   d7: () => (/* binding */ requirementsFile),
/* harmony export */   pK: () => (/* binding */ installation)
/* harmony export */ });
/* unused harmony exports toolFiles, installs */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8681);
/* harmony import */ var _dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7896);
/** BuildPlan → the instructions that install what the flow needs. Pure. */



/** The file with the dependencies, in the context's folder of that name and beside the launcher in the image. */
const requirementsFile = 'requirements.txt';
/** Scripts of `flow/launcher.ts`: runs pip with the secrets of a build; compiles packages, and makes Prefect's database. */
const toolFiles = { install: 'install.py', preparePrefect: 'prepare_prefect.py' };
const ownFolder = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(_flow_protocol_js__WEBPACK_IMPORTED_MODULE_1__/* .launcherPath */ ._3);
/**
 * pip as a module of the interpreter that will run the flow. `--no-cache-dir` as a flag: pip 10 to 18.1 crash on
 * PIP_NO_CACHE_DIR=1 (pypa/pip#5385).
 */
const pipInstall = ['install', '--no-cache-dir', '--disable-pip-version-check'];
/**
 * Nothing happens where the base has such a pip, as nearly all have: a newer one may refuse what an older one installs
 * (24.1 and later do not take the metadata of Prefect 1.0). The pip of python:3.6 is 18.1, which cannot install all that
 * its Python can run; 21.3 is the newest for that Python, and the first that knows editable installs by pyproject.toml.
 */
const leastPip = 'pip>=21.3';
/**
 * For pips that know them; others ignore variables that they do not know. As ARG, so that they are gone from the image.
 * Debian's and Ubuntu's Python refuse to install beside their own packages (PEP 668), which is right on a desktop.
 */
const pipArguments = ['PIP_BREAK_SYSTEM_PACKAGES=1', 'PIP_ROOT_USER_ACTION=ignore', 'PIP_PROGRESS_BAR=off'];
/** Which of {@link toolFiles} the image needs. */
function toolsOf(plan) {
    return [
        ...(installs(plan) && needsScript(plan) ? [toolFiles.install] : []),
        ...(plan.preparesPrefect ? [toolFiles.preparePrefect] : [])
    ];
}
/**
 * pip's steps, then what Prefect needs; nothing where there is nothing to do. pip compiles what it installs, one file after
 * the other, a sixth of its time with the hundred packages of Prefect 3; where a step comes after it anyway, that one does
 * it, on all processors, and the bytecode is a layer of its own: two smaller layers are packed and pushed at once.
 */
function installation(plan, names) {
    const tools = toolsOf(plan).length === 0 ? [] : [(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .copyContents */ .qR)(names.tools, ownFolder)];
    const compiles = installs(plan) ? ['--compile'] : [];
    const prepare = plan.preparesPrefect
        ? [`RUN ${(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .exec */ .m0)('python3', node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(ownFolder, toolFiles.preparePrefect), ...compiles)}`]
        : [];
    if (!installs(plan))
        return [...tools, ...prepare];
    return [
        ...pipArguments.map((argument) => `ARG ${argument}`),
        ...tools,
        // by itself, before it is used
        pip(plan, leastPip),
        // part of what the steps below are cached by: tomorrow they run again
        ...(plan.day === undefined ? [] : [`ARG DOCKER_ON_K8S_DAY=${plan.day}`]),
        ...copies(plan, names),
        ...steps(plan).map((words) => pip(plan, ...words)),
        ...prepare
    ];
}
/** True when pip has something to do. */
function installs({ dependencies, requirements }) {
    return dependencies.length > 0 || requirements !== undefined;
}
function copies(plan, names) {
    return [
        ...(plan.dependencies.length === 0 ? [] : [(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .copyContents */ .qR)(names.requirements, ownFolder)]),
        ...(plan.requirements === undefined ? [] : [(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .copyContents */ .qR)(names.project, '/flow')]),
        // paths in the file are relative to it
        ...(plan.requirements?.folder === undefined ? [] : [(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .workdir */ .lh)(plan.requirements.folder)])
    ];
}
/** All in one step, so that pip sees what contradicts; what has hashes goes alone, as pip would else want them of everything. */
function steps({ dependencies, requirements, preparesPrefect }) {
    const own = dependencies.length === 0 ? [] : ['-r', node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(ownFolder, requirementsFile)];
    const theirs = requirements === undefined ? [] : ['-r', requirements.file];
    const all = requirements?.isHashed === true ? [theirs, own] : [[...theirs, ...own]];
    const options = preparesPrefect ? ['--no-compile'] : [];
    return all.filter((words) => words.length > 0).map((words) => [...options, ...words]);
}
/**
 * One step of pip. The script hands the secrets over: `--mount=…,env=` is known to new BuildKits only (Dockerfile frontend
 * 1.10). It also keeps the working folder, with modules of the repository in it, out of pip's own imports.
 */
function pip(plan, ...words) {
    const names = [...plan.buildSecrets.keys()];
    // readable by everyone in the step: the base image may have a user of its own
    const mounts = names.map((name) => `--mount=type=secret,id=${name},required=true,mode=0444 `).join('');
    if (!needsScript(plan))
        return `RUN ${(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .exec */ .m0)('python3', '-m', 'pip', ...pipInstall, ...words)}`;
    const secrets = names.flatMap((name) => ['--secret', name]);
    return `RUN ${mounts}${(0,_dockerfile_text_js__WEBPACK_IMPORTED_MODULE_2__/* .exec */ .m0)('python3', node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(ownFolder, toolFiles.install), ...secrets, '--', ...pipInstall, ...words)}`;
}
function needsScript({ buildSecrets, requirements }) {
    return buildSecrets.size > 0 || requirements?.folder !== undefined;
}


/***/ })

};
