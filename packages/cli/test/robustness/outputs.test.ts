import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { handlers, tempProject } from '../../src/testing/projects.js'
import { bin, botgen, cachingProject, sourcesNamed, start, table } from './botgen.js'

const isRoot = process.getuid?.() === 0

/**
 * Runs a test with something mounted on a folder, and unmounts it again. Where that is refused, as to users without
 * rights, the test is skipped, and says so.
 */
async function whileMounted(
  folder: string,
  mounts: readonly (readonly string[])[],
  test: () => Promise<void>,
): Promise<void> {
  let mounted = false
  try {
    for (const argv of mounts) {
      execFileSync('mount', [...argv, folder], { stdio: 'ignore' })
      mounted = true
    }
    await test()
  } catch (error) {
    if (mounted) throw error
    console.warn(`SKIPPED: mount ${mounts.flat().join(' ')} is refused here.`)
  } finally {
    if (mounted) execFileSync('umount', [folder])
  }
}

/** A clear error is one sentence that begins with the tool's name, and no stack trace. */
const clearly = (reason: RegExp) => expect.stringMatching(new RegExp(`^botgen: [^\n]*${reason.source}[^\n]*\n$`))

describe('an output that cannot be written', () => {
  it('T2 a folder where the table should be is named in one sentence', async () => {
    const project = tempProject()
    mkdirSync(project.path(table))

    expect(await botgen(project.root)).toEqual({ code: 2, stdout: '', stderr: clearly(/it is a folder/) })
  }, 60_000)

  it('T2 a file where a folder should be is named in one sentence', async () => {
    const project = tempProject()
    project.write('out', 'a file')

    const ended = await botgen(project.root, '--output', 'out/botgen.generated.ts')

    expect(ended).toEqual({ code: 2, stdout: '', stderr: clearly(/a part of its path is a file/) })
    expect(project.read('out')).toBe('a file')
  }, 60_000)

  it('T2 a file that somebody wrote by hand stays', async () => {
    const project = tempProject()
    project.write(table, 'export const precious = 1\n')

    expect(await botgen(project.root)).toEqual({ code: 2, stdout: '', stderr: clearly(/was not written by botgen/) })
    expect(project.read(table)).toBe('export const precious = 1\n')
  }, 60_000)

  ;(isRoot ? it.skip : it)(
    'T2 a folder without the right to write is named, and the old table stays',
    async () => {
      const project = tempProject()
      await botgen(project.root)
      const before = project.read(table)
      project.write('src/handlers.ts', handlers(['other']))
      chmodSync(project.path('src'), 0o555)

      const ended = await botgen(project.root)

      chmodSync(project.path('src'), 0o755)
      expect(ended).toEqual({ code: 2, stdout: '', stderr: clearly(/permission denied/) })
      expect(project.read(table)).toBe(before)
    },
    60_000,
  )

  it('T2 a read-only file system is named, and the old table stays', async () => {
    const project = cachingProject(['hello'])
    await botgen(project.root)
    const before = project.read(table)
    project.write('src/handlers.ts', handlers(['other']))
    const folder = project.path('src')
    const mounts = [
      ['--bind', folder],
      ['-o', 'remount,bind,ro'],
    ]

    await whileMounted(folder, mounts, async () => {
      expect(await botgen(project.root)).toEqual({ code: 2, stdout: '', stderr: clearly(/read-only/) })
      expect(project.read(table)).toBe(before)
    })
  }, 60_000)

  it('T2 a full disk is named, the old table stays, and no part of a new one', async () => {
    const project = tempProject()
    const folder = project.path('small')
    const output = 'small/botgen.generated.ts'
    mkdirSync(folder)

    await whileMounted(folder, [['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs']], async () => {
      await botgen(project.root, '--output', output)
      const before = project.read(output)
      fill(project.path('small/filler'))
      project.write('src/handlers.ts', handlers(Array.from({ length: 200 }, (_, index) => `c${index}`)))

      const ended = await botgen(project.root, '--output', output)

      expect(ended).toEqual({ code: 2, stdout: '', stderr: clearly(/no space is left/) })
      expect(project.read(output)).toBe(before)
      expect(readdirSync(folder).sort()).toEqual(['botgen.generated.ts', 'filler'])
    })
  }, 60_000)

  it('C6 T2 a limit on the size of files is an error that says so; the old table stays, and the next run is right', async () => {
    const project = cachingProject(['hello'])
    await botgen(project.root)
    const before = project.read(table)
    for (const [file, text] of Object.entries(sourcesNamed('more', 200))) project.write(file, text)

    // Blocks of 512 bytes or 1 KiB, as the shell has it: less than any table of 200 handlers.
    const limited = await start(project.root, ['sh', '-c', `ulimit -f 4; exec "${process.execPath}" "${bin}"`]).ended

    expect(limited.code).toBe(2)
    expect(limited.stderr).toMatch(/^botgen: Cannot write .*botgen\.generated\.ts: it would be larger .*\n$/)
    expect(project.read(table)).toBe(before)
    expect(await botgen(project.root)).toMatchObject({ code: 0, stderr: '' })
    expect(project.read(table)).toContain('more_9_19')
  }, 60_000)

  it('C12 after a syntax error in one file the old table stays', async () => {
    const project = cachingProject(['hello'])
    await botgen(project.root)
    const before = project.read(table)
    const { mtimeMs } = statSync(project.path(table))
    project.write(
      'src/broken.ts',
      `import { CommandHandler } from '@botgen/runtime'\nexport class { @CommandHandler(\n`,
    )

    const { code, stdout, stderr } = await botgen(project.root)

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('src/broken.ts:2:')
    expect(project.read(table)).toBe(before)
    expect(statSync(project.path(table)).mtimeMs).toBe(mtimeMs)
  }, 60_000)
})

describe('an output that can', () => {
  it('C6 a symbolic link to the table stays a link, and what it leads to is replaced', async () => {
    const project = tempProject()
    mkdirSync(project.path('elsewhere'))
    writeFileSync(project.path('elsewhere/table.ts'), '')
    symlinkSync('../elsewhere/table.ts', project.path(table))

    expect(await botgen(project.root)).toMatchObject({ code: 0, stderr: '' })

    expect(lstatSync(project.path(table)).isSymbolicLink()).toBe(true)
    expect(readlinkSync(project.path(table))).toBe('../elsewhere/table.ts')
    expect(project.read('elsewhere/table.ts')).toContain(`command(['hello']`)
  }, 60_000)

  it('C6 a run without changes leaves the file alone, also when nothing may be written', async () => {
    const project = cachingProject(['hello'])
    await botgen(project.root)
    const { mtimeMs, ino } = statSync(project.path(table))
    rmSync(project.path('node_modules'), { recursive: true })

    expect(await botgen(project.root)).toMatchObject({ code: 0, stdout: expect.stringContaining('unchanged') })

    expect(statSync(project.path(table))).toMatchObject({ mtimeMs, ino })
  }, 60_000)
})

function fill(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(1024 * 1024))
  } catch {
    // Full, as it should be.
  }
}
