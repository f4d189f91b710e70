export {
  CommandHandler,
  type CommandHandlerOptions,
  type HandlerDecorator,
  SessionQualifier,
} from './command-handler.js'
export { type RecordedCommand, recordedOn } from './metadata.js'
