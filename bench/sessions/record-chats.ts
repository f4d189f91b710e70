import type { Part } from '../parts.js'
import { privateChats } from './conversations.js'
import { recording } from './recording.js'

/** P2: recording, with one session in each of many chats. */
export const part: Part = ({ size, isQuick }) =>
  recording(`P2.record.${size}`, privateChats(size), { isQuick, idOf: (message) => message.chat.id })
