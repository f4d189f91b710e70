import { relative, resolve, sep } from 'node:path'
import { Project as TsProject, ts } from 'ts-morph'
import type { Project } from '../../discover/index.js'
import type { FollowedModule } from './names.js'

/** Module names to files, by TypeScript's own rules and the project's options; each name of a file is looked up once. */
export function moduleResolver(project: Project): (specifier: string, from: string) => FollowedModule {
  let options: ts.CompilerOptions | undefined
  const known = new Map<string, FollowedModule>()
  return (specifier, from) => {
    const key = `${from}\0${specifier}`
    const found = known.get(key)
    if (found !== undefined) return found
    options ??= compilerOptions(project)
    const target = resolveModule(specifier, resolve(project.root, from), options, project)
    known.set(key, target)
    return target
  }
}

function resolveModule(specifier: string, from: string, options: ts.CompilerOptions, project: Project): FollowedModule {
  const mode = ts.getImpliedNodeFormatForFile(from, undefined, ts.sys, options) ?? ts.ModuleKind.ESNext
  const { resolvedModule } = ts.resolveModuleName(specifier, from, options, ts.sys, undefined, undefined, mode)
  // Nothing is read from other packages: who decorates with a package's names is asked to import botgen's own.
  if (resolvedModule === undefined || !/(?<!\.d)\.[cm]?tsx?$/.test(resolvedModule.resolvedFileName)) return outside
  if (/[\\/]node_modules[\\/]/.test(resolvedModule.resolvedFileName)) return outside
  return { kind: 'file', file: relative(project.root, resolvedModule.resolvedFileName).split(sep).join('/') }
}

const outside: FollowedModule = { kind: 'outside' }

function compilerOptions(project: Project): ts.CompilerOptions {
  return new TsProject({
    tsConfigFilePath: project.tsconfig,
    skipAddingFilesFromTsConfig: true,
    skipLoadingLibFiles: true,
  }).getCompilerOptions()
}
