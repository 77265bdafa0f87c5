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
import { assignments, baseReference, copyContents, exec, workdir } from './dockerfile-text.ts'
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

/** What a Dockerfile takes of its builder. */
export interface DockerfileOptions {
  /** The base image by its digest; absent: by its name. */
  readonly base?: string | undefined
  /** The builder knows `COPY --link`. */
  readonly links?: boolean
}

/** Stages of a Dockerfile with a health check: what is pushed, and the check on top of it, which never is. */
export const stages = { image: 'flow-image', check: 'health-check' } as const

/**
 * Makes the Dockerfile, from slow layers to fast ones: base, pip, dependencies, environment, files, flow. It needs no
 * BuildKit where there are no build secrets: no heredoc, no `# syntax`, `--link` only where the builder knows it.
 *
 * A linked layer is made and pushed without the layers below it, so that a builder with nothing in it fetches none of them,
 * as long as no step that looks at files comes after: `WORKDIR` makes its folder, so it stands before. Only folders of our own
 * are linked: such a layer holds the folders on the way too, and `/tmp` would get another mode.
 *
 * Each file is copied as the content of a folder into its parent folder: `COPY file /path` would put it *into* /path where
 * the base image has a folder of that name; this way BuildKit refuses such a clash, and the legacy builder replaces the
 * folder. Parents that exist keep their modes.
 * @param items what `plan.files` turned out to be, in the same order
 * @param how for which builder
 * @throws Failure `invalid-input`, `invalid-image-name` for values that a Dockerfile cannot hold
 */
export function dockerfile(plan: BuildPlan, items: readonly CopyItem[], how: DockerfileOptions = {}): string {
  const base = `FROM ${baseReference(how.base ?? plan.baseImage)}`
  return [
    plan.healthCheck ? `${base} AS ${stages.image}` : base,
    ...installation(plan, contextNames),
    ...(plan.flow === undefined ? [] : [workdir(workFolder)]),
    ...assignments('ENV', plan.env),
    ...items.map((item, index) =>
      copyContents(
        contextNames.item(index),
        item.kind === 'folder' ? item.destination : posix.dirname(item.destination)
      )
    ),
    ...flow(plan, how.links ?? false),
    ...check(plan)
  ]
    .map((instruction) => `${instruction}\n`)
    .join('')
}

function flow(plan: BuildPlan, links: boolean): string[] {
  if (plan.flow === undefined) return []
  const variables = new Map([
    // without it prints arrive in blocks, and those of a killed process never
    ...(plan.env.has('PYTHONUNBUFFERED') ? [] : [['PYTHONUNBUFFERED', '1'] as const]),
    [flowVariable, plan.flow.imagePath] as const,
    ...(plan.flow.name === undefined ? [] : [[flowNameVariable, plan.flow.name] as const]),
    ...(plan.source === undefined ? [] : [[protocolEnvironment.source, plan.source.destination] as const])
  ])
  return [
    copyContents(contextNames.launcher, posix.dirname(launcherPath), links),
    copyContents(contextNames.flow, workFolder, links),
    ...assignments('ENV', variables),
    ...assignments('LABEL', [[launcherLabel, String(protocolVersion)]]),
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
