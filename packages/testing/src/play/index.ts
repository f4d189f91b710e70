export type { Conversation } from './conversation.js'
export { createTestBot, type TestBotFactory, type TestBotOptions, type TestBotSetup } from './create.js'
export type { RunningTestBot } from './running.js'
