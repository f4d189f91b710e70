import { badRequest } from '../api/errors.js'
import type { ApiMessage } from '../api/types.js'
import { Arguments, isObject } from './arguments.js'
import { chatOf, type Method, type MethodCall } from './call.js'
import { captionContent, fileContent, fileOf, isFileKind } from './content.js'
import { sendTo } from './outgoing.js'

/** 2 to 10 items, each a message of its own; all carry one `media_group_id`. */
export const sendMediaGroup: Method = (call): readonly ApiMessage[] => {
  const media = call.args.array('media', 'InputMedia') ?? []
  if (media.length < 2) throw badRequest('media group must include 2-10 items')
  if (media.length > 10) throw badRequest('too many messages to send as an album')
  const chat = chatOf(call, 'write')
  // All items are read before the first is sent: a wrong one sends nothing.
  const contents = media.map((item) => mediaContent(call, item))
  const media_group_id = String(call.world.count('media group'))
  return contents.map((content) => sendTo(call, chat, { ...content, media_group_id }))
}

/** The message fields for an `InputMedia`, whose file may be attached to the call. */
export function mediaContent({ world, args }: MethodCall, item: unknown) {
  if (!isObject(item)) throw badRequest("can't parse InputMedia: expected an Object")
  const { type, media } = item
  if (typeof type !== 'string' || !isFileKind(type)) {
    throw badRequest(`can't parse InputMedia: type "${String(type)}" is unsupported`)
  }
  return {
    ...fileContent(type, fileOf(world.files, args, media, type)),
    ...captionContent(new Arguments(item)),
  }
}
