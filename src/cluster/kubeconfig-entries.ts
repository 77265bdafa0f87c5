/** Contexts, clusters and users of a kubeconfig, as far as we use them. */

import { FieldReader, nameOf, type Fields, type Origin } from './kubeconfig-fields.ts'

export interface ClusterEntry {
  readonly name: string
  readonly server: string
  readonly caData?: string | undefined
  readonly caFile?: string | undefined
  readonly skipVerify: boolean
  readonly serverName?: string | undefined
  readonly proxyUrl?: string | undefined
}

/** A credential plugin (client.authentication.k8s.io). */
export interface ExecEntry {
  /** A name to look up in PATH, or an absolute path. */
  readonly command: string
  readonly args: readonly string[]
  readonly env: readonly { readonly name: string; readonly value: string }[]
  readonly apiVersion: string
  readonly provideClusterInfo: boolean
  readonly interactiveMode?: string | undefined
  readonly installHint?: string | undefined
}

export interface UserEntry {
  readonly name: string
  readonly token?: string | undefined
  readonly tokenFile?: string | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly certData?: string | undefined
  readonly certFile?: string | undefined
  readonly keyData?: string | undefined
  readonly keyFile?: string | undefined
  readonly exec?: ExecEntry | undefined
  readonly authProvider?: { readonly name: string; readonly config: Readonly<Record<string, string>> } | undefined
  readonly impersonate?: Impersonation | undefined
}

/** As whom to act; `user` is undefined when only groups, a uid or extra fields are named, which is no use. */
export interface Impersonation {
  readonly user: string | undefined
  readonly groups: readonly string[]
  readonly uid?: string | undefined
  readonly extra: Readonly<Record<string, readonly string[]>>
}

/** One cluster and how to present oneself there. */
export interface LoadedKubeconfig {
  readonly context: string
  readonly namespace: string | undefined
  readonly cluster: ClusterEntry
  /** Undefined: the context names none; requests go out without credentials. */
  readonly user: UserEntry | undefined
}

/** A named entry as it is written, and the file it is from. */
export interface RawEntry {
  readonly name: string
  readonly fields: Fields
  readonly origin: Origin
}

/** What a context names. @throws Failure */
export function readContext({ name, fields, origin }: RawEntry): {
  readonly cluster: string | undefined
  readonly user: string | undefined
  readonly namespace: string | undefined
} {
  const read = new FieldReader(origin, `context ${nameOf(name)}`, fields)
  return { cluster: read.text('cluster'), user: read.text('user'), namespace: read.text('namespace') }
}

/** @throws Failure for fields of the wrong type */
export function readCluster({ name, fields, origin }: RawEntry): ClusterEntry {
  const read = new FieldReader(origin, `cluster ${nameOf(name)}`, fields)
  return {
    name,
    server: read.text('server') ?? '',
    caData: read.text('certificate-authority-data'),
    caFile: read.path('certificate-authority'),
    skipVerify: read.flag('insecure-skip-tls-verify'),
    serverName: read.text('tls-server-name'),
    proxyUrl: read.text('proxy-url')
  }
}

/** @throws Failure for fields of the wrong type, and for relative paths in a text */
export function readUser({ name, fields, origin }: RawEntry): UserEntry {
  const read = new FieldReader(origin, `user ${nameOf(name)}`, fields)
  const provider = read.map('auth-provider')
  return {
    name,
    token: read.text('token'),
    // `token-file` is what client-node reads; kubectl's own key is tokenFile
    tokenFile: read.path('tokenFile') ?? read.path('token-file'),
    username: read.text('username'),
    password: read.text('password'),
    certData: read.text('client-certificate-data'),
    certFile: read.path('client-certificate'),
    keyData: read.text('client-key-data'),
    keyFile: read.path('client-key'),
    exec: execOf(read.map('exec')),
    authProvider: provider && { name: provider.text('name') ?? '', config: provider.map('config')?.texts() ?? {} },
    impersonate: impersonationOf(read)
  }
}

function execOf(read: FieldReader | undefined): ExecEntry | undefined {
  return (
    read && {
      command: read.command('command'),
      args: read.list('args'),
      env: read.maps('env').map((variable) => ({
        name: variable.text('name') ?? '',
        value: variable.text('value') ?? ''
      })),
      apiVersion: read.text('apiVersion') ?? 'client.authentication.k8s.io/v1',
      provideClusterInfo: read.flag('provideClusterInfo'),
      interactiveMode: read.text('interactiveMode'),
      installHint: read.text('installHint')
    }
  )
}

function impersonationOf(read: FieldReader): Impersonation | undefined {
  const found = {
    user: read.text('as'),
    groups: read.list('as-groups'),
    uid: read.text('as-uid'),
    extra: read.map('as-user-extra')?.lists() ?? {}
  }
  const isThere = found.user ?? found.uid ?? found.groups[0] ?? Object.keys(found.extra)[0]
  return isThere === undefined ? undefined : found
}
