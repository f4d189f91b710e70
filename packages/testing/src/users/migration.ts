import type { Payload } from '../api/types.js'
import { defined } from '../defined.js'
import { TestChat } from '../world/chat.js'
import { unixTime } from '../world/clock.js'
import type { World } from '../world/world.js'

/**
 * Makes a supergroup of a group: same members, new chat id, message ids from 1. Both chats get a service message, and
 * calls to the old chat are refused with `migrate_to_chat_id`.
 */
export function migrate(world: World, group: TestChat, supergroupId: number): TestChat {
  if (group.type !== 'group' || group.migratedTo) throw new Error(`chat ${group.id} is no group that can be upgraded`)
  const info = { ...group.info, id: supergroupId, type: 'supergroup' as const }
  const supergroup = new TestChat(info, group.owner, () => world.count(`messages of ${supergroupId}`))
  for (const [id, status] of group.members) supergroup.members.set(id, status)
  world.addChat(supergroup)
  group.migratedTo = supergroup
  serviceMessage(world, group, { migrate_to_chat_id: supergroup.id })
  serviceMessage(world, supergroup, { migrate_from_chat_id: group.id })
  return supergroup
}

function serviceMessage(world: World, chat: TestChat, content: Payload): void {
  const creator = [...chat.members].find(([, status]) => status === 'creator')?.[0]
  const message = defined({
    message_id: chat.nextMessageId(),
    from: creator === undefined ? undefined : world.users.get(creator),
    chat: chat.info,
    date: unixTime(world.clock),
    ...content,
  })
  chat.put(message)
  world.announce(chat, 'message', message)
}
