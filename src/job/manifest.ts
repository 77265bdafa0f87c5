/**
 * JobPlan + image → the manifest that is sent: the user's template with our fields laid on it, as raw JSON. Values never pass
 * through a text template or a shell. Pure.
 */

import { protocolEnvironment } from '../flow/protocol.ts'
import type { ResourceRange } from '../inputs/types.ts'
import { activeDeadline, literal } from '../plan/job-fields.ts'
import { queueLabel } from '../plan/labels.ts'
import { flowContainer, listOf, mapOf, partsOf, type TemplateParts } from '../plan/template-parts.ts'
import type { JobPlan } from '../plan/types.ts'
import { layDefaults, layFields, type Layer } from './merge.ts'
import { environmentSecretName, pullSecretName } from './secret-names.ts'
import { defaultContainer } from './snapshot.ts'

/**
 * Annotations that keep autoscalers from moving the pod in the middle of a run (design §7): each is the documented
 * switch of its autoscaler, and means nothing to the others.
 */
const doNotEvict: Readonly<Record<string, string>> = {
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
  'karpenter.sh/do-not-disrupt': 'true'
}

/** A Job manifest as far as we read it again. */
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

/** Makes the Job's manifest. The plan has seen to it that template and inputs do not contradict each other. */
export function jobManifest(plan: JobPlan, facts: ManifestFacts): JobManifest {
  const parts = partsOf(plan.template)
  const name = typeof parts.own['name'] === 'string' ? parts.own['name'] : flowContainer
  const whole = layFields(plan.template ?? {}, fieldsOf(plan, facts, name, parts))
  return layDefaults(whole, defaultsOf(plan, name, parts)) as unknown as JobManifest
}

/** What is ours alone, and what inputs were given for. */
function fieldsOf(plan: JobPlan, facts: ManifestFacts, name: string, parts: TemplateParts): Layer {
  const pullSecrets = [...plan.imagePullSecrets, ...(facts.pullSecret === true ? [pullSecretName(plan)] : [])]
  const queue = plan.queue === undefined ? {} : { [queueLabel]: plan.queue }
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
              command: plan.command?.map(literal),
              args: plan.args?.map(literal),
              env: environmentOf(plan, facts, parts),
              resources: resourcesOf(plan.cpu, plan.memory)
            }
          ]
        }
      }
    }
  }
}

/** What holds where the template says nothing else. An undefined one is there so that a `null` in its place is not sent. */
function defaultsOf(plan: JobPlan, name: string, parts: TemplateParts): Layer {
  const { spec, podSpec, own, hasOthers } = parts
  const hasAccount = [plan.serviceAccount, podSpec['serviceAccountName'], podSpec['serviceAccount']].some(
    (account) => account !== undefined && account !== null
  )
  const seccomp = { seccompProfile: { type: 'RuntimeDefault' } }
  // the user's own containers are the user's: beside them ours alone is hardened, unless the template speaks for the pod
  const isForPod =
    !hasOthers || 'seccompProfile' in mapOf(podSpec['securityContext']) || podSpec['securityContext'] === null
  return {
    spec: {
      // with a limit for each index Kubernetes' own default means: no other limit
      backoffLimit: spec['backoffLimitPerIndex'] === undefined ? 0 : undefined,
      activeDeadlineSeconds: plan.timeout === undefined ? undefined : activeDeadline(plan.startTimeout, plan.timeout),
      ttlSecondsAfterFinished: plan.ttl,
      template: {
        metadata: { annotations: { ...doNotEvict, ...(hasOthers ? { [defaultContainer]: name } : {}) } },
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
  }
}

/** The API server refuses `allowPrivilegeEscalation: false` beside these. */
function needsPrivileges(own: Readonly<Record<string, unknown>>): boolean {
  const { privileged, capabilities } = mapOf(own['securityContext'])
  const added = listOf(mapOf(capabilities)['add'])
  return privileged === true || added.includes('SYS_ADMIN') || added.includes('CAP_SYS_ADMIN')
}

function environmentOf(plan: JobPlan, { notAfter }: ManifestFacts, { own }: TemplateParts): object[] | undefined {
  const secret = environmentSecretName(plan)
  const env: object[] = [...plan.env].map(([name, value]) => ({ name, value: literal(value) }))
  for (const name of plan.secrets.keys()) env.push({ name, valueFrom: { secretKeyRef: { name: secret, key: name } } })
  if (plan.launcher) {
    env.push({ name: protocolEnvironment.nonce, value: plan.nonce })
    if (plan.parameters !== undefined)
      env.push({ name: protocolEnvironment.parameters, value: literal(plan.parameters) })
    // seconds, rounded up: a launcher that starts in the last moment may
    if (notAfter !== undefined)
      env.push({ name: protocolEnvironment.notAfter, value: String(Math.ceil(notAfter / 1000)) })
    const path = own['terminationMessagePath']
    if (typeof path === 'string' && path !== '') env.push({ name: protocolEnvironment.result, value: literal(path) })
  }
  return env.length === 0 ? undefined : env
}

function resourcesOf(cpu: ResourceRange | undefined, memory: ResourceRange | undefined): object | undefined {
  if (cpu === undefined && memory === undefined) return undefined
  const pick = (side: 'request' | 'limit'): Record<string, string> => ({
    ...(cpu === undefined ? {} : { cpu: cpu[side] }),
    ...(memory === undefined ? {} : { memory: memory[side] })
  })
  return { requests: pick('request'), limits: pick('limit') }
}
