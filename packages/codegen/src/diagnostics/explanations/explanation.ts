import type { DiagnosticCode } from '../catalogue.js'
import type { Example } from './example.js'

/** What a code means, at length. */
export interface Explanation {
  /** What it means, why it matters for the running bot, and how to mend it. */
  readonly text: string
  /** What the code is reported for. */
  readonly wrong: Example
  /** The same, mended. */
  readonly right: Example
}

/** The first digits of codes that belong together: `BG10` of `BG1001`. */
export type CodeGroup = GroupOf<DiagnosticCode>

type GroupOf<Code> = Code extends `BG${infer First}${infer Second}${string}` ? `BG${First}${Second}` : never

/** An explanation for each code of a group: one that is missing does not compile. */
export type Explanations<Group extends CodeGroup> = Readonly<
  Record<Extract<DiagnosticCode, `${Group}${string}`>, Explanation>
>
