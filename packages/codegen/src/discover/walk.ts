import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { sep } from 'node:path'

/** A file by the path that leads to it, and by its own. Both are absolute. */
export interface FoundFile {
  readonly path: string
  readonly realPath: string
}

/** A link that leads nowhere stays what it is: reading it says so. */
export function foundFile(path: string): FoundFile {
  return { path, realPath: existsSync(path) ? realpathSync.native(path) : path }
}

/**
 * All files below a folder, behind links too, but not hidden ones and not those of packages. A folder is read once and
 * says of each entry what it is: to ask the file system once a file would take longer than to read all of them.
 *
 * @param folder - absolute; one that is not there has no files
 */
export function walk(folder: string): readonly FoundFile[] {
  const found: FoundFile[] = []
  if (existsSync(folder)) walkInto(folder, realpathSync.native(folder), [], found)
  return found
}

/** @param around - the real paths of the folders on the way: a link may lead back to one of them */
function walkInto(folder: string, realFolder: string, around: readonly string[], found: FoundFile[]): void {
  if (around.includes(realFolder)) return
  const within = [...around, realFolder]
  for (const entry of entriesOf(realFolder)) {
    const { name } = entry
    if (name.startsWith('.') || name === 'node_modules') continue
    const path = inside(folder, name)
    if (entry.isFile()) {
      found.push({ path, realPath: inside(realFolder, name) })
    } else if (entry.isDirectory()) {
      walkInto(path, inside(realFolder, name), within, found)
    } else if (entry.isSymbolicLink()) {
      const target = foundFile(path)
      const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
      if (isFolder) walkInto(path, target.realPath, within, found)
      else found.push(target)
    }
  }
}

/** Nothing of a folder that may not be read, which the compiler passes over too. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** Joins without looking for `..`, of which there is none. */
function inside(folder: string, name: string): string {
  return folder.endsWith(sep) ? folder + name : folder + sep + name
}
