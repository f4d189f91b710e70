import type { Clock } from './clock.js'
import type { Turn } from './dispatch/index.js'
import type { Acknowledge, Intake, UpdateClaims } from './intake/index.js'
import type { Incidents } from './incidents.js'
import type { SessionManager } from './sessions/index.js'

/** What a bot is made of, for those who look at it while it runs. */
export interface BotParts {
  readonly botId: number
  /** What stored keys begin with. */
  readonly namespace: string
  readonly handlers: number
  readonly acknowledge: Acknowledge
  readonly clock: Clock
  readonly intake: Intake
  readonly claims: UpdateClaims | undefined
  readonly sessions: SessionManager
  readonly incidents: Incidents
  readonly turns: Turns
}

const partsOfBots = new WeakMap<object, BotParts>()

export function setParts(bot: object, parts: BotParts): void {
  partsOfBots.set(bot, parts)
}

export function partsOf(bot: object): BotParts | undefined {
  return partsOfBots.get(bot)
}

/** The turns that are under way, kept once somebody wants to see them. */
export class Turns {
  #underWay: Set<Turn> | undefined

  watch(): void {
    this.#underWay ??= new Set()
  }

  get underWay(): Iterable<Turn> {
    return this.#underWay ?? []
  }

  follow(turn: Turn, handled: Promise<void>): void {
    const turns = this.#underWay
    if (turns === undefined) return
    turns.add(turn)
    // It never rejects.
    void handled.then(() => turns.delete(turn))
  }
}
