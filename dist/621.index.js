export const id = 621;
export const ids = [621];
export const modules = {

/***/ 237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ perform)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/job/snapshot.js
var snapshot = __webpack_require__(154);
;// CONCATENATED MODULE: ./build/job/remains.js
/** What is left of a pod when all that it did is over. Pure. */

/** Taken off by the Job controller, also when the Job is gone (KEP-2307). */
const tracking = 'batch.kubernetes.io/job-tracking';
/**
 * Nothing of the pod runs or will run again, and nobody else holds it: with its Job gone it goes by itself. The kubelet writes
 * the phase a second after the last container's end; the containers tell it before, where none of them can be started again.
 */
function isOver(pod) {
    const isHeld = pod.metadata?.finalizers?.some((finalizer) => finalizer !== tracking) === true;
    return !isHeld && (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed' || hasEnded(pod));
}
function hasEnded(pod) {
    const { spec, status } = pod;
    const containers = spec?.containers ?? [];
    const hasOwnRules = [...containers, ...(spec?.initContainers ?? [])].some(({ restartPolicy, restartPolicyRules }) => restartPolicy !== undefined || restartPolicyRules !== undefined);
    return (spec?.restartPolicy === 'Never' &&
        !hasOwnRules &&
        containers.length > 0 &&
        status?.containerStatuses?.length === containers.length &&
        (0,snapshot/* allStatuses */.q7)(pod).every((each) => (0,snapshot/* terminated */.CE)(each) !== undefined));
}

// EXTERNAL MODULE: ./build/job/create.js
var create = __webpack_require__(9946);
// EXTERNAL MODULE: ./build/cluster/missing-rights.js
var missing_rights = __webpack_require__(5837);
// EXTERNAL MODULE: ./build/cluster/port.js
var port = __webpack_require__(194);
// EXTERNAL MODULE: ./build/docker/local-images.js
var local_images = __webpack_require__(1917);
// EXTERNAL MODULE: ./build/lib/deadline.js
var deadline = __webpack_require__(5842);
// EXTERNAL MODULE: ./build/scope.js
var scope = __webpack_require__(3832);
;// CONCATENATED MODULE: ./build/cleanup.js
/** Performs one undo record. Idempotent: main and post may both try, in any order, any number of times. */









const lookEvery = 500;
/** Of more pods only those are asked for that have not ended: the garbage collector removes some 20 a second. */
const manyPods = 20;
const ended = [
    ['status.phase', 'Succeeded'],
    ['status.phase', 'Failed']
];
/** Milliseconds for a Secret before its Job's turn comes: what runs must not wait for what only lies there. */
const secretPatience = 3_000;
/**
 * Undoes one side effect.
 * @param signal bounds it; when it aborts first, the error says what is left
 * @param isLast false: it may be postponed until all others are undone
 * @throws when something is left, in words for a warning; Postponed
 */
async function perform({ undo }, tools, signal, isLast = true) {
    try {
        await performOnce(undo, tools, signal, isLast);
    }
    catch (error) {
        if (!signal.aborted || error instanceof StillThere || error instanceof scope/* Postponed */.Dz)
            throw error;
        throw new Error('there was no answer in the time that was left', { cause: error });
    }
}
/** Said when the time is up and something is known to be left. */
class StillThere extends Error {
}
async function performOnce(undo, tools, signal, isLast) {
    switch (undo.kind) {
        case 'secret':
            await removeSecret(undo, await tools.cluster(undo), {
                window: tools.commitWindow ?? create/* commitWindow */.wx,
                signal,
                isLast
            });
            return;
        case 'pod':
            await removePod(undo, await tools.cluster(undo), signal);
            return;
        case 'folder':
            await (0,promises_.rm)(undo.path, { recursive: true, force: true });
            return;
        case 'local-image':
            await (0,local_images/* removeLocalImage */.Hr)(await tools.docker(), undo.reference, signal);
            return;
        case 'job':
            await removeJob(undo, await tools.cluster(undo), tools.commitWindow ?? create/* commitWindow */.wx, signal);
    }
}
/**
 * Deletes the Job and waits until it is gone, and its pods as well: only then is nothing running any more. Pods in which all
 * has ended are not waited for: the cluster's garbage collection takes them along soon after.
 */
async function removeJob(undo, cluster, window, signal) {
    const uid = undo.uid ?? (await lookForOurs(undo, cluster, 'jobs', window, signal));
    if (uid === undefined)
        return;
    const answer = await cluster.delete('jobs', undo.name, uid, signal);
    if (answer === 'other')
        return;
    await untilGone(undo, uid, cluster, signal);
}
/** Deletes a pod that was seen as the run's own: by its uid, and only while no other controller has taken it over. */
async function removePod(undo, cluster, signal) {
    const { name, namespace, uid } = undo;
    const pod = await cluster.get('pods', name, signal);
    if (pod === undefined || uid === undefined || (0,snapshot/* uidOf */.kz)(pod) !== uid || !(0,snapshot/* isOrphan */.BH)(pod))
        return;
    try {
        await cluster.delete('pods', name, uid, signal);
    }
    catch (error) {
        if (!(error instanceof port/* ApiError */.h) || error.status !== 403)
            throw error;
        throw new Error(`the user of the kubeconfig may not delete pods in namespace ${namespace}, so the pod ${name}, which the deleted Job left behind, is still there (to remove it: kubectl -n ${namespace} delete pod ${name})`, { cause: error });
    }
}
/**
 * Deletes a Secret of the run. Where that does not work at once, or nobody knows yet whether it was made at all, its Job
 * comes first: that is what runs, and once it goes the cluster's garbage collection takes the Secret along, also one whose
 * create commits after that.
 */
async function removeSecret(undo, cluster, { window, signal, isLast }) {
    const remove = (uid, limit) => cluster.delete('secrets', undo.name, uid, limit);
    let refusal;
    try {
        const limit = isLast ? signal : (0,deadline/* withTimeout */.w)(signal, secretPatience);
        const found = undo.uid === undefined ? await look(undo, cluster, 'secrets', limit) : { uid: undo.uid };
        if (found === 'other')
            return;
        if (found !== 'absent') {
            await remove(found.uid, limit);
            return;
        }
    }
    catch (error) {
        signal.throwIfAborted();
        refusal = error;
    }
    if (!isLast)
        throw new scope/* Postponed */.Dz(`the Secret ${undo.name} waits for its Job`);
    if (await isGoing(undo.job, cluster, signal))
        return;
    if (refusal !== undefined)
        throw mayNot(undo, refusal);
    const uid = await lookForOurs(undo, cluster, 'secrets', window, signal);
    if (uid !== undefined)
        await remove(uid, signal);
}
/** True when this very Job is gone or told to go. */
async function isGoing({ name, uid }, cluster, signal) {
    try {
        const job = await cluster.get('jobs', name, signal);
        return job === undefined || (0,snapshot/* uidOf */.kz)(job) !== uid || job.metadata?.deletionTimestamp !== undefined;
    }
    catch (error) {
        if (error instanceof port/* ApiError */.h && error.status === 403)
            return false;
        throw error;
    }
}
/** Where it is the right that is missing, words that name the verb. */
function mayNot({ name, namespace, job }, refusal) {
    const verb = refusal instanceof port/* ApiError */.h ? (0,missing_rights/* rightOf */.Av)(refusal.message)?.rights[0]?.verbs[0] : undefined;
    if (verb === undefined)
        return refusal;
    return new Error(`the user of the kubeconfig may not ${verb} secrets in namespace ${namespace}, so the Secret ${name} is there until the Job ${job.name} goes`);
}
/** One look by name for an object of which no uid is known; without our identifier it is somebody else's. */
async function look(undo, cluster, resource, signal) {
    const object = await cluster.get(resource, undo.name, signal);
    if (object === undefined)
        return 'absent';
    return object.metadata?.labels?.['identifier'] === undo.identifier ? { uid: (0,snapshot/* uidOf */.kz)(object) } : 'other';
}
/**
 * Finds the uid of an object whose create was sent but never answered: by its name, until the create can no longer commit.
 * That is counted from now: the record is older than the create, which may have been sent several times.
 */
async function lookForOurs(undo, cluster, resource, window, signal) {
    const end = performance.now() + window;
    for (;;) {
        const found = await look(undo, cluster, resource, signal);
        if (found !== 'absent')
            return found === 'other' ? undefined : found.uid;
        if (performance.now() > end)
            return undefined;
        if (!(await (0,deadline/* sleep */.y)(lookEvery, signal))) {
            const what = undo.kind === 'job' ? 'Job' : 'Secret';
            throw new StillThere(`it is not certain that the ${what} ${undo.name} was never created`);
        }
    }
}
async function untilGone(undo, uid, cluster, signal) {
    let last;
    let running;
    do {
        try {
            last = await cluster.get('jobs', undo.name, signal);
            if (last !== undefined && (0,snapshot/* uidOf */.kz)(last) !== uid)
                last = undefined;
            // before their Job they do not go
            const pods = last === undefined ? await podsLeft(uid, cluster, signal) : undefined;
            // what the Job was told to leave behind goes by no deletion of ours: it was seen as ours and told to go, or is named
            const orphans = (pods ?? []).filter(snapshot/* isOrphan */.BH);
            running = pods?.filter((pod) => !(0,snapshot/* isOrphan */.BH)(pod) && !isOver(pod));
            const waits = last !== undefined || (running ?? []).length > 0;
            if (!waits && orphans.length > 0)
                throw new StillThere(orphanWords(undo, orphans));
            if (!waits)
                return;
        }
        catch (error) {
            if (!signal.aborted || error instanceof StillThere)
                throw error;
        }
    } while (await (0,deadline/* sleep */.y)(lookEvery, signal));
    throw new StillThere(leftWords(undo, last, running));
}
/**
 * Pods of the Job that are still there, left behind or not; undefined when we may not see pods. Others with its label do not
 * count; of many those that have ended do not either.
 */
async function podsLeft(uid, cluster, signal) {
    const list = (more) => cluster.list('pods', { labels: { 'batch.kubernetes.io/controller-uid': uid }, ...more }, signal);
    try {
        const some = await list({ most: manyPods + 1 });
        const isMany = some.length > manyPods;
        const all = isMany ? await list(some.some(snapshot/* isOrphan */.BH) ? {} : { exceptFields: ended }) : some;
        return all.filter(({ metadata }) => {
            const controller = metadata?.ownerReferences?.find((owner) => owner.controller === true);
            return controller === undefined || controller.uid === uid;
        });
    }
    catch (error) {
        if (error instanceof port/* ApiError */.h && error.status === 403)
            return undefined;
        throw error;
    }
}
function orphanWords({ name, namespace }, pods) {
    const names = pods.map(snapshot/* nameOf */.Vb);
    return `the Job ${name} in namespace ${namespace} is gone, but whoever deleted it left its pods behind: ${names.join(', ')} (to remove them: kubectl -n ${namespace} delete pod ${names.join(' ')})`;
}
function leftWords(undo, job, pods) {
    const finalizers = job?.metadata?.finalizers ?? [];
    const held = finalizers.length > 0 ? ` (held by finalizer ${finalizers.join(', ')})` : '';
    const what = job === undefined ? `${pods?.length ?? 'some'} of its pods are` : 'it is';
    return `the Job ${undo.name} in namespace ${undo.namespace} was told to go, but ${what} still there${held}`;
}


/***/ }),

