import type { StatusAnswer } from '../api/shapes.js'
import { Activity } from './activity.js'
import { Detail } from './detail.js'
import { element, setText, show } from './dom.js'
import { get, RequestError } from './requests.js'
import { Sessions } from './sessions.js'
import { Summary } from './summary.js'
import { dateTime } from './words.js'

/** So long after an answer the next is asked for, in milliseconds. */
const interval = 3000

const summary = new Summary()
const activity = new Activity()
const sessions = new Sessions(refresh, ({ id }) => openSession(id))
const detail = new Detail(refresh, leaveSession)
const lost = element('p', { class: 'lost', role: 'alert', hidden: true })
const updated = element('span', { class: 'updated' })
const paused = element('button', { type: 'button', 'aria-pressed': 'false', onclick: togglePause }, 'Pause')

document.body.append(
  element(
    'header',
    {},
    element('h1', {}, 'botgen inspector'),
    element('p', { class: 'refresh' }, updated, paused),
    lost,
    summary.element,
  ),
  element('main', {}, element('div', { class: 'columns' }, sessions.element, detail.element), activity.element),
)

let timer: ReturnType<typeof setTimeout> | undefined
let isPaused = false
let isLoading = false
/** Something else is to be shown than what is being asked for. */
let isStale = false

/** Asks for everything now; once more where it is being asked for already. */
function refresh(): void {
  if (isLoading) isStale = true
  else void load()
}

/** Whether something else was asked for meanwhile. */
function wasOvertaken(): boolean {
  return isStale
}

async function load(): Promise<void> {
  clearTimeout(timer)
  isLoading = true
  isStale = false
  try {
    const status = await get<StatusAnswer>('api/status')
    const { bot } = status
    summary.show(bot)
    activity.show(bot)
    await Promise.all([sessions.load(bot.at, bot.openSessions), detail.load(status)])
    show(lost, false)
    setText(updated, dateTime(bot.at))
    document.title = `${bot.username === undefined ? bot.botId : `@${bot.username}`} · botgen inspector`
  } catch (error) {
    setText(lost, error instanceof RequestError ? error.message : `The page failed: ${String(error)}`)
    show(lost, true)
  }
  isLoading = false
  if (wasOvertaken()) void load()
  else if (!isPaused && !document.hidden) timer = setTimeout(refresh, interval)
}

function togglePause(): void {
  isPaused = !isPaused
  paused.setAttribute('aria-pressed', String(isPaused))
  clearTimeout(timer)
  if (!isPaused) refresh()
}

/** The address names the session that is shown: it can be handed on. */
function openSession(id: string): void {
  if (location.hash === `#${id}`) detail.focus()
  else location.hash = id
}

function leaveSession(): void {
  const id = location.hash.slice(1)
  history.pushState(null, '', location.pathname + location.search)
  showSession()
  if (id === '') return
  sessions.focus(id)
}

function showSession(): void {
  const id = location.hash.slice(1)
  detail.open(id === '' ? undefined : id)
  sessions.mark(id === '' ? undefined : id)
  if (id !== '') detail.focus()
  refresh()
}

addEventListener('hashchange', showSession)
addEventListener('popstate', showSession)
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && !isPaused) refresh()
})
document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLInputElement
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog') !== null) return
  if (event.key === '/' && !isTyping) {
    event.preventDefault()
    sessions.search.focus()
  } else if (event.key === 'Escape' && !isTyping && location.hash !== '') leaveSession()
})

showSession()
