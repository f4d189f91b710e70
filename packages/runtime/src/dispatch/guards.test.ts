import { describe, expect, it } from '@jest/globals'
import { type Context } from 'telegraf'
import { guardThat, startHeard as start } from '../../test/table.js'
import { replies } from '../../test/talking.js'
import { command, exactText, HandlerError, type Invocation, observer, ParameterProvider, pattern } from '../index.js'

describe('D15 guards', () => {
  it('D15 all must allow the call, in order; a refusal is silent and counts as handled', async () => {
    let allowed = false
    const asked: string[] = []
    const guard = (name: string, answer: () => boolean) =>
      guardThat((_ctx, invocation: Invocation) => {
        asked.push(`${name} of ${invocation.handler}`)
        return Promise.resolve(answer())
      })
    const guards = [guard('first', () => true), guard('second', () => allowed), guard('third', () => true)]
    const setup = await start((heard) => ({
      commands: [command(['ban'], 'ban', { guards, invoke: heard.by('ban') })],
    }))
    await setup.says('/ban')
    expect(setup.heard.take()).toEqual([])
    expect(asked).toEqual(['first of TestHandlers.ban', 'second of TestHandlers.ban'])
    expect(replies(setup)).toEqual([])
    allowed = true
    await setup.says('/ban')
    expect(setup.heard.take()).toEqual(['ban'])
    expect(setup.errors).toEqual([])
  })

  it('D15 a guard may reply itself', async () => {
    const guards = [guardThat((ctx) => ctx.reply('Admins only').then(() => false))]
    const setup = await start((heard) => ({ commands: [command(['ban'], 'ban', { guards, invoke: heard.by('ban') })] }))
    await setup.says('/ban')
    expect(replies(setup)).toEqual(['Admins only'])
    expect(setup.heard.take()).toEqual([])
  })

  it('D15 D18 a guard that throws refuses, and its error names handler and guard', async () => {
    const guards = [guardThat(() => Promise.reject(new Error('no database')))]
    const setup = await start((heard) => ({ commands: [command(['ban'], 'ban', { guards, invoke: heard.by('ban') })] }))
    await setup.says('/ban')
    expect(setup.heard.take()).toEqual([])
    expect(setup.errors).toMatchObject([
      { error: { handler: 'TestHandlers.ban', part: 'guard TestGuard', cause: { message: 'no database' } } },
    ])
    expect(setup.errors[0]?.error).toBeInstanceOf(HandlerError)
  })

  it('D15 only true allows', async () => {
    const guards = [guardThat((() => 'yes') as never)]
    const setup = await start((heard) => ({ commands: [command(['ban'], 'ban', { guards, invoke: heard.by('ban') })] }))
    await setup.says('/ban')
    expect(setup.heard.take()).toEqual([])
  })

  it('D6 observers see what a guard refuses, and have guards of their own', async () => {
    const guards = [guardThat(() => false)]
    const setup = await start((heard) => ({
      commands: [command(['ban'], 'ban', { guards, invoke: heard.by('ban') })],
      observers: [
        observer(['message'], 'log', { invoke: heard.by('log') }),
        observer(['message'], 'secret', { guards, invoke: heard.by('secret') }),
      ],
    }))
    await setup.says('/ban')
    expect(setup.heard.take()).toEqual(['log'])
  })
})

describe('D12 D18 providers and filters', () => {
  it('D12 a provider’s value reaches the handler, with the invocation', async () => {
    class Cart extends ParameterProvider<string> {
      async provide(ctx: Context, invocation: Invocation): Promise<string> {
        return `${String(ctx.from?.first_name)} for ${invocation.handler}`
      }
    }
    const cart = new Cart()
    const setup = await start((heard) => ({
      commands: [
        command(['cart'], 'cart', {
          invoke: async (update) => heard.by('cart')(update, await update.provide(cart)),
        }),
      ],
    }))
    await setup.says('/cart')
    expect(setup.heard.take()).toEqual([['cart', 'Alice for TestHandlers.cart']])
  })

  it('D18 errors in providers and filters name their handler, and other updates go on', async () => {
    class Broken extends ParameterProvider<string> {
      provide(): string {
        throw new Error('no cart')
      }
    }
    class BrokenFilter {
      matches(): boolean {
        throw new Error('no filter')
      }
    }
    const setup = await start((heard) => ({
      commands: [command(['cart'], 'cart', { invoke: async (update) => update.provide(new Broken()) })],
      texts: [exactText(['hi'], 'hi', { filters: [new BrokenFilter()], invoke: heard.by('hi') })],
      patterns: [pattern(/.*/, 'any', { invoke: heard.by('any') })],
    }))
    for (const words of ['/cart', 'hi', 'fine']) await setup.says(words)
    expect(setup.errors).toMatchObject([
      { error: { handler: 'TestHandlers.cart', cause: { message: 'no cart' } } },
      { error: { handler: 'TestHandlers.hi', part: 'filter BrokenFilter', cause: { message: 'no filter' } } },
    ])
    expect(setup.heard.take()).toEqual(['any'])
  })
})
