export { type Globs, listFiles } from './files.js'
export { defaultOutput, defaultOutputs, importExtension } from './output.js'
export { type Project, readProject } from './project.js'
export { readSources, type SourceText } from './read.js'
