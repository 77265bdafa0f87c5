/** What a build context would hold, without making it: each file with its size and its place in the image. */

import { lstat, readdir } from 'node:fs/promises'
import { join, posix, relative, sep } from 'node:path'

import type { OwnFiles } from '../flow/launcher.ts'
import { launcherPath, workFolder } from '../flow/protocol.ts'
import type { BuildPlan, ResolvedFile } from '../plan/types.ts'
import type { Source } from './context.ts'
import { contextNames } from './dockerfile.ts'
import { requirementsFile, toolsOf } from './installation.ts'

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
 * @param own our files by their names
 * @throws what reading the sources throws
 */
export async function contextListing(
  plan: BuildPlan,
  items: readonly Source[],
  own: OwnFiles
): Promise<readonly ContextFile[]> {
  const folder = posix.dirname(launcherPath)
  const requirements = plan.dependencies.map((line) => `${line}\n`).join('')
  const files: ContextFile[] = toolsOf(plan).map((name) =>
    ours(`${contextNames.tools}/${name}`, `${folder}/${name}`, own.tools.get(name) ?? '')
  )
  if (requirements !== '') {
    files.push(ours(`${contextNames.requirements}/${requirementsFile}`, `${folder}/${requirementsFile}`, requirements))
  }
  files.push(...(await filesUnder(plan.requirements?.items ?? [], contextNames.project)))
  for (const [index, item] of items.entries()) {
    const path = contextNames.item(index)
    const { kind, source, destination } = item
    if (kind === 'folder') files.push(...(await filesIn(item, path)))
    else files.push(await theirs(source, `${path}/${posix.basename(destination)}`, destination))
  }
  if (plan.flow !== undefined) {
    for (const [name, text] of own.launcher)
      files.push(ours(`${contextNames.launcher}/${name}`, `${folder}/${name}`, text))
    const { source, imagePath, repositoryPath } = plan.flow
    const along = await filesUnder(plan.source === undefined ? [] : [plan.source], contextNames.flow)
    const itself = await theirs(source, `${contextNames.flow}/${repositoryPath}`, imagePath)
    files.push(...along.filter((file) => file.imagePath !== imagePath), itself)
  }
  return files
}

/** Things of the workspace at their places under /flow; what two of them hold is there once. */
async function filesUnder(items: readonly ResolvedFile[], context: string): Promise<ContextFile[]> {
  const found = await Promise.all(
    items.map(async (item) => {
      const path = posix.join(context, posix.relative(workFolder, item.destination))
      const isFolder = (await lstat(item.source)).isDirectory()
      return isFolder ? filesIn(item, path) : [await theirs(item.source, path, item.destination)]
    })
  )
  return [...new Map(found.flat().map((file) => [file.path, file])).values()]
}

async function filesIn({ source, destination, left = [] }: ResolvedFile, path: string): Promise<ContextFile[]> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true })
  const isLeft = (real: string): boolean => left.some((each) => real === each || real.startsWith(each + sep))
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((real) => !isLeft(real))
    .map((real) => relative(source, real))
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
