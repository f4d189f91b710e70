import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { botsOf, loadConfig } from '../config/index.js'
import { listFiles, readBytes, readProject, selectSources } from '../discover/index.js'
import { fixtures } from '../testing/projects.js'
import { gather, link, type Road, searchedNames } from './index.js'

const wholeBots = join(fixtures, '../../../fixtures')
const cases = [fixtures, wholeBots].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'tsconfig.json')))
    .map((name) => ({ name, root: join(folder, name) })),
)

describe('what syntax decides first', () => {
  it.each(cases)(
    'C1 D9 is what the checker alone finds: $name',
    async ({ root }) => {
      const config = await loadConfig(root, undefined)
      const project = readProject(root)
      for (const { include, instances } of botsOf(config)) {
        const globs = include === undefined ? undefined : { folder: root, patterns: include }
        const listed = await listFiles(project, globs, [])
        const files = listed.map((file) => [file, readBytes(root, file)] as const)
        const { sources } = selectSources(new Map(files), searchedNames)
        const linked = async (road: Road) => link(project, await gather(project, sources), instances, { road })

        const bySyntax = await linked('syntaxFirst')

        expect(bySyntax.bot.classes.length).toBeGreaterThan(0)
        expect(await linked('checkerOnly')).toEqual(bySyntax)
      }
    },
    60_000,
  )
})
