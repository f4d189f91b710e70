export { type Gathered, gather } from './gather.js'
export { type Followed, followName, type World } from './names.js'
