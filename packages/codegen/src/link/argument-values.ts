import { closest, type Diagnostic, type DiagnosticCode, type DiagnosticDetails, errorAt } from '../diagnostics/index.js'
import type { FileFacts, PropertyFact, ValueFact } from '../facts.js'
import type { ComponentReference, Located, LocatedList, Place } from '../model.js'
import type { Applied } from './reading.js'
import { placeIn } from './decorators.js'
import type { Lookup } from './follow/index.js'
import { classBehind } from './class-behind.js'
import { originOf, resolveValue } from './values.js'

/** What reading a decorator's arguments needs to know. */
export interface Reading {
  readonly lookup: Lookup
  readonly report: (diagnostic: Diagnostic) => void
}

/** What one decorator says in its arguments; what it does not say properly is reported where it stands. */
export class ArgumentValues {
  /** Where the decorator is written down. */
  readonly place: Place
  readonly label: string
  readonly #file: FileFacts
  readonly #reading: Reading
  readonly #values: readonly ValueFact[] | undefined

  constructor({ decorator, file, name }: Applied, reading: Reading) {
    this.place = placeIn(file, decorator.span)
    this.label = `@${name}`
    this.#file = file
    this.#reading = reading
    this.#values = decorator.arguments?.map((value) => resolveValue(value, file, reading.lookup))
  }

  report(code: DiagnosticCode, place: Place, message: string, details: DiagnosticDetails = {}): void {
    this.#reading.report(errorAt(code, place, message, details))
  }

  placeOf({ span }: { readonly span: ValueFact['span'] }): Place {
    return placeIn(this.#file, span)
  }

  /** The arguments; nothing when the decorator is not called, which is reported with `example` of how to. */
  called(example: string): readonly ValueFact[] | undefined {
    if (this.#values === undefined) {
      this.report('BG1204', this.place, `${this.label} is not called; write \`${example}\`.`)
    }
    return this.#values
  }

  /** Reports arguments behind the first `count`. */
  atMost(count: number, takes: string): void {
    const surplus = this.#values?.[count]
    if (surplus === undefined) return
    this.report('BG1203', this.placeOf(surplus), `${this.label} takes ${takes}; remove what follows.`)
  }

  /** A string that is known; anything else is reported. */
  text(value: ValueFact, what: string): Located<string> | undefined {
    const place = this.placeOf(value)
    if (value.kind === 'string') return { value: value.value, place }
    this.#refuse(value, what, { wanted: 'a string', itself: 'the string itself', advice: 'write it in quotes' })
    return undefined
  }

  number(value: ValueFact, what: string): Located<number> | undefined {
    const place = this.placeOf(value)
    if (value.kind === 'number') return { value: value.value, place }
    this.#refuse(value, what, { wanted: 'a number', itself: 'the number itself', advice: 'write the number' })
    return undefined
  }

  boolean(value: ValueFact, what: string): Located<boolean> | undefined {
    const place = this.placeOf(value)
    if (value.kind === 'boolean') return { value: value.value, place }
    const wanted = '`true` or `false`'
    this.#refuse(value, what, { wanted, itself: `${wanted} right here`, advice: 'write one of them' })
    return undefined
  }

  /** One string or a list of them. */
  texts(value: ValueFact, what: string): LocatedList<string> {
    const written = value.kind === 'array' ? value.elements : [value]
    const texts = written.flatMap((element) => this.text(element, what) ?? [])
    return { value: texts, place: this.placeOf(value) }
  }

  /** A list of classes of the project. */
  classes(values: readonly ValueFact[], what: string): readonly Located<ComponentReference>[] {
    return values.flatMap((value) => {
      const place = this.placeOf(value)
      const component = classBehind(value, this.#file, this.#reading.lookup)
      if (component !== undefined) return [{ value: component, place }]
      const written = 'text' in value ? quoted(value.text) : article(value.kind)
      const advice = "name a class that is declared at the top level of one of the project's files"
      this.report('BG1702', place, `${what} is ${written}, which botgen cannot make an instance of; ${advice}.`)
      return []
    })
  }

  /** The named values of an options object; an unknown name is reported. */
  options<const K extends string>(value: ValueFact | undefined, known: readonly K[], example: string): Options<K> {
    const properties = this.#properties(value, example)
    for (const { key, span } of properties) {
      if (known.some((candidate) => candidate === key)) continue
      const near = closest(key, known)
      const advice = near === undefined ? `It takes ${known.join(', ')}.` : `Did you mean \`${near}\`?`
      this.report('BG1202', this.placeOf({ span }), `${this.label} has no option \`${key}\`. ${advice}`)
    }
    const said = properties.filter((property) => property.value.kind !== 'undefined')
    return { get: (name) => said.findLast(({ key }) => key === name)?.value }
  }

  /** The properties of an object that is known; anything else is reported. */
  properties(value: ValueFact, what: string, example: string): readonly PropertyFact[] {
    if (value.kind === 'object') return value.properties
    this.#refuse(value, what, { wanted: 'an object', itself: 'the object itself', advice: `write ${example}` })
    return []
  }

  #properties(value: ValueFact | undefined, example: string): readonly PropertyFact[] {
    if (value === undefined || value.kind === 'undefined') return []
    if (value.kind === 'object') return value.properties
    const place = this.placeOf(value)
    if (value.kind === 'dynamic') {
      const message = `The options of ${this.label} are not known when generating; write them as an object right here.`
      this.report('BG1201', place, message, originOf(value))
    } else {
      const message = `The options of ${this.label} must be an object, not ${article(value.kind)}; write ${example}.`
      this.report('BG1203', place, message)
    }
    return []
  }

  #refuse(value: ValueFact, what: string, { wanted, itself, advice }: Refusal): void {
    const place = this.placeOf(value)
    if (value.kind === 'dynamic') {
      const message = `${what} is ${quoted(value.text)}, which is not known when generating; write ${itself}.`
      this.report('BG1201', place, message, originOf(value))
    } else {
      this.report('BG1203', place, `${what} must be ${wanted}, not ${article(value.kind)}; ${advice}.`)
    }
  }
}

/** What was wanted instead of a value. */
interface Refusal {
  /** `a string` */
  readonly wanted: string
  /** What to write where the value is not known. */
  readonly itself: string
  /** What to do where it is something else. */
  readonly advice: string
}

/** The options that a decorator says. */
export interface Options<K extends string> {
  readonly get: (key: K) => ValueFact | undefined
}

function article(kind: ValueFact['kind']): string {
  if (kind === 'null' || kind === 'undefined') return kind
  if (kind === 'regex') return 'a regular expression'
  // Whatever else has a name has been followed.
  if (kind === 'reference') return 'a class'
  return /^[aeo]/.test(kind) ? `an ${kind}` : `a ${kind}`
}

/** A source text in a message; one with backticks of its own stands as it is. */
function quoted(text: string): string {
  return text.includes('`') ? oneLine(text) : `\`${oneLine(text)}\``
}

/** The start of a source text, short enough for a message. */
export function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ')
  return flat.length <= 60 ? flat : `${flat.slice(0, 59)}…`
}
