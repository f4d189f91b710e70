import { existsSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { slug } from '../../docs/.vitepress/site/slug.js'
import { root } from '../workspace.js'
import { headingsOf, linksOf, markdownFiles } from './markdown.js'

/** Why a link of a page leads nowhere; nothing where it leads somewhere. */
function problemOf(page: string, href: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(href)) return externalProblem(href)
  const [path = '', anchor] = href.split('#')
  const file = path === '' ? page : posix.normalize(posix.join(posix.dirname(page), decodeURI(path)))
  if (file.startsWith('..') || path.startsWith('/')) return 'leaves the repository'
  if (!existsSync(join(root, file))) return `there is no ${file}`
  if (anchor === undefined) return undefined
  const target = statSync(join(root, file)).isDirectory() ? posix.join(file, 'README.md') : file
  if (!target.endsWith('.md')) return undefined
  return anchorsOf(target).has(anchor) ? undefined : `${target} has no heading #${anchor}`
}

/** Other places are not visited: a test needs no network. */
function externalProblem(href: string): string | undefined {
  if (!URL.canParse(href)) return 'is no URL'
  const { protocol, hostname } = new URL(href)
  return protocol === 'https:' && hostname.includes('.') ? undefined : 'is no https address'
}

function anchorsOf(page: string): ReadonlySet<string> {
  const seen = new Map<string, number>()
  return new Set(
    headingsOf(page).map((heading) => {
      const anchor = slug(heading)
      const count = seen.get(anchor) ?? 0
      seen.set(anchor, count + 1)
      return count === 0 ? anchor : `${anchor}-${count}`
    }),
  )
}

describe('the links of', () => {
  it.each(markdownFiles())('%s lead somewhere', (page) => {
    const problems = linksOf(page).flatMap(({ line, href }) => {
      const problem = problemOf(page, href)
      return problem === undefined ? [] : [`${page}:${line}: ${href}: ${problem}`]
    })

    expect(problems).toEqual([])
  })
})

describe('a link', () => {
  it.each([
    ['nowhere.md', 'there is no docs/nowhere.md'],
    ['sessions.md#nowhere', 'docs/sessions.md has no heading #nowhere'],
    ['#nowhere', 'docs/handlers.md has no heading #nowhere'],
    ['../../elsewhere.md', 'leaves the repository'],
    ['http://example.org', 'is no https address'],
    ['https://example', 'is no https address'],
  ])('to %s is found to lead nowhere', (href, problem) => {
    expect(problemOf('docs/handlers.md', href)).toBe(problem)
  })

  it.each(['sessions.md#what-clear-can-delete', '#inputs', '../fixtures/two-bots', 'https://example.org/a#b'])(
    'to %s leads somewhere',
    (href) => {
      expect(problemOf('docs/handlers.md', href)).toBeUndefined()
    },
  )
})
