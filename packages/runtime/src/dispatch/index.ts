export { type HandlerEnvironment } from './bound-update.js'
export { Dispatcher } from './dispatcher.js'
export { DuplicateCommandError } from './routes.js'
export { Turn } from './turn.js'
