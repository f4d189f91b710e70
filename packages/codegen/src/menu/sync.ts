import { type BotDescription, type CommandMenu, menuScopes } from '../description/index.js'
import { type BotApiOptions, botApi, type CallBotApi } from './bot-api.js'
import { MenuError } from './errors.js'

export interface SyncMenuOptions extends BotApiOptions {
  /** False compares only. Default true. */
  readonly send?: boolean
  /** Languages to look at beside those of the table, by two-letter code: their menus are deleted. Default: none. */
  readonly languages?: readonly string[]
}

/** A line of a menu, as the Bot API has it (“BotCommand”). */
export interface MenuLine {
  readonly command: string
  readonly description: string
}

/** A menu that Telegram does not show as the table has it. */
export interface MenuChange extends Pick<CommandMenu, 'scope' | 'language'> {
  /** What becomes of it. */
  readonly kind: 'set' | 'delete'
  /** What it is to be; none for one that is deleted. */
  readonly commands: readonly MenuLine[]
  /** What Telegram shows; none where it has no such menu. */
  readonly previous: readonly MenuLine[]
}

export interface SyncMenuResult {
  /** How many menus were asked for. */
  readonly compared: number
  /** What differed, and was sent unless `send` is false. */
  readonly changes: readonly MenuChange[]
}

/** More than this the Bot API does not take (“setMyCommands”). */
export const maxMenuLines = 100

/**
 * Has Telegram show the menus of a bot's table. Each menu is compared with what Telegram has, and only those that differ are
 * sent.
 *
 * Compared are the four scopes that a table can name, each for all languages of the table and for the rest of users. Of these,
 * menus that the table does not have are deleted. Menus of single chats, and those in languages that are neither in the table
 * nor named here, are left alone: Telegram does not say which there are. A bot without any menu in its table has none to be shown, so that nothing is compared or deleted for it.
 *
 * @throws MenuError when the Bot API cannot be reached, or refuses; what was sent before stays
 *
 * @example
 * const { bots } = await describe()
 * for (const bot of bots) await syncMenu(bot, { token: process.env.BOT_TOKEN ?? '' })
 */
export async function syncMenu(
  { menus }: Pick<BotDescription, 'menus'>,
  options: SyncMenuOptions,
): Promise<SyncMenuResult> {
  const call = botApi(options)
  menus.forEach(refuseLong)
  const wanted = wantedMenus(menus, options.languages ?? [])
  const changes: MenuChange[] = []
  for (const menu of wanted) {
    const change = changeOf(menu, await shownMenu(menu, call))
    if (change !== undefined) changes.push(change)
  }
  if (options.send !== false) await sendAll(changes, call)
  return { compared: wanted.length, changes }
}

/** A menu by where it is shown, with what it is to be. */
type Wanted = Pick<MenuChange, 'scope' | 'language' | 'commands'>

/** Every menu that the table has or could have had, in its languages and others. */
function wantedMenus(menus: readonly CommandMenu[], others: readonly string[]): readonly Wanted[] {
  if (menus.length === 0) return []
  const languages = [...new Set([undefined, ...menus.map(({ language }) => language), ...others])]
  return menuScopes.flatMap((scope) =>
    languages.map((language) => {
      const menu = menus.find((candidate) => candidate.scope === scope && candidate.language === language)
      const commands = menu?.commands.map(({ command, description }) => ({ command, description })) ?? []
      return { scope, language, commands }
    }),
  )
}

function changeOf(wanted: Wanted, previous: readonly MenuLine[]): MenuChange | undefined {
  const { commands } = wanted
  const isSame =
    commands.length === previous.length &&
    commands.every(({ command, description }, index) => {
      const line = previous[index]
      return line?.command === command && line.description === description
    })
  return isSame ? undefined : { ...wanted, kind: commands.length === 0 ? 'delete' : 'set', previous }
}

async function shownMenu(menu: Wanted, call: CallBotApi): Promise<readonly MenuLine[]> {
  const lines = await call('getMyCommands', whereOf(menu))
  if (Array.isArray(lines) && lines.every(isLine)) return lines
  throw new MenuError(
    'The Bot API answered getMyCommands with something else than commands; check its address.',
    'answer',
  )
}

async function sendAll(changes: readonly MenuChange[], call: CallBotApi): Promise<void> {
  for (const [sent, change] of changes.entries()) {
    try {
      await send(change, call)
    } catch (error) {
      if (!(error instanceof MenuError) || sent === 0) throw error
      throw new MenuError(`${error.message} ${sent} of ${changes.length} menus were sent before.`, error.reason)
    }
  }
}

async function send(change: MenuChange, call: CallBotApi): Promise<void> {
  const where = whereOf(change)
  if (change.kind === 'delete') await call('deleteMyCommands', where)
  else await call('setMyCommands', { ...where, commands: change.commands })
}

/** Which menu a call is about, as the Bot API has it. */
function whereOf({ scope, language }: Pick<Wanted, 'scope' | 'language'>): object {
  return { scope: { type: scope }, ...(language === undefined ? {} : { language_code: language }) }
}

function refuseLong({ scope, commands }: CommandMenu): void {
  if (commands.length <= maxMenuLines) return
  const message = `The menu of scope ${scope} has ${commands.length} commands, and Telegram takes at most ${maxMenuLines}; write \`menu: false\` at some, or give them another scope.`
  throw new MenuError(message, 'size')
}

function isLine(value: unknown): value is MenuLine {
  if (typeof value !== 'object' || value === null || !('command' in value) || !('description' in value)) return false
  return typeof value.command === 'string' && typeof value.description === 'string'
}
