/** `env-vars`, `job-env`, `job-secrets` and `build-secrets`: names that both Docker and Kubernetes accept, and values each of them can carry. */

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
/** Characters of a key of a Secret (apimachinery, IsConfigMapKey). */
const longestKey = 253

/**
 * Variables of the Job that come from a Secret. No value is ever part of a message.
 * @param isDryRun then secrets may be missing, as they are for a pull request from a fork: nothing is sent anyway
 */
export function parseJobSecrets(
  text: string,
  report: Report,
  env: NodeJS.ProcessEnv,
  isDryRun: boolean
): ReadonlyMap<string, string> | undefined {
  const secrets = parseSecrets(text, report, env, isDryRun)
  const bytes = [...(secrets ?? [])].reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0)
  if (bytes <= secretLimit) return secrets
  report(`holds ${String(bytes)} bytes; accepted: at most ${String(secretLimit)}, which is what a Secret can carry.`)
  return undefined
}

/** Bytes of one secret of a build (moby/buildkit, session/secrets: MaxSecretSize). */
const buildSecretLimit = 500 * 1024

/**
 * Variables of the pip steps. No value is ever part of a message.
 * @param isDryRun then secrets may be missing
 */
export function parseBuildSecrets(
  text: string,
  report: Report,
  env: NodeJS.ProcessEnv,
  isDryRun: boolean
): ReadonlyMap<string, string> | undefined {
  const secrets = parseSecrets(text, report, env, isDryRun)
  const isTooLong = [...(secrets?.values() ?? [])].some((value) => Buffer.byteLength(value) > buildSecretLimit)
  if (!isTooLong) return secrets
  report(`has a value of more than ${String(buildSecretLimit)} bytes, which is what a build can be given as a secret.`)
  return undefined
}

function parseSecrets(
  text: string,
  report: Report,
  env: NodeJS.ProcessEnv,
  takesEmpty: boolean
): ReadonlyMap<string, string> | undefined {
  if (isBareValue(text)) {
    report(
      'looks like a value without a name (not shown); accepted: NAME=value lines, NAME alone for a variable of the step, or a YAML or JSON map.'
    )
    return undefined
  }
  return parseMap(text, report, {
    form: 'NAME=value',
    env,
    checkKey: checkSecretName,
    checkValue: checkJobValue,
    takesEmpty,
    isSecret: true
  })
}

function checkJobValue(value: string): string | undefined {
  return value.includes('\0') ? 'holds a NUL character, which no environment variable can.' : undefined
}

const legalNames = 'names of letters, digits and _ that do not start with a digit'

function checkName(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    // A line of a certificate or key has an = as well: what does not look like a name is not shown.
    return /^[\w.# -]{1,40}$/.test(name)
      ? notAccepted(name, legalNames, hintFor(name))
      : `got a name that is not shown; accepted: ${legalNames}.`
  }
  if (name.startsWith(launcherPrefix))
    return `names that start with ${launcherPrefix} are used by the action itself: ${name}.`
  return undefined
}

/** As {@link checkName}, for what may be a part of a secret: it shows less. The name becomes the key of a Secret, which is shorter. */
function checkSecretName(name: string, place: string): string | undefined {
  if (name.startsWith(launcherPrefix)) return checkName(name)
  if (checkName(name) !== undefined)
    return `${place} has a name that is not accepted, and not shown as it may be part of a secret; accepted: ${legalNames}.`
  return name.length > longestKey
    ? `${place} has a name of ${String(name.length)} characters; accepted: at most ${String(longestKey)}, which is what the key of a Secret can have.`
    : undefined
}

/** A secret in base64 that stands alone: its padding would be taken for the `=` after a name, and the name be public. */
function isBareValue(text: string): boolean {
  const name = /^([A-Za-z0-9+/_-]{16,})={1,2}$/.exec(text.trim())?.[1]
  return name !== undefined && !/^(?:[A-Z]+\d*(?:_[A-Z]+\d*)*|[a-z]+\d*(?:_[a-z]+\d*)*)$/.test(name)
}

function hintFor(name: string): string | undefined {
  if (name.startsWith('- ')) return 'Lines have no list marks.'
  return name.startsWith('#') ? 'Comments are not supported here.' : undefined
}
