import type { Bot, HandlerClass } from '../model.js'
import { type EmitOptions, namesIn, type Plan, planModule } from './plan.js'
import { outlinesOf } from './outlines.js'

/** A plan, and the texts of functions that were written with its names. */
interface Planned {
  readonly plan: Plan
  readonly functions: WeakMap<HandlerClass, string>
}

interface Last extends Planned {
  readonly basis: readonly string[]
  readonly names: string
  /** Whether it names files outside the project: what those are called by depends on what all files import. */
  readonly leadsOutside: boolean
}

/** The plan of a bot that is written again and again, made anew where something that names depend on has changed. */
export class KeptPlan {
  #last: Last | undefined

  of(bot: Bot, options: EmitOptions): Planned {
    const basis = basisOf(bot, options)
    const last = this.#last
    if (last?.leadsOutside === false && isSame(basis, last.basis)) {
      return { plan: planFor(bot, last.plan), functions: last.functions }
    }
    const plan = planModule(bot, options)
    const names = namesIn(plan, bot)
    const functions = names === last?.names ? last.functions : new WeakMap<HandlerClass, string>()
    this.#last = { plan, functions, basis, names, leadsOutside: basis.some((each) => each.includes('"../')) }
    return this.#last
  }
}

function basisOf(bot: Bot, { instances, output, extension }: EmitOptions): readonly string[] {
  const outlines = outlinesOf(bot)
  return [instances, output, extension, ...outlines]
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index])
}

/** The plan for classes that differ from those that it was made for in nothing that it depends on. */
function planFor(bot: Bot, plan: Plan): Plan {
  const classes = plan.classes.map((named, index) => {
    const of = bot.classes[index] ?? named.of
    return of === named.of ? named : { ...named, of }
  })
  return { ...plan, classes }
}
