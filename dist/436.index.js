export const id = 436;
export const ids = [436];
export const modules = {

/***/ 7436:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  dryRun: () => (/* binding */ dryRun)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/docker/reference.js
var reference = __webpack_require__(5688);
// EXTERNAL MODULE: ./build/flow/launcher.js
var launcher = __webpack_require__(9733);
// EXTERNAL MODULE: ./build/image/build.js
var image_build = __webpack_require__(5638);
// EXTERNAL MODULE: ./build/image/caches.js
var image_caches = __webpack_require__(7367);
// EXTERNAL MODULE: ./build/image/context.js + 1 modules
var context = __webpack_require__(8840);
// EXTERNAL MODULE: ./build/image/dockerfile.js
var dockerfile = __webpack_require__(722);
// EXTERNAL MODULE: ./build/flow/protocol.js
var protocol = __webpack_require__(8681);
// EXTERNAL MODULE: ./build/image/installation.js
var installation = __webpack_require__(2860);
;// CONCATENATED MODULE: ./build/image/listing.js
/** What a build context would hold, without making it: each file with its size and its place in the image. */





/**
 * Lists the files of a plan's context in the order of the image's layers, the Dockerfile itself left out.
 * @param items what `plan.files` are, see `copyItems`
 * @param own our files by their names
 * @throws what reading the sources throws
 */
async function contextListing(plan, items, own) {
    const folder = external_node_path_.posix.dirname(protocol/* launcherPath */._3);
    const requirements = plan.dependencies.map((line) => `${line}\n`).join('');
    const files = (0,installation/* toolsOf */.Fu)(plan).map((name) => ours(`${dockerfile/* contextNames */.Mv.tools}/${name}`, `${folder}/${name}`, own.tools.get(name) ?? ''));
    if (requirements !== '') {
        files.push(ours(`${dockerfile/* contextNames */.Mv.requirements}/${installation/* requirementsFile */.d7}`, `${folder}/${installation/* requirementsFile */.d7}`, requirements));
    }
    files.push(...(await filesUnder(plan.requirements?.items ?? [], dockerfile/* contextNames */.Mv.project)));
    for (const [index, item] of items.entries()) {
        const path = dockerfile/* contextNames */.Mv.item(index);
        const { kind, source, destination } = item;
        if (kind === 'folder')
            files.push(...(await filesIn(item, path)));
        else
            files.push(await theirs(source, `${path}/${external_node_path_.posix.basename(destination)}`, destination));
    }
    if (plan.flow !== undefined) {
        for (const [name, text] of own.launcher)
            files.push(ours(`${dockerfile/* contextNames */.Mv.launcher}/${name}`, `${folder}/${name}`, text));
        const { source, imagePath, repositoryPath } = plan.flow;
        const along = await filesUnder(plan.source === undefined ? [] : [plan.source], dockerfile/* contextNames */.Mv.flow);
        const itself = await theirs(source, `${dockerfile/* contextNames */.Mv.flow}/${repositoryPath}`, imagePath);
        files.push(...along.filter((file) => file.imagePath !== imagePath), itself);
    }
    return files;
}
/** Things of the workspace at their places under /flow; what two of them hold is there once. */
async function filesUnder(items, context) {
    const found = await Promise.all(items.map(async (item) => {
        const path = external_node_path_.posix.join(context, external_node_path_.posix.relative(protocol/* workFolder */.kR, item.destination));
        const isFolder = (await (0,promises_.lstat)(item.source)).isDirectory();
        return isFolder ? filesIn(item, path) : [await theirs(item.source, path, item.destination)];
    }));
    return [...new Map(found.flat().map((file) => [file.path, file])).values()];
}
async function filesIn({ source, destination, left = [] }, path) {
    const entries = await (0,promises_.readdir)(source, { recursive: true, withFileTypes: true });
    const isLeft = (real) => left.some((each) => real === each || real.startsWith(each + external_node_path_.sep));
    const files = entries
        .filter((entry) => !entry.isDirectory())
        .map(({ parentPath, name }) => (0,external_node_path_.join)(parentPath, name))
        .filter((real) => !isLeft(real))
        .map((real) => (0,external_node_path_.relative)(source, real))
        .sort();
    return Promise.all(files.map((each) => {
        const below = each.split(external_node_path_.sep).join('/');
        return theirs((0,external_node_path_.join)(source, each), `${path}/${below}`, `${destination}/${below}`);
    }));
}
function ours(path, imagePath, text) {
    return { path, imagePath, size: Buffer.byteLength(text) };
}
async function theirs(source, path, imagePath) {
    const found = await (0,promises_.lstat)(source);
    return { path, imagePath, size: found.isSymbolicLink() ? undefined : found.size };
}

// EXTERNAL MODULE: ./build/job/manifest.js + 1 modules
var job_manifest = __webpack_require__(9730);
// EXTERNAL MODULE: ./build/job/secrets.js
var secrets = __webpack_require__(4109);
// EXTERNAL MODULE: ./build/lib/lines.js
var lib_lines = __webpack_require__(8111);
// EXTERNAL MODULE: ./build/plan/image-reference.js
var image_reference = __webpack_require__(847);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/report/dry-run-text.js
/** What a dry run shows, as text for people and their tools. Pure. */

/**
 * A manifest as YAML that every reader takes for what it was. kubectl goes by YAML 1.1, where `yes` is no text, and by Go's
 * own numbers as well, such as `0o17`: whatever begins like a number is quoted.
 * @param comments lines without `#`, put at the top
 */
function manifestText(manifest, comments) {
    const document = new dist/* Document */.yo(manifest, { version: '1.1', aliasDuplicateObjects: false });
    (0,dist/* visit */.YR)(document, (_, node) => {
        if ((0,dist/* isScalar */.jn)(node) && typeof node.value === 'string' && /^[\d.+-]/u.test(node.value))
            node.type = dist/* Scalar */.X5.QUOTE_DOUBLE;
    });
    return comments.map((line) => `# ${line}\n`).join('') + document.toString({ lineWidth: 0, directives: null });
}
/** A command line as a person would type it into a shell; for reading, nothing runs it. */
function commandText(words) {
    return words.map((word) => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
/** A table of files: bytes, place in the image, place in the context. */
function listingText(files) {
    const rows = files.map(({ path, imagePath, size }) => [size === undefined ? 'link' : String(size), imagePath, path]);
    const table = [['bytes', 'in the image', 'in the context'], ...rows];
    const width = (column) => Math.max(...table.map((row) => row[column]?.length ?? 0));
    const [first, second] = [width(0), width(1)];
    const lines = table.map(([size = '', image = '', context = '']) => [size.padStart(first), image.padEnd(second), context].join('  '));
    const total = files.reduce((sum, { size = 0 }) => sum + size, 0);
    return [...lines, `${String(files.length)} files, ${String(total)} bytes`].map((line) => `${line}\n`).join('');
}

;// CONCATENATED MODULE: ./build/report/hidden.js
/** Hides secrets in data that is about to be shown. Pure. */
/** What stands where a secret would. */
const hiddenWord = '<hidden>';
/** Shorter texts are found in harmless words as well; as values of their own they are hidden by whoever knows them. */
const shortest = 4;
/** Makes a copier of plain data (maps, lists, objects, texts) in which each of these values is replaced, wherever it stands. */
function hiding(secrets) {
    const values = new Set([...secrets].flatMap((value) => [value, value.trim(), ...value.split(/\r?\n/u)]));
    // the longest first: one secret may be a part of another
    const sorted = [...values].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length);
    const hide = (data) => {
        if (typeof data === 'string')
            return sorted.reduce((text, value) => text.replaceAll(value, hiddenWord), data);
        if (Array.isArray(data))
            return data.map(hide);
        if (data instanceof Map)
            return new Map([...data].map(([key, value]) => [key, hide(value)]));
        if (typeof data !== 'object' || data === null)
            return data;
        return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, hide(value)]));
    };
    return (data) => hide(data);
}

