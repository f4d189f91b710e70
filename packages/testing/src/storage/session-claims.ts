import assert from 'node:assert/strict'
import type { SessionStorage } from '@botgen/runtime'
import { type ClaimingStorage, claimOf, longLease, pastShortLease, shortLease } from './claim-samples.js'
import { type Declare, type Rig, together } from './rig.js'
import { hostileKeys } from './samples.js'
import { having } from './session-subject.js'

const hour = 3_600_000
const mine = claimOf(7, 'mine')
const yours = claimOf(7, 'yours')

/** What is promised of an update that several processes want to handle. */
export function claimTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'claimUpdate', 'finishUpdate')

  test('S37 claimUpdate grants an update to one owner, whatever others ask', async ({ instances }) => {
    const [storage, other] = await instances()
    assert.equal(await storage.claimUpdate(mine, longLease), 'granted')
    for (const each of [storage, other, storage]) assert.equal(await each.claimUpdate(yours, longLease), 'waiting')
    assert.equal(await storage.claimUpdate(mine, longLease), 'granted')
    assert.equal(await other.claimUpdate(mine, longLease), 'granted')
    assert.equal(await other.claimUpdate(claimOf(7, 'third'), longLease), 'waiting')
  })

  test('S37 claimUpdate grants different updates to different owners', async ({ instances }) => {
    const [storage, other] = await instances()
    for (const updateId of [1, 2, 10, 2 ** 31 - 1, 2 ** 31, 2 ** 32 + 1, 2 ** 52 - 1]) {
      assert.equal(await storage.claimUpdate(claimOf(updateId, `owner of ${updateId}`), longLease), 'granted')
      assert.equal(await other.claimUpdate(claimOf(updateId, 'late'), longLease), 'waiting')
    }
  })

  test('S37 claimUpdate grants an update to another owner once the lease is over', async ({ instances, time }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(mine, shortLease)
    await time.advance(pastShortLease)
    assert.equal(await other.claimUpdate(yours, longLease), 'granted')
    assert.equal(await storage.claimUpdate(mine, longLease), 'waiting')
  })

  test('S37 claimUpdate grants it to the same owner again where nobody else came', async ({ storage, time }) => {
    await storage.claimUpdate(mine, shortLease)
    await time.advance(pastShortLease)
    assert.equal(await storage.claimUpdate(mine, longLease), 'granted')
    assert.equal(await storage.claimUpdate(yours, longLease), 'waiting')
  })

  test('S37 claimUpdate extends the lease of the owner that asks again', async ({ instances, time }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(mine, shortLease)
    assert.equal(await storage.claimUpdate(mine, longLease), 'granted')
    await time.advance(pastShortLease)
    assert.equal(await other.claimUpdate(yours, longLease), 'waiting')
  })

  test('S37 claimUpdate extends no lease for who waits', async ({ instances, time }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(mine, shortLease)
    for (let count = 0; count < 3; count += 1) await other.claimUpdate(yours, longLease)
    await time.advance(pastShortLease)
    assert.equal(await other.claimUpdate(claimOf(7, 'third'), longLease), 'granted')
  })

  test('S37 finishUpdate has a handled update answered as handled, to everybody', async ({ instances, time }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(mine, shortLease)
    await other.claimUpdate(yours, shortLease)
    await storage.finishUpdate(mine, 'handled')
    const assertHandled = async (): Promise<void> => {
      for (const each of [storage, other]) {
        for (const claim of [mine, yours, claimOf(7, 'third')]) {
          assert.equal(await each.claimUpdate(claim, shortLease), 'handled')
        }
      }
    }
    await assertHandled()
    await time.advance(pastShortLease)
    await assertHandled()
    assert.equal(await other.claimUpdate(claimOf(8, 'yours'), longLease), 'granted')
  })

  test('S37 finishUpdate lets a failed update be claimed at once', async ({ instances }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(mine, longLease)
    await storage.finishUpdate(mine, 'failed')
    assert.equal(await other.claimUpdate(yours, longLease), 'granted')
    await other.finishUpdate(yours, 'failed')
    assert.equal(await storage.claimUpdate(mine, longLease), 'granted')
    await storage.finishUpdate(mine, 'handled')
    assert.equal(await other.claimUpdate(yours, longLease), 'handled')
  })

  test('S37 finishUpdate counts handled from an owner whose lease is over', async ({ instances, time }) => {
    const [storage, other] = await instances()
    const alone = claimOf(8, 'mine')
    await together([storage.claimUpdate(mine, shortLease), storage.claimUpdate(alone, shortLease)])
    await time.advance(pastShortLease)
    assert.equal(await other.claimUpdate(yours, longLease), 'granted')
    await together([storage.finishUpdate(mine, 'handled'), storage.finishUpdate(alone, 'handled')])
    for (const updateId of [7, 8]) {
      assert.equal(await other.claimUpdate(claimOf(updateId, 'third'), longLease), 'handled')
      assert.equal(await other.claimUpdate(claimOf(updateId, 'yours'), longLease), 'handled')
    }
  })

  test('S37 finishUpdate changes nothing for failed from an owner whose lease is over', async ({ instances, time }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(mine, shortLease)
    await time.advance(pastShortLease)
    assert.equal(await other.claimUpdate(yours, longLease), 'granted')
    await storage.finishUpdate(mine, 'failed')
    assert.equal(await storage.claimUpdate(claimOf(7, 'third'), longLease), 'waiting')
    assert.equal(await other.claimUpdate(yours, longLease), 'granted')
  })

  test('S37 finishUpdate leaves a handled update handled, whatever is said of it later', async ({ instances }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(mine, longLease)
    await storage.finishUpdate(mine, 'handled')
    await storage.finishUpdate(mine, 'failed')
    await other.finishUpdate(yours, 'failed')
    await other.finishUpdate(yours, 'handled')
    assert.equal(await storage.claimUpdate(mine, longLease), 'handled')
    assert.equal(await other.claimUpdate(yours, longLease), 'handled')
  })

  test('S37 finishUpdate takes an update that nobody has claimed', async ({ storage }) => {
    await storage.finishUpdate(mine, 'failed')
    assert.equal(await storage.claimUpdate(yours, longLease), 'granted')
    await storage.finishUpdate(claimOf(8, 'mine'), 'handled')
    assert.equal(await storage.claimUpdate(claimOf(8, 'yours'), longLease), 'handled')
  })

  test('S37 claimUpdate grants an update to one of 50 owners that ask at once', grantsToOne)

  test('S1 claimUpdate keeps the updates of bots apart, whatever their namespaces', keepsNamespacesApart)

  test('S37 claimUpdate keeps owners apart, whatever their names', async ({ storage }) => {
    for (const [position, owner] of hostileKeys.entries()) {
      await storage.claimUpdate(claimOf(position, owner), longLease)
      const others = hostileKeys.filter((_, other) => other !== position && (other + position) % 7 === 0)
      for (const other of others) {
        assert.equal(await storage.claimUpdate(claimOf(position, other), longLease), 'waiting', `${other} for ${owner}`)
        await storage.finishUpdate(claimOf(position, other), 'failed')
      }
      assert.equal(await storage.claimUpdate(claimOf(position, owner), longLease), 'granted')
    }
  })
}

