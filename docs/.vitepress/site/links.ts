import { posix } from 'node:path'
import type { MarkdownEnv, MarkdownRenderer } from 'vitepress'
import { pageOf } from './places.js'

type Token = ReturnType<MarkdownRenderer['parse']>[number]

/**
 * Links are written as they work in the repository. On the site they lead to the page that shows the file; a file that
 * no page shows is linked in `repository`, and named without a link where that is unknown.
 *
 * @param repository - where files are read, such as `https://example.org/botgen/blob/main/`
 */
export function repositoryLinks(md: MarkdownRenderer, repository: string | undefined): void {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    const source = sourceOf(env as MarkdownEnv)
    // The API's pages are made for the site.
    if (source.startsWith('docs/api/')) return
    for (const token of tokens)
      token.children = token.children === null ? null : linked(token.children, source, repository)
  })
}

/** Comments hold the context that a test compiles a block in; they are nothing to search in. */
export function withoutComments(md: MarkdownRenderer): void {
  md.core.ruler.push('without-comments', (state) => {
    state.tokens = state.tokens.filter(
      ({ type, content }) => type !== 'html_block' || !/^<!--[^]*-->$/.test(content.trim()),
    )
  })
}

function linked(tokens: readonly Token[], source: string, repository: string | undefined): Token[] {
  let isUnlinked = false
  return tokens.flatMap((token) => {
    if (token.type === 'link_close' && isUnlinked) {
      isUnlinked = false
      return []
    }
    if (token.type !== 'link_open') return [token]
    const href = hrefOf(token.attrGet('href') ?? '', source, repository)
    isUnlinked = href === undefined
    if (href === undefined) return []
    token.attrSet('href', href)
    return [token]
  })
}

function hrefOf(href: string, source: string, repository: string | undefined): string | undefined {
  if (/^(?:[a-z]+:|#|\/)/.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const file = posix.normalize(posix.join(posix.dirname(source), path))
  const target = pageOf(file) ?? (repository === undefined ? undefined : repository + file)
  return target === undefined || anchor === undefined ? target : `${target}#${anchor}`
}

/** Which file of the repository a page is made from: copies say it themselves. */
function sourceOf({ frontmatter, path }: MarkdownEnv): string {
  const source: unknown = frontmatter?.source
  return typeof source === 'string' ? source : path.slice(path.lastIndexOf('/docs/') + 1)
}
