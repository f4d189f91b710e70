/** Descriptions of bots that nobody would write out as sources for a test: large ones, strange ones, empty ones. */
import type {
  BotDescription,
  DescribedComponent,
  DescribedHandler,
  ProjectDescription,
  SourcePlace,
} from '../../description/description.js'

export const emptyBot: BotDescription = {
  name: undefined,
  output: 'src/botgen.generated.ts',
  classes: [],
  handlers: [],
  sessions: [],
  components: [],
  provided: [],
  menus: [],
}

export function project(...bots: readonly BotDescription[]): ProjectDescription {
  return { root: '/home/somebody/projects/sample-bot', bots }
}

export function handler(
  given: Pick<DescribedHandler, 'kind' | 'answers' | 'class' | 'method'> & Partial<DescribedHandler>,
): DescribedHandler {
  return {
    id: `${given.class}.${given.method} ${given.kind} ${given.answers.join(' ')}`,
    place: place('src/handlers.ts', 1),
    parameters: [],
    guards: [],
    filters: [],
    argumentParser: undefined,
    limit: undefined,
    description: undefined,
    options: [],
    ...given,
  }
}

export function component(
  role: DescribedComponent['role'],
  name: string,
  ...dependencies: string[]
): DescribedComponent {
  const file = `src/${role}s.ts`
  return { id: `${file}#${name}`, role, name, place: place(file, 3), dependencies }
}

export function place(file: string, line: number, column = 3): SourcePlace {
  return { file, line, column }
}

/** A bot of one class, whose only handler is of one name. */
export function botWith(name: string): BotDescription {
  const only = handler({ kind: 'text', answers: [name], class: name, method: name, description: name, options: [name] })
  return {
    ...emptyBot,
    classes: [{ name, place: place(name, 1), dependencies: [name] }],
    handlers: [only],
    sessions: [
      {
        name,
        uses: [{ handler: only.id, takenAs: 'session', opens: true, clears: false, closes: false, replays: false }],
      },
    ],
    components: [{ id: name, role: 'guard', name, place: place(name, 1), dependencies: [] }],
    provided: [{ name: `${name}.`, type: name, usedBy: [name] }],
    menus: [
      { scope: 'default', language: undefined, commands: [{ command: 'a', description: name, handler: only.id }] },
    ],
  }
}

const kinds = ['command', 'command', 'callback', 'text', 'input'] as const
const things = ['Order', 'Invoice', 'Customer', 'Delivery', 'Ticket', 'Refund', 'Voucher', 'Report', 'Schedule', 'Team']
const acts = ['open', 'list', 'show', 'edit', 'cancel']
const inEach = acts.length

/** A bot with so many handlers, five of them in each class. */
export function largeBot(count: number): BotDescription {
  const guards = ['IsStaff', 'IsOwner', 'InGroup', 'NotBanned'].map((name) => component('guard', name))
  const injectables = things.map((thing) => component('injectable', `${thing}Repository`, 'database'))
  const sessions = things.map((thing) => thing.toLowerCase())
  const className = (index: number): string => {
    const classIndex = Math.floor(index / inEach)
    return `${things[classIndex % things.length] ?? ''}${classIndex}Handlers`
  }
  const handlers = Array.from({ length: count }, (_, index): DescribedHandler => {
    const classIndex = Math.floor(index / inEach)
    const act = acts[index % inEach] ?? ''
    const session = sessions[classIndex % sessions.length] ?? ''
    const guard = guards[classIndex % 7]?.id
    return handler({
      kind: kinds[index % kinds.length] ?? 'command',
      answers: [`${act}_${session}_${classIndex}`],
      class: className(index),
      method: act,
      place: place(`src/${session}/${className(index)}.ts`, 10 + (index % inEach) * 12),
      parameters: [{ name: session, takes: `session '${session}'`, optional: false, session, component: undefined }],
      guards: guard === undefined ? [] : [guard],
      description: index % 3 === 0 ? `Let somebody ${act} what is theirs` : undefined,
    })
  })
  const classes = handlers
    .filter((_, index) => index % inEach === 0)
    .map(({ class: name, place: { file } }, index) => ({
      name,
      place: place(file, 5, 14),
      dependencies: [injectables[index % injectables.length]?.id ?? ''],
    }))
  return {
    ...emptyBot,
    classes,
    handlers,
    sessions: sessions.map((name) => ({
      name,
      uses: handlers
        .filter(({ parameters }) => parameters[0]?.session === name)
        .map(({ id, method }) => ({
          handler: id,
          takenAs: method === 'show' ? 'peekSession' : 'session',
          opens: method !== 'show',
          clears: method === 'cancel',
          closes: method === 'cancel',
          replays: method === 'list',
        })),
    })),
    components: [...guards, ...injectables],
    provided: [{ name: 'database', type: 'Database', usedBy: injectables.map(({ id }) => id) }],
    menus: [
      {
        scope: 'default',
        language: undefined,
        commands: handlers
          .filter(({ kind, description }) => kind === 'command' && description !== undefined)
          .slice(0, 100)
          .map(({ id, answers, description }) => ({
            command: answers[0] ?? '',
            description: description ?? '',
            handler: id,
          })),
      },
    ],
  }
}
