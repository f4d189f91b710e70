import { describe, expect, it } from '@jest/globals'
import { closest } from './suggest.js'

describe('closest', () => {
  it.each([
    ['chekc', 'check'],
    ['GENERATE', 'generate'],
    ['generat', 'generate'],
    ['xyz', undefined],
    ['', undefined],
  ])('%s is near %s', (word, expected) => {
    expect(closest(word, ['generate', 'check'])).toBe(expected)
  })
})
