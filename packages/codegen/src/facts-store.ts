import type { SourceText } from './discover/index.js'
import type { FileFacts } from './facts.js'
import { parse } from './parse/index.js'
import type { StageClock } from './stages.js'

/** What files said when they were parsed last. */
export interface KnownFacts {
  /** The facts of this very text, if they are known. */
  readonly of: (source: SourceText) => FileFacts | undefined
}

/** How many sources are parsed before progress is told. */
const chunk = 256

/**
 * The facts of sources, each text parsed once. A file whose text stays the same keeps the same facts, as one object, so
 * that later stages see at a glance what did not change.
 */
export class FactsStore {
  readonly #entries = new Map<string, { readonly text: string; readonly facts: FileFacts }>()
  #parsed = 0

  /** How many texts were parsed, ever. */
  get parsed(): number {
    return this.#parsed
  }

  /** @param known - where to look before a text is parsed */
  async factsOf(sources: readonly SourceText[], clock: StageClock, known?: KnownFacts): Promise<readonly FileFacts[]> {
    clock.count(sources.length, 0)
    const strange: SourceText[] = []
    for (const source of sources) {
      if (this.#entries.get(source.file)?.text === source.text) continue
      const facts = known?.of(source)
      if (facts === undefined) strange.push(source)
      else this.#entries.set(source.file, { text: source.text, facts })
    }
    clock.count(0, sources.length - strange.length)
    for (let next = 0; next < strange.length; next += chunk) {
      const part = strange.slice(next, next + chunk)
      const parsed = await parse(part)
      this.#parsed += part.length
      part.forEach(({ file, text }, index) => {
        const facts = parsed[index]
        if (facts !== undefined) this.#entries.set(file, { text, facts })
      })
      clock.count(0, part.length)
    }
    return sources.flatMap(({ file }) => this.#entries.get(file)?.facts ?? [])
  }

  /** What a file said when it was looked at last. */
  known(file: string): FileFacts | undefined {
    return this.#entries.get(file)?.facts
  }

  /** Every text that is known, with what it says. */
  entries(): Iterable<readonly [file: string, entry: { readonly text: string; readonly facts: FileFacts }]> {
    return this.#entries
  }

  /** Forgets files that are of no use any more. */
  keepOnly(files: ReadonlySet<string>): void {
    for (const file of this.#entries.keys()) if (!files.has(file)) this.#entries.delete(file)
  }
}
