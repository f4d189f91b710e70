import { cpSync, existsSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import type { TempProject } from '../../src/testing/projects.js'
import { bin, botgen, cachingProject, sourcesNamed, start, table } from './botgen.js'

/** `BOTGEN_KILLS=200` for more. */
const kills = Number(process.env.BOTGEN_KILLS ?? 60)
const size = 200

function turnInto(project: TempProject, word: string): void {
  for (const [file, text] of Object.entries(sourcesNamed(word, size))) project.write(file, text)
}

/** From 0 to below 1; the same sequence in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('a run that is killed at any moment', () => {
  it(`C6 leaves the old table or the new one, whole, and the next run is right (${kills} kills)`, async () => {
    const project = cachingProject([])
    rmSync(project.path('src/handlers.ts'))
    const expected = new Map<string, string>()
    for (const word of ['before', 'after']) {
      turnInto(project, word)
      expect(await botgen(project.root)).toMatchObject({ code: 0, stderr: '' })
      expected.set(word, project.read(table))
    }
    const begun = performance.now()
    turnInto(project, 'before')
    await botgen(project.root)
    /** Milliseconds in which a run is killed. How long one takes depends on what else the machine does. */
    let reach = performance.now() - begun
    const random = seeded(1)

    let killed = 0
    let replaced = 0
    for (let run = 0; run < kills; run += 1) {
      const word = run % 2 === 0 ? 'after' : 'before'
      const previous = project.read(table)
      turnInto(project, word)
      const { child, ended } = start(project.root, [process.execPath, bin])
      // Where the process is when it is hit is chance; what must hold then does not depend on it.
      await sleep(random() * reach)
      child.kill('SIGKILL')
      const isKilled = (await ended).code === null
      killed += isKilled ? 1 : 0
      // Settles where three of four are killed, the others having come to their end.
      reach *= isKilled ? 1.05 : 0.85

      const left = project.read(table)
      expect([previous, expected.get(word)]).toContain(left)
      replaced += left === previous ? 0 : 1
      // Every third time the killed run's cache and table are what the next kill finds.
      if (run % 3 === 2) continue
      expect(await botgen(project.root)).toMatchObject({ code: 0, stderr: '' })
      expect(project.read(table)).toBe(expected.get(word))
    }
    console.log(`${killed} of ${kills} runs were killed; ${replaced} had replaced the table by then.`)
    expect(killed).toBeGreaterThan(kills / 4)
  }, 900_000)

  it('C6 leaves a cache from which the next run is right, however much of it was written', async () => {
    const project = cachingProject([])
    rmSync(project.path('src/handlers.ts'))
    turnInto(project, 'before')
    await botgen(project.root)
    const before = project.read(table)
    const cache = project.path('node_modules/.cache/botgen')
    expect(existsSync(cache)).toBe(true)
    const kept = project.path('kept')
    cpSync(cache, kept, { recursive: true })
    turnInto(project, 'after')
    await botgen(project.root)

    // The cache of another state of the sources, as a killed run leaves it.
    turnInto(project, 'before')
    const stale = await botgen(project.root)
    rmSync(cache, { recursive: true })
    cpSync(kept, cache, { recursive: true })
    turnInto(project, 'after')
    const older = await botgen(project.root)

    expect(stale.code).toBe(0)
    expect(older.code).toBe(0)
    expect(project.read(table)).toBe(before.replaceAll('before_', 'after_'))
  }, 120_000)
})