;// CONCATENATED MODULE: ./build/dry-run.js
/**
 * A dry run: shows and keeps what a run would build and send, and has the server validate it where there is one. It changes
 * nothing anywhere, needs no Docker, and executes nothing of the workspace.
 */















/** Lines of one thing that the log shows; the file has all. */
const shownLines = 1_000;
/**
 * Carries out a dry run; what is known is in the report before the server is asked.
 * @throws Failure of what is wrong in the workspace or with the kubeconfig; ApiError of a server that refuses
 */
async function dryRun(plan, session, report, connections, signal) {
    const { writer } = session;
    report.build = 'skipped';
    if (plan.job?.namespace !== undefined)
        report.namespace = plan.job.namespace;
    const image = imageOf(plan, report);
    const hide = hiding([...(plan.job?.secrets.values() ?? []), ...buildSecretsOf(plan)]);
    const documents = [
        ...(plan.image.kind === 'build' ? await buildDocuments(plan.image, hide) : []),
        ...(plan.job === undefined ? [] : jobDocuments(plan.job, image, hide))
    ];
    const folder = (0,external_node_path_.join)(session.folder, 'dry-run');
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    for (const { name, title, text } of documents) {
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, name), text, { mode: 0o600 });
        const lines = (0,lib_lines/* splitLines */.u)(text.replace(/\n$/u, ''));
        await writer.group(title, () => {
            writer.foreign(lines.slice(0, shownLines));
            if (lines.length > shownLines)
                writer.info(`${String(lines.length - shownLines)} more lines: see the file.`);
            return Promise.resolve();
        });
    }
    writer.info(`Kept in ${folder}: ${documents.map(({ name }) => name).join(', ')}.`);
    const files = documents.filter(({ inSummary }) => inSummary).map(({ name, text }) => ({ name, text }));
    report.dryRun = { folder, files };
    const validated = await validate(plan, image, session, report, connections, signal);
    if (validated !== undefined)
        report.dryRun = { folder, files, validated };
}
function buildSecretsOf({ image }) {
    return image.kind === 'build' ? image.buildSecrets.values() : [];
}
/** The image as a run would name it before it knows a digest; what is known of it goes into the report. */
function imageOf({ image }, report) {
    if (image.kind === 'use') {
        const { name, tag, digest } = (0,reference/* parseReference */.F2)(image.reference);
        report.imageName = name;
        if (tag !== undefined)
            report.imageTag = tag;
        if (digest !== undefined)
            Object.assign(report, { image: image.reference, digest });
    }
    return (0,image_reference/* intendedReference */.R)(image);
}
async function buildDocuments(plan, hide) {
    const items = await (0,context/* copyItems */.E)(plan);
    const listing = await contextListing(plan, items, await (0,launcher/* ownFiles */.aJ)());
    const text = (0,dockerfile/* dockerfile */.TE)({ ...plan, env: hide(plan.env) }, items);
    return [
        { name: 'Dockerfile', title: 'Dockerfile', text, inSummary: true },
        { name: 'build-command.txt', title: 'Build command', text: buildText(plan), inSummary: true },
        { name: 'context.txt', title: 'Build context', text: listingText(listing), inSummary: false }
    ];
}
/** The commands of a runner that nobody has set up: buildx with the builder of the engine. Which it really is, only docker can say. */
function buildText(plan) {
    const { repository, tag, push, platform, buildSecrets: secrets, healthCheck } = plan;
    const reference = `${repository}:${tag}`;
    const engine = {
        serverVersion: undefined,
        platform: undefined,
        buildx: { version: '1.0.0', driver: 'docker', builder: 'default', buildkit: '', platform: undefined }
    };
    const caches = (0,image_caches/* cachesOf */.nk)(plan, engine, { dependencies: undefined, isBaseOurs: false });
    const files = { context: 'context', dockerfile: 'context/Dockerfile', idFile: 'image-id' };
    const common = { platform, secrets, caches, ...files };
    const stage = healthCheck ? dockerfile/* stages */._$.image : undefined;
    const build = (0,image_build/* buildCommand */.Oe)({ ...common, reference, push, stage, metadataFile: 'build-metadata.json' }, engine);
    const checks = healthCheck ? [(0,image_build/* checkCommand */.em)({ ...common, stage: dockerfile/* stages */._$.check }, engine)] : [];
    const commands = [
        ...[...checks, build].map(({ args }) => ['docker', ...args]),
        ...(push ? [['docker', 'push', reference]] : [])
    ];
    return commands.map((words) => `${commandText(words)}\n`).join('');
}
function jobDocuments(plan, image, hide) {
    // before the manifest is made: there a value may be written in another way
    const shown = { ...plan, env: hide(plan.env), command: hide(plan.command), args: hide(plan.args) };
    const manifest = hide((0,job_manifest/* jobManifest */.J)(shown, { image }));
    const comments = ['Shown by a dry run. In a run, image is the digest of what is pushed or found under this name.'];
    const documents = [
        { name: 'job.yaml', title: 'Job manifest', text: manifestText(manifest, comments), inSummary: true }
    ];
    // the credential of a pull Secret is found in a run
    for (const { data, metadata, ...secret } of (0,secrets/* secretManifests */.rZ)(plan, { metadata: { name: plan.name } }, undefined)) {
        const { name, labels } = metadata;
        const stringData = Object.fromEntries(Object.keys(data).map((key) => [key, hiddenWord]));
        const text = manifestText({ ...secret, metadata: { name, labels }, stringData }, [
            'Shown by a dry run, without its values. In a run it is owned by the Job.'
        ]);
        documents.push({ name: 'secret-env.yaml', title: 'Secret manifest', text, inSummary: true });
    }
    return documents;
}
/**
 * @returns whether a server has accepted the Job; false where no kubeconfig is there at all, as in a pull request of a fork,
 * or where the server cannot say; undefined without a Job
 * @throws Failure of what the server refuses; ApiError of one that cannot be reached
 */
