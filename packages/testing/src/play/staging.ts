import type { SessionManager } from '@botgen/runtime'
import type { BotApiServer } from '../server.js'

/** What a conversation needs of the bot that it is held with. */
export interface Staging {
  readonly server: BotApiServer
  readonly sessions: SessionManager
  /** Resolves when the bot is done with every update; throws what it failed on. */
  readonly settled: () => Promise<void>
}
