import { Agent, type IncomingMessage, request } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { ApiUpdate, Payload } from '../api/types.js'
import { readPayload } from '../http/body.js'
import type { TestBot, WebhookSettings } from '../world/bot.js'
import type { TestClock } from '../world/clock.js'
import { unixTime } from '../world/clock.js'
import type { Delivery } from './inbox.js'

export interface WebhookOptions {
  readonly clock: TestClock
  /** Waits before the second, third, … attempt, in milliseconds of the clock. After the last one the update is dropped. */
  readonly retryDelays: readonly number[]
  /** Runs a method that the bot put into its answer. */
  readonly reply: (method: string, payload: Payload) => Promise<void>
}

/**
 * Posts a bot's updates to its webhook: those of one chat one after another, of different chats side by side up to the
 * bot's limit. An update that is answered with 2xx is confirmed; any other answer, or none, has it sent again.
 */
export function openWebhook(
  bot: TestBot,
  settings: Omit<WebhookSettings, 'close'>,
  { clock, retryDelays, reply }: WebhookOptions,
): () => void {
  const agent = new Agent({ keepAlive: true })
  /** Deliveries by chat, the first of each being on its way or the chat being in `ready`. */
  const lanes = new Map<string, Lane>()
  const ready = new Set<Lane>()
  let running = 0
  let closed = false

  const detach = bot.inbox.attach((delivery) => {
    const key = laneOf(delivery.update)
    const lane = lanes.get(key)
    if (lane) {
      lane.deliveries.push(delivery)
      return
    }
    const opened = { key, deliveries: [delivery], next: 0 }
    lanes.set(key, opened)
    ready.add(opened)
    start()
  })

  function start(): void {
    for (const lane of ready) {
      if (closed || running >= settings.maxConnections) return
      ready.delete(lane)
      running += 1
      void deliverNext(lane)
    }
  }

  async function deliverNext(lane: Lane): Promise<void> {
    const delivery = lane.deliveries[lane.next]
    lane.next += 1
    if (delivery) await deliver(delivery)
    running -= 1
    if (lane.next < lane.deliveries.length) ready.add(lane)
    else lanes.delete(lane.key)
    start()
  }

  async function deliver(delivery: Delivery): Promise<void> {
    for (const delay of [0, ...retryDelays]) {
      await clock.sleep(delay)
      if (closed || !bot.inbox.has(delivery)) return
      const problem = await attempt(delivery.update)
      if (problem === undefined) {
        bot.inbox.confirm(delivery)
        return
      }
      bot.lastWebhookError = { date: unixTime(clock), message: problem }
    }
    bot.inbox.confirm(delivery)
  }

  /** Returns what went wrong. */
  async function attempt(update: ApiUpdate): Promise<string | undefined> {
    try {
      const response = await post(update)
      const body = await readAll(response)
      const status = response.statusCode ?? 0
      if (status < 200 || status > 299) {
        return `Wrong response from the webhook: ${status} ${response.statusMessage ?? ''}`.trim()
      }
      await runReply(response.headers['content-type'] ?? '', body)
      return undefined
    } catch (error) {
      return `Connection failed: ${String(error)}`
    }
  }

  async function runReply(contentType: string, body: Buffer): Promise<void> {
    const payload: Payload = await readPayload(contentType, body).catch(() => ({}))
    const { method, ...parameters } = payload
    if (typeof method === 'string' && isAllowedAsReply(method.toLowerCase())) await reply(method, parameters)
  }

  function post(update: ApiUpdate): Promise<IncomingMessage> {
    const url = new URL(settings.url)
    const secure = url.protocol === 'https:'
    const body = JSON.stringify(update)
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(settings.secretToken !== undefined && { 'x-telegram-bot-api-secret-token': settings.secretToken }),
    }
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', headers }
      const sent = secure ? secureRequest(url, options, resolve) : request(url, { ...options, agent }, resolve)
      sent.on('error', reject)
      sent.end(body)
    })
  }

  return () => {
    closed = true
    detach()
    agent.destroy()
  }
}

interface Lane {
  readonly key: string
  readonly deliveries: Delivery[]
  next: number
}

/** Updates that happen in one chat share a lane; so do those without a chat that come from one user. */
function laneOf(update: ApiUpdate): string {
  const content = Object.entries(update).find(([name]) => name !== 'update_id')?.[1] as LaneFields | undefined
  const place = content?.chat?.id ?? content?.message?.chat?.id ?? content?.from?.id ?? content?.user?.id ?? 0
  return `${content?.business_connection_id ?? ''}/${place}`
}

interface LaneFields {
  readonly chat?: { readonly id: number }
  readonly message?: { readonly chat?: { readonly id: number } }
  readonly from?: { readonly id: number }
  readonly user?: { readonly id: number }
  readonly business_connection_id?: string
}

/** Telegram ignores these in a webhook's answer. */
function isAllowedAsReply(method: string): boolean {
  return !method.startsWith('get') && !['setwebhook', 'deletewebhook', 'close', 'logout'].includes(method)
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
