/**
 * The situations that a runner of Jobs must come through, in the order of docs/reliability.md. Each is made to happen by a
 * test, which records what the user saw (`seen` in __tests__/support/seen.ts), or cannot happen here, with the reason.
 */

export interface Situation {
  /** What happens, as a user would put it. */
  readonly what: string
  /** Why no test makes it happen. */
  readonly never?: string
}

const api = {
  'watch-expired': { what: 'A watch expires: the server answers 410 Gone.' },
  'watch-ends': { what: 'Watches end without a word: idle cuts of a load balancer, limits of the server.' },
  'api-server-away': { what: 'The API server is away for a while in the middle of a run.' },
  'api-server-errors': { what: 'The API server answers 429, 500, 502, 503 or 504, or breaks the connection.' },
  'create-reply-lost': { what: 'The reply to the creation of the Job is lost; the next try meets our own Job.' },
  'stale-reads': { what: 'A cache before the API server shows old states.' },
  'unauthorized-for-a-moment': { what: 'The server refuses the credentials once, and takes them again.' },
  'credentials-over': { what: 'The credentials expire in the middle, and cannot be renewed.' },
  'credentials-renewed': { what: 'The credentials expire in the middle, and a plugin or a token file has new ones.' },
  'exec-plugin-missing': { what: 'The kubeconfig’s exec plugin is not on the runner.' },
  'kubeconfig-bad': { what: 'The kubeconfig cannot be used.' },
  'no-right-to-create': { what: 'The user may not create Jobs.' },
  'namespace-missing': { what: 'The namespace does not exist.' },
  'no-right-to-read-logs': { what: 'The user may not read logs.' },
  'no-right-to-list-events': { what: 'The user may not list events.' },
  'job-refused': { what: 'A webhook or a policy refuses the Job.' },
  'clock-skew': { what: 'The clock of the runner is wrong.' }
} satisfies Record<string, Situation>

const starts = {
  'image-not-found': { what: 'The image does not exist.' },
  'image-unauthorized': { what: 'The node may not pull the image.' },
  'pull-busy': { what: 'The registry answers 429 or 5xx to the node for a while.' },
  'pull-busy-for-good': { what: 'The registry answers 429 or 5xx to the node for good.' },
  'image-name-invalid': { what: 'The name of the image is not legal.' },
  'config-missing': { what: 'A Secret or a ConfigMap that the pod needs does not exist.' },
  'config-key-missing': { what: 'A key of a Secret or a ConfigMap does not exist.' },
  'service-account-missing': { what: 'The service account does not exist.' },
  unschedulable: { what: 'No node takes the pod: resources, affinity, taints.' },
  'node-tainted': { what: 'Every node has a taint that the pod does not tolerate.' },
  'quota-exceeded': { what: 'The quota of the namespace has no room for the pod.' },
  'limit-range': { what: 'A LimitRange refuses the pod.' },
  'pod-security': { what: 'Pod Security refuses the pod.' },
  'command-missing': { what: 'The command does not exist in the image.' },
  'wrong-architecture': { what: 'The image is for another processor than the node’s.' },
  'job-suspended': { what: 'The Job is suspended, by a queue or by hand, and let in later.' },
  'init-fails': { what: 'An init container fails.' }
} satisfies Record<string, Situation>

