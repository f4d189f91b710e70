// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import {
  type BindingElement,
  type ClassDeclaration,
  type ClassExpression,
  Node,
  type SourceFile,
  type VariableDeclaration,
  VariableDeclarationKind,
} from 'ts-morph'
import type { BindingFact, ConstancyFact, MadeFact, StaticFact } from '../../facts.js'
import { withChanges } from '../changeable.js'
import { changesIn } from './changes.js'
import { callFact } from './decorators.js'
import { boundNames, dottedPath, mentionsIn, topLevelNames, unwrapped } from './names.js'
import { spanOf } from './spans.js'
import { enumFact, valueFact } from './values.js'

/** What the variables, functions and enums at the file's top level stand for. */
export function bindingFacts(source: SourceFile): readonly BindingFact[] {
  const names = topLevelNames(source)
  const bindings = source.getStatements().flatMap((statement): readonly BindingFact[] => {
    if (Node.isVariableStatement(statement)) {
      const constant = statement.getDeclarationKind() === VariableDeclarationKind.Const
      return statement.getDeclarations().flatMap((variable) => variableFacts(variable, constant, names))
    }
    if (Node.isFunctionDeclaration(statement)) {
      const local = statement.getName() ?? 'default'
      const span = spanOf(statement.getNameNode() ?? statement)
      return [{ local, span, value: made(statement, names, { kind: 'function' }) }]
    }
    if (Node.isEnumDeclaration(statement)) {
      const value = made(statement, names, { kind: 'constant', value: enumFact(statement) })
      return [{ local: statement.getName(), span: spanOf(statement.getNameNode()), value }]
    }
    if (Node.isExportAssignment(statement) && !statement.isExportEquals()) {
      const expression = statement.getExpression()
      return [{ local: 'default', span: spanOf(expression), value: valueOf(expression, names) }]
    }
    return []
  })
  return withChanges(bindings, (changeable) => changesIn(source, changeable))
}

/** What the static properties of a class hold. */
export function staticFacts(node: ClassDeclaration | ClassExpression): readonly StaticFact[] {
  const names = topLevelNames(node.getSourceFile())
  return node.getStaticProperties().flatMap((property): readonly StaticFact[] => {
    if (!Node.isPropertyDeclaration(property)) return []
    const initializer = property.getInitializer()
    const name = property.getNameNode()
    if (initializer === undefined || !Node.isIdentifier(name)) return []
    const constancy: ConstancyFact = property.isReadonly()
      ? { kind: 'constant', value: valueFact(initializer) }
      : { kind: 'variable' }
    return [{ name: name.getText(), span: spanOf(name), mentions: mentionsIn(initializer, names), constancy }]
  })
}

function variableFacts(
  variable: VariableDeclaration,
  constant: boolean,
  names: ReadonlySet<string>,
): readonly BindingFact[] {
  const initializer = variable.getInitializer()
  if (initializer === undefined) return []
  const span = spanOf(variable.getNameNode())
  const locals = boundNames(variable.compilerNode.name)
  // Another value may be put into a variable that is no constant.
  if (!constant) {
    return locals.map((local) => ({ local, span, value: made(initializer, names, { kind: 'variable' }) }))
  }
  const name = variable.getNameNode()
  if (Node.isIdentifier(name)) return [{ local: name.getText(), span, value: valueOf(initializer, names) }]
  const path = dottedPath(initializer)
  const parts = made(initializer, names, { kind: 'constant', value: unknownValue(variable) })
  if (path === undefined || !Node.isObjectBindingPattern(name)) {
    return locals.map((local) => ({ local, span, value: parts }))
  }
  return name.getElements().flatMap((element) => elementFacts(element, path, parts))
}

/** `const { CommandHandler: Cmd } = bg` makes `Cmd` an alias of `bg.CommandHandler`. */
function elementFacts(
  element: BindingElement,
  path: readonly [string, ...string[]],
  parts: MadeFact,
): readonly BindingFact[] {
  const span = spanOf(element)
  const property = element.getPropertyNameNode() ?? element.getNameNode()
  const isPlain = Node.isIdentifier(property) && Node.isIdentifier(element.getNameNode())
  if (!isPlain || element.hasInitializer() || element.getDotDotDotToken() !== undefined) {
    return boundNames(element.compilerNode.name).map((local) => ({ local, span, value: parts }))
  }
  return [{ local: element.getName(), span, value: { kind: 'alias', path: [...path, property.getText()] } }]
}

function valueOf(initializer: Node, names: ReadonlySet<string>): BindingFact['value'] {
  const path = dottedPath(unwrapped(initializer))
  if (path !== undefined && path.join('.') !== 'undefined') return { kind: 'alias', path }
  return made(initializer, names, { kind: 'constant', value: valueFact(initializer) })
}

function made(node: Node, names: ReadonlySet<string>, constancy: ConstancyFact): MadeFact {
  return { kind: 'made', mentions: mentionsIn(node, names), constancy, call: callFact(node) }
}

/** What is taken apart in a way that is not followed. */
function unknownValue(variable: VariableDeclaration) {
  return { kind: 'dynamic', text: variable.getText(), span: spanOf(variable) } as const
}
