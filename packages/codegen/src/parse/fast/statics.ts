import type { Class } from 'oxc-parser'
import type { ConstancyFact, StaticFact } from '../../facts.js'
import { isMethod } from './members.js'
import { mentionsIn } from './names.js'
import type { Source } from './source.js'
import { valueFact } from './values.js'

/** What the static properties of a class hold. */
export function staticFacts({ body }: Class, source: Source): readonly StaticFact[] {
  return body.body.flatMap((property): readonly StaticFact[] => {
    if (property.type === 'StaticBlock' || property.type === 'TSIndexSignature' || isMethod(property)) return []
    const { key, value } = property
    if (!property.static || value === null || property.computed || key.type !== 'Identifier') return []
    const constancy: ConstancyFact =
      property.readonly === true ? { kind: 'constant', value: valueFact(value, source) } : { kind: 'variable' }
    return [{ name: key.name, span: source.span(key), mentions: mentionsIn(value, source), constancy }]
  })
}
