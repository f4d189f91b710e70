import type { ResolutionHostFactory, ts } from 'ts-morph'
import { type Project, referencedSources } from '../../discover/index.js'
import { loadTsMorph } from '../../ts-morph.js'

/** What a module's name in a file leads to, by TypeScript's own rules. */
export type ResolveModule = (
  specifier: string,
  from: string,
  options: ts.CompilerOptions,
) => ts.ResolvedModuleFull | undefined

/** Resolves as the compiler does, but to the sources of the projects that this one refers to. */
export function moduleResolution(project: Project): ResolveModule {
  const { ts } = loadTsMorph()
  const sourceOf = referencedSources(project)
  const host = sourceOf === undefined ? ts.sys : hostWith(sourceOf)
  return (specifier, from, options) => {
    const mode = ts.getImpliedNodeFormatForFile(from, undefined, ts.sys, options) ?? ts.ModuleKind.ESNext
    const { resolvedModule } = ts.resolveModuleName(specifier, from, options, host, undefined, undefined, mode)
    const source = resolvedModule === undefined ? undefined : sourceOf?.(resolvedModule.resolvedFileName)
    if (resolvedModule === undefined || source === undefined) return resolvedModule
    return { resolvedFileName: source, extension: extensionOf(source), isExternalLibraryImport: false }
  }
}

/** The same for a program of ts-morph; nothing where its own resolution does. */
export function resolutionHost(project: Project): { readonly resolutionHost?: ResolutionHostFactory } {
  if (!hasReferences(project)) return {}
  const resolve = moduleResolution(project)
  return {
    resolutionHost: (_, options) => ({
      resolveModuleNames: (names, from) => names.map((name) => resolve(name, from, options())),
    }),
  }
}

export function hasReferences({ config }: Project): boolean {
  return (config.references ?? []).length > 0
}

/** Has the compiler believe in declarations that are not made yet. */
function hostWith(sourceOf: (declarations: string) => string | undefined): ts.ModuleResolutionHost {
  const { ts } = loadTsMorph()
  return {
    fileExists: (path) => ts.sys.fileExists(path) || (/\.d\.[mc]?ts$/.test(path) && sourceOf(path) !== undefined),
    readFile: (path) => ts.sys.readFile(path),
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
  }
}

function extensionOf(file: string): ts.Extension {
  const { ts } = loadTsMorph()
  if (file.endsWith('.tsx')) return ts.Extension.Tsx
  if (file.endsWith('.mts')) return ts.Extension.Mts
  return file.endsWith('.cts') ? ts.Extension.Cts : ts.Extension.Ts
}
