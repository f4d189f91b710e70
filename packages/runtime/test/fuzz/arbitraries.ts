/** Updates of the Bot API's shape, and of shapes that it never has. */
import fc from 'fast-check'
import { updateKinds } from '../../src/updates/index.js'

export const username = 'order_bot'

const ids = fc.constantFrom(1, 2, -5)
const odd = fc.constantFrom<unknown[]>(null, undefined, 0, '', 'x', [], {}, Number.NaN, true)

/** Mostly `value`, sometimes something else, sometimes nothing. */
const mostly = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary: value }, { weight: 1, arbitrary: odd })

const words = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom('hi', 'hello', 'h', '42', '42a', 'toString', '__proto__', '7 8', 'x\ny', 'h\n'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom('h'.repeat(4096), 'h'.repeat(4097), '1'.repeat(5000), '') },
)
const commandNames = fc.constantFrom(
  'order',
  'both',
  'ask',
  'refuse',
  'limited',
  'ORDER',
  'Both',
  'unknown',
  'constructor',
  '__proto__',
  'toString',
  'x'.repeat(4096),
)
const mention = fc.constantFrom('', '', '', `@${username}`, '@Order_Bot', '@other_bot', '@')
const commandText = fc
  .tuple(commandNames, mention, fc.constantFrom('', ' 5', ' x', ' 5 6', '\n5', '5'))
  .map(([name, at, rest]) => ({ text: `/${name}${at}${rest}`, length: name.length + at.length + 1 }))

const entity = (length: number): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constant({ type: 'bot_command', offset: 0, length }) },
    {
      weight: 3,
      arbitrary: fc.record(
        {
          type: fc.constantFrom('bot_command', 'bold', 7),
          offset: fc.constantFrom(0, 1, -1, '0'),
          length: fc.constantFrom(length, 0, 1, -3, 2.5, 99999, '6', null),
        },
        { requiredKeys: [] },
      ),
    },
    { weight: 1, arbitrary: odd },
  )

const textFields = fc.oneof(
  { weight: 5, arbitrary: words.map((text) => ({ text })) },
  { weight: 2, arbitrary: words.map((caption) => ({ caption, photo: [] })) },
  {
    weight: 8,
    arbitrary: commandText.chain(({ text, length }) =>
      fc.array(entity(length), { maxLength: 2, minLength: 1 }).map((entities) => ({ text, entities })),
    ),
  },
  {
    weight: 2,
    arbitrary: commandText.chain(({ text, length }) =>
      entity(length).map((only) => ({ caption: text, caption_entities: [only], photo: [] })),
    ),
  },
  { weight: 1, arbitrary: fc.record({ text: odd, caption: odd, entities: odd, photo: odd }, { requiredKeys: [] }) },
)

const message = fc
  .record(
    {
      message_id: mostly(fc.nat(1000)),
      date: mostly(fc.nat()),
      chat: mostly(fc.record({ id: mostly(ids) })),
      from: mostly(fc.record({ id: mostly(ids), is_bot: fc.constant(false), first_name: fc.constant('A') })),
      business_connection_id: fc.option(fc.constantFrom('b', '', 5), { nil: undefined, freq: 8 }),
    },
    { requiredKeys: ['message_id', 'date', 'chat'] },
  )
  .chain((fields) => textFields.map((more) => ({ ...fields, ...more })))

const callbackData = fc.oneof(
  fc.constantFrom(
    'like',
    'like?5',
    'like?x',
    'like?5&6',
    'like?n=7',
    'like?%',
    'Like',
    'both?5',
    '/BOTH',
    'both',
    '',
    '?',
  ),
  fc.constantFrom('constructor', '__proto__?1', 'like?__proto__=1', 'hi', '42'),
  words,
)
const callbackQuery = fc.record(
  {
    id: mostly(fc.constant('1')),
    from: mostly(fc.record({ id: mostly(ids) })),
    message: mostly(message),
    data: mostly(callbackData),
    game_short_name: fc.constant('like'),
  },
  { requiredKeys: ['id', 'from'] },
)
const other = fc.record(
  {
    id: fc.constant('1'),
    chat: mostly(fc.record({ id: mostly(ids) })),
    from: mostly(fc.record({ id: mostly(ids) })),
    user: mostly(fc.record({ id: mostly(ids) })),
    message: mostly(message),
    query: words,
    data: callbackData,
    text: words,
  },
  { requiredKeys: [] },
)

const textKinds = updateKinds.filter((kind) => kind.endsWith('message') || kind.endsWith('_post'))
const hostileKinds = ['kind_of_next_year', '__proto__', 'constructor', 'toString'] as const

/** What an update has beside its number: one field, or an odd number of them. */
export const fields: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .oneof(
    { weight: 40, arbitrary: fc.tuple(fc.constant('message'), message) },
    { weight: 15, arbitrary: fc.tuple(fc.constantFrom(...textKinds), message) },
    { weight: 25, arbitrary: fc.tuple(fc.constant('callback_query'), callbackQuery) },
    { weight: 10, arbitrary: fc.tuple(fc.constantFrom<string>(...updateKinds, ...hostileKinds), other) },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom<string>(...updateKinds, ...hostileKinds), odd) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom<string>(...updateKinds), fc.object({ maxDepth: 2 })) },
  )
  .map(([kind, payload]) => {
    const update = {}
    Object.defineProperty(update, kind, { value: payload, enumerable: true, configurable: true })
    return update
  })
