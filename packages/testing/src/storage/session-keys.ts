import type { SessionStorage } from '@botgen/runtime'
import { assertEntries } from './expectations.js'
import type { Declare } from './rig.js'
import { entry, hostileKeys } from './samples.js'

const printable = Array.from({ length: 95 }, (_, position) => String.fromCharCode(32 + position))

/** 1000 characters, alike but for the last one. */
const long = ['a', 'b', 'B', ' '].map((end) => `1/c-100/q${'x'.repeat(990)}${end}`)

const longPrefixes = [64, 128, 250, 255, 256, 500, 512, 767, 999, 1000].map((length) => 'k'.repeat(length))

/** What is promised of keys: any of printable ASCII, and no two that meet. */
export function keyTests(test: Declare<SessionStorage>): void {
  const apart = (name: string, keys: readonly string[]): void => {
    test(name, async ({ storage }) => {
      for (const [position, key] of keys.entries()) await storage.add(key, entry(position + 1))
      for (const [position, key] of keys.entries()) await assertEntries(storage, key, [entry(position + 1)])

      const isCleared = (position: number): boolean => position % 2 === 0
      for (const [position, key] of keys.entries()) {
        if (isCleared(position)) await storage.clear(key)
        else await storage.remove(key, ({ messageId }) => messageId !== position + 1)
      }

      for (const [position, key] of keys.entries()) {
        await assertEntries(storage, key, isCleared(position) ? [] : [entry(position + 1)])
      }
    })
  }

  apart(
    'S1 keeps keys apart that differ in one printable character',
    printable.map((character) => `1/c-100/q${character}/`),
  )
  apart('S1 keeps keys of one character each apart', printable)
  apart('S1 keeps keys of 1000 characters apart', long)
  apart('S1 keeps keys apart that begin alike, whatever their lengths', longPrefixes)
  apart('S1 takes keys literally that mean something to a database, a path or an object', hostileKeys)
  apart(
    'S1 takes keys literally that begin with every printable character at once',
    ['', 'a', 'A'].map((end) => printable.join('') + end),
  )
}
