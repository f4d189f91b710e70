export { type MessageUpdateKind, type UpdateKind, updateKinds } from './update-kind.js'
export { isContent, type MessageKind, messageKind } from './message-kind.js'
export {
  callbackData,
  callbackQueryId,
  messageConnectionId,
  messageOfKind,
  messageSenderId,
  messageText,
  messageThreadId,
  newMessage,
  type RawMessage,
  updateBusinessConnectionId,
  updateChat,
  updateKind,
  updateMessage,
  type UpdatePlace,
  updatePlace,
  updateUser,
} from './raw.js'
