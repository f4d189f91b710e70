/** The table, arranged by update kind: what an update of a kind can go to is found without looking at other kinds. */
import { commandName, type HandlerSpec } from '../decorators/index.js'
import { DuplicateHandlerError } from '../errors.js'
import type { DispatchTable } from '../table/index.js'
import { type UpdateKind, updateKinds } from '../updates/index.js'
import { type Handler, type HandlerDefaults, handlerOf } from './handler.js'
import { wholeText } from './pattern.js'

/** What updates of one kind can go to. */
export interface KindPlan {
  /** Nothing for kinds that botgen does not know. */
  readonly kind: string | undefined
  /** What parts the name from the arguments in callback data. */
  readonly callbackDelimiter: string
  readonly observers: readonly Handler[]
  readonly commands: ReadonlyMap<string, Handler>
  readonly callbacks: ReadonlyMap<string, Handler>
  /** In the order in which they are tried. */
  readonly texts: ReadonlyMap<string, readonly Handler[]>
  /** In the order in which they are tried. */
  readonly patterns: readonly PatternHandler[]
  readonly unprocessed: Handler | undefined
  /** Whether an input can be answered by this kind of update. */
  readonly takesInputs: boolean
}

export interface PatternHandler {
  readonly handler: Handler
  /** Matches whole texts. */
  readonly expression: RegExp
}

export interface Plans {
  /** Nothing for kinds that nothing takes. */
  readonly of: (kind: string | undefined) => KindPlan | undefined
  readonly inputs: ReadonlyMap<string, Handler>
}

/** Whether there is anything behind commands and inputs. */
export function takesText({ texts, patterns, unprocessed }: KindPlan): boolean {
  return texts.size > 0 || patterns.length > 0 || unprocessed !== undefined
}

interface OpenPlan extends KindPlan {
  readonly observers: Handler[]
  readonly commands: Map<string, Handler>
  readonly callbacks: Map<string, Handler>
  readonly texts: Map<string, Handler[]>
  readonly patterns: PatternHandler[]
  unprocessed: Handler | undefined
}

/**
 * @throws DuplicateHandlerError if two handlers answer the same
 * @throws RangeError if a rate limit is none
 */
export function plansOf(
  { classes, allowedUpdates, callbackDelimiter }: DispatchTable,
  defaults: HandlerDefaults,
): Plans {
  const handlers = classes.flatMap((of) => of.routes.map((route) => handlerOf(of, route, defaults)))
  const inputs = inputsOf(handlers)
  const open = new Map<string, OpenPlan>()
  const planOf = (kind: string): OpenPlan => {
    const known = open.get(kind)
    if (known !== undefined) return known
    const takesInputs = inputs.size > 0 && (allowedUpdates as readonly string[]).includes(kind)
    const plan = emptyPlan({ kind, callbackDelimiter, takesInputs })
    open.set(kind, plan)
    return plan
  }
  if (inputs.size > 0) allowedUpdates.forEach(planOf)
  const fallback = handlers.filter(({ route: { spec } }) => spec.kind === 'unprocessed' && spec.kinds.length === 0)
  if (fallback[0] !== undefined && fallback[1] !== undefined) {
    throw new DuplicateHandlerError('what no other handler takes', fallback[0], fallback[1])
  }
  for (const handler of handlers) place(handler, handler.route.spec, planOf)
  for (const plan of open.values()) {
    plan.patterns.sort((one, other) => priorityOf(one.handler) - priorityOf(other.handler))
    for (const [text, list] of plan.texts) checkTexts(text, list)
  }
  const [rest] = fallback
  if (rest === undefined) return { of: (kind) => (kind === undefined ? undefined : open.get(kind)), inputs }
  for (const kind of updateKinds) planOf(kind).unprocessed ??= rest
  const unknownKind: KindPlan = {
    ...emptyPlan({ kind: undefined, callbackDelimiter, takesInputs: false }),
    unprocessed: rest,
  }
  return { of: (kind) => (kind === undefined ? unknownKind : (open.get(kind) ?? unknownKind)), inputs }
}

