export const id = 361;
export const ids = [361,592];
export const modules = {

/***/ 5592:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createDockerCli: () => (/* binding */ createDockerCli)
});

// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
;// CONCATENATED MODULE: ./build/docker/child-environment.js
/** The environment that a child process gets. */
/**
 * What no child may see: inputs and saved state of this and other steps (they hold secrets), the files through which a
 * step speaks to the runner (a child could set outputs or PATH for later steps), and tokens that act for the workflow.
 * The rest stays: proxies, `DOCKER_*`, `BUILDX_*`, the variables of credential helpers, and `RUNNER_TRACKING_ID`, by which
 * the runner finds and ends processes that a killed action left behind.
 */
const withheld = [
    /^INPUT_/iu,
    /^STATE_/iu,
    /^GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$/iu,
    /^(?:GITHUB|GH)_TOKEN$/iu,
    /^ACTIONS_(?:RUNTIME|ID_TOKEN_REQUEST|CACHE)_(?:TOKEN|URL)$/iu,
    // starts code inside node children, such as credential helpers
    /^NODE_OPTIONS$/iu
];
/** Copies an environment without what children must not inherit, and with `extra` on top. */
function childEnvironment(env, extra = {}) {
    const kept = Object.entries(env).filter((entry) => entry[1] !== undefined && !withheld.some((pattern) => pattern.test(entry[0])));
    return { ...Object.fromEntries(kept), ...extra };
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ./build/docker/output.js
/** Turns what a process writes into lines, in constant memory. */

/** Longer lines are cut into pieces of this many UTF-16 units: nothing that one process writes may fill our memory. */
const longestLine = 16_384;
/**
 * Splits a byte stream into lines as a GitHub runner does: at `\n`, `\r\n` and a lone `\r`, also where a chunk ends in the
 * middle of a character or between `\r` and `\n`.
 */
function createLineSplitter(emit) {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    let pending = '';
    const deliver = (text, isEnd) => {
        // a `\r` at the end may be the first half of `\r\n`
        const held = !isEnd && text.endsWith('\r') ? '\r' : '';
        const pieces = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/u);
        let rest = pieces.pop() ?? '';
        const lines = pieces.flatMap(cut);
        while (held === '' && rest.length > longestLine) {
            lines.push(rest.slice(0, longestLine));
            rest = rest.slice(longestLine);
        }
        if (isEnd && rest !== '')
            lines.push(...cut(rest));
        pending = isEnd ? '' : rest + held;
        if (lines.length > 0)
            emit(lines);
    };
    return {
        push: (chunk) => deliver(pending + decoder.write(chunk), false),
        end: () => deliver(pending + decoder.end(), true)
    };
}
function cut(line) {
    if (line.length <= longestLine)
        return [line];
    return Array.from({ length: Math.ceil(line.length / longestLine) }, (_, index) => line.slice(index * longestLine, (index + 1) * longestLine));
}
/** Keeps the last `size` lines. */
class Tail {
    #size;
    #lines = [];
    constructor(size) {
        this.#size = size;
    }
    add(lines) {
        this.#lines.push(...lines.slice(-this.#size));
        if (this.#lines.length > this.#size)
            this.#lines.splice(0, this.#lines.length - this.#size);
    }
    lines() {
        return [...this.#lines];
    }
}

;// CONCATENATED MODULE: ./build/docker/cli.js
/** {@link Docker} on the docker command line. */



const keptLines = 2000;
const keptStdout = 4 * 1024 * 1024;
/** Milliseconds for the pipes to close after a SIGKILL; a process that hides in another group could hold them open. */
const afterKill = 1000;
/** Makes the adapter. */
function createDockerCli(options) {
    return { run: (command) => run(command, options) };
}
async function run(command, options) {
    command.signal.throwIfAborted();
    // not every run needs docker, and it is a library of many files
    const { execa } = await __webpack_require__.e(/* import() */ 993).then(__webpack_require__.bind(__webpack_require__, 6993));
    command.signal.throwIfAborted();
    const child = execa(options.file ?? 'docker', [...command.args], {
        env: childEnvironment(options.env, { DOCKER_CLI_HINTS: 'false', ...command.env }),
        extendEnv: false,
        ...(command.input === undefined ? { stdin: 'ignore' } : { input: command.input }),
        buffer: false,
        reject: false,
        // a group of its own: docker runs buildx and credential helpers as children, and hands no signal on to them
        detached: true,
        cleanup: false
    });
    const tail = new Tail(keptLines);
    const receive = (lines) => {
        tail.add(lines);
        command.onLines?.(lines);
    };
    const stdout = [];
    let stdoutSize = 0;
    const flush = [child.stdout, child.stderr].map((stream) => {
        const splitter = createLineSplitter(receive);
        stream.on('data', (chunk) => {
            if (stream === child.stdout && stdoutSize < keptStdout) {
                stdout.push(chunk);
                stdoutSize += chunk.length;
            }
            splitter.push(chunk);
        });
        return () => splitter.end();
    });
    const ending = endable(child.pid, options.grace ?? 2000, () => {
        child.stdout.destroy();
        child.stderr.destroy();
    });
    const state = { timedOut: false };
    const timer = command.timeout === undefined
        ? undefined
        : setTimeout(() => {
            state.timedOut = true;
            ending.end();
        }, command.timeout);
    command.signal.addEventListener('abort', ending.end, { once: true });
    try {
        const result = await child;
        if (result.code === 'ENOENT')
            throw dockerMissing(options.file ?? 'docker');
        if (result.failed && result.exitCode === undefined && result.signal === undefined && !state.timedOut) {
            command.signal.throwIfAborted();
            throw new failure/* Failure */.HR('docker-unavailable', {
                what: 'The docker command could not be run.',
                why: result.shortMessage,
                fix: 'Check the installation of Docker on this runner.'
            });
        }
        flush.forEach((end) => end());
        command.signal.throwIfAborted();
        return {
            exitCode: state.timedOut ? undefined : result.exitCode,
            timedOut: state.timedOut,
            stdout: Buffer.concat(stdout).toString('utf8'),
            lines: tail.lines()
        };
    }
    finally {
        clearTimeout(timer);
        command.signal.removeEventListener('abort', ending.end);
        ending.settled();
    }
}
/** Ends a process group: SIGTERM, SIGKILL after `grace` ms, and SIGKILL at once when this process exits before. */
function endable(pid, grace, giveUp) {
    let timer;
    const signalGroup = (signal) => {
        if (pid === undefined)
            return;
        try {
            process.kill(-pid, signal);
        }
        catch {
            // all of its processes are gone
        }
    };
    const kill = () => signalGroup('SIGKILL');
    process.once('exit', kill);
    return {
        end() {
            if (timer !== undefined)
                return;
            signalGroup('SIGTERM');
            timer = setTimeout(() => {
                kill();
                timer = setTimeout(giveUp, afterKill);
            }, grace);
        },
        settled() {
            clearTimeout(timer);
            process.removeListener('exit', kill);
        }
    };
}
function dockerMissing(file) {
    return new failure/* Failure */.HR('docker-missing', {
        what: 'Docker is not installed on this runner.',
        why: `There is no command "${file}" on its PATH.`,
        fix: 'Use a runner with Docker, such as ubuntu-latest, or set image to run an image that exists already.'
    });
}


/***/ }),

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

