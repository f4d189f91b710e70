export { initCommand } from './init.js'
