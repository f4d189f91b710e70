import { handlers } from './example.js'
import type { Explanations } from './explanation.js'

const named = handlers(
  'CommandHandler',
  `
  @CommandHandler('order')
  order(): void {}`,
)

/** The sources as such. */
export const explanations: Explanations<'BG10'> = {
  BG1001: {
    text: `The file is not valid TypeScript, so nothing in it can be relied on. botgen reports the place, leaves its
      handlers out of the run, and writes nothing: the bot keeps the table of the last good run. Correct the syntax and
      run botgen again.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('start')
      start(: void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('start')
      start(): void {}`,
    ),
  },
  BG1002: {
    text: `None of the files that botgen read holds a handler. A table without handlers would be a bot that answers
      nothing, so an older table stays as it is. Most often botgen looks at the wrong project: point --project at the
      tsconfig of the bot, or check the globs of "include". Otherwise put a handler's decorator on a method.`,
    wrong: {
      source: `
        export class Handlers {
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
  BG1003: {
    text: `A decorator is called like one of botgen's, but it is declared elsewhere and has nothing to do with botgen.
      The method under it is no handler, and the bot never calls it. If it should be one, import the decorator from
      '@botgen/runtime'; if not, another name keeps readers from the same mistake.`,
    wrong: {
      source: `
        import { UpdateHandler } from '@botgen/runtime'

        function CommandHandler(name: string): MethodDecorator {
          return () => console.log(name)
        }

        export class Handlers {
          @CommandHandler('start')
          start(): void {}

          @UpdateHandler('poll')
          poll(): void {}
        }`,
    },
    right: handlers(
      'CommandHandler, UpdateHandler',
      `
      @CommandHandler('start')
      start(): void {}

      @UpdateHandler('poll')
      poll(): void {}`,
    ),
  },
  BG1004: {
    text: `A decorator is made of botgen's in a way that only the running program knows: by a function that returns it,
      by a variable that can change, or by a package whose sources are not read. botgen reads decorators before the
      program runs and does not guess, so it would leave the handler out. Write botgen's decorator itself, give it
      another name by \`const\`, \`import\` or \`export\`, or put several together with \`composeDecorators\`.`,
    wrong: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        function AdminCommand(name: string): MethodDecorator {
          return CommandHandler(\`admin_\${name}\`) as MethodDecorator
        }

        export class Handlers {
          @AdminCommand('ban')
          ban(): void {}
        }`,
    },
    right: {
      source: `
        import { CommandHandler } from '@botgen/runtime'

        const AdminCommand = CommandHandler

        export class Handlers {
          @AdminCommand('admin_ban')
          ban(): void {}
        }`,
    },
  },
  BG1005: {
    text: `A compiler setting does not go with what botgen writes. The generated module consists of ES imports and
      exports, and TypeScript refuses those in a CommonJS module under "verbatimModuleSyntax" (TS1295), so your build
      would fail. Make the package an ES module with "type": "module", or turn the setting off.`,
    wrong: {
      ...handlers(
        'CommandHandler',
        `
      @CommandHandler('start')
      start(): void {}`,
      ),
      compilerOptions: { module: 'CommonJS', moduleResolution: 'bundler', verbatimModuleSyntax: true },
    },
    right: {
      ...handlers(
        'CommandHandler',
        `
      @CommandHandler('start')
      start(): void {}`,
      ),
      compilerOptions: { module: 'NodeNext', verbatimModuleSyntax: true },
    },
  },
  BG1006: {
    text: `The table is an ES module, and there the name of an imported file is part of an address: Node.js takes "#" and "?"
      for the end of the path, and "%" for the start of an encoded character. The compiler sees nothing wrong, but the bot
      would not start. Rename the file, or the folder that it is in.`,
    wrong: { ...named, file: 'src/order #2.ts' },
    right: { ...named, file: 'src/order-2.ts' },
  },
}
