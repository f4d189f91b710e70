import { handlers } from './example.js'
import type { Explanations } from './explanation.js'

/** The arguments of decorators. */
export const explanations: Explanations<'BG12'> = {
  BG1201: {
    text: `botgen reads decorators before the program runs, so what they say must be written down: literals, constants,
      members of enums and of \`as const\` objects, from this file or another. What only the running program knows (an
      environment variable, the result of a call, a variable that changes) cannot go into the table, and botgen does not
      guess. Write the value itself, or make what it comes from a constant.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        let name = 'order'
        name = name.toLowerCase()

        export class Handlers {
          @CommandHandler(name)
          order(): void {}
        }`,
    },
    right: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        const name = 'order'

        export class Handlers {
          @CommandHandler(name)
          order(): void {}
        }`,
    },
  },
  BG1202: {
    text: `The decorator has no option of this name, so what it says would have no effect. Mostly it is a slip of the
      pen, and the message then says what may be meant. Correct the name, or remove the option.`,
    wrong: handlers(
      'CommandHandler',
      `
      // @ts-expect-error: the compiler refuses it too
      @CommandHandler('order', { descripton: 'Order a meal' })
      order(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('order', { description: 'Order a meal' })
      order(): void {}`,
    ),
  },
  BG1203: {
    text: `An argument of a decorator is of the wrong kind: a number where a text belongs, one argument too many, or a
      name that is blank. The message says what the decorator takes. The compiler finds most of these too, but a cast or
      plain JavaScript hides them from it.`,
    wrong: handlers(
      'CommandHandler',
      `
      // @ts-expect-error: the compiler refuses it too
      @CommandHandler(5)
      five(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('5')
      five(): void {}`,
    ),
  },
  BG1204: {
    text: `The decorators of botgen are functions that make a decorator: they have to be called, also when there is
      nothing to say. Without the parentheses the class breaks when the program loads it. Write them.`,
    wrong: handlers(
      'UnprocessedHandler',
      `
      // @ts-expect-error: the compiler refuses it too
      @UnprocessedHandler
      rest(): void {}`,
    ),
    right: handlers(
      'UnprocessedHandler',
      `
      @UnprocessedHandler()
      rest(): void {}`,
    ),
  },
  BG1205: {
    text: `The decorator stands where it says nothing: a handler's on a class, a parameter's on a method, or the like.
      The bot would run as if it were not there. Move it to where the message says, or remove it.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        // @ts-expect-error: the compiler refuses it too
        @CommandHandler('start')
        export class Handlers {
          @CommandHandler('stop')
          stop(): void {}
        }`,
    },
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('start')
      start(): void {}

      @CommandHandler('stop')
      stop(): void {}`,
    ),
  },
  BG1206: {
    text: `The option can never have an effect on this handler. \`autoAnswer\` answers callback queries, and the handler
      gets none. Remove the option, or let the handler take callback queries by its \`scope\` or kinds.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('like', { autoAnswer: true })
      like(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('like', { scope: ['message', 'callback_query'], autoAnswer: true })
      like(): void {}`,
    ),
  },
}
