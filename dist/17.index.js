export const id = 17;
export const ids = [17,398,731];
export const modules = {

/***/ 8681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MM: () => (/* binding */ parseReport),
/* harmony export */   QB: () => (/* binding */ parseCheck),
/* harmony export */   Xg: () => (/* binding */ protocolVersion),
/* harmony export */   Yw: () => (/* binding */ flowNameVariable),
/* harmony export */   _3: () => (/* binding */ launcherPath),
/* harmony export */   af: () => (/* binding */ protocolEnvironment),
/* harmony export */   kR: () => (/* binding */ workFolder),
/* harmony export */   t0: () => (/* binding */ launcherLabel),
/* harmony export */   xS: () => (/* binding */ flowVariable)
/* harmony export */ });
/* unused harmony export checkPrefix */
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
    /** JSON object of the flow's parameters; empty or absent: none. */
    parameters: 'DOCKER_ON_K8S_PARAMETERS',
    /** This run's nonce; without one the launcher writes no message. */
    nonce: 'DOCKER_ON_K8S_NONCE',
    /** File of the message; default `/dev/termination-log`. */
    result: 'DOCKER_ON_K8S_RESULT',
    /** Whole seconds since the epoch: later than that the launcher does not start the flow. Absent: no limit. */
    notAfter: 'DOCKER_ON_K8S_NOT_AFTER',
    /** Absolute folder in which modules are looked for as well; absent: none. */
    source: 'DOCKER_ON_K8S_SOURCE',
    /** `1`: the launcher finds the flow, says so in a line with {@link checkPrefix}, and runs nothing. */
    check: 'DOCKER_ON_K8S_CHECK'
};
/** What comes before the JSON in the last line of a check; a builder may put something of its own before it. */
const checkPrefix = 'docker-on-k8s check: ';
/** {@link protocolEnvironment} under the names that the image's Dockerfile uses. */
const flowVariable = protocolEnvironment.flow;
const flowNameVariable = protocolEnvironment.flowName;
const kinds = ['prefect-2+', 'prefect-0/1', 'function', 'script'];
const resultProblems = ['too-long', 'not-json'];
const states = ['succeeded', 'failed', 'not-found', 'not-importable', 'bad-parameters', 'too-late'];
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
    return read?.['nonce'] === nonce ? toReport(read) : undefined;
}
/**
 * Finds what a check of the launcher said among the lines of a build's output: the last one counts, what came before may
 * be a print of the flow file.
 * @returns undefined when no line holds a whole message of this version; never throws
 */
function parseCheck(lines) {
    for (const line of lines.toReversed()) {
        const start = line.lastIndexOf(checkPrefix);
        const read = start < 0 ? undefined : toObject(parseJson(line.slice(start + checkPrefix.length).trim()));
        const report = read && toReport(read);
        if (report !== undefined)
            return report;
    }
    return undefined;
}
/** A message's content, whoever it is from; undefined when a part of it cannot be. */
function toReport(read) {
    if (read['docker-on-k8s'] !== protocolVersion)
        return undefined;
    const kind = read['kind'] === null ? undefined : oneOf(kinds, read['kind']);
    const state = oneOf(states, read['state']);
    const exit = read['exit'];
    const exception = read['exception'] === null ? undefined : toException(read['exception']);
    const frames = toFrames(read['frames']);
    const causes = toCauses(read['causes'] ?? []);
    // both are null or absent when there is nothing to say
    const result = read['result'] ?? undefined;
    const problem = read['result-problem'] ?? undefined;
    const resultProblem = oneOf(resultProblems, problem);
    if (kind === undefined && read['kind'] !== null)
        return undefined;
    if (exception === undefined && read['exception'] !== null)
        return undefined;
    if (state === undefined || frames === undefined || causes === undefined)
        return undefined;
    if (!isCount(exit) || exit > 255 || resultProblem !== problem)
        return undefined;
    if (result !== undefined && (typeof result !== 'string' || parseJson(result) === undefined))
        return undefined;
    // a message that contradicts itself proves nothing
    if ((state === 'succeeded') !== (exit === 0))
        return undefined;
    if (state !== 'succeeded' && (result !== undefined || problem !== undefined))
        return undefined;
    if (result !== undefined && problem !== undefined)
        return undefined;
    return { kind, state, exit, exception, frames, causes, result, resultProblem };
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
/** A list whose every item can be read; undefined for anything else. */
function toList(value, toItem) {
    if (!Array.isArray(value))
        return undefined;
    const items = value.map(toItem).filter((item) => item !== undefined);
    return items.length === value.length ? items : undefined;
}
const toFrames = (value) => toList(value, toFrame);
const toCauses = (value) => toList(value, toCause);
function toFrame(value) {
    const { file, line, function: name } = toObject(value) ?? {};
    return typeof file === 'string' && typeof name === 'string' && isCount(line)
        ? { file, line, function: name }
        : undefined;
}
function toCause(value) {
    const exception = toException(value);
    const given = toObject(value)?.['frame'];
    const frame = given === null ? undefined : toFrame(given);
    return exception === undefined || (frame === undefined && given !== null) ? undefined : { ...exception, frame };
}


/***/ }),

