import { describe, expect, it } from '@jest/globals'
import { botgen } from '../testing/botgen.js'
import { tempProject } from '../testing/projects.js'

describe('--format github', () => {
  it('T1 github escapes what would end a workflow command', async () => {
    const project = tempProject(['100%: a,b'])

    const { stdout } = await botgen(project, ['--format', 'github'])

    expect(stdout).toBe(
      '::error file=src/handlers.ts,line=4,col=19,endLine=4,endColumn=29,title=BG1302 Invalid command name::' +
        `Command "100%25: a,b" has characters that Telegram does not take; write '100_a_b', for example.%0A` +
        'Telegram takes 1 to 32 of a–z, 0–9 and _.\n',
    )
  })

  it('T1 github annotates a stale table', async () => {
    const { stdout } = await botgen(tempProject(), ['check', '--format', 'github'])

    expect(stdout).toMatch(
      /^::error file=src\/botgen\.generated\.ts,title=Stale dispatch table::.*npx botgen generate.*\n$/,
    )
  })

  it('T1 github has errors before warnings, wherever they are', async () => {
    const project = tempProject(['Bad'])
    project.write(
      'src/a.ts',
      "import { CommonHandler } from '@botgen/runtime'\nexport class A {\n  @CommonHandler.Regex(/a/g)\n  a(): void {}\n}\n",
    )

    const { stdout } = await botgen(project, ['--format', 'github'])

    expect(stdout.match(/^::\w+ file=[^,]*/gm)).toEqual(['::error file=src/handlers.ts', '::warning file=src/a.ts'])
  })

  it('T1 github says in the log how many there are when it does not show them all', async () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `Bad${index}`)

    const ten = await botgen(tempProject(names(10)), ['--format', 'github'])
    const eleven = await botgen(tempProject(names(11)), ['--format', 'github'])

    expect(ten.stdout.split('\n').filter((line) => !line.startsWith('::error '))).toEqual([''])
    expect(eleven.stdout.match(/^::error /gm)).toHaveLength(11)
    expect(eleven.stdout).toMatch(/\nbotgen found 11 errors and 0 warnings\. GitHub shows no more than 10 .*\n$/)
  })
})
