interface Waiting<Job, Answer> {
  readonly job: Job
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** How many calls are done at once at most. */
const most = 250

/** Calls that come while others are under way are done together, in order, once those are done. */
export class Batches<Job, Answer> {
  readonly #run: (jobs: readonly Job[]) => Promise<readonly Answer[]>
  #waiting: Waiting<Job, Answer>[] = []
  #running: Promise<void> | undefined

  /** @param run does calls together and answers each, in their order; when it fails, all of them have failed */
  constructor(run: (jobs: readonly Job[]) => Promise<readonly Answer[]>) {
    this.#run = run
  }

  /** Resolves or rejects when the call has been done. */
  add(job: Job): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject })
      this.#running ??= this.#runAll()
    })
  }

  /** Waits until no calls are left. Never rejects. */
  async settled(): Promise<void> {
    await this.#running
  }

  async #runAll(): Promise<void> {
    // The calls of one turn go together from the first on.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, most)
      try {
        const answers = await this.#run(batch.map(({ job }) => job))
        // One answer for each.
        for (const [position, { resolve }] of batch.entries()) resolve(answers[position] as Answer)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#running = undefined
  }
}