/***/ 4910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vz: () => (/* binding */ clusterFailure),
  YO: () => (/* binding */ expiredReason),
  ok: () => (/* binding */ isAnonymous),
  c6: () => (/* binding */ isDenial)
});

// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./build/cluster/network.js
var network = __webpack_require__(5955);
// EXTERNAL MODULE: ./build/cluster/proxy.js
var cluster_proxy = __webpack_require__(4253);
;// CONCATENATED MODULE: ./build/cluster/failures-proxy.js
/** Why a proxy did not lead to the API server. Pure. */


/**
 * What a user is told when the proxy is to blame; undefined when the server behind it is.
 * @param code of the error at the bottom
 */
function proxyFailure(error, code, proxy, server) {
    const found = (0,network/* proxyErrorOf */.YO)(error);
    if (found === undefined)
        return undefined;
    const name = `The proxy ${(0,cluster_proxy/* shownProxy */.qb)(proxy.url)} (${proxy.from === 'proxy-url' ? '`proxy-url` of the kubeconfig' : proxy.from})`;
    const change = proxy.from === 'proxy-url'
        ? 'Correct `proxy-url` in the kubeconfig, or remove it when no proxy is needed.'
        : `Correct ${proxy.from}, or name ${hostOf(server)} in NO_PROXY when no proxy is needed.`;
    switch (found.trouble) {
        case 'unreachable':
            return { what: `${name} cannot be reached.`, why: reasonOf(code), fix: change };
        case 'timeout':
            return { what: `${name} does not lead to ${server}.`, why: 'It did not answer in time.', fix: change };
        case 'foreign':
            return {
                what: `${name} cannot be used.`,
                why: `What answers there is no ${proxy.url.protocol === 'socks5:' ? 'SOCKS 5' : 'HTTP'} proxy.`,
                fix: change
            };
        case 'refused':
            return refused(name, found, proxy, server, change);
    }
}
function refused(name, { status, message }, proxy, server, change) {
    const what = `${name} did not let us through to ${server}.`;
    switch (status) {
        case 407:
            return {
                what,
                why: proxy.url.username === ''
                    ? 'It asks for a user name and a password.'
                    : 'It does not accept the user name and the password that its address holds.',
                fix: `Write them into the address, from a secret: ${proxy.from === 'proxy-url' ? 'proxy-url' : proxy.from}: ${proxy.url.protocol}//NAME:PASSWORD@${proxy.url.host} (special characters percent-encoded).`
            };
        case 401:
        case 403:
            return {
                what,
                why: `Its rules do not allow this address (${message}).`,
                fix: `Have ${hostAndPort(server)} allowed there. ${change}`
            };
        default:
            return {
                what,
                why: `It could not reach the server itself (${message}).`,
                fix: `Check the address of the server in the kubeconfig. ${change}`
            };
    }
}
function reasonOf(code) {
    if ((0,network/* isCertificateCode */.TR)(code))
        return `Its certificate is not trusted, or it does not speak TLS (${code ?? ''}).`;
    switch (code) {
        case 'ECONNREFUSED':
            return 'The connection was refused: nothing listens there.';
        case 'ENOTFOUND':
        case 'EAI_AGAIN':
            return 'Its host name is not known.';
        case 'ECONNRESET':
        case 'EPIPE':
            return 'It closed the connection.';
        default:
            return `The connection failed (${code ?? 'no details are known'}).`;
    }
}
function hostOf(server) {
    return URL.canParse(server) ? new URL(server).hostname : server;
}
function hostAndPort(server) {
    return URL.canParse(server) ? `${hostOf(server)}:${new URL(server).port || '443'}` : server;
}

// EXTERNAL MODULE: ./build/cluster/route.js
var cluster_route = __webpack_require__(6812);
;// CONCATENATED MODULE: ./build/cluster/failures-network.js
/** Why no answer came from the API server: each cause has its own sentence. Pure. */





const checkAddress = 'Check the address of the server in the kubeconfig, and that this runner may reach it (private cluster, firewall, VPN).';
/** The Failure for a request that got no answer. @param code of the error at the bottom */
function unreachable(error, code, context) {
    const route = (0,cluster_route/* routeOf */.L)(error);
    const text = (route?.proxy && proxyFailure(error, code, route.proxy, context.server)) ??
        ((0,network/* isCertificateCode */.TR)(code)
            ? certificate(code ?? '', context.server, route)
            : connection(error, code, context.server, route));
    return new failure/* Failure */.HR('cluster-unreachable', text, { cause: error });
}
function connection(error, code, server, route) {
    const what = `The Kubernetes API server at ${server} cannot be reached.`;
    const host = failures_network_hostOf(server);
    switch (code) {
        case 'ECONNREFUSED':
            if (isThisMachine(host) && route?.proxy === undefined) {
                return {
                    what,
                    why: `The connection was refused: ${host} is the runner itself, and nothing listens there.`,
                    fix: 'Put the address into the kubeconfig by which other machines reach the cluster (the files of kind, minikube, k3s and Docker Desktop name 127.0.0.1).'
                };
            }
            return { what, why: 'The connection was refused: nothing listens there.', fix: checkAddress };
        case 'ENOTFOUND':
            return { what, why: `The host name ${host} is not known.`, fix: checkAddress };
        case 'EAI_AGAIN':
            return {
                what,
                why: `The host name ${host} could not be looked up; the name server did not answer.`,
                fix: 'Run it again; if it stays like this, check the network of the runner.'
            };
        case 'EHOSTUNREACH':
        case 'ENETUNREACH':
        case 'EADDRNOTAVAIL':
            return { what, why: 'There is no route to it from this runner.', fix: checkAddress };
        case 'UND_ERR_CONNECT_TIMEOUT':
        case 'ETIMEDOUT':
            return { what, why: 'It did not answer in time.', fix: checkAddress };
        case 'ECONNRESET':
        case 'EPIPE':
        case 'UND_ERR_SOCKET':
            return {
                what: `The connection to the Kubernetes API server at ${server} broke off.`,
                why: 'The other side closed it.',
                fix: 'Run it again; if it stays like this, look for a proxy or load balancer in between.'
            };
        default:
            break;
    }
    if (code?.startsWith('HPE_')) {
        return {
            what: `What answers at ${server} does not speak HTTP.`,
            why: `${code}.`,
            fix: 'Check the address and the port of the server in the kubeconfig.'
        };
    }
    return { what, why: `${(0,failure/* describe */.q0)(error).replace(/\.$/u, '')}.`, fix: checkAddress };
}
function certificate(code, server, route) {
    const what = `The certificate of the Kubernetes API server at ${server} is not trusted.`;
    switch (code) {
        case 'CERT_HAS_EXPIRED':
            return {
                what,
                why: 'It has expired.',
                fix: 'Have the certificate of the API server renewed (or check the clock of the runner).'
            };
        case 'CERT_NOT_YET_VALID':
            return { what, why: 'It is not valid yet.', fix: 'Check the clock of the runner and of the cluster.' };
        case 'ERR_TLS_CERT_ALTNAME_INVALID':
        case 'HOSTNAME_MISMATCH':
            return {
                what,
                why: `It was not made for ${failures_network_hostOf(server)} (or for the \`tls-server-name\` of the kubeconfig).`,
                fix: 'Use a server address that the certificate names, or set `tls-server-name` in the kubeconfig to one of its names.'
            };
        case 'EPROTO':
        case 'ERR_SSL_WRONG_VERSION_NUMBER':
        case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
            return {
                what: `What answers at ${server} does not speak TLS.`,
                why: `${code}.`,
                fix: 'Check the address and the port of the server in the kubeconfig.'
            };
        default:
            break;
    }
    if (code.startsWith('UNABLE_TO_') || code.includes('SELF_SIGNED')) {
        return route?.hasAuthority === false
            ? {
                what,
                why: 'It was not signed by an authority that this runner knows, and the kubeconfig names none.',
                fix: 'Add `certificate-authority-data` to the cluster in the kubeconfig.'
            }
            : {
                what,
                why: 'It was not signed by the certificate authority that the kubeconfig names.',
                fix: 'Set `certificate-authority-data` in the kubeconfig to the authority of this cluster; behind a proxy that opens TLS, add the authority of that proxy.'
            };
    }
    if (code.includes('_ALERT_')) {
        return {
            what: `The Kubernetes API server at ${server} broke the TLS connection off.`,
            why: route?.hasCertificate
                ? `It does not accept the client certificate of the kubeconfig, or wants another kind of TLS (${code}).`
                : `It wants a client certificate, or another kind of TLS (${code}).`,
            fix: 'Check the client certificate in the kubeconfig: its end, its authority, and that it is for this cluster.'
        };
    }
    return {
        what: `No secure connection to the Kubernetes API server at ${server} could be made.`,
        why: `${code}.`,
        fix: 'Check certificates and keys in the kubeconfig.'
    };
}
function failures_network_hostOf(server) {
    return URL.canParse(server) ? new URL(server).hostname : server;
}
function isThisMachine(hostname) {
    const host = hostname.replace(/^\[|\]$/gu, '');
    return host === 'localhost' || host === '::1' || host === '0.0.0.0' || ((0,external_node_net_.isIP)(host) === 4 && host.startsWith('127.'));
}

