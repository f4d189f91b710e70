export { BotApiError, type FailedResponse, type ResponseParameters } from './api/errors.js'
export type {
  ApiBusinessConnection,
  ApiCallbackQuery,
  ApiChat,
  ApiEntity,
  ApiMessage,
  ApiUpdate,
  ApiUser,
  ChatType,
  InaccessibleMessage,
  InlineButton,
  InlineKeyboard,
  Payload,
} from './api/types.js'
export type { CallLog, CallOrigin, CallOutcome, LoggedCall } from './calls.js'
export type { BotApiClient } from './client.js'
export type { SettledOptions } from './delivery/settling.js'
export { type CallFilter, ConnectionDropped, type Fault, ForeignAnswer, type IncomingCall } from './faults.js'
export * from './play/index.js'
export { BotApiServer } from './server.js'
export type {
  BotOptions,
  BusinessOptions,
  GroupOptions,
  ServerOptions,
  SharedChatOptions,
  UserOptions,
} from './server-options.js'
export * from './storage/index.js'
export * from './updates/builders.js'
export type { ButtonName, SendOptions, TestUser, UserContent } from './users/user.js'
export type { BotCommand, TestBot } from './world/bot.js'
export type { ChatOwner, MemberStatus, TestChat } from './world/chat.js'
export { TestClock } from './world/clock.js'
