import { describe, expect, it } from '@jest/globals'
import { generate } from '../generate.js'
import { handlers, tempProject } from '../testing/projects.js'
import { type BotDescription, describe as describeProject } from './index.js'

/** What is said of the only bot of a project with this class. */
async function described(members: string, imports = ''): Promise<BotDescription> {
  return await only(tempProject(handlers(members, imports)).root)
}

async function only(cwd: string): Promise<BotDescription> {
  const { ok, bots, diagnostics } = await describeProject({ cwd })
  expect({ ok, errors: diagnostics.filter(({ severity }) => severity === 'error') }).toEqual({ ok: true, errors: [] })
  const [bot] = bots
  if (bot === undefined) throw new Error('no bot')
  return bot
}

const runtime = (names: string) => `import { ${names} } from '@botgen/runtime'`

describe('what is told of handlers', () => {
  it('T6 says what a handler answers, takes and asks before it, and where it stands', async () => {
    const { root } = tempProject({
      'src/cart.ts': `import { Injectable, ParameterProvider } from '@botgen/runtime'
export class Cart {}
@Injectable()
export class CartProvider extends ParameterProvider<Cart> {
  override provide(): Cart { return new Cart() }
}`,
      'src/guards.ts': `import { Guard } from '@botgen/runtime'
export class Awake extends Guard {
  override check(): boolean { return true }
}`,
      'src/handlers.ts': `import { CommandHandler, Guard, ParamMapping, RateLimits, type Session } from '@botgen/runtime'
import type { User } from 'telegraf/types'
import type { Cart } from './cart.js'
import { Awake } from './guards.js'

export class Shop {
  @Guard(Awake)
  @RateLimits({ rate: 3, period: '10s' })
  @CommandHandler(['buy', '/order'], { description: 'Buy', scope: ['message', 'edited_message'], autoAnswer: true })
  buy(shop: Session<'shop'>, cart: Cart, user: User, size: 's' | 'm', @ParamMapping('n') count?: number, note = ''): void {}
}`,
    })
    const { handlers: all, components } = await only(root)

    expect(all).toEqual([
      {
        id: 'Shop.buy command buy order',
        kind: 'command',
        answers: ['buy', 'order'],
        class: 'Shop',
        method: 'buy',
        place: { file: 'src/handlers.ts', line: 9, column: 3 },
        parameters: [
          { name: 'shop', takes: "session 'shop'", optional: false, session: 'shop', component: undefined },
          {
            name: 'cart',
            takes: 'made by CartProvider',
            optional: false,
            session: undefined,
            component: 'src/cart.ts#CartProvider',
          },
          { name: 'user', takes: 'user', optional: false, session: undefined, component: undefined },
          { name: 'size', takes: 's|m', optional: false, session: undefined, component: undefined },
          { name: 'count', takes: "number 'n'?", optional: true, session: undefined, component: undefined },
          { name: 'note', takes: 'text?', optional: true, session: undefined, component: undefined },
        ],
        guards: ['src/guards.ts#Awake'],
        filters: [],
        argumentParser: undefined,
        limit: '3 per 10s',
        description: 'Buy',
        options: ['scope: message, edited_message', 'autoAnswer: true'],
      },
    ])
    expect(components.map(({ id, role }) => `${role} ${id}`)).toEqual([
      'guard src/guards.ts#Awake',
      'provider src/cart.ts#CartProvider',
    ])
  })

  it('T6 lists the handlers of a class in the order in which an update is matched', async () => {
    const { handlers: all } = await described(
      `@UnprocessedHandler() rest(): void {}
  @UpdateHandler('poll') poll(): void {}
  @CommonHandler.Regex(/a\\/b/i, { priority: 2 }) pattern(): void {}
  @CommonHandler.Text(['Hi', 'Ho']) text(): void {}
  @InputHandler('name', { kinds: 'callback_query' }) input(): void {}
  @CommandHandler.CallbackQuery('like') like(): void {}
  @CommandHandler('start', { menu: false }) start(): void {}`,
      runtime('UnprocessedHandler, UpdateHandler, CommonHandler, InputHandler'),
    )

    expect(all.map(({ kind, answers, options }) => [kind, answers, options])).toEqual([
      ['command', ['start'], ['menu: false']],
      ['callback', ['like'], []],
      ['input', ['name'], ['kinds: callback_query']],
      ['text', ['Hi', 'Ho'], []],
      ['pattern', ['/a\\/b/i'], ['priority: 2']],
      ['observer', ['poll'], []],
      ['unprocessed', [], []],
    ])
  })

  it('T6 gives classes of one name, and their handlers, names of their own', async () => {
    const { root } = tempProject({
      'src/a.ts': `${runtime('CommandHandler')}\nexport class H { @CommandHandler('a') run(): void {} }`,
      'src/b.ts': `${runtime('CommandHandler')}\nexport class H { @CommandHandler('b') run(): void {} }`,
    })
    const { classes, handlers: all } = await only(root)

    expect(classes.map(({ name }) => name)).toEqual(['H', 'H in src/b.ts'])
    expect(all.map(({ id }) => id)).toEqual(['H.run command a', 'H in src/b.ts.run command b'])
  })

  it('T6 says what constructors take: what the main module provides, and what is injected', async () => {
    const { root } = tempProject({
      'src/services.ts': `import { Injectable } from '@botgen/runtime'
export interface Clock { now(): number }
@Injectable()
export class Stock { constructor(readonly clock: Clock) {} }`,
      'src/handlers.ts': `${runtime('CommandHandler')}
import type { Clock } from './services.js'
import { Stock } from './services.js'
export class H {
  constructor(readonly stock: Stock, readonly clock: Clock) {}
  @CommandHandler('a') a(): void {}
}`,
    })
    const { classes, components, provided } = await only(root)

    expect(classes.map(({ dependencies }) => dependencies)).toEqual([['src/services.ts#Stock', 'clock']])
    expect(components.map(({ id, dependencies }) => [id, dependencies])).toEqual([['src/services.ts#Stock', ['clock']]])
    expect(provided).toEqual([{ name: 'clock', type: 'Clock', usedBy: ['H', 'src/services.ts#Stock'] }])
  })

  it('T6 reports errors as generate does, and describes nothing then', async () => {
    const { root, list } = tempProject(handlers(`@CommandHandler('A') a(x: Nothing): void {}`))
    const before = list()
    const { ok, bots, diagnostics } = await describeProject({ cwd: root })

    expect({ ok, bots }).toEqual({ ok: false, bots: [] })
    expect(diagnostics.length).toBeGreaterThan(1)
    expect(diagnostics).toEqual((await generate({ cwd: root, write: false, cache: false })).diagnostics)
    expect(list()).toEqual(before)
  })

  it('T6 says of a project without handlers what generate says', async () => {
    const { root } = tempProject({ 'src/plain.ts': 'export const x = 1' })

    expect(await describeProject({ cwd: root })).toMatchObject({ ok: false, diagnostics: [{ code: 'BG1002' }] })
  })
})
