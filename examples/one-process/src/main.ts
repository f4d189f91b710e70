import { LevelStorage } from '@botgen/storage-level'
import { Telegraf } from 'telegraf'
import { createBot } from './bot.js'

const token = process.env.BOT_TOKEN
if (token === undefined || token === '') throw new Error('BOT_TOKEN is not set: put it into .env.')

// What is open when the process ends is open when it starts again.
const storage = await LevelStorage.open('./data/sessions')
const bot = createBot(new Telegraf(token), { sessions: { storage, state: storage.state } })
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void bot.shutdown({ timeout: '10s' }))
}
await bot.launch()
