import type { HandlerDecorator } from '../model.js'
import { updateFacts } from './update-facts.js'

/** The kinds of updates that a handler takes, as far as they are known kinds. */
export function kindsOf(decorator: HandlerDecorator): readonly string[] {
  return saidKinds(decorator).filter((kind) => updateFacts.has(kind))
}

function saidKinds(decorator: HandlerDecorator): readonly string[] {
  switch (decorator.kind) {
    case 'command':
    case 'text':
    case 'pattern':
      return decorator.scope?.value.map(({ value }) => value) ?? ['message']
    case 'callback':
      return ['callback_query']
    case 'input':
      return decorator.kinds?.value.map(({ value }) => value) ?? ['message']
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
