import { afterAll, describe, it } from '@jest/globals'
import { optionalMethods, sessionStorageSuite, stateStorageSuite, TestClock } from '@botgen/testing'
import { RedisStorage } from './index.js'
import { sharedServer } from './testing/shared-server.js'
import { Storages, subjects } from './testing/storages.js'

const server = await sharedServer()
const runner = { describe: server === undefined ? describe.skip : describe, it }
const { url = '', prefix = '' } = server ?? {}

if (server !== undefined) afterAll(() => server.cleanUp())

const clock = new TestClock()
const { sessions, state } = subjects(
  new Storages(`${prefix}moved:`, (prefix) => RedisStorage.connect({ url, prefix, clock })),
  clock,
)

sessionStorageSuite('S35 RedisStorage conforms', { ...sessions, optional: optionalMethods }, runner)
stateStorageSuite('S35 RedisStorage.state conforms', state, runner)

const real = subjects(new Storages(`${prefix}real:`, (prefix) => RedisStorage.connect({ url, prefix })))

sessionStorageSuite(
  "S35 RedisStorage conforms by the server's time",
  { ...real.sessions, optional: optionalMethods },
  runner,
)
stateStorageSuite("S35 RedisStorage.state conforms by the server's time", real.state, runner)
