export const id = 793;
export const ids = [793];
export const modules = {

/***/ 8681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MM: () => (/* binding */ parseReport),
/* harmony export */   Xg: () => (/* binding */ protocolVersion),
/* harmony export */   Yw: () => (/* binding */ flowNameVariable),
/* harmony export */   _3: () => (/* binding */ launcherPath),
/* harmony export */   af: () => (/* binding */ protocolEnvironment),
/* harmony export */   kR: () => (/* binding */ workFolder),
/* harmony export */   t0: () => (/* binding */ launcherLabel),
/* harmony export */   xS: () => (/* binding */ flowVariable)
/* harmony export */ });
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
    /** This run's nonce; without one the launcher writes no message. */
    nonce: 'DOCKER_ON_K8S_NONCE',
    /** File of the message; default `/dev/termination-log`. */
    result: 'DOCKER_ON_K8S_RESULT'
};
/** {@link protocolEnvironment} under the names that the image's Dockerfile uses. */
const flowVariable = protocolEnvironment.flow;
const flowNameVariable = protocolEnvironment.flowName;
const kinds = ['prefect-2+', 'prefect-0/1', 'function', 'script'];
const states = ['succeeded', 'failed', 'not-found', 'not-importable'];
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
    if (read?.['docker-on-k8s'] !== protocolVersion || read['nonce'] !== nonce)
        return undefined;
    const kind = read['kind'] === null ? undefined : oneOf(kinds, read['kind']);
    const state = oneOf(states, read['state']);
    const exit = read['exit'];
    const exception = read['exception'] === null ? undefined : toException(read['exception']);
    const frames = toFrames(read['frames']);
    if (kind === undefined && read['kind'] !== null)
        return undefined;
    if (exception === undefined && read['exception'] !== null)
        return undefined;
    if (state === undefined || frames === undefined || !isCount(exit) || exit > 255)
        return undefined;
    // a message that contradicts itself proves nothing
    if ((state === 'succeeded') !== (exit === 0))
        return undefined;
    return { kind, state, exit, exception, frames };
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
function toFrames(value) {
    if (!Array.isArray(value))
        return undefined;
    const frames = [];
    for (const item of value) {
        const { file, line, function: name } = toObject(item) ?? {};
        if (typeof file !== 'string' || typeof name !== 'string' || !isCount(line))
            return undefined;
        frames.push({ file, line, function: name });
    }
    return frames;
}


/***/ }),

/***/ 7793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  provideImage: () => (/* binding */ provideImage)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
;// CONCATENATED MODULE: ./build/docker/engine.js
/** What can build and push here. */

/** Milliseconds for one question; a healthy daemon answers in well under one second. */
const patience = 20_000;
/**
 * Asks docker what it can do.
 * @throws Failure `docker-missing` or `docker-unavailable` when nothing can be built here.
 */
