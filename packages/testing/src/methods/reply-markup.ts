import { badRequest } from '../api/errors.js'
import type { InlineButton, InlineKeyboard } from '../api/types.js'
import { type Arguments, isObject } from './arguments.js'

const MAX_CALLBACK_DATA_BYTES = 64

/** The inline keyboard of a call, checked. Keyboards of other kinds are checked too, but no message shows them. */
export function inlineKeyboard(args: Arguments): InlineKeyboard | undefined {
  const markup = args.object('reply_markup', 'reply keyboard markup')
  if (markup?.keyboard !== undefined) rows(markup.keyboard, 'keyboard')
  if (markup?.inline_keyboard === undefined) return undefined
  const keyboard = rows(markup.inline_keyboard, 'inline_keyboard').map((row) => row.map(inlineButton))
  return keyboard.some((row) => row.length > 0) ? { inline_keyboard: keyboard } : undefined
}

function rows(value: unknown, field: string): readonly (readonly unknown[])[] {
  if (Array.isArray(value) && value.every((row) => Array.isArray(row))) return value
  throw badRequest(`field "${field}" must be an Array of Arrays`)
}

function inlineButton(button: unknown): InlineButton {
  if (!isObject(button)) throw badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
  const { text, callback_data: data } = button
  if (typeof text !== 'string') {
    throw badRequest('can\'t parse inline keyboard button: Can\'t find field "text"')
  }
  if (Object.keys(button).every((name) => ['text', 'style', 'icon_custom_emoji_id'].includes(name))) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
  }
  if (data !== undefined && (typeof data !== 'string' || !isCallbackData(data))) throw badRequest('BUTTON_DATA_INVALID')
  return { ...button, text }
}

function isCallbackData(data: string): boolean {
  const bytes = Buffer.byteLength(data)
  return bytes >= 1 && bytes <= MAX_CALLBACK_DATA_BYTES
}
