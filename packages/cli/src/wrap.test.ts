import { describe, expect, it } from '@jest/globals'
import { wrapped } from './wrap.js'

describe('wrapped', () => {
  it.each([
    ['', 10, ''],
    ['one', 10, 'one'],
    ['one two three', 7, 'one two\nthree'],
    ['one two three', 6, 'one\ntwo\nthree'],
    ['a incomprehensible word', 5, 'a\nincomprehensible\nword'],
    ['incomprehensible', 5, 'incomprehensible'],
  ])('%j in %i columns', (text, width, expected) => {
    expect(wrapped(text, width)).toBe(expected)
  })
})
