import { badRequest } from '../api/errors.js'
import type { Method } from './call.js'

/** Recorded with the pressed button, the last answer winning. */
const answerCallbackQuery: Method = ({ world, bot, args }) => {
  const pressed = world.pressedButtons.get(args.text('callback_query_id'))
  if (pressed?.bot !== bot) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  }
  pressed.answer = args.payload
  return true
}

/** Answers to queries that this server does not keep: accepted, and found in the log of calls. */
export const answeringMethods: Readonly<Record<string, Method>> = {
  answerCallbackQuery,
  answerInlineQuery: ({ args }) => args.required('inline_query_id') !== '',
  answerShippingQuery: ({ args }) => args.required('shipping_query_id') !== '',
  answerPreCheckoutQuery: ({ args }) => args.required('pre_checkout_query_id') !== '',
  answerWebAppQuery: ({ world, args }) => {
    args.required('web_app_query_id')
    return { inline_message_id: `inline-${world.count('inline message')}` }
  },
  answerGuestQuery: ({ world, args }) => {
    args.required('guest_query_id')
    return { inline_message_id: `inline-${world.count('inline message')}` }
  },
}
