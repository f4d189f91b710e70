import type { Shown } from './bot/filter.js'
import type { AnyNode, BotNodes, NodeKey } from './bot/nodes.js'
import type { State, View } from './state.js'

/** What is to be seen at the moment, and how to go elsewhere. */
export interface Ui {
  readonly state: State
  readonly view: View
  readonly nodes: BotNodes
  /** How the bot is called. */
  readonly title: string
  readonly shown: Shown
  readonly selected: AnyNode | undefined
  /** Empty where nothing is selected. */
  readonly related: ReadonlySet<NodeKey>
  /** An address in this page. */
  readonly href: (change: Partial<State>) => string
  readonly go: (change: Partial<State>, options?: GoOptions) => void
}

export interface GoOptions {
  /** Leaves no trace in the browser's history, as what is typed. */
  readonly replace?: boolean
  /** Goes on into the details, as somebody does who uses the keyboard. */
  readonly focusDetails?: boolean
}

/** A part of the page that stays and shows what changes. */
export interface Region {
  readonly element: HTMLElement
  update(ui: Ui): void
}
