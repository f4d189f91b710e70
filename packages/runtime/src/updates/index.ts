export { type MessageKind, messageKind } from './message-kind.js'
export {
  messageConnectionId,
  messageSenderId,
  messageThreadId,
  newMessage,
  type RawMessage,
  updateBusinessConnectionId,
  updateChat,
  updateKind,
  updateMessage,
  updateUser,
} from './raw.js'
