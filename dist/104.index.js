export const id = 104;
export const ids = [104];
export const modules = {

/***/ 9874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   q0: () => (/* binding */ describe),
/* harmony export */   w2: () => (/* binding */ toFailure)
/* harmony export */ });
/* unused harmony exports failureReasons, kindOf */
/**
 * The one vocabulary of failures: each reason, its kind, and the sentences a user reads.
 * Reasons are a promise to users (`failure-reason` output): never renamed within a major version.
 */
const kinds = {
    'invalid-input': 'configuration',
    'invalid-kubeconfig': 'configuration',
    'untrusted-code': 'configuration',
    'docker-missing': 'configuration',
    unauthorized: 'configuration',
    'credentials-expired': 'configuration',
    forbidden: 'configuration',
    'namespace-not-found': 'configuration',
    'admission-denied': 'configuration',
    'quota-exceeded': 'configuration',
    'invalid-image-name': 'configuration',
    'image-not-found': 'configuration',
    'image-unauthorized': 'configuration',
    'push-unauthorized': 'configuration',
    'repository-not-found': 'configuration',
    'wrong-architecture': 'configuration',
    'missing-config': 'configuration',
    'job-exists': 'configuration',
    'build-failed': 'code',
    'dependency-not-installable': 'code',
    'flow-not-found': 'code',
    'flow-not-importable': 'code',
    'flow-failed': 'code',
    'out-of-memory': 'code',
    'start-error': 'code',
    'docker-unavailable': 'infrastructure',
    'disk-full': 'infrastructure',
    'registry-unavailable': 'infrastructure',
    'package-index-unavailable': 'infrastructure',
    'cluster-unreachable': 'infrastructure',
    unschedulable: 'infrastructure',
    'start-timeout': 'infrastructure',
    'image-pull-failed': 'infrastructure',
    evicted: 'infrastructure',
    preempted: 'infrastructure',
    'node-lost': 'infrastructure',
    killed: 'infrastructure',
    'internal-error': 'infrastructure',
    'timed-out': 'stopped',
    'build-timeout': 'stopped',
    'queue-timeout': 'stopped',
    'deadline-exceeded': 'stopped',
    cancelled: 'stopped',
    deleted: 'stopped'
};
/** All reasons, in the order of the documentation. */
const failureReasons = Object.keys(kinds);
/** The kind of a reason. */
function kindOf(reason) {
    return kinds[reason];
}
/** The only error that is meant for users. Everything else that is thrown becomes `internal-error` through {@link toFailure}. */
class Failure extends Error {
    reason;
    what;
    why;
    fix;
    place;
    title;
    causes;
    frames;
    constructor(reason, text, options) {
        super([text.what, text.why].filter(Boolean).join(' '), options);
        this.name = 'Failure';
        this.reason = reason;
        this.what = text.what;
        this.why = text.why;
        this.fix = text.fix;
        this.place = text.place;
        this.title = text.title;
        this.causes = text.causes ?? [];
        this.frames = text.frames ?? [];
    }
    get kind() {
        return kindOf(this.reason);
    }
}
/**
 * Turns anything thrown into a Failure; a Failure is returned as it is. Never throws itself, whatever was thrown
 * (an object with a throwing getter, a frozen array, `undefined`): an error formatter that fails hides the error.
 */
function toFailure(thrown) {
    if (thrown instanceof Failure)
        return thrown;
    return new Failure('internal-error', {
        what: 'The action itself failed.',
        why: describe(thrown),
        fix: 'Run the workflow again; if this comes back, report it with the debug log (re-run with debug logging enabled).'
    }, { cause: thrown });
}
/** One line that describes a thrown value: message and code of the error and of its causes, never a stack. */
function describe(thrown) {
    try {
        const parts = [];
        let current = thrown;
        for (let depth = 0; current !== undefined && current !== null && depth < 5; depth += 1) {
            const text = describeOne(current);
            if (text && !parts.some((part) => part.includes(text)))
                parts.push(text);
            current = current instanceof Error ? current.cause : undefined;
        }
        return parts.join(': ').replace(/\s+/g, ' ').trim() || 'no details are known';
    }
    catch {
        return 'no details are known';
    }
}
function describeOne(value) {
    if (value instanceof AggregateError)
        return value.errors.map(describeOne).join('; ');
    if (value instanceof Error) {
        const code = value.code;
        const suffix = typeof code === 'string' && !value.message.includes(code) ? ` (${code})` : '';
        return `${value.message || value.name}${suffix}`;
    }
    if (typeof value === 'string')
        return value;
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
        return String(value);
    // these have no JSON form
    if (typeof value === 'symbol' || typeof value === 'function')
        return typeof value;
    return JSON.stringify(value);
}


