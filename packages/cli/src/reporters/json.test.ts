import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { botgen } from '../testing/botgen.js'
import { tempProject } from '../testing/projects.js'
import { faultsOf, takes } from '../testing/report-schema.js'
import type { JsonReport } from './json.js'

const fixtures = fileURLToPath(new URL('../../../codegen/fixtures/', import.meta.url))

/** Cases with links, several bots, related places, places without a line, and help. */
const shown = ['links', 'bots', 'names'].concat(
  ['duplicates', 'no-handlers', 'syntax', 'injection', 'commands', 'verbatim-commonjs'].map((name) => `wrong/${name}`),
)

describe('--format json', () => {
  it('T1 json is one object on stdout, with paths from the working directory', async () => {
    const project = tempProject(['Bad'])

    const { code, stdout, stderr } = await botgen(project, ['--format', 'json'])
    const report = JSON.parse(stdout) as JsonReport

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(report).toMatchObject({
      version: 1,
      command: 'generate',
      ok: false,
      files: [],
      diagnostics: [{ code: 'BG1302', file: 'src/handlers.ts', start: { line: 4, column: 19 }, related: [] }],
      stats: { files: 1, handlers: 1 },
    })
  })

  it('T1 json says what became of the file', async () => {
    const project = tempProject()
    const statusAfter = async (...argv: string[]) => {
      const { stdout } = await botgen(project, [...argv, '--format', 'json'])
      const { ok, files } = JSON.parse(stdout) as JsonReport
      return [ok, ...files.map((file) => file.status)]
    }

    expect(await statusAfter('check')).toEqual([false, 'stale'])
    expect(await statusAfter()).toEqual([true, 'written'])
    expect(await statusAfter()).toEqual([true, 'unchanged'])
  })

  it.each(shown)(
    'T1 json of %s is as the schema says, and says no more',
    async (name) => {
      const { stdout } = await botgen({ root: fixtures + name }, ['check', '--format', 'json'])
      const report: unknown = JSON.parse(stdout)

      expect(report).toHaveProperty('diagnostics')
      expect(faultsOf(report)).toEqual([])
    },
    120_000,
  )

  it('T1 json of every command is as the schema says, whatever becomes of the run', async () => {
    const project = tempProject()
    project.write('wrong.json', '{ "output": 5 }')
    const runs = [
      [],
      ['check'],
      ['explain'],
      ['explain', 'BG1506'],
      ['explain', 'BG9999'],
      ['init', '--dry-run'],
      ['init', 'package.json/x', '--dry-run'],
      ['--nonsense'],
      ['--config', 'wrong.json'],
      ['--output', 'src'],
    ]

    for (const words of runs) {
      const { stdout } = await botgen(project, [...words, '--format', 'json'])
      const report: unknown = JSON.parse(stdout)

      expect(faultsOf(report)).toEqual([])
    }
  })

  it('T1 the schema refuses a report with a field too few, or with another version', async () => {
    const project = tempProject(['x', 'x'])
    const { stdout } = await botgen(project, ['--format', 'json'])
    const report = JSON.parse(stdout) as Record<string, unknown> & JsonReport
    const [{ related, ...unrelated }] = report.diagnostics as [JsonReport['diagnostics'][number]]

    expect(takes(report)).toBe(true)
    for (const key of ['version', 'command', 'ok', 'files', 'diagnostics', 'stats']) {
      expect(takes(Object.fromEntries(Object.entries(report).filter(([name]) => name !== key)))).toBe(false)
    }
    expect(takes({ ...report, diagnostics: [unrelated] })).toBe(false)
    expect(takes({ ...report, version: 2 })).toBe(false)
    expect(takes({ version: 1, ok: false, error: { kind: 'usage' } })).toBe(false)
    expect(takes({ version: 1, ok: false, error: { kind: 'usage', message: 'No.' } })).toBe(true)
  })

  it('T1 the package brings the schema along', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      readonly files: readonly string[]
      readonly exports: Readonly<Record<string, string>>
    }

    expect(manifest.files).toContain('schema')
    expect(manifest.exports['./schema/report.schema.json']).toBe('./schema/report.schema.json')
  })
})
