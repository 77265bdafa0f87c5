/** Provides an image where something is remembered of earlier ones: a builder of its own, and a registry that has the image. */

import { launcherLabel } from '../../../src/flow/protocol.ts'
import { dependenciesFingerprint, imageFingerprint } from '../../../src/image/fingerprint.ts'
import type { Memory } from '../../../src/image/memory.ts'
import { parseRecord, type RecordEntry } from '../../../src/image/record.ts'
import type { BuildPlan } from '../../../src/plan/types.ts'
import type { Answer } from '../docker/fake-docker.ts'
import { buildPlan } from './plans.ts'
import { buildx, built, digest, provide, readBack } from './providing.ts'

export const baseDigest = `sha256:${'ba'.repeat(32)}`
export const base = `python@${baseDigest}`
export const ground = { base: baseDigest, platform: 'linux/amd64' }
export const plan = (changes: Partial<BuildPlan> = {}): BuildPlan => buildPlan({ baseImage: base, ...changes })
export const inspected = (driver: string): Answer => ({
  stdout: `Name: b\nDriver: ${driver}\nBuildkit: v0.25.1\nPlatforms: linux/amd64\n`
})
export const image = (changes: object = {}, labels: object = { [launcherLabel]: '1' }): Answer => ({
  stdout: JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: labels }, ...changes })
})
export const byDigest = `localhost:5000/team/flow@${digest}`
export const raw = 'buildx imagetools inspect --raw '
export const format = 'buildx imagetools inspect --format'
export const gone: Answer = { exitCode: 1, lines: [`ERROR: ${byDigest}: not found`] }

/** A builder of its own, and a registry that has the image. */
export const there = {
  ...buildx('remote'),
  'buildx inspect': inspected('remote'),
  [`${raw}${byDigest}`]: readBack,
  [format]: image(),
  'buildx build': {}
}

export interface Remembered {
  readonly fingerprint: string
  readonly entry: Omit<RecordEntry, 'when' | 'run'>
}

/** A memory that has these entries, and keeps what it is told. */
export function memoryOf(...entries: [string, Partial<RecordEntry>][]): { memory: Memory; told: Remembered[] } {
  const told: Remembered[] = []
  const whole = entries.map(([fingerprint, entry]): [string, string] => [
    fingerprint,
    JSON.stringify({ digest, when: '2026-01-31T10:00:00Z', run: 'https://github.com/o/f/actions/runs/1', ...entry })
  ])
  const memory: Memory = {
    read: () => Promise.resolve(parseRecord(Object.fromEntries(whole))),
    explain: () => undefined,
    remember: (fingerprint, entry) => told.push({ fingerprint, entry })
  }
  return { memory, told }
}

export const print = imageFingerprint(plan(), [], ground)
export const key = dependenciesFingerprint(plan(), ground)

export async function run(
  wanted: BuildPlan,
  answers: Parameters<typeof provide>[1],
  entries: [string, Partial<RecordEntry>][] = [[imageFingerprint(wanted, [], ground), {}]]
) {
  const { memory, told } = memoryOf(...entries)
  const ran = await provide(wanted, answers, undefined, { memory })
  return { ...ran, told, builds: ran.calls.filter((call) => /^(?:buildx build |build )/u.test(call)) }
}

export const reused = { ...built, build: 'reused', platforms: ['linux/amd64'] }
