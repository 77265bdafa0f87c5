/**
 * The one way to make a side effect that must not be left behind: its undo is written down as data before it is made.
 *
 * Main and post share one interpreter of these records (`cleanup.ts`). Under job containers main may still run while post
 * does (the runner's signals reach only the docker client), so post first writes a cancel marker, and main looks for it
 * before and after each effect: whoever comes last undoes.
 */

import { Failure } from './failure.ts'

/** An object in the cluster that was made, or may have been. */
interface ObjectUndo {
  readonly name: string
  readonly namespace: string
  /** The `identifier` label: proof that an object of this name is ours when the uid is not known. */
  readonly identifier: string
  readonly uid?: string
  /** How post reaches the cluster again; paths only. */
  readonly access: ClusterAccess
}

export type JobUndo = ObjectUndo & { readonly kind: 'job' }
/** A Secret of the run: it goes when its Job does, and before that at the verdict. */
export type SecretUndo = ObjectUndo & {
  readonly kind: 'secret'
  /** The Job that owns it: when that is gone, the cluster's garbage collection takes the Secret, one that comes later too. */
  readonly job: { readonly name: string; readonly uid: string }
}

/** A pod that the run saw as its Job's own, and that somebody's deletion of the Job left behind (`--cascade=orphan`). */
export type PodUndo = ObjectUndo & { readonly kind: 'pod' }

/** What it takes to undo one side effect, in a form that survives this process. Never holds a secret. */
export type Undo =
  | JobUndo
  | SecretUndo
  | PodUndo
  | { readonly kind: 'local-image'; readonly reference: string }
  | { readonly kind: 'folder'; readonly path: string }

/** Where a later process finds the cluster: paths of kubeconfig files and the context, never their contents. */
export type ClusterAccess =
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly context: string }
  | { readonly kind: 'in-cluster' }

/** An undo with its place in the order and the time it was written, in milliseconds since the epoch. */
export interface UndoRecord {
  readonly id: number
  readonly at: number
  readonly undo: Undo
}

/** Where records are kept: the runner's state, which post reads even when main was killed. */
export interface Journal {
  /** Writes or replaces the record of this id; must be on disk when it returns. */
  write(record: UndoRecord): void
  /** Marks the record as done: post will not look at it. */
  done(id: number): void
}

/** The cancel marker that post leaves for a main that still runs. */
export interface CancelMarker {
  isSet(): boolean
}

/** @param isLast false: there will be another try after all others, so {@link Postponed} may be thrown */
export type Undoer = (record: UndoRecord, signal: AbortSignal, isLast: boolean) => Promise<void>

/** Thrown by an undoer for what can only be said, or only be done without a long wait, once the others are undone. */
export class Postponed extends Error {}

/** What could not be undone, with the reason. */
export interface Left {
  readonly record: UndoRecord
  readonly error: unknown
}

/**
 * Undoes records in their order, newest first; one failure does not stop the others, and what is postponed comes after them.
 * @param done is told of each that is undone, at once
 */
export async function undoAll(
  records: readonly UndoRecord[],
  undoer: Undoer,
  signal: AbortSignal,
  done: (record: UndoRecord) => void
): Promise<readonly Left[]> {
  const left: Left[] = []
  const postponed: UndoRecord[] = []
  const attempt = async (record: UndoRecord, isLast: boolean): Promise<void> => {
    try {
      await undoer(record, signal, isLast)
      done(record)
    } catch (error) {
      if (error instanceof Postponed && !isLast) postponed.push(record)
      else left.push({ record, error })
    }
  }
  for (const record of records) await attempt(record, false)
  for (const record of postponed) await attempt(record, true)
  return left
}

export class Scope {
  /** Aborts when the run is cancelled, or a part of it failed so that the rest is pointless. */
  readonly signal: AbortSignal
  readonly #journal: Journal
  readonly #marker: CancelMarker
  readonly #now: () => number
  readonly #open = new Map<number, UndoRecord>()
  #next = 1

  constructor(options: { signal: AbortSignal; journal: Journal; marker: CancelMarker; now?: () => number }) {
    this.signal = options.signal
    this.#journal = options.journal
    this.#marker = options.marker
    this.#now = options.now ?? Date.now
  }

  /**
   * Makes a side effect: records its undo, makes sure that nobody cancelled, acts, records the uid, makes sure again.
   * Whatever `act` throws leaves the record open, since the effect may have happened all the same (a lost reply).
   * @throws Failure `cancelled` when the marker is set or the signal aborted; the effect is then undone when the scope closes.
   */
  async create<T>(
    undo: Undo,
    act: (signal: AbortSignal) => Promise<T>,
    uidOf?: (made: T) => string | undefined
  ): Promise<T> {
    this.#check()
    const record: UndoRecord = { id: this.#next++, at: this.#now(), undo }
    this.#open.set(record.id, record)
    this.#journal.write(record)
    this.#check()
    const made = await act(this.signal)
    const uid = uidOf?.(made)
    if (uid !== undefined && 'name' in undo) {
      const known: UndoRecord = { ...record, undo: { ...undo, uid } }
      this.#open.set(record.id, known)
      this.#journal.write(known)
    }
    this.#check()
    return made
  }

  /** Gives an effect up on purpose: it stays (`cleanup: never`, a Job that was handed over, an effect that surely did not happen). */
  keep(matches: (undo: Undo) => boolean): void {
    for (const record of this.#open.values()) {
      if (!matches(record.undo)) continue
      this.#open.delete(record.id)
      this.#journal.done(record.id)
    }
  }

  /**
   * Undoes everything that is open, newest first; one failure does not stop the others.
   * @returns what could not be undone, with the reason; those records stay open for post.
   */
  close(undoer: Undoer, signal: AbortSignal): Promise<readonly Left[]> {
    return undoAll([...this.#open.values()].reverse(), undoer, signal, ({ id }) => {
      this.#open.delete(id)
      this.#journal.done(id)
    })
  }

  #check(): void {
    if (this.signal.aborted) throw this.signal.reason
    if (this.#marker.isSet()) throw new Failure('cancelled', { what: 'The run was cancelled.' })
  }
}

/**
 * Runs tasks side by side. The first failure aborts the signal that the others were given; all settle before this does.
 * @throws the first failure.
 */
export async function together<T extends readonly unknown[]>(
  parent: AbortSignal,
  tasks: { [K in keyof T]: (signal: AbortSignal) => Promise<T[K]> }
): Promise<T> {
  const controller = new AbortController()
  const signal = AbortSignal.any([parent, controller.signal])
  const failures: unknown[] = []
  const results = await Promise.all(
    tasks.map(async (task) => {
      try {
        return await task(signal)
      } catch (error) {
        failures.push(error)
        controller.abort(error)
        return undefined
      }
    })
  )
  if (failures.length > 0) throw failures[0]
  return results as unknown as T
}
