import { handlers } from './example.js'
import type { Explanations } from './explanation.js'

/** Callbacks, inputs, texts, patterns and kinds of updates. */
export const explanations: Explanations<'BG16'> = {
  BG1601: {
    text: `Two handlers answer the same callback data. A press of the button can go to one of them only, so botgen refuses
      to choose. A command whose \`scope\` holds callback queries answers buttons too, by its name. Rename one of them.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler.CallbackQuery('like')
      like(): void {}

      @CommandHandler.CallbackQuery('like')
      love(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler.CallbackQuery('like')
      like(): void {}

      @CommandHandler.CallbackQuery('love')
      love(): void {}`,
    ),
  },
  BG1602: {
    text: `Callback data begins with the name of its handler, up to the delimiter, and Telegram gives it 64 bytes in all. A
      name that is empty or holds the delimiter is never met, and no button can carry a longer one. Shorten the name, and
      let what differs be arguments, which need room too.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler.CallbackQuery('like?count=1')
      like(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler.CallbackQuery('like')
      like(count: number): number {
        return count
      }`,
    ),
  },
  BG1603: {
    text: `Two handlers take the same input. What \`bot.inputs.expect\` waits for can go to one of them only. Give one of
      them another id.`,
    wrong: handlers(
      'InputHandler',
      `
      @InputHandler('name')
      firstName(): void {}

      @InputHandler('name')
      lastName(): void {}`,
    ),
    right: handlers(
      'InputHandler',
      `
      @InputHandler('first-name')
      firstName(): void {}

      @InputHandler('last-name')
      lastName(): void {}`,
    ),
  },
  BG1604: {
    text: `Two handlers answer the same text in the same kind of updates, and the one that is tried first has no filters, so
      the other would never run. The bot does not start like this. Remove one, give the first filters that tell when it
      answers, or let the one with filters go first by a lower \`priority\` number.`,
    wrong: handlers(
      'CommonHandler',
      `
      @CommonHandler.Text('Menu')
      menu(): void {}

      @CommonHandler.Text('Menu')
      other(): void {}`,
    ),
    right: handlers(
      'CommonHandler',
      `
      @CommonHandler.Text('Menu')
      menu(): void {}

      @CommonHandler.Text('Other')
      other(): void {}`,
    ),
  },
  BG1605: {
    text: `A text or the id of an input is blank. Telegram sends no message with a blank text, and a blank id says nothing,
      so the handler would never run. Write the text or the id, or remove it.`,
    wrong: handlers(
      'InputHandler',
      `
      @InputHandler('')
      address(): void {}`,
    ),
    right: handlers(
      'InputHandler',
      `
      @InputHandler('address')
      address(): void {}`,
    ),
  },
  BG1606: {
    text: `The Bot API has no kind of updates, of messages or of menus with this name, so nothing would ever come. Most
      often it is a slip, and the message says what may be meant. Kinds are written as the Bot API has them, with
      underscores.`,
    wrong: handlers(
      'UpdateHandler',
      `
      // @ts-expect-error: the compiler refuses it too
      @UpdateHandler('edited_mesage')
      edited(): void {}`,
    ),
    right: handlers(
      'UpdateHandler',
      `
      @UpdateHandler('edited_message')
      edited(): void {}`,
    ),
  },
  BG1607: {
    text: `JavaScript does not take the expression: a bracket is not closed, a range is upside down, or a flag is unknown.
      The bot would fail when it starts. The message repeats what the engine says; correct the expression.`,
    wrong: handlers(
      'CommonHandler',
      `
      @CommonHandler.Regex('order (\\\\d+')
      order(): void {}`,
    ),
    right: handlers(
      'CommonHandler',
      `
      @CommonHandler.Regex('order (\\\\d+)')
      order(id: number): number {
        return id
      }`,
    ),
  },
  BG1608: {
    text: `The flags \`g\` and \`y\` are for searching on from where the last match ended. A handler's expression is held
      against the whole text, each time anew, so they change nothing here. Remove the flag; to match a part of a text,
      write \`.*\` around it.`,
    wrong: handlers(
      'CommonHandler',
      `
      @CommonHandler.Regex(/hello/g)
      hello(): void {}`,
    ),
    right: handlers(
      'CommonHandler',
      `
      @CommonHandler.Regex(/hello/)
      hello(): void {}`,
    ),
  },
  BG1609: {
    text: `Several quantifiers of the expression can take the same characters, so on some texts that do not match the
      engine tries every way to share them out. The time doubles with each character, or grows with the cube of the
      length, and one message can keep the whole bot busy. Let only one quantifier take each character.`,
    wrong: handlers(
      'CommonHandler',
      `
      @CommonHandler.Regex(/(\\w+\\s?)*!/)
      shout(): void {}`,
    ),
    right: handlers(
      'CommonHandler',
      `
      @CommonHandler.Regex(/[\\w\\s]*!/)
      shout(): void {}`,
    ),
  },
  BG1610: {
    text: `Whatever the handler would answer goes to another one that is tried first: a command before a text, an exact
      text before a pattern, a pattern that takes every text or the same ones before a later one. The handler looks alive
      and never runs. Put it first by a lower \`priority\`, let the two take different texts or kinds of updates, or
      remove it.`,
    wrong: handlers(
      'CommonHandler',
      `
      @CommonHandler.Regex(/.*/s)
      everything(): void {}

      @CommonHandler.Regex(/order \\d+/)
      order(): void {}`,
    ),
    right: handlers(
      'CommonHandler',
      `
      @CommonHandler.Regex(/.*/s, { priority: 1 })
      everything(): void {}

      @CommonHandler.Regex(/order \\d+/)
      order(): void {}`,
    ),
  },
  BG1611: {
    text: `What no other handler takes goes to one handler for each kind of updates, and a second one for the same kind
      would never get any. Remove one, or name different kinds. A handler for a kind goes before the one for all kinds.`,
    wrong: handlers(
      'UnprocessedHandler',
      `
      @UnprocessedHandler('message')
      unknown(): void {}

      @UnprocessedHandler('message')
      help(): void {}`,
    ),
    right: handlers(
      'UnprocessedHandler',
      `
      @UnprocessedHandler('message')
      unknown(): void {}

      @UnprocessedHandler()
      help(): void {}`,
    ),
  },
  BG1612: {
    text: `The decorator asks for kinds that exclude each other: texts of an update that has none, or a kind of message of
      an update without one. Such an update never comes. Name kinds that go together, or use @UpdateHandler for what has
      no text.`,
    wrong: handlers(
      'CommandHandler',
      `
      // @ts-expect-error: the compiler refuses it too
      @CommandHandler('vote', { scope: 'poll' })
      vote(): void {}`,
    ),
    right: handlers(
      'CommandHandler, UpdateHandler',
      `
      @CommandHandler('vote')
      vote(): void {}

      @UpdateHandler('poll')
      poll(): void {}`,
    ),
  },
}
