/** Paths in the image → the user's own files in the repository. Pure. */

import { posix } from 'node:path'

import type { SourceFrame } from '../failure.ts'
import { workFolder, type Frame } from './protocol.ts'

/** A file or folder of the image that came from the runner. */
export interface Root {
  /** Absolute path in the image. */
  readonly inImage: string
  /** Path relative to the workspace, empty for the workspace itself; undefined: it came from elsewhere. */
  readonly inRepository: string | undefined
}

/** What is known of the user's own code in an image. */
export interface Home {
  /** Where several hold a path, the longest one counts. */
  readonly roots: readonly Root[]
  /** The flow file, relative to the workspace; undefined for an image that was not built here. */
  readonly flow: string | undefined
  /** Modules of the workspace that did not go along → the `source` that would bring them. */
  readonly neighbours: ReadonlyMap<string, string>
  /** Values that may be secrets without anybody having said so: they are kept out of titles, which GitHub does not mask. */
  readonly hidden: readonly string[]
}

/** The home in an image of which nothing else is known: what lies in its work folder lies so in a repository. */
export const unknownHome: Home = {
  roots: [{ inImage: workFolder, inRepository: '' }],
  flow: undefined,
  neighbours: new Map(),
  hidden: []
}

/** Packages that were installed, and what is no file at all. */
const notOwn = /(?:^|\/)(?:site-packages|dist-packages)\/|[\p{Cc}<>]/u

/** The repository's path of a file in the image; undefined for everything that is not the user's own or not in the workspace. */
export function ownPath(home: Home, file: string): string | undefined {
  const path = posix.normalize(file)
  const root = home.roots
    .filter(({ inImage }) => path === inImage || path.startsWith(`${inImage}/`))
    .sort((a, b) => b.inImage.length - a.inImage.length)[0]
  if (root?.inRepository === undefined) return undefined
  // what was installed below a folder of the user's is not the user's; a root may well be a file among packages
  const below = path.slice(root.inImage.length + 1)
  if (notOwn.test(below)) return undefined
  const own = posix.join(root.inRepository, below)
  return own === '.' || own.startsWith('../') ? undefined : own
}

/** A frame as one of the user's own; undefined when it is not. */
export function ownFrame(home: Home, frame: Frame): SourceFrame | undefined {
  const file = ownPath(home, frame.file)
  return file === undefined ? undefined : { file, line: frame.line, function: frame.function }
}
