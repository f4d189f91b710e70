import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from '@jest/globals'
import { databases, describeOn, type TestDatabase } from './testing/databases.js'
import { entries, keys, updates } from './testing/work.js'

const worker = fileURLToPath(new URL('./testing/worker-process.ts', import.meta.url))
const [open, plain] = keys

interface Report {
  readonly epoch: number
  readonly granted: readonly number[]
}

function processTests(database: TestDatabase): void {
  it(`S31 two processes on ${database.name} store each message once, and S37 share the updates`, async () => {
    const place = await database.place()
    try {
      const { NODE_OPTIONS: _, ...env } = process.env
      const reports = await Promise.all(
        ['one', 'other'].map(async (owner): Promise<Report> => {
          const args = ['--import', 'tsx', worker, JSON.stringify(place.target), owner]
          const { stdout } = await promisify(execFile)(process.execPath, args, { env })
          return JSON.parse(stdout) as Report
        }),
      )

      const storage = await place.open()
      expect(new Set(reports.map(({ epoch }) => epoch)).size).toBe(1)
      expect(reports.flatMap(({ granted }) => granted).sort((a, b) => a - b)).toEqual(updates)
      for (const key of [open, plain]) {
        expect(await storage.count(key)).toBe(entries.length)
        expect(await storage.list(key)).toHaveLength(entries.length)
      }
      await storage.close()
    } finally {
      await place.drop()
    }
  })
}

for (const database of Object.values(databases)) {
  await describeOn(database, () => processTests(database))
}
