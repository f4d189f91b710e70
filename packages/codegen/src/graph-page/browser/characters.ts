const segmenter = new Intl.Segmenter()

/** What a reader takes for one character each. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
