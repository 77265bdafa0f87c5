/** Where the kubeconfig is: the input, else `$KUBECONFIG`, else `~/.kube/config`. Nothing else is ever tried. */

import { delimiter, join, resolve } from 'node:path'

import { Failure } from '../failure.ts'
import { fromBase64, kubeconfigSource, looksLikeBase64 } from '../inputs/kubeconfig.ts'
import { invalid } from './kubeconfig-fields.ts'
import { missing, readTextFile } from './text-file.ts'

/** Where to look. */
export interface FindOptions {
  /** The input: YAML, base64 of it, a path, or `in-cluster`; undefined: `$KUBECONFIG`, then `~/.kube/config`. */
  readonly kubeconfig: string | undefined
  readonly env: NodeJS.ProcessEnv
  /** Absolute; relative paths of the input count from here. */
  readonly workspace: string
}

/** Where a kubeconfig comes from; `files` can be read. */
export type KubeconfigPlace =
  | { readonly kind: 'in-cluster' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'files'; readonly paths: readonly string[] }

const howToGive =
  'Set the `kubeconfig` input (its YAML, base64 of it, or a path), or KUBECONFIG in an earlier step; on a runner that is a pod of the cluster write `kubeconfig: in-cluster`.'

/** Finds the kubeconfig without judging what is in it. @throws Failure `invalid-kubeconfig` */
export function findKubeconfig({ kubeconfig, env, workspace }: FindOptions): KubeconfigPlace {
  if (kubeconfig !== undefined && kubeconfig.trim() !== '') return ofInput(kubeconfig, env, workspace)
  return ofVariable(env) ?? ofHome(env)
}

/** The text of a file, decoded from base64 where it is that. @throws Failure */
export function readKubeconfigFile(path: string): string {
  const read = readTextFile(path)
  if (!('text' in read)) throw invalid({ label: path }, `It cannot be read: ${read.trouble}.`, howToGive)
  return fromBase64(read.text) ?? read.text
}

function ofInput(input: string, env: NodeJS.ProcessEnv, workspace: string): KubeconfigPlace {
  const source = kubeconfigSource(input)
  if (source.kind !== 'path') return source
  const path = resolve(workspace, atHome(source.path, env))
  const read = readTextFile(path)
  if ('text' in read) return { kind: 'files', paths: [path] }
  if (looksLikeBase64(source.path)) {
    throw new Failure('invalid-kubeconfig', {
      what: 'The `kubeconfig` input cannot be used.',
      why: 'It looks like base64, but what it decodes to is no kubeconfig (perhaps its end was cut off).',
      fix: 'Make it again with: kubectl config view --raw --flatten --minify | base64'
    })
  }
  const isThere = read.trouble !== missing
  throw new Failure('invalid-kubeconfig', {
    what: `The kubeconfig${shownPath(source.path)} cannot be ${isThere ? 'read' : 'found'}.`,
    why: isThere
      ? `The path names something else: ${read.trouble}.`
      : 'The input is neither YAML, nor base64 of it, nor the path of a file that is there.',
    fix: howToGive
  })
}

function ofVariable(env: NodeJS.ProcessEnv): KubeconfigPlace | undefined {
  const value = (env['KUBECONFIG'] ?? '').trim()
  if (value === '') return undefined
  if (kubeconfigSource(value).kind === 'text') {
    throw new Failure('invalid-kubeconfig', {
      what: 'The variable KUBECONFIG cannot be used.',
      why: 'It holds the text of a kubeconfig, and what it takes is the path of one, or several.',
      fix: 'Give the text in the `kubeconfig` input instead (from the same secret), or write it to a file and set KUBECONFIG to the path.'
    })
  }
  const listed = value
    .split(delimiter)
    .map((path) => path.trim())
    .filter(Boolean)
  const reads = listed.map((path) => ({ path, read: readTextFile(resolve(path)) }))
  const found = reads.filter(({ read }) => 'text' in read)
  // as with kubectl: files that are missing are passed over, what is there and cannot be read is an error
  const wrong = reads.find(({ read }) => 'trouble' in read && read.trouble !== missing)
  if (wrong === undefined && found.length > 0) return { kind: 'files', paths: found.map(({ path }) => resolve(path)) }
  const trouble = wrong !== undefined && 'trouble' in wrong.read ? wrong.read.trouble : missing
  const shown = shownPath((wrong ?? reads[0])?.path ?? '') || ' something that is no path'
  throw new Failure('invalid-kubeconfig', {
    what: 'No kubeconfig was found.',
    why: `KUBECONFIG names${shown}${wrong === undefined && listed.length > 1 ? ' and others' : ''}, which cannot be read: ${trouble}.`,
    fix: howToGive
  })
}

function ofHome(env: NodeJS.ProcessEnv): KubeconfigPlace {
  const home = homeOf(env)
  const usual = home === undefined ? undefined : join(home, '.kube', 'config')
  const read = usual === undefined ? undefined : readTextFile(usual)
  if (usual !== undefined && read !== undefined && 'text' in read) return { kind: 'files', paths: [usual] }
  const trouble = read !== undefined && 'trouble' in read ? read.trouble : missing
  throw new Failure('invalid-kubeconfig', {
    what: 'No kubeconfig was found.',
    why:
      trouble !== missing
        ? `The \`kubeconfig\` input is not set, nor is KUBECONFIG, and ~/.kube/config cannot be read: ${trouble}.`
        : 'The `kubeconfig` input is empty (a secret that is not set, or not given to this workflow, is empty too), KUBECONFIG is not set, and there is no ~/.kube/config.',
    fix: howToGive
  })
}

function homeOf(env: NodeJS.ProcessEnv): string | undefined {
  return env['HOME'] || env['USERPROFILE'] || undefined
}

/** No shell has seen the input: `~/` is ours to replace. */
function atHome(path: string, env: NodeJS.ProcessEnv): string {
  const home = homeOf(env)
  return home !== undefined && /^~[/\\]/u.test(path) ? join(home, path.slice(2)) : path
}

/** A path for a message, after a space; nothing where it may be a secret instead, such as a token or broken base64. */
function shownPath(path: string): string {
  return /^[^/\\.\n]{0,40}(?:[/\\.][^/\\.\n]{0,40}){1,20}$/u.test(path) ? ` ${path}` : ''
}

/**
 * False where nobody has given a kubeconfig: no input, no `$KUBECONFIG`, no `~/.kube/config`; or only files without a word
 * in them, as a workflow step writes them that has no secrets (a pull request of a fork). What is there may still be wrong.
 */
export function isKubeconfigThere(options: FindOptions): boolean {
  const { kubeconfig, env } = options
  const isGiven = (kubeconfig ?? '').trim() !== '' || (env['KUBECONFIG'] ?? '') !== ''
  try {
    const place = findKubeconfig(options)
    return place.kind !== 'files' || place.paths.some((path) => readKubeconfigFile(path).trim() !== '')
  } catch {
    return isGiven
  }
}
