import { describe, expect, it } from '@jest/globals'
import { commands, defaultCommand } from '../../packages/cli/src/commands/index.js'
import { failureOf } from '../../packages/cli/src/failures.js'
import { createProgram } from '../../packages/cli/src/program.js'
import { blocksOf, inlineCodeOf, writtenPages } from './markdown.js'

interface CommandLine {
  readonly page: string
  readonly line: number
  readonly text: string
}

/** What is called `npx botgen …` or `botgen …` in blocks of the shell, and within sentences. */
function botgenLines(page: string): readonly CommandLine[] {
  const inBlocks = blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ line, code }) => code.split('\n').map((text, index) => ({ page, line: line + index, text })))
  return [...inBlocks, ...inlineCodeOf(page)].flatMap((line) => {
    const [first = ''] = line.text.replace(/\s+#.*$/, '').split(/&&|\||;/)
    const text = /^(?:\$ )?(?:npx )?botgen(?: (.*))?$/.exec(first.trim())
    return text === null || text[1]?.includes('<') === true ? [] : [{ ...line, text: text[1] ?? '' }]
  })
}

/** Parses a command line as the program does, without running the command. */
async function parse(text: string): Promise<string | undefined> {
  const words = text.split(/\s+/).filter(Boolean)
  const io = { cwd: '.', env: {}, stdout: { write: () => undefined }, stderr: { write: () => undefined } }
  const program = createProgram(io, () => undefined)
  let surplus: string | undefined
  for (const command of program.commands) {
    const { words: takes } = commands.find(({ name }) => name === command.name()) ?? defaultCommand
    command.action((given: readonly string[]) => {
      if (takes === undefined) surplus = given[0]
    })
  }
  try {
    await program.parseAsync(words, { from: 'user' })
    return surplus === undefined ? undefined : `'${surplus}' is neither a command nor an option`
  } catch (error) {
    // Help was asked for.
    if ((error as { readonly exitCode?: number }).exitCode === 0) return undefined
    return failureOf(error, '.').message
  }
}

const lines = writtenPages().flatMap(botgenLines)

describe('the command line of', () => {
  it('T1 the documentation is found', () => {
    expect(lines.length).toBeGreaterThan(10)
  })

  it.each(lines)('T1 $page:$line, botgen $text, is accepted', async ({ text }) => {
    expect(await parse(text)).toBeUndefined()
  })

  it.each(['chek', 'check --formatt json', 'check --format xml', 'generate words'])(
    'T2 the like of botgen %s would not be',
    async (text) => {
      expect(await parse(text)).toEqual(expect.any(String))
    },
  )
})
