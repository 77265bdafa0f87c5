/** Rights that a user of the cluster lacks, as sentences with the RBAC rules to add. Pure. */

import { Failure } from '../failure.ts'
import type { ApiError } from './port.ts'

/** A right that is missing. */
export interface MissingRight {
  readonly verbs: readonly string[]
  /** With a subresource: `pods/log`. */
  readonly resource: string
  /** Empty for the core group. */
  readonly group: string
}

/** All that one user lacks in one place. */
export interface MissingRights {
  /** What cannot be done without; at least one. */
  readonly rights: readonly MissingRight[]
  /** What is missing besides and would be useful: goes into the rules to add, so that nobody has to come back for it. */
  readonly useful?: readonly MissingRight[]
  /** Undefined: in the whole cluster. */
  readonly namespace: string | undefined
  readonly user?: string | undefined
  /** More about it, one sentence. */
  readonly why?: string | undefined
}

/** Where whole Roles are. */
const manifests = 'docs/rbac of this action'

/** The Failure for missing rights: every verb, and one rule a resource to add. */
export function forbidden(missing: MissingRights, cause?: ApiError): Failure {
  const { rights, useful = [], namespace, user, why } = missing
  const where = namespace === undefined ? 'in the whole cluster' : `in namespace ${namespace}`
  const kind = namespace === undefined ? 'ClusterRole' : 'Role'
  const who = user === undefined ? 'The user of this kubeconfig' : `User ${user}`
  const rules = rulesOf([...rights, ...useful])
  const fix = [
    `Add ${rules.length === 1 ? 'this rule' : 'these rules'} to a ${kind} that is bound to the user (${manifests} has whole ones):`,
    ...rules,
    ...(user === undefined ? [] : [`In the ${kind}Binding the user is: ${subjectOf(user)}`])
  ]
  return new Failure(
    'forbidden',
    {
      what: `${who} may not ${mergeRights(rights).map(phrase('or')).join(', nor ')} ${where}.`,
      why,
      fix: fix.join('\n')
    },
    cause === undefined ? undefined : { cause }
  )
}

/** Takes the missing right out of the server's words; undefined when they say something else. */
export function rightOf(message: string): MissingRights | undefined {
  const match =
    /User "(?<user>[^"]*)" cannot (?<verb>\S+) resource "(?<resource>[^"]+)" in API group "(?<group>[^"]*)"(?: in the namespace "(?<namespace>[^"]+)"| at the cluster scope)?/u.exec(
      message
    )
  const groups = match?.groups
  if (groups === undefined) return undefined
  const { user, verb = '', resource = '', group = '', namespace } = groups
  return { rights: [{ verbs: [verb], resource, group }], namespace, user }
}

/** Entries for a Role's `rules`, one a resource. */
export function rulesOf(rights: readonly MissingRight[]): string[] {
  return mergeRights(rights).map(
    ({ group, resource, verbs }) =>
      `- { apiGroups: ${list([group])}, resources: ${list([resource])}, verbs: ${list(verbs)} }`
  )
}

/** `list and watch pods`, `create, get or delete jobs`. */
export function phrase(last: 'and' | 'or'): (right: MissingRight) => string {
  return ({ verbs, resource }) => {
    const words = verbs.length < 2 ? verbs.join('') : `${verbs.slice(0, -1).join(', ')} ${last} ${verbs.at(-1) ?? ''}`
    return `${words} ${resource}`
  }
}

/** One right a resource, in the order in which they first come; each verb once. */
export function mergeRights(rights: readonly MissingRight[]): MissingRight[] {
  const merged = new Map<string, MissingRight>()
  for (const right of rights) {
    const key = `${right.group}/${right.resource}`
    const verbs = [...(merged.get(key)?.verbs ?? []), ...right.verbs]
    merged.set(key, { ...right, verbs: [...new Set(verbs)] })
  }
  return [...merged.values()]
}

/** A user as a subject of a RoleBinding. A service account's user name is `system:serviceaccount:NAMESPACE:NAME`. */
function subjectOf(user: string): string {
  const account = /^system:serviceaccount:(?<namespace>[^:]+):(?<name>[^:]+)$/u.exec(user)?.groups
  return account === undefined
    ? `{ kind: User, apiGroup: rbac.authorization.k8s.io, name: ${JSON.stringify(user)} }`
    : `{ kind: ServiceAccount, name: ${JSON.stringify(account['name'])}, namespace: ${JSON.stringify(account['namespace'])} }`
}

function list(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`
}
