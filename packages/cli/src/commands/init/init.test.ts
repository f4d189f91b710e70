import { PassThrough } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { run } from '../../run.js'
import { botgen } from '../../testing/botgen.js'
import { tempProject } from '../../testing/projects.js'
import type { JsonInit } from './run-init.js'

/** A terminal at which somebody presses keys, each once a question is asked. */
function terminal(keys: readonly string[]) {
  const waiting = [...keys]
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin })
  let shown = ''
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 200 })
  stdout.on('data', (data: Buffer) => {
    shown += data.toString()
    // A question is drawn as a whole, down to this corner.
    if (!/\?[^?]*└/.test(data.toString())) return
    const key = waiting.shift()
    if (key !== undefined) setImmediate(() => stdin.write(key))
  })
  return { stdin, stdout, shown: () => shown }
}

const init = ['init', 'bot', '--no-install']

describe('init', () => {
  it('T5 says what it did and how to go on', async () => {
    const project = tempProject()

    const { code, stdout, stderr } = await botgen(project, ['init', 'my bot', '--yes', '--no-install'])

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`In ${project.path('my bot')}:`)
    expect(stdout).toMatch(/^ {2}created {2}src\/main\.ts {12}starts the bot$/m)
    expect(stdout).toMatch(/Next:\n\n {2}cd 'my bot'\n {2}npm install +installs the dependencies\n {2}npm test/)
  })

  it('T5 --dry-run shows the plan and writes nothing', async () => {
    const project = tempProject()
    const before = project.state()

    const { code, stdout } = await botgen(project, ['init', '--dry-run'])

    expect(code).toBe(0)
    expect(stdout).toContain('botgen init would do this in')
    expect(stdout).toContain('Nothing was done.')
    expect(project.state()).toEqual(before)
  })

  it('T5 a second run changes nothing and says so', async () => {
    const project = tempProject()
    await botgen(project, init)
    const before = project.state()

    const { stdout } = await botgen(project, init)

    expect(stdout).toContain('Nothing to do:')
    expect(project.state()).toEqual(before)
  })

  it('T5 asks nobody where nobody answers', async () => {
    const project = tempProject()

    const { code, stdout } = await botgen(project, init, { env: { CI: '1' }, isTTY: true })

    expect(code).toBe(0)
    expect(stdout).not.toContain('?')
  })

  it('T1 T5 reports as JSON, and --quiet prints nothing', async () => {
    const project = tempProject()

    const { stdout } = await botgen(project, ['init', 'bot', '--no-install', '--format', 'json'])
    const quiet = await botgen(project, ['init', 'other', '--no-install', '--quiet'])

    const report = JSON.parse(stdout) as JsonInit
    expect(report).toMatchObject({ version: 1, command: 'init', ok: true, dryRun: false, packageManager: 'npm' })
    expect(report.steps[0]).toMatchObject({ kind: 'create', file: 'package.json' })
    expect(quiet).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it.each([
    ['agreed to', ['\r', '\r'], 0],
    ['refused', ['\r', 'n'], 130],
    ['interrupted', ['\u0003'], 130],
  ] as const)('T5 at a terminal asks for what it cannot see, and is %s', async (_, keys, expected) => {
    const project = tempProject()
    const { stdin, stdout, shown } = terminal(keys)

    const code = await run(init, { cwd: project.root, env: {}, stdin, stdout, stderr: stdout })

    expect(shown()).toContain('Which package manager?')
    expect(code).toBe(expected)
    expect(project.state().some(([file]) => file.startsWith(project.path('bot')))).toBe(expected === 0)
  })
})
