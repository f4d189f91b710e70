import { describe, expect, it } from '@jest/globals'
import { handlers, tempProject } from '../testing/projects.js'
import { describe as describeProject, type SessionUse } from './index.js'

/** What the one handler with this code does with its sessions: `order: opens clears`. */
async function uses(parameters: string, body: string): Promise<readonly string[]> {
  const members = `  @CommandHandler('a')\n  async a(${parameters}): Promise<void> {\n${body}\n  }`
  const imports = "import type { PeekSession, Session, SessionContext } from '@botgen/runtime'"
  const { bots } = await describeProject({ cwd: tempProject(handlers(members, imports)).root })
  return bots.flatMap(({ sessions }) => sessions.flatMap(({ name, uses: all }) => all.map((use) => told(name, use))))
}

function told(name: string, use: SessionUse): string {
  const done = (['opens', 'clears', 'closes', 'replays'] as const).filter((what) => use[what])
  return [`${name}:`, ...done].join(' ')
}

const order = "order: Session<'order'>"

describe('what handlers do with sessions', () => {
  it.each([
    ['a plain call', 'await order.clear()', 'order: opens clears'],
    ['calls with arguments', "order.clear((e) => e.kind === 'text'); order.replay(5)", 'order: opens clears replays'],
    ['an optional call', 'await order?.close()', 'order: opens closes'],
    [
      'parentheses, assertions and brackets',
      "(order!)['close'](); (order as any).clear()",
      'order: opens clears closes',
    ],
    ['a call inside a function', 'return run(async () => { await order.close() })', 'order: opens closes'],
    ['a constant', 'const session = order\n if (1) { session.close() }', 'order: opens closes'],
    ['what closes at the end', 'await using session = order\n use(session)', 'order: opens closes'],
    ['a variable of old', 'var session = order; session.close()', 'order: opens'],
    ['a loop over a list', 'for (const each of [other, order]) { await each.close() }', 'order: opens closes'],
    ['a list that another handler closes', 'for (const each of [other]) { await each.close() }', 'order: opens'],
    ['a variable, which may change', 'let session = order; session = other; session.close()', 'order: opens'],
    ['a helper, which is not looked into', 'await this.end(order)', 'order: opens'],
    ['the method without a call', 'return order.close', 'order: opens'],
    ['the same method of a member', 'order.telegram.close()', 'order: opens'],
    ['another thing of the same name', '{ const order = other; order.close() }', 'order: opens'],
    ['a parameter of the same name', 'list.forEach((order) => order.close())', 'order: opens'],
    ['a caught error of the same name', 'try { x() } catch (order) { order.close() }', 'order: opens'],
    ['a loop variable of the same name', 'for (const order of others) order.close()', 'order: opens'],
    ['a function of the same name', '{ function order() {}\n order.close() }', 'order: opens'],
    ['a constant that defines itself', '{ const order = order; order.close() }\n order.clear()', 'order: opens clears'],
    ['constants that define each other', 'const a = order; { const b = c; const c = b; c.close() }', 'order: opens'],
    ['code in a text', "log('order.close()') // order.clear()", 'order: opens'],
  ])('T6 sees %s', async (_, body, expected) => {
    expect(await uses(order, body)).toEqual([expected])
  })

  it.each([
    ["ctx: SessionContext<'order'>", 'await ctx.recordedBy.close()', 'order: opens closes'],
    ["ctx: SessionContext<'order'>", 'const session = ctx.recordedBy\n session.clear()', 'order: opens clears'],
    ["ctx: SessionContext<'order'>", 'const { recordedBy: s } = ctx\n s.clear()', 'order: opens clears'],
    ["ctx: SessionContext<'order'>", 'ctx.close()', 'order: opens'],
    ["{ recordedBy }: SessionContext<'order'>", 'await recordedBy.close()', 'order: opens closes'],
    ["{ recordedBy: s, chat }: SessionContext<'order'>", 's.close(); chat.clear()', 'order: opens closes'],
    ["order: PeekSession<'order'>", 'if (order.isOpen) await order.close()', 'order: closes'],
    ["order: PeekSession<'order'>", 'order.open()', 'order: opens'],
    ["order?: Session<'order'>", 'await order?.clear()', 'order: opens clears'],
    ['session: Session', 'await session.clear()', '(unqualified): opens clears'],
    ["one: Session<'order'>, two: PeekSession<'order'>", 'two.close()', 'order: opens closes'],
  ])('T6 tells what comes of (%s) => { %s }', async (parameters, body, expected) => {
    expect(await uses(parameters, body)).toEqual([expected])
  })

  it('T6 lists sessions by name, those without one last', async () => {
    expect(await uses("x: Session, z: Session<'z'>, b: Session<'b'>", '')).toEqual([
      'b: opens',
      'z: opens',
      '(unqualified): opens',
    ])
  })

  it('T6 reads the body of an overloaded handler, and of an inherited one in another file', async () => {
    const { root } = tempProject({
      'src/base.ts': `import { CommandHandler, type Session } from '@botgen/runtime'
export abstract class Base {
  @CommandHandler('end')
  async end(this: Base, order: Session<'order'>): Promise<void> { await order.close() }
}`,
      'src/handlers.ts': `import { CommandHandler, type Session } from '@botgen/runtime'
import { Base } from './base.js'
export class H extends Base {
  wipe(session: Session<'order'>): void
  @CommandHandler('wipe')
  wipe(order: Session<'order'>): void { void order.clear() }
}`,
    })
    const { bots } = await describeProject({ cwd: root })

    expect(bots[0]?.sessions[0]?.uses.map((use) => told(use.handler, use))).toEqual([
      'H.end command end: opens closes',
      'H.wipe command wipe: opens clears',
    ])
  })
})
