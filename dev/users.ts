import { randomBytes } from 'node:crypto'
import type { Cluster } from './components.ts'
import { kubeconfigText } from './kubeconfig.ts'
import type { Thing } from './kube.ts'
import { waitUntil } from './processes.ts'

/** One rule of a Role: what may be done with which resources. */
export interface Rule {
  /** `['']` (the core group) unless said. */
  apiGroups?: readonly string[]
  resources: readonly string[]
  verbs: readonly string[]
  resourceNames?: readonly string[]
}

/** What the action needs in a namespace to do all it can; tests leave some of it out. */
export const everyRight: readonly Rule[] = [
  { apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'get', 'list', 'watch', 'delete', 'patch'] },
  { resources: ['pods'], verbs: ['get', 'list', 'watch', 'delete'] },
  { resources: ['pods/log'], verbs: ['get'] },
  { resources: ['events'], verbs: ['get', 'list', 'watch'] },
  { resources: ['secrets'], verbs: ['create', 'get', 'delete', 'patch'] },
  { resources: ['configmaps'], verbs: ['create', 'get', 'patch'] }
]

/** Makes a namespace with a name of its own, `PREFIX-RANDOM`, and waits until pods can be made in it. Gives the name. */
export async function createNamespace(
  { kube }: Cluster,
  prefix = 'test',
  labels: Record<string, string> = {}
): Promise<string> {
  const name = `${prefix}-${randomBytes(4).toString('hex')}`
  await kube.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })
  const account = `/api/v1/namespaces/${name}/serviceaccounts/default`
  await waitUntil(async () => (await kube.get(account)) !== undefined, {
    timeout: 30_000,
    what: `the controllers made no service account in namespace ${name}`
  })
  return name
}

/** Deletes a namespace with all that is in it, waiting until it is gone unless told otherwise. */
export async function deleteNamespace({ kube }: Cluster, name: string, { wait = true } = {}): Promise<void> {
  await kube.delete(`/api/v1/namespaces/${name}`)
  if (!wait) return
  await waitUntil(async () => (await kube.get(`/api/v1/namespaces/${name}`)) === undefined, {
    timeout: 90_000,
    what: `namespace ${name} is still there`
  })
}

/** Who a user is and what the user may do. */
export interface User {
  /** Name of the ServiceAccount, Role and RoleBinding. */
  name?: string
  namespace: string
  /** {@link everyRight} unless said; `[]` for none. */
  rules?: readonly Rule[]
  /** URL in the kubeconfig, if not the API server's own: that of a proxy. */
  server?: string
  /** Validity of the token; one hour unless said, the API server takes no less than 600 s. */
  seconds?: number
}

/** Makes a user who may do only what the rules say, in one namespace. Gives the text of a kubeconfig with a token. */
export async function createUser(
  cluster: Cluster,
  { name = 'user', namespace, rules = everyRight, server = cluster.server, seconds = 3600 }: User
): Promise<string> {
  const { kube } = cluster
  const metadata = { name, namespace }
  const core = `/api/v1/namespaces/${namespace}`
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`
  const [version, group] = ['rbac.authorization.k8s.io/v1', 'rbac.authorization.k8s.io']
  await kube.create(`${core}/serviceaccounts`, { apiVersion: 'v1', kind: 'ServiceAccount', metadata })
  await kube.create(`${rbac}/roles`, {
    apiVersion: version,
    kind: 'Role',
    metadata,
    rules: rules.map((rule) => ({ apiGroups: [''], ...rule }))
  })
  await kube.create(`${rbac}/rolebindings`, {
    apiVersion: version,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: group, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }]
  })
  const token = await kube.create<Thing & { status: { token: string } }>(`${core}/serviceaccounts/${name}/token`, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: seconds }
  })
  return kubeconfigText({ server, ca: cluster.ca, token: token.status.token, namespace })
}
