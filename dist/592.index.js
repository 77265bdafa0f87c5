export const id = 592;
export const ids = [592];
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


/***/ })

};
