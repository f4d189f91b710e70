import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from '../causes.js'
import { MenuError } from './errors.js'

/** Where a bot's calls go, and how long they may take. Times are in milliseconds. */
export interface BotApiOptions {
  /** The bot's token: `123456:ABC…`. */
  readonly token: string
  /** The address of the Bot API server. Default `https://api.telegram.org`. */
  readonly apiRoot?: string
  /** How long one call may take. Default 15 000. */
  readonly timeout?: number
  /** How long to wait altogether where the Bot API asks for it (429). Default 60 000. */
  readonly patience?: number
  /** Hears of each wait that the Bot API asks for, before it begins. */
  readonly onWait?: (milliseconds: number) => void
  /** Ends what is under way; its reason is thrown. */
  readonly signal?: AbortSignal
  /** Waits. Default: by a timer. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>
}

/** Calls a method of the Bot API. @throws MenuError for whatever is no success */
export type CallBotApi = (method: string, payload: object) => Promise<unknown>

/** @throws MenuError where the token or the address can be none */
export function botApi(options: BotApiOptions): CallBotApi {
  const { token, timeout = 15_000, signal, wait = waitFor, onWait } = options
  if (!/^\d+:[\w-]+$/.test(token)) {
    throw new MenuError(
      'The token of the bot is not of the form 123456:ABC…; copy it from @BotFather once more.',
      'token',
    )
  }
  const root = parseRoot(options.apiRoot ?? 'https://api.telegram.org')
  let patience = options.patience ?? 60_000
  return async (method, payload) => {
    for (;;) {
      const answer = await post(`${root.address}/bot${token}/${method}`, payload, { timeout, signal, host: root.host })
      if (answer.ok) return answer.result
      if (answer.code !== 429) throw refusal(method, answer, root.host, token)
      const seconds = Math.max(1, answer.retryAfter ?? 5)
      patience -= seconds * 1000
      if (patience < 0) {
        throw new MenuError(`The Bot API asks to wait ${seconds} seconds; run this again after that.`, 'flood')
      }
      onWait?.(seconds * 1000)
      await wait(seconds * 1000, signal)
    }
  }
}

type Answer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly code: number; readonly description: string; readonly retryAfter: number | undefined }

interface Posting {
  readonly timeout: number
  readonly signal: AbortSignal | undefined
  /** What messages call the server: its address may hold the token. */
  readonly host: string
}

async function post(url: string, payload: object, { timeout, signal, host }: Posting): Promise<Answer> {
  const timer = AbortSignal.timeout(timeout)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
      // The token goes to this server and to no other.
      redirect: 'manual',
      signal: signal === undefined ? timer : AbortSignal.any([timer, signal]),
    })
    return parseAnswer(response.status, await response.text(), host)
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof MenuError) throw error
    // Neither the error's message nor the error itself: they can hold the address.
    const why = timer.aborted ? `it did not answer within ${timeout / 1000} seconds` : reasonOf(error)
    throw new MenuError(
      `Cannot reach the Bot API at ${host}: ${why}. Check the connection and the address, and run this again.`,
      'network',
    )
  }
}

/** `ECONNREFUSED`, `ENOTFOUND` and the like: what fetch fails with says so in its cause. */
function reasonOf(error: unknown): string {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined
  return codeOf(cause) ?? 'the connection failed'
}

function parseAnswer(status: number, text: string, host: string): Answer {
  const answer = parseJson(text)
  if (answer?.ok === true && 'result' in answer) return { ok: true, result: answer.result }
  const { ok, error_code: code, description } = answer ?? {}
  if (ok === false && typeof code === 'number' && typeof description === 'string') {
    return { ok: false, code, description, retryAfter: retryAfterOf(answer?.parameters) }
  }
  if (status >= 500) throw troubled(host, `HTTP ${status}`)
  throw new MenuError(
    `What answers at ${host} is not the Bot API (HTTP ${status}). Check the address of the server, and what stands between.`,
    'answer',
  )
}

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    // An object of JSON has string keys.
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}

function retryAfterOf(parameters: unknown): number | undefined {
  if (typeof parameters !== 'object' || parameters === null || !('retry_after' in parameters)) return undefined
  return typeof parameters.retry_after === 'number' ? parameters.retry_after : undefined
}

function refusal(
  method: string,
  { code, description }: Extract<Answer, { readonly ok: false }>,
  host: string,
  token: string,
): MenuError {
  if (code === 401 || code === 404) {
    return new MenuError(
      `The Bot API at ${host} knows no bot with this token (${code}); copy it from @BotFather once more.`,
      'token',
    )
  }
  // A server may repeat what it was asked.
  const said = description.replaceAll(token, '<token>').replace(/\p{C}+/gu, ' ')
  if (code >= 500) return troubled(host, `${code} ${said}`)
  return new MenuError(`The Bot API refused ${method}: ${code} ${said}.`, 'refused')
}

function troubled(host: string, what: string): MenuError {
  return new MenuError(`The Bot API at ${host} has trouble (${what}); run this again later.`, 'server')
}

/** @throws MenuError that does not repeat the address, for somebody may have put the token into it */
function parseRoot(apiRoot: string): { readonly address: string; readonly host: string } {
  const url = URL.canParse(apiRoot) ? new URL(apiRoot) : undefined
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.username + url.password + url.search + url.hash !== ''
  ) {
    const message =
      'The address of the Bot API server is no plain http(s) address; write https://api.telegram.org, for example.'
    throw new MenuError(message, 'apiRoot')
  }
  return { address: url.href.replace(/\/+$/, ''), host: url.host }
}

async function waitFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}
