/** Kubernetes quantities for `cpu` and `memory`, alone or as `request..limit`. */

import type { ResourceRange } from './types.ts'
import { notAccepted, type Report } from './problems.ts'

type Kind = 'cpu' | 'memory'

const accepted: Record<Kind, string> = {
  cpu: 'cores from 1m to 100000, such as 500m, 1 or 1.5, or request..limit such as 250m..1',
  memory: 'bytes from 1Mi to 8191Pi with a unit, such as 512Mi, 1Gi or 1G, or request..limit such as 256Mi..1Gi'
}

/** Units of apimachinery's resource.Quantity that make sense for each resource. */
const units: Record<Kind, Readonly<Record<string, bigint>>> = {
  cpu: { '': 1000n, m: 1n },
  memory: {
    '': 1n,
    k: 10n ** 3n,
    M: 10n ** 6n,
    G: 10n ** 9n,
    T: 10n ** 12n,
    P: 10n ** 15n,
    Ki: 2n ** 10n,
    Mi: 2n ** 20n,
    Gi: 2n ** 30n,
    Ti: 2n ** 40n,
    Pi: 2n ** 50n
  }
}

/** Below this no Python starts; what is meant is another unit (`512` is 512 bytes). */
const leastMemory = 2n ** 20n
/** int64, the most that a quantity of bytes holds. */
const mostMemory = 2n ** 63n - 1n
/** More cores than any machine has. */
const mostCpu = 100_000_000n

/** Request and limit as written, or undefined after a report. */
export function parseResource(kind: Kind, text: string, report: Report): ResourceRange | undefined {
  const parts = text.split('..')
  const [request, limit = request] = parts
  if (request === undefined || limit === undefined || parts.length > 2) {
    report(notAccepted(text, accepted[kind]))
    return undefined
  }
  const least = amount(kind, request)
  const most = amount(kind, limit)
  if (least === undefined || most === undefined) {
    const wrong = least === undefined ? request : limit
    report(notAccepted(text, accepted[kind], hintFor(kind, wrong)))
    return undefined
  }
  if (least > most) {
    report(`got ${text}, a request above its limit; accepted: ${accepted[kind]}.`)
    return undefined
  }
  return { request, limit }
}

/** Millicores or bytes (rounded up); undefined when it is not a quantity, or none that can be meant. */
function amount(kind: Kind, text: string): bigint | undefined {
  const match = /^(\d{1,30})(?:\.(\d{1,9}))?([a-zA-Z]*)$/.exec(text)
  if (match === null) return undefined
  const [, whole = '', fraction = '', unit = ''] = match
  const factor = Object.hasOwn(units[kind], unit) ? units[kind][unit] : undefined
  if (factor === undefined) return undefined
  const scale = 10n ** BigInt(fraction.length)
  const scaled = BigInt(whole + fraction) * factor
  // The API server refuses less than a millicore ("must be an integer number of millicores" since 1.12).
  if (kind === 'cpu' && scaled % scale !== 0n) return undefined
  const value = (scaled + scale - 1n) / scale
  const [least, most] = kind === 'cpu' ? [1n, mostCpu] : [leastMemory, mostMemory]
  return value < least || value > most ? undefined : value
}

function hintFor(kind: Kind, text: string): string | undefined {
  if (kind === 'cpu') return undefined
  const meant = /^([1-9]\d*)(m|b|B|mb|MB|Mb|mi|MiB|)$/.exec(text)
  if (meant?.[1] !== undefined) return `Did you mean ${meant[1]}Mi?`
  const giga = /^([1-9]\d*)(g|gb|GB|Gb|gi|GiB)$/.exec(text)
  return giga?.[1] === undefined ? undefined : `Did you mean ${giga[1]}Gi?`
}
