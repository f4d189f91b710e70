import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { menuScopes, messageKinds, textScopes, updateFacts } from './update-facts.js'

/** The strings of a declaration in the runtime's sources: this package never imports the runtime. */
function declared(file: string, declaration: string): readonly string[] {
  const path = fileURLToPath(new URL(`../../../runtime/src/${file}`, import.meta.url))
  const text = readFileSync(path, 'utf8')
  const start = text.indexOf(declaration)
  if (start < 0) throw new Error(`${file} has no ${declaration}`)
  const rest = text.slice(start)
  const end = rest.search(/\n(?:\]|>)|\n\n/)
  return [...rest.slice(0, end).matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '')
}

describe('what is known of updates', () => {
  it('D13 covers every kind of update that the runtime knows', () => {
    expect([...updateFacts.keys()]).toEqual(declared('updates/update-kind.ts', 'export const updateKinds'))
  })

  it('D4 has the kinds that carry texts', () => {
    const messages = declared('updates/update-kind.ts', 'export type MessageUpdateKind')

    expect(textScopes).toEqual([...messages, 'callback_query'])
  })

  it('D6 has the kinds of messages', () => {
    const contents = declared('updates/message-kind.ts', 'const contentFields')
    const services = declared('updates/message-kind.ts', 'const serviceFields')

    expect(messageKinds).toEqual([...contents, ...services, 'unknown'])
  })

  it('T7 has the menus that Telegram shows', () => {
    expect(menuScopes).toEqual(declared('decorators/spec.ts', 'export type MenuScope'))
  })
})
