import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The options of `sessionInspector` that have a browser ask for a name and a password. */
export interface BasicAuthentication {
  readonly authenticate: (request: IncomingMessage) => boolean
  readonly challenge: string
}

/**
 * One name and password for everybody who may look (RFC 7617). Over HTTPS alone: the password goes with each request.
 *
 * @throws RangeError if name or password is empty, or the name has a colon
 *
 * @example
 * sessionInspector(bot, basicAuthentication('ops', process.env.INSPECTOR_PASSWORD!))
 */
export function basicAuthentication(name: string, password: string): BasicAuthentication {
  // What is not set in the environment arrives here as undefined, although the types say otherwise.
  if (!isText(name) || name.includes(':') || !isText(password)) {
    throw new RangeError('basicAuthentication() takes a name without a colon and a password, neither of them empty.')
  }
  const expected = digest(`${name}:${password}`)
  return {
    authenticate: ({ headers: { authorization } }) => {
      const encoded = /^basic +([\w+/=-]+) *$/i.exec(authorization ?? '')?.[1]
      return encoded !== undefined && timingSafeEqual(digest(Buffer.from(encoded, 'base64').toString()), expected)
    },
    challenge: 'Basic realm="botgen inspector", charset="UTF-8"',
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

/** Of one length, so that a comparison takes the same time whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
