import { expect, it } from '@jest/globals'
import { CompiledQuery, type Kysely, sql } from 'kysely'
import { type Tables, tableNames } from './database/tables.js'
import { databases, describeOn, type TestDatabase, type TestPlace } from './testing/databases.js'

const tables = tableNames('botgen_')
const rows = 3000
/** Ids that the database does not come to by itself meanwhile. */
const base = 1_000_000
const numbers = Array.from({ length: rows }, (_, position) => position + 1)

const keyOf = (number: number): string => `1/c${number}/u${number}/`
const entryOf = (number: number) =>
  ({ messageId: number, chatId: number, kind: 'text', direction: 'incoming', date: 1 }) as const

/** How a database says how it would run a statement, and what of that reads a table from end to end. */
const explanations: Readonly<Record<string, { readonly explain: string; isFullScan(line: string): boolean }>> = {
  PostgreSQL: { explain: 'explain', isFullScan: (line) => line.includes('Seq Scan') },
  // `ALL` reads the table, `index` all of an index.
  MariaDB: {
    explain: 'explain',
    isFullScan: (line) => /"type":"(?:ALL|index)"/.test(line) && !line.includes('"INSERT"'),
  },
  SQLite: { explain: 'explain query plan', isFullScan: (line) => /SCAN (?!(?:\d+ )?CONSTANT ROW)/.test(line) },
}

/** The rows of `lane_lock` are one page: nothing is cheaper than to read it. */
const isSmall = (line: string): boolean => /lane_lock|"table":"one"/.test(line)

async function fill(db: Kysely<Tables>): Promise<void> {
  for (let first = 0; first < rows; first += 500) {
    const part = numbers.slice(first, first + 500)
    await db
      .insertInto(tables.session)
      .values(part.map((id) => ({ id: base + id, session_key: keyOf(id), is_open: 1, active_at: id })))
      .execute()
    await db
      .insertInto(tables.entry)
      .values(
        part.map((id) => ({
          session_id: base + id,
          connection: 'null',
          chat_id: id,
          message_id: id,
          content: '{"a":1}',
          added_at: id,
        })),
      )
      .execute()
    await db
      .insertInto(tables.claim)
      .values(
        part.map((id) => ({
          ...{ namespace: '1', update_id: id, lane: `c${id}`, owner: 'a', status: 'granted' as const },
          // A few are over.
          held_until: id <= 10 ? 1 : 2 ** 50 + id,
        })),
      )
      .execute()
    await db
      .insertInto(tables.state)
      .values(
        part.map((id) => ({ state_key: keyOf(id), version: id, gone_at: id <= 10 ? 1 : 2 ** 50 + id, content: '1' })),
      )
      .execute()
  }
}

async function analyze({ db, schema }: TestPlace, name: string): Promise<void> {
  for (const table of Object.values(tables)) {
    const whole = sql.id(...(schema === undefined ? [] : [schema]), table)
    await sql`${sql.raw(name === 'MariaDB' ? 'analyze table' : 'analyze')} ${whole}`.execute(db)
  }
}

function planTests(database: TestDatabase): void {
  const { explain, isFullScan } = explanations[database.name]!

  it(`P5 no statement reads a whole table on ${database.name}`, async () => {
    const seen: CompiledQuery[] = []
    const place = await database.place((query) => void seen.push(query))
    try {
      await (await place.open()).close()
      await fill(place.db)
      await analyze(place, database.name)
      seen.length = 0

      const storage = await place.open()
      const claim = { namespace: '1', updateId: 2000, lane: 'c2000', owner: 'a' }
      await storage.list(keyOf(5))
      await storage.count(keyOf(5))
      await storage.openKeys('1/c5/')
      await storage.openSession(keyOf(5))
      await storage.addMany(keyOf(5), [entryOf(5), entryOf(6)])
      expect(await storage.addIfOpen(keyOf(6), base + 6, [entryOf(7), entryOf(8)])).toBe(true)
      await Promise.all(numbers.slice(0, 30).map((id) => storage.addIfOpen(keyOf(id), base + id, [entryOf(9)])))
      await storage.removeIds(keyOf(6), [entryOf(7)])
      expect(await storage.remove(keyOf(6), ({ messageId }) => messageId === 8)).toBe(1)
      await storage.clear(keyOf(7))
      expect(await storage.closeIfIdle(keyOf(8), base + 8, Infinity)).toBe(true)
      expect(await storage.closeIfIdle(keyOf(20), base + 20, 1)).toBe(false)
      await storage.add('unopened', entryOf(1))
      await storage.remove('unopened', () => true)
      await storage.claimUpdate(claim, 1000)
      await storage.claimUpdate({ ...claim, updateId: rows + 1 }, 1000)
      await storage.finishUpdate(claim, 'failed')
      await storage.finishUpdate(claim, 'handled')
      const { version } = (await storage.state.get(keyOf(500)))!
      await storage.state.set(keyOf(500), 2)
      await storage.state.set(keyOf(500), 2, { ifVersion: version })
      await storage.state.set(keyOf(rows + 1), 2, { ifVersion: 0 })
      await storage.state.delete(keyOf(500))
      // Waits for what was swept.
      await storage.close()

      const statements = new Map(seen.map((query) => [query.sql, query]))
      const plans: [line: string, statement: string][] = []
      for (const [text, { parameters }] of statements) {
        if (!/^(?:select|insert|update|delete|with)/.test(text) || /sql_mode|_migration/.test(text)) continue
        const { rows: lines } = await place.db.executeQuery(CompiledQuery.raw(`${explain} ${text}`, [...parameters]))
        for (const line of lines) plans.push([JSON.stringify(line), text])
      }

      expect(plans.filter(([line]) => isFullScan(line) && !isSmall(line))).toEqual([])
      expect(plans.length).toBeGreaterThan(25)
    } finally {
      await place.drop()
    }
  })
}

for (const database of Object.values(databases)) {
  await describeOn(database, () => planTests(database))
}
