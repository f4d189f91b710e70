import type { ts as TypeScript } from 'ts-morph'
import type { Place, SessionFlavour } from '../model.js'
import { loadTsMorph } from '../ts-morph.js'

/** The names of the methods that a handler calls on a session; `parameter` is the position of the parameter. */
export type ReadCalls = (method: Place, parameter: number, flavour: SessionFlavour) => ReadonlySet<string>

/** The member of a `SessionContext` that is the session. */
const sessionMember = 'recordedBy'

/**
 * Reads the bodies of handlers, each file once.
 *
 * @param textOf - the text of a file of the project
 */
export function callReader(textOf: (file: string) => string): ReadCalls {
  const parsed = new Map<string, TypeScript.SourceFile>()
  const sourceOf = (file: string, ts: typeof TypeScript) => {
    const known = parsed.get(file)
    if (known !== undefined) return known
    const kind = /\.[jt]sx$/.test(file) ? ts.ScriptKind.TSX : ts.ScriptKind.TS
    const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.ESNext, true, kind)
    parsed.set(file, source)
    return source
  }
  return (place, index, flavour) => {
    const { ts } = loadTsMorph()
    const source = sourceOf(place.file, ts)
    const position = source.getPositionOfLineAndCharacter(place.line - 1, place.column - 1)
    const method = methodAt(source, position, ts)
    const parameter = method?.parameters.filter(({ name }) => !isNamed(name, 'this', ts))[index]
    const calls = new Set<string>()
    if (method?.body !== undefined && parameter !== undefined) {
      new Calls(ts, calls).addAll(method.body, parameter.name, flavour === 'sessionContext' ? 'context' : 'session')
    }
    return calls
  }
}

function methodAt(source: TypeScript.SourceFile, position: number, ts: typeof TypeScript) {
  const find = (node: TypeScript.Node): TypeScript.MethodDeclaration | undefined => {
    if (position < node.pos || position >= node.end) return undefined
    if (ts.isMethodDeclaration(node) && node.name.getStart(source) === position) return node
    return ts.forEachChild(node, find)
  }
  return find(source)
}

function isNamed(node: TypeScript.Node, name: string, ts: typeof TypeScript): boolean {
  return ts.isIdentifier(node) && node.text === name
}

/** What a name stands for: a session, or a context with one. */
type Holder = 'session' | 'context'

/** Goes through code in which names stand for one session. */
class Calls {
  /** Constants that were followed: code that does not compile may define one by itself. */
  readonly #followed = new Set<TypeScript.Node>()

  constructor(
    private readonly ts: typeof TypeScript,
    private readonly found: Set<string>,
  ) {}

  /** Follows what a parameter or constant binds through the code in which it is known. */
  addAll(scope: TypeScript.Node, name: TypeScript.BindingName, holder: Holder): void {
    const { ts } = this
    if (ts.isIdentifier(name)) {
      ts.forEachChild(scope, (child) => {
        this.#visit(child, name.text, holder)
      })
    } else if (ts.isObjectBindingPattern(name) && holder === 'context') {
      for (const { propertyName, name: local } of name.elements) {
        if (isNamed(propertyName ?? local, sessionMember, ts)) this.addAll(scope, local, 'session')
      }
    }
  }

