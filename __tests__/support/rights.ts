/** The manifests of docs/rbac as tests use them: as they are, or with one verb taken away. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseAllDocuments } from 'yaml'

import type { Cluster } from '../../dev/components.ts'
import { kubeconfigText } from '../../dev/kubeconfig.ts'
import type { Thing } from '../../dev/kube.ts'
import { checkout } from '../../dev/paths.ts'
import type { Rule } from '../../dev/users.ts'

export const manifests = ['minimal', 'with-secrets', 'with-configmaps'] as const
export type Manifest = (typeof manifests)[number]

/** One verb of one resource, with the rules that are left without it. */
export interface Verb {
  readonly verb: string
  /** With a subresource: `pods/log`. */
  readonly resource: string
  readonly left: readonly Rule[]
}

type Applied = Thing & { rules?: Rule[] }

const collections: Readonly<Record<string, (namespace: string) => string>> = {
  ServiceAccount: (namespace) => `/api/v1/namespaces/${namespace}/serviceaccounts`,
  Role: (namespace) => `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`,
  RoleBinding: (namespace) => `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`
}

function objectsOf(manifest: Manifest): Applied[] {
  const text = readFileSync(join(checkout(), 'docs/rbac', `${manifest}.yaml`), 'utf8')
  return parseAllDocuments(text).map((document) => document.toJS() as Applied)
}

/** The rules of a manifest's Role. */
export function rulesOf(manifest: Manifest): Rule[] {
  return objectsOf(manifest).find(({ kind }) => kind === 'Role')?.rules ?? []
}

/** Every verb of a manifest's Role. */
export function verbsOf(manifest: Manifest): Verb[] {
  const rules = rulesOf(manifest)
  return rules.flatMap((rule) =>
    rule.resources.flatMap((resource) =>
      rule.verbs.map((verb) => ({ verb, resource, left: without(rules, resource, verb) }))
    )
  )
}

function without(rules: readonly Rule[], resource: string, verb: string): Rule[] {
  return rules
    .map((rule) =>
      rule.resources.includes(resource) ? { ...rule, verbs: rule.verbs.filter((each) => each !== verb) } : rule
    )
    .filter((rule) => rule.verbs.length > 0)
}

/**
 * Applies a manifest in a namespace, as `kubectl apply --namespace` does.
 * @param rules instead of those of its Role
 * @returns the text of a kubeconfig of its service account
 */
export async function applyRights(
  { kube, server, ca }: Cluster,
  namespace: string,
  manifest: Manifest,
  rules?: readonly Rule[]
): Promise<string> {
  const objects = objectsOf(manifest)
  for (const object of objects) {
    const { kind = '' } = object
    const body = kind === 'Role' && rules !== undefined ? { ...object, rules } : object
    const collection = collections[kind]
    if (collection === undefined) throw new Error(`docs/rbac/${manifest}.yaml has a ${kind}: tests cannot apply that`)
    await kube.create(collection(namespace), body)
  }
  const account = objects.find(({ kind }) => kind === 'ServiceAccount')?.metadata.name ?? ''
  const token = await kube.create<Thing & { status: { token: string } }>(
    `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`,
    { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } }
  )
  return kubeconfigText({ server, ca, token: token.status.token, namespace })
}
