import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { messageKind } from './message-kind.js'

describe('message kinds', () => {
  it.each([
    [{ text: 'hi' }, 'text'],
    [{ animation: {}, document: {} }, 'animation'],
    [{ document: {}, animation: {} }, 'animation'],
    [{ location: {}, venue: {} }, 'venue'],
    [{ location: {} }, 'location'],
    [{ photo: [], caption: 'x' }, 'photo'],
    [{ new_chat_members: [] }, 'new_chat_members'],
    [{ live_photo: {} }, 'live_photo'],
    [{ something_of_next_year: {} }, 'unknown'],
    [{}, 'unknown'],
  ])('S10 tells %j as %s', (content, kind) => {
    expect(messageKind({ message_id: 1, date: 1, chat: { id: 1 }, ...content })).toBe(kind)
  })

  it('S10 is total: any object has a kind', () => {
    fc.assert(
      fc.property(fc.object(), (message) => {
        expect(typeof messageKind(message)).toBe('string')
      }),
      { seed: 3 },
    )
  })
})
