export { ArgParser, Injectable, RateLimits } from './around.js'
export type { ClassDecoratorOf, HandlerDecorator } from './apply.js'
export { composeDecorators } from './compose.js'
export { type ArgumentParser, type Filter, ParameterProvider, type RateLimit } from './contracts.js'
export { Guard, type GuardClass } from './guard.js'
export { CommandHandler, CommonHandler, InputHandler, UnprocessedHandler, UpdateHandler } from './handlers.js'
export {
  type ArgumentParserClass,
  type MemberRecord,
  type RecordedClass,
  type RecordedHandler,
  type RecordedQualifier,
  recordedOn,
} from './metadata.js'
export { ParamMapping, SessionQualifier, Word } from './parameters.js'
export * from './spec.js'
