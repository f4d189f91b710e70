import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { fixtures } from '../testing/projects.js'
import { catalogue } from './catalogue.js'

const wrong = join(fixtures, 'wrong')
const reported = new Set(
  readdirSync(wrong)
    .map((name) => readFileSync(join(wrong, name, 'expected.txt'), 'utf8'))
    .flatMap((text) => text.match(/^(?:error|warning) BG\d{4}\b/gm) ?? [])
    .map((line) => line.slice(-6)),
)

describe('the catalogue', () => {
  it('C10 has no code that no fixture is reported for, nor the other way round', () => {
    expect([...reported].toSorted()).toEqual(Object.keys(catalogue))
  })

  it('C10 has no title twice', () => {
    const titles = Object.values(catalogue)

    expect(new Set(titles).size).toBe(titles.length)
  })

  it.each([
    ['a duplicate command', 'BG1301'],
    ['a duplicate callback', 'BG1601'],
    ['a duplicate input', 'BG1603'],
    ['a duplicate text', 'BG1604'],
    ['an invalid command name', 'BG1302'],
    ['a description that is missing or too long', 'BG1304'],
    ['callback data over 64 bytes', 'BG1602'],
    ['an unresolvable parameter', 'BG1401'],
    ['a qualifier on a non-session', 'BG1501'],
    ['a blank qualifier', 'BG1502'],
    ['an optional argument before a required one', 'BG1403'],
    ['argument types that contradict the update kind', 'BG1404'],
    ['a private or protected handler', 'BG1111'],
    ['an abstract handler', 'BG1112'],
    ['a generic handler', 'BG1113'],
    ['an unexported class', 'BG1101'],
    ['an unreachable handler', 'BG1610'],
    ['an invalid regex', 'BG1607'],
    ['a dynamic decorator argument', 'BG1201'],
    ['a dependency cycle', 'BG1801'],
    ['a missing binding', 'BG1802'],
    ['an unknown decorator option', 'BG1202'],
    ['a decorator and a type that name different qualifiers', 'BG1503'],
    ['a qualifier that nobody closes', 'BG1507'],
  ])('C10 %s is %s, and reported for a fixture', (_, code) => {
    expect(Object.keys(catalogue)).toContain(code)
    expect(reported).toContain(code)
  })
})
