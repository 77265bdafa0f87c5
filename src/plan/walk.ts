/** Lists what lies in a file or folder as the image gets it: links stay links (image/copy-tree.ts copies them so). */

import { lstat, readdir, readlink, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve, sep } from 'node:path'

import { shown, type Report } from '../inputs/problems.ts'
import { sha256OfFile, sha256OfJson } from './content.ts'

/** One file, folder or link as it will lie in the image. */
export interface FileEntry {
  /** Absolute path in the image. */
  readonly path: string
  /** Absolute path on the runner, through no link. */
  readonly real: string
  /** Permission bits. */
  readonly mode: number
  /** Bytes of a file; 0 for folders and links. */
  readonly size: number
  /** SHA-256 in hexadecimal of the contents, or of where a link leads; absent for a folder. */
  readonly sha256: string | undefined
}

export interface WalkOptions {
  /** `file`: a folder is a problem. */
  readonly accept: 'file' | 'file or folder'
  readonly report: Report
  /** What stays out of the image; absent: nothing does. Called with absolute paths of the runner. */
  readonly leaves?: Leaves
}

/** `whole`: it stays out with all that lies in it; `itself`: it goes in only for what lies in it; `no`: it goes in. */
export type Leaves = (real: string, isFolder: boolean) => Promise<'whole' | 'itself' | 'no'>

/** What a walk found. */
export interface Walked {
  readonly entries: readonly FileEntry[]
  /** Absolute paths on the runner of what stays out: files, links, and folders with all that lies in them. */
  readonly left: readonly string[]
}

/**
 * The item itself first, then what lies in it, names in the order of their code units (the same on every machine).
 * What cannot go into an image (a link that leads out of the item, a device, a file that may not be read) is reported and left out.
 * @param real the item on the runner, without links
 * @param path its place in the image
 * @param name how the user knows it
 */
export async function walk(real: string, path: string, name: string, options: WalkOptions): Promise<Walked> {
  const found: Found = { entries: [], left: [] }
  await visit({ real, path, name, root: real }, options, found)
  return found
}

interface Found {
  readonly entries: FileEntry[]
  readonly left: string[]
}

interface Place {
  readonly real: string
  readonly path: string
  readonly name: string
  /** The item that is walked. */
  readonly root: string
}

async function visit(place: Place, options: WalkOptions, found: Found): Promise<void> {
  const { real, path, name } = place
  const { entries } = found
  try {
    const state = await lstat(real)
    const leaves = real === place.root ? 'no' : ((await options.leaves?.(real, state.isDirectory())) ?? 'no')
    if (leaves === 'whole' || (leaves === 'itself' && !state.isDirectory())) {
      found.left.push(real)
      return
    }
    const mode = state.mode & 0o7777
    if (state.isSymbolicLink()) {
      const to = await readlink(real)
      const problem = await problemOfLink(real, to, place.root)
      if (problem === undefined) entries.push({ path, real, mode, size: 0, sha256: sha256OfJson(['link', to]) })
      else options.report(`${shown(name)} is a link ${problem}.`)
    } else if (state.isFile()) {
      entries.push({ path, real, mode, size: state.size, sha256: await sha256OfFile(real) })
    } else if (options.accept === 'file' || !state.isDirectory()) {
      const kind = state.isDirectory() ? 'a folder' : 'a device, socket or pipe'
      options.report(`${shown(name)} is ${kind}; accepted: a ${options.accept}.`)
    } else {
      const before = entries.length
      entries.push({ path, real, mode, size: 0, sha256: undefined })
      for (const child of (await readdir(real)).sort()) {
        const below = { real: join(real, child), path: `${path}/${child}`, name: `${name}/${child}`, root: place.root }
        await visit(below, options, found)
      }
      // a folder that was left out itself, and of which nothing went in
      if (leaves === 'itself' && entries.length === before + 1) {
        entries.pop()
        found.left.push(real)
      }
    }
  } catch (error) {
    options.report(`${shown(name)} ${unreadable(error)}`)
  }
}

/** A link must mean the same in the image: relative, and leading to something in the item. It may lead nowhere, as it does here. */
async function problemOfLink(link: string, to: string, root: string): Promise<string | undefined> {
  if (isAbsolute(to)) return 'with an absolute target, which would mean something else in the image'
  const real = await realpath(link).catch(() => undefined)
  const isInside = isIn(resolve(dirname(link), to), root) && (real === undefined || isIn(real, root))
  return isInside ? undefined : 'that leads out of what is copied'
}

/** True when `path` is `folder` or lies in it; both absolute paths of the runner. */
export function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** Why a file cannot be read, as the end of a sentence. */
export function unreadable(error: unknown): string {
  const code = codeOf(error)
  const isDenied = code === 'EACCES' || code === 'EPERM'
  return isDenied ? 'may not be read by the user that the runner runs as.' : `cannot be read (${code}).`
}

/** The code of a system error, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'unknown error'
}
