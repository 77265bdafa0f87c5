/** 2,000 pods of one Job, on a control plane whose kubelet is played: what it costs to follow them. */

import { readFileSync } from 'node:fs'

import { startProxy } from '../../proxy.ts'
import { runAction } from '../../runner.ts'
import { say } from '../../say.ts'
import type { Ground } from '../ground.ts'
import { startPlayed } from '../played.ts'
import { peakOf } from '../reading.ts'
import type { Round } from '../record.ts'
import type { Turns } from '../rounds.ts'
import { patience } from '../sides.ts'
import { quantile } from '../statistics.ts'

const [completions, parallelism, lines] = [2000, 500, 10]

/** The most of these times (milliseconds) that lie in one second. */
export function mostInASecond(times: readonly number[]): number {
  const seconds = new Map<number, number>()
  for (const time of times) {
    const second = Math.floor(time / 1000)
    seconds.set(second, (seconds.get(second) ?? 0) + 1)
  }
  return Math.max(0, ...seconds.values())
}

/** Whether a request is for a pod's log: each pod has one, whatever the rest. */
export function isLog(path: string): boolean {
  return /\/pods\/[^/?]+\/log(?:\?|$)/u.test(path)
}

/** One round, of the action alone. */
export async function many(ground: Ground, { signal }: Pick<Turns, 'signal'>): Promise<Round[]> {
  const { cluster, namespace, kubeconfig } = await ground.controlPlane()
  await using proxy = await startProxy(cluster)
  await using played = await startPlayed({ namespace, scenario: 'many' })
  const behind: number[] = []
  const handle = runAction({
    inputs: {
      image: `localhost:1/flow@sha256:${'0'.repeat(64)}`,
      command: '["flow"]',
      'pull-secret': 'none',
      'job-template': JSON.stringify({ spec: { completions, parallelism, completionMode: 'Indexed' } }),
      kubeconfig: proxy.through(readFileSync(kubeconfig, 'utf8')),
      namespace
    },
    echo: (line) => {
      const written = /\bwritten (\d{13})$/u.exec(line)?.[1]
      if (written !== undefined) behind.push(Date.now() - Number(written))
    }
  })
  let peak = 0
  const looking = setInterval(() => {
    try {
      peak = Math.max(peak, peakOf(readFileSync(`/proc/${handle.pid}/status`, 'utf8')) ?? 0)
    } catch {
      // it has ended
    }
  }, 100)
  const cancel = (): void => void handle.cancel()
  const timer = setTimeout(cancel, patience)
  signal.addEventListener('abort', cancel)
  try {
    const result = await handle.finished
    const ended = Date.now()
    if (result.conclusion !== 'success')
      throw new Error(`The action failed:\n${handle.log().split('\n').slice(-40).join('\n')}`)
    const { streams, lastEnd } = await played.finish()
    const kept = readFileSync(result.outputs['log-file'] ?? '', 'utf8').match(/\bwritten \d{13}$/gmu)?.length ?? 0
    const logs = proxy.requests.filter(({ path }) => isLog(path))
    const calls = proxy.requests.filter(({ path }) => !isLog(path))
    const more = {
      ...{ peak, streams, endBehind: ended - lastEnd },
      callsPerSecond: calls.length / (result.duration / 1000),
      mostCalls: mostInASecond(calls.map(({ at }) => at)),
      logsPerPod: logs.length / completions,
      behind: quantile(behind, 0.5),
      mostBehind: behind.reduce((most, each) => Math.max(most, each), 0),
      whole: kept === completions * lines ? 1 : 0
    }
    say(`  many: ${completions} pods in ${(result.duration / 1000).toFixed(0)} s`)
    return [{ first: 'action', action: { total: result.duration, more } }]
  } finally {
    clearTimeout(timer)
    clearInterval(looking)
    signal.removeEventListener('abort', cancel)
    await handle.kill()
    handle.remove()
  }
}
