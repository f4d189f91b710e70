import type { TestUser } from './users/user.js'
import type { TestBot } from './world/bot.js'
import type { MemberStatus } from './world/chat.js'
import type { TestClock } from './world/clock.js'

export interface BotOptions {
  /** Numbered when left out: `123456:TEST…`. */
  readonly token?: string
  /** `test_bot`, `test_bot_2`, … when left out. */
  readonly username?: string
  readonly firstName?: string
}

export interface ServerOptions {
  /** Shared with the code under test, or its own. */
  readonly clock?: TestClock
  /** One bot when left out. */
  readonly bots?: readonly BotOptions[]
  /** No `getUpdates` waits longer, whatever its `timeout`: real seconds; 50 when left out. */
  readonly maxPollSeconds?: number
  /**
   * Waits before a webhook is tried again, in milliseconds of the clock, and so the number of attempts less one; then the
   * update is dropped. `[0, 0]` when left out. A wait above 0 lasts until the clock is advanced.
   */
  readonly webhookRetryDelays?: readonly number[]
}

export interface UserOptions {
  readonly firstName: string
  readonly lastName?: string
  readonly username?: string
  readonly languageCode?: string
}

export interface SharedChatOptions {
  readonly title?: string
  /** For public chats, without the `@`. */
  readonly username?: string
  /** Users in the chat; the first one is its creator. */
  readonly members?: readonly TestUser[]
  /** Bots in the chat; all bots when left out. */
  readonly bots?: readonly TestBot[]
}

export interface GroupOptions extends SharedChatOptions {
  /** `group` when left out; a forum is a supergroup with topics. */
  readonly type?: 'group' | 'supergroup' | 'forum'
  /** What the bots are in it; `member` when left out. */
  readonly botStatus?: MemberStatus
}

export interface BusinessOptions {
  /** Whose account the bot works for. */
  readonly owner: TestUser
  readonly bot?: TestBot
  /** `can_reply`, `can_delete_all_messages` and the like; these two when left out. */
  readonly rights?: Readonly<Record<string, boolean>>
}
