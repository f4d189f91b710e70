import { createServer } from 'node:http'
import { RedisStorage } from '@botgen/storage-redis'
import { createClient } from '@redis/client'
import { Telegraf } from 'telegraf'
import { createBot } from './bot.js'
import { RedisAppointments } from './redis-appointments.js'

function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: .env.example lists what this bot needs.`)
  return value
}

const token = setting('BOT_TOKEN')
const domain = setting('WEBHOOK_DOMAIN')
const secret = setting('WEBHOOK_SECRET')
const client = createClient({ url: setting('REDIS_URL') })
client.on('error', (error: Error) => console.error('Redis:', error.message))
await client.connect()
const storage = await RedisStorage.using(client)

const bot = createBot(new Telegraf(token), new RedisAppointments(client), {
  // While Redis is away, Telegram keeps the updates.
  sessions: { storage, state: storage.state, whileStorageFails: 'hold' },
})
const webhook = await bot.createWebhook({ domain, secret_token: secret, allowed_updates: bot.allowedUpdates })
const server = createServer((request, response) => {
  if (request.url === '/healthz') response.end('ok')
  else void webhook(request, response)
})
server.listen(Number(process.env.PORT ?? 3000))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close()
    void bot.shutdown({ timeout: '20s' }).then(() => client.close())
  })
}
