/**
 * `pnpm soak [minutes] [seed]`: users write to a bot at full speed over loopback HTTP while its storage and Telegram fail
 * at random. In the end each chat must hold exactly what its session has recorded, and nothing where it was closed.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { BotApiServer, type Fault, type TestChat } from '@botgen/testing'
import type { FinalState, FromBot } from './bot-process.js'
import { seededRandom } from './random.js'

const [minutes = '5', seed = '1'] = process.argv.slice(2)
const random = seededRandom(Number(seed))
const chatCount = 100
/** So many updates may be under way before users wait. */
const most = 300

/** Answers that the bot can tell from success: what was sent although the bot never heard of it cannot be recorded. */
const faults: readonly (readonly [method: string, fault: Fault])[] = [
  ['sendMessage', { errorCode: 429, retryAfter: 1 }],
  ['sendMessage', { errorCode: 500 }],
  ['sendMessage', { drop: 'request' }],
  ['deleteMessages', { errorCode: 429, retryAfter: 1 }],
  ['deleteMessages', { errorCode: 502 }],
  ['deleteMessages', { errorCode: 400, description: "Bad Request: message can't be deleted" }],
  ['deleteMessages', { drop: 'request' }],
  ['deleteMessages', { drop: 'response' }],
]

const server = await BotApiServer.start()
const bot = fork(fileURLToPath(new URL('bot-process.ts', import.meta.url)), [server.token, server.apiRoot, seed], {
  execArgv: ['--expose-gc', '--import', 'tsx'],
})
const answers = new Map<FromBot['kind'], (message: FromBot) => void>()
bot.on('message', (message: FromBot) => answers.get(message.kind)?.(message))
const ask = async <K extends FromBot['kind']>(request: string, kind: K): Promise<Extract<FromBot, { kind: K }>> => {
  const answer = new Promise<FromBot>((resolve) => answers.set(kind, resolve))
  bot.send(request)
  return (await answer) as Extract<FromBot, { kind: K }>
}

const users = Array.from({ length: chatCount }, (_, index) => {
  const user = server.user({ firstName: `User ${index}` })
  return { user, chat: server.privateChat(user), isOpen: false }
})

/** One user writes: opens a flow, writes into it, or closes it. */
function act(): void {
  const someone = users[Math.floor(random() * users.length)]
  if (someone === undefined) return
  const isClosing = someone.isOpen && random() < 0.1
  someone.user.sends(someone.chat, someone.isOpen ? (isClosing ? '/close' : 'a message') : '/open')
  someone.isOpen = !isClosing
  const [method, fault] = faults[Math.floor(random() * faults.length)] ?? []
  if (random() < 0.05 && method !== undefined && fault !== undefined) server.failNext(method, fault)
}

const end = Date.now() + Number(minutes) * 60_000
const heaps: number[] = []
let updates = 0
while (Date.now() < end) {
  for (let index = 0; index < most; index += 1) act()
  updates += most
  await server.settled({ within: 120_000 })
  server.calls.clear()
  heaps.push((await ask('heap', 'heap')).bytes)
}

server.clearFaults()
bot.send('recover')
const { state } = await ask('finish', 'final')
await once(bot, 'exit')
await server.stop()
report(state)

function report({ recorded, errors, unhandled, left }: FinalState): void {
  const disagreeing = users.filter(({ chat, isOpen }) => !agrees(chat, isOpen ? recorded[chat.id] : []))
  const early = median(heaps.slice(0, Math.ceil(heaps.length / 3)))
  const late = median(heaps.slice(-Math.ceil(heaps.length / 3)))
  const growth = late / early
  console.log(`seed ${seed}: ${updates} updates in ${minutes} minutes, errors heard: ${JSON.stringify(errors)}`)
  console.log(`bot's heap: ${toMiB(early)} MiB early, ${toMiB(late)} MiB late, ratio ${growth.toFixed(2)} (limit 1.25)`)
  console.log(`left by shutdown: ${JSON.stringify(left)}, unhandled rejections: ${unhandled.length}`)
  console.log(`chats that disagree with their sessions: ${disagreeing.length} of ${users.length}`)
  for (const { chat } of disagreeing.slice(0, 5)) {
    console.log(`  chat ${chat.id}: holds ${idsOf(chat).join()}; recorded ${(recorded[chat.id] ?? []).join()}`)
  }
  const isFine =
    disagreeing.length === 0 && unhandled.length === 0 && growth < 1.25 && left.entries + left.updates === 0
  process.exitCode = isFine ? 0 : 1
}

function agrees(chat: TestChat, recorded: readonly number[] = []): boolean {
  return idsOf(chat).join() === recorded.toSorted((a, b) => a - b).join()
}

function idsOf(chat: TestChat): number[] {
  return chat.history().map(({ message_id }) => message_id)
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

function toMiB(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1)
}
