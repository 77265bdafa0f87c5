/** What kubectl would refuse in a kubeconfig, and what must not be trusted, said before anything is sent. Pure. */

import type { Failure } from '../failure.ts'
import type { ClusterEntry, ExecEntry, UserEntry } from './kubeconfig-entries.ts'
import { invalid, nameOf } from './kubeconfig-fields.ts'
import { proxyProblem } from './proxy.ts'

interface Labelled {
  readonly label: string
}

/** @throws Failure `invalid-kubeconfig` */
export function checkCluster(cluster: ClusterEntry, origin: Labelled): void {
  const { server, skipVerify, caData, caFile, proxyUrl } = cluster
  const name = nameOf(cluster.name)
  if (server === '') {
    throw invalid(origin, `Its cluster ${name} has no server.`, 'Set server to the https:// address of the API server.')
  }
  const problem = serverProblem(server)
  if (problem !== undefined) throw invalid(origin, `The server of its cluster ${name} ${problem.why}.`, problem.fix)
  if (skipVerify && (caData ?? caFile) !== undefined) {
    throw invalid(
      origin,
      `Its cluster ${name} has both insecure-skip-tls-verify and a certificate authority, of which only one can count.`,
      'Remove insecure-skip-tls-verify, so that the server is checked.'
    )
  }
  const wrong = proxyUrl === undefined ? undefined : proxyProblem(proxyUrl)
  if (wrong !== undefined) {
    throw invalid(
      origin,
      `The proxy-url of its cluster ${name} ${wrong}.`,
      'Write it as http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT.'
    )
  }
}

function serverProblem(server: string): { readonly why: string; readonly fix: string } | undefined {
  const fix = 'Use the https:// address of the API server.'
  if (!/^[a-z][a-z0-9+.-]*:\/\//iu.test(server)) return { why: 'does not begin with https://', fix }
  if (!URL.canParse(server)) return { why: 'is not an https:// URL', fix }
  const { protocol, username, password, search, hash } = new URL(server)
  if (protocol === 'http:') return { why: 'is http://…, which would send credentials in the clear', fix }
  if (protocol !== 'https:') return { why: 'is not an https:// URL', fix }
  if (username !== '' || password !== '') {
    return { why: 'has a user name or password in its URL, which Kubernetes does not take', fix: 'Remove it.' }
  }
  if (search !== '' || hash !== '') return { why: 'has a query (?) or fragment (#) in its URL', fix: 'Remove it.' }
  return undefined
}

/** @throws Failure `invalid-kubeconfig` */
export function checkUser(user: UserEntry, origin: Labelled): void {
  const name = nameOf(user.name)
  const fail = (why: string, fix: string): Failure => invalid(origin, `Its user ${name} ${why}.`, fix)
  const { exec, authProvider, impersonate } = user
  if (exec !== undefined && authProvider !== undefined) {
    throw fail('has both exec and auth-provider', 'Remove auth-provider: exec has taken its place.')
  }
  if ((user.token ?? user.tokenFile) !== undefined && user.username !== undefined) {
    throw fail('has both a token and a user name', 'Remove username and password: Kubernetes does not take them.')
  }
  const cert = user.certData ?? user.certFile
  const key = user.keyData ?? user.keyFile
  if (cert !== undefined && key === undefined) {
    throw fail('has a client certificate without its key', 'Add client-key-data (or client-key).')
  }
  if (cert === undefined && key !== undefined) {
    throw fail('has a client key without its certificate', 'Add client-certificate-data (or client-certificate).')
  }
  if (impersonate !== undefined && impersonate.user === undefined) {
    throw fail('names groups, a uid or extra fields to act as, but no user', 'Add as: NAME, or remove as-groups, as-uid and as-user-extra.') // prettier-ignore
  }
  if (exec !== undefined) checkExec(exec, fail)
}

function checkExec(exec: ExecEntry, fail: (why: string, fix: string) => Failure): void {
  if (exec.command === '') {
    throw fail('has an exec without a command', 'Set command to the credential plugin, such as aws or kubelogin.')
  }
  if (exec.env.some(({ name }) => name === '' || name.includes('='))) {
    throw fail(
      'has an exec with an env entry without a name',
      'Write each as: - name: NAME, and below it value: VALUE.'
    )
  }
  if (exec.interactiveMode === 'Always') {
    throw fail(
      'has an exec that always wants to ask somebody (interactiveMode: Always), and nobody is there to answer',
      'Use a login that works without a terminal, and set interactiveMode to Never.'
    )
  }
  if (exec.interactiveMode !== undefined && !['Never', 'IfAvailable'].includes(exec.interactiveMode)) {
    throw fail('has an exec with an unknown interactiveMode', 'Use Never, or IfAvailable.')
  }
  const version = /^client\.authentication\.k8s\.io\/(.+)$/u.exec(exec.apiVersion)?.[1]
  if (version === 'v1' || version === 'v1beta1') return
  throw fail(
    version === 'v1alpha1'
      ? 'has an exec of apiVersion client.authentication.k8s.io/v1alpha1, which Kubernetes gave up in 1.24'
      : 'has an exec of an unknown apiVersion',
    'Write the kubeconfig anew with the tool of your provider (for EKS: aws eks update-kubeconfig), or use client.authentication.k8s.io/v1.'
  )
}

/** A kubeconfig is code: in the workspace it comes with whatever was checked out. @throws Failure */
export function refuseCode(cluster: ClusterEntry | undefined, user: UserEntry | undefined, origin: Labelled): void {
  const found: string[] = []
  if (user?.exec) found.push('exec')
  if (user?.authProvider) found.push('auth-provider')
  if (user?.tokenFile) found.push('tokenFile')
  if (user?.certFile) found.push('client-certificate')
  if (user?.keyFile) found.push('client-key')
  if (cluster?.caFile) found.push('certificate-authority')
  if (found.length === 0) return
  throw invalid(
    origin,
    `It lies in the workspace and names programs or files (${found.join(', ')}), which a change in the repository could turn against this runner.`,
    'Give it through a secret in the `kubeconfig` input, or write it outside the workspace, to RUNNER_TEMP for instance.'
  )
}
