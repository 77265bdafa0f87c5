/**
 * The fields of Kubernetes objects that this project reads, as raw JSON: the API server's own text, times as strings.
 * client-node's models are not used for them: they drop fields they do not know (kubernetes-client/javascript#2483).
 */

export interface ObjectMeta {
  readonly name?: string
  readonly namespace?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly creationTimestamp?: string
  readonly deletionTimestamp?: string
  readonly deletionGracePeriodSeconds?: number
  readonly finalizers?: readonly string[]
  readonly ownerReferences?: readonly {
    readonly uid: string
    readonly kind: string
    readonly name: string
    readonly controller?: boolean
  }[]
}

export interface KubeObject {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata?: ObjectMeta
}

export interface ConfigMap extends KubeObject {
  /** Whoever may write it decides what is in it. */
  readonly data?: unknown
}

export interface Condition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason?: string
  readonly message?: string
  readonly lastTransitionTime?: string
}

export interface Container {
  readonly name: string
  readonly image?: string
  /** `Always` on an init container makes it a sidecar. */
  readonly restartPolicy?: string
  readonly restartPolicyRules?: readonly unknown[]
}

export interface PodSpec {
  readonly restartPolicy?: string
  readonly nodeName?: string
  readonly containers?: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly terminationGracePeriodSeconds?: number
  readonly imagePullSecrets?: readonly { readonly name?: string }[]
}

export interface JobSpec {
  readonly parallelism?: number
  readonly completions?: number
  readonly completionMode?: string
  readonly backoffLimit?: number
  readonly backoffLimitPerIndex?: number
  readonly activeDeadlineSeconds?: number
  readonly suspend?: boolean
  readonly managedBy?: string
  readonly podFailurePolicy?: unknown
  readonly successPolicy?: {
    readonly rules?: readonly { readonly succeededIndexes?: string; readonly succeededCount?: number }[]
  }
  readonly template?: { readonly metadata?: ObjectMeta; readonly spec?: PodSpec }
}

export interface JobStatus {
  readonly startTime?: string
  readonly completionTime?: string
  readonly active?: number
  /** Pods whose containers are ready. */
  readonly ready?: number
  readonly succeeded?: number
  readonly failed?: number
  readonly terminating?: number
  readonly conditions?: readonly Condition[]
}

export interface Job extends KubeObject {
  readonly spec?: JobSpec
  readonly status?: JobStatus
}

export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string }
  readonly running?: { readonly startedAt?: string }
  readonly terminated?: {
    readonly exitCode: number
    readonly signal?: number
    readonly reason?: string
    readonly message?: string
    readonly startedAt?: string
    readonly finishedAt?: string
    readonly containerID?: string
  }
}

export interface ContainerStatus {
  readonly name: string
  readonly ready?: boolean
  readonly restartCount?: number
  readonly image?: string
  readonly imageID?: string
  readonly containerID?: string
  readonly state?: ContainerState
  readonly lastState?: ContainerState
}

export interface PodStatus {
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'
  readonly reason?: string
  readonly message?: string
  readonly startTime?: string
  readonly conditions?: readonly Condition[]
  readonly containerStatuses?: readonly ContainerStatus[]
  readonly initContainerStatuses?: readonly ContainerStatus[]
}

export interface Pod extends KubeObject {
  readonly spec?: PodSpec
  readonly status?: PodStatus
}

export interface Taint {
  readonly key: string
  readonly value?: string
  readonly effect: string
}

export interface Toleration {
  readonly key?: string
  readonly operator?: string
  readonly value?: string
  readonly effect?: string
}

export interface Node extends KubeObject {
  readonly spec?: { readonly unschedulable?: boolean; readonly taints?: readonly Taint[] }
}

/** core/v1 Event. */
export interface Event extends KubeObject {
  readonly type?: string
  readonly reason?: string
  readonly message?: string
  readonly count?: number
  readonly firstTimestamp?: string | null
  readonly lastTimestamp?: string | null
  readonly eventTime?: string | null
  readonly involvedObject?: { readonly kind?: string; readonly name?: string; readonly uid?: string }
}

/** kueue.x-k8s.io Workload: what Kueue makes of a Job that stands in one of its queues. */
export interface Workload extends KubeObject {
  readonly status?: { readonly conditions?: readonly Condition[] }
}

/** meta/v1 Status: what the API server answers instead of an object when it refuses. */
export interface Status {
  readonly kind?: 'Status'
  readonly code?: number
  readonly reason?: string
  readonly message?: string
  readonly details?: {
    readonly name?: string
    readonly kind?: string
    readonly group?: string
    readonly retryAfterSeconds?: number
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[]
  }
}
