export const id = 225;
export const ids = [225,561];
export const modules = {

/***/ 1916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = exports.kp = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
exports.kp = closest;


/***/ }),

/***/ 5561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ parseKubeconfig),
/* harmony export */   X: () => (/* binding */ kubeconfigSource)
/* harmony export */ });
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6790);
/** `kubeconfig`: YAML, base64 of it, a path, or the word `in-cluster`. Its text is never part of a message. */

/** Tells the forms apart: a text has a line break or braces, or names `apiVersion`/`clusters`; base64 decodes to one; the rest is a path. */
function kubeconfigSource(input) {
    const trimmed = input.trim();
    if (trimmed === 'in-cluster')
        return { kind: 'in-cluster' };
    if (looksLikeKubeconfig(trimmed))
        return { kind: 'text', text: input };
    const compact = trimmed.replace(/\s+/g, '');
    if (/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(compact)) {
        const decoded = Buffer.from(compact, 'base64').toString('utf8');
        if (looksLikeKubeconfig(decoded))
            return { kind: 'text', text: decoded };
    }
    return trimmed.includes('\n') ? { kind: 'text', text: input } : { kind: 'path', path: trimmed };
}
function looksLikeKubeconfig(text) {
    return (/^\s*\{/.test(text) ||
        /^\s*["']?(apiVersion|kind|clusters|contexts|users|current-context|preferences)["']?\s*:/m.test(text));
}
/** The input as given, or undefined after a report. What is in it is judged where the cluster is reached. */
function parseKubeconfig(text, report) {
    const source = kubeconfigSource(text);
    const isLegal = source.kind === 'path'
        ? !(0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .hasControlCharacters */ .Kg)(source.path)
        : source.kind === 'in-cluster' || !source.text.includes('\0');
    if (isLegal)
        return text;
    report('got a value with control characters (not shown); accepted: the YAML of a kubeconfig, base64 of it, a path, or in-cluster.');
    return undefined;
}


/***/ }),

/***/ 6790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kg: () => (/* binding */ hasControlCharacters),
/* harmony export */   LA: () => (/* binding */ notAccepted),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   Zw: () => (/* binding */ Problems),
/* harmony export */   hS: () => (/* binding */ counted)
/* harmony export */ });
/* unused harmony export invalidInput */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9874);
/** Collects what is wrong with the inputs, so that a user gets every problem at once and not one a run. */

/** A reporter that passes everything on and knows whether there was anything. */
function counted(report) {
    let count = 0;
    return {
        report: (text) => {
            count += 1;
            report(text);
        },
        isClean: () => count === 0
    };
}
const shownLength = 80;
/**
 * A received value for a message: quoted, cut after 80 characters, with characters that cannot be seen (control characters,
 * line separators, direction marks, zero-width ones) written as escapes. Never call it with a value that may be a secret.
 */
function shown(value) {
    const characters = Array.from(value);
    const start = characters
        .slice(0, shownLength)
        .join('')
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escape);
    return characters.length > shownLength ? `"${start}…" (${String(characters.length)} characters)` : `"${start}"`;
}
function escape(character) {
    const known = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
    return known[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
/** The usual sentence: what was received, what is accepted, and a hint where there is one. */
function notAccepted(received, accepted, hint) {
    return `got ${shown(received)}; accepted: ${accepted}.${hint === undefined ? '' : ` ${hint}`}`;
}
/** True when a text holds characters that no name, path or reference has: control characters and line ends. */
function hasControlCharacters(text) {
    return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}
class Problems {
    #list = [];
    /** A reporter for one input. */
    at(input) {
        return (text) => this.add({ input, text });
    }
    add(problem) {
        this.#list.push(problem);
    }
    /** True when this input has a problem already. */
    isWrong(input) {
        return this.#list.some((problem) => problem.input === input);
    }
    get list() {
        return this.#list;
    }
    /** @throws Failure `invalid-input` that lists every problem, when there is one. */
    throwIfAny() {
        if (this.#list.length > 0)
            throw invalidInput(this.#list);
    }
}
/** The one failure for any number of problems, one line each. */
function invalidInput(problems) {
    const count = problems.length === 1 ? 'is 1 problem' : `are ${String(problems.length)} problems`;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('invalid-input', {
        what: `There ${count} with the inputs; nothing was built or sent.`,
        why: problems.map(({ input, text }) => `- ${input}: ${text}`).join('\n'),
        fix: 'Correct this in the `with:` block of the step.'
    });
}


/***/ }),

/***/ 9386:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ formatDuration)
/* harmony export */ });
/** Milliseconds as people write them: `1h30m`, `90s` → `1m30s`, below a minute with one decimal where it tells more. */
function formatDuration(milliseconds) {
    const seconds = milliseconds / 1000;
    if (seconds < 60)
        return Number.isInteger(seconds) || seconds >= 10 ? `${Math.round(seconds)}s` : `${seconds.toFixed(1)}s`;
    const whole = Math.round(seconds);
    const parts = [
        [Math.floor(whole / 3600), 'h'],
        [Math.floor((whole % 3600) / 60), 'm'],
        [whole % 60, 's']
    ];
    return parts
        .filter(([value]) => value > 0)
        .map(([value, unit]) => `${value}${unit}`)
        .join('');
}


/***/ }),

/***/ 5225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/cluster/failures.js + 1 modules
var failures = __webpack_require__(5410);
// EXTERNAL MODULE: ./build/cluster/port.js
var port = __webpack_require__(194);
// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
;// CONCATENATED MODULE: ./build/connections.js
/** The run's ways to Docker and the cluster: made once, when first needed, and lent to cleanup. Loads their code lazily. */



class Connections {
    #session;
    #docker;
    #cluster;
    #reached;
    constructor(session) {
        this.#session = session;
    }
    /** Docker's command line; whether an engine answers is found out when it is used. */
    docker() {
        this.#docker ??= Promise.all(/* import() */[__webpack_require__.e(993), __webpack_require__.e(592)]).then(__webpack_require__.bind(__webpack_require__, 5592)).then(({ createDockerCli }) => createDockerCli({ env: this.#session.env }));
        return this.#docker;
    }
    cluster(plan, signal) {
        this.#cluster ??= __webpack_require__.e(/* import() */ 656).then(__webpack_require__.bind(__webpack_require__, 9656)).then(async ({ connect }) => {
            const connected = await connect({ ...plan, ...this.#session, signal });
            this.#reached = connected.cluster;
            return connected;
        });
        return this.#cluster;
    }
    /** What cleanup needs: the connections of this run where there are any. */
    forCleanup() {
        return {
            docker: () => this.docker(),
            cluster: async () => {
                if (this.#cluster === undefined)
                    throw new Error('the cluster was never reached');
                return (await this.#cluster).cluster;
            }
        };
    }
    /** The one place where anything thrown in a run becomes the failure that the user reads. */
    failureOf(thrown) {
        if (!(thrown instanceof port/* ApiError */.h))
            return (0,failure/* toFailure */.w2)(thrown);
        const { server, namespace, context } = this.#reached ?? {
            server: 'the address in the kubeconfig',
            namespace: 'default',
            context: undefined
        };
        return (0,failures/* clusterFailure */.vz)(thrown, { server, namespace, context });
    }
    async close() {
        const connected = await this.#cluster?.catch(() => undefined);
        await connected?.cluster.close();
    }
}

// EXTERNAL MODULE: ./build/cleanup.js
var cleanup = __webpack_require__(4704);
// EXTERNAL MODULE: ./build/cluster/kubeconfig-copy.js
var kubeconfig_copy = __webpack_require__(2842);
// EXTERNAL MODULE: ./build/lib/duration.js
var duration = __webpack_require__(9386);
;// CONCATENATED MODULE: ./build/report/annotation.js
/** Report → the one error annotation of a run. Pure. */
/** GitHub cuts an annotation at 4,096 characters (actions/runner, ExecutionContext.cs). */
const longest = 4_000;
/** Title and text of the annotation: what failed, why, what to do. */
function annotationOf(failure) {
    const sentences = [failure.what, failure.why, failure.fix].filter((part) => part !== undefined);
    const text = sentences.join('\n');
    return {
        title: `docker-on-k8s: ${failure.reason}`,
        text: text.length > longest ? `${text.slice(0, longest)}…` : text
    };
}

;// CONCATENATED MODULE: ./build/report/outputs.js
/** Report → the action's outputs. Pure. */
/** The outputs that are known, by name; names are those of action.yml. */
function outputsOf(report) {
    const known = {
        image: report.image,
        'image-name': report.imageName,
        'image-tag': report.imageTag,
        digest: report.digest,
        build: report.build,
        identifier: report.identifier,
        'job-name': report.jobName,
        namespace: report.namespace,
        pods: JSON.stringify(report.pods),
        status: report.status,
        'exit-code': report.exitCode,
        'failure-reason': report.failure?.reason,
        'failure-kind': report.failure?.kind,
        'log-file': report.logFile,
        'started-at': report.startedAt,
        'finished-at': report.finishedAt
    };
    return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

;// CONCATENATED MODULE: ./build/report/report.js
/** What is known of a run so far: filled as it goes, so that every ending can say all it knows. Plain data. */
function newReport(identifier) {
    return { identifier, pods: [], stages: new Map(), tails: [], remarks: [], jobKept: false };
}
/** The status that a failure gives the run. */
function statusOf(failure) {
    switch (failure.reason) {
        case 'cancelled':
            return 'cancelled';
        case 'timed-out':
        case 'build-timeout':
        case 'queue-timeout':
        case 'start-timeout':
        case 'deadline-exceeded':
            return 'timed-out';
        default:
            return 'failed';
    }
}
/** Runs one stage and notes its duration, also when it fails. */
async function timeStage(report, name, body) {
    const start = performance.now();
    try {
        return await body();
    }
    finally {
        report.stages.set(name, performance.now() - start);
    }
}
/** What the Job's side tells: see `JobNews`. Only what is told replaces what is known. */
function absorb(report, news) {
    const { remarks, pods, times, jobName, namespace, exitCode, startedAt, finishedAt, logFile, tails, jobKept } = news;
    const told = { jobName, namespace, exitCode, startedAt, finishedAt, logFile, tails, jobKept };
    Object.assign(report, Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)));
    if (pods !== undefined)
        report.pods = pods;
    if (remarks !== undefined)
        report.remarks.push(...remarks);
    if (times !== undefined)
        report.stages.set('start', times.start).set('run', times.run);
}

