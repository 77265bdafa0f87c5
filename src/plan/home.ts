/** Plan → where the user's own code lies in the image. */

import { realpathSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'

import { unknownHome, type Home } from '../flow/home.ts'
import type { Plan } from './types.ts'

/** Shorter values (`true`, `prod`) stand in harmless words as well. */
const shortestHidden = 8

/** The home of a plan. @param workspace absolute path; the plan's sources have no links in them, so neither may it */
export function homeOf({ image, job }: Pick<Plan, 'image' | 'job'>, workspace: string): Home {
  const build = image.kind === 'build' ? image : undefined
  const values = [...(build?.env.values() ?? []), ...(job?.env.values() ?? [])]
  return {
    roots: [
      ...unknownHome.roots,
      ...(build?.files ?? []).map(({ source, destination }) => ({
        inImage: destination,
        inRepository: inWorkspace(source, workspace)
      }))
    ],
    flow: build?.flow?.repositoryPath,
    neighbours: build?.flow?.neighbours ?? new Map(),
    hidden: values.filter(({ length }) => length >= shortestHidden)
  }
}

/** The same for a workspace as the runner names it, maybe through links. */
export function findHome(plan: Pick<Plan, 'image' | 'job'>, workspace: string): Home {
  try {
    return homeOf(plan, realpathSync(workspace))
  } catch {
    return homeOf(plan, workspace)
  }
}

function inWorkspace(path: string, workspace: string): string | undefined {
  const inside = relative(workspace, path)
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined
  return inside.split(sep).join('/')
}
