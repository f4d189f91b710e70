import { existsSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { createFilesMatcher } from 'get-tsconfig'
import { compare } from '../diagnostics/index.js'
import type { Project } from './project.js'
import { type FoundFile, foundFile, walk } from './walk.js'

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
export async function listFiles(
  project: Project,
  include: Globs | undefined,
  generated: readonly string[],
): Promise<readonly string[]> {
  const found = include === undefined ? projectFiles(project) : await includedFiles(include)
  const own = new Set(generated)
  const kept = found.filter(({ path }) => isSource.test(path) && !/\.d\.[^/]*\.ts$/.test(path) && !own.has(path))
  return withoutLinks(project, kept).sort(compare)
}

/** A project's JavaScript files, which are no sources. */
export function listJavaScript(project: Project): readonly string[] {
  const found = searchFolders(project).flatMap((folder) => walk(folder))
  const scripts = found.filter(({ path }) => /\.(?:js|jsx|mjs|cjs)$/.test(path))
  return scripts.map(({ path }) => relativePath(project, path)).sort(compare)
}

/** As seen from the project's folder, with `/`. */
export function relativePath({ root }: Project, path: string): string {
  // By far the most files are inside, and there are thousands of them.
  const isPlain = sep === '/' && path.startsWith(`${root}/`)
  return isPlain ? path.slice(root.length + 1) : relative(root, path).split(sep).join('/')
}

/** Of several paths to one file the shortest, then the first in order. */
function withoutLinks(project: Project, found: readonly FoundFile[]): string[] {
  const byRealPath = new Map<string, string>()
  for (const { path, realPath } of found) {
    const file = relativePath(project, path)
    const other = byRealPath.get(realPath)
    if (other === undefined || file.length < other.length || (file.length === other.length && file < other)) {
      byRealPath.set(realPath, file)
    }
  }
  return [...byRealPath.values()]
}

/** Globs of a configuration. What matches them is loaded here: most projects have none. */
async function includedFiles({ folder, patterns }: Globs): Promise<readonly FoundFile[]> {
  const { globSync } = await import('tinyglobby')
  const options = { cwd: folder, ignore: ['**/node_modules/**'], expandDirectories: false }
  return globSync([...patterns], options).map((file) => foundFile(join(folder, file)))
}

function projectFiles(project: Project): readonly FoundFile[] {
  const matches = createFilesMatcher({ path: project.tsconfig, config: project.config }, true)
  const named = (project.config.files ?? [])
    .map((file) => resolve(project.root, file))
    .filter((file) => existsSync(file))
  const walked = searchFolders(project).flatMap((folder) => walk(folder))
  const matching = walked.filter(({ path }) => isSource.test(path) && matches(path) !== undefined)
  return [...named.map(foundFile), ...matching]
}

/** The absolute folders that `include` can reach: parts of the project's folder, or others such as `../shared`. */
export function searchFolders(project: Project): readonly string[] {
  const patterns = project.config.include ?? (project.config.files === undefined ? ['**/*'] : [])
  const folders = patterns.map((pattern) => {
    const fixed = pattern.replaceAll('\\', '/').split('/')
    const wild = fixed.findIndex((part) => /[*?]/.test(part))
    const steady = (wild === -1 ? fixed : fixed.slice(0, wild)).join('/')
    // `src` names a folder, `src/main.ts` a file.
    return resolve(project.root, isSource.test(steady) ? steady.replace(/\/?[^/]*$/, '') : steady)
  })
  return [...new Set(folders)]
}
