import type { Context } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { HandlerSteps, Scenario } from './commands.js'
import type { Deliveries } from './deliveries.js'
import type { Scene } from './scene.js'
import type { SessionSteps } from './session-steps.js'
import type { UnderWay } from './under-way.js'
import { keyOf } from './watch.js'

/** Hands updates over to the bot, and is the handler of them: the text of a message says what it does. */
export class Updates {
  readonly #acknowledge: Scenario['acknowledge']
  readonly #scene: Scene
  readonly #deliveries: Deliveries
  readonly #steps: SessionSteps
  readonly #underWay: UnderWay
  #last: Update | undefined

  constructor(
    { acknowledge }: Scenario,
    scene: Scene,
    parts: { readonly deliveries: Deliveries; readonly steps: SessionSteps; readonly underWay: UnderWay },
  ) {
    this.#acknowledge = acknowledge
    this.#scene = scene
    this.#deliveries = parts.deliveries
    this.#steps = parts.steps
    this.#underWay = parts.underWay
  }

  /** The one that was received last. */
  get last(): Update | undefined {
    return this.#last
  }

  async receive(update: Update): Promise<void> {
    const { stage, watch } = this.#scene
    const again = this.#deliveries.of(update.update_id) !== undefined || this.#last?.update_id === update.update_id
    this.#last = update
    if (again || !('message' in update)) return this.#underWay.start(() => stage.bot.handleUpdate(update))
    const delivery = this.#deliveries.begin(update, watch.sessions)
    await this.#underWay.start(async () => {
      const now = stage.clock.now()
      await stage.bot.handleUpdate(update)
      watch.look()
      this.#deliveries.isAcknowledged(delivery, now)
    })
  }

  async handle(ctx: Context): Promise<void> {
    this.#scene.watch.look()
    const delivery = this.#deliveries.of(ctx.update.update_id)
    const text = ctx.text
    if (text?.startsWith('{') === true && ctx.chat !== undefined && ctx.from !== undefined && 'message' in ctx.update) {
      await this.#underWay.start(() =>
        this.#handleBy(JSON.parse(text) as HandlerSteps, ctx, ctx.chat!.id, ctx.from!.id),
      )
    }
    if (delivery !== undefined) this.#deliveries.isHandled(delivery)
  }

  async #handleBy({ qualifier, opens, steps }: HandlerSteps, ctx: Context, chatId: number, userId: number) {
    const { stage, history, watch } = this.#scene
    const ids = { chatId, userId, ...(qualifier !== undefined && { qualifier }) }
    watch.add(ids)
    const options = qualifier === undefined ? {} : { qualifier }
    if (opens) {
      const before = history.current(keyOf(ids))
      await this.#steps.open(ids, () => stage.bot.sessions.of(ctx, options)!)
      if (before === undefined) this.#recordsOpening(ctx.update, keyOf(ids))
    }
    for (const step of steps) await this.#steps.do(step, ids, ctx)
  }

  /** S13: the acknowledgement, unless it comes early, waits for the message that opened the session. */
  #recordsOpening({ update_id: id }: Update, key: string): void {
    const period = this.#scene.history.current(key)
    const claim = this.#deliveries.of(id)?.claims.find((candidate) => candidate.period === period)
    if (claim !== undefined && this.#acknowledge === 'handled') claim.isCertain = true
  }
}
