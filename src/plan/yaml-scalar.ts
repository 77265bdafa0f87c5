/**
 * What kubectl and the API server read in a plain YAML scalar: YAML 1.1 as sigs.k8s.io/yaml has it (go.yaml.in/yaml/v2,
 * resolve.go), with `0440` an octal number and `on` a boolean; dates stay text, and there are no numbers to the base 60. Pure.
 */

/** A scalar's meaning, or why it has none that JSON could carry unchanged. */
export type ScalarMeaning = { readonly value: string | number | boolean | null } | { readonly problem: string }

const words = new Map<string, boolean | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const)
])

/** `0b`, `0o`, `0x` and a mere `0` are prefixes; a `0` before an 8 or a 9 leaves a decimal (Go: strconv.ParseInt, then ParseFloat). */
const prefixed =
  /^(?<sign>[-+]?)0(?<base>[bB](?=[01]+$)|[oO](?=[0-7]+$)|[xX](?=[0-9a-fA-F]+$)|(?=[0-7]+$))(?<digits>.+)$/
const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/
const notFinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/

/** Significant digits that a double holds for certain to be told from its neighbours. */
const mostDigits = 17

/** Reads the text of a plain (unquoted) scalar. */
export function plainScalar(text: string): ScalarMeaning {
  const word = words.get(text)
  if (word !== undefined) return { value: word }
  if (notFinite.test(text))
    return { problem: 'is a number that JSON does not have; put it in quotes if text is meant.' }
  if (!/^[-+.\d]/.test(text)) return { value: text }
  // underscores between digits count for nothing, except after a leading dot
  const plain = text.startsWith('.') ? text : text.replaceAll('_', '')
  const integer = prefixed.exec(plain)?.groups
  if (integer !== undefined) {
    const { sign, base = '', digits = '' } = integer
    const size = BigInt(`0${base === '' ? 'o' : base.toLowerCase()}${digits}`)
    return exact(Number(sign === '-' ? -size : size), size)
  }
  if (!decimal.test(plain)) return { value: text }
  const number = Number(plain)
  const whole = /^[-+]?(\d+)$/.exec(plain)?.[1]
  if (whole !== undefined) return exact(number, BigInt(whole))
  const digits = plain
    .replace(/[eE].*$/, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+/, '')
  return Number.isFinite(number) && digits.length <= mostDigits ? { value: number } : inexact
}

const inexact = {
  problem: 'is a number with more digits than can be passed on unchanged; put it in quotes if text is meant.'
}

function exact(value: number, size: bigint): ScalarMeaning {
  return size > BigInt(Number.MAX_SAFE_INTEGER) ? inexact : { value: value === 0 ? 0 : value }
}
