export { BotOf, type ShutdownReport } from './bot-of.js'
export { type BotgenOptions, botgen } from './bot.js'
export { type Clock, systemClock } from './clock.js'
export {
  ArgParser,
  type ArgumentParser,
  type AutoAnswerOptions,
  CommandHandler,
  type CommandHandlerOptions,
  CommonHandler,
  composeDecorators,
  type Filter,
  Guard,
  type ClassDecoratorOf,
  type HandlerDecorator,
  Injectable,
  InputHandler,
  type InputHandlerOptions,
  type MenuScope,
  ParameterProvider,
  ParamMapping,
  type RateLimit,
  RateLimits,
  SessionQualifier,
  type TextHandlerOptions,
  type TextScope,
  UnprocessedHandler,
  UpdateHandler,
  type UpdateHandlerOptions,
  Word,
} from './decorators/index.js'
export type { HandlingOptions, RateLimitRefusal } from './dispatch/index.js'
export {
  type ArgumentReason,
  BotgenError,
  DuplicateHandlerError,
  type ErrorContext,
  type ErrorListener,
  HandlerArgumentError,
  HandlerError,
  type HandlerPlace,
  HandlerTimeoutError,
  MissingContextError,
  SessionClosedError,
  StaleTableError,
  UnrecordedMessagesError,
} from './errors.js'
export type { Duration } from './duration.js'
export { type ExpectOptions, type InputCommandRule, type InputOptions, Inputs, PendingInput } from './inputs/index.js'
export { type Acknowledge, ClaimFailure, type Ordering } from './intake/index.js'
export type { Logger } from './logging.js'
export * from './sessions/index.js'
export * from './storage/index.js'
export {
  type Argument,
  callback,
  type ClassRoutes,
  command,
  type DispatchTable,
  defineDispatchTable,
  exactText,
  type HandlerClass,
  HandlerUpdate,
  Invocation,
  input,
  type MessageWith,
  observer,
  pattern,
  type Resolve,
  type Route,
  type RouteOptions,
  routes,
  type TableOptions,
  type TextRouteOptions,
  type UpdateWith,
  unprocessed,
} from './table/index.js'
export type { Telemetry } from './telemetry.js'
export type { MessageKind, UpdateKind } from './updates/index.js'
