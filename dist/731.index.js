export const id = 731;
export const ids = [731];
export const modules = {

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
