import type { IncomingMessage } from 'node:http'

/** What was asked for, below the place where the inspector is mounted. */
export interface InspectorRequest {
  readonly method: string
  /** The parts of the path, decoded; empty for the page itself. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
  /** Where the page was asked for without the slash at its end, which its own addresses need: what to ask for instead. */
  readonly redirect: string | undefined
}

/** Express cuts the path that it mounts something at off `url`, and keeps the whole. */
type MountedMessage = IncomingMessage & { readonly originalUrl?: string }

/** @returns `undefined` where the address is none, or is outside of `basePath` */
export function requestOf(message: MountedMessage, basePath: string): InspectorRequest | undefined {
  const [rawPath = '/', rawQuery = ''] = split(message.url ?? '/', '?')
  if (rawPath !== basePath && !rawPath.startsWith(`${basePath}/`)) return undefined
  const path = decoded(rawPath.slice(basePath.length).split('/').slice(1))
  if (path === undefined) return undefined
  const isPage = path.every((part) => part === '')
  return {
    method: message.method ?? 'GET',
    path: isPage ? [] : path,
    query: new URLSearchParams(rawQuery),
    redirect: isPage ? withSlash(split(message.originalUrl ?? message.url ?? '/', '?')[0] ?? '/') : undefined,
  }
}

/** Relative, so that it holds behind a proxy that adds to the path. */
function withSlash(path: string): string | undefined {
  return path.endsWith('/') ? undefined : `./${path.slice(path.lastIndexOf('/') + 1)}/`
}

function decoded(parts: readonly string[]): readonly string[] | undefined {
  try {
    return parts.map(decodeURIComponent)
  } catch {
    return undefined
  }
}

function split(text: string, separator: string): readonly string[] {
  const index = text.indexOf(separator)
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}
