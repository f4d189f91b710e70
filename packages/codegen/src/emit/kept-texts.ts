/** Puts a question to names, and takes note of it. */
export type Note<N> = <A extends string | boolean>(ask: (names: N) => A) => A

interface Question<N> {
  readonly ask: (names: N) => string | boolean
  readonly answer: string | boolean
}

interface KeptText<N> {
  readonly text: string
  /** What the text was made with, in the order in which it was asked. */
  readonly questions: readonly Question<N>[]
}

/**
 * Texts of things, for as long as the things are the same. Each is made anew when a name that it uses has become
 * another one; asking for the names again has the same effects as making the text.
 */
export class KeptTexts<K extends object, N> {
  readonly #kept = new WeakMap<K, KeptText<N>>()

  /**
   * @param noted - the names as a text gets them, with note taken of each; the questions that it puts are kept, so they
   *   may hold on to nothing but what they ask for
   */
  constructor(private readonly noted: (note: Note<N>) => N) {}

  text(of: K, names: N, make: (names: N) => string): string {
    const kept = this.#kept.get(of)
    if (kept?.questions.every(({ ask, answer }) => ask(names) === answer) === true) return kept.text
    const questions: Question<N>[] = []
    const note: Note<N> = (ask) => {
      const answer = ask(names)
      questions.push({ ask, answer })
      return answer
    }
    const text = make(this.noted(note))
    this.#kept.set(of, { text, questions })
    return text
  }
}
