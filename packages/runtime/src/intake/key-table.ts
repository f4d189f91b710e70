/** What a `KeyTable` holds. */
export interface Keyed<Key extends string | number> {
  readonly key: Key
  /** The table's own: what else stands in the same bucket. */
  chained: this | undefined
}

const fewestBuckets = 64

/**
 * Finds what comes and goes with every update, such as the lane of a chat. A `Map` that is filled and emptied all the
 * time makes its table anew each second time, which costs as much as all the rest of handling an update.
 */
export class KeyTable<Key extends string | number, Value extends Keyed<Key>> {
  /** A power of two of them, so that the bits of a key choose its bucket. */
  #buckets = emptyBuckets<Value>(fewestBuckets)
  #size = 0

  get size(): number {
    return this.#size
  }

  find(key: Key): Value | undefined {
    let value = this.#buckets[this.#bucketOf(key)]
    while (value !== undefined && !Object.is(value.key, key)) value = value.chained
    return value
  }

  /** Everything that is there, in no order. */
  *values(): Iterable<Value> {
    for (const first of this.#buckets) {
      for (let value = first; value !== undefined; value = value.chained) yield value
    }
  }

  /** Puts in a value whose key is not there yet. */
  add(value: Value): void {
    if (this.#size >= this.#buckets.length) this.#resize(this.#buckets.length * 2)
    this.#chain(value)
    this.#size += 1
  }

  /** Takes out a value that is there. */
  remove(value: Value): void {
    const bucket = this.#bucketOf(value.key)
    let other = this.#buckets[bucket]
    if (other === value) {
      this.#buckets[bucket] = value.chained
    } else {
      while (other !== undefined && other.chained !== value) other = other.chained
      if (other !== undefined) other.chained = value.chained
    }
    this.#size -= 1
    if (this.#size === 0 && this.#buckets.length > fewestBuckets) this.#resize(fewestBuckets)
  }

  #bucketOf(key: Key): number {
    return hash(key) & (this.#buckets.length - 1)
  }

  #chain(value: Value): void {
    const bucket = this.#bucketOf(value.key)
    value.chained = this.#buckets[bucket]
    this.#buckets[bucket] = value
  }

  #resize(count: number): void {
    const old = this.#buckets
    this.#buckets = emptyBuckets(count)
    for (let value of old) {
      while (value !== undefined) {
        const next: Value | undefined = value.chained
        this.#chain(value)
        value = next
      }
    }
  }
}

function emptyBuckets<Value>(count: number): (Value | undefined)[] {
  return new Array<Value | undefined>(count).fill(undefined)
}

/** A number is spread well enough as it is; for the rest FNV-1a over UTF-16 code units. Callers without types pass anything. */
function hash(key: unknown): number {
  if (typeof key === 'number') return key
  const text = String(key)
  let bits = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193)
  return bits
}
