import { describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import { typedCommand } from './command.js'

const typed = (message: object, kind = 'message'): unknown =>
  typedCommand(
    { update_id: 1, [kind]: { message_id: 1, date: 1, chat: { id: 1 }, ...message } } as unknown as Update,
    'OrderBot',
  )
const command = (length: number, offset = 0): object[] => [{ type: 'bot_command', offset, length }]

describe('typed commands', () => {
  it('D1 reads the command at the start and what follows it', () => {
    expect(typed({ text: '/order two  pizzas ', entities: command(6) })).toEqual({ name: 'order', rest: 'two  pizzas' })
  })

  it('D1 reads captions', () => {
    expect(typed({ photo: [], caption: '/order it', caption_entities: command(6) })).toEqual({
      name: 'order',
      rest: 'it',
    })
  })

  it('D1 matches names without regard to case', () => {
    expect(typed({ text: '/ORDER', entities: command(6) })).toEqual({ name: 'order', rest: '' })
  })

  it('D1 takes its own username in any case, and no other', () => {
    expect(typed({ text: '/order@orderBOT x', entities: command(15) })).toEqual({ name: 'order', rest: 'x' })
    expect(typed({ text: '/order@otherbot x', entities: command(15) })).toBeUndefined()
    expect(typed({ text: '/order@ x', entities: command(7) })).toBeUndefined()
  })

  it.each([
    ['a command that does not stand at the start', { text: 'say /order', entities: command(6, 4) }],
    ['a slash without an entity', { text: '/order' }],
    ['another entity at the start', { text: '/order', entities: [{ type: 'italic', offset: 0, length: 6 }] }],
    ['entities that are no list', { text: '/order', entities: 'bot_command' }],
    ['entities that are null', { text: '/order', entities: [null] }],
    ['an entity of no length', { text: '/order', entities: [{ type: 'bot_command', offset: 0 }] }],
    ['text that is no text', { text: 5, entities: command(2) }],
    ['no text at all', { photo: [], entities: command(2) }],
  ])('D1 finds none in %s', (_what, message) => {
    expect(typed(message)).toBeUndefined()
  })

  it('D1 finds none in edits and posts', () => {
    for (const kind of ['edited_message', 'channel_post', 'callback_query']) {
      expect(typed({ text: '/order', entities: command(6) }, kind)).toBeUndefined()
    }
  })

  it('D1 survives entities that lie about their length', () => {
    expect(typed({ text: '/order', entities: command(4096) })).toEqual({ name: 'order', rest: '' })
    expect(typed({ text: '/order', entities: command(-3) })).toEqual(expect.anything())
  })
})
