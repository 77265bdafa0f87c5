/** Asks a docker credential helper (github.com/docker/docker-credential-helpers, client/client.go) for a login. */

import { Failure } from '../failure.ts'
import { createDockerCli } from './cli.ts'
import { loginOf, type Login } from './login-config.ts'
import type { DockerExit } from './port.ts'

export type HelperAnswer =
  | { readonly kind: 'login'; readonly login: Login }
  /** The helper works, and has none for this registry. */
  | { readonly kind: 'none' }
  /** Two sentences for the user; never what the helper printed, which may be the secret. */
  | { readonly kind: 'failed'; readonly why: string; readonly fix: string }

/** Milliseconds. A helper that asks a cloud needs a second or two; one that opens a dialogue never ends. */
const patience = 15_000

const notFound = 'credentials not found in native keychain'

/**
 * Runs `docker-credential-NAME get`, without a shell, the server's name on its stdin.
 * @param server as docker names it: `host[:port]`, or Docker Hub's address
 * @throws the signal's reason, after the helper and its children have ended
 */
export async function askHelper(
  name: string,
  server: string,
  { env, signal, timeout = patience }: { env: NodeJS.ProcessEnv; signal: AbortSignal; timeout?: number }
): Promise<HelperAnswer> {
  if (!/^[\w.-]+$/u.test(name)) {
    return failed(
      'The docker configuration names a credential helper that cannot be one.',
      'Correct credHelpers and credsStore in it.'
    )
  }
  const program = `docker-credential-${name}`
  let exit: DockerExit
  try {
    exit = await createDockerCli({ env, file: program }).run({ args: ['get'], input: server, signal, timeout })
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof Failure)) throw error
    return error.reason === 'docker-missing'
      ? failed(`The credential helper ${program} is not on the PATH.`, `Install ${program} before this step.`)
      : failed(`The credential helper ${program} cannot be run.`, 'Make it executable.')
  }
  if (exit.timedOut) {
    const seconds = String(timeout / 1000)
    return failed(
      `The credential helper ${program} gave no answer within ${seconds} s.`,
      `Run it by hand on the runner.`
    )
  }
  if (exit.exitCode !== 0) {
    if (exit.stdout.trim() === notFound) return { kind: 'none' }
    const how = exit.exitCode === undefined ? 'was ended by a signal' : `ended with exit code ${String(exit.exitCode)}`
    return failed(`The credential helper ${program} ${how}.`, 'Log in before this step as the helper needs it.')
  }
  return readAnswer(exit.stdout) ?? failed(`The credential helper ${program} gave no login.`, 'Repair or replace it.')
}

function readAnswer(stdout: string): HelperAnswer | undefined {
  try {
    const answer = JSON.parse(stdout) as { Username?: unknown; Secret?: unknown } | null
    const { Username: username, Secret: secret } = answer ?? {}
    if (typeof username !== 'string' || typeof secret !== 'string') return undefined
    const login = username === '' || secret === '' ? undefined : loginOf(username, secret)
    return login === undefined ? { kind: 'none' } : { kind: 'login', login }
  } catch {
    return undefined
  }
}

function failed(why: string, fix: string): HelperAnswer {
  return { kind: 'failed', why, fix }
}
