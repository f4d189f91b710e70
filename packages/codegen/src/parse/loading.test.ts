import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { tempProject } from '../testing/projects.js'

const run = promisify(execFile)
const repository = fileURLToPath(new URL('../../../../', import.meta.url))

/** A process of its own: what Jest has loaded says nothing about what a run loads. */
async function loadedBy(text: string): Promise<{ readonly typescript: boolean; readonly facts: number }> {
  const { path } = tempProject({
    'parse.ts': `
      import { createRequire } from 'node:module'
      import { parse } from ${JSON.stringify(pathToFileURL(join(repository, 'packages/codegen/src/parse/index.ts')).href)}
      const facts = await parse([{ file: 'src/handlers.ts', text: ${JSON.stringify(text)} }])
      const loaded = Object.keys(createRequire(import.meta.url).cache)
      const typescript = loaded.some((file) => file.includes('ts-morph') || /[\\\\/]typescript\\.js$/.test(file))
      console.log(JSON.stringify({ typescript, facts: facts.length }))
    `,
  })
  const { stdout } = await run(process.execPath, ['--import', 'tsx', path('parse.ts')], { cwd: repository })
  return JSON.parse(stdout) as { readonly typescript: boolean; readonly facts: number }
}

describe('parse', () => {
  it('C1 loads no TypeScript for ordinary sources', async () => {
    const text =
      "import { CommandHandler } from '@botgen/runtime'\nexport class Handlers { @CommandHandler('a') a() {} }"

    expect(await loadedBy(text)).toEqual({ typescript: false, facts: 1 })
  })

  it('C12 loads it for a source with a syntax error', async () => {
    expect(await loadedBy('export class {{')).toEqual({ typescript: true, facts: 1 })
  })
})
