/** So many parts are the keys in; each part is in one slot of a cluster, whatever the keys hold. Never to be changed. */
const partCount = 1024

/** How the keys of one chat begin: the namespace, the business connection if there is one, the chat. */
const chatPart = /^[^/]*\/(?:b[^/]*\/)?c-?\d+\//

/** Where what belongs together is kept. */
export interface SessionKeys {
  readonly part: number
  readonly session: string
  /** The open sessions of the chat. */
  readonly open: string
  /** The last number that was given in this part. */
  readonly last: string
}

export interface ClaimKeys {
  /** Claims, leases, handled updates and, where there is one, the lane. */
  readonly keys: string[]
  /** Which bit of the handled ones is the update's. */
  readonly bit: number
}

/** So many updates share the key that tells which of them were handled. */
const updatesPerKey = 4096

/** Names the Redis keys of a storage. All that one script touches is in one part, and so in one slot. */
export class Keys {
  /** How the keys begin that tell what is open, and no others. */
  readonly openPrefix: string
  readonly #prefix: string

  constructor(prefix: string) {
    this.#prefix = prefix
    this.openPrefix = `${prefix}open:`
  }

  ofSession(key: string): SessionKeys {
    const chat = chatOf(key)
    const part = partOf(chat)
    const [session, open] = [this.#key('session', part, key), this.#key('open', part, chat)]
    return { part, session, open, last: this.#key('last', part) }
  }

  /** The open sessions of the chat that `key`, or the beginning of keys, is of. */
  openOf(key: string): string {
    const chat = chatOf(key)
    return this.#key('open', partOf(chat), chat)
  }

  ofState(key: string): { readonly value: string; readonly last: string } {
    const part = partOf(key)
    return { value: this.#key('state', part, key), last: this.#key('last', part) }
  }

  ofUpdate(namespace: string, updateId: number, lane: string | undefined): ClaimKeys {
    const part = partOf(namespace)
    const group = Math.floor(updateId / updatesPerKey)
    const keys = [
      this.#key('claims', part, namespace),
      this.#key('leases', part, namespace),
      this.#key('handled', part, `${group}/${namespace}`),
    ]
    // No namespace and lane can be taken for another namespace and lane.
    if (lane !== undefined) keys.push(this.#key('lane', part, JSON.stringify([namespace, lane])))
    return { keys, bit: updateId - group * updatesPerKey }
  }

  /** The hash tag holds nothing but a number: what the rest holds cannot end it, or begin another one. */
  #key(kind: string, part: number, rest = ''): string {
    return `${this.#prefix}${kind}:{${part}}${rest}`
  }
}

/** What is not a key of a chat shares one place. */
function chatOf(key: string): string {
  return chatPart.exec(key)?.[0] ?? ''
}

/** FNV-1a, whose last bits are as good as its first: keys are printable ASCII, or at least differ in their low bytes. */
function partOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % partCount
}
