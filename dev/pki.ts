import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from './paths.ts'

/** Paths of the keys and certificates of one cluster, PEM. */
export interface Pki {
  ca: string
  /** For whatever serves on loopback: the API server, a proxy before it, a kubelet played by a test. */
  serverCertificate: string
  serverKey: string
  /** The API server shows it to kubelets. */
  clientCertificate: string
  clientKey: string
  /** Signs the tokens of service accounts. */
  tokenKey: string
}

const days = 3650

/** Both profiles are spelt out: what openssl.cnf of this machine would add is not ours to know. */
const configuration = `
[req]
distinguished_name = name
prompt = no
[name]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
authorityKeyIdentifier = keyid
subjectAltName = DNS:localhost, DNS:kubernetes, DNS:kubernetes.default, DNS:kubernetes.default.svc, IP:127.0.0.1, IP:::1, IP:10.96.0.1
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
authorityKeyIdentifier = keyid
`

function openssl(...args: string[]): void {
  try {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer }
    if (code === 'ENOENT') {
      throw new Error(
        'openssl is not installed: the certificates of the local cluster are made with it. Install it (Debian, Ubuntu: apt-get install openssl) and start again.',
        { cause: error }
      )
    }
    throw new Error(`openssl ${args.join(' ')} failed: ${stderr?.toString().trim() ?? ''}`, { cause: error })
  }
}

function newKey(path: string): void {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // the API server reads public keys out of SEC1, not out of PKCS 8
  writeFileSync(path, privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 })
}

function paths(dir: string): Pki {
  return {
    ca: join(dir, 'ca.crt'),
    serverCertificate: join(dir, 'server.crt'),
    serverKey: join(dir, 'server.key'),
    clientCertificate: join(dir, 'client.crt'),
    clientKey: join(dir, 'client.key'),
    tokenKey: join(dir, 'tokens.key')
  }
}

/**
 * The keys and certificates of a cluster in the folder `dir`, made with openssl when they aren't there yet; valid for
 * ten years. The CA's own key is thrown away: nothing more is ever signed with it.
 */
export function ensurePki(dir: string): Pki {
  const made = paths(dir)
  if (existsSync(made.tokenKey)) return made
  const work = `${dir}.new`
  rmSync(work, { recursive: true, force: true })
  folder(work)
  const at = (name: string) => join(work, name)
  writeFileSync(at('openssl.cnf'), configuration)
  const settings = ['-config', at('openssl.cnf')]
  const serial = () => ['-set_serial', `0x${randomBytes(15).toString('hex')}1`]

  newKey(at('ca.key'))
  openssl('req', '-x509', '-new', '-key', at('ca.key'), '-out', at('ca.crt'), '-subj', '/CN=docker-on-k8s local CA',
    '-days', `${days}`, '-extensions', 'ca', ...settings) // prettier-ignore
  for (const [name, subject] of [
    ['server', '/CN=docker-on-k8s local server'],
    ['client', '/O=system:masters/CN=docker-on-k8s local API server']
  ] as const) {
    newKey(at(`${name}.key`))
    openssl('req', '-new', '-key', at(`${name}.key`), '-out', at('request'), '-subj', subject, ...settings)
    openssl('x509', '-req', '-in', at('request'), '-CA', at('ca.crt'), '-CAkey', at('ca.key'), '-out', at(`${name}.crt`),
      '-days', `${days}`, '-extfile', at('openssl.cnf'), '-extensions', name, ...serial()) // prettier-ignore
  }
  newKey(at('tokens.key'))
  for (const name of ['ca.key', 'request', 'openssl.cnf']) rmSync(at(name))
  rmSync(dir, { recursive: true, force: true })
  renameSync(work, dir)
  return made
}

/** Certificate and key for a server on loopback whose clients know the CA, as node:https takes them. */
export function serverTls(pki: Pki): { cert: string; key: string } {
  return { cert: readFileSync(pki.serverCertificate, 'utf8'), key: readFileSync(pki.serverKey, 'utf8') }
}
