import type { BotSnapshot } from '@botgen/runtime/inspection'
import { element, setText } from './dom.js'
import { count, dateTime, duration, number } from './words.js'

interface Figure {
  readonly value: HTMLElement
  readonly note: HTMLElement
  readonly card: HTMLElement
}

/** The head of the page: which bot it is, and how it is. */
export class Summary {
  readonly element: HTMLElement
  readonly #bot = element('p', { class: 'bot' })
  readonly #sessions = figure('Open sessions')
  readonly #underWay = figure('Under way')
  readonly #storage = figure('Session storage')
  readonly #claims = figure('Shared updates')

  constructor() {
    const cards = [this.#sessions, this.#underWay, this.#storage, this.#claims].map(({ card }) => card)
    this.element = element('div', {}, this.#bot, element('dl', { class: 'figures' }, ...cards))
  }

  show(bot: BotSnapshot): void {
    const name = bot.username === undefined ? `Bot ${bot.botId}` : `@${bot.username}`
    const facts = [`id ${bot.botId}`, count(bot.handlers, 'handler'), `acknowledges when ${bot.acknowledge}`]
    if (bot.namespace !== String(bot.botId)) facts.push(`namespace ${bot.namespace}`)
    setText(this.#bot, [name, ...facts].join(' · '))
    fill(this.#sessions, bot.openSessions === undefined ? '–' : number(bot.openSessions), 'in this process')
    fill(
      this.#underWay,
      number(bot.underWay),
      `in ${number(bot.busyLanes)} busy ${bot.busyLanes === 1 ? 'lane' : 'lanes'}`,
    )
    this.#showStorage(bot)
    this.#showClaims(bot)
  }

  #showStorage({ storage, at }: BotSnapshot): void {
    if (storage === undefined) return fill(this.#storage, '–', 'of another session manager')
    const waits = storage.waitingEntries > 0 ? `Waiting: ${count(storage.waitingEntries, 'message')}. ` : ''
    const note = waits + failureNote(storage.lastFailure, at)
    fill(this.#storage, storage.state, note === '' ? 'never failed' : note, storage.state === 'failing')
  }

  #showClaims({ claims, at }: BotSnapshot): void {
    if (claims === undefined) return fill(this.#claims, '–', 'not shared with other processes')
    const note = failureNote(claims.lastFailure, at)
    const held = `${number(claims.handled)} here, ${number(claims.others)} elsewhere or ending. `
    fill(this.#claims, claims.state, held + note, claims.state === 'failing')
  }
}

type LastFailure = NonNullable<BotSnapshot['storage']>['lastFailure']

function failureNote(failure: LastFailure, at: number): string {
  if (failure === undefined) return ''
  const what = failure.code === undefined ? failure.type : `${failure.type} ${failure.code}`
  return `Last failure ${duration(at - failure.at)} ago, ${dateTime(failure.at)}: ${what}`
}

function figure(title: string): Figure {
  const value = element('dd', { class: 'value' }, '–')
  const note = element('dd', { class: 'note' })
  return { value, note, card: element('div', { class: 'figure' }, element('dt', {}, title), value, note) }
}

function fill({ value, note, card }: Figure, text: string, more: string, isBad = false): void {
  setText(value, text)
  setText(note, more)
  card.classList.toggle('bad', isBad)
}
