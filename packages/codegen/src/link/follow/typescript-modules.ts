import { notePackages, type Project } from '../../discover/index.js'
import { loadTsMorph } from '../../ts-morph.js'
import type { Target } from './modules.js'

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
  const { Project: TsProject, ts } = loadTsMorph()
  const options = new TsProject({
    tsConfigFilePath: project.tsconfig,
    skipAddingFilesFromTsConfig: true,
    skipLoadingLibFiles: true,
  }).getCompilerOptions()
  return (specifier, from) => {
    const mode = ts.getImpliedNodeFormatForFile(from, undefined, ts.sys, options) ?? ts.ModuleKind.ESNext
    const { resolvedModule } = ts.resolveModuleName(specifier, from, options, ts.sys, undefined, undefined, mode)
    return { file: resolvedModule?.resolvedFileName }
  }
}
