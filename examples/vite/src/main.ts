import { Telegraf } from 'telegraf'
import { createBot } from './bot'

const token = process.env.BOT_TOKEN
if (token === undefined || token === '') throw new Error('BOT_TOKEN is not set: put it into .env.')

const bot = createBot(new Telegraf(token))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void bot.shutdown())
await bot.launch()
