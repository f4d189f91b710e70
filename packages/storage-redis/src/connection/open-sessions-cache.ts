import { BasicPooledClientSideCache } from '@redis/client'

type HandleCache = BasicPooledClientSideCache['handleCache']

/** So many chats are remembered; about 15 MB. */
const limit = 100_000

interface Known {
  /** What Redis answers, or has answered. */
  readonly reply: Promise<unknown>
}

/**
 * What Redis has answered about keys that begin with a prefix, until it says that one of them has changed. Redis tells so
 * of all such keys, whether they were asked for or not (`BCAST`): it need not remember who has read what, which would
 * be each session that a script has touched.
 *
 * Nothing is kept of a connection that is lost, and nothing of what was asked before a change and answered after it.
 */
export class OpenSessionsCache extends BasicPooledClientSideCache {
  readonly #prefix: string
  /** By Redis key, the longest unused first. */
  readonly #known = new Map<string, Known>()
  #isDisabled = false

  constructor(prefix: string) {
    super({ recordStats: false })
    this.#prefix = prefix
  }

  override trackingOn(): string[] {
    return ['CLIENT', 'TRACKING', 'ON', 'BCAST', 'PREFIX', this.#prefix]
  }

  override async handleCache(...question: Parameters<HandleCache>): Promise<unknown> {
    const [, parser, ask, transform, typeMapping] = question
    const answer = async (): Promise<unknown> => {
      const reply = await ask()
      return transform === undefined ? reply : (transform(reply, parser.preserve, typeMapping) as unknown)
    }
    const key = String(parser.firstKey)
    if (this.#isDisabled || !key.startsWith(this.#prefix)) return answer()
    const found = this.#known.get(key)
    const known = found ?? { reply: answer() }
    // Back to the end of the line.
    this.#known.delete(key)
    this.#known.set(key, known)
    if (this.#known.size > limit) this.#forgetOldest()
    try {
      return await known.reply
    } catch (error) {
      if (this.#known.get(key) === known) this.#known.delete(key)
      throw error
    }
  }

  override invalidate(key: Parameters<BasicPooledClientSideCache['invalidate']>[0]): void {
    if (key === null) this.#known.clear()
    else this.#known.delete(key.toString())
  }

  override clear(): void {
    this.#known.clear()
  }

  override size(): number {
    return this.#known.size
  }

  override enable(): void {
    this.#isDisabled = false
  }

  override disable(): void {
    this.#isDisabled = true
  }

  #forgetOldest(): void {
    for (const key of this.#known.keys()) {
      this.#known.delete(key)
      return
    }
  }
}
