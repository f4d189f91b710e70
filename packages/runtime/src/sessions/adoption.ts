import type { Update } from 'telegraf/types'
import type { ErrorListener } from '../errors.js'
import { updatePlace } from '../updates/index.js'
import { chatPrefix, decodeSessionKey, type SessionKey } from './key.js'
import type { LiveSession } from './live-session.js'
import type { OpenSessions } from './open-sessions.js'
import type { SessionStore } from './session-store.js'
import type { Tenure } from './tenure.js'

export interface AdoptionOptions {
  readonly open: OpenSessions
  readonly store: SessionStore
  /** What stored keys begin with, before a slash. */
  readonly namespace: string
  readonly report: ErrorListener
  /** Takes up a period that is open in the storage and not here. */
  readonly adopt: (key: SessionKey, storedKey: string, epoch: number) => void
  /** Ends a session that is open here and no more in the storage. */
  readonly end: (session: LiveSession) => void
}

/** Brings this process's open sessions in line with those of a shared storage. */
export class Adoption {
  readonly #options: AdoptionOptions

  constructor(options: AdoptionOptions) {
    this.#options = options
  }

  /** For the chat of an update, before it is recorded. Never rejects: while the storage fails, nothing changes. */
  async adoptSessionsOf(update: Update): Promise<void> {
    const place = updatePlace(update)
    if (place === undefined) return
    const { open, store, namespace, report, adopt, end } = this.#options
    const { chatId, businessConnectionId: connectionId } = place
    const prefix = `${namespace}/`
    // What opens while the storage is at work may be missing in its answer.
    const known = open
      .ofChat(chatId)
      .filter(({ key, tenure }) => key.businessConnectionId === connectionId && tenure?.epoch !== undefined)
      .map((session) => ({ session, tenure: session.tenure }))
    // What ends meanwhile may still be there.
    const ended = new Map<Tenure, string>()
    for (const [storedKey, tenure] of store.recorder.closing()) ended.set(tenure, storedKey)
    const stopListening = open.onEnd((storedKey, tenure) => ended.set(tenure, storedKey))
    try {
      const stored = await store.openKeys(prefix + chatPrefix(chatId, connectionId))
      if (stored === undefined) return
      const epochs = new Map(stored.map(({ key, epoch }) => [key, epoch]))
      for (const { session, tenure } of known) {
        const isCurrent = session.isOpen && session.tenure === tenure
        if (isCurrent && epochs.get(session.storedKey) !== tenure?.epoch) end(session)
      }
      for (const [storedKey, epoch] of epochs) {
        if (open.get(storedKey) !== undefined || open.closingOf(storedKey) !== undefined) continue
        if (!isAmong(ended, storedKey, epoch)) adopt(decodeSessionKey(storedKey.slice(prefix.length)), storedKey, epoch)
      }
    } catch (error) {
      report(error, { stage: 'recording', update })
    } finally {
      stopListening()
    }
  }
}

/** Whether one of these periods is, or may be, the one of this key and epoch. */
function isAmong(periods: ReadonlyMap<Tenure, string>, storedKey: string, epoch: number): boolean {
  for (const [tenure, key] of periods) {
    if (key === storedKey && (tenure.epoch === undefined || tenure.epoch === epoch)) return true
  }
  return false
}
