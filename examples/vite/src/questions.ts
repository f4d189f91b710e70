export interface Question {
  readonly text: string
  readonly answers: readonly string[]
  /** Which of the answers is right. */
  readonly right: number
}

export const questions: readonly Question[] = [
  { text: 'How many planets are there?', answers: ['7', '8', '9'], right: 1 },
  { text: 'Which is the largest?', answers: ['Jupiter', 'Saturn', 'Earth'], right: 0 },
]
