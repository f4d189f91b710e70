import type { Part } from '../parts.js'
import { oneGroup } from './conversations.js'
import { recording } from './recording.js'

/** P2: recording, with all sessions in one group. */
export const part: Part = ({ size, isQuick }) =>
  recording(`P2.record.group.${size}`, oneGroup(size), { isQuick, idOf: (message) => message.from.id })
