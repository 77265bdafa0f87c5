/** A user of a kubeconfig → what requests and TLS need of it. */

import { readFileSync } from 'node:fs'

import { describe, Failure } from '../failure.ts'
import type { LoadedKubeconfig } from './kubeconfig.ts'
import { runPlugin } from './plugin.ts'

/** Ready to be used for requests. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
  /** When the bearer token ends by its own words (JWT `exp`), in milliseconds since the epoch. */
  readonly expires: number | undefined
  /** Values that no log may show. */
  readonly secrets: readonly string[]
}

/** Reads files, decodes data, runs the plugin. @throws Failure */
export async function credentialsOf(loaded: LoadedKubeconfig, signal?: AbortSignal): Promise<Credentials> {
  const { cluster, user } = loaded
  const ca = material('certificate-authority', cluster.caData, cluster.caFile)
  const headers: Record<string, string | string[]> = {}
  let cert = material('client-certificate', user?.certData, user?.certFile)
  let key = material('client-key', user?.keyData, user?.keyFile)
  // kubectl: the file wins over the token beside it
  const token = user?.tokenFile === undefined ? user?.token : readOr('tokenFile', user.tokenFile).trim()
  if (token !== undefined && token !== '') {
    headers['authorization'] = `Bearer ${token}`
  } else if (user?.username !== undefined) {
    headers['authorization'] = `Basic ${Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')}`
  } else if (user?.exec !== undefined || user?.authProvider !== undefined) {
    const given = await runPlugin(loaded, signal)
    if (given.authorization !== undefined) headers['authorization'] = given.authorization
    cert = given.cert ?? cert
    key = given.key ?? key
  }
  if (user?.impersonate !== undefined) {
    const { user: as, groups, uid } = user.impersonate
    headers['impersonate-user'] = as
    if (groups.length > 0) headers['impersonate-group'] = [...groups]
    if (uid !== undefined) headers['impersonate-uid'] = uid
  }
  const sent = /^(?:Bearer|Basic) (.+)$/u.exec(String(headers['authorization'] ?? ''))?.[1]
  const secrets = [sent, user?.password, user?.keyData].filter((secret) => secret !== undefined && secret.length >= 4)
  return {
    headers,
    ca,
    cert,
    key,
    expires: sent === undefined ? undefined : expiryOf(sent),
    secrets: secrets as string[]
  }
}

/** `exp` of a JWT in milliseconds; undefined for tokens that are none. */
export function expiryOf(token: string): number | undefined {
  const parts = token.split('.')
  if (parts.length !== 3) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'))
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined
    return typeof exp === 'number' ? exp * 1000 : undefined
  } catch {
    return undefined
  }
}

function material(name: string, data: string | undefined, file: string | undefined): string | undefined {
  if (data !== undefined) {
    const text = Buffer.from(data, 'base64').toString('utf8')
    if (!text.includes('-----BEGIN ')) {
      throw new Failure('invalid-kubeconfig', {
        what: 'The kubeconfig cannot be used.',
        why: `Its ${name}-data is not base64 of a PEM text.`,
        fix: 'Write it with: kubectl config view --raw --flatten.'
      })
    }
    return text
  }
  return file === undefined ? undefined : readOr(name, file)
}

function readOr(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Failure('invalid-kubeconfig', {
      what: 'The kubeconfig cannot be used.',
      why: `Its ${name} names ${file}, which cannot be read (${describe(error)}).`,
      fix: 'Put the content itself into the kubeconfig (kubectl config view --raw --flatten).'
    })
  }
}
