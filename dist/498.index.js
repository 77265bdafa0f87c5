export const id = 498;
export const ids = [498];
export const modules = {

/***/ 454:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readManifest),
/* harmony export */   k: () => (/* binding */ readLabels)
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
/** The labels of an image in its registry; undefined when they cannot be read here. @param timeout milliseconds @throws the signal's reason */
async function readLabels(docker, reference, options) {
    const exit = await docker.run({
        args: ['buildx', 'imagetools', 'inspect', '--format', '{{json .Image}}', reference],
        ...options
    });
    if (exit.timedOut || exit.exitCode !== 0)
        return undefined;
    try {
        const answer = asObject(JSON.parse(exit.stdout)) ?? {};
        // a list holds one image for each platform, all built of one Dockerfile
        const image = 'config' in answer ? answer : asObject(Object.values(answer)[0]);
        const config = asObject(image?.['config']);
        return config === undefined ? undefined : (asObject(config['Labels']) ?? {});
    }
    catch {
        return undefined;
    }
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

/***/ 6498:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  provideImage: () => (/* binding */ provideImage)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/docker/engine.js
var docker_engine = __webpack_require__(2475);
// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
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
// EXTERNAL MODULE: ./build/docker/registry.js
var registry = __webpack_require__(454);
// EXTERNAL MODULE: ./build/flow/launcher.js
var launcher = __webpack_require__(9733);
// EXTERNAL MODULE: ./build/image/build.js
var build = __webpack_require__(5638);
// EXTERNAL MODULE: ./build/image/context.js + 1 modules
var image_context = __webpack_require__(8840);
// EXTERNAL MODULE: ./build/flow/protocol.js
var protocol = __webpack_require__(8681);
;// CONCATENATED MODULE: ./build/image/launcher-label.js
/** Whether an image that exists already carries our launcher. */



/**
 * Parameters go to our launcher: an image without it would run as if there were none.
 * @param reference of the image; its labels are read in the registry @throws Failure `invalid-input`; the signal's reason
 */
async function demandLauncher(reference, { docker, signal, timeout }) {
    const labels = await (0,registry/* readLabels */.k)(docker, reference, { signal, timeout }).catch(() => undefined);
    signal.throwIfAborted();
    if (labels?.[protocol/* launcherLabel */.t0] === String(protocol/* protocolVersion */.Xg))
        return;
    throw new failure/* Failure */.HR('invalid-input', {
        what: `The parameters cannot be handed to the image ${reference}.`,
        why: labels === undefined
            ? 'The runner cannot read the image, so it is not known whether this action built it from a flow.'
            : `It lacks the label ${protocol/* launcherLabel */.t0} of images that this action builds from a flow.`,
        fix: 'Log in to the registry before this step, name an image that was built with flow, or remove parameters.'
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
 */
async function verifyPush(digest, id, tools) {
    const reference = `${tools.facts.repository}@${digest}`;
    const answer = await retry(async (nthTry) => {
        const found = await (0,registry/* readManifest */.W)(tools.docker, reference, { signal: tools.signal, timeout: lookTimeout });
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
    if (plan.needsLauncher)
        await demandLauncher(plan.reference, { ...tools, timeout: resolvePatience });
    const { repository, name, tag, digest } = (0,reference/* parseReference */.F2)(plan.reference);
    const found = { imageName: name, imageTag: tag, build: 'skipped' };
    if (digest !== undefined)
        return { ...found, reference: plan.reference, digest };
    try {
        const answer = await (0,registry/* readManifest */.W)(tools.docker, plan.reference, { signal: tools.signal, timeout: resolvePatience });
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
        return await provide_build(plan, { ...tools, signal: AbortSignal.any([tools.signal, controller.signal]) });
    }
    finally {
        clearTimeout(timer);
    }
}
async function provide_build(plan, tools) {
    const { docker, scope, writer, signal } = tools;
    const reference = `${plan.repository}:${plan.tag}`;
    const engine = await (0,docker_engine/* probeEngine */.lt)(docker, signal);
    writer.debug(`Docker engine ${engine.serverVersion ?? 'none'}; ${describeBuilder(engine)}`);
    const contextFolder = (0,external_node_path_.join)(tools.folder, 'context');
    const context = await scope.create({ kind: 'folder', path: contextFolder }, async () => (0,image_context/* writeContext */.p)(plan, contextFolder, await (0,launcher/* launcherFiles */.W)()));
    const idFile = (0,external_node_path_.join)(tools.folder, 'image-id');
    const metadataFile = (0,external_node_path_.join)(tools.folder, 'build-metadata.json');
    const command = (0,build/* buildCommand */.Oe)({ reference, push: plan.push, context: context.folder, dockerfile: context.dockerfile, idFile, metadataFile }, engine);
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
        const digest = (0,build/* pushedDigest */.Mn)(await (0,promises_.readFile)(metadataFile, 'utf8'));
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
            await verifyPush(pushed, (0,build/* isDigest */.Bc)(id) ? id : undefined, push);
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
