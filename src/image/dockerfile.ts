/** BuildPlan → Dockerfile. Pure; values of users never become syntax (`dockerfile-text.ts`). */

import { posix } from 'node:path'

import {
  launcherLabel,
  launcherPath,
  flowVariable,
  flowNameVariable,
  protocolVersion,
  workFolder
} from '../flow/protocol.ts'
import type { BuildPlan } from '../plan/types.ts'
import { assignments, baseReference, copyContents, exec } from './dockerfile-text.ts'

/** Whether a thing that is copied is a file or a folder; known once the runner's disk was looked at. */
export interface CopyItem {
  readonly kind: 'file' | 'folder'
  /** Exact final path in the image. */
  readonly destination: string
}

/** Names in the build context; all are ours, so that no user's path is ever a pattern or a flag in `COPY`. */
export const contextNames = {
  requirements: 'requirements',
  launcher: 'launcher',
  flow: 'flow',
  /** Folder of the nth item of `files`: a folder's content, or one file under its final name. */
  item: (index: number): string => `files/${index}`
} as const

/** The file with the dependencies, in the context's folder of that name and beside the launcher in the image. */
export const requirementsFile = 'requirements.txt'

/**
 * pip as a module of the interpreter that will run the flow. `--no-cache-dir` as a flag: pip 10 to 18.1 crash on
 * PIP_NO_CACHE_DIR=1 (pypa/pip#5385).
 */
const pipInstall = ['python3', '-m', 'pip', 'install', '--no-cache-dir', '--disable-pip-version-check']

/**
 * For pips that know them; others ignore variables that they do not know. As ARG, so that they are gone from the image.
 * Debian's and Ubuntu's Python refuse to install beside their own packages (PEP 668), which is right on a desktop.
 */
const pipArguments = ['PIP_BREAK_SYSTEM_PACKAGES=1', 'PIP_ROOT_USER_ACTION=ignore', 'PIP_PROGRESS_BAR=off']

/**
 * Makes the Dockerfile, from slow layers to fast ones: base, pip, dependencies, environment, files, flow. It needs no
 * BuildKit: no heredoc, no `# syntax`, no `--link`, no `RUN --mount`.
 *
 * Each file is copied as the content of a folder into its parent folder: `COPY file /path` would put it *into* /path where
 * the base image has a folder of that name; this way BuildKit refuses such a clash, and the legacy builder replaces the
 * folder. Parents that exist keep their modes.
 * @param items what `plan.files` turned out to be, in the same order
 * @throws Failure `invalid-input`, `invalid-image-name` for values that a Dockerfile cannot hold
 */
export function dockerfile(plan: BuildPlan, items: readonly CopyItem[]): string {
  return [
    `FROM ${baseReference(plan.baseImage)}`,
    ...installation(plan),
    ...assignments('ENV', plan.env),
    ...items.map((item, index) =>
      copyContents(
        contextNames.item(index),
        item.kind === 'folder' ? item.destination : posix.dirname(item.destination)
      )
    ),
    ...flow(plan)
  ]
    .map((instruction) => `${instruction}\n`)
    .join('')
}

function installation(plan: BuildPlan): string[] {
  if (plan.dependencies.length === 0) return []
  const folder = posix.dirname(launcherPath)
  return [
    ...pipArguments.map((argument) => `ARG ${argument}`),
    // first and by itself: the pip of python:3.6 (18.1) cannot install all that its Python can run
    `RUN ${exec(...pipInstall, '--upgrade', 'pip')}`,
    copyContents(contextNames.requirements, folder),
    `RUN ${exec(...pipInstall, '-r', posix.join(folder, requirementsFile))}`
  ]
}

function flow(plan: BuildPlan): string[] {
  if (plan.flow === undefined) return []
  const variables = new Map([
    // without it prints arrive in blocks, and those of a killed process never
    ...(plan.env.has('PYTHONUNBUFFERED') ? [] : [['PYTHONUNBUFFERED', '1'] as const]),
    [flowVariable, plan.flow.imagePath] as const,
    ...(plan.flow.name === undefined ? [] : [[flowNameVariable, plan.flow.name] as const])
  ])
  return [
    copyContents(contextNames.launcher, posix.dirname(launcherPath)),
    copyContents(contextNames.flow, workFolder),
    ...assignments('ENV', variables),
    ...assignments('LABEL', [[launcherLabel, String(protocolVersion)]]),
    `WORKDIR ${workFolder}`,
    `ENTRYPOINT ${exec('python3', launcherPath)}`,
    'CMD []'
  ]
}
