/** Which page of the site shows a file of the repository. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** @returns the page's path in the site, such as `/packages/storage-level.md`, if there is one */
export function pageOf(file: string): string | undefined {
  const [top, name, ...rest] = file.replace(/\/$/, '').split('/')
  if (top === 'README.md') return '/index.md'
  if (top === 'docs') return guide([name, ...rest].join('/'))
  if (top === 'fixtures' && name !== undefined) return `/examples/${name}.md`
  if (top === 'packages' && name !== undefined && (rest.length === 0 || rest[0] === 'README.md'))
    return packagePage(name)
  return undefined
}

function guide(path: string): string {
  return path === 'diagnostics' || path === 'diagnostics/README.md' ? '/diagnostics/index.md' : `/${path}`
}

/** What a package says of itself, else its API. */
function packagePage(name: string): string | undefined {
  if (existsSync(join(root, 'packages', name, 'README.md'))) return `/packages/${name}.md`
  const reference = `api/@botgen/${name}/index.md`
  return existsSync(join(root, 'docs', reference)) ? `/${reference}` : undefined
}
