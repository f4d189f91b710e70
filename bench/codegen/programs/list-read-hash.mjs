/** What no generator can do without: lists the sources of a project, reads them, and hashes what they hold. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(process.cwd(), 'src')
for (const file of readdirSync(folder, { recursive: true }).sort()) {
  if (file.endsWith('.ts'))
    createHash('sha1')
      .update(readFileSync(join(folder, file)))
      .digest('hex')
}
