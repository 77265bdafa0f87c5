/** The files through which an action hands things to the runner, read after the process has ended (actions/runner 2.336, FileCommandManager.cs). */

/** What a file of `name=value` lines and `name<<DELIMITER` blocks holds. */
export interface FilePairs {
  readonly pairs: Map<string, string>
  /** The first mistake; pairs before it count, those after it are lost, and the step fails. */
  readonly error: string | undefined
}

/** Reads GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV. Lines end at `\n` only; a block must be closed by its delimiter, and a value by a line end. */
export function parsePairs(text: string): FilePairs {
  const pairs = new Map<string, string>()
  try {
    for (const [name, value] of readPairs(text)) pairs.set(name, value)
    return { pairs, error: undefined }
  } catch (error) {
    return { pairs, error: error instanceof Error ? error.message : String(error) }
  }
}

function* readPairs(text: string): Generator<[string, string]> {
  const reader = lineReader(text)
  for (let line = reader.next(); line !== undefined; line = reader.next()) {
    if (line.text === '') continue
    const equals = line.text.indexOf('=')
    const block = line.text.indexOf('<<')
    if (equals >= 0 && (block < 0 || equals < block)) {
      yield [line.text.slice(0, equals), line.text.slice(equals + 1)]
    } else if (block >= 0) {
      const name = line.text.slice(0, block)
      const delimiter = line.text.slice(block + 2)
      if (name === '' || delimiter === '')
        throw new Error(`Invalid format '${line.text}'. Name must not be empty and delimiter must not be empty`)
      yield [name, readBlock(text, reader, delimiter)]
    } else {
      throw new Error(`Invalid format '${line.text}'`)
    }
  }
}

interface Line {
  readonly text: string
  readonly start: number
  readonly isEnded: boolean
}

interface LineReader {
  next(): Line | undefined
  readonly position: number
}

function lineReader(text: string): LineReader {
  let position = 0
  return {
    get position() {
      return position
    },
    next() {
      if (position >= text.length) return undefined
      const start = position
      const end = text.indexOf('\n', start)
      position = end < 0 ? text.length : end + 1
      return { text: text.slice(start, end < 0 ? undefined : end), start, isEnded: end >= 0 }
    }
  }
}

function readBlock(text: string, reader: LineReader, delimiter: string): string {
  const start = reader.position
  let end = start
  for (;;) {
    const line = reader.next()
    if (line === undefined) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
    if (line.text === delimiter) return text.slice(start, end)
    if (!line.isEnded) throw new Error('Invalid value. EOF marker missing new line.')
    end = reader.position - 1
  }
}

/** The largest summary a step may write, in bytes; a larger one is dropped whole. */
export const summaryLimit = 1024 * 1024

/** What GitHub shows of a GITHUB_STEP_SUMMARY file: secrets hidden line by line, or nothing and an error when it is too large. */
export function readSummary(
  bytes: Buffer,
  mask: (line: string) => string
): { summary: string; error: string | undefined } {
  if (bytes.length > summaryLimit) {
    const error = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${summaryLimit / 1024}k, got ${Math.floor(bytes.length / 1024)}k.`
    return { summary: '', error }
  }
  const summary = bytes.toString('utf8').split('\n').map(mask).join('\n')
  return { summary, error: undefined }
}
