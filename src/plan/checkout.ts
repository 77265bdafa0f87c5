/**
 * Which commit a checkout holds, found by reading files alone: git itself would act upon the configuration of a checkout
 * that nobody trusts yet (`core.fsmonitor` and others name programs).
 * Sources: gitrepository-layout(5), git-worktree(1), git-check-ref-format(1).
 */

import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

import { codeOf, isIn } from './walk.ts'

/** The commit that is checked out, or why that cannot be told, as the end of a sentence. */
export type Head =
  { readonly kind: 'commit'; readonly sha: string } | { readonly kind: 'unknown'; readonly why: string }

export interface Checkout {
  /** The folder that holds `.git`; the workspace where there is none. */
  readonly folder: string
  readonly head: Head
}

/** Links from one symbolic ref to the next. */
const longestChain = 5
const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u

/**
 * The checkout that a path belongs to: that of the nearest `.git` at or above it, up to the workspace's root.
 * @param path absolute, in the workspace; itself looked at when it is a folder
 */
export async function checkoutOf(path: string, workspace: string): Promise<Checkout> {
  for (let folder = path; isIn(folder, workspace); folder = dirname(folder)) {
    if (await exists(join(folder, '.git'))) return { folder, head: await headOf(folder) }
    if (folder === dirname(folder)) break
  }
  return { folder: workspace, head: unknown('there is no .git above it (actions/checkout makes none without git)') }
}

/** The commit of a folder that holds a `.git`, which is a folder, or a file that names one (worktree, submodule). Never throws. */
export async function headOf(folder: string): Promise<Head> {
  try {
    const gitFolder = await gitFolderOf(folder)
    if (gitFolder === undefined) return unknown('its .git file names no git folder')
    return await resolveHead(gitFolder)
  } catch (error) {
    return unknown(`its .git cannot be read (${codeOf(error)})`)
  }
}

async function gitFolderOf(folder: string): Promise<string | undefined> {
  const path = join(folder, '.git')
  if ((await stat(path)).isDirectory()) return path
  const named = /^gitdir: (.+)$/mu.exec(await readFile(path, 'utf8'))?.[1]
  return named === undefined ? undefined : resolve(folder, named.trimEnd())
}

async function resolveHead(gitFolder: string): Promise<Head> {
  // a worktree has a HEAD of its own, and its branches in the repository's common folder
  const common = await readIfThere(join(gitFolder, 'commondir'))
  const commonFolder = common === undefined ? gitFolder : resolve(gitFolder, common.trim())
  if (await exists(join(commonFolder, 'reftable'))) return unknown('its branches are kept as reftable')
  let text: string | undefined = await readIfThere(join(gitFolder, 'HEAD'))
  if (text === undefined) return unknown('its .git has no HEAD')
  for (let links = 0; links <= longestChain; links += 1) {
    const value: string = text.trim()
    if (commit.test(value)) return { kind: 'commit', sha: value }
    const ref: string | undefined = /^ref: *(\S.*)$/u.exec(value)?.[1]
    // a name from a file becomes a path: only what git itself accepts as one
    if (ref === undefined || !isRefName(ref)) return unknown('its HEAD cannot be understood')
    const target: string | undefined =
      (await readIfThere(join(gitFolder, ref))) ??
      (await readIfThere(join(commonFolder, ref))) ??
      packedRef(await readIfThere(join(commonFolder, 'packed-refs')), ref)
    if (target === undefined) return unknown(`its HEAD names ${ref}, which has no commit`)
    text = target
  }
  return unknown('its HEAD leads from one name to another without end')
}

function isRefName(ref: string): boolean {
  return /^refs\/[^\p{Cc} ~^:?*[\\]+$/u.test(ref) && !ref.includes('..') && !ref.includes('//')
}

/** Lines of `packed-refs`: `SHA NAME`; others begin with `#` or `^` (what an annotated tag points at). */
function packedRef(text: string | undefined, ref: string): string | undefined {
  const line = text?.split('\n').find((each) => each.trimEnd().endsWith(` ${ref}`))
  return line?.slice(0, line.indexOf(' '))
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    // a branch `a` may be asked for where only `a/b` is left: a folder
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error))) return undefined
    throw error
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    // something that we may not look at is there
    return !['ENOENT', 'ENOTDIR'].includes(codeOf(error))
  }
}

function unknown(why: string): Head {
  return { kind: 'unknown', why }
}
