/** Plays a scenario against real sessions and holds what they do against the model. */
import { UnrecordedMessagesError } from '../../src/index.js'
import { checkArrivalOrder } from './arrival-order.js'
import type { Action, Scenario } from './commands.js'
import { Deliveries } from './deliveries.js'
import { describe, isFromStorage, isRefusal } from './failures.js'
import { History } from './history.js'
import { idOf } from './messages.js'
import { Model } from './model.js'
import { turns } from './pace.js'
import type { Scene } from './scene.js'
import { Sendings } from './sendings.js'
import { SessionSteps } from './session-steps.js'
import { expiresAfter, Stage } from './stage.js'
import type { MakeStorage } from './storages.js'
import { UnderWay } from './under-way.js'
import { Updates } from './updates.js'
import { Watch } from './watch.js'

const second = 1000

/** Rejects with what was not as the model says. A rejection that nobody handles fails the test by itself: jest sees to it. */
export async function play(scenario: Scenario, makeStorage: MakeStorage): Promise<void> {
  const performance = new Play(scenario, makeStorage)
  await performance.run()
  const [first] = performance.violations
  if (first !== undefined) throw new Error(first)
}

class Play {
  readonly #scenario: Scenario
  readonly #scene: Scene
  readonly #underWay: UnderWay
  readonly #sendings: Sendings
  readonly #steps: SessionSteps
  readonly #updates: Updates

  constructor(scenario: Scenario, makeStorage: MakeStorage) {
    this.#scenario = scenario
    const history = new History()
    const model = new Model(history)
    const deliveries = new Deliveries(history)
    const stage = new Stage(scenario, makeStorage, {
      deleting: (chatId, messageIds) => {
        this.#scene.watch.look()
        for (const messageId of messageIds) model.isDeleting(idOf({ chatId, messageId }))
      },
      sent: (by, chatId, messageIds) => this.#sendings.hasSent(by, chatId, messageIds),
      storageFailed: () => history.storageFailed(),
      onError: (error) => this.#heard(error),
    })
    this.#scene = { stage, history, model, watch: new Watch({ stage, history, model }, deliveries) }
    this.#underWay = new UnderWay(this.#scene)
    this.#sendings = new Sendings(this.#scene)
    this.#steps = new SessionSteps(this.#scene, this.#sendings)
    this.#updates = new Updates(scenario, this.#scene, {
      deliveries,
      steps: this.#steps,
      underWay: this.#underWay,
    })
    stage.connect((update) => this.#updates.receive(update))
    stage.bot.use((ctx) => this.#updates.handle(ctx))
  }

  get violations(): readonly string[] {
    return this.#scene.model.violations
  }

  async run(): Promise<void> {
    const { stage, watch } = this.#scene
    for (const step of this.#scenario.steps) {
      watch.look()
      if (step.do === 'advance') await stage.pass(step.by)
      else this.#act(step)
      for (let turn = 0; turn < step.pause && this.#underWay.count > 0; turn += 1) await turns(1)
    }
    await this.#underWay.comeToRest()
    // What is over is closed again by another process, which closes nothing else.
    for (const handle of watch.closedElsewhere()) void this.#underWay.start(() => handle.close())
    await this.#underWay.comeToRest()
    for (const ids of watch.sessions.values()) void this.#underWay.start(() => this.#steps.read(ids))
    await this.#underWay.comeToRest()
    if (this.#scenario.endsBy === 'expiry') await this.#letExpire()
    watch.look()
    checkArrivalOrder(this.#scenario, this.#scene, this.#steps.tracked)
    await this.#closeAll()
    await this.#shutDown()
  }

  #act(step: Exclude<Action, { do: 'advance' }>): void {
    const { stage } = this.#scene
    const { server, users, chats } = stage
    switch (step.do) {
      case 'write': {
        const [user, chat] = [users[step.user]!, chats[step.chat]!]
        if (!chat.isMember(user.id)) return
        user.sends(chat, step.handler === undefined ? 'hello' : JSON.stringify(step.handler))
        return
      }
      case 'edit': {
        const written = chats[step.chat]?.history().findLast(({ from }) => from?.is_bot === false)
        if (written !== undefined) users.find(({ id }) => id === written.from?.id)?.edits(written, written.text ?? '')
        return
      }
      case 'redeliver':
        if (this.#updates.last !== undefined) server.redeliver(this.#updates.last as never)
        return
      case 'protect': {
        const newest = stage.newest(step.chat)
        if (newest !== undefined) chats[step.chat]?.undeletable.add(newest.message_id)
        return
      }
      case 'break storage':
        return stage.breakStorage(step.how, step.calls)
      case 'mend storage':
        return stage.mendStorage()
      case 'break Telegram':
        return stage.breakTelegram(step.what, step.how, step.calls)
      case 'open':
      case 'send':
      case 'track':
      case 'read':
      case 'clear':
      case 'forget':
      case 'close':
        return void this.#underWay.start(() => this.#steps.do(step, stage.sessions[step.session]!))
    }
  }

  #heard(error: unknown): void {
    if (error instanceof UnrecordedMessagesError) this.#sendings.areUnrecorded(error.entries)
    const isExpected = isFromStorage(error) || isRefusal(error)
    this.#scene.model.require(isExpected, () => `onError heard of ${describe(error)}`)
  }

  /** Other processes use the sessions for the last time; they expire when that is too long ago. */
  async #letExpire(): Promise<void> {
    const { stage, watch } = this.#scene
    await stage.pass(expiresAfter / 3)
    watch.look()
    stage.stored.useElsewhere?.()
    // This process finds them idle, and asks the storage.
    await stage.pass((expiresAfter * 2) / 3 + 1500 * second)
    // An hour more at most until it asks again, and a sweep.
    await stage.pass(expiresAfter / 3 + 3600 * second + 1500 * second)
  }

  async #closeAll(): Promise<void> {
    const { stage, history, model, watch } = this.#scene
    const { sessions } = stage.bot
    for (const [key, ids] of watch.sessions) {
      const expired = this.#scenario.endsBy === 'expiry' && history.current(key) !== undefined
      model.require(!expired, () => `S29 ${key} has not expired`)
      await this.#underWay.start(() => this.#steps.close(ids))
      void this.#underWay.start(() => this.#steps.read(ids))
    }
    await this.#underWay.comeToRest()
    model.require(sessions.isIdle(), () => 'S7 the manager is not idle after all sessions were closed')
    model.require(sessions.settled() === undefined, () => 'something is still under way after the end')
    model.checkWaits()
    const left = stage.stored.keys()
    model.require(left.length === 0, () => `S28 the storage still has ${left.join(', ')}`)
    this.#sendings.checkReports()
  }

  async #shutDown(): Promise<void> {
    const { stage, model } = this.#scene
    let left: unknown
    void this.#underWay.start(async () => {
      const { updates, entries } = await stage.bot.shutdown()
      left = updates + entries
    })
    await stage.settle()
    model.require(left === 0, () => `S39 shutdown() leaves ${String(left)}`)
    model.require(stage.timers === 0, () => `${stage.timers} timers are left after the end`)
  }
}
