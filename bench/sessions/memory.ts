import assert from 'node:assert/strict'
import { botgenBot } from '../lib/bots.js'
import { figure, result } from '../lib/result.js'
import { textUpdate } from '../lib/updates.js'
import type { Part } from '../parts.js'
import { privateChats } from './conversations.js'

const entriesPerSession = 10
/** Bytes that an open session may take. */
const sessionBudget = 1024
/** Bytes that an entry may take, with its share of what holds a session's entries together. */
const entryBudget = 250

/** P3: bytes of open sessions and of their entries, against their budgets; and what is left after all are closed. */
export const part: Part = async ({ size }) => {
  const conversations = privateChats(size)
  const { sessions } = botgenBot()
  const start = checkpoint()

  for (let index = 0; index < size; index += 1) sessions.get(conversations.at(index))
  const open = checkpoint(start)

  for (let entry = 0; entry < entriesPerSession; entry += 1) {
    for (let index = 0; index < size; index += 1) {
      // With the default storage nothing is left to wait for when `record` returns.
      void sessions.record(textUpdate({ ...conversations.at(index), text: 'Hello' }))
    }
  }
  const full = checkpoint(open)
  assert.equal(await sessions.peek(conversations.at(size - 1)).count(), entriesPerSession)

  for (let index = 0; index < size; index += 1) await sessions.peek(conversations.at(index)).close()
  const closed = checkpoint(full)
  assert.ok(sessions.isIdle())

  const perSession = (open.heap - start.heap) / size
  const perEntry = (full.heap - open.heap) / (size * entriesPerSession)
  const left = closed.heap - start.heap
  return [
    result(
      'P3.session',
      { ratio: perSession / sessionBudget, limit: 1 },
      { bytes: figure(perSession), of: String(sessionBudget), seconds: open.seconds },
    ),
    result(
      'P3.entry',
      { ratio: perEntry / entryBudget, limit: 1 },
      { bytes: figure(perEntry), of: String(entryBudget), seconds: full.seconds },
    ),
    result(
      'P3.closed',
      { ratio: left / (full.heap - start.heap), limit: 0.02 },
      { MiB: inMiB(left), of: inMiB(full.heap - start.heap), seconds: closed.seconds },
    ),
  ]
}

interface Checkpoint {
  /** Bytes of live objects. */
  readonly heap: number
  readonly time: number
  /** Since the checkpoint before, garbage collection left out. */
  readonly seconds: string
}

function checkpoint(before?: Checkpoint): Checkpoint {
  const seconds = figure((performance.now() - (before?.time ?? performance.now())) / 1000)
  // The first collection finishes what was begun, the second also collects what that one had to keep.
  globalThis.gc?.()
  globalThis.gc?.()
  return { heap: process.memoryUsage().heapUsed, time: performance.now(), seconds }
}

function inMiB(bytes: number): string {
  return figure(bytes / 2 ** 20)
}
