/** Where the Secrets of a run are, and where their values must not be. */

import { expect } from '@jest/globals'

import type { Cluster } from '../../dev/components.ts'
import type { StepResult } from '../../dev/runner.ts'

export interface SecretObject {
  metadata: { name: string; uid: string; labels?: Record<string, string>; ownerReferences?: object[] }
  [field: string]: unknown
}

/** Every Secret of a namespace, whoever made it. */
export async function secretsOf({ kube }: Pick<Cluster, 'kube'>, namespace: string): Promise<SecretObject[]> {
  const list = await kube.get(`/api/v1/namespaces/${namespace}/secrets`)
  return (list as unknown as { items: SecretObject[] }).items
}

/** Each value is in nothing that anybody sees or keeps; in the bytes of the log only as the command that masks it. */
export function expectHidden(result: StepResult, values: readonly string[]): void {
  const { stdout, summary, outputs, state, annotations, env } = result
  const kept = JSON.stringify({ stdout, summary, outputs, state, annotations, env })
  const bytes = result.raw.toString().split('\n')
  for (const value of values) {
    expect(kept).not.toContain(JSON.stringify(value).slice(1, -1))
    expect(kept).not.toContain(Buffer.from(value).toString('base64'))
    for (const line of bytes.filter((each) => each.includes(value))) expect(line).toMatch(/^::add-mask::/u)
    expect(bytes.findIndex((line) => line.includes(value))).toBeGreaterThanOrEqual(0)
  }
}
