export { dotOf } from './dot.js'
export {
  type BotGraph,
  type GraphEdge,
  type GraphEdgeKind,
  type GraphNode,
  type GraphNodeKind,
  graphOf,
} from './graph.js'
export { mermaidOf } from './mermaid.js'
