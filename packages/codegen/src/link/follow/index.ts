export { type Gathered, gather, type Parse } from './gather.js'
export { type Followed, followName, type World } from './names.js'