/** What is promised of claims over a time that tests can only wait for where they move it. */
export function longClaimTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'claimUpdate', 'finishUpdate')

  test('S37 finishUpdate has an update handled for as long as Telegram keeps it', async ({ storage, time }) => {
    await storage.claimUpdate(mine, longLease)
    await storage.finishUpdate(mine, 'handled')
    for (let hours = 1; hours <= 23; hours += 1) {
      await time.advance(hour)
      const other = claimOf(7 + hours, 'mine')
      await storage.claimUpdate(other, longLease)
      await storage.finishUpdate(other, 'handled')
    }
    for (let updateId = 7; updateId <= 30; updateId += 1) {
      assert.equal(await storage.claimUpdate(claimOf(updateId, 'yours'), longLease), 'handled')
    }
  })
}

/** What is promised of handled updates that outlive their process. */
export function claimRestartTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'claimUpdate', 'finishUpdate')

  test('S37 has its handled updates after a restart', async ({ storage, reopen }) => {
    for (let updateId = 1; updateId <= 50; updateId += 1) {
      await storage.claimUpdate(claimOf(updateId, 'mine'), longLease)
      await storage.finishUpdate(claimOf(updateId, 'mine'), updateId % 5 === 0 ? 'failed' : 'handled')
    }
    const later = await reopen()
    for (let updateId = 1; updateId <= 50; updateId += 1) {
      const answer = await later.claimUpdate(claimOf(updateId, 'after the restart'), longLease)
      assert.equal(answer, updateId % 5 === 0 ? 'granted' : 'handled', `update ${updateId}`)
    }
  })
}

async function grantsToOne({ instances }: Rig<ClaimingStorage>): Promise<void> {
  const both = await instances()
  for (let updateId = 1; updateId <= 5; updateId += 1) {
    const owners = Array.from({ length: 50 }, (_, position) => `owner ${position}`)
    const claims = owners.map((owner) => claimOf(updateId, owner, { lane: `lane ${updateId % 2}` }))
    const answers = await together(
      claims.map((claim, position) => both[position % 2 === 0 ? 0 : 1].claimUpdate(claim, longLease)),
    )
    const granted = claims.filter((_, position) => answers[position] === 'granted')
    assert.equal(granted.length, 1, `granted to ${granted.map(({ owner }) => owner).join(', ')}`)
    assert.equal(answers.filter((answer) => answer === 'waiting').length, 49)
    for (const claim of granted) await both[0].finishUpdate(claim, 'handled')
    const late = await together(claims.map((claim) => both[1].claimUpdate(claim, longLease)))
    assert.deepEqual([...new Set(late)], ['handled'])
  }
}

async function keepsNamespacesApart({ instances }: Rig<ClaimingStorage>): Promise<void> {
  const [storage, other] = await instances()
  const namespaces = hostileKeys.filter((each) => !/[ /]/.test(each))
  const claimIn = (namespace: string, owner = namespace) => claimOf(7, owner, { namespace, lane: 'c1' })
  for (const namespace of namespaces) {
    assert.equal(await storage.claimUpdate(claimIn(namespace), longLease), 'granted', namespace)
  }
  const isHandled = (position: number): boolean => position % 2 === 0
  for (const [position, namespace] of namespaces.entries()) {
    if (isHandled(position)) await storage.finishUpdate(claimIn(namespace), 'handled')
  }
  for (const [position, namespace] of namespaces.entries()) {
    const answer = await other.claimUpdate(claimIn(namespace, 'another'), longLease)
    assert.equal(answer, isHandled(position) ? 'handled' : 'waiting', namespace)
  }
}
