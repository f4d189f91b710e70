import type { Explanations } from './explanation.js'

/** What `@Injectable()` classes give to parameters. */
export const providers: Pick<Explanations<'BG14'>, 'BG1407' | 'BG1412' | 'BG1413'> = {
  BG1407: {
    text: `Two @Injectable() classes provide the same type, and nothing says which of them a handler should get. Remove one,
      or give one of them a type of its own, such as an interface that extends the other.`,
    wrong: {
      source: `
        import { CommandHandler, Injectable, ParameterProvider } from '@botgen/runtime'

        export interface Cart {
          readonly items: number
        }

        @Injectable()
        export class EmptyCarts extends ParameterProvider<Cart> {
          override provide(): Cart {
            return { items: 0 }
          }
        }

        @Injectable()
        export class FullCarts extends ParameterProvider<Cart> {
          override provide(): Cart {
            return { items: 9 }
          }
        }

        export class Handlers {
          @CommandHandler('cart')
          cart(cart: Cart): number {
            return cart.items
          }
        }`,
    },
    right: {
      source: `
        import { CommandHandler, Injectable, ParameterProvider } from '@botgen/runtime'

        export interface Cart {
          readonly items: number
        }

        @Injectable()
        export class Carts extends ParameterProvider<Cart> {
          override provide(): Cart {
            return { items: 0 }
          }
        }

        export class Handlers {
          @CommandHandler('cart')
          cart(cart: Cart): number {
            return cart.items
          }
        }`,
    },
  },
  BG1412: {
    text: `A class extends ParameterProvider but bears no @Injectable(), so botgen never asks it and its type stays unknown
      to handlers. Add the decorator. A class that is only a base for others can be abstract.`,
    wrong: {
      source: `
        import { CommandHandler, ParameterProvider } from '@botgen/runtime'

        export class Carts extends ParameterProvider<Map<string, number>> {
          override provide(): Map<string, number> {
            return new Map()
          }
        }

        export class Handlers {
          @CommandHandler('cart')
          cart(): void {}
        }`,
    },
    right: {
      source: `
        import { CommandHandler, Injectable, ParameterProvider } from '@botgen/runtime'

        @Injectable()
        export class Carts extends ParameterProvider<Map<string, number>> {
          override provide(): Map<string, number> {
            return new Map()
          }
        }

        export class Handlers {
          @CommandHandler('cart')
          cart(items: Map<string, number>): number {
            return items.size
          }
        }`,
    },
  },
  BG1413: {
    text: `Handlers get this type from every update or from the user's words, so botgen never asks the provider for it.
      Provide a type of your own, such as \`Customer\` in place of \`User\`.`,
    wrong: {
      source: `
        import { CommandHandler, Injectable, ParameterProvider } from '@botgen/runtime'
        import type { User } from 'telegraf/types'

        @Injectable()
        export class Users extends ParameterProvider<User> {
          override provide(): User {
            return { id: 1, is_bot: false, first_name: 'Ann' }
          }
        }

        export class Handlers {
          @CommandHandler('name')
          name(user: User): string {
            return user.first_name
          }
        }`,
    },
    right: {
      source: `
        import { CommandHandler, Injectable, ParameterProvider } from '@botgen/runtime'

        export interface Customer {
          readonly name: string
        }

        @Injectable()
        export class Customers extends ParameterProvider<Customer> {
          override provide(): Customer {
            return { name: 'Ann' }
          }
        }

        export class Handlers {
          @CommandHandler('name')
          name(customer: Customer): string {
            return customer.name
          }
        }`,
    },
  },
}
