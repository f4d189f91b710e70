import { symlinkSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { tempProject } from '../testing/projects.js'
import { ConfigError } from '../config/index.js'
import {
  checkTsconfigSyntax,
  findProject,
  importExtension,
  isSelectedAlike,
  listFiles,
  moduleFormat,
  readProject,
  selectSources,
} from './index.js'

describe('listFiles', () => {
  it('C1 follows extends, include, exclude and files, without declarations and packages', async () => {
    const project = tempProject({
      'base.json': '{ "include": ["src", "extra/**/*.mts", "../outside"], "exclude": ["**/*.test.ts"] }',
      'tsconfig.json': '{ "extends": "./base.json", "files": ["single.ts"] }',
      'single.ts': '',
      'unlisted.ts': '',
      'src/b.ts': '',
      'src/a.tsx': '',
      'src/a.test.ts': '',
      'src/types.d.ts': '',
      'src/node_modules/x/index.ts': '',
      'extra/deep/c.mts': '',
      'extra/deep/c.ts': '',
    })

    const files = await listFiles(readProject(project.root), undefined, [])

    expect(files).toEqual(['extra/deep/c.mts', 'single.ts', 'src/a.tsx', 'src/b.ts'])
  })

  it('takes the files beside the project that its tsconfig includes', async () => {
    const project = tempProject({
      'bot/tsconfig.json': '{ "include": ["src", "../shared"] }',
      'bot/src/a.ts': '',
      'shared/b.ts': '',
      'other/c.ts': '',
    })

    expect(await listFiles(readProject(project.path('bot')), undefined, [])).toEqual(['../shared/b.ts', 'src/a.ts'])
  })

  it('C5 takes a file once, whatever links lead to it: by its shortest path, then the first', async () => {
    const project = tempProject({ 'src/b/handlers.ts': '', 'src/c/d.ts': '' })
    symlinkSync(project.path('src/b'), project.path('src/a'), 'dir')
    symlinkSync(project.path('src/c/d.ts'), project.path('src/long-name.ts'))

    expect(await listFiles(readProject(project.root), undefined, [])).toEqual(['src/a/handlers.ts', 'src/c/d.ts'])
  })

  it('takes everything when the tsconfig names nothing, but not its outDir', async () => {
    const project = tempProject({
      'tsconfig.json': '{ "compilerOptions": { "outDir": "dist" } }',
      'a.ts': '',
      'b/c.ts': '',
      'dist/a.ts': '',
    })

    expect(await listFiles(readProject(project.root), undefined, [project.path('a.ts')])).toEqual(['b/c.ts'])
  })
})

describe('findProject', () => {
  it('looks for a tsconfig as the compiler does: from the folder up', () => {
    const project = tempProject({ 'src/deep/a.ts': '', 'lib/tsconfig.json': '{}' })

    expect(findProject(project.path('src/deep'))).toBe(project.root)
    expect(findProject(project.path('lib'))).toBe(project.path('lib'))
  })
})

describe('checkTsconfigSyntax', () => {
  it('takes comments, trailing commas and what only looks like them', async () => {
    const text = '// a\n{ /* b */ "include": ["a//b", "c,]",], // d\n  "compilerOptions": {}, /* e */ }\n'
    const project = tempProject({ 'tsconfig.json': text, 'empty.json': '' })

    await checkTsconfigSyntax(project.path('tsconfig.json'))
    await checkTsconfigSyntax(project.path('empty.json'))
  })

  it('names the place of a slip', async () => {
    const project = tempProject({ 'tsconfig.json': '{\n  "compilerOptions": { "strict": tru }\n}\n' })

    const checking = checkTsconfigSyntax(project.path('tsconfig.json'))

    await expect(checking).rejects.toThrow(ConfigError)
    await expect(checking).rejects.toThrow(/tsconfig\.json:2:34 is not valid: .*Correct it\.$/)
  })
})

describe('selectSources', () => {
  it('takes only files that hold a name', () => {
    const files = bytesOf({ 'a.ts': '// Needle\r\n', 'b.ts': 'nothing' })

    expect(selectSources(files, ['Needle']).sources).toEqual([{ file: 'a.ts', text: '// Needle\n' }])
  })

  it('C1 follows the names that stand for it and the classes that inherit, and no others', () => {
    const files = bytesOf({
      'alias.ts': 'export { Needle as Pin } from "x"',
      'constant.ts': 'export const Tack = Pin',
      'sewing.ts': 'export class Sewing { @Tack() sew() {} }',
      'mend.ts': 'export { Sewing as Mending } from "./sewing"',
      'heir.ts': 'class Heir extends Mending {}',
      'user.ts': 'new Sewing()',
    })

    const { sources } = selectSources(files, ['Needle'])

    expect(sources.map(({ file }) => file)).toEqual(['alias.ts', 'constant.ts', 'sewing.ts', 'heir.ts'])
  })

  it.each([
    ['sewing.ts', 'class', 'abstract class', true],
    ['sewing.ts', 'sew()', 'sewMore()', true],
    ['sewing.ts', 'Sewing', 'Stitching', false],
    ['alias.ts', 'Pin', 'Needle2', false],
    ['user.ts', 'new Sewing()', 'nothing()', true],
    ['user.ts', 'new Sewing()', 'Needle', false],
    ['user.ts', 'new Sewing()', 'class User extends Sewing {}', false],
    ['mend.ts', 'Mending', 'Mended', false],
  ])('C11 sees whether %s selects as before with %s as %s: %s', (file, before, after, alike) => {
    const texts: Readonly<Record<string, string>> = {
      'alias.ts': 'export { Needle as Pin } from "x"',
      'sewing.ts': 'export class Sewing { @Pin() sew() {} }',
      'mend.ts': 'export { Sewing as Mending } from "./sewing"',
      'user.ts': 'new Sewing()',
    }
    const text = texts[file] ?? ''
    const selection = selectSources(bytesOf(texts), ['Needle'])

    const changed = text.replaceAll(before, after)
    expect(isSelectedAlike(Buffer.from(text), Buffer.from(changed), selection)).toBe(alike)
  })
})

function bytesOf(texts: Readonly<Record<string, string>>): ReadonlyMap<string, Buffer> {
  return new Map(Object.entries(texts).map(([file, text]) => [file, Buffer.from(text)]))
}

describe('importExtension', () => {
  it.each([
    [{ module: 'NodeNext' }, 'js'],
    [{ module: 'node20' }, 'js'],
    [{ module: 'ESNext', moduleResolution: 'Bundler' }, 'none'],
    [{ module: 'CommonJS', moduleResolution: 'node10' }, 'none'],
    [{ module: 'preserve' }, 'none'],
    [{ module: 'NodeNext', allowImportingTsExtensions: true }, 'ts'],
    [{ module: 'NodeNext', rewriteRelativeImportExtensions: true }, 'ts'],
  ])('C3 %j wants %s', (compilerOptions, expected) => {
    const project = tempProject({ 'tsconfig.json': JSON.stringify({ compilerOptions }) })

    expect(importExtension(readProject(project.root), {}, [])).toBe(expected)
  })

  it('C3 follows the imports of the sources where the compiler takes either', () => {
    const project = tempProject({ 'tsconfig.json': '{ "compilerOptions": { "module": "preserve" } }' })
    const none = { syntaxErrors: [], exports: [], bindings: [], subclasses: [], declarations: [], classes: [] }
    const imported = { ...none, file: 'a.ts', imports: [{ kind: 'default', local: 'b', module: './b.js' } as const] }

    expect(importExtension(readProject(project.root), {}, [imported])).toBe('js')
  })
})

describe('moduleFormat', () => {
  it.each([
    [{ module: 'NodeNext' }, 'a/x.ts', 'commonjs'],
    [{ module: 'NodeNext' }, 'x.ts', 'esm'],
    [{ module: 'NodeNext' }, 'a/x.mts', 'esm'],
    [{ module: 'NodeNext' }, 'x.cts', 'commonjs'],
    [{ module: 'CommonJS' }, 'x.ts', 'commonjs'],
    [{ module: 'ESNext' }, 'a/x.ts', 'esm'],
  ])('C3 %j makes %s %s', (compilerOptions, file, expected) => {
    const project = tempProject({ 'tsconfig.json': JSON.stringify({ compilerOptions }), 'a/package.json': '{}' })

    expect(moduleFormat(readProject(project.root), project.path(file))).toBe(expected)
  })
})
