import { describe, expect, it } from '@jest/globals'
import { generate } from '../generate.js'
import { handlers, tempProject } from '../testing/projects.js'
import { updateFacts } from './update-facts.js'

const imports = `import { type Session, UpdateHandler } from '@botgen/runtime'
import type { Chat, Message, User } from 'telegraf/types'
`

/** The parameters that `generate` refuses for observers of each kind. */
async function refused(optional: '' | '?'): Promise<ReadonlySet<string>> {
  const types = ['Session', 'Chat', 'User', 'Message']
  const members = [...updateFacts.keys()].flatMap((kind) =>
    types.map(
      (type) =>
        `  @UpdateHandler(['${kind}', 'message'])\n  ${kind}${type}(it${optional}: ${type}): unknown {\n    return it\n  }\n`,
    ),
  )
  const { diagnostics } = await generate({ cwd: tempProject(handlers(members.join('\n'), imports)).root })
  expect(diagnostics.filter(({ code }) => code !== 'BG1404')).toEqual([])
  return new Set(diagnostics.map(({ message }) => /of `(\w+)`/.exec(message)?.[1] ?? message))
}

/** Bot API 10.3, “Update” and the objects behind its fields. */
const chatless = [
  'business_connection',
  'inline_query',
  'chosen_inline_result',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'managed_bot',
  'subscription',
]
const userless = [
  'channel_post',
  'edited_channel_post',
  'deleted_business_messages',
  'message_reaction_count',
  'poll',
  'chat_boost',
  'removed_chat_boost',
]
const withMessage = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_message',
  'edited_business_message',
  'guest_message',
  'callback_query',
]

describe('a parameter that a kind of update never brings', () => {
  it('D13 is an error, for every kind', async () => {
    const without = [...updateFacts.keys()].filter((kind) => !withMessage.includes(kind))

    expect([...(await refused(''))].sort()).toEqual(
      [
        ...chatless.flatMap((kind) => [`${kind}Session`, `${kind}Chat`]),
        ...userless.map((kind) => `${kind}User`),
        ...without.map((kind) => `${kind}Message`),
      ].sort(),
    )
  }, 60_000)

  it('D13 is none where it is optional and another kind brings it', async () => {
    expect([...(await refused('?'))]).toEqual([])
  }, 60_000)
})
