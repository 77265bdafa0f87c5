/** Keeps a long stream of bytes in little memory. */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of a stream between two collections. */
const every = 1 * 1024 * 1024

let collect: (() => void) | undefined
let passed = 0

/**
 * Notes that bytes of a stream were read. Each read and each record of TLS leaves a buffer outside of V8's heap, which is
 * freed with the small object that holds it; but V8 counts small objects, and lets some 80 MB of buffers wait. So the young
 * are collected after every few megabytes: under a millisecond each, and less work in all than the memory's own.
 */
export function passedBy(bytes: number): void {
  passed += bytes
  if (passed < every) return
  passed = 0
  collect ??= minorCollection()
  collect()
}

/** V8's collection of the young is only shown to contexts that are made while its flag is set. */
function minorCollection(): () => void {
  setFlagsFromString('--expose-gc')
  const collection: unknown = runInNewContext('globalThis.gc')
  setFlagsFromString('--no-expose-gc')
  return typeof collection === 'function'
    ? () => void Reflect.apply(collection, undefined, [{ type: 'minor' }])
    : () => undefined
}
