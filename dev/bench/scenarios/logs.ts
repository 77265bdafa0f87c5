/** Scenario 10: a gigabyte of log, from a real pod, and from a kubelet that a process beside us plays. */

import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { bareAction } from '../bare-action.ts'
import type { Ground, Place } from '../ground.ts'
import { watchGrowth, type Growth } from '../log-watch.ts'
import { manifestWith } from '../manifest.ts'
import { forgetImages } from '../node-door.ts'
import { startPlayed } from '../played.ts'
import type { Round, Sample } from '../record.ts'
import { inTurns, type Turns } from '../rounds.ts'
import { patience, runTheScript } from '../sides.ts'
import { timed } from '../timed.ts'

/**
 * Bytes of a real pod's lines, their ends included. A node's time goes by lines, not bytes: with shorter ones both sides take
 * longer, and seven rounds an hour and more.
 */
const lineLength = 200

const printing = (bytes: number): string => `import sys
out, filler = sys.stdout.buffer, b'x' * ${lineLength - 11} + b'\\n'
for block in range(0, ${bytes / lineLength}, 10000):
    out.write(b''.join(b'%09d %b' % (n, filler) for n in range(block, min(block + 10000, ${bytes / lineLength}))))`

interface Job {
  readonly place: Place
  readonly image: string
  readonly command: readonly string[]
  readonly bytes: number
  /** Folder with kubectl. */
  readonly path: string
  readonly folder: string
  readonly signal: AbortSignal
}

const sampleOf = (total: number, { size, throughput, peak }: Growth, bytes: number): Sample => ({
  total,
  more: { throughput, ...(peak === 0 ? {} : { peak }), whole: size === bytes ? 1 : 0 }
})

async function byAction({ place, image, command, bytes, folder, signal }: Job): Promise<Sample> {
  const { kubeconfig, namespace } = place
  const inputs = { image, command: JSON.stringify(command), kubeconfig, namespace, 'pull-secret': 'none' }
  const { temp, program: step } = bareAction(folder, inputs)
  let pid: number | undefined
  const stderr = join(temp, 'stderr')
  const running = timed({ ...step, limit: patience, isPiped: true, stderr, signal, onStart: (own) => (pid = own) })
  const log = (): string | undefined => globSync(join(temp, 'docker-on-k8s/*/log.txt'))[0]
  const growth = await watchGrowth(log, () => pid, running)
  const { milliseconds, code, last } = await running
  rmSync(temp, { recursive: true, force: true })
  if (code !== 0) throw new Error(`The action ended with ${code ?? 'a signal'}:\n${last}`)
  return sampleOf(milliseconds, growth, bytes)
}

async function byHand({ place, image, command, bytes, folder, path, signal }: Job): Promise<Sample> {
  const own = mkdtempSync(join(folder, 'by-hand-'))
  const job = join(own, 'job.json')
  writeFileSync(job, manifestWith({}, command))
  const variables = { KUBECONFIG: place.kubeconfig, KUBECACHEDIR: join(folder, 'kube'), JOB: job, IMAGE: image }
  const running = runTheScript(variables, { folder: own, path, signal, name: 'log.sh', isLogKept: false })
  const growth = await watchGrowth(
    () => globSync(join(own, 'script-*/log'))[0],
    () => undefined,
    running
  )
  const { sample } = await running
  rmSync(own, { recursive: true, force: true })
  return sampleOf(sample.total, growth, bytes)
}

/** From a real pod. */
export async function realLog(ground: Ground, turns: Turns, bytes: number): Promise<Round[]> {
  const [{ base, registry }, place, kubectl] = [await ground.workshop(), await ground.node(), await ground.kubectl()]
  await ground.keepLogs('whole')
  const folder = mkdtempSync(join(ground.folder, 'log-'))
  const command = ['python3', '-c', printing(bytes)]
  const job = { place, image: base, command, bytes, path: kubectl.folder, folder, signal: turns.signal }
  try {
    return await inTurns('10', turns, (side) => (side === 'action' ? byAction(job) : byHand(job)))
  } finally {
    await ground.keepLogs('rotated')
    await forgetImages(registry.proxy.host)
  }
}

/** From a kubelet that is played. */
export async function playedLog(ground: Ground, turns: Turns, bytes: number): Promise<Round[]> {
  const [place, kubectl] = [await ground.controlPlane(), await ground.kubectl()]
  const folder = mkdtempSync(join(ground.folder, 'log-'))
  await using played = await startPlayed({ namespace: place.namespace, scenario: 'log', bytes })
  const image = 'localhost:1/flow@sha256:' + '0'.repeat(64)
  const job = { place, image, command: ['flow'], bytes, path: kubectl.folder, folder, signal: turns.signal }
  const rounds = await inTurns('10-played', turns, (side) => (side === 'action' ? byAction(job) : byHand(job)))
  await played.finish()
  return rounds
}
