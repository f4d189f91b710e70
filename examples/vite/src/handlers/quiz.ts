import { CommandHandler, type Session } from '@botgen/runtime'
import { type Context, Markup } from 'telegraf'
import { callbacks } from '../botgen.links'
import { questions } from '../questions'

export class QuizHandlers {
  @CommandHandler('quiz', { description: 'Play' })
  async play(quiz: Session<'quiz'>): Promise<void> {
    await ask(quiz, 0, 0)
  }

  /** Everything that a game has to know stands in the button. */
  @CommandHandler.CallbackQuery('answer', { autoAnswer: true })
  async answer(quiz: Session<'quiz'>, ctx: Context, question: number, answer: number, points: number): Promise<void> {
    const sum = points + (questions[question]?.right === answer ? 1 : 0)
    if (question + 1 < questions.length) {
      await ask(quiz, question + 1, sum)
      return
    }
    await quiz.clear()
    await quiz.close()
    await ctx.reply(`${sum} of ${questions.length} were right.`)
  }
}

async function ask(quiz: Session<'quiz'>, number: number, points: number): Promise<void> {
  const { text, answers } = questions[number]!
  const buttons = answers.map((label, answer) =>
    Markup.button.callback(label, callbacks.answer({ question: number, answer, points })),
  )
  await quiz.chat.sendMessage(text, Markup.inlineKeyboard(buttons))
}
