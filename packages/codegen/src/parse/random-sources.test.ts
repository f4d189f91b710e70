import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { FileFacts } from '../facts.js'
import { fixtures } from '../testing/projects.js'
import { randomSource } from '../testing/random-source.js'
import { sourcesIn } from '../testing/sources.js'
import { parseFast } from './fast/index.js'
import { parse } from './index.js'
import { parseFiles } from './ts-morph/files.js'

/** What `parse` has to give: whatever TypeScript says, with its syntax errors. */
function expected(text: string): readonly FileFacts[] | undefined {
  try {
    return parseFiles([{ file: 'src/a.ts', text }])
  } catch {
    // ts-morph cannot name each decorator that TypeScript parses.
    return undefined
  }
}

async function agrees(text: string): Promise<boolean> {
  const facts = expected(text)
  return facts === undefined || isDeepStrictEqual(await parse([{ file: 'src/a.ts', text }]), facts)
}

function isReadFast(text: string): boolean {
  return parseFast([{ file: 'src/a.ts', text }])[0]?.kind === 'facts'
}

describe('parse of a random text', () => {
  it('C1 C12 says what TypeScript says of sources with a token or a line too many, too few or out of place', async () => {
    const sources = sourcesIn(fixtures).filter(({ text }) => text.length < 4000)
    const edit = fc.record({ kind: fc.constantFrom(...kinds), at: fc.nat(), other: fc.nat() })
    const mutated = fc
      .tuple(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 2 }))
      .map(([{ text }, edits]) => edits.reduce(edited, text))

    await expectAgreement(mutated, { seed: 20_261, numRuns: 600 * factor })
  }, 600_000)

  it('C1 C12 says what TypeScript says of sources made of everything that matters', async () => {
    await expectAgreement(randomSource, { seed: 20_262, numRuns: 900 * factor })
  }, 600_000)
})

// RANDOM_FACTOR=20 tries twenty times as many.
const factor = Number(process.env.RANDOM_FACTOR ?? 1)

async function expectAgreement(
  texts: fc.Arbitrary<string>,
  { seed, numRuns }: { readonly seed: number; readonly numRuns: number },
): Promise<void> {
  let readFast = 0
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      if (isReadFast(text)) readFast++
      expect(await agrees(text)).toBe(true)
    }),
    { seed, numRuns },
  )
  // Otherwise the comparison would be one of TypeScript with itself.
  expect(readFast).toBeGreaterThan(numRuns / 5)
}

const kinds = ['delete', 'repeat', 'insert', 'replace', 'swap', 'deleteLine', 'repeatLine'] as const

interface Edit {
  readonly kind: (typeof kinds)[number]
  readonly at: number
  readonly other: number
}

const inserted =
  `class @ { } ( ) [ ] < > / \` \${ = => ; : , . ? ! static async get set export default abstract declare extends
  implements new type interface enum namespace const let var await yield of in as satisfies is keyof readonly private
  accessor import from function return if else for while do " ' # #x * + - ++ -- & | && || ?? ?. ... 0 010 1n 0x1 1e3 1_0
  '\\01' /x/g /* */ // <!-- --> constructor this super null undefined true typeof void delete throw try catch finally
  switch case break continue label: with debugger using override unique infer asserts require module global public out
  \\u0061 é [] {} () <T> = 1`.split(/\s+/)

function edited(text: string, { kind, at, other }: Edit): string {
  const tokens = text.match(/\s+|\/\/.*|\/\*[^]*?\*\/|[\w$]+|'[^'\n]*'|"[^"\n]*"|[^\w\s]/g) ?? ['']
  const lines = text.split('\n')
  const index = at % tokens.length
  const line = at % lines.length
  const token = tokens[index] ?? ''
  const word = ` ${inserted[other % inserted.length] ?? ''} `
  switch (kind) {
    case 'delete':
      return tokens.toSpliced(index, 1 + (other % 2)).join('')
    case 'repeat':
      return tokens.toSpliced(index, 0, token).join('')
    case 'insert':
      return tokens.toSpliced(index, 0, word).join('')
    case 'replace':
      return tokens.with(index, word).join('')
    case 'swap': {
      const place = other % tokens.length
      return tokens
        .with(index, tokens[place] ?? '')
        .with(place, token)
        .join('')
    }
    case 'deleteLine':
      return lines.toSpliced(line, 1).join('\n')
    case 'repeatLine':
      return lines.toSpliced(other % lines.length, 0, lines[line] ?? '').join('\n')
  }
}
