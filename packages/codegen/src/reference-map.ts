import type { ComponentReference } from './model.js'

/** Values by a class's file and name. */
export class ReferenceMap<T> {
  readonly #byFile = new Map<string, Map<string | undefined, T>>()

  get({ file, name }: ClassReference): T | undefined {
    return this.#byFile.get(file)?.get(name)
  }

  has({ file, name }: ClassReference): boolean {
    return this.#byFile.get(file)?.has(name) === true
  }

  set({ file, name }: ClassReference, value: T): void {
    const byName = this.#byFile.get(file)
    if (byName === undefined) this.#byFile.set(file, new Map([[name, value]]))
    else byName.set(name, value)
  }
}

/** A component, or a class that may have no name. */
type ClassReference = ComponentReference | { readonly file: string; readonly name: string | undefined }
