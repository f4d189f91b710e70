import assert from 'node:assert/strict'
import type { StateStorage, StateValue } from '@botgen/runtime'
import { plain } from './expectations.js'
import { type Declare, declareWith, type StorageSubject, together } from './rig.js'
import { globalRunner, type TestRunner } from './runner.js'
import { hostileKeys } from './samples.js'
import { stateModelTests } from './state-model.js'
import { stateTimeTests } from './state-time.js'

export type StateStorageSubject<Storage extends StateStorage = StateStorage> = StorageSubject<Storage>

/**
 * Declares the tests that a state storage must pass (S35, S38).
 *
 * @param runner what declares tests; the global `describe` and `it` where it is left out
 * @example
 * stateStorageSuite('InMemoryStateStorage', { create: () => new InMemoryStateStorage(clock), time: clock }, { describe, it })
 */
export function stateStorageSuite<Storage extends StateStorage>(
  name: string,
  subject: StateStorageSubject<Storage>,
  runner: TestRunner = globalRunner(),
): void {
  // The tests know the contract only, which what they are given was made of by the same subject.
  const plainSubject = subject as unknown as StateStorageSubject
  const test = declareWith(plainSubject, runner)
  runner.describe(name, () => {
    valueTests(test)
    versionTests(test)
    stateTimeTests(test)
    stateModelTests(test)
    if (subject.reopen === undefined) test('S38 cannot be reopened: nothing is kept over a restart', nothing)
    else restartTests(test)
  })
}

const values: readonly unknown[] = [
  ...[null, false, true, 0, -1, 0.1, 2 ** 52, 1e21, '', ' ', 'text', '0', 'null', 'é\u{1f600}\u2028\n"\\'],
  ...[[], {}, [[]], [null, [1, { a: [] }]], { step: 2, answers: { size: 'm', count: 1 }, 'a.b$c': null, '': 1 }],
  'x'.repeat(100_000),
]

function valueTests(test: Declare<StateStorage>): void {
  test('S38 gets back what was set', async ({ instances }) => {
    const [storage, other] = await instances()
    for (const value of values) {
      const version = await storage.set('k', value)
      assert.deepEqual(plain(await other.get('k')), plain({ value, version }))
    }
  })

  test('S38 has nothing under an unknown key, and deletes it', async ({ storage }) => {
    assert.equal(await storage.get('k'), undefined)
    await storage.delete('k')
    assert.equal(await storage.get('k'), undefined)
  })

  test('S38 deletes one value', async ({ instances }) => {
    const [storage, other] = await instances()
    for (const key of ['a', 'b']) await storage.set(key, key)
    await other.delete('a')
    assert.equal(await storage.get('a'), undefined)
    assert.equal((await storage.get('b'))?.value, 'b')
  })

  test('S38 keeps a copy of a value', async ({ storage }) => {
    const value = { answers: ['a'] }
    await storage.set('k', value)
    value.answers.push('b')
    assert.deepEqual(plain((await storage.get('k'))?.value), { answers: ['a'] })
  })

  test('S38 hands out copies of a value', async ({ storage }) => {
    await storage.set('k', ['a'])
    const got = (await storage.get('k'))?.value
    if (Array.isArray(got)) got.push('b')
    assert.deepEqual(plain((await storage.get('k'))?.value), ['a'])
  })

  test('S1 keeps keys apart, whatever they hold', async ({ storage }) => {
    const keys = [...hostileKeys, `${'k'.repeat(999)}a`, `${'k'.repeat(999)}b`]
    for (const [position, key] of keys.entries()) await storage.set(key, position)
    const assertValues = async (expected: (position: number) => number | undefined): Promise<void> => {
      for (const [position, key] of keys.entries()) {
        assert.equal((await storage.get(key))?.value, expected(position), `the value of ${JSON.stringify(key)}`)
      }
    }
    await assertValues((position) => position)
    for (const [position, key] of keys.entries()) if (position % 2 === 0) await storage.delete(key)
    await assertValues((position) => (position % 2 === 0 ? undefined : position))
  })
}

function versionTests(test: Declare<StateStorage>): void {
  test('S38 has another version after each set, never 0', async ({ instances }) => {
    const both = await instances()
    const versions: unknown[] = [0]
    for (let round = 0; round < 6; round += 1) {
      const version = await both[round % 2 === 0 ? 0 : 1].set('k', 'same')
      assert.equal((await both[0].get('k'))?.version, version)
      versions.push(version)
      // A version that came again after a delete would let a late writer overwrite what it never read.
      if (round % 3 === 2) await both[0].delete('k')
    }
    assert.equal(new Set(versions).size, versions.length, `these versions were given out: ${versions.join(', ')}`)
  })

  test('S38 sets with ifVersion only over that version', async ({ instances }) => {
    const [storage, other] = await instances()
    const first = await storage.set('k', 'first')
    const second = await other.set('k', 'second', versionOf(first))
    assert.notEqual(second, undefined)
    assert.equal(await storage.set('k', 'late', versionOf(first)), undefined)
    assert.deepEqual(plain(await storage.get('k')), plain({ value: 'second', version: second }))
    await storage.delete('k')
    assert.equal(await storage.set('k', 'late', versionOf(second)), undefined)
    assert.equal(await storage.get('k'), undefined)
  })

  test('S38 sets with ifVersion 0 only where there is no value', async ({ storage }) => {
    assert.notEqual(await storage.set('k', null, { ifVersion: 0 }), undefined)
    assert.equal(await storage.set('k', 'late', { ifVersion: 0 }), undefined)
    assert.equal((await storage.get('k'))?.value, null)
    await storage.delete('k')
    assert.notEqual(await storage.set('k', 'again', { ifVersion: 0 }), undefined)
  })

  for (const [start, title] of [
    [undefined, 'where there is no value'],
    ['start', 'over the same version'],
  ] as const) {
    test(`S38 lets one of 50 win that set at once ${title}`, async ({ instances }) => {
      const both = await instances()
      const ifVersion = start === undefined ? 0 : ((await both[0].set('k', start)) ?? 0)
      const attempts = Array.from({ length: 50 }, (_, value) =>
        both[value % 2 === 0 ? 0 : 1].set('k', value, { ifVersion }),
      )
      const versions = await together(attempts)
      const winners = [...versions.keys()].filter((value) => versions[value] !== undefined)
      assert.equal(winners.length, 1, `the winners are ${winners.join(', ')}`)
      const [winner] = winners
      const expected: unknown = { value: winner, version: versions[winner ?? 0] }
      assert.deepEqual(plain(await both[1].get('k')), plain(expected))
    })
  }
}

function restartTests(test: Declare<StateStorage>): void {
  test('S38 has its values and versions after a restart', async ({ storage, reopen }) => {
    const kept = new Map<string, StateValue | undefined>()
    for (const key of hostileKeys) await storage.set(key, { key })
    for (const key of hostileKeys) kept.set(key, await storage.get(key))
    await storage.set('gone', 1)
    await storage.delete('gone')
    const later = await reopen()
    for (const [key, value] of kept) assert.deepEqual(plain(await later.get(key)), plain(value))
    assert.equal(await later.get('gone'), undefined)
  })
}

function versionOf(version: number | undefined): { readonly ifVersion: number } {
  return { ifVersion: version ?? Number.NaN }
}

const nothing = (): Promise<void> => Promise.resolve()
