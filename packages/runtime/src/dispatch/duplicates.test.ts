import { describe, expect, it } from '@jest/globals'
import { Telegraf } from 'telegraf'
import { tableWith } from '../../test/table.js'
import { botgen, callback, command, DuplicateHandlerError, exactText, input, unprocessed } from '../index.js'
import type { RouteLists } from '../table/index.js'

describe('two handlers of one thing', () => {
  const invoke = (): void => {}
  const filters = [{ matches: () => true }]
  const order = command(['order'], 'one', { invoke })

  it.each<[string, RouteLists, RegExp]>([
    ['command', { commands: [order, command(['x', '/ORDER'], 'two', { invoke })] }, /answer \/order/],
    [
      'command in one scope',
      { commands: [order, command(['order'], 'two', { scope: ['edited_message', 'message'], invoke })] },
      /answer \/order/,
    ],
    [
      'callback',
      { callbacks: [callback(['like'], 'one', { invoke }), callback(['like'], 'two', { invoke })] },
      /callback data 'like'/,
    ],
    [
      'callback data as command',
      {
        commands: [command(['like'], 'one', { scope: ['callback_query'], invoke })],
        callbacks: [callback(['/Like'], 'two', { invoke })],
      },
      /callback data '\/Like'/,
    ],
    [
      'text',
      { texts: [exactText(['hi'], 'one', { invoke }), exactText(['hi'], 'two', { priority: 1, invoke })] },
      /the text "hi"/,
    ],
    [
      'text, one behind the other',
      { texts: [exactText(['hi'], 'one', { filters, priority: 2, invoke }), exactText(['hi'], 'two', { invoke })] },
      /the text "hi"/,
    ],
    [
      'input',
      { inputs: [input(['name'], 'one', { invoke }), input(['x', 'name'], 'two', { kinds: 'poll', invoke })] },
      /input 'name'/,
    ],
    [
      'rest',
      { unprocessed: [unprocessed([], 'one', { invoke }), unprocessed([], 'two', { invoke })] },
      /what no other handler takes/,
    ],
    [
      'rest of a kind',
      { unprocessed: [unprocessed(['poll'], 'one', { invoke }), unprocessed(['poll'], 'two', { invoke })] },
      /poll updates/,
    ],
  ])('D8 refuses a table with a second handler of the same %s', (_what, lists, answers) => {
    const telegraf = new Telegraf('1:x')
    const table = tableWith(lists)
    expect(() => botgen(telegraf, table)).toThrow(DuplicateHandlerError)
    expect(() => botgen(telegraf, table)).toThrow(answers)
    expect(() => botgen(telegraf, table)).toThrow(
      /TestHandlers\.one .* TestHandlers\.two|TestHandlers\.two .* TestHandlers\.one/,
    )
  })

  it('D8 takes two texts of which the first has filters, and a command with the same name twice', () => {
    const texts = [exactText(['hi'], 'one', { filters, invoke }), exactText(['hi'], 'two', { invoke })]
    const commands = [command(['order', 'Order'], 'both', { invoke })]
    expect(() => botgen(new Telegraf('1:x'), tableWith({ texts, commands }))).not.toThrow()
  })
})
