export { type BotgenBot, type BotgenOptions, botgen, type ShutdownReport } from './bot.js'
export { type Clock, systemClock } from './clock.js'
export {
  CommandHandler,
  type CommandHandlerOptions,
  type HandlerDecorator,
  SessionQualifier,
} from './decorators/index.js'
export { DuplicateCommandError } from './dispatch/index.js'
export {
  BotgenError,
  type ErrorContext,
  type ErrorListener,
  HandlerError,
  HandlerTimeoutError,
  MissingContextError,
  SessionClosedError,
  StaleTableError,
  UnrecordedMessagesError,
} from './errors.js'
export type { Duration } from './duration.js'
export type { Acknowledge, Ordering } from './intake/index.js'
export * from './sessions/index.js'
export * from './storage/index.js'
export {
  type Argument,
  type ClassRoutes,
  type CommandOptions,
  type CommandRoute,
  command,
  type DispatchTable,
  defineDispatchTable,
  type HandlerClass,
  HandlerUpdate,
  Invocation,
  type MessageWith,
  routes,
  type UpdateWith,
} from './table/index.js'
export type { MessageKind } from './updates/index.js'
