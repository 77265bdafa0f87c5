/** The whole log as a file, kept for the workflow (output `log-file`), and the last of each stream for the summary. */

import { closeSync, openSync, writeSync } from 'node:fs'

import type { Job } from '../cluster/objects.ts'
import { queueLabel } from '../plan/labels.ts'

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
export function isSingleStream({ metadata, spec }: Job): boolean {
  const pod = spec?.template?.spec
  const [container, ...others] = pod?.containers ?? []
  return (
    container !== undefined &&
    others.length === 0 &&
    container.restartPolicy === undefined &&
    (container.restartPolicyRules ?? []).length === 0 &&
    (pod?.initContainers ?? []).length === 0 &&
    pod?.restartPolicy === 'Never' &&
    (spec?.completions ?? 1) === 1 &&
    (spec?.parallelism ?? 1) === 1 &&
    spec?.backoffLimit === 0 &&
    spec.podFailurePolicy === undefined &&
    // one that is stopped while it waits for its turn goes on in another pod
    spec.suspend !== true &&
    metadata?.labels?.[queueLabel] === undefined
  )
}

/** Written synchronously: what was printed is in the file, even when this process is killed in the next moment. */
export class LogFile {
  readonly path: string
  readonly #descriptor: number
  readonly #tails = new Map<string, Buffer>()
  /** Streams that have said anything. */
  readonly #streams = new Set<string>()
  readonly #isSingle: boolean
  /** Stream whose line the file ends in, without its end so far. */
  #openLine: string | undefined
  /** Stream of the last bytes. */
  #last: string | undefined

  /** @param path file to make; its folder exists */
  constructor(path: string, isSingle: boolean) {
    this.path = path
    this.#isSingle = isSingle
    this.#descriptor = openSync(path, 'w', 0o600)
  }

  /** The sink of one stream. @param stream `pod/container` */
  sink(stream: string): LogSink {
    // whether the stream's next byte is the first of a line
    let atLineStart = true
    return {
      write: (block) => {
        if (block.length === 0) return
        this.#streams.add(stream)
        this.#keepTail(stream, block)
        const isOpen = block.at(-1) !== newline
        this.#begin(stream)
        if (this.#isSingle) this.#append(block)
        else this.#append(this.#marked(stream, block, atLineStart))
        this.#openLine = isOpen ? stream : undefined
        this.#last = stream
        atLineStart = !isOpen
      }
    }
  }

  /** Forgets the last lines of the streams that this does not hold for: of hundreds few will be shown. */
  keepTails(isKept: (stream: string) => boolean): void {
    for (const stream of this.#tails.keys()) if (!isKept(stream)) this.#tails.delete(stream)
  }

  /** The last whole lines of a stream, at most `count`, oldest first; none of one whose were forgotten. */
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
    return [...this.#streams]
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  /** Ends the line that another stream left open, and tells of a stream where there should have been one alone. */
  #begin(stream: string): void {
    if (this.#openLine !== undefined && this.#openLine !== stream) this.#append(Buffer.from('\n'))
    if (this.#isSingle && this.#last !== undefined && this.#last !== stream) {
      this.#append(Buffer.from(`==> ${stream} <==\n`))
    }
  }

  /** A line that goes on after another stream has ended it here is marked with a `+`, which is in no Kubernetes name. */
  #marked(stream: string, block: Uint8Array, atLineStart: boolean): Buffer {
    const isCut = !atLineStart && this.#openLine !== stream
    const lines = prefixLines(block, Buffer.from(`${stream} `), atLineStart)
    return isCut ? Buffer.concat([Buffer.from(`${stream}+ `), lines]) : lines
  }

  #append(block: Uint8Array): void {
    let offset = 0
    while (offset < block.length) offset += writeSync(this.#descriptor, block, offset)
  }

  #keepTail(stream: string, block: Uint8Array): void {
    const known = this.#tails.get(stream)
    const recent = block.length > tailBytes ? block.subarray(-tailBytes) : block
    const joined = known === undefined || recent.length === tailBytes ? recent : Buffer.concat([known, recent])
    const isCut = recent.length < block.length || joined.length > tailBytes
    // a copy: a slice would keep the whole block alive, and what another writes into it later would be seen
    this.#tails.set(stream, Buffer.from(isCut ? fromCharacter(joined.subarray(-tailBytes)) : joined))
  }
}

/** Without the bytes at the start that end a UTF-8 character begun before. */
function fromCharacter(text: Uint8Array): Uint8Array {
  let start = 0
  while (start < 3 && ((text[start] ?? 0) & 0xc0) === 0x80) start += 1
  return text.subarray(start)
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
