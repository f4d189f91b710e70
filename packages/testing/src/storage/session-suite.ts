import assert from 'node:assert/strict'
import type { SessionStorage } from '@botgen/runtime'
import { type Declare, declareWith } from './rig.js'
import { globalRunner, type TestRunner } from './runner.js'
import { addManyTests, countTests, removeIdsTests } from './session-batches.js'
import { claimLaneTests } from './session-claim-lanes.js'
import { claimRestartTests, claimTests, longClaimTests } from './session-claims.js'
import { entryTests } from './session-entries.js'
import { idlingTests } from './session-idling.js'
import { openRestartTests, peerTests, restartTests } from './session-instances.js'
import { keyTests } from './session-keys.js'
import { modelTests } from './session-model.js'
import { openKeysTests } from './session-open-keys.js'
import { openingTests } from './session-opening.js'
import { raceTests } from './session-races.js'
import { type OptionalMethod, optionalMethods, type SessionStorageSubject } from './session-subject.js'

/**
 * Declares the tests that a session storage must pass (S35).
 *
 * @param runner what declares tests; the global `describe` and `it` where it is left out
 * @example
 * import { describe, it } from 'node:test'
 *
 * sessionStorageSuite('MyStorage', {
 *   create: () => MyStorage.connect(process.env.TEST_DATABASE),
 *   optional: ['addMany', 'count'],
 *   dispose: (storage) => storage.deleteEverything(),
 * }, { describe, it })
 */
export function sessionStorageSuite<Storage extends SessionStorage>(
  name: string,
  subject: SessionStorageSubject<Storage>,
  runner: TestRunner = globalRunner(),
): void {
  const { optional = [] } = subject
  // The tests know the contract only, which what they are given was made of by the same subject.
  const plainSubject = subject as unknown as SessionStorageSubject
  const test = declareWith(plainSubject, runner)
  const has = (...methods: readonly OptionalMethod[]): boolean => methods.every((method) => optional.includes(method))
  const keepsOpen = has('openSession', 'addIfOpen', 'openKeys')
  const sharesUpdates = has('claimUpdate', 'finishUpdate')
  runner.describe(name, () => {
    methodTests(test, optional)
    entryTests(test, plainSubject)
    keyTests(test)
    raceTests(test)
    if (has('addMany')) addManyTests(test)
    if (has('removeIds')) removeIdsTests(test)
    if (has('count')) countTests(test)
    if (keepsOpen) openingTests(test)
    if (keepsOpen) openKeysTests(test)
    if (keepsOpen && has('closeIfIdle')) idlingTests(test)
    if (sharesUpdates) {
      claimTests(test)
      claimLaneTests(test)
      if (subject.time !== undefined) longClaimTests(test)
    }
    modelTests(test, optional)
    if (subject.peer === undefined) test('S31 has no peers: nothing is shared with other processes', nothing)
    else peerTests(test)
    if (subject.reopen === undefined) test('S31 cannot be reopened: nothing is kept over a restart', nothing)
    else restartTests(test)
    if (subject.reopen !== undefined && keepsOpen) openRestartTests(test)
    if (subject.reopen !== undefined && sharesUpdates) claimRestartTests(test)
  })
}

function methodTests(test: Declare<SessionStorage>, optional: readonly OptionalMethod[]): void {
  test('S30 has the four required methods', ({ storage }) => {
    const missing = (['add', 'list', 'remove', 'clear'] as const).filter((name) => !isThere(storage, name))
    assert.deepEqual(missing, [])
    return Promise.resolve()
  })

  for (const method of optionalMethods) {
    const isTold = optional.includes(method)
    const title = isTold ? `S30 has ${method}, as the suite was told` : `S30 has no ${method}, which is optional`
    test(title, ({ storage }) => {
      assert.equal(
        isThere(storage, method),
        isTold,
        'the suite’s `optional` must name the methods that the storage has',
      )
      return Promise.resolve()
    })
  }

  test('S31 has all of openSession, addIfOpen and openKeys, or none; closeIfIdle only with them', ({ storage }) => {
    const together = (['openSession', 'addIfOpen', 'openKeys'] as const).filter((name) => isThere(storage, name))
    assert.ok(together.length === 0 || together.length === 3, `only ${together.join(' and ')}: botgen would use none`)
    assert.ok(!isThere(storage, 'closeIfIdle') || together.length === 3, 'closeIfIdle closes what openSession opened')
    return Promise.resolve()
  })

  test('S37 has both claimUpdate and finishUpdate, or neither', ({ storage }) => {
    const there = (['claimUpdate', 'finishUpdate'] as const).filter((name) => isThere(storage, name))
    assert.ok(there.length !== 1, `only ${there.join('')}: botgen would not use it`)
    return Promise.resolve()
  })
}

function isThere(storage: SessionStorage, method: keyof SessionStorage): boolean {
  return Reflect.get(storage, method) !== undefined
}

const nothing = (): Promise<void> => Promise.resolve()
