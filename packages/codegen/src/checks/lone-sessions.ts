import { closest, type Diagnostic, warningAt } from '../diagnostics/index.js'
import type { Bot, Place } from '../model.js'
import { isSamePlace } from './places.js'
import { takingsOf } from './takings.js'

/**
 * Qualified sessions that one handler opens and no other handler takes: nothing in the table could close or clear them
 * later. A hint, because the handler itself may, or other code by `bot.sessions`.
 */
export function checkLoneSessions(bot: Bot): readonly Diagnostic[] {
  const takers = new Map<string, Taker>()
  for (const each of bot.classes) {
    for (const { name, method, place, isOpened } of takingsOf(each)) {
      const opened = isOpened ? place : undefined
      const known = takers.get(name)
      if (known === undefined) {
        takers.set(name, { method, isLone: true, opened })
        continue
      }
      if (!isSamePlace(known.method, method)) known.isLone = false
      known.opened ??= opened
    }
  }
  const found: Diagnostic[] = []
  for (const [name, { isLone, opened }] of takers) {
    if (!isLone || opened === undefined) continue
    const near = closest(
      name,
      [...takers.keys()].filter((other) => other !== name),
    )
    const correct = near === undefined ? 'correct its name.' : `correct its name: did you mean '${near}'?`
    const message = `Session '${name}' is opened here, and no other handler takes it, so it stays open until it expires unless this handler closes it; take it where it ends and close it there, or ${correct}`
    found.push(warningAt('BG1507', opened, message))
  }
  return found
}

/** Who takes the sessions of one name. */
interface Taker {
  /** The first method. */
  readonly method: Place
  /** Whether it is the only one. */
  isLone: boolean
  /** Where one is opened first. */
  opened: Place | undefined
}
