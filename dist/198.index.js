export const id = 198;
export const ids = [198];
export const modules = {

/***/ 5561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DU: () => (/* binding */ parseKubeconfig),
/* harmony export */   Ey: () => (/* binding */ fromBase64),
/* harmony export */   X4: () => (/* binding */ kubeconfigSource),
/* harmony export */   g7: () => (/* binding */ decodeText),
/* harmony export */   z0: () => (/* binding */ looksLikeBase64)
/* harmony export */ });
/* unused harmony export looksLikeKubeconfig */
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6790);
/** `kubeconfig`: YAML, base64 of it, a path, or the word `in-cluster`. Its text is never part of a message. */

/** Tells the forms apart: a text has a line break or braces, or names `apiVersion`/`clusters`; base64 decodes to one; the rest is a path. */
function kubeconfigSource(input) {
    const trimmed = input.trim();
    if (trimmed === 'in-cluster')
        return { kind: 'in-cluster' };
    if (looksLikeKubeconfig(trimmed))
        return { kind: 'text', text: input };
    const decoded = fromBase64(trimmed);
    if (decoded !== undefined)
        return { kind: 'text', text: decoded };
    return trimmed.includes('\n') ? { kind: 'text', text: input } : { kind: 'path', path: trimmed };
}
/** The kubeconfig that a text is base64 of, in the standard alphabet or that for URLs; undefined when it is not. */
function fromBase64(text) {
    if (!looksLikeBase64(text))
        return undefined;
    const decoded = decodeText(Buffer.from(text.replace(/\s+/gu, ''), 'base64'));
    if (looksLikeKubeconfig(decoded))
        return decoded;
    // a value copied out of a Secret's `data`, and encoded once more
    return looksLikeBase64(decoded) ? fromBase64(decoded) : undefined;
}
/** Whether a text can be base64 of something as long as a kubeconfig. */
function looksLikeBase64(text) {
    return /^[A-Za-z0-9+/_-]{40,}={0,2}$/u.test(text.replace(/\s+/gu, ''));
}
/** Whether a text is meant to be a kubeconfig, broken or not. */
function looksLikeKubeconfig(text) {
    return (/^\s*\{/u.test(text) ||
        /^\s*["']?(apiVersion|kind|clusters|contexts|users|current-context|preferences)["']?\s*:/mu.test(text));
}
/** Bytes as text: UTF-8, or UTF-16 as PowerShell writes it; without a byte order mark. */
function decodeText(bytes) {
    const isSwapped = bytes[0] === 0xfe && bytes[1] === 0xff;
    const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0);
    const even = bytes.length - (bytes.length % 2);
    const text = isSwapped
        ? Buffer.from(bytes.subarray(0, even)).swap16().toString('utf16le')
        : bytes.toString(isWide ? 'utf16le' : 'utf8');
    return text.replace(/^\uFEFF/u, '');
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

/***/ 4322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jg: () => (/* binding */ isConventional),
/* harmony export */   uj: () => (/* binding */ isYaml),
/* harmony export */   y1: () => (/* binding */ parseMap)
/* harmony export */ });
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6790);
/* harmony import */ var _yaml_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2301);
/**
 * Maps: `KEY=VALUE` lines, or a YAML or JSON map.
 *
 * Which of the two it is depends on the text alone: it is YAML when it starts with `{`, or when in its first line (blank
 * lines and `#` lines apart) a colon followed by a space or the line's end comes before any `=`. The two do not mix.
 * In lines, the first `=` splits; the key's surrounding whitespace goes; the value is kept exactly, quotes, `#` and spaces
 * included, apart from a carriage return at the line's end.
 */


