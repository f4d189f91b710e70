import { faultyStorage, SharedInMemoryStorage } from '@botgen/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type Attributes, context, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import type { Update } from 'telegraf/types'
import { startBot, type TestOptions, type TestSetup, tableOf } from '../test/harness.js'
import { gate, until } from '../test/waiting.js'
import type { BotgenOptions, SessionStorage } from './index.js'
import { openTelemetry } from './opentelemetry.js'

/** Collects when a test asks. */
class TestReader extends MetricReader {
  protected override async onShutdown(): Promise<void> {}
  protected override async onForceFlush(): Promise<void> {}
}

let setup: TestSetup | undefined
let exporter: InMemorySpanExporter
let reader: TestReader
let telemetry: NonNullable<BotgenOptions['telemetry']>

beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()))
afterAll(() => context.disable())

beforeEach(() => {
  exporter = new InMemorySpanExporter()
  reader = new TestReader()
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  telemetry = openTelemetry({ tracerProvider, meterProvider: new MeterProvider({ readers: [reader] }) })
})

afterEach(async () => {
  await setup?.stop()
  setup = undefined
})

async function start(options: TestOptions): Promise<TestSetup> {
  setup = await startBot({ telemetry, ...options })
  return setup
}

const spans = (): readonly ReadableSpan[] => exporter.getFinishedSpans()
const named = (name: string): ReadableSpan[] => spans().filter((span) => span.name === name)

/** The names of a span and of those that it stands in, the outermost first. */
function path(span: ReadableSpan): string[] {
  const parent = spans().find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId)
  return [...(parent === undefined ? [] : path(parent)), span.name]
}

/** The data points of a metric: attributes, and value or how many were counted. */
async function points(name: string): Promise<readonly (readonly [Attributes, number])[]> {
  const { resourceMetrics } = await reader.collect()
  const metric = resourceMetrics.scopeMetrics
    .flatMap(({ metrics }) => metrics)
    .find(({ descriptor }) => descriptor.name === name)
  return (metric?.dataPoints ?? []).map(({ attributes, value }) => {
    return [attributes, typeof value === 'number' ? value : value.count]
  })
}

