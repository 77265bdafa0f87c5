export const id = 656;
export const ids = [656];
export const modules = {

/***/ 9656:
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
// EXTERNAL MODULE: ./build/cluster/port.js
var port = __webpack_require__(194);
;// CONCATENATED MODULE: ./build/cluster/resources.js
/** Paths of the resources we use, and selectors that cannot turn into syntax. Pure. */
const groups = {
    jobs: '/apis/batch/v1',
    pods: '/api/v1',
    events: '/api/v1',
    secrets: '/api/v1',
    configmaps: '/api/v1'
};
/** Path of a collection, or of one object in it. */
function pathOf(resource, namespace, name) {
    const collection = `${groups[resource]}/namespaces/${encodeURIComponent(namespace)}/${resource}`;
    return name === undefined ? collection : `${collection}/${encodeURIComponent(name)}`;
}
/** Query parameters of a selection. @throws Error for a label that Kubernetes would not take as one */
function queryOf({ labels = {}, fields = {} }) {
    const label = Object.entries(labels).map(([key, value]) => {
        if (!/^[\w./-]+$/u.test(key) || !/^[\w.-]*$/u.test(value))
            throw new Error(`not a label: ${key}=${value}`);
        return `${key}=${value}`;
    });
    const field = Object.entries(fields).map(([key, value]) => `${key}=${value.replace(/[\\,=]/gu, String.raw `\$&`)}`);
    return { labelSelector: label.join(',') || undefined, fieldSelector: field.join(',') || undefined };
}

// EXTERNAL MODULE: ./build/lib/deadline.js
var deadline = __webpack_require__(5842);
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
    let hasListed = false;
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
        // who was let in once is no stranger: for credentials a list is proof enough, for the right to watch it is none
        const isNews = error.status === 401 ? hasListed : hasWorked;
        if (!isNews || performance.now() - refusedSince >= times.refusal)
            throw error;
    };
    while (!signal.aborted) {
        const begun = performance.now();
        let end = 'bad';
        try {
            const { items, version } = await source.list(signal);
            end = 'listed';
            hasListed = true;
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
    const progress = { isOpen: false, isOver: false, hadEvents: false, hasChanged: false };
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
            if (watched.apply(event))
                progress.hasChanged = true;
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
            if (progress.hasChanged) {
                progress.hasChanged = false;
                isTelling = true;
                sink.changed(watched.objects);
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



/** Milliseconds. A create carries a shorter limit for the server, after which it can no longer come true. */
const times = { read: 30_000, list: 60_000, create: 30_000, remove: 30_000, watchHeaders: 30_000 };
const createLimit = '20s';
const pageSize = '500';
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
            signal: options.signal
        });
        return { object: value, warnings };
    }
    async get(resource, name, signal) {
        try {
            const { value } = await this.#transport.call({
                method: 'GET',
                path: pathOf(resource, this.namespace, name),
                action: this.#action('get', resource),
                isIdempotent: true,
                timeout: times.read,
                signal
            });
            return value;
        }
        catch (error) {
            if (isMissingObject(error))
                return undefined;
            throw error;
        }
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
                previous: request.previous ? 'true' : undefined,
                tailLines: request.tail === undefined ? undefined : String(request.tail)
            },
            action: `read the log of pod ${request.pod} in namespace ${this.namespace}`,
            // A kubelet sends its headers with the first line: a silent container has none.
            headersTimeout: 0,
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
                signal
            });
            return verdictOf(value);
        }
        catch (error) {
            // Refused, or not known to this server: it would not say. No answer at all is another matter.
            if (error instanceof port/* ApiError */.h && error.status !== 0 && error.status !== 401)
                return undefined;
            throw error;
        }
    }
    close() {
        return this.#transport.close();
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
                    query: { ...queryOf(selection), limit: pageSize, continue: token },
                    action: this.#action('list', resource),
                    isIdempotent: true,
                    timeout: times.list,
                    retries,
                    signal
                });
                const page = value;
                items.push(...(page.items ?? []));
                token = page.metadata?.continue || undefined;
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
/** A no counts only when every authorizer could be asked. */
function verdictOf(review) {
    const status = review?.status;
    if (status?.allowed === true)
        return true;
    return status?.allowed === false && !status.evaluationError ? false : undefined;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/inputs/kubeconfig.js
var inputs_kubeconfig = __webpack_require__(5561);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/cluster/kubeconfig-file.js
/** The parts of a kubeconfig that we use, read and checked from YAML. */



/** Reads one kubeconfig. @throws Failure `invalid-kubeconfig`; its text never holds the content */
function readKubeconfig(text, origin) {
    const document = (0,dist/* parseDocument */.Tp)(text.replace(/^\uFEFF/u, ''), {
        prettyErrors: false,
        logLevel: 'silent',
        uniqueKeys: false
    });
    const broken = document.errors[0];
    if (broken !== undefined)
        throw invalid(origin, `It is not valid YAML (${broken.code}, near character ${broken.pos[0]}).`);
    const root = document.toJS({ maxAliasCount: 100 });
    if (!isRecord(root) ||
        !(Array.isArray(root['clusters']) || Array.isArray(root['contexts']) || Array.isArray(root['users']))) {
        throw invalid(origin, 'It holds no clusters, users and contexts.');
    }
    const read = new Reader(origin);
    return {
        clusters: read.entries(root, 'clusters', 'cluster', (name, value) => read.cluster(name, value)),
        users: read.entries(root, 'users', 'user', (name, value) => read.user(name, value)),
        contexts: read.entries(root, 'contexts', 'context', (name, value) => ({
            name,
            cluster: textOf(value, 'cluster') ?? '',
            user: textOf(value, 'user'),
            namespace: textOf(value, 'namespace')
        })),
        currentContext: textOf(root, 'current-context')
    };
}
/** Merges as kubectl does: the first file that has a name, or a current context, decides. */
function mergeKubeconfigs(files) {
    const merge = (of) => new Map(files.toReversed().flatMap((file) => [...of(file)]));
    return {
        clusters: merge(({ clusters }) => clusters),
        users: merge(({ users }) => users),
        contexts: merge(({ contexts }) => contexts),
        currentContext: files.find(({ currentContext }) => currentContext !== undefined)?.currentContext
    };
}
/** The Failure for a kubeconfig that cannot be used. */
function invalid(origin, why, fix) {
    return new failure/* Failure */.HR('invalid-kubeconfig', { what: `The kubeconfig (${origin.label}) cannot be used.`, why, fix });
}
class Reader {
    #origin;
    constructor(origin) {
        this.#origin = origin;
    }
    entries(root, list, key, read) {
        const found = new Map();
        const items = root[list];
        for (const item of Array.isArray(items) ? items : []) {
            const name = textOf(item, 'name');
            if (name === undefined)
                throw invalid(this.#origin, `An entry of its ${list} has no name.`);
            const value = isRecord(item) ? item[key] : undefined;
            if (!found.has(name))
                found.set(name, read(name, isRecord(value) ? value : {}));
        }
        return found;
    }
    cluster(name, value) {
        return {
            name,
            server: textOf(value, 'server') ?? '',
            caData: textOf(value, 'certificate-authority-data'),
            caFile: this.#path(value, 'certificate-authority'),
            skipVerify: value['insecure-skip-tls-verify'] === true,
            serverName: textOf(value, 'tls-server-name'),
            proxyUrl: textOf(value, 'proxy-url')
        };
    }
    user(name, value) {
        const as = textOf(value, 'as');
        const provider = value['auth-provider'];
        return {
            name,
            token: textOf(value, 'token'),
            // `token-file` is what client-node reads; kubectl's own key is tokenFile
            tokenFile: this.#path(value, 'tokenFile') ?? this.#path(value, 'token-file'),
            username: textOf(value, 'username'),
            password: textOf(value, 'password'),
            certData: textOf(value, 'client-certificate-data'),
            certFile: this.#path(value, 'client-certificate'),
            keyData: textOf(value, 'client-key-data'),
            keyFile: this.#path(value, 'client-key'),
            exec: isRecord(value['exec']) ? this.#exec(value['exec']) : undefined,
            authProvider: isRecord(provider)
                ? { name: textOf(provider, 'name') ?? '', config: isRecord(provider['config']) ? provider['config'] : {} }
                : undefined,
            impersonate: as === undefined ? undefined : { user: as, groups: texts(value['as-groups']), uid: textOf(value, 'as-uid') }
        };
    }
    #exec(value) {
        const command = textOf(value, 'command') ?? '';
        const variables = Array.isArray(value['env']) ? value['env'] : [];
        const isPath = command.includes('/') || command.includes(external_node_path_.sep);
        return {
            command: isPath ? this.#resolve(command, 'exec command') : command,
            args: texts(value['args']),
            env: variables.map((variable) => ({
                name: textOf(variable, 'name') ?? '',
                value: textOf(variable, 'value') ?? ''
            })),
            apiVersion: textOf(value, 'apiVersion') ?? 'client.authentication.k8s.io/v1',
            provideClusterInfo: value['provideClusterInfo'] === true,
            installHint: textOf(value, 'installHint')
        };
    }
    #path(value, key) {
        const path = textOf(value, key);
        return path === undefined ? undefined : this.#resolve(path, key);
    }
    /** Relative paths count from the kubeconfig's own folder; a text has none. */
    #resolve(path, key) {
        if ((0,external_node_path_.isAbsolute)(path))
            return path;
        if (this.#origin.file !== undefined)
            return (0,external_node_path_.resolve)((0,external_node_path_.dirname)(this.#origin.file), path);
        throw invalid(this.#origin, `Its ${key} is a relative path, and a kubeconfig given as text lies in no folder.`, 'Put the content itself into the kubeconfig (kubectl config view --raw --flatten).');
    }
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** A scalar as text; undefined when it is absent or empty. */
function textOf(value, key) {
    const found = isRecord(value) ? value[key] : undefined;
    if (typeof found === 'string')
        return found || undefined;
    return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
}
function texts(value) {
    return Array.isArray(value) ? value.map(String) : [];
}

;// CONCATENATED MODULE: ./build/cluster/kubeconfig.js
/** Finds the kubeconfig, chooses context, cluster and user, and refuses what must not be used. */





const howToGive = 'Set the `kubeconfig` input (its YAML, base64 of it, or a path), or KUBECONFIG in an earlier step; on a runner that is a pod of the cluster write `kubeconfig: in-cluster`.';
/** Finds the kubeconfig without reading more than it must. @throws Failure `invalid-kubeconfig` */
function findKubeconfig(options) {
    const { kubeconfig, env, workspace } = options;
    if (kubeconfig !== undefined && kubeconfig.trim() !== '') {
        const source = (0,inputs_kubeconfig/* kubeconfigSource */.X)(kubeconfig);
        if (source.kind !== 'path')
            return source;
        const path = (0,external_node_path_.resolve)(workspace, source.path);
        if (isReadable(path))
            return { kind: 'files', paths: [path] };
        // Quoted only when it looks like a path: it may be a secret's broken base64.
        const shown = /^[^/\\.]{0,40}(?:[/\\.][^/\\.]{0,40}){1,20}$/u.test(source.path) ? ` ${source.path}` : '';
        throw new failure/* Failure */.HR('invalid-kubeconfig', {
            what: `The kubeconfig${shown} cannot be found.`,
            why: 'The input is neither YAML, nor base64 of it, nor the path of a file that can be read.',
            fix: howToGive
        });
    }
    const listed = (env['KUBECONFIG'] ?? '').split(external_node_path_.delimiter).filter(Boolean);
    if (listed.length > 0) {
        const paths = listed.map((path) => (0,external_node_path_.resolve)(path)).filter(isReadable);
        if (paths.length > 0)
            return { kind: 'files', paths };
        throw new failure/* Failure */.HR('invalid-kubeconfig', {
            what: 'No kubeconfig was found.',
            why: `KUBECONFIG names ${listed.join(', ')}, which cannot be read.`,
            fix: howToGive
        });
    }
    const home = env['HOME'] || env['USERPROFILE'];
    const usual = home ? (0,external_node_path_.join)(home, '.kube', 'config') : undefined;
    if (usual !== undefined && isReadable(usual))
        return { kind: 'files', paths: [usual] };
    throw new failure/* Failure */.HR('invalid-kubeconfig', {
        what: 'No kubeconfig was found.',
        why: 'The `kubeconfig` input is not set, nor is KUBECONFIG, and there is no ~/.kube/config.',
        fix: howToGive
    });
}
/** Reads what was found and chooses the context. @throws Failure `invalid-kubeconfig` */
function loadKubeconfig(place, options) {
    if (place.kind === 'in-cluster')
        return loadInCluster(options.env);
    const origins = place.kind === 'text'
        ? [{ origin: { label: 'the kubeconfig input', file: undefined, isInWorkspace: false }, text: place.text }]
        : place.paths.map((path) => ({
            origin: { label: path, file: path, isInWorkspace: isUntrusted(path, options) },
            text: readText(path)
        }));
    const contents = origins.map(({ origin, text }) => readKubeconfig(text, origin));
    const label = origins.map(({ origin }) => origin.label).join(', ');
    const chosen = choose(mergeKubeconfigs(contents), options.context, label);
    origins.forEach(({ origin }, index) => {
        if (origin.isInWorkspace)
            refuseCode(chosen, contents[index], origin);
    });
    return chosen;
}
function choose(all, wanted, label) {
    const name = wanted || all.currentContext;
    const names = [...all.contexts.keys()];
    const known = names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has none at all.';
    if (name === undefined)
        throw invalid({ label }, `It names no current context. ${known}`, 'Set the `context` input.');
    const context = all.contexts.get(name);
    if (context === undefined) {
        throw invalid({ label }, `It has no context ${name}. ${known}`, 'Set the `context` input to one that exists.');
    }
    const cluster = all.clusters.get(context.cluster);
    if (cluster === undefined) {
        throw invalid({ label }, `Its context ${name} names the cluster ${context.cluster || '(none)'}, which is not in it.`);
    }
    const user = context.user === undefined ? undefined : all.users.get(context.user);
    if (context.user !== undefined && user === undefined) {
        throw invalid({ label }, `Its context ${name} names the user ${context.user}, which is not in it.`);
    }
    checkServer(cluster, label);
    return { context: name, namespace: context.namespace, cluster, user };
}
function checkServer({ name, server }, label) {
    if (server === '')
        throw invalid({ label }, `Its cluster ${name} has no server.`);
    const protocol = URL.canParse(server) ? new URL(server).protocol : undefined;
    if (protocol === 'https:')
        return;
    const fix = 'Use the https:// address of the API server.';
    if (protocol === 'http:') {
        throw invalid({ label }, `The server of its cluster ${name} is http://…, which would send credentials in the clear.`, fix);
    }
    throw invalid({ label }, `The server of its cluster ${name} is not an https:// URL.`, fix);
}
/** A kubeconfig is code: in the workspace it comes with whatever was checked out. */
function refuseCode(chosen, own, origin) {
    const { cluster, user } = chosen;
    const found = [];
    if (user !== undefined && own?.users.get(user.name) === user) {
        if (user.exec)
            found.push('exec');
        if (user.authProvider)
            found.push('auth-provider');
        if (user.tokenFile)
            found.push('tokenFile');
        if (user.certFile)
            found.push('client-certificate');
        if (user.keyFile)
            found.push('client-key');
    }
    if (own?.clusters.get(cluster.name) === cluster && cluster.caFile)
        found.push('certificate-authority');
    if (found.length === 0)
        return;
    throw invalid(origin, `It lies in the workspace and names programs or files (${found.join(', ')}), which a change in the repository could turn against this runner.`, 'Give it through a secret in the `kubeconfig` input, or write it outside the workspace, to RUNNER_TEMP for instance.');
}
const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';
function loadInCluster(env) {
    const host = env['KUBERNETES_SERVICE_HOST'];
    const port = env['KUBERNETES_SERVICE_PORT'] || '443';
    const token = (0,external_node_path_.join)(serviceAccount, 'token');
    if (!host || !isReadable(token)) {
        throw new failure/* Failure */.HR('invalid-kubeconfig', {
            what: '`kubeconfig: in-cluster` does not work here.',
            why: 'This runner is not a pod with a service account token.',
            fix: 'Give a kubeconfig (its YAML, base64 of it, or a path).'
        });
    }
    const namespace = (0,external_node_path_.join)(serviceAccount, 'namespace');
    return {
        context: 'in-cluster',
        namespace: isReadable(namespace) ? readText(namespace).trim() : undefined,
        cluster: {
            name: 'in-cluster',
            server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
            caFile: (0,external_node_path_.join)(serviceAccount, 'ca.crt'),
            skipVerify: false
        },
        user: { name: 'in-cluster', tokenFile: token }
    };
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
function isReadable(path) {
    try {
        (0,external_node_fs_.readFileSync)(path);
        return true;
    }
    catch {
        return false;
    }
}
function readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        throw invalid({ label: path }, `It cannot be read (${(0,failure/* describe */.q0)(error)}).`);
    }
}

// EXTERNAL MODULE: ./build/cluster/kubeconfig-copy.js
var kubeconfig_copy = __webpack_require__(2842);
;// CONCATENATED MODULE: ./build/cluster/plugin.js
/** Credential plugins and OIDC, run by client-node. Loaded only for users that need them: the import costs half a second. */

/** Milliseconds for a plugin. */
const limit = 30_000;
/** What no plugin may see: the inputs and states of steps, and the files through which a step speaks to the runner. */
const withheld = /^(?:INPUT_|STATE_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/iu;
/**
 * Runs the plugin anew, or refreshes the OIDC token.
 * @throws Failure `invalid-kubeconfig` when it cannot work at all, `unauthorized` when it gave nothing
 */
async function runPlugin(loaded, signal) {
    const { cluster, user } = loaded;
    const provider = user?.authProvider?.name;
    if (user === undefined || (user.exec === undefined && provider !== 'oidc')) {
        throw new failure/* Failure */.HR('invalid-kubeconfig', {
            what: `The user of context ${loaded.context} cannot be used.`,
            why: `The auth-provider ${provider ?? ''} was removed from Kubernetes in 1.26.`,
            fix: 'Use an exec plugin (kubelogin, gke-gcloud-auth-plugin), a token, or a client certificate.'
        });
    }
    const { KubeConfig } = await Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(178)]).then(__webpack_require__.bind(__webpack_require__, 6178));
    const config = new KubeConfig();
    config.loadFromOptions({
        clusters: [{ name: cluster.name, server: cluster.server, skipTLSVerify: cluster.skipVerify }],
        users: [{ name: user.name, authProvider: user.authProvider, exec: user.exec && execOf(loaded) }],
        contexts: [{ name: loaded.context, cluster: cluster.name, user: user.name }],
        currentContext: loaded.context
    });
    const ending = AbortSignal.any([AbortSignal.timeout(limit), ...(signal ? [signal] : [])]);
    bound(config, ending);
    const options = {};
    try {
        await Promise.race([config.applyToHTTPSOptions(options), rejection(ending)]);
    }
    catch (error) {
        if (signal?.aborted)
            throw signal.reason;
        throw failed(loaded, error, ending.aborted);
    }
    const authorization = options.headers?.['Authorization'];
    const cert = plugin_textOf(options.cert);
    if (typeof authorization !== 'string' && cert === undefined)
        throw failed(loaded, new Error('it handed out neither a token nor a certificate'), false);
    return {
        authorization: typeof authorization === 'string' ? authorization : undefined,
        cert,
        key: plugin_textOf(options.key)
    };
}
/** The plugin's entry with the environment it may see; `undefined` removes a variable from what client-node passes on. */
function execOf({ cluster, user }) {
    const exec = user?.exec;
    const info = {
        apiVersion: exec?.apiVersion,
        kind: 'ExecCredential',
        spec: {
            interactive: false,
            ...(exec?.provideClusterInfo
                ? {
                    cluster: {
                        server: cluster.server,
                        'certificate-authority-data': cluster.caData,
                        'tls-server-name': cluster.serverName
                    }
                }
                : {})
        }
    };
    const removed = Object.keys(process.env).filter((name) => withheld.test(name));
    return {
        command: exec?.command,
        args: [...(exec?.args ?? [])],
        env: [
            ...removed.map((name) => ({ name, value: undefined })),
            { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) },
            ...(exec?.env ?? [])
        ]
    };
}
/** client-node gives plugins no end: its spawn is wrapped so that they end with the signal. Without its private field they only time out. */
function bound(config, signal) {
    const list = config.authenticators;
    for (const authenticator of Array.isArray(list) ? list : []) {
        const spawn = authenticator.execFn;
        if (typeof spawn !== 'function')
            continue;
        authenticator.execFn = (command, args, options) => spawn(command, args ?? [], { ...options, signal, killSignal: 'SIGKILL', windowsHide: true });
    }
}
function rejection(signal) {
    return new Promise((_resolve, reject) => {
        const abort = () => reject(signal.reason);
        if (signal.aborted)
            abort();
        else
            signal.addEventListener('abort', abort, { once: true });
    });
}
function failed({ context, user }, error, isLate) {
    const command = user?.exec?.command;
    const name = command === undefined
        ? `The auth-provider of context ${context}`
        : `The credential plugin ${command} of context ${context}`;
    if (error.code === 'ENOENT') {
        return new failure/* Failure */.HR('invalid-kubeconfig', {
            what: `${name} is not installed on this runner.`,
            why: user?.exec?.installHint?.replace(/\s+/gu, ' ').slice(0, 300),
            fix: 'Install it in an earlier step, or use a kubeconfig with a token.'
        });
    }
    // a parser's complaint quotes what it was given: that can be the token itself
    const isRubbish = error instanceof SyntaxError || error.name === 'SyntaxError';
    const why = isRubbish
        ? 'It did not print an ExecCredential as JSON.'
        : isLate
            ? `It did not end within ${limit / 1000} seconds.`
            : `It said: ${(0,failure/* describe */.q0)(error).slice(0, 400)}`;
    return new failure/* Failure */.HR('unauthorized', {
        what: `${name} gave no credentials.`,
        why,
        fix: 'Log in to the cloud provider in an earlier step, and check its rights.'
    }, isRubbish ? {} : { cause: error });
}
function plugin_textOf(value) {
    if (typeof value === 'string')
        return value;
    return Buffer.isBuffer(value) ? value.toString('utf8') : undefined;
}

;// CONCATENATED MODULE: ./build/cluster/credentials.js
/** A user of a kubeconfig → what requests and TLS need of it. */



/** Reads files, decodes data, runs the plugin. @throws Failure */
async function credentialsOf(loaded, signal) {
    const { cluster, user } = loaded;
    const ca = material('certificate-authority', cluster.caData, cluster.caFile);
    const headers = {};
    let cert = material('client-certificate', user?.certData, user?.certFile);
    let key = material('client-key', user?.keyData, user?.keyFile);
    // kubectl: the file wins over the token beside it
    const token = user?.tokenFile === undefined ? user?.token : readOr('tokenFile', user.tokenFile).trim();
    if (token !== undefined && token !== '') {
        headers['authorization'] = `Bearer ${token}`;
    }
    else if (user?.username !== undefined) {
        headers['authorization'] = `Basic ${Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')}`;
    }
    else if (user?.exec !== undefined || user?.authProvider !== undefined) {
        const given = await runPlugin(loaded, signal);
        if (given.authorization !== undefined)
            headers['authorization'] = given.authorization;
        cert = given.cert ?? cert;
        key = given.key ?? key;
    }
    if (user?.impersonate !== undefined) {
        const { user: as, groups, uid } = user.impersonate;
        headers['impersonate-user'] = as;
        if (groups.length > 0)
            headers['impersonate-group'] = [...groups];
        if (uid !== undefined)
            headers['impersonate-uid'] = uid;
    }
    const sent = /^(?:Bearer|Basic) (.+)$/u.exec(String(headers['authorization'] ?? ''))?.[1];
    const secrets = [sent, user?.password, user?.keyData].filter((secret) => secret !== undefined && secret.length >= 4);
    return {
        headers,
        ca,
        cert,
        key,
        expires: sent === undefined ? undefined : expiryOf(sent),
        secrets: secrets
    };
}
/** `exp` of a JWT in milliseconds; undefined for tokens that are none. */
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
function material(name, data, file) {
    if (data !== undefined) {
        const text = Buffer.from(data, 'base64').toString('utf8');
        if (!text.includes('-----BEGIN ')) {
            throw new failure/* Failure */.HR('invalid-kubeconfig', {
                what: 'The kubeconfig cannot be used.',
                why: `Its ${name}-data is not base64 of a PEM text.`,
                fix: 'Write it with: kubectl config view --raw --flatten.'
            });
        }
        return text;
    }
    return file === undefined ? undefined : readOr(name, file);
}
function readOr(name, file) {
    try {
        return (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch (error) {
        throw new failure/* Failure */.HR('invalid-kubeconfig', {
            what: 'The kubeconfig cannot be used.',
            why: `Its ${name} names ${file}, which cannot be read (${(0,failure/* describe */.q0)(error)}).`,
            fix: 'Put the content itself into the kubeconfig (kubectl config view --raw --flatten).'
        });
    }
}

;// CONCATENATED MODULE: ./build/cluster/dispatcher.js
/** Makes undici's dispatcher for one cluster: TLS, proxy, keep-alive. */
/** Milliseconds. TCP keep-alive starts before load balancers forget silent connections (60 s and more, AWS and Azure). */
const dispatcher_times = { connect: 10_000, keepAliveProbe: 30_000, idleConnection: 10_000 };
/** HTTP/1.1 on purpose: a stream that stalls must not hold up the others. Body timeouts are off; each request has its own. */
async function createDispatcher(options) {
    const { Agent, ProxyAgent } = await __webpack_require__.e(/* import() */ 752).then(__webpack_require__.t.bind(__webpack_require__, 4371, 19));
    const tls = {
        ...(options.ca === undefined ? {} : { ca: options.ca }),
        ...(options.cert === undefined ? {} : { cert: options.cert }),
        ...(options.key === undefined ? {} : { key: options.key }),
        ...(options.serverName === undefined ? {} : { servername: options.serverName }),
        rejectUnauthorized: !options.skipVerify
    };
    const keepAlive = { keepAlive: true, keepAliveInitialDelay: dispatcher_times.keepAliveProbe };
    const shared = {
        allowH2: false,
        headersTimeout: 0,
        bodyTimeout: 0,
        keepAliveTimeout: dispatcher_times.idleConnection,
        keepAliveMaxTimeout: dispatcher_times.idleConnection
    };
    if (options.proxy === undefined)
        return new Agent({ ...shared, connect: { ...tls, ...keepAlive, timeout: dispatcher_times.connect } });
    return new ProxyAgent({
        ...shared,
        uri: options.proxy,
        requestTls: { ...tls, ...keepAlive },
        proxyTls: keepAlive,
        connectTimeout: dispatcher_times.connect
    });
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/cluster/proxy.js
/** Which proxy leads to the API server, by the rules of Go's net/http that kubectl users know. */

/** Proxy from the environment, undefined when none applies. Loopback never goes through one. */
function proxyFromEnvironment(server, env) {
    const proxy = env['HTTPS_PROXY'] || env['https_proxy'];
    if (!proxy || isExempt(server, env['NO_PROXY'] || env['no_proxy'] || ''))
        return undefined;
    return withScheme(proxy);
}
/** A proxy's address with its scheme; `host:port` alone means HTTP. */
function withScheme(proxy) {
    return proxy.includes('://') ? proxy : `http://${proxy}`;
}
function isExempt(server, list) {
    const host = server.hostname.replace(/^\[|\]$/gu, '').toLowerCase();
    const port = server.port || '443';
    if (host === 'localhost' || host === '::1' || ((0,external_node_net_.isIP)(host) === 4 && host.startsWith('127.')))
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
    const withPort = (0,external_node_net_.isIP)(entry) === 6 ? undefined : /^(.*):(\d+)$/u.exec(entry);
    if (withPort && withPort[2] !== port)
        return false;
    const name = (withPort?.[1] ?? entry).replace(/^\[|\]$/gu, '').replace(/^\*(?=\.)/u, '');
    if (name.startsWith('.'))
        return host.endsWith(name);
    return host === name || ((0,external_node_net_.isIP)(host) === 0 && host.endsWith(`.${name}`));
}
function isInRange(range, host) {
    const [network = '', bits = ''] = range.split('/');
    const family = (0,external_node_net_.isIP)(network);
    if (family === 0 || (0,external_node_net_.isIP)(host) !== family)
        return false;
    try {
        const blocks = new external_node_net_.BlockList();
        blocks.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
        return blocks.check(host, family === 4 ? 'ipv4' : 'ipv6');
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/cluster/session.js
/** The credentials and connections in use, and their renewal while others go on using the old ones. */



/** Milliseconds after which a token file is read again: kubelets rotate theirs long before they expire (client-go: one minute). */
const tokenFileAge = 60_000;
class ClusterSession {
    #options;
    #loaded;
    #state;
    #renewal;
    #renewedAt = performance.now();
    #closed = new AbortController();
    constructor(options) {
        this.#options = options;
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
        else if (this.#loaded.user?.tokenFile !== undefined && performance.now() - this.#renewedAt > tokenFileAge) {
            // What we have may still be good while the file is being replaced.
            await this.renew(state, signal).catch(() => undefined);
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
    async #renew(signal) {
        const old = this.#state;
        if (old !== undefined)
            this.#loaded = this.#options.load();
        const credentials = await credentialsOf(this.#loaded, signal);
        this.#renewedAt = performance.now();
        for (const secret of credentials.secrets)
            if (!old?.credentials.secrets.includes(secret))
                this.#options.mask(secret);
        if (old !== undefined && isSame(old.credentials, credentials))
            return false;
        const keepsTls = old !== undefined && tlsOf(old.credentials) === tlsOf(credentials);
        this.#state = { credentials, dispatcher: keepsTls ? old.dispatcher : await this.#dispatcher(credentials) };
        // Requests that are under way end in peace; a destroyed dispatcher would break them off.
        if (!keepsTls)
            void old?.dispatcher.close().catch(() => undefined);
        return true;
    }
    #dispatcher({ ca, cert, key }) {
        const { cluster } = this.#loaded;
        const proxy = cluster.proxyUrl === undefined
            ? proxyFromEnvironment(new URL(cluster.server), this.#options.env)
            : withScheme(cluster.proxyUrl);
        return createDispatcher({ ca, cert, key, serverName: cluster.serverName, skipVerify: cluster.skipVerify, proxy });
    }
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

// EXTERNAL MODULE: ./build/cluster/network.js
var network = __webpack_require__(5955);
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
    const message = typeof status?.message === 'string' && status.message !== '' ? status.message : foreignMessage(code, body);
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

// EXTERNAL MODULE: ./build/cluster/failures.js + 1 modules
var failures = __webpack_require__(5410);
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

;// CONCATENATED MODULE: ./build/cluster/retries.js
/** Which failed requests are sent again, and when. Pure. */

/** Milliseconds for which a request is tried again. */
const patience = { reached: 60_000, never: 15_000 };
/**
 * Milliseconds to wait before the next try; undefined: there is none. Never again: refusals (401, 403, 404, 409, 422),
 * certificates, and a create that may have happened.
 * @param random number from 0 (included) to 1
 */
function waitBeforeRetry(failed, random) {
    if (!isWorthwhile(failed))
        return undefined;
    const backoff = Math.min(10_000, 250 * 2 ** (failed.tries - 1)) * (0.5 + random / 2);
    const wait = Math.max(Math.min(failed.error.retryAfter ?? 0, 30) * 1000, backoff);
    const limit = failed.wasReached ? patience.reached : patience.never;
    return failed.elapsed + wait < limit ? wait : undefined;
}
function isWorthwhile({ error, isIdempotent }) {
    const { status } = error;
    if (status === 0 && (0,network/* isCertificateCode */.TR)((0,network/* networkCode */.e8)(error.cause)))
        return false;
    if (isIdempotent)
        return status === 0 || [408, 429, 500, 502, 503, 504].includes(status);
    // A quota that another create changes at the same time: nothing was stored.
    if (status === 409)
        return error.reason === 'Conflict';
    // A 503 that is not Kubernetes' own is a proxy's without a server behind it: if the create did happen, the next one says so (409).
    return status === 429 || status === 503 || ((status === 0 || status === 500) && !error.mayHaveHappened);
}

;// CONCATENATED MODULE: ./build/cluster/transport.js
/** HTTP to one API server: time limits, retries that know which errors are worth it, renewal of credentials, the server's clock. */








/** Characters of an answer that are kept; an answer that is longer is an error, not memory. */
const largestBody = 256 * 1024 * 1024;
const largestError = 1024 * 1024;
class Transport {
    clock = new ServerClock();
    #server;
    #session;
    #limiter = new Limiter(5);
    #random;
    #wasReached = false;
    constructor(options) {
        this.#server = new URL(options.server);
        this.#session = options.session;
        this.#random = options.random ?? Math.random;
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
                    wasReached: this.#wasReached
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
    /** Opens a stream. @throws ApiError, also while it is read; the signal's reason on abort */
    async open(call) {
        const data = await this.#renewing(call.action, call.signal, async (state) => {
            const sent = this.clock.read();
            const answer = await this.#send(state, { ...call, method: 'GET', headersTimeout: call.headersTimeout }, call.signal);
            this.clock.observe(first(answer.headers['date']), sent, this.clock.read());
            this.#wasReached = true;
            if (answer.statusCode === 200)
                return answer;
            const body = await this.#read(call.action, answer, (0,deadline/* withTimeout */.w)(call.signal, 10_000));
            throw errorOfAnswer(call.action, answer.statusCode, answer.headers, body);
        });
        return this.#chunks(call, data);
    }
    async close() {
        await this.#session.close();
    }
    /** Runs a request; after a 401 gets new credentials and runs it once more. */
    async #renewing(action, signal, run) {
        const state = await this.#session.current(signal);
        try {
            return await run(state);
        }
        catch (error) {
            if (!(error instanceof port/* ApiError */.h) || error.status !== 401)
                throw error;
            const isNew = await this.#renewed(action, state, signal);
            if (!isNew)
                throw this.#expired(error, state);
        }
        const renewed = await this.#session.current(signal);
        try {
            return await run(renewed);
        }
        catch (error) {
            throw error instanceof port/* ApiError */.h && error.status === 401 ? this.#expired(error, renewed) : error;
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
    #expired(error, { credentials }) {
        const { expires } = credentials;
        if (expires === undefined || expires > this.clock.now())
            return error;
        const when = new Date(expires).toISOString().replace('.000Z', 'Z');
        return new port/* ApiError */.h(error.action, `The token was valid until ${when}.`, {
            status: 401,
            reason: failures/* expiredReason */.YO,
            cause: error
        });
    }
    async #once(call, state) {
        const limit = (0,deadline/* withTimeout */.w)(call.signal, call.timeout);
        const sent = this.clock.read();
        const answer = await this.#send(state, { ...call, headersTimeout: 0 }, limit);
        this.clock.observe(first(answer.headers['date']), sent, this.clock.read());
        const body = await this.#read(call.action, answer, limit);
        this.#wasReached = true;
        if (answer.statusCode < 200 || answer.statusCode > 299)
            throw errorOfAnswer(call.action, answer.statusCode, answer.headers, body);
        try {
            return { value: body === '' ? undefined : JSON.parse(body), warnings: warningsOf(answer.headers) };
        }
        catch {
            throw new port/* ApiError */.h(call.action, `What answers at ${this.#server.origin} is not a Kubernetes API server: it does not speak JSON.`, {
                status: 302,
                mayHaveHappened: !call.isIdempotent
            });
        }
    }
    async #send({ dispatcher, credentials }, call, signal) {
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
                bodyTimeout: 0
            });
        }
        catch (error) {
            throw this.#networkError(call.action, error, signal);
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
    async *#chunks({ action, signal }, answer) {
        try {
            yield* answer.body;
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
        return errorOfNetwork(action, Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }), this.#server.origin);
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
    const place = findKubeconfig({ kubeconfig: options.kubeconfig, env, workspace: environment.workspace });
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
    const load = () => loadKubeconfig(place, { context: options.context, env, workspace, trustedFolder: folder });
    const session = new ClusterSession({ load, env, mask: (secret) => writer.mask(secret) });
    const { cluster, context, namespace } = session.loaded;
    if (cluster.skipVerify) {
        writer.warning(`The kubeconfig turns the check of the certificate of ${cluster.server} off: whoever is in between can read and change everything.`);
    }
    try {
        await session.current(options.signal);
    }
    catch (error) {
        // Key and certificate that do not fit together, or are none: OpenSSL says so when the connection is prepared.
        if (error instanceof failure/* Failure */.HR)
            throw error;
        options.signal?.throwIfAborted();
        throw new failure/* Failure */.HR('invalid-kubeconfig', { what: 'The credentials in the kubeconfig cannot be used.', why: error.message }, { cause: error });
    }
    const transport = new Transport({ server: cluster.server, session });
    return new KubernetesCluster({
        server: cluster.server,
        namespace: options.namespace || namespace || 'default',
        context,
        transport
    });
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
    /** A copy that stays as it is. */
    get objects() {
        return new Map(this.#objects);
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
