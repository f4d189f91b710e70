import { compare } from '../diagnostics/index.js'
import type { ModuleReference, TypeArgument, TypeReference } from '../model.js'
import { type Doc, group, hardline, join, list } from './doc.js'
import { isIdentifierName, stringLiteral } from './literals.js'
import type { Scope } from './names.js'
import { specifierOf, type Surroundings } from './specifiers.js'

interface Import {
  readonly specifier: string
  /** `default`, or the exported name. */
  readonly imported: string
  readonly local: string
  readonly kind: 'value' | 'type'
}

/** The imports of the generated module, collected while the rest is laid out. */
export class Imports {
  /** By specifier; most modules have one name that is wanted, or two. */
  readonly #imports = new Map<string, Import[]>()

  constructor(
    private readonly scope: Scope,
    private readonly surroundings: Surroundings,
  ) {}

  /** The local name of a value that `module` exports. Ask for values before types: a value serves as a type too. */
  value(module: ModuleReference, imported: string, wanted = imported): string {
    return this.#add(specifierOf(module, imported, this.surroundings), imported, wanted, 'value')
  }

  /** The value that a type's name stands for too, such as an enum. */
  valueOfType({ module, name, members }: TypeReference): string {
    const local = name.kind === 'default' ? this.value(module, 'default', name.local) : this.value(module, name.name)
    return [local, ...members].join('.')
  }

  /** The text of a type, with the imports that it needs. */
  type({ module, name, members, typeArguments }: TypeReference): string {
    const specifier = specifierOf(module, name.kind === 'default' ? 'default' : name.name, this.surroundings)
    const local =
      name.kind === 'default'
        ? this.#add(specifier, 'default', name.local, 'type')
        : this.#add(specifier, name.name, name.name, 'type')
    const path = members.length === 0 ? local : [local, ...members].join('.')
    if (typeArguments.length === 0) return path
    return `${path}<${typeArguments.map((argument) => this.typeArgument(argument)).join(', ')}>`
  }

  /** Values first, then types; packages before the project's own files, each by code units. */
  print(): Doc {
    const modules = [...this.#imports.keys()].sort(compareSpecifiers).map((name) => this.#imports.get(name) ?? [])
    return join([...importStatements(modules, 'value'), ...importStatements(modules, 'type')], hardline)
  }

  #add(specifier: string, imported: string, wanted: string, kind: Import['kind']): string {
    const ofModule = this.#imports.get(specifier)
    const known = ofModule?.find((entry) => entry.imported === imported)
    if (known !== undefined) return known.local
    const added = { specifier, imported, local: this.scope.pick(wanted), kind }
    if (ofModule === undefined) this.#imports.set(specifier, [added])
    else ofModule.push(added)
    return added.local
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
}

function importStatements(modules: readonly (readonly Import[])[], kind: Import['kind']): readonly Doc[] {
  const keyword = kind === 'type' ? 'import type' : 'import'
  return modules.flatMap((all): readonly Doc[] => {
    const entries = all.filter((entry) => entry.kind === kind)
    const [first] = entries
    if (first === undefined) return []
    const from = ` from ${stringLiteral(first.specifier)}`
    const named = entries.filter((entry) => entry.imported !== 'default').sort(byImportedName)
    const byDefault = entries.filter((entry) => entry.imported === 'default')
    return [
      // A default and named types cannot share one `import type`.
      ...byDefault.map((entry) => `${keyword} ${entry.local}${from}`),
      ...(named.length === 0 ? [] : [group(`${keyword} `, namedImports(named), from)]),
    ]
  })
}

function namedImports(entries: readonly Import[]): Doc {
  const names = entries.map(({ imported, local }) => {
    const exported = isIdentifierName(imported) ? imported : stringLiteral(imported)
    return exported === local ? local : `${exported} as ${local}`
  })
  return list('{', names, '}', ' ')
}

function byImportedName(a: Import, b: Import): number {
  return compare(a.imported, b.imported)
}

function compareSpecifiers(a: string, b: string): number {
  const aIsOwn = a.startsWith('.')
  return aIsOwn === b.startsWith('.') ? compare(a, b) : aIsOwn ? 1 : -1
}
