import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { tempProject } from '../testing/projects.js'
import { replaceFile } from './replace.js'

describe('replacing a file', () => {
  it('C6 makes the folder, keeps the mode, and leaves nothing beside it', () => {
    const { path, read } = tempProject({})
    replaceFile(path('made/table.ts'), ['first'])
    writeFileSync(path('made/tool.sh'), 'old', { mode: 0o755 })

    replaceFile(path('made/table.ts'), ['second'])
    replaceFile(path('made/tool.sh'), ['new'])

    expect(read('made/table.ts')).toBe('second')
    expect(read('made/tool.sh')).toBe('new')
    expect(statSync(path('made/tool.sh')).mode & 0o777).toBe(0o755)
    expect(readdirSync(path('made'))).toEqual(['table.ts', 'tool.sh'])
  })

  it('replaces what a link leads to', () => {
    const { path, write } = tempProject({ 'real/table.ts': 'old' })
    write({ 'link/keep': '' })
    symlinkSync(path('real/table.ts'), path('link/table.ts'))

    replaceFile(path('link/table.ts'), ['new'])

    expect(lstatSync(path('link/table.ts')).isSymbolicLink()).toBe(true)
    expect(readFileSync(path('real/table.ts'), 'utf8')).toBe('new')
  })

  it('C6 leaves what stands there when it fails', () => {
    const { path } = tempProject({})
    mkdirSync(path('made/table.ts'), { recursive: true })

    expect(() => {
      replaceFile(path('made/table.ts'), ['new'])
    }).toThrow('EISDIR')

    expect(readdirSync(path('made'))).toEqual(['table.ts'])
  })

  it('removes what killed runs have left, and nothing that may be in use or is something else', () => {
    const { path, write } = tempProject({})
    const old = new Date(Date.now() - 3_600_000)
    const names = ['table.ts.123-abc', 'table.ts.map', 'table.ts.123', 'other.ts.123-abc', 'table.ts.456-new']
    for (const name of names) write({ [`made/${name}`]: '' })
    for (const name of names.slice(0, 4)) utimesSync(path(`made/${name}`), old, old)

    replaceFile(path('made/table.ts'), ['text'])

    expect(readdirSync(path('made'))).toEqual([
      'other.ts.123-abc',
      'table.ts',
      'table.ts.123',
      'table.ts.456-new',
      'table.ts.map',
    ])
  })
})
