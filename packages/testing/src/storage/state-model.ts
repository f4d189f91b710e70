import assert from 'node:assert/strict'
import type { StateStorage } from '@botgen/runtime'
import { plain } from './expectations.js'
import { Random } from './random.js'
import type { Declare } from './rig.js'

const keys = ['a', 'b', 'a/b'] as const
const actions = ['set', 'set', 'swap', 'late swap', 'create', 'delete'] as const
const seeds = Array.from({ length: 10 }, (_, position) => position + 1)

/** Random calls must leave the storage as they leave a map. */
export function stateModelTests(test: Declare<StateStorage>): void {
  test(`S38 agrees with a model over random calls (${seeds.length} seeds)`, async ({ instances }) => {
    const both = await instances()
    for (const seed of seeds) {
      const [random, model, played] = [
        new Random(seed),
        new Map<string, { value: unknown; version: number }>(),
        [] as string[],
      ]
      for (const key of keys) await both[0].delete(key)
      for (let turn = 0; turn < 40; turn += 1) {
        const [action, key, storage] = [random.pick(actions), random.pick(keys), random.pick(both)]
        played.push(`${action} ${key}`)
        try {
          const current = model.get(key)?.version ?? 0
          if (action === 'delete') {
            await storage.delete(key)
            model.delete(key)
          } else {
            const value = { turn }
            const ifVersion = { set: undefined, swap: current, 'late swap': current + 1, create: 0 }[action]
            const version = await storage.set(key, value, ifVersion === undefined ? {} : { ifVersion })
            const isSet = ifVersion === undefined || ifVersion === current
            assert.equal(version !== undefined, isSet, 'whether it was set')
            if (version !== undefined) model.set(key, { value, version })
          }
          assert.deepEqual(plain(await random.pick(both).get(key)), model.get(key))
        } catch (cause) {
          throw new Error(`Seed ${seed} ends otherwise than the model: ${played.join(', ')}.`, { cause })
        }
      }
    }
  })
}
