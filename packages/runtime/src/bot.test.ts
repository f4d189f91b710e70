import { describe, expect, it } from '@jest/globals'
import { type Context, Telegraf } from 'telegraf'
import { BotgenError, botgen, CommandHandler, command, defineDispatchTable, routes, StaleTableError } from './index.js'

describe('botgen()', () => {
  class Handlers {
    @CommandHandler('order')
    order(): void {}
  }

  it('D20 refuses a stale table, naming class, method and the command to run', () => {
    const stale = defineDispatchTable([routes(Handlers, 'src/handlers.ts', {})])
    expect(() => botgen(new Telegraf('1:x'), stale)).toThrow(StaleTableError)
    expect(() => botgen(new Telegraf('1:x'), stale)).toThrow(/Handlers\.order[\s\S]*npx botgen generate/)
  })

  it.each([
    ['no table', undefined],
    ['a class', Handlers],
    ['the function that makes the table', () => defineDispatchTable([])],
  ])('refuses %s instead of a table, and says what to hand over', (_what, table) => {
    expect(() => botgen(new Telegraf('1:x'), table as never)).toThrow(/createDispatchTable/)
  })

  it.each([
    ['ordering', { ordering: 'user' }],
    ['keyStrategy', { sessions: { keyStrategy: 'chatuser' } }],
    ['storage', { sessions: { storage: {} } }],
    ['expiresAfter', { sessions: { expiresAfter: '2 days' } }],
    ['maxEntries', { sessions: { maxEntries: 0 } }],
    ['namespace', { sessions: { namespace: 'a/b' } }],
  ])('refuses a wrong option by its name: %s', (name, options) => {
    expect(() => botgen(new Telegraf('1:x'), defineDispatchTable([]), options as never)).toThrow(new RegExp(name))
  })

  it('refuses a second table for one bot, two handlers of one command, and a token without an id', () => {
    const telegraf = new Telegraf('1:x')
    botgen(telegraf, defineDispatchTable([]))
    expect(() => botgen(telegraf, defineDispatchTable([]))).toThrow(BotgenError)
    const order = command(['order'], 'order', { invoke: () => undefined })
    class Other {
      @CommandHandler('/Order')
      order(): void {}
    }
    const both = [routes(Handlers, 'a.ts', { commands: [order] }), routes(Other, 'b.ts', { commands: [order] })]
    expect(() => botgen(new Telegraf('1:x'), defineDispatchTable(both))).toThrow(
      /Handlers\.order \(a\.ts\) and Other\.order \(b\.ts\) answer \/order/,
    )
    expect(() => botgen(new Telegraf('undefined'), defineDispatchTable([]))).toThrow(/BOT_TOKEN/)
  })

  it('accepts a table only for a bot with the context that its handlers need', () => {
    interface ShopContext extends Context {
      readonly shop: string
    }
    const table = defineDispatchTable<ShopContext>([])
    botgen(new Telegraf<ShopContext>('1:x'), table)
    // @ts-expect-error a plain Telegraf has no shop
    botgen(new Telegraf('1:x'), table)
  })
})
