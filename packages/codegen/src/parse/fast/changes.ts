import type { CallExpression, Node } from 'oxc-parser'
import type { Span } from '../../facts.js'
import type { Source } from './source.js'
import { childrenOf } from './walk.js'

const mutators = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'])
const objectMutators = new Set(['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf'])

/** Where a file first changes what is inside each of `names`: an assignment, a `delete`, a call such as `push`. */
export function changesIn(
  statements: readonly Node[],
  names: ReadonlySet<string>,
  source: Source,
): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>()
  if (names.size === 0) return found
  const visit = (node: Node): void => {
    const target = changedBy(node)
    const root = target === undefined ? undefined : rootOf(target)
    if (root !== undefined && names.has(root) && !found.has(root)) found.set(root, source.span(node))
    childrenOf(node).forEach(visit)
  }
  statements.forEach(visit)
  return found
}

/** The object that a node changes something inside of; `({ a: object.a = 1 } = …)` has a pattern that does. */
function changedBy(node: Node): Node | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return ownerOf(node.left)
    case 'UpdateExpression':
      return ownerOf(node.argument)
    case 'UnaryExpression':
      return node.operator === 'delete' ? ownerOf(node.argument) : undefined
    case 'CallExpression':
      return changedByCall(node)
    default:
      return undefined
  }
}

function changedByCall({ callee, arguments: given }: CallExpression): Node | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined
  const { object: owner, property } = callee
  if (mutators.has(property.name)) return owner
  const isObject = owner.type === 'Identifier' && owner.name === 'Object' && objectMutators.has(property.name)
  return isObject ? given[0] : undefined
}

function ownerOf(target: Node): Node | undefined {
  const inner = plain(target)
  return inner.type === 'MemberExpression' ? inner.object : undefined
}

function rootOf(node: Node): string | undefined {
  const inner = plain(node)
  if (inner.type === 'Identifier') return inner.name
  return inner.type === 'MemberExpression' ? rootOf(inner.object) : undefined
}

function plain(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'ChainExpression':
      return plain(node.expression)
    default:
      return node
  }
}
