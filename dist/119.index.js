export const id = 119;
export const ids = [119];
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

/***/ 4119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ImageMemory: () => (/* binding */ ImageMemory)
/* harmony export */ });
/* harmony import */ var _cluster_missing_rights_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5837);
/* harmony import */ var _cluster_port_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(194);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9874);
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5842);
/* harmony import */ var _plan_labels_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2131);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7641);
/**
 * Remembers in the namespace of the Job what was built: a ConfigMap for each repository. Without the rights, or a cluster that
 * answers, nothing is remembered; no run fails for it.
 */






/** Milliseconds for the record of an image to be written. */
const writePatience = 15_000;
class ImageMemory {
    #options;
    #data;
    #isRefused = false;
    #unread;
    #writing = Promise.resolve();
    constructor(options) {
        this.#options = options;
    }
    async read(signal) {
        const { cluster, repository } = this.#options;
        try {
            const found = await (await cluster()).get('configmaps', (0,_record_js__WEBPACK_IMPORTED_MODULE_4__/* .recordName */ .xD)(repository), signal);
            this.#data = found?.data;
            return (0,_record_js__WEBPACK_IMPORTED_MODULE_4__/* .parseRecord */ .Hh)(this.#data);
        }
        catch (error) {
            this.#unread = error;
            this.#isRefused = isRefusal(error);
            return undefined;
        }
    }
    explain() {
        this.#tell('read', this.#unread ?? new Error('no answer in time'));
    }
    remember(fingerprint, entry) {
        if (this.#isRefused)
            return;
        const { runUrl } = this.#options;
        const whole = { ...entry, when: new Date().toISOString(), ...(runUrl !== '' && { run: runUrl }) };
        const write = this.#write((0,_record_js__WEBPACK_IMPORTED_MODULE_4__/* .patchOf */ .gn)(this.#data, fingerprint, whole));
        this.#writing = write.catch((error) => this.#tell('written', error));
    }
    /** Resolves when nothing is being written any more. */
    settled() {
        return this.#writing;
    }
    async #write(data) {
        const { repository, writer, signal } = this.#options;
        const limit = (0,_lib_deadline_js__WEBPACK_IMPORTED_MODULE_5__/* .withTimeout */ .w)(signal, writePatience);
        const cluster = await this.#options.cluster();
        const name = (0,_record_js__WEBPACK_IMPORTED_MODULE_4__/* .recordName */ .xD)(repository);
        const metadata = {
            labels: { [_plan_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .managedByLabel */ .Ly]: _plan_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .managedBy */ .ZF },
            annotations: { 'docker-on-k8s/image-repository': repository }
        };
        const patch = () => cluster.patch('configmaps', name, { metadata, data }, limit);
        if ((await patch()) === undefined) {
            const added = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
            const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, name }, data: added };
            try {
                await cluster.create('configmaps', body, { signal: limit });
            }
            catch (error) {
                // another run was first: its entry stays beside ours
                if (!(error instanceof _cluster_port_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h) || error.status !== 409)
                    throw error;
                await patch();
            }
        }
        writer.debug(`This image is remembered in ConfigMap ${name} of namespace ${cluster.namespace}.`);
    }
    #tell(what, error) {
        const { writer, signal } = this.#options;
        if (signal.aborted)
            return;
        if (!isRefusal(error)) {
            writer.debug(`What was built before could not be ${what} in the cluster: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .describe */ .q0)(error)}`);
            return;
        }
        const [rule = ''] = (0,_cluster_missing_rights_js__WEBPACK_IMPORTED_MODULE_0__/* .rulesOf */ .fD)([{ group: '', resource: 'configmaps', verbs: ['get', 'create', 'patch'] }]);
        writer.info(`Images that were built before cannot be used again: the user of this kubeconfig may not keep a record of them. To allow it, add this rule to its Role: ${rule}`);
    }
}
function isRefusal(error) {
    return error instanceof _cluster_port_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h && error.status === 403;
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


/***/ })

};
