import { describe, expect, it } from '@jest/globals'
import { botgen } from '../testing/botgen.js'
import { tempProject } from '../testing/projects.js'

function wrongProject() {
  const project = tempProject()
  project.write('botgen.config.json', '{ "bots": { "shop": { "include": ["src"], "outptu": "a.ts" } } }')
  return project
}

describe('a run that cannot begin or end', () => {
  it('T2 is an object on stdout for json, a sentence on stderr, and exit code 2', async () => {
    const { code, stdout, stderr } = await botgen(wrongProject(), ['--format', 'json'])

    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      ok: false,
      error: {
        kind: 'configuration',
        message: 'Unknown key "bots.shop.outptu". Did you mean "output"?',
        file: 'botgen.config.json',
        key: 'bots.shop.outptu',
      },
    })
    expect(stderr).toBe('botgen: botgen.config.json: Unknown key "bots.shop.outptu". Did you mean "output"?\n')
  })

  it.each([
    [['--format', 'json', '--nonsense']],
    [['--format=json', 'chekc']],
    [['-f', 'json', '--project']],
    [['-fjson', 'check', 'src']],
    [['explain', 'BG9999', '-f=json']],
  ])('T2 %j is wrong usage told as json', async (argv) => {
    const { code, stdout, stderr } = await botgen(tempProject(), argv)

    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, ok: false, error: { kind: 'usage' } })
    expect(stderr).toMatch(/^botgen: .*\n$/)
  })

  it('T2 names the output that cannot be written', async () => {
    const { stdout } = await botgen(tempProject(), ['--output', 'src', '--format', 'json'])

    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'output', file: 'src' } })
  })

  it('T2 is an annotation for github', async () => {
    const { code, stdout, stderr } = await botgen(wrongProject(), ['--format', 'github'])

    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    expect(stdout).toBe(
      '::error file=botgen.config.json,title=botgen::Unknown key "bots.shop.outptu". Did you mean "output"?\n',
    )
  })

  it('T2 is an invocation that was not successful for sarif', async () => {
    const { code, stdout, stderr } = await botgen(wrongProject(), ['--format', 'sarif'])

    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({
      runs: [
        {
          invocations: [
            {
              executionSuccessful: false,
              exitCode: 2,
              toolConfigurationNotifications: [{ level: 'error', message: { text: expect.stringMatching(/outptu/) } }],
            },
          ],
          results: [],
        },
      ],
    })
    expect(stderr).toMatch(/^botgen: .*\n$/)
  })

  it('T2 takes the format that counts where several are named, and pretty for one that is not there', async () => {
    const both = await botgen(tempProject(), ['--format', 'sarif', '--format', 'json', '--nonsense'])
    const none = await botgen(tempProject(), ['--format', 'jsn'])

    expect(JSON.parse(both.stdout)).toMatchObject({ error: { kind: 'usage' } })
    expect(none.stdout).toBe('')
  })
})
