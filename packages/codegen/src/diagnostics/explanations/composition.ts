import type { Explanations } from './explanation.js'

/** How the instances of a bot are put together. */
export const explanations: Explanations<'BG18'> = {
  BG1801: {
    text: `Classes need each other through their constructors, so none of them can be made first. The message draws the
      circle. Let one of them take what it needs as a parameter of a method, or remove its @Injectable(): the main module
      then makes it and hands it in.`,
    wrong: {
      source: `
        import { CommandHandler, Injectable } from '@botgen/runtime'

        @Injectable()
        export class Kitchen {
          readonly waiter: Waiter

          constructor(waiter: Waiter) {
            this.waiter = waiter
          }
        }

        @Injectable()
        export class Waiter {
          readonly kitchen: Kitchen

          constructor(kitchen: Kitchen) {
            this.kitchen = kitchen
          }
        }

        export class Handlers {
          @CommandHandler('order')
          order(waiter: Waiter): Kitchen {
            return waiter.kitchen
          }
        }`,
    },
    right: {
      source: `
        import { CommandHandler, Injectable } from '@botgen/runtime'

        @Injectable()
        export class Kitchen {
          cook(waiter: Waiter): string {
            return waiter.name
          }
        }

        @Injectable()
        export class Waiter {
          readonly name = 'Ann'
          readonly kitchen: Kitchen

          constructor(kitchen: Kitchen) {
            this.kitchen = kitchen
          }
        }

        export class Handlers {
          @CommandHandler('order')
          order(waiter: Waiter): string {
            return waiter.kitchen.cook(waiter)
          }
        }`,
    },
  },
  BG1802: {
    text: `A handler needs an instance that the generated module cannot make: the class is not exported, is abstract or
      generic, hides its constructor, or has a constructor parameter without a type. The message draws the way from the
      handler to the class. Mend the class, name one that extends it, or remove @Injectable() so that the main module hands
      the instance in.`,
    wrong: {
      source: `
        import { CommandHandler, Guard } from '@botgen/runtime'

        class AdminsOnly implements Guard {
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
}
