import type { BindingProperty, BindingRestElement, Directive, Node, Statement, VariableDeclarator } from 'oxc-parser'
import type { BindingFact, ConstancyFact, MadeFact } from '../../facts.js'
import { withChanges } from '../changeable.js'
import { changesIn } from './changes.js'
import { declaredBy } from './declarations.js'
import { callFact } from './decorators.js'
import { boundNames, dottedPath, mentionsIn, unwrapped } from './names.js'
import { nameRange } from './patterns.js'
import type { Source } from './source.js'
import { Unsure } from './unsure.js'
import { dynamic, enumFact, valueFact } from './values.js'

/** What the variables, functions and enums at the file's top level stand for. */
export function bindingFacts(statements: readonly (Directive | Statement)[], source: Source): readonly BindingFact[] {
  const bindings = statements.flatMap((statement) => {
    const node = declaredBy(statement)
    return node === null ? [] : statementFacts(statement, node, source)
  })
  return withChanges(bindings, (names) => changesIn(statements, names, source))
}

function statementFacts(statement: Directive | Statement, node: Node, source: Source): readonly BindingFact[] {
  switch (node.type) {
    case 'VariableDeclaration': {
      const { kind } = node
      if (kind === 'using' || kind === 'await using') throw new Unsure('A resource at the top level')
      return node.declarations.flatMap((variable) => variableFacts(variable, kind === 'const', source))
    }
    case 'FunctionDeclaration':
    case 'TSDeclareFunction': {
      const span = source.span(node.id ?? statement)
      return [{ local: node.id?.name ?? 'default', span, value: made(node, { kind: 'function' }, source) }]
    }
    case 'TSEnumDeclaration': {
      const value = made(node, { kind: 'constant', value: enumFact(node, source) }, source)
      return [{ local: node.id.name, span: source.span(node.id), value }]
    }
    case 'ClassDeclaration':
    case 'TSInterfaceDeclaration':
      return []
    default:
      if (statement.type !== 'ExportDefaultDeclaration') return []
      return [{ local: 'default', span: source.span(node), value: valueOf(node, source) }]
  }
}

function variableFacts(variable: VariableDeclarator, constant: boolean, source: Source): readonly BindingFact[] {
  const { id, init } = variable
  if (init === null) return []
  const span = source.span(nameRange(id, source))
  const locals = boundNames(id)
  // Another value may be put into a variable that is no constant.
  if (!constant) return locals.map((local) => ({ local, span, value: made(init, { kind: 'variable' }, source) }))
  if (id.type === 'Identifier') return [{ local: id.name, span, value: valueOf(init, source) }]
  const path = dottedPath(init)
  // Taken apart in a way that is not followed.
  const parts = made(init, { kind: 'constant', value: dynamic(variable, source) }, source)
  if (path === undefined || id.type !== 'ObjectPattern') return locals.map((local) => ({ local, span, value: parts }))
  return id.properties.flatMap((element) => elementFacts(element, path, parts, source))
}

/** `const { CommandHandler: Cmd } = bg` makes `Cmd` an alias of `bg.CommandHandler`. */
function elementFacts(
  element: BindingProperty | BindingRestElement,
  path: readonly [string, ...string[]],
  parts: MadeFact,
  source: Source,
): readonly BindingFact[] {
  const span = source.span(element)
  const plain = element.type === 'Property' && !element.computed ? element : undefined
  if (plain?.key.type !== 'Identifier' || plain.value.type !== 'Identifier') {
    return boundNames(element.type === 'Property' ? element.value : element).map((local) => ({
      local,
      span,
      value: parts,
    }))
  }
  return [{ local: plain.value.name, span, value: { kind: 'alias', path: [...path, plain.key.name] } }]
}

function valueOf(initializer: Node, source: Source): BindingFact['value'] {
  const path = dottedPath(unwrapped(initializer))
  if (path !== undefined && path.join('.') !== 'undefined') return { kind: 'alias', path }
  return made(initializer, { kind: 'constant', value: valueFact(initializer, source) }, source)
}

function made(node: Node, constancy: ConstancyFact, source: Source): MadeFact {
  return { kind: 'made', mentions: mentionsIn(node, source), constancy, call: callFact(node, source) }
}
