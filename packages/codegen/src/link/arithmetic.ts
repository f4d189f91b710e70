import type { BinaryOperator, UnaryOperator, ValueFact } from '../facts.js'

type Primitive = string | number | boolean

/** What an operator makes of constants; nothing where the operands are none that it is meant for. */
export function operate(
  operator: UnaryOperator | BinaryOperator,
  operands: readonly ValueFact[],
): Primitive | undefined {
  const [left, right] = operands
  if (left === undefined) return undefined
  if (right === undefined) return unary(operator, left)
  if (operator === '+' && (left.kind === 'string' || right.kind === 'string')) {
    const [before, after] = [textOf(left), textOf(right)]
    return before === undefined || after === undefined ? undefined : before + after
  }
  return left.kind === 'number' && right.kind === 'number' ? binary(operator, left.value, right.value) : undefined
}

/** What a constant is in a template; nothing for what has no text of its own. */
export function textOf(value: ValueFact): string | undefined {
  switch (value.kind) {
    case 'string':
      return value.value
    case 'number':
    case 'boolean':
      return String(value.value)
    case 'null':
    case 'undefined':
      return value.kind
    case 'regex':
    case 'array':
    case 'object':
    case 'reference':
    case 'computed':
    case 'dynamic':
      return undefined
  }
}

function unary(operator: UnaryOperator | BinaryOperator, operand: ValueFact): Primitive | undefined {
  if (operator === '!') return operand.kind === 'boolean' ? !operand.value : undefined
  if (operand.kind !== 'number') return undefined
  if (operator === '-') return -operand.value
  if (operator === '~') return ~operand.value
  return operator === '+' ? operand.value : undefined
}

function binary(operator: UnaryOperator | BinaryOperator, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    case '**':
      return left ** right
    case '<<':
      return left << right
    case '>>':
      return left >> right
    case '>>>':
      return left >>> right
    case '&':
      return left & right
    case '|':
      return left | right
    case '^':
      return left ^ right
    case '~':
    case '!':
      return undefined
  }
}
