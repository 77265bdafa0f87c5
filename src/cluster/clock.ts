/** The server's clock, told from the `Date` of its answers and carried on by our monotonic one. */

export class ServerClock {
  readonly #monotonic: () => number
  readonly #wall: () => number
  /** The server's clock minus our monotonic one lies between these, in milliseconds; undefined before the first answer. */
  #lowest: number | undefined
  #highest = 0

  constructor(monotonic: () => number = () => performance.now(), wall: () => number = Date.now) {
    this.#monotonic = monotonic
    this.#wall = wall
  }

  /** What {@link observe} needs: a reading of the monotonic clock. */
  read(): number {
    return this.#monotonic()
  }

  /**
   * Learns from an answer. A `Date` holds whole seconds, so each answer leaves a range; ranges are cut down by each other.
   * @param sent, received readings of the monotonic clock
   */
  observe(date: string | undefined, sent: number, received: number): void {
    const at = date === undefined ? Number.NaN : Date.parse(date)
    if (Number.isNaN(at)) return
    const lowest = at - received
    const highest = at + 1000 - sent
    const isNew = this.#lowest === undefined || lowest > this.#highest || highest < this.#lowest
    // No overlap: the server's clock was set, or another server answers.
    this.#lowest = isNew ? lowest : Math.max(this.#lowest ?? lowest, lowest)
    this.#highest = isNew ? highest : Math.min(this.#highest, highest)
  }

  /** Milliseconds since the epoch; the runner's own clock before the first answer. */
  now(): number {
    return this.#lowest === undefined
      ? this.#wall()
      : Math.round(this.#monotonic() + (this.#lowest + this.#highest) / 2)
  }
}
