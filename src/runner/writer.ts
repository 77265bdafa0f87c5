/**
 * The one writer of stdout. Nothing else in this project prints.
 *
 * A GitHub runner reads every line of an action's output for workflow commands: `::name::` at the start of a line,
 * `##[name]` anywhere in it, where `\n`, `\r\n` and a lone `\r` all end a line (actions/runner, ActionCommand.cs and
 * ProcessInvoker.cs). So there are two ways to print, and no third:
 * - our own sentences, one line each, in which a command cannot survive ({@link neutralize});
 * - foreign output (pod logs, builds), between `::stop-commands::TOKEN` and `::TOKEN::` with a token nobody can guess.
 * Everything goes to stdout: the runner reads stdout and stderr in two threads and loses the order between them.
 */

import { randomUUID } from 'node:crypto'

import { sleep } from '../lib/deadline.ts'
import { splitLines } from '../lib/lines.ts'

/** Where an annotation points; file relative to the workspace. */
export interface AnnotationPlace {
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly title?: string | undefined
}

export interface Writer {
  /** Prints our own text; each of its lines is made harmless. */
  info(text: string): void
  /** Shown only when debug logging is on. */
  debug(text: string): void
  notice(text: string): void
  warning(text: string): void
  /** One error annotation; the runner shows at most ten a step, we make at most one a run. */
  error(text: string, place?: AnnotationPlace): void
  /** Runs `body` in a foldable group. Groups do not nest in GitHub's log. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>
  /** Hides a value, and each of its lines, in everything printed from now on, also in the middle of foreign output. */
  mask(value: string): void
  /** Prints foreign lines (no line ends in them), fenced; `prefix` goes before each. The fence stays up until own text follows. */
  foreign(lines: readonly string[], prefix?: string): void
  /** The same for bytes that are whole lines already, each ending in `\n` and holding no `\r`: the fast way for logs. */
  foreignBytes(block: Uint8Array): void
  /** Resolves when the reader has caught up, or the signal aborts: what keeps a log that is faster than the runner out of memory. */
  drained(signal: AbortSignal): Promise<void>
}

/** Prefix of foreign lines: defeats `^`-anchored problem matchers and `##[group]` styling, which no fence stops. */
export const foreignPrefix = '| '

/** Escapes the data part of a workflow command (toolkit, command.ts). */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** Escapes a property of a workflow command. */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/**
 * Makes one line of own text harmless: no command of either syntax can start in it. Visible, so that nobody wonders.
 * Format characters (soft hyphen, zero-width joiner) go: the runner searches by culture, which does not see them, so that
 * `#\u00AD#[error]` is a command to it.
 */
export function neutralize(line: string): string {
  return line
    .replace(/\p{Cf}/gu, '')
    .replace(/^(\s*):(?=:)/u, '$1: ')
    .replaceAll('##[', '# #[')
}

/**
 * Removes control characters that a terminal would act upon, those above ASCII too (U+0085 is white space to the runner, so
 * that a command may follow it); keeps tab and ESC, whose colours GitHub renders.
 */
export function printable(line: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this removes
  return line.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f]/gu, '')
}

export interface WriterOptions {
  readonly isDebug?: boolean
  /** For tests: the source of fence tokens. */
  readonly token?: () => string
  /** Waits for the sink to take more. */
  readonly drained?: (signal: AbortSignal) => Promise<void>
}

/**
 * Makes the writer of a process: the one place that touches its stdout. Writing to a pipe is asynchronous in Node on Linux
 * (measured; its documentation says otherwise): what the runner has not read yet waits in this process.
 */
export function processWriter({ stdout }: NodeJS.Process, options: WriterOptions = {}): Writer {
  // a runner that is gone reads nothing more; the run still has to clean up
  stdout.on('error', () => undefined)
  const drained = async (signal: AbortSignal): Promise<void> => {
    if (!stdout.writableNeedDrain || signal.aborted) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        stdout.off('drain', done).off('close', done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      stdout.once('drain', done).once('close', done)
      signal.addEventListener('abort', done, { once: true })
    })
  }
  return createWriter((text) => stdout.write(text), { ...options, drained })
}

/** Resolves when everything that was written has left the process, or the time is up. @param longest milliseconds */
export async function flushed({ stdout }: NodeJS.Process, longest: number): Promise<void> {
  const written = new Promise<void>((resolve) => stdout.write('', () => resolve()))
  await Promise.race([written, sleep(longest)])
}

/** Makes the writer on a sink, usually `process.stdout.write`; the sink gets whole lines. */
export function createWriter(sink: (text: string | Uint8Array) => unknown, options: WriterOptions = {}): Writer {
  const token = options.token ?? randomUUID
  let fence: string | undefined
  const masked = new Set<string>()

  /** The runner masks what it is told in a message, and not in the properties of one (actions/runner, ActionCommandManager.cs). */
  const hidden = (text: string): string =>
    [...masked].sort((a, b) => b.length - a.length).reduce((shown, value) => shown.replaceAll(value, '***'), text)
  const raise = (): void => {
    if (fence !== undefined) return
    fence = token()
    sink(`::stop-commands::${fence}\n`)
  }
  const lower = (): void => {
    if (fence === undefined) return
    sink(`::${fence}::\n`)
    fence = undefined
  }
  const command = (name: string, data: string, properties: Record<string, string | number | undefined> = {}): void => {
    const list = Object.entries(properties)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    sink(`::${name}${list.length > 0 ? ` ${list.join(',')}` : ''}::${escapeData(data)}\n`)
  }
  const own = (name: string, data: string, properties?: Record<string, string | number | undefined>): void => {
    lower()
    command(name, data, properties)
  }

  return {
    info(text) {
      lower()
      sink(
        splitLines(text)
          .map((line) => `${neutralize(printable(line))}\n`)
          .join('')
      )
    },
    debug(text) {
      if (options.isDebug) own('debug', text)
    },
    notice: (text) => own('notice', text),
    warning: (text) => own('warning', text),
    error: (text, { file, line, title } = {}) =>
      own('error', text, { file, line, title: title === undefined ? undefined : hidden(title) }),
    async group(title, body) {
      own('group', neutralize(printable(title)))
      try {
        return await body()
      } finally {
        own('endgroup', '')
      }
    },
    mask(value) {
      if (value === '') return
      // While commands are stopped `add-mask` would be printed, secret and all: resume, mask, stop again under a new token.
      const raised = fence !== undefined
      masked.add(value)
      lower()
      command('add-mask', value)
      if (raised) raise()
    },
    foreign(lines, prefix = foreignPrefix) {
      if (lines.length === 0) return
      raise()
      sink(lines.map((line) => `${prefix}${printable(line)}\n`).join(''))
    },
    foreignBytes(block) {
      if (block.length === 0) return
      raise()
      sink(block)
    },
    drained: options.drained ?? (() => Promise.resolve())
  }
}
