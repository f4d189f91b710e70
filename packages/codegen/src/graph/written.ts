import type { ProjectDescription } from '../description/index.js'
import { printable } from '../printable.js'
import { type BotGraph, type GraphEdge, type GraphNode, graphOf } from './graph.js'

/** A bot's graph as the languages of drawings write it: nodes by short names, those of a class inside it. */
export interface WrittenBot {
  /** What its part of the drawing is called: nothing where it is the whole. */
  readonly heading: { readonly name: string; readonly label: string } | undefined
  readonly nodes: readonly WrittenNode[]
  readonly edges: readonly WrittenEdge[]
}

export interface WrittenNode extends Pick<GraphNode, 'kind'> {
  readonly name: string
  /** In one line, in which everything can be seen. */
  readonly label: string
  /** Nodes inside; only classes have any. */
  readonly inside: readonly WrittenNode[]
}

export interface WrittenEdge extends Pick<GraphEdge, 'kind' | 'label'> {
  readonly from: WrittenNode
  readonly to: WrittenNode
}

/** The graphs of a project's bots, with names that are unique among them all. */
export function writtenBots({ bots }: Pick<ProjectDescription, 'bots'>): readonly WrittenBot[] {
  return bots.map((bot, index) => writtenBot(graphOf(bot), bots.length === 1 ? '' : `b${index}`))
}

/** @param bot - what the bot's part of the drawing is called; empty where it is the whole */
function writtenBot(graph: BotGraph, bot: string): WrittenBot {
  const written = new Map<string, WrittenNode>()
  const insides = new Map<string, WrittenNode[]>()
  const top: WrittenNode[] = []
  graph.nodes.forEach(({ id, kind, label, parent }, index) => {
    const inside: WrittenNode[] = []
    const node = { kind, name: `${bot}n${index}`, label: printable(label), inside }
    written.set(id, node)
    insides.set(id, inside)
    const around = parent === undefined ? top : (insides.get(parent) ?? top)
    around.push(node)
  })
  const edges = graph.edges.flatMap(({ from, to, kind, label }) => {
    const [start, end] = [written.get(from), written.get(to)]
    return start === undefined || end === undefined ? [] : [{ from: start, to: end, kind, label }]
  })
  const heading = bot === '' ? undefined : { name: bot, label: printable(`Bot ${graph.name ?? ''}`) }
  return { heading, nodes: top, edges }
}
