import type { SessionRow, SessionsAnswer } from '../api/shapes.js'
import { element, setText } from './dom.js'
import { get } from './requests.js'
import { Table } from './table.js'
import { count, dateTime, duration, number } from './words.js'

/** So long the search waits for the next key, in milliseconds. */
const pause = 200

/** The open sessions, with a search, a page at a time. */
export class Sessions {
  readonly element: HTMLElement
  readonly search: HTMLInputElement
  readonly #table: Table<SessionRow>
  readonly #range = element('p', { class: 'range', role: 'status' })
  readonly #previous = this.#pager('Previous', () => this.#goTo(this.#before.pop() ?? 0))
  readonly #next = this.#pager('Next', () => this.#goOn())
  readonly #refresh: () => void
  #at = 0
  #offset = 0
  /** Where the pages before this one begin. */
  readonly #before: number[] = []
  #following: number | null = null

  /** @param refresh asks for everything again */
  constructor(refresh: () => void, open: (session: SessionRow) => void) {
    this.#refresh = refresh
    this.search = element('input', {
      id: 'search',
      type: 'search',
      placeholder: 'chat, user, topic, qualifier',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-describedby': 'search-keys',
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    this.search.addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        this.#before.length = 0
        this.#goTo(0)
      }, pause)
    })
    this.#table = new Table<SessionRow>({
      caption: 'Open sessions',
      empty: 'No open session.',
      keyOf: ({ id }) => id,
      onOpen: open,
      columns: [
        { title: 'Chat', text: chatText },
        { title: 'User', text: ({ userId }) => (userId === undefined ? '–' : String(userId)) },
        { title: 'Qualifier', text: ({ qualifier }) => qualifier ?? '–', hint: ({ qualifier }) => qualifier },
        { title: 'Messages', text: ({ entries }) => (entries === null ? '?' : number(entries)), style: 'number' },
        {
          title: 'Active',
          text: ({ lastActivity }) => this.#ago(lastActivity),
          hint: (row) => date(row.lastActivity),
          style: 'number',
        },
        {
          title: 'Opened',
          text: ({ openedAt }) => this.#ago(openedAt),
          hint: (row) => date(row.openedAt),
          style: 'minor number',
        },
      ],
    })
    const keys = element('span', { id: 'search-keys', class: 'keys' }, element('kbd', {}, '/'), ' searches, ')
    keys.append(element('kbd', {}, '↑'), ' ', element('kbd', {}, '↓'), ' go from session to session')
    this.element = element(
      'section',
      { class: 'sessions' },
      element('h2', {}, 'Sessions'),
      element('p', { class: 'search' }, element('label', { for: 'search' }, 'Search'), this.search, keys),
      this.#table.element,
      element('p', { class: 'pager' }, this.#previous, this.#next),
      this.#range,
    )
  }

  /** Asks for the page that is shown, and shows it. */
  async load(at: number, openSessions: number | undefined): Promise<void> {
    const [search, offset] = [this.search.value, this.#offset]
    const { sessions, next } = await get<SessionsAnswer>('api/sessions', { search, offset })
    // Something else was asked for meanwhile.
    if (search !== this.search.value || offset !== this.#offset) return
    this.#at = at
    this.#following = next
    this.#table.show(sessions)
    this.#previous.disabled = this.#before.length === 0
    this.#next.disabled = next === null
    setText(this.#range, rangeText(sessions.length, search.trim() === '' ? offset : undefined, openSessions, next))
  }

  mark(id: string | undefined): void {
    this.#table.mark(id)
  }

  focus(id: string): void {
    this.#table.focus(id)
  }

  #goOn(): void {
    if (this.#following === null) return
    this.#before.push(this.#offset)
    this.#goTo(this.#following)
  }

  #goTo(offset: number): void {
    this.#offset = offset
    this.#refresh()
  }

  #ago(time: number | undefined): string {
    return time === undefined ? '–' : duration(this.#at - time)
  }

  #pager(text: string, go: () => void): HTMLButtonElement {
    return element('button', { type: 'button', disabled: true, onclick: go }, text)
  }
}

/** @param offset where nothing is searched for */
function rangeText(found: number, offset: number | undefined, open: number | undefined, next: number | null): string {
  if (offset === undefined) {
    const more = next === null ? '' : ' on this page; there may be more on the next'
    return `${count(found, 'session')} found${more}.`
  }
  if (found === 0) return ''
  const of = open === undefined ? '' : ` of ${number(open)}`
  return `${number(offset + 1)} to ${number(offset + found)}${of}`
}

function chatText({ chatId, threadId, businessConnectionId }: SessionRow): string {
  const topic = threadId === undefined ? '' : ` · topic ${threadId}`
  return `${chatId}${topic}${businessConnectionId === undefined ? '' : ` · business ${businessConnectionId}`}`
}

function date(time: number | undefined): string | undefined {
  return time === undefined ? undefined : dateTime(time)
}
