export {
  CommandHandler,
  type CommandHandlerOptions,
  type HandlerDecorator,
  SessionQualifier,
} from './command-handler.js'
export { type RecordedClass, type RecordedCommand, type RecordedQualifier, recordedOn } from './metadata.js'
