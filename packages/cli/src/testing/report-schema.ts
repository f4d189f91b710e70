import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'

const file = new URL('../../schema/report.schema.json', import.meta.url)
const schema: unknown = JSON.parse(readFileSync(file, 'utf8'))

/** Whether the schema takes a report; a caller's code that follows the schema then reads it. */
export const takes: ValidateFunction = compiled(schema)
/** Takes what the schema names and nothing else: what is printed must be written down. */
const takesOnly = compiled(closed(schema))

/** What the schema finds wrong with a report, or too much in it. */
export function faultsOf(report: unknown): readonly ErrorObject[] {
  return [takes, takesOnly].flatMap((validate) => (validate(report) ? [] : (validate.errors ?? [])))
}

function compiled(schemaText: unknown): ValidateFunction {
  return new Ajv({ allErrors: true }).compile(schemaText as object)
}

/** The same schema, in which objects have no other properties than those it names. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const inside = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]))
  return 'properties' in value && 'type' in value ? { ...inside, additionalProperties: false } : inside
}
