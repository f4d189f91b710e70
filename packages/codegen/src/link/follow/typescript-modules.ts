import { notePackages, type Project } from '../../discover/index.js'
import { loadTsMorph } from '../../ts-morph.js'
import type { Target } from './modules.js'
import { moduleResolution } from './resolution.js'

/** TypeScript's own resolution of module names, from the absolute path of a file. It is loaded by the first name. */
export function typescriptResolver(project: Project): (specifier: string, from: string) => Target {
  let resolveModule: ((specifier: string, from: string) => Target) | undefined
  return (specifier, from) => {
    resolveModule ??= createResolver(project)
    return resolveModule(specifier, from)
  }
}

function createResolver(project: Project): (specifier: string, from: string) => Target {
  notePackages(project)
  const { Project: TsProject } = loadTsMorph()
  const options = new TsProject({
    tsConfigFilePath: project.tsconfig,
    skipAddingFilesFromTsConfig: true,
    skipLoadingLibFiles: true,
  }).getCompilerOptions()
  const resolveModule = moduleResolution(project)
  return (specifier, from) => ({ file: resolveModule(specifier, from, options)?.resolvedFileName })
}
