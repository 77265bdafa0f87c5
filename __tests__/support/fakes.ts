/** Small fakes of our own interfaces, for what a real part cannot be made to do in a unit test. */

import type { Journal, UndoRecord } from '../../src/scope.ts'

/** A sink for the writer that keeps what the runner would read. */
export function makeSink(): { write: (text: string | Uint8Array) => void; readonly text: string } {
  const parts: string[] = []
  return {
    write: (text) => parts.push(Buffer.from(text).toString('utf8')),
    get text() {
      return parts.join('')
    }
  }
}

export interface MemoryJournal extends Journal {
  readonly open: ReadonlyMap<number, UndoRecord>
  /** Everything that was written, in order. */
  readonly history: readonly string[]
}

/** A journal in memory that remembers the order of what was written. */
export function makeJournal(): MemoryJournal {
  const open = new Map<number, UndoRecord>()
  const history: string[] = []
  return {
    open,
    history,
    write(record) {
      open.set(record.id, record)
      history.push(
        `write ${record.id}${record.undo.kind === 'job' && record.undo.uid ? ` uid ${record.undo.uid}` : ''}`
      )
    },
    done(id) {
      open.delete(id)
      history.push(`done ${id}`)
    }
  }
}
