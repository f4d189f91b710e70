import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { Diagnostic } from './diagnostics/index.js'
import { generate } from './generate.js'
import { compile, fixtures } from './testing/projects.js'

// UPDATE_GOLDEN=1 writes what is generated now; read the difference before committing it.
const update = process.env.UPDATE_GOLDEN === '1'

/** Cases with compiler options of their own; the others share fixtures/tsconfig.json. */
const settings = ['bundler', 'commonjs', 'constants', 'followed', 'ts-extensions']
const projects = [...settings, '.']

// Compilers are processes of their own, so they run while the cases are generated here.
const compilations = new Map(update ? [] : projects.map((name) => [name, compile(join(fixtures, name))]))

describe('a project of fixtures/', () => {
  it.each(casesIn(fixtures))(
    'C3 C5 %s generates its modules, byte for byte',
    async (name) => {
      const result = await generate({ cwd: join(fixtures, name), write: update })

      // A case may well take a session in one handler only.
      expect(result.diagnostics.filter(({ code }) => code !== 'BG1507')).toEqual([])
      expect(result.files.length).toBeGreaterThan(0)
      for (const file of result.files) expect(file.text).toBe(readFileSync(file.path, 'utf8'))
    },
    120_000,
  )

  it.each(projects)(
    'C3 the real compiler takes %s under every strict option',
    async (name) => {
      expect(await (compilations.get(name) ?? compile(join(fixtures, name)))).toBe('')
    },
    120_000,
  )

  it('C3 the shared compilation leaves out the cases with options of their own only', () => {
    const { exclude } = JSON.parse(readFileSync(join(fixtures, 'tsconfig.json'), 'utf8')) as { exclude: unknown }

    expect(exclude).toEqual(['wrong', ...settings])
  })
})

describe('a project of fixtures/wrong/', () => {
  it.each(casesIn(join(fixtures, 'wrong')))(
    'C10 %s reports everything in one run',
    async (name) => {
      const folder = join(fixtures, 'wrong', name)
      const expected = join(folder, 'expected.txt')

      const result = await generate({ cwd: folder })
      const text = result.diagnostics.map(show).join('\n')

      if (update) writeFileSync(expected, text)
      expect(text).toBe(readFileSync(expected, 'utf8'))
      expect(result.ok).toBe(false)
      expect(existsSync(join(folder, 'src/botgen.generated.ts'))).toBe(false)
    },
    120_000,
  )
})

function casesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'tsconfig.json')))
}

function show({ code, severity, message, help, related, ...location }: Diagnostic): string {
  const place = ({ file, start, end }: Omit<typeof location, 'title'>) =>
    start === undefined ? file : `${file}:${start.line}:${start.column}-${end?.line}:${end?.column}`
  const lines = [
    `${severity} ${code} ${place(location)}`,
    message,
    ...(help === undefined ? [] : [`help: ${help}`]),
    ...related.map((other) => `related: ${place(other)} ${other.message}`),
  ]
  return `${lines.join('\n')}\n`
}
