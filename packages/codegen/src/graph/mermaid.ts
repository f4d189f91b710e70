import type { ProjectDescription } from '../description/index.js'
import type { GraphNodeKind } from './graph.js'
import { type WrittenBot, writtenBots, type WrittenEdge, type WrittenNode } from './written.js'

/** A project's bots as a Mermaid flowchart, such as GitHub shows in Markdown. */
export function mermaidOf(description: Pick<ProjectDescription, 'bots'>): string {
  return ['flowchart LR', ...writtenBots(description).flatMap(botLines), ''].join('\n')
}

function botLines({ heading, nodes, edges }: WrittenBot): readonly string[] {
  const lines = [...nodes.flatMap(nodeLines), ...edges.map(edgeLine)]
  return indented(heading === undefined ? lines : subgraph(heading.name, heading.label, lines))
}

function nodeLines({ kind, name, label, inside }: WrittenNode): readonly string[] {
  if (kind === 'class') return subgraph(name, label, inside.flatMap(nodeLines))
  const [open, close] = shapes[kind]
  return [`${name}${open}${quoted(label)}${close}`]
}

function subgraph(name: string, label: string, lines: readonly string[]): readonly string[] {
  return [`subgraph ${name}[${quoted(label)}]`, ...indented(lines), 'end']
}

const shapes: Readonly<Record<Exclude<GraphNodeKind, 'class'>, readonly [open: string, close: string]>> = {
  route: ['([', '])'],
  handler: ['[', ']'],
  session: ['[(', ')]'],
  provided: ['[/', '/]'],
  guard: ['{{', '}}'],
  filter: ['{{', '}}'],
  argumentParser: ['[[', ']]'],
  provider: ['[[', ']]'],
  injectable: ['[[', ']]'],
}

function edgeLine({ from, to, kind, label }: WrittenEdge): string {
  const arrow = kind === 'calls' || kind === 'session' ? '-->' : '-.->'
  return `${from.name} ${arrow}${label === undefined ? '' : `|${quoted(label)}|`} ${to.name}`
}

/**
 * All but what Mermaid takes for nothing but itself, in quotes. A colon is not among it: behind the word `style` Mermaid
 * takes the end off what follows.
 */
const special = /[^\p{L}\p{N} _,/]/gu

/** Mermaid takes no empty text for a label. */
function quoted(label: string): string {
  return label === '' ? '" "' : `"${label.replace(special, (character) => `#${character.codePointAt(0)};`)}"`
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`)
}
