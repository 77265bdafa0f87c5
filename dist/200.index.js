export const id = 200;
export const ids = [200,612];
export const modules = {

/***/ 200:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect),
  connectAgain: () => (/* binding */ connectAgain)
});

// EXTERNAL MODULE: ./build/failure.js
var failure = __webpack_require__(9874);
// EXTERNAL MODULE: ./build/lib/deadline.js
var deadline = __webpack_require__(5842);
;// CONCATENATED MODULE: ./build/cluster/nodes.js
/** The cluster's nodes, where this user may list them: what is nice to know, and never worth a wait or a failure. */

/** Milliseconds for all of it. */
const patience = 5_000;
/** 2,500 nodes; of a cluster with more nothing is said. */
const mostPages = 5;
const pageSize = '500';
/** All nodes; undefined when the server will not say, or not soon, or there are too many. Never throws. */
async function listNodes(transport, signal) {
    const limit = (0,deadline/* withTimeout */.w)(signal, patience);
    const nodes = [];
    let token;
    try {
        for (let page = 0; page < mostPages; page += 1) {
            const { value } = await transport.call({
                method: 'GET',
                path: '/api/v1/nodes',
                query: { limit: pageSize, continue: token },
                action: 'list nodes',
                isIdempotent: true,
                timeout: patience,
                retries: false,
                signal: limit
            });
            const { items, metadata } = value;
            nodes.push(...(items ?? []));
            token = metadata?.continue || undefined;
            if (token === undefined)
                return nodes;
        }
    }
    catch {
        // 403 is the usual answer: a Role cannot give this right
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/cluster/port.js
var port = __webpack_require__(194);
;// CONCATENATED MODULE: ./build/cluster/pod-fields.js
/**
 * A pod without what nobody here reads: a Job may have thousands, and most of a pod is environment, volumes, tolerations
 * and `managedFields`. What is kept is what the types in objects.ts name. Pure.
 */
/** What is kept of an object of this resource: of a pod the fields that our types name, of others everything. */
function fieldsOf(resource, object) {
    return resource === 'pods' ? podFields(object) : object;
}
function podFields({ apiVersion, kind, metadata, spec, status }) {
    return given({
        ...{ apiVersion, kind },
        metadata: metadata && metaFields(metadata),
        spec: spec && specFields(spec),
        status: status && statusFields(status)
    });
}
function metaFields(meta) {
    const { name, namespace, uid, resourceVersion, labels, annotations } = meta;
    const { creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, finalizers, ownerReferences } = meta;
    return given({
        ...{ name, namespace, uid, resourceVersion, labels, annotations },
        ...{ creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, finalizers, ownerReferences }
    });
}
function specFields(spec) {
    const { restartPolicy, nodeName, terminationGracePeriodSeconds, imagePullSecrets } = spec;
    return given({
        ...{ restartPolicy, nodeName, terminationGracePeriodSeconds, imagePullSecrets },
        containers: spec.containers?.map(containerFields),
        initContainers: spec.initContainers?.map(containerFields)
    });
}
function containerFields({ name, image, restartPolicy, restartPolicyRules }) {
    return given({ name, image, restartPolicy, restartPolicyRules });
}
function statusFields(status) {
    const { phase, reason, message, startTime } = status;
    return given({
        ...{ phase, reason, message, startTime },
        conditions: status.conditions?.map(conditionFields),
        containerStatuses: status.containerStatuses?.map(containerStatus),
        initContainerStatuses: status.initContainerStatuses?.map(containerStatus)
    });
}
function conditionFields({ type, status, reason, message, lastTransitionTime }) {
    return given({ type, status, reason, message, lastTransitionTime });
}
function containerStatus(from) {
    const { name, ready, restartCount, image, imageID, containerID, state, lastState } = from;
    return given({ name, ready, restartCount, image, imageID, containerID, state, lastState });
}
/** Makes the object, without what is not there. A field of its type that is not handed over does not compile. */
function given(fields) {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./build/cluster/resources.js
/** Paths of the resources we use, and selectors that cannot turn into syntax. Pure. */
const groups = {
    jobs: '/apis/batch/v1',
    pods: '/api/v1',
    events: '/api/v1',
    secrets: '/api/v1',
    configmaps: '/api/v1',
    workloads: '/apis/kueue.x-k8s.io/v1beta2',
    'workloads.v1beta1': '/apis/kueue.x-k8s.io/v1beta1'
};
/** Path of a collection, or of one object in it. */
function pathOf(resource, namespace, name) {
    const collection = `${groups[resource]}/namespaces/${encodeURIComponent(namespace)}/${pluralOf(resource)}`;
    return name === undefined ? collection : `${collection}/${encodeURIComponent(name)}`;
}
/** The resource's name in a path: what follows a dot in ours is the version of its API. */
function pluralOf(resource) {
    return resource.split('.')[0] ?? resource;
}
/** Query parameters of a selection. @throws Error for a label that Kubernetes would not take as one */
function queryOf({ labels = {}, fields = {}, exceptFields = [] }) {
    const label = Object.entries(labels).map(([key, value]) => {
        if (!/^[\w./-]+$/u.test(key) || !/^[\w.-]*$/u.test(value))
            throw new Error(`not a label: ${key}=${value}`);
        return `${key}=${value}`;
    });
    const escaped = (value) => value.replace(/[\\,=]/gu, String.raw `\$&`);
    const field = [
        ...Object.entries(fields).map(([key, value]) => `${key}=${escaped(value)}`),
        ...exceptFields.map(([key, value]) => `${key}!=${escaped(value)}`)
    ];
    return { labelSelector: label.join(',') || undefined, fieldSelector: field.join(',') || undefined };
}
/** How many objects a page of a list has at most. Pods are the largest that come by the thousand: 250 are some 2 MB of text. */
function resources_pageSize(resource, { most }) {
    return String(most ?? (resource === 'pods' ? 250 : 500));
}

;// CONCATENATED MODULE: ./build/cluster/reviews.js
/** What the answers of reviews say. Pure. */
/** The name of the user of a SelfSubjectReview. */
function userOf(review) {
    const name = review?.status?.userInfo?.username;
    return typeof name === 'string' && name !== '' ? name : undefined;
}
/** Of a SelfSubjectAccessReview. A no counts only when every authorizer could be asked. */
function verdictOf(review) {
    const status = review?.status;
    if (status?.allowed === true)
        return true;
    return status?.allowed === false && !status.evaluationError ? false : undefined;
}

// EXTERNAL MODULE: ./build/cluster/log-lines.js
var log_lines = __webpack_require__(4849);
// EXTERNAL MODULE: ./build/cluster/watched.js
var cluster_watched = __webpack_require__(1971);
;// CONCATENATED MODULE: ./build/cluster/watch.js
/**
 * Watches a collection: list, watch from the list's version, and list again whenever the watch ends. Every end, however it
 * looks, means only "look again": servers end watches after minutes, load balancers silently, a restart with a reset.
 */




const usual = { silence: 90_000, firstPause: 100, longestPause: 10_000, good: 10_000, refusal: 30_000 };
/**
 * Watches until `signal` aborts, then resolves.
 * @throws ApiError 401, 403, 404 that last; whatever the sink throws
 */
async function watch(source, sink, signal, timing = {}, random = Math.random) {
    const times = { ...usual, ...timing };
    const watched = new cluster_watched/* Watched */.l();
    let failures = 0;
    let hasWorked = false;
    let isDisturbed = false;
    let refusedSince;
    const judge = (error) => {
        if (!(error instanceof port/* ApiError */.h))
            throw error;
        if (![401, 403, 404].includes(error.status)) {
            refusedSince = undefined;
            return;
        }
        refusedSince ??= performance.now();
        // a watch is never the first thing that is asked of a server: whoever gets here was let in a moment ago, so that a 401 is
        // news even before the first list. For the right to watch that is no proof.
        const isNews = error.status === 401 || hasWorked;
        if (!isNews || performance.now() - refusedSince >= times.refusal)
            throw error;
    };
    while (!signal.aborted) {
        const begun = performance.now();
        let end = 'bad';
        try {
            const { items, version } = await source.list(signal);
            end = 'listed';
            watched.replace(items);
            sink.changed(watched.objects);
            if (isDisturbed)
                sink.disturbed?.(undefined);
            isDisturbed = false;
            if (isAborted(signal))
                return;
            const hadEvents = await follow(source, version, watched, sink, signal, times, 240 + Math.floor(random() * 60));
            hasWorked = true;
            refusedSince = undefined;
            if (hadEvents || performance.now() - begun >= times.good)
                end = 'good';
        }
        catch (error) {
            if (isAborted(signal))
                return;
            judge(error);
            // A stream that broke off is nothing to talk about as long as lists succeed.
            if (end === 'bad' && !isDisturbed) {
                isDisturbed = true;
                sink.disturbed?.(error);
            }
            if (error instanceof StreamBroke && (error.hadEvents || performance.now() - begun >= times.good))
                end = 'good';
            if (error instanceof StreamBroke)
                hasWorked = true;
        }
        failures = end === 'good' ? 0 : failures + 1;
        if (failures > 0)
            await (0,deadline/* sleep */.y)(Math.min(times.longestPause, times.firstPause * 2 ** (failures - 1)) * (0.75 + random() / 4), signal);
    }
}
/** A watch that ended with an error after it had been opened. */
class StreamBroke extends port/* ApiError */.h {
    hadEvents;
    constructor(error, hadEvents) {
        super(error.action, error.message, { status: 0, cause: error });
        this.hadEvents = hadEvents;
    }
}
/** Reads one watch to its end. @returns whether it brought events */
async function follow(source, version, watched, sink, signal, times, seconds) {
    const stop = new AbortController();
    const abort = () => stop.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    let guard;
    const heard = () => {
        clearTimeout(guard);
        guard = setTimeout(() => stop.abort(new Error('The watch was silent.')), times.silence);
    };
    const progress = { isOpen: false, isOver: false, hadEvents: false, changed: new Set() };
    let gone = [];
    const cutter = new log_lines/* LineCutter */.k({
        line(bytes, start, end) {
            const event = parseEvent(bytes.toString('utf8', start, end));
            if (event === undefined || event.type === 'ERROR') {
                progress.isOver = true;
                return;
            }
            if (progress.isOver || event.type === 'BOOKMARK')
                return;
            progress.hadEvents = true;
            const object = source.fields?.(event.object) ?? event.object;
            if (!watched.apply({ type: event.type, object }))
                return;
            progress.changed.add(object.metadata?.uid ?? '');
            if (event.type === 'DELETED')
                gone.push(object);
        },
        hugeStart: () => (progress.isOver = true),
        hugeMore: () => undefined,
        hugeEnd: () => undefined
    }, largestObject);
    let isTelling = false;
    try {
        heard();
        const stream = await source.open(version, seconds, stop.signal);
        progress.isOpen = true;
        for await (const chunk of stream) {
            heard();
            cutter.push(chunk);
            if (progress.changed.size > 0) {
                const { changed } = progress;
                const went = gone;
                progress.changed = new Set();
                gone = [];
                isTelling = true;
                sink.changed(watched.objects, changed, went);
                isTelling = false;
            }
            if (progress.isOver || isAborted(signal))
                break;
        }
        return progress.hadEvents;
    }
    catch (error) {
        if (isTelling || isAborted(signal))
            throw error;
        if (!progress.isOpen) {
            // Gone (410) is what a version that is too old gets: the list that follows mends it.
            if (error instanceof port/* ApiError */.h && error.status === 410)
                return progress.hadEvents;
            if (!stop.signal.aborted)
                throw error;
        }
        const cause = error instanceof port/* ApiError */.h ? error : new port/* ApiError */.h('watch', 'The watch was silent.', { status: 0, cause: error });
        throw new StreamBroke(cause, progress.hadEvents);
    }
    finally {
        clearTimeout(guard);
        signal.removeEventListener('abort', abort);
        stop.abort(new Error('The watch is read no further.'));
    }
}
/** etcd takes requests of 1.5 MiB; aggregated servers may store more. */
const largestObject = 64 * 1024 * 1024;
/** Undefined for what is no event: then the stream is broken. */
function parseEvent(line) {
    try {
        const value = JSON.parse(line);
        if (typeof value?.type !== 'string' || typeof value.object !== 'object')
            return undefined;
        return { type: value.type, object: value.object };
    }
    catch {
        return undefined;
    }
}
/** Asked again after each pause: the compiler would take the first answer for the last. */
function isAborted(signal) {
    return signal.aborted;
}

;// CONCATENATED MODULE: ./build/cluster/api.js
/** The cluster's port on our transport. */






/** Milliseconds, half of what a request is tried for at most: silence is met with another try. A create carries a shorter limit for the server, after which it can no longer come true. */
const times = {
    read: 30_000,
    list: 30_000,
    create: 30_000,
    patch: 30_000,
    remove: 30_000,
    watchHeaders: 30_000,
    // nobody sees it, and a log of many lines a second is cheaper to take in by the hundred
    logGap: 20,
    whoAmI: 5_000
};
/** Milliseconds for which an answer like 500 to a review is tried again: there are many of them, and trying tells as well. */
const reviewPatience = 5_000;
const createLimit = '20s';
class KubernetesCluster {
    server;
    namespace;
    context;
    #transport;
    constructor(options) {
        this.server = options.server;
        this.namespace = options.namespace;
        this.context = options.context;
        this.#transport = options.transport;
    }
    now() {
        return this.#transport.clock.now();
    }
    async create(resource, body, options = {}) {
        const isDry = options.dryRun ?? false;
        const { value, warnings } = await this.#transport.call({
            method: 'POST',
            path: pathOf(resource, this.namespace),
            query: { timeout: createLimit, ...(isDry ? { dryRun: 'All', fieldValidation: 'Strict' } : {}) },
            body,
            action: this.#action(isDry ? 'validate' : 'create', resource),
            isIdempotent: isDry,
            timeout: times.create,
            retries: options.retries ?? true,
            signal: options.signal
        });
        return { object: value, warnings };
    }
    get(resource, name, signal) {
        return this.#one(resource, name, { method: 'GET', verb: 'get', timeout: times.read, signal });
    }
    patch(resource, name, patch, signal) {
        return this.#one(resource, name, { method: 'PATCH', verb: 'patch', body: patch, timeout: times.patch, signal });
    }
    async list(resource, selection, signal) {
        return (await this.#list(resource, selection, signal, true)).items;
    }
    async delete(resource, name, uid, signal) {
        try {
            await this.#transport.call({
                method: 'DELETE',
                path: pathOf(resource, this.namespace, name),
                // The body wins over the query, and without a policy in it the pods of a Job stay behind.
                body: {
                    apiVersion: 'v1',
                    kind: 'DeleteOptions',
                    propagationPolicy: 'Background',
                    ...(uid === undefined ? {} : { preconditions: { uid } })
                },
                action: this.#action('delete', resource),
                isIdempotent: true,
                timeout: times.remove,
                signal
            });
            return 'deleted';
        }
        catch (error) {
            if (isMissingObject(error))
                return 'gone';
            if (error instanceof port/* ApiError */.h && error.status === 409)
                return 'other';
            throw error;
        }
    }
    watch(resource, selection, sink, signal) {
        const source = {
            fields: (object) => fieldsOf(resource, object),
            // The watch has its own way to try again: it tells that it cannot see.
            list: (listSignal) => this.#list(resource, selection, listSignal, false),
            open: (version, seconds, openSignal) => this.#transport.open({
                path: pathOf(resource, this.namespace),
                query: {
                    ...queryOf(selection),
                    watch: 'true',
                    allowWatchBookmarks: 'true',
                    timeoutSeconds: String(seconds),
                    resourceVersion: version
                },
                action: this.#action('watch', resource),
                headersTimeout: times.watchHeaders,
                gap: 0,
                signal: openSignal
            })
        };
        return watch(source, sink, signal);
    }
    openLog(request, signal) {
        return this.#transport.open({
            path: `${pathOf('pods', this.namespace, request.pod)}/log`,
            query: {
                container: request.container,
                timestamps: 'true',
                follow: request.follow ? 'true' : undefined,
                sinceTime: request.since,
                tailLines: request.tail?.toString(),
                previous: request.previous ? 'true' : undefined
            },
            action: `read the log of pod ${request.pod} in namespace ${this.namespace}`,
            // A kubelet sends its headers with the first line: a silent container has none.
            headersTimeout: 0,
            gap: times.logGap,
            signal
        });
    }
    async mayI(verb, resource, group, name, signal) {
        const [kind, subresource] = resource.split('/');
        try {
            const { value } = await this.#transport.call({
                method: 'POST',
                path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
                body: {
                    apiVersion: 'authorization.k8s.io/v1',
                    kind: 'SelfSubjectAccessReview',
                    spec: { resourceAttributes: { namespace: this.namespace, verb, group, resource: kind, subresource, name } }
                },
                action: 'ask for rights',
                isIdempotent: true,
                timeout: times.read,
                patience: reviewPatience,
                signal
            });
            return verdictOf(value);
        }
        catch (error) {
            // Refused, or not known to this server: it would not say. No answer at all is another matter, and so is one that is
            // not Kubernetes' own: a wrong address is known at once.
            const isForeign = error instanceof port/* ApiError */.h && error.status < 500 && error.reason === undefined;
            if (error instanceof port/* ApiError */.h && error.status !== 401 && !isForeign)
                return undefined;
            throw error;
        }
    }
    async whoAmI(signal) {
        try {
            const { value } = await this.#transport.call({
                method: 'POST',
                path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
                body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
                action: 'ask who we are',
                isIdempotent: true,
                timeout: times.whoAmI,
                retries: false,
                signal
            });
            return userOf(value);
        }
        catch (error) {
            if (error instanceof port/* ApiError */.h)
                return undefined;
            throw error;
        }
    }
    listNodes(signal) {
        return listNodes(this.#transport, signal);
    }
    close() {
        return this.#transport.close();
    }
    /** A call on one object that may be carried out twice; undefined when there is none. */
    async #one(resource, name, { verb, ...call }) {
        try {
            const path = pathOf(resource, this.namespace, name);
            const action = this.#action(verb, resource);
            const { value } = await this.#transport.call({ ...call, path, action, isIdempotent: true });
            return value;
        }
        catch (error) {
            if (isMissingObject(error))
                return undefined;
            throw error;
        }
    }
    async #list(resource, selection, signal, retries) {
        const items = [];
        let token;
        let restarts = 0;
        for (;;) {
            try {
                const { value } = await this.#transport.call({
                    method: 'GET',
                    path: pathOf(resource, this.namespace),
                    query: { ...queryOf(selection), limit: resources_pageSize(resource, selection), continue: token },
                    action: this.#action('list', resource),
                    isIdempotent: true,
                    timeout: times.list,
                    retries,
                    signal
                });
                const page = value;
                items.push(...(page.items ?? []).map((item) => fieldsOf(resource, item)));
                token = selection.most === undefined ? page.metadata?.continue || undefined : undefined;
                if (token === undefined)
                    return { items, version: page.metadata?.resourceVersion };
            }
            catch (error) {
                // The pages' version is too old by now: start over.
                if (token === undefined || !(error instanceof port/* ApiError */.h) || error.status !== 410 || restarts >= 3)
                    throw error;
                restarts += 1;
                items.length = 0;
                token = undefined;
            }
        }
    }
    #action(verb, resource) {
        return `${verb} ${resource} in namespace ${this.namespace}`;
    }
}
/** 404 of the object itself, told by Kubernetes: that of a proxy or of a wrong address is an error. */
function isMissingObject(error) {
    return (error instanceof port/* ApiError */.h &&
        error.status === 404 &&
        error.reason === 'NotFound' &&
        !error.message.startsWith('namespaces '));
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/inputs/secrets.js + 1 modules
var secrets = __webpack_require__(9198);
// EXTERNAL MODULE: ./build/cluster/kubeconfig-fields.js
var kubeconfig_fields = __webpack_require__(458);
// EXTERNAL MODULE: ./build/cluster/proxy.js
var cluster_proxy = __webpack_require__(4253);
;// CONCATENATED MODULE: ./build/cluster/kubeconfig-check.js
/** What kubectl would refuse in a kubeconfig, and what must not be trusted, said before anything is sent. Pure. */


/** @throws Failure `invalid-kubeconfig` */
function checkCluster(cluster, origin) {
    const { server, skipVerify, caData, caFile, proxyUrl } = cluster;
    const name = (0,kubeconfig_fields/* nameOf */.Vb)(cluster.name);
    if (server === '') {
        throw (0,kubeconfig_fields/* invalid */.Gq)(origin, `Its cluster ${name} has no server.`, 'Set server to the https:// address of the API server.');
    }
    const problem = serverProblem(server);
    if (problem !== undefined)
        throw (0,kubeconfig_fields/* invalid */.Gq)(origin, `The server of its cluster ${name} ${problem.why}.`, problem.fix);
    if (skipVerify && (caData ?? caFile) !== undefined) {
        throw (0,kubeconfig_fields/* invalid */.Gq)(origin, `Its cluster ${name} has both insecure-skip-tls-verify and a certificate authority, of which only one can count.`, 'Remove insecure-skip-tls-verify, so that the server is checked.');
    }
    const wrong = proxyUrl === undefined ? undefined : (0,cluster_proxy/* proxyProblem */.wS)(proxyUrl);
    if (wrong !== undefined) {
        throw (0,kubeconfig_fields/* invalid */.Gq)(origin, `The proxy-url of its cluster ${name} ${wrong}.`, 'Write it as http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT.');
    }
}
function serverProblem(server) {
    const fix = 'Use the https:// address of the API server.';
    if (!/^[a-z][a-z0-9+.-]*:\/\//iu.test(server))
        return { why: 'does not begin with https://', fix };
    if (!URL.canParse(server))
        return { why: 'is not an https:// URL', fix };
    const { protocol, username, password, search, hash } = new URL(server);
    if (protocol === 'http:')
        return { why: 'is http://…, which would send credentials in the clear', fix };
    if (protocol !== 'https:')
        return { why: 'is not an https:// URL', fix };
    if (username !== '' || password !== '') {
        return { why: 'has a user name or password in its URL, which Kubernetes does not take', fix: 'Remove it.' };
    }
    if (search !== '' || hash !== '')
        return { why: 'has a query (?) or fragment (#) in its URL', fix: 'Remove it.' };
    return undefined;
}
/** @throws Failure `invalid-kubeconfig` */
function checkUser(user, origin) {
    const name = (0,kubeconfig_fields/* nameOf */.Vb)(user.name);
    const fail = (why, fix) => (0,kubeconfig_fields/* invalid */.Gq)(origin, `Its user ${name} ${why}.`, fix);
    const { exec, authProvider, impersonate } = user;
    if (exec !== undefined && authProvider !== undefined) {
        throw fail('has both exec and auth-provider', 'Remove auth-provider: exec has taken its place.');
    }
    if ((user.token ?? user.tokenFile) !== undefined && user.username !== undefined) {
        throw fail('has both a token and a user name', 'Remove username and password: Kubernetes does not take them.');
    }
    const cert = user.certData ?? user.certFile;
    const key = user.keyData ?? user.keyFile;
    if (cert !== undefined && key === undefined) {
        throw fail('has a client certificate without its key', 'Add client-key-data (or client-key).');
    }
    if (cert === undefined && key !== undefined) {
        throw fail('has a client key without its certificate', 'Add client-certificate-data (or client-certificate).');
    }
    if (impersonate !== undefined && impersonate.user === undefined) {
        throw fail('names groups, a uid or extra fields to act as, but no user', 'Add as: NAME, or remove as-groups, as-uid and as-user-extra.'); // prettier-ignore
    }
    if (exec !== undefined)
        checkExec(exec, fail);
}
function checkExec(exec, fail) {
    if (exec.command === '') {
        throw fail('has an exec without a command', 'Set command to the credential plugin, such as aws or kubelogin.');
    }
    if (exec.env.some(({ name }) => name === '' || name.includes('='))) {
        throw fail('has an exec with an env entry without a name', 'Write each as: - name: NAME, and below it value: VALUE.');
    }
    if (exec.interactiveMode === 'Always') {
        throw fail('has an exec that always wants to ask somebody (interactiveMode: Always), and nobody is there to answer', 'Use a login that works without a terminal, and set interactiveMode to Never.');
    }
    if (exec.interactiveMode !== undefined && !['Never', 'IfAvailable'].includes(exec.interactiveMode)) {
        throw fail('has an exec with an unknown interactiveMode', 'Use Never, or IfAvailable.');
    }
    const version = /^client\.authentication\.k8s\.io\/(.+)$/u.exec(exec.apiVersion)?.[1];
    if (version === 'v1' || version === 'v1beta1')
        return;
    throw fail(version === 'v1alpha1'
        ? 'has an exec of apiVersion client.authentication.k8s.io/v1alpha1, which Kubernetes gave up in 1.24'
        : 'has an exec of an unknown apiVersion', 'Write the kubeconfig anew with the tool of your provider (for EKS: aws eks update-kubeconfig), or use client.authentication.k8s.io/v1.');
}
/** A kubeconfig is code: in the workspace it comes with whatever was checked out. @throws Failure */
function refuseCode(cluster, user, origin) {
    const found = [];
    if (user?.exec)
        found.push('exec');
    if (user?.authProvider)
        found.push('auth-provider');
    if (user?.tokenFile)
        found.push('tokenFile');
    if (user?.certFile)
        found.push('client-certificate');
    if (user?.keyFile)
        found.push('client-key');
    if (cluster?.caFile)
        found.push('certificate-authority');
    if (found.length === 0)
        return;
    throw (0,kubeconfig_fields/* invalid */.Gq)(origin, `It lies in the workspace and names programs or files (${found.join(', ')}), which a change in the repository could turn against this runner.`, 'Give it through a secret in the `kubeconfig` input, or write it outside the workspace, to RUNNER_TEMP for instance.');
}

;// CONCATENATED MODULE: ./build/cluster/kubeconfig-entries.js
/** Contexts, clusters and users of a kubeconfig, as far as we use them. */

/** What a context names. @throws Failure */
function readContext({ name, fields, origin }) {
    const read = new kubeconfig_fields/* FieldReader */.U3(origin, `context ${(0,kubeconfig_fields/* nameOf */.Vb)(name)}`, fields);
    return { cluster: read.text('cluster'), user: read.text('user'), namespace: read.text('namespace') };
}
/** @throws Failure for fields of the wrong type */
function readCluster({ name, fields, origin }) {
    const read = new kubeconfig_fields/* FieldReader */.U3(origin, `cluster ${(0,kubeconfig_fields/* nameOf */.Vb)(name)}`, fields);
    return {
        name,
        server: read.text('server') ?? '',
        caData: read.text('certificate-authority-data'),
        caFile: read.path('certificate-authority'),
        skipVerify: read.flag('insecure-skip-tls-verify'),
        serverName: read.text('tls-server-name'),
        proxyUrl: read.text('proxy-url')
    };
}
/** @throws Failure for fields of the wrong type, and for relative paths in a text */
function readUser({ name, fields, origin }) {
    const read = new kubeconfig_fields/* FieldReader */.U3(origin, `user ${(0,kubeconfig_fields/* nameOf */.Vb)(name)}`, fields);
    const provider = read.map('auth-provider');
    return {
        name,
        token: read.text('token'),
        // `token-file` is what client-node reads; kubectl's own key is tokenFile
        tokenFile: read.path('tokenFile') ?? read.path('token-file'),
        username: read.text('username'),
        password: read.text('password'),
        certData: read.text('client-certificate-data'),
        certFile: read.path('client-certificate'),
        keyData: read.text('client-key-data'),
        keyFile: read.path('client-key'),
        exec: execOf(read.map('exec')),
        authProvider: provider && { name: provider.text('name') ?? '', config: provider.map('config')?.texts() ?? {} },
        impersonate: impersonationOf(read)
    };
}
function execOf(read) {
    return (read && {
        command: read.command('command'),
        args: read.list('args'),
        env: read.maps('env').map((variable) => ({
            name: variable.text('name') ?? '',
            value: variable.text('value') ?? ''
        })),
        apiVersion: read.text('apiVersion') ?? 'client.authentication.k8s.io/v1',
        provideClusterInfo: read.flag('provideClusterInfo'),
        interactiveMode: read.text('interactiveMode'),
        installHint: read.text('installHint')
    });
}
function impersonationOf(read) {
    const found = {
        user: read.text('as'),
        groups: read.list('as-groups'),
        uid: read.text('as-uid'),
        extra: read.map('as-user-extra')?.lists() ?? {}
    };
    const isThere = found.user ?? found.uid ?? found.groups[0] ?? Object.keys(found.extra)[0];
    return isThere === undefined ? undefined : found;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/cluster/kubeconfig-yaml.js
/** The text of a kubeconfig as lists, maps and texts. Scalars keep their source: a token of digits stays what it is. */

/** Aliases of one anchor; kubeconfigs that use anchors at all have a handful. */
const mostAliases = 100;
/** Reads YAML or JSON. */
function parseKubeconfigYaml(text) {
    const lines = new dist/* LineCounter */.HN();
    const parsed = (0,dist/* parseAllDocuments */.hR)(text, {
        // pretty errors quote the source, which holds secrets
        prettyErrors: false,
        merge: true,
        lineCounter: lines
    });
    // an empty document before or after a `---` is none
    const documents = Array.from(parsed).filter(({ contents, errors }) => errors.length > 0 || !(contents === null || ((0,dist/* isScalar */.jn)(contents) && contents.value === null)));
    const error = documents.flatMap(({ errors }) => errors)[0];
    if (error !== undefined)
        return { problem: brokenYaml(error, text, lines) };
    const [document] = documents;
    if (document === undefined)
        return { value: null };
    if (documents.length > 1) {
        return {
            problem: {
                why: `It holds ${documents.length} YAML documents (separated by ---), and a kubeconfig is one.`,
                fix: 'Merge them (KUBECONFIG=a:b kubectl config view --raw --flatten), or give only the one that is meant.'
            }
        };
    }
    return plain(document);
}
function plain(document) {
    (0,dist/* visit */.YR)(document, {
        Scalar(_key, node) {
            if (typeof node.value !== 'string' && node.value !== null)
                node.value = node.source ?? '';
        }
    });
    try {
        return { value: document.toJS({ maxAliasCount: mostAliases }) };
    }
    catch {
        return {
            problem: {
                why: 'It uses YAML aliases (*name) that lead nowhere, or far too many of them.',
                fix: 'Write the values themselves: kubectl config view --raw --flatten does.'
            }
        };
    }
}
function brokenYaml(error, text, lines) {
    const { line, col } = lines.linePos(error.pos[0]);
    const place = `line ${line}, column ${col}`;
    if (!/[\r\n]/u.test(text.trim()) && !/^\s*\{/u.test(text)) {
        const isEscaped = text.includes('\\n');
        return {
            why: `It is not valid YAML (${place}): all of it is one line, ${isEscaped ? 'with \\n written where line breaks belong' : 'so its line breaks were lost on the way'}.`,
            fix: 'Store the kubeconfig with its line breaks or as base64, and quote the variable where a shell writes it to a file (printf %s "$KUBECONFIG_TEXT").'
        };
    }
    if (/^(?:<{7}|>{7}) /mu.test(text)) {
        return { why: 'It holds the marks of a merge conflict (<<<<<<<).', fix: 'Resolve the conflict in that file.' };
    }
    const fix = 'Correct it there; `kubectl --kubeconfig FILE config view` on your own machine tells whether it is right.';
    switch (error.code) {
        case 'TAB_AS_INDENT':
            return { why: `It is not valid YAML: ${place} is indented with a tab.`, fix: 'Indent with spaces.' };
        case 'DUPLICATE_KEY':
            return {
                why: `It has the same key twice in one place; the second is at ${place}.`,
                fix: 'Keep one of them; of two kubeconfigs make one with: KUBECONFIG=a:b kubectl config view --raw --flatten.'
            };
        case 'BAD_INDENT':
            return { why: `It is not valid YAML: the indentation of ${place} does not fit.`, fix };
        default:
            return { why: `It is not valid YAML: it cannot be read at ${place}.`, fix };
    }
}

;// CONCATENATED MODULE: ./build/cluster/kubeconfig-file.js
/** One kubeconfig file: its named entries as they are written, and the merge of several. Only what is chosen is judged further, as with kubectl. */


const lists = { clusters: 'cluster', users: 'user', contexts: 'context' };
const howToWrite = 'Write it with: kubectl config view --raw --flatten --minify.';
/**
 * Reads one kubeconfig.
 * @param isPart one of several files: it may hold only some of the lists, or nothing
 * @throws Failure `invalid-kubeconfig`; its text never holds the content
 */
function readKubeconfig(text, origin, isPart = false) {
    const parsed = parseKubeconfigYaml(text);
    if ('problem' in parsed)
        throw (0,kubeconfig_fields/* invalid */.Gq)(origin, parsed.problem.why, parsed.problem.fix);
    const root = parsed.value;
    if (root === null && !isPart) {
        throw (0,kubeconfig_fields/* invalid */.Gq)(origin, 'It is empty.', 'Check the step that writes it: a secret that is not set, or not given to this workflow (forks get none), is empty.');
    }
    if (root !== null && !(0,kubeconfig_fields/* isFields */.Ce)(root)) {
        throw (0,kubeconfig_fields/* invalid */.Gq)(origin, 'It is a text or a list, not a map of clusters, users and contexts.', howToWrite);
    }
    const kind = (0,kubeconfig_fields/* textOf */.b6)(root?.['kind']);
    if (kind !== undefined && kind !== 'Config') {
        const known = /^[A-Z]\w{0,40}$/u.test(kind) ? ` (${kind})` : '';
        throw (0,kubeconfig_fields/* invalid */.Gq)(origin, `It is another kind of Kubernetes object${known}, not a Config.`, 'Take the kubeconfig out of it.');
    }
    const names = Object.keys(lists);
    if (!isPart && !names.some((name) => root?.[name] !== undefined && root[name] !== null)) {
        throw (0,kubeconfig_fields/* invalid */.Gq)(origin, 'It holds no clusters, users and contexts.', howToWrite);
    }
    return {
        clusters: entriesOf(root ?? {}, 'clusters', origin),
        users: entriesOf(root ?? {}, 'users', origin),
        contexts: entriesOf(root ?? {}, 'contexts', origin),
        currentContext: (0,kubeconfig_fields/* textOf */.b6)(root?.['current-context'])
    };
}
/** Merges as kubectl does: the first file that has a name, or a current context, decides. */
function mergeKubeconfigs(files) {
    const merge = (list) => new Map(files.toReversed().flatMap((file) => [...file[list]]));
    return {
        clusters: merge('clusters'),
        users: merge('users'),
        contexts: merge('contexts'),
        currentContext: files.find(({ currentContext }) => currentContext !== undefined)?.currentContext
    };
}
function entriesOf(root, list, origin) {
    const items = root[list] ?? [];
    const shape = `Write each as: - name: NAME, and below it ${lists[list]}: with its fields.`;
    if (!Array.isArray(items))
        throw (0,kubeconfig_fields/* invalid */.Gq)(origin, `Its ${list} are not a list.`, shape);
    const found = new Map();
    for (const [index, item] of items.entries()) {
        const name = (0,kubeconfig_fields/* isFields */.Ce)(item) ? (0,kubeconfig_fields/* textOf */.b6)(item['name']) : undefined;
        if (name === undefined)
            throw (0,kubeconfig_fields/* invalid */.Gq)(origin, `Entry ${index + 1} of its ${list} has no name.`, shape);
        if (found.has(name)) {
            throw (0,kubeconfig_fields/* invalid */.Gq)(origin, `It has two ${list} with the name ${(0,kubeconfig_fields/* nameOf */.Vb)(name)}.`, 'Remove one of them, or give it another name.');
        }
        const fields = ((0,kubeconfig_fields/* isFields */.Ce)(item) ? item[lists[list]] : undefined) ?? {};
        if (!(0,kubeconfig_fields/* isFields */.Ce)(fields))
            throw (0,kubeconfig_fields/* invalid */.Gq)(origin, `The ${lists[list]} ${(0,kubeconfig_fields/* nameOf */.Vb)(name)} is not a map of fields.`, shape);
        found.set(name, { name, fields, origin });
    }
    return found;
}

// EXTERNAL MODULE: ./build/cluster/kubeconfig-find.js
var kubeconfig_find = __webpack_require__(7612);
;// CONCATENATED MODULE: ./build/cluster/kubeconfig-in-cluster.js
/** `kubeconfig: in-cluster`: a runner that is a pod speaks to its own cluster with its own service account. */



/** Where the kubelet puts token, certificate authority and namespace; the token is replaced there before it expires. */
const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';
/** @throws Failure `invalid-kubeconfig` outside of a pod with a service account */
function loadInCluster(env) {
    const host = env['KUBERNETES_SERVICE_HOST'];
    const port = env['KUBERNETES_SERVICE_PORT'] || '443';
    const token = (0,external_node_path_.join)(serviceAccount, 'token');
    const hasToken = isReadable(token);
    if (!host || !hasToken) {
        throw new failure/* Failure */.HR('invalid-kubeconfig', {
            what: '`kubeconfig: in-cluster` does not work here.',
            why: whyNot(Boolean(host), hasToken),
            fix: 'Give a kubeconfig (its YAML, base64 of it, or a path).'
        });
    }
    return {
        context: 'in-cluster',
        namespace: namespaceOf((0,external_node_path_.join)(serviceAccount, 'namespace')),
        cluster: {
            name: 'in-cluster',
            server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
            caFile: (0,external_node_path_.join)(serviceAccount, 'ca.crt'),
            skipVerify: false
        },
        user: { name: 'in-cluster', tokenFile: token }
    };
}
function whyNot(hasHost, hasToken) {
    if (hasHost)
        return `This pod has no service account token in ${serviceAccount} (automountServiceAccountToken is off, or the job runs in a container of its own).`;
    if (hasToken)
        return 'There is a service account token, but KUBERNETES_SERVICE_HOST is not set in the step.';
    return 'This runner is not a pod with a service account token.';
}
function namespaceOf(path) {
    return isReadable(path) ? (0,external_node_fs_.readFileSync)(path, 'utf8').trim() || undefined : undefined;
}
function isReadable(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.R_OK);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/cluster/kubeconfig.js
/** Reads the kubeconfig that was found, chooses context, cluster and user, and refuses what must not be used. */









/** Contexts that a message names. */
const mostNames = 10;
/** Reads what was found and chooses the context. @throws Failure `invalid-kubeconfig` */
function loadKubeconfig(place, options) {
    if (place.kind === 'in-cluster')
        return loadInCluster(options.env);
    const texts = place.kind === 'text'
        ? [{ origin: { label: 'in the `kubeconfig` input', file: undefined, isInWorkspace: false }, text: place.text }]
        : place.paths.map((path) => ({
            origin: { label: path, file: path, isInWorkspace: isUntrusted(path, options) },
            text: (0,kubeconfig_find/* readKubeconfigFile */.s)(path)
        }));
    for (const { text } of texts)
        (0,secrets/* secretsOfKubeconfig */.WE)(text).values.forEach(options.mask);
    const contents = texts.map(({ origin, text }) => readKubeconfig(text, origin, texts.length > 1));
    const label = texts.map(({ origin }) => origin.label).join(', ');
    return choose(mergeKubeconfigs(contents), options.context, { label });
}
function choose(all, wanted, whole) {
    const name = wanted || all.currentContext;
    const known = knownContexts([...all.contexts.keys()]);
    if (name === undefined)
        throw (0,kubeconfig_fields/* invalid */.Gq)(whole, `It names no current context. ${known}`, 'Set the `context` input.');
    const entry = all.contexts.get(name);
    if (entry === undefined) {
        const asked = wanted ? `It has no context ${(0,kubeconfig_fields/* nameOf */.Vb)(name)}.` : `Its current context ${(0,kubeconfig_fields/* nameOf */.Vb)(name)} is not in it.`;
        throw (0,kubeconfig_fields/* invalid */.Gq)(whole, `${asked} ${known}`, 'Set the `context` input to one that exists.');
    }
    const context = readContext(entry);
    const broken = (what, fix) => (0,kubeconfig_fields/* invalid */.Gq)(entry.origin, `Its context ${(0,kubeconfig_fields/* nameOf */.Vb)(name)} ${what}.`, fix);
    if (context.cluster === undefined)
        throw broken('names no cluster', 'Add cluster: NAME to that context.');
    const clusterEntry = all.clusters.get(context.cluster);
    if (clusterEntry === undefined) {
        throw broken(`names the cluster ${(0,kubeconfig_fields/* nameOf */.Vb)(context.cluster)}, which is not in it`, 'Add that cluster, or correct the name in the context.');
    }
    const cluster = readCluster(clusterEntry);
    checkCluster(cluster, clusterEntry.origin);
    const userEntry = context.user === undefined ? undefined : all.users.get(context.user);
    if (context.user !== undefined && userEntry === undefined) {
        throw broken(`names the user ${(0,kubeconfig_fields/* nameOf */.Vb)(context.user)}, which is not in it`, 'Add that user, or correct the name in the context.');
    }
    const user = userEntry && readUser(userEntry);
    // each entry is judged by its own file
    for (const { origin } of [clusterEntry, ...(userEntry ? [userEntry] : [])]) {
        if (!origin.isInWorkspace)
            continue;
        refuseCode(clusterEntry.origin === origin ? cluster : undefined, userEntry?.origin === origin ? user : undefined, origin); // prettier-ignore
    }
    if (userEntry && user)
        checkUser(user, userEntry.origin);
    return { context: name, namespace: context.namespace, cluster, user };
}
function knownContexts(names) {
    if (names.length === 0)
        return 'It has no contexts at all.';
    const more = names.length > mostNames ? `, and ${names.length - mostNames} more` : '';
    return `Its contexts are: ${names.slice(0, mostNames).map(kubeconfig_fields/* nameOf */.Vb).join(', ')}${more}.`;
}
function isUntrusted(path, { workspace, trustedFolder }) {
    const real = realpath(path);
    return isWithin(real, realpath(workspace)) && !isWithin(real, realpath(trustedFolder));
}
function isWithin(path, folder) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '..' && !/^\.\.[/\\]/u.test(way) && !(0,external_node_path_.isAbsolute)(way);
}
function realpath(path) {
    try {
        return (0,external_node_fs_.realpathSync)(path);
    }
    catch {
        return (0,external_node_path_.resolve)(path);
    }
}

// EXTERNAL MODULE: ./build/cluster/kubeconfig-copy.js
var kubeconfig_copy = __webpack_require__(2842);
;// CONCATENATED MODULE: ./build/cluster/jwt.js
/** What a bearer token says about itself, if it is a JWT. Pure. */
/** `exp` in milliseconds since the epoch; undefined for tokens that are no JWT, or never end. */
function expiryOf(token) {
    const parts = token.split('.');
    if (parts.length !== 3)
        return undefined;
    try {
        const claims = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
        const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined;
        return typeof exp === 'number' ? exp * 1000 : undefined;
    }
    catch {
        return undefined;
    }
}
/** Whether a token is base64 of a JWT: copied out of a Secret's `data` without decoding. */
function isEncodedJwt(token) {
    return token.startsWith('ZXlK') && /^eyJ[\w-]+\./u.test(Buffer.from(token, 'base64').toString('latin1'));
}

// EXTERNAL MODULE: ./build/cluster/network.js
var network = __webpack_require__(5955);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/cluster/socks.js
/** SOCKS 5, client side (RFC 1928, RFC 1929): the proxy looks the host name up. */


const version = 5;
const methods = { none: 0, password: 2, refused: 0xff };
const addresses = { v4: 1, name: 3, v6: 4 };
/** Reply codes 1 to 8 of RFC 1928, §6. */
const replies = [
    'it failed',
    'its rules do not allow this address',
    'there is no route to the network',
    'there is no route to the host',
    'the connection was refused',
    'the connection timed out',
    'it does not know the command',
    'it does not know this kind of address'
];
/** Asks the proxy at the other end of a socket that connects for a connection to the destination. @throws ProxyError */
async function passSocks(socket, { host, port }, login) {
    const offered = login === undefined ? [methods.none] : [methods.none, methods.password];
    socket.write(Buffer.from([version, offered.length, ...offered]));
    const [answered, method] = await take(socket, 2);
    if (answered !== version)
        throw new network/* ProxyError */.T6('foreign', 'no SOCKS 5 proxy');
    if (method === methods.password && login !== undefined) {
        socket.write(Buffer.concat([Buffer.from([1]), withLength(login.name), withLength(login.password)]));
        const [, status] = await take(socket, 2);
        if (status !== 0)
            throw new network/* ProxyError */.T6('refused', 'user name or password refused', { status: 407 });
    }
    else if (method !== methods.none) {
        throw new network/* ProxyError */.T6('refused', 'it wants a login', { status: 407 });
    }
    socket.write(Buffer.concat([Buffer.from([version, 1, 0]), addressOf(host), Buffer.from([port >> 8, port & 0xff])]));
    const [, reply = 1, , kind] = await take(socket, 4);
    if (reply !== 0) {
        throw new network/* ProxyError */.T6('refused', replies[reply - 1] ?? `code ${reply}`, { status: reply === 2 ? 403 : 502 });
    }
    // the address that it bound, which is of no interest
    const length = kind === addresses.v4 ? 4 : kind === addresses.v6 ? 16 : ((await take(socket, 1))[0] ?? 0);
    await take(socket, length + 2);
}
function addressOf(host) {
    if ((0,external_node_net_.isIP)(host) === 4)
        return Buffer.from([addresses.v4, ...host.split('.').map(Number)]);
    if ((0,external_node_net_.isIP)(host) === 6)
        return Buffer.concat([Buffer.from([addresses.v6]), sixteen(host)]);
    return Buffer.concat([Buffer.from([addresses.name]), withLength(host)]);
}
/** The bytes of an IPv6 address, which `URL` has brought into its canonical form. */
function sixteen(host) {
    const [head = '', tail] = host.split('::');
    const words = (text) => text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
    const first = words(head);
    const last = words(tail ?? '');
    const all = [...first, ...Array(8 - first.length - last.length).fill(0), ...last];
    return Buffer.from(all.flatMap((word) => [word >> 8, word & 0xff]));
}
function withLength(text) {
    const bytes = Buffer.from(text).subarray(0, 255);
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}
/** Takes exactly so many bytes; what follows them stays in the socket. */
async function take(socket, count) {
    for (;;) {
        const bytes = socket.read(count);
        if (bytes?.length === count)
            return bytes;
        // less than asked for: the other side has ended
        if (bytes !== null || socket.readableEnded || socket.destroyed)
            throw new network/* ProxyError */.T6('foreign', 'the proxy hung up');
        await new Promise((resolve) => {
            const done = () => {
                socket.off('readable', done).off('end', done).off('close', done);
                resolve();
            };
            socket.once('readable', done).once('end', done).once('close', done);
        });
    }
}

;// CONCATENATED MODULE: ./build/cluster/tunnel.js
/**
 * A connection through a proxy, ready for TLS to the API server. Not undici's own proxy agent: that one waits without a
 * limit for a proxy that does not answer, tells its refusals in a text only, and cannot do SOCKS without a warning on stderr.
 */





/**
 * Opens a tunnel.
 * @param proxy http, https or socks5, perhaps with user name and password
 * @param limit milliseconds until the tunnel stands
 * @throws ProxyError
 */
function openTunnel(proxy, destination, limit) {
    return proxy.protocol === 'socks5:'
        ? throughSocks(proxy, destination, limit)
        : throughConnect(proxy, destination, limit);
}
/** User name and password of a proxy's URL, decoded. */
function loginOf({ username, password }) {
    return username === '' && password === '' ? undefined : { name: decoded(username), password: decoded(password) };
}
function throughConnect(proxy, { host, port }, limit) {
    const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const login = loginOf(proxy);
    const basic = login && Buffer.from(`${login.name}:${login.password}`).toString('base64');
    const { promise, resolve, reject } = Promise.withResolvers();
    const sent = (proxy.protocol === 'https:' ? external_node_https_.request : external_node_http_.request)({
        host: bare(proxy.hostname),
        port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
        method: 'CONNECT',
        path: target,
        headers: { host: target, ...(basic === undefined ? {} : { 'proxy-authorization': `Basic ${basic}` }) },
        agent: false
    });
    const timer = setTimeout(() => {
        sent.destroy();
        reject(new network/* ProxyError */.T6('timeout', `no answer to CONNECT within ${limit} ms`));
    }, limit);
    sent.on('connect', (answer, socket, head) => {
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status <= 299) {
            if (head.length > 0)
                socket.unshift(head);
            resolve(socket);
        }
        else {
            socket.destroy();
            reject(new network/* ProxyError */.T6('refused', `HTTP ${status} to CONNECT`, { status }));
        }
    });
    sent.on('error', (cause) => {
        // llhttp's complaints: something else than HTTP came back
        const isForeign = cause.code?.startsWith('HPE_') ?? false;
        reject(new network/* ProxyError */.T6(isForeign ? 'foreign' : 'unreachable', 'the proxy cannot be used', { cause }));
    });
    sent.end();
    return promise.finally(() => clearTimeout(timer));
}
async function throughSocks(proxy, destination, limit) {
    const socket = (0,external_node_net_.connect)({ host: bare(proxy.hostname), port: Number(proxy.port || 1080) });
    const { promise, reject } = Promise.withResolvers();
    const fail = (cause) => reject(new network/* ProxyError */.T6('unreachable', 'the proxy cannot be used', { cause }));
    const timer = setTimeout(() => reject(new network/* ProxyError */.T6('timeout', `no tunnel within ${limit} ms`)), limit);
    socket.on('error', fail);
    try {
        await Promise.race([promise, passSocks(socket, destination, loginOf(proxy))]);
        return socket;
    }
    catch (error) {
        socket.on('error', () => undefined).destroy();
        throw error;
    }
    finally {
        clearTimeout(timer);
        socket.off('error', fail);
    }
}
/** `URL` keeps the brackets of an IPv6 address; sockets want none. */
function bare(hostname) {
    return hostname.replace(/^\[|\]$/gu, '');
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./build/cluster/dispatcher.js
/** Makes undici's dispatcher for one cluster: TLS, proxy, keep-alive. */


/** Milliseconds. TCP keep-alive starts before load balancers forget silent connections (60 s and more, AWS and Azure). */
const dispatcher_times = { connect: 10_000, keepAliveProbe: 30_000, idleConnection: 10_000 };
/**
 * Bytes that a socket reads before somebody asks for them; undici's own 16 KiB, which its types do not name, are read line by
 * line while a log is left alone (`gather`).
 */
const readAhead = { highWaterMark: 1 };
/** The whole of undici is four times as much code, with caches, mocks, fetch and WebSocket: 60 ms of processor time at each start. */
async function parts() {
    const [{ default: Agent }, { default: buildConnector }, { default: request }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(440), __webpack_require__.e(405)]).then(__webpack_require__.t.bind(__webpack_require__, 7405, 19)),
        Promise.all(/* import() */[__webpack_require__.e(440), __webpack_require__.e(136)]).then(__webpack_require__.t.bind(__webpack_require__, 9136, 19)),
        Promise.all(/* import() */[__webpack_require__.e(440), __webpack_require__.e(43)]).then(__webpack_require__.t.bind(__webpack_require__, 6424, 19))
    ]);
    return { Agent, buildConnector, request };
}
/** HTTP/1.1 on purpose: a stream that stalls must not hold up the others. Body timeouts are off; each request has its own. */
async function createDispatcher(options) {
    const { Agent, buildConnector, request } = await parts();
    const { proxy } = options;
    const { ca, cert, key } = options;
    const direct = buildConnector({
        // certificates are read once, not for each of the connections that a run opens at its start
        secureContext: (0,external_node_tls_.createSecureContext)({ ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) }),
        ...(options.serverName === undefined ? {} : { servername: options.serverName }),
        rejectUnauthorized: !options.skipVerify,
        keepAlive: true,
        keepAliveInitialDelay: dispatcher_times.keepAliveProbe,
        timeout: dispatcher_times.connect,
        ...readAhead,
        allowH2: false
    });
    const agent = new Agent({
        allowH2: false,
        headersTimeout: 0,
        bodyTimeout: 0,
        keepAliveTimeout: dispatcher_times.idleConnection,
        keepAliveMaxTimeout: dispatcher_times.idleConnection,
        connect: proxy === undefined ? direct : through(proxy, direct)
    });
    return {
        request: (call) => request.call(agent, call),
        close: () => agent.close(),
        destroy: () => agent.destroy()
    };
}
function through(proxy, direct) {
    return (options, callback) => {
        const destination = { host: options.hostname.replace(/^\[|\]$/gu, ''), port: Number(options.port || 443) };
        openTunnel(proxy, destination, dispatcher_times.connect).then((httpSocket) => direct({ ...options, httpSocket }, callback), (error) => callback(error, null));
    };
}

