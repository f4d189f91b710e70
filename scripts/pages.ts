/** `pnpm pages`: writes docs/diagnostics anew. It reads the built packages, so build first. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { diagnosticsPages } from './diagnostics-pages.js'

const folder = fileURLToPath(new URL('../docs/diagnostics/', import.meta.url))
const pages = await diagnosticsPages()
mkdirSync(folder, { recursive: true })
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(folder + name)
for (const [name, text] of pages) writeFileSync(folder + name, text)
