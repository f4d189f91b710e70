import { handlers } from './example.js'
import type { Explanations } from './explanation.js'

/** Sessions and their qualifiers. */
export const explanations: Explanations<'BG15'> = {
  BG1501: {
    text: `A qualifier names a session, and this parameter is none, so the qualifier says nothing. Most often the type is
      the slip: it should be \`Session\`, \`PeekSession\` or \`SessionContext\`. Otherwise remove the decorator.`,
    wrong: handlers(
      'CommandHandler, SessionQualifier',
      `
      @CommandHandler('order')
      order(@SessionQualifier('order') meal: string): string {
        return meal
      }`,
    ),
    right: handlers(
      'CommandHandler, type Session, SessionQualifier',
      `
      @CommandHandler('order')
      async order(@SessionQualifier('order') session: Session): Promise<void> {
        await session.close()
      }`,
    ),
  },
  BG1502: {
    text: `A blank qualifier would name a session that nobody can tell from the default one. Give the session a name, or
      leave the qualifier out to mean the default session.`,
    wrong: handlers(
      'CommandHandler, type Session',
      `
      @CommandHandler('order')
      async order(session: Session<''>): Promise<void> {
        await session.close()
      }`,
    ),
    right: handlers(
      'CommandHandler, type Session',
      `
      @CommandHandler('order')
      async order(session: Session<'order'>): Promise<void> {
        await session.close()
      }`,
    ),
  },
  BG1503: {
    text: `The decorator and the type of a parameter name different sessions, and the handler can get only one. Whichever
      it got, the code would record and clear the messages of a session that its reader does not expect. Make both the
      same, or remove one of them.`,
    wrong: handlers(
      'CommandHandler, type Session, SessionQualifier',
      `
      @CommandHandler('order')
      async order(@SessionQualifier('cart') session: Session<'order'>): Promise<void> {
        await session.close()
      }`,
    ),
    right: handlers(
      'CommandHandler, type Session',
      `
      @CommandHandler('order')
      async order(session: Session<'order'>): Promise<void> {
        await session.close()
      }`,
    ),
  },
  BG1504: {
    text: `The qualifier in the type is not one string that is known: it is \`string\`, a union or a type parameter. The
      table must say which session to open before the program runs. Write one string, or an alias of one.`,
    wrong: handlers(
      'CommandHandler, type Session',
      `
      @CommandHandler('order')
      async order(session: Session<'order' | 'cart'>): Promise<void> {
        await session.close()
      }`,
    ),
    right: handlers(
      'CommandHandler, type Session',
      `
      @CommandHandler('order')
      async order(order: Session<'order'>, cart: Session<'cart'>): Promise<void> {
        await order.close()
        await cart.close()
      }

      @CommandHandler('cart')
      async cart(cart: Session<'cart'>): Promise<void> {
        await cart.close()
      }

      @CommandHandler('cancel')
      async cancel(order: Session<'order'>): Promise<void> {
        await order.close()
      }`,
    ),
  },
  BG1505: {
    text: `What calls a method with overloads sees the overloads only, and the last one counts for botgen. A parameter that
      it lacks is never passed, so a decorator on it says nothing. Add the parameter to the overload, or do without
      overloads.`,
    wrong: handlers(
      'CommandHandler, type Session, SessionQualifier',
      `
      order(meal: string): unknown
      @CommandHandler('order')
      order(meal: string, @SessionQualifier('order') session?: Session): unknown {
        return [meal, session]
      }`,
    ),
    right: handlers(
      'CommandHandler, type Session, SessionQualifier',
      `
      @CommandHandler('order')
      order(meal: string, @SessionQualifier('order') session: Session): unknown {
        return [meal, session]
      }`,
    ),
  },
  BG1506: {
    text: `TypeScript knows decorators on parameters only with "experimentalDecorators", and the project does without.
      The sources do not compile so. Turn the setting on, or say the same without a decorator: the qualifier in the
      session's type, an argument by its own name.`,
    wrong: {
      ...handlers(
        'CommandHandler, type Session, SessionQualifier',
        `
      @CommandHandler('order')
      async order(@SessionQualifier('order') session: Session): Promise<void> {
        await session.close()
      }`,
      ),
      compilerOptions: { experimentalDecorators: false },
    },
    right: {
      ...handlers(
        'CommandHandler, type Session',
        `
      @CommandHandler('order')
      async order(session: Session<'order'>): Promise<void> {
        await session.close()
      }`,
      ),
      compilerOptions: { experimentalDecorators: false },
    },
  },
  BG1507: {
    text: `One handler opens the session, and no other handler takes it, so no later step of the conversation can clear or
      close it. It goes on recording until it expires, unless this handler closes it or other code does by
      \`bot.sessions\`. Often two handlers were meant to share it and one name has a slip. Take it where the flow ends and
      close it there; the table is written all the same.`,
    wrong: handlers(
      'CommandHandler, type Session',
      `
      @CommandHandler('order')
      async order(session: Session<'order'>): Promise<void> {
        await session.chat.sendMessage('What would you like?')
      }`,
    ),
    right: handlers(
      'CommandHandler, type Session',
      `
      @CommandHandler('order')
      async order(session: Session<'order'>): Promise<void> {
        await session.chat.sendMessage('What would you like?')
      }

      @CommandHandler('done')
      async done(session: Session<'order'>): Promise<void> {
        await session.clear()
        await session.close()
      }`,
    ),
  },
}
