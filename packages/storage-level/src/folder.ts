import { mkdir, realpath, stat } from 'node:fs/promises'
import { explain } from './errors.js'

/** A folder that is there. */
export interface Folder {
  /** Without links. */
  readonly path: string
  /** The same for each path that leads to the folder, also where the system mounts it twice or minds no case. */
  readonly identity: string
}

/** The folder at `path`, made where there is none. @throws LevelStorageError */
export async function folderAt(path: string): Promise<Folder> {
  try {
    await mkdir(path, { recursive: true })
    const real = await realpath(path)
    const { dev, ino } = await stat(real, { bigint: true })
    return { path: real, identity: `${dev}:${ino}` }
  } catch (error) {
    throw explain(error, path)
  }
}
