import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { TestClock } from '@botgen/testing'
import { afterAll, describe, expect, it, jest } from '@jest/globals'
import { LevelStorage } from './index.js'
import { entry } from './testing/entries.js'
import { newFolder, removeFolders } from './testing/folders.js'
import { StorageProcess } from './testing/processes.js'

afterAll(removeFolders)

describe('one database for each folder', () => {
  it('S31 storages of one folder share it, by whichever path it is opened', async () => {
    const folder = newFolder()
    mkdirSync(folder)
    const link = join(dirname(folder), 'link')
    symlinkSync(folder, link)
    const paths = [folder, link, `${folder}/`, relative(process.cwd(), folder), join(folder, '..', 'link')]

    const storages = await Promise.all(paths.map((path) => LevelStorage.open(path)))
    await Promise.all(storages.map((storage, position) => storage.add('k', entry(position + 1))))

    for (const storage of storages) expect(await storage.count('k')).toBe(paths.length)
    for (const storage of storages) await storage.close()
  })

  it('S31 the last one that closes lets go of the folder, and until then it is locked', async () => {
    const folder = newFolder()
    const [one, other] = [await LevelStorage.open(folder), await LevelStorage.open(folder)]
    await one.close()
    await one.close()
    await other.add('k', entry(1))

    const refused = await new StorageProcess('open', folder).ends()
    expect(refused).toEqual([
      {
        kind: 'failed',
        problem: 'in use',
        message: expect.stringContaining(`The storage ${folder} is in use by another`),
      },
    ])
    await other.close()
    expect(await new StorageProcess('open', folder).ends()).toEqual([{ kind: 'open' }])
  })

  it('S31 a folder that another process has is refused, and free when that has ended', async () => {
    const folder = newFolder()
    const holder = new StorageProcess('load', folder)
    await holder.until(({ length }) => length > 0)
    await expect(LevelStorage.open(folder)).rejects.toMatchObject({ problem: 'in use', folder })
    await holder.kill()
    await (await LevelStorage.open(folder)).close()
  })

  it('S31 copies of the package in one process share it', async () => {
    jest.resetModules()
    const copy = (await import('./index.js')).LevelStorage
    expect(copy).not.toBe(LevelStorage)
    const folder = newFolder()
    const [one, other] = [await LevelStorage.open(folder), await copy.open(folder)]
    await one.add('k', entry(1))
    await one.close()
    expect(await other.list('k')).toEqual([entry(1)])
    await other.close()
  })

  it('S31 a folder is opened again while it is being closed', async () => {
    const folder = newFolder()
    const first = await LevelStorage.open(folder)
    const adding = first.add('k', entry(1))
    const closing = first.close()
    const second = await LevelStorage.open(folder)
    await Promise.all([adding, closing])
    expect(await second.list('k')).toEqual([entry(1)])
    await second.close()
  })

  it('refuses other options than those it is open with', async () => {
    const folder = newFolder()
    const storage = await LevelStorage.open(folder)
    for (const options of [{ durability: 'power' }, { clock: new TestClock() }] as const) {
      await expect(LevelStorage.open(folder, options)).rejects.toMatchObject({ problem: 'other options' })
    }
    await (await LevelStorage.open(folder, { durability: 'process' })).close()
    await storage.close()
    await (await LevelStorage.open(folder, { durability: 'power' })).close()
  })

  it('refuses a folder that was replaced while it was open', async () => {
    const folder = newFolder()
    const storage = await LevelStorage.open(folder)
    rmSync(folder, { recursive: true })
    mkdirSync(join(dirname(folder), 'takes the number of the old folder'))
    await expect(LevelStorage.open(folder)).rejects.toMatchObject({ problem: 'no folder' })
    await storage.close()
  })
})

describe('a folder that cannot be used', () => {
  it('says that a path is that of a file, or leads through one', async () => {
    const folder = newFolder()
    writeFileSync(folder, 'a file')
    for (const path of [folder, join(folder, 'below')]) {
      await expect(LevelStorage.open(path)).rejects.toMatchObject({
        problem: 'no folder',
        message: expect.stringContaining('Give the path of a folder'),
      })
    }
  })

  it('says that a folder may not be written', async () => {
    const folder = newFolder()
    await (await LevelStorage.open(folder)).close()
    chmodSync(dirname(folder), 0o755)
    chmodSync(folder, 0o555)
    const told = await new StorageProcess('open as nobody', folder).ends()
    chmodSync(folder, 0o755)
    expect(told).toEqual([
      { kind: 'failed', problem: 'no access', message: expect.stringContaining('Permission denied') },
    ])
  })

  it('takes only a path and options that there are', async () => {
    await expect(LevelStorage.open('')).rejects.toThrow(RangeError)
    await expect(LevelStorage.open(newFolder(), { durability: 'none' as 'power' })).rejects.toThrow(
      `durability is "none": give 'process' or 'power'.`,
    )
  })
})
