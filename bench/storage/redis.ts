import { createClient } from '@redis/client'
import { RedisStorage } from '@botgen/storage-redis'
import type { Part } from '../parts.js'
import { adding } from './adding.js'

const url = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379'

/** P5: Redis; the client sends what is asked for in one turn in one go. */
export const part: Part = async ({ isQuick }) => {
  const storage = await RedisStorage.connect(url)
  const client = await createClient({ url, RESP: 3 }).connect()
  const made = new Set<string>()
  try {
    return await adding(
      'redis',
      {
        storage,
        bare: (entries) =>
          Promise.all(
            entries.map(({ key, entry }) => {
              made.add(`bare/${key}`)
              return client.hSet(`bare/${key}`, `${entry.chatId}/${entry.messageId}`, JSON.stringify(entry))
            }),
          ),
      },
      isQuick,
    )
  } finally {
    if (made.size > 0) await client.del([...made])
    await client.close()
    await storage.close()
  }
}