/***/ 6361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findPullLogin: () => (/* binding */ findPullLogin),
  pullCredential: () => (/* binding */ pullCredential)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/docker/reference.js
var reference = __webpack_require__(5688);
;// CONCATENATED MODULE: ./build/docker/login-config.js
/**
 * What `docker login` leaves behind, read by docker's own rules (docker/cli, cli/config/configfile/file.go and
 * cli/config/credentials/file_store.go). Pure.
 */

/** Key of Docker Hub's login: an address that nobody asks any more. */
const dockerHubKey = 'https://index.docker.io/v1/';
const dockerHubHosts = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];
/** Reads the text of a `config.json`; undefined when it is no JSON object. */
function readDockerConfig(text) {
    let parsed;
    try {
        parsed = JSON.parse(text);
    }
    catch {
        // not with the parser's words: they quote the text, and that holds passwords
        return undefined;
    }
    if (!isObject(parsed))
        return undefined;
    return {
        auths: isObject(parsed['auths']) ? parsed['auths'] : {},
        credHelpers: Object.fromEntries(Object.entries(isObject(parsed['credHelpers']) ? parsed['credHelpers'] : {}).filter((entry) => typeof entry[1] === 'string')),
        credsStore: textOf(parsed['credsStore']),
        cliPluginsExtraDirs: Array.isArray(parsed['cliPluginsExtraDirs'])
            ? parsed['cliPluginsExtraDirs'].filter((each) => typeof each === 'string')
            : [],
        currentContext: textOf(parsed['currentContext'])
    };
}
/** The name under which docker looks a repository's login up: the registry's `host[:port]`, or {@link dockerHubKey}. */
function loginKey(repository) {
    const registry = (0,reference/* registryOf */.Fv)(repository);
    return registry === undefined || dockerHubHosts.includes(registry) ? dockerHubKey : registry;
}
/**
 * The credential helper that keeps the login of this key: its own, else the one for all. A helper that is named empty means
 * the file itself.
 */
