import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestBot } from '@botgen/testing'
import { createOrderBot } from '../../fixtures/order-bot/src/bot.js'

void test('orders', async () => {
  await using bot = await createTestBot(({ token, telegram, options }) => createOrderBot(token, telegram, options))
  const alice = bot.chatWith('Alice')

  await alice.says('/order', 'pizza', '/done')

  assert.deepEqual(alice.shows(), ['Order received: wiping our chat history.'])
})

void test('fails', async () => {
  await using bot = await createTestBot(({ token, telegram, options }) => createOrderBot(token, telegram, options))
  bot.server.failNext('sendMessage', { errorCode: 400, description: 'Bad Request: too spicy' })

  await bot.chatWith('Alice').says('/order')
})
