import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { ClassicLevel } from 'classic-level'
import { LevelStorage } from './index.js'
import { entry } from './testing/entries.js'
import { newFolder, removeFolders } from './testing/folders.js'
import { StorageProcess } from './testing/processes.js'
import type { Told } from './testing/storage-process.js'

afterAll(removeFolders)

const added = (told: readonly Told[]): number[] => told.flatMap((each) => (each.kind === 'added' ? each.messageId : []))
const epochs = (told: readonly Told[]): number[] => told.flatMap((each) => (each.kind === 'epoch' ? each.epoch : []))
const failures = (told: readonly Told[]): string[] =>
  told.flatMap((each) => (each.kind === 'failed' ? each.problem : []))

async function assertKept(folder: string, told: readonly Told[]): Promise<void> {
  const storage = await LevelStorage.open(folder)
  const kept = (await storage.list('load')).map(({ messageId }) => messageId)
  const next = await storage.openSession('session')
  await storage.clear('session')
  await storage.close()
  expect(new Set(kept).size).toBe(kept.length)
  expect(added(told).filter((messageId) => !kept.includes(messageId))).toEqual([])
  // One that was being opened when the process was killed may go on.
  expect(next).toBeGreaterThanOrEqual(Math.max(...epochs(told)))
}

describe('a process that is killed', () => {
  it('S15 S28 has stored once each entry whose call was answered, and its epochs go on', async () => {
    const folder = newFolder()
    const all: number[] = []
    for (const count of [50, 300]) {
      const running = new StorageProcess('load', folder)
      await running.until((told) => added(told).length >= count)
      const told = await running.kill()
      await assertKept(folder, told)
      // The epochs of each run are over when the next one begins.
      expect(epochs(told).filter((epoch) => all.includes(epoch))).toEqual([])
      all.push(...epochs(told))
    }
  })

  // The limits of a process that runs can be changed on Linux only.
  ;(process.platform === 'linux' ? it : it.skip)(
    'S15 fails clearly where files may grow no further, goes on when they may, and has all of both times',
    async () => {
      const folder = newFolder()
      const running = new StorageProcess('load', folder)
      await running.until((told) => added(told).length >= 50)
      const limit = (bytes: string): void => {
        execFileSync('prlimit', [`--fsize=${bytes}:`, '--pid', String(running.child.pid)])
      }
      limit('20000')
      await running.until((told) => failures(told).length > 20)
      const before = added(running.told).length
      limit('unlimited')
      await running.until((told) => added(told).length > before + 200)
      const told = await running.kill()

      expect(new Set(failures(told))).toEqual(new Set(['no space']))
      await assertKept(folder, told)
    },
  )
})

describe('a folder that is damaged', () => {
  /** A database with its data in a table file. */
  async function written(): Promise<string> {
    const folder = newFolder()
    const storage = await LevelStorage.open(folder)
    await storage.addMany(
      'k',
      Array.from({ length: 500 }, (_, position) => entry(position + 1)),
    )
    await storage.openSession('k')
    await storage.close()
    const level = new ClassicLevel(folder)
    await level.open()
    await level.compactRange('a', 'z')
    await level.close()
    return folder
  }

  const damages: readonly (readonly [string, RegExp, (file: string) => void])[] = [
    ['the list of its files is missing', /^MANIFEST/, (file) => rmSync(file)],
    ['the list of its files is garbage', /^MANIFEST/, (file) => writeFileSync(file, 'garbage garbage garbage')],
    ['what names the list is missing', /^CURRENT$/, (file) => rmSync(file)],
    ['what names the list is garbage', /^CURRENT$/, (file) => writeFileSync(file, 'garbage')],
    ['a table is missing', /\.ldb$/, (file) => rmSync(file)],
    ['a table is cut short', /\.ldb$/, (file) => truncateSync(file, 300)],
    ['a table is empty', /\.ldb$/, (file) => truncateSync(file, 0)],
  ]
  for (const [what, name, damage] of damages) {
    it(`says so where ${what}, and deletes nothing`, async () => {
      const folder = await written()
      for (const file of readdirSync(folder)) if (name.test(file)) damage(join(folder, file))
      const data = (): string[] => readdirSync(folder).filter((file) => file.endsWith('.ldb'))
      const before = data()
      await expect(LevelStorage.open(folder)).rejects.toMatchObject({
        problem: 'corrupted',
        message: expect.stringContaining('Restore the folder from a backup'),
      })
      expect(data()).toEqual(before)
    })
  }

  it('is opened where the end of the log is missing, as a crash leaves it', async () => {
    const folder = newFolder()
    const running = new StorageProcess('load', folder)
    await running.until((told) => added(told).length >= 50)
    await running.kill()
    const [log = ''] = readdirSync(folder).filter((file) => file.endsWith('.log'))
    const whole = newFolder()
    cpSync(folder, whole, { recursive: true })
    appendFileSync(join(folder, log), Buffer.from([1, 2, 3]))
    const [one, other] = [await LevelStorage.open(folder), await LevelStorage.open(whole)]
    expect(await one.list('load')).toEqual(await other.list('load'))
    await one.close()
    await other.close()
  })

  it('says so where a value is not what was written', async () => {
    const folder = await written()
    const level = new ClassicLevel(folder)
    await level.open()
    const [key = ''] = (await level.keys().all()).filter((each) => each.startsWith('ek'))
    await level.put(key, '{"messageId":')
    await level.close()
    const storage = await LevelStorage.open(folder)
    await expect(storage.list('k')).rejects.toMatchObject({ problem: 'corrupted' })
    await expect(storage.remove('k', () => true)).rejects.toMatchObject({ problem: 'corrupted' })
    await storage.close()
  })

  it('refuses another format, and a database of something else', async () => {
    for (const [key, value] of [
      ['mformat', '2'],
      ['theirs', 'x'],
    ] as const) {
      const folder = newFolder()
      const level = new ClassicLevel(folder)
      await level.open()
      await level.put(key, value)
      await level.close()
      await expect(LevelStorage.open(folder)).rejects.toMatchObject({ problem: 'other format' })
      // It was let go of.
      await level.open()
      expect(await level.get(key)).toBe(value)
      await level.close()
    }
  })
})