async function validate(plan, image, { env, environment, writer }, report, connections, signal) {
    if (plan.job === undefined || plan.cluster === undefined)
        return undefined;
    const { isKubeconfigThere } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 7612));
    if (!isKubeconfigThere({ ...plan.cluster, env, workspace: environment.workspace })) {
        writer.notice('There is no kubeconfig, so no server has validated the Job. Give one in kubeconfig to have that done.');
        return false;
    }
    const [{ preflight }, { tryJob }] = await Promise.all([__webpack_require__.e(/* import() */ 398).then(__webpack_require__.bind(__webpack_require__, 3398)), __webpack_require__.e(/* import() */ 731).then(__webpack_require__.bind(__webpack_require__, 1731))]);
    const { cluster } = await connections.cluster(plan.cluster, signal);
    report.namespace = cluster.namespace;
    // as an image that is not built: then preflight leaves it to us what becomes of a refusal
    await preflight({
        cluster,
        plan: plan.job,
        image: { kind: 'use', reference: image, needsLauncher: false },
        writer,
        signal
    });
    const trial = await tryJob(cluster, plan.job, image, signal);
    if (trial.kind === 'unknown') {
        writer.warning(`The cluster did not say whether it accepts the Job: ${trial.why}`);
        return false;
    }
    if (trial.kind !== 'accepted')
        throw trial.failure;
    writer.info(`The cluster accepts the Job in namespace ${cluster.namespace} (server-side dry run, nothing was created).`);
    return true;
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

