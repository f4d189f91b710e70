import { badRequest } from '../api/errors.js'
import type { Payload } from '../api/types.js'
import { defined } from '../defined.js'
import type { Method, MethodCall } from './call.js'
import { captionContent, type FileKind, fileContent, fileOf, textContent } from './content.js'
import { send } from './outgoing.js'

/** Sends a file of `kind`, with a caption where the Bot API has one. */
function sendFile(kind: FileKind): Method {
  return (call) => send(call, fileAndCaption(call, kind))
}

function fileAndCaption({ world, args }: MethodCall, kind: FileKind): Payload {
  const content = fileContent(kind, fileOf(world.files, args, args.value(kind), kind))
  return kind === 'sticker' || kind === 'video_note' ? content : { ...content, ...captionContent(args) }
}

/** Sends what `content` makes of the parameters. */
function sendContent(content: (call: MethodCall) => Payload): Method {
  return (call) => send(call, content(call))
}

function location({ args }: MethodCall) {
  const latitude = args.number('latitude')
  const longitude = args.number('longitude')
  if (latitude === undefined) throw badRequest('latitude is empty')
  if (longitude === undefined) throw badRequest('longitude is empty')
  return { latitude, longitude }
}

function poll({ world, args }: MethodCall): Payload {
  const question = args.required('question')
  const options = args.array('options', 'String as options') ?? []
  if (options.length < 1) throw badRequest('poll must have at least 1 option')
  const texts = options.map((option) => {
    const text = typeof option === 'object' && option !== null && 'text' in option ? option.text : option
    if (typeof text !== 'string') throw badRequest('expected an option to be of type String')
    return { text, voter_count: 0 }
  })
  return {
    poll: {
      id: `poll-${world.count('poll')}`,
      question,
      options: texts,
      total_voter_count: 0,
      is_closed: args.flag('is_closed'),
      is_anonymous: !args.has('is_anonymous') || args.flag('is_anonymous'),
      type: args.optional('type') ?? 'regular',
      allows_multiple_answers: args.flag('allows_multiple_answers'),
    },
  }
}

function invoice({ args }: MethodCall): Payload {
  const prices = args.array('prices', 'labeled prices') ?? []
  const amounts = prices.map((price) => Number(typeof price === 'object' && price && 'amount' in price && price.amount))
  return {
    invoice: {
      title: args.required('title'),
      description: args.required('description'),
      start_parameter: args.text('start_parameter'),
      currency: args.required('currency'),
      total_amount: amounts.reduce((sum, amount) => sum + amount, 0),
    },
  }
}

function paidMedia({ world, args }: MethodCall): Payload {
  const media = args.array('media', 'InputPaidMedia') ?? []
  if (media.length === 0) throw badRequest('paid media is empty')
  const items = media.map((item) => {
    const { type, media: file } = Object(item) as Payload
    const kind = type === 'photo' || type === 'video' ? type : undefined
    if (!kind) throw badRequest("can't parse InputPaidMedia: invalid type specified")
    return { type: kind, ...fileContent(kind, fileOf(world.files, args, file, kind)) }
  })
  return { paid_media: { star_count: args.integer('star_count'), paid_media: items }, ...captionContent(args) }
}

function checklist({ args }: MethodCall): Payload {
  args.required('business_connection_id')
  const given = args.object('checklist')
  if (!given) throw badRequest('parameter "checklist" is required')
  return { checklist: given }
}

function richMessage({ args }: MethodCall): Payload {
  const given = args.object('rich_message')
  if (!given) throw badRequest('parameter "rich_message" is required')
  return { rich_message: given }
}

/** The methods that send one message and return it, `sendMediaGroup` and copies apart. */
export const sendingMethods: Readonly<Record<string, Method>> = {
  sendMessage: sendContent(({ args }) => textContent(args)),
  sendPhoto: sendFile('photo'),
  sendAudio: sendFile('audio'),
  sendDocument: sendFile('document'),
  sendVideo: sendFile('video'),
  sendAnimation: sendFile('animation'),
  sendVoice: sendFile('voice'),
  sendVideoNote: sendFile('video_note'),
  sendSticker: sendFile('sticker'),
  sendLivePhoto: sendContent((call) => ({ ...fileAndCaption(call, 'photo'), ...fileAndCaption(call, 'live_photo') })),
  sendPaidMedia: sendContent(paidMedia),
  sendLocation: sendContent((call) => ({ location: location(call) })),
  sendVenue: sendContent((call) => {
    const place = location(call)
    const venue = { location: place, title: call.args.required('title'), address: call.args.required('address') }
    return { location: place, venue }
  }),
  sendContact: sendContent(({ args }) => ({
    contact: defined({
      phone_number: args.required('phone_number'),
      first_name: args.required('first_name'),
      last_name: args.optional('last_name'),
    }),
  })),
  sendPoll: sendContent(poll),
  // 1 to 5 is a possible value for every emoji; counting up keeps tests repeatable.
  sendDice: sendContent(({ world, args }) => ({
    dice: { emoji: args.optional('emoji') ?? '🎲', value: ((world.count('dice') - 1) % 5) + 1 },
  })),
  sendInvoice: sendContent(invoice),
  sendGame: sendContent(({ args }) => ({
    game: { title: args.required('game_short_name'), description: '', photo: [] },
  })),
  sendChecklist: sendContent(checklist),
  sendRichMessage: sendContent(richMessage),
}
