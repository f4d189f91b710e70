import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made: string[] = []

/** A folder that is not there yet, in one of its own. */
export function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'botgen-level-'))
  made.push(parent)
  return join(parent, 'data')
}

export function removeFolders(): void {
  for (const parent of made.splice(0)) rmSync(parent, { recursive: true, force: true })
}
