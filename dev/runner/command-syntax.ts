/** Workflow commands as the runner reads them from one line of output (actions/runner 2.336, ActionCommand.cs). */

export interface WorkflowCommand {
  /** As written; the runner compares names without regard to case. */
  readonly name: string
  /** Keys in lower case, since the runner's dictionary ignores case. */
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

type Escapes = readonly (readonly [escaped: string, plain: string])[]

const dataEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%']
]
const propertyEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%']
]
const oldEscapes: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%']
]

/**
 * Finds the command in a line: `::name key=value,…::data` at the start of the line after white space, or
 * `##[name key=value;…]data` anywhere in it. Only names for which `isKnown` is true are commands.
 *
 * The runner's search is culture-sensitive: it may skip characters that have no width, so that `#<soft hyphen>#[error]`
 * can be a command as well. Here it always is one: a test that looks for injected commands must not be the lenient one.
 */
export function parseCommand(line: string, isKnown: (name: string) => boolean): WorkflowCommand | undefined {
  return parseExactly(line, isKnown) ?? parseExactly(line.replaceAll('\0', '').replace(/\p{Cf}/gu, ''), isKnown)
}

function parseExactly(line: string, isKnown: (name: string) => boolean): WorkflowCommand | undefined {
  return parseNew(line, isKnown) ?? parseOld(line, isKnown)
}

function parseNew(line: string, isKnown: (name: string) => boolean): WorkflowCommand | undefined {
  const message = line.trimStart()
  if (!message.startsWith('::')) return undefined
  const end = message.indexOf('::', 2)
  if (end < 0) return undefined
  const { name, rest } = splitName(message.slice(2, end))
  if (!isKnown(name)) return undefined
  return {
    name,
    properties: parseProperties(rest.trim(), ',', propertyEscapes),
    data: unescape(message.slice(end + 2), dataEscapes)
  }
}

function parseOld(line: string, isKnown: (name: string) => boolean): WorkflowCommand | undefined {
  const start = line.indexOf('##[')
  if (start < 0) return undefined
  const end = line.indexOf(']', start)
  if (end < 0) return undefined
  const { name, rest } = splitName(line.slice(start + 3, end))
  if (!isKnown(name)) return undefined
  return { name, properties: parseProperties(rest, ';', oldEscapes), data: unescape(line.slice(end + 1), oldEscapes) }
}

function splitName(info: string): { name: string; rest: string } {
  const space = info.indexOf(' ')
  return space < 0 ? { name: info, rest: '' } : { name: info.slice(0, space), rest: info.slice(space + 1) }
}

function parseProperties(text: string, separator: string, escapes: Escapes): Record<string, string> {
  const properties: Record<string, string> = {}
  for (const part of text.split(separator)) {
    const equals = part.indexOf('=')
    // .NET's Split with RemoveEmptyEntries: neither side may be empty
    if (equals <= 0 || equals === part.length - 1) continue
    properties[part.slice(0, equals).toLowerCase()] = unescape(part.slice(equals + 1), escapes)
  }
  return properties
}

function unescape(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [escaped, plain]) => result.replaceAll(escaped, plain), text)
}
