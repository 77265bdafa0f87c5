/** Writes the build context: a Dockerfile and exactly the files that it copies, in a folder of its own. The workspace stays untouched. */

import { chmod, lstat, mkdir, realpath, stat, writeFile } from 'node:fs/promises'
import { basename, join, posix } from 'node:path'

import { Failure } from '../failure.ts'
import type { BuildPlan, ResolvedFile } from '../plan/types.ts'
import type { OwnFiles } from '../flow/launcher.ts'
import { workFolder } from '../flow/protocol.ts'
import { copyEntry, explainFileError, fixedTime, isInside } from './copy-tree.ts'
import { contextNames, dockerfile, type CopyItem, type DockerfileOptions } from './dockerfile.ts'
import { requirementsFile, toolsOf } from './installation.ts'

export interface BuildContext {
  /** The context folder. */
  readonly folder: string
  readonly dockerfile: string
}

/**
 * Writes the context of a plan.
 * @param folder does not exist yet; its parents may
 * @param own see `ownFiles`
 * @throws Failure `invalid-input` for sources that are missing, cannot be read, or hold what an image cannot hold; `disk-full`
 */
export async function writeContext(
  plan: BuildPlan,
  folder: string,
  own: OwnFiles,
  how: DockerfileOptions = {}
): Promise<BuildContext> {
  const items = await copyItems(plan)
  const text = dockerfile(plan, items, how)
  try {
    await mkdir(folder, { recursive: true })
    await chmod(folder, 0o700)
    await writeText(join(folder, 'Dockerfile'), text)
    if (plan.dependencies.length > 0) {
      const requirements = plan.dependencies.map((line) => `${line}\n`).join('')
      await writeText(join(folder, contextNames.requirements, requirementsFile), requirements)
    }
    if (plan.flow !== undefined) {
      for (const [name, content] of own.launcher) await writeText(join(folder, contextNames.launcher, name), content)
    }
    for (const name of toolsOf(plan)) await writeText(join(folder, contextNames.tools, name), own.tools.get(name) ?? '')
  } catch (error) {
    throw explainFileError('The build context could not be written.', folder, error)
  }
  const taken = await realpath(folder)
  for (const [index, item] of items.entries()) {
    const target = join(folder, contextNames.item(index))
    if (item.kind === 'file') await makeFolder(target)
    else await makeFolder(join(folder, 'files'))
    // one file is laid into a folder under its final name, see dockerfile()
    const path = item.kind === 'file' ? join(target, posix.basename(item.destination)) : target
    if (isInside(item.source, taken)) throw refused(item.source, 'it holds the folder in which the image is built')
    await copyEntry(item.source, path, new Set(item.left))
  }
  for (const item of plan.requirements?.items ?? []) await place(item, join(folder, contextNames.project), taken)
  if (plan.source !== undefined) await place(plan.source, join(folder, contextNames.flow), taken)
  if (plan.flow !== undefined) await placeFlow(plan.flow, folder)
  return { folder, dockerfile: join(folder, 'Dockerfile') }
}

/** A thing of the workspace at its own path under /flow: beside what an earlier one has put there. */
async function place({ source, destination, left }: ResolvedFile, root: string, taken: string): Promise<void> {
  if (isInside(source, taken)) throw refused(source, 'it holds the folder in which the image is built')
  const target = join(root, posix.relative(workFolder, destination))
  await makeFolder(join(target, '..'))
  await copyEntry(source, target, new Set(left))
}

export interface Source extends CopyItem {
  /** Where the source really is, its own link followed. */
  readonly source: string
  /** See `ResolvedFile`. */
  readonly left?: readonly string[]
}

/** What the plan's `files` are on this runner's disk, in their order. @throws Failure `invalid-input` */
export function copyItems({ files }: Pick<BuildPlan, 'files'>): Promise<Source[]> {
  return Promise.all(files.map(look))
}

async function look({ source, destination, left = [] }: ResolvedFile): Promise<Source> {
  try {
    const real = await realpath(source)
    const found = await stat(real)
    if (found.isDirectory()) return { kind: 'folder', source: real, destination, left }
    if (found.isFile() && posix.basename(destination) !== '') return { kind: 'file', source: real, destination, left }
  } catch (error) {
    throw explainFileError(`The input files names ${source}, which cannot be read.`, source, error)
  }
  throw refused(source, 'it is neither a file nor a folder, or its destination has no name')
}

/** The flow file under its path of the repository; folders on the way are made, nothing else goes along. */
async function placeFlow(flow: NonNullable<BuildPlan['flow']>, folder: string): Promise<void> {
  const relative = posix.relative(workFolder, flow.imagePath)
  const target = join(folder, contextNames.flow, relative)
  try {
    const real = await realpath(flow.source)
    if (!(await lstat(real)).isFile()) throw refused(flow.source, 'it is not a file')
    await makeFolder(join(target, '..'))
    await copyEntry(real, target)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw explainFileError(`The flow ${flow.repositoryPath} cannot be read.`, flow.source, error)
  }
}

/** 0755 whatever the umask says: the image's user must be able to read what is ours. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o755 })
  if (first === undefined) return
  for (let current = path; ; current = join(current, '..')) {
    await chmod(current, 0o755)
    if (current === first) return
  }
}

async function writeText(path: string, text: string): Promise<void> {
  await makeFolder(join(path, '..'))
  await writeFile(path, text)
  await chmod(path, 0o644)
  await fixedTime(path)
}

function refused(source: string, why: string): Failure {
  return new Failure('invalid-input', {
    what: `${basename(source)} cannot be copied into the image.`,
    why: `${source}: ${why}.`
  })
}
