import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { type Project, readProject } from './project.js'

interface Referenced {
  /** Absolute: where its sources are, and where the compiler puts the declarations of them. */
  readonly sources: string
  readonly declarations: string
}

/**
 * From the declarations that the compiler makes of the projects that this one refers to, to their sources: those can be
 * read whether the declarations are up to date, out of date or not there at all. Nothing for a project without
 * references.
 */
export function referencedSources(project: Project): ((declarations: string) => string | undefined) | undefined {
  const projects = referencesOf(project, new Set([project.tsconfig]))
  if (projects.length === 0) return undefined
  return (path) => {
    const real = realPath(path)
    for (const { sources, declarations } of projects) {
      if (!real.startsWith(declarations + sep)) continue
      const source = sourceOf(join(sources, real.slice(declarations.length)))
      if (source !== undefined) return source
    }
    return undefined
  }
}

function referencesOf(project: Project, seen: Set<string>): readonly Referenced[] {
  return (project.config.references ?? []).flatMap(({ path }) => {
    const place = resolve(project.root, path)
    // One that is not there is the compiler's to report.
    if (!existsSync(place)) return []
    const referenced = readProject(place)
    for (const read of referenced.reads.paths()) project.reads.noteContent(read)
    if (seen.has(referenced.tsconfig)) return []
    seen.add(referenced.tsconfig)
    const { rootDir = '.', outDir = rootDir, declarationDir = outDir } = referenced.config.compilerOptions ?? {}
    const folder = (relative: string) => realPath(resolve(referenced.root, relative))
    return [{ sources: folder(rootDir), declarations: folder(declarationDir) }, ...referencesOf(referenced, seen)]
  })
}

function sourceOf(declarations: string): string | undefined {
  const [, path, kind = ''] = /^(.*)\.d\.([mc]?)ts$/.exec(declarations) ?? []
  if (path === undefined) return undefined
  return [`${path}.${kind}ts`, ...(kind === '' ? [`${path}.tsx`] : [])].find((file) => existsSync(file))
}

/** Packages of a workspace are links; what is to be made there may not be there yet. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync.native(path)
  return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path))
}
