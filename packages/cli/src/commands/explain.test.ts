import { catalogue } from '@botgen/codegen'
import { describe, expect, it } from '@jest/globals'
import { botgen } from '../testing/botgen.js'
import type { JsonCodes, JsonExplanation } from './explain.js'

const project = { root: '.' }

describe('botgen explain', () => {
  it('T1 says what a code means, with an example, wrong and right', async () => {
    const { code, stdout, stderr } = await botgen(project, ['explain', 'BG1204'])

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^BG1204: Decorator is not called\n\n\w/)
    expect(stdout).toContain('\nWrong\n\n  import { UnprocessedHandler }')
    expect(stdout).toContain('\nRight\n\n  import { UnprocessedHandler }')
    expect(stdout).toMatch(/[^\n]\n$/)
  })

  it('T1 takes a code in lower case', async () => {
    expect(await botgen(project, ['explain', 'bg1204'])).toEqual(await botgen(project, ['explain', 'BG1204']))
  })

  it('T1 shows the compiler options that an example needs', async () => {
    const { stdout } = await botgen(project, ['explain', 'BG1506'])

    expect(stdout).toContain('\nWrong with {"experimentalDecorators":false}\n')
  })

  it('T1 keeps to the width of the terminal', async () => {
    const widthOf = async (columns?: number) => {
      const { stdout } = await botgen(project, ['explain', 'BG1301'], columns === undefined ? {} : { columns })
      const [, paragraph = ''] = stdout.split('\n\n')
      return Math.max(...paragraph.split('\n').map((line) => line.length))
    }

    expect(await widthOf(40)).toBeLessThanOrEqual(40)
    expect(await widthOf(120)).toBeGreaterThan(100)
    expect(await widthOf()).toBeLessThanOrEqual(80)
    expect(await widthOf()).toBeGreaterThan(60)
  })

  it('T1 has colours on a terminal only', async () => {
    expect((await botgen(project, ['explain', 'BG1301'])).stdout).not.toContain('\u001b[')
    expect((await botgen(project, ['explain', 'BG1301'], { isTTY: true })).stdout).toContain('\u001b[')
    expect((await botgen(project, ['explain', '--no-color'], { isTTY: true })).stdout).not.toContain('\u001b[')
  })

  it('T1 lists all codes when none is named', async () => {
    const { code, stdout } = await botgen(project, ['explain'])

    expect(code).toBe(0)
    expect(stdout).toBe(
      Object.entries(catalogue)
        .map((entry) => `${entry.join(' ')}\n`)
        .join(''),
    )
  })

  it('T1 prints one object as json', async () => {
    const one = await botgen(project, ['explain', 'BG1301', '--format', 'json'])
    const all = await botgen(project, ['explain', '--format', 'json'])

    expect(JSON.parse(one.stdout) as JsonExplanation).toMatchObject({
      version: 1,
      command: 'explain',
      ok: true,
      code: 'BG1301',
      title: 'Duplicate command',
      wrong: {},
      right: {},
    })
    expect((JSON.parse(all.stdout) as JsonCodes).codes).toHaveLength(Object.keys(catalogue).length)
  })

  it('T1 takes the options of every command', async () => {
    const common = ['--project', '.', '--config', 'x.json', '--quiet', '--no-color', '--format', 'pretty']

    expect((await botgen(project, ['explain', 'BG1301', ...common])).code).toBe(0)
  })

  it.each([
    [['BG1320'], "There is no code 'BG1320'. Did you mean BG1302?"],
    [['1302'], "There is no code '1302'. Did you mean BG1302?"],
    [['nonsense'], "There is no code 'nonsense'. `npx botgen explain` lists all codes."],
    [['BG1301', 'BG1302'], "explain takes one code; ask for 'BG1302' by itself."],
  ])('T2 %j is wrong usage', async (words, message) => {
    expect(await botgen(project, ['explain', ...words])).toEqual({
      code: 2,
      stdout: '',
      stderr: `botgen: ${message}\n`,
    })
  })
})
