import type { Action } from './proxy-rules.ts'

/** Actions that change what a watch tells, event by event. */
export type EventAction = Extract<Action, { do: 'duplicate' | 'reorder' | 'replay' | 'watch-error' }>

const names: readonly string[] = ['duplicate', 'reorder', 'replay', 'watch-error']

export function isEventAction(action: Action): action is EventAction {
  return names.includes(action.do)
}

/** The line of a watch that ends it with a Status, as servers send it inside a stream that began with 200. */
export function errorEvent(status: number, reason: string, message = 'too old resource version: 1 (2)'): string {
  const object = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code: status }
  return `${JSON.stringify({ type: 'ERROR', object })}\n`
}

/** Changes a watch's stream of lines; no effects. What comes in and goes out are parts of newline-delimited JSON. */
export class EventChanger {
  /** No more comes after this: the stream is to be ended. */
  isOver = false
  readonly #action: EventAction
  #rest: Buffer = Buffer.alloc(0)
  #held: string | undefined
  #events = 0
  /** The line before the newest of each object, and the newest. */
  readonly #lines = new Map<string, string[]>()

  constructor(action: EventAction) {
    this.#action = action
  }

  /** True while an event is kept back to be sent after the next one. */
  get isHolding(): boolean {
    return this.#held !== undefined
  }

  /** Takes bytes as they come. @returns the lines to send now */
  push(chunk: Buffer): string {
    const all = Buffer.concat([this.#rest, chunk])
    const end = all.lastIndexOf(0x0a) + 1
    this.#rest = all.subarray(end)
    let out = ''
    for (const line of all.toString('utf8', 0, end).split(/(?<=\n)/u)) {
      if (this.isOver) break
      if (line !== '') out += this.#line(line)
    }
    return out
  }

  /** What is kept back. */
  release(): string {
    const held = this.#held ?? ''
    this.#held = undefined
    return held
  }

  /** What is to be sent when nothing has come yet: an error that is due at once. */
  begin(): string {
    return this.#errorIfDue()
  }

  #line(line: string): string {
    const { type, uid } = eventOf(line)
    if (type === 'BOOKMARK') return line
    this.#events += 1
    const action = this.#action.do
    if (action === 'duplicate') return line + line
    if (action === 'watch-error') return line + this.#errorIfDue()
    if (action === 'reorder') {
      if (this.#held === undefined) {
        this.#held = line
        return ''
      }
      return line + this.release()
    }
    const before = this.#lines.get(uid) ?? []
    this.#lines.set(uid, [...before, line])
    // the oldest state of this object again, with its older version
    return line + (before[0] ?? '')
  }

  #errorIfDue(): string {
    if (this.#action.do !== 'watch-error' || this.#events < this.#action.afterEvents) return ''
    this.isOver = true
    return errorEvent(this.#action.status, this.#action.reason)
  }
}

function eventOf(line: string): { type: string; uid: string } {
  const event = JSON.parse(line) as { type?: string; object?: { metadata?: { uid?: string } } }
  return { type: event.type ?? '', uid: event.object?.metadata?.uid ?? '' }
}
