import { beforeEach, describe, expect, it } from '@jest/globals'
import { type BotProcess, claimsOf, message, Processes, watch } from '../../test/processes.js'
import { ClaimFailure } from '../index.js'

/** After a crash others wait no longer. */
const lease = 30_000

let all: Processes
let one: BotProcess
let other: BotProcess

beforeEach(() => {
  all = new Processes()
  one = all.start('one')
  other = all.start('other')
})

describe('a storage that fails to share updates', () => {
  const broken = { rejects: new Error('connection lost') }

  it('S15 stops no handler, and is reported once an incident', async () => {
    one.storage.failNext('claimUpdate', broken, 2)
    await one.gets(message(5, '/fast'))
    await all.pass(100)
    await one.gets(message(6, '/fast'))
    expect(one.errors).toMatchObject([{ error: expect.any(ClaimFailure) as unknown, context: { stage: 'claim' } }])
    await all.pass(200)
    await one.gets(message(7, '/fast'))
    one.storage.failNext('claimUpdate', broken)
    await one.gets(message(8, '/fast'))
    expect(one.errors).toHaveLength(2)
    expect(all.handled).toEqual(['one 5', 'one 6', 'one 7', 'one 8'])
  })

  it('S15 keeps the chat not waiting for a claim that it has granted without an answer', async () => {
    one.storage.failNext('claimUpdate', { loses: new Error('connection lost') })
    await one.gets(message(5, '/fast'))
    await one.gets(message(6, '/fast'))
    await other.gets(message(5, '/fast'))
    expect(all.handled).toEqual(['one 5', 'one 6'])
  })

  it('S15 has failed when it does not answer within five seconds', async () => {
    one.storage.failNext('claimUpdate', { hangs: true })
    const acknowledged = watch(one.gets(message(5, '/fast')))
    await all.pass(4500)
    expect(all.handled).toEqual([])
    await all.pass(1000)
    expect(acknowledged.state).toBe('resolved')
    expect(all.handled).toEqual(['one 5'])
  })

  it.each([
    ['the update itself', message(5, '/fast')],
    ['an earlier one of its chat', message(6, '/fast')],
  ])('S37 S14 is no reason to handle what waits for %s in another process', async (_what, update) => {
    await all.isBusy(one, 5)
    const acknowledged = watch(other.gets(update))
    await all.pass(1000)
    other.storage.failNext('claimUpdate', broken, 3)
    await all.pass(5000)
    expect(all.handled).toEqual(['one 5'])
    all.gateOf('one', 5).open()
    await all.pass(3000)
    expect(acknowledged.state).toBe('resolved')
    expect(all.handled).toEqual(update.update_id === 5 ? ['one 5'] : ['one 5', 'other 6'])
  })

  it('S15 keeps nothing waiting longer than a crash of the other process would', async () => {
    await all.isBusy(one, 5)
    const acknowledged = watch(other.gets(message(6, '/fast')))
    await all.pass(1000)
    other.storage.failNext('claimUpdate', broken, Number.POSITIVE_INFINITY)
    await all.pass(lease - 2000)
    expect(acknowledged.state).toBe('pending')
    await all.pass(5000)
    expect(acknowledged.state).toBe('resolved')
    expect(all.handled).toEqual(['one 5', 'other 6'])
  })

  it("S15 with 'hold', an update waits until it works again", async () => {
    const holding = all.start('holding', { sessions: { whileStorageFails: 'hold' } })
    holding.storage.failNext('claimUpdate', broken, 5)
    const acknowledged = watch(holding.gets(message(5, '/fast')))
    await all.pass(1500)
    expect(all.handled).toEqual([])
    await all.pass(3000)
    expect(acknowledged.state).toBe('resolved')
    expect(all.handled).toEqual(['holding 5'])
    expect(holding.errors).toHaveLength(1)
  })

  it("S15 with 'hold', an update whose end it fails to take waits until it takes it", async () => {
    const holding = all.start('holding', { sessions: { whileStorageFails: 'hold' } })
    holding.storage.failNext('finishUpdate', broken, 5)
    const acknowledged = watch(holding.gets(message(5, '/fast')))
    await all.pass(1500)
    expect(all.handled).toEqual(['holding 5'])
    expect(acknowledged.state).toBe('pending')
    await all.pass(3000)
    expect(acknowledged.state).toBe('resolved')
    await other.gets(message(5, '/fast'))
    expect(all.handled).toEqual(['holding 5'])
    expect(holding.errors).toHaveLength(1)
  })

  it.each([
    ['fails to', broken],
    ['does not answer whether it did', { hangs: true as const }],
  ])('S15 acknowledges an update whose end it %s take, and is told again', async (_what, fault) => {
    one.storage.failNext('finishUpdate', fault)
    const acknowledged = watch(one.gets(message(5, '/fast')))
    await all.pass(6000)
    expect(acknowledged.state).toBe('resolved')
    expect(one.errors).toHaveLength(1)
    await all.pass(10_000)
    expect(claimsOf(one)).toEqual(['claim 5', 'handled 5', 'handled 5'])
    await other.gets(message(5, '/fast'))
    expect(all.handled).toEqual(['one 5'])
  })
})
