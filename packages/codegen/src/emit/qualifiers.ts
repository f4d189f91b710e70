import { compare } from '../diagnostics/index.js'
import { deeper, fits, outermost } from './layout.js'
import { stringLiteral } from './literals.js'

/** The type of all names of sessions; nothing where there are none. */
export function qualifierType(sessions: ReadonlySet<string>): string | undefined {
  const qualifiers = [...sessions].sort(compare).map(stringLiteral)
  if (qualifiers.length === 0) return undefined
  const comment = "/** The names of this bot's sessions. */"
  const line = `export type Qualifier = ${qualifiers.join(' | ')}`
  if (fits(outermost, line)) return `${comment}\n${line}`
  const bar = `${deeper(outermost)}| `
  return `${comment}\nexport type Qualifier =${bar}${qualifiers.join(bar)}`
}
