import { basename, dirname, resolve, sep } from 'node:path'
import { candidateConfigs } from '../config/index.js'
import { searchFolders } from '../discover/index.js'
import type { Dependencies } from '../generator.js'

/** What has to be watched for a bot: folders with sources, and files beyond them. Paths are absolute. */
export interface Interest {
  /** Where new sources may come to be. */
  readonly folders: ReadonlySet<string>
  /** Files that need not be there yet. */
  readonly files: ReadonlySet<string>
  /** Folders that only compilers write to. */
  readonly outside: ReadonlySet<string>
}

/**
 * @param cwd - absolute: where a configuration or a tsconfig may come to be
 * @param dependencies - of the last run; nothing when it could not read its settings
 * @param named - files that a failed run named as its cause
 */
export function interestOf(cwd: string, dependencies: Dependencies | undefined, named: readonly string[]): Interest {
  const settingsFiles = [...candidateConfigs(cwd), resolve(cwd, 'tsconfig.json'), ...named]
  if (dependencies === undefined) {
    return { folders: new Set(), files: new Set(settingsFiles), outside: new Set() }
  }
  const { settings, others, generated } = dependencies
  const { project, plans, config } = settings
  const isSearched = plans.some(({ include }) => include === undefined)
  const folders = [
    ...(isSearched ? searchFolders(project) : []),
    ...(plans.some(({ include }) => include !== undefined) ? [config.folder] : []),
  ]
  const { outDir, declarationDir } = project.config.compilerOptions ?? {}
  const outside = [outDir, declarationDir].flatMap((folder) =>
    folder === undefined ? [] : [resolve(project.root, folder)],
  )
  return {
    folders: new Set(folders),
    files: new Set([...settingsFiles, ...others, ...generated].filter((file) => !isInstalled(file))),
    // A project may well put its output where its sources are.
    outside: new Set(outside.filter((folder) => !folders.some((source) => isInside(source, folder)))),
  }
}

/** The paths to hand to a watcher: folders, so that what comes to be in them is seen. */
export function watchedPaths({ folders, files }: Interest): readonly string[] {
  const all = new Set([...folders, ...[...files].map((file) => dirname(file))])
  return [...all].filter((folder) => ![...all].some((other) => other !== folder && isInside(folder, other)))
}

/** Whether a path can be left aside. @param kind - what stands there, if that is known */
export function isOfNoInterest(path: string, kind: 'file' | 'folder' | undefined, interest: Interest): boolean {
  const { folders, files, outside } = interest
  if (files.has(path)) return false
  const name = basename(path)
  if (name === 'node_modules' || outside.has(path)) return true
  const isWithin = [...folders].some((folder) => isInside(path, folder))
  if (kind === 'file') return !isWithin || name.startsWith('.') || !/(?<!\.d)\.[cm]?tsx?$/.test(name)
  if (isWithin) return name.startsWith('.') && !folders.has(path)
  if (kind === undefined) return false
  // Only a way to something of interest.
  return ![...folders, ...files].some((wanted) => isInside(wanted, path))
}

export function isSameInterest(one: Interest, other: Interest): boolean {
  const kinds = ['folders', 'files', 'outside'] as const
  return kinds.every(
    (kind) => one[kind].size === other[kind].size && [...one[kind]].every((path) => other[kind].has(path)),
  )
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** What is installed changes as a whole, and not while somebody watches. */
function isInstalled(path: string): boolean {
  return path.includes(`${sep}node_modules${sep}`)
}
