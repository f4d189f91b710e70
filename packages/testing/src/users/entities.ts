import type { ApiEntity } from '../api/types.js'

const PATTERNS = [
  ['bot_command', /(?<![\w/@])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])/g],
  ['url', /https?:\/\/[^\s<>"]+/g],
  ['mention', /(?<![\w/@])@[A-Za-z0-9_]{4,32}\b/g],
  ['hashtag', /(?<![\w#&])#[\p{L}_][\p{L}\p{N}_]*/gu],
] as const

/** What Telegram's apps mark in a text by themselves: commands (`/order`, `/order@bot`), links, mentions, hashtags. */
function entitiesIn(text: string): readonly ApiEntity[] {
  const found: ApiEntity[] = []
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const overlaps = found.some(
        ({ offset, length }) => match.index < offset + length && offset < match.index + match[0].length,
      )
      if (!overlaps) found.push({ type, offset: match.index, length: match[0].length })
    }
  }
  return found.sort((one, other) => one.offset - other.offset)
}

/** The entities of `text` under the field name `name`; nothing when there are none. */
export function entityField<Name extends string>(name: Name, text: string | undefined) {
  const entities = text === undefined ? [] : entitiesIn(text)
  // A computed key of a literal type is widened to string.
  return (entities.length > 0 ? { [name]: entities } : {}) as Partial<Record<Name, readonly ApiEntity[]>>
}
