/** The one Plan of a run: everything that is decided before anything is built or sent. Plain data, made by `plan/plan.ts`. */

import type { FileMapping, ResourceRange } from '../inputs/types.ts'

/** A file or folder to copy, its source resolved to an absolute path on the runner. */
export interface ResolvedFile extends FileMapping {
  /** Absolute paths on the runner of what in it stays out of the image; absent: nothing. */
  readonly left?: readonly string[]
}

/** What pip installs from a file of the workspace. */
export interface RequirementsPlan {
  /** The file's place in the image. */
  readonly file: string
  /** Working folder of pip, where paths in the file depend on it. */
  readonly folder: string | undefined
  /** The file with all that it names in the workspace, each at its place under `/flow`. */
  readonly items: readonly ResolvedFile[]
  /** True: everything in it has a hash, so nothing without one can be installed in the same step. */
  readonly isHashed: boolean
}

export interface FlowPlan {
  /** Absolute path of the flow file on the runner. */
  readonly source: string
  /** The flow file relative to the workspace, `/`-separated: how users know it. */
  readonly repositoryPath: string
  /** Absolute path in the image: `/flow/` + repositoryPath. */
  readonly imagePath: string
  readonly name: string | undefined
  /** Modules of the workspace that the flow imports and that do not go along → the `source` that would bring them. */
  readonly neighbours?: ReadonlyMap<string, string>
}

/** What makes an image: every field goes into the Dockerfile or the context. */
export interface BuildPlan {
  readonly kind: 'build'
  readonly baseImage: string
  readonly dependencies: readonly string[]
  /** Each of them → what asks for it, as the user knows it; absent: not known. */
  readonly origins?: ReadonlyMap<string, string>
  readonly requirements: RequirementsPlan | undefined
  /** Variables of the pip steps; their values are in no layer. */
  readonly buildSecrets: ReadonlyMap<string, string>
  /** True: the database of a Prefect without a server is made beside the dependencies. */
  readonly preparesPrefect: boolean
  readonly env: ReadonlyMap<string, string>
  readonly files: readonly ResolvedFile[]
  readonly flow: FlowPlan | undefined
  /** The folder that goes along with the flow. */
  readonly source: ResolvedFile | undefined
  /** `linux/arm64`; undefined: that of the builder. */
  readonly platform: string | undefined
  /** The flow is imported and found in the image before it is pushed. */
  readonly healthCheck: boolean
  /** `registry-url/image-name`, or `image-name` alone without a registry. */
  readonly repository: string
  /** The image's name without the registry (output `image-name`). */
  readonly imageName: string
  readonly tag: string
  /** The tag is the user's own: it must lead to the image, also where that is not built anew. */
  readonly hasOwnTag: boolean
  readonly push: boolean
  /** `true`: without any cache; `auto`, `false`: what was built before will do. */
  readonly rebuild: 'auto' | boolean
  /** Caches of the user's choice, as BuildKit takes them. */
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  /** Today's date (UTC) where pip could install something else tomorrow; undefined: every day's image will do. */
  readonly day: string | undefined
  /** SHA-256 of everything of the plan and the workspace that makes the image, apart from the day. */
  readonly fingerprint: string
  /** The same of what the dependencies' steps are made of, the day included. */
  readonly dependenciesKey: string
  /** Milliseconds for build and push together. */
  readonly timeout: number
}

/** Run an image as it is. */
export interface UsePlan {
  readonly kind: 'use'
  readonly reference: string
  /** True: only an image with our launcher will do, since parameters are handed to it. */
  readonly needsLauncher: boolean
}

export type ImagePlan = BuildPlan | UsePlan

export interface JobPlan {
  /** At most 57 characters, a DNS label: pods add a hyphen and five. */
  readonly name: string
  readonly namespace: string | undefined
  readonly labels: Readonly<Record<string, string>>
  /** Of the Job alone, never of its pods. */
  readonly annotations: Readonly<Record<string, string>>
  readonly command: readonly string[] | undefined
  readonly args: readonly string[] | undefined
  /** JSON object of the flow's parameters; undefined: none. */
  readonly parameters: string | undefined
  readonly env: ReadonlyMap<string, string>
  /** Variables whose values go into a Secret of this run, and nowhere else. */
  readonly secrets: ReadonlyMap<string, string>
  /** True when the image carries our launcher as its entry point. */
  readonly launcher: boolean
  /** Proof that a termination message comes from this run's launcher. */
  readonly nonce: string
  /** True for images that we build: then capabilities are dropped as well. */
  readonly hardened: boolean
  readonly cpu: ResourceRange | undefined
  readonly memory: ResourceRange | undefined
  readonly serviceAccount: string | undefined
  readonly nodeSelector: ReadonlyMap<string, string>
  readonly imagePullSecrets: readonly string[]
  readonly pullSecret: 'auto' | 'none'
  readonly queue: string | undefined
  /** The user's manifest, on which our fields are laid. */
  readonly template: JobTemplate | undefined
  readonly wait: boolean
  readonly logs: 'stream' | 'on-failure' | 'none'
  /** Milliseconds; undefined: no deadline (`wait: false` without `timeout`). */
  readonly timeout: number | undefined
  readonly startTimeout: number
  /** Milliseconds that the Job may be suspended or queued. */
  readonly queueTimeout: number
  readonly cleanup: 'always' | 'on-success' | 'never'
  /** Seconds. */
  readonly ttl: number
  readonly rerun: RerunPlan
}

/** A login at a registry, with which the cluster can pull the image. Lives in memory only. */
export interface PullCredential {
  /** Key of `auths` in a docker config: `ghcr.io`, `https://index.docker.io/v1/`. */
  readonly registry: string
  readonly username: string
  readonly password: string
}

/** Which Jobs are those of earlier attempts of this very step, and what becomes of them. */
export interface RerunPlan {
  readonly action: 'replace' | 'fail'
  /** Value of the owner label; undefined outside a workflow run, where nothing can be an earlier attempt. */
  readonly owner: string | undefined
  /** This attempt's number, from 1. */
  readonly attempt: number
}

/** A Job manifest as raw JSON: unknown fields included. */
export type JobTemplate = Readonly<Record<string, unknown>>

/** Where the cluster's configuration comes from. */
export interface ClusterPlan {
  readonly kubeconfig: string | undefined
  readonly context: string | undefined
  readonly namespace: string | undefined
}

export interface Plan {
  /** UUID of this run: on Job, pods and Secrets, in the Job's name and the log file's path. */
  readonly identifier: string
  readonly image: ImagePlan
  /** Absent with `run: false`. */
  readonly job: JobPlan | undefined
  readonly cluster: ClusterPlan | undefined
  /** Show what would be built and sent; change nothing. */
  readonly dryRun: boolean
  /** What was decided for the user, and why: sentences for the log. */
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}
