/** The typed inputs of one run: what `inputs/read.ts` makes of the workflow's text, and the only form everything else sees. */

import type { ParameterValue } from './parameters.ts'
import type { InputName } from './table.ts'

/** `auto` leaves the choice to the plan. */
export type Auto<T> = 'auto' | T

/** Request and limit of a resource as Kubernetes quantities; a plain `500m` sets both. */
export interface ResourceRange {
  readonly request: string
  readonly limit: string
}

/** A flow file and, when given, the name in it: `flows/etl.py:daily`. */
export interface FlowReference {
  /** As written: relative to the workspace, or absolute. */
  readonly path: string
  readonly name?: string | undefined
}

/** One file or folder that is copied into the image. */
export interface FileMapping {
  /** File or folder on the runner, relative to the workspace or absolute. */
  readonly source: string
  /** The exact final path in the image: absolute, normalized. */
  readonly destination: string
}

/** A template of the Job as given: its text, or the path of a file with it. */
export type JobTemplateSource =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'path'; readonly path: string }

export interface Inputs {
  /** Names of the inputs that the user gave (something other than their default). */
  readonly given: ReadonlySet<InputName>
  /** Flow to run; absent: `command`, or the image's own command runs. */
  readonly flow: FlowReference | undefined
  /** Values for the flow, by the names of its parameters; empty: none. They travel in the Job, where everyone can read them. */
  readonly parameters: ReadonlyMap<string, ParameterValue>
  /** Image to build on; default `python:3.6`, as Prefect 0.5.1. */
  readonly baseImage: string
  /** True when `base-image` was left at its default. */
  readonly baseImageIsDefault: boolean
  /** Where to push: `host[:port][/path]`, no scheme, lower case. */
  readonly registryUrl: string | undefined
  /** pip requirements, one an item. */
  readonly pythonDependencies: readonly string[]
  /** Path of a requirements file, relative to the workspace. */
  readonly requirements: string | undefined
  /** What to install of Prefect: a version specifier such as `>=3,<4`; `none`; `auto`: decided by what the flow imports. */
  readonly prefect: Auto<'none' | { readonly specifier: string }>
  /** The user's own image name (no registry), else made from repository and flow path. */
  readonly imageName: string | undefined
  readonly imageTag: string | undefined
  /** Environment variables of the image, in the order given. */
  readonly envVars: ReadonlyMap<string, string>
  readonly files: readonly FileMapping[]
  /** Folder that goes along with the flow, relative to the workspace. */
  readonly source: string | undefined
  readonly push: Auto<boolean>
  /** Import and find the flow inside the image before it is pushed. */
  readonly healthCheck: Auto<boolean>
  /** `true`: built anew, without any cache; `false`: also what was built on another day from dependencies without exact versions will do. */
  readonly rebuild: Auto<boolean>
  /** Caches for BuildKit to read, as it takes them. */
  readonly cacheFrom: readonly string[]
  /** Caches for BuildKit to write, as it takes them. */
  readonly cacheTo: readonly string[]
  /** Variables that only the pip steps see; `netrc` is the content of a file. */
  readonly buildSecrets: ReadonlyMap<string, string>
  /** Platform of the image: `linux/arm64`; absent: that of the builder. */
  readonly platform: string | undefined
  /** Milliseconds for build and push together. */
  readonly buildTimeout: number
  /** Run this image as it is; nothing is built. */
  readonly image: string | undefined
  /** False: build and push only, no cluster. */
  readonly run: boolean
  /** Kubeconfig as given: YAML, base64 of it, a path, or `in-cluster`; absent: `$KUBECONFIG`, `~/.kube/config`. */
  readonly kubeconfig: string | undefined
  readonly context: string | undefined
  readonly namespace: string | undefined
  /** Prefix of the Job's name. */
  readonly jobName: string | undefined
  readonly command: readonly string[] | undefined
  readonly args: readonly string[] | undefined
  /** Environment variables of the Job only. */
  readonly jobEnv: ReadonlyMap<string, string>
  /** Variables of the Job from a Secret that is made for this run. */
  readonly jobSecrets: ReadonlyMap<string, string>
  readonly cpu: ResourceRange | undefined
  readonly memory: ResourceRange | undefined
  readonly serviceAccount: string | undefined
  readonly nodeSelector: ReadonlyMap<string, string>
  readonly imagePullSecrets: readonly string[]
  /** `auto`: a Secret from the runner's docker login where the image needs one. */
  readonly pullSecret: 'auto' | 'none'
  /** LocalQueue of Kueue. */
  readonly queue: string | undefined
  readonly jobTemplate: JobTemplateSource | undefined
  /** False: hand the Job over and end. */
  readonly wait: boolean
  readonly logs: 'stream' | 'on-failure' | 'none'
  /** Milliseconds from the first running container; undefined only with `wait: false` and none given. */
  readonly timeout: number | undefined
  /** Milliseconds from creation to the first running container. */
  readonly startTimeout: number
  /** Milliseconds that the Job may be suspended or queued. */
  readonly queueTimeout: number
  readonly cleanup: 'always' | 'on-success' | 'never'
  /** Seconds a finished Job is kept by the cluster (`ttlSecondsAfterFinished`). */
  readonly ttl: number
  /** What to do with an unfinished Job of an earlier attempt of this step. */
  readonly onRerun: 'replace' | 'fail'
  /** Tells steps apart that GitHub does not: legs of a matrix, two calls of one reusable workflow. Empty: nothing to tell apart. */
  readonly runKey: string
  /** True: show Dockerfile and manifests, change nothing. */
  readonly dryRun: boolean
  readonly allowUntrustedCode: boolean
  /** False: no job summary. */
  readonly summary: boolean
}
