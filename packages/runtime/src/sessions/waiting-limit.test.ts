import { expect, it } from '@jest/globals'
import { faultyStorage, TestClock } from '@botgen/testing'
import { pause } from '../../test/waiting.js'
import { InMemorySessionStorage, type SessionEntry } from '../index.js'
import { Recorder } from './recorder.js'
import { EntriesDroppedError, waitingLimit } from './storage-failures.js'
import { Tenure } from './tenure.js'

const photo = (messageId: number): SessionEntry => ({
  ...{ messageId, chatId: 1, kind: 'photo', direction: 'outgoing', date: messageId },
})

it('S15 no more entries wait than may, though those of an album come at once', async () => {
  const clock = new TestClock()
  const { storage, failNext } = faultyStorage(new InMemorySessionStorage())
  failNext('*', { rejects: new Error('disk full') }, Number.POSITIVE_INFINITY)
  const reports: unknown[] = []
  const recorder = new Recorder({
    ...{ storage, clock, whileStorageFails: 'continue' },
    report: (error) => void reports.push(error),
    ...{ recovered: () => {}, closedElsewhere: () => {}, isOpenAgain: () => false },
  })
  const tenure = new Tenure(clock.now())
  const photosOfAlbum = 10
  const albums = waitingLimit / photosOfAlbum + 3
  for (let album = 0; album < albums; album += 1) {
    const photos = Array.from({ length: photosOfAlbum }, (_, position) => photo(album * photosOfAlbum + position))
    await recorder.add('key', photos, tenure)
  }
  expect(recorder.waitingCount).toBe(waitingLimit)
  expect(recorder.waiting('key')[0]?.messageId).toBe(3 * photosOfAlbum)
  clock.advance(1000)
  await pause()
  const dropped = reports.flatMap((error) => (error instanceof EntriesDroppedError ? error.entries : []))
  expect(dropped).toHaveLength(3 * photosOfAlbum)
})
