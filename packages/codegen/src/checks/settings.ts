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
  const needed = `Decorators on parameters need "experimentalDecorators": true in ${tsconfig}; set it`
  const parameters = bot.classes.flatMap(({ handlers }) => handlers).flatMap((handler) => handler.parameters)
  return parameters.flatMap(({ qualifier, mapping, word }) => [
    ...(qualifier === undefined
      ? []
      : [
          errorAt(
            'BG1506',
            qualifier.place,
            `${needed}, or write the qualifier in the type: Session<${JSON.stringify(qualifier.value)}>.`,
          ),
        ]),
    ...(mapping === undefined ? [] : [errorAt('BG1506', mapping.place, `${needed}, or give the parameter that name.`)]),
    ...(word === undefined ? [] : [errorAt('BG1506', word, `${needed}, or do without @Word.`)]),
  ])
}

function checkModuleSyntax({ verbatimModuleSyntax, outputFormat, output, tsconfig }: Settings): readonly Diagnostic[] {
  if (!verbatimModuleSyntax || outputFormat === 'esm') return []
  const message = `"verbatimModuleSyntax" takes no import in a CommonJS module (TS1295), so ${output} would not compile; set "type": "module" in package.json, or "verbatimModuleSyntax": false in ${tsconfig}.`
  return [errorIn('BG1005', tsconfig, message)]
}