const missingSecret = ' A secret that does not exist gives an empty text.';
/** Keys with their values in the order written, or undefined after a report. Values are never part of a message. */
function parseMap(text, report, kind) {
    const { report: reportHere, isClean } = (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(report);
    const naming = (key, place) => kind.isSecret === true && !isConventional(key) ? place : (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP)(key);
    const empty = kind.takesEmpty === true ? '' : undefined;
    const hint = kind.isSecret === true ? missingSecret : undefined;
    const entries = isYaml(text)
        ? (0,_yaml_text_js__WEBPACK_IMPORTED_MODULE_1__/* .parseYamlMap */ .f)(text, reportHere, { naming, empty, hint })
        : parseLines(text, reportHere, kind);
    const map = new Map();
    for (const [key, value, place] of entries ?? []) {
        const problem = kind.checkKey(key, place);
        if (problem !== undefined)
            reportHere(problem);
        else if (map.has(key))
            reportHere(`${naming(key, place)} is there twice.`);
        const wrong = kind.checkValue?.(value);
        if (wrong !== undefined)
            reportHere(`the value of ${naming(key, place)} ${wrong}`);
        map.set(key, value);
    }
    return isClean() ? map : undefined;
}
/** Whether a map's text is YAML or JSON, told from the text alone; `KEY=VALUE` lines otherwise. */
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
                entries.push([key, line.slice(at + 1), place]);
            continue;
        }
        const entry = bareEntry(line.trim(), place, report, kind);
        if (entry !== undefined)
            entries.push(entry);
    }
    return entries;
}
/**
 * True for names as people write them: words of one case, perhaps with a number each, with `_` between them. Others may
 * be part of a key or token, which mixes letters and digits or goes on for long.
 */
function isConventional(name) {
    const upper = /^_?[A-Z]{1,12}\d{0,3}(?:_[A-Z]{1,12}\d{0,3})*$/;
    const lower = /^_?[a-z]{1,12}\d{0,3}(?:_[a-z]{1,12}\d{0,3})*$/;
    return upper.test(name) || lower.test(name);
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
        report(`${(0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP)(name)} belongs to the runner and is not handed on.`);
        return undefined;
    }
    const value = kind.env[name] ?? '';
    const known = isConventional(name) ? (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP)(name) : place;
    if (value === '' && kind.takesEmpty !== true) {
        report(`${known} has no "=", so it takes the step's variable of that name, which is not set or empty; write NAME= for an empty value.${kind.isSecret === true ? missingSecret : ''}`);
        return undefined;
    }
    return [name, value, place];
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

/***/ 9198:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  FZ: () => (/* binding */ maskedLines),
  Fj: () => (/* binding */ secretsOf),
  WE: () => (/* binding */ secretsOfKubeconfig)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/runner/writer.js
var writer = __webpack_require__(1256);
// EXTERNAL MODULE: ./build/inputs/kubeconfig.js
var kubeconfig = __webpack_require__(5561);
// EXTERNAL MODULE: ./build/inputs/map.js
var inputs_map = __webpack_require__(4322);
// EXTERNAL MODULE: ./build/inputs/table.js
var table = __webpack_require__(9140);
;// CONCATENATED MODULE: ./build/inputs/scattered-secrets.js
/** Secrets in a kubeconfig wherever they stand: also in one that is no legal YAML, or whose entries are nested wrongly. */

