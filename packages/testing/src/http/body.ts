import { badRequest } from '../api/errors.js'
import type { Payload } from '../api/types.js'
import { isObject } from '../methods/index.js'
import { Upload } from '../world/files.js'

/** Parameters that hold JSON when they come as text. */
const JSON_PARAMETERS = new Set([
  'allowed_updates',
  'caption_entities',
  'checklist',
  'commands',
  'entities',
  'link_preview_options',
  'media',
  'message_ids',
  'options',
  'permissions',
  'prices',
  'reaction',
  'reply_markup',
  'reply_parameters',
  'results',
  'rich_message',
  'scope',
])

/**
 * The parameters in a request's body, be it JSON, urlencoded or multipart; uploads become `Upload`s. A body of any other
 * type holds none, as at Telegram.
 * @throws BotApiError 400 when the body is not what its type says
 */
export async function readPayload(contentType: string, body: Buffer): Promise<Payload> {
  if (body.length === 0) return {}
  if (/^application\/json\b/i.test(contentType)) return readJson(body)
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return readForm(new URLSearchParams(String(body)))
  if (/^multipart\/form-data\b/i.test(contentType)) return await readMultipart(contentType, body)
  return {}
}

/** Parameters that are text: a query string, or a urlencoded body. */
export function readForm(form: URLSearchParams): Payload {
  return Object.fromEntries([...form].map(([name, value]) => [name, parsed(name, value)]))
}

function readJson(body: Buffer): Payload {
  let value: unknown
  try {
    value = JSON.parse(String(body))
  } catch {
    throw badRequest("can't parse JSON object")
  }
  if (!isObject(value)) throw badRequest('expected an Object')
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
}

async function readMultipart(contentType: string, body: Buffer): Promise<Payload> {
  // Deprecated for servers that strangers can reach, whose memory it could fill.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData().catch(() => undefined)
  if (!form) throw badRequest("can't parse multipart/form-data")
  const fields = await Promise.all(
    [...form].map(async ([name, value]) => {
      if (typeof value === 'string') return [name, parsed(name, value)] as const
      const content = new Uint8Array(await value.arrayBuffer())
      return [name, new Upload(content, value.name, value.type || undefined)] as const
    }),
  )
  return Object.fromEntries(fields)
}

/** Text that is no JSON stays text: the method that reads it says what is wrong. */
function parsed(name: string, value: string): unknown {
  if (!JSON_PARAMETERS.has(name) || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}
