import type { DescribedHandler } from './description.js'

/** What a handler answers in a few words: `/order, /more`, `callback like`, `text "Hello"`. */
export function routeLabel({ kind, answers }: Pick<DescribedHandler, 'kind' | 'answers'>): string {
  switch (kind) {
    case 'command':
      return answers.map((name) => `/${name}`).join(', ')
    case 'callback':
    case 'input':
      return `${kind} ${answers.join(', ')}`
    case 'text':
      return `text ${answers.map((text) => JSON.stringify(text)).join(', ')}`
    case 'pattern':
      return `regex ${answers.join(', ')}`
    case 'observer':
      return `update ${answers.join(', ')}`
    case 'unprocessed':
      return ['unprocessed', answers.join(', ')].join(' ').trimEnd()
  }
}
