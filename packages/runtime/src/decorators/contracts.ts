/** What users write classes for, beside handlers. The generated module makes the instances, with their dependencies. */
import type { Context } from 'telegraf'
import type { Duration } from '../duration.js'
import type { Invocation } from '../table/invocation.js'

type Awaitable<T> = T | Promise<T>

/** Lets a text or regex handler take an update, or leaves it to the next one. */
export interface Filter {
  matches(ctx: Context): Awaitable<boolean>
}

/**
 * Makes what handlers take as a parameter of type `T`. A class that extends it and bears `@Injectable()` provides its
 * `T` to every handler.
 *
 * @example
 * \@Injectable()
 * export class CartProvider extends ParameterProvider<Cart> {
 *   constructor(private readonly carts: Carts) { super() }
 *   provide(ctx: Context) { return this.carts.of(ctx.from!.id) }
 * }
 */
export abstract class ParameterProvider<T> {
  abstract provide(ctx: Context, invocation: Invocation): Awaitable<T>
}

/** Splits the text behind a command, or callback data, into the words or named values that arguments are read from. */
export interface ArgumentParser {
  parse(text: string, ctx: Context): readonly string[] | Readonly<Record<string, string>>
}

/** So many calls in a period: a bucket of `rate` tokens that refills evenly over `period`. */
export interface RateLimit {
  /** How many calls a user may make at once; a whole number from 1. */
  readonly rate: number
  /** In which time the bucket is full again. */
  readonly period: Duration
}
