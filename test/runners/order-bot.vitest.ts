import { createTestBot } from '@botgen/testing'
import { expect, test } from 'vitest'
import { createOrderBot } from '../../fixtures/order-bot/src/bot.js'

test('orders', async () => {
  await using bot = await createTestBot(({ token, telegram, options }) => createOrderBot(token, telegram, options))
  const alice = bot.chatWith('Alice')

  await alice.says('/order', 'pizza', '/done')

  expect(alice.shows()).toEqual(['Order received: wiping our chat history.'])
})

test('fails', async () => {
  await using bot = await createTestBot(({ token, telegram, options }) => createOrderBot(token, telegram, options))
  bot.server.failNext('sendMessage', { errorCode: 400, description: 'Bad Request: too spicy' })

  await bot.chatWith('Alice').says('/order')
})
