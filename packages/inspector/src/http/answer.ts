import type { ServerResponse } from 'node:http'

/** What a request is answered with. */
export interface Answer {
  readonly status: number
  /** Sent as JSON. */
  readonly json?: unknown
  readonly html?: string
  readonly headers?: Readonly<Record<string, string>>
}

export function refusal(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, json: { error }, headers }
}

/** With everything, whatever it is: nothing of it belongs into a cache, a frame, or another site. */
const constantHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

export function send(response: ServerResponse, { status, json, html, headers }: Answer, withBody: boolean): void {
  // Who went away, or a server that has answered for us, gets nothing more.
  if (response.headersSent || response.writableEnded) return
  const body = Buffer.from(html ?? JSON.stringify(json ?? {}))
  response.writeHead(status, {
    ...constantHeaders,
    'content-type': html === undefined ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    'content-length': body.length,
    ...headers,
  })
  response.end(withBody ? body : undefined)
}
