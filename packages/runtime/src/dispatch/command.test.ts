import { describe, expect, it } from '@jest/globals'
import { typedCommand } from './command.js'

const typed = (message: object): unknown =>
  typedCommand({ message_id: 1, date: 1, chat: { id: 1 }, ...message }, 'OrderBot')
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
    expect(typed({ text: '/order@orderbot@x', entities: command(17) })).toBeUndefined()
  })

  it('D1 takes a command that is formatted as well', () => {
    const bold = { type: 'bold', offset: 0, length: 8 }
    expect(typed({ text: '/order x', entities: [bold, ...command(6)] })).toEqual({ name: 'order', rest: 'x' })
  })

  it.each([
    ['a command that does not stand at the start', { text: 'say /order', entities: command(6, 4) }],
    ['an entity at the start that is no command', { text: '/a b', entities: [{ type: 'url', offset: 0, length: 2 }] }],
    ['a slash without an entity', { text: '/order' }],
    ['another entity at the start', { text: '/order', entities: [{ type: 'italic', offset: 0, length: 6 }] }],
    ['entities that are no list', { text: '/order', entities: 'bot_command' }],
    ['entities that are null', { text: '/order', entities: [null] }],
    ['an entity without length', { text: '/order', entities: [{ type: 'bot_command', offset: 0 }] }],
    ['an entity of length 0', { text: '/order', entities: command(0) }],
    ['an entity of a slash alone', { text: '/order', entities: command(1) }],
    ['an entity of negative length', { text: '/order', entities: command(-3) }],
    ['an entity of a fractional length', { text: '/order', entities: command(2.5) }],
    ['an entity longer than its text', { text: '/order', entities: command(4096) }],
    ['text that is no text', { text: 5, entities: command(2) }],
    ['the entities of the caption', { text: '/order', caption_entities: command(6) }],
    ['no text at all', { photo: [], entities: command(2) }],
  ])('D1 finds none in %s', (_what, message) => {
    expect(typed(message)).toBeUndefined()
  })
})
