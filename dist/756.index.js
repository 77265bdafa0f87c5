export const id = 756;
export const ids = [756];
export const modules = {

/***/ 6756:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   post: () => (/* binding */ post)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var _cleanup_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(237);
/* harmony import */ var _cluster_kubeconfig_copy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2842);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9874);
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(5842);
/* harmony import */ var _runner_environment_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9294);
/* harmony import */ var _runner_marker_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5361);
/* harmony import */ var _runner_state_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3866);
/* harmony import */ var _runner_writer_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1256);
/* harmony import */ var _scope_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3832);
/** The post step: what main could not finish, from saved state alone. Bounded, and never the reason for a red build. */











/** Milliseconds for all of it: every post step of a cancelled job shares less than five minutes (actions/runner, JobDispatcher.cs). */
const budget = 90_000;
/** Milliseconds for a main that still runs to undo its own work: it looks for the marker every second, and hurries then. */
const mainsTime = 15_000;
const lookEvery = 200;
/** Undoes what main left open, newest first. Never rejects: whatever goes wrong here is a warning. */
async function post(process) {
    const environment = (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_9__/* .readEnvironment */ .Q)(process.env, { cwd: process.cwd(), temp: (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)() });
    const writer = (0,_runner_writer_js__WEBPACK_IMPORTED_MODULE_7__/* .processWriter */ .R_)(process, { isDebug: environment.isDebug });
    try {
        const { records, folder, pid } = (0,_runner_state_js__WEBPACK_IMPORTED_MODULE_6__/* .readState */ .u)(process.env);
        // before anything else: a main that still runs must stop making things, and undo its own
        if (folder !== undefined)
            leaveMarker(folder, writer);
        const signal = (0,_lib_deadline_js__WEBPACK_IMPORTED_MODULE_10__/* .withTimeout */ .w)(undefined, budget);
        const isOver = await untilOver(pid, writer);
        // what the runner handed us is older than that
        if (records.length === 0 || (folder !== undefined && (0,_runner_marker_js__WEBPACK_IMPORTED_MODULE_5__/* .markerIn */ .A)(folder).isAnswered())) {
            // a main that was killed before it made anything had its copy of the kubeconfig already
            if (isOver && folder !== undefined && records.length === 0)
                (0,_cluster_kubeconfig_copy_js__WEBPACK_IMPORTED_MODULE_3__/* .forgetKubeconfig */ .$)(folder);
            return;
        }
        const tools = await toolsOf(process, folder ?? environment.temp, writer, signal);
        const readable = records.flatMap((text) => read(text, writer));
        const left = await (0,_scope_js__WEBPACK_IMPORTED_MODULE_8__/* .undoAll */ .wC)(readable, (record, limit, isLast) => (0,_cleanup_js__WEBPACK_IMPORTED_MODULE_2__/* .perform */ .y)(record, tools, limit, isLast), signal, (record) => writer.info(`Cleaned up what main left: ${words(record)}.`));
        for (const { record, error } of left) {
            const hope = record.undo.kind === 'job' ? ' A Job ends by its own deadline and goes by its ttl.' : '';
            writer.warning(`Not cleaned up: ${words(record)}: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .describe */ .q0)(error).replace(/\.$/u, '')}.${hope}`);
        }
        if (left.length === 0 && readable.length === records.length && folder !== undefined)
            (0,_cluster_kubeconfig_copy_js__WEBPACK_IMPORTED_MODULE_3__/* .forgetKubeconfig */ .$)(folder);
    }
    catch (error) {
        writer.warning(`The post step could not do its work: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .describe */ .q0)(error)}.`);
    }
}
/**
 * Waits for a main that lives on beside its post, as under job containers: it undoes its own, what it began last included.
 * @returns false when it lives on all the same
 */
async function untilOver(pid, writer) {
    if (pid === undefined || !isAlive(pid))
        return true;
    writer.info('The main step is still running: it was told to stop.');
    const limit = (0,_lib_deadline_js__WEBPACK_IMPORTED_MODULE_10__/* .withTimeout */ .w)(undefined, mainsTime);
    while (isAlive(pid) && (await (0,_lib_deadline_js__WEBPACK_IMPORTED_MODULE_10__/* .sleep */ .y)(lookEvery, limit)))
        ;
    return !isAlive(pid);
}
/** Only a process of ours counts: by the time of post the number may be another's, whom we may not signal or who is no node. */
function isAlive(pid) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/cmdline`, 'utf8').includes('index.js');
    }
    catch {
        return false;
    }
}
function leaveMarker(folder, writer) {
    try {
        (0,_runner_marker_js__WEBPACK_IMPORTED_MODULE_5__/* .markerIn */ .A)(folder).set();
    }
    catch (error) {
        writer.debug(`The cancel marker could not be left: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .describe */ .q0)(error)}`);
    }
}
/** A record from the runner's state; one that cannot be read is said, and left out. */
function read(text, writer) {
    try {
        const record = JSON.parse(text);
        words(record);
        return [record];
    }
    catch (error) {
        writer.warning(`Not cleaned up: a record that cannot be read: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .describe */ .q0)(error).replace(/\.$/u, '')}.`);
        return [];
    }
}
function words({ undo }) {
    switch (undo.kind) {
        case 'job':
            return `Job ${undo.name} in namespace ${undo.namespace}`;
        case 'pod':
            return `pod ${undo.name} in namespace ${undo.namespace}`;
        case 'secret':
            return `Secret ${undo.name} in namespace ${undo.namespace}`;
        case 'local-image':
            return `local image ${undo.reference}`;
        case 'folder':
            return 'the build context';
        default:
            // state is text that comes from outside, whatever the type says
            throw new Error('it is of a kind that this version does not know');
    }
}
async function toolsOf(process, folder, writer, signal) {
    const { connectAgain } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(200), __webpack_require__.e(198)]).then(__webpack_require__.bind(__webpack_require__, 200));
    const { createDockerCli } = await __webpack_require__.e(/* import() */ 592).then(__webpack_require__.bind(__webpack_require__, 5592));
    const connected = new Map();
    return {
        cluster: ({ access, namespace }) => {
            const key = JSON.stringify([access, namespace]);
            const cluster = connected.get(key) ?? connectAgain({ access, namespace, env: process.env, folder, writer, signal });
            connected.set(key, cluster);
            return cluster;
        },
        docker: () => Promise.resolve(createDockerCli({ env: process.env }))
    };
}


/***/ })

};