// EXTERNAL MODULE: ./build/cluster/missing-rights.js
var missing_rights = __webpack_require__(5837);
// EXTERNAL MODULE: ./build/cluster/pod-security.js
var pod_security = __webpack_require__(9989);
;// CONCATENATED MODULE: ./build/cluster/failures.js
/** What the API server refused, or why it could not be reached, in the words of a user. Pure. */





/** Reason that the transport gives to a 401 when the token's own expiry time has passed. */
const expiredReason = 'CredentialsExpired';
/** The Failure for an answer of the API server, or for none. Its `cause` is the error. */
function clusterFailure(error, context) {
    if (error.cause instanceof failure/* Failure */.HR)
        return error.cause;
    const failed = `Kubernetes refused to ${error.action}.`;
    const said = sentence(error.message);
    const cause = { cause: error };
    if (isDenial(error))
        return refusal(error, context);
    switch (error.status) {
        case 0:
            return unreachable(error, (0,network/* networkCode */.e8)(error.cause), context);
        case 400:
        case 422:
            return new failure/* Failure */.HR('invalid-input', {
                what: `Kubernetes did not accept what was sent to ${error.action}.`,
                why: readableInvalid(error.message),
                fix: 'Correct the input that the message names.'
            }, cause);
        case 401:
            return unauthorized(error, context);
        case 403:
            return refusal(error, context);
        case 404:
            return notFound(error, context);
        case 409:
            if (error.reason !== 'AlreadyExists')
                break;
            return new failure/* Failure */.HR('job-exists', { what: failed, why: said, fix: 'Delete the older one, or set another `job-name`.' }, cause);
        case 413:
            return new failure/* Failure */.HR('invalid-input', { what: failed, why: 'It is too large.', fix: 'Pass large values in the image or in a ConfigMap.' }, cause);
        case 429:
            return infrastructure(error, `The Kubernetes API server at ${context.server} is overloaded and kept sending us away.`);
        default:
            break;
    }
    if (/failed calling webhook/u.test(error.message)) {
        return infrastructure(error, `Kubernetes could not ${error.action}, because an admission webhook did not answer.`, 'Ask who runs the cluster to look at that webhook.');
    }
    if (error.status >= 300 && error.status < 400) {
        return infrastructure(error, `What answers at ${context.server} is not a Kubernetes API server.`, 'Check the address of the server in the kubeconfig.');
    }
    return infrastructure(error, `Kubernetes could not ${error.action} (HTTP ${error.status}).`);
}
/**
 * True when a webhook or a policy of the cluster said no. Both choose the code of their refusal: a ValidatingAdmissionPolicy
 * answers 422 unless it names another reason, 401 among them.
 */
function isDenial({ status, message }) {
    return (status >= 400 &&
        /^admission webhook "[^"]*" denied the request|ValidatingAdmissionPolicy '[^']*' .*denied request/su.test(message));
}
function refusal(error, context) {
    const { message } = error;
    const cause = { cause: error };
    const why = sentence(message);
    if (/exceeded quota|failed quota/u.test(message)) {
        return new failure/* Failure */.HR('quota-exceeded', {
            what: `A quota of namespace ${context.namespace} does not leave room to ${error.action}.`,
            why,
            fix: 'Ask for less with `cpu` and `memory`, delete Jobs that are done, or have the quota raised.'
        }, cause);
    }
    if (/because it is being terminated/u.test(message)) {
        return new failure/* Failure */.HR('namespace-not-found', {
            what: `Namespace ${context.namespace} is being deleted.`,
            why,
            fix: 'Wait until it is gone and create it again, or set another `namespace`.'
        }, cause);
    }
    const right = (0,missing_rights/* rightOf */.Av)(message);
    if (isAnonymous(message)) {
        return new failure/* Failure */.HR('unauthorized', {
            what: `The cluster at ${context.server} took us for an anonymous user.`,
            why: 'The kubeconfig gave it no credentials that it knows.',
            fix: 'Give the user in the kubeconfig a token or a client certificate.'
        }, cause);
    }
    if (right !== undefined && !isDenial(error))
        return (0,missing_rights/* forbidden */.o0)(right, error);
    if (/admission webhook|denied (?:the )?request|violates PodSecurity|ValidatingAdmissionPolicy| is forbidden: /u.test(message)) {
        return new failure/* Failure */.HR('admission-denied', {
            what: `A rule of the cluster does not allow to ${error.action}.`,
            why,
            fix: (0,pod_security/* podSecurityFix */.B)(message) ?? 'Change what the message names, or ask who runs the cluster about the rule.'
        }, cause);
    }
    return new failure/* Failure */.HR('forbidden', { what: `The cluster does not allow to ${error.action}.`, why, fix: 'Ask who runs the cluster for that right.' }, cause);
}
/** True when the server refuses a right to somebody who showed no credentials that it knows. */
function isAnonymous(message) {
    return (0,missing_rights/* rightOf */.Av)(message)?.user === 'system:anonymous';
}
function unauthorized(error, context) {
    const where = context.context ? ` for context ${context.context}` : '';
    if (error.reason === expiredReason) {
        return new failure/* Failure */.HR('credentials-expired', {
            what: `The token in the kubeconfig${where} has expired.`,
            why: sentence(error.message),
            fix: 'Store a new one; for runs longer than a token lives use a kubeconfig whose token can be renewed (an exec plugin or a token file).'
        }, { cause: error });
    }
    return new failure/* Failure */.HR('unauthorized', {
        what: `The cluster at ${context.server} does not accept the credentials of the kubeconfig${where}.`,
        why: 'The server answered 401 Unauthorized.',
        fix: 'Check that the token or certificate belongs to this cluster and has not been revoked.'
    }, { cause: error });
}
function notFound(error, context) {
    const name = /namespaces "(?<name>[^"]+)" not found/u.exec(error.message)?.groups?.['name'];
    if (name !== undefined) {
        return new failure/* Failure */.HR('namespace-not-found', {
            what: `There is no namespace ${name} in the cluster.`,
            fix: `Create it (kubectl create namespace ${name}), or set \`namespace\` to one that exists.`
        }, { cause: error });
    }
    if (error.reason === undefined || /could not find the requested resource/u.test(error.message)) {
        return infrastructure(error, `What answers at ${context.server} does not know the Kubernetes Job API.`, 'Check the address of the server in the kubeconfig.');
    }
    return infrastructure(error, `Kubernetes could not ${error.action}.`);
}
function infrastructure(error, what, fix = 'Run it again in a while; if it stays like this, ask who runs the cluster.') {
    return new failure/* Failure */.HR('cluster-unreachable', { what, why: sentence(error.message), fix }, { cause: error });
}
/** The server's list of invalid fields without its repetition of the object's name. */
function readableInvalid(message) {
    return sentence(message.replace(/^\S+ "[^"]*" is invalid: /u, ''));
}
/** The server's words as one bounded sentence. */
function sentence(message) {
    const text = message.replace(/\s+/gu, ' ').trim();
    const short = text.length > 600 ? `${text.slice(0, 600)}…` : text;
    return /[.!?…]$/u.test(short) ? short : `${short}.`;
}


/***/ }),

/***/ 2842:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ forgetKubeconfig),
/* harmony export */   V: () => (/* binding */ keepKubeconfig)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/** The copy of a kubeconfig that was given as text: post finds the cluster by it, and nobody else is to. */


const fileName = 'kubeconfig';
/** Keeps the text in the run's folder, for our user alone. @returns its path */
function keepKubeconfig(folder, text) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, fileName);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, text, { mode: 0o600 });
    return path;
}
/** Removes the copy once nothing is left that needs it: later steps of the job were not given this secret. */
function forgetKubeconfig(folder) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, fileName), { force: true });
}


/***/ }),

/***/ 5837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Av: () => (/* binding */ rightOf),
/* harmony export */   MZ: () => (/* binding */ phrase),
/* harmony export */   fD: () => (/* binding */ rulesOf),
/* harmony export */   mE: () => (/* binding */ mergeRights),
/* harmony export */   o0: () => (/* binding */ forbidden)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9874);
/** Rights that a user of the cluster lacks, as sentences with the RBAC rules to add. Pure. */

/** Where whole Roles are. */
const manifests = 'docs/rbac of this action';
/** The Failure for missing rights: every verb, and one rule a resource to add. */
function forbidden(missing, cause) {
    const { rights, useful = [], namespace, user, why } = missing;
    const where = namespace === undefined ? 'in the whole cluster' : `in namespace ${namespace}`;
    const kind = namespace === undefined ? 'ClusterRole' : 'Role';
    const who = user === undefined ? 'The user of this kubeconfig' : `User ${user}`;
    const rules = rulesOf([...rights, ...useful]);
    const fix = [
        `Add ${rules.length === 1 ? 'this rule' : 'these rules'} to a ${kind} that is bound to the user (${manifests} has whole ones):`,
        ...rules,
        ...(user === undefined ? [] : [`In the ${kind}Binding the user is: ${subjectOf(user)}`])
    ];
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('forbidden', {
        what: `${who} may not ${mergeRights(rights).map(phrase('or')).join(', nor ')} ${where}.`,
        why,
        fix: fix.join('\n')
    }, cause === undefined ? undefined : { cause });
}
/** Takes the missing right out of the server's words; undefined when they say something else. */
function rightOf(message) {
    const match = /User "(?<user>[^"]*)" cannot (?<verb>\S+) resource "(?<resource>[^"]+)" in API group "(?<group>[^"]*)"(?: in the namespace "(?<namespace>[^"]+)"| at the cluster scope)?/u.exec(message);
    const groups = match?.groups;
    if (groups === undefined)
        return undefined;
    const { user, verb = '', resource = '', group = '', namespace } = groups;
    return { rights: [{ verbs: [verb], resource, group }], namespace, user };
}
/** Entries for a Role's `rules`, one a resource. */
function rulesOf(rights) {
    return mergeRights(rights).map(({ group, resource, verbs }) => `- { apiGroups: ${list([group])}, resources: ${list([resource])}, verbs: ${list(verbs)} }`);
}
/** `list and watch pods`, `create, get or delete jobs`. */
function phrase(last) {
    return ({ verbs, resource }) => {
        const words = verbs.length < 2 ? verbs.join('') : `${verbs.slice(0, -1).join(', ')} ${last} ${verbs.at(-1) ?? ''}`;
        return `${words} ${resource}`;
    };
}
/** One right a resource, in the order in which they first come; each verb once. */
function mergeRights(rights) {
    const merged = new Map();
    for (const right of rights) {
        const key = `${right.group}/${right.resource}`;
        const verbs = [...(merged.get(key)?.verbs ?? []), ...right.verbs];
        merged.set(key, { ...right, verbs: [...new Set(verbs)] });
    }
    return [...merged.values()];
}
/** A user as a subject of a RoleBinding. A service account's user name is `system:serviceaccount:NAMESPACE:NAME`. */
function subjectOf(user) {
    const account = /^system:serviceaccount:(?<namespace>[^:]+):(?<name>[^:]+)$/u.exec(user)?.groups;
    return account === undefined
        ? `{ kind: User, apiGroup: rbac.authorization.k8s.io, name: ${JSON.stringify(user)} }`
        : `{ kind: ServiceAccount, name: ${JSON.stringify(account['name'])}, namespace: ${JSON.stringify(account['namespace'])} }`;
}
function list(words) {
    return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}


