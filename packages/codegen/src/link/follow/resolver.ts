/** What needs TypeScript itself; loaded only when there is something to follow. */
export { moduleResolver } from './modules.js'
export { typedValues } from './typed-values.js'