describe('the spans of an update', () => {
  it('stand in each other as handler, storage and Telegram call each other', async () => {
    const { says } = await start({
      sessions: { storage: new SharedInMemoryStorage() },
      table: tableOf({ order: (update) => update.session('order').chat.sendMessage('yes') }),
    })
    await says('/order')
    const [root] = named('process message')
    expect(root).toMatchObject({ kind: SpanKind.CONSUMER, status: { code: SpanStatusCode.UNSET } })
    expect(root?.attributes).toEqual({
      'messaging.system': 'telegram',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.message.id': expect.stringMatching(/^\d+$/),
      'botgen.update.kind': 'message',
      'botgen.lane.kind': 'chat',
      'botgen.outcome': 'handled',
    })
    const [handler] = named('TestHandlers.order')
    expect(handler?.attributes).toEqual({
      'code.function.name': 'TestHandlers.order',
      'code.file.path': 'src/test-handlers.ts',
    })
    const [sent] = named('sendMessage')
    expect(sent).toMatchObject({ kind: SpanKind.CLIENT, attributes: { 'rpc.method': 'sendMessage' } })
    expect(path(sent!)).toEqual(['process message', 'TestHandlers.order', 'sendMessage'])
    expect(named('session storage openSession').map(path)).toEqual([
      ['process message', 'TestHandlers.order', 'session storage openSession'],
    ])
    expect(path(named('session storage claimUpdate')[0]!)).toEqual(['process message', 'session storage claimUpdate'])
    expect(path(named('session storage finishUpdate')[0]!)).toEqual(['process message', 'session storage finishUpdate'])
    expect(new Set(spans().map((span) => span.spanContext().traceId)).size).toBe(1)
  })

  it('S14 stay apart where updates wait for each other', async () => {
    const slow = gate()
    const { alice, chat, server, bot } = await start({
      sessions: { storage: new SharedInMemoryStorage() },
      table: tableOf({ slow: () => slow.promise, fast: (update) => update.context().reply('done') }),
    })
    bot.sessions.get({ chatId: chat.id })
    alice.sends(chat, '/slow')
    alice.sends(chat, '/fast')
    alice.sends(chat, '/fast')
    slow.open()
    await server.settled()
    const roots = named('process message')
    expect(new Set(roots.map((root) => root.spanContext().traceId)).size).toBe(3)
    // What is stored for an update, and said in its handler, stands in the update's own span.
    for (const name of ['session storage addIfOpen', 'session storage claimUpdate']) {
      expect(
        named(name)
          .map((span) => span.parentSpanContext?.spanId)
          .sort(),
      ).toEqual(roots.map((root) => root.spanContext().spanId).sort())
    }
    expect(new Set(named('sendMessage').map((span) => span.spanContext().traceId)).size).toBe(2)
    expect(await points('botgen.update.wait')).toEqual([[{ 'botgen.update.kind': 'message' }, 3]])
  })

  it("S36 end when the handler has ended, under 'recorded', and stay apart behind maxConcurrent", async () => {
    const slow = gate()
    const { server, bot } = await start({
      acknowledge: 'recorded',
      maxConcurrent: 1,
      table: tableOf({ slow: () => slow.promise, fast: (update) => update.context().reply('done') }),
    })
    const users = ['a', 'b'].map((firstName) => server.user({ firstName }))
    users.forEach((user, index) => user.sends(server.privateChat(user), index === 0 ? '/slow' : '/fast'))
    await until(() => bot.botInfo !== undefined)
    expect(named('process message')).toEqual([])
    slow.open()
    await until(() => named('process message').length === 2)
    expect(named('process message').map(({ attributes }) => attributes['botgen.outcome'])).toEqual([
      'handled',
      'handled',
    ])
    const [fast] = named('TestHandlers.fast')
    const [slowSpan] = named('TestHandlers.slow')
    expect(fast?.spanContext().traceId).not.toBe(slowSpan?.spanContext().traceId)
    expect(path(named('sendMessage')[0]!)).toEqual(['process message', 'TestHandlers.fast', 'sendMessage'])
  })

  it('tell what failed by its type, and neither texts nor messages of errors', async () => {
    const { says } = await start({
      table: tableOf({
        fails: () => {
          throw new TypeError('of the wish for pizza')
        },
      }),
    })
    await says('/fails with pizza')
    for (const name of ['process message', 'TestHandlers.fails']) {
      expect(named(name)).toMatchObject([
        { status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': 'TypeError' } },
      ])
    }
    const told = JSON.stringify(
      spans().map(({ name, attributes, events, status }) => [name, attributes, events, status]),
    )
    expect(told).not.toContain('pizza')
    expect(await points('botgen.updates')).toEqual([
      [{ 'botgen.update.kind': 'message', 'botgen.outcome': 'failed' }, 1],
    ])
  })

  it("tell Telegram's error code, such as 429", async () => {
    const { says, server } = await start({ table: tableOf({ order: (update) => update.context().reply('yes') }) })
    server.failNext('sendMessage', { errorCode: 429, retryAfter: 3 })
    await says('/order')
    expect(named('sendMessage')).toMatchObject([{ attributes: { 'error.type': '429' } }])
    expect(await points('botgen.telegram.duration')).toContainEqual([
      { 'rpc.method': 'sendMessage', 'error.type': '429' },
      1,
    ])
  })

  it('S14 end with the handler timeout', async () => {
    const { alice, chat, server } = await start({
      telegraf: { handlerTimeout: 1000 },
      table: tableOf({ slow: () => new Promise(() => {}) }),
    })
    alice.sends(chat, '/slow')
    await until(() => named('getMe').length === 1)
    await until(async () => (await points('botgen.update.wait')).length === 1)
    server.clock.advance(1000)
    await server.settled()
    expect(named('process message')).toMatchObject([
      { attributes: { 'botgen.outcome': 'timeout', 'error.type': 'HandlerTimeoutError' } },
    ])
  })

  it('D7 tell that no handler took an update', async () => {
    const { says } = await start({ table: tableOf({ order: () => {} }) })
    await says('hello')
    expect(named('process message')).toMatchObject([{ attributes: { 'botgen.outcome': 'unhandled' } }])
  })

  it('S37 tell that an update was delivered before', async () => {
    const { bot } = await start({ table: tableOf({ order: () => {} }) })
    const update = (): Update => ({ update_id: 7, poll: { id: '1' } }) as unknown as Update
    await bot.handleUpdate(update())
    await bot.handleUpdate(update())
    expect(named('process poll').map(({ attributes }) => attributes['botgen.outcome'])).toEqual([
      'unhandled',
      'duplicate',
    ])
    expect(named('process poll')[0]?.attributes['botgen.lane.kind']).toBe('none')
  })
})

describe('the metrics', () => {
  it('count and time, without chats, users and texts', async () => {
    const faulty = faultyStorage(new SharedInMemoryStorage())
    const { says, bot, chat, alice } = await start({
      sessions: { storage: faulty.storage },
      table: tableOf({ order: (update) => update.session('order').chat.sendMessage('yes') }),
    })
    await says('/order pizza')
    faulty.failNext('addIfOpen', { rejects: Object.assign(new Error('no'), { code: 'ECONNRESET' }) })
    await says('more')
    expect(await points('botgen.updates')).toEqual([
      [{ 'botgen.update.kind': 'message', 'botgen.outcome': 'handled' }, 1],
      [{ 'botgen.update.kind': 'message', 'botgen.outcome': 'unhandled' }, 1],
    ])
    expect(await points('botgen.handler.duration')).toEqual([[{ 'code.function.name': 'TestHandlers.order' }, 1]])
    expect(await points('botgen.storage.duration')).toContainEqual([
      { 'botgen.storage': 'session', 'botgen.storage.method': 'addIfOpen', 'error.type': 'ECONNRESET' },
      1,
    ])
    expect(await points('botgen.sessions.open')).toEqual([[{}, 1]])
    expect(await points('botgen.entries.waiting')).toEqual([[{}, 1]])
    expect(await points('botgen.updates.under_way')).toEqual([[{}, 0]])
    const { resourceMetrics } = await reader.collect()
    const all = JSON.stringify(
      resourceMetrics.scopeMetrics
        .flatMap(({ metrics }) => metrics)
        .map(({ dataPoints }) => dataPoints.map(({ attributes }) => attributes)),
    )
    expect(all).not.toMatch(new RegExp(`${chat.id}|${alice.id}|pizza`))
    expect(bot.sessions.isIdle()).toBe(false)
  })

  it('leave out the wait for updates', async () => {
    const { bot, server } = await start({ table: tableOf({}) })
    await bot.telegram.callApi('getUpdates', { timeout: 0 }).catch(() => undefined)
    await bot.telegram.getMe()
    expect((await points('botgen.telegram.duration')).map(([attributes]) => attributes)).toEqual([
      { 'rpc.method': 'getMe' },
    ])
    expect(spans()).toEqual([])
    expect(server.token).toBeTruthy()
  })
})

describe('a watched storage', () => {
  it('has the methods of the storage alone, and answers at once where that does', async () => {
    const plain: SessionStorage = { add() {}, list: () => [], remove: () => 0, clear() {} }
    const watched = telemetry.storage(plain, 'session')
    expect(watched.list('key')).toEqual([])
    expect('openSession' in watched).toBe(false)
    const faulty = faultyStorage(new SharedInMemoryStorage())
    faulty.failNext('list', { throws: new RangeError('no') })
    expect(() => telemetry.storage(faulty.storage, 'session').list('key')).toThrow(RangeError)
  })
})
