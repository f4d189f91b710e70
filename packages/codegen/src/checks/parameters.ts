import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { Handler, HandlerParameter } from '../model.js'

/** What an argument list can mean, and what an update with a command can hold. */
export function checkParameters({ parameters, method }: Handler): readonly Diagnostic[] {
  return [...checkOrder(parameters), ...parameters.flatMap((parameter) => contradiction(parameter, method.name.text))]
}

/** Arguments are read in order, so a missing one can only be at the end. */
function checkOrder(parameters: readonly HandlerParameter[]): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const texts = parameters.filter(({ source }) => source.kind === 'argument')
  const lastRequired = texts.findLast((parameter) => !parameter.optional)
  if (lastRequired === undefined) return found
  for (const parameter of texts.slice(0, texts.indexOf(lastRequired))) {
    if (!parameter.optional) continue
    const name = parameter.name ?? ''
    const required = lastRequired.name ?? ''
    found.push(
      errorAt(
        'BG1403',
        parameter.place,
        `Argument \`${name}\` is optional but stands before \`${required}\`, which is not; move it behind or make both optional.`,
        { related: [{ message: `\`${required}\` is required.`, place: lastRequired.place }] },
      ),
    )
  }
  return found
}

function contradiction({ source, place, name }: HandlerParameter, method: string): readonly Diagnostic[] {
  const label = `\`${name ?? 'A parameter'}\` of \`${method}\``
  const refuse = (what: string, instead: string) => [
    errorAt('BG1404', place, `${label} wants ${what}, which an update with a command never has; ${instead}.`),
  ]
  switch (source.kind) {
    case 'callbackQuery':
      return refuse('a callback query', 'remove the parameter')
    case 'update':
      // Commands answer `message` updates only: no edited messages and no channel posts.
      if (source.has === undefined || source.has === 'message') return []
      return refuse(`an update with \`${source.has}\``, 'take `Update` or `Update.MessageUpdate`')
    case 'message':
      if (source.commandText !== 'none') return []
      return refuse(`a message with \`${source.has ?? ''}\``, 'take `Message` or `Message.TextMessage`')
    case 'session':
    case 'context':
    case 'telegraf':
    case 'bot':
    case 'pendingInput':
    case 'component':
    case 'inputs':
    case 'match':
    case 'user':
    case 'chat':
    case 'telegram':
    case 'sessions':
    case 'signal':
    case 'invocation':
    case 'argument':
    case 'unknown':
      return []
  }
}
