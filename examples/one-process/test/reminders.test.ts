import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { LevelStorage } from '@botgen/storage-level'
import { createTestBot } from '@botgen/testing'
import { createBot } from '../src/bot.js'

const folder = await mkdtemp(join(tmpdir(), 'reminders-'))
after(() => rm(folder, { recursive: true, force: true }))

test('making a reminder leaves one message', async () => {
  const storage = await LevelStorage.open(join(folder, 'sessions'))
  await using bot = await createTestBot(({ telegraf, options }) =>
    createBot(telegraf, { ...options, sessions: { storage, state: storage.state } }),
  )
  const alice = bot.chatWith('Alice')

  await alice.says('/remind')
  await alice.says('water the plants')
  assert.equal(alice.shows().at(-1), 'In how many minutes?')
  assert.equal((await alice.recorded('reminder')).length, 4)

  await alice.says('30')
  assert.deepEqual(alice.shows(), ['In 30 minutes: water the plants'])

  await alice.says('/list')
  assert.equal(alice.shows().at(-1), 'water the plants')
})
