/** `env-vars`, `job-env` and `job-secrets`: names that both Docker and Kubernetes accept, and values each of them can carry. */

import { parseMap } from './map.ts'
import { notAccepted, type Report } from './problems.ts'

/** Prefix of the variables with which the Job speaks to the launcher in the image. */
export const launcherPrefix = 'DOCKER_ON_K8S_'

/** Variables of the image. Line breaks are refused: one in an `ENV` value would start a new Dockerfile instruction. */
export function parseEnvVars(
  text: string,
  report: Report,
  env: NodeJS.ProcessEnv
): ReadonlyMap<string, string> | undefined {
  return parseMap(text, report, {
    form: 'NAME=value',
    env,
    checkKey: checkName,
    checkValue: (value) =>
      /[\n\r]/.test(value) ? 'holds a line break, which an image cannot carry; job-env can.' : checkJobValue(value)
  })
}

/** Variables of the Job. */
export function parseJobEnv(
  text: string,
  report: Report,
  env: NodeJS.ProcessEnv
): ReadonlyMap<string, string> | undefined {
  return parseMap(text, report, { form: 'NAME=value', env, checkKey: checkName, checkValue: checkJobValue })
}

/** Bytes of a Secret in all (apimachinery, core/v1 MaxSecretSize); the keys count a little as well. */
const secretLimit = 1024 * 1024

/** Variables of the Job that come from a Secret. No value is ever part of a message. */
export function parseJobSecrets(
  text: string,
  report: Report,
  env: NodeJS.ProcessEnv
): ReadonlyMap<string, string> | undefined {
  const secrets = parseMap(text, report, { form: 'NAME=value', env, checkKey: checkName, checkValue: checkJobValue })
  const bytes = [...(secrets ?? [])].reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0)
  if (bytes <= secretLimit) return secrets
  report(`holds ${String(bytes)} bytes; accepted: at most ${String(secretLimit)}, which is what a Secret can carry.`)
  return undefined
}

function checkJobValue(value: string): string | undefined {
  return value.includes('\0') ? 'holds a NUL character, which no environment variable can.' : undefined
}

function checkName(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    const accepted = 'names of letters, digits and _ that do not start with a digit'
    // A line of a certificate or key has an = as well: what does not look like a name is not shown.
    return /^[\w.# -]{1,40}$/.test(name)
      ? notAccepted(name, accepted)
      : `got a name that is not shown; accepted: ${accepted}.`
  }
  if (name.startsWith(launcherPrefix))
    return `names that start with ${launcherPrefix} are used by the action itself: ${name}.`
  return undefined
}
