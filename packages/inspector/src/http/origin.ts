import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { tokenHeader } from './token-header.js'

/** Tells what the inspector's own page asks for from what another site has a browser ask for. */
export class OriginCheck {
  /** The page's, unknown to other sites, which cannot read what the inspector answers. */
  readonly token = randomBytes(32).toString('base64url')

  /** Why a request that changes something is refused; `undefined` where it is not. */
  problemOf({ headers }: IncomingMessage): string | undefined {
    const site = headers['sec-fetch-site']
    // Browsers say it themselves, over HTTPS and on localhost; else the origin must be the host that was asked.
    const isSameOrigin = site === undefined ? isOrigin(headers.origin, headers.host) : site === 'same-origin'
    if (!isSameOrigin) return "This must be asked for by the inspector's own page."
    return this.#isToken(headers[tokenHeader]) ? undefined : 'The page is out of date: load it again.'
  }

  #isToken(given: unknown): boolean {
    if (typeof given !== 'string') return false
    const [one, other] = [Buffer.from(given), Buffer.from(this.token)]
    return one.length === other.length && timingSafeEqual(one, other)
  }
}

function isOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && host !== undefined && URL.canParse(origin) && new URL(origin).host === host
}
