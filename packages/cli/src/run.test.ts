import { describe, expect, it } from '@jest/globals'
import { commands } from './commands/index.js'
import { formats } from './reporters/index.js'
import type { JsonReport } from './reporters/json.js'
import { botgen } from './testing/botgen.js'
import { handlers, tempProject } from './testing/projects.js'

const table = 'src/botgen.generated.ts'

describe('botgen generate', () => {
  it('T1 is what botgen without a command does: one line, exit code 0', async () => {
    const project = tempProject(['a', 'b'])

    const first = await botgen(project, [])
    const second = await botgen(project, ['generate'])

    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout).toMatch(/^src\/botgen\.generated\.ts: 2 handlers in 1 class \(written\), \d+\.\d s\n$/)
    expect(second.stdout).toContain('(unchanged)')
  })

  it('T1 --quiet prints nothing when all is well', async () => {
    expect(await botgen(tempProject(), ['--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it('C10 T2 shows each problem with place, code frame and help, counts them, and exits with 1', async () => {
    const project = tempProject(['Hello', 'hello'])

    const { code, stdout, stderr } = await botgen(project, [])

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(`src/handlers.ts:4:19 error BG1302 Command "Hello" has upper-case letters; write 'hello'.
  3 | export class Handlers {
> 4 |   @CommandHandler('Hello')
    |                   ^^^^^^^
  5 |   m0(): void {}
help: Telegram takes 1 to 32 of a–z, 0–9 and _.
more: npx botgen explain BG1302

src/handlers.ts:7:19 error BG1301 Command /hello of \`Handlers.m1\` is already taken by \`Handlers.m0\`; rename or remove one of them.
  6 |
> 7 |   @CommandHandler('hello')
    |                   ^^^^^^^
  8 |   m1(): void {}
src/handlers.ts:4:19 /hello is first declared here.
  3 | export class Handlers {
> 4 |   @CommandHandler('Hello')
    |                   ^^^^^^^
  5 |   m0(): void {}
more: npx botgen explain BG1301

2 errors
`)
  })

  it('C10 T1 prints a list that helps with several problems once', async () => {
    const project = tempProject()
    project.write('src/handlers.ts', handlers(['a']).replace('m0()', 'm0(a, b, c)'))

    const { stderr } = await botgen(project, [])

    expect(stderr.match(/error BG1405/g)).toHaveLength(3)
    expect(stderr.match(/A handler can take/g)).toHaveLength(1)
  })

  it('C10 T1 points to the explanation of a code once, and not at all with --quiet', async () => {
    const project = tempProject(['A', 'B', 'x', 'x'])

    const { stderr } = await botgen(project, [])
    const quiet = await botgen(project, ['--quiet'])

    expect(stderr.match(/^more: .*$/gm)).toEqual(['more: npx botgen explain BG1302', 'more: npx botgen explain BG1301'])
    expect(quiet.stderr).toBe(stderr.replace(/^more: .*\n/gm, ''))
  })

  it.each([
    ['a terminal', { isTTY: true }, true],
    ['a pipe', {}, false],
    ['a pipe and FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, true],
    ['a terminal and NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }, false],
    ['a terminal and CI', { isTTY: true, env: { CI: 'true' } }, false],
    ['a terminal, CI and FORCE_COLOR', { isTTY: true, env: { CI: 'true', FORCE_COLOR: '1' } }, true],
    ['a terminal, NO_COLOR and FORCE_COLOR', { isTTY: true, env: { NO_COLOR: '1', FORCE_COLOR: '1' } }, false],
    ['a terminal and FORCE_COLOR=0', { isTTY: true, env: { FORCE_COLOR: '0' } }, false],
    ['a terminal and an empty NO_COLOR', { isTTY: true, env: { NO_COLOR: '' } }, true],
    ['a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }, false],
  ])('T1 on %s', async (_, surroundings, coloured) => {
    const { stderr } = await botgen(tempProject(['Bad']), [], surroundings)

    expect(stderr.includes('\u001b[')).toBe(coloured)
  })

  it('T1 --no-color beats the terminal', async () => {
    const { stderr } = await botgen(tempProject(['Bad']), ['--no-color'], { isTTY: true })

    expect(stderr).not.toContain('\u001b[')
  })

  it('T8 --output beats the configuration, --config names another one', async () => {
    const project = tempProject()
    project.write('other.json', '{ "output": "src/other.ts" }')

    await botgen(project, ['--config', 'other.json'])
    await botgen(project, ['--config', 'other.json', '--output', 'src/third.ts'])

    expect(project.read('src/third.ts')).toBe(project.read('src/other.ts'))
  })
})

describe('botgen check', () => {
  it('T3 writes nothing, shows the whole file as new, and exits with 1', async () => {
    const project = tempProject()

    const { code, stdout, stderr } = await botgen(project, ['check'])

    expect(code).toBe(1)
    expect(stdout).toMatch(
      /^--- \/dev\/null\n\+\+\+ b\/src\/botgen\.generated\.ts\n@@ -0,0 \+1,\d+ @@\n\+\/\/ Generated/,
    )
    expect(stderr).toBe('src/botgen.generated.ts does not exist yet; run `npx botgen generate`.\n')
    expect(() => project.read(table)).toThrow('ENOENT')
  })

  it('T3 shows what generate would change, and the command to run', async () => {
    const project = tempProject(['old'])
    await botgen(project, [])
    const before = project.read(table)
    project.write('src/handlers.ts', handlers(['new']))

    const { code, stdout, stderr } = await botgen(project, ['check'])

    expect(code).toBe(1)
    expect(stdout).toContain(`-        command(['old'], 'm0', {\n+        command(['new'], 'm0', {\n`)
    expect(stderr).toBe('src/botgen.generated.ts is stale; run `npx botgen generate`.\n')
    expect(project.read(table)).toBe(before)
  })

  it('T3 prints a unified diff, coloured on a terminal', async () => {
    const project = tempProject(['old', 'same'])
    await botgen(project, [])
    project.write('src/handlers.ts', handlers(['new', 'same']))

    const plain = await botgen(project, ['check'])
    const coloured = await botgen(project, ['check'], { isTTY: true })
    const [from, to, hunk, ...lines] = plain.stdout.split('\n')

    expect([from, to]).toEqual([`--- a/${table}`, `+++ b/${table}`])
    expect(hunk).toMatch(/^@@ -\d+,9 \+\d+,9 @@$/)
    expect(lines.map((line) => line.charAt(0)).join('')).toBe('    -+    ')
    expect(coloured.stdout).toContain(`\u001b[32m+        command(['new'], 'm0', {\u001b[39m`)
    expect(coloured.stdout).toContain(`\u001b[31m-        command(['old'], 'm0', {\u001b[39m`)
  })

  it.each([
    ['there is no table', () => tempProject()],
    ['the table is stale', staleProject],
    ['the sources are wrong', () => tempProject(['Bad'])],
  ])('T3 leaves every file as it is when %s', async (_, make) => {
    const project = await make()
    const before = project.state()

    for (const format of formats) expect((await botgen(project, ['check', '--format', format])).code).toBe(1)

    expect(project.state()).toEqual(before)
  })

  it('T3 leaves every file as it is, where generate does not', async () => {
    const project = await staleProject()
    const before = project.state()

    await botgen(project, ['check'])
    expect(project.state()).toEqual(before)
    await botgen(project, ['generate'])
    expect(project.state()).not.toEqual(before)
  })

  it('T2 T3 exits with 0 when nothing would change', async () => {
    const project = tempProject()
    await botgen(project, [])

    const { code, stdout, stderr } = await botgen(project, ['check'])

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('1 handler in 1 class (up to date)')
  })
})

async function staleProject() {
  const project = tempProject(['old'])
  await botgen(project, [])
  project.write('src/handlers.ts', handlers(['new']))
  return project
}

describe('a bot with links', () => {
  it('C13 T3 has a line for each file, and check tells which is stale', async () => {
    const project = tempProject()
    const buttons = `import { CommandHandler } from '@botgen/runtime'\nexport class H {\n  @CommandHandler.CallbackQuery('like')\n  like(): void {}\n}\n`
    project.write('src/handlers.ts', buttons)

    const first = await botgen(project, [])
    project.write('src/handlers.ts', buttons.replace('like()', 'likes()'))
    const second = await botgen(project, ['check'])
    const { stdout: json } = await botgen(project, ['check', '--format', 'json'])

    expect(first.stdout).toMatch(/^src\/botgen\.generated\.ts: 1 handler in 1 class \(written\), .* s\n/)
    expect(first.stdout).toMatch(/\nsrc\/botgen\.links\.ts: 1 builder \(written\), .* s\n$/)
    expect(second.stderr).toBe(
      'src/botgen.generated.ts is stale; run `npx botgen generate`.\nsrc/botgen.links.ts is stale; run `npx botgen generate`.\n',
    )
    expect((JSON.parse(json) as JsonReport).files).toEqual([
      { path: 'src/botgen.generated.ts', status: 'stale', kind: 'table' },
      { path: 'src/botgen.links.ts', status: 'stale', kind: 'links' },
    ])
  })
})

describe('wrong usage', () => {
  it.each([
    [['--forma', 'json'], "Unknown option '--forma'. Did you mean --format?"],
    [['chekc'], "Unknown command 'chekc'. Did you mean check?"],
    [['deploy'], "Unknown command 'deploy'. Commands are generate, watch, check, "],
    [['check', 'src'], "check takes options only, not 'src'."],
    [['check', '--quite'], "Unknown option '--quite'. Did you mean --quiet? For the options run botgen check --help."],
    [['check', '-x'], "Unknown option '-x'. For the options run botgen check --help."],
    [['--no-colour'], 'Did you mean --no-color?'],
    [['--format', 'jsn'], 'Did you mean json?'],
    [['--format', 'xml'], 'Choose pretty, json, github, sarif.'],
    [['--project'], "Option '-p, --project <path>' argument missing."],
    [['--project', 'nowhere'], 'name the tsconfig of your bot with --project.'],
    [['--config', 'nowhere.json'], 'check --config.'],
  ])('T2 %j is one line on stderr and exit code 2', async (argv, message) => {
    const { code, stdout, stderr } = await botgen(tempProject(), argv)

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/^botgen: .*\n$/)
  })

  it('T2 a wrong key of the configuration names file and key', async () => {
    const project = tempProject()
    project.write('botgen.config.json', '{ "ouput": "a.ts" }')

    expect(await botgen(project, [])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'botgen: botgen.config.json: Unknown key "ouput". Did you mean "output"?\n',
    })
  })

  it('T2 an output that cannot be written exits with 2', async () => {
    const project = tempProject()

    const { code, stderr } = await botgen(project, ['--output', 'src'])

    expect(code).toBe(2)
    expect(stderr).toMatch(/^botgen: Cannot write .*src: it is a folder\. Name a file as the output\.\n$/)
  })
})

describe('help', () => {
  it.each([[['--help']], ...commands.map(({ name }) => [[name, '--help']])])('T1 %j has an example', async (argv) => {
    const { code, stdout, stderr } = await botgen(tempProject(), argv)

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/Examples?:\n {2}npx botgen/)
  })

  it.each(commands.map(({ name }) => [name]))('T1 that of %s has the options of every command', async (name) => {
    const { stdout } = await botgen(tempProject(), [name, '--help'])

    for (const option of ['--project', '--config', '--format', '--quiet', '--no-color', '--help']) {
      expect(stdout).toMatch(new RegExp(`^  (?:-\\w, )?${option} `, 'm'))
    }
  })

  it.each([
    [['help'], ['--help']],
    [
      ['help', 'check'],
      ['check', '--help'],
    ],
    [
      ['help', 'generate'],
      ['generate', '--help'],
    ],
  ])('T1 %j prints what %j prints', async (words, option) => {
    const helped = await botgen(tempProject(), words)

    expect(helped).toEqual(await botgen(tempProject(), option))
    expect(helped.code).toBe(0)
  })

  it('T2 help for what is no command says so', async () => {
    const { code, stdout, stderr } = await botgen(tempProject(), ['help', 'chekc'])

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe("botgen: Unknown command 'chekc'. Did you mean check?\n")
  })

  it('T1 --version prints the version', async () => {
    expect((await botgen(tempProject(), ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
