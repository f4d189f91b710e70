import { describe, expect, it } from '@jest/globals'
import type { SessionStorage } from '@botgen/runtime'
import { TestClock } from '../../world/clock.js'
import {
  optionalMethods,
  SharedInMemoryStorage,
  SharedSessions,
  sessionStorageSuite,
  type TestRunner,
} from '../index.js'
import { failuresOf } from './failures.js'

/** What processes with a bug share. */
export interface Server {
  /** Without the bug, on the same data. */
  readonly intact: SharedInMemoryStorage
  readonly clock: TestClock
  readonly notes: Map<string, number>
}

export type Methods = (server: Server) => Partial<SessionStorage>

/** A storage with one bug. */
export interface Mutant {
  readonly bug: string
  /** In the titles of the tests that must find it. */
  readonly found: string
  /** What has the bug. */
  readonly methods?: Methods
  /** Fills the data of after a restart. */
  readonly restarted?: (server: Server, data: SharedSessions) => void
}

/** Each must fail a test about what it breaks, which the storage without the bug passes. */
export function testMutants(mutants: readonly Mutant[]): void {
  describe('S35 the suite finds out that a storage', () => {
    it.each(mutants)('$bug', async (mutant) => {
      expect(await failuresOf(declare(mutant), mutant.found)).not.toEqual([])
      expect(await failuresOf(declare({}), mutant.found)).toEqual([])
    })
  })
}

function declare({ methods, restarted }: Partial<Mutant>): (runner: TestRunner) => void {
  const clock = new TestClock()
  const servers = new WeakMap<SharedSessions, Server>()
  const connect = ({ data }: SharedInMemoryStorage): SharedInMemoryStorage => {
    const server = servers.get(data) ?? { intact: new SharedInMemoryStorage(data), clock, notes: new Map() }
    servers.set(data, server)
    return Object.assign(new SharedInMemoryStorage(data), methods?.(server)) as SharedInMemoryStorage
  }
  const reopen = (last: SharedInMemoryStorage): SharedInMemoryStorage => {
    const server = servers.get(last.data)
    if (restarted === undefined || server === undefined) return connect(last)
    const data = new SharedSessions(clock)
    restarted(server, data)
    return connect(new SharedInMemoryStorage(data))
  }
  const create = () => connect(new SharedInMemoryStorage(new SharedSessions(clock)))
  const subject = { create, peer: connect, reopen, optional: optionalMethods, time: clock }
  return (runner) => sessionStorageSuite('mutant', subject, runner)
}
