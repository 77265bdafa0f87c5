/** Looks for the flow inside the image before it is pushed: it is imported there, and not run. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Engine } from '../docker/engine.ts'
import { explainFailure, type ImageFailure } from '../docker/failures.ts'
import { failureOfReport } from '../flow/failure-of-report.ts'
import { unknownHome, type Home } from '../flow/home.ts'
import { parseCheck } from '../flow/protocol.ts'
import { checkCommand, type BuildRequest } from './build.ts'
import type { BuildWatch } from './caches.ts'
import { stages } from './dockerfile.ts'
import type { ImageTools } from './tools.ts'
import { ImageError, retryPassing, type PushTools } from './push.ts'

/**
 * Builds the stage that checks, on top of the image that it makes on the way: the build proper then finds that one ready.
 * @throws Failure `flow-not-found`, `flow-not-importable`, or what keeps the image from being built
 */
export async function checkHealth(
  request: Pick<BuildRequest, 'platform' | 'secrets' | 'context' | 'dockerfile' | 'caches'> & {
    readonly extra: Readonly<Record<string, string>>
    readonly watch: BuildWatch
  },
  engine: Engine,
  { writer, stage, folder, docker, signal, home = unknownHome }: ImageTools,
  push: PushTools
): Promise<void> {
  const idFile = join(folder, 'check-id')
  const command = checkCommand({ ...request, stage: stages.check, idFile }, engine)
  const run = async (): Promise<void> => {
    request.watch.begin()
    const exit = await docker.run({
      args: command.args,
      env: { ...command.env, ...request.extra },
      signal,
      onLines: (lines) => {
        request.watch.add(lines)
        writer.foreign(lines)
      }
    })
    if (exit.exitCode === 0) return
    const explained = explainFailure('build', exit.lines, push.facts)
    throw new ImageError(explained.part === 'health-check' ? withReport(explained, exit.lines, home) : explained)
  }
  await stage('build', () => retryPassing(() => writer.group('Build, and look for the flow in the image', run), push))
  if (engine.buildx === undefined) await removeCheck(idFile, { docker, signal })
}

/** What the launcher said in the build is more than what its exit code tells. */
function withReport(explained: ImageFailure, lines: readonly string[], home: Home): ImageFailure {
  const report = parseCheck(lines)
  if (report === undefined || report.state === 'succeeded') return explained
  return { ...explained, failure: failureOfReport(report, report.exit, home) }
}

/** The legacy builder leaves the stage as an image without a name. */
async function removeCheck(idFile: string, { docker, signal }: Pick<ImageTools, 'docker' | 'signal'>): Promise<void> {
  const id = (await readFile(idFile, 'utf8').catch(() => '')).trim()
  if (id !== '') await docker.run({ args: ['rmi', '--no-prune', id], signal, timeout: 30_000 })
}
