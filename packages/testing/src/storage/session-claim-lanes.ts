import assert from 'node:assert/strict'
import type { SessionStorage, UpdateClaim } from '@botgen/runtime'
import { type ClaimingStorage, claimOf, longLease, pastShortLease, shortLease } from './claim-samples.js'
import { type Declare, type Rig, together } from './rig.js'
import { hostileKeys } from './samples.js'
import { having } from './session-subject.js'

const lane = 'c-100123'

/** An update of the lane, asked for by a process of its own. */
const inLane = (updateId: number): UpdateClaim => claimOf(updateId, `process ${updateId}`, { lane })

/** What is promised of updates that are to be handled one after another. */
export function claimLaneTests(declare: Declare<SessionStorage>): void {
  const test = having(declare, 'claimUpdate', 'finishUpdate')

  test('S14 claimUpdate grants the updates of a lane one at a time', async ({ instances }) => {
    const [storage, other] = await instances()
    assert.equal(await storage.claimUpdate(inLane(5), longLease), 'granted')
    assert.equal(await other.claimUpdate(inLane(6), longLease), 'waiting')
    assert.equal(await storage.claimUpdate({ ...inLane(7), owner: inLane(5).owner }, longLease), 'waiting')
    assert.equal(await storage.claimUpdate(inLane(5), longLease), 'granted')
    await storage.finishUpdate(inLane(5), 'handled')
    assert.equal(await other.claimUpdate(inLane(6), longLease), 'granted')
    await other.finishUpdate(inLane(6), 'failed')
    assert.equal(await storage.claimUpdate({ ...inLane(7), owner: inLane(5).owner }, longLease), 'granted')
  })

  test('S14 claimUpdate grants the lowest number of those that wait first', async ({ instances }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(inLane(8), longLease)
    for (const updateId of [100, 10, 9]) {
      assert.equal(await other.claimUpdate(inLane(updateId), longLease), 'waiting')
    }
    await storage.finishUpdate(inLane(8), 'handled')
    for (const updateId of [9, 10, 100]) {
      const later = [100, 10].filter((each) => each > updateId)
      for (const each of later) assert.equal(await storage.claimUpdate(inLane(each), longLease), 'waiting')
      assert.equal(await other.claimUpdate(inLane(updateId), longLease), 'granted', `update ${updateId}`)
      for (const each of later) assert.equal(await storage.claimUpdate(inLane(each), longLease), 'waiting')
      await other.finishUpdate(inLane(updateId), 'handled')
    }
  })

  test('S14 claimUpdate leaves an update granted when a lower number comes late', async ({ instances }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(inLane(6), longLease)
    assert.equal(await other.claimUpdate(inLane(5), longLease), 'waiting')
    assert.equal(await storage.claimUpdate(inLane(6), longLease), 'granted')
    assert.equal(await other.claimUpdate(inLane(5), longLease), 'waiting')
    await storage.finishUpdate(inLane(6), 'handled')
    assert.equal(await other.claimUpdate(inLane(5), longLease), 'granted')
  })

  test('S37 claimUpdate lets a lane go on once the lease on its update is over', async ({ instances, time }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(inLane(5), shortLease)
    assert.equal(await other.claimUpdate(inLane(6), longLease), 'waiting')
    await time.advance(pastShortLease)
    assert.equal(await other.claimUpdate(inLane(6), longLease), 'granted')
    assert.equal(await storage.claimUpdate(inLane(5), longLease), 'waiting')
  })

  test('S37 claimUpdate is not held up by who has waited and is gone', async ({ instances, time }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(inLane(5), longLease)
    await other.claimUpdate(inLane(6), shortLease)
    assert.equal(await storage.claimUpdate(inLane(7), longLease), 'waiting')
    await storage.finishUpdate(inLane(5), 'handled')
    await time.advance(pastShortLease)
    assert.equal(await storage.claimUpdate(inLane(7), longLease), 'granted')
  })

  test('S14 claimUpdate extends the lease of who waits and asks again', async ({ instances, time }) => {
    const [storage, other] = await instances()
    await storage.claimUpdate(inLane(5), longLease)
    await other.claimUpdate(inLane(6), shortLease)
    assert.equal(await other.claimUpdate(inLane(6), longLease), 'waiting')
    await storage.claimUpdate(inLane(7), longLease)
    await storage.finishUpdate(inLane(5), 'handled')
    await time.advance(pastShortLease)
    assert.equal(await storage.claimUpdate(inLane(7), longLease), 'waiting')
    assert.equal(await other.claimUpdate(inLane(6), longLease), 'granted')
  })

  test('S14 finishUpdate takes who waits out of the lane', async ({ instances }) => {
    const [storage, other] = await instances()
    for (const updateId of [5, 6, 7, 8]) await storage.claimUpdate(inLane(updateId), longLease)
    await other.finishUpdate(inLane(6), 'failed')
    await other.finishUpdate(inLane(7), 'handled')
    await storage.finishUpdate(inLane(5), 'handled')
    assert.equal(await other.claimUpdate(inLane(8), longLease), 'granted')
    assert.equal(await other.claimUpdate(inLane(7), longLease), 'handled')
  })

  test('S14 claimUpdate lets no lane wait for another, nor for updates without one', async ({ instances }) => {
    const [storage, other] = await instances()
    for (const updateId of [5, 6]) await storage.claimUpdate(inLane(updateId), longLease)
    const elsewhere = [
      claimOf(7, 'a', { lane: 'c-100124' }),
      claimOf(8, 'b'),
      claimOf(9, 'c'),
      claimOf(10, 'c'),
      claimOf(6, 'd', { namespace: '2', lane }),
      claimOf(4, 'e', { lane: 'c-10012' }),
    ]
    for (const claim of elsewhere) {
      assert.equal(await other.claimUpdate(claim, longLease), 'granted', JSON.stringify(claim))
    }
    assert.equal(await other.claimUpdate(inLane(6), longLease), 'waiting')
  })

  test('S14 claimUpdate grants each of 30 updates of a lane in its turn, whoever asks at once', grantsInTurn)

  test('S1 claimUpdate takes lanes literally', keepsLanesApart)
}

