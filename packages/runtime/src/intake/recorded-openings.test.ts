import { beforeEach, describe, expect, it } from '@jest/globals'
import { type BotProcess, message, Processes, watch } from '../../test/processes.js'
import { type Gate, gate, until } from '../../test/waiting.js'

/** While one process, which acknowledges what is recorded, is still opening a session in the storage. */
describe("acknowledge: 'recorded', where processes share updates", () => {
  let all: Processes
  let one: BotProcess
  let opening: Gate

  beforeEach(async () => {
    all = new Processes()
    one = all.start('one', { acknowledge: 'recorded', slow: (update) => void update.session() })
    opening = gate()
    one.storage.failNext('openSession', { hold: opening.promise })
    all.gateOf('one', 5).open()
    await one.gets(message(5, '/slow'))
    await until(() => all.handled.includes('one 5'))
  })

  it('S31 another process records the reply to a message that has opened a session', async () => {
    const other = all.start('other')
    const reply = watch(other.gets(message(6, '/fast')))
    await all.pass(2000)
    opening.open()
    await all.pass(2000)
    expect(reply.state).toBe('resolved')
    const session = other.bot.sessions.get({ chatId: 1001, userId: 1001 })
    expect((await session.messages()).map(({ messageId }) => messageId)).toEqual([5, 6])
  })

  it('S36 no other chat waits for that', async () => {
    for (const id of [6, 7]) await one.gets(message(id, '/fast', 1002))
    await until(() => all.handled.length === 3)
    expect(all.handled).toEqual(['one 5', 'one 6', 'one 7'])
  })
})
