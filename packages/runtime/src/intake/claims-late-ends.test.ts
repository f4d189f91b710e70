import { beforeEach, describe, expect, it } from '@jest/globals'
import { type BotProcess, message, Processes, watch } from '../../test/processes.js'
import { gate } from '../../test/waiting.js'

const broken = { rejects: new Error('connection lost') }
const losing = { loses: new Error('connection lost') }
/** Longer than it takes until the storage is told again what it has not taken. */
const untilToldAgain = 11_000

let all: Processes
let other: BotProcess

beforeEach(() => {
  all = new Processes()
  other = all.start('other')
})

/** The process gets the update, and is granted it only some time after it has asked whether the update was handled. */
async function getsSlowly({ storage, gets }: BotProcess, updateId: number, text: string): Promise<void> {
  const recording = gate()
  storage.failNext('openKeys', { hold: recording.promise })
  void gets(message(updateId, text))
  await all.pass(500)
  recording.open()
  await all.pass(2000)
}

describe('a storage that does not hear that the question for an update is over', () => {
  it.each([
    ['rejects', broken],
    ['loses its answer', losing],
  ])('S37 and %s keeps the update granted when it is told again', async (_what, fault) => {
    const quick = all.start('quick', { acknowledge: 'recorded' })
    quick.storage.failNext('finishUpdate', fault)
    await getsSlowly(quick, 5, '/slow')
    expect(all.handled).toEqual(['quick 5'])
    await all.pass(untilToldAgain)
    const [next, again] = [watch(other.gets(message(6, '/fast'))), watch(other.gets(message(5, '/fast')))]
    await all.pass(3000)
    expect(all.handled).toEqual(['quick 5'])
    all.gateOf('quick', 5).open()
    await all.pass(3000)
    expect([next.state, again.state]).toEqual(['resolved', 'resolved'])
    expect(all.handled).toEqual(['quick 5', 'other 6'])
  })

  it.each([
    ['finishUpdate', broken],
    ['claimUpdate', losing],
  ])('S14 because it fails in %s has the update wait for its chat, and not longer', async (method, fault) => {
    const quick = all.start('quick', { acknowledge: 'recorded' })
    await all.isBusy(other, 5)
    quick.storage.failNext(method, fault)
    await getsSlowly(quick, 6, '/fast')
    expect(all.handled).toEqual(['other 5'])
    all.gateOf('other', 5).open()
    await all.pass(2000)
    expect(all.handled).toEqual(['other 5', 'quick 6'])
  })
})

describe('an update that could not be handled, and comes again', () => {
  let lost: BotProcess
  let findsItself: () => void

  beforeEach(() => {
    lost = all.start('lost')
    const { botInfo } = lost.bot
    Object.assign(lost.bot, { botInfo: undefined })
    lost.bot.telegram.getMe = () => Promise.reject(new Error('no network'))
    findsItself = () => void Object.assign(lost.bot, { botInfo })
  })

  it('S37 stays with its process when the storage is told again of the first time', async () => {
    lost.storage.failNext('finishUpdate', broken)
    await expect(lost.gets(message(5, '/slow'))).rejects.toThrow('no network')
    findsItself()
    await all.pass(500)
    void lost.gets(message(5, '/slow'))
    await all.pass(untilToldAgain)
    expect(all.handled).toEqual(['lost 5'])
    const [next, again] = [watch(other.gets(message(6, '/fast'))), watch(other.gets(message(5, '/fast', 1002)))]
    await all.pass(3000)
    expect([next.state, again.state]).toEqual(['pending', 'pending'])
    expect(all.handled).toEqual(['lost 5'])
  })

  it('S37 is handled elsewhere at once, though the storage had granted it without an answer', async () => {
    lost.storage.failNext('claimUpdate', losing)
    await expect(lost.gets(message(5, '/fast'))).rejects.toThrow('no network')
    await all.pass(500)
    const again = watch(other.gets(message(5, '/fast')))
    await all.pass(500)
    expect(again.state).toBe('resolved')
    expect(all.handled).toEqual(['other 5'])
  })
})
