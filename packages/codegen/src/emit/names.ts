import { isIdentifierName } from './literals.js'

/** Words that cannot name a variable in a strict module, or that would change what generated code means. */
const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield NaN Infinity ' +
    // Generated code writes this type's name.
    'ConstructorParameters'
  ).split(' '),
)

/** The names of one scope, and those of the scopes around it. The same requests in the same order give the same names. */
export class Scope {
  readonly #taken = new Set<string>()

  constructor(private readonly outer?: Scope) {}

  /** `wanted`, or `wanted2`, `wanted3`, … when it is taken or reserved. */
  pick(wanted: string): string {
    const base = isIdentifierName(wanted) ? wanted : 'value'
    let name = base
    for (let count = 2; reserved.has(name) || this.has(name); count++) name = `${base}${count}`
    this.#taken.add(name)
    return name
  }

  /** A property's name, which may be a reserved word: the first of `wanted` that is free, else the first one numbered. */
  pickProperty(...wanted: readonly (string | undefined)[]): string {
    const free = wanted.find((name) => name !== undefined && !this.has(name))
    if (free === undefined) return this.pick(wanted[0] ?? 'value')
    this.#taken.add(free)
    return free
  }

  /** A scope inside this one. What is picked here later does not know of it. */
  inner(): Scope {
    return new Scope(this)
  }

  has(name: string): boolean {
    return this.#taken.has(name) || this.outer?.has(name) === true
  }
}

/** Names of variables in many small scopes, all inside one that takes no name any more. */
export class Variables {
  readonly #free = new Map<string, string>()

  constructor(private readonly outer: Scope) {}

  /**
   * `wanted`, or a numbered one when it is taken.
   *
   * @param others - what was picked before in the same small scope
   */
  pick(wanted: string, others: readonly string[]): string {
    let name = this.#free.get(wanted)
    if (name === undefined) {
      name = this.outer.inner().pick(wanted)
      this.#free.set(wanted, name)
    }
    if (!others.includes(name)) return name
    const scope = this.outer.inner()
    for (const other of others) scope.pick(other)
    return scope.pick(wanted)
  }
}

/** `OrderHandlers` → `orderHandlers`, `HTTPClient` → `httpClient`, `DB` → `db`. */
export function lowerCamelCase(name: string): string {
  if (/^[A-Z][a-z]/.test(name)) return name.charAt(0).toLowerCase() + name.slice(1)
  return name.replace(/^\p{Lu}+(?=\p{Lu}\p{Ll})|^\p{Lu}+$|^\p{Lu}+(?=[\d_])|^\p{Lu}/u, (start) => start.toLowerCase())
}
