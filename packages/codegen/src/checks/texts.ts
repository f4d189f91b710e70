import { type Diagnostic, errorAt, warningAt } from '../diagnostics/index.js'
import type { HandlerDecorator, Located } from '../model.js'
import { decoratorLabel, kindsOf } from './handler-kinds.js'

/** Bot API, “InlineKeyboardButton”. */
const maxCallbackData = 64

/** Names of callbacks and ids of inputs that can be met, and options that mean something. */
export function checkTexts(decorator: HandlerDecorator, callbackDelimiter: string): readonly Diagnostic[] {
  const answers = checkAnswers(decorator, callbackDelimiter)
  return decorator.autoAnswer === undefined ? answers : [...answers, ...checkAutoAnswer(decorator)]
}

function checkAnswers(decorator: HandlerDecorator, callbackDelimiter: string): readonly Diagnostic[] {
  switch (decorator.kind) {
    case 'callback':
      return decorator.names.value.flatMap((name) => checkCallback(name, callbackDelimiter))
    case 'input':
      return decorator.ids.value.flatMap((id) => blank(id, 'The id of the input'))
    case 'text':
      return decorator.texts.value.flatMap((text) => blank(text, 'The text'))
    case 'command':
    case 'pattern':
    case 'observer':
    case 'unprocessed':
      return []
  }
}

function checkCallback({ value, place }: Located<string>, delimiter: string): readonly Diagnostic[] {
  if (value === '') {
    return [errorAt('BG1602', place, 'The callback has no name; write what its callback data begins with.')]
  }
  if (value.includes(delimiter)) {
    const before = value.slice(0, value.indexOf(delimiter))
    const advice = before === '' ? 'leave it out' : `write '${before}', and take what follows as arguments`
    const message = `Callback ${JSON.stringify(value)} contains '${delimiter}', which parts the name from its arguments, so it is never met; ${advice}.`
    return [errorAt('BG1602', place, message)]
  }
  const size = Buffer.byteLength(value)
  if (size <= maxCallbackData) return []
  const message = `Callback ${JSON.stringify(value)} takes ${size} bytes; callback data has at most ${maxCallbackData}, so shorten it.`
  return [errorAt('BG1602', place, message)]
}

function blank({ value, place }: Located<string>, what: string): readonly Diagnostic[] {
  return value.trim() === ''
    ? [errorAt('BG1605', place, `${what} is blank, so it is never met; write it, or remove it.`)]
    : []
}

/** Only callback queries are answered. */
function checkAutoAnswer(decorator: HandlerDecorator): readonly Diagnostic[] {
  const { autoAnswer } = decorator
  // An input may be expected to come as a callback query, whatever its decorator says.
  if (autoAnswer === undefined || decorator.kind === 'input' || kindsOf(decorator).includes('callback_query')) return []
  const message = `\`autoAnswer\` is about callback queries, and this ${decoratorLabel(decorator)} gets none; remove it, or add 'callback_query'.`
  return [warningAt('BG1206', autoAnswer.place, message)]
}
