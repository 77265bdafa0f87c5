/** `successPolicy` of an Indexed Job (KEP-3998): which indexes must have succeeded. Pure. */

import type { JobSpec, Pod } from '../cluster/objects.ts'

const indexAnnotation = 'batch.kubernetes.io/job-completion-index'

/** The index of a pod of an Indexed Job; NaN for another. */
export function indexOf(pod: Pod): number {
  return Number(pod.metadata?.annotations?.[indexAnnotation] ?? Number.NaN)
}

/** True when these indexes fulfil one rule: all of its indexes, or as many of them (or of all) as it counts. */
export function fulfils(policy: JobSpec['successPolicy'], indexes: ReadonlySet<number>): boolean {
  return (policy?.rules ?? []).some(({ succeededIndexes, succeededCount }) => {
    const ranges = succeededIndexes === undefined ? undefined : rangesOf(succeededIndexes)
    const counted = [...indexes].filter((index) => ranges?.some(([from, to]) => index >= from && index <= to) ?? true)
    const all = ranges?.reduce((sum, [from, to]) => sum + to - from + 1, 0) ?? Number.POSITIVE_INFINITY
    return counted.length >= (succeededCount ?? all)
  })
}

/** `0,2-4` → pairs of first and last. */
function rangesOf(text: string): (readonly [number, number])[] {
  return text.split(',').map((part) => {
    const [from, to = from] = part.split('-').map(Number)
    return [from ?? Number.NaN, to ?? Number.NaN]
  })
}
