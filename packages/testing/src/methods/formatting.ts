import { badRequest } from '../api/errors.js'
import type { ApiEntity } from '../api/types.js'
import type { Arguments } from './arguments.js'

export interface FormattedText {
  readonly text: string
  readonly entities: readonly ApiEntity[]
}

const ENTITY_OF_TAG: ReadonlyMap<string, string> = new Map([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['s', 'strikethrough'],
  ['strike', 'strikethrough'],
  ['del', 'strikethrough'],
  ['tg-spoiler', 'spoiler'],
  ['span', 'spoiler'],
  ['code', 'code'],
  ['pre', 'pre'],
  ['a', 'text_link'],
  ['blockquote', 'blockquote'],
  ['tg-emoji', 'custom_emoji'],
])
const CHARACTERS: Readonly<Record<string, string | undefined>> = { lt: '<', gt: '>', amp: '&', quot: '"' }
const TOKEN = /<(\/?)([a-zA-Z-]+)([^>]*)>|&(lt|gt|amp|quot|#\d{1,6});|</g

/**
 * The text of a call with its entities: those of `entities`, or what `parse_mode` HTML makes of the tags. Text in Markdown
 * and MarkdownV2 stays as it was written, without entities.
 */
export function formattedText(args: Arguments, name: 'text' | 'caption'): FormattedText {
  const text = args.text(name)
  const mode = args.text('parse_mode').toLowerCase()
  if (!['', 'html', 'markdown', 'markdownv2'].includes(mode)) throw badRequest('unsupported parse_mode')
  if (mode === 'html') return parseHtml(text)
  const given = mode === '' ? args.array(name === 'text' ? 'entities' : 'caption_entities', 'MessageEntity') : undefined
  // Entities are handed back as they were given; what is in them is the bot's affair.
  return { text, entities: (given ?? []) as readonly ApiEntity[] }
}

function parseHtml(html: string): FormattedText {
  const entities: ApiEntity[] = []
  const open: { readonly tag: string; readonly offset: number; readonly attributes: string }[] = []
  let text = ''
  let position = 0
  for (const match of html.matchAll(TOKEN)) {
    text += html.slice(position, match.index)
    position = match.index + match[0].length
    const [whole, slash, tag, attributes = '', character] = match
    if (character !== undefined) {
      text += CHARACTERS[character] ?? String.fromCodePoint(Number(character.slice(1)))
    } else if (tag === undefined || !ENTITY_OF_TAG.has(tag.toLowerCase())) {
      throw badRequest(`can't parse entities: Unsupported start tag "${tag ?? whole}" at byte offset ${match.index}`)
    } else if (slash === '') {
      open.push({ tag: tag.toLowerCase(), offset: text.length, attributes })
    } else {
      const start = open.pop()
      if (start?.tag !== tag.toLowerCase()) {
        throw badRequest(`can't parse entities: Unmatched end tag at byte offset ${match.index}`)
      }
      if (text.length > start.offset) entities.push(entity(start, text.length))
    }
  }
  const unclosed = open.pop()
  if (unclosed)
    throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${unclosed.tag}"`)
  entities.sort((one, other) => one.offset - other.offset || other.length - one.length)
  return { text: text + html.slice(position), entities }
}

function entity(start: { tag: string; offset: number; attributes: string }, end: number): ApiEntity {
  const type = ENTITY_OF_TAG.get(start.tag) ?? start.tag
  const url = /href\s*=\s*["']?([^"'\s>]*)/.exec(start.attributes)?.[1]
  return { type, offset: start.offset, length: end - start.offset, ...(url !== undefined && { url }) }
}
