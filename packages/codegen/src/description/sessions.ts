import { compare } from '../diagnostics/index.js'
import type { SessionFlavour } from '../model.js'
import type { DescribedSession, SessionUse } from './description.js'
import type { Described } from './handlers.js'
import { sessionOf, unqualified } from './parameters.js'
import type { ReadCalls } from './session-calls.js'

/** Every session that handlers take, and what they do with it. */
export function describeSessions(handlers: readonly Described[], readCalls: ReadCalls): readonly DescribedSession[] {
  const uses = new Map<string, Map<string, SessionUse>>()
  for (const { handler, description } of handlers) {
    handler.parameters.forEach((parameter, index) => {
      const name = sessionOf(parameter)
      if (name === undefined || parameter.source.kind !== 'session') return
      const ofSession = uses.get(name) ?? new Map<string, SessionUse>()
      uses.set(name, ofSession)
      const { flavour } = parameter.source
      const use = useOf(description.id, flavour, readCalls(handler.method.place, index, flavour))
      const known = ofSession.get(use.handler)
      ofSession.set(use.handler, known === undefined ? use : both(known, use))
    })
  }
  const sessions = Array.from(uses, ([name, ofSession]) => ({ name, uses: [...ofSession.values()] }))
  return sessions.sort(byName)
}

function useOf(handler: string, takenAs: SessionFlavour, calls: ReadonlySet<string>): SessionUse {
  return {
    handler,
    takenAs,
    opens: takenAs !== 'peekSession' || calls.has('open'),
    clears: calls.has('clear'),
    closes: calls.has('close'),
    replays: calls.has('replay'),
  }
}

/** A handler may take the same session in two ways. */
function both(one: SessionUse, other: SessionUse): SessionUse {
  return {
    ...one,
    opens: one.opens || other.opens,
    clears: one.clears || other.clears,
    closes: one.closes || other.closes,
    replays: one.replays || other.replays,
  }
}

function byName({ name: one }: DescribedSession, { name: other }: DescribedSession): number {
  if (one === other) return 0
  if (one === unqualified) return 1
  return other === unqualified ? -1 : compare(one, other)
}
