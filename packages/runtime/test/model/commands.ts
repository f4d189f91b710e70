/** What a play is made of: plain data, so that a counterexample can be kept as it was printed. */
import fc from 'fast-check'
import type { Which } from './messages.js'

/** Something that is done with one session. */
export type SessionStep =
  | { readonly do: 'open'; readonly by: 'get' | 'peek' }
  | { readonly do: 'send'; readonly by: 'chat' | 'telegram' | 'with'; readonly what: 'text' | 'album' | 'copy' }
  | { readonly do: 'track' }
  | { readonly do: 'read' }
  | { readonly do: 'clear'; readonly which: Which; readonly forgetFailed: boolean }
  | { readonly do: 'forget'; readonly which: Which }
  | { readonly do: 'close' }

/** A handler's part: it has the session of its update's sender, opened first if `opens`. */
export interface HandlerSteps {
  readonly qualifier: 'order' | undefined
  readonly opens: boolean
  readonly steps: readonly SessionStep[]
}

export type StorageTrouble = 'rejects' | 'throws' | 'loses' | 'slow' | 'hangs'
export type TelegramTrouble = 'flood' | 'forbidden' | 'refused' | 'request lost' | 'answer lost' | 'slow'

/** `user`, `chat` and `session` are places in the lists of the stage. */
export type Action =
  | (SessionStep & { readonly session: number })
  | {
      readonly do: 'write'
      readonly user: number
      readonly chat: number
      readonly handler?: HandlerSteps | undefined
    }
  | { readonly do: 'edit'; readonly chat: number }
  | { readonly do: 'redeliver' }
  | { readonly do: 'protect'; readonly chat: number }
  | { readonly do: 'advance'; readonly by: number }
  | { readonly do: 'break storage'; readonly how: StorageTrouble; readonly calls: number }
  | { readonly do: 'mend storage' }
  | {
      readonly do: 'break Telegram'
      readonly what: 'delete' | 'send'
      readonly how: TelegramTrouble
      readonly calls: number
    }

/** An action, and how many turns of the event loop pass before the next one begins. */
export type Step = Action & { readonly pause: number }

export interface Scenario {
  /** How long calls take. */
  readonly seed: number
  readonly acknowledge: 'handled' | 'recorded'
  readonly whileStorageFails: 'continue' | 'hold'
  /** How the sessions end that are open in the end. */
  readonly endsBy: 'closing' | 'expiry'
  readonly steps: readonly Step[]
}

const hour = 60 * 60 * 1000

const which = fc.constantFrom<Which>('all', 'all', 'incoming', 'outgoing', 'odd')
const by = fc.constantFrom('chat' as const, 'telegram' as const, 'with' as const)
const what = fc.constantFrom('text' as const, 'text' as const, 'album' as const, 'copy' as const)

const open = fc.record({ do: fc.constant('open' as const), by: fc.constantFrom('get' as const, 'peek' as const) })
const send = fc.record({ do: fc.constant('send' as const), by, what })
const clear = fc.record({
  do: fc.constant('clear' as const),
  which,
  forgetFailed: fc.boolean(),
})
const close = fc.record({ do: fc.constant('close' as const) })

const sessionStep: fc.Arbitrary<SessionStep> = fc.oneof(
  { arbitrary: open, weight: 4 },
  { arbitrary: send, weight: 5 },
  { arbitrary: clear, weight: 4 },
  { arbitrary: close, weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('track' as const) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('read' as const) }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('forget' as const), which }), weight: 1 },
)

const handler = fc.record({
  qualifier: fc.constantFrom(undefined, undefined, 'order' as const),
  opens: fc.boolean(),
  steps: fc.array(sessionStep, { maxLength: 3 }),
})

const onSession = fc
  .tuple(sessionStep, fc.constantFrom(0, 1, 1, 1, 1, 2, 3, 4))
  .map(([step, session]): Action => ({ ...step, session }))
const write = fc.record({
  do: fc.constant('write' as const),
  user: fc.constantFrom(0, 0, 0, 1),
  chat: fc.constantFrom(0, 1, 1, 1, 1, 2),
  handler: fc.option(handler, { nil: undefined, freq: 2 }),
})
const advance = fc.record({
  do: fc.constant('advance' as const),
  by: fc.constantFrom(200, 1000, 6000, 12_000, 20 * hour, 31 * hour),
})
const breakStorage = fc.record({
  do: fc.constant('break storage' as const),
  how: fc.constantFrom<StorageTrouble>('rejects', 'rejects', 'throws', 'loses', 'slow', 'hangs'),
  calls: fc.constantFrom(1, 2, 5, 1000),
})
const breakTelegram = fc.record({
  do: fc.constant('break Telegram' as const),
  what: fc.constantFrom('delete' as const, 'send' as const),
  how: fc.constantFrom<TelegramTrouble>('flood', 'forbidden', 'refused', 'request lost', 'answer lost', 'slow'),
  calls: fc.constantFrom(1, 1, 3, 30),
})

const action: fc.Arbitrary<Action> = fc.oneof(
  { arbitrary: onSession, weight: 12 },
  { arbitrary: write, weight: 8 },
  { arbitrary: advance, weight: 3 },
  { arbitrary: breakStorage, weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('mend storage' as const) }), weight: 1 },
  { arbitrary: breakTelegram, weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('edit' as const), chat: fc.nat(2) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('redeliver' as const) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('protect' as const), chat: fc.nat(2) }), weight: 1 },
)

const step = fc.tuple(action, fc.constantFrom(0, 0, 1, 2, 5, 40)).map(([chosen, pause]): Step => ({ ...chosen, pause }))

/** Most plays begin with sessions that are open: what goes wrong goes wrong in those. */
const openings = fc
  .subarray([0, 1, 2, 3, 4])
  .map((sessions) => sessions.map((session): Step => ({ do: 'open', by: 'get', session, pause: 0 })))
const steps = fc
  .tuple(openings, fc.array(step, { minLength: 1, maxLength: 20, size: 'max' }))
  .map(([first, then]) => [...first, ...then])

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.nat(1_000_000),
  acknowledge: fc.constantFrom('handled' as const, 'handled' as const, 'recorded' as const),
  whileStorageFails: fc.constantFrom('continue' as const, 'continue' as const, 'hold' as const),
  endsBy: fc.constantFrom('closing' as const, 'closing' as const, 'expiry' as const),
  steps,
})
