import {
  type BotOf,
  botgen,
  CommandHandler,
  command,
  defineDispatchTable,
  routes,
  type Session,
  SessionQualifier,
} from '@botgen/runtime'
import { BotApiServer, type TestChat, type TestUser } from '@botgen/testing'
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import { LevelStorage } from './index.js'
import { newFolder, removeFolders } from './testing/folders.js'

class OrderHandlers {
  @CommandHandler('/order')
  async order(@SessionQualifier('order') session: Session): Promise<void> {
    await session.chat.sendMessage('What would you like?')
  }
}

const handlers = new OrderHandlers()
const table = defineDispatchTable([
  routes(OrderHandlers, 'src/order.ts', {
    commands: [
      command(['order'], 'order', {
        sessions: ['order'],
        qualifiers: { 0: 'order' },
        invoke: (update) => handlers.order(update.session('order')),
      }),
    ],
  }),
])

let server: BotApiServer
let alice: TestUser
let chat: TestChat
let bot: BotOf
let folder: string

/** One life of the bot. */
async function start(): Promise<void> {
  const storage = await LevelStorage.open(folder, { clock: server.clock })
  const telegraf = new Telegraf(server.token, { telegram: { apiRoot: server.apiRoot } })
  bot = botgen(telegraf, table, {
    clock: server.clock,
    sessions: { storage, state: storage.state },
  })
}

async function says(text: string): Promise<void> {
  alice.sends(chat, text)
  await server.settled()
}

beforeEach(async () => {
  server = await BotApiServer.start()
  alice = server.user({ firstName: 'Alice' })
  chat = server.privateChat(alice)
  folder = newFolder()
  await start()
  server.connect((update) => bot.handleUpdate(update as unknown as Update))
})
afterEach(async () => {
  await bot.shutdown()
  await server.stop()
})
afterAll(removeFolders)

describe('a bot with a level storage', () => {
  it('S31 has its session open after a restart, and clear() wipes what both lives recorded', async () => {
    await says('/order')
    await says('a pizza')
    expect(await bot.shutdown()).toEqual({ updates: 0, entries: 0 })

    await start()
    await says('with mushrooms')
    const session = bot.sessions.get({ chatId: chat.id, userId: alice.id, qualifier: 'order' })
    await session.chat.sendMessage('It is on its way.')
    expect(await session.count()).toBe(5)
    expect(await session.clear()).toMatchObject({ removed: 5, deleted: 5 })
    expect(chat.history()).toEqual([])
  })
})
