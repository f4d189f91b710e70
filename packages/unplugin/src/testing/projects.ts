import { type TempProject, tempProject } from '../../../codegen/src/testing/projects.js'

export type { TempProject }

/** The table that a project's main module imports. */
export const table = 'src/botgen.generated.ts'

/** A project that handles `commands` in `src/handlers.ts`, with a `src/main.ts` that exports its table; gone after the test. */
export function botProject(...commands: readonly string[]): TempProject {
  return tempProject({
    'src/handlers.ts': handlers('Handlers', ...commands),
    'src/main.ts': `import { createDispatchTable } from './botgen.generated.js'\n\nexport { createDispatchTable }\n`,
  })
}

/** The text of a class that handles these commands; the first is on line 4. */
export function handlers(name: string, ...commands: readonly string[]): string {
  const methods = commands.map((command, index) => `\n  @CommandHandler('${command}')\n  m${index}(): void {}\n`)
  return `import { CommandHandler } from '@botgen/runtime'\n\nexport class ${name} {${methods.join('')}}\n`
}