/***/ }),

/***/ 5955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rk: () => (/* binding */ isProxyRefusal),
/* harmony export */   T6: () => (/* binding */ ProxyError),
/* harmony export */   TR: () => (/* binding */ isCertificateCode),
/* harmony export */   YO: () => (/* binding */ proxyErrorOf),
/* harmony export */   e8: () => (/* binding */ networkCode),
/* harmony export */   mP: () => (/* binding */ surelyNotSent)
/* harmony export */ });
/** Errors of connections: which they are, and whether the server can have seen the request. Pure. */
/** Code of the error that is at the bottom: `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `UND_ERR_SOCKET`; undefined when there is none. */
function networkCode(error) {
    let code;
    for (const { code: found } of chain(error))
        if (typeof found === 'string')
            code = found;
    return code;
}
/** TLS refusals: trying again does not help. Codes of OpenSSL's verify errors and of Node's own checks. */
function isCertificateCode(code) {
    return (code !== undefined &&
        (/^(?:CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|ERROR_IN_CERT|CRL_)/u.test(code) ||
            code === 'EPROTO'));
}
/** No way through the proxy; nothing was sent to the server behind it. */
class ProxyError extends Error {
    trouble;
    /** What it answered to CONNECT; SOCKS refusals have the code that means the same. */
    status;
    constructor(trouble, message, details = {}) {
        super(message, { cause: details.cause });
        this.name = 'ProxyError';
        this.trouble = trouble;
        this.status = details.status;
    }
}
/** The proxy's part in an error; undefined when it had none. */
function proxyErrorOf(error) {
    return chain(error).find((each) => each instanceof ProxyError);
}
/** A proxy that does not let us through will not do so a second later either. */
function isProxyRefusal(error) {
    return [401, 403, 407].includes(proxyErrorOf(error)?.status ?? 0);
}
const neverConnected = new Set([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EADDRNOTAVAIL',
    'UND_ERR_CONNECT_TIMEOUT'
]);
/** True when the request surely was not sent, so that a create can safely be repeated. */
function surelyNotSent(error) {
    const code = networkCode(error);
    if (code !== undefined && (neverConnected.has(code) || isCertificateCode(code)))
        return true;
    return proxyErrorOf(error) !== undefined || chain(error).some(({ syscall }) => syscall === 'connect');
}
function chain(error) {
    const found = [];
    let current = error;
    for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth += 1) {
        const fields = current;
        found.push(fields);
        // Node tries several addresses and reports all their errors in one.
        current = Array.isArray(fields.errors) && fields.cause === undefined ? fields.errors[0] : fields.cause;
    }
    return found;
}


/***/ }),

/***/ 9989:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ podSecurityFix)
/* harmony export */ });
/**
 * A refusal by Pod Security → the lines of a `job-template` that would pass. The words are those of
 * k8s.io/pod-security-admission, policy/check_*.go. Pure.
 */
const remedies = [
    {
        words: /runAsNonRoot != true|runAsUser=0/,
        // an image whose user is root, or has a name alone, needs a number as well
        pod: ['runAsNonRoot: true', 'runAsUser: 1000']
    },
    { words: /seccompProfile/, pod: ['seccompProfile:', '  type: RuntimeDefault'] },
    { words: /allowPrivilegeEscalation != false/, container: ['allowPrivilegeEscalation: false'] },
    { words: /unrestricted capabilities|non-default capabilities/, container: ['capabilities:', '  drop: [ALL]'] },
    { words: /\bprivileged \(/, remove: 'privileged: true' },
    { words: /capabilities\.add/, remove: 'what is added to capabilities' },
    {
        words: /hostPath volumes|restricted volume types/,
        remove: 'volumes of the host (hostPath) and other restricted types'
    },
    { words: /host namespaces/, remove: 'hostNetwork, hostPID and hostIPC' },
    { words: /hostPort/, remove: 'hostPort' },
    { words: /procMount/, remove: 'procMount' },
    { words: /forbidden sysctls/, remove: 'sysctls' },
    { words: /seLinuxOptions/, remove: 'seLinuxOptions' },
    { words: /AppArmor/, remove: 'the AppArmor profile' },
    { words: /hostProcess/, remove: 'windowsOptions.hostProcess' }
];
/** What to do about a refusal by Pod Security, with YAML to paste; undefined for another refusal. */
function podSecurityFix(message) {
    const violations = /violates PodSecurity "[^"]*": (?<what>.*)/su.exec(message)?.groups?.['what'];
    if (violations === undefined)
        return undefined;
    const found = remedies.filter(({ words }) => words.test(violations));
    const removals = found.flatMap(({ remove }) => remove ?? []);
    const advice = [
        ...(removals.length === 0 ? [] : [`Remove from the job-template: ${removals.join('; ')}.`]),
        ...(found.length === 0 ? ['Change what the message names, or use another `namespace`.'] : [])
    ];
    const lines = templateLines(found, containersOf(violations));
    if (lines.length > 0)
        advice.push('These lines in the input `job-template` would pass (choose a user that the image works with; an init container’s belong under initContainers):', ...lines);
    return advice.join('\n');
}
function templateLines(found, containers) {
    const pod = found.flatMap((remedy) => remedy.pod ?? []);
    const container = found.flatMap((remedy) => remedy.container ?? []);
    if (pod.length + container.length === 0)
        return [];
    const indented = (indent, lines) => lines.map((line) => ' '.repeat(indent) + line);
    const each = containers.flatMap((name) => [
        `        - name: ${name}`,
        '          securityContext:',
        ...indented(12, container)
    ]);
    return [
        'spec:',
        '  template:',
        '    spec:',
        ...(pod.length === 0 ? [] : ['      securityContext:', ...indented(8, pod)]),
        ...(container.length === 0 ? [] : ['      containers:', ...each])
    ];
}
/** Containers that the message blames for what is set by container. */
function containersOf(violations) {
    const blamed = [...violations.matchAll(/(?<!pod or )containers? (?<names>"[^"]+"(?:, "[^"]+")*) (?:must|uses?)/gu)];
    const names = blamed.flatMap(({ groups }) => [...(groups?.['names'] ?? '').matchAll(/"([^"]+)"/gu)]);
    const all = [...new Set(names.map(([, name]) => name ?? ''))];
    return all.length === 0 ? ['flow'] : all;
}


/***/ }),

/***/ 194:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ ApiError)
/* harmony export */ });
/** The narrow port through which everything else sees Kubernetes. `cluster/connect.ts` makes the real one. */
/** An answer of the API server other than success, or none at all. Thrown by every call of {@link Cluster}. */
class ApiError extends Error {
    /** HTTP status; 0 when no answer came (refused, reset, timed out, unknown host, bad certificate). */
    status;
    /** `reason` of the meta/v1 Status: `Forbidden`, `NotFound`, `AlreadyExists`, `Conflict`, `Expired`, … */
    reason;
    /** Seconds the server asks to wait, from Retry-After or the Status. */
    retryAfter;
    /** What was tried, for messages: `create jobs in namespace ci`. */
    action;
    /** True when the request may have reached the server, so that a create may have happened all the same. */
    mayHaveHappened;
    constructor(action, message, details) {
        super(message, { cause: details.cause });
        this.name = 'ApiError';
        this.action = action;
        this.status = details.status;
        this.reason = details.reason;
        this.retryAfter = details.retryAfter;
        this.mayHaveHappened = details.mayHaveHappened ?? false;
    }
}


/***/ }),

/***/ 4253:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GG: () => (/* binding */ proxyFromEnvironment),
/* harmony export */   qb: () => (/* binding */ shownProxy),
/* harmony export */   sd: () => (/* binding */ proxyUrl),
/* harmony export */   wS: () => (/* binding */ proxyProblem)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/** Which proxy leads to the API server, by the rules of Go's net/http that kubectl users know. Pure. */