;// CONCATENATED MODULE: ./build/report/markdown.js
/** Foreign text → Markdown that shows it and does nothing else. Pure. */
/** Escapes text for a table cell or a paragraph: HTML by entities, Markdown's own signs by backslashes, line ends by spaces. */
function markdown_text(value) {
    return (oneLine(value)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/[\\`*_{}[\]()#+!|~$@]/gu, '\\$&')
        .replaceAll('://', ':&#8203;//')
        // what would begin a list
        .replace(/^(-|\d+(?=[.)]\s))/u, (sign) => (sign === '-' ? '\\-' : `${sign}&#8203;`)));
}
/** Inline code with any content: HTML, since a Markdown code span cannot hold a backtick or a pipe in a table safely. */
function code(value) {
    return `<code>${entities(oneLine(value))}</code>`;
}
/** A preformatted block with any content, line ends kept. */
function block(lines) {
    // a blank line would end the HTML block in GitHub's Markdown: an entity keeps it from being blank
    const body = lines.map((line) => entities(clean(line)) || '&#8203;').join('\n');
    return `<pre>${body}\n</pre>`;
}
/** A row of a table; cells are Markdown already. */
function row(...cells) {
    return `| ${cells.join(' | ')} |`;
}
function oneLine(value) {
    return clean(value.replace(/\s+/gu, ' ')).trim();
}
/** Without control characters, ESC included: colours mean nothing here. */
function clean(value) {
    // eslint-disable-next-line no-control-regex -- control characters are what this removes
    return value.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, '');
}
/** Signs that mean something to HTML, or to Markdown inside inline HTML (which it goes on reading). */
const meaningful = /[&<>|`*_@[\]!~#\\]|(?<=:)\/\//gu;
function entities(value) {
    return value.replace(meaningful, (signs) => Array.from(signs, (sign) => `&#${sign.codePointAt(0) ?? 0};`).join(''));
}

;// CONCATENATED MODULE: ./build/report/summary.js
/** Report → the job summary: what a person with ten minutes and a red build needs, in the order they need it. Pure. */


/** GitHub drops a summary over 1 MiB whole (actions/runner, FileCommandManager.cs); this leaves room for other steps' habits. */
const summaryLimit = 900 * 1024;
const shownPods = 20;
const longestLine = 500;
const headlines = {
    succeeded: '✅ The flow succeeded',
    failed: '❌ The flow did not succeed',
    cancelled: '🛑 Cancelled',
    'timed-out': '⏱️ Stopped by a time limit',
    created: '🚀 The Job was created and runs on by itself',
    skipped: '📦 The image was built'
};
const stageNames = {
    build: 'Build',
    push: 'Push',
    start: 'Job start',
    run: 'Flow',
    cleanup: 'Cleanup'
};
/** Makes the whole summary, cut to {@link summaryLimit} bytes. */
function summaryOf(report) {
    const details = [facts(report), stages(report), pods(report)];
    // after a failure the log's last lines tell more than any table
    const body = report.failure === undefined
        ? [...details, remarks(report), tails(report)]
        : [tails(report), remarks(report), ...details];
    const parts = [headline(report), failureText(report), ...body, next(report)];
    return cut(parts.filter((part) => part !== '').join('\n\n') + '\n');
}
function headline(report) {
    const subject = report.flow === undefined ? '' : `: ${markdown_text(report.flow)}`;
    return `### ${headlines[report.status ?? 'failed']}${subject}`;
}
function failureText({ failure }) {
    if (failure === undefined)
        return '';
    const lines = [`**${markdown_text(failure.what)}**`];
    if (failure.why !== undefined)
        lines.push(reasons(failure.why));
    if (failure.fix !== undefined)
        lines.push(`➡️ ${markdown_text(failure.fix)}`);
    lines.push(`Reason ${code(failure.reason)}, kind ${code(failure.kind)}.`);
    return lines.join('\n\n');
}
/** One reason is a paragraph; several, one a line (`- flow: …`), are a list. */
function reasons(why) {
    const each = why.split('\n').filter((line) => line.trim() !== '');
    return each.length < 2 ? markdown_text(why) : each.map((line) => `- ${markdown_text(line.replace(/^\s*- /u, ''))}`).join('\n');
}
function facts(report) {
    const rows = [
        ['Image', report.image && code(report.image)],
        ['Tag', report.imageTag && code(report.imageTag)],
        // a Job whose namespace is not known was never near a cluster
        ['Job', report.jobName && report.namespace && `${code(report.jobName)} in namespace ${code(report.namespace)}`],
        ['Identifier', code(report.identifier)],
        ['Exit code', report.exitCode === undefined ? undefined : String(report.exitCode)],
        ['Started', report.startedAt && markdown_text(report.startedAt)],
        ['Finished', report.finishedAt && markdown_text(report.finishedAt)],
        ['Whole log', report.logFile && code(report.logFile)]
    ];
    const known = rows.flatMap(([name, value]) => (value ? [row(name, value)] : []));
    return ['| | |', '| --- | --- |', ...known].join('\n');
}
function stages({ stages }) {
    if (stages.size === 0)
        return '';
    const entries = [...stages];
    return [
        row(...entries.map(([name]) => stageNames[name])),
        row(...entries.map(() => '---')),
        row(...entries.map(([, milliseconds]) => (0,duration/* formatDuration */.a)(milliseconds)))
    ].join('\n');
}
function pods({ pods: all }) {
    if (all.length === 0)
        return '';
    // the failed ones first: they are why somebody reads this
    const sorted = [...all].sort((a, b) => Number(isGood(a)) - Number(isGood(b)));
    const rows = sorted
        .slice(0, shownPods)
        .map((pod) => row(code(pod.name), pod.node === undefined ? '' : code(pod.node), markdown_text(pod.phase), pod.exitCode === undefined ? '' : String(pod.exitCode), markdown_text(pod.reason ?? '')));
    const more = all.length > shownPods ? [`\n… and ${all.length - shownPods} more pods.`] : [];
    return [row('Pod', 'Node', 'Phase', 'Exit', 'Reason'), row('---', '---', '---', '---', '---'), ...rows, ...more].join('\n');
}
function isGood(pod) {
    return pod.exitCode === 0 || (pod.exitCode === undefined && pod.phase !== 'Failed');
}
function remarks({ remarks: all }) {
    return all.map((remark) => `> ⚠️ ${markdown_text(remark)}`).join('\n>\n');
}
function tails(report) {
    return report.tails
        .filter(({ lines }) => lines.length > 0)
        .map(({ stream, lines }) => {
        const isOpen = report.failure === undefined ? '' : ' open';
        const shown = lines.map(shorten);
        return `<details${isOpen}><summary>Last lines of ${code(stream)}</summary>\n\n${block(shown)}\n\n</details>`;
    })
        .join('\n\n');
}
function shorten(line) {
    return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}
/** Commands to go on with, when there is still something to look at. */
function next(report) {
    if (report.jobName === undefined || !report.jobKept)
        return '';
    const namespace = report.namespace ?? 'default';
    return `Look further:\n\n${block([
        `kubectl -n ${namespace} get jobs,pods -l identifier=${report.identifier}`,
        `kubectl -n ${namespace} logs job/${report.jobName}`,
        `kubectl -n ${namespace} delete jobs,secrets -l identifier=${report.identifier}`
    ])}`;
}
function cut(markdown) {
    const bytes = Buffer.from(markdown);
    if (bytes.length <= summaryLimit)
        return markdown;
    const kept = bytes
        .subarray(0, summaryLimit)
        .toString('utf8')
        .replace(/\uFFFD+$/u, '');
    return `${kept}\n</pre></details>\n\n… cut: the log file has everything.\n`;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(6421);
;// CONCATENATED MODULE: ./build/runner/publish.js
/** Hands a run's results to the runner: outputs through its file, the summary as the step's whole summary file. */


/** Sets outputs; a later call for the same name wins. */
function publishOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs))
        (0,core/* setOutput */.uH)(name, value);
}
/** Writes the step's summary, replacing what this step wrote before. Outside a runner (no file) there is none. */
function publishSummary(markdown, env) {
    const path = env['GITHUB_STEP_SUMMARY'];
    if (path)
        (0,external_node_fs_.writeFileSync)(path, markdown);
}

// EXTERNAL MODULE: ./build/runner/state.js
var state = __webpack_require__(3866);
;// CONCATENATED MODULE: ./build/ending.js
/** The last part of a run, the same for every ending: publish what is known, clean up, publish again. */










/** Milliseconds for cleanup. After a cancel the runner's SIGTERM comes 7.5 s after its SIGINT; post has the time we lack. */
const cleanupBudget = { usual: 120_000, cancelled: 5_000 };
/** Ends a run: outputs and summary first, so that they are there whatever happens to cleanup. Never throws. */
async function conclude(session, scope, report, tools) {
    const { writer } = session;
    publish(session, report);
    announce(session, report);
    const cancelled = session.cancellation.signal;
    const signal = cleanupLimit(cancelled);
    const left = await timeStage(report, 'cleanup', () => scope.close((record) => (0,cleanup/* perform */.y)(record, tools, signal), signal));
    for (const { record, error } of left) {
        if (record.undo.kind === 'job')
            report.jobKept = true;
        if (cancelled.aborted)
            writer.info(`Left to the post step: ${(0,failure/* describe */.q0)(error)}.`);
        else {
            report.remarks.push(`Not cleaned up: ${(0,failure/* describe */.q0)(error)}.`);
            writer.warning(`Not cleaned up: ${(0,failure/* describe */.q0)(error)}. The post step tries again.`);
        }
    }
    publish(session, report);
    if (left.length === 0) {
        attempt(writer, 'The end of the run', state/* saveDone */.E3);
        attempt(writer, 'The end of the run', () => session.marker.answer());
    }
    if (!left.some(({ record }) => record.undo.kind === 'job'))
        attempt(writer, 'The end of the run', () => (0,kubeconfig_copy/* forgetKubeconfig */.$)(session.folder));
}
/** Aborts when cleanup has had its time: also when the cancel comes in the middle of it. */
function cleanupLimit(cancelled) {
    const limit = new AbortController();
    const abortAfter = (milliseconds) => {
        setTimeout(() => limit.abort(new Error('there was no more time')), milliseconds).unref();
    };
    abortAfter(cleanupBudget.usual);
    if (cancelled.aborted)
        abortAfter(cleanupBudget.cancelled);
    else
        cancelled.addEventListener('abort', () => abortAfter(cleanupBudget.cancelled), { once: true });
    return limit.signal;
}
function publish({ env, writer }, report) {
    attempt(writer, 'The outputs', () => publishOutputs(outputsOf(report)));
    attempt(writer, 'The summary', () => publishSummary(summaryOf(report), env));
}
function attempt(writer, what, write) {
    try {
        write();
    }
    catch (error) {
        writer.warning(`${what} could not be written: ${(0,failure/* describe */.q0)(error)}.`);
    }
}
function goodWords({ status, stages, image, jobName, namespace }) {
    if (status === 'created') {
        return `The Job runs on by itself; nothing here waits for it. Its log: kubectl -n ${namespace ?? 'default'} logs -f job/${jobName ?? ''}`;
    }
    if (status === 'skipped')
        return `The image is ready: ${image ?? ''}`;
    const run = stages.get('run');
    return `Succeeded${run === undefined ? '' : ` after ${(0,duration/* formatDuration */.a)(run)}`}.`;
}
/** The last words of the log: one error annotation, or one line. */
function announce({ writer }, report) {
    const { failure } = report;
    if (failure !== undefined) {
        const { title, text } = annotationOf(failure);
        // a cancel is somebody's wish, not an error
        if (failure.reason === 'cancelled')
            writer.info(text);
        else
            writer.error(text, { title });
        if (failure.cause instanceof Error)
            writer.debug(failure.cause.stack ?? failure.cause.message);
    }
    else
        writer.info(goodWords(report));
    if (report.logFile !== undefined)
        writer.info(`Whole log: ${report.logFile}`);
}

// EXTERNAL MODULE: ./build/inputs/problems.js
var inputs_problems = __webpack_require__(6790);
;// CONCATENATED MODULE: ./build/inputs/boolean.js
/** Booleans and words of a fixed list; `false` switches off whatever can be off. */

