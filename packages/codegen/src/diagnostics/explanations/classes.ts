import { handlers } from './example.js'
import type { Explanations } from './explanation.js'

/** Handler classes and their methods. */
export const explanations: Explanations<'BG11'> = {
  BG1101: {
    text: `The generated module imports each class with handlers by its name, so the class has to be exported from the
      top level of its file. What it cannot import it cannot call, and the bot would not answer. Write \`export\` in
      front of the class; one inside a function has to move out.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        class Handlers {
          @CommandHandler('start')
          start(): void {}
        }`,
    },
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('start')
      start(): void {}`,
    ),
  },
  BG1102: {
    text: `Handlers run on an instance of their class, and an abstract class has none. The handlers of an abstract class
      belong to the classes that extend it and bear a handler decorator of their own. Make the class concrete, or decorate
      a method of a class that extends it.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export abstract class Handlers {
          @CommandHandler('start')
          start(): void {}
        }`,
    },
    right: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export abstract class Base {
          @CommandHandler('start')
          start(): void {}
        }

        export class Handlers extends Base {
          @CommandHandler('stop')
          stop(): void {}
        }`,
    },
  },
  BG1103: {
    text: `The generated module makes an instance of each class with handlers, and nothing says with which types it
      should make one of a generic class. Remove the type parameters, or keep the generic class as a base and put the
      handlers on a class that extends it with types.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export class Handlers<T> {
          readonly last: T | undefined

          @CommandHandler('last')
          show(): T | undefined {
            return this.last
          }
        }`,
    },
    right: handlers(
      'CommandHandler',
      `
      readonly last: string | undefined

      @CommandHandler('last')
      show(): string | undefined {
        return this.last
      }`,
    ),
  },
  BG1104: {
    text: `The table holds the class itself, and the generated module makes its instance, so both have to be allowed to call
      the constructor, also where all handlers are static. A private or protected one would be a compile error in the
      generated file. Make the constructor public.`,
    wrong: handlers(
      'CommandHandler',
      `
      private constructor() {}

      @CommandHandler('start')
      start(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('start')
      start(): void {}`,
    ),
  },
  BG1105: {
    text: `A method overrides a handler of a base class and bears no decorator itself. An override takes nothing from
      the method that it replaces, so no update comes to it, and none to the one that it hides. Put the decorator on the
      override, or give the method another name.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export abstract class Base {
          @CommandHandler('start')
          start(): void {}
        }

        export class Handlers extends Base {
          override start(): void {}

          @CommandHandler('stop')
          stop(): void {}
        }`,
    },
    right: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export abstract class Base {
          start(): void {}
        }

        export class Handlers extends Base {
          @CommandHandler('start')
          override start(): void {}

          @CommandHandler('stop')
          stop(): void {}
        }`,
    },
  },
  BG1106: {
    text: `A class inherits handlers but bears no handler decorator itself. Only classes with a decorator of their own
      become part of the bot, so nothing of this one is ever called. If it should answer, decorate one of its methods; if
      it is a helper that happens to share the base class, leave it as it is.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export class Base {
          @CommandHandler('start')
          start(): void {}
        }

        export class Handlers extends Base {}`,
    },
    right: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export abstract class Base {
          @CommandHandler('start')
          start(): void {}
        }

        export class Handlers extends Base {
          @CommandHandler('stop')
          stop(): void {}
        }`,
    },
  },
  BG1111: {
    text: `The generated module calls the handler from outside its class, so the handler has to be public. A private,
      protected or \`#private\` method would be a compile error there. Remove the modifier, or the \`#\`.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('start')
      protected start(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('start')
      start(): void {}`,
    ),
  },
  BG1112: {
    text: `The decorator stands on an abstract method, which has no body to run. The method that implements it takes
      nothing from it, as overrides never do. Put the decorator where the method is implemented.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export abstract class Handlers {
          @CommandHandler('start')
          abstract start(): void
        }`,
    },
    right: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        export abstract class Base {
          abstract start(): void
        }

        export class Handlers extends Base {
          @CommandHandler('start')
          override start(): void {}
        }`,
    },
  },
  BG1113: {
    text: `A generic handler would be called with types that nobody names. botgen decides from the type of each
      parameter what to pass, so a type parameter tells it nothing. Remove the type parameters and write the types that
      come.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('add')
      add<T>(item: string): readonly T[] {
        return item === '' ? [] : []
      }`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('add')
      add(item: string): readonly string[] {
        return item === '' ? [] : [item]
      }`,
    ),
  },
  BG1114: {
    text: `Handlers are methods. What stands on a property, a getter or a setter is not called when an update comes;
      a property that holds a function is made anew for each instance, and its parameters are not part of the class. Write
      a method.`,
    wrong: handlers(
      'CommandHandler',
      `
      // @ts-expect-error: the compiler refuses it too
      @CommandHandler('start')
      start = (): void => {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('start')
      start(): void {}`,
    ),
  },
  BG1115: {
    text: `The generated module calls handlers by their names, and the name of this one is computed when the program
      runs. Write the name itself.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        const name = 'start'

        export class Handlers {
          @CommandHandler('start')
          [name](): void {}
        }`,
    },
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('start')
      start(): void {}`,
    ),
  },
}
