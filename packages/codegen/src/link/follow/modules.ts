import { existsSync, realpathSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, resolve, sep } from 'node:path'
import { createPathsMatcher } from 'get-tsconfig'
import { moduleFormat, type Project, relativePath, resolvesLikeNode } from '../../discover/index.js'
import type { FollowedModule } from './names.js'
import { hasReferences } from './resolution.js'
import { typescriptResolver } from './typescript-modules.js'

export type ModuleResolver = (specifier: string, from: string) => FollowedModule

/**
 * Module names to files, by TypeScript's own rules and the project's options; each name of a folder is looked up once.
 * What files beside each other say is decided here, in which most imports end: TypeScript is loaded for the others.
 */
export function moduleResolver(project: Project): ModuleResolver {
  const resolveByFiles = fileResolver(project)
  const resolveByTypescript = typescriptResolver(project)
  const known = new Map<string, FollowedModule>()
  return (specifier, from) => {
    // What a name leads to depends on the folder, and on whether the file is an ES module.
    const key = `${dirname(from)}\0${from.slice(from.lastIndexOf('.'))}\0${specifier}`
    const found = known.get(key)
    if (found !== undefined) return found
    const path = resolve(project.root, from)
    const target = resolveByFiles(specifier, path) ?? resolveByTypescript(specifier, path)
    const followed = followedFile(target.file, project)
    known.set(key, followed)
    return followed
  }
}

/** Where a name leads: a file by its absolute path, or nothing that is of interest. */
export interface Target {
  readonly file: string | undefined
}

const nowhere: Target = { file: undefined }

/** Nothing is read from other packages: who decorates with a package's names is asked to import botgen's own. */
export function followedFile(file: string | undefined, project: Project): FollowedModule {
  if (file === undefined || !/(?<!\.d)\.[cm]?tsx?$/.test(file) || isInstalled(file)) return { kind: 'outside' }
  return { kind: 'file', file: relativePath(project, resolve(file)) }
}

/** What takes the place of an extension that a compiled file would have, in the order in which TypeScript looks. */
const sourceExtensions: ReadonlyMap<string, readonly string[]> = new Map([
  ['.js', ['.ts', '.tsx', '.d.ts']],
  ['.jsx', ['.tsx', '.ts', '.d.ts']],
  ['.mjs', ['.mts', '.d.mts']],
  ['.cjs', ['.cts', '.d.cts']],
  ['.ts', ['.ts']],
  ['.tsx', ['.tsx']],
  ['.mts', ['.mts']],
  ['.cts', ['.cts']],
])

/** Decides what can be decided by looking whether files are there; nothing for all else. */
export function fileResolver(project: Project): (specifier: string, from: string) => Target | undefined {
  const { compilerOptions = {} } = project.config
  const isUnusual =
    compilerOptions.rootDirs !== undefined ||
    compilerOptions.moduleSuffixes !== undefined ||
    /^classic$/i.test(compilerOptions.moduleResolution ?? '')
  if (isUnusual) return () => undefined
  const mapped = createPathsMatcher({ path: project.tsconfig, config: project.config })
  const find = (specifier: string, from: string): Target | undefined => {
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
      const path = resolve(dirname(from), specifier)
      return /(?:^|\/)\.{0,2}$/.test(specifier) ? indexOf(path, from, project) : fileAt(path, from, project)
    }
    // A package's own `imports`, and what is no name at all.
    if (/^[#/]|^[a-z]:/i.test(specifier)) return isBuiltin(specifier) ? nowhere : undefined
    for (const candidate of mapped?.(specifier) ?? []) {
      const target = fileAt(candidate, from, project)
      if (target !== undefined) return target
      // It may be there all the same, as a folder with a manifest.
      if (existsSync(candidate)) return undefined
    }
    return packageNamed(specifier, from, project)
  }
  if (!hasReferences(project)) return find
  // Declarations may be those of a project that this one refers to, whose sources are read instead.
  return (specifier, from) => {
    const target = find(specifier, from)
    return target?.file !== undefined && /\.d\.[mc]?ts$/.test(target.file) ? undefined : target
  }
}

/** The source at a path that is written with the extension of a compiled file, with none or with its own. */
function fileAt(path: string, from: string, project: Project): Target | undefined {
  const extension = /\.[^./\\]*$/.exec(path)?.[0] ?? ''
  if (extension === '.json') return nowhere
  const replaced = sourceExtensions.get(extension)
  if (replaced !== undefined) return firstFile(path.slice(0, -extension.length), replaced, project)
  if (!addsExtensions(project, from)) return undefined
  const added = firstFile(path, addedExtensions, project)
  if (added !== undefined) return added
  return existsSync(`${path}.js`) || existsSync(`${path}.jsx`) ? undefined : indexOf(path, from, project)
}

const addedExtensions = ['.ts', '.tsx', '.d.ts'] as const

function indexOf(folder: string, from: string, project: Project): Target | undefined {
  if (!addsExtensions(project, from) || existsSync(join(folder, 'package.json'))) return undefined
  return firstFile(join(folder, 'index'), addedExtensions, project)
}

/** In ES modules Node.js, and so TypeScript, adds no extension. */
function addsExtensions(project: Project, from: string): boolean {
  return !resolvesLikeNode(project.config.compilerOptions ?? {}) || moduleFormat(project, from) === 'commonjs'
}

function firstFile(path: string, extensions: readonly string[], { reads }: Project): Target | undefined {
  for (const extension of extensions) {
    const file = path + extension
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return { file }
    // A file that comes to be there would be taken instead.
    reads.noteTime(file)
  }
  return undefined
}

/** An installed package leads nowhere; one that is linked from elsewhere may be made of the sources that it names. */
function packageNamed(specifier: string, from: string, project: Project): Target | undefined {
  if (isBuiltin(specifier)) return nowhere
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const installed = join(folder, 'node_modules', name)
    project.reads.noteTime(installed)
    if (existsSync(installed)) return isInstalled(`${realpathSync.native(installed)}${sep}`) ? nowhere : undefined
    if (folder === dirname(folder)) return undefined
  }
}

function isInstalled(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path)
}