/***/ }),

/***/ 5842:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ withTimeout),
/* harmony export */   y: () => (/* binding */ sleep)
/* harmony export */ });
/** Waiting that ends: sleeps that can be aborted, signals with a time limit. Durations run on the monotonic clock. */
/** Sleeps. @param milliseconds how long @returns true when the time has passed, false when the signal aborted first (never rejects) */
function sleep(milliseconds, signal) {
    return new Promise((resolve) => {
        if (signal?.aborted) {
            resolve(false);
            return;
        }
        const done = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', aborted);
            resolve(true);
        };
        const aborted = () => {
            clearTimeout(timer);
            resolve(false);
        };
        const timer = setTimeout(done, milliseconds);
        signal?.addEventListener('abort', aborted, { once: true });
    });
}
/** A signal that aborts with its parent, or after so many milliseconds with a `TimeoutError`. */
function withTimeout(parent, milliseconds) {
    const timeout = AbortSignal.timeout(milliseconds);
    return parent === undefined ? timeout : AbortSignal.any([parent, timeout]);
}


/***/ }),

/***/ 8111:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ splitLines)
/* harmony export */ });
/** Splits text into lines as a GitHub runner does (.NET ReadLine): at `\n`, `\r\n` and a lone `\r`. A last line end adds no empty line. */
function splitLines(text) {
    const lines = text.split(/\r\n|\n|\r/u);
    if (lines.length > 1 && lines.at(-1) === '')
        lines.pop();
    return lines;
}


/***/ }),

/***/ 3104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   leave: () => (/* binding */ leave)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9874);
/* harmony import */ var _writer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1256);
/** The end of a step's process, whatever its body did. */


/** Milliseconds for the runner to read the last of our output. */
const lastRead = 3_000;
/** Runs a step to its end: what it throws is printed, what it wrote is read, before the process may go. */
async function leave(process, body) {
    try {
        await body();
    }
    catch (error) {
        (0,_writer_js__WEBPACK_IMPORTED_MODULE_1__/* .processWriter */ .R_)(process).error(`The action itself failed: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .describe */ .q0)(error)}.`, {
            title: 'docker-on-k8s: internal-error'
        });
    }
    await (0,_writer_js__WEBPACK_IMPORTED_MODULE_1__/* .flushed */ .a6)(process, lastRead);
}


/***/ }),

/***/ 1256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R_: () => (/* binding */ processWriter),
/* harmony export */   YI: () => (/* binding */ neutralize),
/* harmony export */   a6: () => (/* binding */ flushed),
/* harmony export */   g$: () => (/* binding */ printable)
/* harmony export */ });
/* unused harmony exports foreignPrefix, escapeData, escapeProperty, createWriter */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5842);
/* harmony import */ var _lib_lines_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8111);
/**
 * The one writer of stdout. Nothing else in this project prints.
 *
 * A GitHub runner reads every line of an action's output for workflow commands: `::name::` at the start of a line,
 * `##[name]` anywhere in it, where `\n`, `\r\n` and a lone `\r` all end a line (actions/runner, ActionCommand.cs and
 * ProcessInvoker.cs). So there are two ways to print, and no third:
 * - our own sentences, one line each, in which a command cannot survive ({@link neutralize});
 * - foreign output (pod logs, builds), between `::stop-commands::TOKEN` and `::TOKEN::` with a token nobody can guess.
 * Everything goes to stdout: the runner reads stdout and stderr in two threads and loses the order between them.
 */



/** Prefix of foreign lines: defeats `^`-anchored problem matchers and `##[group]` styling, which no fence stops. */
const foreignPrefix = '| ';
/** Escapes the data part of a workflow command (toolkit, command.ts). */
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
/** Escapes a property of a workflow command. */
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
/**
 * Makes one line of own text harmless: no command of either syntax can start in it. Visible, so that nobody wonders.
 * Format characters (soft hyphen, zero-width joiner) go: the runner searches by culture, which does not see them, so that
 * `#\u00AD#[error]` is a command to it.
 */
