import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Keys } from './keys.js'

const keys = new Keys('botgen:')
const seed = 20_260_101

function sessionKeys(key: string): readonly string[] {
  const { session, open, last } = keys.ofSession(key)
  return [session, open, last]
}

/** What Redis Cluster takes the slot from (Redis Cluster specification, “Hash tags”). */
function hashTag(key: string): string {
  const begin = key.indexOf('{')
  const end = begin < 0 ? -1 : key.indexOf('}', begin + 1)
  return end <= begin + 1 ? key : key.slice(begin + 1, end)
}

const printable = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) })
const hostile = fc.oneof(
  printable,
  fc.array(fc.constantFrom('{', '}', '/', ':', 'c', '1', 'b', '')).map((parts) => parts.join('')),
)
const chat = fc.tuple(hostile, fc.option(hostile), fc.integer()).map(([namespace, connection, id]) => {
  const plain = (text: string): string => text.replaceAll('/', '_')
  return `${plain(namespace)}/${connection === null ? '' : `b${plain(connection)}/`}c${id}/`
})

describe('the keys in Redis', () => {
  it('S31 of one chat are in one slot, whatever they hold', () => {
    fc.assert(
      fc.property(chat, hostile, hostile, (beginning, one, other) => {
        const all = [one, other].flatMap((end) => sessionKeys(beginning + end))
        expect(new Set([...all, keys.openOf(beginning)].map(hashTag)).size).toBe(1)
        expect(keys.ofSession(beginning + one).open).toBe(keys.openOf(beginning))
      }),
      { seed, numRuns: 2000 },
    )
  })

  it('S31 that one script touches are in one slot: any keys, values of a state, updates', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.integer(), (one, other, id) => {
        for (const touched of [
          sessionKeys(one),
          [keys.ofState(one).value, keys.ofState(one).last],
          keys.ofUpdate(one, id, other).keys,
          [...keys.ofUpdate(one, id, undefined).keys, ...keys.ofUpdate(one, id + 1, other).keys],
        ]) {
          expect(new Set(touched.map(hashTag)).size).toBe(1)
          expect(hashTag(touched[0] ?? '')).toMatch(/^\d+$/)
        }
      }),
      { seed, numRuns: 2000 },
    )
  })

  it('S1 are others for other keys', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        fc.pre(one !== other)
        const [first, second] = [one, other].map((key) => [
          keys.ofSession(key).session,
          keys.ofState(key).value,
          ...keys.ofUpdate(key, 1, 'lane').keys,
          ...keys.ofUpdate('namespace', 1, key).keys.slice(3),
        ])
        expect(new Set([...(first ?? []), ...(second ?? [])]).size).toBe(2 * (first?.length ?? 0))
      }),
      { seed, numRuns: 2000 },
    )
  })

  it('S31 tell chats apart that begin alike', () => {
    expect(keys.openOf('1/c-1/')).toBe(keys.openOf('1/c-1/u42/qorder/'))
    const others = ['1/c-10/', '1/c1/', '11/c-1/', '1/bX/c-1/', '1/bx/c-1/', '2/c-1/']
    expect(new Set(['1/c-1/', ...others].map((key) => keys.openOf(key))).size).toBe(others.length + 1)
  })

  it('S37 count the updates of a group from 0', () => {
    for (const [id, bit] of [
      [0, 0],
      [4095, 4095],
      [4096, 0],
      [2 ** 52 + 1, 1],
      [-1, 4095],
    ] as const) {
      expect(keys.ofUpdate('1', id, undefined).bit).toBe(bit)
    }
  })
})
