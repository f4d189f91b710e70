export { type MessageKind, messageKind } from './message-kind.js'
export {
  messageConnectionId,
  messageSenderId,
  messageThreadId,
  newMessage,
  type RawChat,
  type RawMessage,
  type RawUser,
  updateBusinessConnectionId,
  updateChat,
  updateKind,
  updateMessage,
  updateUser,
} from './raw.js'