/** The forms of YAML 1.2's core schema, no others: `yes` and `1` are likely mistakes. */
const truths = {
    true: true,
    True: true,
    TRUE: true,
    false: false,
    False: false,
    FALSE: false
};
/** True, false, or undefined after a report. */
function parseBoolean(text, report) {
    const value = Object.hasOwn(truths, text) ? truths[text] : undefined;
    if (value === undefined)
        report((0,inputs_problems/* notAccepted */.LA)(text, 'true or false'));
    return value;
}
/** `auto`, a boolean, or undefined after a report. */
function parseAutoBoolean(text, report) {
    if (text === 'auto')
        return 'auto';
    const value = Object.hasOwn(truths, text) ? truths[text] : undefined;
    if (value === undefined)
        report((0,inputs_problems/* notAccepted */.LA)(text, 'auto, true or false'));
    return value;
}
/** One of `words`; `false` means `off`. Undefined after a report. */
function parseWord(text, report, words, off) {
    const word = words.find((each) => each === text);
    if (word !== undefined)
        return word;
    if (Object.hasOwn(truths, text) && truths[text] === false)
        return off;
    report((0,inputs_problems/* notAccepted */.LA)(text, `${words.join(', ')}, or false (the same as ${off})`));
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/image-reference.js
/** Image references as the distribution project defines them (github.com/distribution/reference, regexp.go). */

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
/** Host of a registry with an optional port; IPv6 in brackets. */
const hostPattern = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]{1,5})?`;
const path = new RegExp(`^${component}(?:/${component})*$`);
const host = new RegExp(`^${hostPattern}$`);
const tag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digest = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;
/** Longest repository with its registry (reference.go, RepositoryNameTotalLengthMax). */
const longestRepository = 255;
/** True when the first component of a name is a registry to Docker: it has a dot or a port, or is localhost. */
function isRegistry(first) {
    return first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase();
}
/** Takes a reference apart; a sentence says what is wrong with one that is not legal. */
function splitReference(text) {
    if (/^[a-z]+:\/\//i.test(text))
        return { problem: 'It must not start with a scheme.' };
    const [name = '', digestText, ...more] = text.split('@');
    if (more.length > 0 || (digestText !== undefined && !digest.test(digestText))) {
        return { problem: 'After the @ stands a digest: sha256: and 64 lower-case hexadecimal digits.' };
    }
    const colon = name.lastIndexOf(':');
    const hasTag = colon > name.lastIndexOf('/');
    const tagText = hasTag ? name.slice(colon + 1) : undefined;
    const repository = hasTag ? name.slice(0, colon) : name;
    if (tagText !== undefined && !tag.test(tagText))
        return { problem: tagRule };
    const slash = repository.indexOf('/');
    const first = repository.slice(0, Math.max(slash, 0));
    const registry = slash > 0 && isRegistry(first) ? first : undefined;
    const rest = registry === undefined ? repository : repository.slice(slash + 1);
    const problem = (registry === undefined ? undefined : problemOfHost(registry)) ?? problemOfPath(rest);
    if (problem !== undefined)
        return { problem };
    if (repository.length > longestRepository)
        return { problem: `It is longer than ${String(longestRepository)} characters.` };
    return { registry, path: rest, tag: tagText, digest: digestText };
}
const tagRule = 'A tag has at most 128 letters, digits, _, . and -, and does not start with . or -.';
function problemOfHost(text) {
    if (text !== text.toLowerCase() && !/[.:]/.test(text))
        return upperCase;
    const port = /:([0-9]{1,5})$/.exec(text)?.[1];
    const isPort = port === undefined || (Number(port) > 0 && Number(port) < 65536);
    return host.test(text) && isPort ? undefined : 'What stands before the first / is not a registry (host or host:port).';
}
const upperCase = 'The repository must be lower case.';
function problemOfPath(text) {
    if (path.test(text)) {
        return /^[a-f0-9]{64}$/.test(text) ? 'A name of 64 hexadecimal digits would be an image ID to Docker.' : undefined;
    }
    return path.test(text.toLowerCase()) ? upperCase : pathRule;
}
const pathRule = 'A repository is made of lower-case letters and digits, with ., _, __ or - between them, and / between its parts.';
/** A reference as written (`base-image`, `image`), or undefined after a report. */
function parseReference(text, report) {
    const reference = splitReference(text);
    if (!('problem' in reference))
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, '[registry/]repository[:tag][@digest], such as python:3.13-slim', reference.problem));
    return undefined;
}
/** `image-name`: a repository path without registry, tag and digest, or undefined after a report. */
function parseImageName(text, report) {
    const first = text.split('/')[0] ?? '';
    const hint = text.includes('@')
        ? 'A digest cannot be chosen.'
        : text.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost')
            ? 'The registry goes into registry-url.'
            : text.includes(':')
                ? 'The tag goes into image-tag.'
                : problemOfPath(text);
    if (hint === undefined)
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, 'a repository without registry and tag, such as team/etl', hint));
    return undefined;
}
/** `image-tag`, or undefined after a report. */
function parseImageTag(text, report) {
    if (tag.test(text))
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, 'a tag such as 1.4.0 or nightly', tagRule));
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/combinations.js
/** What inputs allow or need of each other. Each rule is one sentence to the user. */

const buildInputs = [
    'base-image',
    'registry-url',
    'python-dependencies',
    'image-name',
    'image-tag',
    'env-vars',
    'files',
    'push',
    'build-timeout'
];
/** Any of these makes an image that is worth building. */
const makings = ['flow', 'base-image', 'python-dependencies', 'env-vars', 'files'];
const jobInputs = [
    'kubeconfig',
    'context',
    'namespace',
    'job-name',
    'command',
    'args',
    'job-env',
    'cpu',
    'memory',
    'service-account',
    'node-selector',
    'image-pull-secrets',
    'wait',
    'logs',
    'timeout',
    'start-timeout',
    'cleanup',
    'ttl'
];
/**
 * Checks the inputs against each other; reads only fields that were understood, as the others are reported already.
 * @returns warnings about inputs that have no effect.
 */
function checkCombinations(inputs, isGiven, problems) {
    if (isGiven('image'))
        checkImage(isGiven, problems, inputs);
    else
        checkBuild(inputs, isGiven, problems);
    if (isGiven('flow') && isGiven('command')) {
        problems.add({
            input: 'command',
            text: 'cannot stand beside flow: the flow is what runs. Remove one of the two; args are handed to the flow file.'
        });
    }
    return warningsFor(inputs, isGiven);
}
function checkImage(isGiven, problems, inputs) {
    const given = ['flow', ...buildInputs].filter(isGiven);
    if (given.length > 0) {
        problems.add({
            input: 'image',
            text: `runs an image as it is, so ${join(given)} cannot stand beside it. Remove image to build one, or remove the others.`
        });
    }
    if (!inputs.run)
        problems.add({ input: 'run', text: 'false leaves nothing to do beside image: nothing is built either.' });
}
function checkBuild(inputs, isGiven, problems) {
    const isBuilding = makings.some(isGiven);
    if (!isBuilding && !(inputs.run && isGiven('command'))) {
        problems.add(inputs.run
            ? {
                input: 'flow',
                text: 'there is nothing to run: set flow (or base-image, python-dependencies, files, env-vars or command) to build an image, or image to run one.'
            }
            : {
                input: 'run',
                text: 'false leaves nothing to do: set flow, base-image, python-dependencies, files or env-vars to build an image.'
            });
        return;
    }
    if (problems.isWrong('run') || problems.isWrong('push'))
        return;
    if (isGiven('registry-url'))
        checkRegistry(inputs, isGiven, problems);
    else if (inputs.push === true) {
        problems.add({ input: 'push', text: 'true needs a registry: set registry-url.' });
    }
    else if (inputs.run) {
        problems.add({
            input: 'registry-url',
            text: 'is missing: Kubernetes can run a built image only from a registry. Set registry-url; or set run: false, load the image into the cluster yourself, and run it in a second step with image.'
        });
    }
}
function checkRegistry(inputs, isGiven, problems) {
    if (inputs.push === false && inputs.run) {
        problems.add({
            input: 'push',
            text: 'false keeps the image on the runner, where Kubernetes cannot run it. Remove push; or set run: false, load the image into the cluster yourself, and run it in a second step with image.'
        });
    }
    const name = inputs.imageName ?? '';
    if (inputs.registryUrl === 'docker.io' &&
        inputs.push !== false &&
        (name === '' ? !isGiven('image-name') : !name.includes('/'))) {
        problems.add({
            input: 'registry-url',
            text: 'got docker.io alone; on Docker Hub an account is needed: docker.io/ACCOUNT.'
        });
    }
    const length = `${inputs.registryUrl ?? ''}/${name}`.length;
    if (length > longestRepository) {
        problems.add({
            input: 'image-name',
            text: `is too long: with registry-url it makes ${String(length)} characters; accepted: ${String(longestRepository)} together.`
        });
    }
}
function warningsFor(inputs, isGiven) {
    if (!inputs.run) {
        const idle = jobInputs.filter(isGiven);
        return idle.length === 0 ? [] : [`run: false makes no Job, so ${join(idle)} ${verb(idle)} no effect.`];
    }
    const idle = ['logs', 'cleanup'].filter(isGiven);
    return inputs.wait || idle.length === 0
        ? []
        : [`wait: false hands the Job over, so ${join(idle)} ${verb(idle)} no effect; ttl decides when it goes.`];
}
function verb(names) {
    return names.length === 1 ? 'has' : 'have';
}
function join(names) {
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/inputs/yaml-text.js
/**
 * Flat YAML or JSON whose scalars keep their source text: `3.10` stays `3.10` and `yes` stays `yes`, since what a user
 * writes for a variable or an argument is text. Everything that is more than a list or map of scalars is refused.
 */


/** The entries of a map, or undefined after a report. Values are never part of a message: they may be secrets. */
function parseYamlMap(text, report) {
    const contents = parse(text, 'map of names to values', report);
    if (contents === undefined)
        return undefined;
    if (!(0,dist/* isMap */.jh)(contents)) {
        report('is not a map; accepted: NAME=value lines, or a YAML or JSON map of names to values.');
        return undefined;
    }
    const entries = [];
    let isWhole = true;
    for (const [index, pair] of contents.items.entries()) {
        const key = scalarText(pair.key);
        if (typeof key !== 'string') {
            report(`entry ${String(index + 1)} of the map has a name that is not plain text.`);
            isWhole = false;
            continue;
        }
        const value = scalarText(pair.value);
        if (typeof value === 'string')
            entries.push([key, value]);
        else
            report(`the value of ${(0,inputs_problems/* shown */.SP)(key)} ${value.problem}`);
        isWhole &&= typeof value === 'string';
    }
    return isWhole ? entries : undefined;
}
/** The items of a list, or undefined after a report. */
function parseYamlList(text, report) {
    const contents = parse(text, 'list of words', report);
    if (contents === undefined)
        return undefined;
    if (!(0,dist/* isSeq */.oP)(contents)) {
        report('is not a list; accepted: a YAML or JSON list of words, or one line of words.');
        return undefined;
    }
    const items = [];
    let isWhole = true;
    for (const [index, node] of contents.items.entries()) {
        const item = scalarText(node);
        if (typeof item === 'string')
            items.push(item);
        else
            report(`item ${String(index + 1)} ${item.problem}`);
        isWhole &&= typeof item === 'string';
    }
    return isWhole ? items : undefined;
}
function parse(text, what, report) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, {
        schema: 'core',
        // told apart by their text, so that we can name the one that is there twice
        uniqueKeys: false,
        // pretty errors quote the source, which may be a secret
        prettyErrors: false,
        // `silent` would drop a second document without a word
        logLevel: 'error',
        lineCounter: lines
    });
    const error = document.errors[0] ?? document.warnings[0];
    if (error === undefined)
        return document.contents;
    const { line, col } = lines.linePos(error.pos[0]);
    report(`is not a YAML or JSON ${what}: it cannot be read at line ${String(line)}, column ${String(col)}.`);
    return undefined;
}
function scalarText(node) {
    if ((0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node))
        return { problem: 'is a list or map; accepted: one text or number.' };
    if (!(0,dist/* isScalar */.jn)(node))
        return { problem: node === null ? empty : 'is an alias; write the value itself.' };
    if (node.anchor !== undefined)
        return { problem: 'has an anchor (&), which is not supported.' };
    if (node.tag !== undefined)
        return { problem: 'has a tag (!), which is not supported; use quotes.' };
    if (node.value === null)
        return { problem: empty };
    return typeof node.value === 'string' ? node.value : (node.source ?? '');
}
const empty = 'is empty or null; write "" for an empty text.';

;// CONCATENATED MODULE: ./build/inputs/command-line.js
/**
 * `command` and `args`: a YAML or JSON list, or one line split into words as a POSIX shell splits them, but without a shell.
 * It is a list when it starts with `[` or with `- `. What a shell would do beyond splitting (expand, pipe, redirect) is
 * refused where it is not quoted, since doing nothing silently would run something else than what the user read.
 */


const useShell = 'There is no shell here: for one write ["sh", "-c", "…"], or put single quotes around it to mean the characters themselves.';
/** The words; undefined after a report, and for an empty list, which is the same as none. */
function parseCommandLine(text, report) {
    const words = /^(\[|-\s)/.test(text) ? parseYamlList(text, report) : splitLine(text, report);
    if (words === undefined || words.length === 0)
        return undefined;
    const nul = words.findIndex((word) => word.includes('\0'));
    if (nul < 0)
        return words;
    report(`word ${String(nul + 1)} holds a NUL character, which no argument can.`);
    return undefined;
}
/** As {@link parseCommandLine}, for `command`: the first word is what runs. */
function parseCommand(text, report) {
    const words = parseCommandLine(text, report);
    const first = words?.[0];
    if (first === undefined)
        return undefined;
    if (first === '') {
        report('its first word is empty; accepted: the program to run, then its arguments.');
        return undefined;
    }
    const assignment = /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(first);
    if (assignment?.[1] === undefined)
        return words;
    report(`starts with an assignment to ${assignment[1]}, which takes a shell; set it with job-env.`);
    return undefined;
}
function splitLine(text, report) {
    if (/[\n\r]/.test(text)) {
        report((0,inputs_problems/* notAccepted */.LA)(text, 'one line, or a YAML or JSON list such as ["python", "-m", "etl"]'));
        return undefined;
    }
    const splitter = new Splitter(text);
    const problem = splitter.run();
    if (problem === undefined)
        return splitter.words;
    report(problem);
    return undefined;
}
class Splitter {
    words = [];
    #text;
    #word;
    #at = 0;
    constructor(text) {
        this.#text = text;
    }
    /** @returns what is wrong, undefined when nothing is. */
    run() {
        while (this.#at < this.#text.length) {
            const problem = this.#step(this.#text.charAt(this.#at));
            if (problem !== undefined)
                return problem;
        }
        this.#endWord();
        return undefined;
    }
    #step(character) {
        if (character === ' ' || character === '\t') {
            this.#endWord();
            this.#at += 1;
            return undefined;
        }
        if (character === "'")
            return this.#singleQuoted();
        if (character === '"')
            return this.#doubleQuoted();
        if (character === '\\')
            return this.#escaped();
        if (/[|&;<>()]/.test(character))
            return `has an unquoted ${character} at ${this.#place()}. ${useShell}`;
        const problem = this.#expansion();
        if (problem === undefined)
            this.#take(character);
        return problem;
    }
    #singleQuoted() {
        const end = this.#text.indexOf("'", this.#at + 1);
        if (end < 0)
            return `has a ' at ${this.#place()} that is not closed.`;
        this.#word = (this.#word ?? '') + this.#text.slice(this.#at + 1, end);
        this.#at = end + 1;
        return undefined;
    }
    #doubleQuoted() {
        const start = this.#place();
        this.#word ??= '';
        this.#at += 1;
        for (;;) {
            const character = this.#text.charAt(this.#at);
            if (character === '')
                return `has a " at ${start} that is not closed.`;
            if (character === '"')
                break;
            const next = this.#text.charAt(this.#at + 1);
            const problem = this.#expansion();
            if (problem !== undefined)
                return problem;
            // Inside double quotes a backslash escapes these only (POSIX shell, 2.2.3).
            if (character === '\\' && next !== '' && '"\\$`'.includes(next)) {
                this.#word += next;
                this.#at += 2;
            }
            else
                this.#take(character);
        }
        this.#at += 1;
        return undefined;
    }
    #escaped() {
        const next = this.#text.charAt(this.#at + 1);
        if (next === '')
            return 'ends in a backslash that has nothing to escape.';
        this.#word = (this.#word ?? '') + next;
        this.#at += 2;
        return undefined;
    }
    /** A shell would expand what starts here, in double quotes too. */
    #expansion() {
        const found = /^(`|\$[A-Za-z_]\w*|\$[0-9{(@*#?$!-])/.exec(this.#text.slice(this.#at))?.[1];
        return found === undefined
            ? undefined
            : `has ${(0,inputs_problems/* shown */.SP)(found)} at ${this.#place()}, which a shell would expand. ${useShell}`;
    }
    #take(character) {
        this.#word = (this.#word ?? '') + character;
        this.#at += 1;
    }
    #endWord() {
        if (this.#word !== undefined)
            this.words.push(this.#word);
        this.#word = undefined;
    }
    #place() {
        return `character ${String(this.#at + 1)}`;
    }
}

;// CONCATENATED MODULE: ./build/inputs/list.js
/** Lists: one item a line. */

