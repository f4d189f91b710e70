import { readFileSync } from 'node:fs'
import { messageOf } from '../causes.js'
import { ConfigError } from '../config/index.js'

const commentsAndStrings = /"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[^]*?\*\//g
const trailingCommasAndStrings = /"(?:\\.|[^"\\\n])*"|,(?=\s*[}\]])/g

/**
 * Refuses a tsconfig that is not JSON with comments. The reader of tsconfigs takes what it can make out, so that a slip
 * of the pen would turn a setting off without a word. The compiler is loaded only to say where the slip is.
 *
 * @throws ConfigError with the line and column
 */
export async function checkTsconfigSyntax(tsconfig: string): Promise<void> {
  const text = readFileSync(tsconfig, 'utf8').replace(/^\uFEFF/, '')
  const plain = blank(blank(text, commentsAndStrings), trailingCommasAndStrings)
  try {
    if (plain.trim() !== '') JSON.parse(plain)
    return
  } catch (cause) {
    const { ts } = await import('ts-morph')
    const { error } = ts.parseConfigFileTextToJson(tsconfig, text)
    if (error?.start === undefined) {
      throw new ConfigError(`${tsconfig} is not valid: ${messageOf(cause)}. Correct it.`, tsconfig, undefined, {
        cause,
      })
    }
    const { line, character } = ts.parseJsonText(tsconfig, text).getLineAndCharacterOfPosition(error.start)
    const what = ts.flattenDiagnosticMessageText(error.messageText, ' ').replace(/\.$/, '')
    const place = `${tsconfig}:${line + 1}:${character + 1}`
    throw new ConfigError(`${place} is not valid: ${what}. Correct it.`, tsconfig, undefined, { cause })
  }
}

/** Puts spaces for what is not a string. */
function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (found) => (found.startsWith('"') ? found : found.replace(/[^\n]/g, ' ')))
}
