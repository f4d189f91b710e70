import { handlers } from './example.js'
import type { Explanations } from './explanation.js'

/** Guards, limits and argument parsers. */
export const explanations: Explanations<'BG17'> = {
  BG1701: {
    text: `A rate limit is a bucket of \`rate\` calls that is full again after \`period\`. The rate has to be a whole number
      from 1, and the period milliseconds above 0 or a text such as '500ms', '10s', '5m', '2h' or '1d'. The bot does not
      start with anything else. Write both.`,
    wrong: handlers(
      'CommandHandler, RateLimits',
      `
      @RateLimits({ rate: 0, period: '10s' })
      @CommandHandler('order')
      order(): void {}`,
    ),
    right: handlers(
      'CommandHandler, RateLimits',
      `
      @RateLimits({ rate: 3, period: '10s' })
      @CommandHandler('order')
      order(): void {}`,
    ),
  },
  BG1702: {
    text: `Guards, filters and argument parsers are classes, and the generated module makes their instances. It can only do
      so for a class at the top level of one of the project's files: an instance, an element of a list or a class of a
      package cannot be named there. Name a class of your own; for one of a package, extend it.`,
    wrong: {
      source: `
        import { CommandHandler, Guard } from '@botgen/runtime'

        const guards = [
          class implements Guard {
            allows(): boolean {
              return true
            }
          },
        ] as const

        export class Handlers {
          @Guard(guards[0])
          @CommandHandler('ban')
          ban(): void {}
        }`,
    },
    right: {
      source: `
        import { CommandHandler, Guard } from '@botgen/runtime'

        export class AdminsOnly implements Guard {
          allows(): boolean {
            return true
          }
        }

        export class Handlers {
          @Guard(AdminsOnly)
          @CommandHandler('ban')
          ban(): void {}
        }`,
    },
  },
  BG1703: {
    text: `A handler has one rate limit and one argument parser. The decorator stands on it twice, and only one of the two
      can count. Remove one. Guards add up, so @Guard may stand there as often as you like.`,
    wrong: handlers(
      'CommandHandler, RateLimits',
      `
      @RateLimits({ rate: 1, period: '1s' })
      @RateLimits({ rate: 20, period: '1m' })
      @CommandHandler('order')
      order(): void {}`,
    ),
    right: handlers(
      'CommandHandler, RateLimits',
      `
      @RateLimits({ rate: 20, period: '1m' })
      @CommandHandler('order')
      order(): void {}`,
    ),
  },
  BG1704: {
    text: `@Guard, @RateLimits and @ArgParser say what stands before a handler, and here is none, so they protect nothing.
      Often the handler's decorator was forgotten or has another name. Decorate the handler, or remove what guards it.`,
    wrong: handlers(
      'CommandHandler, RateLimits',
      `
      @RateLimits({ rate: 3, period: '10s' })
      order(): void {}

      @CommandHandler('start')
      start(): void {}`,
    ),
    right: handlers(
      'CommandHandler, RateLimits',
      `
      @RateLimits({ rate: 3, period: '10s' })
      @CommandHandler('order')
      order(): void {}

      @CommandHandler('start')
      start(): void {}`,
    ),
  },
}
