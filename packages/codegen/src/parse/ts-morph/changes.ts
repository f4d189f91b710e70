import { type SourceFile, ts } from 'ts-morph'
import type { Span } from '../../facts.js'
import { spanBetween } from './spans.js'

const mutators = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'])
const objectMutators = new Set(['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf'])

/** Where a file first changes what is inside each of `names`: an assignment, a `delete`, a call such as `push`. */
export function changesIn(source: SourceFile, names: ReadonlySet<string>): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>()
  if (names.size === 0) return found
  const visit = (node: ts.Node): void => {
    const target = changedBy(node)
    const root = target === undefined ? undefined : rootOf(target)
    if (root !== undefined && names.has(root) && !found.has(root)) {
      found.set(root, spanBetween(source, node.getStart(source.compilerNode), node.getEnd()))
    }
    ts.forEachChild(node, visit)
  }
  // The compiler's own nodes: wrapping every one of a file would be slow.
  ts.forEachChild(source.compilerNode, visit)
  return found
}

/** The object that a node changes something inside of. */
function changedBy(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken
    const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
    return isAssignment ? ownerOf(node.left) : undefined
  }
  if (ts.isDeleteExpression(node)) return ownerOf(node.expression)
  if (ts.isPostfixUnaryExpression(node)) return ownerOf(node.operand)
  if (ts.isPrefixUnaryExpression(node)) {
    const steps = [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken]
    return steps.includes(node.operator) ? ownerOf(node.operand) : undefined
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined
  const { expression: owner, name } = node.expression
  if (mutators.has(name.text)) return owner
  const isObject = ts.isIdentifier(owner) && owner.text === 'Object' && objectMutators.has(name.text)
  return isObject ? node.arguments[0] : undefined
}

function ownerOf(target: ts.Expression): ts.Expression | undefined {
  const inner = plain(target)
  return ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner) ? inner.expression : undefined
}

function rootOf(node: ts.Expression): string | undefined {
  const inner = plain(node)
  if (ts.isIdentifier(inner)) return inner.text
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) return rootOf(inner.expression)
  return undefined
}

function plain(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isTypeAssertionExpression(node)
    ? plain(node.expression)
    : node
}
