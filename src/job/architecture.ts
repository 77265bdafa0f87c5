/** Whether the cluster's nodes can run the image at all, told before there is a Job. Pure but for the warning. */

import type { Node, Taint, Toleration } from '../cluster/objects.ts'
import { Failure } from '../failure.ts'
import { queueLabel } from '../plan/labels.ts'
import { listOf, mapOf } from '../plan/template-parts.ts'
import type { JobPlan } from '../plan/types.ts'
import type { Writer } from '../runner/writer.ts'
import { jobManifest } from './manifest.ts'

/** `none`: no node that the pod may go to can run the image; `mixed`: some can, some cannot. */
export interface Fit {
  readonly kind: 'fits' | 'none' | 'mixed'
  /** Platforms of nodes that cannot, `linux/amd64`, the most frequent first. */
  readonly others: readonly string[]
}

/** What of a pod decides where it may run. */
export interface Placement {
  readonly nodeSelector: Readonly<Record<string, unknown>>
  readonly tolerations: readonly Toleration[]
}

export interface ArchitectureTools {
  readonly writer: Writer
  /** `os/architecture`, with a variant where it has one; undefined: not known. */
  readonly platforms?: readonly string[] | undefined
  /** Undefined: not known. */
  readonly nodes?: readonly Node[] | undefined
}

const archLabel = 'kubernetes.io/arch'
const osLabel = 'kubernetes.io/os'

/** What a node's processor runs beside its own (containerd, platforms.Only). */
const alsoRuns: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm' }

/**
 * Refuses an image that no node can run, and warns of one that only some can.
 * @throws Failure `wrong-architecture`
 */
export function demandArchitecture(
  plan: JobPlan,
  image: string,
  { platforms, nodes, writer }: ArchitectureTools
): void {
  const placement = placementOf(plan)
  if (platforms === undefined || nodes === undefined || placement === undefined) return
  const { kind, others } = judgeArchitecture(platforms, nodes, placement)
  const built = platforms.join(', ')
  if (kind === 'none') {
    const wanted = others[0] ?? ''
    throw new Failure('wrong-architecture', {
      what: `The image ${image} is built for ${built}, which no node of the cluster can run.`,
      why: `The nodes that the pod may go to are ${others.join(', ')}.`,
      fix: plan.hardened
        ? `Set the input platform to ${wanted} and build again.`
        : `Use an image that is built for ${wanted} as well.`
    })
  }
  if (kind === 'mixed') {
    const arch = platforms[0]?.split('/')[1] ?? ''
    writer.warning(
      `The image is built for ${built}, and the cluster also has nodes of ${others.join(', ')}, on which it cannot run. To keep the pod off them set node-selector: ${archLabel}=${arch}`
    )
  }
}

/**
 * Where the pod of a plan may go; undefined where that is not for us to say: a queue or another controller chooses (maybe
 * another cluster), or the template has rules that only the scheduler knows to apply.
 */
export function placementOf(plan: JobPlan): Placement | undefined {
  const { metadata, spec } = jobManifest(plan, { image: '' })
  const pod = mapOf(mapOf(spec['template'])['spec'])
  const required = mapOf(mapOf(pod['affinity'])['nodeAffinity'])['requiredDuringSchedulingIgnoredDuringExecution']
  const isOthers = [metadata.labels[queueLabel], spec['managedBy'], pod['nodeName'], required].some(
    (value) => value !== undefined && value !== null
  )
  if (isOthers) return undefined
  return {
    nodeSelector: mapOf(pod['nodeSelector']),
    tolerations: listOf(pod['tolerations']).map((item): Toleration => mapOf(item))
  }
}

/**
 * Whether nodes can run an image of these platforms. Only what is sure counts against it: a node that could may be cordoned or
 * tainted for a moment, and where no node matches, an autoscaler may bring one.
 */
export function judgeArchitecture(platforms: readonly string[], nodes: readonly Node[], placement: Placement): Fit {
  const systems = new Set(platforms.map((platform) => platform.split('/')[0]))
  const selected = nodes.filter((node) => isSelected(node, placement) && systems.has(systemOf(node)))
  const fitting = selected.filter((node) => runs(node, platforms))
  const unfit = selected.filter((node) => !runs(node, platforms) && isOpen(node, placement))
  const counts = new Map<string, number>()
  for (const node of unfit) {
    const platform = `${systemOf(node)}/${archOf(node) ?? ''}`
    counts.set(platform, (counts.get(platform) ?? 0) + 1)
  }
  const others = [...counts].sort(([, a], [, b]) => b - a).map(([platform]) => platform)
  if (unfit.length === 0) return { kind: 'fits', others }
  return { kind: fitting.length === 0 ? 'none' : 'mixed', others }
}

function archOf({ metadata }: Node): string | undefined {
  return metadata?.labels?.[archLabel]
}

function systemOf({ metadata }: Node): string {
  return metadata?.labels?.[osLabel] ?? 'linux'
}

/** A node that does not name its processor is given the benefit of the doubt. */
function runs(node: Node, platforms: readonly string[]): boolean {
  const arch = archOf(node)
  if (arch === undefined) return true
  return platforms.some((platform) => {
    const [system, wanted = ''] = platform.split('/')
    return system === systemOf(node) && (wanted === arch || wanted === alsoRuns[arch])
  })
}

function isSelected({ metadata }: Node, { nodeSelector }: Placement): boolean {
  const labels = metadata?.labels ?? {}
  return Object.entries(nodeSelector).every(([key, value]) => labels[key] === value)
}

/** The pod may go there. What Kubernetes itself taints a node for (not ready, short of memory) passes. */
function isOpen({ spec }: Node, { tolerations }: Placement): boolean {
  if (spec?.unschedulable === true) return false
  return (spec?.taints ?? []).every(
    (taint) =>
      taint.effect === 'PreferNoSchedule' ||
      taint.key.startsWith('node.kubernetes.io/') ||
      tolerations.some((toleration) => tolerates(toleration, taint))
  )
}

/** As the scheduler sees it (k8s.io/api core/v1, ToleratesTaint). */
function tolerates({ key = '', operator = 'Equal', value = '', effect = '' }: Toleration, taint: Taint): boolean {
  if (effect !== '' && effect !== taint.effect) return false
  if (key !== '' && key !== taint.key) return false
  return operator === 'Exists' || (operator === 'Equal' && key !== '' && value === (taint.value ?? ''))
}
