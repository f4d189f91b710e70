/** Scenarios that went wrong once, as short as they could be made. They are played before all others. */
import type { Scenario } from './commands.js'

export interface Regression {
  readonly promise: string
  readonly what: string
  readonly scenario: Scenario
}

const calm = { seed: 0, acknowledge: 'handled', whileStorageFails: 'continue', endsBy: 'closing' } as const
const all = { which: 'all', forgetFailed: false } as const

export const regressions: readonly Regression[] = [
  {
    promise: 'S29',
    what: 'a session that the storage closed, though its answer was lost, ends in the process too',
    scenario: {
      ...calm,
      endsBy: 'expiry',
      steps: [
        { do: 'write', user: 0, chat: 0, handler: { qualifier: undefined, opens: true, steps: [] }, pause: 0 },
        { do: 'advance', by: 200, pause: 0 },
        { do: 'break storage', how: 'loses', calls: 1, pause: 0 },
        { do: 'advance', by: 111_600_000, pause: 0 },
      ],
    },
  },
  {
    promise: 'S28',
    what: 'a session that closes while the storage is asked for open ones is not taken up again',
    scenario: {
      ...calm,
      seed: 790_345,
      steps: [
        {
          do: 'write',
          user: 0,
          chat: 0,
          handler: {
            qualifier: undefined,
            opens: false,
            steps: [
              { do: 'open', by: 'get' },
              { do: 'forget', which: 'all' },
            ],
          },
          pause: 0,
        },
        { do: 'write', user: 0, chat: 1, handler: { qualifier: undefined, opens: true, steps: [] }, pause: 0 },
        { do: 'write', user: 0, chat: 0, pause: 0 },
        { do: 'clear', ...all, session: 0, pause: 0 },
        { do: 'write', user: 1, chat: 2, pause: 5 },
        { do: 'read', session: 0, pause: 5 },
        { do: 'write', user: 0, chat: 1, pause: 1 },
        { do: 'close', session: 1, pause: 2 },
      ],
    },
  },
  {
    promise: 'S28',
    what: 'what a failed close leaves open in the storage may be taken up again, and then records',
    scenario: {
      ...calm,
      whileStorageFails: 'hold',
      steps: [
        { do: 'open', by: 'get', session: 2, pause: 0 },
        { do: 'close', session: 2, pause: 0 },
        { do: 'write', user: 0, chat: 1, pause: 0 },
        { do: 'break storage', how: 'rejects', calls: 2, pause: 5 },
        { do: 'open', by: 'get', session: 0, pause: 0 },
      ],
    },
  },
  {
    promise: 'S28',
    what: 'what a storage stores too late does not outlive the session',
    scenario: {
      ...calm,
      endsBy: 'expiry',
      steps: [
        { do: 'open', by: 'get', session: 4, pause: 5 },
        { do: 'break storage', how: 'hangs', calls: 1, pause: 0 },
        { do: 'send', by: 'chat', what: 'album', session: 4, pause: 0 },
        { do: 'close', session: 4, pause: 0 },
        { do: 'advance', by: 6000, pause: 40 },
      ],
    },
  },
  {
    promise: 'S29',
    what: 'what the storage fails to empty when a session expires is gone after the next close',
    scenario: {
      ...calm,
      steps: [
        { do: 'write', user: 0, chat: 0, handler: { qualifier: undefined, opens: true, steps: [] }, pause: 2 },
        { do: 'break storage', how: 'rejects', calls: 1, pause: 0 },
        { do: 'advance', by: 111_600_000, pause: 2 },
        { do: 'write', user: 0, chat: 0, pause: 0 },
      ],
    },
  },
  {
    promise: 'S22',
    what: 'a clear in a handler that Telegram makes wait drops what was tracked again meanwhile',
    scenario: {
      ...calm,
      steps: [
        { do: 'break Telegram', what: 'delete', how: 'flood', calls: 1, pause: 0 },
        {
          do: 'write',
          user: 0,
          chat: 1,
          handler: { qualifier: undefined, opens: true, steps: [{ do: 'clear', ...all }] },
          pause: 0,
        },
        { do: 'track', session: 1, pause: 0 },
      ],
    },
  },
  {
    promise: 'S15',
    what: 'what is stored while the storage lists is in the list',
    scenario: {
      ...calm,
      seed: 224_037,
      steps: [
        { do: 'open', by: 'get', session: 3, pause: 0 },
        { do: 'break storage', how: 'hangs', calls: 1000, pause: 0 },
        { do: 'write', user: 0, chat: 1, pause: 0 },
        { do: 'open', by: 'get', session: 0, pause: 0 },
        {
          do: 'write',
          user: 0,
          chat: 1,
          handler: { qualifier: 'order', opens: false, steps: [{ do: 'clear', ...all }] },
          pause: 0,
        },
        { do: 'clear', ...all, session: 0, pause: 0 },
        {
          do: 'write',
          user: 0,
          chat: 0,
          handler: { qualifier: undefined, opens: false, steps: [{ do: 'send', by: 'chat', what: 'text' }] },
          pause: 0,
        },
        { do: 'advance', by: 111_600_000, pause: 0 },
      ],
    },
  },
  {
    promise: 'S28',
    what: 'a session that is being closed while the storage is asked for open ones is not taken up again',
    scenario: {
      ...calm,
      seed: 218_576,
      steps: [
        { do: 'open', by: 'get', session: 0, pause: 0 },
        { do: 'write', user: 0, chat: 1, pause: 40 },
        { do: 'open', by: 'get', session: 1, pause: 0 },
        { do: 'close', session: 1, pause: 0 },
        { do: 'open', by: 'get', session: 4, pause: 0 },
        { do: 'write', user: 0, chat: 1, pause: 5 },
        { do: 'write', user: 0, chat: 0, pause: 0 },
      ],
    },
  },
  {
    promise: 'S36',
    what: 'what was cleared ahead of an acknowledged update is not recorded again in its turn',
    scenario: {
      ...calm,
      acknowledge: 'recorded',
      steps: [
        { do: 'open', by: 'get', session: 1, pause: 0 },
        {
          do: 'write',
          user: 0,
          chat: 1,
          handler: { qualifier: undefined, opens: false, steps: [{ do: 'clear', ...all }] },
          pause: 0,
        },
        { do: 'write', user: 0, chat: 1, pause: 0 },
        { do: 'clear', ...all, session: 0, pause: 0 },
      ],
    },
  },
  {
    promise: 'S28',
    what: 'what a storage stores too late outlives neither its period nor the next one, which had it too',
    scenario: {
      ...calm,
      steps: [
        { do: 'open', by: 'get', session: 1, pause: 0 },
        { do: 'break storage', how: 'hangs', calls: 1, pause: 0 },
        {
          do: 'write',
          user: 0,
          chat: 1,
          handler: { qualifier: undefined, opens: true, steps: [{ do: 'close' }] },
          pause: 0,
        },
        { do: 'write', user: 0, chat: 0, pause: 2 },
        { do: 'close', session: 1, pause: 0 },
      ],
    },
  },
  {
    promise: 'S28',
    what: 'what a storage stores too late is not taken back from the next period, which has it too',
    scenario: {
      ...calm,
      steps: [
        { do: 'open', by: 'get', session: 1, pause: 5 },
        { do: 'break storage', how: 'hangs', calls: 1, pause: 0 },
        { do: 'write', user: 0, chat: 1, pause: 0 },
        { do: 'advance', by: 6000, pause: 5 },
        { do: 'close', session: 1, pause: 40 },
        { do: 'open', by: 'get', session: 1, pause: 5 },
        { do: 'track', session: 1, pause: 40 },
        { do: 'advance', by: 6000, pause: 40 },
      ],
    },
  },
  {
    promise: 'S23',
    what: 'what arrives right after forget was called is not forgotten',
    scenario: {
      ...calm,
      steps: [
        { do: 'open', by: 'get', session: 1, pause: 0 },
        { do: 'forget', which: 'all', session: 1, pause: 0 },
        { do: 'write', user: 0, chat: 1, pause: 0 },
        { do: 'track', session: 1, pause: 0 },
        { do: 'write', user: 0, chat: 0, pause: 0 },
      ],
    },
  },
]
