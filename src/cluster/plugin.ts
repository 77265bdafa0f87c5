/** Runs a credential plugin (client.authentication.k8s.io): without a shell, without a terminal, with an end. */

import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'

import { execa } from 'execa'

import { Failure } from '../failure.ts'
import type { ExecEntry, LoadedKubeconfig } from './kubeconfig-entries.ts'
import { nameOf } from './kubeconfig-fields.ts'
import { redact } from './redact.ts'

/** What a plugin hands out: a token, or a certificate with its key, or both. */
export interface PluginCredentials {
  readonly token: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
  /** Milliseconds since the epoch, by the plugin's own words. */
  readonly expires: number | undefined
}

export interface PluginRun {
  readonly loaded: LoadedKubeconfig
  /** PEM of the cluster's authority, for plugins that ask for it. */
  readonly ca: string | undefined
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal | undefined
}

/** Milliseconds for a plugin. */
export const pluginLimit = 30_000
const largestAnswer = 1024 * 1024

/** What no plugin may see: the inputs and states of steps, and the files through which a step speaks to the runner. */
const withheld = /^(?:INPUT_|STATE_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/iu

/**
 * Runs the plugin anew.
 * @param limit milliseconds, for tests
 * @throws Failure `invalid-kubeconfig` when it cannot be run at all, `unauthorized` when it gave nothing; the signal's reason on abort
 */
export async function runPlugin(run: PluginRun, exec: ExecEntry, limit = pluginLimit): Promise<PluginCredentials> {
  const { signal } = run
  signal?.throwIfAborted()
  const child = execa(exec.command, [...exec.args], {
    env: environmentOf(run, exec),
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    maxBuffer: largestAnswer,
    // a group of its own: plugins are often scripts around the program that does the work
    detached: process.platform !== 'win32',
    cleanup: false
  })
  const state = { isLate: false }
  const kill = (): void => {
    killGroup(child.pid)
    child.kill('SIGKILL')
    // held open by a process that hides in another group
    child.stdout.destroy()
    child.stderr.destroy()
  }
  const timer = setTimeout(() => {
    state.isLate = true
    kill()
  }, limit)
  signal?.addEventListener('abort', kill, { once: true })
  process.once('exit', kill)
  try {
    const result = await child
    signal?.throwIfAborted()
    const failure = failureOf(result, state.isLate, run.loaded, exec)
    if (failure !== undefined) throw failure
    return answerOf(result.stdout, run.loaded, exec)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', kill)
    process.removeListener('exit', kill)
  }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined && process.platform !== 'win32') process.kill(-pid, 'SIGKILL')
  } catch {
    // all of its processes are gone
  }
}

function environmentOf({ loaded: { cluster }, ca, env }: PluginRun, exec: ExecEntry): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !withheld.test(entry[0])
  )
  const about = {
    server: cluster.server,
    'tls-server-name': cluster.serverName,
    'insecure-skip-tls-verify': cluster.skipVerify || undefined,
    'certificate-authority-data': ca === undefined ? undefined : Buffer.from(ca).toString('base64'),
    'proxy-url': cluster.proxyUrl
  }
  const info = {
    apiVersion: exec.apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: false, ...(exec.provideClusterInfo ? { cluster: about } : {}) }
  }
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(exec.env.map(({ name, value }) => [name, value])),
    KUBERNETES_EXEC_INFO: JSON.stringify(info)
  }
}

interface Result {
  readonly code?: unknown
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  readonly isMaxBuffer: boolean
  readonly failed: boolean
  readonly stderr: string
}

const logIn =
  'Log in to the provider in an earlier step (aws-actions/configure-aws-credentials, google-github-actions/auth, azure/login, …), and check the rights of that login.'

function failureOf(
  result: Result,
  isLate: boolean,
  { context }: LoadedKubeconfig,
  exec: ExecEntry
): Failure | undefined {
  const name = `The credential plugin ${nameOf(exec.command)} of context ${nameOf(context)}`
  const refused = (why: string): Failure =>
    new Failure('unauthorized', { what: `${name} gave no credentials.`, why, fix: logIn })
  if (isLate)
    return refused(`It did not end within ${pluginLimit / 1000} seconds; it may be waiting for somebody to log in.`)
  if (!result.failed) return undefined
  if (result.code === 'ENOENT') return notInstalled(name, exec)
  if (result.code === 'EACCES' || result.code === 'ENOEXEC') {
    return new Failure('invalid-kubeconfig', {
      what: `${name} cannot be run.`,
      why: 'It is there, but it is not an executable program.',
      fix: 'Make it executable (chmod +x), or correct exec.command in the kubeconfig.'
    })
  }
  if (result.isMaxBuffer) return refused('It printed more than 1 MiB.')
  const known = exec.env.filter(({ name: key }) => /secret|token|passw|key/iu.test(key)).map(({ value }) => value)
  const said = redact(result.stderr, known)
  const end =
    result.exitCode === undefined
      ? `was ended (${result.signal ?? 'no exit code'})`
      : `ended with exit code ${result.exitCode}`
  return refused(said === '' ? `It ${end} and said nothing.` : `It ${end} and said: ${said}`)
}

function notInstalled(name: string, exec: ExecEntry): Failure {
  const hint = exec.installHint === undefined ? '' : redact(exec.installHint, [])
  if (isAbsolute(exec.command) && existsSync(exec.command)) {
    return new Failure('invalid-kubeconfig', {
      what: `${name} cannot be run.`,
      why: 'It is a script whose interpreter (its first line) is not on this runner, or a program for another system.',
      fix: 'Install what it needs in an earlier step.'
    })
  }
  return new Failure('invalid-kubeconfig', {
    what: `${name} is not installed on this runner.`,
    why: hint === '' ? undefined : `The kubeconfig says how to get it: ${hint}`,
    fix: 'Install it in an earlier step, or use a kubeconfig with a token of a service account.'
  })
}

function answerOf(text: string, { context }: LoadedKubeconfig, exec: ExecEntry): PluginCredentials {
  const refused = (why: string): Failure =>
    new Failure('unauthorized', {
      what: `The credential plugin ${nameOf(exec.command)} of context ${nameOf(context)} gave no credentials.`,
      why,
      fix: 'Check exec.command and exec.args in the kubeconfig: the plugin must print an ExecCredential, and nothing else, on stdout.'
    })
  // never quoted: what is not understood can be the token itself
  const answer = parse(text)
  if (answer === undefined)
    throw refused(text.trim() === '' ? 'It printed nothing.' : 'It did not print an ExecCredential as JSON.')
  if (typeof answer['apiVersion'] === 'string' && answer['apiVersion'] !== exec.apiVersion) {
    throw refused('It printed an ExecCredential of another apiVersion than the kubeconfig names.')
  }
  const status = isRecord(answer['status']) ? answer['status'] : {}
  const field = (key: string): string | undefined => {
    const value = status[key]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const token = field('token')?.trim()
  const cert = field('clientCertificateData')
  const key = field('clientKeyData')
  if (token === undefined && cert === undefined && key === undefined)
    throw refused('It handed out neither a token nor a certificate.')
  if ((cert === undefined) !== (key === undefined))
    throw refused('It handed out only one of a certificate and its key.')
  const expires = Date.parse(field('expirationTimestamp') ?? '')
  return { token, cert, key, expires: Number.isNaN(expires) ? undefined : expires }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isRecord(value)) return undefined
    return value['kind'] === undefined || value['kind'] === 'ExecCredential' ? value : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
