/**
 * A small pretty printer after Wadler and Prettier: a group is printed on one line where it fits, and with all its own
 * line breaks where it does not.
 */
export type Doc =
  | string
  | readonly Doc[]
  /** A break; on one line it is a space, a separator or nothing. */
  | { readonly kind: 'line'; readonly flat: ' ' | '; ' | '' }
  /** A break whatever the room; every group around it breaks too. */
  | { readonly kind: 'hardline' }
  | Nested<'indent'>
  | Nested<'group'>
  | List
  /** Printed only where the group around it breaks. */
  | { readonly kind: 'ifBroken'; readonly text: string }
  /** Whole lines that have been printed as they are to stand. */
  | { readonly kind: 'printed'; readonly text: string }

interface Nested<K extends 'indent' | 'group'> {
  readonly kind: K
  readonly content: Doc
  /** The columns that it takes on one line; endless where it cannot be on one. */
  readonly width: number
}

/** Items on one line, or one a line with a comma after each. */
interface List {
  readonly kind: 'list'
  readonly open: string
  readonly items: readonly Doc[]
  readonly close: string
  /** What parts the items from `open` and `close` on one line. */
  readonly pad: ' ' | ''
  readonly width: number
}

/** Columns that generated lines keep to where they can. */
export const lineWidth = 110

const indentation = '  '

export const line: Doc = { kind: 'line', flat: ' ' }
export const softline: Doc = { kind: 'line', flat: '' }
export const hardline: Doc = { kind: 'hardline' }

export function indent(...content: Doc[]): Doc {
  return { kind: 'indent', content, width: flatWidth(content) }
}

export function group(...content: Doc[]): Doc {
  return { kind: 'group', content, width: flatWidth(content) }
}

/** `open item, item close`, or one item a line with a comma after each. */
export function list(open: string, items: readonly Doc[], close: string, pad: List['pad'] = ''): Doc {
  if (items.length === 0) return `${open}${close}`
  let width = open.length + pad.length + pad.length + close.length + separator.length * (items.length - 1)
  for (const item of items) width += flatWidth(item)
  return { kind: 'list', open, items, close, pad, width }
}

const separator = ', '

/** Like `list`, always one item a line. */
export function block(open: string, items: readonly Doc[], close: string): Doc {
  if (items.length === 0) return `${open}${close}`
  const parts: Doc[] = []
  for (const item of items) parts.push(hardline, item, ',')
  return [open, indent(...parts), hardline, close]
}

export function join(items: readonly Doc[], separator: Doc): Doc {
  const parts: Doc[] = []
  for (const item of items) {
    if (parts.length > 0) parts.push(separator)
    parts.push(item)
  }
  return parts
}

/** Lines that have been printed already, for where they are to stand. */
export function printed(text: string): Doc {
  return { kind: 'printed', text }
}

/** The text of a document that starts on a line indented `depth` times, in at most `lineWidth` columns where it can be. */
export function print(doc: Doc, depth = 0): string {
  const lines: string[] = []
  let text = ''
  // What is still to be printed, the next one last, and how far it is indented.
  const docs = [doc]
  const depths = [depth]
  // The first line stands behind its indentation already.
  let room = lineWidth - depth * indentation.length
  for (let next = docs.pop(); next !== undefined; next = docs.pop()) {
    const nextDepth = depths.pop() ?? 0
    if (typeof next === 'string') {
      text += next
    } else if (isSequence(next)) {
      for (let index = next.length - 1; index >= 0; index--) {
        docs.push(next[index] ?? '')
        depths.push(nextDepth)
      }
    } else {
      switch (next.kind) {
        case 'indent':
          docs.push(next.content)
          depths.push(nextDepth + 1)
          break
        case 'group':
        case 'list':
          if (text.length + next.width <= room && text.length + next.width + widthBehind(docs) <= room) {
            text += flatText(next)
            break
          }
          docs.push(next.kind === 'list' ? block(next.open, next.items, next.close) : next.content)
          depths.push(nextDepth)
          break
        case 'ifBroken':
        case 'printed':
          text += next.text
          break
        case 'line':
        case 'hardline':
          lines.push(withoutTrailingSpace(text))
          text = indentation.repeat(nextDepth)
          room = lineWidth
          break
      }
    }
  }
  lines.push(withoutTrailingSpace(text))
  return lines.join('\n')
}

function withoutTrailingSpace(text: string): string {
  return text.endsWith(' ') ? text.replace(/ +$/, '') : text
}

/** The columns that a document takes on one line. */
function flatWidth(doc: Doc): number {
  if (typeof doc === 'string') return doc.length
  if (isSequence(doc)) {
    let width = 0
    for (const part of doc) width += flatWidth(part)
    return width
  }
  switch (doc.kind) {
    case 'indent':
    case 'group':
    case 'list':
      return doc.width
    case 'line':
      return doc.flat.length
    case 'hardline':
    case 'printed':
      return Number.POSITIVE_INFINITY
    case 'ifBroken':
      return 0
  }
}

function flatText(doc: Doc): string {
  if (typeof doc === 'string') return doc
  if (isSequence(doc)) {
    let text = ''
    for (const part of doc) text += flatText(part)
    return text
  }
  switch (doc.kind) {
    case 'indent':
    case 'group':
      return flatText(doc.content)
    case 'list':
      return `${doc.open}${doc.pad}${doc.items.map(flatText).join(separator)}${doc.pad}${doc.close}`
    case 'line':
      return doc.flat
    case 'hardline':
    case 'ifBroken':
    case 'printed':
      return ''
  }
}

/** The columns that are taken up to the next break that is possible; `docs` is in reverse. */
function widthBehind(docs: readonly Doc[]): number {
  let width = 0
  for (let index = docs.length - 1; index >= 0; index--) {
    const upToBreak = widthUpToBreak(docs[index] ?? '')
    width += upToBreak.width
    if (upToBreak.breaks) break
  }
  return width
}

function widthUpToBreak(doc: Doc): { readonly width: number; readonly breaks: boolean } {
  if (typeof doc === 'string') return { width: doc.length, breaks: false }
  if (isSequence(doc)) {
    let width = 0
    for (const part of doc) {
      const upToBreak = widthUpToBreak(part)
      width += upToBreak.width
      if (upToBreak.breaks) return { width, breaks: true }
    }
    return { width, breaks: false }
  }
  switch (doc.kind) {
    case 'indent':
    case 'group':
      return widthUpToBreak(doc.content)
    case 'list':
      return { width: doc.open.length, breaks: true }
    case 'ifBroken':
      return { width: doc.text.length, breaks: false }
    case 'line':
    case 'hardline':
    case 'printed':
      return { width: 0, breaks: true }
  }
}

function isSequence(doc: Exclude<Doc, string>): doc is readonly Doc[] {
  return Array.isArray(doc)
}
