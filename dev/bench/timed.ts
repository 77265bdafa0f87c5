import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

/** A program that is timed. */
export interface TimedProgram {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>
  /** Milliseconds after which it is ended, and the round fails. */
  readonly limit: number
  /** Files for what it says; without them that is thrown away. */
  readonly stdout?: string
  readonly stderr?: string
  /** Instead of `stdout`: read through a pipe as fast as it comes, as a runner would at its best. */
  readonly isPiped?: boolean
  readonly signal?: AbortSignal
  /** Told of the process as soon as it runs. */
  readonly onStart?: (pid: number) => void
}

/** How it ended. */
export interface Timed {
  /** From its start to its exit. */
  readonly milliseconds: number
  /** Null when a signal ended it. */
  readonly code: number | null
  /** The last of what came through the pipe, for an error. */
  readonly last: string
}

/** Runs a program to its end. @throws when it takes too long, or can't be started */
export function timed(program: TimedProgram): Promise<Timed> {
  const { command, args, cwd, env, limit } = program
  const files = [program.stdout, program.stderr].map((path) => (path === undefined ? undefined : openSync(path, 'w')))
  return new Promise((resolve, reject) => {
    const start = performance.now()
    // in a group of its own, so that all it has started can be ended with it
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', program.isPiped === true ? 'pipe' : (files[0] ?? 'ignore'), files[1] ?? 'ignore']
    })
    let last = Buffer.alloc(0)
    child.stdout?.on('data', (piece: Buffer<ArrayBuffer>) => (last = piece))
    const kill = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // it has ended
      }
    }
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      kill()
    }, limit)
    const over = (): void => {
      clearTimeout(timer)
      process.off('exit', kill)
      program.signal?.removeEventListener('abort', kill)
      for (const file of files) if (file !== undefined) closeSync(file)
    }
    process.once('exit', kill)
    program.signal?.addEventListener('abort', kill)
    child.once('error', (error) => {
      over()
      reject(error)
    })
    child.once('exit', (code) => {
      const milliseconds = performance.now() - start
      over()
      if (isLate) reject(new Error(`${command} ${args.join(' ')} took longer than ${limit / 1000} s`))
      else resolve({ milliseconds, code, last: last.subarray(-4000).toString() })
    })
    if (child.pid !== undefined) program.onStart?.(child.pid)
  })
}
