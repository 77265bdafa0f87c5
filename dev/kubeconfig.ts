import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'

/** How to reach an API server, and as whom. */
export interface Access {
  /** URL without a slash at its end. */
  server: string
  /** Certificates that the server's is verified by, PEM. */
  ca: string
  token: string
  /** The context's namespace. */
  namespace?: string | undefined
}

/** The text of a kubeconfig with one context, `local`, whose TLS is verified. */
export function kubeconfigText({ server, ca, token, namespace }: Access): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'local', cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }
    ],
    users: [{ name: 'local', user: { token } }],
    contexts: [{ name: 'local', context: { cluster: 'local', user: 'local', ...(namespace ? { namespace } : {}) } }],
    'current-context': 'local'
  })
}

interface Written {
  clusters: { cluster: { server: string; 'certificate-authority-data': string } }[]
  users: { user: { token: string } }[]
  contexts: { context: { namespace?: string } }[]
}

/** Reads what {@link kubeconfigText} wrote; it knows no other kinds of kubeconfig. */
export function parseKubeconfig(text: string): Access {
  const { clusters, users, contexts } = parse(text) as Written
  const [cluster, user] = [clusters[0]?.cluster, users[0]?.user]
  if (!cluster?.['certificate-authority-data'] || !user?.token) {
    throw new Error('This kubeconfig has no certificate-authority-data or no token: it was not made by dev/.')
  }
  return {
    server: cluster.server,
    ca: Buffer.from(cluster['certificate-authority-data'], 'base64').toString(),
    token: user.token,
    namespace: contexts[0]?.context.namespace
  }
}

/** As {@link parseKubeconfig}, from a file. */
export const readKubeconfig = (path: string): Access => parseKubeconfig(readFileSync(path, 'utf8'))
