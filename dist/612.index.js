export const id = 612;
export const ids = [612];
export const modules = {

/***/ 458:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ce: () => (/* binding */ isFields),
/* harmony export */   Gq: () => (/* binding */ invalid),
/* harmony export */   U3: () => (/* binding */ FieldReader),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   b6: () => (/* binding */ textOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9874);
/* harmony import */ var _inputs_problems_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6790);
/** Takes typed fields out of the entries of a kubeconfig; what does not fit is said with its place, never with its value. */



/** The Failure for a kubeconfig that cannot be used. */
function invalid(origin, why, fix) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('invalid-kubeconfig', { what: `The kubeconfig ${origin.label} cannot be used.`, why, fix });
}
/** A name out of a kubeconfig for a message. */
function nameOf(name) {
    return /^[\w.@:/+-]{1,120}$/u.test(name) ? name : (0,_inputs_problems_js__WEBPACK_IMPORTED_MODULE_2__/* .shown */ .SP)(name);
}
/** Takes fields out of a map, each of one type. */
class FieldReader {
    #origin;
    #where;
    #fields;
    /** Keys that lead from the entry to these fields, each with a dot after it. */
    #prefix;
    /** @param where the entry, for messages: `user NAME` */
    constructor(origin, where, fields, prefix = '') {
        this.#origin = origin;
        this.#where = where;
        this.#fields = fields;
        this.#prefix = prefix;
    }
    /** Undefined when it is absent or empty. */
    text(key) {
        const value = this.#fields[key] ?? '';
        if (typeof value !== 'string')
            throw this.#wrong(key, 'a text');
        return value || undefined;
    }
    flag(key) {
        const text = this.text(key)?.toLowerCase();
        if (text !== undefined && text !== 'true' && text !== 'false')
            throw this.#wrong(key, 'true or false');
        return text === 'true';
    }
    list(key) {
        const value = this.#fields[key] ?? [];
        if (!Array.isArray(value) || value.some((item) => typeof item !== 'string'))
            throw this.#wrong(key, 'a list of texts');
        return value;
    }
    map(key) {
        const value = this.#fields[key] ?? undefined;
        if (value !== undefined && !isFields(value))
            throw this.#wrong(key, 'a map of fields');
        return value && new FieldReader(this.#origin, this.#where, value, `${this.#prefix}${key}.`);
    }
    maps(key) {
        const value = this.#fields[key] ?? [];
        if (!Array.isArray(value) || !value.every(isFields))
            throw this.#wrong(key, 'a list of maps');
        return value.map((fields) => new FieldReader(this.#origin, this.#where, fields, `${this.#prefix}${key}.`));
    }
    texts() {
        return Object.fromEntries(Object.keys(this.#fields).map((key) => [key, this.text(key) ?? '']));
    }
    lists() {
        return Object.fromEntries(Object.keys(this.#fields).map((key) => [key, this.list(key)]));
    }
    /** A path; a relative one counts from the kubeconfig's own folder, and a text lies in none. */
    path(key) {
        const path = this.text(key);
        return path === undefined
            ? undefined
            : this.#resolve(path, key, 'Put the content itself into the kubeconfig (kubectl config view --raw --flatten).');
    }
    /** A program: a bare name is looked up in PATH. */
    command(key) {
        const command = this.text(key) ?? '';
        return command.includes('/') || command.includes(node_path__WEBPACK_IMPORTED_MODULE_0__.sep)
            ? this.#resolve(command, key, 'Write the absolute path of the program, or its bare name when it is in PATH.')
            : command;
    }
    #resolve(path, key, fix) {
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(path))
            return path;
        if (this.#origin.file !== undefined)
            return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(this.#origin.file), path);
        throw invalid(this.#origin, `In its ${this.#where}, ${this.#prefix}${key} is a relative path, and a kubeconfig given as text lies in no folder.`, fix);
    }
    #wrong(key, accepted) {
        return invalid(this.#origin, `In its ${this.#where}, ${this.#prefix}${key} is not ${accepted}.`, 'Correct it in the kubeconfig.');
    }
}
/** Whether a value is a map. */
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** A scalar as text; undefined when it is absent or empty. */
function textOf(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}


/***/ }),

/***/ 7612:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ findKubeconfig),
/* harmony export */   isKubeconfigThere: () => (/* binding */ isKubeconfigThere),
/* harmony export */   s: () => (/* binding */ readKubeconfigFile)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9874);
/* harmony import */ var _inputs_kubeconfig_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5561);
/* harmony import */ var _kubeconfig_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(458);
/* harmony import */ var _text_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5169);
/** Where the kubeconfig is: the input, else `$KUBECONFIG`, else `~/.kube/config`. Nothing else is ever tried. */





const howToGive = 'Set the `kubeconfig` input (its YAML, base64 of it, or a path), or KUBECONFIG in an earlier step; on a runner that is a pod of the cluster write `kubeconfig: in-cluster`.';
/** Finds the kubeconfig without judging what is in it. @throws Failure `invalid-kubeconfig` */
function findKubeconfig({ kubeconfig, env, workspace }) {
    if (kubeconfig !== undefined && kubeconfig.trim() !== '')
        return ofInput(kubeconfig, env, workspace);
    return ofVariable(env) ?? ofHome(env);
}
/** The text of a file, decoded from base64 where it is that. @throws Failure */
function readKubeconfigFile(path) {
    const read = (0,_text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readTextFile */ .G)(path);
    if (!('text' in read))
        throw (0,_kubeconfig_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .invalid */ .Gq)({ label: path }, `It cannot be read: ${read.trouble}.`, howToGive);
    return (0,_inputs_kubeconfig_js__WEBPACK_IMPORTED_MODULE_2__/* .fromBase64 */ .Ey)(read.text) ?? read.text;
}
function ofInput(input, env, workspace) {
    const source = (0,_inputs_kubeconfig_js__WEBPACK_IMPORTED_MODULE_2__/* .kubeconfigSource */ .X4)(input);
    if (source.kind !== 'path')
        return source;
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, atHome(source.path, env));
    const read = (0,_text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readTextFile */ .G)(path);
    if ('text' in read)
        return { kind: 'files', paths: [path] };
    if ((0,_inputs_kubeconfig_js__WEBPACK_IMPORTED_MODULE_2__/* .looksLikeBase64 */ .z0)(source.path)) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('invalid-kubeconfig', {
            what: 'The `kubeconfig` input cannot be used.',
            why: 'It looks like base64, but what it decodes to is no kubeconfig (perhaps its end was cut off).',
            fix: 'Make it again with: kubectl config view --raw --flatten --minify | base64'
        });
    }
    const isThere = read.trouble !== _text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .missing */ .L;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('invalid-kubeconfig', {
        what: `The kubeconfig${shownPath(source.path)} cannot be ${isThere ? 'read' : 'found'}.`,
        why: isThere
            ? `The path names something else: ${read.trouble}.`
            : 'The input is neither YAML, nor base64 of it, nor the path of a file that is there.',
        fix: howToGive
    });
}
function ofVariable(env) {
    const value = (env['KUBECONFIG'] ?? '').trim();
    if (value === '')
        return undefined;
    if ((0,_inputs_kubeconfig_js__WEBPACK_IMPORTED_MODULE_2__/* .kubeconfigSource */ .X4)(value).kind === 'text') {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('invalid-kubeconfig', {
            what: 'The variable KUBECONFIG cannot be used.',
            why: 'It holds the text of a kubeconfig, and what it takes is the path of one, or several.',
            fix: 'Give the text in the `kubeconfig` input instead (from the same secret), or write it to a file and set KUBECONFIG to the path.'
        });
    }
    const listed = value
        .split(node_path__WEBPACK_IMPORTED_MODULE_0__.delimiter)
        .map((path) => path.trim())
        .filter(Boolean);
    const reads = listed.map((path) => ({ path, read: (0,_text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readTextFile */ .G)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(path)) }));
    const found = reads.filter(({ read }) => 'text' in read);
    // as with kubectl: files that are missing are passed over, what is there and cannot be read is an error
    const wrong = reads.find(({ read }) => 'trouble' in read && read.trouble !== _text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .missing */ .L);
    if (wrong === undefined && found.length > 0)
        return { kind: 'files', paths: found.map(({ path }) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(path)) };
    const trouble = wrong !== undefined && 'trouble' in wrong.read ? wrong.read.trouble : _text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .missing */ .L;
    const shown = shownPath((wrong ?? reads[0])?.path ?? '') || ' something that is no path';
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('invalid-kubeconfig', {
        what: 'No kubeconfig was found.',
        why: `KUBECONFIG names${shown}${wrong === undefined && listed.length > 1 ? ' and others' : ''}, which cannot be read: ${trouble}.`,
        fix: howToGive
    });
}
function ofHome(env) {
    const home = homeOf(env);
    const usual = home === undefined ? undefined : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(home, '.kube', 'config');
    const read = usual === undefined ? undefined : (0,_text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readTextFile */ .G)(usual);
    if (usual !== undefined && read !== undefined && 'text' in read)
        return { kind: 'files', paths: [usual] };
    const trouble = read !== undefined && 'trouble' in read ? read.trouble : _text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .missing */ .L;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('invalid-kubeconfig', {
        what: 'No kubeconfig was found.',
        why: trouble !== _text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .missing */ .L
            ? `The \`kubeconfig\` input is not set, nor is KUBECONFIG, and ~/.kube/config cannot be read: ${trouble}.`
            : 'The `kubeconfig` input is empty (a secret that is not set, or not given to this workflow, is empty too), KUBECONFIG is not set, and there is no ~/.kube/config.',
        fix: howToGive
    });
}
function homeOf(env) {
    return env['HOME'] || env['USERPROFILE'] || undefined;
}
/** No shell has seen the input: `~/` is ours to replace. */
function atHome(path, env) {
    const home = homeOf(env);
    return home !== undefined && /^~[/\\]/u.test(path) ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(home, path.slice(2)) : path;
}
/** A path for a message, after a space; nothing where it may be a secret instead, such as a token or broken base64. */
function shownPath(path) {
    return /^[^/\\.\n]{0,40}(?:[/\\.][^/\\.\n]{0,40}){1,20}$/u.test(path) ? ` ${path}` : '';
}
/**
 * False where nobody has given a kubeconfig: no input, no `$KUBECONFIG`, no `~/.kube/config`; or only files without a word
 * in them, as a workflow step writes them that has no secrets (a pull request of a fork). What is there may still be wrong.
 */
