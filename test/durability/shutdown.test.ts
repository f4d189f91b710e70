import { describe, expect, it } from '@jest/globals'
import { storageNames } from './bot/storages.js'
import { newPlace } from './harness/places.js'
import { Trial } from './harness/trial.js'
import { until } from './harness/ports.js'

describe('shutdown', () => {
  it.each(storageNames)('S39 with %s lets the process end by itself, and leaves nothing', async (storage) => {
    const place = await newPlace(storage)
    if (place === undefined) return
    const trial = await Trial.start({ storage, place, receives: 'polling', chats: 3 })
    const bot = await trial.startBot('one')
    trial.conversations.everybodyOpens()
    await trial.calls(1)
    // The other chats are being answered.
    await trial.end(bot)
    const next = await trial.startBot('next')
    await trial.settled()
    trial.conversations.everybodyWrites()
    await trial.settled()
    await trial.verify(next)
    await trial.end(next)
  })

  it.each(storageNames)('S39 with %s says what was left, and ends all the same', async (storage) => {
    const place = await newPlace(storage)
    if (place === undefined) return
    const trial = await Trial.start({ storage, place, receives: 'polling', chats: 3 })
    const bot = await trial.startBot('one')
    trial.conversations.everybodyOpens()
    await trial.settled()
    await bot.ask('storageFails', true)
    const [first] = trial.conversations.all
    trial.conversations.everybodyWrites()
    await trial.settled()
    first?.user.sends(first.chat, '/hang')
    await until(async () => (await bot.ask('hanging', null)) === 1)
    const { left, errors, unhandled } = await bot.ask('shutdown', 500)
    // What each user wrote, `/hang` too, and what the bot answered.
    expect(left).toEqual({ updates: 1, entries: 7 })
    expect(errors).not.toEqual([])
    expect(unhandled).toEqual([])
    expect(await bot.exited).toEqual({ code: 0, signal: null })
  })
})
