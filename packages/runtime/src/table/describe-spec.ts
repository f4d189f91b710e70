import type { HandlerSpec } from '../decorators/index.js'

/** A handler's decorator in a few words, for messages: `/order (“Order a meal”)`. */
export function describeSpec(spec: HandlerSpec): string {
  switch (spec.kind) {
    case 'command': {
      const menu = spec.description === undefined ? '' : ` (“${spec.description}”)`
      const scope = spec.scope.join() === 'message' ? '' : ` of ${spec.scope.join(', ')}`
      return `${spec.names.map((name) => `/${name}`).join(', ')}${menu}${scope}`
    }
    case 'callback':
      return `callback ${quoted(spec.names)}`
    case 'input':
      return `input ${quoted(spec.ids)} of ${spec.kinds.join(', ')}`
    case 'text':
      return `text ${quoted(spec.texts)} of ${spec.scope.join(', ')}`
    case 'pattern':
      return `regex ${String(spec.pattern)} of ${spec.scope.join(', ')}`
    case 'observer':
      return `updates ${[...spec.kinds, ...spec.messageKinds].join(', ')}`
    case 'unprocessed':
      return `unprocessed ${spec.kinds.length === 0 ? 'updates' : spec.kinds.join(', ')}`
  }
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => JSON.stringify(text)).join(', ')
}
