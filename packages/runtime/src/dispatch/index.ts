export { Dispatcher } from './dispatcher.js'
export type { HandlingOptions, RateLimitRefusal } from './runner.js'
export { setTurn, Turn, turnOf } from './turn.js'
