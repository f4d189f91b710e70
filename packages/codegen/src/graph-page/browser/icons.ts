import type { ComponentRole, HandlerDecorator } from '../../model.js'
import { s } from './dom.js'

export type IconName =
  | HandlerDecorator['kind']
  | ComponentRole
  | 'session'
  | 'class'
  | 'provided'
  | 'search'
  | 'close'
  | 'theme'
  | 'chevron'
  | 'copy'
  | 'limit'

/** Lines in a square of 16. */
const paths: Readonly<Record<IconName, string>> = {
  command: 'M10.5 2.5l-5 11',
  callback:
    'M3.5 4.5h9a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 10V6a1.5 1.5 0 0 1 1.5-1.5zM6 8h4',
  input: 'M6 2.5h4M8 2.5v11M6 13.5h4',
  text: 'M2.5 3.5h11v7H8l-3 3v-3H2.5z',
  pattern: 'M8 3v10M3.7 5.5l8.6 5M12.3 5.5l-8.6 5',
  observer:
    'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4',
  unprocessed: 'M3 9h2.5l1 2h3l1-2H13M3 9v4h10V9M8 2.5v4M6 5l2 2 2-2',
  guard: 'M8 1.8l5 2v4c0 3-2.2 5.3-5 6.4-2.8-1.1-5-3.4-5-6.4v-4z',
  filter: 'M2.5 3h11L9.5 8.5V13l-3-1.5v-3z',
  argumentParser:
    'M6 2.5c-2 0-2 1-2 2.5S4 8 2.5 8C4 8 4 9.5 4 11s0 2.5 2 2.5M10 2.5c2 0 2 1 2 2.5s0 3 1.5 3C12 8 12 9.5 12 11s0 2.5-2 2.5',
  provider: 'M2.5 8h9M8 4.5L11.5 8 8 11.5M14 3v10',
  injectable: 'M8 1.8l5.5 3.1v6.2L8 14.2l-5.5-3.1V4.9zM2.5 4.9L8 8l5.5-3.1M8 8v6.2',
  session: 'M3 2.5h10v11H3zM5.5 6h5M5.5 8.5h5M5.5 11h3',
  class: 'M2.5 3h11v10h-11zM2.5 6.5h11',
  provided: 'M8 2l6 6-6 6-6-6z',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3l3.4 3.4',
  close: 'M4 4l8 8M12 4l-8 8',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 2.5v11M8 5h4.5M8 8h5.5M8 11h4.5',
  chevron: 'M6 3.5L10.5 8 6 12.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  limit: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3.2l2.2 1.5',
}

/** For the eye only: what it says stands beside it in words. */
export function icon(name: IconName): SVGSVGElement {
  return s('svg', { class: `icon ${name}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, strokes(name))
}

/** The lines alone, for a drawing. */
export function strokes(name: IconName): SVGPathElement {
  return s('path', { d: paths[name] })
}
