/**
 * Code as text, on one line where it fits and else broken as a person would. A text begins behind the margin of its
 * line; what it breaks into stands behind the same margin, or deeper ones.
 */

/** The break before a line, and its indentation. */
export type Margin = `\n${string}`

/** Columns that generated lines keep to where they can. */
const lineWidth = 110

export const outermost: Margin = '\n'

/** The margin of lines that are indented once more. */
export function deeper(margin: Margin): Margin {
  return `${margin}  `
}

/** Whether a text without breaks fits on a line. */
export function fits(margin: Margin, text: string): boolean {
  return margin.length - 1 + text.length <= lineWidth
}

/**
 * `before` item, item `after`, or one item a line with a comma after each.
 *
 * @param before - ends with the bracket that opens the list
 * @param after - the bracket that closes it, and what follows as far as that cannot be broken
 * @param pad - what parts the brackets from the items on one line
 */
export function listed(
  margin: Margin,
  before: string,
  items: readonly string[],
  after: string,
  pad: ' ' | '' = '',
): string {
  if (items.length === 0) return `${before}${after}`
  const text = `${before}${pad}${items.join(', ')}${pad}${after}`
  if (fits(margin, text)) return text
  const inner = deeper(margin)
  return `${before}${inner}${items.join(`,${inner}`)},${margin}${after}`
}
