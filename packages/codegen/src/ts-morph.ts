import { createRequire } from 'node:module'
import type * as TsMorph from 'ts-morph'

const require = createRequire(import.meta.url)

/**
 * ts-morph, and TypeScript with it, where it is needed after all: loading takes longer than a whole run without. As
 * CommonJS, which it is, and at once: who asks stands in the middle of something.
 */
export function loadTsMorph(): typeof TsMorph {
  return require('ts-morph') as typeof TsMorph
}
