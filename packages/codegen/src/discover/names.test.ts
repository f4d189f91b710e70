import { describe, expect, it } from '@jest/globals'
import { namesMadeFrom } from './names.js'

describe('namesMadeFrom', () => {
  it.each([
    [`export { CommandHandler as Cmd } from '@botgen/runtime'`, ['Cmd']],
    [`import { CommandHandler as C } from 'x'\nexport { C as Cmd, other as No }`, ['Cmd']],
    [`export {\n  CommandHandler as 'quoted name',\n} from 'x'`, ['quoted name']],
    [`import { CommandHandler } from 'x'\nexport const Cmd =\n  CommandHandler\nexport const no = 1`, ['Cmd']],
    [`const Cmd = CommandHandler\nexport { Cmd }`, ['Cmd']],
    [`const { CommandHandler: Cmd } = bg\nexport { Cmd as Other }`, ['Other']],
    [`import Cmd = bg.CommandHandler\nexport { Cmd as Other }`, ['Other']],
    [`function Cmd() {\n  return CommandHandler('x')\n}\nexport default Cmd`, ['default']],
    [`export const Admin = (name: string) => CommandHandler(name)`, ['Admin']],
    [`export const Later = Earlier\nexport const Earlier = CommandHandler`, ['Earlier', 'Later']],
  ])('C1 %j gives it another name', (text, expected) => {
    const found = namesMadeFrom(text, new Set(['CommandHandler']))

    expect([...found].filter((name) => name !== 'CommandHandler').sort()).toEqual(expected)
  })

  it('C1 a handler class gives no names, so that who uses it is not read', () => {
    const text = `import { CommandHandler as C } from 'x'\nexport class A {\n  @C('a')\n  a() {}\n}\nexport const limit = 5\n`

    expect([...namesMadeFrom(text, new Set(['CommandHandler']))]).toEqual([])
  })
})
