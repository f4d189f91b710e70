export { type Argument, malformed } from './argument.js'
export { HandlerUpdate, type MessageWith, type UpdateWith } from './handler-update.js'
export { Invocation } from './invocation.js'
export {
  callback,
  command,
  exactText,
  input,
  observer,
  pattern,
  type Route,
  type RouteOptions,
  type TextRouteOptions,
  unprocessed,
} from './route.js'
export {
  type ClassRoutes,
  type DispatchTable,
  defineDispatchTable,
  type HandlerClass,
  type Resolve,
  type RouteLists,
  routes,
  type TableOptions,
} from './table.js'
