/** JobPlan + image → the manifest that is sent. Raw JSON: values never pass through a template or a shell. */

import { protocolEnvironment } from '../flow/protocol.ts'
import type { ResourceRange } from '../inputs/types.ts'
import { queueLabel } from '../plan/labels.ts'
import type { JobPlan } from '../plan/types.ts'

/** Name of the container that runs the flow. */
export const containerName = 'flow'

/** What the cluster's own deadline leaves above ours, in seconds: ours must be the one that fires while we are there. */
const deadlineMargin = 120

/**
 * Annotations that keep autoscalers from moving the pod in the middle of a run (design §7): each is the documented
 * switch of its autoscaler, and means nothing to the others.
 */
const doNotEvict: Readonly<Record<string, string>> = {
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
  'karpenter.sh/do-not-disrupt': 'true'
}

/** A Job manifest as far as we write it. */
export interface JobManifest {
  readonly apiVersion: 'batch/v1'
  readonly kind: 'Job'
  readonly metadata: {
    readonly name: string
    readonly labels: Readonly<Record<string, string>>
    readonly annotations: Readonly<Record<string, string>>
  }
  readonly spec: Readonly<Record<string, unknown>>
}

/** What a manifest needs beside the plan: known only when the Job is about to be made. */
export interface ManifestFacts {
  /** Reference of the image, by digest wherever that is known. */
  readonly image: string
  /** True: the Job names the pull Secret of this run. */
  readonly pullSecret?: boolean
  /** Milliseconds since the epoch by the server's clock after which the launcher must not start any more; absent: no limit. */
  readonly notAfter?: number
}

/** Makes the Job's manifest. */
export function jobManifest(plan: JobPlan, { image, notAfter }: ManifestFacts): JobManifest {
  const labels = plan.queue === undefined ? plan.labels : { ...plan.labels, [queueLabel]: plan.queue }
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: plan.name, labels, annotations: plan.annotations },
    spec: {
      backoffLimit: 0,
      ...(plan.timeout === undefined ? {} : { activeDeadlineSeconds: activeDeadline(plan.startTimeout, plan.timeout) }),
      ttlSecondsAfterFinished: plan.ttl,
      template: {
        metadata: { labels: plan.labels, annotations: doNotEvict },
        spec: {
          restartPolicy: 'Never',
          enableServiceLinks: false,
          ...(plan.serviceAccount === undefined
            ? { automountServiceAccountToken: false }
            : { serviceAccountName: plan.serviceAccount }),
          ...(plan.nodeSelector.size === 0 ? {} : { nodeSelector: Object.fromEntries(plan.nodeSelector) }),
          ...(plan.imagePullSecrets.length === 0
            ? {}
            : { imagePullSecrets: plan.imagePullSecrets.map((name) => ({ name })) }),
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [container(plan, image, notAfter)]
        }
      }
    }
  }
}

/** The Job's own deadline in whole seconds, from both timeouts in milliseconds. */
export function activeDeadline(startTimeout: number, timeout: number): number {
  return Math.ceil((startTimeout + timeout) / 1000) + deadlineMargin
}

function container(plan: JobPlan, image: string, notAfter: number | undefined): Record<string, unknown> {
  const env = [...plan.env].map(([name, value]) => ({ name, value: literal(value) }))
  if (plan.launcher) env.push({ name: protocolEnvironment.nonce, value: plan.nonce })
  if (plan.launcher && notAfter !== undefined)
    env.push({ name: protocolEnvironment.notAfter, value: String(Math.ceil(notAfter / 1000)) })
  const resources = resourcesOf(plan.cpu, plan.memory)
  return {
    name: containerName,
    image,
    ...(plan.command === undefined ? {} : { command: plan.command.map(literal) }),
    ...(plan.args === undefined ? {} : { args: plan.args.map(literal) }),
    ...(env.length === 0 ? {} : { env }),
    ...(resources === undefined ? {} : { resources }),
    securityContext: {
      allowPrivilegeEscalation: false,
      ...(plan.hardened ? { capabilities: { drop: ['ALL'] } } : {})
    }
  }
}

/**
 * Kubernetes expands `$(NAME)` in env values, command and args, and turns every `$$` into `$` (k8s.io/third_party
 * forked/golang/expansion); a user's text is to arrive as it was written, so each `$` is doubled.
 */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$')
}

function resourcesOf(cpu: ResourceRange | undefined, memory: ResourceRange | undefined): object | undefined {
  if (cpu === undefined && memory === undefined) return undefined
  const pick = (side: 'request' | 'limit'): Record<string, string> => ({
    ...(cpu === undefined ? {} : { cpu: cpu[side] }),
    ...(memory === undefined ? {} : { memory: memory[side] })
  })
  return { requests: pick('request'), limits: pick('limit') }
}
