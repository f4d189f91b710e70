/** Spans and metrics of a bot for OpenTelemetry; their names stand in docs/observability.md. */
import {
  type Attributes,
  context,
  type Histogram,
  type MeterProvider,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type TracerProvider,
} from '@opentelemetry/api'
import type { Telegram } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { BotOf } from './bot-of.js'
import { HandlerError, type HandlerPlace, HandlerTimeoutError } from './errors.js'
import { inspect } from './inspection.js'
import type { Lane } from './intake/index.js'
import { isThenable } from './sessions/answers.js'
import type { SessionStorage, StateStorage } from './storage/index.js'
import type { Telemetry } from './telemetry.js'
import { updateKind } from './updates/index.js'

export interface OpenTelemetryOptions {
  /** Default: the one that is registered. */
  readonly tracerProvider?: TracerProvider
  /** Default: the one that is registered. */
  readonly meterProvider?: MeterProvider
}

/**
 * Spans and metrics of a bot, for `botgen(telegraf, table, { telemetry: openTelemetry() })`. Register an SDK first: without
 * one, OpenTelemetry does nothing.
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Telemetry {
  return new OpenTelemetry(options)
}

/** What became of an update. */
type Outcome = 'handled' | 'unhandled' | 'failed' | 'timeout' | 'duplicate' | 'elsewhere'

/** One update on its way. */
interface UpdateTrace {
  readonly kind: string
  readonly span: Span
  /** By `performance.now()`, in milliseconds. */
  readonly arrivedAt: number
  isQueued: boolean
  outcome: Outcome
}

/** Something that takes time and may fail. */
interface Measured {
  readonly histogram: Histogram
  readonly span: string
  readonly kind?: SpanKind
  readonly attributes: Attributes
  /** Of the span alone. */
  readonly more?: Attributes
}

/** From what a bot answers with out of memory to what its handler timeout allows. */
const seconds = {
  unit: 's',
  advice: { explicitBucketBoundaries: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 90] },
}
/** It waits for updates: how long says nothing. */
const longPolling = 'getUpdates'
const scope = '@botgen/runtime'

class OpenTelemetry implements Telemetry {
  readonly #tracer
  readonly #meter
  readonly #updates
  readonly #wait
  readonly #handlers
  readonly #storages
  readonly #telegram
  readonly #traces = new WeakMap<Update, UpdateTrace>()

