import type { HandlerSpec } from '../decorators/index.js'

/** A handler's decorator in a few words, for messages: `/order (“Order a meal”)`. */
export function describeSpec(spec: HandlerSpec): string {
  const options = optionsOf(spec)
  return options.length === 0 ? subjectOf(spec) : `${subjectOf(spec)} with ${options.join(', ')}`
}

/** What the decorator says beside its defaults. */
function optionsOf(spec: HandlerSpec): readonly string[] {
  const options: string[] = []
  if (spec.autoAnswer !== undefined) options.push(`autoAnswer ${spec.autoAnswer}`)
  switch (spec.kind) {
    case 'command': {
      const languages = Object.entries(spec.locales).map(([language, text]) => `${language}: “${text}”`)
      if (languages.length > 0) options.push(`locales ${languages.sort().join(', ')}`)
      if (spec.menu.join() !== 'default') options.push(`menu ${spec.menu.join(', ') || 'none'}`)
      return options
    }
    case 'text':
    case 'pattern':
      if (spec.priority !== 0) options.push(`priority ${spec.priority}`)
      if (spec.filters.length > 0) options.push(`filters ${spec.filters.map(({ name }) => name).join(', ')}`)
      return options
    case 'callback':
    case 'input':
    case 'observer':
    case 'unprocessed':
      return options
  }
}

function subjectOf(spec: HandlerSpec): string {
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
