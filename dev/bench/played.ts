/** Plays a kubelet in a process of its own, so that it takes no time from the one that measures. */

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'

import { checkout } from '../paths.ts'
import { nodeProgram } from './bare-action.ts'

/** What the pods do. */
export interface PlayedOptions {
  readonly namespace: string
  readonly scenario: 'log' | 'many'
  /** Of the log, for `log`. */
  readonly bytes?: number
}

/** What the player has seen by its end. */
export interface PlayedSeen {
  /** Most log streams at once. */
  readonly streams: number
  /** When the last pod's end was stored, in milliseconds since the epoch. */
  readonly lastEnd: number
}

export interface Played extends AsyncDisposable {
  /** Ends it. */
  finish(): Promise<PlayedSeen>
}

/** Milliseconds to start, and to end. */
const moment = 60_000

/** Starts the player on this checkout's control plane; resolves when it looks out for pods. */
export async function startPlayed(options: PlayedOptions): Promise<Played> {
  const program = join(checkout(), 'dev/bench/player.ts')
  const child = spawn(nodeProgram, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()))
  const said: string[] = []
  const lines = createInterface({ input: child.stdout })
  const next = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the played kubelet says nothing')), moment)
      void ended.then(() => setImmediate(() => reject(new Error('the played kubelet has ended'))))
      lines.once('line', (line) => {
        clearTimeout(late)
        said.push(line)
        resolve(line)
      })
    })
  const close = async (): Promise<void> => {
    kill()
    await ended
    process.off('exit', kill)
  }
  try {
    await next()
  } catch (error) {
    await close()
    throw error
  }
  const finish = async (): Promise<PlayedSeen> => {
    const answer = next()
    child.stdin.end()
    return JSON.parse(await answer) as PlayedSeen
  }
  return { finish, [Symbol.asyncDispose]: close }
}
