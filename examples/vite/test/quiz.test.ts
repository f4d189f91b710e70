import { createTestBot } from '@botgen/testing'
import { expect, test } from 'vitest'
import { createBot } from '../src/bot'

test('a game leaves its result', async () => {
  await using bot = await createTestBot(({ telegraf, options }) => createBot(telegraf, options))
  const alice = bot.chatWith('Alice')
  await alice.says('/quiz')

  await alice.presses('8')
  await alice.presses('Saturn')

  expect(alice.shows()).toEqual(['1 of 2 were right.'])
})
