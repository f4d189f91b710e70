import { setImmediate as turn } from 'node:timers/promises'
import type { ClaimAnswer, UpdateClaim } from '@botgen/runtime'
import { TestClock } from '@botgen/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { tableNames } from '../database/tables.js'
import type { SqlStorage } from '../sql-storage.js'
import { databases, describeOn, type TestDatabase, type TestPlace } from '../testing/databases.js'

const table = tableNames('botgen_').claim
const minute = 60_000
const hour = 60 * minute

for (const database of Object.values(databases)) {
  await describeOn(database, () => claimTests(database))
}

function claimTests(database: TestDatabase): void {
  describe(`claims of updates on ${database.name}`, () => {
    let place: TestPlace
    let clock: TestClock
    let one: SqlStorage
    let other: SqlStorage
    let round = 0

    beforeAll(async () => {
      clock = new TestClock()
      place = await database.place()
      ;[one, other] = [await place.open({ clock }), await place.open({ clock })]
    })
    afterAll(async () => {
      for (const storage of [one, other]) await storage.close()
      await place.drop()
    })
    beforeEach(() => {
      round += 1
    })

    const claim = (updateId: number, owner: string, lane?: string): UpdateClaim => ({
      namespace: `bot ${round}`,
      updateId,
      owner,
      ...(lane !== undefined && { lane }),
    })

    it('S37 grants an update to one owner, who may ask again', async () => {
      expect(await one.claimUpdate(claim(1, 'a'), minute)).toBe('granted')
      expect(await other.claimUpdate(claim(1, 'b'), minute)).toBe('waiting')
      expect(await one.claimUpdate(claim(1, 'a'), minute)).toBe('granted')
      expect(await other.claimUpdate(claim(2, 'b'), minute)).toBe('granted')
    })

    it('S37 answers for a handled update, also its owner and for a day', async () => {
      await one.claimUpdate(claim(1, 'a'), minute)
      await one.finishUpdate(claim(1, 'a'), 'handled')
      clock.advance(24 * hour)
      expect(await one.claimUpdate(claim(1, 'a'), minute)).toBe('handled')
      expect(await other.claimUpdate(claim(1, 'b'), minute)).toBe('handled')
    })

    it('S37 grants an update that failed at once', async () => {
      await one.claimUpdate(claim(1, 'a'), minute)
      await one.finishUpdate(claim(1, 'a'), 'failed')
      expect(await other.claimUpdate(claim(1, 'b'), minute)).toBe('granted')
    })

    it('S37 grants an update whose lease is over, and extends a lease that is asked for again', async () => {
      await one.claimUpdate(claim(1, 'a'), minute)
      clock.advance(minute - 1)
      expect(await other.claimUpdate(claim(1, 'b'), minute)).toBe('waiting')
      await one.claimUpdate(claim(1, 'a'), minute)
      clock.advance(minute - 1)
      expect(await other.claimUpdate(claim(1, 'b'), minute)).toBe('waiting')
      clock.advance(1)
      expect(await other.claimUpdate(claim(1, 'b'), minute)).toBe('granted')
      expect(await one.claimUpdate(claim(1, 'a'), minute)).toBe('waiting')
    })

    it('S37 an owner whose lease was taken over has it handled, but not failed', async () => {
      await one.claimUpdate(claim(1, 'a'), minute)
      clock.advance(minute)
      await other.claimUpdate(claim(1, 'b'), minute)
      await one.finishUpdate(claim(1, 'a'), 'failed')
      expect(await one.claimUpdate(claim(1, 'c'), minute)).toBe('waiting')
      await one.finishUpdate(claim(1, 'a'), 'handled')
      expect(await other.claimUpdate(claim(1, 'b'), minute)).toBe('handled')
      await other.finishUpdate(claim(1, 'b'), 'failed')
      expect(await other.claimUpdate(claim(1, 'b'), minute)).toBe('handled')
    })

    it('S37 an update nobody claimed can be handled, and not fail', async () => {
      await one.finishUpdate(claim(1, 'a'), 'failed')
      await one.finishUpdate(claim(1, 'a'), 'handled')
      expect(await one.claimUpdate(claim(1, 'a'), minute)).toBe('handled')
    })

    it('S14 grants one update of a lane at a time, in their order', async () => {
      expect(await one.claimUpdate(claim(1, 'a', 'chat'), minute)).toBe('granted')
      expect(await other.claimUpdate(claim(3, 'b', 'chat'), minute)).toBe('waiting')
      expect(await one.claimUpdate(claim(2, 'a', 'chat'), minute)).toBe('waiting')
      expect(await other.claimUpdate(claim(4, 'b', 'other chat'), minute)).toBe('granted')
      expect(await other.claimUpdate(claim(5, 'b'), minute)).toBe('granted')
      await one.finishUpdate(claim(1, 'a', 'chat'), 'handled')
      expect(await other.claimUpdate(claim(3, 'b', 'chat'), minute)).toBe('waiting')
      expect(await one.claimUpdate(claim(2, 'a', 'chat'), minute)).toBe('granted')
      await one.finishUpdate(claim(2, 'a', 'chat'), 'failed')
      expect(await other.claimUpdate(claim(3, 'b', 'chat'), minute)).toBe('granted')
    })

    it('S14 an earlier update waits for a later one that is granted', async () => {
      expect(await one.claimUpdate(claim(2, 'a', 'chat'), minute)).toBe('granted')
      expect(await other.claimUpdate(claim(1, 'b', 'chat'), minute)).toBe('waiting')
      expect(await one.claimUpdate(claim(2, 'a', 'chat'), minute)).toBe('granted')
      await one.finishUpdate(claim(2, 'a', 'chat'), 'handled')
      expect(await other.claimUpdate(claim(1, 'b', 'chat'), minute)).toBe('granted')
    })

    it('S14 a lane does not wait for claims whose leases are over', async () => {
      await one.claimUpdate(claim(1, 'a', 'chat'), minute)
      await other.claimUpdate(claim(2, 'b', 'chat'), 2 * minute)
      expect(await one.claimUpdate(claim(3, 'a', 'chat'), minute)).toBe('waiting')
      clock.advance(minute)
      expect(await one.claimUpdate(claim(3, 'a', 'chat'), minute)).toBe('waiting')
      clock.advance(minute - 1)
      expect(await one.claimUpdate(claim(3, 'a', 'chat'), minute)).toBe('waiting')
      clock.advance(1)
      expect(await one.claimUpdate(claim(3, 'a', 'chat'), minute)).toBe('granted')
    })

    it('S14 an owner whose lease is over waits for the one of its lane that came after it', async () => {
      await one.claimUpdate(claim(1, 'a', 'chat'), minute)
      clock.advance(minute)
      expect(await other.claimUpdate(claim(2, 'b', 'chat'), minute)).toBe('granted')
      expect(await one.claimUpdate(claim(1, 'a', 'chat'), minute)).toBe('waiting')
    })

    it('S1 the updates and lanes of bots are apart', async () => {
      const stranger = { ...claim(1, 'b', 'chat'), namespace: `bot ${round} ` }
      await one.claimUpdate(claim(1, 'a', 'chat'), minute)
      expect(await other.claimUpdate(stranger, minute)).toBe('granted')
      await one.finishUpdate(claim(1, 'a', 'chat'), 'handled')
      expect(await other.claimUpdate(stranger, minute)).toBe('granted')
    })

    it('S37 grants an update to one of many that ask at once, whatever their lanes', async () => {
      for (let updateId = 1; updateId <= 5; updateId += 1) {
        const answers = await Promise.all(
          Array.from({ length: 12 }, (_, asker) =>
            (asker % 2 === 0 ? one : other).claimUpdate(
              claim(updateId, `${asker}`, asker % 3 === 0 ? undefined : `lane ${asker % 3} of ${updateId}`),
              minute,
            ),
          ),
        )
        expect(answers.filter((answer) => answer === 'granted')).toHaveLength(1)
      }
    })

    it('S14 grants each update of a lane once and none beside another when many ask at once', async () => {
      let granted = 0
      let handled = 0
      const order: number[] = []
      const work = async (updateId: number, storage: SqlStorage, owner: string): Promise<void> => {
        // The driver of SQLite answers before anything else gets a turn.
        for (;;) {
          await turn()
          const answer: ClaimAnswer = await storage.claimUpdate(claim(updateId, owner, 'chat'), hour)
          if (answer === 'handled') return
          if (answer === 'waiting') continue
          granted += 1
          expect(granted).toBe(1)
          order.push(updateId)
          granted -= 1
          await storage.finishUpdate(claim(updateId, owner, 'chat'), 'handled')
          handled += 1
        }
      }
      const ids = [1, 2, 3, 4, 5]
      await Promise.all(ids.flatMap((id) => [work(id, one, 'a'), work(id, other, 'b')]))
      expect(order.sort()).toEqual(ids)
      expect(handled).toBe(ids.length)
    })

    it('S37 drops claims that are over, a few with each write after a minute', async () => {
      const { db } = place
      await db.deleteFrom(table).execute()
      const old = Array.from({ length: 1200 }, (_, position) => ({
        ...{ namespace: 'old', update_id: position, lane: null, owner: 'a', status: 'handled' as const },
        held_until: clock.now() - 1200 + position,
      }))
      for (const half of [old.slice(0, 600), old.slice(600)]) await db.insertInto(table).values(half).execute()
      const left = async (): Promise<number> => (await db.selectFrom(table).select('update_id').execute()).length
      const handle = (storage: SqlStorage, updateId: number): Promise<void> =>
        storage.finishUpdate(claim(updateId, 'a'), 'handled')
      const first = await place.open({ clock })
      await handle(first, 0)
      await first.close()
      expect(await left()).toBe(701)
      const second = await place.open({ clock })
      let handled = 1
      for (; (await left()) > handled; handled += 1) await handle(second, handled)
      await second.close()
      expect(await left()).toBe(handled)
    })
  })
}
