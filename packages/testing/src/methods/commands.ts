import { badRequest } from '../api/errors.js'
import type { BotCommand } from '../world/bot.js'
import { type Arguments, isObject } from './arguments.js'
import type { Method } from './call.js'

const MAX_COMMANDS = 100
const SCOPES = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
]

/** Replaces the list of a scope and language. */
export const setMyCommands: Method = ({ bot, args }) => {
  const commands = (args.array('commands', 'BotCommand') ?? []).map(botCommand)
  if (commands.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  const key = commandKey(args)
  if (commands.length > 0) bot.commands.set(key, commands)
  else bot.commands.delete(key)
  return true
}

/** The list of exactly this scope and language; empty when there is none. */
export const getMyCommands: Method = ({ bot, args }) => bot.commands.get(commandKey(args)) ?? []

export const deleteMyCommands: Method = ({ bot, args }) => {
  bot.commands.delete(commandKey(args))
  return true
}

/** The scope and language of a call as one string: `chat/-5/0/ru`. */
function commandKey(args: Arguments): string {
  const scope = args.object('scope', 'BotCommandScope') ?? { type: 'default' }
  const { type, chat_id = 0, user_id = 0 } = scope
  if (typeof type !== 'string' || !SCOPES.includes(type)) {
    throw badRequest("can't parse BotCommandScope: Unsupported type specified")
  }
  if (type.startsWith('chat') && chat_id === 0) {
    throw badRequest("can't parse BotCommandScope: Empty chat_id specified")
  }
  if (type === 'chat_member' && user_id === 0) {
    throw badRequest("can't parse BotCommandScope: Invalid user_id specified")
  }
  return [type, chat_id, user_id, args.text('language_code')].join('/')
}

function botCommand(value: unknown): BotCommand {
  if (!isObject(value)) throw badRequest("can't parse BotCommand: expected an Object")
  const { command, description } = value
  if (typeof command !== 'string' || typeof description !== 'string') {
    throw badRequest("can't parse BotCommand: command and description must be of type String")
  }
  const name = command.replace(/^\//, '')
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID')
  if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  return { command: name, description }
}
