import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { compile, tempProject } from '../testing/projects.js'
import { messageMembers, updateMembers } from './telegraf-members.js'

describe("the tables of Telegraf's members", () => {
  it('D9 name a field that yields exactly such a message or update', async () => {
    const project = tempProject({
      'src/members.ts': [
        `import type { MessageWith, UpdateWith } from '@botgen/runtime'`,
        `import type { Message, Update } from 'telegraf/types'`,
        `type Provides<Given extends Wanted, Wanted> = [Given] extends [never] ? never : true`,
        ...messageMembers.map(
          ({ name, has }, i) => `export const m${i}: Provides<MessageWith<'${has}'>, Message.${name}> = true`,
        ),
        ...updateMembers.map(
          ({ name, has }, i) => `export const u${i}: Provides<UpdateWith<'${has}'>, Update.${name}> = true`,
        ),
      ].join('\n'),
    })

    expect(await compile(project.root)).toBe('')
  }, 20_000)

  it('D9 leave out nothing but shared bases', () => {
    const bases = ['ServiceMessage', 'CommonMessage', 'CaptionableMessage', 'MediaMessage']
    expect(messageMembers.map(({ name }) => name).sort()).toEqual(
      interfacesIn('message.d.ts', 'Message')
        .filter((name) => !bases.includes(name))
        .sort(),
    )
    const updateBases = ['Channel', 'NonChannel', 'New', 'Edited', 'AbstractUpdate']
    expect(updateMembers.map(({ name }) => name).sort()).toEqual(
      interfacesIn('update.d.ts', 'Update')
        .filter((name) => !updateBases.includes(name))
        .sort(),
    )
  })
})

function interfacesIn(file: string, namespace: string): readonly string[] {
  const root = new URL('../../../../package.json', import.meta.url)
  const telegraf = createRequire(root).resolve('telegraf')
  const types = createRequire(telegraf).resolve('@telegraf/types/package.json')
  const text = readFileSync(join(dirname(types), file), 'utf8')
  const start = text.indexOf(`export declare namespace ${namespace} {`)
  const body = text.slice(start, text.indexOf('\n}\n', start))
  return [...body.matchAll(/^ {4}interface (\w+)/gm)].map((match) => match[1] ?? '')
}
