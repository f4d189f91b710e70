import type { ApiUser } from '../api/types.js'
import type { MemberStatus, TestChat } from '../world/chat.js'
import { unixTime } from '../world/clock.js'
import type { World } from '../world/world.js'

/** Changes what someone is in a chat. A bot hears of its own change as `my_chat_member`, of others' as `chat_member`. */
export function changeMembership(
  world: World,
  chat: TestChat,
  member: ApiUser,
  status: MemberStatus,
  actor: ApiUser,
): void {
  const before = chat.statusOf(member.id)
  chat.members.set(member.id, status)
  const change = {
    chat: chat.info,
    from: actor,
    date: unixTime(world.clock),
    old_chat_member: { user: member, status: before },
    new_chat_member: { user: member, status },
  }
  const self = world.bots.find((bot) => bot.id === member.id)
  if (self) world.post(self, 'my_chat_member', change)
  for (const bot of world.botsIn(chat)) {
    if (bot !== self && chat.isAdministrator(bot.id)) world.post(bot, 'chat_member', change)
  }
}
