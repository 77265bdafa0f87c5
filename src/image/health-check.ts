/** Looks for the flow inside the image before it is pushed: it is imported there, and not run. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Engine } from '../docker/engine.ts'
import { explainFailure } from '../docker/failures.ts'
import { checkCommand, type BuildRequest } from './build.ts'
import { stages } from './dockerfile.ts'
import type { ImageTools } from './tools.ts'
import { ImageError, retryPassing, type PushTools } from './push.ts'

/**
 * Builds the stage that checks, on top of the image that it makes on the way: the build proper then finds that one ready.
 * @throws Failure `flow-not-found`, `flow-not-importable`, or what keeps the image from being built
 */
export async function checkHealth(
  request: Pick<BuildRequest, 'platform' | 'secrets' | 'context' | 'dockerfile'>,
  engine: Engine,
  { writer, stage, folder, docker, signal }: ImageTools,
  push: PushTools
): Promise<void> {
  const idFile = join(folder, 'check-id')
  const command = checkCommand({ ...request, stage: stages.check, idFile }, engine)
  const run = async (): Promise<void> => {
    const exit = await docker.run({ ...command, signal, onLines: (lines) => writer.foreign(lines) })
    if (exit.exitCode !== 0) throw new ImageError(explainFailure('build', exit.lines, push.facts))
  }
  await stage('build', () => retryPassing(() => writer.group('Build, and look for the flow in the image', run), push))
  if (engine.buildx === undefined) await removeCheck(idFile, { docker, signal })
}

/** The legacy builder leaves the stage as an image without a name. */
async function removeCheck(idFile: string, { docker, signal }: Pick<ImageTools, 'docker' | 'signal'>): Promise<void> {
  const id = (await readFile(idFile, 'utf8').catch(() => '')).trim()
  if (id !== '') await docker.run({ args: ['rmi', '--no-prune', id], signal, timeout: 30_000 })
}