/** The proxy that the environment names for this server; undefined when none applies. Loopback never goes through one. */
function proxyFromEnvironment(server, env) {
    const from = env['HTTPS_PROXY'] ? 'HTTPS_PROXY' : 'https_proxy';
    const address = env[from];
    if (!address || isExempt(server, env['NO_PROXY'] || env['no_proxy'] || ''))
        return undefined;
    return { address, from };
}
/** What is wrong with a proxy's address, as the end of a sentence without the address, which may hold a password. */
function proxyProblem(address) {
    const text = withScheme(address.trim());
    if (!URL.canParse(text) || new URL(text).hostname === '')
        return 'is not the address of a proxy';
    const { protocol } = new URL(text);
    return protocols.includes(protocol)
        ? undefined
        : `has a scheme that is not supported (${protocol.slice(0, -1).slice(0, 20)})`;
}
/** An address that has no {@link proxyProblem} as a URL. `socks5h` is what our `socks5` does: the proxy looks the name up. */
function proxyUrl(address) {
    return new URL(withScheme(address.trim()).replace(/^socks(?:5h)?:/iu, 'socks5:'));
}
/** A proxy's address for messages: without user name and password. */
function shownProxy({ protocol, host }) {
    return `${protocol}//${host}`;
}
const protocols = ['http:', 'https:', 'socks5:', 'socks5h:', 'socks:'];
/** `host:port` alone means HTTP. */
function withScheme(proxy) {
    return proxy.includes('://') ? proxy : `http://${proxy}`;
}
function isExempt(server, list) {
    const host = server.hostname.replace(/^\[|\]$/gu, '').toLowerCase();
    const port = server.port || '443';
    if (host === 'localhost' || host === '::1' || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4 && host.startsWith('127.')))
        return true;
    return list
        .split(',')
        .map((entry) => entry.trim().toLowerCase())
        .some((entry) => entry !== '' && matches(entry, host, port));
}
function matches(entry, host, port) {
    if (entry === '*')
        return true;
    if (entry.includes('/'))
        return isInRange(entry, host);
    // `host:port`, but not an IPv6 address on its own
    const withPort = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(entry) === 6 ? undefined : /^(.*):(\d+)$/u.exec(entry);
    if (withPort && withPort[2] !== port)
        return false;
    const name = (withPort?.[1] ?? entry).replace(/^\[|\]$/gu, '').replace(/^\*(?=\.)/u, '');
    if (name.startsWith('.'))
        return host.endsWith(name);
    return host === name || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0 && host.endsWith(`.${name}`));
}
function isInRange(range, host) {
    const [network = '', bits = ''] = range.split('/');
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(network);
    if (family === 0 || (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) !== family || !/^\d{1,3}$/u.test(bits))
        return false;
    try {
        const blocks = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
        blocks.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
        return blocks.check(host, family === 4 ? 'ipv4' : 'ipv6');
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 6812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ routeOf),
/* harmony export */   c: () => (/* binding */ RouteError)
/* harmony export */ });
/** The way by which requests reach the API server, carried along with their errors: what to change depends on it. */
/** A network error with the way that was tried. */
class RouteError extends Error {
    route;
    constructor(route, cause) {
        super(cause instanceof Error ? cause.message : 'no answer', { cause });
        this.name = 'RouteError';
        this.route = route;
    }
}
/** The way that was tried; undefined when it is not known. */
function routeOf(error) {
    for (let current = error; current instanceof Error; current = current.cause)
        if (current instanceof RouteError)
            return current.route;
    return undefined;
}


/***/ }),

/***/ 1917:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hr: () => (/* binding */ removeLocalImage),
/* harmony export */   V4: () => (/* binding */ digestsIn),
/* harmony export */   e9: () => (/* binding */ findLocalImage)
/* harmony export */ });
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5688);
/** Images in the engine of this runner. */

/** Milliseconds; these questions and removals concern names, not layers. */
const patience = 30_000;
/** Looks an image up in the engine; undefined when there is none of this name. */
async function findLocalImage(docker, reference, signal) {
    const args = ['image', 'inspect', '--format', '{{json .Id}}\n{{json .RepoDigests}}', reference];
    const exit = await docker.run({ args, signal, timeout: patience });
    if (exit.exitCode !== 0)
        return undefined;
    const [id, digests] = exit.stdout.split('\n').map((line) => (line === '' ? undefined : JSON.parse(line)));
    if (typeof id !== 'string')
        return undefined;
    return { id, digests: Array.isArray(digests) ? digests.filter((digest) => typeof digest === 'string') : [] };
}
/** The digests under which one repository knows an image; an image can be known to several repositories. */
function digestsIn(image, repository) {
    const wanted = (0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .familiarName */ .hG)(repository);
    return image.digests
        .map(_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)
        .filter((each) => (0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .familiarName */ .hG)(each.repository) === wanted)
        .flatMap((each) => each.digest ?? []);
}
/**
 * Takes a name away from the engine's images, and the image when it has no other name. Parents stay: for the legacy builder
 * they are its cache. Idempotent: a name that is not there is fine.
 * @throws Error when docker refuses.
 */
async function removeLocalImage(docker, reference, signal) {
    const exit = await docker.run({ args: ['image', 'rm', '--no-prune', reference], signal, timeout: patience });
    if (exit.exitCode === 0 || exit.lines.some((line) => /No such image/iu.test(line)))
        return;
    throw new Error(exit.timedOut ? 'docker image rm gave no answer' : (exit.lines.at(-1) ?? 'docker image rm failed'));
}


/***/ }),

/***/ 5688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   Fv: () => (/* binding */ registryOf),
/* harmony export */   hG: () => (/* binding */ familiarName)
/* harmony export */ });
/** Image references, as far as we must read them: `[registry[:port]/]path[:tag][@sha256:…]`. */
/** Splits a reference; what is not well-formed is not judged here but by whoever resolves it. */
function parseReference(reference) {
    const [rest = '', digest] = reference.split('@', 2);
    const slash = rest.lastIndexOf('/');
    const colon = rest.indexOf(':', slash + 1);
    const repository = colon === -1 ? rest : rest.slice(0, colon);
    const registry = registryOf(repository);
    return {
        repository,
        name: registry === undefined ? repository : repository.slice(registry.length + 1),
        tag: colon === -1 ? undefined : rest.slice(colon + 1),
        digest: digest === undefined || digest === '' ? undefined : digest
    };
}
/** The registry's `host[:port]`, or undefined for Docker Hub's short names: a first part is a host if it has a dot or a colon, or is `localhost`. */
function registryOf(repository) {
    const [first, ...others] = repository.split('/');
    if (first === undefined || others.length === 0)
        return undefined;
    return /[.:]/u.test(first) || first === 'localhost' ? first : undefined;
}
/** The name under which the docker engine lists a repository: without `docker.io/` and `library/`. */
function familiarName(repository) {
    return repository.replace(/^(?:index\.)?docker\.io\//u, '').replace(/^library\/(?=[^/]+$)/u, '');
}


/***/ }),

/***/ 9874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   q0: () => (/* binding */ describe),
/* harmony export */   w2: () => (/* binding */ toFailure)
/* harmony export */ });
/* unused harmony exports failureReasons, kindOf */
/**
 * The one vocabulary of failures: each reason, its kind, and the sentences a user reads.
 * Reasons are a promise to users (`failure-reason` output): never renamed within a major version.
 */
const kinds = {
    'invalid-input': 'configuration',
    'invalid-kubeconfig': 'configuration',
    'untrusted-code': 'configuration',
    'docker-missing': 'configuration',
    unauthorized: 'configuration',
    'credentials-expired': 'configuration',
    forbidden: 'configuration',
    'namespace-not-found': 'configuration',
    'admission-denied': 'configuration',
    'quota-exceeded': 'configuration',
    'invalid-image-name': 'configuration',
    'image-not-found': 'configuration',
    'image-unauthorized': 'configuration',
    'push-unauthorized': 'configuration',
    'repository-not-found': 'configuration',
    'wrong-architecture': 'configuration',
    'missing-config': 'configuration',
    'job-exists': 'configuration',
    'build-failed': 'code',
    'dependency-not-installable': 'code',
    'flow-not-found': 'code',
    'flow-not-importable': 'code',
    'flow-failed': 'code',
    'out-of-memory': 'code',
    'start-error': 'code',
    'docker-unavailable': 'infrastructure',
    'disk-full': 'infrastructure',
    'registry-unavailable': 'infrastructure',
    'package-index-unavailable': 'infrastructure',
    'cluster-unreachable': 'infrastructure',
    unschedulable: 'infrastructure',
    'start-timeout': 'infrastructure',
    'image-pull-failed': 'infrastructure',
    evicted: 'infrastructure',
    preempted: 'infrastructure',
    'node-lost': 'infrastructure',
    killed: 'infrastructure',
    'internal-error': 'infrastructure',
    'timed-out': 'stopped',
    'build-timeout': 'stopped',
    'queue-timeout': 'stopped',
    'deadline-exceeded': 'stopped',
    cancelled: 'stopped',
    deleted: 'stopped'
};
/** All reasons, in the order of the documentation. */
const failureReasons = Object.keys(kinds);
/** The kind of a reason. */
function kindOf(reason) {
    return kinds[reason];
}
/** The only error that is meant for users. Everything else that is thrown becomes `internal-error` through {@link toFailure}. */
class Failure extends Error {
    reason;
    what;
    why;
    fix;
    place;
    title;
    causes;
    frames;
    constructor(reason, text, options) {
        super([text.what, text.why].filter(Boolean).join(' '), options);
        this.name = 'Failure';
        this.reason = reason;
        this.what = text.what;
        this.why = text.why;
        this.fix = text.fix;
        this.place = text.place;
        this.title = text.title;
        this.causes = text.causes ?? [];
        this.frames = text.frames ?? [];
    }
    get kind() {
        return kindOf(this.reason);
    }
}
/**
 * Turns anything thrown into a Failure; a Failure is returned as it is. Never throws itself, whatever was thrown
 * (an object with a throwing getter, a frozen array, `undefined`): an error formatter that fails hides the error.
 */
function toFailure(thrown) {
    if (thrown instanceof Failure)
        return thrown;
    return new Failure('internal-error', {
        what: 'The action itself failed.',
        why: describe(thrown),
        fix: 'Run the workflow again; if this comes back, report it with the debug log (re-run with debug logging enabled).'
    }, { cause: thrown });
}
/** One line that describes a thrown value: message and code of the error and of its causes, never a stack. */
function describe(thrown) {
    try {
        const parts = [];
        let current = thrown;
        for (let depth = 0; current !== undefined && current !== null && depth < 5; depth += 1) {
            const text = describeOne(current);
            if (text && !parts.some((part) => part.includes(text)))
                parts.push(text);
            current = current instanceof Error ? current.cause : undefined;
        }
        return parts.join(': ').replace(/\s+/g, ' ').trim() || 'no details are known';
    }
    catch {
        return 'no details are known';
    }
}
function describeOne(value) {
    if (value instanceof AggregateError)
        return value.errors.map(describeOne).join('; ');
    if (value instanceof Error) {
        const code = value.code;
        const suffix = typeof code === 'string' && !value.message.includes(code) ? ` (${code})` : '';
        return `${value.message || value.name}${suffix}`;
    }
    if (typeof value === 'string')
        return value;
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
        return String(value);
    // these have no JSON form
    if (typeof value === 'symbol' || typeof value === 'function')
        return typeof value;
    return JSON.stringify(value);
}


