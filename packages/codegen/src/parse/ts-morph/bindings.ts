// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { type BindingElement, Node, type SourceFile, type VariableDeclaration, VariableDeclarationKind } from 'ts-morph'
import type { BindingFact, Path } from '../../facts.js'
import { boundNames, dottedPath, mentionsIn, topLevelNames, unwrapped } from './names.js'

/** What the variables and functions at the file's top level stand for. */
export function bindingFacts(source: SourceFile): readonly BindingFact[] {
  const names = topLevelNames(source)
  return source.getStatements().flatMap((statement): readonly BindingFact[] => {
    if (Node.isVariableStatement(statement)) {
      const constant = statement.getDeclarationKind() === VariableDeclarationKind.Const
      return statement.getDeclarations().flatMap((variable) => variableFacts(variable, constant, names))
    }
    if (Node.isFunctionDeclaration(statement)) {
      const local = statement.getName() ?? 'default'
      return [{ local, value: { kind: 'made', mentions: mentionsIn(statement, names) } }]
    }
    if (Node.isExportAssignment(statement) && !statement.isExportEquals()) {
      return [{ local: 'default', value: valueOf(statement.getExpression(), names) }]
    }
    return []
  })
}

function variableFacts(
  variable: VariableDeclaration,
  constant: boolean,
  names: ReadonlySet<string>,
): readonly BindingFact[] {
  const initializer = variable.getInitializer()
  if (initializer === undefined) return []
  const locals = boundNames(variable.compilerNode.name)
  const made: BindingFact['value'] = { kind: 'made', mentions: mentionsIn(initializer, names) }
  // Another value may be put into a variable that is no constant.
  if (!constant) return locals.map((local) => ({ local, value: made }))
  const name = variable.getNameNode()
  if (Node.isIdentifier(name)) return [{ local: name.getText(), value: valueOf(initializer, names) }]
  const path = dottedPath(initializer)
  if (path === undefined || !Node.isObjectBindingPattern(name)) return locals.map((local) => ({ local, value: made }))
  return name.getElements().flatMap((element) => elementFacts(element, path, made))
}

/** `const { CommandHandler: Cmd } = bg` makes `Cmd` an alias of `bg.CommandHandler`. */
function elementFacts(element: BindingElement, path: Path, made: BindingFact['value']): readonly BindingFact[] {
  const property = element.getPropertyNameNode() ?? element.getNameNode()
  const isPlain = Node.isIdentifier(property) && Node.isIdentifier(element.getNameNode())
  if (!isPlain || element.hasInitializer() || element.getDotDotDotToken() !== undefined) {
    return boundNames(element.compilerNode.name).map((local) => ({ local, value: made }))
  }
  return [{ local: element.getName(), value: { kind: 'alias', path: [...path, property.getText()] } }]
}

function valueOf(initializer: Node, names: ReadonlySet<string>): BindingFact['value'] {
  const path = dottedPath(unwrapped(initializer))
  return path === undefined ? { kind: 'made', mentions: mentionsIn(initializer, names) } : { kind: 'alias', path }
}
