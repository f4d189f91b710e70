import type { Telegram } from 'telegraf'
import type { Clock } from '../clock.js'
import type { ErrorListener } from '../errors.js'
import { callDirectly } from '../telegraf/index.js'
import { type DeletionOutcome, deleteMessages } from './deletion.js'
import type { SessionEntry } from './entry.js'
import type { ClearOptions, ClearReport } from './session.js'

/** How long `clear` and `close` wait for what is under way, in milliseconds. */
export const defaultTimeout = 10_000

export interface Clearing {
  readonly report: ClearReport
  /** The entries that are to leave the storage. */
  readonly dropped: readonly SessionEntry[]
}

/** Deletes the messages of `entries` from Telegram and tells what became of them. */
export async function clearEntries(
  entries: readonly SessionEntry[],
  defaultTelegram: Telegram,
  clock: Clock,
  report: ErrorListener,
  options: ClearOptions,
): Promise<Clearing> {
  const telegram = options.telegram ?? defaultTelegram
  const outcomes = await deleteMessages(entries, {
    callApi: (method, payload, callOptions) => callDirectly(telegram, method, payload, callOptions),
    clock,
    signal: options.signal,
    timeout: options.timeout ?? defaultTimeout,
    isPatient: options.timeout === undefined,
    onProgress: (done, total) => {
      try {
        options.onProgress?.({ done, total })
      } catch (error) {
        report(error, { stage: 'deletion' })
      }
    },
  })
  const of = (outcome: DeletionOutcome): SessionEntry[] => entries.filter((entry) => outcomes.get(entry) === outcome)
  const lists = { deleted: of('deleted'), tooOld: of('tooOld'), refused: of('refused'), pending: of('pending') }
  const dropped = [...lists.deleted, ...lists.tooOld, ...(options.forgetFailed === true ? lists.refused : [])]
  const counts = {
    removed: dropped.length,
    deleted: lists.deleted.length,
    tooOld: lists.tooOld.length,
    refused: lists.refused.length,
    pending: lists.pending.length,
    ...(options.entries === true && { entries: lists }),
  }
  return { report: counts, dropped }
}
