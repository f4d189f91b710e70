/** Characters that end a line, that nobody sees, or that turn the reading direction; the joiner of emoji may stay. */
const unseen = /(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** A text of the sources in one line, for a terminal or a drawing: what is in it shows, and does nothing. */
export function printable(text: string): string {
  return text.replace(unseen, (character) => {
    return character === '\n' ? '\\n' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
}
