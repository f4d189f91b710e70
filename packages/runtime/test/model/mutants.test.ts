/** The model finds what it is there to find: each of these storages breaks one promise. */
import { describe, expect, it } from '@jest/globals'
import type { EntryPredicate, SessionEntry } from '../../src/index.js'
import { findFailure } from './budget.js'
import { FourMethods, type MakeStorage } from './storages.js'

class DropsAll extends FourMethods {
  override remove(key: string, _predicate: EntryPredicate): Promise<number> {
    return super.remove(key, () => true)
  }
}

/** Writes back what it has read, without what came, and with what went, meanwhile. */
class LosesWhatComesMeanwhile extends FourMethods {
  override async remove(key: string, predicate: EntryPredicate): Promise<number> {
    const before = await this.list(key)
    const kept = before.filter((entry) => !predicate(entry))
    await this.step(() => this.write(key, kept))
    return before.length - kept.length
  }
}

class KeepsWhatIsClosed extends FourMethods {
  override async clear(): Promise<void> {}
}

class LosesTheTenth extends FourMethods {
  #count = 0

  override async add(key: string, entry: SessionEntry): Promise<void> {
    this.#count += 1
    if (this.#count % 10 !== 0) await super.add(key, entry)
  }
}

class AnswersTooEarly extends FourMethods {
  override async add(key: string, entry: SessionEntry): Promise<void> {
    void super.add(key, entry)
  }
}

const mutants = [
  { what: 'drops all instead of what matches', Storage: DropsAll, found: /^S19 messages|^S22 .* passed over/ },
  {
    what: 'loses what comes meanwhile',
    Storage: LosesWhatComesMeanwhile,
    found: /^S19 messages|^S22 .* passed over|^S28 messages/,
  },
  { what: 'keeps what is closed', Storage: KeepsWhatIsClosed, found: /^S28/ },
  { what: 'loses an entry now and then', Storage: LosesTheTenth, found: /^S19 messages|^S22 .* passed over/ },
  { what: 'answers before it has stored', Storage: AnswersTooEarly, found: /^S\d+/ },
]

describe('the model finds a storage that', () => {
  it.each(mutants)(
    '$what',
    async ({ Storage, found }) => {
      const broken: MakeStorage = (pace) => {
        const storage = new Storage(pace)
        return { storage, keys: () => storage.keys() }
      }

      const failure = await findFailure(broken, 5000)

      expect(failure?.why).toMatch(found)
    },
    60_000,
  )
})
