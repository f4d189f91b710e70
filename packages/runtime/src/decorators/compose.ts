import type { ClassDecoratorOf, DecoratorArguments, HandlerDecorator } from './apply.js'

/**
 * One decorator that stands for several, which it applies as if they were written one below the other.
 *
 * @example
 * export const AdminCommand = composeDecorators(Guard(AdminsOnly), RateLimits({ rate: 5, period: '1m' }))
 */
export function composeDecorators<D extends HandlerDecorator | ClassDecoratorOf>(
  ...decorators: readonly [D, ...D[]]
): Composed<D> {
  const composed = (...args: DecoratorArguments): void => {
    // What each is applied to, the composed one is applied to: `Composed` lets nothing else through.
    for (const decorate of decorators.toReversed()) (decorate as (...args: DecoratorArguments) => void)(...args)
  }
  return composed as Composed<D>
}

/** Fits where all of `D` fit. */
type Composed<D> = [D] extends [HandlerDecorator & ClassDecoratorOf]
  ? HandlerDecorator & ClassDecoratorOf
  : [D] extends [ClassDecoratorOf]
    ? ClassDecoratorOf
    : HandlerDecorator
