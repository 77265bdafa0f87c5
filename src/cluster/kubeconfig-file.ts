/** The parts of a kubeconfig that we use, read and checked from YAML. */

import { dirname, isAbsolute, resolve, sep } from 'node:path'

import { parseDocument } from 'yaml'

import { Failure } from '../failure.ts'

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
  readonly command: string
  readonly args: readonly string[]
  readonly env: readonly { readonly name: string; readonly value: string }[]
  readonly apiVersion: string
  readonly provideClusterInfo: boolean
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
  readonly authProvider?: { readonly name: string; readonly config: Readonly<Record<string, unknown>> } | undefined
  readonly impersonate?:
    { readonly user: string; readonly groups: readonly string[]; readonly uid?: string | undefined } | undefined
}

export interface ContextEntry {
  readonly name: string
  readonly cluster: string
  readonly user?: string | undefined
  readonly namespace?: string | undefined
}

export interface KubeconfigContent {
  readonly clusters: ReadonlyMap<string, ClusterEntry>
  readonly users: ReadonlyMap<string, UserEntry>
  readonly contexts: ReadonlyMap<string, ContextEntry>
  readonly currentContext?: string | undefined
}

/** Where a kubeconfig was found. */
export interface Origin {
  /** For messages: a path, or `the input`. */
  readonly label: string
  /** Path of the file; undefined for a text. */
  readonly file: string | undefined
  /** True when it lies in the workspace: then whoever wrote the checked-out code wrote it, and it may not run or read anything. */
  readonly isInWorkspace: boolean
}

/** Reads one kubeconfig. @throws Failure `invalid-kubeconfig`; its text never holds the content */
export function readKubeconfig(text: string, origin: Origin): KubeconfigContent {
  const document = parseDocument(text.replace(/^\uFEFF/u, ''), {
    prettyErrors: false,
    logLevel: 'silent',
    uniqueKeys: false
  })
  const broken = document.errors[0]
  if (broken !== undefined)
    throw invalid(origin, `It is not valid YAML (${broken.code}, near character ${broken.pos[0]}).`)
  const root: unknown = document.toJS({ maxAliasCount: 100 })
  if (
    !isRecord(root) ||
    !(Array.isArray(root['clusters']) || Array.isArray(root['contexts']) || Array.isArray(root['users']))
  ) {
    throw invalid(origin, 'It holds no clusters, users and contexts.')
  }
  const read = new Reader(origin)
  return {
    clusters: read.entries(root, 'clusters', 'cluster', (name, value) => read.cluster(name, value)),
    users: read.entries(root, 'users', 'user', (name, value) => read.user(name, value)),
    contexts: read.entries(root, 'contexts', 'context', (name, value) => ({
      name,
      cluster: textOf(value, 'cluster') ?? '',
      user: textOf(value, 'user'),
      namespace: textOf(value, 'namespace')
    })),
    currentContext: textOf(root, 'current-context')
  }
}

/** Merges as kubectl does: the first file that has a name, or a current context, decides. */
export function mergeKubeconfigs(files: readonly KubeconfigContent[]): KubeconfigContent {
  const merge = <T>(of: (file: KubeconfigContent) => ReadonlyMap<string, T>): Map<string, T> =>
    new Map(files.toReversed().flatMap((file) => [...of(file)]))
  return {
    clusters: merge(({ clusters }) => clusters),
    users: merge(({ users }) => users),
    contexts: merge(({ contexts }) => contexts),
    currentContext: files.find(({ currentContext }) => currentContext !== undefined)?.currentContext
  }
}

/** The Failure for a kubeconfig that cannot be used. */
export function invalid(origin: Pick<Origin, 'label'>, why: string, fix?: string): Failure {
  return new Failure('invalid-kubeconfig', { what: `The kubeconfig (${origin.label}) cannot be used.`, why, fix })
}

class Reader {
  readonly #origin: Origin

  constructor(origin: Origin) {
    this.#origin = origin
  }

  entries<T>(
    root: Record<string, unknown>,
    list: string,
    key: string,
    read: (name: string, value: Record<string, unknown>) => T
  ): Map<string, T> {
    const found = new Map<string, T>()
    const items = root[list]
    for (const item of Array.isArray(items) ? (items as unknown[]) : []) {
      const name = textOf(item, 'name')
      if (name === undefined) throw invalid(this.#origin, `An entry of its ${list} has no name.`)
      const value = isRecord(item) ? item[key] : undefined
      if (!found.has(name)) found.set(name, read(name, isRecord(value) ? value : {}))
    }
    return found
  }

  cluster(name: string, value: Record<string, unknown>): ClusterEntry {
    return {
      name,
      server: textOf(value, 'server') ?? '',
      caData: textOf(value, 'certificate-authority-data'),
      caFile: this.#path(value, 'certificate-authority'),
      skipVerify: value['insecure-skip-tls-verify'] === true,
      serverName: textOf(value, 'tls-server-name'),
      proxyUrl: textOf(value, 'proxy-url')
    }
  }

  user(name: string, value: Record<string, unknown>): UserEntry {
    const as = textOf(value, 'as')
    const provider = value['auth-provider']
    return {
      name,
      token: textOf(value, 'token'),
      // `token-file` is what client-node reads; kubectl's own key is tokenFile
      tokenFile: this.#path(value, 'tokenFile') ?? this.#path(value, 'token-file'),
      username: textOf(value, 'username'),
      password: textOf(value, 'password'),
      certData: textOf(value, 'client-certificate-data'),
      certFile: this.#path(value, 'client-certificate'),
      keyData: textOf(value, 'client-key-data'),
      keyFile: this.#path(value, 'client-key'),
      exec: isRecord(value['exec']) ? this.#exec(value['exec']) : undefined,
      authProvider: isRecord(provider)
        ? { name: textOf(provider, 'name') ?? '', config: isRecord(provider['config']) ? provider['config'] : {} }
        : undefined,
      impersonate:
        as === undefined ? undefined : { user: as, groups: texts(value['as-groups']), uid: textOf(value, 'as-uid') }
    }
  }

  #exec(value: Record<string, unknown>): ExecEntry {
    const command = textOf(value, 'command') ?? ''
    const variables = Array.isArray(value['env']) ? (value['env'] as unknown[]) : []
    const isPath = command.includes('/') || command.includes(sep)
    return {
      command: isPath ? this.#resolve(command, 'exec command') : command,
      args: texts(value['args']),
      env: variables.map((variable) => ({
        name: textOf(variable, 'name') ?? '',
        value: textOf(variable, 'value') ?? ''
      })),
      apiVersion: textOf(value, 'apiVersion') ?? 'client.authentication.k8s.io/v1',
      provideClusterInfo: value['provideClusterInfo'] === true,
      installHint: textOf(value, 'installHint')
    }
  }

  #path(value: Record<string, unknown>, key: string): string | undefined {
    const path = textOf(value, key)
    return path === undefined ? undefined : this.#resolve(path, key)
  }

  /** Relative paths count from the kubeconfig's own folder; a text has none. */
  #resolve(path: string, key: string): string {
    if (isAbsolute(path)) return path
    if (this.#origin.file !== undefined) return resolve(dirname(this.#origin.file), path)
    throw invalid(
      this.#origin,
      `Its ${key} is a relative path, and a kubeconfig given as text lies in no folder.`,
      'Put the content itself into the kubeconfig (kubectl config view --raw --flatten).'
    )
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A scalar as text; undefined when it is absent or empty. */
function textOf(value: unknown, key: string): string | undefined {
  const found = isRecord(value) ? value[key] : undefined
  if (typeof found === 'string') return found || undefined
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
