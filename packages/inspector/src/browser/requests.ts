import type { ErrorAnswer } from '../api/shapes.js'
import { tokenHeader } from '../http/token-header.js'

/** An answer that is none, with what to tell the reader. */
export class RequestError extends Error {
  readonly status: number | undefined

  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}

export function get<T>(path: string, query: Readonly<Record<string, string | number>> = {}): Promise<T> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return ask<T>(search.size === 0 ? path : `${path}?${search}`, {})
}

/** @param token of the last status */
export function post<T>(path: string, token: string): Promise<T> {
  return ask<T>(path, { method: 'POST', headers: { [tokenHeader]: token } })
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await answerTo(path, init)
  if (response.status === 401) throw new RequestError('You are not signed in any more: load the page again.', 401)
  const answer: unknown = await response.json().catch(() => undefined)
  // What the inspector answers has this shape; the page and the answers come from one version.
  if (response.ok) return answer as T
  const { error } = (answer ?? {}) as Partial<ErrorAnswer>
  throw new RequestError(error ?? `The bot answered with status ${response.status}.`, response.status)
}

async function answerTo(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch {
    throw new RequestError('The bot does not answer.')
  }
}
