import type { SourceText } from '../discover/index.js'
import type { FileFacts } from '../facts.js'

/** What each file says. The parser is loaded only when there is something to parse. */
export async function parse(sources: readonly SourceText[]): Promise<readonly FileFacts[]> {
  if (sources.length === 0) return []
  const { parseFiles } = await import('./ts-morph/files.js')
  return parseFiles(sources)
}
