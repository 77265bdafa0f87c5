export const id = 561;
export const ids = [561];
export const modules = {

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


/***/ })

};
