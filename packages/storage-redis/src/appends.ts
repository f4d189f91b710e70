import type { SessionEntry } from '@botgen/runtime'
import type { SessionKeys } from './keys.js'
import { append } from './scripts/sessions.js'
import type { Server } from './server.js'

/** Entries for one session. */
export interface Append extends Pick<SessionKeys, 'session' | 'open' | 'part'> {
  readonly key: string
  /** Nothing for a session that need not be open. */
  readonly epoch: string
  readonly entries: readonly SessionEntry[]
}

interface Waiting extends Append {
  readonly resolve: (isDone: boolean) => void
  readonly reject: (error: unknown) => void
}

export interface AppendsOptions {
  /** Whether a step may touch keys of one part only, as in a cluster. */
  readonly isCluster: boolean
  /** As the script takes them. */
  readonly time: () => string
  readonly ttl: string
}

/** So many entries are in one step at most, or one call's: Redis does nothing else meanwhile. */
const mostEntries = 200

/** Has what is asked for in one turn done in one step: what a step costs by itself is more than what an entry costs. */
export class Appends {
  readonly #server: Server
  readonly #options: AppendsOptions
  #waiting: Waiting[] = []

  constructor(server: Server, options: AppendsOptions) {
    this.#server = server
    this.#options = options
  }

  /** Resolves with whether the session was open, once Redis has the entries. */
  add(job: Append): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) queueMicrotask(() => this.flush())
      this.#waiting.push({ ...job, resolve, reject })
    })
  }

  /** Asks for what waits for the end of the turn. */
  flush(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const step of this.#options.isCluster ? byPart(waiting).flatMap(inSteps) : inSteps(waiting))
      void this.#run(step)
  }

  async #run(jobs: readonly Waiting[]): Promise<void> {
    const keys: string[] = []
    const args = [this.#options.time(), this.#options.ttl]
    for (const { session, open, key, epoch, entries } of jobs) {
      keys.push(session, open)
      args.push(key, epoch, String(entries.length))
      for (const entry of entries) args.push(fieldOf(entry), JSON.stringify(entry))
    }
    try {
      const answers = (await this.#server.run(append, keys, args)) as readonly number[]
      for (const [position, { resolve }] of jobs.entries()) resolve(answers[position] === 1)
    } catch (error) {
      for (const { reject } of jobs) reject(error)
    }
  }
}

/** What tells a message from the others of its session (S12). */
export function fieldOf({
  businessConnectionId = '',
  chatId,
  messageId,
}: Omit<SessionEntry, 'kind' | 'direction' | 'date'>): string {
  return `${businessConnectionId}/${chatId}/${messageId}`
}

function byPart(jobs: readonly Waiting[]): readonly (readonly Waiting[])[] {
  const parts = new Map<number, Waiting[]>()
  for (const job of jobs) {
    const part = parts.get(job.part)
    if (part === undefined) parts.set(job.part, [job])
    else part.push(job)
  }
  return [...parts.values()]
}

function inSteps(jobs: readonly Waiting[]): readonly (readonly Waiting[])[] {
  const steps: Waiting[][] = []
  let size = mostEntries
  for (const job of jobs) {
    if (size >= mostEntries) {
      steps.push([])
      size = 0
    }
    steps.at(-1)?.push(job)
    size += job.entries.length
  }
  return steps
}
