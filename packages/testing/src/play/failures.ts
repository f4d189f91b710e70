import type { ErrorListener } from '@botgen/runtime'

/** The errors that a bot handled nowhere. */
export class Failures {
  readonly all: Error[] = []
  #thrown = 0

  readonly listener: ErrorListener = (error) =>
    void this.all.push(error instanceof Error ? error : new Error('The bot threw what is no error.', { cause: error }))

  /** Throws those that came since it threw last. */
  throwNew(): void {
    const [first, ...more] = this.all.slice(this.#thrown)
    this.#thrown = this.all.length
    if (first === undefined) return
    if (more.length === 0) throw first
    throw new AggregateError([first, ...more], `The bot failed ${more.length + 1} times, first: ${first.message}`)
  }
}
