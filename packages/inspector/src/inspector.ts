import type { IncomingMessage, ServerResponse } from 'node:http'
import { type BotOf, type Clock, systemClock } from '@botgen/runtime'
import { inspect } from '@botgen/runtime/inspection'
import { clearSession, closeSession } from './api/changes.js'
import { listSessions, showSession } from './api/sessions.js'
import type { StatusAnswer } from './api/shapes.js'
import { type Answer, refusal, send } from './http/answer.js'
import { OriginCheck } from './http/origin.js'
import { type InspectorRequest, requestOf } from './http/request.js'
import { pageAnswer } from './page/page.js'

export interface SessionInspectorOptions {
  /**
   * Whether a request comes from somebody who may look. Everything but `true` refuses: with 401, and where it throws or
   * rejects, with 500; neither says why.
   */
  readonly authenticate: (request: IncomingMessage) => boolean | Promise<boolean>
  /** Sent as `WWW-Authenticate` with a 401, such as `Basic realm="bot"`: the browser then asks for a password. Default: nothing. */
  readonly challenge?: string
  /** Whether those who may look may also clear and close sessions. Default false. */
  readonly allowClear?: boolean
  /**
   * What every path begins with, such as `/inspector`, where the server does not cut it off itself. Express does; Node's
   * own server and Fastify do not. Default: nothing.
   */
  readonly basePath?: string
  /** Hears of what a request failed with, the failing `authenticate` among them. Default: prints it. */
  readonly onError?: (error: unknown) => void
  /** For tests. Default: the system's. */
  readonly clock?: Clock
}

/** Answers requests: for `http.createServer`, and as a middleware of Express. Never throws, never rejects. */
export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * A page that shows what a running bot is doing: open sessions and their entries, lanes, what waits for the storage. The
 * same as JSON under `api/`. It shows this process alone, and neither texts of messages, nor the bot's token, nor addresses.
 *
 * @throws RangeError if there is no `authenticate`, or `basePath` is no path
 * @throws BotgenError if the bot has no dispatch table
 *
 * @example
 * app.use('/inspector', sessionInspector(bot, { authenticate: (request) => isAdmin(request) }))
 */
export function sessionInspector(bot: BotOf, options: SessionInspectorOptions): RequestListener {
  assertOptions(options)
  const { allowClear = false, basePath = '', onError = printError, clock = systemClock } = options
  // The bot begins to note since when its lanes are busy.
  inspect(bot, { limit: 0 })
  const origin = new OriginCheck()

  const authenticated = async (message: IncomingMessage): Promise<Answer> => {
    const isAllowed: unknown = await options.authenticate(message)
    // Who returns a user, or a promise in an object, has not said yes.
    if (isAllowed !== true) {
      const { challenge } = options
      return refusal(401, 'Not authenticated.', challenge === undefined ? {} : { 'www-authenticate': challenge })
    }
    const request = requestOf(message, basePath)
    return request === undefined ? notFound : answer(request, message)
  }

  const answer = (request: InspectorRequest, message: IncomingMessage): Answer | Promise<Answer> => {
    const [root, resource, id, action, ...more] = request.path
    if (root === undefined) return readOnly(request, () => pageAnswer(request))
    if (root !== 'api' || more.length > 0) return notFound
    if (resource === 'status' && id === undefined) return readOnly(request, status)
    if (resource !== 'sessions') return notFound
    if (id === undefined) return readOnly(request, () => listSessions(bot, clock, request))
    if (action === undefined) return readOnly(request, () => showSession(bot, clock, id, request))
    if (action !== 'clear' && action !== 'close') return notFound
    return change(request, message, () => (action === 'clear' ? clearSession(bot, id) : closeSession(bot, id)))
  }

  const status = (): Answer => {
    const json: StatusAnswer = { bot: inspect(bot), allowClear, ...(allowClear && { token: origin.token }) }
    return { status: 200, json }
  }

  const change = (
    { method }: InspectorRequest,
    message: IncomingMessage,
    make: () => Promise<Answer>,
  ): Answer | Promise<Answer> => {
    if (!allowClear) return refusal(403, 'This inspector changes nothing: it was made without allowClear.')
    if (method !== 'POST') return refusal(405, 'Ask for this with POST.', { allow: 'POST' })
    const problem = origin.problemOf(message)
    return problem === undefined ? make() : refusal(403, problem)
  }

  return (message, response) => {
    const withBody = message.method !== 'HEAD'
    authenticated(message).then(
      (made) => send(response, made, withBody),
      (error: unknown) => {
        send(response, refusal(500, 'The inspector failed.'), withBody)
        tell(onError, error)
      },
    )
  }
}

const notFound = refusal(404, 'There is nothing here.')

function readOnly({ method }: InspectorRequest, make: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'Ask for this with GET.', { allow: 'GET, HEAD' })
  return make()
}

/** What callers without types may hand over, or leave out, by mistake. */
function assertOptions(options: Partial<SessionInspectorOptions> | undefined): void {
  if (typeof options?.authenticate !== 'function') {
    throw new RangeError(
      'sessionInspector() takes authenticate, a function that says who may look, such as that of ' +
        'basicAuthentication(name, password). Without one, everybody could.',
    )
  }
  const { basePath = '' } = options
  if (basePath !== '' && !/^(?:\/[^/?#\s]+)+$/.test(basePath)) {
    throw new RangeError(`basePath is '${basePath}'; give a path such as '/inspector', without a slash at its end.`)
  }
}

/** A listener that fails must not take the bot with it. */
function tell(onError: (error: unknown) => void, error: unknown): void {
  try {
    onError(error)
  } catch (second) {
    printError(second)
  }
}

function printError(error: unknown): void {
  console.error('botgen inspector:', error)
}
