/** What stands on the map, by keys that a link can hold. */
import type {
  BotDescription,
  DescribedComponent,
  DescribedHandler,
  SessionUse,
} from '../../../description/description.js'
import type { SessionVerb } from '../words.js'

export type NodeType = 'class' | 'method' | 'handler' | 'session' | 'component' | 'provided'

/** `handler:OrderHandlers.start command order` */
export type NodeKey = `${NodeType}:${string}`

export interface HandlerNode {
  readonly type: 'handler'
  readonly key: NodeKey
  readonly handler: DescribedHandler
  readonly owner: ClassNode
  readonly method: MethodNode
  /** What the handler takes or passes, each once. */
  readonly links: readonly Link[]
  /** All that a search may find, in lower case. */
  readonly text: string
}

/** From a handler to a session or component. */
export interface Link {
  readonly to: NodeKey
  /** With a session. */
  readonly verbs: readonly SessionVerb[]
}

/** One method; several decorators make it several handlers. */
export interface MethodNode {
  readonly type: 'method'
  readonly key: NodeKey
  readonly name: string
  readonly owner: ClassNode
  readonly handlers: readonly HandlerNode[]
}

export interface ClassNode {
  readonly type: 'class'
  readonly key: NodeKey
  readonly name: string
  readonly place: BotDescription['classes'][number]['place']
  readonly methods: readonly MethodNode[]
  readonly handlers: readonly HandlerNode[]
  /** Components and provided values that the constructor takes. */
  readonly takes: readonly NodeKey[]
}

export interface SessionNode {
  readonly type: 'session'
  readonly key: NodeKey
  readonly name: string
  readonly uses: readonly { readonly handler: HandlerNode; readonly use: SessionUse }[]
  readonly text: string
}

export interface ComponentNode {
  readonly type: 'component'
  readonly key: NodeKey
  readonly name: string
  readonly component: DescribedComponent
  readonly takes: readonly NodeKey[]
  readonly text: string
}

export interface ProvidedNode {
  readonly type: 'provided'
  readonly key: NodeKey
  readonly name: string
  readonly valueType: string
  readonly text: string
}

/** What handlers and classes lead to. */
export type PartNode = SessionNode | ComponentNode | ProvidedNode
export type AnyNode = ClassNode | MethodNode | HandlerNode | PartNode

export interface BotNodes {
  readonly bot: BotDescription
  readonly classes: readonly ClassNode[]
  readonly handlers: readonly HandlerNode[]
  readonly sessions: readonly SessionNode[]
  readonly components: readonly ComponentNode[]
  readonly provided: readonly ProvidedNode[]
  readonly byKey: ReadonlyMap<string, AnyNode>
  /** Classes, handlers and components that lead to a part. */
  readonly users: ReadonlyMap<NodeKey, readonly (ClassNode | HandlerNode | ComponentNode)[]>
}
