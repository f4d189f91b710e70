import type { DecoratorFact, ValueFact } from '../facts.js'
import type { ComponentReference, Handler, Located, RateLimit } from '../model.js'
import { type Applied, appliedDecorators } from './applied.js'
import { ArgumentValues, type Reading } from './argument-values.js'
import { type AroundDecoratorName, isAroundDecorator } from './decorator-names.js'
import { type Decorated, lineageOf, type Owner } from './lineage.js'

export type Around = Pick<Handler, 'guards' | 'limit' | 'argumentParser'>

/**
 * What stands before a handler of the class `owner`. Guards add up, those of the furthest base class first and those of
 * the method last; of limits and argument parsers the nearest one counts. A method that overrides another takes nothing
 * from it. The runtime computes the same at start.
 */
export function aroundOf({ member, owner: declaring }: Decorated, owner: Owner, reading: Reading): Around {
  const lineage = lineageOf(owner, reading.world)
  const ofClasses = lineage.map(({ fact, file }) => readAround(decoratorsOf(fact.decorators, file, reading), reading))
  const ofMethod = readAround(decoratorsOf(member.decorators, declaring.file, reading), reading)
  const nearest = [ofMethod, ...ofClasses.toReversed()]
  return {
    guards: [...ofClasses.flatMap(({ guards }) => guards), ...ofMethod.guards],
    limit: nearest.find(({ limit }) => limit !== undefined)?.limit,
    argumentParser: nearest.find(({ argumentParser }) => argumentParser !== undefined)?.argumentParser,
  }
}

function decoratorsOf(
  decorators: readonly DecoratorFact[],
  file: Owner['file'],
  { world }: Reading,
): readonly Applied<AroundDecoratorName>[] {
  return appliedDecorators(decorators, file, world).filter(isAround)
}

function isAround(applied: Applied): applied is Applied<AroundDecoratorName> {
  return isAroundDecorator(applied.name)
}

/** What decorators of one class or method say together, in the order in which they are written. */
function readAround(decorators: readonly Applied<AroundDecoratorName>[], reading: Reading): Around {
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