/** The lines that are not blank, trimmed. */
function parseLinesOf(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
/** Items of a list that each pass `check` and are there once, or undefined after a report. */
function parseList(text, report, check, accepted) {
    const items = parseLinesOf(text);
    let isWhole = true;
    for (const [index, item] of items.entries()) {
        const isTwice = items.indexOf(item) < index;
        if (!check(item))
            report((0,inputs_problems/* notAccepted */.LA)(item, accepted));
        else if (isTwice)
            report(`${item} is there twice.`);
        isWhole &&= check(item) && !isTwice;
    }
    return isWhole ? items : undefined;
}

;// CONCATENATED MODULE: ./build/inputs/dependencies.js
/** `python-dependencies`: lines of a pip requirements file that mean the same inside the image as here. */


/**
 * The requirements without blank lines and pip's comment lines, or undefined after a report. What only pip can judge is
 * left to pip; refused is what cannot work, since the folder of the checkout is not there when pip runs in the image.
 * Lines are not quoted in messages where they may hold a URL with a password.
 */
function parseDependencies(text, report) {
    const items = [];
    let isWhole = true;
    for (const line of parseLinesOf(text)) {
        if (line.startsWith('#'))
            continue;
        items.push(line);
        const problem = problemOf(line);
        if (problem === undefined)
            continue;
        isWhole = false;
        report(`requirement ${String(items.length)} ${problem}`);
    }
    return isWhole ? items : undefined;
}
/** True when a requirement carries credentials, which would end in a layer of the image. */
function hasCredentials(requirement) {
    return /:\/\/[^/\s@]+@/.test(requirement) && !/git\+ssh:\/\/git@/.test(requirement);
}
function problemOf(line) {
    if ((0,inputs_problems/* hasControlCharacters */.Kg)(line.replaceAll('\t', ' ')))
        return 'holds a control character.';
    const accepted = 'accepted: one pip requirement a line, such as pandas==2.2.3';
    if (line.startsWith('- '))
        return `starts with "- "; ${accepted}, without list marks.`;
    if (/^[[{"']/.test(line))
        return `starts with ${line.charAt(0)}; ${accepted}, without brackets or quotes.`;
    const option = /^(-r|--requirement|-c|--constraint|-e|--editable)(?![\w-])/.exec(line) ?? /^(-[rce])\S/.exec(line);
    if (option?.[1] !== undefined)
        return `uses ${option[1]}, which reads files that are not in the image; ${accepted}.`;
    if (/^(\.{0,2}\/|\.{1,2}$|file:)/.test(line) || /@\s*file:/.test(line)) {
        return `is a local path, which is not in the image; ${accepted}.`;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/duration.js
/** Durations: `90s`, `15m`, `1h30m`. */


const second = 1000;
const hour = 3_600_000;
/** The longest that one job may last on a self-hosted runner: five days. A longer wait could never end by itself. */
const longestJob = 120 * hour;
/** A year: Kubernetes would take 68 (int32 seconds), nobody means them. */
const year = 8760 * hour;
const buildBounds = { least: second, most: longestJob };
const waitBounds = { least: second, most: longestJob };
/** `timeout` of a Job that is handed over: only the cluster keeps it. */
const handedOverBounds = { least: second, most: year };
/** A shorter TTL races with whoever still reads the finished Job. */
const ttlBounds = { least: 600 * second, most: year };
const grammar = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
/** Milliseconds, or undefined after a report. */
function parseDuration(text, report, bounds) {
    const accepted = `a duration from ${(0,duration/* formatDuration */.a)(bounds.least)} to ${(0,duration/* formatDuration */.a)(bounds.most)}, such as 90s, 15m or 1h30m`;
    const match = grammar.exec(text);
    if (match === null) {
        report((0,inputs_problems/* notAccepted */.LA)(text, accepted, hintFor(text)));
        return undefined;
    }
    const [hours, minutes, seconds] = [match[1], match[2], match[3]].map((digits) => Number(digits ?? '0'));
    const milliseconds = (hours ?? 0) * hour + (minutes ?? 0) * 60 * second + (seconds ?? 0) * second;
    if (milliseconds < bounds.least || milliseconds > bounds.most) {
        report((0,inputs_problems/* notAccepted */.LA)(text, accepted));
        return undefined;
    }
    return milliseconds;
}
function hintFor(text) {
    if (/^\d+$/.test(text))
        return `A number needs its unit: ${text}s or ${text}m?`;
    const days = /^(\d{1,3})d$/.exec(text);
    if (days !== null)
        return `Days are written in hours: ${String(Number(days[1]) * 24)}h.`;
    if (/^(\d+[hms])+$/i.test(text))
        return 'Units are h, m, s, in lower case and in this order, each once.';
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/map.js
/**
 * Maps: `KEY=VALUE` lines, or a YAML or JSON map.
 *
 * Which of the two it is depends on the text alone: it is YAML when it starts with `{`, or when in its first line (blank
 * lines and `#` lines apart) a colon followed by a space or the line's end comes before any `=`. The two do not mix.
 * In lines, the first `=` splits; the key's surrounding whitespace goes; the value is kept exactly, quotes, `#` and spaces
 * included, apart from a carriage return at the line's end.
 */


/** Keys with their values in the order written, or undefined after a report. Values are never part of a message. */
function parseMap(text, report, kind) {
    const { report: reportHere, isClean } = (0,inputs_problems/* counted */.hS)(report);
    const entries = isYaml(text) ? parseYamlMap(text, reportHere) : parseLines(text, reportHere, kind);
    const map = new Map();
    for (const [key, value] of entries ?? []) {
        const problem = kind.checkKey(key);
        if (problem !== undefined)
            reportHere(problem);
        else if (map.has(key))
            reportHere(`${(0,inputs_problems/* shown */.SP)(key)} is there twice.`);
        const wrong = kind.checkValue?.(value);
        if (wrong !== undefined)
            reportHere(`the value of ${(0,inputs_problems/* shown */.SP)(key)} ${wrong}`);
        map.set(key, value);
    }
    return isClean() ? map : undefined;
}
function isYaml(text) {
    if (text.trimStart().startsWith('{'))
        return true;
    const first = text.split('\n').find((line) => line.trim() !== '' && !line.trim().startsWith('#')) ?? '';
    return /^\s*("[^"]*"|'[^']*'|[^\s=:"'][^=:]*)\s*:(\s|$)/.test(first);
}
function parseLines(text, report, kind) {
    const entries = [];
    for (const [index, whole] of text.split('\n').entries()) {
        const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
        if (line.trim() === '')
            continue;
        const place = `line ${String(index + 1)}`;
        const at = line.indexOf('=');
        if (at >= 0) {
            const key = line.slice(0, at).trim();
            if (key === '')
                report(`${place} has nothing before its "="; accepted: ${kind.form} lines, or a YAML or JSON map.`);
            else
                entries.push([key, line.slice(at + 1)]);
            continue;
        }
        const entry = bareEntry(line.trim(), place, report, kind);
        if (entry !== undefined)
            entries.push(entry);
    }
    return entries;
}
/** True for names as people write them; others may be part of a key or certificate. */
function isConventional(name) {
    return /^([A-Z][A-Z0-9_]*|[a-z][a-z_]*)$/.test(name);
}
/** A line without `=`: the name of a variable of the step. It is quoted only when it is a name: else it may be part of a secret. */
function bareEntry(name, place, report, kind) {
    if (kind.env === undefined || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        const bare = kind.env === undefined ? '' : ', NAME alone for a variable of the step';
        const comment = name.startsWith('#') ? ' Comments are not supported here.' : '';
        report(`${place} has no "="; accepted: ${kind.form} lines${bare}, or a YAML or JSON map.${comment}`);
        return undefined;
    }
    if (/^(INPUT|STATE)_/.test(name)) {
        report(`${(0,inputs_problems/* shown */.SP)(name)} belongs to the runner and is not handed on.`);
        return undefined;
    }
    const value = kind.env[name] ?? '';
    const known = isConventional(name) ? (0,inputs_problems/* shown */.SP)(name) : place;
    if (value === '') {
        report(`${known} has no "=", so it takes the step's variable of that name, which is not set or empty; write NAME= for an empty value.`);
        return undefined;
    }
    return [name, value];
}

;// CONCATENATED MODULE: ./build/inputs/environment-variables.js
/** `env-vars` and `job-env`: names that both Docker and Kubernetes accept, and values each of them can carry. */


/** Prefix of the variables with which the Job speaks to the launcher in the image. */
const launcherPrefix = 'DOCKER_ON_K8S_';
/** Variables of the image. Line breaks are refused: one in an `ENV` value would start a new Dockerfile instruction. */
function parseEnvVars(text, report, env) {
    return parseMap(text, report, {
        form: 'NAME=value',
        env,
        checkKey: checkName,
        checkValue: (value) => /[\n\r]/.test(value) ? 'holds a line break, which an image cannot carry; job-env can.' : checkJobValue(value)
    });
}
/** Variables of the Job. */
function parseJobEnv(text, report, env) {
    return parseMap(text, report, { form: 'NAME=value', env, checkKey: checkName, checkValue: checkJobValue });
}
function checkJobValue(value) {
    return value.includes('\0') ? 'holds a NUL character, which no environment variable can.' : undefined;
}
function checkName(name) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        const accepted = 'names of letters, digits and _ that do not start with a digit';
        // A line of a certificate or key has an = as well: what does not look like a name is not shown.
        return /^[\w.# -]{1,40}$/.test(name)
            ? (0,inputs_problems/* notAccepted */.LA)(name, accepted)
            : `got a name that is not shown; accepted: ${accepted}.`;
    }
    if (name.startsWith(launcherPrefix))
        return `names that start with ${launcherPrefix} are used by the action itself: ${name}.`;
    return undefined;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/inputs/files.js
/** `flow` and `files`: paths on the runner and in the image, as far as their text tells. Nothing is looked up here. */



/** Folder in the image that belongs to the launcher. */
const launcherFolder = '/opt/docker-on-k8s';
/** Folders that the container runtime mounts over, and files that it writes: what an image holds there is never seen. */
const mounted = ['/proc', '/sys', '/dev'];
const written = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf'];
/** `path.py` or `path.py:name`, or undefined after a report. */
function parseFlow(text, report) {
    const accepted = 'path.py or path.py:name, relative to the workspace, such as flows/etl.py:daily';
    const at = text.indexOf('.py:');
    const path = at < 0 ? text : text.slice(0, at + 3);
    const name = at < 0 ? undefined : text.slice(at + 4);
    const hint = hintForFlow(path, name);
    if (hint === undefined)
        return name === undefined ? { path } : { path, name };
    report((0,inputs_problems/* notAccepted */.LA)(text, accepted, hint));
    return undefined;
}
function hintForFlow(path, name) {
    if ((0,inputs_problems/* hasControlCharacters */.Kg)(path))
        return 'A path stands on one line, without control characters.';
    if (path.includes('\\'))
        return 'Paths are written with /.';
    if (!path.endsWith('.py'))
        return 'The file must end in .py.';
    if (path.includes(':'))
        return 'A colon stands only between the file and the name in it.';
    if (external_node_path_.posix.basename(path) === '.py')
        return 'The file has no name before .py.';
    if (leavesWorkspace(path))
        return 'It leaves the workspace.';
    if (name !== undefined && !isIdentifier(name))
        return `After the colon stands a Python name, which ${(0,inputs_problems/* shown */.SP)(name)} is not.`;
    return undefined;
}
/** `files`: sources with their exact places in the image, or undefined after a report. */
function parseFiles(text, report) {
    const { report: reportHere, isClean } = (0,inputs_problems/* counted */.hS)(report);
    const map = parseMap(text, reportHere, { form: 'source=/destination', checkKey: checkSource });
    const files = [];
    for (const [source, given] of map ?? []) {
        // A path has no blanks at its ends; `a = /b` is meant as `a=/b`.
        const destination = given.trim();
        const problem = problemOfDestination(destination);
        if (problem !== undefined)
            reportHere(`the destination of ${(0,inputs_problems/* shown */.SP)(source)} ${problem}`);
        files.push({ source, destination: external_node_path_.posix.normalize(destination) });
    }
    return isClean() ? files : undefined;
}
function checkSource(source) {
    const accepted = 'a file or folder, relative to the workspace or absolute';
    if ((0,inputs_problems/* hasControlCharacters */.Kg)(source))
        return (0,inputs_problems/* notAccepted */.LA)(source, accepted, 'A path has no control characters.');
    if (source === '')
        return `has an empty source; accepted: ${accepted}.`;
    if (leavesWorkspace(source))
        return (0,inputs_problems/* notAccepted */.LA)(source, accepted, 'It leaves the workspace; give an absolute path for a file elsewhere.');
    return undefined;
}
/** Says what is wrong with a path as a place in the image; undefined when nothing is. */
function problemOfDestination(path) {
    const accepted = 'the exact final path in the image, absolute, such as /data/prices.csv';
    if (path === '')
        return `is missing; accepted: ${accepted}.`;
    return hintForDestination(path, (hint) => `is ${(0,inputs_problems/* shown */.SP)(path)}; accepted: ${accepted}. ${hint}`);
}
function hintForDestination(path, say) {
    if ((0,inputs_problems/* hasControlCharacters */.Kg)(path))
        return say('A path has no control characters.');
    if (!path.startsWith('/'))
        return say('It must start with /.');
    if (path.split('/').includes('..'))
        return say('It must not hold "..".');
    const normal = external_node_path_.posix.normalize(path);
    if (normal === '/')
        return say('The root folder itself cannot be replaced.');
    if (normal.endsWith('/'))
        return say('It must not end in /: the source gets exactly this path, no file goes into it by its own name.');
    if (isAtOrBelow(normal, launcherFolder))
        return say(`${launcherFolder} belongs to the action.`);
    if (mounted.some((folder) => isAtOrBelow(normal, folder)))
        return say('Kubernetes mounts its own folder there.');
    if (written.includes(normal))
        return say('Kubernetes writes its own file there.');
    return undefined;
}
/** True when `path` is `folder` or lies in it; both absolute and normalized. */
function isAtOrBelow(path, folder) {
    return path === folder || path.startsWith(`${folder}/`);
}
function leavesWorkspace(path) {
    const normal = external_node_path_.posix.normalize(path);
    return normal === '..' || normal.startsWith('../');
}
/** A Python name; which words Python keeps for itself depends on its version, so that is left to Python. */
function isIdentifier(text) {
    return /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(text);
}

// EXTERNAL MODULE: ./build/inputs/kubeconfig.js
var kubeconfig = __webpack_require__(5561);
;// CONCATENATED MODULE: ./build/inputs/slug.js
/** Text made into a DNS label's characters. */
/**
 * Lower-case letters, digits and single hyphens made of any text, with none at the ends: accents go (`é` → `e`), everything else
 * becomes a hyphen. Empty when nothing is left. Not cut.
 */
function slug(text) {
    return text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '');
}

;// CONCATENATED MODULE: ./build/inputs/names.js
/** Names of Kubernetes objects, labels and contexts (apimachinery, util/validation/validation.go). */




const dnsLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const labelText = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
/** DNS-1123 label, as namespaces and pod names are. */
function isDnsLabel(text) {
    return text.length <= 63 && dnsLabel.test(text);
}
/** DNS-1123 subdomain, as most objects' names are. */
function isDnsSubdomain(text) {
    return text.length <= 253 && text.split('.').every((part) => dnsLabel.test(part));
}
/** Value of a label: empty, or at most 63 characters with a letter or digit at both ends. */
function isLabelValue(text) {
    return text === '' || (text.length <= 63 && labelText.test(text));
}
/** Key of a label: a name of at most 63 characters, with an optional DNS subdomain and a slash before it. */
function isLabelKey(text) {
    const [name = '', prefix, ...more] = text.split('/').reverse();
    return more.length === 0 && name !== '' && isLabelValue(name) && (prefix === undefined || isDnsSubdomain(prefix));
}
const labelRule = 'lower-case letters, digits and -, with a letter or digit at both ends';
/** `namespace`, or undefined after a report. */
function parseNamespace(text, report) {
    if (isDnsLabel(text))
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, `at most 63 ${labelRule}`));
    return undefined;
}
/** `context`: any name that a kubeconfig can hold. */
function parseContext(text, report) {
    if (!(0,inputs_problems/* hasControlCharacters */.Kg)(text))
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, 'the name of a context in the kubeconfig, on one line'));
    return undefined;
}
/** `job-name`: a prefix of any length, since the plan cuts it; or undefined after a report. */
function parseJobName(text, report) {
    if (dnsLabel.test(text))
        return text;
    const legal = slug(text);
    report((0,inputs_problems/* notAccepted */.LA)(text, labelRule, legal === '' ? undefined : `It would have to be ${legal.slice(0, 48)}.`));
    return undefined;
}
/** `service-account`, or undefined after a report. */
function parseObjectName(text, report) {
    if (isDnsSubdomain(text))
        return text;
    report((0,inputs_problems/* notAccepted */.LA)(text, `the name of a Kubernetes object: ${labelRule}, in parts with a dot between them`));
    return undefined;
}
/** `image-pull-secrets`, or undefined after a report. */
function parseSecretNames(text, report) {
    return parseList(text, report, isDnsSubdomain, `one name of a Secret a line: ${labelRule}, in parts with a dot between them`);
}
/** `node-selector`: labels of nodes, or undefined after a report. */
function parseNodeSelector(text, report) {
    return parseMap(text, report, {
        form: 'label=value',
        checkKey: (key) => isLabelKey(key) ? undefined : (0,inputs_problems/* notAccepted */.LA)(key, 'the key of a label, such as disktype or kubernetes.io/arch'),
        checkValue: (value) => isLabelValue(value)
            ? undefined
            : 'is not that of a label: at most 63 letters, digits, -, _ and ., with a letter or digit at both ends.'
    });
}

;// CONCATENATED MODULE: ./build/inputs/quantity.js
/** Kubernetes quantities for `cpu` and `memory`, alone or as `request..limit`. */

const accepted = {
    cpu: 'cores such as 500m, 1 or 1.5, or request..limit such as 250m..1',
    memory: 'bytes with a unit such as 512Mi, 1Gi or 1G, or request..limit such as 256Mi..1Gi'
};
/** Units of apimachinery's resource.Quantity that make sense for each resource. */
const units = {
    cpu: { '': 1000n, m: 1n },
    memory: {
        '': 1n,
        k: 10n ** 3n,
        M: 10n ** 6n,
        G: 10n ** 9n,
        T: 10n ** 12n,
        P: 10n ** 15n,
        Ki: 2n ** 10n,
        Mi: 2n ** 20n,
        Gi: 2n ** 30n,
        Ti: 2n ** 40n,
        Pi: 2n ** 50n
    }
};
/** Below this no Python starts; what is meant is another unit (`512` is 512 bytes). */
const leastMemory = 2n ** 20n;
/** int64, the most that a quantity of bytes holds. */
const mostMemory = 2n ** 63n - 1n;
/** More cores than any machine has. */
const mostCpu = 100000000n;
/** Request and limit as written, or undefined after a report. */
function parseResource(kind, text, report) {
    const parts = text.split('..');
    const [request, limit = request] = parts;
    if (request === undefined || limit === undefined || parts.length > 2) {
        report((0,inputs_problems/* notAccepted */.LA)(text, accepted[kind]));
        return undefined;
    }
    const least = amount(kind, request);
    const most = amount(kind, limit);
    if (least === undefined || most === undefined) {
        const wrong = least === undefined ? request : limit;
        report((0,inputs_problems/* notAccepted */.LA)(text, accepted[kind], quantity_hintFor(kind, wrong)));
        return undefined;
    }
    if (least > most) {
        report(`got ${text}, a request above its limit; accepted: ${accepted[kind]}.`);
        return undefined;
    }
    return { request, limit };
}
/** Millicores or bytes (rounded up); undefined when it is not a quantity, or none that can be meant. */
function amount(kind, text) {
    const match = /^(\d{1,30})(?:\.(\d{1,9}))?([a-zA-Z]*)$/.exec(text);
    if (match === null)
        return undefined;
    const [, whole = '', fraction = '', unit = ''] = match;
    const factor = Object.hasOwn(units[kind], unit) ? units[kind][unit] : undefined;
    if (factor === undefined)
        return undefined;
    const scale = 10n ** BigInt(fraction.length);
    const scaled = BigInt(whole + fraction) * factor;
    // The API server refuses less than a millicore ("must be an integer number of millicores" since 1.12).
    if (kind === 'cpu' && scaled % scale !== 0n)
        return undefined;
    const value = (scaled + scale - 1n) / scale;
    const [least, most] = kind === 'cpu' ? [1n, mostCpu] : [leastMemory, mostMemory];
    return value < least || value > most ? undefined : value;
}
function quantity_hintFor(kind, text) {
    if (kind === 'cpu')
        return undefined;
    const meant = /^([1-9]\d*)(m|b|B|mb|MB|Mb|mi|MiB|)$/.exec(text);
    if (meant?.[1] !== undefined)
        return `Did you mean ${meant[1]}Mi?`;
    const giga = /^([1-9]\d*)(g|gb|GB|Gb|gi|GiB)$/.exec(text);
    return giga?.[1] === undefined ? undefined : `Did you mean ${giga[1]}Gi?`;
}

;// CONCATENATED MODULE: ./build/inputs/registry-url.js
/** `registry-url`: `host[:port][/path]`; a scheme is taken off, upper case lowered, with a notice each. */


const registry_url_form = new RegExp(`^${hostPattern}(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*$`);
const hostOnly = new RegExp(`^${hostPattern}$`);
const registry_url_accepted = 'host[:port][/path], such as ghcr.io/octo or localhost:5000';
/** Docker Hub under names that people paste, none of which can be pushed to. */
const hubAliases = ['index.docker.io', 'registry-1.docker.io', 'hub.docker.com', 'registry.hub.docker.com'];
/** The registry, or undefined after a report. Credentials in the text are refused and never shown. */
function parseRegistryUrl(text, report, notice) {
    if (text.includes('@')) {
        report(`got a value with an @, as if it held credentials (not shown); accepted: ${registry_url_accepted}. Log in with a step before this one.`);
        return undefined;
    }
    const scheme = /^https?:\/\//i.exec(text)?.[0] ?? '';
    const plain = text.slice(scheme.length).replace(/\/$/, '');
    const lower = plain.toLowerCase();
    const hint = registry_url_hintFor(lower);
    if (hint !== undefined) {
        report((0,inputs_problems/* notAccepted */.LA)(text, registry_url_accepted, hint));
        return undefined;
    }
    if (scheme !== '')
        notice(`${scheme} was taken off; Docker decides how it speaks to a registry.`);
    if (lower !== plain)
        notice(`lower-cased to ${lower}: image references are lower case.`);
    return lower;
}
function registry_url_hintFor(text) {
    const [host = '', ...rest] = text.split('/');
    if (/^[a-z]+:\/\//.test(text))
        return 'Of schemes only http:// and https:// are taken off.';
    if (hubAliases.includes(host))
        return 'Docker Hub is docker.io/ACCOUNT.';
    if (/[?#]/.test(text))
        return 'It is no web address: nothing may follow the path.';
    const port = /:([0-9]+)$/.exec(host)?.[1];
    if (port !== undefined && (Number(port) < 1 || Number(port) > 65535))
        return 'A port lies between 1 and 65535.';
    if (rest.at(-1)?.includes(':') === true)
        return 'The tag goes into image-tag.';
    if (!hostOnly.test(host))
        return 'What stands before the first / is not a host with an optional port.';
    if (!registry_url_form.test(text))
        return 'The path is made of lower-case letters and digits, with ., _, __ or - between them.';
    if (!isRegistry(host))
        return `A registry has a dot or a port, or is localhost; on Docker Hub it is docker.io/${host}.`;
    if (text.length > longestRepository - 2)
        return `It is longer than ${String(longestRepository - 2)} characters.`;
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/table.js
/** The names and defaults of all inputs: action.yml, the reader and the README are held to this list by a test. */
/**
 * Each input and its default as text, as action.yml declares it; undefined: none, absence has a meaning of its own.
 * `timeout` has none, since `6h` holds only while we wait: a default of action.yml could not be told from a user's own value.
 */
const inputDefaults = {
    flow: undefined,
    'base-image': 'python:3.6',
    'registry-url': undefined,
    'python-dependencies': undefined,
    'image-name': undefined,
    'image-tag': undefined,
    'env-vars': undefined,
    files: undefined,
    push: 'auto',
    'build-timeout': '30m',
    image: undefined,
    run: 'true',
    kubeconfig: undefined,
    context: undefined,
    namespace: undefined,
    'job-name': undefined,
    command: undefined,
    args: undefined,
    'job-env': undefined,
    cpu: undefined,
    memory: undefined,
    'service-account': undefined,
    'node-selector': undefined,
    'image-pull-secrets': undefined,
    wait: 'true',
    logs: 'stream',
    timeout: undefined,
    'start-timeout': '10m',
    cleanup: 'always',
    ttl: '24h'
};
/** All inputs, in the order of the documentation. */
const inputNames = Object.keys(inputDefaults);
/** `timeout` when none is given and we wait. */
const timeoutWhileWaiting = '6h';
/**
 * The variable in which the runner hands an input over: upper-cased, spaces become `_`, dashes stay
 * (actions/runner, Handlers/Handler.cs).
 */
function variableOf(input) {
    return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}
/** The texts of the inputs as the runner gives them, where empty equals absent. */
class InputTexts {
    #env;
    constructor(env) {
        this.#env = env;
    }
    /** The text as it came, else the default; undefined when there is neither. */
    raw(name) {
        const text = this.#env[variableOf(name)] ?? '';
        return text.trim() === '' ? inputDefaults[name] : text;
    }
    /** True when the user gave something other than the default (a given default cannot be told from an absent input). */
    isGiven(name) {
        const text = this.raw(name);
        return text !== undefined && text.trim() !== inputDefaults[name];
    }
}

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
;// CONCATENATED MODULE: ./build/inputs/unknown.js
/** Inputs that do not exist: misspelt ones fail or warn, with the nearest real one. */



/**
 * Looks for `INPUT_*` variables that no input has. The runner passes on what the workflow gives, declared or not, and only
 * warns by itself. A name with a dash can hardly be anything but a misspelt input, so it is a problem; other names may be
 * variables that a workflow sets for itself (a dash cannot be exported by a shell), so they only warn.
 * @returns the warnings.
 */
function findUnknownInputs(env, problems) {
    const known = new Set(inputNames.map(variableOf));
    const warnings = [];
    for (const [variable, value = ''] of Object.entries(env)) {
        if (!variable.startsWith('INPUT_') || known.has(variable) || value.trim() === '')
            continue;
        const name = variable.slice('INPUT_'.length).toLowerCase();
        const text = `is not an input of this action.${suggestion(name)}`;
        if (name.includes('-'))
            problems.add({ input: name, text });
        else
            warnings.push(`${(0,inputs_problems/* shown */.SP)(name)} ${text}`);
    }
    return warnings;
}
function suggestion(name) {
    const nearest = (0,mod/* closest */.kp)(name, inputNames);
    // More changes than a third of the letters is another word, not a slip.
    return (0,mod/* distance */.Io)(name, nearest) <= Math.max(2, Math.floor(nearest.length / 3)) ? ` Did you mean ${nearest}?` : '';
}

;// CONCATENATED MODULE: ./build/inputs/read.js
/** The workflow's text → typed, validated {@link Inputs}. A pure function of the environment: no file, no network. */















/**
 * Reads all inputs from `INPUT_*` of a step's environment (dashes stay in names), where empty equals absent.
 * @throws one Failure `invalid-input` that lists every problem of every input and of their combinations.
 */
function readInputs(env) {
    const texts = new InputTexts(env);
    const problems = new inputs_problems/* Problems */.Zw();
    const notices = [];
    const warnings = findUnknownInputs(env, problems);
    /** For maps: their last value keeps the blanks at its end. */
    const takeRaw = (name, parse) => {
        const text = texts.raw(name);
        return text === undefined ? undefined : parse(text, problems.at(name));
    };
    const take = (name, parse) => takeRaw(name, (text, report) => parse(text.trim(), report));
    const duration = (bounds) => (text, report) => parseDuration(text, report, bounds);
    const wait = take('wait', parseBoolean) ?? true;
    const timeout = take('timeout', duration(wait ? waitBounds : handedOverBounds));
    const dependencies = take('python-dependencies', parseDependencies) ?? [];
    if (dependencies.some(hasCredentials)) {
        warnings.push('python-dependencies holds a URL with credentials: they end in a layer of the image, for everyone who can pull it.');
    }
    // What follows ?? is seen only when there is no such input, or when a problem was reported, which throws below.
    const inputs = {
        flow: take('flow', parseFlow),
        baseImage: take('base-image', parseReference) ?? '',
        baseImageIsDefault: !texts.isGiven('base-image'),
        registryUrl: take('registry-url', (text, report) => parseRegistryUrl(text, report, (notice) => notices.push(`registry-url: ${notice}`))),
        pythonDependencies: dependencies,
        imageName: take('image-name', parseImageName),
        imageTag: take('image-tag', parseImageTag),
        envVars: takeRaw('env-vars', (text, report) => parseEnvVars(text, report, env)) ?? new Map(),
        files: takeRaw('files', parseFiles) ?? [],
        push: take('push', parseAutoBoolean) ?? 'auto',
        buildTimeout: take('build-timeout', duration(buildBounds)) ?? 0,
        image: take('image', parseReference),
        run: take('run', parseBoolean) ?? true,
        kubeconfig: take('kubeconfig', kubeconfig/* parseKubeconfig */.D),
        context: take('context', parseContext),
        namespace: take('namespace', parseNamespace),
        jobName: take('job-name', parseJobName),
        command: take('command', parseCommand),
        args: take('args', parseCommandLine),
        jobEnv: takeRaw('job-env', (text, report) => parseJobEnv(text, report, env)) ?? new Map(),
        cpu: take('cpu', (text, report) => parseResource('cpu', text, report)),
        memory: take('memory', (text, report) => parseResource('memory', text, report)),
        serviceAccount: take('service-account', parseObjectName),
        nodeSelector: takeRaw('node-selector', parseNodeSelector) ?? new Map(),
        imagePullSecrets: take('image-pull-secrets', parseSecretNames) ?? [],
        wait,
        logs: take('logs', (text, report) => parseWord(text, report, ['stream', 'none'], 'none')) ?? 'stream',
        timeout: timeout ?? (wait ? parseDuration(timeoutWhileWaiting, () => undefined, waitBounds) : undefined),
        startTimeout: take('start-timeout', duration(waitBounds)) ?? 0,
        cleanup: take('cleanup', (text, report) => parseWord(text, report, ['always', 'on-success', 'never'], 'never')) ??
            'always',
        ttl: (take('ttl', duration(ttlBounds)) ?? 0) / 1000
    };
    warnings.push(...checkCombinations(inputs, (name) => texts.isGiven(name), problems));
    problems.throwIfAny();
    return { inputs, notices, warnings };
}

;// CONCATENATED MODULE: ./build/inputs/secrets.js
/** Which values of the inputs must never be seen in a log. */


/** A mask on fewer characters would blank harmless text and destroy outputs; GitHub drops a job output that holds a masked value. */
const shortestMask = 4;
/** The secrets in the inputs: those of a kubeconfig given as text, and its base64 form as a whole. A path's file is not read. */
function secretsOf(inputs) {
    const input = inputs.kubeconfig;
    if (input === undefined)
        return { values: [], warnings: [] };
    const source = (0,kubeconfig/* kubeconfigSource */.X)(input);
    if (source.kind !== 'text')
        return { values: [], warnings: [] };
    const { values, warnings } = secretsOfKubeconfig(source.text);
    return { values: source.text === input ? values : [input.trim(), ...values], warnings };
}
const userFields = ['token', 'password', 'client-key-data'];
const providerFields = ['access-token', 'id-token', 'refresh-token', 'client-secret'];
/** The secrets in the text of a kubeconfig; also what can be found in one that is not legal YAML. Never throws. */
function secretsOfKubeconfig(text) {
    const found = [];
    const add = (name, value) => {
        if (typeof value === 'string')
            found.push({ name, value });
    };
    const config = parseLeniently(text);
    if (config === undefined) {
        for (const match of text.matchAll(/["']?\b(token|password|client-key-data|access-token|id-token|refresh-token|client-secret)["']?\s*:\s*["']?([^\s"',}]+)/g)) {
            add(match[1] ?? '', match[2]);
        }
    }
    for (const entry of listOf(field(config, 'users'))) {
        const user = field(entry, 'user');
        for (const name of userFields)
            add(name, field(user, name));
        for (const name of providerFields)
            add(name, field(field(field(user, 'auth-provider'), 'config'), name));
        for (const variable of listOf(field(field(user, 'exec'), 'env'))) {
            const name = field(variable, 'name');
            // Plugins get regions and profiles this way as well, which no mask should hide.
            if (typeof name === 'string' && /secret|token|passw|key/i.test(name))
                add(name, field(variable, 'value'));
        }
    }
    for (const entry of listOf(field(config, 'clusters'))) {
        const proxy = field(field(entry, 'cluster'), 'proxy-url');
        const password = typeof proxy === 'string' ? /:\/\/[^/@]*:([^/@]+)@/.exec(proxy)?.[1] : undefined;
        add('proxy-url', password);
    }
    return sortOut(found);
}
function sortOut(found) {
    const values = new Set();
    const warnings = new Set();
    for (const { name, value } of found) {
        const trimmed = value.trim();
        if (trimmed.length >= shortestMask)
            values.add(trimmed);
        else if (trimmed !== '') {
            warnings.add(`${name} in the kubeconfig is shorter than ${String(shortestMask)} characters, so it is not masked in the log.`);
        }
    }
    return { values: [...values], warnings: [...warnings] };
}
function parseLeniently(text) {
    try {
        // failsafe: every scalar stays text, a token of digits too; with `silent` nothing would be thrown for broken YAML
        const value = (0,dist/* parse */.qg)(text, {
            schema: 'failsafe',
            logLevel: 'error',
            prettyErrors: false,
            uniqueKeys: false
        });
        return typeof value === 'object' ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function field(value, name) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? value[name]
        : undefined;
}
function listOf(value) {
    return Array.isArray(value) ? value : [];
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/plan/content.js
var content = __webpack_require__(7588);
;// CONCATENATED MODULE: ./build/plan/walk.js
/** Lists what lies in a file or folder as the image gets it: links stay links (image/copy-tree.ts copies them so). */




/**
 * The item itself first, then what lies in it, names in the order of their code units (the same on every machine).
 * What cannot go into an image (a link that leads out of the item, a device, a file that may not be read) is reported and left out.
 * @param real the item on the runner, without links
 * @param path its place in the image
 * @param name how the user knows it
 */
async function walk(real, path, name, options) {
    const entries = [];
    await visit({ real, path, name, root: real }, options, entries);
    return entries;
}
async function visit(place, options, entries) {
    const { real, path, name } = place;
    try {
        const state = await (0,promises_.lstat)(real);
        const mode = state.mode & 0o7777;
        if (state.isSymbolicLink()) {
            const to = await (0,promises_.readlink)(real);
            const problem = await problemOfLink(real, to, place.root);
            if (problem === undefined)
                entries.push({ path, real, mode, sha256: (0,content/* sha256OfJson */.R)(['link', to]) });
            else
                options.report(`${(0,inputs_problems/* shown */.SP)(name)} is a link ${problem}.`);
        }
        else if (state.isFile()) {
            entries.push({ path, real, mode, sha256: await (0,content/* sha256OfFile */.V)(real) });
        }
        else if (options.accept === 'file' || !state.isDirectory()) {
            const kind = state.isDirectory() ? 'a folder' : 'a device, socket or pipe';
            options.report(`${(0,inputs_problems/* shown */.SP)(name)} is ${kind}; accepted: a ${options.accept}.`);
        }
        else {
            entries.push({ path, real, mode, sha256: undefined });
            for (const child of (await (0,promises_.readdir)(real)).sort()) {
                const below = { real: (0,external_node_path_.join)(real, child), path: `${path}/${child}`, name: `${name}/${child}`, root: place.root };
                await visit(below, options, entries);
            }
        }
    }
    catch (error) {
        options.report(`${(0,inputs_problems/* shown */.SP)(name)} ${unreadable(error)}`);
    }
}
/** A link must mean the same in the image: relative, and leading to something in the item. It may lead nowhere, as it does here. */
async function problemOfLink(link, to, root) {
    if ((0,external_node_path_.isAbsolute)(to))
        return 'with an absolute target, which would mean something else in the image';
    const real = await (0,promises_.realpath)(link).catch(() => undefined);
    const isInside = isIn((0,external_node_path_.resolve)((0,external_node_path_.dirname)(link), to), root) && (real === undefined || isIn(real, root));
    return isInside ? undefined : 'that leads out of what is copied';
}
/** True when `path` is `folder` or lies in it; both absolute paths of the runner. */
function isIn(path, folder) {
    return path === folder || path.startsWith(folder.endsWith(external_node_path_.sep) ? folder : folder + external_node_path_.sep);
}
/** Why a file cannot be read, as the end of a sentence. */
function unreadable(error) {
    const code = codeOf(error);
    const isDenied = code === 'EACCES' || code === 'EPERM';
    return isDenied ? 'may not be read by the user that the runner runs as.' : `cannot be read (${code}).`;
}
/** The code of a system error, such as `ENOENT`. */
function codeOf(error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : 'unknown error';
}

;// CONCATENATED MODULE: ./build/plan/facts.js
/** What the plan must know about the workspace: the only part of planning that reads files. It changes nothing. */




/**
 * Looks up flow and files. Never throws for what a user can mend: that is in `problems`.
 * Flow and sources may be links themselves, within the workspace; links in a folder stay links, and must stay in that folder.
 */
async function gatherFacts(inputs, environment) {
    const problems = new inputs_problems/* Problems */.Zw();
    if (inputs.flow === undefined && inputs.files.length === 0)
        return { flow: undefined, files: [], problems: [] };
    const workspace = await (0,promises_.realpath)(environment.workspace).catch(() => undefined);
    if (workspace === undefined) {
        const input = inputs.flow === undefined ? 'files' : 'flow';
        problems.add({ input, text: 'the workspace does not exist; run actions/checkout before this step.' });
        return { flow: undefined, files: [], problems: problems.list };
    }
    const look = new Look((0,external_node_path_.resolve)(environment.workspace), workspace, problems);
    const flow = inputs.flow === undefined ? undefined : await look.flow(inputs.flow.path);
    const files = [];
    for (const { source, destination } of inputs.files) {
        const found = await look.mapped(source, destination);
        if (found !== undefined)
            files.push(found);
    }
    return { flow, files, problems: problems.list };
}
const checkout = 'Check the path, and that actions/checkout runs before this step.';
class Look {
    #written;
    #workspace;
    #problems;
    /** The workspace as the runner names it and without links. */
    constructor(written, workspace, problems) {
        this.#written = written;
        this.#workspace = workspace;
        this.#problems = problems;
    }
    async flow(path) {
        const report = this.#problems.at('flow');
        const absolute = (0,external_node_path_.resolve)(this.#written, path);
        const repositoryPath = this.#inWorkspace(absolute);
        if (repositoryPath === undefined) {
            report(`${(0,inputs_problems/* shown */.SP)(path)} lies outside the workspace; accepted: a file of the checkout.`);
            return undefined;
        }
        const source = await this.#real(absolute, path, report);
        if (source === undefined)
            return undefined;
        if (!isIn(source, this.#workspace)) {
            report(`${(0,inputs_problems/* shown */.SP)(path)} is a link that leads out of the workspace; accepted: a file of the checkout.`);
            return undefined;
        }
        const [entry] = await walk(source, '/', path, { accept: 'file', report });
        if (entry?.sha256 === undefined)
            return undefined;
        return { source, repositoryPath: repositoryPath.split(external_node_path_.sep).join('/'), mode: entry.mode, sha256: entry.sha256 };
    }
    async mapped(given, destination) {
        const report = this.#problems.at('files');
        const absolute = (0,external_node_path_.resolve)(this.#written, given);
        const source = await this.#real(absolute, given, report);
        if (source === undefined)
            return undefined;
        const isOfWorkspace = !(0,external_node_path_.isAbsolute)(given) || this.#inWorkspace(absolute) !== undefined;
        if (isOfWorkspace && !isIn(source, this.#workspace)) {
            report(`${(0,inputs_problems/* shown */.SP)(given)} is a link that leads out of the workspace; give the absolute path of what it leads to.`);
            return undefined;
        }
        const entries = await walk(source, destination, given, { accept: 'file or folder', report });
        return { given, source, destination, entries };
    }
    /** The path relative to the workspace; undefined when it is the workspace itself or lies outside. */
    #inWorkspace(absolute) {
        const root = [this.#written, this.#workspace].find((each) => absolute !== each && isIn(absolute, each));
        return root === undefined ? undefined : (0,external_node_path_.relative)(root, absolute);
    }
    async #real(absolute, name, report) {
        try {
            return await (0,promises_.realpath)(absolute);
        }
        catch (error) {
            const glob = /[*?[]/.test(name) ? ' Patterns are not supported: name a file or a folder.' : '';
            const isMissing = ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
            report(`${(0,inputs_problems/* shown */.SP)(name)} ${isMissing ? `does not exist. ${checkout}${glob}` : unreadable(error)}`);
            return undefined;
        }
    }
}

;// CONCATENATED MODULE: ./build/plan/conflicts.js
/** Two things may not land on one path in the image. */


/**
 * Problems of `files`: a path that two things would get, a thing inside another thing's file, anything in the launcher's
 * folder. Folders may meet where their contents do not, and the very same file may arrive twice (the flow's own folder
 * holds the flow). One problem for each pair of things.
 */
function findConflicts(flow, files) {
    const conflicts = new Conflicts();
    if (flow !== undefined)
        conflicts.land(flow.imagePath, { name: 'the flow', file: flow.source });
    const destinations = new Map();
    for (const { given, destination, entries } of files) {
        const name = (0,inputs_problems/* shown */.SP)(given);
        const other = destinations.get(destination);
        if (other !== undefined)
            conflicts.clash(other, name, `would both land on ${destination}`);
        destinations.set(destination, name);
        for (const { path, real, sha256 } of entries) {
            conflicts.land(path, { name, file: sha256 === undefined ? undefined : real });
        }
    }
    conflicts.findThingsInsideFiles();
    return conflicts.problems;
}
class Conflicts {
    #landings = new Map();
    #texts = new Map();
    land(path, thing) {
        const isInTheWay = path === parentOf(launcherFolder) && thing.file !== undefined;
        if (isInTheWay || isAtOrBelow(path, launcherFolder)) {
            this.#say(thing.name, `${thing.name} would land on ${path}, but ${launcherFolder} belongs to the action.`);
            return;
        }
        const there = this.#landings.get(path);
        if (there === undefined)
            this.#landings.set(path, thing);
        else if (there.file !== thing.file)
            this.clash(there.name, thing.name, `would both land on ${path}`);
    }
    /** Things whose path leads through another thing's file. */
    findThingsInsideFiles() {
        for (const [path, { name }] of this.#landings) {
            for (let parent = parentOf(path); parent !== ''; parent = parentOf(parent)) {
                const above = this.#landings.get(parent);
                if (above?.file === undefined || above.name === name)
                    continue;
                this.#say(`${above.name}\n${name}`, `${name} would land on ${path}, but ${above.name} is a file at ${parent}.`);
            }
        }
    }
    clash(one, other, what) {
        this.#say(`${one}\n${other}`, `${one} and ${other} ${what}.`);
    }
    get problems() {
        return [...this.#texts.values()].map((text) => ({
            input: 'files',
            text: `${text} Give each thing a place of its own.`
        }));
    }
    #say(things, text) {
        if (!this.#texts.has(things))
            this.#texts.set(things, text);
    }
}
/** The folder of an absolute path in the image; empty for what lies in the root. */
function parentOf(path) {
    return path.slice(0, path.lastIndexOf('/'));
}

;// CONCATENATED MODULE: ./build/plan/fingerprint.js
/**
 * The fingerprint of an image: a hash of everything that makes it. Two builds with one fingerprint make images that do the same.
 *
 * What it does not hold yet: the digest behind `base-image`, the date when dependencies are not pinned, and the launcher's
 * own text. So it names an image (the default tag), and nothing may be skipped because of it.
 */

/** For fields that say where an image goes and how it gets there, not what is in it. JSON leaves such a field out. */
const notPart = undefined;
/** Raised when the same plan would make another image: another Dockerfile, another launcher protocol. */
const recipe = 1;
/** SHA-256 in hexadecimal of what makes the image: names in it, contents and modes of its files, never paths of the runner. */
function fingerprint(plan, facts) {
    const ingredients = {
        kind: notPart,
        baseImage: plan.baseImage,
        dependencies: plan.dependencies,
        // a list of pairs: the order of variables counts, as it does in the image
        env: [...plan.env],
        files: facts.files.map(({ entries }) => entries.map(({ path, mode, sha256 }) => [path, mode, sha256 ?? null])),
        flow: plan.flow === undefined ? null : flowIngredients(plan.flow, facts),
        repository: notPart,
        imageName: notPart,
        tag: notPart,
        push: notPart,
        timeout: notPart
    };
    return (0,content/* sha256OfJson */.R)([recipe, ingredients]);
}
function flowIngredients(flow, facts) {
    return {
        source: facts.flow === undefined ? null : [facts.flow.mode, facts.flow.sha256],
        repositoryPath: flow.repositoryPath,
        imagePath: flow.imagePath,
        name: flow.name ?? null
    };
}

;// CONCATENATED MODULE: ./build/plan/image-reference.js
/** Image references of a run, put together from their parts. */
/** `registry-url/image-name`, or the name alone. */
function repositoryOf(registryUrl, imageName) {
    return registryUrl === undefined ? imageName : `${registryUrl}/${imageName}`;
}

;// CONCATENATED MODULE: ./build/plan/labels.js
/** Labels and annotations by which a run's objects are found, and found out. */

/** The UUID of a run: one run can be removed by it without touching another. */
const identifierLabel = 'identifier';
const managedByLabel = 'app.kubernetes.io/managed-by';
const managedBy = 'docker-on-k8s';
/** Which step of which workflow run an object belongs to, the same for every attempt. */
const ownerLabel = 'docker-on-k8s/owner';
/** Labels of the Job and its pods. */
function labelsOf(identifier, environment) {
    return { [identifierLabel]: identifier, [managedByLabel]: managedBy, [ownerLabel]: ownerOf(environment) };
}
/** The step's identity as 16 hexadecimal characters; the attempt is no part of it, so a re-run finds what it left. */
function ownerOf({ serverUrl, repositoryId, runId, job, action }) {
    return (0,content/* sha256OfJson */.R)([serverUrl, repositoryId, runId, job, action]).slice(0, 16);
}
/**
 * Annotations of the Job alone: where it comes from, in full, since refs and names are seldom legal label values.
 * What the runner did not say is left out.
 */
function annotationsOf(environment) {
    const { repository, ref, sha } = environment;
    const all = { repository, ref, sha, 'run-url': runUrl(environment) };
    return Object.fromEntries(Object.entries(all)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [`docker-on-k8s/${name}`, value]));
}
/** The run's page; empty outside GitHub. */
function runUrl({ serverUrl, repository, runId, runAttempt }) {
    if (repository === '' || runId === '')
        return '';
    return `${serverUrl}/${repository}/actions/runs/${runId}${runAttempt === '' ? '' : `/attempts/${runAttempt}`}`;
}

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/sha1.js

function sha1(bytes) {
    if (Array.isArray(bytes)) {
        bytes = Buffer.from(bytes);
    }
    else if (typeof bytes === 'string') {
        bytes = Buffer.from(bytes, 'utf8');
    }
    return (0,external_node_crypto_.createHash)('sha1').update(bytes).digest();
}
/* harmony default export */ const dist_node_sha1 = (sha1);

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/regex.js
/* harmony default export */ const regex = (/^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/i);

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/validate.js

function validate_validate(uuid) {
    return typeof uuid === 'string' && regex.test(uuid);
}
/* harmony default export */ const dist_node_validate = (validate_validate);

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/parse.js

function parse_parse(uuid) {
    if (!dist_node_validate(uuid)) {
        throw TypeError('Invalid UUID');
    }
    let v;
    return Uint8Array.of((v = parseInt(uuid.slice(0, 8), 16)) >>> 24, (v >>> 16) & 0xff, (v >>> 8) & 0xff, v & 0xff, (v = parseInt(uuid.slice(9, 13), 16)) >>> 8, v & 0xff, (v = parseInt(uuid.slice(14, 18), 16)) >>> 8, v & 0xff, (v = parseInt(uuid.slice(19, 23), 16)) >>> 8, v & 0xff, ((v = parseInt(uuid.slice(24, 36), 16)) / 0x10000000000) & 0xff, (v / 0x100000000) & 0xff, (v >>> 24) & 0xff, (v >>> 16) & 0xff, (v >>> 8) & 0xff, v & 0xff);
}
/* harmony default export */ const dist_node_parse = (parse_parse);

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/stringify.js

const byteToHex = [];
for (let i = 0; i < 256; ++i) {
    byteToHex.push((i + 0x100).toString(16).slice(1));
}
function unsafeStringify(arr, offset = 0) {
    return (byteToHex[arr[offset + 0]] +
        byteToHex[arr[offset + 1]] +
        byteToHex[arr[offset + 2]] +
        byteToHex[arr[offset + 3]] +
        '-' +
        byteToHex[arr[offset + 4]] +
        byteToHex[arr[offset + 5]] +
        '-' +
        byteToHex[arr[offset + 6]] +
        byteToHex[arr[offset + 7]] +
        '-' +
        byteToHex[arr[offset + 8]] +
        byteToHex[arr[offset + 9]] +
        '-' +
        byteToHex[arr[offset + 10]] +
        byteToHex[arr[offset + 11]] +
        byteToHex[arr[offset + 12]] +
        byteToHex[arr[offset + 13]] +
        byteToHex[arr[offset + 14]] +
        byteToHex[arr[offset + 15]]).toLowerCase();
}
function stringify(arr, offset = 0) {
    const uuid = unsafeStringify(arr, offset);
    if (!validate(uuid)) {
        throw TypeError('Stringified UUID is invalid');
    }
    return uuid;
}
/* harmony default export */ const dist_node_stringify = ((/* unused pure expression or super */ null && (stringify)));

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/v35.js


function stringToBytes(str) {
    str = unescape(encodeURIComponent(str));
    const bytes = new Uint8Array(str.length);
    for (let i = 0; i < str.length; ++i) {
        bytes[i] = str.charCodeAt(i);
    }
    return bytes;
}
const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const URL = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';
function v35(version, hash, value, namespace, buf, offset) {
    const valueBytes = typeof value === 'string' ? stringToBytes(value) : value;
    const namespaceBytes = typeof namespace === 'string' ? dist_node_parse(namespace) : namespace;
    if (typeof namespace === 'string') {
        namespace = dist_node_parse(namespace);
    }
    if (namespace?.length !== 16) {
        throw TypeError('Namespace must be array-like (16 iterable integer values, 0-255)');
    }
    let bytes = new Uint8Array(16 + valueBytes.length);
    bytes.set(namespaceBytes);
    bytes.set(valueBytes, namespaceBytes.length);
    bytes = hash(bytes);
    bytes[6] = (bytes[6] & 0x0f) | version;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    if (buf) {
        offset ??= 0;
        if (offset < 0 || offset + 16 > buf.length) {
            throw new RangeError(`UUID byte range ${offset}:${offset + 15} is out of buffer bounds`);
        }
        for (let i = 0; i < 16; ++i) {
            buf[offset + i] = bytes[i];
        }
        return buf;
    }
    return unsafeStringify(bytes);
}

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/v5.js



function v5(value, namespace, buf, offset) {
    return v35(0x50, dist_node_sha1, value, namespace, buf, offset);
}
v5.DNS = DNS;
v5.URL = URL;
/* harmony default export */ const dist_node_v5 = (v5);

;// CONCATENATED MODULE: ./build/plan/names.js
/** Names that a run gives: of the Job, and of the image where the user gives none. */



/** Namespace of this project's version 5 UUIDs; a constant, or a flow's image would change its name. */
const ownNamespace = 'c1f6b0a4-6a0e-4d0b-8f5d-3f1c7a52e9d6';
/** The Job controller adds a hyphen and five characters for a pod, whose name has at most 63. */
const longestJobName = 57;
/** `PREFIX-IDENTIFIER`: the prefix made legal and cut, then the first 8 characters of the identifier. */
function jobName(prefix, identifier) {
    const suffix = `-${identifier.slice(0, 8)}`;
    const legal = slug(prefix)
        .slice(0, longestJobName - suffix.length)
        .replace(/-+$/, '');
    return `${legal || 'job'}${suffix}`;
}
/** A file's name without folder and extension. */
function stemOf(path) {
    return external_node_path_.posix.basename(path, external_node_path_.posix.extname(path));
}
/** `image-name` when none is given: a UUID of repository and flow, so that a flow always finds its image. */
function defaultImageName(repository, flowPath) {
    return dist_node_v5(`image-name\n${repository}\n${flowPath}`, ownNamespace);
}
/** `image-tag` when none is given: a UUID of the fingerprint, so that the same input finds the same image. */
function defaultImageTag(fingerprint) {
    return dist_node_v5(`image-tag\n${fingerprint}`, ownNamespace);
}

;// CONCATENATED MODULE: ./build/plan/plan.js
/** Inputs + facts about the workspace + the run's context → the one {@link Plan}. Pure. */







/** Folder in the image under which the flow keeps its path in the repository; the launcher's working folder. */
const flowFolder = '/flow';
/**
 * Decides everything that is decided before anything is built or sent.
 * @throws one Failure `invalid-input` that lists what is wrong in the workspace and what would collide in the image.
 */
function makePlan(request) {
    const { inputs, facts, identifier } = request;
    const flow = inputs.image === undefined ? flowPlan(inputs, facts) : undefined;
    const problems = new inputs_problems/* Problems */.Zw();
    for (const problem of [...facts.problems, ...findConflicts(flow, facts.files)])
        problems.add(problem);
    problems.throwIfAny();
    const image = imagePlan(request, flow);
    const { kubeconfig, context, namespace } = inputs;
    return {
        identifier,
        image,
        job: inputs.run ? jobPlan(request, image) : undefined,
        cluster: inputs.run ? { kubeconfig, context, namespace } : undefined
    };
}
function flowPlan(inputs, facts) {
    if (inputs.flow === undefined || facts.flow === undefined)
        return undefined;
    const { source, repositoryPath } = facts.flow;
    return { source, repositoryPath, imagePath: `${flowFolder}/${repositoryPath}`, name: inputs.flow.name };
}
function imagePlan({ inputs, environment, facts }, flow) {
    if (inputs.image !== undefined)
        return { kind: 'use', reference: inputs.image };
    const imageName = inputs.imageName ?? defaultImageName(environment.repository, flow?.repositoryPath ?? '');
    const build = {
        kind: 'build',
        baseImage: inputs.baseImage,
        dependencies: inputs.pythonDependencies,
        env: inputs.envVars,
        files: facts.files.map(({ source, destination }) => ({ source, destination })),
        flow,
        repository: repositoryOf(inputs.registryUrl, imageName),
        imageName,
        push: inputs.push === 'auto' ? inputs.registryUrl !== undefined : inputs.push,
        timeout: inputs.buildTimeout
    };
    return { ...build, tag: inputs.imageTag ?? defaultImageTag(fingerprint(build, facts)) };
}
function jobPlan({ inputs, environment, identifier, nonce }, image) {
    const isBuilt = image.kind === 'build';
    return {
        name: jobName(inputs.jobName ?? subjectOf(image, inputs.imageName), identifier),
        namespace: inputs.namespace,
        labels: labelsOf(identifier, environment),
        annotations: annotationsOf(environment),
        command: inputs.command,
        args: inputs.args,
        env: inputs.jobEnv,
        launcher: isBuilt && image.flow !== undefined,
        nonce,
        hardened: isBuilt,
        cpu: inputs.cpu,
        memory: inputs.memory,
        serviceAccount: inputs.serviceAccount,
        nodeSelector: inputs.nodeSelector,
        imagePullSecrets: inputs.imagePullSecrets,
        wait: inputs.wait,
        logs: inputs.logs,
        timeout: inputs.timeout,
        startTimeout: inputs.startTimeout,
        cleanup: inputs.cleanup,
        ttl: inputs.ttl
    };
}
/** What a Job is named after: the flow's file, else the image's own last part, where it has one that a person chose. */
function subjectOf(image, imageName) {
    if (image.kind === 'build')
        return image.flow === undefined ? lastPart(imageName ?? '') : stemOf(image.flow.repositoryPath);
    const reference = splitReference(image.reference);
    return 'problem' in reference ? '' : lastPart(reference.path);
}
function lastPart(path) {
    return path.split('/').at(-1) ?? '';
}

;// CONCATENATED MODULE: ./build/prepare.js
/** The first part of a run: inputs read, secrets masked, the plan made. Nothing is built or sent before all of it is right. */






/** @throws Failure `invalid-input` with every problem found */
async function prepare({ environment, env, folder, identifier, writer }, report) {
    const { inputs, notices, warnings } = readInputs(env);
    const secrets = secretsOf(inputs);
    for (const value of secrets.values)
        writer.mask(value);
    for (const notice of notices)
        writer.notice(notice);
    for (const warning of [...secrets.warnings, ...warnings])
        writer.warning(warning);
    const facts = await gatherFacts(inputs, environment);
    const plan = makePlan({ inputs, environment, identifier, nonce: (0,external_node_crypto_.randomUUID)(), facts });
    if (inputs.flow !== undefined)
        report.flow = inputs.flow.path;
    if (plan.image.kind === 'build') {
        report.imageName = plan.image.imageName;
        report.imageTag = plan.image.tag;
    }
    if (plan.job !== undefined)
        report.jobName = plan.job.name;
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    return plan;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/runner/cancel.js
/**
 * Cancellation as the runner does it: SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL, to this process alone
 * (actions/runner, ProcessInvoker.cs). Both signals abort the run; neither ends the process, cleanup does.
 */

/** Listens for the runner's signals, the cancel marker, and errors that nobody caught: each aborts the run once. */
function listenForCancel(process, marker) {
    const controller = new AbortController();
    let reason;
    const abort = (failure) => {
        reason ??= failure;
        controller.abort(reason);
    };
    const cancelled = (by) => () => abort(new failure/* Failure */.HR('cancelled', {
        what: 'The run was cancelled.',
        why: by,
        fix: 'Start it again when you want it to run.'
    }));
    const onInterrupt = cancelled('The runner asked it to stop (SIGINT).');
    const onTerminate = cancelled('The runner asked it to stop (SIGTERM).');
    const onError = (error) => abort((0,failure/* toFailure */.w2)(error));
    process.on('SIGINT', onInterrupt);
    process.on('SIGTERM', onTerminate);
    process.on('uncaughtException', onError);
    process.on('unhandledRejection', onError);
    marker.watch(cancelled('Its post step found it still running.'));
    return {
        signal: controller.signal,
        get reason() {
            return reason;
        }
    };
}

// EXTERNAL MODULE: ./build/runner/environment.js
var runner_environment = __webpack_require__(9294);
// EXTERNAL MODULE: ./build/runner/marker.js
var runner_marker = __webpack_require__(5361);
// EXTERNAL MODULE: ./build/runner/writer.js + 1 modules
var runner_writer = __webpack_require__(7738);
;// CONCATENATED MODULE: ./build/runner/session.js
/** Everything the GitHub runner gives a run of main, opened in one place. */







/** Opens a session. @param identifier UUID of the run */
function openSession(process, identifier) {
    const { env } = process;
    const environment = (0,runner_environment/* readEnvironment */.Q)(env, { cwd: process.cwd(), temp: (0,external_node_os_.tmpdir)() });
    const folder = (0,external_node_path_.join)(environment.temp, 'docker-on-k8s', identifier);
    (0,state/* saveMain */.fF)(folder, process.pid);
    const marker = (0,runner_marker/* markerIn */.A)(folder);
    const writer = (0,runner_writer/* processWriter */.R_)(process, { isDebug: environment.isDebug });
    return { identifier, environment, env, writer, cancellation: listenForCancel(process, marker), marker, folder };
}

;// CONCATENATED MODULE: ./build/scope.js
/**
 * The one way to make a side effect that must not be left behind: its undo is written down as data before it is made.
 *
 * Main and post share one interpreter of these records (`cleanup.ts`). Under job containers main may still run while post
 * does (the runner's signals reach only the docker client), so post first writes a cancel marker, and main looks for it
 * before and after each effect: whoever comes last undoes.
 */

class Scope {
    /** Aborts when the run is cancelled, or a part of it failed so that the rest is pointless. */
    signal;
    #journal;
    #marker;
    #now;
    #open = new Map();
    #next = 1;
    constructor(options) {
        this.signal = options.signal;
        this.#journal = options.journal;
        this.#marker = options.marker;
        this.#now = options.now ?? Date.now;
    }
    /**
     * Makes a side effect: records its undo, makes sure that nobody cancelled, acts, records the uid, makes sure again.
     * Whatever `act` throws leaves the record open, since the effect may have happened all the same (a lost reply).
     * @throws Failure `cancelled` when the marker is set or the signal aborted; the effect is then undone when the scope closes.
     */
    async create(undo, act, uidOf) {
        this.#check();
        const record = { id: this.#next++, at: this.#now(), undo };
        this.#open.set(record.id, record);
        this.#journal.write(record);
        this.#check();
        const made = await act(this.signal);
        const uid = uidOf?.(made);
        if (uid !== undefined && undo.kind === 'job') {
            const known = { ...record, undo: { ...undo, uid } };
            this.#open.set(record.id, known);
            this.#journal.write(known);
        }
        this.#check();
        return made;
    }
    /** Gives an effect up on purpose: it stays (`cleanup: never`, a Job that was handed over, an effect that surely did not happen). */
    keep(matches) {
        for (const record of this.#open.values()) {
            if (!matches(record.undo))
                continue;
            this.#open.delete(record.id);
            this.#journal.done(record.id);
        }
    }
    /**
     * Undoes everything that is open, newest first; one failure does not stop the others.
     * @returns what could not be undone, with the reason; those records stay open for post.
     */
    async close(undoer, signal) {
        const left = [];
        for (const record of [...this.#open.values()].reverse()) {
            try {
                await undoer(record, signal);
                this.#open.delete(record.id);
                this.#journal.done(record.id);
            }
            catch (error) {
                left.push({ record, error });
            }
        }
        return left;
    }
    #check() {
        if (this.signal.aborted)
            throw this.signal.reason;
        if (this.#marker.isSet())
            throw new failure/* Failure */.HR('cancelled', { what: 'The run was cancelled.' });
    }
}
/**
 * Runs tasks side by side. The first failure aborts the signal that the others were given; all settle before this does.
 * @throws the first failure.
 */
async function together(parent, tasks) {
    const controller = new AbortController();
    const signal = AbortSignal.any([parent, controller.signal]);
    const failures = [];
    const results = await Promise.all(tasks.map(async (task) => {
        try {
            return await task(signal);
        }
        catch (error) {
            failures.push(error);
            controller.abort(error);
            return undefined;
        }
    }));
    if (failures.length > 0)
        throw failures[0];
    return results;
}

;// CONCATENATED MODULE: ./build/main.js
/** One run as a story: read, build beside the cluster's preflight, run the Job, tell how it ended, clean up. */








/** @returns the exit code of the step: 0 only when all that was asked for was done and, when we waited, the flow succeeded */
async function main(process) {
    const session = openSession(process, (0,external_node_crypto_.randomUUID)());
    const journal = {
        write: (record) => (0,state/* saveRecord */.hi)(record.id, record),
        done: (id) => (0,state/* saveRecord */.hi)(id, undefined)
    };
    const scope = new Scope({ signal: session.cancellation.signal, journal, marker: session.marker });
    const report = newReport(session.identifier);
    const connections = new Connections(session);
    try {
        const plan = await prepare(session, report);
        const failure = await carryOut(plan, session, scope, report, connections);
        report.status = failure
            ? statusOf(failure)
            : plan.job === undefined
                ? 'skipped'
                : plan.job.wait
                    ? 'succeeded'
                    : 'created';
        if (failure)
            report.failure = failure;
    }
    catch (thrown) {
        report.failure = session.cancellation.reason ?? connections.failureOf(thrown);
        report.status = statusOf(report.failure);
    }
    await conclude(session, scope, report, connections.forCleanup());
    await connections.close();
    return report.failure === undefined ? 0 : 1;
}
/** @returns the failure of the Job, if it failed; everything else that fails is thrown */
async function carryOut(plan, session, scope, report, connections) {
    const { writer, folder, identifier } = session;
    const [image, connected] = await together(scope.signal, [
        async (signal) => {
            const { provideImage } = await __webpack_require__.e(/* import() */ 793).then(__webpack_require__.bind(__webpack_require__, 7793));
            const docker = await connections.docker();
            const stage = (name, body) => timeStage(report, name, body);
            const provided = await provideImage(plan.image, { docker, scope, writer, folder, signal, stage });
            Object.assign(report, { image: provided.reference, digest: provided.digest, build: provided.build });
            if (provided.imageName !== undefined)
                report.imageName = provided.imageName;
            if (provided.imageTag !== undefined)
                report.imageTag = provided.imageTag;
            return provided;
        },
        async (signal) => {
            if (plan.cluster === undefined || plan.job === undefined)
                return undefined;
            const { preflight } = await __webpack_require__.e(/* import() */ 367).then(__webpack_require__.bind(__webpack_require__, 9367));
            const found = await connections.cluster(plan.cluster, signal);
            report.namespace = found.cluster.namespace;
            await preflight(found.cluster, plan.job, writer, signal);
            return found;
        }
    ]);
    if (plan.job === undefined || connected === undefined)
        return undefined;
    const { runJob } = await __webpack_require__.e(/* import() */ 961).then(__webpack_require__.bind(__webpack_require__, 6961));
    return runJob(plan.job, image.reference, { ...connected, scope, writer, folder, identifier }, (news) => absorb(report, news));
}


/***/ }),

/***/ 7588:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ sha256OfJson),
/* harmony export */   V: () => (/* binding */ sha256OfFile)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6466);
/** Hashes of what lies in files. */



/** SHA-256 of a file's contents in hexadecimal, in constant memory. @throws what reading throws. */
async function sha256OfFile(path) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path), hash);
    return hash.digest('hex');
}
/** SHA-256 of a value's JSON in hexadecimal; the caller fixes the order of keys. */
function sha256OfJson(value) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(value)).digest('hex');
}


/***/ })

};
