import type { ComponentReference, ConstructedClass } from '../model.js'

/** Gives each of many things a name of its own. */
export class UniqueNames {
  readonly #taken = new Set<string>()

  /** `wanted`, or the same with its file, or that with a number: the first that is free. */
  pick(wanted: string, file: string): string {
    let name = wanted
    for (let count = 1; this.#taken.has(name); count++) {
      name = `${wanted} in ${file}${count === 1 ? '' : ` (${count})`}`
    }
    this.#taken.add(name)
    return name
  }
}

/** `src/guards.ts#IsAdmin` */
export function componentId({ file, name }: ComponentReference | ConstructedClass): string {
  return `${file}#${name ?? 'default'}`
}
