export { Dispatcher } from './dispatcher.js'
export { DuplicateCommandError } from './routes.js'
export { Turn } from './turn.js'
