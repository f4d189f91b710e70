import { readdirSync, rmSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { botgen, cachingProject, sourcesNamed, table } from './botgen.js'

describe('several runs at once on one project', () => {
  it('C6 all end well, with the right table and nothing beside it', async () => {
    const project = cachingProject([])
    rmSync(project.path('src/handlers.ts'))
    const sources = { before: sourcesNamed('before', 100), after: sourcesNamed('after', 100) }
    for (const [file, text] of Object.entries(sources.before)) project.write(file, text)
    await botgen(project.root)
    const before = project.read(table)

    for (const word of ['after', 'before', 'after'] as const) {
      for (const [file, text] of Object.entries(sources[word])) project.write(file, text)
      const ended = await Promise.all(Array.from({ length: 4 }, () => botgen(project.root)))

      expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(4).fill({ code: 0, stderr: '' }))
      expect(project.read(table)).toBe(before.replaceAll('before_', `${word}_`))
      expect(readdirSync(project.path('src')).filter((file) => file.startsWith('botgen.'))).toEqual([
        'botgen.generated.ts',
      ])
      // What the four left in the cache says the same.
      expect(await botgen(project.root, 'check')).toMatchObject({ code: 0 })
    }
  }, 180_000)
})
