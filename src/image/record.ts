/**
 * What is remembered of the images that were built for one repository: the data of a ConfigMap, a fingerprint each. Pure.
 * Whoever may write it may run pods in its namespace anyway; what is in it is still foreign text, and checked field by field.
 */

import { createHash } from 'node:crypto'

import { isDigest } from './build.ts'

/** One image. */
export interface RecordEntry {
  readonly digest: string
  /** When it was built, RFC 3339. */
  readonly when: string
  /** Page of the workflow run that built it. */
  readonly run?: string
  /** The day (UTC) on which its dependencies were chosen; absent: on whichever, for they are pinned or nobody asked. */
  readonly day?: string
  /** The flow was found in it. */
  readonly checked?: true
  /** Fingerprint of its plan, which is known before base image and platform are: what was built from the same is looked up meanwhile. */
  readonly plan?: string
  /** The image whose build really installed its dependencies, and what that was made of. */
  readonly dependencies?: { readonly key: string; readonly digest: string }
}

/** Entries by fingerprint. */
export type ImageRecord = ReadonlyMap<string, RecordEntry>

/** Entries that are kept; a ConfigMap holds 1 MiB, this is a part of it that nobody notices. */
const mostEntries = 30
/** Characters of one entry; ours have at most a third of that. */
const longestEntry = 2_000
const longestUrl = 500

/** The ConfigMap's name: no two repositories have the same. */
export function recordName(repository: string): string {
  return `docker-on-k8s-${createHash('sha256').update(repository).digest('hex').slice(0, 32)}`
}

/** Reads a ConfigMap's data: what is no entry of ours is left out. */
export function parseRecord(data: unknown): ImageRecord {
  const record = new Map<string, RecordEntry>()
  for (const [fingerprint, text] of Object.entries(asObject(data) ?? {})) {
    const entry = isHash(fingerprint) && typeof text === 'string' ? parseEntry(text) : undefined
    if (entry !== undefined) record.set(fingerprint, entry)
  }
  return record
}

/** @param day the day on which dependencies have to be chosen; undefined: any */
export function findEntry(record: ImageRecord, fingerprint: string, day: string | undefined): RecordEntry | undefined {
  const entry = record.get(fingerprint)
  return day === undefined || entry?.day === day ? entry : undefined
}

/** The newest image of the same plan: most likely the one that {@link findEntry} will find, once all is known. */
export function findLikely(record: ImageRecord, plan: string, day: string | undefined): RecordEntry | undefined {
  return newestFirst(record).find(([, entry]) => entry.plan === plan && (day === undefined || entry.day === day))?.[1]
}

/** The image with the dependencies of this key: of the newest entry. */
export function findDependencies(record: ImageRecord, key: string): string | undefined {
  return newestFirst(record).find(([, { dependencies }]) => dependencies?.key === key)?.[1].dependencies?.digest
}

/**
 * The merge patch of `data` that adds an entry, and takes away the oldest where there are too many. What others write at the
 * same time under other keys stays.
 * @param data the ConfigMap's data as it was read
 */
export function patchOf(data: unknown, fingerprint: string, entry: RecordEntry): Record<string, string | null> {
  const record = parseRecord(data)
  const others = Object.keys(asObject(data) ?? {}).filter((key) => isHash(key) && key !== fingerprint)
  const kept = new Set(
    newestFirst(record)
      .map(([key]) => key)
      .filter((key) => key !== fingerprint)
      .slice(0, mostEntries - 1)
  )
  const gone = others.filter((key) => !kept.has(key)).map((key) => [key, null] as const)
  return { ...Object.fromEntries(gone), [fingerprint]: JSON.stringify(entry) }
}

function newestFirst(record: ImageRecord): [string, RecordEntry][] {
  return [...record].sort(([, a], [, b]) => Date.parse(b.when) - Date.parse(a.when))
}

function parseEntry(text: string): RecordEntry | undefined {
  if (text.length > longestEntry) return undefined
  let read: Record<string, unknown> | undefined
  try {
    read = asObject(JSON.parse(text))
  } catch {
    return undefined
  }
  const { digest, when, run, day, checked, plan } = read ?? {}
  if (typeof digest !== 'string' || !isDigest(digest) || typeof when !== 'string' || !isTime(when)) return undefined
  const dependencies = parseDependencies(read?.['dependencies'])
  return {
    digest,
    when,
    ...(typeof run === 'string' && isPage(run) && { run }),
    ...(typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(day) && { day }),
    ...(checked === true && { checked }),
    ...(typeof plan === 'string' && isHash(plan) && { plan }),
    ...(dependencies !== undefined && { dependencies })
  }
}

function parseDependencies(value: unknown): RecordEntry['dependencies'] {
  const { key, digest } = asObject(value) ?? {}
  return typeof key === 'string' && isHash(key) && typeof digest === 'string' && isDigest(digest)
    ? { key, digest }
    : undefined
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/u.test(text)
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/u.test(text) && !Number.isNaN(Date.parse(text))
}

function isPage(text: string): boolean {
  return text.length <= longestUrl && /^https?:\/\/[\w.:-]+\/[\w./-]*$/u.test(text)
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
