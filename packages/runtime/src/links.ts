/** Callback data for buttons and links that start a bot, as its handlers read them. Generated code imports this module. */
import { type ParameterValue, writeParameters, writeStartPayload } from './parameters.js'

/** The arguments of a handler, by name. */
export type LinkArguments = Readonly<Record<string, ParameterValue | readonly ParameterValue[] | undefined>>

/** Bytes of callback data (Bot API, “InlineKeyboardButton”). */
const longestData = 64

/** Characters of a payload (Bot API, “Deep linking”). */
const longestPayload = 64

/**
 * Makes callback data that the handler of `name` takes.
 *
 * @param names - its arguments, in order
 * @param delimiter - the table's `callbackDelimiter`
 * @returns a function that throws RangeError where the data would be longer than 64 bytes, or a value cannot be sent
 */
export function callbackData(
  name: string,
  names: readonly string[] = [],
  delimiter = '?',
): (args?: LinkArguments) => string {
  return (args = {}) => {
    const parameters = writeParameters(names, args)
    const data = parameters === '' ? name : name + delimiter + parameters
    const size = Buffer.byteLength(data)
    if (size <= longestData) return data
    throw new RangeError(
      `The callback data of '${name}' would have ${size} bytes; Telegram takes ${longestData}. ` +
        'Send less: an id in place of what it stands for, or shorter names by @ParamMapping.',
    )
  }
}

/**
 * Makes links that open a chat with a bot and start it.
 *
 * @param username - the bot's, with or without @
 * @param names - the arguments of its handler of /start, in order
 * @returns a function that throws RangeError where the payload would be longer than 64 characters, or a value cannot be
 *   sent
 * @throws RangeError if `username` is none
 */
export function deepLink(username: string, names: readonly string[] = []): (args?: LinkArguments) => string {
  const bot = username.replace(/^@/, '')
  if (!/^\w{4,32}$/.test(bot)) throw new RangeError(`'${username}' is no username of a bot.`)
  return (args = {}) => {
    const payload = writeStartPayload(names, args)
    if (payload.length <= longestPayload) return `https://t.me/${bot}?start${payload === '' ? '' : `=${payload}`}`
    throw new RangeError(
      `The link that starts @${bot} would have a payload of ${payload.length} characters; Telegram takes ` +
        `${longestPayload}. Send less: an id in place of what it stands for.`,
    )
  }
}
