export { Dispatcher } from './dispatcher.js'
export { DuplicateCommandError } from './routes.js'
export { setTurn, Turn, turnOf } from './turn.js'