function isKubeconfigThere(options) {
    const { kubeconfig, env } = options;
    const isGiven = (kubeconfig ?? '').trim() !== '' || (env['KUBECONFIG'] ?? '') !== '';
    try {
        const place = findKubeconfig(options);
        return place.kind !== 'files' || place.paths.some((path) => readKubeconfigFile(path).trim() !== '');
    }
    catch {
        return isGiven;
    }
}


/***/ }),

/***/ 5169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ readTextFile),
/* harmony export */   L: () => (/* binding */ missing)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _inputs_kubeconfig_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5561);
/** Reads files that a kubeconfig names, or that are one. */


/** The trouble of a file that does not exist. */
const missing = 'there is no such file';
/** The text of a file, or why there is none as the end of a sentence. */
function readTextFile(path) {
    try {
        return { text: (0,_inputs_kubeconfig_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeText */ .g7)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path)) };
    }
    catch (error) {
        switch (error.code) {
            case 'ENOENT':
            case 'ENOTDIR':
            case 'ENAMETOOLONG':
                return { trouble: missing };
            case 'EISDIR':
                return { trouble: 'it is a folder' };
            case 'EACCES':
            case 'EPERM':
                return { trouble: 'this user of the runner may not read it' };
            default:
                return { trouble: `reading fails (${String(error.code)})` };
        }
    }
}


/***/ })

};