async function probeEngine(docker, signal) {
    const ask = (...args) => docker.run({ args, signal, timeout: patience });
    const [version, buildxVersion, inspection] = await Promise.all([
        ask('version', '--format', '{{json .}}'),
        ask('buildx', 'version'),
        ask('buildx', 'inspect')
    ]);
    const server = readServer(version);
    const buildx = buildxVersion.exitCode === 0 ? readBuildx(buildxVersion, inspection) : undefined;
    // builders elsewhere need no engine here; a builder in a container is run by it
    const needsEngine = buildx === undefined || ['docker', 'docker-container'].includes(buildx.driver);
    if (needsEngine && server.version === undefined)
        throw unavailable(version);
    if (buildxVersion.exitCode === 0 && buildx === undefined)
        throw brokenBuilder(inspection);
    if (needsEngine && server.os === 'windows') {
        throw new failure/* Failure */.HR('docker-missing', {
            what: "This runner's Docker engine cannot build Linux images.",
            why: 'It runs Windows containers.',
            fix: 'Use a Linux runner, such as ubuntu-latest, or set image to run an image that exists already.'
        });
    }
    return { serverVersion: server.version, buildx };
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
            ...(typeof server.Os === 'string' && { os: server.Os })
        };
    }
    catch {
        return {};
    }
}
/** Reads `docker buildx version` and `docker buildx inspect`; undefined when the current builder cannot be told. */
function readBuildx(version, inspection) {
    const driver = /^Driver:[ \t]*(\S+)/mu.exec(inspection.stdout)?.[1];
    if (driver === undefined)
        return undefined;
    return {
        version: /\bv?(\d+\.\d+\.\d+)/u.exec(version.stdout)?.[1] ?? '',
        driver,
        builder: /^Name:[ \t]*(\S+)/mu.exec(inspection.stdout)?.[1] ?? ''
    };
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
    return new failure/* Failure */.HR('docker-unavailable', {
        what: 'The Docker daemon does not answer.',
        why: version.timedOut ? `It said nothing for ${patience / 1000} seconds.` : said,
        fix: isPermission
            ? "Let the runner's user use Docker: add it to the group docker, and restart the runner."
            : 'Start Docker on the runner, use a runner that has it, or set image to run an image that exists already.'
    });
}
function brokenBuilder(inspection) {
    return new failure/* Failure */.HR('docker-unavailable', {
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
/** Finding and pulling the base image. */
const baseRules = [
    { reason: 'invalid-image-name', pattern: /invalid reference format|must be lowercase|failed to parse stage name/iu },
    ...lasting,
    {
        reason: 'wrong-architecture',
        pattern: /no matching manifest for|no match for platform in manifest|does not match the (?:specified|detected) platform/iu
    },
    {
        reason: 'registry-unavailable',
        pattern: /toomanyrequests|\b429\b|pull rate limit/iu,
        isPassing: true,
        fix: 'Log in to the registry of base-image before this step (docker/login-action): its limit for anonymous pulls is used up.'
    },
    {
        reason: 'image-unauthorized',
        pattern: /pull access denied|denied: |unauthorized|authentication required|no basic auth credentials|insufficient_scope|authorization failed|\b40[13]\b (?:unauthorized|forbidden)|failed to authorize: .*\b40[13]\b/iu
    },
    { reason: 'image-not-found', pattern: /not found|manifest unknown|name unknown|\b404\b|does not exist/iu },
    { reason: 'registry-unavailable', pattern: passing, isPassing: true }
];
const noPip = 'Choose a base-image that has Python 3 with pip, such as python:3.12.';
/** The pip steps. */
const pipRules = [
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
    },
    // "No matching distribution" is also what pip says of an index that it never reached: look for that first. A retry that
    // was not the last one may have helped.
    {
        reason: 'package-index-unavailable',
        pattern: /^(?!.*Retrying \(Retry\(total=[1-9]).*(?:Retrying \(Retry\(total=0,|Max retries exceeded with url|Could not fetch URL .*(?:connection error|confirming the ssl certificate|timed? ?out)|There was a problem confirming the ssl certificate|ReadTimeoutError|ConnectTimeoutError|ProtocolError|IncompleteRead|ConnectionResetError|ConnectionError|Temporary failure in name resolution|\b(?:429|5\d\d) (?:Client|Server) Error|HTTP error (?:429|5\d\d) while getting|incomplete-download|Failed to establish a new connection|ProxyError)/u
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

// EXTERNAL MODULE: ./build/docker/reference.js
var reference = __webpack_require__(5688);
;// CONCATENATED MODULE: ./build/docker/transcript.js
/** Reads the output of a build or a push: which part of it failed, and which lines say why. Pure. */
// eslint-disable-next-line no-control-regex -- colours begin with the ESC character; the legacy builder prints stderr in red
const colours = /\u001b\[[0-9;?]*[A-Za-z]/gu;
/** What a step printed, in buildx's plain progress: step number and seconds; in its closing excerpt the seconds alone. */
const stepOutput = /^(?:#\d+ )?\d+\.\d+ /u;
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
        isPipUpgrade: part === 'pip' && /"?--upgrade"?[ ,]+"?pip"?/u.test(step),
        lines: ofFailedStep(plain)
            .map((line) => line.replace(stepOutput, '').replace(stepNumber, ''))
            .filter((line) => line !== ''),
        own: plain
            .filter((line) => line !== '' && !stepOutput.test(line) && !sourceLine.test(line))
            .map((line) => line.replace(stepNumber, ''))
    };
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
    if (/"-m", ?"pip"|-m pip /u.test(step))
        return 'pip';
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
    for (const { rules, lines } of applicable(transcript)) {
        for (const rule of rules) {
            const found = lines.filter((line) => rule.pattern.test(withoutNames(line, facts)));
            if (found.length > 0)
                return conclude(rule.reason, transcript, found, facts, rule);
        }
    }
    return conclude(fallback(transcript), transcript, transcript.lines.slice(-3), facts, undefined);
}
/** A tag can be `404`, a repository can be named `denied`: names and addresses explain nothing. */
function withoutNames(line, facts) {
    const bare = [facts.repository, facts.baseImage].reduce((text, name) => (name === '' ? text : text.replaceAll(name, 'NAME')), line.replace(/https?:\/\/[^\s"]*[^\s":]/gu, 'ADDRESS'));
    return bare.replace(/\bNAME:[\w.-]*[\w-]/gu, 'NAME');
}
/** The rules that fit the part that failed, and the lines they may look at: what runs inside a build can print anything. */
function applicable(transcript) {
    const common = { rules: commonRules, lines: transcript.part === 'pip' ? transcript.lines : transcript.own };
    switch (transcript.part) {
        case 'pip':
            return [common, { rules: pipRules, lines: transcript.lines }];
        case 'base':
            return [common, { rules: baseRules, lines: transcript.own }];
        case 'push':
            // the last lines only: the ones before may tell of trouble that passed ("Retrying in 5 seconds")
            return [common, { rules: pushRules, lines: transcript.own.slice(-4) }];
        case 'other':
            return [common];
    }
}
function fallback(transcript) {
    if (transcript.part === 'pip' && !transcript.isPipUpgrade)
        return 'dependency-not-installable';
    return transcript.part === 'push' ? 'registry-unavailable' : 'build-failed';
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
        case 'other':
            return 'The image could not be built.';
    }
}
/** What to do, where the reason alone says it. */
function fixes(facts) {
    const registry = (0,reference/* registryOf */.Fv)(facts.repository) ?? 'Docker Hub';
    return {
        'build-failed': 'Look at the build output above.',
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
    return line
        .replace(/^(?:ERROR|error): /u, '')
        .replace(wrapping, '')
        .replace(/\(from versions: (?:[^),]+, ){6,}((?:[^),]+, ){2}[^),]+)\)/u, '(from versions: …, $1)')
        .trim();
}

// EXTERNAL MODULE: ./build/docker/local-images.js
var local_images = __webpack_require__(1917);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/docker/registry.js
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
/** The digest is that of the very bytes; `--raw` adds no line end. */
function readAnswer(raw) {
    const digest = `sha256:${(0,external_node_crypto_.createHash)('sha256').update(raw).digest('hex')}`;
    try {
        const manifest = JSON.parse(raw);
        const config = manifest?.config?.digest;
        return { kind: 'found', digest, config: typeof config === 'string' ? config : undefined };
    }
    catch {
        return { kind: 'unknown', why: 'the answer is not a manifest' };
    }
}

;// CONCATENATED MODULE: ./build/flow/launcher.js

// The bundler finds exactly this form and copies the files beside the bundle.
const launcher = __webpack_require__.ab + "launcher.py";
const prefect = __webpack_require__.ab + "launcher_prefect.py";
/**
 * The Python files of the launcher, by the name that each has in the folder of `launcherPath`.
 * @returns name → text
 */
async function launcherFiles() {
    const [main, flows] = await Promise.all([(0,promises_.readFile)(launcher, 'utf8'), (0,promises_.readFile)(prefect, 'utf8')]);
    return new Map([
        ['launcher.py', main],
        ['launcher_prefect.py', flows]
    ]);
}

;// CONCATENATED MODULE: ./build/image/build.js
/** How an image is built and where it goes, as arguments of docker. Pure. */

/** Without buildx the legacy builder; with it, `--push` only for builders that are not the engine. */
function buildCommand(request, engine) {
    const common = ['--file', request.dockerfile, '--tag', request.reference];
    if (engine.buildx === undefined) {
        return {
            args: ['build', '--force-rm', '--iidfile', request.idFile, ...common, request.context],
            // without buildx the CLI would else stop where the engine prefers BuildKit
            env: { DOCKER_BUILDKIT: '0' },
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
            ...(isAtLeast(engine.buildx.version, 0, 10) ? ['--provenance=false', '--sbom=false'] : []),
            ...['--iidfile', request.idFile, '--metadata-file', request.metadataFile],
            pushes ? '--push' : '--load',
            ...common,
            request.context
        ],
        env: {},
        delivers: pushes ? 'registry' : 'engine'
    };
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

// EXTERNAL MODULE: ./build/flow/protocol.js
var protocol = __webpack_require__(8681);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/plan/content.js
var content = __webpack_require__(7588);
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
 * Copies a file or a folder, with everything in it, to a path that does not exist.
 * @param root a link must stay inside of it; the folder that is copied, by default
 * @throws Failure `invalid-input` naming the entry: unreadable, a link that leaves, a socket, a pipe, a device; `disk-full`
 */
async function copyEntry(source, target, root = source) {
    try {
        const found = await (0,promises_.lstat)(source);
        if (found.isSymbolicLink()) {
            const to = await (0,promises_.readlink)(source);
            await checkLink(source, to, root);
            await (0,promises_.symlink)(to, target);
        }
        else if (found.isDirectory()) {
            await (0,promises_.mkdir)(target, { mode: 0o700 });
            for (const name of await (0,promises_.readdir)(source))
                await copyEntry((0,external_node_path_.join)(source, name), (0,external_node_path_.join)(target, name), root);
            await (0,promises_.chmod)(target, found.mode & 0o7777);
        }
        else if (found.isFile()) {
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

;// CONCATENATED MODULE: ./build/image/dockerfile-text.js
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
        throw dockerfile_text_refused(name, 'is not a name that a Dockerfile can hold');
    const text = `${name}="${value.replace(/[\\"$]/gu, '\\$&')}"`;
    if (/[\n\r\0]/u.test(value))
        throw dockerfile_text_refused(name, 'holds a line break, which a Dockerfile cannot hold');
    if (Buffer.byteLength(text) > longestLine)
        throw dockerfile_text_refused(name, 'is longer than a line of a Dockerfile may be (64 KiB)');
    return text;
}
/** One instruction with one assignment a line. Such a line begins with a name, so it is never taken for a comment. */
function assignments(instruction, values) {
    const words = Array.from(values, ([name, value]) => assignment(name, value));
    return words.length === 0 ? [] : [`${instruction} ${words.join(' \\\n    ')}`];
}
/** `COPY` of what a context folder holds into a folder of the image; `from` is one of our own names. */
function copyContents(from, to) {
    const folder = to.endsWith('/') ? to : `${to}/`;
    if (/[\n\r\0]/u.test(folder))
        throw dockerfile_text_refused(to, 'holds a line break, which a Dockerfile cannot hold');
    return `COPY ${exec(`${from}/`, folder.replace(/[\\"'$]/gu, '\\$&'))}`;
}
/** The JSON form: words that no shell sees. */
function exec(...words) {
    return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
/** A base image in `FROM`, which expands `$` and reads flags and `AS`. @throws Failure `invalid-image-name` */
function baseReference(reference) {
    if (/^[A-Za-z0-9][A-Za-z0-9._\-/:@]*$/u.test(reference))
        return reference;
    throw new failure/* Failure */.HR('invalid-image-name', {
        what: 'The input base-image is not the name of an image.',
        why: `It holds characters that no image name has: ${JSON.stringify(reference)}.`,
        fix: 'Give it as name:tag, such as python:3.12.'
    });
}
function dockerfile_text_refused(subject, why) {
    return new failure/* Failure */.HR('invalid-input', { what: `${JSON.stringify(subject)} ${why}.` });
}

;// CONCATENATED MODULE: ./build/image/dockerfile.js
/** BuildPlan → Dockerfile. Pure; values of users never become syntax (`dockerfile-text.ts`). */



/** Names in the build context; all are ours, so that no user's path is ever a pattern or a flag in `COPY`. */
const contextNames = {
    requirements: 'requirements',
    launcher: 'launcher',
    flow: 'flow',
    /** Folder of the nth item of `files`: a folder's content, or one file under its final name. */
    item: (index) => `files/${index}`
};
/** The file with the dependencies, in the context's folder of that name and beside the launcher in the image. */
const requirementsFile = 'requirements.txt';
/**
 * pip as a module of the interpreter that will run the flow. `--no-cache-dir` as a flag: pip 10 to 18.1 crash on
 * PIP_NO_CACHE_DIR=1 (pypa/pip#5385).
 */
const pipInstall = ['python3', '-m', 'pip', 'install', '--no-cache-dir', '--disable-pip-version-check'];
/**
 * For pips that know them; others ignore variables that they do not know. As ARG, so that they are gone from the image.
 * Debian's and Ubuntu's Python refuse to install beside their own packages (PEP 668), which is right on a desktop.
 */
const pipArguments = ['PIP_BREAK_SYSTEM_PACKAGES=1', 'PIP_ROOT_USER_ACTION=ignore', 'PIP_PROGRESS_BAR=off'];
/**
 * Makes the Dockerfile, from slow layers to fast ones: base, pip, dependencies, environment, files, flow. It needs no
 * BuildKit: no heredoc, no `# syntax`, no `--link`, no `RUN --mount`.
 *
 * Each file is copied as the content of a folder into its parent folder: `COPY file /path` would put it *into* /path where
 * the base image has a folder of that name; this way BuildKit refuses such a clash, and the legacy builder replaces the
 * folder. Parents that exist keep their modes.
 * @param items what `plan.files` turned out to be, in the same order
 * @throws Failure `invalid-input`, `invalid-image-name` for values that a Dockerfile cannot hold
 */
function dockerfile(plan, items) {
    return [
        `FROM ${baseReference(plan.baseImage)}`,
        ...installation(plan),
        ...assignments('ENV', plan.env),
        ...items.map((item, index) => copyContents(contextNames.item(index), item.kind === 'folder' ? item.destination : external_node_path_.posix.dirname(item.destination))),
        ...flow(plan)
    ]
        .map((instruction) => `${instruction}\n`)
        .join('');
}
function installation(plan) {
    if (plan.dependencies.length === 0)
        return [];
    const folder = external_node_path_.posix.dirname(protocol/* launcherPath */._3);
    return [
        ...pipArguments.map((argument) => `ARG ${argument}`),
        // first and by itself: the pip of python:3.6 (18.1) cannot install all that its Python can run
        `RUN ${exec(...pipInstall, '--upgrade', 'pip')}`,
        copyContents(contextNames.requirements, folder),
        `RUN ${exec(...pipInstall, '-r', external_node_path_.posix.join(folder, requirementsFile))}`
    ];
}
function flow(plan) {
    if (plan.flow === undefined)
        return [];
    const variables = new Map([
        // without it prints arrive in blocks, and those of a killed process never
        ...(plan.env.has('PYTHONUNBUFFERED') ? [] : [['PYTHONUNBUFFERED', '1']]),
        [protocol/* flowVariable */.xS, plan.flow.imagePath],
        ...(plan.flow.name === undefined ? [] : [[protocol/* flowNameVariable */.Yw, plan.flow.name]])
    ]);
    return [
        copyContents(contextNames.launcher, external_node_path_.posix.dirname(protocol/* launcherPath */._3)),
        copyContents(contextNames.flow, protocol/* workFolder */.kR),
        ...assignments('ENV', variables),
        ...assignments('LABEL', [[protocol/* launcherLabel */.t0, String(protocol/* protocolVersion */.Xg)]]),
        `WORKDIR ${protocol/* workFolder */.kR}`,
        `ENTRYPOINT ${exec('python3', protocol/* launcherPath */._3)}`,
        'CMD []'
    ];
}

;// CONCATENATED MODULE: ./build/image/context.js
/** Writes the build context: a Dockerfile and exactly the files that it copies, in a folder of its own. The workspace stays untouched. */






/**
 * Writes the context of a plan.
 * @param folder does not exist yet; its parents may
 * @param launcher the launcher's files by their names, see flow/launcher.ts
 * @throws Failure `invalid-input` for sources that are missing, cannot be read, or hold what an image cannot hold; `disk-full`
 */
async function writeContext(plan, folder, launcher) {
    const items = await Promise.all(plan.files.map(({ source, destination }) => look(source, destination)));
    const text = dockerfile(plan, items);
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
        await (0,promises_.chmod)(folder, 0o700);
        await writeText((0,external_node_path_.join)(folder, 'Dockerfile'), text);
        if (plan.dependencies.length > 0) {
            const requirements = plan.dependencies.map((line) => `${line}\n`).join('');
            await writeText((0,external_node_path_.join)(folder, contextNames.requirements, requirementsFile), requirements);
        }
        if (plan.flow !== undefined) {
            for (const [name, content] of launcher)
                await writeText((0,external_node_path_.join)(folder, contextNames.launcher, name), content);
        }
    }
    catch (error) {
        throw explainFileError('The build context could not be written.', folder, error);
    }
    const taken = await (0,promises_.realpath)(folder);
    for (const [index, item] of items.entries()) {
        const target = (0,external_node_path_.join)(folder, contextNames.item(index));
        if (item.kind === 'file')
            await makeFolder(target);
        else
            await makeFolder((0,external_node_path_.join)(folder, 'files'));
        // one file is laid into a folder under its final name, see dockerfile()
        const path = item.kind === 'file' ? (0,external_node_path_.join)(target, external_node_path_.posix.basename(item.destination)) : target;
        if (isInside(item.source, taken))
            throw context_refused(item.source, 'it holds the folder in which the image is built');
        await copyEntry(item.source, path);
    }
    if (plan.flow !== undefined)
        await placeFlow(plan.flow, folder);
    return { folder, dockerfile: (0,external_node_path_.join)(folder, 'Dockerfile') };
}
async function look(source, destination) {
    try {
        const real = await (0,promises_.realpath)(source);
        const found = await (0,promises_.stat)(real);
        if (found.isDirectory())
            return { kind: 'folder', source: real, destination };
        if (found.isFile() && external_node_path_.posix.basename(destination) !== '')
            return { kind: 'file', source: real, destination };
    }
    catch (error) {
        throw explainFileError(`The input files names ${source}, which cannot be read.`, source, error);
    }
    throw context_refused(source, 'it is neither a file nor a folder, or its destination has no name');
}
/** The flow file under its path of the repository; folders on the way are made, nothing else goes along. */
async function placeFlow(flow, folder) {
    const relative = external_node_path_.posix.relative(protocol/* workFolder */.kR, flow.imagePath);
    const target = (0,external_node_path_.join)(folder, contextNames.flow, relative);
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
 * Runs something that pushes, again while the registry's trouble may pass (429, 5xx, resets, timeouts), never after a refusal.
 * @throws the last Failure; the signal's reason.
 */
async function retryPassing(body, tools) {
    try {
        return await retry(body, {
            backoff: pushBackoff,
            signal: tools.signal,
            worthwhile: (error) => error instanceof ImageError && error.explained.part === 'push' && error.explained.isPassing,
            onRetry: (error, pause, nthTry) => {
                const cause = error instanceof ImageError ? (error.explained.failure.why ?? '') : '';
                const next = `trying again in ${(pause / 1000).toFixed(1)} s (try ${nthTry} of ${pushBackoff.tries})`;
                tools.writer.info(`The push failed (${cause}); ${next}.`);
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
        const digest = digestOfPush(exit.lines) ?? known.at(-1);
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
 */
async function verifyPush(digest, id, tools) {
    const reference = `${tools.facts.repository}@${digest}`;
    const answer = await retry(async (nthTry) => {
        const found = await readManifest(tools.docker, reference, { signal: tools.signal, timeout: lookTimeout });
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
        return;
    }
    const isOurs = answer.kind === 'found' &&
        answer.digest === digest &&
        (id === undefined || answer.config === undefined || answer.config === id || answer.digest === id);
    if (isOurs)
        return;
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

;// CONCATENATED MODULE: ./build/image/provide.js
/** From a plan to an image that can run: built and pushed, or an existing one resolved to its digest. */












/**
 * Provides the plan's image. Everything that is left on the runner (context, local tag) is in the scope's records.
 * @throws Failure of any reason that concerns images; the signal's reason.
 */
async function provideImage(plan, tools) {
    return plan.kind === 'use' ? use(plan, tools) : withinTime(plan, tools);
}
/** Milliseconds to find the digest of a tag; the cluster resolves it as well, so this is only worth a moment. */
const resolvePatience = 10_000;
async function use(plan, tools) {
    const { repository, name, tag, digest } = (0,reference/* parseReference */.F2)(plan.reference);
    const found = { imageName: name, imageTag: tag, build: 'skipped' };
    if (digest !== undefined)
        return { ...found, reference: plan.reference, digest };
    try {
        const answer = await readManifest(tools.docker, plan.reference, { signal: tools.signal, timeout: resolvePatience });
        if (answer.kind === 'found') {
            return { ...found, reference: `${repository}@${answer.digest}`, digest: answer.digest };
        }
        tools.writer.debug(`The digest of ${plan.reference} is not known here: ${answer.why}`);
    }
    catch (error) {
        tools.signal.throwIfAborted();
        tools.writer.debug(`The digest of ${plan.reference} is not known here: ${(0,failure/* describe */.q0)(error)}`);
    }
    return { ...found, reference: plan.reference, digest: undefined };
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
        return await build(plan, { ...tools, signal: AbortSignal.any([tools.signal, controller.signal]) });
    }
    finally {
        clearTimeout(timer);
    }
}
async function build(plan, tools) {
    const { docker, scope, writer, signal } = tools;
    const reference = `${plan.repository}:${plan.tag}`;
    const engine = await probeEngine(docker, signal);
    writer.debug(`Docker engine ${engine.serverVersion ?? 'none'}; ${describeBuilder(engine)}`);
    const contextFolder = (0,external_node_path_.join)(tools.folder, 'context');
    const context = await scope.create({ kind: 'folder', path: contextFolder }, async () => writeContext(plan, contextFolder, await launcherFiles()));
    const idFile = (0,external_node_path_.join)(tools.folder, 'image-id');
    const metadataFile = (0,external_node_path_.join)(tools.folder, 'build-metadata.json');
    const command = buildCommand({ reference, push: plan.push, context: context.folder, dockerfile: context.dockerfile, idFile, metadataFile }, engine);
    const push = {
        docker,
        writer,
        signal,
        facts: { baseImage: plan.baseImage, repository: plan.repository },
        ...(tools.sleep !== undefined && { sleep: tools.sleep })
    };
    const runBuild = () => tools.stage('build', () => 
    // the builder keeps what it built: another try goes straight to its push
    retryPassing(() => writer.group(`Build ${reference}`, () => runBuilder(command, push)), push));
    if (command.delivers === 'registry') {
        await runBuild();
        const digest = pushedDigest(await (0,promises_.readFile)(metadataFile, 'utf8'));
        if (digest === undefined)
            throw new failure/* Failure */.HR('internal-error', { what: 'buildx named no digest for what it pushed.' });
        await tools.stage('push', () => verifyPush(digest, undefined, push));
        return built(plan, digest);
    }
    if (!plan.push) {
        await runBuild();
        return built(plan, undefined);
    }
    await withLocalTag(reference, tools, runBuild);
    const id = (await (0,promises_.readFile)(idFile, 'utf8')).trim();
    const digest = await writer.group(`Push ${reference}`, () => tools.stage('push', async () => {
        const pushed = await pushFromEngine(reference, id, push);
        if (engine.buildx !== undefined)
            await verifyPush(pushed, isDigest(id) ? id : undefined, push);
        return pushed;
    }));
    return built(plan, digest);
}
/** One run of the builder, its output in the log. @throws ImageError */
async function runBuilder(command, tools) {
    const exit = await tools.docker.run({
        args: command.args,
        env: command.env,
        signal: tools.signal,
        onLines: (lines) => tools.writer.foreign(lines)
    });
    if (exit.exitCode !== 0)
        throw new ImageError(explainFailure('build', exit.lines, tools.facts));
}
/** Builds under a name that goes again at the end of the run, unless the runner's engine had this name before. */
async function withLocalTag(reference, tools, body) {
    if ((await (0,local_images/* findLocalImage */.e9)(tools.docker, reference, tools.signal)) !== undefined)
        await body();
    else
        await tools.scope.create({ kind: 'local-image', reference }, body);
}
function built(plan, digest) {
    return {
        reference: digest === undefined ? `${plan.repository}:${plan.tag}` : `${plan.repository}@${digest}`,
        imageName: plan.imageName,
        imageTag: plan.tag,
        digest,
        build: 'built'
    };
}
function describeBuilder(engine) {
    if (engine.buildx === undefined)
        return 'no buildx, the legacy builder is used';
    return `buildx ${engine.buildx.version}, builder ${engine.buildx.builder} (${engine.buildx.driver})`;
}


/***/ })

};
