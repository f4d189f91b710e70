import { describe, expect, it } from '@jest/globals'
import type { SessionStorage } from '@botgen/runtime'
import {
  optionalMethods,
  type SessionStorageSubject,
  SharedInMemoryStorage,
  sessionStorageSuite,
  type TestRunner,
} from '../index.js'
import { failuresOf } from './failures.js'

describe('S35 the suite finds out that a storage', () => {
  it.each([
    ['lacks a method that the suite was told of', { count: undefined }, 'S30 has count'],
    ['has openSession alone', { addIfOpen: undefined, openKeys: undefined, closeIfIdle: undefined }, 'S31 has all'],
    ['has closeIfIdle alone', { openSession: undefined, addIfOpen: undefined, openKeys: undefined }, 'S31 has all'],
    ['has claimUpdate alone', { finishUpdate: undefined }, 'S37 has both'],
    ['lacks a required method', { clear: undefined }, 'S30 has the four'],
  ])('%s', async (_bug, methods, found) => {
    // What is missing is what the suite must find.
    const create = () => Object.assign(new SharedInMemoryStorage(), methods) as unknown as SessionStorage
    expect(await failuresOf(declare({ create, optional: optionalMethods }), found)).not.toEqual([])
  })

  it('has a method that the suite was not told of', async () => {
    const create = () => new SharedInMemoryStorage()
    const optional = optionalMethods.filter((method) => method !== 'count')
    expect(await failuresOf(declare({ create, optional }), 'S30 has')).toEqual(['S30 has no count, which is optional'])
  })
})

const declare = (subject: SessionStorageSubject) => (runner: TestRunner) =>
  sessionStorageSuite('mutant', subject, runner)
