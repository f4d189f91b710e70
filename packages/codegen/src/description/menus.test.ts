import { describe, expect, it } from '@jest/globals'
import { handlers, tempProject } from '../testing/projects.js'
import { type CommandMenu, describe as describeProject } from './index.js'

async function menus(...commands: readonly string[]): Promise<readonly CommandMenu[]> {
  const members = commands.map((said, index) => `  @CommandHandler(${said})\n  m${index}(): void {}`).join('\n')
  const { bots } = await describeProject({ cwd: tempProject(handlers(members)).root })
  return bots.flatMap((bot) => bot.menus)
}

/** `default de: a=Eins b=Two` */
function told({ scope, language, commands }: CommandMenu): string {
  const lines = commands.map(({ command, description }) => `${command}=${description}`)
  return `${[scope, ...(language === undefined ? [] : [language])].join(' ')}: ${lines.join(' ')}`
}

describe('what the menu of commands is', () => {
  it('T7 lists commands with a description in the order of the table', async () => {
    const found = await menus("'b', { description: 'B' }", "'a', { description: 'A' }", "'hidden'")

    expect(found).toEqual([
      {
        scope: 'default',
        language: undefined,
        commands: [
          { command: 'b', description: 'B', handler: 'Handlers.m0 command b' },
          { command: 'a', description: 'A', handler: 'Handlers.m1 command a' },
        ],
      },
    ])
  })

  it('T7 gives each language a menu, in which a command without that language has its default description', async () => {
    const found = await menus(
      "'a', { description: 'One', locales: { fr: 'Un', de: 'Eins' } }",
      "'b', { description: 'Two', locales: { de: 'Zwei' } }",
    )

    expect(found.map(told)).toEqual(['default: a=One b=Two', 'default de: a=Eins b=Zwei', 'default fr: a=Un b=Two'])
  })

  it('T7 gives each scope a menu, with the languages of its own commands', async () => {
    const found = await menus(
      "'a', { description: 'A', menu: ['all_group_chats', 'default'] }",
      "'b', { description: 'B', menu: 'all_chat_administrators', locales: { de: 'Be' } }",
      "'c', { description: 'C', menu: false }",
    )

    expect(found.map(told)).toEqual([
      'default: a=A',
      'all_group_chats: a=A',
      'all_chat_administrators: b=B',
      'all_chat_administrators de: b=Be',
    ])
  })

  it('T7 lists a command once, by its first name', async () => {
    expect((await menus("['add', 'more'], { description: 'Add' }")).map(told)).toEqual(['default: add=Add'])
  })

  it('T7 has no menu where no command has a description', async () => {
    expect(await menus("'a'", "'b', { description: 'B', menu: false }")).toEqual([])
  })

  it('T7 writes descriptions as Telegram keeps them, so that they compare as the same', async () => {
    const [menu] = await menus(String.raw`'a', { description: ' one\ttwo\r\n\u202ethree ' }`)

    expect(menu?.commands[0]?.description).toBe('one two\nthree')
  })
})
