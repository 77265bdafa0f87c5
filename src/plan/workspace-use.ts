/** What a run uses of the workspace, and from which checkouts it comes: what trust is judged by. Reads, changes nothing. */

import { realpath } from 'node:fs/promises'
import { basename, delimiter, dirname, relative, resolve, sep } from 'node:path'

import { kubeconfigSource } from '../inputs/kubeconfig.ts'
import type { Inputs } from '../inputs/types.ts'
import type { RunnerEnvironment } from '../runner/environment.ts'
import { checkoutOf, type Head } from './checkout.ts'
import type { Facts } from './facts.ts'
import type { MappedFacts } from './look.ts'
import { isIn } from './walk.ts'

/** One thing of the workspace that is used, with a checkout that it lies in. */
export interface WorkspaceUse {
  /** In the user's words: `flow flows/etl.py`. */
  readonly what: string
  /** Folder of the checkout relative to the workspace; `.` for the workspace itself. */
  readonly checkout: string
  readonly head: Head
}

/** A path in the workspace and what it is to the user. */
interface UsedPath {
  readonly what: string
  readonly path: string
}

/**
 * Everything of the workspace that this run builds with, runs or believes: flow, source, files, requirements, a job template and a kubeconfig
 * given by path. Each with the checkout of the path as written, of what a link leads to, and of each checkout inside a folder.
 */
export async function workspaceUses(
  inputs: Inputs,
  facts: Facts,
  environment: RunnerEnvironment,
  env: NodeJS.ProcessEnv
): Promise<readonly WorkspaceUse[]> {
  const written = resolve(environment.workspace)
  const workspace = await realpath(written).catch(() => written)
  const found = new Map<string, WorkspaceUse>()
  for (const { what, path } of usedPaths(inputs, facts, env, written)) {
    for (const place of new Set([path, await realpath(path).catch(() => path)])) {
      const root = [written, workspace].find((each) => isIn(place, each))
      if (root === undefined) continue
      const { folder, head } = await checkoutOf(place, root)
      const real = await realpath(folder).catch(() => folder)
      const checkout = relative(workspace, real).split(sep).join('/') || '.'
      found.set(`${what}\n${checkout}`, { what, checkout, head })
    }
  }
  return [...found.values()]
}

function usedPaths(inputs: Inputs, facts: Facts, env: NodeJS.ProcessEnv, workspace: string): UsedPath[] {
  const at = (what: string, path: string): UsedPath => ({ what: `${what} ${path}`, path: resolve(workspace, path) })
  return [
    ...(inputs.flow === undefined ? [] : [at('flow', inputs.flow.path)]),
    ...facts.files.flatMap((item) => [at('files', item.given), ...checkoutsIn('files', item)]),
    ...(facts.source === undefined ? [] : [at('source', facts.source.given), ...checkoutsIn('source', facts.source)]),
    ...(inputs.requirements === undefined ? [] : [at('requirements', inputs.requirements)]),
    ...(facts.requirements?.items ?? []).flatMap((item) => [
      { what: `requirements ${item.given}`, path: item.source },
      ...checkoutsIn('requirements', item)
    ]),
    ...(inputs.jobTemplate?.kind === 'path' ? [at('job-template', inputs.jobTemplate.path)] : []),
    ...(inputs.run ? kubeconfigPaths(inputs.kubeconfig, env).map((path) => at('kubeconfig', path)) : [])
  ]
}

/** A folder may hold other checkouts; their `.git` is among what stays out of the image. */
function checkoutsIn(input: string, { given, left }: MappedFacts): UsedPath[] {
  return left
    .filter((real) => basename(real) === '.git')
    .map((real) => ({ what: `${input} ${given}`, path: dirname(real) }))
}

/** The kubeconfig's files as far as they are named by the input or by `$KUBECONFIG`. */
function kubeconfigPaths(input: string | undefined, env: NodeJS.ProcessEnv): string[] {
  if (input === undefined) return (env['KUBECONFIG'] ?? '').split(delimiter).filter(Boolean)
  const source = kubeconfigSource(input)
  return source.kind === 'path' ? [source.path] : []
}
