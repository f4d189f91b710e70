import type { ValueFact } from '../facts.js'
import type { ComponentReference, Handler, Located, RateLimit } from '../model.js'
import { ArgumentValues, type Reading } from './argument-values.js'
import { type AroundDecoratorName, isAroundDecorator } from './decorator-names.js'
import type { Applied, ReadClass, ReadDecorators } from './reading.js'

export type Around = Pick<Handler, 'guards' | 'limit' | 'argumentParser'>

/**
 * What the decorators of a class and of its base classes put before each of its handlers. Guards add up, those of the
 * furthest base class first; of limits and argument parsers the nearest one counts. The runtime computes the same at start.
 */
export function aroundClass(lineage: readonly ReadClass[], reading: Reading): Around {
  return lineage.reduce((before, { decorators }) => together(before, readAround(decorators, reading)), nothing)
}

/** The same for one handler of the class: a method that overrides another takes nothing from it. */
export function aroundHandler(ofClass: Around, ofMethod: ReadDecorators, reading: Reading): Around {
  return together(ofClass, readAround(ofMethod, reading))
}

const nothing: Around = { guards: [], limit: undefined, argumentParser: undefined }

function together(before: Around, nearer: Around): Around {
  if (nearer === nothing) return before
  return {
    guards: [...before.guards, ...nearer.guards],
    limit: nearer.limit ?? before.limit,
    argumentParser: nearer.argumentParser ?? before.argumentParser,
  }
}

function isAround(applied: Applied): applied is Applied<AroundDecoratorName> {
  return isAroundDecorator(applied.name)
}

/** What decorators of one class or method say together, in the order in which they are written. */
function readAround({ applied: all }: ReadDecorators, reading: Reading): Around {
  if (!all.some(isAround)) return nothing
  const decorators = all.filter(isAround)
  const guards: Located<ComponentReference>[] = []
  let limit: Around['limit']
  let argumentParser: Around['argumentParser']
  for (const applied of decorators) {
    const values = new ArgumentValues(applied, reading)
    switch (applied.name) {
      case 'Guard':
        guards.push(...readGuards(values))
        break
      case 'RateLimits':
        if (limit !== undefined) refuseSecond(values)
        limit ??= readLimit(values)
        break
      case 'ArgParser':
        if (argumentParser !== undefined) refuseSecond(values)
        argumentParser ??= readParser(values)
        break
    }
  }
  return { guards, limit, argumentParser }
}

function refuseSecond(values: ArgumentValues): void {
  values.report(
    'BG1703',
    values.place,
    `${values.label} stands here twice, and only one of them can count; remove one.`,
  )
}

function readGuards(values: ArgumentValues): readonly Located<ComponentReference>[] {
  const example = '@Guard(AdminsOnly)'
  const said = values.called(example)
  if (said?.length === 0) values.report('BG1303', values.place, `@Guard names no guard; write \`${example}\`.`)
  return values.classes(said ?? [], 'A guard')
}

function readParser(values: ArgumentValues): Located<ComponentReference> | undefined {
  const example = '@ArgParser(MyParser)'
  const said = values.called(example)
  if (said?.length === 0) values.report('BG1303', values.place, `@ArgParser names no parser; write \`${example}\`.`)
  values.atMost(1, 'one class')
  return values.classes(said?.slice(0, 1) ?? [], 'The argument parser')[0]
}

function readLimit(values: ArgumentValues): Located<RateLimit> | undefined {
  const example = "{ rate: 3, period: '10s' }"
  const all = values.called(`@RateLimits(${example})`)
  values.atMost(1, 'one object')
  if (all?.length === 0) {
    values.report('BG1203', values.place, `@RateLimits needs the limit; write \`@RateLimits(${example})\`.`)
  }
  const said = all?.[0]
  if (said === undefined) return undefined
  const options = values.options(said, ['rate', 'period'], example)
  const rate = options.get('rate')
  const period = options.get('period')
  if (said.kind === 'object' && (rate === undefined || period === undefined)) {
    const missing = rate === undefined ? 'rate' : 'period'
    values.report('BG1701', values.placeOf(said), `The limit has no \`${missing}\`; write ${example}, for example.`)
  }
  if (rate === undefined || period === undefined) return undefined
  const calls = values.number(rate, 'The rate')
  const time = readPeriod(values, period)
  return calls && time && { value: { rate: calls.value, period: time.value }, place: values.placeOf(said) }
}

function readPeriod(values: ArgumentValues, value: ValueFact): Located<number | string> | undefined {
  if (value.kind === 'number') return values.number(value, 'The period')
  return values.text(value, 'The period')
}
