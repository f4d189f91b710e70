import { describe, expect, it } from '@jest/globals'
import {
  botgen,
  CommandHandler,
  callback,
  command,
  type DispatchTable,
  defineDispatchTable,
  HandlerError,
  observer,
  routes,
  type Session,
  SessionQualifier,
  UpdateHandler,
} from '@botgen/runtime'
import { type Context, Markup, Telegraf } from 'telegraf'
import { createTestBot } from './index.js'

class Handlers {
  @CommandHandler('order')
  async order(@SessionQualifier('order') order: Session): Promise<void> {
    const { button, inlineKeyboard } = Markup
    const keyboard = inlineKeyboard([[button.callback('Pizza', 'take'), button.callback('Nothing', 'nothing')]])
    await order.chat.sendMessage('What would you like?', keyboard)
  }

  @CommandHandler('fail')
  fail(): Promise<void> {
    return Promise.reject(new Error('no flour'))
  }

  @CommandHandler('hang')
  hang(): Promise<void> {
    return new Promise(() => undefined)
  }

  @CommandHandler.CallbackQuery('take')
  async take(ctx: Context): Promise<void> {
    await ctx.answerCbQuery('Taken')
    await ctx.editMessageText('One pizza')
  }

  @UpdateHandler(['chat_member'])
  async joined(ctx: Context): Promise<void> {
    await ctx.reply('Welcome')
  }
}

function table(): DispatchTable {
  const handlers = new Handlers()
  return defineDispatchTable([
    routes(Handlers, 'src/handlers.ts', {
      commands: [
        command(['order'], 'order', {
          sessions: ['order'],
          qualifiers: { 0: 'order' },
          invoke: (update) => handlers.order(update.session('order')),
        }),
        command(['fail'], 'fail', { invoke: () => handlers.fail() }),
        command(['hang'], 'hang', { invoke: () => handlers.hang() }),
      ],
      callbacks: [callback(['take'], 'take', { invoke: (update) => handlers.take(update.context()) })],
      observers: [observer(['chat_member'], 'joined', { invoke: (update) => handlers.joined(update.context()) })],
    }),
  ])
}