/***/ 4109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gE: () => (/* binding */ createSecrets),
/* harmony export */   kV: () => (/* binding */ maskCredential),
/* harmony export */   rZ: () => (/* binding */ secretManifests),
/* harmony export */   v4: () => (/* binding */ dyingLogin)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9874);
/* harmony import */ var _create_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9946);
/* harmony import */ var _secret_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6951);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(154);
/** The Secrets of a run: variables of `job-secrets`, and the login with which the image is pulled. Owned by the Job. */




/**
 * The Secrets that a Job names, as manifests.
 * @param job as stored: its uid makes it the owner, so that they go with it whatever becomes of us
 */
function secretManifests(plan, job, credential) {
    const secret = (name, type, values) => ({
        apiVersion: 'v1',
        kind: 'Secret',
        // no blockOwnerDeletion: it would need the right to change the Job's finalizers
        metadata: {
            name,
            labels: plan.labels,
            ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(job), uid: (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .uidOf */ .kz)(job) }]
        },
        type,
        immutable: true,
        data: Object.fromEntries([...values].map(([key, value]) => [key, base64(value)]))
    });
    return [
        ...(credential === undefined
            ? []
            : [
                secret((0,_secret_names_js__WEBPACK_IMPORTED_MODULE_3__/* .pullSecretName */ .J)(plan), 'kubernetes.io/dockerconfigjson', new Map([['.dockerconfigjson', dockerConfig(credential)]]))
            ]),
        ...(plan.secrets.size === 0 ? [] : [secret((0,_secret_names_js__WEBPACK_IMPORTED_MODULE_3__/* .environmentSecretName */ .B)(plan), 'Opaque', plan.secrets)])
    ];
}
/** What `docker login` writes for one registry. */
function dockerConfig({ registry, username, password }) {
    return JSON.stringify({ auths: { [registry]: { username, password, auth: authOf({ username, password }) } } });
}
function authOf({ username, password }) {
    return base64(`${username}:${password}`);
}
function base64(text) {
    return Buffer.from(text, 'utf8').toString('base64');
}
/**
 * Makes the Secrets of a Job that was just created, each on record before it is sent.
 * @throws Failure when one is refused; the Job is then to be deleted, since its pods wait for it in vain
 */