/***/ }),

/***/ 9946:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ir: () => (/* binding */ surelyNotCreated),
/* harmony export */   _S: () => (/* binding */ createJob),
/* harmony export */   ed: () => (/* binding */ createObject),
/* harmony export */   wx: () => (/* binding */ commitWindow)
/* harmony export */ });
/* harmony import */ var _cluster_failures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4910);
/* harmony import */ var _cluster_port_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(194);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9874);
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5842);
/** Creates an object of the run, also when the reply is lost on the way. */




/** Milliseconds after which a create that was sent with `?timeout=20s` can no longer commit. */
const commitWindow = 25_000;
const lookEvery = 1_000;
/** How often a create is sent whose earlier ones surely came to nothing for want of an answer. */
const mostTries = 2;
/** Creates the Job: see {@link createObject}. */
async function createJob(cluster, manifest, signal) {
    const { object, warnings } = await createObject(cluster, 'jobs', manifest, signal);
    return { job: object, warnings };
}
/**
 * Creates an object. A create whose reply was lost may have happened: then the name is looked up until it can no longer
 * come true, and an object there is ours only if it carries our identifier. Where there surely is none it is sent again.
 * @returns the stored object and the server's warnings
 * @throws Failure with the reason the server gave
 */
async function createObject(cluster, resource, manifest, signal) {
    for (let tries = 1;; tries += 1) {
        try {
            return await cluster.create(resource, manifest, { signal });
        }
        catch (error) {
            if (!(error instanceof _cluster_port_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h))
                throw error;
            const found = error.mayHaveHappened ? await lookUntilCertain(cluster, resource, manifest, signal) : 'absent';
            if (typeof found === 'object')
                return { object: found, warnings: [] };
            const { action, message, status, reason } = error;
            // once it is certain that there is none, nobody has to look for it again
            const certain = found === 'absent' && error.mayHaveHappened;
            // and it may be sent again: not earlier, for a late one could come true when the next is over and deleted
            if (certain && (status === 0 || status >= 500) && tries < mostTries)
                continue;
            const cause = certain ? new _cluster_port_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h(action, message, { status, reason, cause: error.cause }) : error;
            throw (0,_cluster_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterFailure */ .vz)(cause, { namespace: cluster.namespace, server: cluster.server, context: cluster.context });
        }
    }
}
/** True when this failure of {@link createObject} means that there surely is no such object of ours. */
function surelyNotCreated(thrown) {
    const cause = thrown instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR ? thrown.cause : thrown;
    return cause instanceof _cluster_port_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h && !cause.mayHaveHappened;
}
/**
 * Looks for our object by its name. `unknown`: the last look, when a create could no longer come true, was not answered, or
 * we may not look.
 */
async function lookUntilCertain(cluster, resource, manifest, signal) {
    const { name, labels } = manifest.metadata;
    const end = performance.now() + commitWindow;
    let seen;
    do {
        try {
            const object = await cluster.get(resource, name, signal);
            if (object !== undefined)
                return object.metadata?.labels?.['identifier'] === labels['identifier'] ? object : 'absent';
            seen = 'absent';
        }
        catch (error) {
            seen = 'unknown';
            if (signal.aborted || !(error instanceof _cluster_port_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h))
                throw error;
            if (error.status === 403)
                return seen;
        }
    } while (performance.now() < end && (await (0,_lib_deadline_js__WEBPACK_IMPORTED_MODULE_3__/* .sleep */ .y)(lookEvery, signal)));
    signal.throwIfAborted();
    return seen;
}


/***/ }),

/***/ 154:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $R: () => (/* binding */ defaultContainer),
/* harmony export */   BH: () => (/* binding */ isOrphan),
/* harmony export */   CE: () => (/* binding */ terminated),
/* harmony export */   HR: () => (/* binding */ decidingContainer),
/* harmony export */   Nw: () => (/* binding */ podCondition),
/* harmony export */   Pl: () => (/* binding */ jobCondition),
/* harmony export */   Po: () => (/* binding */ withFirstRemoval),
/* harmony export */   RB: () => (/* binding */ resumedAt),
/* harmony export */   SE: () => (/* binding */ isSidecar),
/* harmony export */   T3: () => (/* binding */ countedPods),
/* harmony export */   Tb: () => (/* binding */ leavesPods),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   WN: () => (/* binding */ hasFailed),
/* harmony export */   XL: () => (/* binding */ eventsOf),
/* harmony export */   dG: () => (/* binding */ tellingPod),
/* harmony export */   e0: () => (/* binding */ disruption),
/* harmony export */   eJ: () => (/* binding */ isSuspended),
/* harmony export */   gD: () => (/* binding */ failedPods),
/* harmony export */   gd: () => (/* binding */ hasStarted),
/* harmony export */   hw: () => (/* binding */ orphansOf),
/* harmony export */   jj: () => (/* binding */ endedByItself),
/* harmony export */   kz: () => (/* binding */ uidOf),
/* harmony export */   nR: () => (/* binding */ timeOf),
/* harmony export */   o2: () => (/* binding */ failedInit),
/* harmony export */   q7: () => (/* binding */ allStatuses),
/* harmony export */   rP: () => (/* binding */ isForgotten),
/* harmony export */   rs: () => (/* binding */ mainContainer),
/* harmony export */   uD: () => (/* binding */ failedByItself)
/* harmony export */ });
/** What is known of a run in the cluster at one moment, and the questions that are asked of it. Pure. */
/** The Job's condition of this type when it is True. */
function jobCondition(job, type) {
    const found = job.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
    return found && { reason: found.reason ?? '', message: found.message ?? '' };
}
/** The pod's condition of this type, whatever its status. */
function podCondition(pod, type) {
    const found = pod.status?.conditions?.find((condition) => condition.type === type);
    return found && { status: found.status, reason: found.reason ?? '', message: found.message ?? '' };
}
/** Something is taking the pod away: eviction, preemption, a lost node (KEP-3329). */
function disruption(pod) {
    const found = podCondition(pod, 'DisruptionTarget');
    return found?.status === 'True' ? found : undefined;
}
function isSuspended(job) {
    return job.spec?.suspend === true || jobCondition(job, 'Suspended') !== undefined;
}
/**
 * When the Job was resumed last, in milliseconds since the epoch; undefined for one that never was. The built-in
 * controller keeps the condition for good, and sets `startTime` anew in the same write: a suspension that nobody saw
 * shows in it (kubernetes pkg/controller/job, `JobResumed`).
 */
function resumedAt(job) {
    const resumed = job.status?.conditions?.find(({ type, status }) => type === 'Suspended' && status === 'False');
    if (resumed === undefined)
        return undefined;
    const time = Date.parse(resumed.lastTransitionTime ?? job.status?.startTime ?? '');
    return Number.isNaN(time) ? undefined : time;
}
function uidOf(object) {
    return object.metadata?.uid ?? '';
}
function nameOf(object) {
    return object.metadata?.name ?? '';
}
/**
 * Pods that were the Job's own and that its deletion left behind (propagation policy Orphan): nobody ends or deletes them
 * any more. One that another controller has taken over since is that one's.
 */
function orphansOf({ pods }) {
    return pods.filter(({ pod, gone }) => !gone && isOrphan(pod)).map(({ pod }) => pod);
}
/** It has no controller, and nobody told it to go. */
function isOrphan({ metadata }) {
    const hasController = metadata?.ownerReferences?.some(({ controller }) => controller === true) === true;
    return !hasController && metadata?.deletionTimestamp === undefined;
}
/** The Job was told to go and to leave its pods behind: the garbage collector takes this finalizer off once that is done. */
function leavesPods({ metadata }) {
    return metadata?.deletionTimestamp !== undefined && metadata.finalizers?.includes('orphan') === true;
}
/** Statuses of a pod's containers: init first, then regular ones. */
function allStatuses(pod) {
    return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}
function terminated(status) {
    return status?.state?.terminated;
}
/** A container of the pod has begun to run, at whatever time: init containers do not count, their work is the start. */
function hasStarted(pod) {
    return (pod.status?.containerStatuses ?? []).some((status) => status.state?.running !== undefined ||
        status.lastState?.terminated !== undefined ||
        (status.state?.terminated !== undefined && status.state.terminated.reason !== 'StartError'));
}
/** Annotation of a pod with the name of the container that matters most (kubectl's own word for it). */
const defaultContainer = 'kubectl.kubernetes.io/default-container';
/** The container that runs the flow: the only one, or the one that the pod names; undefined where nothing tells. */
function mainContainer({ metadata, spec, status }) {
    const containers = spec?.containers ?? status?.containerStatuses ?? [];
    return containers.length === 1 ? containers[0]?.name : metadata?.annotations?.[defaultContainer];
}
/** An init container that is started again whenever it ends: its end decides nothing. */
function isSidecar(pod, name) {
    return pod.spec?.initContainers?.some((init) => init.name === name && init.restartPolicy === 'Always') === true;
}
/**
 * The container whose end tells most: one that failed (the flow's before others), else the flow's own, else one that ended.
 * Sidecars do not count. A container that was to be started again, in a pod that is no more, ended with its last exit.
 */
