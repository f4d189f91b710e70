import { handlers } from './example.js'
import type { Explanations } from './explanation.js'
import { providers } from './providers.js'

/** The parameters of handlers. */
export const explanations: Explanations<'BG14'> = {
  ...providers,
  BG1401: {
    text: `botgen decides from the type of a parameter what to pass, and nothing provides this type. The message says what
      may be meant: an import that is missing, a name that is misspelt, or \`null\` where \`undefined\` comes. What the
      whole class needs belongs into its constructor; a class of your own can bear @Injectable(), and a ParameterProvider
      makes anything else.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export interface Kitchen {
          readonly dishes: readonly string[]
        }

        export class Handlers {
          @CommandHandler('menu')
          menu(kitchen: Kitchen): readonly string[] {
            return kitchen.dishes
          }
        }`,
    },
    right: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export interface Kitchen {
          readonly dishes: readonly string[]
        }

        export class Handlers {
          readonly #kitchen: Kitchen

          constructor(kitchen: Kitchen) {
            this.#kitchen = kitchen
          }

          @CommandHandler('menu')
          menu(): readonly string[] {
            return this.#kitchen.dishes
          }
        }`,
    },
  },
  BG1402: {
    text: `The parameter is read from the words of the user, but not every type can be: a wrapper such as \`Number\`, a
      list of things that are no words, one member of an enum. Use string, number, bigint, boolean, Date, a union of
      literals, an enum, or a list of these at the end.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('add')
      add(count: Number): Number {
        return count
      }`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('add')
      add(count: number): number {
        return count
      }`,
    ),
  },
  BG1403: {
    text: `Arguments are read in order, so the first word goes to the first of them, and a user cannot leave out one that
      others follow. An optional argument before a required one would never be missing, whatever its type says. Move it
      behind the required ones, or make those optional too.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('add')
      add(count: number | undefined, item: string): string {
        return \`\${count ?? 1} \${item}\`
      }`,
    ),
    right: handlers(
      'CommandHandler, Word',
      `
      @CommandHandler('add')
      add(@Word() item: string, count?: number): string {
        return \`\${count ?? 1} \${item}\`
      }`,
    ),
  },
  BG1404: {
    text: `The handler takes something that its updates never have: a user on a channel post, a callback query behind a
      typed command, a session where there is no chat. Each such update would end in an error instead of the handler. Take
      what the updates do have, make the parameter optional where only some of them lack it, or let the handler take
      other kinds of updates.`,
    wrong: {
      source: `
        import { UpdateHandler } from '@botgen/runtime'
        import type { User } from 'telegraf/types'

        export class Handlers {
          @UpdateHandler('channel_post')
          post(user: User): number {
            return user.id
          }
        }`,
    },
    right: {
      source: `
        import { UpdateHandler } from '@botgen/runtime'
        import type { Chat } from 'telegraf/types'

        export class Handlers {
          @UpdateHandler('channel_post')
          post(chat: Chat): number {
            return chat.id
          }
        }`,
    },
  },
  BG1405: {
    text: `The type of a parameter says what to pass, and the name of an argument is what users write in \`?name=value\` and
      read in the usage line. Without one of them botgen would have to guess. Write the type; give an argument that is
      taken apart a name, and take it apart in the body.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('count')
      count({ length }: string): number {
        return length
      }`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('count')
      count(words: string): number {
        const { length } = words
        return length
      }`,
    ),
  },
  BG1406: {
    text: `The table is typed with the context of its handlers, so the generated module has to import that type. It cannot
      import one that is not exported, or one that is written out on the spot. Export the type under a name of its own
      and use that name.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'
        import type { Context } from 'telegraf'

        interface ShopContext extends Context {
          readonly shop: string
        }

        export class Handlers {
          @CommandHandler('shop')
          shop(ctx: ShopContext): string {
            return ctx.shop
          }
        }`,
    },
    right: {
      source: `
        import { CommandHandler } from '@botgen/runtime'
        import type { Context } from 'telegraf'

        export interface ShopContext extends Context {
          readonly shop: string
        }

        export class Handlers {
          @CommandHandler('shop')
          shop(ctx: ShopContext): string {
            return ctx.shop
          }
        }`,
    },
  },
  BG1408: {
    text: `Callback data and usage lines know arguments by their names, and two arguments of this handler have the same one.
      Both would be read from the same value. Give one of them another name, in the parameter or by @ParamMapping.`,
    wrong: handlers(
      'CommandHandler, ParamMapping',
      `
      @CommandHandler.CallbackQuery('move')
      move(from: number, @ParamMapping('from') to: number): number {
        return to - from
      }`,
    ),
    right: handlers(
      'CommandHandler, ParamMapping',
      `
      @CommandHandler.CallbackQuery('move')
      move(@ParamMapping('f') from: number, @ParamMapping('t') to: number): number {
        return to - from
      }`,
    ),
  },
  BG1409: {
    text: `A list takes all words that are left, so nothing is left for an argument behind it, and the user would always
      get the usage line. Move the list to the end.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('add')
      add(items: string[], count: number): number {
        return items.length * count
      }`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('add')
      add(count: number, items: string[]): number {
        return items.length * count
      }`,
    ),
  },
  BG1410: {
    text: `@ParamMapping and @Word say how an argument is read from the user's words, and this parameter is none, or no
      text. The decorator would say nothing. Remove it, or give the parameter the type of an argument.`,
    wrong: handlers(
      'CommandHandler, Word',
      `
      @CommandHandler('add')
      add(@Word() count: number): number {
        return count
      }`,
    ),
    right: handlers(
      'CommandHandler, Word',
      `
      @CommandHandler('add')
      add(@Word() item: string, count?: number): string {
        return \`\${count ?? 1} \${item}\`
      }`,
    ),
  },
  BG1411: {
    text: `An argument of an enum is checked against the enum's values when the bot runs, so the generated module imports
      the enum. It cannot import one that is not exported, and a \`const enum\` is gone when the program runs. Export the
      enum without \`const\`, or write a union of the values.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        enum Size {
          Small = 's',
          Large = 'l',
        }

        export class Handlers {
          @CommandHandler('order')
          order(size: Size): Size {
            return size
          }
        }`,
    },
    right: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export enum Size {
          Small = 's',
          Large = 'l',
        }

        export class Handlers {
          @CommandHandler('order')
          order(size: Size): Size {
            return size
          }
        }`,
    },
  },
}
