import { closest, type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { DecoratorFact, FileFacts, ValueFact } from '../facts.js'
import type { CommandDecorator, Located } from '../model.js'
import { placeIn } from './decorators.js'
import { originOf, resolveValue } from './values.js'
import type { World } from './follow/index.js'

const options = ['description'] as const

/** What `@CommandHandler(names, { description })` says; what it does not say properly is reported. */
export function readCommand(
  decorator: DecoratorFact,
  file: FileFacts,
  world: World,
  report: (d: Diagnostic) => void,
): CommandDecorator {
  const place = placeIn(file, decorator.span)
  const unsaid = { locales: undefined, menu: undefined, scope: undefined, autoAnswer: undefined }
  const nothing = { kind: 'command', names: { value: [], place }, description: undefined, ...unsaid } as const
  const values = decorator.arguments?.map((value) => resolveValue(value, file, world))
  if (values === undefined) {
    report(errorAt('BG1204', place, "@CommandHandler is not called; write `@CommandHandler('name')`."))
    return nothing
  }
  const [names, settings, surplus] = values
  if (names === undefined) {
    report(errorAt('BG1303', place, "@CommandHandler needs the command's name; write `@CommandHandler('name')`."))
    return nothing
  }
  if (surplus !== undefined) {
    report(
      errorAt('BG1203', placeIn(file, surplus.span), '@CommandHandler takes names and options; remove what follows.'),
    )
  }
  return {
    ...nothing,
    names: { value: readNames(names, file, report), place: placeIn(file, names.span) },
    description: readDescription(settings, file, report),
  }
}

/** A string that is written down: anything else is reported. */
export function readString(
  value: ValueFact,
  what: string,
  file: FileFacts,
  report: (d: Diagnostic) => void,
): Located<string> | undefined {
  const place = placeIn(file, value.span)
  if (value.kind === 'string') return { value: value.value, place }
  if (value.kind === 'dynamic') {
    report(
      errorAt(
        'BG1201',
        place,
        `${what} is ${quoted(value.text)}, which is not known when generating; write the string itself.`,
        originOf(value),
      ),
    )
  } else {
    report(errorAt('BG1203', place, `${what} must be a string, not ${article(value.kind)}; write it in quotes.`))
  }
  return undefined
}

function readNames(names: ValueFact, file: FileFacts, report: (d: Diagnostic) => void): readonly Located<string>[] {
  const written = names.kind === 'array' ? names.elements : [names]
  if (written.length === 0) {
    report(
      errorAt('BG1303', placeIn(file, names.span), 'The list of command names is empty; name at least one command.'),
    )
  }
  return written.flatMap((value) => {
    const name = readString(value, "A command's name", file, report)
    return name === undefined ? [] : [{ ...name, value: name.value.replace(/^\//, '') }]
  })
}

function readDescription(
  settings: ValueFact | undefined,
  file: FileFacts,
  report: (d: Diagnostic) => void,
): Located<string> | undefined {
  if (settings === undefined || settings.kind === 'undefined') return undefined
  const place = placeIn(file, settings.span)
  if (settings.kind === 'dynamic') {
    const message = 'The options of @CommandHandler are not known when generating; write them as an object right here.'
    report(errorAt('BG1201', place, message, originOf(settings)))
    return undefined
  }
  if (settings.kind !== 'object') {
    const message = `The options of @CommandHandler must be an object, not ${article(settings.kind)}; write { description: '…' }.`
    report(errorAt('BG1203', place, message))
    return undefined
  }
  let description: Located<string> | undefined
  for (const { key, value, span } of settings.properties) {
    if (key === 'description') {
      description = value.kind === 'undefined' ? undefined : readString(value, "A command's description", file, report)
    } else {
      const near = closest(key, options)
      const advice = near === undefined ? `It takes ${options.join(', ')}.` : `Did you mean \`${near}\`?`
      report(errorAt('BG1202', placeIn(file, span), `@CommandHandler has no option \`${key}\`. ${advice}`))
    }
  }
  return description
}

function article(kind: ValueFact['kind']): string {
  if (kind === 'null' || kind === 'undefined') return kind
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
