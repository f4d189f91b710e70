/** What a request says of the page that it wants, within bounds: whatever else it says counts as nothing. */
export function pageOf(
  query: URLSearchParams,
  { limit, most }: { readonly limit: number; readonly most: number },
): { readonly offset: number; readonly limit: number } {
  return {
    offset: numberIn(query.get('offset')) ?? 0,
    limit: Math.min(Math.max(numberIn(query.get('limit')) ?? limit, 1), most),
  }
}

function numberIn(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
