/** Copies files and folders with their modes, links as links, and nothing that an image cannot hold. */

import { constants } from 'node:fs'
import { chmod, copyFile, lstat, lutimes, mkdir, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'

import { describe, Failure } from '../failure.ts'
import { sha256OfFile } from '../plan/content.ts'

/** Seconds since the epoch of the first moment that {@link fixedTime} gives: 2000-01-01. */
const firstTime = Date.UTC(2000, 0, 1) / 1000

/**
 * Gives a file, folder or link a time that does not depend on the runner: a checkout's times are those of the clone, so that
 * equal files would make other layers on each runner.
 *
 * A file's time is made of its contents. BuildKit keeps what it was sent before and asks only for files whose size, mode or
 * time differ (tonistiigi/fsutil, diff_containerd.go: sameFile), so with one time for all, a change that leaves the size as
 * it was would build the old file. Folders and links are compared by more than that.
 */
export async function fixedTime(path: string): Promise<void> {
  const isFile = (await lstat(path)).isFile()
  const time = isFile ? firstTime + offsetOf(await sha256OfFile(path)) : firstTime
  await lutimes(path, time, time)
}

/** 48 bits of a hash as seconds, at most 2^28 (8.5 years), with six decimals: as exact as the system call that gets them. */
function offsetOf(hash: string): number {
  return Number.parseInt(hash.slice(0, 7), 16) + (Number.parseInt(hash.slice(7, 12), 16) % 1_000_000) / 1_000_000
}

/**
 * Copies a file or a folder, with everything in it. What is there already of an earlier copy is replaced, folders are filled up.
 * @param left absolute paths of what is not copied
 * @param root a link must stay inside of it; the folder that is copied, by default
 * @throws Failure `invalid-input` naming the entry: unreadable, a link that leaves, a socket, a pipe, a device; `disk-full`
 */
export async function copyEntry(
  source: string,
  target: string,
  left: ReadonlySet<string> = new Set(),
  root: string = source
): Promise<void> {
  if (left.has(source)) return
  try {
    const found = await lstat(source)
    if (found.isSymbolicLink()) {
      const to = await readlink(source)
      await checkLink(source, to, root)
      await rm(target, { force: true })
      await symlink(to, target)
    } else if (found.isDirectory()) {
      await mkdir(target, { mode: 0o700, recursive: true })
      // one that was there already may be closed
      await chmod(target, 0o700)
      for (const name of await readdir(source)) await copyEntry(join(source, name), join(target, name), left, root)
      await chmod(target, found.mode & 0o7777)
    } else if (found.isFile()) {
      await rm(target, { force: true })
      await copyFile(source, target, constants.COPYFILE_FICLONE)
      await chmod(target, found.mode & 0o7777)
    } else {
      throw refused(source, 'it is a socket, a pipe or a device')
    }
    await fixedTime(target)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw explainFileError(`${source} could not be copied for the image.`, source, error)
  }
}

/** A link is kept as it is, so it must mean the same in the image: relative, and its target inside of what is copied. */
async function checkLink(link: string, to: string, root: string): Promise<void> {
  if (isAbsolute(to)) throw refused(link, `it is a link to ${to}: only relative links mean the same in the image`)
  if (!isInside(root, resolve(dirname(link), to))) throw refused(link, `it is a link to ${to}, outside of ${root}`)
  const real = await realpath(link).catch(() => undefined)
  // a dangling link stays one; one that goes out through another link is refused
  if (real !== undefined && !isInside(await realpath(root), real)) {
    throw refused(link, `it is a link that leads to ${real}, outside of ${root}`)
  }
}

/** Whether `path` is `folder` or lies in it; both absolute and without links. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** A file system error as a Failure: a full disk is the runner's, everything else is about this path. */
export function explainFileError(what: string, path: string, error: unknown): Failure {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Failure(
      'disk-full',
      {
        what: 'The disk of the runner is full.',
        why: describe(error),
        fix: 'Free space first, or use a larger runner.'
      },
      { cause: error }
    )
  }
  const why =
    code === 'ENOENT'
      ? `There is no ${path}.`
      : code === 'EACCES' || code === 'EPERM'
        ? `The runner's user may not read ${path}.`
        : describe(error)
  return new Failure(
    'invalid-input',
    { what, why, fix: 'Correct the path, or check out the repository first.' },
    { cause: error }
  )
}

function refused(source: string, why: string): Failure {
  return new Failure('invalid-input', {
    what: `${source} cannot be copied into the image.`,
    why: `${why.charAt(0).toUpperCase()}${why.slice(1)}.`,
    fix: 'Remove it from the folder, or copy the parts that are needed.'
  })
}
