import type { BotDescription } from '../description/description.js'

/** What the page's own code gets to show. Without the project's absolute folder: a page is handed on. */
export interface PageData {
  /** The name of the project's folder. */
  readonly project: string
  readonly bots: readonly BotDescription[]
}

/** The id of the element that holds it, as JSON. */
export const dataElementId = 'data'
