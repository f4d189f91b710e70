import { isDeepStrictEqual } from 'node:util'
import { badRequest } from '../api/errors.js'
import type { ApiMessage, Payload } from '../api/types.js'
import { defined } from '../defined.js'
import type { TestChat } from '../world/chat.js'
import { unixTime } from '../world/clock.js'
import { mediaContent } from './albums.js'
import { chatOf, type Method, type MethodCall, messageIn } from './call.js'
import { captionContent, isFileKind, textContent } from './content.js'
import { inlineKeyboard } from './reply-markup.js'

/**
 * Makes an editing method of what changes the content. The keyboard is replaced too: without `reply_markup` it goes.
 * Returns the edited message; for `inline_message_id`, of which this server keeps no messages, true.
 */
function edit(change: (message: ApiMessage, call: MethodCall) => Payload): Method {
  return (call) => {
    const { args, bot, world } = call
    if (args.has('inline_message_id')) return true
    const chat = chatOf(call, 'write')
    const message = messageIn(chat, args.messageId(), 'message to edit')
    if (!isEditable(chat, message, bot.id)) throw badRequest("message can't be edited")
    const { edit_date: _date, reply_markup: _markup, ...content } = message
    const edited = defined({ ...content, ...change(message, call), reply_markup: inlineKeyboard(args) })
    if (isDeepStrictEqual(edited, defined({ ...content, reply_markup: message.reply_markup }))) {
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
          'content and reply markup of the message',
      )
    }
    // The fields of a message less optional ones, plus content: the spread of an index signature forgets that.
    const result = { ...edited, edit_date: unixTime(world.clock) } as unknown as ApiMessage
    chat.put(result)
    return result
  }
}

function isEditable(chat: TestChat, message: ApiMessage, botId: number): boolean {
  if (chat.businessConnectionId !== undefined) return message.sender_business_bot !== undefined
  return message.from?.id === botId || (chat.type === 'channel' && chat.isAdministrator(botId))
}

function hasFile(message: ApiMessage): boolean {
  return Object.keys(message).some(isFileKind)
}

export const editMessageText = edit((message, { args }) => {
  const content = textContent(args)
  if (message.text === undefined) throw badRequest('there is no text in the message to edit')
  return { entities: undefined, ...content }
})

export const editMessageCaption = edit((message, { args }) => {
  if (!hasFile(message)) throw badRequest('there is no caption in the message to edit')
  return { caption: undefined, caption_entities: undefined, ...captionContent(args) }
})

export const editMessageMedia = edit((message, call) => {
  const content = mediaContent(call, call.args.object('media', 'input media'))
  if (!hasFile(message)) throw badRequest("message can't be edited")
  const without = Object.keys(message).filter(isFileKind)
  return {
    ...Object.fromEntries(without.map((kind) => [kind, undefined])),
    caption: undefined,
    caption_entities: undefined,
    ...content,
  }
})

export const editMessageReplyMarkup = edit(() => ({}))
