import { TestClock } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import { number, optional, text } from '../../src/arguments.js'
import {
  botgen,
  callback,
  command,
  exactText,
  type Filter,
  input,
  observer,
  pattern,
  unprocessed,
} from '../../src/index.js'
import { guardThat, Heard, tableWith } from '../table.js'
import { fields, username } from './arbitraries.js'
import { Oracle } from './oracle.js'

const updatesInAll = 100_000
const updatesOfOneBot = 200

class Even implements Filter {
  matches(ctx: { readonly update: Update }): boolean {
    return ctx.update.update_id % 2 === 0
  }
}

const textScopes = ['message', 'callback_query'] as const

function tableOf(heard: Heard) {
  const by = (name: string) => () => void heard.calls.push([name])
  return tableWith({
    commands: [
      command(['order'], 'order', { arguments: [optional(number('n'))], invoke: by('order') }),
      command(['both'], 'both', {
        scope: [
          'message',
          'edited_message',
          'channel_post',
          'edited_channel_post',
          'business_message',
          'edited_business_message',
          'guest_message',
          'callback_query',
        ],
        invoke: by('both'),
      }),
      command(['ask'], 'ask', {
        invoke: async (update) => {
          heard.calls.push(['ask'])
          if (update.optionalUser() !== undefined) await update.inputs().expect(update.context(), 'name')
        },
      }),
      command(['refuse'], 'refuse', { guards: [guardThat(() => false)], invoke: by('refuse') }),
      command(['limited'], 'limited', { limit: { rate: 2, period: '1h' }, invoke: by('limited') }),
    ],
    callbacks: [callback(['like'], 'like', { arguments: [optional(number('n'))], invoke: by('like') })],
    inputs: [
      input(['name'], 'name', {
        kinds: ['message', 'callback_query', 'edited_message'],
        arguments: [text('answer')],
        invoke: by('name'),
      }),
    ],
    texts: [
      exactText(['hi', 'toString'], 'hi', { scope: textScopes, priority: 1, invoke: by('hi') }),
      exactText(['hi'], 'even', { scope: textScopes, filters: [new Even()], invoke: by('hi when even') }),
    ],
    patterns: [
      pattern(/h.*/is, 'h', { scope: textScopes, priority: 1, invoke: by('h') }),
      pattern(/\d+(?<letter>a)?/g, 'digits', { scope: textScopes, invoke: by('digits') }),
    ],
    observers: [
      observer(['message', 'callback_query'], 'log', { invoke: by('log') }),
      observer(['message', 'callback_query'], 'photos', { messageKind: ['photo'], invoke: by('photos') }),
    ],
    unprocessed: [
      unprocessed(['poll'], 'polls', { invoke: by('rest of poll') }),
      unprocessed(['callback_query'], 'buttons', { invoke: by('rest of callback_query') }),
    ],
  })
}

interface Bot {
  readonly handle: (update: Update) => Promise<readonly unknown[]>
  readonly errors: unknown[]
}

/** It says nothing itself, so that nothing goes over the network. */
function makeBot(): Bot {
  const heard = new Heard()
  const errors: unknown[] = []
  const telegraf = new Telegraf('1:x')
  telegraf.botInfo = { id: 1, is_bot: true, first_name: 'Bot', username } as never
  const bot = botgen(telegraf, tableOf(heard), {
    clock: new TestClock(),
    onError: (error) => void errors.push(error),
    onArgumentError: (_ctx, { handler }) => void heard.calls.push([`usage ${handler.replace('TestHandlers.', '')}`]),
    onRateLimited: (_ctx, { handler }) => void heard.calls.push([`wait ${handler.replace('TestHandlers.', '')}`]),
  })
  bot.use(() => void heard.calls.push(['next']))
  const handle = async (update: Update): Promise<readonly unknown[]> => {
    await bot.handleUpdate(update)
    return heard.take()
  }
  return { handle, errors }
}

describe('whatever Telegram sends', () => {
  it('D8 100 000 random updates: nothing throws, and each goes where it should', async () => {
    const counts = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(fc.array(fields, { minLength: updatesOfOneBot, maxLength: updatesOfOneBot }), async (list) => {
        const { handle, errors } = makeBot()
        const oracle = new Oracle()
        for (const [index, only] of list.entries()) {
          // `Object.assign` would set the prototype where the field is `__proto__`.
          const update = Object.create(null, Object.getOwnPropertyDescriptors(only)) as Update
          Object.defineProperty(update, 'update_id', { value: index + 1, enumerable: true })
          const expected = oracle.expects(update as never)
          const heard = await handle(update)
          // Jest's own comparison would take longer than all the rest.
          if (heard.join() !== expected.join()) expect({ update, heard }).toEqual({ update, heard: expected })
          for (const name of expected) counts.set(name, (counts.get(name) ?? 0) + 1)
        }
        expect(errors).toEqual([])
      }),
      { seed: 21, numRuns: updatesInAll / updatesOfOneBot, endOnFailure: false },
    )
    // Every way was taken often, so that the test says something about it.
    const rare = [...counts].filter(([, count]) => count < 50)
    expect(rare).toEqual([])
    expect([...counts.keys()].sort()).toEqual(
      [
        ...[
          'order',
          'usage order',
          'both',
          'ask',
          'limited',
          'wait limited',
          'like',
          'usage like',
          'name',
          'usage name',
        ],
        ...['hi', 'hi when even', 'h', 'digits', 'log', 'photos', 'rest of poll', 'rest of callback_query', 'next'],
      ].sort(),
    )
  }, 120_000)
})
