export { listFiles, listJavaScript, relativePath, searchFolders } from './files.js'
export { handlersOutside } from './nearby.js'
export {
  checkOutput,
  defaultLinks,
  defaultOutput,
  defaultOutputs,
  importExtension,
  resolvesLikeNode,
} from './output.js'
export { notePackages } from './packages.js'
export { findProject, type Project, readProject } from './project.js'
export { referencedSources } from './references.js'
export { decode, readBytes, readSource, type SourceText } from './read.js'
export { type Fingerprint, isUnchanged, Reads } from './reads.js'
export { isSelectedAlike, type Selection, selectSources } from './select.js'
export { moduleFormat } from './settings.js'
export { checkTsconfigSyntax } from './tsconfig-syntax.js'
