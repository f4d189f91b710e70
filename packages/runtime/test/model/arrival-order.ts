import type { Scenario } from './commands.js'
import { idOf } from './messages.js'
import type { Scene } from './scene.js'

/** What updates brought is stored in the order in which it came. Says nothing of what was tracked by hand. */
export function checkArrivalOrder(
  { acknowledge, steps }: Scenario,
  { stage, model }: Scene,
  tracked: ReadonlySet<string>,
): void {
  // There it is recorded before its turn.
  if (acknowledge === 'recorded') return
  const isLate = steps.some((step) => step.do === 'break storage' && (step.how === 'hangs' || step.how === 'slow'))
  // What was dropped while it was on its way may be stored after what followed it, and is then taken back.
  const isPassedOver = (id: string): boolean => tracked.has(id) || (isLate && model.isPerhapsDropped(id))
  for (const [key, arrived] of stage.stored.arrivals?.() ?? []) {
    const ids = [...arrived.values()].filter((entry) => entry.direction === 'incoming' && !isPassedOver(idOf(entry)))
    const isOrdered = ids.every(({ messageId }, place) => place === 0 || messageId > ids[place - 1]!.messageId)
    const list = ids.map(({ messageId }) => messageId).join(', ')
    model.require(isOrdered, () => `S14 the storage was given the messages ${list} of ${key}, in this order`)
  }
}
