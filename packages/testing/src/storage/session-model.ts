import assert from 'node:assert/strict'
import type { SessionEntry, SessionStorage } from '@botgen/runtime'
import { assertMessages } from './expectations.js'
import { Random } from './random.js'
import type { Declare } from './rig.js'
import { entry, messageOf } from './samples.js'
import type { OptionalMethod } from './session-subject.js'

const keys = ['1/c-1/', '1/c-1/u2/', '1/c-10/'] as const

const required = ['add', 'add', 'add', 'remove', 'clear'] as const
const pool: readonly [SessionEntry, ...SessionEntry[]] = [
  entry(1),
  ...[1, 2, 3, 11].flatMap((id) => [entry(id, { chatId: 7 }), entry(id, { businessConnectionId: 'b' })]),
  ...[2, 3, 11].map((id) => entry(id)),
]
const seeds = Array.from({ length: 10 }, (_, position) => position + 1)

/** What a session storage promises, as maps. */
class Model {
  readonly #entries = new Map<string, Map<string, SessionEntry>>()
  readonly open = new Map<string, number>()
  /** All that there were, the latest last. */
  readonly #epochs = new Map<string, number[]>()

  of(key: string): readonly SessionEntry[] {
    return [...(this.#entries.get(key)?.values() ?? [])]
  }

  add(key: string, added: readonly SessionEntry[]): void {
    this.#entries.set(key, new Map([...this.of(key), ...added].map((each) => [messageOf(each), each])))
  }

  keep(key: string, isKept: (entry: SessionEntry) => boolean): void {
    const kept = this.of(key).filter(isKept)
    this.#entries.delete(key)
    this.add(key, kept)
  }

  clear(key: string): void {
    this.#entries.delete(key)
    this.open.delete(key)
  }

  epochsOf(key: string): readonly number[] {
    return this.#epochs.get(key) ?? []
  }

  openAs(key: string, epoch: number): void {
    const current = this.open.get(key)
    if (current !== undefined) {
      assert.equal(epoch, current, 'an open session changed its epoch')
      return
    }
    assert.ok(!this.epochsOf(key).includes(epoch), 'an epoch came again')
    this.#epochs.set(key, [...this.epochsOf(key), epoch])
    this.open.set(key, epoch)
  }
}

interface Play {
  readonly storage: Required<SessionStorage>
  readonly model: Model
  readonly random: Random
  readonly key: string
  readonly some: readonly SessionEntry[]
}

/** What is about time or about updates has tests of its own. */
type Action = (typeof required)[number] | Exclude<OptionalMethod, 'closeIfIdle' | 'claimUpdate' | 'finishUpdate'>

/** Each does the same to the storage and to the model, and compares what the storage says. */
const actions: Readonly<Record<Action, (play: Play) => Promise<void>>> = {
  async add({ storage, model, random, key }) {
    const one = random.pick(pool)
    model.add(key, [one])
    await storage.add(key, one)
  },
  async addMany({ storage, model, key, some }) {
    model.add(key, some)
    await storage.addMany(key, some)
  },
  async remove({ storage, model, random, key }) {
    const rest = random.below(3)
    model.keep(key, ({ messageId }) => messageId % 3 !== rest)
    await storage.remove(key, ({ messageId }) => messageId % 3 === rest)
  },
  async removeIds({ storage, model, key, some }) {
    model.keep(key, (each) => !some.includes(each))
    await storage.removeIds(key, some)
  },
  async clear({ storage, model, key }) {
    model.clear(key)
    await storage.clear(key)
  },
  async count({ storage, model, key }) {
    assert.equal(await storage.count(key), model.of(key).length)
  },
  async openSession({ storage, model, key }) {
    model.openAs(key, await storage.openSession(key))
  },
  async addIfOpen({ storage, model, random, key, some }) {
    const epoch = model.epochsOf(key).at(-1 - random.below(2)) ?? 1
    const isOpen = model.open.get(key) === epoch
    if (isOpen) model.add(key, some)
    assert.equal(await storage.addIfOpen(key, epoch, some), isOpen)
  },
  async openKeys({ storage, model, key: chat }) {
    const found = await storage.openKeys(chat)
    const expected = [...model.open].filter(([key]) => key.startsWith(chat))
    assert.deepEqual(new Map(found.map(({ key, epoch }) => [key, epoch])), new Map(expected))
  },
}

/** Random calls must leave the storage as they leave the model. */
export function modelTests(test: Declare<SessionStorage>, optional: readonly OptionalMethod[]): void {
  const methods: readonly [Action, ...Action[]] = [
    ...required,
    ...optional.filter((method): method is Action & OptionalMethod => method in actions),
  ]
  test(`S30 agrees with a model over random calls (${seeds.length} seeds)`, async ({ instances }) => {
    const both = await instances()
    for (const seed of seeds) {
      for (const key of keys) await both[0].clear(key)
      const played: string[] = []
      try {
        await playSeed({ seed, methods, both, played })
      } catch (cause) {
        throw new Error(`Seed ${seed} ends otherwise than the model: ${played.join(', ')}.`, { cause })
      }
    }
  })
}

interface Game {
  readonly seed: number
  readonly methods: readonly [Action, ...Action[]]
  readonly both: readonly [SessionStorage, SessionStorage]
  /** For the message about a failure. */
  readonly played: string[]
}

async function playSeed({ seed, methods, both, played }: Game): Promise<void> {
  const random = new Random(seed)
  const model = new Model()
  for (let turn = 0; turn < 60; turn += 1) {
    const [method, key] = [random.pick(methods), random.pick(keys)]
    played.push(`${method} ${key}`)
    // Only methods that the subject names are called.
    const storage = random.pick(both) as Required<SessionStorage>
    await actions[method]({ storage, model, random, key, some: pool.filter(() => random.below(2) === 0) })
    await assertMessages(random.pick(both), key, model.of(key))
  }
}
