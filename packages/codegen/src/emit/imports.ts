import { compare } from '../diagnostics/index.js'
import type { ModuleReference, TypeArgument, TypeReference } from '../model.js'
import { listed, outermost } from './layout.js'
import { isIdentifierName, stringLiteral } from './literals.js'
import type { Scope } from './names.js'
import { type Specifiers, specifiersFor, type Surroundings } from './specifiers.js'

interface Import {
  /** `default`, or the exported name. */
  readonly imported: string
  readonly local: string
  readonly kind: 'value' | 'type'
}

/** The imports of the generated module, collected before the rest is laid out. */
export class Imports {
  /** By specifier; most modules have one name that is wanted, or two. */
  readonly #imports = new Map<string, Import[]>()
  readonly #specifierOf: Specifiers

  constructor(
    private readonly scope: Scope,
    surroundings: Surroundings,
  ) {
    this.#specifierOf = specifiersFor(surroundings)
  }

  /** The local name of a value that `module` exports. Ask for values before types: a value serves as a type too. */
  value(module: ModuleReference, imported: string, wanted = imported): string {
    return this.#add(this.#specifierOf(module, imported), imported, wanted, 'value')
  }

  /** The value that a type's name stands for too, such as an enum. */
  valueOfType({ module, name, members }: TypeReference): string {
    const local = name.kind === 'default' ? this.value(module, 'default', name.local) : this.value(module, name.name)
    return [local, ...members].join('.')
  }

  /** The text of a type, with the imports that it needs. */
  type({ module, name, members, typeArguments }: TypeReference): string {
    const imported = name.kind === 'default' ? 'default' : name.name
    const wanted = name.kind === 'default' ? name.local : name.name
    const local = this.#add(this.#specifierOf(module, imported), imported, wanted, 'type')
    const path = members.length === 0 ? local : [local, ...members].join('.')
    if (typeArguments.length === 0) return path
    return `${path}<${typeArguments.map((argument) => this.typeArgument(argument)).join(', ')}>`
  }

  /** The text of a type argument, with the imports that it needs. */
  typeArgument(argument: TypeArgument): string {
    switch (argument.kind) {
      case 'reference':
        return this.type(argument.type)
      case 'keyword':
        return argument.name
      case 'literal':
        return stringLiteral(argument.value)
    }
  }

  /** Values first, then types; packages before the project's own files, each by code units. */
  print(): string {
    const packages: string[] = []
    const own: string[] = []
    for (const specifier of this.#imports.keys()) (specifier.startsWith('.') ? own : packages).push(specifier)
    // Without a comparison of its own, the fastest, a list of strings is sorted by code units.
    const specifiers = packages.sort().concat(own.sort())
    const statements: string[] = []
    for (const kind of ['value', 'type'] as const) {
      for (const specifier of specifiers) this.#addStatements(statements, specifier, kind)
    }
    return statements.join('\n')
  }

  #addStatements(statements: string[], specifier: string, kind: Import['kind']): void {
    const entries = this.#imports.get(specifier)?.filter((entry) => entry.kind === kind) ?? []
    if (entries.length === 0) return
    const keyword = kind === 'type' ? 'import type ' : 'import '
    const from = `from ${stringLiteral(specifier)}`
    const named: Import[] = []
    for (const entry of entries) {
      // A default and named types cannot share one `import type`.
      if (entry.imported === 'default') statements.push(`${keyword}${entry.local} ${from}`)
      else named.push(entry)
    }
    if (named.length === 0) return
    const names = named.sort(byImportedName).map(importSpecifier)
    statements.push(listed(outermost, `${keyword}{`, names, `} ${from}`, ' '))
  }

  #add(specifier: string, imported: string, wanted: string, kind: Import['kind']): string {
    const ofModule = this.#imports.get(specifier)
    const known = ofModule?.find((entry) => entry.imported === imported)
    if (known !== undefined) return known.local
    const added = { imported, local: this.scope.pick(wanted), kind }
    if (ofModule === undefined) this.#imports.set(specifier, [added])
    else ofModule.push(added)
    return added.local
  }
}

function importSpecifier({ imported, local }: Import): string {
  const exported = isIdentifierName(imported) ? imported : stringLiteral(imported)
  return exported === local ? local : `${exported} as ${local}`
}

function byImportedName(a: Import, b: Import): number {
  return compare(a.imported, b.imported)
}
