import type { InitStep } from './contract.js'
import { tsconfigText } from './examples.js'
import { withLine } from './json-file.js'
import type { Survey } from './survey.js'

/** The tsconfig to be: made, or with what decorators and the bot need. */
export function planTsconfig({ tsconfig, compilerOptions, typescript }: Survey): InitStep[] {
  if (tsconfig === undefined) {
    return [{ kind: 'create', file: 'tsconfig.json', what: 'compiler options', text: tsconfigText }]
  }
  let { text } = tsconfig
  const what: string[] = []
  if (compilerOptions.experimentalDecorators !== true) {
    text = withLine(text, 'compilerOptions', 'experimentalDecorators', true)
    what.push('experimentalDecorators, for decorators of parameters')
  }
  const types = compilerOptions.types ?? (takesAllTypes(typescript) ? ['*'] : [])
  if (!types.includes('node') && !types.includes('*')) {
    text = withLine(text, 'compilerOptions', 'types', [...types, 'node'])
    what.push('types node, for process and timers')
  }
  return what.length === 0 ? [] : [{ kind: 'change', file: 'tsconfig.json', what: what.join('; '), text }]
}

/** Before version 6 every @types package counts where a tsconfig names none. */
function takesAllTypes(version: string | undefined): boolean {
  return version !== undefined && Number.parseInt(version, 10) < 6
}
