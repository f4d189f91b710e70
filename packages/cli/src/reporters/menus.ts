import { type CommandMenu, type MenuChange, type MenuLine, printable } from '@botgen/codegen'
import { diffArrays } from 'diff'
import type { Colours } from '../colours.js'

/** A menu for a person. @param remark - what is to be said of it */
export function showMenu(menu: CommandMenu, remark: string | undefined, colours: Colours): string {
  const heading = `${colours.bold(whereOf(menu))}${remark === undefined ? '' : ` ${colours.red(`(${remark})`)}`}`
  return [heading, ...linesOf(menu.commands).map((line) => `  ${line}`), ''].join('\n')
}

/** What differs between a menu as it is to be and as Telegram shows it. */
export function showMenuChange(change: MenuChange, colours: Colours): string {
  const { kind, commands, previous } = change
  const heading = `${colours.bold(whereOf(change))}${kind === 'delete' ? ' (delete)' : ''}`
  const all = linesOf([...previous, ...commands])
  const parts = diffArrays(all.slice(0, previous.length), all.slice(previous.length))
  const lines = parts.flatMap(({ value, added, removed }) =>
    value.map((line) => {
      if (added) return colours.green(`+ ${line}`)
      return removed ? colours.red(`- ${line}`) : `  ${line}`
    }),
  )
  return [heading, ...lines, ''].join('\n')
}

/** `all_private_chats, de` */
function whereOf({ scope, language }: Pick<CommandMenu, 'scope' | 'language'>): string {
  return language === undefined ? scope : `${scope}, ${language}`
}

/** `/order  Order a meal`, with the descriptions below each other. */
function linesOf(commands: readonly MenuLine[]): readonly string[] {
  const width = Math.max(...commands.map(({ command }) => command.length)) + 1
  return commands.map(
    ({ command, description }) => `/${printable(command)}`.padEnd(width) + `  ${printable(description)}`,
  )
}
