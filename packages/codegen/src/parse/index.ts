import type { SourceText } from '../discover/index.js'
import type { FileFacts } from '../facts.js'
import type { parseFast } from './fast/index.js'

/**
 * What each file says. The parsers are loaded only when there is something to parse: the fast one first, and
 * TypeScript's own for the files that the fast one is not sure about.
 */
export async function parse(sources: readonly SourceText[]): Promise<readonly FileFacts[]> {
  if (sources.length === 0) return []
  const fast = await loadFast()
  const results = sources.map((source) => ({ source, facts: fast?.(source) }))
  const slow = results.flatMap(({ source, facts }) => (facts === undefined ? [source] : []))
  const others = await parseSlowly(slow)
  let next = 0
  return results.flatMap(({ facts }) => facts ?? others[next++] ?? [])
}

/** Nothing where the fast parser has no build for the platform. */
async function loadFast(): Promise<((source: SourceText) => FileFacts | undefined) | undefined> {
  try {
    const { parseFast } = await import('./fast/index.js')
    return (source) => factsOf(parseFast(source))
  } catch {
    return undefined
  }
}

function factsOf(result: ReturnType<typeof parseFast>): FileFacts | undefined {
  return result.kind === 'facts' ? result.facts : undefined
}

async function parseSlowly(sources: readonly SourceText[]): Promise<readonly FileFacts[]> {
  if (sources.length === 0) return []
  const { parseFiles } = await import('./ts-morph/files.js')
  return parseFiles(sources)
}
