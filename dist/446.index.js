export const id = 446;
export const ids = [446];
export const modules = {

/***/ 1446:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runPlugin: () => (/* binding */ runPlugin)
});

// UNUSED EXPORTS: pluginLimit

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/execa/index.js + 131 modules
var execa = __webpack_require__(6993);
// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
// EXTERNAL MODULE: ./build/cluster/kubeconfig-fields.js
var kubeconfig_fields = __webpack_require__(458);
;// CONCATENATED MODULE: ./build/cluster/redact.js
/** Takes what may be a secret out of the words of a program, before they are shown. Pure. */
/** Words of a program, its secrets replaced, as one bounded line. */
function redact(text, known) {
    let line = text;
    for (const secret of known)
        if (secret.length >= 4)
            line = line.replaceAll(secret, redact_hidden);
    return (line
        // eslint-disable-next-line no-control-regex -- colours of terminals, which would split words
        .replace(/\u001B\[[\d;?]*[A-Za-z]/gu, '')
        .replace(/-----BEGIN [\s\S]*?(?:-----END [^-]*-----|$)/gu, redact_hidden)
        // user name and password of a URL
        .replace(/(\w:\/\/)[^/\s@]+@/gu, `$1${redact_hidden}@`)
        .replace(/\b(bearer|basic)\s+\S+/giu, `$1 ${redact_hidden}`)
        .replace(/([\w.-]*(?:secret|passw(?:or)?d|passphrase|api[-_]?key|access[-_]?key|private[-_]?key)[\w.-]*["']?\s*[:=]\s*)("[^"]*"?|'[^']*'?|[^\s,;&]+)/giu, `$1${redact_hidden}`)
        // `token: expired` stays: words do not follow a `=`
        .replace(/([\w.-]*(?:token|credential|assertion)[\w.-]*["']?\s*(?:=\s*|:\s*(?![A-Za-z]{1,24}(?:[\s,;:.]|$))))("[^"]*"?|'[^']*'?|[^\s,;&]+)/giu, `$1${redact_hidden}`)
        .replace(/[A-Za-z0-9+/_=.~-]{20,}/gu, (word) => (isRandom(word) ? redact_hidden : word))
        .replace(/\s+/gu, ' ')
        .trim()
        .slice(0, longest));
}
const redact_hidden = '***';
const longest = 400;
/** Whether a long word looks made by a machine: tokens and keys do, host names, paths and package names do not. */
function isRandom(word) {
    if (/^eyJ/u.test(word))
        return true;
    // the longest piece between the marks that paths, names and versions are made of
    return word.split(/[/.=~]|-(?=[a-z]+(?:-|$))/u).some((piece) => {
        const kinds = [/[a-z]/u, /[A-Z]/u, /\d/u].filter((kind) => kind.test(piece)).length;
        return piece.length >= 20 && (kinds >= 2 || piece.length >= 32);
    });
}

;// CONCATENATED MODULE: ./build/cluster/plugin.js
/** Runs a credential plugin (client.authentication.k8s.io): without a shell, without a terminal, with an end. */






/** Milliseconds for a plugin. */
const pluginLimit = 30_000;
const largestAnswer = 1024 * 1024;
/** What no plugin may see: the inputs and states of steps, and the files through which a step speaks to the runner. */
const withheld = /^(?:INPUT_|STATE_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/iu;
/**
 * Runs the plugin anew.
 * @param limit milliseconds, for tests
 * @throws Failure `invalid-kubeconfig` when it cannot be run at all, `unauthorized` when it gave nothing; the signal's reason on abort
 */
async function runPlugin(run, exec, limit = pluginLimit) {
    const { signal } = run;
    signal?.throwIfAborted();
    const child = (0,execa.execa)(exec.command, [...exec.args], {
        env: environmentOf(run, exec),
        extendEnv: false,
        stdin: 'ignore',
        reject: false,
        maxBuffer: largestAnswer,
        // a group of its own: plugins are often scripts around the program that does the work
        detached: process.platform !== 'win32',
        cleanup: false
    });
    const state = { isLate: false };
    const kill = () => {
        killGroup(child.pid);
        child.kill('SIGKILL');
        // held open by a process that hides in another group
        child.stdout.destroy();
        child.stderr.destroy();
    };
    const timer = setTimeout(() => {
        state.isLate = true;
        kill();
    }, limit);
    signal?.addEventListener('abort', kill, { once: true });
    process.once('exit', kill);
    try {
        const result = await child;
        signal?.throwIfAborted();
        const failure = failureOf(result, state.isLate, run.loaded, exec);
        if (failure !== undefined)
            throw failure;
        return answerOf(result.stdout, run.loaded, exec);
    }
    finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', kill);
        process.removeListener('exit', kill);
    }
}
function killGroup(pid) {
    try {
        if (pid !== undefined && process.platform !== 'win32')
            process.kill(-pid, 'SIGKILL');
    }
    catch {
        // all of its processes are gone
    }
}
function environmentOf({ loaded: { cluster }, ca, env }, exec) {
    const kept = Object.entries(env).filter((entry) => entry[1] !== undefined && !withheld.test(entry[0]));
    const about = {
        server: cluster.server,
        'tls-server-name': cluster.serverName,
        'insecure-skip-tls-verify': cluster.skipVerify || undefined,
        'certificate-authority-data': ca === undefined ? undefined : Buffer.from(ca).toString('base64'),
        'proxy-url': cluster.proxyUrl
    };
    const info = {
        apiVersion: exec.apiVersion,
        kind: 'ExecCredential',
        spec: { interactive: false, ...(exec.provideClusterInfo ? { cluster: about } : {}) }
    };
    return {
        ...Object.fromEntries(kept),
        ...Object.fromEntries(exec.env.map(({ name, value }) => [name, value])),
        KUBERNETES_EXEC_INFO: JSON.stringify(info)
    };
}
const logIn = 'Log in to the provider in an earlier step (aws-actions/configure-aws-credentials, google-github-actions/auth, azure/login, …), and check the rights of that login.';
function failureOf(result, isLate, { context }, exec) {
    const name = `The credential plugin ${(0,kubeconfig_fields/* nameOf */.Vb)(exec.command)} of context ${(0,kubeconfig_fields/* nameOf */.Vb)(context)}`;
    const refused = (why) => new failure/* Failure */.HR('unauthorized', { what: `${name} gave no credentials.`, why, fix: logIn });
    if (isLate)
        return refused(`It did not end within ${pluginLimit / 1000} seconds; it may be waiting for somebody to log in.`);
    if (!result.failed)
        return undefined;
    if (result.code === 'ENOENT')
        return notInstalled(name, exec);
    if (result.code === 'EACCES' || result.code === 'ENOEXEC') {
        return new failure/* Failure */.HR('invalid-kubeconfig', {
            what: `${name} cannot be run.`,
            why: 'It is there, but it is not an executable program.',
            fix: 'Make it executable (chmod +x), or correct exec.command in the kubeconfig.'
        });
    }
    if (result.isMaxBuffer)
        return refused('It printed more than 1 MiB.');
    const known = exec.env.filter(({ name: key }) => /secret|token|passw|key/iu.test(key)).map(({ value }) => value);
    const said = redact(result.stderr, known);
    const end = result.exitCode === undefined
        ? `was ended (${result.signal ?? 'no exit code'})`
        : `ended with exit code ${result.exitCode}`;
    return refused(said === '' ? `It ${end} and said nothing.` : `It ${end} and said: ${said}`);
}
function notInstalled(name, exec) {
    const hint = exec.installHint === undefined ? '' : redact(exec.installHint, []);
    if ((0,external_node_path_.isAbsolute)(exec.command) && (0,external_node_fs_.existsSync)(exec.command)) {
        return new failure/* Failure */.HR('invalid-kubeconfig', {
            what: `${name} cannot be run.`,
            why: 'It is a script whose interpreter (its first line) is not on this runner, or a program for another system.',
            fix: 'Install what it needs in an earlier step.'
        });
    }
    return new failure/* Failure */.HR('invalid-kubeconfig', {
        what: `${name} is not installed on this runner.`,
        why: hint === '' ? undefined : `The kubeconfig says how to get it: ${hint}`,
        fix: 'Install it in an earlier step, or use a kubeconfig with a token of a service account.'
    });
}
function answerOf(text, { context }, exec) {
    const refused = (why) => new failure/* Failure */.HR('unauthorized', {
        what: `The credential plugin ${(0,kubeconfig_fields/* nameOf */.Vb)(exec.command)} of context ${(0,kubeconfig_fields/* nameOf */.Vb)(context)} gave no credentials.`,
        why,
        fix: 'Check exec.command and exec.args in the kubeconfig: the plugin must print an ExecCredential, and nothing else, on stdout.'
    });
    // never quoted: what is not understood can be the token itself
    const answer = parse(text);
    if (answer === undefined)
        throw refused(text.trim() === '' ? 'It printed nothing.' : 'It did not print an ExecCredential as JSON.');
    if (typeof answer['apiVersion'] === 'string' && answer['apiVersion'] !== exec.apiVersion) {
        throw refused('It printed an ExecCredential of another apiVersion than the kubeconfig names.');
    }
    const status = isRecord(answer['status']) ? answer['status'] : {};
    const field = (key) => {
        const value = status[key];
        return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const token = field('token')?.trim();
    const cert = field('clientCertificateData');
    const key = field('clientKeyData');
    if (token === undefined && cert === undefined && key === undefined)
        throw refused('It handed out neither a token nor a certificate.');
    if ((cert === undefined) !== (key === undefined))
        throw refused('It handed out only one of a certificate and its key.');
    const expires = Date.parse(field('expirationTimestamp') ?? '');
    return { token, cert, key, expires: Number.isNaN(expires) ? undefined : expires };
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        if (!isRecord(value))
            return undefined;
        return value['kind'] === undefined || value['kind'] === 'ExecCredential' ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ })

};
