import { describe, expect, it } from '@jest/globals'
import { CommandHandler, SessionQualifier } from '../decorators/index.js'
import { StaleTableError } from '../errors.js'
import type { Session } from '../sessions/index.js'
import { assertFresh } from './staleness.js'
import { command, type Route } from './route.js'
import { defineDispatchTable, routes } from './table.js'

class OrderHandlers {
  @CommandHandler(['/order', 'Buy'], { description: 'Order a meal' })
  start(@SessionQualifier('order') _order: Session): void {}

  @CommandHandler('done')
  finish(): void {}

  @CommandHandler('about')
  static about(): void {}
}

const start = command(['order', 'buy'], 'start', {
  description: 'Order a meal',
  qualifiers: { 0: 'order' },
  invoke: () => undefined,
})
const finish = command(['done'], 'finish', { invoke: () => undefined })
const about = command(['about'], 'about', { invoke: () => undefined })

function problemsOf(...commands: Route[]): readonly string[] {
  try {
    assertFresh(defineDispatchTable([routes(OrderHandlers, 'src/order.ts', { commands })]))
  } catch (error) {
    if (error instanceof StaleTableError) return error.problems
    throw error
  }
  return []
}

describe('a table at start', () => {
  it('D20 fits the classes that it was generated from', () => {
    expect(problemsOf(start, finish, about)).toEqual([])
  })

  it('D20 names a decorated method that the table lacks', () => {
    expect(problemsOf(start, about)).toEqual([
      'OrderHandlers.finish (src/order.ts) is decorated with /done, which the table lacks.',
    ])
  })

  it('D20 names a route whose decorator is gone', () => {
    const gone = command(['old'], 'old', { invoke: () => undefined })
    expect(problemsOf(start, finish, about, gone)).toEqual([
      'OrderHandlers.old (src/order.ts) stands in the table as /old, which no decorator says.',
    ])
  })

  it('D20 names a changed command and a changed description', () => {
    const renamed = command(['order'], 'start', {
      qualifiers: start.qualifiers,
      invoke: () => undefined,
      description: 'Eat',
    })
    expect(problemsOf(renamed, finish, about)).toEqual([
      'OrderHandlers.start (src/order.ts) is decorated with /order, /buy (“Order a meal”), which the table lacks.',
      'OrderHandlers.start (src/order.ts) stands in the table as /order (“Eat”), which no decorator says.',
    ])
  })

  it('D20 names a changed, a missing and a left-over qualifier by parameter', () => {
    const withQualifiers = (qualifiers: Record<number, string>): Route => ({ ...start, qualifiers })
    expect(problemsOf(withQualifiers({ 0: 'cart' }), finish, about)).toEqual([
      "OrderHandlers.start (src/order.ts) asks for session 'order' in parameter 1, the table for 'cart'.",
    ])
    expect(problemsOf(withQualifiers({}), finish, about)).toEqual([
      "OrderHandlers.start (src/order.ts) asks for session 'order' in parameter 1, the table for no qualifier.",
    ])
    expect(problemsOf(withQualifiers({ 0: 'order', 1: 'x' }), finish, about)).toEqual([
      "OrderHandlers.start (src/order.ts) has no @SessionQualifier on parameter 2, the table has 'x'.",
    ])
  })

  it('D20 says which command to run', () => {
    expect(() => assertFresh(defineDispatchTable([routes(OrderHandlers, 'src/order.ts', {})]))).toThrow(
      /npx botgen generate/,
    )
  })

  it('D20 reads only what stands on the class itself, not on its base', () => {
    class Derived extends OrderHandlers {}
    expect(() => assertFresh(defineDispatchTable([routes(Derived, 'src/order.ts', {})]))).not.toThrow()
  })
})
