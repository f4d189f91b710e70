import type { ApiUpdate } from '../api/types.js'
import type { TestBot } from '../world/bot.js'
import type { World } from '../world/world.js'

export interface SettledOptions {
  /** Milliseconds of real time. */
  readonly within?: number
}

/** Less than the five seconds that test runners give a test, so that the test fails with the better message. */
const PATIENCE = 4000

/** Knows when bots have taken all their updates. */
export class Settling {
  readonly #world: World
  #failures: Error[] = []

  constructor(world: World) {
    this.#world = world
  }

  /** Handles a bot's updates with a function. Its errors are thrown by `settled`. */
  connect(bot: TestBot, handle: (update: ApiUpdate) => unknown): () => void {
    return bot.inbox.attach((delivery) => {
      void this.#handle(delivery.update, handle).then(() => bot.inbox.confirm(delivery))
    })
  }

  async #handle(update: ApiUpdate, handle: (update: ApiUpdate) => unknown): Promise<void> {
    try {
      await handle(structuredClone(update))
    } catch (cause) {
      this.#failures.push(new Error(`the connected function failed on update ${update.update_id}`, { cause }))
    }
  }

  async settled({ within = PATIENCE }: SettledOptions = {}): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const timeout = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), within)
    })
    try {
      if ((await Promise.race([this.#allEmpty(), timeout])) === 'late') throw new Error(this.#explanation(within))
    } finally {
      clearTimeout(timer)
    }
    const [first, ...more] = this.#failures
    this.#failures = []
    if (first) throw more.length === 0 ? first : new AggregateError([first, ...more], first.message)
  }

  async #allEmpty(): Promise<void> {
    // What a bot does with an update may make updates for another.
    for (let busy = this.#busy(); busy.length > 0; busy = this.#busy()) {
      await Promise.all(busy.map((bot) => bot.inbox.whenEmpty()))
    }
  }

  #busy(): readonly TestBot[] {
    return this.#world.bots.filter((bot) => bot.inbox.size > 0)
  }

  #explanation(within: number): string {
    const waiting = this.#busy().map((bot) => {
      const [first] = bot.inbox.unconfirmed()
      return `@${bot.user.username} has not confirmed ${bot.inbox.size} updates, the first of them ${JSON.stringify(first)}`
    })
    return `not settled after ${within} ms: ${waiting.join('; ')}. Is the bot running, and do its handlers end?`
  }
}
