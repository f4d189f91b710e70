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
export { closest } from './suggest.js'
