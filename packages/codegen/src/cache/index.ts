export { digestOf } from './digest.js'
export { openCache, type ProjectCache } from './project-cache.js'
