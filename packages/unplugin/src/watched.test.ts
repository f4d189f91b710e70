import { describe, expect, it } from '@jest/globals'
import { isSource, sourceFolders } from './watched.js'

const outcome = { errors: [], warnings: [], outputs: [], root: '/bots/shop' }

describe('sourceFolders', () => {
  it.each([
    [['/bots/shop/src/a.ts', '/bots/shop/src/deep/b.ts'], ['/bots/shop/src']],
    [
      ['/bots/shop/src/a.ts', '/bots/shop/lib/b.ts'],
      ['/bots/shop/src', '/bots/shop/lib'],
    ],
    [['/bots/shop/a.ts', '/bots/shop/tsconfig.json'], []],
    [['/bots/shared/src/a.ts'], ['/bots/shared/src']],
  ])('of %j are %j', (inputs, folders) => {
    expect(sourceFolders({ ...outcome, inputs })).toEqual(folders)
  })
})

describe('isSource', () => {
  it.each(['a.ts', 'a.tsx', 'a.mts', 'a.cts', 'a.d.service.ts.ts'])('takes %s', (file) => {
    expect(isSource(file)).toBe(true)
  })

  it.each(['a.d.ts', 'a.d.mts', 'a.d.json.ts', 'a.js', 'a.json', 'a.ts.123', 'ts'])('not %s', (file) => {
    expect(isSource(file)).toBe(false)
  })
})
