import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Update } from 'telegraf/types'
import { newMessage, updateBusinessConnectionId, updateChat, updateKind, updateMessage, updateUser } from './raw.js'

const chat = { id: -5, type: 'group' }
const from = { id: 3 }
const message = { message_id: 4, date: 1, chat, from }
const update = (fields: object): Update => ({ update_id: 1, ...fields }) as Update

describe('raw updates', () => {
  it.each(['message', 'channel_post', 'business_message', 'guest_message'])('S10 %s brings a new message', (kind) => {
    expect(newMessage(update({ [kind]: message }))).toBe(message)
  })

  it.each(['edited_message', 'edited_channel_post', 'edited_business_message'])(
    'S11 %s refers to a message that existed',
    (kind) => {
      expect(newMessage(update({ [kind]: message }))).toBeUndefined()
      expect(updateMessage(update({ [kind]: message }))).toBe(message)
    },
  )

  it('S11 a pressed button refers to a message that existed', () => {
    const pressed = update({ callback_query: { id: '1', from, message } })
    expect(newMessage(pressed)).toBeUndefined()
    expect(updateMessage(pressed)).toBe(message)
    expect(updateChat(pressed)).toBe(chat)
  })

  it('S14 reads chat, user and connection of kinds that Telegraf does not know', () => {
    const unknown = update({ kind_of_next_year: { chat, user: from, business_connection_id: 'b' } })
    expect(updateKind(unknown)).toBe('kind_of_next_year')
    expect(updateChat(unknown)).toBe(chat)
    expect(updateUser(unknown)).toBe(from)
    expect(updateBusinessConnectionId(unknown)).toBe('b')
  })

  it('S10 never throws, whatever the update holds', () => {
    const anything = fc.anything()
    const kinds = fc.constantFrom('message', 'callback_query', 'business_message', 'my_chat_member', 'x')
    fc.assert(
      fc.property(fc.dictionary(kinds, anything), fc.object(), (fields, more) => {
        for (const value of [
          update(fields),
          update({ message: more }),
          update({ callback_query: { message: more } }),
        ]) {
          for (const read of [
            newMessage,
            updateBusinessConnectionId,
            updateChat,
            updateKind,
            updateMessage,
            updateUser,
          ]) {
            expect(() => read(value)).not.toThrow()
          }
        }
      }),
      { seed: 4, numRuns: 500 },
    )
  })
})
