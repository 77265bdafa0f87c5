/** BuildPlan → Dockerfile. Pure; values of users never become syntax (`dockerfile-text.ts`). */

import { posix } from 'node:path'

import {
  launcherLabel,
  launcherPath,
  flowVariable,
  flowNameVariable,
  protocolEnvironment,
  protocolVersion,
  workFolder
} from '../flow/protocol.ts'
import type { BuildPlan } from '../plan/types.ts'
import { assignments, baseReference, copyContents, exec } from './dockerfile-text.ts'
import { installation, type InstallationNames } from './installation.ts'

/** Whether a thing that is copied is a file or a folder; known once the runner's disk was looked at. */
export interface CopyItem {
  readonly kind: 'file' | 'folder'
  /** Exact final path in the image. */
  readonly destination: string
}

/** Names in the build context; all are ours, so that no user's path is ever a pattern or a flag in `COPY`. */
export const contextNames = {
  tools: 'tools',
  requirements: 'requirements',
  project: 'project',
  launcher: 'launcher',
  flow: 'flow',
  /** Folder of the nth item of `files`: a folder's content, or one file under its final name. */
  item: (index: number): string => `files/${index}`
} as const satisfies InstallationNames & Record<string, unknown>

/** Stages of a Dockerfile with a health check: what is pushed, and the check on top of it, which never is. */
export const stages = { image: 'flow-image', check: 'health-check' } as const

/**
 * Makes the Dockerfile, from slow layers to fast ones: base, pip, dependencies, environment, files, flow. It needs no
 * BuildKit where there are no build secrets: no heredoc, no `# syntax`, no `--link`.
 *
 * Each file is copied as the content of a folder into its parent folder: `COPY file /path` would put it *into* /path where
 * the base image has a folder of that name; this way BuildKit refuses such a clash, and the legacy builder replaces the
 * folder. Parents that exist keep their modes.
 * @param items what `plan.files` turned out to be, in the same order
 * @throws Failure `invalid-input`, `invalid-image-name` for values that a Dockerfile cannot hold
 */
export function dockerfile(plan: BuildPlan, items: readonly CopyItem[]): string {
  const base = `FROM ${baseReference(plan.baseImage)}`
  return [
    plan.healthCheck ? `${base} AS ${stages.image}` : base,
    ...installation(plan, contextNames),
    ...assignments('ENV', plan.env),
    ...items.map((item, index) =>
      copyContents(
        contextNames.item(index),
        item.kind === 'folder' ? item.destination : posix.dirname(item.destination)
      )
    ),
    ...flow(plan),
    ...check(plan)
  ]
    .map((instruction) => `${instruction}\n`)
    .join('')
}

function flow(plan: BuildPlan): string[] {
  if (plan.flow === undefined) return []
  const variables = new Map([
    // without it prints arrive in blocks, and those of a killed process never
    ...(plan.env.has('PYTHONUNBUFFERED') ? [] : [['PYTHONUNBUFFERED', '1'] as const]),
    [flowVariable, plan.flow.imagePath] as const,
    ...(plan.flow.name === undefined ? [] : [[flowNameVariable, plan.flow.name] as const]),
    ...(plan.source === undefined ? [] : [[protocolEnvironment.source, plan.source.destination] as const])
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

/** A stage and not a `docker run`: a builder that is not the engine has the image, and the engine has not. */
function check(plan: BuildPlan): string[] {
  if (!plan.healthCheck) return []
  return [
    `FROM ${stages.image} AS ${stages.check}`,
    ...assignments('ENV', [[protocolEnvironment.check, '1']]),
    `RUN ${exec('python3', launcherPath)}`
  ]
}