describe('createTestBot', () => {
  it('T5 plays a conversation: what the chat shows, its buttons, what the session holds', async () => {
    await using test = await createTestBot(table())
    const alice = test.chatWith('Alice')

    await alice.says('/order')

    expect(alice.shows()).toEqual(['/order', 'What would you like?'])
    expect(alice.buttons()).toEqual([['Pizza', 'Nothing']])
    expect(await alice.recorded('order')).toEqual(['/order', 'What would you like?'])

    expect(await alice.presses('Pizza')).toMatchObject({ text: 'Taken' })
    expect(alice.shows()).toEqual(['/order', 'One pizza'])

    const photo = await alice.sends({ photo: 'pizza.jpg' })
    alice.user.deletes(photo)
    await test.settled()
    expect(await alice.recorded('order')).toEqual(['/order', 'One pizza', '[deleted]'])
    await alice.session('order')?.clear()
    expect(alice.shows()).toEqual([])
    expect(await alice.recorded('order')).toEqual([])
  })

  it('T5 takes a function that makes the bot, with its own middleware and options', async () => {
    await using test = await createTestBot(
      ({ telegraf, options }) => {
        const bot = botgen(telegraf, table(), { ...options, autoAnswer: true })
        bot.on('message', (ctx) => ctx.reply(`I am @${ctx.me}`))
        return bot
      },
      { username: 'pizza_bot' },
    )
    const alice = test.chatWith({ firstName: 'Alice', username: 'alice' })

    await alice.says('hello', '/order@pizza_bot')

    expect(alice.shows()).toEqual(['hello', 'I am @pizza_bot', '/order@pizza_bot', 'What would you like?'])
  })

  it('T5 follows users into groups, each with a session of their own', async () => {
    await using test = await createTestBot(table())
    const [alice, bob] = [test.chatWith('Alice'), test.chatWith('Bob')]
    const group = test.server.group({ members: [alice.user, bob.user], botStatus: 'administrator' })

    await alice.in(group).says('/order')
    await bob.in(group).says({ sticker: 'hungry' })

    expect(alice.in(group).shows()).toEqual(['/order', 'What would you like?', '[sticker]'])
    expect(await alice.in(group).recorded('order')).toEqual(['/order', 'What would you like?'])
    expect(bob.in(group).session('order')).toBeUndefined()
    expect(alice.session('order')).toBeUndefined()
  })

  it('T5 sends the kinds that the table asks for from the first moment on', async () => {
    await using test = await createTestBot(table())
    const bob = test.chatWith('Bob')
    const group = test.server.group({ type: 'supergroup', botStatus: 'administrator' })

    test.server.setStatus(group, bob.user, 'member')
    await test.settled()

    expect(bob.in(group).shows()).toEqual(['Welcome'])
  })

  it('T5 fails the step in which a handler failed, and only that one', async () => {
    await using test = await createTestBot(table())
    const alice = test.chatWith('Alice')

    const failed = alice.says('/fail')

    await expect(failed).rejects.toBeInstanceOf(HandlerError)
    await expect(failed).rejects.toThrow('Handlers.fail (src/handlers.ts) failed: no flour')
    await alice.says('/order')
    expect(test.errors).toHaveLength(1)
  })

  it('T5 close tells of an error that no step has told', async () => {
    const test = await createTestBot(table())
    const alice = test.chatWith('Alice')
    alice.user.sends(alice.chat, '/fail')
    await test.server.settled()

    await expect(test.close()).rejects.toThrow('no flour')
    await expect(test.close()).rejects.toThrow('no flour')
  })

  it('T5 leaves errors to a bot that handles them, or to an onError of the test', async () => {
    const caught: unknown[] = []
    await using first = await createTestBot(({ telegraf, options }) => {
      telegraf.catch((error) => void caught.push(error))
      return botgen(telegraf, table(), options)
    })
    await using second = await createTestBot(table(), { options: { onError: (error) => caught.push(error) } })

    await first.chatWith('Alice').says('/fail')
    await second.chatWith('Alice').says('/fail')

    expect(caught).toHaveLength(2)
    expect([...first.errors, ...second.errors]).toEqual([])
  })

  it('T5 names the update that a handler does not end on, and closes all the same', async () => {
    const test = await createTestBot(table(), { patience: 100 })
    const alice = test.chatWith('Alice')

    await expect(alice.says('/hang')).rejects.toThrow(/has not confirmed 1 updates.*"\/hang"/)
    await test.close()
  })

  it('T5 says which buttons there are', async () => {
    await using test = await createTestBot(table())
    const alice = test.chatWith('Alice')
    await alice.says('/order')

    await expect(alice.presses('Pasta')).rejects.toThrow('has a button "Pasta"; there are: "Pizza", "Nothing".')
    await expect(alice.presses({ data: 'x' })).rejects.toThrow('has a button with data "x"')
  })

  it('T5 waits for what time brings', async () => {
    await using test = await createTestBot(table(), { patience: 500 })
    const alice = test.chatWith('Alice')
    await alice.says('/order')
    await alice.session('order')?.clear({ after: '2m' })
    expect(alice.shows()).toHaveLength(2)

    test.clock.advance(120_000)
    await test.until(() => alice.shows().length === 0)

    await expect(test.until(() => alice.shows().length > 0)).rejects.toThrow('alice.shows().length > 0')
  })

  it('T5 refuses a bot that would reach another server, and one that botgen() did not make', async () => {
    await expect(createTestBot(({ options }) => botgen(new Telegraf('1:A'), table(), options))).rejects.toThrow(
      'This bot would call https://api.telegram.org',
    )
    // A function without types.
    await expect(createTestBot((({ telegraf }: { telegraf: Telegraf }) => telegraf) as never)).rejects.toThrow(
      'must return the bot that botgen() returns',
    )
    await expect(createTestBot({} as DispatchTable)).rejects.toThrow('botgen() takes a dispatch table')
  })
})
