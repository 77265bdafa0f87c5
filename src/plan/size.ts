/** How much of the workspace goes into an image. Pure. */

import type { Facts } from './facts.ts'

/** Bytes from which a user should hear of it: each changed file of a folder sends the whole layer again. */
const large = 100 * 1024 * 1024
const shownEntries = 3

/** A warning about large folders, with what is largest in them; undefined for what is usual. */
export function sizeWarning({ source, files }: Pick<Facts, 'source' | 'files'>): string | undefined {
  const items = [...(source === undefined ? [] : [source]), ...files]
  const entries = items.flatMap((item) => item.entries)
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  if (total <= large) return undefined
  const largest = entries
    .filter(({ size }) => size > total / 100)
    .toSorted((a, b) => b.size - a.size)
    .slice(0, shownEntries)
    .map(({ path, size }) => `${path} (${megabytes(size)})`)
  return `source and files bring ${megabytes(total)} into the image. The largest: ${largest.join(', ')}. Leave out what the flow does not read with a .dockerignore, or mount it with job-template.`
}

function megabytes(bytes: number): string {
  return `${String(Math.round(bytes / (1024 * 1024)))} MB`
}