async function createSecrets(plan, job, credential, { cluster, access, scope, writer, identifier }) {
    const { namespace } = cluster;
    for (const manifest of secretManifests(plan, job, credential)) {
        const { name } = manifest.metadata;
        const owner = { name: (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(job), uid: (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .uidOf */ .kz)(job) };
        try {
            await scope.create({ kind: 'secret', name, namespace, identifier, access, job: owner }, async (signal) => {
                const { object, warnings } = await (0,_create_js__WEBPACK_IMPORTED_MODULE_1__/* .createObject */ .ed)(cluster, 'secrets', manifest, signal);
                for (const warning of warnings)
                    writer.warning(`The cluster warns: ${warning}`);
                return object;
            }, _snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .uidOf */ .kz);
        }
        catch (error) {
            if ((0,_create_js__WEBPACK_IMPORTED_MODULE_1__/* .surelyNotCreated */ .Ir)(error))
                scope.keep((open) => open.kind === 'secret' && open.name === name);
            throw refused(error, manifest, cluster);
        }
    }
}
/** The failure in words that fit a Secret of ours, where the general ones do not. */
function refused(thrown, { type }, { namespace }) {
    if (!(thrown instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
        return thrown;
    const [what, instead] = type === 'Opaque'
        ? ['the Secret with the variables of job-secrets', 'use a Secret of your own by job-template']
        : ['the Secret with which the image is pulled', 'set pull-secret: none'];
    const options = { cause: thrown.cause };
    switch (thrown.reason) {
        case 'quota-exceeded':
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('quota-exceeded', {
                what: `A quota of namespace ${namespace} does not leave room for ${what}.`,
                why: thrown.why,
                fix: `Delete Secrets that nobody needs, have the quota raised, or ${instead}.`
            }, options);
        case 'admission-denied':
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('admission-denied', {
                what: `A rule of the cluster does not allow ${what}.`,
                why: thrown.why,
                fix: `Ask who runs the cluster about the rule, or ${instead}.`
            }, options);
        case 'job-exists':
            return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('job-exists', {
                what: `There is another Secret with the name of ${what}.`,
                why: thrown.why,
                fix: 'Run again: every run has names of its own.'
            }, options);
        default:
            return thrown;
    }
}
/** Hides a login from the log: the password, and the form in which a docker config holds it. */
function maskCredential({ username, password }, writer) {
    // a shorter mask would blank harmless text
    if (password.length < 4)
        return;
    writer.mask(password);
    writer.mask(authOf({ username, password }));
}
/**
 * A warning for a login that ends with the workflow job while pods may still have to pull: a `GITHUB_TOKEN` (an
 * installation token starts with `ghs_`) with a Job that waits in a queue, or that nobody waits for.
 */
function dyingLogin({ password, registry }, { queue, wait }, env) {
    const isJobToken = password.startsWith('ghs_') || (password !== '' && password === env['GITHUB_TOKEN']);
    if (!isJobToken || (queue === undefined && wait))
        return undefined;
    const when = wait
        ? 'a Job may wait in a queue for longer'
        : 'with wait: false the Job may start, or start again, later';
    return `The login for ${registry} is a GITHUB_TOKEN, which ends with this workflow job: ${when}, and could then no longer pull its image. Log in with a token that lives longer, or name a Secret in image-pull-secrets.`;
}


/***/ })

};
