import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { relativePath } from './files.js'
import type { Project } from './project.js'
import { walk } from './walk.js'

// What somebody may have meant whose project has nothing: for messages, so none of it costs a run that is fine.

/** Enough to find what a person would. */
const mostFiles = 2000

/** A file with a handler, below the project's folder and none of those `covered`; all relative. */
export function handlersOutside(project: Project, covered: ReadonlySet<string>): string | undefined {
  if (project.root === dirname(project.root)) return undefined
  const candidates = walk(project.root).filter(({ path }) => /(?<!\.d)\.[cm]?tsx?$/.test(path))
  const found = candidates
    .slice(0, mostFiles)
    .find(({ path }) => !covered.has(relativePath(project, path)) && hasHandler(path))
  return found && relativePath(project, found.path)
}

function hasHandler(path: string): boolean {
  const text = readFileSync(path, 'utf8')
  return /^\s*@\w*Handler\b/m.test(text) && text.includes('@botgen/runtime')
}

/** The folders below this one, at most two down, that have a `tsconfig.json`; relative, with `/`. */
export function projectsBelow(folder: string): readonly string[] {
  if (folder === dirname(folder)) return []
  const first = foldersIn(folder)
  const second = first.flatMap((name) => foldersIn(join(folder, name)).map((child) => `${name}/${child}`))
  return [...first, ...second].filter((path) => existsSync(join(folder, path, 'tsconfig.json')))
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}
