import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { lowerCamelCase, Scope, Variables } from './names.js'

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

describe('Variables', () => {
  it('C5 names those of each route as a scope of its own would', () => {
    const wanted = fc.constantFrom('count', 'count2', 'update', 'update2', 'text', 'delete', 'two words', 'value')
    fc.assert(
      fc.property(
        fc.array(fc.array(wanted, { maxLength: 6 }), { maxLength: 6 }),
        fc.array(wanted),
        (routes, around) => {
          const outer = new Scope()
          for (const name of around) outer.pick(name)
          const variables = new Variables(outer)
          for (const names of routes) {
            const scope = outer.inner()
            const picked: string[] = []

            for (const name of names) picked.push(variables.pick(name, picked))

            expect(picked).toEqual(names.map((name) => scope.pick(name)))
          }
        },
      ),
      { seed: 20_261_126, numRuns: 200 },
    )
  })
})