async function grantsInTurn({ instances }: Rig<ClaimingStorage>): Promise<void> {
  const both = await instances()
  let left = Array.from({ length: 30 }, (_, position) => inLane(95 + position))
  const granted: number[] = []
  while (left.length > 0) {
    // The highest first, so that who comes first is not who must be first.
    const asked = [...left].reverse()
    const answers = await together(
      asked.map((claim, position) => both[position % 2 === 0 ? 0 : 1].claimUpdate(claim, longLease)),
    )
    const chosen = asked.filter((_, position) => answers[position] === 'granted')
    assert.equal(chosen.length, 1, `granted at once: ${chosen.map(({ updateId }) => updateId).join(', ')}`)
    for (const claim of chosen) {
      granted.push(claim.updateId)
      await both[granted.length % 2 === 0 ? 0 : 1].finishUpdate(claim, 'handled')
      left = left.filter((each) => each !== claim)
    }
  }
  // Who asks first, when nobody waits, need not be the lowest.
  const [, ...afterFirst] = granted
  assert.deepEqual(
    afterFirst,
    [...afterFirst].sort((one, two) => one - two),
  )
  assert.equal(granted.length, 30)
}

/** Lanes, and namespaces with lanes, that a storage could take for one another. */
const lookalikes: readonly (readonly [namespace: string, lane: string])[] = [
  ...hostileKeys.map((each) => ['1', each] as const),
  ...['a', 'b', 'B', ' '].map((end) => ['1', `${'x'.repeat(999)}${end}`] as const),
  ...(['1:a', '1|a', '1,a', '1;a', '1.a', '1_a', '1-a', '1#a', '1%a'] as const).map((each) => [each, 'b'] as const),
  ...(['a:b', 'a|b', 'a,b', 'a;b', 'a.b', 'a_b', 'a-b', 'a#b', 'a%b'] as const).map(
    (each) => ['1', `/${each}`] as const,
  ),
  ...[':', '|', ',', ';', '.', '_', '-', '#', '%'].map((between) => ['1', `a${between}b/`] as const),
]

async function keepsLanesApart({ instances }: Rig<ClaimingStorage>): Promise<void> {
  const [storage, other] = await instances()
  const claims = lookalikes.map(([namespace, name], position) =>
    claimOf(position + 1, 'mine', { namespace, lane: name }),
  )
  for (const claim of [claimOf(1001, 'mine'), ...claims]) {
    assert.equal(await storage.claimUpdate(claim, longLease), 'granted', JSON.stringify(claim))
  }
  for (const claim of claims) {
    const next = { ...claim, updateId: claim.updateId + 2000, owner: 'yours' }
    assert.equal(await other.claimUpdate(next, longLease), 'waiting', JSON.stringify(next))
  }
  assert.equal(await other.claimUpdate(claimOf(3001, 'yours'), longLease), 'granted')
}