function decidingContainer(pod) {
    const main = mainContainer(pod);
    const statuses = (pod.status?.containerStatuses ?? []).map((status) => withLastExit(pod, status));
    const ended = statuses
        .filter((status) => terminated(status) !== undefined)
        .sort((a, b) => Number(b.name === main) - Number(a.name === main) || endOf(a) - endOf(b));
    const failed = ended.find((status) => terminated(status)?.exitCode !== 0);
    if (failed !== undefined)
        return failed;
    // what ended well beside a flow that runs on says nothing about the flow
    return main === undefined || !statuses.some(({ name }) => name === main)
        ? ended[0]
        : ended.find(({ name }) => name === main);
}
/** With `restartPolicy: OnFailure` a pod that is being removed shows a container that waits, or was just stopped: its last own exit counts. */
function withLastExit(pod, status) {
    const last = status.lastState?.terminated;
    if (last === undefined || !isOver(pod))
        return status;
    const asked = removalAskedAt(pod);
    const isStopped = status.state?.terminated !== undefined && asked !== undefined && endOf(status) >= asked;
    return status.state?.terminated === undefined || isStopped ? { ...status, state: { terminated: last } } : status;
}
function isOver({ metadata, status }) {
    return metadata?.deletionTimestamp !== undefined || status?.phase === 'Failed' || status?.phase === 'Succeeded';
}
function endOf(status) {
    return Date.parse(terminated(status)?.finishedAt ?? '') || 0;
}
/** When the pod's removal was asked for: the grace before `deletionTimestamp`; both are whole seconds. */
function removalAskedAt({ metadata }) {
    if (metadata?.deletionTimestamp === undefined)
        return undefined;
    return Date.parse(metadata.deletionTimestamp) - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}
/**
 * The later state of a pod, with the removal as it was first asked for: the kubelet's last delete, with a grace of 0, sets
 * `deletionTimestamp` to its own time (apiserver pkg/registry/rest/delete.go), as though the pod had ended before.
 * The removal of a pod that was seen to have ended says nothing of how it ended: whole seconds would not tell which came first.
 */
function withFirstRemoval(earlier, later) {
    if (earlier === undefined || later.metadata?.deletionTimestamp === undefined)
        return later;
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = earlier.metadata ?? {};
    if (deletionTimestamp !== undefined)
        return { ...later, metadata: { ...later.metadata, deletionTimestamp, deletionGracePeriodSeconds } };
    if (!hasEnded(earlier))
        return later;
    const { resourceVersion = '' } = later.metadata;
    return { ...later, metadata: { ...earlier.metadata, resourceVersion } };
}
/** Every container has ended, and none is to be started again. */
function hasEnded({ status }) {
    return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}
/**
 * The pod was taken away because its Job was suspended: it counts neither for the Job nor for us, however it ends.
 * That is every pod whose removal was asked for in a suspension, or before the Job was last resumed; and one that is gone
 * without anybody having seen it end, if it is older than that.
 */
function isForgotten({ pod, gone }, job) {
    const until = isSuspended(job) ? Number.POSITIVE_INFINITY : resumedAt(job);
    if (until === undefined)
        return false;
    const asked = removalAskedAt(pod);
    if (asked !== undefined)
        return asked <= until;
    return gone && decidingContainer(pod) === undefined && Date.parse(pod.metadata?.creationTimestamp ?? '') < until;
}
/** The pods whose doing counts: all but those that a suspension took away. */
function countedPods({ job, pods }) {
    return pods.filter((seen) => !isForgotten(seen, job));
}
/**
 * The pod's exit counts as its own work: it had ended before anybody asked for its removal. A process that exits 0 on
 * SIGTERM makes an evicted or deleted pod `Succeeded`, and its Job `Complete`; that is never a success of the flow.
 */
function endedByItself(pod) {
    if (disruption(pod) !== undefined)
        return false;
    const asked = removalAskedAt(pod);
    if (asked === undefined)
        return true;
    const ends = (pod.status?.containerStatuses ?? []).map((status) => Date.parse(terminated(status)?.finishedAt ?? ''));
    return ends.length > 0 && ends.every((end) => end < asked);
}
/** The init container that failed before any regular one ran: its last exit, also when it was to be tried again. */
function failedInit(pod) {
    return (pod.status?.initContainerStatuses ?? [])
        .filter(({ name }) => !isSidecar(pod, name))
        .map((status) => withLastExit(pod, status))
        .find((status) => (terminated(status)?.exitCode ?? 0) !== 0);
}
/**
 * The pod failed before anybody asked for its removal. The Job controller itself removes what still runs once the Job has
 * failed: containers that are to be restarted, and the other pods.
 */
function failedByItself(pod) {
    if (disruption(pod) !== undefined)
        return false;
    const asked = removalAskedAt(pod);
    if (asked === undefined)
        return true;
    const status = decidingContainer(pod) ?? failedInit(pod);
    // without a time (`ContainerStatusUnknown`: it never began) it was the removal that ended it
    const end = status === undefined ? 0 : endOf(status);
    return terminated(status)?.exitCode !== 0 && end > 0 && end < asked;
}
/**
 * The pod that explains the run best. Of a Job that is done well: the newest that succeeded. Else the newest that failed by
 * itself or was disrupted, else the newest that failed, else the newest of all.
 * Pods that a suspension took away explain nothing.
 */
function tellingPod(snapshot) {
    const { job } = snapshot;
    const pods = countedPods(snapshot);
    const exitOf = ({ pod }) => terminated(decidingContainer(pod))?.exitCode;
    if (jobCondition(job, 'Complete') !== undefined || jobCondition(job, 'SuccessCriteriaMet') !== undefined) {
        const succeeded = pods.filter((seen) => exitOf(seen) === 0 && endedByItself(seen.pod)).at(-1);
        if (succeeded !== undefined)
            return succeeded;
    }
    const failed = pods.filter(hasFailed);
    return failed.filter(isCause).at(-1) ?? failed.at(-1) ?? pods.at(-1);
}
/**
 * The pods that failed by themselves or were disrupted, oldest first. Not those that the controller removed because others
 * had failed, and none that a suspension took away.
 */
function failedPods(snapshot) {
    return countedPods(snapshot).filter((seen) => hasFailed(seen) && isCause(seen));
}
/** It ended badly, by whatever cause; an init container that failed counts. */
function hasFailed({ pod }) {
    const exit = terminated(decidingContainer(pod));
    return pod.status?.phase === 'Failed' || (exit?.exitCode ?? 0) !== 0 || failedInit(pod) !== undefined;
}
function isCause({ pod }) {
    return failedByItself(pod) || disruption(pod) !== undefined;
}
/** When an event was seen last, in milliseconds since the epoch; 0 when it does not say. */
function timeOf(event) {
    return Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata?.creationTimestamp ?? '') || 0;
}
/** Events about one object, oldest first. */
function eventsOf(snapshot, uid) {
    return snapshot.events.filter((event) => event.involvedObject?.uid === uid);
}


/***/ }),

/***/ 5842:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ withTimeout),
/* harmony export */   y: () => (/* binding */ sleep)
/* harmony export */ });
/** Waiting that ends: sleeps that can be aborted, signals with a time limit. Durations run on the monotonic clock. */
/** Sleeps. @param milliseconds how long @returns true when the time has passed, false when the signal aborted first (never rejects) */
function sleep(milliseconds, signal) {
    return new Promise((resolve) => {
        if (signal?.aborted) {
            resolve(false);
            return;
        }
        const done = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', aborted);
            resolve(true);
        };
        const aborted = () => {
            clearTimeout(timer);
            resolve(false);
        };
        const timer = setTimeout(done, milliseconds);
        signal?.addEventListener('abort', aborted, { once: true });
    });
}
/** A signal that aborts with its parent, or after so many milliseconds with a `TimeoutError`. */
function withTimeout(parent, milliseconds) {
    const timeout = AbortSignal.timeout(milliseconds);
    return parent === undefined ? timeout : AbortSignal.any([parent, timeout]);
}


/***/ }),

/***/ 8111:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ splitLines)
/* harmony export */ });
/** Splits text into lines as a GitHub runner does (.NET ReadLine): at `\n`, `\r\n` and a lone `\r`. A last line end adds no empty line. */
function splitLines(text) {
    const lines = text.split(/\r\n|\n|\r/u);
    if (lines.length > 1 && lines.at(-1) === '')
        lines.pop();
    return lines;
}


/***/ }),

/***/ 6033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ appendValue)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/**
 * The files through which a step hands values to its runner: outputs and state (actions/runner, FileCommandManager.cs). Our own,
 * because the toolkit's way to them loads a whole HTTP client at each start, and prints past our writer where there is no file.
 */


/**
 * Appends a value of any text, written when this returns; of two for one name the later one counts. Outside a runner, where
 * there is no such file, it does nothing. @throws what the file system says
 */
function appendValue(file, name, value, env) {
    const path = env[file];
    // a delimiter that nobody can guess: no value can end its own block and begin another
    const delimiter = `value-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`;
    if (path)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.appendFileSync)(path, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}


/***/ }),

/***/ 9294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ readEnvironment)
/* harmony export */ });
/** What the GitHub runner tells an action through its environment. */
/** Reads the runner's environment; what is absent is empty, outside a runner the current folder and the system's temp folder serve. */
function readEnvironment(env, fallback) {
    const text = (name) => env[name] ?? '';
    return {
        workspace: text('GITHUB_WORKSPACE') || fallback.cwd,
        temp: text('RUNNER_TEMP') || fallback.temp,
        serverUrl: text('GITHUB_SERVER_URL') || 'https://github.com',
        repository: text('GITHUB_REPOSITORY'),
        repositoryId: text('GITHUB_REPOSITORY_ID'),
        ref: text('GITHUB_REF'),
        sha: text('GITHUB_SHA'),
        runId: text('GITHUB_RUN_ID'),
        runAttempt: text('GITHUB_RUN_ATTEMPT'),
        workflow: text('GITHUB_WORKFLOW'),
        job: text('GITHUB_JOB'),
        action: text('GITHUB_ACTION'),
        actor: text('GITHUB_ACTOR'),
        eventName: text('GITHUB_EVENT_NAME'),
        isDebug: text('RUNNER_DEBUG') === '1'
    };
}


/***/ }),

/***/ 5361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ markerIn)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/**
 * The cancel marker: a file through which post tells a main that still runs to undo its own work. Under job containers
 * the runner's signals reach the docker client alone, and main lives on beside post (research/platform B).
 */


