import { createHash } from 'node:crypto'
import type { Settings } from '../settings.js'
import { ownCode } from './own-code.js'

/** The files of each bot, as paths relative to the project's folder. */
export type Listing = readonly (readonly string[])[]

/** The same for the same botgen, settings and sources, byte for byte, and for nothing else. */
export function digestOf(settings: Settings, listing: Listing, files: ReadonlyMap<string, Buffer>): string {
  const { plans, project, config } = settings
  const hash = createHash('sha1')
  hash.update(JSON.stringify([ownCode(), plans, project.tsconfig, project.config, config.folder, listing]))
  for (const [file, bytes] of files) hash.update(`\0${file}\0${bytes.length}\0`).update(bytes)
  return hash.digest('hex')
}
