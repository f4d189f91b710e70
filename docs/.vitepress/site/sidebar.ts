import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'
import { root } from './places.js'

type Item = DefaultTheme.SidebarItem

const docs = join(root, 'docs')

/** The pages in the order of reading; a page that is not there yet has no entry. */
export function sidebar(): Item[] {
  return [
    group('Start', [
      ['Getting started', 'getting-started'],
      ['Tutorial', 'tutorial'],
    ]),
    group('Guide', [
      ['Handlers', 'handlers'],
      ['Arguments', 'arguments'],
      ['Sessions', 'sessions'],
      ['Wizards', 'wizards'],
      ['Composition', 'composition'],
      ['Testing', 'testing'],
      ['@botgen/testing', 'packages/testing'],
    ]),
    group('In production', [
      ['Deployment', 'deployment'],
      ['Security', 'security'],
      ['Observability', 'observability'],
      ['Performance', 'performance'],
    ]),
    group('Tools', [
      ['Command line', 'command-line'],
      ['Configuration', 'configuration'],
      ['Bundlers', 'packages/unplugin'],
      ['The inspector', 'packages/inspector'],
    ]),
    group('Storages', [
      ['A folder (LevelDB)', 'packages/storage-level'],
      ['Redis', 'packages/storage-redis'],
      ['SQL', 'packages/storage-sql'],
    ]),
    group('Recipes', [
      ['An order flow', 'recipes/order-flow'],
      ['Support with topics', 'recipes/support-topics'],
      ['A gatekeeper', 'recipes/gatekeeper'],
      ['Moderation', 'recipes/moderation'],
      ['Several bots', 'recipes/several-bots'],
      ['Several languages', 'recipes/languages'],
    ]),
    group('Coming from', [
      ['Telegraf', 'migration/from-telegraf'],
      ['nestjs-telegraf', 'migration/from-nestjs-telegraf'],
      ['ktgram', 'migration/from-ktgram'],
    ]),
    folded('Example bots', pagesIn('examples')),
    folded('API', api()),
    folded('Diagnostics', [['All diagnostics', 'diagnostics/'], ...pagesIn('diagnostics')]),
  ].filter(({ items = [] }) => items.length > 0)
}

type Page = readonly [text: string, path: string]

function group(text: string, pages: readonly Page[]): Item {
  const items = pages
    .filter(([, path]) => path.endsWith('/') || existsSync(join(docs, `${path}.md`)))
    .map(([name, path]) => ({ text: name, link: `/${path}` }))
  return { text, items }
}

function folded(text: string, pages: readonly Page[]): Item {
  return { ...group(text, pages), collapsed: true }
}

/** The pages of a folder, each under its title. */
function pagesIn(folder: string): Page[] {
  const path = join(docs, folder)
  if (!existsSync(path)) return []
  const names = readdirSync(path).filter((name) => name.endsWith('.md') && name !== 'README.md')
  return names.toSorted().map((name) => [titleOf(join(path, name)), `${folder}/${name.slice(0, -3)}`])
}

function titleOf(file: string): string {
  return /^# (.+)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.replaceAll('`', '') ?? file
}

function api(): Page[] {
  const names = [
    'runtime',
    'runtime/links',
    'runtime/inspection',
    'runtime/opentelemetry',
    'codegen',
    'testing',
    'inspector',
    'storage-level',
    'storage-redis',
    'storage-sql',
  ]
  return names.map((name) => [`@botgen/${name}`, `api/@botgen/${name}/index`])
}