function emptyPlan(of: Pick<KindPlan, 'kind' | 'callbackDelimiter' | 'takesInputs'>): OpenPlan {
  return {
    ...of,
    observers: [],
    commands: new Map(),
    callbacks: new Map(),
    texts: new Map(),
    patterns: [],
    unprocessed: undefined,
  }
}

function place(handler: Handler, spec: HandlerSpec, planOf: (kind: string) => OpenPlan): void {
  switch (spec.kind) {
    case 'command':
      for (const kind of new Set(spec.scope)) {
        const plan = planOf(kind)
        for (const name of new Set(spec.names)) addCommand(plan, kind, name, handler)
      }
      return
    case 'callback': {
      const plan = planOf('callback_query')
      for (const name of new Set(spec.names)) addCallback(plan, name, handler)
      return
    }
    case 'text':
      for (const kind of new Set(spec.scope)) {
        const { texts } = planOf(kind)
        for (const text of new Set(spec.texts)) texts.set(text, [...(texts.get(text) ?? []), handler])
      }
      return
    case 'pattern': {
      const expression = wholeText(spec.pattern)
      for (const kind of new Set(spec.scope)) planOf(kind).patterns.push({ handler, expression })
      return
    }
    case 'observer':
      for (const kind of new Set(spec.kinds)) planOf(kind).observers.push(handler)
      return
    case 'unprocessed':
      for (const kind of new Set(spec.kinds)) addUnprocessed(planOf(kind), kind, handler)
      return
    case 'input':
  }
}

function addCommand(plan: OpenPlan, kind: string, name: string, handler: Handler): void {
  const pressed =
    kind === 'callback_query'
      ? [...plan.callbacks].find(([callback]) => commandName(callback) === name)?.[1]
      : undefined
  const other = plan.commands.get(name) ?? pressed
  if (other !== undefined) throw new DuplicateHandlerError(`/${name}`, other, handler)
  plan.commands.set(name, handler)
}

function addCallback(plan: OpenPlan, name: string, handler: Handler): void {
  const other = plan.callbacks.get(name) ?? plan.commands.get(commandName(name))
  if (other !== undefined) throw new DuplicateHandlerError(`callback data '${name}'`, other, handler)
  plan.callbacks.set(name, handler)
}

function addUnprocessed(plan: OpenPlan, kind: UpdateKind, handler: Handler): void {
  if (plan.unprocessed !== undefined) {
    throw new DuplicateHandlerError(`${kind} updates that no other handler takes`, plan.unprocessed, handler)
  }
  plan.unprocessed = handler
}

function inputsOf(handlers: readonly Handler[]): ReadonlyMap<string, Handler> {
  const inputs = new Map<string, Handler>()
  for (const handler of handlers) {
    const { spec } = handler.route
    for (const id of spec.kind === 'input' ? new Set(spec.ids) : []) {
      const other = inputs.get(id)
      if (other !== undefined) throw new DuplicateHandlerError(`input '${id}'`, other, handler)
      inputs.set(id, handler)
    }
  }
  return inputs
}

function priorityOf({ route: { spec } }: Handler): number {
  return spec.kind === 'text' || spec.kind === 'pattern' ? spec.priority : 0
}

/** Behind a handler without filters no other one of the same text can ever run. */
function checkTexts(text: string, list: Handler[]): void {
  list.sort((one, other) => priorityOf(one) - priorityOf(other))
  const last = list.findIndex(({ route }) => route.filters.length === 0)
  const [first, second] = last < 0 ? [] : list.slice(last)
  if (first !== undefined && second !== undefined) {
    throw new DuplicateHandlerError(`the text ${JSON.stringify(text)}`, first, second)
  }
}
