import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import type { BotApiServer } from '@botgen/testing'
import { afterwards } from './clean-up.js'

/** Milliseconds before Telegram hears that a request has failed, and sends it again at once. */
const pause = 50

/** Stands between Telegram's webhook and the processes of a bot: hands each request to one of them, and some to two. */
export class WebhookProxy {
  /** Ports of the processes; `undefined` where one is down. */
  readonly ports: (number | undefined)[]
  /** Has all requests go to the process that it names for a chat. */
  choose: ((chatId: number) => number) | undefined
  /** Whether some requests are handed out twice. */
  repeats: boolean
  readonly #random: () => number
  readonly #server: Server
  readonly #late: Buffer[] = []
  readonly #copies = new Set<Promise<unknown>>()

  private constructor(random: () => number, processes: number, repeats: boolean) {
    this.#random = random
    this.repeats = repeats
    this.ports = Array.from({ length: processes }, () => undefined)
    this.#server = createServer((incoming, response) => void this.#pass(incoming, response))
  }

  /** @param repeats whether some requests are handed to two processes at once, or to another one again later */
  static async start(
    server: BotApiServer,
    random: () => number,
    { processes = 1, repeats = false }: { readonly processes?: number; readonly repeats?: boolean } = {},
  ): Promise<WebhookProxy> {
    const proxy = new WebhookProxy(random, processes, repeats)
    proxy.#server.listen(0, '127.0.0.1')
    afterwards(() => proxy.#stop())
    await once(proxy.#server, 'listening')
    const { port } = proxy.#server.address() as AddressInfo
    await server.client().callApi('setWebhook', { url: `http://127.0.0.1:${port}/`, max_connections: 40 })
    return proxy
  }

  /** Hands out what was kept for later, and waits until every copy is answered. */
  async settled(): Promise<void> {
    for (const body of this.#late.splice(0)) this.#copy(body)
    await Promise.all(this.#copies)
  }

  #stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming)
    if (this.repeats) this.#repeat(body)
    const status = await this.#forward(body)
    if (status !== 200) await wait(pause)
    response.writeHead(status).end()
  }

  #repeat(body: Buffer): void {
    const chance = this.#random()
    if (chance < 0.1) this.#copy(body)
    else if (chance < 0.15) this.#late.push(body)
    if (this.#late.length > 20) this.#copy(this.#late.splice(0, 1)[0] ?? body)
  }

  #copy(body: Buffer): void {
    const copied = this.#forward(body)
    this.#copies.add(copied)
    void copied.then(() => this.#copies.delete(copied))
  }

  /** The status that a process answers with; 502 where none does. */
  #forward(body: Buffer): Promise<number> {
    const port = this.#portFor(body)
    if (port === undefined) return Promise.resolve(502)
    return new Promise((resolve) => {
      const headers = { 'content-type': 'application/json', 'content-length': body.length }
      const forwarded = request({ host: '127.0.0.1', port, method: 'POST', path: '/', headers }, (answer) => {
        answer.resume().on('error', () => {})
        resolve(answer.statusCode ?? 502)
      })
      forwarded.on('error', () => resolve(502))
      forwarded.end(body)
    })
  }

  #portFor(body: Buffer): number | undefined {
    if (this.choose !== undefined) {
      const { message } = JSON.parse(body.toString()) as { message: { chat: { id: number } } }
      return this.ports[this.choose(message.chat.id)]
    }
    const live = this.ports.filter((port) => port !== undefined)
    return live[Math.floor(this.#random() * live.length)]
  }
}
