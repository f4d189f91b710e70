import { mkdirSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readProject } from '../../discover/index.js'
import { tempProject } from '../../testing/projects.js'
import { fileResolver, followedFile, moduleResolver } from './modules.js'
import { typescriptResolver } from './typescript-modules.js'

const settings = [
  { module: 'NodeNext' },
  { module: 'ESNext', moduleResolution: 'bundler' },
  { module: 'Preserve', allowImportingTsExtensions: true, noEmit: true },
  { module: 'CommonJS', moduleResolution: 'node10', ignoreDeprecations: '6.0' },
  {
    module: 'ESNext',
    moduleResolution: 'bundler',
    paths: { '@/*': ['./src/*'], '~a': ['./src/a'], 'deep/*': ['./none/*', './lib/*'] },
  },
] as const

const names = ['a', 'b', 'b.handlers', 'index', 'lib/a', 'lib/index', 'lib/deep/b'] as const
const extensions = [
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.d.ts',
  '.js',
  '.jsx',
  '.mjs',
  '.json',
  '/index.ts',
  '/package.json',
]
const files = fc.array(
  fc.tuple(fc.constantFrom('src/', 'lib/', ''), fc.constantFrom(...names), fc.constantFrom(...extensions)),
  {
    minLength: 3,
    maxLength: 25,
  },
)
const relativeNames = fc
  .tuple(
    fc.constantFrom('./', '../', '../src/', './lib/', '../lib/'),
    fc.constantFrom(...names, '', '.', '..'),
    fc.constantFrom('', '.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.json', '/'),
  )
  .map((parts) => parts.join(''))
const otherNames = fc.constantFrom(
  '@/a',
  '@/lib/a.js',
  '@/lib',
  '~a',
  'deep/a',
  'deep/index.js',
  'telegraf',
  'node:fs',
  'fs',
  'nothing',
  '#own',
  '.',
  '..',
)

describe('names of modules', () => {
  it('C1 lead where TypeScript finds them, wherever files alone decide', () => {
    const answers = { byFiles: 0 }
    const plays = fc.property(
      files,
      fc.constantFrom(...settings),
      fc.constantFrom('module', 'commonjs'),
      fc.array(fc.oneof(relativeNames, otherNames), { minLength: 5, maxLength: 10 }),
      fc.constantFrom('src/main.ts', 'src/lib/main.mts', 'lib/main.cts'),
      (layout, compilerOptions, type, specifiers, from) => {
        const sources = Object.fromEntries(
          layout.map((parts) => [parts.join(''), parts[2].endsWith('.json') ? '{}' : '']),
        )
        const { root, path } = tempProject({
          ...sources,
          'package.json': JSON.stringify({ name: 'own', type }),
          'tsconfig.json': JSON.stringify({ compilerOptions }),
        })
        const project = readProject(root)
        const [byFiles, byTypescript] = [fileResolver(project), typescriptResolver(project)]
        for (const specifier of specifiers) {
          const found = byFiles(specifier, path(from))
          if (found === undefined) continue
          answers.byFiles += 1
          const expected = byTypescript(specifier, path(from))
          expect([specifier, followedFile(found.file, project)]).toEqual([
            specifier,
            followedFile(expected.file, project),
          ])
        }
      },
    )

    fc.assert(plays, { seed: 20261125, numRuns: 500 })

    // Most random names lead nowhere, which only TypeScript may say.
    expect(answers.byFiles).toBeGreaterThan(500)
  }, 120_000)

  it('C1 come from a linked package through TypeScript, which reads its manifest', () => {
    const { path, write } = tempProject({
      'pack/package.json': '{ "name": "pack", "exports": { ".": "./src/entry.ts" } }',
      'pack/src/entry.ts': '',
      'bot/tsconfig.json': '{ "compilerOptions": { "module": "NodeNext" } }',
      'bot/src/main.ts': '',
    })
    mkdirSync(path('bot/node_modules'))
    symlinkSync(path('pack'), path('bot/node_modules/pack'), 'dir')
    write({ 'bot/node_modules/installed/index.ts': '' })
    const resolveModule = moduleResolver(readProject(path('bot')))

    expect(resolveModule('pack', 'src/main.ts')).toEqual({ kind: 'file', file: '../pack/src/entry.ts' })
    expect(resolveModule('installed', 'src/main.ts')).toEqual({ kind: 'outside' })
    expect(resolveModule('missing', 'src/main.ts')).toEqual({ kind: 'outside' })
  })
})