/***/ 9730:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ jobManifest)
});

// EXTERNAL MODULE: ./build/flow/protocol.js
var protocol = __webpack_require__(8681);
// EXTERNAL MODULE: ./build/plan/job-fields.js
var job_fields = __webpack_require__(9135);
// EXTERNAL MODULE: ./build/plan/labels.js
var labels = __webpack_require__(2131);
// EXTERNAL MODULE: ./build/plan/template-parts.js
var template_parts = __webpack_require__(3917);
;// CONCATENATED MODULE: ./build/job/merge.js
/**
 * Lays our fields on a user's manifest, as raw JSON: what we do not write passes through untouched, unknown fields included.
 * Maps merge key by key; the lists that we write merge item by item by the field that tells their items apart, where ours that
 * are new come first; everything else is one value. Nothing is changed in place. Pure.
 */
/** What tells the items of a list apart; every other list is one value. */
const itemKeys = {
    containers: 'name',
    env: 'name',
    imagePullSecrets: 'name',
    volumes: 'name',
    volumeMounts: 'mountPath'
};
/** Lays on fields that must be there: ours wins over what the base has. Fields with the value undefined are left out. */
function layFields(base, fields) {
    return lay(base, fields, (theirs, ours, key) => {
        if (ours === undefined)
            return theirs;
        if (isMap(ours))
            return layFields(isMap(theirs) ? theirs : {}, ours);
        return layItems(theirs, ours, key, layFields) ?? ours;
    });
}
/**
 * Lays on fields that give way: what the base has stays, and its `null` removes ours together with itself.
 * A default with the value undefined is none, but a `null` in its place goes too.
 */
function layDefaults(base, defaults) {
    return lay(base, defaults, (theirs, ours, key) => {
        if (theirs === null)
            return undefined;
        if (theirs === undefined)
            return isMap(ours) ? layDefaults({}, ours) : ours;
        if (isMap(ours) && isMap(theirs))
            return layDefaults(theirs, ours);
        return layItems(theirs, ours, key, layDefaults) ?? theirs;
    });
}
function lay(base, layer, choose) {
    const result = new Map(Object.entries(base));
    for (const [key, ours] of Object.entries(layer)) {
        const chosen = choose(result.get(key), ours, key);
        if (chosen === undefined)
            result.delete(key);
        else
            result.set(key, chosen);
    }
    return Object.fromEntries(result);
}
/** Merges two lists of named items; undefined when this is no such list. */
function layItems(theirs, ours, key, layItem) {
    const name = itemKeys[key];
    if (name === undefined || !Array.isArray(ours))
        return undefined;
    const list = Array.isArray(theirs) ? [...theirs] : [];
    const added = [];
    for (const item of ours) {
        const index = list.findIndex((each) => each[name] === item[name]);
        const there = list[index];
        if (there === undefined)
            added.push(layItem({}, item));
        else
            list[index] = layItem(there, item);
    }
    return [...added, ...list];
}
function isMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./build/job/secret-names.js
var secret_names = __webpack_require__(6951);
// EXTERNAL MODULE: ./build/job/snapshot.js
var snapshot = __webpack_require__(154);
;// CONCATENATED MODULE: ./build/job/manifest.js
/**
 * JobPlan + image → the manifest that is sent: the user's template with our fields laid on it, as raw JSON. Values never pass
 * through a text template or a shell. Pure.
 */







