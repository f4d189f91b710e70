import type { ComponentReference } from './model.js'

interface Entry<T> {
  readonly file: string
  value: T
  /** Of another file, by the same name. */
  readonly other: Entry<T> | undefined
}

/** Values by a class's file and name. */
export class ReferenceMap<T> {
  readonly #byName = new Map<string | undefined, Entry<T>>()

  get(reference: ClassReference): T | undefined {
    return this.#find(reference)?.value
  }

  set(reference: ClassReference, value: T): void {
    const known = this.#find(reference)
    if (known !== undefined) {
      known.value = value
      return
    }
    const { file, name } = reference
    this.#byName.set(name, { file, value, other: this.#byName.get(name) })
  }

  #find({ file, name }: ClassReference): Entry<T> | undefined {
    let entry = this.#byName.get(name)
    while (entry !== undefined && entry.file !== file) entry = entry.other
    return entry
  }
}

/** A component, or a class that may have no name. */
type ClassReference = ComponentReference | { readonly file: string; readonly name: string | undefined }
