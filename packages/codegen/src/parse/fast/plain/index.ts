export { plainProgram } from './statements.js'
