/** `kubeconfig: in-cluster`: a runner that is a pod speaks to its own cluster with its own service account. */

import { accessSync, constants, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Failure } from '../failure.ts'
import type { LoadedKubeconfig } from './kubeconfig-entries.ts'

/** Where the kubelet puts token, certificate authority and namespace; the token is replaced there before it expires. */
const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount'

/** @throws Failure `invalid-kubeconfig` outside of a pod with a service account */
export function loadInCluster(env: NodeJS.ProcessEnv): LoadedKubeconfig {
  const host = env['KUBERNETES_SERVICE_HOST']
  const port = env['KUBERNETES_SERVICE_PORT'] || '443'
  const token = join(serviceAccount, 'token')
  const hasToken = isReadable(token)
  if (!host || !hasToken) {
    throw new Failure('invalid-kubeconfig', {
      what: '`kubeconfig: in-cluster` does not work here.',
      why: whyNot(Boolean(host), hasToken),
      fix: 'Give a kubeconfig (its YAML, base64 of it, or a path).'
    })
  }
  return {
    context: 'in-cluster',
    namespace: namespaceOf(join(serviceAccount, 'namespace')),
    cluster: {
      name: 'in-cluster',
      server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      caFile: join(serviceAccount, 'ca.crt'),
      skipVerify: false
    },
    user: { name: 'in-cluster', tokenFile: token }
  }
}

function whyNot(hasHost: boolean, hasToken: boolean): string {
  if (hasHost)
    return `This pod has no service account token in ${serviceAccount} (automountServiceAccountToken is off, or the job runs in a container of its own).`
  if (hasToken) return 'There is a service account token, but KUBERNETES_SERVICE_HOST is not set in the step.'
  return 'This runner is not a pod with a service account token.'
}

function namespaceOf(path: string): string | undefined {
  return isReadable(path) ? readFileSync(path, 'utf8').trim() || undefined : undefined
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}
