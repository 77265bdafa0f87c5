/** One kubeconfig file: its named entries as they are written, and the merge of several. Only what is chosen is judged further, as with kubectl. */

import type { RawEntry } from './kubeconfig-entries.ts'
import { invalid, isFields, nameOf, textOf, type Fields, type Origin } from './kubeconfig-fields.ts'
import { parseKubeconfigYaml, type Value } from './kubeconfig-yaml.ts'

export interface KubeconfigContent {
  readonly clusters: ReadonlyMap<string, RawEntry>
  readonly users: ReadonlyMap<string, RawEntry>
  readonly contexts: ReadonlyMap<string, RawEntry>
  readonly currentContext?: string | undefined
}

const lists = { clusters: 'cluster', users: 'user', contexts: 'context' } as const
const howToWrite = 'Write it with: kubectl config view --raw --flatten --minify.'

/**
 * Reads one kubeconfig.
 * @param isPart one of several files: it may hold only some of the lists, or nothing
 * @throws Failure `invalid-kubeconfig`; its text never holds the content
 */
export function readKubeconfig(text: string, origin: Origin, isPart = false): KubeconfigContent {
  const parsed = parseKubeconfigYaml(text)
  if ('problem' in parsed) throw invalid(origin, parsed.problem.why, parsed.problem.fix)
  const root = parsed.value
  if (root === null && !isPart) {
    throw invalid(
      origin,
      'It is empty.',
      'Check the step that writes it: a secret that is not set, or not given to this workflow (forks get none), is empty.'
    )
  }
  if (root !== null && !isFields(root)) {
    throw invalid(origin, 'It is a text or a list, not a map of clusters, users and contexts.', howToWrite)
  }
  const kind = textOf(root?.['kind'])
  if (kind !== undefined && kind !== 'Config') {
    const known = /^[A-Z]\w{0,40}$/u.test(kind) ? ` (${kind})` : ''
    throw invalid(
      origin,
      `It is another kind of Kubernetes object${known}, not a Config.`,
      'Take the kubeconfig out of it.'
    )
  }
  const names = Object.keys(lists) as (keyof typeof lists)[]
  if (!isPart && !names.some((name) => root?.[name] !== undefined && root[name] !== null)) {
    throw invalid(origin, 'It holds no clusters, users and contexts.', howToWrite)
  }
  return {
    clusters: entriesOf(root ?? {}, 'clusters', origin),
    users: entriesOf(root ?? {}, 'users', origin),
    contexts: entriesOf(root ?? {}, 'contexts', origin),
    currentContext: textOf(root?.['current-context'])
  }
}

/** Merges as kubectl does: the first file that has a name, or a current context, decides. */
export function mergeKubeconfigs(files: readonly KubeconfigContent[]): KubeconfigContent {
  const merge = (list: keyof typeof lists): Map<string, RawEntry> =>
    new Map(files.toReversed().flatMap((file) => [...file[list]]))
  return {
    clusters: merge('clusters'),
    users: merge('users'),
    contexts: merge('contexts'),
    currentContext: files.find(({ currentContext }) => currentContext !== undefined)?.currentContext
  }
}

function entriesOf(root: Fields, list: keyof typeof lists, origin: Origin): Map<string, RawEntry> {
  const items = root[list] ?? []
  const shape = `Write each as: - name: NAME, and below it ${lists[list]}: with its fields.`
  if (!Array.isArray(items)) throw invalid(origin, `Its ${list} are not a list.`, shape)
  const found = new Map<string, RawEntry>()
  for (const [index, item] of (items as readonly Value[]).entries()) {
    const name = isFields(item) ? textOf(item['name']) : undefined
    if (name === undefined) throw invalid(origin, `Entry ${index + 1} of its ${list} has no name.`, shape)
    if (found.has(name)) {
      throw invalid(
        origin,
        `It has two ${list} with the name ${nameOf(name)}.`,
        'Remove one of them, or give it another name.'
      )
    }
    const fields = (isFields(item) ? item[lists[list]] : undefined) ?? {}
    if (!isFields(fields)) throw invalid(origin, `The ${lists[list]} ${nameOf(name)} is not a map of fields.`, shape)
    found.set(name, { name, fields, origin })
  }
  return found
}
