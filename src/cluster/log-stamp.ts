/** The time a kubelet writes before each line of a log that is read with `timestamps=true`. */

/** An instant to the nanosecond, and how the server wrote it. Compare instants, never the text: its zone may differ between nodes. */
export interface Stamp {
  /** Whole seconds since the epoch. */
  readonly second: number
  readonly nanos: number
  readonly text: string
}

/** A stamp at the start of a line, and where the line's own text begins. */
export interface Stamped {
  readonly stamp: Stamp
  readonly contentStart: number
}

const zero = 48
const space = 32
/** `2026-01-02T03:04:05` */
const secondLength = 19

const digit = (bytes: Uint8Array, at: number): number => {
  const value = (bytes[at] ?? 0) - zero
  return value >= 0 && value <= 9 ? value : Number.NaN
}
const two = (bytes: Uint8Array, at: number): number => digit(bytes, at) * 10 + digit(bytes, at + 1)

/** A cheap look whether a line can start with a stamp: `dddd-dd-ddT`. */
export function looksStamped(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start > secondLength && bytes[start + 4] === 45 && bytes[start + 10] === 84 && bytes[start + 16] === 58
}

/**
 * Reads the stamp at the start of `bytes[start, end)`: RFC 3339 with any number of fraction digits and `Z` or an offset,
 * then a space or the line's end (kubelet: pkg/kubelet/kuberuntime/logs, RFC3339NanoFixed).
 * @returns undefined when there is none, as before the kubelet's own error texts.
 */
export function readStamp(bytes: Uint8Array, start: number, end: number): Stamped | undefined {
  if (!looksStamped(bytes, start, end)) return undefined
  const local = Date.UTC(
    two(bytes, start) * 100 + two(bytes, start + 2),
    two(bytes, start + 5) - 1,
    two(bytes, start + 8),
    two(bytes, start + 11),
    two(bytes, start + 14),
    two(bytes, start + 17)
  )
  let at = start + secondLength
  let nanos = 0
  if (bytes[at] === 46) {
    at += 1
    let unit = 100_000_000
    for (; at < end && !Number.isNaN(digit(bytes, at)); at += 1) {
      nanos += digit(bytes, at) * unit
      unit = unit > 1 ? unit / 10 : 0
    }
  }
  let offset = 0
  const zone = bytes[at]
  if (zone === 90) {
    at += 1
  } else if ((zone === 43 || zone === 45) && end - at >= 6) {
    offset = (two(bytes, at + 1) * 60 + two(bytes, at + 4)) * 60 * (zone === 43 ? 1 : -1)
    at += 6
  } else {
    return undefined
  }
  const second = local / 1000 - offset
  if (Number.isNaN(second) || at > end || (at < end && bytes[at] !== space)) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, at - start).toString('latin1')
  return { stamp: { second, nanos, text }, contentStart: Math.min(at + 1, end) }
}

/** What a stamp looks like as far as it goes: the answer ended before the text of its line began. */
const stampSoFar = /^\d{1,4}(?:-\d{0,2}(?:-\d{0,2}(?:T[\d:]{0,8}(?:\.\d*)?(?:Z|[+-][\d:]{0,5})?)?)?)?$/u
/** Longer than any stamp. */
const surelyNoStamp = 64

/** True for the beginning of a stamp without the space that a kubelet writes after each: something cut the answer there. */
export function isCutStamp(bytes: Uint8Array): boolean {
  return bytes.length < surelyNoStamp && stampSoFar.test(Buffer.from(bytes).toString('latin1'))
}

/** Below zero when `a` is earlier than `b`, zero when they are the same instant. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.second - b.second || a.nanos - b.nanos
}

/** A whole second as `sinceTime` takes it. */
export function formatSecond(second: number): string {
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z')
}

/** Texts that a kubelet writes into the log's stream, without a stamp (pkg/kubelet/kuberuntime/logs, kuberuntime_container.go). */
const kubeletTexts =
  /^(?:unable to retrieve container logs for |failed to (?:create fsnotify watcher|watch|try resolving symlinks|open log file|get container status)|rpc error: code = |Error response from daemon)/u

/** True for the kubelet's own words about a log that it cannot read. */
export function isKubeletText(text: string): boolean {
  return kubeletTexts.test(text)
}
