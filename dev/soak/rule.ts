import type { Evidence } from './evidence.ts'

/** What every run has to keep. */
export interface Rule {
  readonly id: string
  /** What must hold. */
  readonly text: string
  /** What breaks it, a sentence each. */
  readonly check: (evidence: Evidence) => readonly string[]
}