const ends = {
  'out-of-memory': { what: 'The kernel kills the flow for its memory.' },
  'child-out-of-memory': { what: 'The kernel kills a process of the flow for its memory.' },
  'killed-137': { what: 'The flow is killed (137), and memory was not the reason.' },
  'segfault-139': { what: 'Native code crashes (139).' },
  'terminated-143': { what: 'The flow ends on SIGTERM (143) without our doing.' },
  'short-run': { what: 'The flow is over before anybody could look.' },
  'sidecar-endless': { what: 'A helper container among `containers` never ends.' },
  'native-sidecar': { what: 'A native sidecar runs for ever.' },
  'several-containers': { what: 'Several pods, containers and init containers.' },
  'retries-exhausted': { what: '`backoffLimit` is reached while counters still change.' },
  'on-failure-tries': { what: '`restartPolicy: OnFailure`: the pod goes when its last try has failed.' },
  'started-twice': {
    what: 'Kubernetes starts the program twice.',
    never:
      'No test can make the Job controller do it at will. Kubernetes documents that it may happen even with one completion ' +
      'and no retries. The action makes one Job, never a second for the same run, with `backoffLimit: 0`.'
  },
  'active-deadline': { what: 'The Job’s own `activeDeadlineSeconds` ends the run.' },
  timeout: { what: 'Our `timeout` ends the run.' },
  'pod-evicted': { what: 'The pod is evicted: a drain, a node under pressure.' },
  'pod-evicted-exit-0': { what: 'The pod is evicted, and its program exits 0.' },
  'pod-preempted': { what: 'The pod makes room for one with a higher priority.' },
  'node-lost': { what: 'The node is lost: its pod is Unknown, or Terminating for ever.' },
  'taint-no-execute': { what: 'The node is tainted NoExecute while the flow runs, and its program exits 0.' },
  'pod-deleted': { what: 'Somebody deletes the pod.' },
  'job-deleted': { what: 'Somebody deletes the Job.' },
  'job-deleted-orphan': { what: 'Somebody deletes the Job and leaves its pod (`--cascade=orphan`).' },
  'job-replaced': { what: 'Somebody deletes the Job and makes another of its name.' },
  'namespace-deleted': { what: 'Somebody deletes the namespace.' },
  'pod-gone-before-log': { what: 'The pod is removed before its log was read.' },
  'kubelet-restarted': { what: 'The kubelet stops and starts again while the flow runs.' },
  'controller-away': { what: 'The controller manager is away as the flow ends.' },
  'containerd-restarted': { what: 'The container runtime restarts while the flow runs.' }
} satisfies Record<string, Situation>

const log = {
  'log-ends-early': {
    what: 'The log’s stream ends or breaks while the container runs, and the next one repeats lines.'
  },
  'log-silent': { what: 'The flow says nothing for minutes.' },
  'log-stalls': { what: 'The log’s stream stalls for good.' },
  'log-before-start': { what: 'The log is asked for before the container has started.' },
  'log-rotated-unseen': { what: 'The log is rotated while nobody can read it.' },
  'log-rotated-fast': { what: 'The flow writes so fast that its log is rotated again and again.' },
  'log-odd': { what: 'Lines of megabytes, binary output, a last line without an end.' },
  'log-unreadable': { what: 'The log cannot be read at all.' },
  'log-commands': { what: 'The log holds workflow commands.' },
  'log-secrets': { what: 'The log holds values of `job-secrets`.' },
  'summary-too-long': { what: 'The log is longer than a summary may be.' }
} satisfies Record<string, Situation>

const stops = {
  cancelled: { what: 'The workflow is cancelled.' },
  'cancelled-deaf': { what: 'The workflow is cancelled, and the flow does not listen.' },
  'runner-killed': { what: 'The runner dies: no signal, no post step.' },
  'main-killed': { what: 'Main is killed without a word, and the post step runs.' },
  'cleanup-fails': { what: 'What is left cannot be deleted.' },
  'name-collision': { what: 'Somebody else has a Job of our name.' },
  'rerun-beside': { what: 'A re-run while the Job of the attempt before still runs.' },
  'odd-names': { what: 'Names that are too long, upper case, or of letters that labels do not know.' }
} satisfies Record<string, Situation>

const builds = {
  'push-retried': { what: 'The registry answers 429 or 5xx to the push, or breaks the connection, for a while.' },
  'push-unauthorized': { what: 'The registry refuses the push.' },
  'registry-away': { what: 'The registry does not answer.' },
  'registry-stopped': { what: 'The registry stops in the middle of the push, for good.' },
  'push-not-there': { what: 'Docker calls the push done, and the registry does not have the image.' },
  'push-error-in-stream': {
    what: 'An error of the push stands only in its progress.',
    never:
      'The docker command, through which images are pushed, ends with an error for each one that it prints, as far as tests could ' +
      'make it. Beside that the registry is asked for the digest: see the situation above.'
  },
  'base-image-retried': { what: 'The registry of the base image fails for a while.' },
  'disk-full': { what: 'The disk is full in the build.' },
  'engine-killed': { what: 'The Docker engine stops in the build.' },
  'engine-silent': { what: 'The Docker engine takes calls and never answers.' },
  'dependency-not-installable': { what: 'A dependency cannot be installed.' },
  'package-index-away': { what: 'The package index does not answer.' }
} satisfies Record<string, Situation>

/** Headings of the page, each with its situations. */
export const chapters = {
  'The API server, credentials and rights': api,
  'Pods that do not start': starts,
  'How runs end': ends,
  'The log': log,
  'Stops, clean-up and names': stops,
  'Builder and registry': builds
} as const satisfies Record<string, Record<string, Situation>>

export const situations = { ...api, ...starts, ...ends, ...log, ...stops, ...builds }

export type SituationId = keyof typeof situations
