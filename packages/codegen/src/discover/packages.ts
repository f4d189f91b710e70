import { dirname, join } from 'node:path'
import type { Project } from './project.js'

/** What package managers write last into the folder of packages. */
const records = ['.package-lock.json', '.modules.yaml', '.yarn-state.yml', '.yarn-integrity'] as const

/** Notes that a run depends on what is installed: TypeScript looks through packages in ways that are not followed here. */
export function notePackages({ root, reads }: Project): void {
  for (let folder = root; ; folder = dirname(folder)) {
    reads.noteContent(join(folder, 'package.json'))
    for (const record of records) reads.noteTime(join(folder, 'node_modules', record))
    if (folder === dirname(folder)) return
  }
}
