import { handlers } from './example.js'
import type { Explanations } from './explanation.js'

/** Commands and their line in the menu. */
export const explanations: Explanations<'BG13'> = {
  BG1301: {
    text: `Two handlers answer the same command in the same kind of updates. Only one of them can, and which one would
      depend on the order of the files, so botgen refuses to choose. Commands do not differ by upper and lower case, nor
      by the slash. Rename one, or let their \`scope\` name different kinds of updates.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('order')
      order(): void {}

      @CommandHandler('order')
      reorder(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('order')
      order(): void {}

      @CommandHandler('reorder')
      reorder(): void {}`,
    ),
  },
  BG1302: {
    text: `The name of a command is 1 to 32 of the letters a to z in lower case, digits and underscores. Telegram's menu
      refuses any other name, and a message with other characters in it does not count as the command at all. Choose a
      name that Telegram takes; the message suggests one.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('order-now')
      order(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('order_now')
      order(): void {}`,
    ),
  },
  BG1303: {
    text: `A decorator names nothing: no command, no text, no kind of updates, no guard. Nothing would ever come to the
      handler, or nothing would guard it. Name at least one, or remove the decorator or the option.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler([])
      order(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler(['order'])
      order(): void {}`,
    ),
  },
  BG1304: {
    text: `The description of a command is its line in Telegram's menu: 1 to 256 characters, in every language. Telegram
      refuses the whole menu because of one that is empty or longer, and a \`menu\` or \`locales\` without a description
      has nothing to show. Write a description that fits, or leave the command out of the menu.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('order', { description: '' })
      order(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('order', { description: 'Order a meal' })
      order(): void {}`,
    ),
  },
  BG1305: {
    text: `Telegram keeps a menu for each two-letter language code of ISO 639-1, such as 'de'. Regions and longer codes
      are refused, and with them the menu. Write the language alone.`,
    wrong: handlers(
      'CommandHandler',
      `
      @CommandHandler('order', { description: 'Order a meal', locales: { 'de-AT': 'Essen bestellen' } })
      order(): void {}`,
    ),
    right: handlers(
      'CommandHandler',
      `
      @CommandHandler('order', { description: 'Order a meal', locales: { de: 'Essen bestellen' } })
      order(): void {}`,
    ),
  },
}