const secretKey = /^(?:token|password|client-key-data|access-token|id-token|refresh-token|client-secret|clientSecret|assertion|passphrase)$/u;
const secretName = /secret|token|passw|(?:^|[-_])key$/iu;
/** Names and values. Never throws. */
function scatteredSecrets(text) {
    const found = [];
    // line breaks that became two characters make one long and legal key
    let isBroken = text.includes('\\n');
    try {
        for (const document of (0,dist/* parseAllDocuments */.hR)(text, { schema: 'failsafe', prettyErrors: false, uniqueKeys: false })) {
            isBroken ||= document.errors.length > 0;
            (0,dist/* visit */.YR)(document, {
                Pair(_, { key, value }) {
                    const name = textOf(key);
                    if (secretKey.test(name))
                        found.push([name, textOf((0,dist/* isAlias */.Vj)(value) ? value.resolve(document) : value)]);
                    if (/^(?:proxy-url|server)$/u.test(name))
                        found.push([name, /:\/\/[^/@]*:([^/@]+)@/u.exec(textOf(value))?.[1] ?? '']); // prettier-ignore
                },
                Map(_, map) {
                    const name = textOf(map.get('name', true));
                    if (secretName.test(name))
                        found.push([name, textOf(map.get('value', true))]);
                },
                Seq(_, { items }) {
                    found.push(...secretArguments(items.map(textOf)));
                }
            });
        }
    }
    catch {
        isBroken = true;
    }
    return isBroken ? [...found, ...secretWords(text)] : found;
}
/** Values of flags such as `--client-secret X` and `--token=X`. */
function secretArguments(words) {
    return words.flatMap((word, index) => {
        const [, name = '', value] = /^--?([\w-]+)(?:=([\s\S]*))?$/u.exec(word) ?? [];
        return secretName.test(name) ? [[name, value ?? words[index + 1] ?? '']] : [];
    });
}
/** `key: value` in a text that no parser understands. */
function secretWords(text) {
    const pairs = text.matchAll(/(?<![\w-])(token|password|client-key-data|access-token|id-token|refresh-token|client-secret)["']?\s*:\s*(?:[>|][+-]?\s*)?(?:"([^"\n]*)|'([^'\n]*)|([^\s"',}\\]+))/gu);
    return [...pairs].map(([, name = '', double, single, bare]) => [name, double ?? single ?? bare ?? '']);
}
function textOf(node) {
    if ((0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node) || !(0,dist/* isScalar */.jn)(node))
        return '';
    return typeof node.value === 'string' ? node.value : '';
}

;// CONCATENATED MODULE: ./build/inputs/secrets.js
/**
 * Which values of the inputs must never be seen in a log. They are read from the raw text, leniently: masks come before
 * everything else, also when an input is wrong, and then what was meant must not be printed either.
 */






/** A mask on fewer characters would blank harmless text and destroy outputs; GitHub drops a job output that holds a masked value. */
const shortestMask = 4;
/**
 * The secrets in the inputs: those of a kubeconfig given as text, and its base64 form as a whole (a path's file is not
 * read); the values of `job-secrets` and `build-secrets`. Never throws.
 */
function secretsOf(env) {
    const texts = new table/* InputTexts */.BY(env);
    const variables = ['job-secrets', 'build-secrets'].map((input) => secretsOfVariables(input, texts.raw(input) ?? '', env));
    const all = [secretsOfInput(texts.raw('kubeconfig')), ...variables];
    return {
        values: [...new Set(all.flatMap(({ values }) => values))],
        warnings: [...new Set(all.flatMap(({ warnings }) => warnings))]
    };
}
function secretsOfInput(input) {
    if (input === undefined)
        return { values: [], warnings: [] };
    const source = (0,kubeconfig/* kubeconfigSource */.X4)(input);
    if (source.kind !== 'text')
        return { values: [], warnings: [] };
    const { values, warnings } = secretsOfKubeconfig(source.text);
    const encoded = source.text === input ? [] : sortOut([{ name: 'kubeconfig', value: input }]).values;
    return { values: [...encoded, ...values], warnings };
}
/** The values in a text of an input, whatever is wrong with it. @param env the step's, for lines that only name a variable */
function secretsOfVariables(input, text, env) {
    const found = (0,inputs_map/* isYaml */.uj)(text) ? valuesOfYaml(text) : valuesOfLines(text, env);
    return sortOut(found.map(({ name, value }) => ({ name: `${name} in ${input}`, value })));
}
function valuesOfLines(text, env) {
    return text.split(/\r?\n/u).flatMap((line) => {
        const at = line.indexOf('=');
        const name = (at < 0 ? line : line.slice(0, at)).trim();
        if (at >= 0) {
            const value = line.slice(at + 1);
            // what does not look like a name may be a line of a certificate or key, which have an = as well
            return (0,inputs_map/* isConventional */.jg)(name)
                ? [{ name, value }]
                : [
                    { name: 'a value', value },
                    { name: 'a line', value: line }
                ];
        }
        // the name of a variable of the step; where there is none of that name, something may have been pasted alone
        const value = env[name] ?? ((0,inputs_map/* isConventional */.jg)(name) ? '' : line);
        return [{ name: (0,inputs_map/* isConventional */.jg)(name) ? name : 'a line', value }];
    });
}
/** Every scalar, however deep; of a text that is not legal YAML what stands in quotes or behind a colon. */
function valuesOfYaml(text) {
    const map = parseLeniently(text);
    if (map !== undefined)
        return scalarsIn(map);
    const quoted = [...text.matchAll(/(?:"((?:[^"\\]|\\.)*)"|'([^']*)')(\s*:)?/gu)].flatMap((match) => match[3] === undefined ? [match[1] ?? match[2] ?? ''] : []);
    const behind = text.split(/\r?\n/u).map((line) => line.replace(/^[^:]*:(?=\s|$)/u, '').trim());
    return [...quoted, ...behind].map((value) => ({ name: 'a value', value: value.replace(/^["']|["'],?$/gu, '') }));
}
function scalarsIn(map) {
    const found = [];
    const seen = new Set();
    const open = [['', map]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const [name, value] = next;
        if (typeof value === 'string')
            found.push({ name: (0,inputs_map/* isConventional */.jg)(name) ? name : 'a value', value });
        // an alias may stand for what it is in
        else if (typeof value === 'object' && value !== null && !seen.has(value)) {
            seen.add(value);
            open.push(...Object.entries(value));
        }
    }
    return found.reverse();
}
const userFields = ['token', 'password', 'client-key-data'];
const providerFields = ['access-token', 'id-token', 'refresh-token', 'client-secret'];
/** The secrets in the text of a kubeconfig; also what can be found in one that is not legal YAML. Never throws. */
function secretsOfKubeconfig(text) {
    const found = [];
    const add = (name, value) => {
        if (typeof value === 'string')
            found.push({ name: `${name} in the kubeconfig`, value });
    };
    const config = parseLeniently(text);
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
    // what is in no place where it belongs, in a kubeconfig that is broken
    for (const [name, value] of scatteredSecrets(text))
        add(name, value);
    return sortOut(found);
}
/**
 * The lines of each value: the log is printed and masked by lines. A value with several lines is not masked as a whole,
 * since the runner would take each of its lines along, a lone `}` too.
 */
function sortOut(found) {
    const values = new Set();
    const warnings = new Set();
    for (const { name, value } of found) {
        const lines = linesOf(value);
        for (const line of lines) {
            if (line.length >= shortestMask)
                for (const form of formsOf(line))
                    values.add(form);
            // brackets on a line of their own, as in JSON, tell nobody anything
            else if (lines.length === 1 || /[\p{L}\p{N}]/u.test(line)) {
                warnings.add(lines.length === 1
                    ? `${name} is shorter than ${String(shortestMask)} characters, so it is not masked in the log.`
                    : `${name} has a line that is shorter than ${String(shortestMask)} characters, which is not masked in the log.`);
            }
        }
    }
    return { values: [...values], warnings: [...warnings] };
}
/** The lines of a value that are masked, as they are. */
function maskedLines(value) {
    return linesOf(value).filter((line) => line.length >= shortestMask);
}
function linesOf(value) {
    return value
        .split(/[\r\n]+/u)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
/** A line as it is, and as our writer prints it: without control characters, in our own sentences without format characters. */
function formsOf(line) {
    const shown = (0,writer/* printable */.g$)(line).trim();
    return [line, shown, (0,writer/* neutralize */.YI)(shown)].filter((form) => form.length >= shortestMask);
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


/***/ }),

/***/ 9140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BY: () => (/* binding */ InputTexts),
/* harmony export */   Qn: () => (/* binding */ variableOf),
/* harmony export */   V0: () => (/* binding */ inputDefaults),
/* harmony export */   c1: () => (/* binding */ timeoutWhileWaiting),
/* harmony export */   vj: () => (/* binding */ inputNames)
/* harmony export */ });
/** The names and defaults of all inputs: action.yml, the reader and the README are held to this list by a test. */
/**
 * Each input and its default as text, as action.yml declares it; undefined: none, absence has a meaning of its own.
 * `timeout` has none, since `6h` holds only while we wait: a default of action.yml could not be told from a user's own value.
 */
const inputDefaults = {
    flow: undefined,
    parameters: undefined,
    'base-image': 'python:3.6',
    'registry-url': undefined,
    'python-dependencies': undefined,
    requirements: undefined,
    prefect: 'auto',
    'image-name': undefined,
    'image-tag': undefined,
    'env-vars': undefined,
    files: undefined,
    source: undefined,
    push: 'auto',
    'health-check': 'auto',
    rebuild: 'auto',
    'build-secrets': undefined,
    'cache-from': undefined,
    'cache-to': undefined,
    platform: undefined,
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
    'job-secrets': undefined,
    cpu: undefined,
    memory: undefined,
    'service-account': undefined,
    'node-selector': undefined,
    'image-pull-secrets': undefined,
    'pull-secret': 'auto',
    queue: undefined,
    'job-template': undefined,
    wait: 'true',
    logs: 'stream',
    timeout: undefined,
    'start-timeout': '10m',
    'queue-timeout': '6h',
    cleanup: 'always',
    ttl: '24h',
    'on-rerun': 'replace',
    'run-key': '${{ toJSON(matrix) }}',
    'dry-run': 'false',
    'allow-untrusted-code': 'false',
    summary: 'true'
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


/***/ }),

/***/ 2301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ parseYamlMap),
/* harmony export */   j: () => (/* binding */ parseYamlList)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/**
 * Flat YAML or JSON whose scalars keep their source text: `3.10` stays `3.10` and `yes` stays `yes`, since what a user
 * writes for a variable or an argument is text. Everything that is more than a list or map of scalars is refused.
 */

/**
 * The entries of a map, or undefined after a report. Values are never part of a message: they may be secrets.
 */
function parseYamlMap(text, report, options) {
    const contents = parse(text, 'map of names to values', report);
    if (contents === undefined)
        return undefined;
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(contents)) {
        report('is not a map; accepted: NAME=value lines, or a YAML or JSON map of names to values.');
        return undefined;
    }
    const entries = [];
    let isWhole = true;
    for (const [index, pair] of contents.items.entries()) {
        const place = `entry ${String(index + 1)}`;
        const key = scalarText(pair.key);
        if (typeof key !== 'string') {
            report(`${place} of the map has a name that is not plain text.`);
            isWhole = false;
            continue;
        }
        const value = isNothing(pair.value)
            ? (options.empty ?? { problem: emptyProblem + (options.hint ?? '') })
            : scalarText(pair.value);
        if (typeof value === 'string')
            entries.push([key, value, place]);
        else
            report(`the value of ${options.naming(key, place)} ${value.problem}`);
        isWhole &&= typeof value === 'string';
    }
    return isWhole ? entries : undefined;
}
/** The items of a list, or undefined after a report. */
function parseYamlList(text, report) {
    const contents = parse(text, 'list of words', report);
    if (contents === undefined)
        return undefined;
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(contents)) {
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
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, {
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
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node))
        return { problem: 'is a list or map; accepted: one text or number.' };
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node))
        return { problem: node === null ? emptyProblem : 'is an alias; write the value itself.' };
    if (node.anchor !== undefined)
        return { problem: 'has an anchor (&), which is not supported.' };
    if (node.tag !== undefined)
        return { problem: 'has a tag (!), which is not supported; use quotes.' };
    if (node.value === null)
        return { problem: emptyProblem };
    return typeof node.value === 'string' ? node.value : (node.source ?? '');
}
/** `KEY:`, `KEY: null`, `{KEY}`; what has an anchor or a tag is refused for that. */
function isNothing(node) {
    return node === null || ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) && node.value === null && node.anchor === undefined && node.tag === undefined);
}
const emptyProblem = 'is empty or null; write "" for an empty text.';


/***/ })

};
