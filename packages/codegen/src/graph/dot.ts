import type { ProjectDescription } from '../description/index.js'
import type { GraphNodeKind } from './graph.js'
import { type WrittenBot, writtenBots, type WrittenEdge, type WrittenNode } from './written.js'

/** A project's bots in DOT, the language of Graphviz. */
export function dotOf(description: Pick<ProjectDescription, 'bots'>): string {
  const lines = [
    'rankdir=LR',
    'compound=true',
    'node [fontname="Helvetica,Arial,sans-serif", fontsize=11]',
    'edge [fontname="Helvetica,Arial,sans-serif", fontsize=9]',
    'graph [fontname="Helvetica,Arial,sans-serif", fontsize=11]',
    ...writtenBots(description).flatMap(botLines),
  ]
  return ['digraph botgen {', ...indented(lines), '}', ''].join('\n')
}

function botLines({ heading, nodes, edges }: WrittenBot): readonly string[] {
  const lines = [...nodes.flatMap(nodeLines), ...edges.map(edgeLine)]
  return heading === undefined ? lines : cluster(heading.name, heading.label, lines)
}

function nodeLines({ kind, name, label, inside }: WrittenNode): readonly string[] {
  if (kind === 'class') return cluster(name, label, inside.flatMap(nodeLines))
  return [`${name} [label=${quoted(label)}, ${shapes[kind]}]`]
}

function cluster(name: string, label: string, lines: readonly string[]): readonly string[] {
  return [`subgraph cluster_${name} {`, ...indented([`label=${quoted(label)}`, ...lines]), '}']
}

const shapes: Readonly<Record<Exclude<GraphNodeKind, 'class'>, string>> = {
  route: 'shape=box, style=rounded',
  handler: 'shape=box',
  session: 'shape=cylinder',
  provided: 'shape=parallelogram',
  guard: 'shape=hexagon',
  filter: 'shape=hexagon',
  argumentParser: 'shape=component',
  provider: 'shape=component',
  injectable: 'shape=component',
}

/** An edge of a class begins at its first handler, and is cut at the border around them. */
function edgeLine({ from, to, kind, label }: WrittenEdge): string {
  const [first] = from.inside
  const attributes = [
    ...(label === undefined ? [] : [`label=${quoted(label)}`]),
    ...(kind === 'calls' || kind === 'session' ? [] : ['style=dashed']),
    ...(first === undefined ? [] : [`ltail=cluster_${from.name}`]),
  ]
  const end = attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`
  return `${(first ?? from).name} -> ${to.name}${end}`
}

/** Graphviz reads backslashes, and entities of HTML, in its strings. */
function quoted(label: string): string {
  return `"${label.replace(/["\\]/g, '\\$&').replaceAll('&', '&amp;')}"`
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`)
}
