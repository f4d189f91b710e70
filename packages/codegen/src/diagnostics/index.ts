export { catalogue, type DiagnosticCode } from './catalogue.js'
export {
  byPlace,
  compare,
  type Diagnostic,
  type DiagnosticDetails,
  distinct,
  errorAt,
  errorIn,
  type Location,
  type Position,
  warningAt,
} from './diagnostic.js'
export { explain, explainAll, type ExplainedCode, type Example } from './explanations/index.js'
export { closest } from './suggest.js'
