import { posix } from 'node:path'
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
  return [...checkQualifiers(bot, settings), ...checkModuleSyntax(settings), ...checkFileNames(bot, settings)]
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

/** Characters that mean something in an address. */
const telling = /[#?%]/

function checkFileNames(bot: Bot, { outputFormat, output }: Settings): readonly Diagnostic[] {
  // `require` takes paths as they are.
  if (outputFormat === 'commonjs') return []
  const files = new Set([...bot.classes, ...bot.components].map(({ file }) => file))
  return [...files].flatMap((file) => {
    if (!telling.test(file)) return []
    const [found] = telling.exec(posix.relative(posix.dirname(output), file)) ?? []
    if (found === undefined) return []
    const message = `${file} cannot be imported as an ES module: Node.js takes "${found}" in its name for a part of an address; rename it.`
    return [errorIn('BG1006', file, message)]
  })
}
