import type { Bot, HandlerClass } from '../model.js'
import { Kept } from './kept.js'
import { KeptWhile } from './kept-while.js'
import { type EmitOptions, namesIn, type Plan, planModule } from './plan.js'
import { outlinesOf } from './outlines.js'

/** A plan, and the texts of functions that were written with its names. */
interface Planned {
  readonly plan: Plan
  readonly functions: WeakMap<HandlerClass, string>
}

/** The plan of a bot that is written again and again, made anew where something that names depend on has changed. */
export class KeptPlan {
  readonly #kept = new KeptWhile<Planned>()
  readonly #functions = new Kept<HandlerClass, string>()

  of(bot: Bot, options: EmitOptions): Planned {
    const basis = basisOf(bot, options)
    const known = this.#kept.recall(basis)
    if (known !== undefined) return { ...known, plan: planFor(bot, known.plan) }
    const plan = planModule(bot, options)
    return this.#kept.keep(basis, { plan, functions: this.#functions.with(namesIn(plan, bot)) })
  }
}

function basisOf(bot: Bot, { instances, output, extension }: EmitOptions): readonly string[] {
  const outlines = outlinesOf(bot)
  return [instances, output, extension, ...outlines]
}

/** The plan for classes that differ from those that it was made for in nothing that it depends on. */
function planFor(bot: Bot, plan: Plan): Plan {
  const classes = plan.classes.map((named, index) => {
    const of = bot.classes[index] ?? named.of
    return of === named.of ? named : { ...named, of }
  })
  return { ...plan, classes }
}
