import { type Diagnostic, type DiagnosticCode, errorAt } from '../diagnostics/index.js'
import type { Bot, Handler, HandlerClass, HandlerDecorator, Located, Place } from '../model.js'
import { perClass } from '../per-class.js'
import { kindsOf } from './handler-kinds.js'
import { isSamePlace } from './places.js'

/** One thing that a handler answers. */
interface Answer {
  /** What it is found by. */
  readonly takes: readonly string[]
  /** What nobody before may be found by. */
  readonly excludes: readonly string[]
  readonly written: Located<string>
  readonly handler: Handler
  readonly of: HandlerClass
}

/** What one handler answers, no other can: the first one in source order keeps it. */
export function checkDuplicates(bot: Bot): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const first = new Map<string, Answer>()
  for (const each of bot.classes) {
    for (const answer of answersOf(each)) {
      const other = firstOf(answer.excludes, first)
      if (other !== undefined) found.push(duplicate(answer, other))
      for (const key of answer.takes) if (!first.has(key)) first.set(key, answer)
    }
  }
  return [...found, ...checkUnprocessed(bot)]
}

function firstOf(keys: readonly string[], answers: ReadonlyMap<string, Answer>): Answer | undefined {
  for (const key of keys) {
    const answer = answers.get(key)
    if (answer !== undefined) return answer
  }
  return undefined
}

function duplicate(answer: Answer, other: Answer): Diagnostic {
  const { handler, of, written } = answer
  const { code, label, shown } = described(handler.decorator, written)
  const related = [{ message: `${shown} is first declared here.`, place: other.written.place }]
  if (isSamePlace(written.place, other.written.place)) {
    const both = `\`${other.of.name ?? 'a class'}\` and \`${of.name ?? 'a class'}\``
    const message = `${both} both have ${label.charAt(0).toLowerCase()}${label.slice(1)} from the same method, and only one class can answer it; make the class that declares it abstract, or override the method in one of them.`
    return errorAt(code, of.place, message, { related })
  }
  const name = handlerName(of, handler)
  const otherName = handlerName(other.of, other.handler)
  const message =
    otherName === name
      ? `${label} is named twice on \`${name}\`; remove one.`
      : `${label} of \`${name}\` is already taken by \`${otherName}\`; rename or remove one of them.`
  return errorAt(code, written.place, message, { related })
}

/** How messages call an answer: `Command /order` at its first, `/order` then. */
function described(
  { kind }: HandlerDecorator,
  { value }: Located<string>,
): { readonly code: DiagnosticCode; readonly label: string; readonly shown: string } {
  if (kind === 'command') {
    const shown = `/${value.toLowerCase()}`
    return { code: 'BG1301', label: `Command ${shown}`, shown }
  }
  const shown = JSON.stringify(value)
  if (kind === 'callback') return { code: 'BG1601', label: `Callback ${shown}`, shown }
  if (kind === 'input') return { code: 'BG1603', label: `Input ${shown}`, shown }
  return { code: 'BG1604', label: `Text ${shown}`, shown }
}

const answersOf = perClass((of): readonly Answer[] => {
  const answers: Answer[] = []
  for (const handler of of.handlers) {
    for (const { takes, excludes, written } of writtenIn(handler.decorator)) {
      answers.push({ takes, excludes, written, handler, of })
    }
  }
  return answers
})

export function handlerName({ name }: Pick<HandlerClass, 'name'>, { method }: Handler): string {
  return `${name ?? 'class'}.${method.name.text}`
}

function writtenIn(decorator: HandlerDecorator): readonly Pick<Answer, 'takes' | 'excludes' | 'written'>[] {
  switch (decorator.kind) {
    case 'command': {
      const kinds = kindsOf(decorator)
      const isButton = kinds.includes('callback_query')
      return decorator.names.value.flatMap((written) => {
        // The runtime compares without regard to case.
        const called = written.value.toLowerCase()
        if (called === '') return []
        const takes = kinds.map((kind) => key('command', kind, called))
        return [{ takes, excludes: isButton ? [...takes, key('button', '', called)] : takes, written }]
      })
    }
    case 'callback':
      return decorator.names.value.map((written) => {
        // Commands answer buttons too, and a button's data is looked up among them first.
        const called = written.value.replace(/^\//, '').toLowerCase()
        const own = key('callback', '', written.value)
        return {
          takes: [own, key('button', '', called)],
          excludes: [own, key('command', 'callback_query', called)],
          written,
        }
      })
    case 'input':
      return decorator.ids.value.map((written) => {
        const takes = [key('input', '', written.value)]
        return { takes, excludes: takes, written }
      })
    case 'text': {
      // With filters a text may go to several handlers, one after the other.
      if (decorator.filters.length > 0) return []
      const kinds = kindsOf(decorator)
      return decorator.texts.value.map((written) => {
        const takes = kinds.map((kind) => key('text', kind, written.value))
        return { takes, excludes: takes, written }
      })
    }
    case 'pattern':
    case 'observer':
    case 'unprocessed':
      return []
  }
}

function key(what: 'command' | 'button' | 'callback' | 'input' | 'text', kind: string, called: string): string {
  return `${what} ${kind} ${called}`
}

/** One handler takes what is left of each kind. One for all kinds leaves those with a handler of their own to it. */
function checkUnprocessed(bot: Bot): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const first = new Map<string, Leftover>()
  for (const leftover of bot.classes.flatMap(leftoversOf)) {
    const { kind, place, handler: name } = leftover
    const other = first.get(kind)
    if (other === undefined) {
      first.set(kind, leftover)
      continue
    }
    const what = kind === '' ? 'What no other handler takes' : `\`${kind}\` that no other handler takes`
    const message = `${what} already goes to \`${other.handler}\`, so \`${name}\` never gets it; remove one, or name other kinds.`
    found.push(errorAt('BG1611', place, message, { related: [{ message: 'The first is here.', place: other.place }] }))
  }
  return found
}

/** What a handler takes of what no other one does. */
interface Leftover {
  /** Empty: all kinds. */
  readonly kind: string
  readonly place: Place
  readonly handler: string
}

const leftoversOf = perClass((of): readonly Leftover[] => {
  const leftovers: Leftover[] = []
  for (const each of of.handlers) {
    const { decorator, place } = each
    if (decorator.kind !== 'unprocessed') continue
    const said = decorator.kinds.value
    const handler = handlerName(of, each)
    if (said.length === 0) leftovers.push({ kind: '', place, handler })
    for (const kind of said) leftovers.push({ kind: kind.value, place: kind.place, handler })
  }
  return leftovers
})
