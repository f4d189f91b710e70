/** What the page shows, as its address says it: a link leads to the same view. */
import type { HandlerKind } from './words.js'
import { handlerKinds } from './words.js'

export const views = ['map', 'routes', 'sessions', 'parts', 'menu'] as const
export type View = (typeof views)[number]

export interface State {
  /** A bot's name; the first one, if none. */
  readonly bot: string | undefined
  /** The one that suits the width, if none. */
  readonly view: View | undefined
  /** The key of the selected node. */
  readonly at: string | undefined
  readonly query: string
  readonly kinds: readonly HandlerKind[]
  readonly class: string | undefined
  readonly session: string | undefined
  /** Shows only what the selected node is connected with. */
  readonly only: boolean
}

/** @param hash with or without `#`; what is not known in it is left aside */
export function parseState(hash: string): State {
  const params = new URLSearchParams(hash.replace(/^#/, ''))
  const kinds = (params.get('kind') ?? '').split(',')
  return {
    bot: params.get('bot') ?? undefined,
    view: views.find((view) => view === params.get('view')),
    at: params.get('at') ?? undefined,
    query: params.get('q') ?? '',
    kinds: handlerKinds.filter((kind) => kinds.includes(kind)),
    class: params.get('class') ?? undefined,
    session: params.get('session') ?? undefined,
    only: params.get('only') === '1',
  }
}

/** With `#`. */
export function formatState(state: State): string {
  const params = new URLSearchParams()
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') params.set(name, value)
  }
  set('bot', state.bot)
  set('view', state.view)
  set('at', state.at)
  set('q', state.query)
  set('kind', state.kinds.join(','))
  set('class', state.class)
  set('session', state.session)
  set('only', state.only ? '1' : undefined)
  return `#${params.toString()}`
}
