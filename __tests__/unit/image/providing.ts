/** Runs `provideImage` against a docker that answers as told. */

import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Docker } from '../../../src/docker/port.ts'
import type { Memory } from '../../../src/image/memory.ts'
import { provideImage } from '../../../src/image/provide.ts'
import type { ImagePlan } from '../../../src/plan/types.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { Scope, type UndoRecord } from '../../../src/scope.ts'
import { fakeDocker, type Answer } from '../docker/fake-docker.ts'

export const imageId = `sha256:${'1d'.repeat(32)}`
const manifest = JSON.stringify({ schemaVersion: 2, config: { digest: imageId } })
export const digest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`
export const reference = 'localhost:5000/team/flow:v1'

export const version: Answer = { stdout: JSON.stringify({ Server: { Version: '20.10.24', Os: 'linux' } }) }
export const buildx = (driver: string): Record<string, Answer> => ({
  version,
  'buildx version': { stdout: 'github.com/docker/buildx v0.13.1 abc\n' },
  'buildx inspect': { stdout: `Name: b\nDriver: ${driver}\n` }
})
export const noBuildx: Record<string, Answer> = {
  version,
  'buildx ': { exitCode: 1, lines: ['docker: unknown command'] }
}
export const pushed: Answer = { lines: ['33000a92665e: Pushed', `v1: digest: ${digest} size: 1153`] }
export const absent: Answer = { exitCode: 1, lines: ['Error: No such image: x'] }
export const known: Answer = { stdout: `"${imageId}"\n["localhost:5000/team/flow@${digest}"]\n` }
export const serverError: Answer = {
  exitCode: 1,
  lines: ['received unexpected HTTP status: 500 Internal Server Error']
}
export const denied: Answer = { exitCode: 1, lines: ['denied: requested access to the resource is denied'] }
export const readBack: Answer = { stdout: manifest, lines: [manifest] }

/** Docker writes the files that its arguments name; the rest is the fake's. */
function writing(fake: Docker): Docker {
  return {
    async run(command) {
      const value = (flag: string): string | undefined => command.args[command.args.indexOf(flag) + 1]
      const exit = await fake.run(command)
      if (command.args.includes('--iidfile')) await writeFile(value('--iidfile') ?? '', imageId)
      if (command.args.includes('--push')) {
        await writeFile(value('--metadata-file') ?? '', JSON.stringify({ 'containerimage.digest': digest }))
      }
      return exit
    }
  }
}

/** Provides the image of a plan with a docker that answers like this: what came of it, and all that it did. */
export async function provide(
  plan: ImagePlan,
  answers: Parameters<typeof fakeDocker>[0],
  docker?: Docker,
  more: { memory?: Memory; env?: NodeJS.ProcessEnv } = {}
) {
  const folder = await mkdtemp(join(tmpdir(), 'provide-'))
  const fake = fakeDocker(answers)
  const records: UndoRecord[] = []
  const stages: string[] = []
  const out: string[] = []
  const pauses: number[] = []
  const signal = new AbortController().signal
  const outcome = await provideImage(plan, {
    ...more,
    docker: docker ?? writing(fake),
    scope: new Scope({
      signal,
      journal: { write: (record) => records.push(record), done: () => {} },
      marker: { isSet: () => false }
    }),
    writer: createWriter((text) => out.push(String(text)), { isDebug: true }),
    folder,
    signal,
    stage: (name, body) => {
      stages.push(name)
      return body()
    },
    sleep: (milliseconds) => {
      pauses.push(milliseconds)
      return Promise.resolve()
    }
  }).catch((error: unknown) => error)
  await rm(folder, { recursive: true })
  return {
    outcome,
    folder,
    calls: fake.calls,
    undos: records.map((record) => record.undo),
    stages,
    out: out.join(''),
    pauses
  }
}

export const built = {
  reference: `localhost:5000/team/flow@${digest}`,
  imageName: 'team/flow',
  imageTag: 'v1',
  digest,
  build: 'built'
}
