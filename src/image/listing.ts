/** What a build context would hold, without making it: each file with its size and its place in the image. */

import { lstat, readdir } from 'node:fs/promises'
import { join, posix, relative, sep } from 'node:path'

import { launcherPath } from '../flow/protocol.ts'
import type { BuildPlan } from '../plan/types.ts'
import type { Source } from './context.ts'
import { contextNames, requirementsFile } from './dockerfile.ts'

/** One file of a context. */
export interface ContextFile {
  /** Relative to the context. */
  readonly path: string
  /** Absolute path in the image. */
  readonly imagePath: string
  /** Bytes; undefined for a link. */
  readonly size: number | undefined
}

/**
 * Lists the files of a plan's context in the order of the image's layers, the Dockerfile itself left out.
 * @param items what `plan.files` are, see `copyItems`
 * @param launcher the launcher's files by their names
 * @throws what reading the sources throws
 */
export async function contextListing(
  plan: BuildPlan,
  items: readonly Source[],
  launcher: ReadonlyMap<string, string>
): Promise<readonly ContextFile[]> {
  const folder = posix.dirname(launcherPath)
  const requirements = plan.dependencies.map((line) => `${line}\n`).join('')
  const files: ContextFile[] = []
  if (requirements !== '') {
    files.push(ours(`${contextNames.requirements}/${requirementsFile}`, `${folder}/${requirementsFile}`, requirements))
  }
  for (const [index, { kind, source, destination }] of items.entries()) {
    const path = contextNames.item(index)
    if (kind === 'folder') files.push(...(await filesIn(source, path, destination)))
    else files.push(await theirs(source, `${path}/${posix.basename(destination)}`, destination))
  }
  if (plan.flow !== undefined) {
    for (const [name, text] of launcher) files.push(ours(`${contextNames.launcher}/${name}`, `${folder}/${name}`, text))
    const { source, imagePath, repositoryPath } = plan.flow
    files.push(await theirs(source, `${contextNames.flow}/${repositoryPath}`, imagePath))
  }
  return files
}

async function filesIn(source: string, path: string, destination: string): Promise<ContextFile[]> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(source, join(parentPath, name)))
    .sort()
  return Promise.all(
    files.map((each) => {
      const below = each.split(sep).join('/')
      return theirs(join(source, each), `${path}/${below}`, `${destination}/${below}`)
    })
  )
}

function ours(path: string, imagePath: string, text: string): ContextFile {
  return { path, imagePath, size: Buffer.byteLength(text) }
}

async function theirs(source: string, path: string, imagePath: string): Promise<ContextFile> {
  const found = await lstat(source)
  return { path, imagePath, size: found.isSymbolicLink() ? undefined : found.size }
}
