import { type Diagnostic, errorAt, errorIn } from '../diagnostics/index.js'
import type { Bot } from '../model.js'

/** The compiler settings that decide whether sources and table compile. */
export interface Settings {
  /** The tsconfig, relative to the project's folder. */
  readonly tsconfig: string
  readonly experimentalDecorators: boolean
  readonly verbatimModuleSyntax: boolean
  /** How the compiler takes the generated module. */
  readonly outputFormat: 'esm' | 'commonjs'
  /** The generated module, relative to the project's folder. */
  readonly output: string
}

/** Settings under which the compiler would refuse what the bot needs. */
export function checkSettings(bot: Bot, settings: Settings): readonly Diagnostic[] {
  return [...checkQualifiers(bot, settings), ...checkModuleSyntax(settings)]
}

function checkQualifiers(bot: Bot, { experimentalDecorators, tsconfig }: Settings): readonly Diagnostic[] {
  if (experimentalDecorators) return []
  const qualifiers = bot.classes
    .flatMap(({ handlers }) => handlers)
    .flatMap(({ parameters }) => parameters.flatMap(({ qualifier }) => qualifier ?? []))
  return qualifiers.map(({ value, place }) =>
    errorAt(
      'BG1506',
      place,
      `Decorators on parameters need "experimentalDecorators": true in ${tsconfig}; set it, or write the qualifier in the type: Session<${JSON.stringify(value)}>.`,
    ),
  )
}

function checkModuleSyntax({ verbatimModuleSyntax, outputFormat, output, tsconfig }: Settings): readonly Diagnostic[] {
  if (!verbatimModuleSyntax || outputFormat === 'esm') return []
  const message = `"verbatimModuleSyntax" takes no import in a CommonJS module (TS1295), so ${output} would not compile; set "type": "module" in package.json, or "verbatimModuleSyntax": false in ${tsconfig}.`
  return [errorIn('BG1005', tsconfig, message)]
}
