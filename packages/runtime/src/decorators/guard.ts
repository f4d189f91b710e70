import type { Context } from 'telegraf'
import type { Invocation } from '../table/invocation.js'
import { type HandlerDecorator, type ClassDecoratorOf, recordOnClassOrMethod } from './apply.js'

/**
 * Decides whether a handler may run. It may reply itself; where it answers false nothing more happens, and the update
 * counts as handled.
 */
export interface Guard {
  allows(ctx: Context, invocation: Invocation): boolean | Promise<boolean>
}

/** A class of guards, whatever its constructor takes. */
export type GuardClass = abstract new (...args: never[]) => Guard

/**
 * Lets guards decide whether a handler runs, or on a class, each of its handlers: all must allow it, those of the class
 * first.
 *
 * @example
 * \@Guard(AdminsOnly)
 * \@CommandHandler('ban')
 * async ban(user: string) {}
 */
export function Guard(...guards: readonly GuardClass[]): HandlerDecorator & ClassDecoratorOf {
  // Decorators run from the last to the first.
  return recordOnClassOrMethod((record) => record.guards.unshift(...guards))
}
