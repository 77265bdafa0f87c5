/** Where a template and the inputs say two things about one field, and what is this action's own in a Job. Pure. */

import { isDeepStrictEqual } from 'node:util'

import type { Report } from '../inputs/problems.ts'
import type { InputName } from '../inputs/table.ts'
import type { Inputs } from '../inputs/types.ts'
import { ttlBounds } from '../inputs/duration.ts'
import { activeDeadline, literal } from './job-fields.ts'
import { queueLabel } from './labels.ts'
import { identifierLabel, managedByLabel, ownerLabel } from './labels.ts'
import { listOf, mapOf, partsOf, type TemplateParts } from './template-parts.ts'
import { joinPath, type Json } from './template-yaml.ts'
import type { JobTemplate } from './types.ts'

/** Names of variables by which the launcher is told what to run. */
const ownVariables = 'DOCKER_ON_K8S_'
/** Labels and annotations of ours begin so, and these two. */
const ownKeys = 'docker-on-k8s/'
const ownLabels: readonly string[] = [identifierLabel, managedByLabel, ownerLabel]

/** Reports each field of a template that is not the template's to set, or that an input sets otherwise. */
export function checkTemplate(template: JobTemplate, inputs: Inputs, report: Report): void {
  const parts = partsOf(template)
  checkOwnFields(parts, inputs, report)
  checkLimits(parts, report)
  const isGiven = (name: InputName): boolean => inputs.given.has(name)
  for (const field of fieldsOf(parts, inputs)) {
    if (!isGiven(field.input)) continue
    const other = differing(field)
    if (other !== undefined)
      report(`${other} says something else than the input ${field.input}; remove one of the two.`)
  }
  checkVariables(parts, inputs, report)
}

const podPath = 'spec.template.spec'

function ownPath({ ownIndex }: TemplateParts): string {
  return `${podPath}.containers[${String(ownIndex ?? 0)}]`
}

function checkOwnFields(parts: TemplateParts, inputs: Inputs, report: Report): void {
  const { metadata, spec, podMetadata, own, root } = parts
  const refuse = (path: string, instead: string): void => report(`${path} is set by the action alone; ${instead}.`)
  for (const key of ['name', 'generateName'].filter((name) => isSet(metadata[name])))
    refuse(`metadata.${key}`, 'remove it, the input job-name gives the beginning of the name')
  if (isSet(metadata['namespace']) && metadata['namespace'] !== inputs.namespace)
    report('metadata.namespace is not that of the input namespace; set the input namespace, and remove it here.')
  for (const key of ['selector', 'manualSelector'].filter((name) => isSet(spec[name])))
    refuse(`spec.${key}`, 'remove it, Kubernetes makes it')
  if (isSet(podMetadata['name'])) refuse('spec.template.metadata.name', 'remove it, Kubernetes names the pods')
  if (isSet(own['image'])) refuse(`${ownPath(parts)}.image`, 'remove it, this container runs the image of this step')
  if (inputs.flow !== undefined && isSet(own['command']))
    report(`${ownPath(parts)}.command would run instead of the flow; remove it, or the input flow.`)
  if (isSet(root['status'])) refuse('status', 'remove it')
  for (const [path, { labels, annotations }] of [
    ['metadata', metadata],
    ['spec.template.metadata', podMetadata]
  ] as const) {
    const isOwn = (key: string): boolean => ownLabels.includes(key) || key.startsWith(ownKeys)
    for (const key of Object.keys(mapOf(labels)).filter(isOwn)) refuse(joinPath(`${path}.labels`, key), 'remove it')
    for (const key of Object.keys(mapOf(annotations)).filter((name) => name.startsWith(ownKeys)))
      refuse(joinPath(`${path}.annotations`, key), 'remove it')
  }
}

/** A shorter TTL races with whoever still reads the finished Job, whoever asks for it. */
function checkLimits({ spec }: TemplateParts, report: Report): void {
  const ttl = spec['ttlSecondsAfterFinished']
  const least = ttlBounds.least / 1000
  if (typeof ttl === 'number' && ttl < least)
    report(`spec.ttlSecondsAfterFinished is too short; accepted: ${String(least)} or more, or null for none.`)
}

/** One field that an input writes. */
interface Field {
  readonly input: InputName
  /** Where the keys begin. */
  readonly base: string
  readonly from: Readonly<Record<string, Json>>
  readonly keys: readonly string[]
  readonly value: Json
}

function fieldsOf(parts: TemplateParts, inputs: Inputs): Field[] {
  const { metadata, spec, podSpec, own } = parts
  const fields: Field[] = []
  const at =
    (base: string, from: Field['from']) =>
    (input: InputName, keys: readonly string[], value: Json | undefined): void => {
      if (value !== undefined) fields.push({ input, base, from, keys, value })
    }
  const container = at(ownPath(parts), own)
  for (const resource of ['cpu', 'memory'] as const) {
    container(resource, ['resources', 'requests', resource], inputs[resource]?.request)
    container(resource, ['resources', 'limits', resource], inputs[resource]?.limit)
  }
  container('command', ['command'], inputs.command?.map(literal))
  container('args', ['args'], inputs.args?.map(literal))
  const pod = at(podPath, podSpec)
  pod('service-account', ['serviceAccountName'], inputs.serviceAccount)
  // the old name of the same field
  pod('service-account', ['serviceAccount'], inputs.serviceAccount)
  for (const [key, value] of inputs.nodeSelector) pod('node-selector', ['nodeSelector', key], value)
  const job = at('spec', spec)
  job('ttl', ['ttlSecondsAfterFinished'], inputs.ttl)
  if (inputs.timeout !== undefined)
    job('timeout', ['activeDeadlineSeconds'], activeDeadline(inputs.startTimeout, inputs.timeout))
  at('metadata', metadata)('queue', ['labels', queueLabel], inputs.queue)
  if (podSpec['imagePullSecrets'] === null && inputs.imagePullSecrets.length > 0)
    pod('image-pull-secrets', ['imagePullSecrets'], [])
  return fields
}

/** The path at which the template says otherwise; `null` is a word too. Undefined: it says the same, or nothing. */
function differing({ base, from, keys, value }: Field): string | undefined {
  let at: Json = from
  let path = base
  for (const key of keys) {
    const next: Json | undefined = mapOf(at)[key]
    path = joinPath(path, key)
    if (next === undefined) return undefined
    if (next === null) return path
    at = next
  }
  // a quantity may be written as a number
  return isDeepStrictEqual(at, value) || (typeof at === 'number' && String(at) === value) ? undefined : path
}

function checkVariables(parts: TemplateParts, { jobEnv, jobSecrets }: Inputs, report: Report): void {
  const { own } = parts
  if (own['env'] === null && jobEnv.size + jobSecrets.size > 0) {
    const input = jobEnv.size > 0 ? 'job-env' : 'job-secrets'
    report(`${ownPath(parts)}.env says something else than the input ${input}; remove one of the two.`)
  }
  for (const [index, item] of listOf(own['env']).entries()) {
    const entry = mapOf(item)
    const { name } = entry
    if (typeof name !== 'string') continue
    const path = `${ownPath(parts)}.env[${String(index)}]`
    if (name.startsWith(ownVariables)) report(`${path} has a name that begins with ${ownVariables}; choose another.`)
    const value = jobEnv.get(name)
    const isSame = value !== undefined && isDeepStrictEqual(entry, { name, value: literal(value) })
    if (value !== undefined && !isSame)
      report(`${path} says something else than the input job-env; remove one of the two.`)
    if (jobSecrets.has(name)) report(`${path} sets what the input job-secrets sets; remove one of the two.`)
  }
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null
}
