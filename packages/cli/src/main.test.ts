import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { handlers, tempProject } from './testing/projects.js'

// What was built last: other tests run it at the same time.
const bin = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const table = 'src/botgen.generated.ts'

function start(cwd: string, argv: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [bin, ...argv], { cwd, env: { ...process.env, FORCE_COLOR: '', ...env } })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({ code, signal, stdout, stderr }))
  return { child, ended }
}

/** The source files in the bundles that V8 saw: each bundle says of its parts where they come from. */
function sourcesIn(coverage: string): readonly string[] {
  const { result } = JSON.parse(coverage) as { readonly result: readonly { readonly url: string }[] }
  const bundles = result.filter(({ url }) => /\/packages\/(codegen|cli)\/dist\//.test(url))
  const texts = bundles.map(({ url }) => readFileSync(fileURLToPath(url), 'utf8'))
  return texts.flatMap((text) => Array.from(text.matchAll(/^\/\/ (src\/.*\.ts)$/gm), ([, file = '']) => file))
}

describe('the bin', () => {
  it('T2 exits with 0, 1 and 2, with results on stdout and problems on stderr', async () => {
    const [good, stale, bad] = [tempProject(), tempProject(), tempProject(['Bad'])]

    const [fine, difference, errors, usage] = await Promise.all([
      start(good.root).ended,
      start(stale.root, ['check']).ended,
      start(bad.root).ended,
      start(good.root, ['--nonsense']).ended,
    ])

    expect(fine).toMatchObject({ code: 0, stderr: '' })
    expect(fine.stdout).toContain('1 handler in 1 class (written)')
    expect(difference).toMatchObject({ code: 1 })
    expect(errors).toMatchObject({ code: 1, stdout: '' })
    expect(errors.stderr).toMatch(/\n1 error\n$/)
    expect(usage).toMatchObject({ code: 2, stdout: '' })
    expect(usage.stderr).not.toMatch(/^\s+at /m)
  }, 120_000)

  it.each([
    [[], 0],
    [['explain', 'BG1302'], 1],
    [['--format', 'sarif'], 9],
  ])(
    'C10 %j loads explanations only where they are shown',
    async (argv, expected) => {
      const project = tempProject(['Bad'])

      await start(project.root, argv, { NODE_V8_COVERAGE: project.path('coverage') }).ended

      const files = readdirSync(project.path('coverage'))
      const loaded = files.flatMap((file) => sourcesIn(project.read(`coverage/${file}`)))
      expect(loaded).toContain('src/diagnostics/catalogue.ts')
      const groups = loaded.filter((file) => /\/explanations\/(?!index|example|providers)\w/.test(file))
      expect(groups).toHaveLength(expected)
    },
    120_000,
  )

  it.each([
    [[], false],
    [['init', '--dry-run'], true],
  ])(
    'T5 %j loads what init takes: %p',
    async (argv, expected) => {
      const project = tempProject()

      await start(project.root, argv, { NODE_V8_COVERAGE: project.path('coverage') }).ended

      const files = readdirSync(project.path('coverage'))
      const loaded = files.flatMap((file) => sourcesIn(project.read(`coverage/${file}`)))
      expect(loaded.includes('src/init/plan.ts')).toBe(expected)
      expect(loaded.includes('src/commands/init/run-init.ts')).toBe(expected)
      expect(loaded).toContain('src/commands/init/init.ts')
    },
    120_000,
  )

  it.each([[[]], [['check']]])(
    'T2 %j exits with 130 when interrupted',
    async (argv) => {
      const project = tempProject()
      // A configuration that takes its time, and tells when it has begun.
      project.write(
        'botgen.config.mjs',
        "console.error('loading'); await new Promise((resolve) => setTimeout(resolve, 100_000)); export default {}",
      )
      const { child, ended } = start(project.root, argv)
      await once(child.stderr, 'data')
      child.kill('SIGINT')

      expect((await ended).code).toBe(130)
    },
    120_000,
  )

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'T4 T2 watch goes on until %s, and exits with 130',
    async (signal) => {
      const project = tempProject()
      const { child, ended } = start(project.root, ['watch'])
      await once(child.stdout, 'data')

      child.kill(signal)

      const { code, stdout, stderr } = await ended
      expect({ code, stderr }).toEqual({ code: 130, stderr: '' })
      expect(stdout).toMatch(/^src\/botgen\.generated\.ts written, \d+ ms\n$/)
    },
    120_000,
  )

  it('a reader that stops reading is no failure', async () => {
    const { child, ended } = start(tempProject(Array.from({ length: 500 }, (_, i) => `c${i}`)).root, ['check'])
    child.stdout.once('data', () => child.stdout.destroy())

    const { code, stderr } = await ended
    expect(code).toBe(1)
    expect(stderr).not.toContain('EPIPE')
  }, 120_000)

  it('C6 a run that is killed leaves the old table or the new one, whole', async () => {
    const project = tempProject(Array.from({ length: 200 }, (_, i) => `old${i}`))
    await start(project.root).ended
    const before = project.read(table)
    project.write('src/handlers.ts', handlers(Array.from({ length: 200 }, (_, i) => `new${i}`)))
    const after = before.replaceAll(`command(['old`, `command(['new`)

    for (const delay of [500, 700, 900]) {
      const { child, ended } = start(project.root)
      await sleep(delay)
      child.kill('SIGKILL')
      await ended
      expect([before, after]).toContain(project.read(table))
    }
  }, 120_000)
})
