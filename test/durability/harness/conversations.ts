import type { BotApiServer, TestChat, TestUser } from '@botgen/testing'

interface Conversation {
  readonly user: TestUser
  readonly chat: TestChat
  /** Whether the user has opened the flow and not closed it, in the order in which they wrote. */
  isOpen: boolean
  /** Ids of what the user has written since opening the flow, `/open` included. */
  inFlow: number[]
  /** Ids of what the user has written while no flow was open. */
  outside: number[]
  /** Ids of the messages that the bot answers: all that were in a flow, but for what closed it. */
  answered: number[]
}

/** Users who each write to the bot in a chat of their own: they open flows, write in them, and close them. */
export class Conversations {
  readonly all: readonly Conversation[]
  readonly #server: BotApiServer
  readonly #random: () => number

  constructor(server: BotApiServer, count: number, random: () => number) {
    this.#server = server
    this.#random = random
    this.all = Array.from({ length: count }, (_, index) => {
      const user = server.user({ firstName: `User ${index}` })
      return { user, chat: server.privateChat(user), isOpen: false, inFlow: [], outside: [], answered: [] }
    })
  }

  get chatIds(): number[] {
    return this.all.map(({ chat }) => chat.id)
  }

  /** Has users write whenever fewer than `most` updates are under way, until what this returns is called. */
  keepWriting(most: number): () => void {
    const write = (): void => {
      while (this.#server.bot.inbox.size < most) this.#act()
    }
    const pump = setInterval(write, 5).unref()
    write()
    return () => clearInterval(pump)
  }

  /** Everybody writes something that changes nothing. */
  everybodyWrites(conversations = this.all): void {
    for (const conversation of conversations) this.#says(conversation, 'still there?')
  }

  /** Everybody who has no flow opens one. */
  everybodyOpens(): void {
    for (const conversation of this.all) if (!conversation.isOpen) this.#open(conversation)
  }

  /** What somebody does brings at least one call of the bot's. */
  #act(): void {
    const conversation = this.all[Math.floor(this.#random() * this.all.length)]
    if (conversation === undefined) return
    const chance = this.#random()
    if (!conversation.isOpen) {
      if (chance < 0.3) this.#says(conversation, 'not in a flow')
      this.#open(conversation)
    } else if (chance < 0.1) this.#close(conversation)
    else this.#says(conversation, 'in a flow')
    if (chance > 0.95) this.#repeatSomething()
  }

  #open(conversation: Conversation): void {
    conversation.isOpen = true
    this.#says(conversation, '/open')
  }

  #close(conversation: Conversation): void {
    const { user, chat } = conversation
    user.sends(chat, '/close')
    conversation.isOpen = false
    conversation.inFlow = []
  }

  #says(conversation: Conversation, text: string): void {
    const { user, chat, isOpen, inFlow, outside, answered } = conversation
    const { message_id: id } = user.sends(chat, text)
    if (isOpen) inFlow.push(id)
    else outside.push(id)
    if (isOpen) answered.push(id)
  }

  /** Telegram delivers an update again whose acknowledgement was lost. */
  #repeatSomething(): void {
    const waiting = new Set(this.#server.bot.inbox.unconfirmed().map(({ update_id }) => update_id))
    const done = this.#server.bot.sent.slice(-100).filter(({ update_id }) => !waiting.has(update_id))
    const update = done[Math.floor(this.#random() * done.length)]
    if (update !== undefined) this.#server.redeliver(update)
  }
}
