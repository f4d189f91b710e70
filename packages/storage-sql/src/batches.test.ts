import { describe, expect, it } from '@jest/globals'
import { Batches } from './batches.js'
import { databases, describeOn } from './testing/databases.js'

describe('calls that come together', () => {
  it('S15 are done together while others are under way, and answered in their order', async () => {
    const batches: (readonly number[])[] = []
    let go = (): void => {}
    const calls = new Batches<number, string>(async (jobs) => {
      batches.push(jobs)
      if (batches.length === 1) await new Promise<void>((resolve) => (go = resolve))
      return jobs.map((job) => `${job}`)
    })
    const first = calls.add(0)
    await Promise.resolve()
    await Promise.resolve()
    const rest = Array.from({ length: 300 }, (_, position) => calls.add(position + 1))
    go()
    expect([await first, ...(await Promise.all(rest))]).toEqual(Array.from({ length: 301 }, (_, job) => `${job}`))
    expect(batches.map(({ length }) => length)).toEqual([1, 250, 50])
  })

  it('S15 fail together, and the next ones do not', async () => {
    let failures = 1
    const calls = new Batches<number, number>((jobs) =>
      failures-- > 0 ? Promise.reject(new Error('no database')) : Promise.resolve(jobs),
    )
    const settled = await Promise.allSettled([calls.add(1), calls.add(2)])
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await calls.add(3)).toBe(3)
    await calls.settled()
  })
})

await describeOn(databases.postgres, () =>
  it('P5 100 entries that are added at once take one statement', async () => {
    const statements: string[] = []
    const place = await databases.postgres.place(({ sql }) => void statements.push(sql))
    const storage = await place.open()
    const epoch = await storage.openSession('k')
    statements.length = 0
    await Promise.all(
      Array.from({ length: 100 }, (_, chatId) =>
        storage.addIfOpen('k', epoch, [{ messageId: 1, chatId, kind: 'text', direction: 'incoming', date: 1 }]),
      ),
    )
    expect(statements).toEqual([expect.stringMatching(/\binsert into\b/)])
    expect(await storage.count('k')).toBe(100)
    await storage.close()
    await place.drop()
  }),
)
