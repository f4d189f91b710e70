import { describe, expect, it } from '@jest/globals'
import { tempProject } from '../testing/projects.js'
import { importExtension, listFiles, readProject, readSources } from './index.js'

describe('listFiles', () => {
  it('C1 follows extends, include, exclude and files, without declarations and packages', () => {
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

    const files = listFiles(readProject(project.root), undefined, [])

    expect(files).toEqual(['extra/deep/c.mts', 'single.ts', 'src/a.tsx', 'src/b.ts'])
  })

  it('takes the files beside the project that its tsconfig includes', () => {
    const project = tempProject({
      'bot/tsconfig.json': '{ "include": ["src", "../shared"] }',
      'bot/src/a.ts': '',
      'shared/b.ts': '',
      'other/c.ts': '',
    })

    expect(listFiles(readProject(project.path('bot')), undefined, [])).toEqual(['../shared/b.ts', 'src/a.ts'])
  })

  it('takes everything when the tsconfig names nothing, but not its outDir', () => {
    const project = tempProject({
      'tsconfig.json': '{ "compilerOptions": { "outDir": "dist" } }',
      'a.ts': '',
      'b/c.ts': '',
      'dist/a.ts': '',
    })

    expect(listFiles(readProject(project.root), undefined, [project.path('a.ts')])).toEqual(['b/c.ts'])
  })
})

describe('readSources', () => {
  it('reads only files that hold a name', () => {
    const project = tempProject({ 'a.ts': '// Needle\r\n', 'b.ts': 'nothing' })

    expect(readSources(project.root, ['a.ts', 'b.ts'], ['Needle'])).toEqual([{ file: 'a.ts', text: '// Needle\n' }])
  })
})

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
    const file = { file: 'a.ts', syntaxErrors: [], declarations: [], classes: [] }
    const imported = { ...file, imports: [{ kind: 'default', local: 'b', module: './b.js' } as const] }

    expect(importExtension(readProject(project.root), {}, [imported])).toBe('js')
  })
})
