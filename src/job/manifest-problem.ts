/** The server's complaint about a Job manifest → a Failure that says which input to correct. Pure. */

import { Failure } from '../failure.ts'
import type { ApiError } from '../cluster/port.ts'
import type { JobPlan } from '../plan/types.ts'

/** What the complaint is judged by. */
export type AskedFor = Pick<
  JobPlan,
  | 'template'
  | 'cpu'
  | 'memory'
  | 'nodeSelector'
  | 'serviceAccount'
  | 'imagePullSecrets'
  | 'env'
  | 'secrets'
  | 'command'
  | 'args'
  | 'queue'
>

/** Which inputs write to a part of the manifest, and whether they did. */
const writers: readonly { readonly path: RegExp; readonly inputs: (plan: AskedFor) => readonly string[] }[] = [
  { path: /\.resources\b/u, inputs: ({ cpu, memory }) => [...(cpu ? ['cpu'] : []), ...(memory ? ['memory'] : [])] },
  { path: /\.nodeSelector\b/u, inputs: ({ nodeSelector }) => (nodeSelector.size > 0 ? ['node-selector'] : []) },
  { path: /\.serviceAccountName\b/u, inputs: ({ serviceAccount }) => (serviceAccount ? ['service-account'] : []) },
  { path: /\.imagePullSecrets\b/u, inputs: (plan) => (plan.imagePullSecrets.length > 0 ? ['image-pull-secrets'] : []) },
  {
    path: /\.env\b/u,
    inputs: ({ env, secrets }) => [...(env.size > 0 ? ['job-env'] : []), ...(secrets.size > 0 ? ['job-secrets'] : [])]
  },
  { path: /\.command\b/u, inputs: ({ command }) => (command ? ['command'] : []) },
  { path: /\.args\b/u, inputs: ({ args }) => (args ? ['args'] : []) },
  { path: /metadata\.labels\b/u, inputs: ({ queue }) => (queue ? ['queue'] : []) },
  { path: /metadata\.name\b/u, inputs: () => ['job-name'] },
  { path: /\.image\b/u, inputs: () => ['image'] },
  { path: /\.ttlSecondsAfterFinished\b/u, inputs: () => ['ttl'] },
  { path: /\.activeDeadlineSeconds\b/u, inputs: () => ['timeout', 'start-timeout'] }
]

/** Most characters of the server's words. */
const longest = 1_500

/**
 * The failure for a Job that the server's validation refuses (400, 422): each field with its path, and the input to correct.
 */
export function manifestProblem(error: ApiError, plan: AskedFor): Failure {
  const complaints = complaintsOf(error.message)
  const inputs = [...new Set(complaints.flatMap((complaint) => culprits(complaint, plan)))]
  const named = inputs.map((input) => `\`${input}\``).join(inputs.length > 2 ? ', ' : ' or ')
  return new Failure(
    'invalid-input',
    {
      what: 'Kubernetes does not accept the Job as it would be made.',
      why: complaints.join('\n').slice(0, longest),
      fix:
        inputs.length === 0
          ? 'Correct the input that this comes from.'
          : `Correct ${complaints.length === 1 ? 'it' : 'them'} in ${named}.`
    },
    { cause: error }
  )
}

/** Inputs that may have written what is complained about: ours where one was given, the template where there is one. */
function culprits(complaint: string, plan: AskedFor): string[] {
  // we write no field that Kubernetes does not know
  const isUnknown = complaint.includes('is not a field')
  const ours = isUnknown ? [] : (writers.find(({ path }) => path.test(complaint))?.inputs(plan) ?? [])
  const isFromTemplate = plan.template !== undefined && (ours.length === 0 || mentions(plan.template, complaint))
  return [...ours, ...(isFromTemplate ? ['job-template'] : [])]
}

/** Whether the template has something under the last name of the complaint's path. */
function mentions(template: unknown, complaint: string): boolean {
  const path = /^[\w.[\]/-]+/u.exec(complaint)?.[0] ?? ''
  const fields = path.split('.').filter((part) => !/^(?:spec|template|metadata|containers\[\d+\])$/u.test(part))
  const field = fields[0]?.replace(/\[\d+\]$/u, '')
  return field !== undefined && JSON.stringify(template).includes(`${JSON.stringify(field)}:`)
}

/** The single complaints in the server's words, each beginning with the path of its field where there is one. */
function complaintsOf(message: string): string[] {
  const text = message
    .replace(/\s+/gu, ' ')
    .replace(/^\S+ "[^"]*" is invalid: /u, '')
    .replace(/^Job in version "[^"]*" cannot be handled as a Job: /u, '')
    .trim()
  if (text.startsWith('strict decoding error: ')) return strictComplaints(text.slice('strict decoding error: '.length))
  const wrongType =
    /^json: cannot unmarshal (?<found>\S+) into Go struct field \w+\.(?<path>\S+) of type (?<type>\S+)$/u.exec(
      text
    )?.groups
  if (wrongType !== undefined) {
    const { found = '', path = '', type = '' } = wrongType
    return [`${path} must be ${typeWords(type)}, not ${foundWords(found)}.`]
  }
  if (text.startsWith('quantities must match'))
    return ['One of the quantities (in resources, or a sizeLimit) is not one: it must look like 500m, 2 or 1Gi.']
  if (text.startsWith('[') && text.endsWith(']')) return listed(text.slice(1, -1)).map(sentence)
  return [sentence(text)]
}

/** `unknown field "a.b", duplicate field "c.d", …` */
function strictComplaints(text: string): string[] {
  const found = [...text.matchAll(/(?<kind>unknown|duplicate) field "(?<path>[^"]+)"/gu)]
  if (found.length === 0) return [sentence(text)]
  return found.map(({ groups = {} }) =>
    groups['kind'] === 'unknown'
      ? `${groups['path'] ?? ''} is not a field that this cluster knows.`
      : `${groups['path'] ?? ''} is there twice.`
  )
}

/** A list of field errors; only what begins with a path is an item, the rest has commas of its own. */
function listed(text: string): string[] {
  return text.split(/, (?=(?:spec|metadata|status)\.[\w.[\]/-]+: )/u)
}

/** Go's name of a type in the words of YAML. */
function typeWords(type: string): string {
  if (type.startsWith('[]')) return 'a list'
  if (/^u?int\d*$/u.test(type)) return 'a whole number'
  if (type === 'string') return 'a text'
  if (type === 'bool') return 'true or false'
  return 'a map'
}

function foundWords(found: string): string {
  const words: Record<string, string> = { object: 'a map', array: 'a list', string: 'a text', bool: 'true or false' }
  return found.startsWith('number') ? 'a number' : (words[found] ?? found)
}

function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`
}
