import { existsSync, realpathSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { createFilesMatcher } from 'get-tsconfig'
import { globSync } from 'tinyglobby'
import { compare } from '../diagnostics/index.js'
import type { Project } from './project.js'

const sources = '**/*.{ts,tsx,mts,cts}'
const isSource = /(?<!\.d)\.(?:ts|tsx|mts|cts)$/

/** Globs and the absolute folder that they start from. */
export interface Globs {
  readonly folder: string
  readonly patterns: readonly string[]
}

/**
 * The source files of a project, or those that the globs `include` name, relative to the project's folder and sorted
 * by code units. Never declarations, `node_modules` or generated modules.
 *
 * @param generated - absolute paths that may hold the generated module
 */
export function listFiles(
  project: Project,
  include: Globs | undefined,
  generated: readonly string[],
): readonly string[] {
  const found = include === undefined ? projectFiles(project) : includedFiles(include)
  const own = new Set(generated)
  const kept = new Set<string>()
  for (const file of found) {
    if (!isSource.test(file) || /\.d\.[^/]*\.ts$/.test(file) || own.has(resolve(project.root, file))) continue
    kept.add(relative(project.root, resolve(project.root, file)).split(sep).join('/'))
  }
  return withoutLinks(project, [...kept]).sort(compare)
}

/** A project's JavaScript files, which are no sources. */
export function listJavaScript(project: Project): readonly string[] {
  const folders = searchFolders(project).map((folder) => resolve(project.root, folder))
  const found = folders.flatMap((folder) => glob(folder, ['**/*.{js,jsx,mjs,cjs}']).map((file) => join(folder, file)))
  return found.map((file) => relative(project.root, file).split(sep).join('/')).sort(compare)
}

/** Of several paths to one file the shortest, then the first in order. */
function withoutLinks(project: Project, files: readonly string[]): string[] {
  const byRealPath = new Map<string, string>()
  for (const file of files) {
    const real = realPath(resolve(project.root, file))
    const other = byRealPath.get(real)
    if (other === undefined || file.length < other.length || (file.length === other.length && file < other)) {
      byRealPath.set(real, file)
    }
  }
  return [...byRealPath.values()]
}

/** A link that leads nowhere stays what it is: reading it says so. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync.native(path) : path
}

function includedFiles({ folder, patterns }: Globs): readonly string[] {
  return glob(folder, patterns).map((file) => join(folder, file))
}

function projectFiles(project: Project): readonly string[] {
  const matches = createFilesMatcher({ path: project.tsconfig, config: project.config }, true)
  const named = (project.config.files ?? [])
    .map((file) => resolve(project.root, file))
    .filter((file) => existsSync(file))
  const globbed = searchFolders(project).flatMap((folder) =>
    glob(resolve(project.root, folder), [sources]).map((file) => join(project.root, folder, file)),
  )
  return [...named, ...globbed.filter((file) => matches(file) !== undefined)]
}

/** The folders that `include` can reach: parts of the project's folder, or others such as `../shared`. */
function searchFolders(project: Project): readonly string[] {
  const patterns = project.config.include ?? (project.config.files === undefined ? ['**/*'] : [])
  const folders = patterns.map((pattern) => {
    const fixed = pattern.replaceAll('\\', '/').split('/')
    const wild = fixed.findIndex((part) => /[*?]/.test(part))
    const steady = (wild === -1 ? fixed : fixed.slice(0, wild)).join('/')
    // `src` names a folder, `src/main.ts` a file.
    return isSource.test(steady) ? steady.replace(/\/?[^/]*$/, '') : steady
  })
  return [...new Set(folders.map((folder) => folder || '.'))]
}

function glob(folder: string, patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: folder, ignore: ['**/node_modules/**'], expandDirectories: false })
}