function helperFor({ credHelpers, credsStore }, key) {
    const helper = Object.hasOwn(credHelpers, key) ? credHelpers[key] : credsStore;
    return helper === '' ? undefined : helper;
}
/**
 * The entry of `auths` for a repository: that of the key itself, else one whose key means the same host (`https://HOST/v1/`,
 * `HOST/path`). Where several do, docker takes any; we take the one with the longest path that leads to the repository.
 */
function entryFor({ auths }, repository) {
    const key = loginKey(repository);
    if (Object.hasOwn(auths, key))
        return auths[key];
    const hosts = key === dockerHubKey ? dockerHubHosts : [key];
    const candidates = Object.keys(auths).filter((each) => hosts.includes(hostOf(each)));
    const leading = candidates
        .filter((each) => `${repository}/`.startsWith(`${withoutScheme(each).replace(/\/+$/u, '')}/`))
        .sort((one, other) => other.length - one.length);
    const chosen = leading[0] ?? candidates[0];
    return chosen === undefined ? undefined : auths[chosen];
}
/** `host[:port]` of a key in any of its forms. */
function hostOf(key) {
    return withoutScheme(key).split('/', 1)[0] ?? '';
}
function withoutScheme(key) {
    return key.replace(/^[a-z]+:\/\//iu, '');
}
/** Name that a credential helper gives instead of a user's, for an identity token (docker/cli, native_store.go). */
const tokenUser = '<token>';
/** Reads an entry of `auths`. @returns undefined for an entry without a login, as it is kept beside a helper's; `malformed` */
function readEntry(entry) {
    if (entry === undefined)
        return undefined;
    if (!isObject(entry))
        return 'malformed';
    const auth = textOf(entry['auth']);
    const pair = auth === undefined ? { username: textOf(entry['username']), password: textOf(entry['password']) } : decode(auth);
    if (pair === undefined)
        return 'malformed';
    return (loginOf(pair.username, pair.password) ??
        tokenOf('identity-token', entry['identitytoken']) ??
        tokenOf('registry-token', entry['registrytoken']));
}
/** A pair of user name and secret as a login; undefined when one of them is missing. */
function loginOf(username, secret) {
    if (username === undefined || secret === undefined)
        return undefined;
    return username === tokenUser
        ? { kind: 'identity-token', token: secret }
        : { kind: 'password', username, password: secret };
}
function tokenOf(kind, value) {
    const token = textOf(value);
    return token === undefined ? undefined : { kind, token };
}
/** Base64 of `user:password`; the password may hold colons, and NULs around it are docker's own padding. */
function decode(auth) {
    if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(auth))
        return undefined;
    const text = Buffer.from(auth, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 1)
        return undefined;
    // eslint-disable-next-line no-control-regex -- NUL is what docker strips
    return { username: text.slice(0, colon), password: textOf(text.slice(colon + 1).replace(/^\u0000+|\u0000+$/gu, '')) };
}
/** Non-empty text. */
function textOf(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
// EXTERNAL MODULE: ./build/docker/cli.js + 2 modules
var cli = __webpack_require__(5592);
;// CONCATENATED MODULE: ./build/docker/credential-helper.js
/** Asks a docker credential helper (github.com/docker/docker-credential-helpers, client/client.go) for a login. */



/** Milliseconds. A helper that asks a cloud needs a second or two; one that opens a dialogue never ends. */
const patience = 15_000;
const notFound = 'credentials not found in native keychain';
/**
 * Runs `docker-credential-NAME get`, without a shell, the server's name on its stdin.
 * @param server as docker names it: `host[:port]`, or Docker Hub's address
 * @throws the signal's reason, after the helper and its children have ended
 */
async function askHelper(name, server, { env, signal, timeout = patience }) {
    if (!/^[\w.-]+$/u.test(name)) {
        return failed('The docker configuration names a credential helper that cannot be one.', 'Correct credHelpers and credsStore in it.');
    }
    const program = `docker-credential-${name}`;
    let exit;
    try {
        exit = await (0,cli.createDockerCli)({ env, file: program }).run({ args: ['get'], input: server, signal, timeout });
    }
    catch (error) {
        signal.throwIfAborted();
        return error instanceof failure/* Failure */.HR && error.reason === 'docker-missing'
            ? failed(`The credential helper ${program} is not on the PATH.`, `Install ${program} before this step.`)
            : failed(`The credential helper ${program} cannot be run.`, 'Make it executable.');
    }
    if (exit.timedOut) {
        const seconds = String(timeout / 1000);
        return failed(`The credential helper ${program} gave no answer within ${seconds} s.`, `Run it by hand on the runner.`);
    }
    if (exit.exitCode !== 0) {
        if (exit.stdout.trim() === notFound)
            return { kind: 'none' };
        const how = exit.exitCode === undefined ? 'was ended by a signal' : `ended with exit code ${String(exit.exitCode)}`;
        return failed(`The credential helper ${program} ${how}.`, 'Log in before this step as the helper needs it.');
    }
    return readAnswer(exit.stdout) ?? failed(`The credential helper ${program} gave no login.`, 'Repair or replace it.');
}
function readAnswer(stdout) {
    try {
        const answer = JSON.parse(stdout);
        const { Username: username, Secret: secret } = answer ?? {};
        if (typeof username !== 'string' || typeof secret !== 'string')
            return undefined;
        const login = username === '' || secret === '' ? undefined : loginOf(username, secret);
        return login === undefined ? { kind: 'none' } : { kind: 'login', login };
    }
    catch {
        return undefined;
    }
}
function failed(why, fix) {
    return { kind: 'failed', why, fix };
}

;// CONCATENATED MODULE: ./build/docker/login.js
/** Finds the login that docker on this runner would use for a repository. */





/** Docker's configuration folder: `$DOCKER_CONFIG`, else `~/.docker`. */
function dockerConfigFolder(env) {
    const { DOCKER_CONFIG: folder, HOME: home } = env;
    return folder !== undefined && folder !== ''
        ? folder
        : (0,external_node_path_.join)(home !== undefined && home !== '' ? home : (0,external_node_os_.homedir)(), '.docker');
}
/**
 * Looks a login up where docker does, in its order: `$DOCKER_AUTH_CONFIG` (docker 28.3 and later), then the registry's own
 * credential helper, the helper for all, or the configuration file.
 * @param repository registry and path, without tag and digest
 * @throws the signal's reason; nothing else
 */
async function findLogin(repository, { env, signal }) {
    const key = loginKey(repository);
    const given = readDockerConfig(env['DOCKER_AUTH_CONFIG'] ?? '')?.auths;
    const fromVariable = given !== undefined && Object.hasOwn(given, key) ? readEntry(given[key]) : undefined;
    if (typeof fromVariable === 'object')
        return { kind: 'login', login: fromVariable };
    const path = (0,external_node_path_.join)(dockerConfigFolder(env), 'config.json');
    const config = await readConfigFile(path);
    if (config === undefined)
        return { kind: 'none' };
    if (config === 'unreadable') {
        return {
            kind: 'failed',
            why: `The docker configuration ${path} cannot be read.`,
            fix: 'Log in with docker/login-action, which writes it anew.'
        };
    }
    const helper = helperFor(config, key);
    if (helper !== undefined)
        return askHelper(helper, key, { env, signal });
    const login = readEntry(entryFor(config, repository));
    if (login === 'malformed') {
        return {
            kind: 'failed',
            why: `The login at ${registryName(repository)} in ${path} is malformed.`,
            fix: 'Log in again with docker/login-action.'
        };
    }
    return login === undefined ? { kind: 'none' } : { kind: 'login', login };
}
/** The registry as users know it. */
function registryName(repository) {
    const key = loginKey(repository);
    return key.includes('://') ? 'Docker Hub' : key;
}
/** Undefined when there is no such file. */
async function readConfigFile(path) {
    try {
        return readDockerConfig(await (0,promises_.readFile)(path, 'utf8')) ?? 'unreadable';
    }
    catch (error) {
        return error.code === 'ENOENT' ? undefined : 'unreadable';
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/docker/registry.js
var registry = __webpack_require__(454);
;// CONCATENATED MODULE: ./build/docker/registry-access.js
/** Whether a registry gives an image to strangers: asked by docker's own command line, with a configuration that has no login. */






/** Milliseconds for one look at the registry. */
const registry_access_patience = 20_000;
/**
 * How docker's resolver words a 401 or 403 of the registry, or of its token server (containerd, core/remotes/docker; the
 * first from `buildx imagetools` against registries with a password). A proxy's or a firewall's refusal has other words.
 */
const refusal = /no basic auth credentials|authorization failed|insufficient_scope|pull access denied|authentication required|unexpected status(?: code)?\b.*: 40[13]\b|\b(?:401 unauthorized|403 forbidden)\b/iu;
/** Asks for the manifest without a login. @param folder where {@link writeAnonymousConfig} wrote @throws the signal's reason; nothing else */
async function anonymousAccess(docker, reference, { folder, signal }) {
    try {
        const env = anonymousEnvironment(folder);
        const answer = await (0,registry/* readManifest */.WI)(docker, reference, { env, signal, timeout: registry_access_patience });
        if (answer.kind === 'found')
            return { kind: 'open' };
        if (answer.kind === 'absent') {
            // some registries hide what they refuse; then a login finds it
            const known = await (0,registry/* readManifest */.WI)(docker, reference, { signal, timeout: registry_access_patience });
            return { kind: known.kind === 'found' ? 'refused' : 'unknown', why: answer.why };
        }
        return { kind: refusal.test(answer.why) ? 'refused' : 'unknown', why: answer.why };
    }
    catch (error) {
        signal.throwIfAborted();
        return { kind: 'unknown', why: (0,failure/* describe */.q0)(error) };
    }
}
/** Keeps docker from every login: its configuration, one in a variable, and buildx's own for single repositories. */
function anonymousEnvironment(folder) {
    return { DOCKER_CONFIG: folder, DOCKER_AUTH_CONFIG: '', BUILDX_CONFIG: '' };
}
/** What buildx must know of its builders to speak to their registries (plain HTTP, certificates); its `config/` holds logins. */
const builderFiles = ['instances', 'defaults', 'current'];
/**
 * Writes a docker configuration without any login that else works as the runner's own: the same plugins
 * (`docker/setup-buildx-action` installs into `~/.docker/cli-plugins`), contexts and builders.
 * @param folder is made, for this user alone
 */
async function writeAnonymousConfig(folder, env) {
    const original = (0,external_node_path_.resolve)(dockerConfigFolder(env));
    const read = await readConfigFile((0,external_node_path_.join)(original, 'config.json'));
    const config = typeof read === 'object' ? read : undefined;
    await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'buildx'), { recursive: true, mode: 0o700 });
    const text = JSON.stringify({
        // one that nobody asks: with no entry at all docker looks for a keychain of the system (LoadDefaultConfigFile)
        auths: { 'anonymous.invalid': {} },
        cliPluginsExtraDirs: [(0,external_node_path_.join)(original, 'cli-plugins'), ...(config?.cliPluginsExtraDirs ?? [])],
        ...(config?.currentContext === undefined ? {} : { currentContext: config.currentContext })
    });
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config.json'), text, { mode: 0o600 });
    const { BUILDX_CONFIG: given } = env;
    const buildx = given !== undefined && given !== '' ? (0,external_node_path_.resolve)(given) : (0,external_node_path_.join)(original, 'buildx');
    await registry_access_link((0,external_node_path_.join)(original, 'contexts'), (0,external_node_path_.join)(folder, 'contexts'));
    for (const name of builderFiles)
        await registry_access_link((0,external_node_path_.join)(buildx, name), (0,external_node_path_.join)(folder, 'buildx', name));
}
/** Only to what is there: docker makes what is missing, which a link to nothing would forbid. */
async function registry_access_link(target, path) {
    if ((0,external_node_fs_.existsSync)(target))
        await (0,promises_.symlink)(target, path);
}

;// CONCATENATED MODULE: ./build/image/pull-credential.js
/** `pull-secret: auto`: the runner's docker login becomes the cluster's, when the cluster would not get the image without one. */





/**
 * Finds the runner's login for the plan's image, and hides it. Needs no image: meant to run beside the build.
 * @returns undefined when the plan leaves no need for a credential
 * @throws the signal's reason; nothing else
 */
async function findPullLogin(plan, { env, writer, signal }) {
    const { job, image } = plan;
    if (job === undefined || plan.dryRun || job.pullSecret === 'none')
        return undefined;
    if (job.imagePullSecrets.length > 0 || namesPullSecrets(job.template))
        return undefined;
    const repository = image.kind === 'build' ? image.repository : (0,reference/* parseReference */.F2)(image.reference).repository;
    const answer = await findLogin(repository, { env, signal });
    if (answer.kind === 'login')
        hide(answer.login, registryName(repository), writer);
    return { repository, answer };
}
/**
 * Decides whether the cluster gets the login: only when the registry refuses the very image to strangers.
 * @param reference the image that the Job will name
 * @throws what a cancelled scope throws; nothing else: without a credential the cluster may still know its own way
 */
async function pullCredential(reference, found, tools) {
    if (found === undefined)
        return undefined;
    const { repository, answer } = found;
    const { writer } = tools;
    const registry = registryName(repository);
    if (answer.kind === 'none') {
        writer.debug(`pull-secret: this runner has no docker login at ${registry}.`);
        return undefined;
    }
    const access = await askAsStranger(reference, tools);
    if (access.kind !== 'refused') {
        writer.debug(`pull-secret: the image needs none as far as known (${access.kind === 'open' ? 'public' : access.why}).`);
        return undefined;
    }
    const without = `The cluster gets no docker login at ${registry}, which refuses the image to strangers:`;
    if (answer.kind === 'failed') {
        writer.notice(`${without} ${lowerFirst(answer.why)} ${answer.fix} ${orName}`);
        return undefined;
    }
    const pair = forKubelet(answer.login, repository);
    if (pair === undefined) {
        const token = answer.login.kind === 'identity-token' ? 'an identity token' : 'a registry token';
        writer.notice(`${without} the runner's is ${token}, which Kubernetes cannot use. Log in with a password or access token. ${orName}`);
        return undefined;
    }
    if (tools.mayCreateSecrets === false) {
        const rule = 'apiGroups: [""], resources: ["secrets"], verbs: ["create", "delete"]';
        writer.notice(`${without} the user of this kubeconfig may not create Secrets. Add this rule to its Role: ${rule}. ${orName}`);
        return undefined;
    }
    writer.info(`The registry refuses the image to strangers: the cluster gets this runner's docker login at ${registry} for this run.`);
    return { registry: secretKey(repository), ...pair };
}
const orName = 'Or name a pull secret of the namespace in image-pull-secrets.';
async function askAsStranger(reference, tools) {
    const folder = (0,external_node_path_.join)(tools.folder, 'anonymous-docker');
    try {
        await tools.scope.create({ kind: 'folder', path: folder }, () => writeAnonymousConfig(folder, tools.env));
    }
    catch (error) {
        // a cancelled run ends here; a disk that takes no file is no reason to fail
        tools.scope.signal.throwIfAborted();
        if (error instanceof Error && 'code' in error)
            return { kind: 'unknown', why: error.message };
        throw error;
    }
    return anonymousAccess(tools.docker, reference, { folder, signal: tools.scope.signal });
}
/** A Job template that brings pull secrets: they are the user's choice. */
function namesPullSecrets(template) {
    let value = template;
    for (const name of ['spec', 'template', 'spec', 'imagePullSecrets']) {
        value = typeof value === 'object' && value !== null ? value[name] : undefined;
    }
    return Array.isArray(value) && value.length > 0;
}
/** A mask on fewer characters would blank harmless text; GitHub drops outputs that hold a masked value. */
const shortestMask = 4;
function hide(login, registry, writer) {
    const secret = login.kind === 'password' ? login.password : login.token;
    if (secret.length >= shortestMask)
        writer.mask(secret);
    else
        writer.warning(`The password of the docker login at ${registry} is too short to be hidden in the log.`);
    if (login.kind === 'password')
        writer.mask(Buffer.from(`${login.username}:${secret}`).toString('base64'));
}
/** Azure's registries take a refresh token as the password of this user (learn.microsoft.com, `az acr login --expose-token`). */
const azureUser = '00000000-0000-0000-0000-000000000000';
const azureHost = /\.azurecr\.(?:io|cn|us)$/u;
/** The kubelet reads user name and password of a pull Secret, and no token (kubernetes, pkg/credentialprovider/config.go). */
function forKubelet(login, repository) {
    if (login.kind === 'password')
        return { username: login.username, password: login.password };
    const isAzure = azureHost.test((0,reference/* registryOf */.Fv)(repository) ?? '');
    return login.kind === 'identity-token' && isAzure ? { username: azureUser, password: login.token } : undefined;
}
/**
 * The key of the login in the Secret. Kubernetes takes the key of Docker Hub for `docker.io/…`, `index.docker.io/…` and short
 * names, but `registry-1.docker.io/…` is a registry like any other to it (pkg/credentialprovider/keyring.go).
 */
function secretKey(repository) {
    const key = loginKey(repository);
    return key === dockerHubKey && (0,reference/* registryOf */.Fv)(repository) === 'registry-1.docker.io' ? 'registry-1.docker.io' : key;
}
function lowerFirst(text) {
    return text.charAt(0).toLowerCase() + text.slice(1);
}


/***/ })

};
