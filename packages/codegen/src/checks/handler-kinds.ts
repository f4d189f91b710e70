import type { HandlerDecorator } from '../model.js'
import { updateFacts } from './update-facts.js'

const messagesOnly: readonly string[] = ['message']
const buttonsOnly: readonly string[] = ['callback_query']

/** The kinds of updates that a handler takes, as far as they are known kinds. */
export function kindsOf(decorator: HandlerDecorator): readonly string[] {
  const said = saidKinds(decorator)
  return said === messagesOnly || said === buttonsOnly ? said : said.filter((kind) => updateFacts.has(kind))
}

function saidKinds(decorator: HandlerDecorator): readonly string[] {
  switch (decorator.kind) {
    case 'command':
    case 'text':
    case 'pattern':
      return decorator.scope?.value.map(({ value }) => value) ?? messagesOnly
    case 'callback':
      return buttonsOnly
    case 'input':
      return decorator.kinds?.value.map(({ value }) => value) ?? messagesOnly
    case 'observer':
      return decorator.kinds.value.map(({ value }) => value)
    case 'unprocessed': {
      const kinds = decorator.kinds.value.map(({ value }) => value)
      return kinds.length === 0 ? [...updateFacts.keys()] : kinds
    }
  }
}

/** How a handler's decorator is called in messages. */
export function decoratorLabel(decorator: HandlerDecorator): string {
  switch (decorator.kind) {
    case 'command':
      return '@CommandHandler'
    case 'callback':
      return '@CommandHandler.CallbackQuery'
    case 'input':
      return '@InputHandler'
    case 'text':
      return '@CommonHandler.Text'
    case 'pattern':
      return '@CommonHandler.Regex'
    case 'observer':
      return '@UpdateHandler'
    case 'unprocessed':
      return '@UnprocessedHandler'
  }
}