/**
 * Annotations that keep autoscalers from moving the pod in the middle of a run (design §7): each is the documented
 * switch of its autoscaler, and means nothing to the others.
 */
const doNotEvict = {
    'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
    'karpenter.sh/do-not-disrupt': 'true'
};
/** Makes the Job's manifest. The plan has seen to it that template and inputs do not contradict each other. */
function jobManifest(plan, facts) {
    const parts = (0,template_parts/* partsOf */.CI)(plan.template);
    const name = typeof parts.own['name'] === 'string' ? parts.own['name'] : template_parts/* flowContainer */.I5;
    const whole = layFields(plan.template ?? {}, fieldsOf(plan, facts, name, parts));
    return layDefaults(whole, defaultsOf(plan, name, parts));
}
/** What is ours alone, and what inputs were given for. */
function fieldsOf(plan, facts, name, parts) {
    const pullSecrets = [...plan.imagePullSecrets, ...(facts.pullSecret === true ? [(0,secret_names/* pullSecretName */.J)(plan)] : [])];
    const queue = plan.queue === undefined ? {} : { [labels/* queueLabel */.ke]: plan.queue };
    return {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: plan.name, labels: { ...plan.labels, ...queue }, annotations: plan.annotations },
        spec: {
            template: {
                metadata: { labels: plan.labels },
                spec: {
                    serviceAccountName: plan.serviceAccount,
                    nodeSelector: plan.nodeSelector.size === 0 ? undefined : Object.fromEntries(plan.nodeSelector),
                    imagePullSecrets: pullSecrets.length === 0 ? undefined : pullSecrets.map((secret) => ({ name: secret })),
                    containers: [
                        {
                            name,
                            image: facts.image,
                            command: plan.command?.map(job_fields/* literal */.eu),
                            args: plan.args?.map(job_fields/* literal */.eu),
                            env: environmentOf(plan, facts, parts),
                            resources: resourcesOf(plan.cpu, plan.memory)
                        }
                    ]
                }
            }
        }
    };
}
/** What holds where the template says nothing else. An undefined one is there so that a `null` in its place is not sent. */
function defaultsOf(plan, name, parts) {
    const { spec, podSpec, own, hasOthers } = parts;
    const hasAccount = [plan.serviceAccount, podSpec['serviceAccountName'], podSpec['serviceAccount']].some((account) => account !== undefined && account !== null);
    const seccomp = { seccompProfile: { type: 'RuntimeDefault' } };
    // the user's own containers are the user's: beside them ours alone is hardened, unless the template speaks for the pod
    const isForPod = !hasOthers || 'seccompProfile' in (0,template_parts/* mapOf */.A7)(podSpec['securityContext']) || podSpec['securityContext'] === null;
    return {
        spec: {
            // with a limit for each index Kubernetes' own default means: no other limit
            backoffLimit: spec['backoffLimitPerIndex'] === undefined ? 0 : undefined,
            activeDeadlineSeconds: plan.timeout === undefined ? undefined : (0,job_fields/* activeDeadline */.B1)(plan.startTimeout, plan.timeout),
            ttlSecondsAfterFinished: plan.ttl,
            template: {
                metadata: { annotations: { ...doNotEvict, ...(hasOthers ? { [snapshot/* defaultContainer */.$R]: name } : {}) } },
                spec: {
                    restartPolicy: 'Never',
                    enableServiceLinks: false,
                    automountServiceAccountToken: hasAccount ? undefined : false,
                    securityContext: isForPod ? seccomp : undefined,
                    containers: [
                        {
                            name,
                            securityContext: {
                                allowPrivilegeEscalation: needsPrivileges(own) ? undefined : false,
                                capabilities: plan.hardened ? { drop: ['ALL'] } : undefined,
                                ...(isForPod ? {} : seccomp)
                            }
                        }
                    ]
                }
            }
        }
    };
}
/** The API server refuses `allowPrivilegeEscalation: false` beside these. */
function needsPrivileges(own) {
    const { privileged, capabilities } = (0,template_parts/* mapOf */.A7)(own['securityContext']);
    const added = (0,template_parts/* listOf */.c3)((0,template_parts/* mapOf */.A7)(capabilities)['add']);
    return privileged === true || added.includes('SYS_ADMIN') || added.includes('CAP_SYS_ADMIN');
}
function environmentOf(plan, { notAfter }, { own }) {
    const secret = (0,secret_names/* environmentSecretName */.B)(plan);
    const env = [...plan.env].map(([name, value]) => ({ name, value: (0,job_fields/* literal */.eu)(value) }));
    for (const name of plan.secrets.keys())
        env.push({ name, valueFrom: { secretKeyRef: { name: secret, key: name } } });
    if (plan.launcher) {
        env.push({ name: protocol/* protocolEnvironment */.af.nonce, value: plan.nonce });
        if (plan.parameters !== undefined)
            env.push({ name: protocol/* protocolEnvironment */.af.parameters, value: (0,job_fields/* literal */.eu)(plan.parameters) });
        // seconds, rounded up: a launcher that starts in the last moment may
        if (notAfter !== undefined)
            env.push({ name: protocol/* protocolEnvironment */.af.notAfter, value: String(Math.ceil(notAfter / 1000)) });
        const path = own['terminationMessagePath'];
        if (typeof path === 'string' && path !== '')
            env.push({ name: protocol/* protocolEnvironment */.af.result, value: (0,job_fields/* literal */.eu)(path) });
    }
    return env.length === 0 ? undefined : env;
}
function resourcesOf(cpu, memory) {
    if (cpu === undefined && memory === undefined)
        return undefined;
    const pick = (side) => ({
        ...(cpu === undefined ? {} : { cpu: cpu[side] }),
        ...(memory === undefined ? {} : { memory: memory[side] })
    });
    return { requests: pick('request'), limits: pick('limit') };
}