;// CONCATENATED MODULE: ./build/cluster/oidc.js
/**
 * Renews the id-token of an OIDC `auth-provider` with its refresh token (OpenID Connect Discovery 1.0 §4, RFC 6749 §6).
 * By our own two requests: those of client-node 2.0.1 cannot succeed (it gives openid-client a text where that takes a URL
 * object, and with an authority of one's own an object where that takes a Response).
 */



/** Why there is no new token: OAuth's own word (`invalid_grant`), or ours. */
class OidcError extends Error {
}
/** Milliseconds for all of it. */
const limit = 30_000;
const largestAnswer = 1024 * 1024;
/** @returns the new id-token @throws OidcError, errors of the network, the signal's reason on abort */
async function renewIdToken(client, env, signal) {
    const ending = (0,deadline/* withTimeout */.w)(signal, limit);
    const issuer = secureUrl(client.issuer);
    const about = `${issuer.href.replace(/\/$/u, '')}/.well-known/openid-configuration`;
    const { token_endpoint: endpoint } = await ask({ url: secureUrl(about), method: 'GET' }, client, env, ending);
    if (typeof endpoint !== 'string')
        throw new OidcError('it names no token endpoint');
    const url = secureUrl(endpoint);
    const grant = { grant_type: 'refresh_token', refresh_token: client.refreshToken };
    const { clientId: id, clientSecret: secret } = client;
    const inBody = { ...grant, client_id: id, ...(secret === undefined ? {} : { client_secret: secret }) };
    let answer = await ask({ url, method: 'POST', ...(secret === undefined ? { form: inBody } : { form: grant, basic: `${encodeURIComponent(id)}:${encodeURIComponent(secret)}` }) }, client, env, ending); // prettier-ignore
    // some take the secret in the body alone
    if (secret !== undefined && answer['error'] === 'invalid_client') {
        answer = await ask({ url, method: 'POST', form: inBody }, client, env, ending);
    }
    const { id_token: token, error } = answer;
    if (typeof token === 'string' && token !== '')
        return token;
    throw new OidcError(typeof error === 'string' && /^[a-z_]{1,40}$/u.test(error) ? error : 'it gave no id_token');
}
async function ask(request, { ca }, env, signal) {
    const { url, method, form, basic } = request;
    const dispatcher = await way(url, ca, env);
    try {
        const { body } = await dispatcher.request({
            origin: url.origin,
            path: `${url.pathname}${url.search}`,
            method,
            headers: {
                accept: 'application/json',
                'user-agent': 'docker-on-k8s',
                ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
                ...(basic === undefined ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` })
            },
            body: form === undefined ? null : new URLSearchParams(form).toString(),
            signal
        });
        let text = '';
        for await (const part of body.setEncoding('utf8')) {
            text += part;
            if (text.length > largestAnswer)
                break;
        }
        return parse(text);
    }
    finally {
        await dispatcher.destroy();
    }
}
function way(url, ca, env) {
    const found = (0,cluster_proxy/* proxyFromEnvironment */.GG)(url, env);
    const proxy = found === undefined || (0,cluster_proxy/* proxyProblem */.wS)(found.address) !== undefined ? undefined : (0,cluster_proxy/* proxyUrl */.sd)(found.address);
    return createDispatcher({ ca, cert: undefined, key: undefined, serverName: undefined, skipVerify: false, proxy });
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        if (typeof value === 'object' && value !== null)
            return value;
    }
    catch {
        // said below
    }
    throw new OidcError('it does not answer with JSON');
}
function secureUrl(text) {
    if (!URL.canParse(text) || new URL(text).protocol !== 'https:')
        throw new OidcError('its address is not https://');
    return new URL(text);
}

// EXTERNAL MODULE: ./build/cluster/text-file.js
var text_file = __webpack_require__(5169);
;// CONCATENATED MODULE: ./build/cluster/auth-provider.js
/** `auth-provider` of old kubeconfigs: OIDC still works; the others were given up by Kubernetes 1.26. */






/** What took the place of a provider that is gone. */
const successors = {
    gcp: 'Write the kubeconfig anew with: gcloud container clusters get-credentials NAME (it uses gke-gcloud-auth-plugin, which google-github-actions/setup-gcloud installs).',
    azure: 'Convert it with: kubelogin convert-kubeconfig (azure/use-kubelogin installs kubelogin).'
};
/**
 * The token of an `auth-provider`, renewed where it has expired and a refresh token is there.
 * @throws Failure `invalid-kubeconfig` for providers that are gone, `credentials-expired`, `unauthorized`
 */
async function tokenOfProvider({ context, user }, options) {
    const { name, config } = user.authProvider ?? { name: '', config: {} };
    const what = `The auth-provider of context ${(0,kubeconfig_fields/* nameOf */.Vb)(context)}`;
    if (name !== 'oidc') {
        throw new failure/* Failure */.HR('invalid-kubeconfig', {
            what: `${what} cannot be used.`,
            why: `Kubernetes gave up ${name === '' ? 'auth-provider' : `the auth-provider ${(0,kubeconfig_fields/* nameOf */.Vb)(name)}`} in 1.26.`,
            fix: successors[name] ?? 'Use an exec plugin, a token of a service account, or a client certificate.'
        });
    }
    const token = config['id-token'] ?? '';
    if (token === '') {
        throw new failure/* Failure */.HR('invalid-kubeconfig', {
            what: `${what} cannot be used.`,
            why: 'It holds no id-token.',
            fix: 'Log in on your own machine and store the kubeconfig anew, or use a token of a service account.'
        });
    }
    const expires = expiryOf(token);
    if (expires === undefined || expires > Date.now())
        return token;
    const missing = ['client-id', 'refresh-token', 'idp-issuer-url'].filter((key) => !config[key]);
    if (missing.length > 0) {
        throw new failure/* Failure */.HR('credentials-expired', {
            what: `The id-token in the kubeconfig for context ${(0,kubeconfig_fields/* nameOf */.Vb)(context)} has expired.`,
            why: `It was valid until ${new Date(expires).toISOString().replace('.000Z', 'Z')}, and there is no ${missing.join(', no ')} to renew it with.`,
            fix: 'Store a new kubeconfig, better one with a token of a service account.'
        });
    }
    return refresh(what, config, options);
}
async function refresh(what, config, { env, signal }) {
    try {
        return await renewIdToken({
            issuer: config['idp-issuer-url'] ?? '',
            clientId: config['client-id'] ?? '',
            clientSecret: config['client-secret'] || undefined,
            refreshToken: config['refresh-token'] ?? '',
            ca: authorityOf(what, config)
        }, env, signal);
    }
    catch (error) {
        signal?.throwIfAborted();
        if (error instanceof failure/* Failure */.HR)
            throw error;
        throw new failure/* Failure */.HR('unauthorized', {
            what: `${what} could not renew its id-token.`,
            why: `The identity provider cannot be reached, or refused the refresh token${detailOf(error)}.`,
            fix: 'Log in anew and store the new kubeconfig, or use a token of a service account.'
        }, { cause: error });
    }
}
function authorityOf(what, config) {
    const data = config['idp-certificate-authority-data'];
    if (data)
        return Buffer.from(data, 'base64').toString('utf8');
    const file = config['idp-certificate-authority'];
    if (!file)
        return undefined;
    const read = (0,text_file/* readTextFile */.G)(file);
    if ('text' in read)
        return read.text;
    throw new failure/* Failure */.HR('invalid-kubeconfig', {
        what: `${what} cannot be used.`,
        why: `Its idp-certificate-authority names ${file}, which cannot be read: ${read.trouble}.`,
        fix: 'Use idp-certificate-authority-data.'
    });
}
/** What went wrong, in parentheses: OAuth's word or the connection's code. Other messages quote answers. */
function detailOf(error) {
    const word = error instanceof OidcError ? error.message : (0,network/* networkCode */.e8)(error);
    return word === undefined ? '' : ` (${word})`;
}
/** Whether the user of a kubeconfig logs in by an `auth-provider`. */
function hasProvider(loaded) {
    return loaded.user?.authProvider !== undefined;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/cluster/tls-material.js
/** Certificates and keys of a kubeconfig, checked before a connection fails on them with OpenSSL's words. */


const again = 'Write the kubeconfig anew with: kubectl config view --raw --flatten --minify.';
/** @throws what `wrong` makes, for an authority that OpenSSL cannot read */
function checkAuthority(ca, wrong) {
    try {
        if (!ca.includes('-----BEGIN '))
            throw new Error('no PEM');
        new external_node_crypto_.X509Certificate(ca);
        (0,external_node_tls_.createSecureContext)({ ca });
    }
    catch {
        throw wrong('Its certificate-authority is no certificate in PEM form, or only a part of one.', again);
    }
}
/** @throws what `wrong` makes, for a client certificate and key that cannot be used together */
function checkPair(cert, key, wrong) {
    const certificate = certificateOf(cert);
    if (certificate === undefined) {
        throw wrong('Its client-certificate is no certificate in PEM form, or only a part of one.', again);
    }
    let privateKey;
    try {
        privateKey = (0,external_node_crypto_.createPrivateKey)(key);
    }
    catch {
        // OpenSSL's own words would name functions
        if (/BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/mu.test(key)) {
            throw wrong('Its client-key is encrypted with a passphrase, which nobody can type here.', 'Store the key without it (openssl pkey -in KEY -out NEW), or use a token.');
        }
        throw wrong('Its client-key is no private key in PEM form, or only a part of one.', again);
    }
    if (!certificate.checkPrivateKey(privateKey)) {
        throw wrong('Its client-key does not belong to its client-certificate.', again);
    }
}
/** When a certificate ends, in milliseconds since the epoch. */
function endOf(cert) {
    const end = Date.parse(certificateOf(cert)?.validTo ?? '');
    return Number.isNaN(end) ? undefined : end;
}
function certificateOf(pem) {
    try {
        return new external_node_crypto_.X509Certificate(pem);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/cluster/credentials.js
/** A user of a kubeconfig → what requests and TLS need of it. */






/** Reads files, decodes data, runs the plugin. @throws Failure; the signal's reason on abort */
async function credentialsOf(loaded, options) {
    const { cluster, user, context } = loaded;
    const wrong = (why, fix) => new failure/* Failure */.HR('invalid-kubeconfig', {
        what: `The kubeconfig cannot be used for context ${(0,kubeconfig_fields/* nameOf */.Vb)(context)}.`,
        why,
        fix
    });
    const ca = material('certificate-authority', cluster.caData, cluster.caFile, wrong);
    if (ca !== undefined)
        checkAuthority(ca, wrong);
    const own = {
        cert: material('client-certificate', user?.certData, user?.certFile, wrong),
        key: material('client-key', user?.keyData, user?.keyFile, wrong)
    };
    const given = await credentials_loginOf(loaded, ca, options, wrong);
    const cert = given.cert ?? own.cert;
    const key = given.cert === undefined ? own.key : given.key;
    if (cert !== undefined && key !== undefined)
        checkPair(cert, key, wrong);
    const kind = given.kind ?? (cert === undefined ? 'none' : 'certificate');
    const ends = [given.expires, given.token && expiryOf(given.token), cert && endOf(cert)];
    return {
        kind,
        headers: { ...(given.header === undefined ? {} : { authorization: given.header }), ...impersonation(user) },
        ca,
        cert,
        key,
        token: given.token,
        expires: ends.filter((end) => typeof end === 'number').toSorted((a, b) => a - b)[0],
        secrets: [given.token, given.header?.replace(/^\w+ /u, ''), user?.password, user?.keyData, ...linesOf(key)].filter((secret) => secret !== undefined && secret.length >= 4)
    };
}
/** As kubectl: a token goes before a plugin, and the file before the token beside it. */
async function credentials_loginOf(loaded, ca, options, wrong) {
    const { user } = loaded;
    if (user?.tokenFile !== undefined) {
        const text = readOr('tokenFile', user.tokenFile, wrong);
        return bearer('token-file', text, `The token in its tokenFile (${user.tokenFile})`, wrong);
    }
    if (user?.token !== undefined)
        return bearer('token', user.token, 'Its token', wrong);
    if (user?.username !== undefined) {
        const basic = Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64');
        return { kind: 'password', header: `Basic ${basic}` };
    }
    if (user?.exec !== undefined) {
        const { runPlugin } = await Promise.all(/* import() */[__webpack_require__.e(993), __webpack_require__.e(446)]).then(__webpack_require__.bind(__webpack_require__, 1446));
        const { token, ...rest } = await runPlugin({ loaded, ca, env: options.env, signal: options.signal }, user.exec);
        const login = token === undefined ? {} : bearer('plugin', token, 'The token of its credential plugin', wrong);
        return { ...login, ...rest, kind: 'plugin' };
    }
    if (hasProvider(loaded)) {
        const token = await tokenOfProvider(loaded, options);
        return bearer('auth-provider', token, 'The id-token of its auth-provider', wrong);
    }
    return {};
}
function bearer(kind, text, subject, wrong) {
    const token = text.trim();
    const isOurs = kind === 'token' || kind === 'auth-provider';
    const fix = isOurs ? 'Copy it into the kubeconfig again, as one word.' : 'See what writes it.';
    if (token === '')
        throw wrong(`${subject} is empty.`, fix);
    if (isPlaceholder(token))
        throw wrong(`${subject} is a placeholder.`, isOurs ? withSecrets : fix);
    if (/^bearer\s/iu.test(token))
        throw wrong(`${subject} begins with the word Bearer, which is not a part of it.`, fix);
    if (/[^\x21-\x7E]/u.test(token)) {
        throw wrong(`${subject} holds a space, a line break or another character that no token has.`, fix);
    }
    return { kind, token, header: `Bearer ${token}` };
}
function impersonation(user) {
    if (user?.impersonate?.user === undefined)
        return {};
    const { user: as, groups, uid, extra } = user.impersonate;
    return {
        'impersonate-user': as,
        ...(groups.length > 0 ? { 'impersonate-group': [...groups] } : {}),
        ...(uid === undefined ? {} : { 'impersonate-uid': uid }),
        ...Object.fromEntries(Object.entries(extra).map(([key, values]) => [
            `impersonate-extra-${encodeURIComponent(key).toLowerCase()}`,
            [...values]
        ]))
    };
}
const withSecrets = 'Write the kubeconfig with: kubectl config view --raw --flatten --minify (without --raw the secrets are left out).';
/** What `kubectl config view` prints instead of secrets. */
function isPlaceholder(value) {
    return /^(?:REDACTED|DATA[+ ]OMITTED|\*+|<.*>)$/u.test(value);
}
function material(name, data, file, fail) {
    if (data === undefined)
        return file === undefined ? undefined : readOr(name, file, fail);
    const wrong = (why, fix) => fail(`Its ${name}-data ${why}.`, fix);
    if (isPlaceholder(data))
        throw wrong('is a placeholder', withSecrets);
    if (data.includes('-----BEGIN '))
        throw wrong('is a PEM text itself', 'Write base64 of it there.');
    const text = Buffer.from(data, 'base64').toString('utf8');
    if (text.includes('-----BEGIN '))
        return text;
    throw wrong('is not base64 of a PEM text', withSecrets);
}
function readOr(name, file, wrong) {
    const read = (0,text_file/* readTextFile */.G)(file);
    if ('text' in read)
        return read.text;
    throw wrong(`Its ${name} names ${file}, which cannot be read: ${read.trouble}.`, 'Put the content itself into the kubeconfig (kubectl config view --raw --flatten), or make the file in an earlier step.');
}
/** The lines of a private key, each a secret of its own. */
function linesOf(key) {
    return (key ?? '').split(/\s*\n\s*/u).filter((line) => line.length >= 16 && !line.startsWith('-----'));
}

;// CONCATENATED MODULE: ./build/cluster/session.js
/** The credentials and connections in use, and their renewal while others go on using the old ones. */





const session_usual = { tokenFileAge: 60_000, renewBefore: 30_000, shortestRest: 10_000 };
class ClusterSession {
    #options;
    #timing;
    #loaded;
    #state;
    #renewal;
    #triedAt = performance.now();
    #closed = new AbortController();
    constructor(options) {
        this.#options = options;
        this.#timing = { ...session_usual, ...options.timing };
        this.#loaded = options.load();
    }
    get loaded() {
        return this.#loaded;
    }
    /** @throws Failure when there are no credentials to be had */
    async current(signal) {
        const state = this.#state;
        if (state === undefined) {
            await this.renew(undefined, signal);
        }
        else if (this.#isOld(state)) {
            // What we have may still be good, while a file is being replaced or a plugin cannot reach its provider.
            await this.renew(state, signal).catch(() => undefined);
            signal?.throwIfAborted();
        }
        return this.#state;
    }
    /**
     * Gets new credentials, once for all who ask at the same time.
     * @param used the state that was refused
     * @returns whether there is something new to try
     * @throws Failure
     */
    async renew(used, signal) {
        if (used !== this.#state)
            return true;
        // shared by all who ask: none of them may end it for the others, each may only stop waiting; the plugin has its own limit
        this.#renewal ??= this.#renew(this.#closed.signal).finally(() => {
            this.#renewal = undefined;
        });
        return unlessAborted(this.#renewal, signal);
    }
    async close() {
        this.#closed.abort(new Error('The connection was closed.'));
        await this.#state?.dispatcher.destroy();
    }
    #isOld({ credentials: { kind, expires } }) {
        const { tokenFileAge, renewBefore, shortestRest } = this.#timing;
        const age = performance.now() - this.#triedAt;
        if (kind === 'token-file')
            return age > tokenFileAge;
        const canBeRenewed = kind === 'plugin' || kind === 'auth-provider';
        return canBeRenewed && expires !== undefined && expires - Date.now() < renewBefore && age > shortestRest;
    }
    async #renew(signal) {
        const { env, load, mask } = this.#options;
        const old = this.#state;
        this.#triedAt = performance.now();
        if (old !== undefined)
            this.#loaded = sameServer(this.#loaded, load());
        const credentials = await credentialsOf(this.#loaded, { env, signal });
        for (const secret of credentials.secrets)
            if (!old?.credentials.secrets.includes(secret))
                mask(secret);
        if (old !== undefined && isSame(old.credentials, credentials))
            return false;
        const keepsTls = old !== undefined && tlsOf(old.credentials) === tlsOf(credentials);
        const proxy = this.#proxy();
        this.#state = {
            credentials,
            dispatcher: keepsTls ? old.dispatcher : await this.#dispatcher(credentials, proxy),
            route: { proxy, hasAuthority: credentials.ca !== undefined, hasCertificate: credentials.cert !== undefined }
        };
        // Requests that are under way end in peace; a destroyed dispatcher would break them off.
        if (!keepsTls)
            void old?.dispatcher.close().catch(() => undefined);
        return true;
    }
    #proxy() {
        const { cluster } = this.#loaded;
        const found = cluster.proxyUrl === undefined
            ? (0,cluster_proxy/* proxyFromEnvironment */.GG)(new URL(cluster.server), this.#options.env)
            : { address: cluster.proxyUrl, from: 'proxy-url' };
        if (found === undefined)
            return undefined;
        const problem = (0,cluster_proxy/* proxyProblem */.wS)(found.address);
        if (problem !== undefined) {
            throw new failure/* Failure */.HR('invalid-input', {
                what: `The variable ${found.from} ${problem}.`,
                why: 'It names the proxy on the way to the API server.',
                fix: `Set ${found.from} to http://HOST:PORT, or name ${new URL(cluster.server).hostname} in NO_PROXY.`
            });
        }
        const url = (0,cluster_proxy/* proxyUrl */.sd)(found.address);
        if (url.password.length >= 4)
            this.#options.mask(url.password);
        return { url, from: found.from };
    }
    #dispatcher({ ca, cert, key }, proxy) {
        const { serverName, skipVerify } = this.#loaded.cluster;
        return createDispatcher({ ca, cert, key, serverName, skipVerify, proxy: proxy?.url });
    }
}
/** A kubeconfig that names another cluster by now has credentials for that one: they are not for this server. */
function sameServer(old, now) {
    if (now.cluster.server === old.cluster.server)
        return now;
    throw new failure/* Failure */.HR('invalid-kubeconfig', {
        what: 'The kubeconfig was changed while the run was on.',
        why: `Its context ${(0,kubeconfig_fields/* nameOf */.Vb)(now.context)} names another server by now.`,
        fix: 'Give this step a kubeconfig of its own.'
    });
}
/** Waits for a shared work; an abort ends the waiting, not the work. */
async function unlessAborted(work, signal) {
    if (signal === undefined)
        return work;
    signal.throwIfAborted();
    const { promise, reject } = Promise.withResolvers();
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    // whoever waits last may have gone: the work's own failure is then nobody's
    work.catch(() => undefined);
    try {
        return await Promise.race([work, promise]);
    }
    finally {
        signal.removeEventListener('abort', abort);
    }
}
function tlsOf({ ca, cert, key }) {
    return JSON.stringify([ca, cert, key]);
}
function isSame(a, b) {
    return tlsOf(a) === tlsOf(b) && JSON.stringify(a.headers) === JSON.stringify(b.headers);
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
;// CONCATENATED MODULE: ./build/lib/garbage.js
/** Keeps a long stream of bytes in little memory. */


/** Bytes of a stream between two collections. */
const every = 1 * 1024 * 1024;
let collect;
let passed = 0;
/**
 * Notes that bytes of a stream were read. Each read and each record of TLS leaves a buffer outside of V8's heap, which is
 * freed with the small object that holds it; but V8 counts small objects, and lets some 80 MB of buffers wait. So the young
 * are collected after every few megabytes: under a millisecond each, and less work in all than the memory's own.
 */
function passedBy(bytes) {
    passed += bytes;
    if (passed < every)
        return;
    passed = 0;
    collect ??= minorCollection();
    collect();
}
/** V8's collection of the young is only shown to contexts that are made while its flag is set. */
function minorCollection() {
    (0,external_node_v8_.setFlagsFromString)('--expose-gc');
    const collection = (0,external_node_vm_.runInNewContext)('globalThis.gc');
    (0,external_node_v8_.setFlagsFromString)('--no-expose-gc');
    return typeof collection === 'function'
        ? () => void Reflect.apply(collection, undefined, [{ type: 'minor' }])
        : () => undefined;
}

;// CONCATENATED MODULE: ./build/lib/gather.js
/** A stream that comes in many small pieces, read in few large blocks. */


/** Bytes after which a block is not filled further, and the source has to wait. */
const most = 64 * 1024;
/** Room for what a socket gives at once beyond that. */
const roomy = 2 * most;
/** Bytes of one turn of the event loop from which on there is likely more in the next one. */
const brisk = 4 * 1024;
/** Buffers that nobody uses now: all streams share them, so that a silent one holds none. */
const free = [];
const mostFree = 32;
/**
 * Reads a stream to its end. A kubelet sends each line of a log by itself, and each costs a turn of the event loop here and a
 * change of processes, which slows down also the sender on a busy machine: so after a block that was not full the source is
 * left alone for `gap`, and then gives all that has come at once. What comes after a longer silence is given on in the same turn.
 * (From a busy node a log came in two thirds of the time, with a quarter of the processor time here.)
 * @param source with a low `highWaterMark`: it is what still comes line by line while the source is left alone
 * @param gap milliseconds; 0: the source is never left alone
 * @param signal whoever reads the source ends it with this; nothing is given any more then
 * @returns blocks, each of which is valid until the next one is asked for
 */
async function* gather(source, gap, signal) {
    const gathering = new Gathering(source, gap, signal);
    try {
        for (let block = await gathering.next(); block !== undefined; block = await gathering.next())
            yield block;
    }
    finally {
        gathering.close();
    }
}
class Gathering {
    #source;
    #gap;
    #signal;
    /** What is filled now. */
    #block;
    #length = 0;
    /** What the reader has now. */
    #given;
    #isDue = false;
    /** Bytes of the block at the end of the turn before. */
    #checked = 0;
    #end;
    #wake;
    #timer;
    #immediate;
    #forget;
    constructor(source, gap, signal) {
        this.#source = source;
        this.#gap = gap;
        this.#signal = signal;
        this.#forget = (0,external_node_stream_.finished)(source, { writable: false }, (error) => {
            this.#end = { error: error ?? undefined };
            this.#wake?.();
        });
        source.on('data', this.#take);
    }
    /** @returns undefined at the end. @throws the source's error, once all that came before it was given; the signal's reason */
    async next() {
        this.#release();
        for (;;) {
            this.#signal?.throwIfAborted();
            if (this.#block !== undefined && (this.#isDue || this.#length >= most || this.#end !== undefined))
                return this.#give(this.#block);
            if (this.#end?.error !== undefined)
                throw this.#end.error;
            if (this.#end !== undefined)
                return undefined;
            await new Promise((resolve) => (this.#wake = resolve));
            this.#wake = undefined;
        }
    }
    close() {
        this.#unschedule();
        this.#source.off('data', this.#take);
        this.#forget();
        this.#release();
        this.#given = this.#block;
        this.#release();
    }
    #take = (piece) => {
        const block = this.#roomFor(piece.length);
        block.set(piece, this.#length);
        this.#length += piece.length;
        // this turn's other pieces come before what is set immediate
        this.#immediate ??= setImmediate(this.#check);
        if (this.#length < most)
            return;
        this.#source.pause();
        this.#wake?.();
    };
    #check = () => {
        const more = this.#length - this.#checked;
        this.#checked = this.#length;
        if (more >= brisk && this.#length < most) {
            this.#immediate = setImmediate(this.#check);
        }
        else {
            this.#isDue = true;
            this.#wake?.();
        }
    };
    #roomFor(more) {
        const needed = this.#length + more;
        const known = (this.#block ??= free.pop() ?? Buffer.allocUnsafeSlow(roomy));
        if (needed <= known.length)
            return known;
        const larger = Buffer.allocUnsafeSlow(needed);
        known.copy(larger, 0, 0, this.#length);
        this.#block = larger;
        return larger;
    }
    #unschedule() {
        clearTimeout(this.#timer);
        clearImmediate(this.#immediate);
        this.#immediate = undefined;
        this.#isDue = false;
        this.#checked = 0;
    }
    #give(block) {
        const given = block.subarray(0, this.#length);
        const isFull = this.#length >= most;
        this.#unschedule();
        passedBy(this.#length);
        this.#given = block;
        this.#block = undefined;
        this.#length = 0;
        if (isFull || this.#gap === 0 || this.#end !== undefined)
            this.#source.resume();
        else
            this.#rest();
        return given;
    }
    #rest() {
        this.#source.pause();
        this.#timer = setTimeout(() => this.#source.resume(), this.#gap);
    }
    #release() {
        if (this.#given?.length === roomy && free.length < mostFree)
            free.push(this.#given);
        this.#given = undefined;
    }
}

;// CONCATENATED MODULE: ./build/cluster/answers.js
/** Reads what the API server answers: errors, warnings, the wish to be left alone for a while. Pure; never throws. */


/** Most characters of a foreign answer that go into a message. */
const longest = 300;
/** The meta/v1 Status in a body; undefined when it is something else. */
function parseStatus(body) {
    try {
        const value = JSON.parse(body);
        const isStatus = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Status';
        return isStatus ? value : undefined;
    }
    catch {
        return undefined;
    }
}
/** The error for an answer other than success. Neither headers nor the whole body go into it. */
function errorOfAnswer(action, code, headers, body) {
    const status = parseStatus(body);
    const message = typeof status?.message === 'string' && status.message !== ''
        ? status.message
        : (redirected(code, headers) ?? foreignMessage(code, body));
    return new port/* ApiError */.h(action, message, {
        status: code,
        reason: typeof status?.reason === 'string' ? status.reason : undefined,
        retryAfter: retryAfter(headers, status),
        mayHaveHappened: mayHaveHappened(code, status, message)
    });
}
/** The error for a request that got no answer. */
function errorOfNetwork(action, error, server) {
    const code = (0,network/* networkCode */.e8)(error);
    const why = code ?? (error instanceof Error ? error.message : 'no answer');
    return new port/* ApiError */.h(action, `Could not ${action}: no answer from ${server} (${why}).`, {
        status: 0,
        mayHaveHappened: !(0,network/* surelyNotSent */.mP)(error),
        cause: error
    });
}
/** Whether a create that got this answer may have happened. An answer of Kubernetes itself says what it did; a proxy's does not. */
function mayHaveHappened(code, status, message) {
    if (code === 408)
        return true;
    if (code < 500)
        return false;
    // Admission comes before storage.
    if (message.includes('failed calling webhook'))
        return false;
    return !(code === 503 && status !== undefined);
}
/** Where an answer sends us on to; only the origin, what follows it can hold a session. */
function redirected(code, headers) {
    const location = first(headers['location']) ?? '';
    if (code < 300 || code > 399 || !URL.canParse(location))
        return undefined;
    return `It sends us on to ${new URL(location).origin} (HTTP ${code}).`;
}
function foreignMessage(code, body) {
    const text = body
        .slice(0, 4000)
        .replace(/<(style|script)[\s\S]*?<\/\1>/giu, ' ')
        .replace(/<[^>]*>/gu, ' ')
        .replace(/\s+/gu, ' ')
        .trim();
    return text === '' ? `HTTP ${code}` : `HTTP ${code}: ${text.slice(0, longest)}`;
}
function retryAfter(headers, status) {
    const header = Number(first(headers['retry-after']));
    if (Number.isFinite(header) && header >= 0 && first(headers['retry-after']))
        return header;
    const told = status?.details?.retryAfterSeconds;
    return typeof told === 'number' && told > 0 ? told : undefined;
}
/** What there is to say where {@link isCutShort}. */
const cutShort = Object.assign(new Error('the answer broke off'), { code: 'UND_ERR_SOCKET' });
/** Whether a body that is to be JSON breaks off: the end of a connection may look like the end of the answer. */
function isCutShort(headers, body) {
    if (!/^application\/json\b/iu.test(first(headers['content-type']) ?? ''))
        return false;
    // nothing at all is how some proxies answer
    if (body === '')
        return false;
    try {
        JSON.parse(body);
        return false;
    }
    catch {
        return true;
    }
}
/** First value of a header. */
function first(value) {
    return Array.isArray(value) ? value[0] : value;
}
/** Texts of the `Warning` headers (RFC 9111: `299 - "text"`), which Kubernetes uses for advice. */
function warningsOf(headers) {
    const values = headers['warning'];
    const all = Array.isArray(values) ? values : [values ?? ''];
    const texts = all.flatMap((value) => [...value.matchAll(/\b\d{3} \S+ "((?:[^"\\]|\\.)*)"/gu)].map((match) => match[1] ?? ''));
    return texts.map((text) => text.replace(/\\(.)/gu, '$1'));
}

;// CONCATENATED MODULE: ./build/cluster/clock.js
/** The server's clock, told from the `Date` of its answers and carried on by our monotonic one. */
class ServerClock {
    #monotonic;
    #wall;
    /** The server's clock minus our monotonic one lies between these, in milliseconds; undefined before the first answer. */
    #lowest;
    #highest = 0;
    constructor(monotonic = () => performance.now(), wall = Date.now) {
        this.#monotonic = monotonic;
        this.#wall = wall;
    }
    /** What {@link observe} needs: a reading of the monotonic clock. */
    read() {
        return this.#monotonic();
    }
    /**
     * Learns from an answer. A `Date` holds whole seconds, so each answer leaves a range; ranges are cut down by each other.
     * @param sent, received readings of the monotonic clock
     */
    observe(date, sent, received) {
        const at = date === undefined ? Number.NaN : Date.parse(date);
        if (Number.isNaN(at))
            return;
        const lowest = at - received;
        const highest = at + 1000 - sent;
        const isNew = this.#lowest === undefined || lowest > this.#highest || highest < this.#lowest;
        // No overlap: the server's clock was set, or another server answers.
        this.#lowest = isNew ? lowest : Math.max(this.#lowest ?? lowest, lowest);
        this.#highest = isNew ? highest : Math.min(this.#highest, highest);
    }
    /** Milliseconds since the epoch; the runner's own clock before the first answer. */
    now() {
        return this.#lowest === undefined
            ? this.#wall()
            : Math.round(this.#monotonic() + (this.#lowest + this.#highest) / 2);
    }
}

;// CONCATENATED MODULE: ./build/cluster/failures-credentials.js
/** Why the server answered 401: by what it was to know us, and what to do about it. Pure. */



/** The Failure for credentials that were refused for good. */
function refusedCredentials(credentials, context, cause) {
    const { expires } = credentials;
    const isOver = expires !== undefined && expires <= context.now;
    return isOver
        ? new failure/* Failure */.HR('credentials-expired', expired(credentials, expires, context), { cause })
        : new failure/* Failure */.HR('unauthorized', refused(credentials, context), { cause });
}
function expired({ kind }, expires, { context }) {
    const where = ` for context ${(0,kubeconfig_fields/* nameOf */.Vb)(context)}`;
    const why = `It was valid until ${new Date(expires).toISOString().replace('.000Z', 'Z')}.`;
    switch (kind) {
        case 'plugin':
            return {
                what: `The credential plugin of the kubeconfig${where} handed out credentials that have expired.`,
                why,
                fix: 'Renew the login that the plugin uses in an earlier step, or clear its cache.'
            };
        case 'certificate':
        case 'none':
        case 'password':
            return {
                what: `The client certificate in the kubeconfig${where} has expired.`,
                why,
                fix: 'Store a new kubeconfig (kubeadm certs renew, or the tool of your provider), or use a token of a service account.'
            };
        case 'token-file':
            return {
                what: `The token in the token file of the kubeconfig${where} has expired.`,
                why,
                fix: 'See why the file is no longer renewed.'
            };
        case 'token':
        case 'auth-provider':
            return {
                what: `The token in the kubeconfig${where} has expired.`,
                why,
                fix: 'Store a new one; for runs longer than a token lives use a kubeconfig whose token can be renewed (an exec plugin or a token file).'
            };
    }
}
function refused({ kind, token }, { server, context }) {
    const what = `The cluster at ${server} does not accept the credentials of the kubeconfig for context ${(0,kubeconfig_fields/* nameOf */.Vb)(context)}.`;
    const why = 'The server does not know them.';
    if (token !== undefined && isEncodedJwt(token)) {
        return {
            what,
            why: 'The token looks like base64 of a token.',
            fix: 'Decode it first: kubectl get secret NAME -o go-template="{{.data.token | base64decode}}".'
        };
    }
    switch (kind) {
        case 'password':
            return {
                what,
                why: 'They are a user name and a password, which Kubernetes has not taken since 1.19.',
                fix: 'Use a token of a service account, a client certificate, or an exec plugin.'
            };
        case 'none':
            return {
                what: `The cluster at ${server} lets nobody in without credentials.`,
                why: `The context ${(0,kubeconfig_fields/* nameOf */.Vb)(context)} has no user, or one without a token, certificate or plugin.`,
                fix: 'Add a token or a client certificate to that user in the kubeconfig.'
            };
        case 'certificate':
            return {
                what,
                why,
                fix: 'Check that the client certificate was signed by the client authority of this very cluster (it changes when a cluster is made anew), and that nothing in between opens TLS, which takes the certificate away.'
            };
        case 'plugin':
            return {
                what,
                why: `${why} The credential plugin was run again, and what it handed out was refused too.`,
                fix: 'Check which identity the plugin logs in as, and that this identity may enter the cluster (for EKS: access entries or aws-auth).'
            };
        case 'token':
        case 'token-file':
        case 'auth-provider':
            return {
                what,
                why,
                fix: 'Check that the token belongs to this cluster, and that it and its service account have not been deleted.'
            };
    }
}

// EXTERNAL MODULE: ./build/cluster/failures.js + 2 modules
var failures = __webpack_require__(4910);
;// CONCATENATED MODULE: ./build/cluster/limiter.js
/** Holds requests to so many a second, with a small burst. */

class Limiter {
    #perSecond;
    #burst;
    #tokens;
    #at = performance.now();
    constructor(perSecond, burst = perSecond) {
        this.#perSecond = perSecond;
        this.#burst = burst;
        this.#tokens = burst;
    }
    /** Resolves when the next request may go, in the order of the calls. @throws the signal's reason */
    async pass(signal) {
        const now = performance.now();
        this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#perSecond);
        this.#at = now;
        this.#tokens -= 1;
        if (this.#tokens < 0)
            await (0,deadline/* sleep */.y)((-this.#tokens / this.#perSecond) * 1000, signal);
        signal?.throwIfAborted();
    }
}

;// CONCATENATED MODULE: ./build/cluster/refusals.js
/** Whether a 401 is news: what this server has thought of our credentials so far. */



/** The memory of one run's credentials at one server. */
class Refusals {
    #wasAccepted = false;
    /** Since when they have been refused, in the monotonic clock's milliseconds. */
    #since;
    /** The server has let us in. */
    accepted() {
        this.#wasAccepted = true;
        this.#since = undefined;
    }
    /** @returns what is known of a 401 that new credentials did not mend; undefined for another error, and when they are over */
    of(error) {
        const { status, reason, cause } = error;
        // what a plugin failed with has no answer of the server behind it
        const isAnswered = cause instanceof failure/* Failure */.HR && cause.cause instanceof port/* ApiError */.h;
        if (status !== 401 || reason === failures/* expiredReason */.YO || !isAnswered)
            return undefined;
        const now = performance.now();
        this.#since ??= now;
        return { lasted: now - this.#since, wasAccepted: this.#wasAccepted };
    }
}
/**
 * 401; or a 403 for nobody: where anonymous requests are let in, a password or a certificate that the server does not know
 * makes no 401 (seen with 1.35).
 */
function isUnknownToThem(error) {
    // a webhook chooses the code of its refusal, 401 among them
    if (!(error instanceof port/* ApiError */.h) || (0,failures/* isDenial */.c6)(error))
        return false;
    return error.status === 401 || (error.status === 403 && error.message.includes('User "system:anonymous"'));
}

;// CONCATENATED MODULE: ./build/cluster/retries.js
/** Which failed requests are sent again, and when. Pure. */

/** Milliseconds for which a request is tried again. */
const retries_patience = { reached: 60_000, never: 15_000 };
/**
 * Milliseconds for which a 401 is tried again: an API server that cannot reach what knows tokens refuses good ones. What it
 * never took is most likely wrong.
 */
const refusedPatience = { accepted: 10_000, never: 1_000 };
/**
 * Milliseconds to wait before the next try; undefined: there is none. Never again: refusals (403, 404, 409, 422; 401 soon
 * no more), certificates, and a create that may have happened.
 * @param random number from 0 (included) to 1
 */
function waitBeforeRetry(failed, random) {
    if (!isWorthwhile(failed))
        return undefined;
    const backoff = Math.min(10_000, 250 * 2 ** (failed.tries - 1)) * (0.5 + random / 2);
    const wait = Math.max(Math.min(failed.error.retryAfter ?? 0, 30) * 1000, backoff);
    const { refused, error } = failed;
    if (error.status === 401 && refused !== undefined)
        return refused.lasted + wait < refusedPatience[refused.wasAccepted ? 'accepted' : 'never'] ? wait : undefined;
    const longest = failed.wasReached || failed.isPatient ? retries_patience.reached : retries_patience.never;
    const limit = error.status === 0 ? longest : (failed.patience ?? longest);
    return failed.elapsed + wait < limit ? wait : undefined;
}
function isWorthwhile({ error, isIdempotent, refused }) {
    const { status } = error;
    if (status === 401)
        return refused !== undefined;
    if (status === 0 && ((0,network/* isCertificateCode */.TR)((0,network/* networkCode */.e8)(error.cause)) || (0,network/* isProxyRefusal */.Rk)(error.cause)))
        return false;
    if (isIdempotent)
        return status === 0 || [408, 429, 500, 502, 503, 504].includes(status);
    // A quota that another create changes at the same time: nothing was stored.
    if (status === 409)
        return error.reason === 'Conflict';
    // A 503 that is not Kubernetes' own is a proxy's without a server behind it: if the create did happen, the next one says so (409).
    return status === 429 || status === 503 || ((status === 0 || status === 500) && !error.mayHaveHappened);
}

// EXTERNAL MODULE: ./build/cluster/route.js
var cluster_route = __webpack_require__(6812);
;// CONCATENATED MODULE: ./build/cluster/transport.js
/** HTTP to one API server: time limits, retries that know which errors are worth it, renewal of credentials, the server's clock. */












/** Characters of an answer that are kept; an answer that is longer is an error, not memory. */
const largestBody = 256 * 1024 * 1024;
const largestError = 1024 * 1024;
class Transport {
    clock = new ServerClock();
    #server;
    #context;
    #session;
    /** The burst is what a run asks at its start, all at once. */
    #limiter = new Limiter(5, 20);
    #random;
    #isPatient;
    #wasReached = false;
    #refusals = new Refusals();
    /**
     * @param options.context name of the kubeconfig's context, for messages
     * @param options.isPatient a server that never answered is given up no sooner than others
     */
    constructor(options) {
        this.#server = new URL(options.server);
        this.#context = options.context;
        this.#session = options.session;
        this.#random = options.random ?? Math.random;
        this.#isPatient = options.isPatient ?? false;
    }
    /** Sends a request and reads its answer as JSON. @throws ApiError; the signal's reason on abort */
    async call(call) {
        const start = performance.now();
        let isDoubtful = false;
        for (let tries = 1;; tries += 1) {
            await this.#limiter.pass(call.signal);
            try {
                return await this.#renewing(call.action, call.signal, (state) => this.#once(call, state));
            }
            catch (thrown) {
                const error = doubted(thrown, isDoubtful);
                if (!(error instanceof port/* ApiError */.h) || call.retries === false)
                    throw error;
                const failed = {
                    error,
                    tries,
                    elapsed: performance.now() - start,
                    isIdempotent: call.isIdempotent,
                    wasReached: this.#wasReached,
                    isPatient: this.#isPatient,
                    patience: call.patience,
                    refused: this.#refusals.of(error)
                };
                const wait = waitBeforeRetry(failed, this.#random());
                if (wait === undefined)
                    throw error;
                isDoubtful ||= error.mayHaveHappened;
                await (0,deadline/* sleep */.y)(wait, call.signal);
                call.signal?.throwIfAborted();
            }
        }
    }
    /**
     * Opens a stream. Each of its blocks is valid until the next one is asked for.
     * @throws ApiError, also while it is read; the signal's reason on abort
     */
    async open(call) {
        const data = await this.#renewing(call.action, call.signal, async (state) => {
            const sent = this.clock.read();
            const answer = await this.#send(state, { ...call, method: 'GET', highWaterMark: 1 }, call.signal);
            this.clock.observe(first(answer.headers['date']), sent, this.clock.read());
            this.#wasReached = true;
            if (answer.statusCode === 200) {
                this.#refusals.accepted();
                return answer;
            }
            const body = await this.#read(call.action, answer, (0,deadline/* withTimeout */.w)(call.signal, 10_000));
            throw errorOfAnswer(call.action, answer.statusCode, answer.headers, body);
        });
        return this.#chunks(call, data);
    }
    async close() {
        await this.#session.close();
    }
    /** Runs a request; after a refusal of the credentials gets new ones and runs it once more. */
    async #renewing(action, signal, run) {
        const state = await this.#session.current(signal);
        try {
            return await run(state);
        }
        catch (error) {
            if (!isUnknownToThem(error))
                throw error;
            const isNew = await this.#renewed(action, state, signal);
            if (!isNew)
                throw this.#refused(error, state);
        }
        const renewed = await this.#session.current(signal);
        try {
            return await run(renewed);
        }
        catch (error) {
            throw isUnknownToThem(error) ? this.#refused(error, renewed) : error;
        }
    }
    async #renewed(action, state, signal) {
        try {
            return await this.#session.renew(state, signal);
        }
        catch (error) {
            signal?.throwIfAborted();
            if (!(error instanceof failure/* Failure */.HR))
                throw error;
            throw new port/* ApiError */.h(action, error.message, { status: 401, reason: 'Unauthorized', cause: error });
        }
    }
    /** What new credentials did not mend, with what to do about it. */
    #refused(error, { credentials }) {
        const context = { server: this.#server.href.replace(/\/$/u, ''), context: this.#context, now: this.clock.now() };
        const failure = refusedCredentials(credentials, context, error);
        return new port/* ApiError */.h(error.action, failure.message, {
            status: 401,
            reason: failure.reason === 'credentials-expired' ? failures/* expiredReason */.YO : 'Unauthorized',
            cause: failure
        });
    }
    async #once(call, state) {
        const limit = (0,deadline/* withTimeout */.w)(call.signal, call.timeout);
        const sent = this.clock.read();
        const answer = await this.#send(state, { ...call, headersTimeout: 0 }, limit);
        this.clock.observe(first(answer.headers['date']), sent, this.clock.read());
        const body = await this.#read(call.action, answer, limit);
        this.#wasReached = true;
        if (isCutShort(answer.headers, body))
            throw errorOfNetwork(call.action, cutShort, this.#server.origin);
        if (answer.statusCode < 200 || answer.statusCode > 299)
            throw errorOfAnswer(call.action, answer.statusCode, answer.headers, body);
        this.#refusals.accepted();
        try {
            return { value: body === '' ? undefined : JSON.parse(body), warnings: warningsOf(answer.headers) };
        }
        catch {
            throw new port/* ApiError */.h(call.action, `What answers at ${this.#server.origin} is not a Kubernetes API server: it does not speak JSON.`, { status: 302, mayHaveHappened: !call.isIdempotent });
        }
    }
    async #send({ dispatcher, credentials, route }, call, signal) {
        const query = Object.entries(call.query ?? {}).filter((entry) => entry[1] !== undefined);
        const search = query.length === 0 ? '' : `?${new URLSearchParams(query).toString()}`;
        try {
            return await dispatcher.request({
                origin: this.#server.origin,
                path: `${this.#server.pathname.replace(/\/$/u, '')}${call.path}${search}`,
                method: call.method,
                headers: {
                    ...credentials.headers,
                    accept: 'application/json',
                    'user-agent': 'docker-on-k8s',
                    ...(call.body === undefined
                        ? {}
                        : { 'content-type': call.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' })
                },
                body: call.body === undefined ? null : JSON.stringify(call.body),
                signal,
                headersTimeout: call.headersTimeout,
                bodyTimeout: 0,
                ...(call.highWaterMark !== undefined && { highWaterMark: call.highWaterMark })
            });
        }
        catch (error) {
            throw this.#networkError(call.action, new cluster_route/* RouteError */.c(route, error), signal);
        }
    }
    async #read(action, answer, signal) {
        const limit = answer.statusCode < 300 ? largestBody : largestError;
        const parts = [];
        let length = 0;
        const abort = () => void answer.body.destroy();
        signal.addEventListener('abort', abort, { once: true });
        try {
            for await (const part of answer.body) {
                parts.push(part);
                length += part.length;
                if (length > limit)
                    break;
            }
            signal.throwIfAborted();
        }
        catch (error) {
            throw this.#networkError(action, error, signal);
        }
        finally {
            signal.removeEventListener('abort', abort);
        }
        return Buffer.concat(parts).toString('utf8');
    }
    async *#chunks({ action, signal, gap }, answer) {
        try {
            yield* gather(answer.body, gap, signal);
        }
        catch (error) {
            throw this.#networkError(action, error, signal);
        }
        finally {
            answer.body.on('error', () => undefined).destroy();
        }
    }
    /** The caller's own abort stays what it is; everything else, our time limit included, is an error of the network. */
    #networkError(action, error, signal) {
        const isLimit = signal.aborted && signal.reason.name === 'TimeoutError';
        if (signal.aborted && !isLimit)
            return signal.reason;
        if (!isLimit)
            return errorOfNetwork(action, error, this.#server.origin);
        const late = Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
        const cause = error instanceof cluster_route/* RouteError */.c ? new cluster_route/* RouteError */.c(error.route, late) : late;
        return errorOfNetwork(action, cause, this.#server.origin);
    }
}
/** After a try that may have happened, a refusal as a double may mean our own: it says so. */
function doubted(thrown, isDoubtful) {
    if (!isDoubtful || !(thrown instanceof port/* ApiError */.h) || thrown.mayHaveHappened)
        return thrown;
    const { action, message, status, reason, retryAfter, cause } = thrown;
    return new port/* ApiError */.h(action, message, { status, reason, retryAfter, cause, mayHaveHappened: true });
}

;// CONCATENATED MODULE: ./build/cluster/connect.js
/** Opens the way to a cluster, from the inputs or from what an earlier process wrote down. */







/**
 * Finds the kubeconfig and gets credentials ready; nothing is sent yet.
 * @throws Failure `invalid-kubeconfig`, `unauthorized`
 */
async function connect(options) {
    const { environment, env, folder } = options;
    const place = (0,kubeconfig_find/* findKubeconfig */.Z)({ kubeconfig: options.kubeconfig, env, workspace: environment.workspace });
    const cluster = await connect_open(place, { ...options, workspace: environment.workspace });
    return { cluster, access: accessOf(place, cluster.context, folder) };
}
/** Reaches the cluster again from a record, in a later process. @throws Failure */
async function connectAgain(options) {
    const { access, env } = options;
    const isInCluster = access.kind === 'in-cluster';
    return connect_open(isInCluster ? access : { kind: 'files', paths: access.paths }, {
        ...options,
        context: isInCluster ? undefined : access.context,
        workspace: env['GITHUB_WORKSPACE'] || process.cwd()
    });
}
/** What a later process needs, paths only: a kubeconfig that was given as text is kept in the run's folder, for our user alone. */
function accessOf(place, context, folder) {
    if (place.kind === 'in-cluster')
        return place;
    if (place.kind === 'files')
        return { kind: 'files', paths: place.paths, context: context ?? '' };
    return { kind: 'files', paths: [(0,kubeconfig_copy/* keepKubeconfig */.V)(folder, place.text)], context: context ?? '' };
}
async function connect_open(place, options) {
    const { env, folder, workspace, writer } = options;
    const masked = new Set();
    const mask = (secret) => {
        if (!masked.has(secret))
            writer.mask(secret);
        masked.add(secret);
    };
    const load = () => loadKubeconfig(place, { context: options.context, env, workspace, trustedFolder: folder, mask });
    const session = new ClusterSession({ load, env, mask });
    const { cluster, context, namespace } = session.loaded;
    if (cluster.skipVerify) {
        writer.warning(`The kubeconfig turns the check of the certificate of ${cluster.server} off: whoever is in between can read and change everything.`);
    }
    try {
        await session.current(options.signal);
    }
    catch (error) {
        // what OpenSSL does not like about keys and certificates beyond our own checks (a key that is too weak)
        if (error instanceof failure/* Failure */.HR)
            throw error;
        options.signal?.throwIfAborted();
        throw new failure/* Failure */.HR('invalid-kubeconfig', { what: 'The credentials in the kubeconfig cannot be used.', why: error.message }, { cause: error });
    }
    const transport = new Transport({
        server: cluster.server,
        context,
        session,
        ...(options.isPatient === undefined ? {} : { isPatient: options.isPatient })
    });
    return new KubernetesCluster({
        server: cluster.server,
        namespace: options.namespace || namespace || 'default',
        context,
        transport
    });
}


/***/ }),

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

/***/ 4849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ LineCutter)
/* harmony export */ });
/* unused harmony export longestLine */
/** Cuts a stream of bytes into lines in constant memory, without making strings. */
/** Bytes of one line, its stamp included, that are held before it counts as huge and is passed on in pieces. */
const longestLine = 256 * 1024;
const newline = 10;
/** Lines end in `\n` alone: a lone `\r`, NUL and broken UTF-8 are a line's own bytes. */
class LineCutter {
    #handler;
    #longest;
    #held = [];
    #heldLength = 0;
    #isHuge = false;
    constructor(handler, longest = longestLine) {
        this.#handler = handler;
        this.#longest = longest;
    }
    push(chunk) {
        let from = 0;
        if (this.#isHuge || this.#heldLength > 0) {
            const end = chunk.indexOf(newline);
            if (end === -1) {
                this.#hold(chunk);
                return;
            }
            this.#endHeld(chunk.subarray(0, end + 1));
            from = end + 1;
        }
        const handler = this.#handler;
        for (let end = chunk.indexOf(newline, from); end !== -1; end = chunk.indexOf(newline, from)) {
            handler.line(chunk, from, end);
            from = end + 1;
        }
        if (from < chunk.length)
            this.#hold(chunk.subarray(from));
    }
    /** The unterminated bytes at the end, undefined when there are none or they belong to a huge line and were passed on. */
    tail() {
        return this.#heldLength > 0 ? Buffer.concat(this.#held) : undefined;
    }
    #hold(part) {
        if (this.#isHuge) {
            this.#handler.hugeMore(part);
            return;
        }
        // A copy: a slice would keep the whole chunk it comes from alive.
        this.#held.push(Buffer.from(part));
        this.#heldLength += part.length;
        if (this.#heldLength < this.#longest)
            return;
        const start = Buffer.concat(this.#held);
        this.#held = [];
        this.#heldLength = 0;
        this.#isHuge = true;
        this.#handler.hugeStart(start);
    }
    #endHeld(part) {
        if (this.#isHuge) {
            this.#isHuge = false;
            if (part.length > 1)
                this.#handler.hugeMore(part.subarray(0, -1));
            this.#handler.hugeEnd();
            return;
        }
        const line = Buffer.concat([...this.#held, part]);
        this.#held = [];
        this.#heldLength = 0;
        this.#handler.line(line, 0, line.length - 1);
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


/***/ }),

/***/ 1971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ isLater),
/* harmony export */   l: () => (/* binding */ Watched)
/* harmony export */ });
/** The objects of a watched collection, kept right through doubled and late events. Pure. */
class Watched {
    #objects = new Map();
    /** Versions at which objects went: a late event must not bring them back. */
    #gone = new Map();
    /** Not a copy, which would cost more than all else where there are thousands: events change it, a list makes a new one. */
    get objects() {
        return this.#objects;
    }
    /** A list is the truth of its moment. */
    replace(items) {
        this.#objects = new Map(items.map((item) => [item.metadata?.uid ?? '', item]));
        this.#gone.clear();
    }
    /** Applies an event. @returns whether anything changed */
    apply({ type, object }) {
        const uid = object.metadata?.uid;
        if (uid === undefined)
            return false;
        const version = object.metadata?.resourceVersion;
        const held = this.#objects.get(uid);
        if (type === 'DELETED') {
            this.#gone.set(uid, version);
            return this.#objects.delete(uid);
        }
        if (type !== 'ADDED' && type !== 'MODIFIED')
            return false;
        if (this.#gone.has(uid) || (held !== undefined && !isLater(version, held.metadata?.resourceVersion)))
            return false;
        this.#objects.set(uid, object);
        return true;
    }
}
/** Versions may be compared as numbers (KEP-5504); where one is none, the event is believed. */
function isLater(version, held) {
    if (version === undefined || held === undefined || !/^\d+$/u.test(version) || !/^\d+$/u.test(held))
        return true;
    return BigInt(version) > BigInt(held);
}


/***/ })

};