  #visit(node: TypeScript.Node, name: string, holder: Holder): void {
    const { ts } = this
    // Another thing of the same name.
    if (this.#declares(node, name)) return
    if (ts.isCallExpression(node)) this.#call(node, name, holder)
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) this.#constant(node, name, holder)
    if (ts.isForOfStatement(node)) this.#loop(node, name, holder)
    ts.forEachChild(node, (child) => {
      this.#visit(child, name, holder)
    })
  }

  #call({ expression }: TypeScript.CallExpression, name: string, holder: Holder): void {
    const { ts } = this
    const callee = this.#bare(expression)
    if (!ts.isPropertyAccessExpression(callee) && !ts.isElementAccessExpression(callee)) return
    const member = memberName(callee, ts)
    if (member !== undefined && this.#stands(callee.expression, name, holder) === 'session') this.found.add(member)
  }

  /** `const session = order`, `const session = ctx.recordedBy`, `const { recordedBy: session } = ctx` */
  #constant(node: TypeScript.VariableDeclaration, name: string, holder: Holder): void {
    const { ts } = this
    const { name: local, initializer, parent } = node
    const stands = initializer && this.#stands(initializer, name, holder)
    const isConstant = ts.isVariableDeclarationList(parent) && hasFlags(parent, ts.NodeFlags.Const)
    // `await using` closes it.
    if (stands === 'session' && hasFlags(parent, ts.NodeFlags.AwaitUsing)) this.found.add('close')
    if (stands !== undefined && isConstant && ts.isVariableStatement(parent.parent) && !this.#followed.has(node)) {
      this.#followed.add(node)
      this.addAll(parent.parent.parent, local, stands)
    }
  }

  /** `for (const session of [order, support])` */
  #loop({ initializer, expression, statement }: TypeScript.ForOfStatement, name: string, holder: Holder): void {
    const { ts } = this
    const list = this.#bare(expression)
    if (!ts.isArrayLiteralExpression(list) || !ts.isVariableDeclarationList(initializer)) return
    const [declaration] = initializer.declarations
    for (const element of list.elements) {
      const stands = this.#stands(element, name, holder)
      if (stands !== undefined && declaration !== undefined) this.addAll(statement, declaration.name, stands)
    }
  }

  /** What an expression stands for. */
  #stands(expression: TypeScript.Expression, name: string, holder: Holder): Holder | undefined {
    const { ts } = this
    const bare = this.#bare(expression)
    if (isNamed(bare, name, ts)) return holder
    const isMember = ts.isPropertyAccessExpression(bare) && bare.name.text === sessionMember
    return holder === 'context' && isMember && isNamed(this.#bare(bare.expression), name, ts) ? 'session' : undefined
  }

  /** Without parentheses, `!`, `as` and `await`. */
  #bare(expression: TypeScript.Expression): TypeScript.Expression {
    const { ts } = this
    let bare = expression
    while (
      ts.isParenthesizedExpression(bare) ||
      ts.isNonNullExpression(bare) ||
      ts.isAsExpression(bare) ||
      ts.isSatisfiesExpression(bare) ||
      ts.isAwaitExpression(bare)
    ) {
      bare = bare.expression
    }
    return bare
  }

  /** Whether a function or block gives the name a meaning of its own. */
  #declares(node: TypeScript.Node, name: string): boolean {
    const { ts } = this
    if (ts.isFunctionLike(node)) return node.parameters.some((parameter) => this.#binds(parameter.name, name))
    if (ts.isCatchClause(node))
      return node.variableDeclaration !== undefined && this.#binds(node.variableDeclaration.name, name)
    if (ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      const { initializer } = node
      return initializer !== undefined && ts.isVariableDeclarationList(initializer) && this.#declared(initializer, name)
    }
    if (!ts.isBlock(node) && !ts.isCaseBlock(node)) return false
    const statements = ts.isBlock(node) ? node.statements : node.clauses.flatMap((clause) => [...clause.statements])
    return statements.some((statement) => {
      if (ts.isVariableStatement(statement)) return this.#declared(statement.declarationList, name)
      const isDeclaration = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
      return isDeclaration && statement.name?.text === name
    })
  }

  #declared({ declarations }: TypeScript.VariableDeclarationList, name: string): boolean {
    return declarations.some((declaration) => this.#binds(declaration.name, name))
  }

  #binds(binding: TypeScript.BindingName, name: string): boolean {
    const { ts } = this
    if (ts.isIdentifier(binding)) return binding.text === name
    return binding.elements.some((element) => ts.isBindingElement(element) && this.#binds(element.name, name))
  }
}

function memberName(
  access: TypeScript.PropertyAccessExpression | TypeScript.ElementAccessExpression,
  ts: typeof TypeScript,
): string | undefined {
  if (ts.isPropertyAccessExpression(access)) return access.name.text
  return ts.isStringLiteral(access.argumentExpression) ? access.argumentExpression.text : undefined
}

/** @param wanted - one flag or several, which must all be there */
function hasFlags({ flags }: TypeScript.Node, wanted: number): boolean {
  return (flags & wanted) === wanted
}
