import { badRequest } from '../api/errors.js'
import { sendMediaGroup } from './albums.js'
import { answeringMethods } from './answering.js'
import { chatOf, type Method } from './call.js'
import { chatMethods } from './chats.js'
import { deleteMyCommands, getMyCommands, setMyCommands } from './commands.js'
import { copyMessage, copyMessages, forwardMessage, forwardMessages } from './copying.js'
import { deleteBusinessMessages, deleteMessage, deleteMessages } from './deleting.js'
import { editMessageCaption, editMessageMedia, editMessageReplyMarkup, editMessageText } from './editing.js'
import { sendingMethods } from './sending.js'
import { deleteWebhook, getUpdates, getWebhookInfo, type OpenWebhook, setWebhook } from './updates.js'

export { Arguments, isObject } from './arguments.js'
export type { Method } from './call.js'
export { openTopic } from './chats.js'
export { fileContent, isFileKind } from './content.js'
export { withoutReply } from './outgoing.js'
export type { OpenWebhook } from './updates.js'

const getFile: Method = ({ world, args }) => {
  const file = world.files.byId(args.text('file_id'))
  if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable')
  const { file_id, file_unique_id, file_size, file_path } = file
  return { file_id, file_unique_id, file_size, file_path }
}

/** Accepted when the bot may write to the chat, without effect. */
const inChat: Method = (call) => {
  chatOf(call, 'write')
  return true
}

/** Accepted without effect. */
const accepted: Method = () => true

/** All methods by their names in lower case, since Telegram takes them in any. */
export function methodTable(options: {
  maxPollSeconds: number
  openWebhook: OpenWebhook
}): ReadonlyMap<string, Method> {
  const methods: Readonly<Record<string, Method>> = {
    getMe: ({ bot }) => bot.user,
    logOut: accepted,
    close: accepted,
    getUpdates: getUpdates(options.maxPollSeconds),
    setWebhook: setWebhook(options.openWebhook),
    deleteWebhook,
    getWebhookInfo,
    ...sendingMethods,
    sendMediaGroup,
    forwardMessage,
    forwardMessages,
    copyMessage,
    copyMessages,
    editMessageText,
    editMessageCaption,
    editMessageMedia,
    editMessageReplyMarkup,
    deleteMessage,
    deleteMessages,
    deleteBusinessMessages,
    ...answeringMethods,
    ...chatMethods,
    setMyCommands,
    getMyCommands,
    deleteMyCommands,
    getFile,
    getBusinessConnection: ({ world, bot, args }) => world.connection(bot, args.text('business_connection_id')).info,
    sendChatAction: inChat,
    sendMessageDraft: inChat,
    setMessageReaction: inChat,
    setChatDescription: inChat,
    setChatPermissions: inChat,
    readBusinessMessage: accepted,
    setMyName: accepted,
    setMyDescription: accepted,
    setMyShortDescription: accepted,
    setMyDefaultAdministratorRights: accepted,
    setChatMenuButton: accepted,
  }
  return new Map(Object.entries(methods).map(([name, method]) => [name.toLowerCase(), method]))
}
