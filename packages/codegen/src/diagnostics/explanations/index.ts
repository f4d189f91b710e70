import { catalogue, type DiagnosticCode } from '../catalogue.js'
import { dedented, type Example } from './example.js'
import type { CodeGroup, Explanation, Explanations } from './explanation.js'

export type { Example } from './example.js'

/** A code explained: what a person reads who meets it for the first time. */
export interface ExplainedCode extends Explanation {
  readonly code: DiagnosticCode
  /** What the code is about, in a few words. */
  readonly title: string
}

type Load<Group extends CodeGroup> = () => Promise<{ readonly explanations: Explanations<Group> }>

/** Loaded when somebody asks: a run that finds nothing, or is not asked, needs the titles at most. */
const groups: { readonly [Group in CodeGroup]: Load<Group> } = {
  BG10: () => import('./sources.js'),
  BG11: () => import('./classes.js'),
  BG12: () => import('./decorator-arguments.js'),
  BG13: () => import('./commands.js'),
  BG14: () => import('./parameters.js'),
  BG15: () => import('./sessions.js'),
  BG16: () => import('./answers.js'),
  BG17: () => import('./around.js'),
  BG18: () => import('./composition.js'),
}

/**
 * What a code means, why it matters, and an example of it, wrong and mended.
 *
 * @returns nothing when there is no such code
 *
 * @example
 * const explained = await explain('BG1301')
 */
export async function explain(code: string): Promise<ExplainedCode | undefined> {
  if (!isCode(code)) return undefined
  const { explanations } = await groups[groupOf(code)]()
  const [, found] = Object.entries(explanations).find(([each]) => each === code) ?? []
  return found && asRead(code, found)
}

/** Every code explained, in the order of the codes. */
export async function explainAll(): Promise<readonly ExplainedCode[]> {
  const all = await Promise.all(Object.keys(catalogue).map(explain))
  return all.flatMap((explained) => explained ?? [])
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(catalogue, code)
}

function groupOf(code: DiagnosticCode): CodeGroup {
  // A code is its group and two digits.
  return code.slice(0, 4) as CodeGroup
}

/** Without the indentation of the modules that the explanations are written in. */
function asRead(code: DiagnosticCode, { text, wrong, right }: Explanation): ExplainedCode {
  return { code, title: catalogue[code], text: text.replace(/\s+/g, ' '), wrong: asFile(wrong), right: asFile(right) }
}

function asFile({ source, ...rest }: Example): Example {
  return { ...rest, source: `${dedented(source)}\n` }
}
