import type { ApiError } from '../cluster/port.ts'

/** What the user is told of a lowered or disturbed sight of the cluster: each thing once, one sentence. */
export class Notices {
  readonly #tell: (text: string) => void
  readonly #told = new Set<string>()
  #isDisturbed = false

  constructor(tell: (text: string) => void) {
    this.#tell = tell
  }

  once(text: string): void {
    if (this.#told.has(text)) return
    this.#told.add(text)
    this.#tell(text)
  }

  /** The cluster does not answer; undefined: it does again. */
  disturbed(error: ApiError | undefined): void {
    if (error === undefined && this.#isDisturbed) this.#tell('The cluster answers again.')
    if (error !== undefined && !this.#isDisturbed)
      this.#tell(`The cluster cannot be seen at present (${error.message}); the run goes on, looking again.`)
    this.#isDisturbed = error !== undefined
  }
}
