import { describe, expect, it } from '@jest/globals'
import { generate } from '../../generate.js'
import { compile, tempProject } from '../../testing/projects.js'
import { catalogue } from '../catalogue.js'
import { type Example, explain, explainAll, type ExplainedCode } from './index.js'

const all = await explainAll()

describe('an explanation', () => {
  it('C10 is there for each code, in the order of the codes', () => {
    expect(all.map(({ code, title }) => [code, title])).toEqual(Object.entries(catalogue))
  })

  it('C10 is asked for by its code, and a code that is not there has none', async () => {
    expect(await explain('BG1301')).toEqual(all.find(({ code }) => code === 'BG1301'))
    for (const code of ['BG9999', 'bg1301', '', 'constructor']) expect(await explain(code)).toBeUndefined()
  })

  it.each(all.map(({ code, text }) => [code, text]))('C10 of %s is two to six sentences', (_, text) => {
    const sentences = text.split(/(?<=[.!?]) (?=[A-Z@`\u2018'])/)

    expect(sentences.length).toBeGreaterThanOrEqual(2)
    expect(sentences.length).toBeLessThanOrEqual(6)
    expect(text).toMatch(/\.$/)
  })

  it.each(all.map((explained) => [explained.code, explained] as const))(
    'C10 %s is found in its wrong example and not in its right one',
    async (code: string, { wrong, right }: ExplainedCode) => {
      const [found, mended] = await Promise.all([codesOf(wrong), codesOf(right)])

      // An abstract method needs an abstract class.
      const expected = code === 'BG1112' ? ['BG1102', code] : [code]
      expect([...new Set(found.filter(isNoHint(code)))].toSorted()).toEqual(expected)
      expect(mended.filter(isNoHint(code))).toEqual([])
    },
  )

  it('C10 has right examples that the real compiler takes', async () => {
    expect(await compiled(({ right }) => right)).toBe('')
  }, 120_000)

  it('C10 has wrong examples that say of the compiler what is so', async () => {
    const said = await compiled(({ wrong }) => wrong)

    expect(said).toContain('TS6196')
    expect(said).not.toContain("Unused '@ts-expect-error'")
  }, 120_000)
})

async function codesOf({ source, file = 'src/handlers.ts', compilerOptions }: Example): Promise<readonly string[]> {
  const { root } = tempProject({ [file]: source }, compilerOptions)
  const { diagnostics } = await generate({ cwd: root, write: false })
  return diagnostics.map(({ code }) => code)
}

/** What `tsc` says of all examples together, but for those with compiler options of their own. */
async function compiled(choose: (explained: ExplainedCode) => Example): Promise<string> {
  const examples = all.map((explained) => [explained.code, choose(explained)] as const)
  // With a syntax error in one file the compiler says nothing else.
  const shared = examples.filter(([code, { compilerOptions }]) => compilerOptions === undefined && code !== 'BG1001')
  const sources = shared.map(([code, { source }]): [string, string] => [`src/${code}.ts`, source])
  return await compile(tempProject(Object.fromEntries(sources)).root)
}

/** An example with one handler may well take its session there only. */
function isNoHint(asked: string): (code: string) => boolean {
  return (code) => code === asked || code !== 'BG1507'
}
