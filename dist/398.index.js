export const id = 398;
export const ids = [398,731];
export const modules = {

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
