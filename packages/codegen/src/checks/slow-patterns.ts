import type { analyse } from 'scslre'
import { type Diagnostic, warningAt } from '../diagnostics/index.js'
import type { Bot, Located, Pattern } from '../model.js'
import { perClass } from '../per-class.js'
import { isPlainlyFast } from './plain-patterns.js'

/**
 * Patterns with which one message can keep the bot busy for good: they backtrack exponentially, or with a high power of
 * the text's length. The analysis is loaded only where a pattern may have what that takes.
 */
export async function checkSlowPatterns(bot: Bot): Promise<readonly Diagnostic[]> {
  const suspects = bot.classes.flatMap(suspectsOf)
  if (suspects.length === 0) return []
  const analysis = await import('scslre')
  return suspects.flatMap((pattern) => slownessOf(pattern, analysis.analyse))
}

const suspectsOf = perClass(({ handlers }): readonly Located<Pattern>[] => {
  const suspects: Located<Pattern>[] = []
  for (const { decorator } of handlers) {
    const pattern = decorator.kind === 'pattern' ? decorator.pattern : undefined
    if (pattern !== undefined && maybeSlow(pattern.value) && isValid(pattern.value)) suspects.push(pattern)
  }
  return suspects
})

type Analyse = typeof analyse

const known = new WeakMap<Located<Pattern>, readonly Diagnostic[]>()

/** The analysis can take long itself, so it is made once for as long as the pattern is the same. */
function slownessOf(pattern: Located<Pattern>, analyseLiteral: Analyse): readonly Diagnostic[] {
  const found = known.get(pattern) ?? slowness(pattern, analyseLiteral)
  known.set(pattern, found)
  return found
}

function slowness({ value, place }: Located<Pattern>, analyseLiteral: Analyse): readonly Diagnostic[] {
  const reports = reportsOn(value, analyseLiteral)
  const isExponential = reports.some(({ exponential }) => exponential)
  // Each pair of quantifiers that can take the same characters is a report: three pairs make a cube.
  if (!isExponential && reports.length < 3) return []
  const [report] = reports
  const growth = isExponential
    ? 'doubles with each character of some texts'
    : 'grows with the cube of the text or faster'
  const example = report === undefined ? '' : ` Many ${JSON.stringify(report.character.pick)} in a row are such a text.`
  const message = `The time that this expression takes ${growth}, so a user can keep the bot busy with one message; let only one quantifier take the same characters.${example}`
  return [warningAt('BG1609', place, message)]
}

function reportsOn({ source, flags }: Pattern, analyseLiteral: Analyse): ReturnType<Analyse>['reports'] {
  try {
    // As the runtime applies it: to the whole text.
    return analyseLiteral({ source: `^(?:${source})$`, flags }).reports
  } catch {
    // Newer syntax than the analysis knows: the engine takes it, so nothing is wrong with it as far as anybody can say.
    return []
  }
}

/** It takes two quantifiers at least. */
function maybeSlow(pattern: Pattern): boolean {
  return (pattern.source.match(/[*+{]/g)?.length ?? 0) >= 2 && !isPlainlyFast(pattern)
}

function isValid({ source, flags }: Pattern): boolean {
  try {
    new RegExp(source, flags)
    return true
  } catch {
    return false
  }
}
