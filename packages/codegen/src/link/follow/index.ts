export { type Gathered, gather } from './gather.js'
export { followName, type World } from './names.js'
