import type { SessionEntry } from '@botgen/runtime'
import type { ClearAnswer, CloseAnswer, SessionAnswer, SessionRow, StatusAnswer } from '../api/shapes.js'
import { confirmed } from './confirm.js'
import { element, setText, show } from './dom.js'
import { get, post, RequestError } from './requests.js'
import { Table } from './table.js'
import { count, dateTime } from './words.js'

/** One session: its messages, and where that is allowed, what can be done with it. */
export class Detail {
  readonly element: HTMLElement
  readonly #title = element('h2', { tabindex: '-1' })
  readonly #facts = element('p', { class: 'facts' })
  readonly #problem = element('p', { class: 'problem', role: 'alert' })
  readonly #outcome = element('p', { class: 'outcome', role: 'status' })
  readonly #actions: HTMLElement
  readonly #more: HTMLButtonElement
  readonly #body: HTMLElement
  readonly #changed: () => void
  #id: string | undefined
  #session: SessionRow | undefined
  #token: string | undefined
  #limit = 100
  readonly #table = new Table<SessionEntry>({
    caption: 'Messages of the session',
    empty: 'No message is recorded.',
    keyOf: ({ businessConnectionId, chatId, messageId }) => [businessConnectionId, chatId, messageId].join('/'),
    columns: [
      { title: 'Message', text: ({ messageId }) => String(messageId) },
      { title: 'Direction', text: ({ direction }) => (direction === 'incoming' ? '→ in' : '← out') },
      { title: 'Kind', text: ({ kind }) => kind },
      { title: 'Date', text: ({ date }) => dateTime(date * 1000) },
      { title: 'From', text: ({ userId }) => (userId === undefined ? '–' : String(userId)), style: 'minor' },
      { title: 'Chat', text: ({ chatId }) => String(chatId), style: 'minor' },
    ],
  })

  /** @param changed asks for everything again @param close the reader has had enough of it */
  constructor(changed: () => void, close: () => void) {
    this.#changed = changed
    const act = (path: 'clear' | 'close') => (): void => void this.#act(path)
    this.#actions = element(
      'p',
      { class: 'actions' },
      element('button', { type: 'button', class: 'danger', onclick: act('clear') }, 'Clear …'),
      element('button', { type: 'button', class: 'danger', onclick: act('close') }, 'Close session …'),
    )
    this.#more = element('button', { type: 'button', onclick: () => this.#showMore() }, 'Show more')
    const leave = element(
      'button',
      { type: 'button', class: 'leave', 'aria-label': 'Leave this session', onclick: close },
      '✕',
    )
    this.#body = element('div', {}, this.#facts, this.#actions, this.#table.element, this.#more)
    this.element = element(
      'section',
      { class: 'detail', 'aria-label': 'Session' },
      leave,
      this.#title,
      this.#problem,
      this.#outcome,
      this.#body,
    )
    this.element.hidden = true
  }

  /** Shows another session, or none. */
  open(id: string | undefined): void {
    if (id === this.#id) return
    this.#id = id
    this.#session = undefined
    this.#limit = 100
    setText(this.#problem, '')
    setText(this.#outcome, '')
    setText(this.#title, '…')
    show(this.#body, false)
    show(this.element, id !== undefined)
  }

  focus(): void {
    this.#title.focus()
  }

  /** Asks for the session that is shown, and shows it. */
  async load({ allowClear, token }: StatusAnswer): Promise<void> {
    const id = this.#id
    if (id === undefined) return
    this.#token = token
    try {
      const answer = await get<SessionAnswer>(`api/sessions/${id}`, { limit: this.#limit })
      if (id === this.#id) this.#show(answer, allowClear)
    } catch (error) {
      if (!(error instanceof RequestError) || error.status === undefined || error.status === 401) throw error
      if (id === this.#id) this.#showProblem(error)
    }
  }

  #show({ session, entries, total, next }: SessionAnswer, allowClear: boolean): void {
    this.#session = session
    setText(this.#problem, '')
    setText(this.#title, titleOf(session))
    setText(this.#facts, factsOf(session, total))
    this.#table.show(entries)
    show(this.#actions, allowClear)
    show(this.#more, next !== null && this.#limit < 500)
    show(this.#body, true)
  }

  #showProblem({ message, status }: RequestError): void {
    if (this.#session === undefined) setText(this.#title, 'Session')
    setText(this.#problem, message)
    // What is gone is not shown as if it were there.
    if (status === 404) show(this.#body, false)
  }

  #showMore(): void {
    this.#limit = 500
    this.#changed()
  }

  async #act(action: 'clear' | 'close'): Promise<void> {
    const [session, token] = [this.#session, this.#token]
    if (session === undefined || token === undefined || !(await confirmed(questionOf(action, session)))) return
    setText(this.#outcome, action === 'clear' ? 'Clearing …' : 'Closing …')
    try {
      const path = `api/sessions/${session.id}/${action}`
      const outcome =
        action === 'clear'
          ? clearedText(await post<ClearAnswer>(path, token))
          : closedText(await post<CloseAnswer>(path, token))
      setText(this.#outcome, outcome)
    } catch (error) {
      setText(this.#outcome, '')
      setText(this.#problem, error instanceof Error ? error.message : String(error))
    }
    this.#changed()
  }
}

function titleOf({ chatId, userId, qualifier }: SessionRow): string {
  const name = qualifier === undefined ? 'Session' : `Session ‘${qualifier}’`
  return `${name} of chat ${chatId}${userId === undefined ? '' : `, user ${userId}`}`
}

function factsOf({ threadId, businessConnectionId, openedAt, lastActivity, epoch }: SessionRow, total: number): string {
  const facts = [count(total, 'message')]
  if (threadId !== undefined) facts.push(`topic ${threadId}`)
  if (businessConnectionId !== undefined) facts.push(`business connection ${businessConnectionId}`)
  if (openedAt !== undefined) facts.push(`opened ${dateTime(openedAt)}`)
  if (lastActivity !== undefined) facts.push(`active ${dateTime(lastActivity)}`)
  if (epoch !== undefined) facts.push(`epoch ${epoch}`)
  return facts.join(' · ')
}

function questionOf(action: 'clear' | 'close', session: SessionRow) {
  const where = titleOf(session)
  return action === 'clear'
    ? {
        title: 'Clear this session?',
        text: `${where}: its messages are deleted from Telegram, where it lets the bot, and forgotten. This cannot be undone.`,
        yes: 'Clear',
      }
    : {
        title: 'Close this session?',
        text: `${where}: its messages are forgotten and stay in the chat; no further ones are recorded.`,
        yes: 'Close session',
      }
}

function clearedText({ deleted, tooOld, refused, pending }: ClearAnswer): string {
  const parts = [`${count(deleted, 'message')} deleted`]
  if (tooOld > 0) parts.push(`${tooOld} too old`)
  if (refused > 0) parts.push(`${refused} refused by Telegram`)
  if (pending > 0) parts.push(`${pending} not reached yet`)
  return `${parts.join(', ')}.`
}

function closedText(_answer: CloseAnswer): string {
  return 'Closed.'
}