/***/ }),

/***/ 3398:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  preflight: () => (/* binding */ preflight)
});

// EXTERNAL MODULE: ./build/cluster/missing-rights.js
var missing_rights = __webpack_require__(5837);
;// CONCATENATED MODULE: ./build/lib/pool.js
/** Many small tasks, a few at a time. */
/**
 * Runs `body` for each item, at most `width` of them at a time. The first failure aborts the signal of the others; all have
 * settled before this does.
 * @returns the results in the order of the items
 * @throws the first failure; the signal's reason when it aborts
 */
async function inPool(items, width, signal, body) {
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const results = [];
    const failures = [];
    const queue = items.entries();
    const worker = async () => {
        // one iterator for all workers: each item goes to whoever comes next
        for (const [index, item] of queue) {
            try {
                both.throwIfAborted();
                results[index] = await body(item, both);
            }
            catch (error) {
                failures.push(error);
                stop.abort(error);
                return;
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
    if (failures.length > 0)
        throw failures[0];
    return results;
}

// EXTERNAL MODULE: ./build/plan/image-reference.js
var image_reference = __webpack_require__(847);
// EXTERNAL MODULE: ./build/job/secret-names.js
var secret_names = __webpack_require__(6951);
;// CONCATENATED MODULE: ./build/job/rights.js
/** Which rights a run needs, which it can do without, and what their lack means: a table, and what follows from the answers. Pure. */


/** Group of a resource with its subresource. */
function groupOf(resource) {
    return resource === 'jobs' ? 'batch' : '';
}
/** What to ask for this plan: nothing that the run will not use. */
function questionsOf(plan) {
    const { name } = plan;
    const ask = (need, rights, object) => rights.map(([verb, resource]) => ({ verb, resource, group: groupOf(resource), name: object, need }));
    // Jobs that are handed over or kept are deleted only when the run is cancelled or gives them up
    const keeps = !plan.wait || plan.cleanup === 'never';
    return [
        // the server knows no name when it decides over a create
        ...ask('must', [['create', 'jobs']]),
        ...ask('must', [['get', 'jobs']], name),
        ...ask(keeps ? 'lowers' : 'must', [['delete', 'jobs']], name),
        ...(plan.wait ? watching(ask, name) : []),
        ...secrets(plan, ask)
    ];
}
function watching(ask, name) {
    return [
        ...ask('lowers', [
            ['list', 'jobs'],
            ['watch', 'jobs']
        ], name),
        ...ask('lowers', [
            ['list', 'pods'],
            ['watch', 'pods'],
            ['get', 'pods/log'],
            ['list', 'events']
        ])
    ];
}
function secrets(plan, ask) {
    if (plan.secrets.size > 0) {
        const name = (0,secret_names/* environmentSecretName */.B)(plan);
        // one that is handed over goes with its Job
        const later = plan.wait
            ? [
                ['get', 'secrets'],
                ['delete', 'secrets']
            ]
            : [['get', 'secrets']];
        return [...ask('must', [['create', 'secrets']]), ...ask('lowers', later, name)];
    }
    const mayNeedPullSecret = plan.pullSecret === 'auto' && plan.imagePullSecrets.length === 0;
    return mayNeedPullSecret ? ask('silent', [['create', 'secrets']]) : [];
}
/** What the answers mean for the run. */
function judge(answers) {
    const pick = (matches) => (0,missing_rights/* mergeRights */.mE)(answers.filter(matches).map(({ verb, resource, group }) => ({ verbs: [verb], resource, group })));
    return {
        rights: { secrets: answers.find(({ verb, resource }) => verb === 'create' && resource === 'secrets')?.allowed },
        missing: pick(({ allowed, need }) => allowed === false && need === 'must'),
        lowered: pick(({ allowed, need }) => allowed === false && need === 'lowers'),
        unknown: pick(({ allowed }) => allowed === undefined)
    };
}
/** The one notice about rights that a run can do without: which, what follows, what to add. */
function loweredNotice(lowered, namespace) {
    const names = lowered.map((0,missing_rights/* phrase */.MZ)('and')).join('; ');
    const rules = (0,missing_rights/* rulesOf */.fD)(lowered);
    return [
        `The user of this kubeconfig lacks rights in namespace ${namespace}: ${names}. The run goes on, but ${joined(consequences(lowered))}.`,
        `To have it all, add ${rules.length === 1 ? 'this rule' : 'these rules'} to the user's Role:`,
        ...rules
    ].join('\n');
}
/** What is not there without these rights; a lack that another one makes pointless is not told. */
function consequences(lowered) {
    const lacks = (verb, resource) => lowered.some((right) => right.resource === resource && right.verbs.includes(verb));
    const found = [];
    if (lacks('delete', 'jobs'))
        found.push('a Job that is cancelled or given up cannot be deleted and runs to its end');
    if (lacks('list', 'jobs') || lacks('watch', 'jobs'))
        found.push('the Job is read every 2 seconds instead of watched');
    if (lacks('list', 'pods'))
        found.push('there is no log, and no word on why a pod does not start or how it ended');
    else {
        if (lacks('get', 'pods/log'))
            found.push('there is no log');
        if (lacks('watch', 'pods'))
            found.push('pods are listed every 2 seconds instead of watched');
    }
    if (lacks('list', 'events'))
        found.push('why something does not start may stay unsaid');
    if (lacks('delete', 'secrets'))
        found.push('the Secret with job-secrets stays until its Job goes');
    if (lacks('get', 'secrets'))
        found.push('a Secret whose creation was not answered cannot be looked up');
    return found;
}
function joined(parts) {
    return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join('; ')}; and ${parts.at(-1) ?? ''}`;
}

// EXTERNAL MODULE: ./build/job/trial.js + 1 modules
var trial = __webpack_require__(1731);
;// CONCATENATED MODULE: ./build/job/preflight.js
/** Asks the cluster, while the image is being built, whether what comes later will work: a refusal now saves the build. */





/** Access reviews under way at the same time, each on a connection of its own. */
const width = 4;
/**
 * Asks for the rights and lets the server try the Job. What the server will not say is not a no: then trying tells.
 * @throws Failure for what will surely fail: `forbidden` with the rules to add, `namespace-not-found`, `invalid-input` of the
 * manifest; ApiError when the server cannot be reached or does not accept the credentials; the signal's reason
 */
async function preflight({ cluster, plan, image, writer, signal }) {
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const listing = cluster.listNodes(both);
    const trying = settled((0,trial.tryJob)(cluster, plan, (0,image_reference/* intendedReference */.R)(image), both));
    try {
        const findings = judge(await ask(cluster, plan, both));
        if (findings.missing.length > 0)
            throw await refusal(cluster, findings, trying, signal);
        for (const { verbs, resource } of findings.unknown)
            writer.debug(`The cluster would not say whether this user may ${verbs.join(', ')} ${resource}; trying will tell.`);
        const trial = await trying;
        if ('error' in trial)
            throw trial.error;
        if (trial.value.kind === 'fatal')
            throw trial.value.failure;
        if (findings.lowered.length > 0)
            writer.notice(loweredNotice(findings.lowered, cluster.namespace));
        return { rights: findings.rights, warned: tell(trial.value, image, writer), nodes: await listing };
    }
    finally {
        stop.abort();
        await Promise.all([trying, listing]);
    }
}
function ask(cluster, plan, signal) {
    return inPool(questionsOf(plan), width, signal, async (question, either) => {
        const { verb, resource, group, name } = question;
        return { ...question, allowed: await cluster.mayI(verb, resource, group, name, either) };
    });
}
/** The failure for missing rights, with the user's name where the server tells it. */
async function refusal(cluster, { missing, lowered }, trying, signal) {
    const lacks = (verb, resource) => missing.some((right) => right.resource === resource && right.verbs.includes(verb));
    let user = await cluster.whoAmI(signal);
    // a trial without the right to create is refused at once, and the refusal names the user
    if (user === undefined && lacks('create', 'jobs'))
        user = await refusedUser(trying);
    const why = lacks('create', 'jobs') && lacks('get', 'jobs')
        ? 'It has no rights on Jobs there at all: if that is a surprise, check `namespace` and `context` first.'
        : lacks('create', 'secrets')
            ? 'The variables of `job-secrets` go into a Secret of this run.'
            : undefined;
    return (0,missing_rights/* forbidden */.o0)({ rights: missing, useful: lowered, namespace: cluster.namespace, user, why });
}
async function refusedUser(trying) {
    const trial = await trying;
    return 'value' in trial && trial.value.kind === 'unknown' ? trial.value.user : undefined;
}
/** Says what the trial found. @returns the warnings that were shown */
function tell(trial, image, writer) {
    if (trial.kind === 'unknown')
        writer.debug(`The cluster could not try the Job beforehand: ${trial.why}`);
    // with nothing to build the Job is created at once, and that decides
    if (trial.kind === 'denied' && image.kind === 'build') {
        const { what, why } = trial.failure;
        writer.warning(`${what} ${why ?? ''} This was a trial with the image's tag; the build goes on, and the cluster decides when the image is there.`);
    }
    const warnings = new Set(trial.kind === 'accepted' ? trial.warnings : []);
    for (const warning of warnings)
        writer.warning(`The cluster warns: ${warning}`);
    return warnings;
}
async function settled(work) {
    try {
        return { value: await work };
    }
    catch (error) {
        return { error };
    }
}


/***/ }),

