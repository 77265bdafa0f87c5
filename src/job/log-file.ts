/** The whole log as a file, kept for the workflow (output `log-file`), and the last of each stream for the summary. */

import { closeSync, openSync, writeSync } from 'node:fs'

import type { Job } from '../cluster/objects.ts'

/** Bytes of each stream that are kept for the summary. */
const tailBytes = 16 * 1024
const newline = 0x0a

/** Where the lines of one container try go. */
export interface LogSink {
  /** Whole lines as the container wrote them, or a piece of a very long one. */
  write(block: Uint8Array): void
}

/**
 * True when the log can only have one stream: then the file holds the container's own bytes; else each line starts with
 * `pod/container `. Decided from the stored Job, so that the format never changes within a run.
 */
export function isSingleStream(job: Job): boolean {
  const { spec } = job
  const pod = spec?.template?.spec
  return (
    pod?.containers?.length === 1 &&
    (pod.initContainers ?? []).length === 0 &&
    pod.containers.every((container) => container.restartPolicyRules === undefined) &&
    pod.restartPolicy === 'Never' &&
    (spec?.completions ?? 1) === 1 &&
    (spec?.parallelism ?? 1) === 1 &&
    spec?.backoffLimit === 0 &&
    spec.podFailurePolicy === undefined
  )
}

/** Written synchronously: what was printed is in the file, even when this process is killed in the next moment. */
export class LogFile {
  readonly path: string
  readonly #descriptor: number
  readonly #tails = new Map<string, Buffer>()
  readonly #isSingle: boolean

  /** @param path file to make; its folder exists */
  constructor(path: string, isSingle: boolean) {
    this.path = path
    this.#isSingle = isSingle
    this.#descriptor = openSync(path, 'w', 0o600)
  }

  /** The sink of one stream. @param stream `pod/container` */
  sink(stream: string): LogSink {
    const prefix = Buffer.from(`${stream} `)
    let atLineStart = true
    return {
      write: (block) => {
        if (block.length === 0) return
        this.#keepTail(stream, block)
        if (this.#isSingle) this.#append(block)
        else {
          this.#append(prefixLines(block, prefix, atLineStart))
          atLineStart = block.at(-1) === newline
        }
      }
    }
  }

  /** The last whole lines of a stream, at most `count`, oldest first. */
  lastLines(stream: string, count: number): readonly string[] {
    const text = this.#tails.get(stream)?.toString('utf8')
    if (text === undefined) return []
    return text
      .split('\n')
      .slice(0, text.endsWith('\n') ? -1 : undefined)
      .slice(-count)
  }

  /** Streams that have said anything, in the order in which they began. */
  get streams(): readonly string[] {
    return [...this.#tails.keys()]
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  #append(block: Uint8Array): void {
    let offset = 0
    while (offset < block.length) offset += writeSync(this.#descriptor, block, offset)
  }

  #keepTail(stream: string, block: Uint8Array): void {
    const known = this.#tails.get(stream)
    const joined = known === undefined || block.length >= tailBytes ? Buffer.from(block) : Buffer.concat([known, block])
    this.#tails.set(stream, joined.length > tailBytes ? Buffer.from(joined.subarray(-tailBytes)) : joined)
  }
}

/** Puts a prefix before each line that starts in the block. @param atLineStart whether the block's first byte starts a line */
export function prefixLines(block: Uint8Array, prefix: Uint8Array, atLineStart: boolean): Buffer {
  const parts: Uint8Array[] = []
  let start = 0
  if (!atLineStart) {
    const end = block.indexOf(newline) + 1
    start = end === 0 ? block.length : end
    parts.push(block.subarray(0, start))
  }
  while (start < block.length) {
    const end = block.indexOf(newline, start) + 1
    const stop = end === 0 ? block.length : end
    parts.push(prefix, block.subarray(start, stop))
    start = stop
  }
  return Buffer.concat(parts)
}
