export const id = 394;
export const ids = [394];
export const modules = {

/***/ 1394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ settleRerun),
/* harmony export */   refuseRerun: () => (/* binding */ refuseRerun)
/* harmony export */ });
/* unused harmony export siblingsOf */
/* harmony import */ var _cluster_port_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(194);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9874);
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5842);
/* harmony import */ var _plan_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2131);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(154);
/**
 * Jobs that earlier attempts of this very step left unfinished: replaced, or a reason not to start (design: Re-run identity).
 * Whose a Job is, the owner label says; which attempt made it, an annotation. Nothing of the same attempt is ever touched:
 * the legs of a matrix without a key of their own, or a reusable workflow that is called twice, look just like this step.
 */





/** Milliseconds for the pods of a replaced Job to end. */
const longestWait = 90_000;
const lookEvery = 1_000;
const monotonic = () => performance.now();
/** Sorts the Jobs that carry our owner label. Pure. */
function siblingsOf(jobs, { rerun, labels }) {
    const candidates = jobs.filter(({ metadata }) => metadata?.labels?.[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedByLabel */ .Ly] === _plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedBy */ .ZF &&
        metadata.labels[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ownerLabel */ .Wb] === rerun.owner &&
        metadata.labels[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz] !== labels[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz]);
    const unfinished = candidates.filter((job) => isBeingDeleted(job) || !hasFinished(job));
    return {
        earlier: unfinished.filter((job) => (attemptOf(job) ?? Number.POSITIVE_INFINITY) < rerun.attempt),
        same: unfinished.filter((job) => attemptOf(job) === rerun.attempt && !isBeingDeleted(job))
    };
}
/** The attempt that made a Job; undefined where that is not said, which makes it nobody's to replace. */
function attemptOf(job) {
    const text = job.metadata?.annotations?.[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .attemptAnnotation */ .Fv] ?? '';
    return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : undefined;
}
function attemptWords(job) {
    const attempt = attemptOf(job);
    return attempt === undefined ? 'an earlier attempt' : `attempt ${attempt}`;
}
function hasFinished(job) {
    return (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .jobCondition */ .Pl)(job, 'Complete') !== undefined || (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .jobCondition */ .Pl)(job, 'Failed') !== undefined;
}
function isBeingDeleted(object) {
    return object.metadata?.deletionTimestamp !== undefined;
}
/**
 * For `on-rerun: fail`, as early as the cluster is reached: a Job that is in the way now saves the build.
 * @throws Failure `job-exists`
 */
async function refuseRerun(plan, tools) {
    if (plan.rerun.action === 'fail')
        await failIfAny((await findSiblings(plan, tools))?.earlier ?? [], plan, tools);
}
/**
 * Just before the Job is made: sees to it that nothing of an earlier attempt runs any more.
 * @throws Failure `job-exists` when it does: with `on-rerun: fail`, or when its pods do not end in time
 */
