import { type BotOf, botgen, CommandHandler, command, defineDispatchTable, routes, type Session } from '@botgen/runtime'
import { BotApiServer, type TestChat, type TestUser } from '@botgen/testing'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import { SqlStorage } from './sql-storage.js'
import { databases, describeOn, type TestPlace } from './testing/databases.js'

class Orders {
  @CommandHandler('order')
  order(): void {}
}

await describeOn(databases.postgres, () =>
  describe('two bots on one PostgreSQL', () => {
    let server: BotApiServer
    let place: TestPlace
    let alice: TestUser
    let chat: TestChat
    let handled: string[]
    let receiver: BotOf
    const errors: unknown[] = []

    async function start(name: string): Promise<BotOf> {
      const [database, url, options] = place.target
      const storage = await SqlStorage[database](url, options)
      const order = { invoke: () => void handled.push(name) }
      return botgen(
        new Telegraf(server.token, { telegram: { apiRoot: server.apiRoot } }),
        defineDispatchTable([routes(Orders, 'src/orders.ts', { commands: [command(['order'], 'order', order)] })]),
        { onError: (error) => void errors.push(error), sessions: { storage, state: storage.state } },
      )
    }
    const says = async (text: string, to: BotOf): Promise<void> => {
      receiver = to
      alice.sends(chat, text)
      await server.settled()
    }
    const idsOf = async (session: Session): Promise<number[]> =>
      (await session.messages()).map(({ messageId }) => messageId)

    beforeEach(async () => {
      server = await BotApiServer.start()
      place = await databases.postgres.place()
      alice = server.user({ firstName: 'Alice' })
      chat = server.privateChat(alice)
      handled = []
      server.connect((update) => receiver.handleUpdate(update as unknown as Update))
    })
    afterEach(async () => {
      await server.stop()
      await place.drop()
    })

    it('S31 share sessions, also after a restart of one', async () => {
      const [one, other] = [await start('one'), await start('other')]
      const session = one.sessions.get({ chatId: chat.id, userId: alice.id })
      await session.count()
      await says('hello', other)
      await says('/order', other)
      await session.chat.sendMessage('noted')
      await one.shutdown()

      const again = await start('again')
      await says('/order', again)
      expect(handled).toEqual(['other', 'again'])
      const taken = other.sessions.get(session.key)
      expect(await idsOf(taken)).toEqual([1, 2, 3, 4])
      expect(await taken.clear()).toMatchObject({ removed: 4, deleted: 4 })
      await taken.close()
      await says('late', again)
      expect(again.sessions.isIdle()).toBe(true)
      expect(errors).toEqual([])
      for (const bot of [other, again]) await bot.shutdown()
    })
  }),
)
