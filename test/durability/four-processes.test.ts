import { describe, it } from '@jest/globals'
import type { BotProcess } from './harness/bot-processes.js'
import { newPlace } from './harness/places.js'
import { WebhookProxy } from './harness/proxy.js'
import { size, tell } from './harness/settings.js'
import { Trial } from './harness/trial.js'

/** `BOTGEN_CHATS=10000` for the full size. */
const chats = size('BOTGEN_CHATS', 200)
const processes = 4
/** So many chats are asked for by each process in the end. */
const sample = 200
const patience = 180_000 + chats * 200

describe('four processes that share a storage', () => {
  it.each(['redis', 'postgres'] as const)(
    'S31 S37 S14 handle each update once, with %s',
    async (storage) => {
      const place = await newPlace(storage)
      if (place === undefined) return
      const trial = await Trial.start({ storage, place, receives: 'webhook', chats })
      const { server, conversations, random } = trial
      const proxy = await WebhookProxy.start(server, random, { processes, repeats: true })
      const bots: BotProcess[] = []
      const start = async (index: number, name: string): Promise<void> => {
        const bot = await trial.startBot(name)
        bots[index] = bot
        proxy.ports[index] = bot.port
      }
      for (let index = 0; index < processes; index += 1) await start(index, `${index}`)

      conversations.everybodyOpens()
      const rest = conversations.keepWriting(Math.min(chats, 100))
      await trial.calls(chats)
      const [first] = bots
      proxy.ports[0] = undefined
      if (first !== undefined) await trial.kill(first)
      await start(0, 'again')
      await trial.calls(chats)
      rest()
      await trial.settled()
      await proxy.settled()

      // Every session is open in every process, whichever has opened it.
      proxy.repeats = false
      const asked = conversations.all.slice(0, sample)
      for (let round = 0; round < processes; round += 1) {
        proxy.choose = (chatId) => (chatId + round) % processes
        conversations.everybodyWrites(asked)
        await trial.settled()
      }
      proxy.choose = () => 1
      conversations.everybodyWrites()
      await trial.settled()
      const [, second] = bots
      if (second !== undefined)
        tell(`${processes} processes, ${chats} chats with ${storage}`, await trial.verify(second))
      await trial.end(...bots)
    },
    patience,
  )
})
