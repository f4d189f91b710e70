import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { diagnosticsPages } from '../scripts/diagnostics-pages.js'
import { root } from './workspace.js'

const folder = join(root, 'docs/diagnostics')
const pages = await diagnosticsPages()

// `pnpm build && pnpm pages` writes them anew.
describe('docs/diagnostics', () => {
  it('C10 has a page for each code, an index, and nothing else', () => {
    expect(readdirSync(folder).toSorted()).toEqual([...pages.keys()].toSorted())
  })

  it.each([...pages])('C10 %s is what the catalogue says', (name, text) => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text)
  })
})
