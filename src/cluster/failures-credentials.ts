/** Why the server answered 401: by what it was to know us, and what to do about it. Pure. */

import { Failure, type FailureText } from '../failure.ts'
import type { Credentials } from './credentials.ts'
import { isEncodedJwt } from './jwt.ts'
import { nameOf } from './kubeconfig-fields.ts'

export interface RefusalContext {
  /** URL of the API server. */
  readonly server: string
  readonly context: string
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number
}

/** The Failure for credentials that were refused for good. */
export function refusedCredentials(credentials: Credentials, context: RefusalContext, cause: unknown): Failure {
  const { expires } = credentials
  const isOver = expires !== undefined && expires <= context.now
  return isOver
    ? new Failure('credentials-expired', expired(credentials, expires, context), { cause })
    : new Failure('unauthorized', refused(credentials, context), { cause })
}

function expired({ kind }: Credentials, expires: number, { context }: RefusalContext): FailureText {
  const where = ` for context ${nameOf(context)}`
  const why = `It was valid until ${new Date(expires).toISOString().replace('.000Z', 'Z')}.`
  switch (kind) {
    case 'plugin':
      return {
        what: `The credential plugin of the kubeconfig${where} handed out credentials that have expired.`,
        why,
        fix: 'Renew the login that the plugin uses in an earlier step, or clear its cache.'
      }
    case 'certificate':
    case 'none':
    case 'password':
      return {
        what: `The client certificate in the kubeconfig${where} has expired.`,
        why,
        fix: 'Store a new kubeconfig (kubeadm certs renew, or the tool of your provider), or use a token of a service account.'
      }
    case 'token-file':
      return {
        what: `The token in the token file of the kubeconfig${where} has expired.`,
        why,
        fix: 'See why the file is no longer renewed.'
      }
    case 'token':
    case 'auth-provider':
      return {
        what: `The token in the kubeconfig${where} has expired.`,
        why,
        fix: 'Store a new one; for runs longer than a token lives use a kubeconfig whose token can be renewed (an exec plugin or a token file).'
      }
  }
}

function refused({ kind, token }: Credentials, { server, context }: RefusalContext): FailureText {
  const what = `The cluster at ${server} does not accept the credentials of the kubeconfig for context ${nameOf(context)}.`
  const why = 'The server does not know them.'
  if (token !== undefined && isEncodedJwt(token)) {
    return {
      what,
      why: 'The token looks like base64 of a token.',
      fix: 'Decode it first: kubectl get secret NAME -o go-template="{{.data.token | base64decode}}".'
    }
  }
  switch (kind) {
    case 'password':
      return {
        what,
        why: 'They are a user name and a password, which Kubernetes has not taken since 1.19.',
        fix: 'Use a token of a service account, a client certificate, or an exec plugin.'
      }
    case 'none':
      return {
        what: `The cluster at ${server} lets nobody in without credentials.`,
        why: `The context ${nameOf(context)} has no user, or one without a token, certificate or plugin.`,
        fix: 'Add a token or a client certificate to that user in the kubeconfig.'
      }
    case 'certificate':
      return {
        what,
        why,
        fix: 'Check that the client certificate was signed by the client authority of this very cluster (it changes when a cluster is made anew), and that nothing in between opens TLS, which takes the certificate away.'
      }
    case 'plugin':
      return {
        what,
        why: `${why} The credential plugin was run again, and what it handed out was refused too.`,
        fix: 'Check which identity the plugin logs in as, and that this identity may enter the cluster (for EKS: access entries or aws-auth).'
      }
    case 'token':
    case 'token-file':
    case 'auth-provider':
      return {
        what,
        why,
        fix: 'Check that the token belongs to this cluster, and that it and its service account have not been deleted.'
      }
  }
}
