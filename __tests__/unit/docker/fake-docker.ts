import type { Docker, DockerCommand, DockerExit } from '../../../src/docker/port.ts'

export type Answer = Partial<DockerExit>

export interface FakeDocker extends Docker {
  /** The arguments of every call, joined by spaces. */
  readonly calls: readonly string[]
}

/** A docker that answers by the beginning of its arguments; several answers are given one after the other, the last one stays. */
export function fakeDocker(answers: Readonly<Record<string, Answer | readonly Answer[]>>): FakeDocker {
  const calls: string[] = []
  const used = new Map<string, number>()
  return {
    calls,
    run(command: DockerCommand): Promise<DockerExit> {
      const line = command.args.join(' ')
      calls.push(line)
      const key = Object.keys(answers).find((start) => line.startsWith(start))
      if (key === undefined) return Promise.reject(new Error(`no answer for docker ${line}`))
      const given = answers[key]
      const list: readonly Answer[] = given === undefined ? [] : Array.isArray(given) ? given : [given as Answer]
      const nth = used.get(key) ?? 0
      used.set(key, nth + 1)
      const exit = { exitCode: 0, timedOut: false, stdout: '', lines: [], ...list[Math.min(nth, list.length - 1)] }
      command.onLines?.(exit.lines)
      return Promise.resolve(exit)
    }
  }
}
