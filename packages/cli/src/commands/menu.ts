import {
  type BotDescription,
  type CommandMenu,
  maxMenuLines,
  type MenuChange,
  syncMenu,
  type SyncMenuResult,
} from '@botgen/codegen'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Colours, coloursFor } from '../colours.js'
import { type ExitCode, exitCodes, type Io, UsageError } from '../io.js'
import { botHeading, countOf } from '../reporters/index.js'
import type { CommandDefinition } from './command.js'
import { describeBots, describingFormats, json, type JsonHead } from './describing.js'
import { addBotOption, type BotOptions } from './options.js'

interface MenuOptions extends BotOptions {
  readonly sync?: true
  readonly dryRun?: true
  readonly apiRoot?: string
  readonly languages?: readonly string[]
}

/** `botgen menu`: what Telegram shows as the bot's commands, and what it should. */
export const menuCommand: CommandDefinition<MenuOptions> = {
  name: 'menu',
  description: 'print the command menu by scope and language; --sync has Telegram show it',
  examples: ['npx botgen menu', 'BOT_TOKEN=… npx botgen menu --sync --dry-run'],
  formats: describingFormats,
  addOptions: (command: Command) => {
    addBotOption(command)
    command
      .option('--sync', 'send Telegram the menus that differ from what it shows (token: BOT_TOKEN)')
      .option('--dry-run', 'with --sync: say what would be sent, and send nothing')
      .addOption(
        new Option(
          '--languages <codes>',
          'with --sync: also languages that the table no longer has, such as de,fr',
        ).argParser(parseLanguages),
      )
      .option('--api-root <url>', 'with --sync: Bot API server (default: BOT_API_ROOT, or https://api.telegram.org)')
  },
  run: (_, options, io) => (options.sync === true ? sync(options, io) : print(options, io)),
}

/** What `--format json` prints without `--sync`. */
export interface JsonMenus extends JsonHead {
  readonly bots: readonly Pick<BotDescription, 'name' | 'menus'>[]
}

/** What `--sync --format json` prints. */
export interface JsonMenuSync extends JsonHead {
  /** Left out for the only bot. */
  readonly bot?: string
  /** How many menus Telegram was asked for. */
  readonly compared: number
  readonly changes: readonly MenuChange[]
  /** False after `--dry-run`. */
  readonly sent: boolean
}

async function print(options: MenuOptions, io: Io): Promise<ExitCode> {
  for (const [option, value] of [
    ['--dry-run', options.dryRun],
    ['--api-root', options.apiRoot],
    ['--languages', options.languages],
  ] as const) {
    if (value !== undefined) throw new UsageError(`${option} is for menu --sync; add --sync, or leave it out.`)
  }
  const found = await describeBots('menu', options, io)
  if (found === undefined) return exitCodes.problems
  if (options.format === 'json') {
    const bots = found.bots.map(({ name, menus }) => ({ name, menus }))
    io.stdout.write(json({ ...found.head, bots } satisfies JsonMenus))
  } else {
    // What shows changes takes a while to load, and generating must not wait for it.
    const { showMenu } = await import('../reporters/menus.js')
    const colours = coloursFor(io.stdout, io.env, options.color)
    io.stdout.write(
      found.bots.map((bot) => showBot(bot, (menu) => showMenu(menu, tooLong(menu), colours), colours)).join('\n'),
    )
  }
  return exitCodes.fine
}

const noMenu =
  "No command has a description, so there is no menu. Add one: @CommandHandler('order', { description: 'Order a meal' }).\n"

function showBot(bot: BotDescription, show: (menu: CommandMenu) => string, colours: Colours): string {
  const { menus } = bot
  return `${botHeading(bot, colours)}${menus.length === 0 ? noMenu : menus.map(show).join('\n')}`
}

function tooLong({ commands }: CommandMenu): string | undefined {
  if (commands.length <= maxMenuLines) return undefined
  return `${commands.length} commands; Telegram takes at most ${maxMenuLines}`
}

async function sync(options: MenuOptions, io: Io): Promise<ExitCode> {
  const token = tokenIn(io)
  const found = await describeBots('menu', options, io)
  if (found === undefined) return exitCodes.problems
  const bot = onlyBot(found.bots)
  const apiRoot = options.apiRoot ?? filled(io.env.BOT_API_ROOT)
  const send = options.dryRun !== true
  const interrupt = new AbortController()
  io.onInterrupt?.(() => {
    interrupt.abort()
  })
  try {
    const { signal } = interrupt
    const { languages = [] } = options
    const where = apiRoot === undefined ? {} : { apiRoot }
    const onWait = (milliseconds: number) => {
      if (options.quiet !== true) io.stderr.write(`Telegram asks to wait ${milliseconds / 1000} seconds.\n`)
    }
    const result = await syncMenu(bot, { token, send, signal, languages, onWait, ...where })
    const name = bot.name === undefined ? {} : { bot: bot.name }
    if (options.format === 'json') {
      io.stdout.write(json({ ...found.head, ...name, ...result, sent: send } satisfies JsonMenuSync))
    } else if (options.quiet !== true) {
      io.stdout.write(await showSync(bot, result, options, io))
    }
    return exitCodes.fine
  } catch (error) {
    if (!interrupt.signal.aborted) throw error
    io.stderr.write('botgen: Interrupted. What was sent stays; run this again for the rest.\n')
    return exitCodes.interrupted
  }
}

function parseLanguages(value: string): readonly string[] {
  const codes = value.split(',').map((code) => code.trim())
  if (codes.every((code) => /^[a-z]{2}$/.test(code))) return codes
  throw new InvalidArgumentError('Write two-letter codes with commas between them, such as de,fr.')
}

function tokenIn({ env }: Io): string {
  const token = filled(env.BOT_TOKEN)
  if (token !== undefined) return token
  throw new UsageError(
    'menu --sync needs the token of the bot in the environment variable BOT_TOKEN; @BotFather has it.',
  )
}

/** A variable of the environment that says something. */
function filled(value: string | undefined): string | undefined {
  const trimmed = value?.trim()
  return trimmed === '' ? undefined : trimmed
}

function onlyBot(bots: readonly BotDescription[]): BotDescription {
  const [bot, other] = bots
  if (bot !== undefined && other === undefined) return bot
  const names = bots.map(({ name }) => name).join(', ')
  throw new UsageError(`There are several bots (${names}), and BOT_TOKEN is that of one; name it with --bot.`)
}

async function showSync(
  { menus }: BotDescription,
  { changes, compared }: SyncMenuResult,
  { color, dryRun }: MenuOptions,
  io: Io,
): Promise<string> {
  if (menus.length === 0) return `${noMenu}What Telegram shows was left as it is.\n`
  if (changes.length === 0) return `Telegram shows what the table says (${countOf(compared, 'menu')} compared).\n`
  const { showMenuChange } = await import('../reporters/menus.js')
  const colours = coloursFor(io.stdout, io.env, color)
  const shown = changes.map((change) => `${showMenuChange(change, colours)}\n`).join('')
  const of = `${countOf(changes.length, 'menu')} of ${compared}`
  return `${shown}${of} ${dryRun === true ? 'would be sent; nothing was' : 'sent'}.\n`
}
