/** Characters that a terminal acts upon, or that cannot be seen: control characters, line ends, marks that turn lines. */
const unseen = /(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** A text of the sources in a line of a terminal: what is in it shows, and does nothing. */
export function printable(text: string): string {
  return text.replace(unseen, (character) => {
    const code = character.codePointAt(0) ?? 0
    return character === '\n' ? '\\n' : `\\u{${code.toString(16)}}`
  })
}
