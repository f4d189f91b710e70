import type { Tokens } from './tokens.js'

export function blanked(tokens: Tokens): string {
  return tokens.text
}
