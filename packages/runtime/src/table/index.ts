export { type Argument, malformed } from './argument.js'
export { HandlerUpdate, type MessageWith, type UpdateWith } from './handler-update.js'
export { Invocation } from './invocation.js'
export {
  type ClassRoutes,
  type CommandOptions,
  type CommandRoute,
  command,
  type DispatchTable,
  defineDispatchTable,
  type HandlerClass,
  routes,
} from './table.js'
