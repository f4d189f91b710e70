/** For what already holds a ts-morph tree; importing it loads ts-morph. */
export { constructorFact } from './classes.js'
export { fileFacts } from './files.js'
export { typeFact } from './types.js'
