import type { SourceText } from '../discover/index.js'
import type { FileFacts } from '../facts.js'
import { onFirstUse } from '../on-first-use.js'
import type { parseFast as ParseFast } from './fast/index.js'

/**
 * What each file says. The parsers are loaded only when there is something to parse: the fast one first, and
 * TypeScript's own for the files that the fast one is not sure about.
 */
export async function parse(sources: readonly SourceText[]): Promise<readonly FileFacts[]> {
  if (sources.length === 0) return []
  const parseFast = await loadFast()
  const fast = parseFast?.(sources) ?? sources.map(() => unread)
  const left = sources.filter((_, index) => fast[index]?.kind !== 'facts')
  const slow = new Map(left.length === 0 ? [] : (await parseSlowly(left)).map((facts, index) => [left[index], facts]))
  return fast.flatMap((result, index) => (result.kind === 'facts' ? result.facts : (slow.get(sources[index]) ?? [])))
}

const unread = { kind: 'unsure', reason: 'The fast parser has no build for this platform' } as const

const loadFast = onFirstUse(async (): Promise<typeof ParseFast | undefined> => {
  try {
    await import('oxc-parser')
  } catch {
    return undefined
  }
  const { parseFast } = await import('./fast/index.js')
  return parseFast
})

async function parseSlowly(sources: readonly SourceText[]): Promise<readonly FileFacts[]> {
  const { parseFiles } = await import('./ts-morph/files.js')
  return parseFiles(sources)
}
