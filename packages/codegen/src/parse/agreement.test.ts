import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { fixtures } from '../testing/projects.js'
import { comparisonOf, sourcesIn } from '../testing/sources.js'
import { parseFast } from './fast/index.js'
import { parseFiles } from './ts-morph/files.js'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))

/** Sources that were written by others for others; most of their classes bear decorators. */
const published = [
  '@antv/x6/src',
  '@aurelia/runtime-html/src',
  '@opensumi/ide-core-browser/src',
  '@opensumi/ide-debug/src',
  '@opensumi/ide-editor/src',
  '@opensumi/ide-monaco/src',
  '@opensumi/ide-terminal-next/src',
  'rxjs/src',
  'zod/src',
]

// WHOLE_PACKAGES=1 reads every file of them, which takes a minute.
const step = process.env.WHOLE_PACKAGES === '1' ? 1 : 5

describe('the fast front end and TypeScript', () => {
  it.each([
    {
      folder: fixtures,
      left: [
        'bundler/src/handlers/index.tsx',
        // With errors of syntax, of which TypeScript has to speak.
        'wrong/abstract-methods/src/handlers.ts',
        'wrong/syntax/src/broken.ts',
        'wrong/syntax/src/imports.ts',
      ],
    },
    { folder: join(repository, 'fixtures'), left: [] },
  ])('C1 agree on every source of $folder', ({ folder, left }) => {
    const compared = sourcesIn(folder).map((source) => ({ file: source.file, seen: comparisonOf(source) }))

    expect(compared.length).toBeGreaterThan(20)
    expect(compared.filter(({ seen }) => seen === 'different')).toEqual([])
    expect(compared.flatMap(({ file, seen }) => (seen === 'leftToTypeScript' ? [file] : []))).toEqual(left)
  })

  it.each(published)(
    'C1 agree on the sources of %s, most of which the fast one reads',
    (name) => {
      const sources = sourcesIn(join(repository, 'node_modules', name)).filter(({ file }) => file.endsWith('.ts'))
      const compared = sources
        .filter((_, index) => index % step === 0)
        .map((source) => ({ file: source.file, seen: comparisonOf(source) }))

      expect(compared.filter(({ seen }) => seen === 'different')).toEqual([])
      expect(compared.filter(({ seen }) => seen === 'same').length).toBeGreaterThan(0.9 * compared.length)
    },
    120_000,
  )

  it('C1 have many decorated classes to agree on', () => {
    const facts = published
      .filter((name) => name.startsWith('@'))
      .flatMap((name) => sourcesIn(join(repository, 'node_modules', name)))
      .flatMap((source) => parseFast([source]))
      .flatMap((result) => (result.kind === 'facts' ? [result.facts] : []))
    const decorated = facts
      .flatMap(({ classes }) => classes)
      .filter(({ decorators, members }) => decorators.length + members.length > 0)

    expect(facts.length).toBeGreaterThan(800)
    expect(decorated.length).toBeGreaterThan(300)
  })

  it('C12 find the one text with an error among many', () => {
    const sound = Array.from({ length: 40 }, (_, index) => ({
      file: `src/handlers-${index}.ts`,
      text: `export default class Handlers${index} { start() { if (this) return } }`,
    }))
    const broken = { file: 'src/broken.ts', text: 'export class Broken { start() { if ( } }' }
    const kinds = parseFast([...sound.slice(0, 20), broken, ...sound.slice(20)]).map(({ kind }) => kind)

    expect(kinds.indexOf('unsure')).toBe(20)
    expect(kinds.lastIndexOf('unsure')).toBe(20)
  })

  it.each([
    ['an error in a method that no fact reads', 'export class Handlers {\n  start() {\n    if (\n  }\n}'],
    ['an error at the end', 'export class Handlers { start() { this.go() } }\nif (ready)'],
    ['a text that is not ended', "export class Handlers { start() { return 'a } }"],
    ['an octal number', 'export class Handlers { start() { return 010 } }'],
    ['a reserved word for a type', 'export class Handlers implements do { start() { return 1 } }'],
  ])('C12 leave %s to TypeScript, whose message it is', (_, text) => {
    const source = { file: 'src/handlers.ts', text }

    expect(parseFiles([source])[0]?.syntaxErrors).not.toEqual([])
    expect(parseFast([source])).toMatchObject([{ kind: 'unsure' }])
  })
})
