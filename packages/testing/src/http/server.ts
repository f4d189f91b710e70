import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { apiError, BotApiError } from '../api/errors.js'
import type { Payload } from '../api/types.js'
import type { BotApi } from '../bot-api.js'
import { ConnectionDropped, ForeignAnswer } from '../faults.js'
import { readForm, readPayload } from './body.js'

const MAX_BODY_BYTES = 64 * 1024 * 1024

/** The Bot API over HTTP on the loopback interface. */
export class HttpServer {
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  /** Listens on a free port. */
  static async listen(api: BotApi): Promise<HttpServer> {
    const server = createServer((request, response) => void respond(api, request, response))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', resolve)
    })
    return new HttpServer(server)
  }

  get url(): string {
    // A server that listens on a port has an address object; a string is for pipes.
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  /** Closes every connection, waiting polls included. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }
}

/** Never rejects: whatever goes wrong becomes an answer in Telegram's form. */
async function respond(api: BotApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController()
  // The response's event: the request's own one fires as soon as its body has been read.
  response.on('close', () => gone.abort())
  try {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname)
    if (file) {
      sendFile(api, response, file[1] ?? '', file[2] ?? '')
      return
    }
    const [, token, method] = /^\/bot([^/]+)(?:\/test)?\/([^/]*)\/?$/.exec(url.pathname) ?? []
    if (token === undefined || method === undefined) throw apiError(404, 'Not Found')
    const payload: Payload = { ...readForm(url.searchParams), ...(await readBody(request)) }
    const result = await api.call(decodeURIComponent(token), method, payload, { via: 'http', signal: gone.signal })
    answer(response, 200, { ok: true, result })
  } catch (error) {
    answerError(response, error)
  }
}

function answerError(response: ServerResponse, error: unknown): void {
  if (error instanceof ConnectionDropped) {
    response.destroy()
  } else if (error instanceof ForeignAnswer) {
    response.writeHead(error.status, { 'content-type': 'text/html' }).end(error.body)
  } else if (error instanceof BotApiError) {
    const retryAfter = error.parameters?.retry_after
    if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
    answer(response, error.code, error.response)
  } else {
    answer(response, 500, { ok: false, error_code: 500, description: `Internal Server Error: ${String(error)}` })
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sendFile(api: BotApi, response: ServerResponse, token: string, path: string): void {
  const file = api.world.files.byPath(path)
  if (!file || !api.world.botsByToken.has(decodeURIComponent(token))) throw apiError(404, 'Not Found')
  response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.content)
}

async function readBody(request: IncomingMessage): Promise<Payload> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    // Nothing sets an encoding, so chunks are buffers.
    const bytes = chunk as Buffer
    size += bytes.length
    // The rest is read and forgotten, so that the caller gets to see the answer.
    if (size <= MAX_BODY_BYTES) chunks.push(bytes)
  }
  if (size > MAX_BODY_BYTES) throw apiError(413, 'Request Entity Too Large')
  return await readPayload(request.headers['content-type'] ?? '', Buffer.concat(chunks))
}