  constructor({ tracerProvider, meterProvider }: OpenTelemetryOptions) {
    this.#tracer = (tracerProvider ?? trace).getTracer(scope)
    const meter = (meterProvider ?? metrics).getMeter(scope)
    const histogram = (name: string, description: string): Histogram =>
      meter.createHistogram(name, { ...seconds, description })
    this.#meter = meter
    this.#updates = meter.createCounter('botgen.updates', {
      unit: '{update}',
      description: 'Updates, by what became of them',
    })
    this.#wait = histogram('botgen.update.wait', 'From the arrival of an update until its middleware and handlers run')
    this.#handlers = histogram('botgen.handler.duration', 'How long handlers run, with their guards and arguments')
    this.#storages = histogram('botgen.storage.duration', 'How long storages take to answer')
    this.#telegram = histogram('botgen.telegram.duration', 'How long Telegram takes to answer')
  }

  start(bot: BotOf): void {
    const gauge = (name: string, unit: string, description: string, read: () => number | undefined): void => {
      this.#meter.createObservableGauge(name, { unit, description }).addCallback((result) => {
        const value = read()
        if (value !== undefined) result.observe(value)
      })
    }
    const now = () => inspect(bot, { limit: 0 })
    gauge('botgen.sessions.open', '{session}', 'Sessions that are open in this process', () => now().openSessions)
    gauge('botgen.updates.under_way', '{update}', 'Updates that are queued or being handled', () => now().underWay)
    gauge(
      'botgen.entries.waiting',
      '{entry}',
      'Entries that the session storage has not taken',
      () => now().storage?.waitingEntries,
    )
  }

  update(update: Update, work: () => Promise<void>): Promise<void> {
    const kind = updateKind(update) ?? 'unknown'
    const span = this.#tracer.startSpan(`process ${kind}`, {
      kind: SpanKind.CONSUMER,
      attributes: {
        'messaging.system': 'telegram',
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.message.id': String(update.update_id),
        'botgen.update.kind': kind,
      },
    })
    const traced: UpdateTrace = { kind, span, arrivedAt: performance.now(), isQueued: false, outcome: 'duplicate' }
    const first = this.#traces.get(update)
    this.#traces.set(update, traced)
    const acknowledged = context.with(trace.setSpan(context.active(), span), work)
    if (traced.isQueued) return acknowledged
    // It waits for its first delivery, which goes on under its own span.
    if (first !== undefined) this.#traces.set(update, first)
    const end = (): void => this.#end(traced)
    acknowledged.then(end, end)
    return acknowledged
  }

  queued(update: Update, lane: Lane | undefined, task: () => Promise<void>): () => Promise<void> {
    const traced = this.#traces.get(update)
    if (traced === undefined) return task
    traced.isQueued = true
    // Until its turn comes: where processes share updates, another may handle it.
    traced.outcome = 'elsewhere'
    traced.span.setAttribute('botgen.lane.kind', laneKind(lane))
    return async () => {
      try {
        await task()
      } catch (error) {
        fail(traced, error)
        throw error
      } finally {
        this.#end(traced)
      }
    }
  }

  bind<T>(task: () => T): () => T {
    return context.bind(context.active(), task)
  }

  turn(update: Update, work: () => Promise<void>): Promise<void> {
    const traced = this.#traces.get(update)
    if (traced !== undefined) {
      traced.outcome = 'handled'
      this.#wait.record((performance.now() - traced.arrivedAt) / 1000, { 'botgen.update.kind': traced.kind })
    }
    return work()
  }

  handler<T>(_update: Update, { name, source }: HandlerPlace, work: () => Promise<T>): Promise<T> {
    const attributes = { 'code.function.name': name }
    const more = { 'code.file.path': source }
    return this.#measure({ histogram: this.#handlers, span: name, attributes, more }, work)
  }

  unhandled(update: Update): void {
    const traced = this.#traces.get(update)
    if (traced?.outcome === 'handled') traced.outcome = 'unhandled'
  }

  failed(update: Update, error: unknown): void {
    const traced = this.#traces.get(update)
    if (traced !== undefined) fail(traced, error)
  }

  storage<S extends SessionStorage | StateStorage>(storage: S, of: 'session' | 'state'): S {
    return new Proxy(storage, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name)
        if (typeof name !== 'string' || typeof method !== 'function') return method
        const attributes = { 'botgen.storage': of, 'botgen.storage.method': name }
        const measured = { histogram: this.#storages, span: `${of} storage ${name}`, attributes }
        return (...given: unknown[]): unknown =>
          this.#measure(measured, () => Reflect.apply(method, target, given) as unknown)
      },
    })
  }

  client(telegram: Telegram): void {
    type CallApi = (this: unknown, method: string, ...rest: readonly unknown[]) => Promise<unknown>
    const client = telegram as unknown as { callApi: CallApi }
    const { callApi } = client
    const measure = (span: string, call: () => Promise<unknown>): Promise<unknown> => {
      const attributes = { 'rpc.method': span }
      return this.#measure({ histogram: this.#telegram, span, kind: SpanKind.CLIENT, attributes }, call)
    }
    // Called on whatever inherits from the client, as recording clients do.
    client.callApi = function (method, ...rest) {
      const call = (): Promise<unknown> => callApi.call(this, method, ...rest)
      return method === longPolling ? call() : measure(method, call)
    }
  }

  /** Counts always; a span only where something is traced already, so that what nobody asked for makes no traces of its own. */
  #measure<T>({ histogram, span: name, kind = SpanKind.INTERNAL, attributes, more }: Measured, work: () => T): T {
    const startedAt = performance.now()
    const isTraced = trace.getActiveSpan() !== undefined
    const span = isTraced ? this.#tracer.startSpan(name, { kind, attributes: { ...attributes, ...more } }) : undefined
    const end = (failure?: Attributes): void => {
      histogram.record((performance.now() - startedAt) / 1000, { ...attributes, ...failure })
      if (failure !== undefined) span?.setAttributes(failure).setStatus({ code: SpanStatusCode.ERROR })
      span?.end()
    }
    const failed = (error: unknown): void => end({ 'error.type': errorType(error) })
    let answer: T
    try {
      answer = span === undefined ? work() : context.with(trace.setSpan(context.active(), span), work)
    } catch (error) {
      failed(error)
      throw error
    }
    if (!isThenable(answer)) {
      end()
      return answer
    }
    // Asked once: a query builder would run again.
    const settled = Promise.resolve(answer)
    settled.then(() => end(), failed)
    return settled as T
  }

  #end({ kind, span, outcome }: UpdateTrace): void {
    this.#updates.add(1, { 'botgen.update.kind': kind, 'botgen.outcome': outcome })
    span.setAttribute('botgen.outcome', outcome).end()
  }
}

function fail(traced: UpdateTrace, error: unknown): void {
  traced.outcome = error instanceof HandlerTimeoutError ? 'timeout' : 'failed'
  traced.span.setAttribute('error.type', errorType(error)).setStatus({ code: SpanStatusCode.ERROR })
}

/** Telegram's code, such as `429`; a code such as `ECONNREFUSED`; else the name of the error's class. Never a message. */
function errorType(error: unknown): string {
  if (error instanceof HandlerError) return errorType(error.cause)
  if (!(error instanceof Error)) return typeof error
  const { code, response } = error as { code?: unknown; response?: { readonly error_code?: unknown } }
  if (typeof response?.error_code === 'number') return String(response.error_code)
  return typeof code === 'string' && /^[A-Za-z0-9_]{1,40}$/.test(code) ? code : error.constructor.name
}

/** The key itself names a chat or a user. */
function laneKind(lane: Lane | undefined): string {
  if (lane === undefined) return 'none'
  if (typeof lane === 'number' || /\/-?\d+$/.test(lane)) return String(lane).startsWith('user/') ? 'user' : 'chat'
  return 'other'
}
