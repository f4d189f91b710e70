import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { run } from '../run.js'
import { handlers, type TempProject, tempProject } from '../testing/projects.js'

/** Runs `botgen watch` in this process until `finish`. */
function startWatch(project: TempProject, ...options: readonly string[]) {
  const printed = { stdout: '', stderr: '' }
  let interrupt = (): void => undefined
  const code = run(['watch', ...options], {
    cwd: project.root,
    env: {},
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
    onInterrupt: (listener) => (interrupt = listener),
  })
  return {
    printed,
    /** Waits until something is printed. */
    until: async (stream: keyof typeof printed, pattern: RegExp) => {
      for (let tries = 0; tries < 4000 && !pattern.test(printed[stream]); tries += 1) await wait(5)
      expect(printed[stream]).toMatch(pattern)
    },
    finish: async () => {
      interrupt()
      return await code
    },
  }
}

describe('botgen watch', () => {
  it('T4 T2 writes now and after each change, a line a run, until it is interrupted', async () => {
    const project = tempProject(['hello'])
    const watching = startWatch(project)

    await watching.until('stdout', /^src\/botgen\.generated\.ts written, \d+ ms\n$/)
    project.write('src/handlers.ts', handlers(['hello', 'bye']))
    await watching.until('stdout', /\nsrc\/botgen\.generated\.ts written, \d+ ms\n$/)
    expect(project.read('src/botgen.generated.ts')).toContain(`'bye'`)
    project.write('src/handlers.ts', `// moved down\n${handlers(['hello', 'bye'])}`)
    await watching.until('stdout', /\nsrc\/botgen\.generated\.ts unchanged, \d+ ms\n$/)

    expect(await watching.finish()).toBe(130)
    expect(watching.printed.stderr).toBe('')
    expect(watching.printed.stdout.split('\n')).toHaveLength(4)
  })

  it('T4 goes on after errors in sources and configuration, and keeps the last good table', async () => {
    const project = tempProject(['hello'])
    const watching = startWatch(project)
    await watching.until('stdout', /written/)
    const good = project.read('src/botgen.generated.ts')

    project.write('src/handlers.ts', handlers(['hello', 'hello']))
    await watching.until('stdout', /\nNothing was written; the last good table stays\. \d+ ms\n$/)
    expect(watching.printed.stderr).toMatch(/BG1301 .*hello/)
    project.write('botgen.config.json', '{ "output": 1 }')
    await watching.until('stderr', /botgen\.config\.json.*output/)
    expect(project.read('src/botgen.generated.ts')).toBe(good)
    project.write('botgen.config.json', '{}')
    project.write('src/handlers.ts', handlers(['hello', 'again']))
    await watching.until('stdout', /stays[^]*\nsrc\/botgen\.generated\.ts written, \d+ ms\n$/)

    expect(project.read('src/botgen.generated.ts')).toContain(`'again'`)
    expect(await watching.finish()).toBe(130)
  })

  it('T1 T4 prints an object a line with --format json', async () => {
    const project = tempProject(['hello'])
    const watching = startWatch(project, '--format', 'json')
    await watching.until('stdout', /\n$/)
    project.write('botgen.config.json', '{')
    await watching.until('stdout', /\n.*\n$/)
    await watching.finish()

    const reports = watching.printed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(reports).toMatchObject([
      { version: 1, command: 'generate', ok: true, files: [{ path: 'src/botgen.generated.ts', status: 'written' }] },
      { version: 1, ok: false, error: { kind: 'configuration', file: 'botgen.config.json' } },
    ])
  })

  it('T1 refuses formats for reports that end', async () => {
    const project = tempProject()
    const watching = startWatch(project, '--format', 'sarif')

    await watching.until('stderr', /Choose pretty, json/)
  })
})
