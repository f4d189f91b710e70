import { compare } from '../diagnostics/index.js'
import type { CommandDecorator } from '../model.js'
import type { CommandMenu, MenuCommand } from './description.js'

/** A command's handler, with its id. */
export interface DescribedCommand {
  readonly id: string
  readonly decorator: CommandDecorator
}

/** The scopes that a table's commands can name, in the order in which Telegram falls back, from the last to the first. */
export const menuScopes: readonly string[] = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
]

/** The menus of commands that stand in the order of the table. */
export function menusOf(commands: readonly DescribedCommand[]): readonly CommandMenu[] {
  return menuScopes.flatMap((scope) => {
    const shown = commands.filter((command) => isIn(command, scope))
    const languages = new Set(shown.flatMap(({ decorator }) => languagesOf(decorator)))
    const menus = [undefined, ...[...languages].sort(compare)].map((language) => ({
      scope,
      language,
      commands: shown.flatMap((command) => lineOf(command, language)),
    }))
    return menus.filter((menu) => menu.commands.length > 0)
  })
}

function isIn({ decorator: { description, menu } }: DescribedCommand, scope: string): boolean {
  if (description === undefined) return false
  return menu === undefined ? scope === 'default' : menu.value.some(({ value }) => value === scope)
}

function languagesOf({ locales }: CommandDecorator): readonly string[] {
  return locales?.value.map(({ language }) => language.value) ?? []
}

/** Other names of a command are the same line over again. */
function lineOf({ id, decorator }: DescribedCommand, language: string | undefined): readonly MenuCommand[] {
  const { names, description, locales } = decorator
  const [name] = names.value
  const local = locales?.value.find((locale) => locale.language.value === language)?.description
  const text = local ?? description
  if (name === undefined || text === undefined) return []
  return [{ command: name.value.toLowerCase(), description: kept(text.value), handler: id }]
}

/**
 * A description as Telegram keeps it, so that the same one compares as the same: without carriage returns and marks that
 * break or turn lines, with spaces for control characters, and none around it (TDLib, `clean_input_string` and
 * `set_commands`).
 */
function kept(text: string): string {
  return (
    text
      .replace(/[\r\u2028-\u202e]|\u0333|\u033f|\u030a/g, '')
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      .replace(/[\u0000-\u0009\u000b\u000c\u000e-\u001f]/g, ' ')
      .trim()
  )
}
