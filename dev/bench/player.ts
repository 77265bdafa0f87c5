/** The process behind `startPlayed`. Its argument: PlayedOptions as JSON. Says `ready`, then at the end of its input what it has seen. */

import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'

import { startControlPlane } from '../control-plane.ts'
import { playKubelet, type PlayedPod } from '../kubelet.ts'
import { fillLog, lineLength } from './long-log.ts'
import type { PlayedOptions, PlayedSeen } from './played.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as PlayedOptions
const seen = { streams: 0, lastEnd: 0 }

async function longLog(pod: PlayedPod): Promise<void> {
  await pod.running()
  const bytes = options.bytes ?? 0
  fillLog(pod.logOf(), { bytes, length: lineLength, start: Date.now() - Math.ceil(bytes / lineLength / 1000) })
  await pod.exit(0)
}

/** Two seconds of work in ten lines, each with the time at which it was written. */
async function worker(pod: PlayedPod): Promise<void> {
  await pod.running()
  for (let line = 0; line < 10; line++) {
    pod.log(`written ${Date.now()}`)
    await sleep(200)
  }
  await pod.exit(0)
  seen.lastEnd = Math.max(seen.lastEnd, Date.now())
}

await using kubelet = await playKubelet(await startControlPlane())
const play = kubelet.play(options.namespace, options.scenario === 'log' ? longLog : worker)
const looking = setInterval(() => {
  const followers = [...play.pods.values()].map((pod) => pod.logOf().followers)
  seen.streams = Math.max(
    seen.streams,
    followers.reduce((sum, each) => sum + each, 0)
  )
}, 250)
console.log('ready')
await finished(process.stdin.resume())
clearInterval(looking)
console.log(JSON.stringify(seen satisfies PlayedSeen))
