import type { ServerResponse } from 'node:http'

/** What a reader asked for; the names are those of the kubelet's own query. */
export interface LogQuery {
  follow: boolean
  timestamps: boolean
  /** RFC 3339, compared to the second's start as a kubelet does: the API server sends whole seconds. */
  sinceTime?: string | undefined
  tailLines?: number | undefined
  limitBytes?: number | undefined
}

const zeros = '000000000'
let second = -1
let prefix = ''

/** RFC 3339 with nine digits, in UTC: the way a kubelet writes it, and so that text order is time order. */
export function stamp(nanoseconds: bigint): string {
  const whole = Number(nanoseconds / 1_000_000_000n)
  if (whole !== second) {
    second = whole
    prefix = new Date(whole * 1000).toISOString().slice(0, 20)
  }
  const rest = String(nanoseconds % 1_000_000_000n)
  return `${prefix}${zeros.slice(rest.length)}${rest}Z`
}

const offset = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint()
let last = 0n

/** The time now as {@link stamp}; never the same twice. */
export function nowStamp(): string {
  const now = offset + process.hrtime.bigint()
  last = now > last ? now : last + 1n
  return stamp(last)
}

/** A stretch of the log whose lines begin with stamps; `bytes` may make it anew each time it is read. */
interface Block {
  last: string
  bytes: Buffer | (() => Buffer)
}

const bytesOf = ({ bytes }: Block): Buffer => (typeof bytes === 'function' ? bytes() : bytes)

/** Lines of a block with their `\n`. */
function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start)
    const next = end < 0 ? bytes.length : end + 1
    yield bytes.subarray(start, next)
    start = next
  }
}

const stampLength = stamp(0n).length

/** Takes the stamps off. */
function bare(bytes: Buffer): Buffer {
  return Buffer.concat([...linesOf(bytes)].map((line) => line.subarray(stampLength + 1)))
}

const writeSize = 256 * 1024

class Reader {
  readonly response: ServerResponse
  #log: PlayedLog
  #query: LogQuery
  /** What goes before everything else: the last lines, when only those were asked for. */
  #first: Block[]
  /** Number of the next block, counted from the log's first one. */
  #next: number
  #left: number
  #waiting = false

  constructor(log: PlayedLog, query: LogQuery, response: ServerResponse) {
    this.#log = log
    this.#query = query
    this.response = response
    this.#first = query.tailLines === undefined ? [] : log.tail(query.tailLines)
    this.#next = query.tailLines === undefined ? log.start : log.end
    this.#left = query.limitBytes ?? Infinity
  }

  /** Writes what there is, as fast as the other side takes it. */
  pump(): void {
    const { response } = this
    if (this.#waiting || response.destroyed || response.writableEnded) return
    if (this.#log.stalled) return
    for (let blocks = this.#take(); blocks.length > 0 && this.#left > 0; blocks = this.#take()) {
      const parts = blocks.map((block) => this.#cut(block))
      const chunk = (parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts)).subarray(0, this.#left)
      this.#left -= chunk.length
      if (!response.write(chunk)) {
        this.#waiting = true
        response.once('drain', () => {
          this.#waiting = false
          this.pump()
        })
        return
      }
    }
    if (!this.#query.follow || this.#log.closed || this.#left <= 0) response.end()
  }

  /** The next blocks, enough for one write. */
  #take(): Block[] {
    const blocks = this.#first.splice(0)
    this.#next = Math.max(this.#next, this.#log.start)
    for (let size = 0; size < writeSize && this.#next < this.#log.end;) {
      const block = this.#log.block(this.#next++)
      blocks.push(block)
      size += typeof block.bytes === 'function' ? writeSize : block.bytes.length
    }
    return blocks
  }

  #cut(block: Block): Buffer {
    const { sinceTime, timestamps } = this.#query
    if (sinceTime !== undefined && block.last < sinceTime) return Buffer.alloc(0)
    let bytes = bytesOf(block)
    if (sinceTime !== undefined && bytes.toString('latin1', 0, stampLength) < sinceTime) {
      bytes = Buffer.concat([...linesOf(bytes)].filter((line) => line.toString('latin1', 0, stampLength) >= sinceTime))
    }
    return timestamps ? bytes : bare(bytes)
  }
}

/** The log of one container, as a kubelet keeps and serves it. */
export class PlayedLog {
  #blocks: Block[] = []
  #dropped = 0
  #readers = new Set<Reader>()
  #scheduled = false
  closed = false
  stalled = false

  /** Number of the first block that is still served. */
  get start(): number {
    return this.#dropped
  }
  /** Number of the block that comes next. */
  get end(): number {
    return this.#dropped + this.#blocks.length
  }

  /** The block with this number. */
  block(number: number): Block {
    return this.#blocks[number - this.#dropped] ?? { last: '', bytes: Buffer.alloc(0) }
  }

  /** Adds one line; `at` is its stamp. With `open` its end is still to come, as that of a program that died in it. */
  line(content: string | Buffer, at: string = nowStamp(), open = false): void {
    const bytes = Buffer.concat([Buffer.from(`${at} `), Buffer.from(content as string), Buffer.from(open ? '' : '\n')])
    this.add({ last: at, bytes })
  }

  /** Adds many lines at once, each with its stamp in front; `last` is the stamp of the last one. */
  add(block: Block): void {
    this.#blocks.push(block)
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.wake()
    })
  }

  /** Gives every reader what it hasn't got. */
  wake(): void {
    for (const reader of this.#readers) reader.pump()
  }

  /** Serves a reader; the head of the answer is sent at once, as a kubelet does. */
  serve(query: LogQuery, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' }).flushHeaders()
    const reader = new Reader(this, query, response)
    if (query.follow || this.stalled) {
      this.#readers.add(reader)
      response.on('close', () => this.#readers.delete(reader))
    }
    reader.pump()
  }

  /** The last lines. */
  tail(count: number): Block[] {
    const lines: Buffer[] = []
    for (let number = this.end - 1; number >= this.start && lines.length < count; number--) {
      lines.unshift(...[...linesOf(bytesOf(this.block(number)))].slice(-(count - lines.length)))
    }
    return lines.map((bytes) => ({ last: bytes.toString('latin1', 0, stampLength), bytes }))
  }

  /** The container has ended: followers get the rest and a clean end. */
  close(): void {
    this.closed = true
    this.wake()
  }

  /** What was written so far is no longer served, as after a rotation; followers lose what they had not got yet. */
  rotate(): void {
    this.#dropped = this.end
    this.#blocks = []
  }

  /** Followers get nothing more until `stall(false)`. */
  stall(stalled: boolean): void {
    this.stalled = stalled
    if (!stalled) this.wake()
  }

  /** Breaks the connections of all followers. */
  cut(): void {
    for (const { response } of this.#readers) response.destroy()
  }

  /** Ends all followed streams cleanly though the container runs on, as when a kubelet dies. */
  endStreams(): void {
    for (const { response } of this.#readers) response.end()
  }

  /** How many follow now. */
  get followers(): number {
    return this.#readers.size
  }
}
