import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decodeSessionKey, encodeSessionKey, type SessionKey, withQualifier } from './key.js'

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '/', '%', '%0041', 'q', 'order/u1', '\ud800'))
const parts = fc.record(
  {
    chatId: fc.maxSafeInteger(),
    threadId: fc.nat(),
    businessConnectionId: text,
    qualifier: text,
  },
  { requiredKeys: ['chatId'] },
)
const keys: fc.Arbitrary<SessionKey> = fc.oneof(
  parts.map((rest): SessionKey => ({ kind: 'chat', ...rest })),
  fc.tuple(parts, fc.maxSafeInteger()).map(([rest, userId]): SessionKey => ({ kind: 'chatUser', ...rest, userId })),
)

describe('session keys', () => {
  it('S1 round-trips every key, whatever the qualifier holds', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const encoded = encodeSessionKey(key)
        expect(encoded).toMatch(/^[\x21-\x7e]*$/)
        expect(decodeSessionKey(encoded)).toEqual(key)
      }),
      { seed: 1, numRuns: 2000 },
    )
  })

  it('S1 encodes different keys differently', () => {
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        const isSame = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
        expect(encodeSessionKey(a) === encodeSessionKey(b)).toBe(isSame)
      }),
      { seed: 2, numRuns: 2000 },
    )
  })

  it('S1 keeps a business chat apart from the bot’s own chat of the same number', () => {
    const own: SessionKey = { kind: 'chat', chatId: 5 }
    expect(encodeSessionKey({ ...own, businessConnectionId: 'b' })).not.toBe(encodeSessionKey(own))
  })

  it.each(['', 'c1', 'c1/u2/extra', 'x', 'cabc/', 'c1/u/'])('S1 refuses to decode %p', (encoded) => {
    expect(() => decodeSessionKey(encoded)).toThrow(TypeError)
  })

  it('S2 replaces and removes a qualifier', () => {
    const key: SessionKey = { kind: 'chat', chatId: 5, qualifier: 'a' }
    expect(withQualifier(key, 'b')).toEqual({ kind: 'chat', chatId: 5, qualifier: 'b' })
    expect(withQualifier(key, undefined)).toEqual({ kind: 'chat', chatId: 5 })
  })
})

function sorted(key: SessionKey): [string, unknown][] {
  return Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1))
}
