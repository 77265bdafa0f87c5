/** A stream that comes in many small pieces, read in few large blocks. */

import { finished, type Readable } from 'node:stream'

import { passedBy } from './garbage.ts'

/** Bytes after which a block is not filled further, and the source has to wait. */
const most = 64 * 1024
/** Room for what a socket gives at once beyond that. */
const roomy = 2 * most
/** Bytes of one turn of the event loop from which on there is likely more in the next one. */
const brisk = 4 * 1024

/** Buffers that nobody uses now: all streams share them, so that a silent one holds none. */
const free: Buffer[] = []
const mostFree = 32

/**
 * Reads a stream to its end. A kubelet sends each line of a log by itself, and each costs a turn of the event loop here and a
 * change of processes, which slows down also the sender on a busy machine: so after a block that was not full the source is
 * left alone for `gap`, and then gives all that has come at once. What comes after a longer silence is given on in the same turn.
 * (From a busy node a log came in two thirds of the time, with a quarter of the processor time here.)
 * @param source with a low `highWaterMark`: it is what still comes line by line while the source is left alone
 * @param gap milliseconds; 0: the source is never left alone
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
  #isDue = false
  /** Bytes of the block at the end of the turn before. */
  #checked = 0
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
    this.#length += piece.length
    // this turn's other pieces come before what is set immediate
    this.#immediate ??= setImmediate(this.#check)
    if (this.#length < most) return
    this.#source.pause()
    this.#wake?.()
  }

  readonly #check = (): void => {
    const more = this.#length - this.#checked
    this.#checked = this.#length
    if (more >= brisk && this.#length < most) {
      this.#immediate = setImmediate(this.#check)
    } else {
      this.#isDue = true
      this.#wake?.()
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

  #unschedule(): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#immediate)
    this.#immediate = undefined
    this.#isDue = false
    this.#checked = 0
  }

  #give(block: Buffer): Buffer {
    const given = block.subarray(0, this.#length)
    const isFull = this.#length >= most
    this.#unschedule()
    passedBy(this.#length)
    this.#given = block
    this.#block = undefined
    this.#length = 0
    if (isFull || this.#gap === 0 || this.#end !== undefined) this.#source.resume()
    else this.#rest()
    return given
  }

  #rest(): void {
    this.#source.pause()
    this.#timer = setTimeout(() => this.#source.resume(), this.#gap)
  }

  #release(): void {
    if (this.#given?.length === roomy && free.length < mostFree) free.push(this.#given)
    this.#given = undefined
  }
}