/***/ 6951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ environmentSecretName),
/* harmony export */   J: () => (/* binding */ pullSecretName)
/* harmony export */ });
/** Names of the Secrets that a run makes for its Job: known before they are made, since the Job names them first. */
/** The Secret with the variables of `job-secrets`. */
function environmentSecretName({ name }) {
    return `${name}-env`;
}
/** The Secret with which the image is pulled. */
function pullSecretName({ name }) {
    return `${name}-pull`;
}


/***/ }),

/***/ 1731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  judgeRefusal: () => (/* binding */ judgeRefusal),
  tryJob: () => (/* binding */ tryJob)
});

// EXTERNAL MODULE: ./build/cluster/failures.js + 2 modules
var failures = __webpack_require__(4910);
// EXTERNAL MODULE: ./build/cluster/missing-rights.js
var missing_rights = __webpack_require__(5837);
// EXTERNAL MODULE: ./build/cluster/port.js
var port = __webpack_require__(194);
// EXTERNAL MODULE: ./build/job/manifest.js + 1 modules
var job_manifest = __webpack_require__(9730);
// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
;// CONCATENATED MODULE: ./build/job/manifest-problem.js
/** The server's complaint about a Job manifest → a Failure that says which input to correct. Pure. */

/** Which inputs write to a part of the manifest, and whether they did. */
const writers = [
    { path: /\.resources\b/u, inputs: ({ cpu, memory }) => [...(cpu ? ['cpu'] : []), ...(memory ? ['memory'] : [])] },
    { path: /\.nodeSelector\b/u, inputs: ({ nodeSelector }) => (nodeSelector.size > 0 ? ['node-selector'] : []) },
    { path: /\.serviceAccountName\b/u, inputs: ({ serviceAccount }) => (serviceAccount ? ['service-account'] : []) },
    { path: /\.imagePullSecrets\b/u, inputs: (plan) => (plan.imagePullSecrets.length > 0 ? ['image-pull-secrets'] : []) },
    {
        path: /\.env\b/u,
        inputs: ({ env, secrets }) => [...(env.size > 0 ? ['job-env'] : []), ...(secrets.size > 0 ? ['job-secrets'] : [])]
    },
    { path: /\.command\b/u, inputs: ({ command }) => (command ? ['command'] : []) },
    { path: /\.args\b/u, inputs: ({ args }) => (args ? ['args'] : []) },
    { path: /metadata\.labels\b/u, inputs: ({ queue }) => (queue ? ['queue'] : []) },
    { path: /metadata\.name\b/u, inputs: () => ['job-name'] },
    { path: /\.image\b/u, inputs: () => ['image'] },
    { path: /\.ttlSecondsAfterFinished\b/u, inputs: () => ['ttl'] },
    { path: /\.activeDeadlineSeconds\b/u, inputs: () => ['timeout', 'start-timeout'] }
];
/** Most characters of the server's words. */
const longest = 1_500;
/**
 * The failure for a Job that the server's validation refuses (400, 422): each field with its path, and the input to correct.
 */
