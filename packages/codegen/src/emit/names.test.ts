import { describe, expect, it } from '@jest/globals'
import { lowerCamelCase, Scope } from './names.js'

describe('lowerCamelCase', () => {
  it.each([
    ['OrderHandlers', 'orderHandlers'],
    ['HTTPClient', 'httpClient'],
    ['DB', 'db'],
    ['A', 'a'],
    ['already', 'already'],
    ['S3Bucket', 's3Bucket'],
    ['_Private', '_Private'],
    ['Ärger', 'ärger'],
  ])('%s becomes %s', (name, expected) => {
    expect(lowerCamelCase(name)).toBe(expected)
  })
})

describe('Scope', () => {
  it('numbers what is taken, here or around', () => {
    const outer = new Scope()
    outer.pick('text')
    const inner = outer.inner()

    expect([inner.pick('text'), inner.pick('text'), inner.pick('meal')]).toEqual(['text2', 'text3', 'meal'])
  })

  it('never gives a reserved word or what is no identifier', () => {
    const scope = new Scope()

    expect([scope.pick('delete'), scope.pick('two words'), scope.pick('')]).toEqual(['delete2', 'value', 'value2'])
  })
})
