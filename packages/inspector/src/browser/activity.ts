import type { BotSnapshot, ClaimSnapshot, LaneSnapshot, RetrySnapshot } from '@botgen/runtime/inspection'
import { element, setText, show } from './dom.js'
import { Table } from './table.js'
import { count, dateTime, duration, number } from './words.js'

/** What the bot is at: lanes, what waits for the storage, and claims. */
export class Activity {
  readonly element: HTMLElement
  #at = 0
  readonly #more = element('p', { class: 'note' })
  readonly #retries: HTMLElement
  readonly #claims: HTMLElement
  readonly #lanesTable = new Table<LaneSnapshot>({
    caption: 'Busy lanes',
    empty: 'Nothing is being handled.',
    keyOf: ({ lane }) => `${typeof lane}${lane}`,
    columns: [
      { title: 'Lane', text: ({ lane }) => String(lane) },
      { title: 'Handler', text: ({ update }) => update?.handler ?? (update === undefined ? '–' : 'no handler yet') },
      { title: 'Update', text: ({ update }) => updateText(update), style: 'minor' },
      {
        title: 'For',
        text: (lane) => this.#since(lane),
        hint: ({ since }) => (since === undefined ? since : dateTime(since)),
        style: 'number',
      },
      { title: 'Waiting', text: ({ waiting }) => number(waiting), style: 'number' },
    ],
  })
  readonly #retriesTable = new Table<RetrySnapshot>({
    caption: 'Waiting for the storage',
    empty: 'Nothing waits.',
    keyOf: ({ key }) => JSON.stringify(key),
    columns: [
      { title: 'Chat', text: ({ key }) => String(key.chatId) },
      { title: 'User', text: ({ key }) => (key.kind === 'chatUser' ? String(key.userId) : '–') },
      { title: 'Qualifier', text: ({ key }) => key.qualifier ?? '–' },
      { title: 'Messages', text: ({ entries }) => number(entries), style: 'number' },
      { title: 'Then', text: ({ closes }) => (closes ? 'closes' : 'stays open') },
    ],
  })
  readonly #claimsTable = new Table<ClaimSnapshot>({
    caption: 'Claims of updates',
    empty: 'No update is claimed.',
    keyOf: ({ updateId }) => String(updateId),
    columns: [
      { title: 'Update', text: ({ updateId }) => String(updateId) },
      { title: 'Lane', text: ({ lane }) => lane ?? '–' },
      { title: 'State', text: ({ isHandled }) => (isHandled ? 'handled here' : 'waits, or is ending') },
    ],
  })

  constructor() {
    const lanes = section('Lanes', this.#lanesTable.element, this.#more)
    this.#retries = section('Waiting for the storage', this.#retriesTable.element)
    this.#claims = section('Claims', this.#claimsTable.element)
    this.element = element('div', { class: 'activity' }, lanes, this.#retries, this.#claims)
  }

  show({ at, lanes, busyLanes, storage, claims }: BotSnapshot): void {
    this.#at = at
    this.#lanesTable.show(lanes)
    setText(this.#more, busyLanes > lanes.length ? `and ${count(busyLanes - lanes.length, 'lane')} more` : '')
    this.#retriesTable.show(storage?.retries ?? [])
    this.#claimsTable.show(claims?.held ?? [])
    show(this.#retries, storage !== undefined)
    show(this.#claims, claims !== undefined)
  }

  #since({ since }: LaneSnapshot): string {
    return since === undefined ? 'longer than watched' : duration(this.#at - since)
  }
}

function updateText(update: LaneSnapshot['update']): string {
  return update === undefined ? '–' : `${update.updateId} ${update.kind ?? ''}`
}

function section(title: string, ...children: readonly HTMLElement[]): HTMLElement {
  return element('section', {}, element('h2', {}, title), ...children)
}
