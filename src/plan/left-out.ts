/**
 * What of a folder stays out of the image: what `.dockerignore` says, and what never belongs in there. Users know the file
 * from their own builds; its rules are docker's (moby/patternmatcher), as `@balena/dockerignore` has them.
 */

import { readFile, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'

import dockerignore, { type Ignore } from '@balena/dockerignore'

import type { Report } from '../inputs/problems.ts'
import { codeOf, isIn, unreadable, type Leaves } from './walk.ts'

/** Name of the file with the rules. */
export const ignoreFile = '.dockerignore'

/** Folders that never go in: history, with whatever was committed once; what Python makes again by itself. */
const never = new Set(['.git', '__pycache__'])

/** The rules of one `.dockerignore`. */
interface Rules {
  readonly folder: string
  readonly ignore: Ignore
  /** True when a line takes something back (`!keep`): then what lies in a folder that is left out must be looked at. */
  readonly hasExceptions: boolean
}

/**
 * The rules for a folder: those of its own `.dockerignore`, and of that in the workspace's root where it lies in the
 * workspace. Rules that leave out the folder itself do not hold for it: it was asked for by name.
 * @param folder absolute, without links; so is `workspace`
 */
export async function leftOutOf(folder: string, workspace: string, report: Report): Promise<Leaves> {
  const roots = new Set([...(isIn(folder, workspace) ? [workspace] : []), folder])
  const found = await Promise.all([...roots].map((root) => readRules(root, report)))
  const all = found.filter((rules) => rules !== undefined).filter((rules) => !isLeftOut(rules, folder))
  return async (real, isFolder) => {
    if (never.has(basename(real)) || (isFolder && (await isVirtualEnvironment(real)))) return 'whole'
    const rules = all.filter((each) => isLeftOut(each, real))
    if (rules.length === 0) return 'no'
    return isFolder && rules.every(({ hasExceptions }) => hasExceptions) ? 'itself' : 'whole'
  }
}

function isLeftOut({ folder, ignore }: Rules, real: string): boolean {
  const path = relative(folder, real).split(sep).join('/')
  return path !== '' && ignore.ignores(path)
}

async function readRules(folder: string, report: Report): Promise<Rules | undefined> {
  try {
    const text = await readFile(join(folder, ignoreFile), 'utf8')
    const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u)
    return {
      folder,
      // a CommonJS module with a default of its own
      ignore: dockerignore.default({ ignorecase: false }).add(lines),
      hasExceptions: lines.some((line) => line.trimStart().startsWith('!'))
    }
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error)))
      report(`needs ${join(folder, ignoreFile)}, which ${unreadable(error)}`)
    return undefined
  }
}

/** It is made for the runner: its links and paths mean nothing in an image. The file is what Python itself looks for (PEP 405). */
async function isVirtualEnvironment(folder: string): Promise<boolean> {
  return stat(join(folder, 'pyvenv.cfg')).then(
    (found) => found.isFile(),
    () => false
  )
}
