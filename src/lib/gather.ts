/** A stream that comes in many small pieces, read in few large blocks. */

import { finished, type Readable } from 'node:stream'

import { passedBy } from './garbage.ts'

/** Bytes after which a block is not filled further, and the source has to wait. */
const most = 64 * 1024
/** Room for what a socket gives at once beyond that. */
const roomy = 2 * most

/** Buffers that nobody uses now: all streams share them, so that a silent one holds none. */
const free: Buffer[] = []
const mostFree = 32

/**
 * Reads a stream to its end. A kubelet sends each line of a log by itself, and what is done for a block costs much more than
 * what is done for a line. So the first bytes after a silence are given on in the same turn of the event loop, with all else
 * that came in it; while more keep coming they are held for up to `gap`.
 * @param gap milliseconds
 * @param signal whoever reads the source ends it with this; nothing is given any more then
 * @returns blocks, each of which is valid until the next one is asked for
 */
export async function* gather(
  source: Readable,
  gap: number,
  signal?: AbortSignal
): AsyncGenerator<Buffer, void, undefined> {
  const gathering = new Gathering(source, gap, signal)
  try {
    for (let block = await gathering.next(); block !== undefined; block = await gathering.next()) yield block
  } finally {
    gathering.close()
  }
}

class Gathering {
  readonly #source: Readable
  readonly #gap: number
  readonly #signal: AbortSignal | undefined
  /** What is filled now. */
  #block: Buffer | undefined
  #length = 0
  /** What the reader has now. */
  #given: Buffer | undefined
  #givenAt = -Infinity
  #isDue = false
  #end: { readonly error: Error | undefined } | undefined
  #wake: (() => void) | undefined
  #timer: NodeJS.Timeout | undefined
  #immediate: NodeJS.Immediate | undefined
  readonly #forget: () => void

  constructor(source: Readable, gap: number, signal: AbortSignal | undefined) {
    this.#source = source
    this.#gap = gap
    this.#signal = signal
    this.#forget = finished(source, { writable: false }, (error) => {
      this.#end = { error: error ?? undefined }
      this.#wake?.()
    })
    source.on('data', this.#take)
  }

  /** @returns undefined at the end. @throws the source's error, once all that came before it was given; the signal's reason */
  async next(): Promise<Buffer | undefined> {
    this.#release()
    for (;;) {
      this.#signal?.throwIfAborted()
      if (this.#block !== undefined && (this.#isDue || this.#length >= most || this.#end !== undefined))
        return this.#give(this.#block)
      if (this.#end?.error !== undefined) throw this.#end.error
      if (this.#end !== undefined) return undefined
      await new Promise<void>((resolve) => (this.#wake = resolve))
      this.#wake = undefined
    }
  }

  close(): void {
    this.#unschedule()
    this.#source.off('data', this.#take)
    this.#forget()
    this.#release()
    this.#given = this.#block
    this.#release()
  }

  readonly #take = (piece: Buffer): void => {
    const block = this.#roomFor(piece.length)
    block.set(piece, this.#length)
    const isFirst = this.#length === 0
    this.#length += piece.length
    if (this.#length >= most) {
      this.#source.pause()
      this.#wake?.()
    } else if (isFirst) {
      this.#schedule()
    }
  }

  #roomFor(more: number): Buffer {
    const needed = this.#length + more
    const known = (this.#block ??= free.pop() ?? Buffer.allocUnsafeSlow(roomy))
    if (needed <= known.length) return known
    const larger = Buffer.allocUnsafeSlow(needed)
    known.copy(larger, 0, 0, this.#length)
    this.#block = larger
    return larger
  }

  #schedule(): void {
    const due = (): void => {
      this.#isDue = true
      this.#wake?.()
    }
    const wait = this.#givenAt + this.#gap - performance.now()
    // this turn's other pieces come before what is set immediate
    if (wait <= 0) this.#immediate = setImmediate(due)
    else this.#timer = setTimeout(due, wait)
  }

  #unschedule(): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#immediate)
    this.#isDue = false
  }

  #give(block: Buffer): Buffer {
    const given = block.subarray(0, this.#length)
    this.#unschedule()
    passedBy(this.#length)
    this.#given = block
    this.#block = undefined
    this.#length = 0
    this.#givenAt = performance.now()
    if (this.#source.isPaused()) this.#source.resume()
    return given
  }

  #release(): void {
    if (this.#given?.length === roomy && free.length < mostFree) free.push(this.#given)
    this.#given = undefined
  }
}