function manifestProblem(error, plan) {
    const complaints = complaintsOf(error.message);
    const inputs = [...new Set(complaints.flatMap((complaint) => culprits(complaint, plan)))];
    const named = inputs.map((input) => `\`${input}\``).join(inputs.length > 2 ? ', ' : ' or ');
    return new failure/* Failure */.HR('invalid-input', {
        what: 'Kubernetes does not accept the Job as it would be made.',
        why: complaints.join('\n').slice(0, longest),
        fix: inputs.length === 0
            ? 'Correct the input that this comes from.'
            : `Correct ${complaints.length === 1 ? 'it' : 'them'} in ${named}.`
    }, { cause: error });
}
/** Inputs that may have written what is complained about: ours where one was given, the template where there is one. */
function culprits(complaint, plan) {
    // we write no field that Kubernetes does not know
    const isUnknown = complaint.includes('is not a field');
    const ours = isUnknown ? [] : (writers.find(({ path }) => path.test(complaint))?.inputs(plan) ?? []);
    const isFromTemplate = plan.template !== undefined && (ours.length === 0 || mentions(plan.template, complaint));
    return [...ours, ...(isFromTemplate ? ['job-template'] : [])];
}
/** Whether the template has something under the last name of the complaint's path. */
function mentions(template, complaint) {
    const path = /^[\w.[\]/-]+/u.exec(complaint)?.[0] ?? '';
    const fields = path.split('.').filter((part) => !/^(?:spec|template|metadata|containers\[\d+\])$/u.test(part));
    const field = fields[0]?.replace(/\[\d+\]$/u, '');
    return field !== undefined && JSON.stringify(template).includes(`${JSON.stringify(field)}:`);
}
/** The single complaints in the server's words, each beginning with the path of its field where there is one. */
function complaintsOf(message) {
    const text = message
        .replace(/\s+/gu, ' ')
        .replace(/^\S+ "[^"]*" is invalid: /u, '')
        .replace(/^Job in version "[^"]*" cannot be handled as a Job: /u, '')
        .trim();
    if (text.startsWith('strict decoding error: '))
        return strictComplaints(text.slice('strict decoding error: '.length));
    const wrongType = /^json: cannot unmarshal (?<found>\S+) into Go struct field \w+\.(?<path>\S+) of type (?<type>\S+)$/u.exec(text)?.groups;
    if (wrongType !== undefined) {
        const { found = '', path = '', type = '' } = wrongType;
        return [`${path} must be ${typeWords(type)}, not ${foundWords(found)}.`];
    }
    if (text.startsWith('quantities must match'))
        return ['One of the quantities (in resources, or a sizeLimit) is not one: it must look like 500m, 2 or 1Gi.'];
    if (text.startsWith('[') && text.endsWith(']'))
        return listed(text.slice(1, -1)).map(sentence);
    return [sentence(text)];
}
/** `unknown field "a.b", duplicate field "c.d", …` */
function strictComplaints(text) {
    const found = [...text.matchAll(/(?<kind>unknown|duplicate) field "(?<path>[^"]+)"/gu)];
    if (found.length === 0)
        return [sentence(text)];
    return found.map(({ groups = {} }) => groups['kind'] === 'unknown'
        ? `${groups['path'] ?? ''} is not a field that this cluster knows.`
        : `${groups['path'] ?? ''} is there twice.`);
}
/** A list of field errors; only what begins with a path is an item, the rest has commas of its own. */
function listed(text) {
    return text.split(/, (?=(?:spec|metadata|status)\.[\w.[\]/-]+: )/u);
}
/** Go's name of a type in the words of YAML. */
function typeWords(type) {
    if (type.startsWith('[]'))
        return 'a list';
    if (/^u?int\d*$/u.test(type))
        return 'a whole number';
    if (type === 'string')
        return 'a text';
    if (type === 'bool')
        return 'true or false';
    return 'a map';
}
function foundWords(found) {
    const words = { object: 'a map', array: 'a list', string: 'a text', bool: 'true or false' };
    return found.startsWith('number') ? 'a number' : (words[found] ?? found);
}
function sentence(text) {
    return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ./build/job/trial.js
/** A dry run of the Job by the server, before there is an image: what it answers, and what that is worth by then. */





/**
 * Asks the server what it would make of the Job with this image: unknown fields are errors. Changes nothing. The first answer
 * counts: whether the server can be reached at all is told by others.
 * @throws what is no answer of a server: the signal's reason on abort
 */
async function tryJob(cluster, plan, image, signal) {
    try {
        const manifest = (0,job_manifest/* jobManifest */.J)(plan, { image });
        const { warnings } = await cluster.create('jobs', manifest, { dryRun: true, retries: false, signal });
        return { kind: 'accepted', warnings };
    }
    catch (error) {
        if (!(error instanceof port/* ApiError */.h))
            throw error;
        return judgeRefusal(error, plan, cluster);
    }
}
/** What a refused dry run is worth. Pure. */
function judgeRefusal(error, plan, { server, namespace, context }) {
    const { status, reason, message } = error;
    const failure = () => (0,failures/* clusterFailure */.vz)(asCreate(error), { server, namespace, context });
    const unknown = { kind: 'unknown', why: `${status} ${message}`, user: (0,missing_rights/* rightOf */.Av)(message)?.user };
    // a webhook that is not there, or cannot be asked without effect
    if (status === 0 || status >= 500 || status === 429 || message.includes('does not support dry run'))
        return unknown;
    if ((0,failures/* isDenial */.c6)(error))
        return { kind: 'denied', failure: failure() };
    switch (status) {
        case 401:
            // the access reviews are asked as well, and more than once
            return unknown;
        case 413:
            return { kind: 'fatal', failure: failure() };
        case 400:
        case 422:
            // anything in between may answer 400 as well; Kubernetes says which kind
            return reason === 'BadRequest' || reason === 'Invalid'
                ? { kind: 'fatal', failure: manifestProblem(error, plan) }
                : unknown;
        case 403:
            if ((0,failures/* isAnonymous */.ok)(message) || message.includes('because it is being terminated'))
                return { kind: 'fatal', failure: failure() };
            // the access reviews are asked about rights; what is left is said by admission
            return (0,missing_rights/* rightOf */.Av)(message) !== undefined || reason !== 'Forbidden' ? unknown : { kind: 'denied', failure: failure() };
        case 404:
            return isNoJobApi(error) || message.startsWith('namespaces ') ? { kind: 'fatal', failure: failure() } : unknown;
        default:
            // an answer that sends us elsewhere: what is there is no API server
            return status < 400 ? { kind: 'fatal', failure: failure() } : unknown;
    }
}
/** A 404 that names no object of Kubernetes. */
function isNoJobApi({ reason, message }) {
    return reason === undefined || message.includes('could not find the requested resource');
}
/** The same refusal in the words of what was to be done: nobody asked for a validation. */
function asCreate({ message, status, reason, cause }) {
    return new port/* ApiError */.h('create the Job', message, { status, reason, cause });
}


/***/ })

};