function neutralize(line) {
    return line
        .replace(/\p{Cf}/gu, '')
        .replace(/^(\s*):(?=:)/u, '$1: ')
        .replaceAll('##[', '# #[');
}
/**
 * Removes control characters that a terminal would act upon, those above ASCII too (U+0085 is white space to the runner, so
 * that a command may follow it); keeps tab and ESC, whose colours GitHub renders.
 */
function printable(line) {
    // eslint-disable-next-line no-control-regex -- control characters are what this removes
    return line.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f]/gu, '');
}
/**
 * Makes the writer of a process: the one place that touches its stdout. Writing to a pipe is asynchronous in Node on Linux
 * (measured; its documentation says otherwise): what the runner has not read yet waits in this process.
 */
function processWriter({ stdout }, options = {}) {
    // a runner that is gone reads nothing more; the run still has to clean up
    stdout.on('error', () => undefined);
    const drained = async (signal) => {
        if (!stdout.writableNeedDrain || signal.aborted)
            return;
        await new Promise((resolve) => {
            const done = () => {
                stdout.off('drain', done).off('close', done);
                signal.removeEventListener('abort', done);
                resolve();
            };
            stdout.once('drain', done).once('close', done);
            signal.addEventListener('abort', done, { once: true });
        });
    };
    return createWriter((text) => stdout.write(text), { ...options, drained });
}
/** Resolves when everything that was written has left the process, or the time is up. @param longest milliseconds */
async function flushed({ stdout }, longest) {
    const written = new Promise((resolve) => stdout.write('', () => resolve()));
    await Promise.race([written, (0,_lib_deadline_js__WEBPACK_IMPORTED_MODULE_1__/* .sleep */ .y)(longest)]);
}
/** Makes the writer on a sink, usually `process.stdout.write`; the sink gets whole lines. */
function createWriter(sink, options = {}) {
    const token = options.token ?? node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID;
    let fence;
    const masked = new Set();
    /** The runner masks what it is told in a message, and not in the properties of one (actions/runner, ActionCommandManager.cs). */
    const hidden = (text) => [...masked].sort((a, b) => b.length - a.length).reduce((shown, value) => shown.replaceAll(value, '***'), text);
    const raise = () => {
        if (fence !== undefined)
            return;
        fence = token();
        sink(`::stop-commands::${fence}\n`);
    };
    const lower = () => {
        if (fence === undefined)
            return;
        sink(`::${fence}::\n`);
        fence = undefined;
    };
    const command = (name, data, properties = {}) => {
        const list = Object.entries(properties)
            .filter(([, value]) => value !== undefined && value !== '')
            .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
        sink(`::${name}${list.length > 0 ? ` ${list.join(',')}` : ''}::${escapeData(data)}\n`);
    };
    const own = (name, data, properties) => {
        lower();
        command(name, data, properties);
    };
    return {
        info(text) {
            lower();
            sink((0,_lib_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .splitLines */ .u)(text)
                .map((line) => `${neutralize(printable(line))}\n`)
                .join(''));
        },
        debug(text) {
            if (options.isDebug)
                own('debug', text);
        },
        notice: (text) => own('notice', text),
        warning: (text) => own('warning', text),
        error: (text, { file, line, title } = {}) => own('error', text, { file, line, title: title === undefined ? undefined : hidden(title) }),
        async group(title, body) {
            own('group', neutralize(printable(title)));
            try {
                return await body();
            }
            finally {
                own('endgroup', '');
            }
        },
        mask(value) {
            if (value === '')
                return;
            // While commands are stopped `add-mask` would be printed, secret and all: resume, mask, stop again under a new token.
            const raised = fence !== undefined;
            masked.add(value);
            lower();
            command('add-mask', value);
            if (raised)
                raise();
        },
        foreign(lines, prefix = foreignPrefix) {
            if (lines.length === 0)
                return;
            raise();
            sink(lines.map((line) => `${prefix}${printable(line)}\n`).join(''));
        },
        foreignBytes(block) {
            if (block.length === 0)
                return;
            raise();
            sink(block);
        },
        drained: options.drained ?? (() => Promise.resolve())
    };
}


/***/ })

};