const fileName = 'cancelled';
const answerName = 'done';
/** Milliseconds between looks at the marker while main waits for something else. */
const interval = 1_000;
/** The marker of one run. @param folder the run's own folder under `RUNNER_TEMP` */
function markerIn(folder) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, fileName);
    const isSet = () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path);
    return {
        isSet,
        set() {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { recursive: true, mode: 0o700 });
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, '', { mode: 0o600 });
        },
        answer() {
            // without the folder nothing was ever begun
            if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(folder))
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, answerName), '', { mode: 0o600 });
        },
        isAnswered: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, answerName)),
        watch(found) {
            const timer = setInterval(() => {
                if (!isSet())
                    return;
                clearInterval(timer);
                found();
            }, interval);
            timer.unref();
            return () => clearInterval(timer);
        }
    };
}


/***/ }),

/***/ 3866:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ runnerState),
/* harmony export */   u: () => (/* binding */ readState)
/* harmony export */ });
/* harmony import */ var _command_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6033);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7503);
/**
 * The runner's state: what main leaves for post. Appended to the state file at once, so that it is there even when main
 * is killed in the next moment; the last value of a name counts. It is no place for secrets: debug logs print it.
 */


const pidName = 'pid';
/** The state of this step's run. @param env names the runner's file */
function runnerState(env) {
    const save = (name, value) => (0,_command_file_js__WEBPACK_IMPORTED_MODULE_0__/* .appendValue */ .A)('GITHUB_STATE', name, value, env);
    return {
        saveRecord: (id, value) => save(`${_entry_js__WEBPACK_IMPORTED_MODULE_1__/* .recordPrefix */ .Kg}${id}`, value === undefined ? '' : JSON.stringify(value)),
        saveMain(folder, pid) {
            save(_entry_js__WEBPACK_IMPORTED_MODULE_1__/* .folderName */ .ub, folder);
            save(pidName, String(pid));
        },
        saveDone: () => save(_entry_js__WEBPACK_IMPORTED_MODULE_1__/* .folderName */ .ub, '')
    };
}
/** What main left: open records as JSON text, newest first, and the run's folder. */
function readState(env) {
    const start = `STATE_${_entry_js__WEBPACK_IMPORTED_MODULE_1__/* .recordPrefix */ .Kg}`;
    const records = Object.entries(env)
        .filter((entry) => entry[0].startsWith(start) && Boolean(entry[1]))
        .sort(([a], [b]) => Number(b.slice(start.length)) - Number(a.slice(start.length)))
        .map(([, value]) => value);
    return { records, folder: env[`STATE_${_entry_js__WEBPACK_IMPORTED_MODULE_1__/* .folderName */ .ub}`] || undefined, pid: Number(env[`STATE_${pidName}`]) || undefined };
}


/***/ }),

/***/ 1256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R_: () => (/* binding */ processWriter),
/* harmony export */   YI: () => (/* binding */ neutralize),
/* harmony export */   a6: () => (/* binding */ flushed),
/* harmony export */   g$: () => (/* binding */ printable)
/* harmony export */ });
/* unused harmony exports foreignPrefix, escapeData, escapeProperty, createWriter */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _lib_deadline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5842);
/* harmony import */ var _lib_lines_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8111);
/**
 * The one writer of stdout. Nothing else in this project prints.
 *
 * A GitHub runner reads every line of an action's output for workflow commands: `::name::` at the start of a line,
 * `##[name]` anywhere in it, where `\n`, `\r\n` and a lone `\r` all end a line (actions/runner, ActionCommand.cs and
 * ProcessInvoker.cs). So there are two ways to print, and no third:
 * - our own sentences, one line each, in which a command cannot survive ({@link neutralize});
 * - foreign output (pod logs, builds), between `::stop-commands::TOKEN` and `::TOKEN::` with a token nobody can guess.
 * Everything goes to stdout: the runner reads stdout and stderr in two threads and loses the order between them.
 */



/** Prefix of foreign lines: defeats `^`-anchored problem matchers and `##[group]` styling, which no fence stops. */
const foreignPrefix = '| ';
/** Escapes the data part of a workflow command (toolkit, command.ts). */
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
/** Escapes a property of a workflow command. */
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
/**
 * Makes one line of own text harmless: no command of either syntax can start in it. Visible, so that nobody wonders.
 * Format characters (soft hyphen, zero-width joiner) go: the runner searches by culture, which does not see them, so that
 * `#\u00AD#[error]` is a command to it.
 */
function neutralize(line) {
    return line
        .replace(/\p{Cf}/gu, '')
        .replace(/^(\s*):(?=:)/u, '$1: ')
        .replaceAll('##[', '# #[');
}
/**
 * Removes control characters that a terminal would act upon, those above ASCII too (U+0085 is white space to the runner, so
 * that a command may follow it); keeps tab and ESC, whose colours GitHub renders.
 */
function printable(line) {
    // eslint-disable-next-line no-control-regex -- control characters are what this removes
    return line.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f]/gu, '');
}
/**
 * Makes the writer of a process: the one place that touches its stdout. Writing to a pipe is asynchronous in Node on Linux
 * (measured; its documentation says otherwise): what the runner has not read yet waits in this process.
 */
function processWriter({ stdout }, options = {}) {
    // a runner that is gone reads nothing more; the run still has to clean up
    stdout.on('error', () => undefined);
    const drained = async (signal) => {
        if (!stdout.writableNeedDrain || signal.aborted)
            return;
        await new Promise((resolve) => {
            const done = () => {
                stdout.off('drain', done).off('close', done);
                signal.removeEventListener('abort', done);
                resolve();
            };
            stdout.once('drain', done).once('close', done);
            signal.addEventListener('abort', done, { once: true });
        });
    };
    return createWriter((text) => stdout.write(text), { ...options, drained });
}
/** Resolves when everything that was written has left the process, or the time is up. @param longest milliseconds */
async function flushed({ stdout }, longest) {
    const written = new Promise((resolve) => stdout.write('', () => resolve()));
    await Promise.race([written, (0,_lib_deadline_js__WEBPACK_IMPORTED_MODULE_1__/* .sleep */ .y)(longest)]);
}
/** Makes the writer on a sink, usually `process.stdout.write`; the sink gets whole lines. */
function createWriter(sink, options = {}) {
    const token = options.token ?? node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID;
    let fence;
    const masked = new Set();
    /** The runner masks what it is told in a message, and not in the properties of one (actions/runner, ActionCommandManager.cs). */
    const hidden = (text) => [...masked].sort((a, b) => b.length - a.length).reduce((shown, value) => shown.replaceAll(value, '***'), text);
    const raise = () => {
        if (fence !== undefined)
            return;
        fence = token();
        sink(`::stop-commands::${fence}\n`);
    };
    const lower = () => {
        if (fence === undefined)
            return;
        sink(`::${fence}::\n`);
        fence = undefined;
    };
    const command = (name, data, properties = {}) => {
        const list = Object.entries(properties)
            .filter(([, value]) => value !== undefined && value !== '')
            .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
        sink(`::${name}${list.length > 0 ? ` ${list.join(',')}` : ''}::${escapeData(data)}\n`);
    };
    const own = (name, data, properties) => {
        lower();
        command(name, data, properties);
    };
    return {
        info(text) {
            lower();
            sink((0,_lib_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .splitLines */ .u)(text)
                .map((line) => `${neutralize(printable(line))}\n`)
                .join(''));
        },
        debug(text) {
            if (options.isDebug)
                own('debug', text);
        },
        notice: (text) => own('notice', text),
        warning: (text) => own('warning', text),
        error: (text, { file, line, title } = {}) => own('error', text, { file, line, title: title === undefined ? undefined : hidden(title) }),
        async group(title, body) {
            own('group', neutralize(printable(title)));
            try {
                return await body();
            }
            finally {
                own('endgroup', '');
            }
        },
        mask(value) {
            if (value === '')
                return;
            // While commands are stopped `add-mask` would be printed, secret and all: resume, mask, stop again under a new token.
            const raised = fence !== undefined;
            masked.add(value);
            lower();
            command('add-mask', value);
            if (raised)
                raise();
        },
        foreign(lines, prefix = foreignPrefix) {
            if (lines.length === 0)
                return;
            raise();
            sink(lines.map((line) => `${prefix}${printable(line)}\n`).join(''));
        },
        foreignBytes(block) {
            if (block.length === 0)
                return;
            raise();
            sink(block);
        },
        drained: options.drained ?? (() => Promise.resolve())
    };
}


/***/ }),

/***/ 3832:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dz: () => (/* binding */ Postponed),
/* harmony export */   HG: () => (/* binding */ Scope),
/* harmony export */   bs: () => (/* binding */ together),
/* harmony export */   wC: () => (/* binding */ undoAll)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9874);
/**
 * The one way to make a side effect that must not be left behind: its undo is written down as data before it is made.
 *
 * Main and post share one interpreter of these records (`cleanup.ts`). Under job containers main may still run while post
 * does (the runner's signals reach only the docker client), so post first writes a cancel marker, and main looks for it
 * before and after each effect: whoever comes last undoes.
 */

/** Thrown by an undoer for what can only be said, or only be done without a long wait, once the others are undone. */
class Postponed extends Error {
}
/**
 * Undoes records in their order, newest first; one failure does not stop the others, and what is postponed comes after them.
 * @param done is told of each that is undone, at once
 */
async function undoAll(records, undoer, signal, done) {
    const left = [];
    const postponed = [];
    const attempt = async (record, isLast) => {
        try {
            await undoer(record, signal, isLast);
            done(record);
        }
        catch (error) {
            if (error instanceof Postponed && !isLast)
                postponed.push(record);
            else
                left.push({ record, error });
        }
    };
    for (const record of records)
        await attempt(record, false);
    for (const record of postponed)
        await attempt(record, true);
    return left;
}
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
        if (uid !== undefined && 'name' in undo) {
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
    close(undoer, signal) {
        return undoAll([...this.#open.values()].reverse(), undoer, signal, ({ id }) => {
            this.#open.delete(id);
            this.#journal.done(id);
        });
    }
    #check() {
        if (this.signal.aborted)
            throw this.signal.reason;
        if (this.#marker.isSet())
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('cancelled', { what: 'The run was cancelled.' });
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


/***/ })

};
