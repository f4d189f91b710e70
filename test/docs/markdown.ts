import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace.js'

/** A fenced block of a page. */
export interface Block {
  /** The page, from the repository's root. */
  readonly page: string
  /** The line of the page that `code` begins in, from 1. */
  readonly line: number
  readonly language: string
  readonly code: string
  /** What the comment right before the block says of it, if there is one. */
  readonly comment?: Comment
  /** The file that it is, of code in a comment: `<!-- hidden src/kitchen.ts`. */
  readonly hidden?: string
}

export interface Comment {
  readonly line: number
  readonly text: string
}

/** Folders of `docs` that are made for the site, and the pages that the catalogue of diagnostics is printed to. */
const notWritten = /^docs\/(?:api|packages|examples|diagnostics|node_modules|\.vitepress)\//

/** What people have written: all pages but those of the diagnostics. */
export function writtenPages(): readonly string[] {
  return markdownFiles().filter((page) => !page.startsWith('docs/diagnostics/'))
}

/** All pages of the repository. */
export function markdownFiles(): readonly string[] {
  const guides = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md') && (!notWritten.test(name) || name.startsWith('docs/diagnostics/')))
  const packages = readdirSync(join(root, 'packages'))
    .filter((name) => readdirSync(join(root, 'packages', name)).includes('README.md'))
    .map((name) => `packages/${name}/README.md`)
  return ['README.md', 'CONTRIBUTING.md', ...guides.toSorted(), ...packages]
}

export function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8')
}

/** The fenced blocks of a page, with the hidden files between them, in their order. */
export function blocksOf(page: string): readonly Block[] {
  return [...fencedBlocks(page), ...hiddenFiles(page)].toSorted((one, other) => one.line - other.line)
}

function hiddenFiles(page: string): readonly Block[] {
  const text = textOf(page)
  return [...text.matchAll(/^<!-- hidden (\S+)\n([^]*?)^-->$/gm)].map(({ 1: hidden = '', 2: code = '', index }) => ({
    page,
    line: lineAt(text, index) + 1,
    language: hidden.slice(hidden.lastIndexOf('.') + 1),
    code,
    hidden,
  }))
}

function fencedBlocks(page: string): readonly Block[] {
  const text = textOf(page)
  return [...text.matchAll(/^(```+)(.*)\n([^]*?)^\1$/gm)].map(({ 2: info = '', 3: code = '', index }) => {
    const comment = commentBefore(text.slice(0, index))
    return {
      page,
      line: lineAt(text, index) + 1,
      language: info.trim(),
      code,
      ...(comment === undefined ? {} : { comment }),
    }
  })
}

function commentBefore(text: string): Comment | undefined {
  const match = /<!--((?:(?!-->)[^])*)-->\s*$/.exec(text)
  return match === null || /^ (?:hidden|project) /.test(match[1] ?? '')
    ? undefined
    : { line: lineAt(text, match.index), text: match[1] ?? '' }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

export interface Place {
  readonly page: string
  readonly line: number
}

/** The links of a page, with pictures and reference definitions. */
export function linksOf(page: string): readonly (Place & { readonly href: string })[] {
  const prose = proseOf(page).replace(/`[^`\n]*`/g, blank)
  const inline = prose.matchAll(/\]\(<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+"[^"]*")?\)/g)
  const definitions = prose.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm)
  return [...inline, ...definitions].map(({ 1: href = '', index }) => ({ page, line: lineAt(prose, index), href }))
}

/** The headings' texts, without the marks of code, emphasis and links. */
export function headingsOf(page: string): readonly string[] {
  return [...proseOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, text = '']) =>
    text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, ''),
  )
}

/** What stands between backticks in sentences and tables. */
export function inlineCodeOf(page: string): readonly (Place & { readonly text: string })[] {
  const prose = proseOf(page)
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(({ 1: text = '', index }) => ({
    page,
    line: lineAt(prose, index),
    text,
  }))
}

/** A page without its blocks of code and comments, each line where it was. */
function proseOf(page: string): string {
  return textOf(page)
    .replace(/^(```+).*\n[^]*?^\1$/gm, blank)
    .replace(/<!--[^]*?-->/g, blank)
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