async function settleRerun(plan, tools) {
    const { writer, cluster } = tools;
    const siblings = await findSiblings(plan, tools);
    if (siblings === undefined) {
        // a first attempt has none before it
        if (plan.rerun.attempt > 1) {
            writer.notice(`The user of the kubeconfig may not list jobs in namespace ${cluster.namespace}: whether an earlier attempt of this step still runs there cannot be seen.`);
        }
        return;
    }
    const { earlier, same } = siblings;
    if (same.length > 0) {
        writer.warning(`Another Job of this step and this attempt is unfinished: ${namesOf(same)}. It is left alone. Where one step runs several times in a workflow run, as in a reusable workflow that is called twice, give each call its own run-key; a re-run could not tell their Jobs apart.`);
    }
    if (plan.rerun.action === 'fail')
        await failIfAny(earlier, plan, tools);
    else
        await remove(earlier, tools);
    const dying = plan.rerun.attempt > 1 ? await dyingJobs(plan, [...earlier, ...same], tools) : [];
    const end = (tools.now ?? monotonic)() + longestWait;
    for (const job of [...(plan.rerun.action === 'replace' ? earlier : []), ...dying])
        await untilOver(job, end, tools);
}
/** Jobs that are gone while pods of theirs, of this very step, are still being deleted: as a cancel with a long grace leaves them. */
async function dyingJobs({ rerun, labels }, known, { cluster, signal }) {
    const selection = { labels: { [_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ownerLabel */ .Wb]: rerun.owner ?? '', [_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedByLabel */ .Ly]: _plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedBy */ .ZF } };
    const pods = (await ifAllowed(() => cluster.list('pods', selection, signal))) ?? [];
    const jobs = new Map();
    for (const pod of pods) {
        const job = pod.metadata?.ownerReferences?.find(({ kind }) => kind === 'Job');
        const isOurs = pod.metadata?.labels?.[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz] === labels[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz];
        if (job === undefined || isOurs || !isBeingDeleted(pod) || known.some((one) => (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .uidOf */ .kz)(one) === job.uid))
            continue;
        jobs.set(job.uid, { metadata: { name: job.name, uid: job.uid, labels: pod.metadata?.labels ?? {} } });
    }
    const gone = [];
    for (const job of jobs.values())
        if (await isGone(job, cluster, signal))
            gone.push(job);
    return gone;
}
/** @returns undefined when we may not list Jobs */
async function findSiblings(plan, tools) {
    const { owner } = plan.rerun;
    if (owner === undefined)
        return { earlier: [], same: [] };
    const jobs = await ifAllowed(() => tools.cluster.list('jobs', { labels: { [_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ownerLabel */ .Wb]: owner, [_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedByLabel */ .Ly]: _plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedBy */ .ZF } }, tools.signal));
    return jobs === undefined ? undefined : siblingsOf(jobs, plan);
}
async function failIfAny(jobs, { rerun }, { cluster, signal }) {
    for (const job of jobs) {
        // one that is being deleted is over once its pods are
        if (isBeingDeleted(job) && (await alivePods(job, cluster, signal))?.length === 0)
            continue;
        const name = (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job);
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('job-exists', {
            what: `The Job ${name} of ${attemptWords(job)} of this step is unfinished in namespace ${cluster.namespace}.`,
            why: `This is attempt ${rerun.attempt}, and on-rerun is fail.`,
            fix: `Wait until it has ended, delete it (kubectl -n ${cluster.namespace} delete job ${name}), or set on-rerun: replace.`
        });
    }
}
async function remove(jobs, { cluster, writer, signal }) {
    for (const job of jobs) {
        const answer = await cluster.delete('jobs', (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job), (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .uidOf */ .kz)(job), signal);
        // its name may be another's by now, which is not ours to wait for; its pods are
        if (answer === 'deleted')
            writer.info(`Replaces Job ${(0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job)} of ${attemptWords(job)}, which had not finished: it was told to go.`);
    }
}
/** Waits until nothing of a Job runs. @param end monotonic milliseconds */
async function untilOver(job, end, tools) {
    const { cluster, writer, signal, now = monotonic, sleep = _lib_deadline_js__WEBPACK_IMPORTED_MODULE_4__/* .sleep */ .y } = tools;
    let isSaid = false;
    for (;;) {
        const pods = await alivePods(job, cluster, signal);
        if (pods === undefined ? await isGone(job, cluster, signal) : pods.length === 0)
            return;
        if (!isSaid) {
            writer.info(pods === undefined
                ? `No right to list pods: waits for Job ${(0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job)} to be gone; whether its pods have ended cannot be seen.`
                : `Waits for ${pods.length === 1 ? 'the pod' : `the ${pods.length} pods`} of Job ${(0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job)} to end: ${namesOf(pods)}.`);
            isSaid = true;
        }
        if (now() >= end)
            throw stillThere(job, pods, cluster);
        if (!(await sleep(lookEvery, signal)))
            signal.throwIfAborted();
    }
}
function stillThere(job, pods, { namespace }) {
    const finalizers = [...new Set([job, ...(pods ?? [])].flatMap(({ metadata }) => metadata?.finalizers ?? []))];
    const held = finalizers.filter((name) => name !== 'batch.kubernetes.io/job-tracking');
    const what = pods === undefined ? 'is still there' : `still has pods that run: ${namesOf(pods)}`;
    const identifier = job.metadata?.labels?.[_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz] ?? '';
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('job-exists', {
        what: `The Job ${(0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job)} of ${attemptWords(job)} of this step ${what}.`,
        why: `It was told to go ${longestWait / 1000} seconds ago${held.length === 0 ? '' : `, but is held by the finalizer ${held.join(', ')}`}; two attempts must not run at once.`,
        fix: `See what holds it (kubectl -n ${namespace} get jobs,pods -l ${_plan_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .identifierLabel */ .Mz}=${identifier}), and run again when it is gone.`
    });
}
/** Pods of a Job that may still run something; undefined when we may not list pods. */
function alivePods(job, cluster, signal) {
    return ifAllowed(async () => {
        const pods = await cluster.list('pods', { labels: { 'batch.kubernetes.io/controller-uid': (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .uidOf */ .kz)(job) } }, signal);
        return pods.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
    });
}
async function isGone(job, cluster, signal) {
    const found = await cluster.get('jobs', (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(job), signal);
    return found === undefined || (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .uidOf */ .kz)(found) !== (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .uidOf */ .kz)(job);
}
/** Undefined where the answer is 403. */
async function ifAllowed(ask) {
    try {
        return await ask();
    }
    catch (error) {
        if (error instanceof _cluster_port_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && error.status === 403)
            return undefined;
        throw error;
    }
}
function namesOf(objects) {
    return objects.map(_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb).join(', ');
}


/***/ })

};
