import { type Diagnostic, type DiagnosticCode, errorAt } from '../diagnostics/index.js'
import type { Bot, Handler, HandlerClass, Located, Place } from '../model.js'
import { kindsOf } from './handler-kinds.js'

/** One thing that a handler answers. */
interface Answer {
  readonly code: DiagnosticCode
  /** What it is found by. */
  readonly takes: readonly string[]
  /** What nobody before may be found by. */
  readonly excludes: readonly string[]
  /** `Command /order` */
  readonly label: string
  /** `/order` */
  readonly shown: string
  readonly written: Located<string>
  readonly handler: string
  readonly of: HandlerClass
}

/** What one handler answers, no other can: the first one in source order keeps it. */
export function checkDuplicates(bot: Bot): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const first = new Map<string, Answer>()
  for (const answer of bot.classes.flatMap(answersOf)) {
    const other = answer.excludes.map((key) => first.get(key)).find((known) => known !== undefined)
    if (other !== undefined) found.push(duplicate(answer, other))
    for (const key of answer.takes) if (!first.has(key)) first.set(key, answer)
  }
  return [...found, ...checkUnprocessed(bot)]
}

function duplicate(answer: Answer, other: Answer): Diagnostic {
  const { code, label, shown, handler, written } = answer
  const related = [{ message: `${shown} is first declared here.`, place: other.written.place }]
  if (isSamePlace(written.place, other.written.place)) {
    const both = `\`${other.of.name ?? 'a class'}\` and \`${answer.of.name ?? 'a class'}\``
    const message = `${both} both have ${label.charAt(0).toLowerCase()}${label.slice(1)} from the same method, and only one class can answer it; make the class that declares it abstract, or override the method in one of them.`
    return errorAt(code, answer.of.place, message, { related })
  }
  const message =
    other.handler === handler
      ? `${label} is named twice on \`${handler}\`; remove one.`
      : `${label} of \`${handler}\` is already taken by \`${other.handler}\`; rename or remove one of them.`
  return errorAt(code, written.place, message, { related })
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.file === other.file && one.line === other.line && one.column === other.column
}

function answersOf(of: HandlerClass): readonly Answer[] {
  return of.handlers.flatMap((handler) => {
    const name = handlerName(of, handler)
    return writtenIn(handler).map((answer) => ({ ...answer, handler: name, of }))
  })
}

export function handlerName({ name }: Pick<HandlerClass, 'name'>, { method }: Handler): string {
  return `${name ?? 'class'}.${method.name.text}`
}

type Written = Omit<Answer, 'handler' | 'of'>

function writtenIn({ decorator }: Handler): readonly Written[] {
  switch (decorator.kind) {
    case 'command':
      return decorator.names.value.flatMap((name): readonly Written[] => {
        // The runtime compares without regard to case.
        const called = name.value.toLowerCase()
        if (called === '') return []
        const kinds = kindsOf(decorator)
        const takes = kinds.map((kind) => key('command', kind, called))
        const excludes = kinds.includes('callback_query') ? [...takes, key('button', called)] : takes
        return [{ code: 'BG1301', takes, excludes, label: `Command /${called}`, shown: `/${called}`, written: name }]
      })
    case 'callback':
      return decorator.names.value.map((name): Written => {
        // Commands answer buttons too, and a button's data is looked up among them first.
        const called = name.value.replace(/^\//, '').toLowerCase()
        const own = key('callback', name.value)
        const places = {
          takes: [own, key('button', called)],
          excludes: [own, key('command', 'callback_query', called)],
        }
        return { code: 'BG1601', ...places, ...described('Callback', name) }
      })
    case 'input':
      return decorator.ids.value.map((id): Written => {
        const takes = [key('input', id.value)]
        return { code: 'BG1603', takes, excludes: takes, ...described('Input', id) }
      })
    case 'text': {
      // With filters a text may go to several handlers, one after the other.
      if (decorator.filters.length > 0) return []
      return decorator.texts.value.map((text): Written => {
        const takes = kindsOf(decorator).map((kind) => key('text', kind, text.value))
        return { code: 'BG1604', takes, excludes: takes, ...described('Text', text) }
      })
    }
    case 'pattern':
    case 'observer':
    case 'unprocessed':
      return []
  }
}

function key(...parts: readonly string[]): string {
  return JSON.stringify(parts)
}

function described(what: string, written: Located<string>): Pick<Answer, 'label' | 'shown' | 'written'> {
  const shown = JSON.stringify(written.value)
  return { label: `${what} ${shown}`, shown, written }
}

/** One handler takes what is left of each kind. One for all kinds leaves those with a handler of their own to it. */
function checkUnprocessed(bot: Bot): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const first = new Map<string, { readonly place: Place; readonly handler: string }>()
  for (const of of bot.classes) {
    for (const handler of of.handlers) {
      const { decorator, place } = handler
      if (decorator.kind !== 'unprocessed') continue
      const said = decorator.kinds.value
      const kinds = said.length === 0 ? [{ value: '', place }] : said
      for (const kind of kinds) {
        const name = handlerName(of, handler)
        const other = first.get(kind.value)
        if (other === undefined) {
          first.set(kind.value, { place: kind.place, handler: name })
          continue
        }
        const what = kind.value === '' ? 'What no other handler takes' : `\`${kind.value}\` that no other handler takes`
        const message = `${what} already goes to \`${other.handler}\`, so \`${name}\` never gets it; remove one, or name other kinds.`
        found.push(
          errorAt('BG1611', kind.place, message, { related: [{ message: 'The first is here.', place: other.place }] }),
        )
      }
    }
  }
  return found
}
