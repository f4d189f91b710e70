import { catalogue, type Diagnostic, type Location } from '@botgen/codegen'
import { version } from '../version.js'
import { type Report, type Reporter, shownPath, staleNotice, statusOf } from './report.js'

/** For code scanning: SARIF 2.1.0, with every known code as a rule. A stale table is a result without a code. */
export const sarif: Reporter = (report) => {
  const { result, command } = report
  const stale = result.files
    .filter((file) => statusOf(file, command) === 'stale')
    .map((file) => ({
      ruleId: staleRule.id,
      level: 'error',
      message: { text: `${staleNotice(file).advice}.` },
      locations: [physicalLocation({ file: file.path }, report)],
    }))
  const rules = Object.entries(catalogue).map(([id, title]) => ({ id, shortDescription: { text: title } }))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'botgen', semanticVersion: version, rules: [...rules, staleRule] } },
        columnKind: 'utf16CodeUnits',
        results: [...result.diagnostics.map((diagnostic) => sarifResult(diagnostic, report)), ...stale],
      },
    ],
  }
  return { stdout: `${JSON.stringify(log, undefined, 2)}\n`, stderr: '' }
}

const staleRule = { id: 'stale-table', shortDescription: { text: 'Stale dispatch table' } }

function sarifResult(diagnostic: Diagnostic, report: Report) {
  const { code, severity, message, help, related } = diagnostic
  return {
    ruleId: code,
    level: severity,
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [physicalLocation(diagnostic, report)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, index) => ({
            id: index,
            ...physicalLocation(other, report),
            message: { text: other.message },
          })),
        }),
  }
}

function physicalLocation({ file, start, end }: Location, report: Report) {
  const region =
    start === undefined
      ? {}
      : {
          region: {
            startLine: start.line,
            startColumn: start.column,
            ...(end === undefined ? {} : { endLine: end.line, endColumn: end.column }),
          },
        }
  // A URI, so that spaces and the like in a path stay one path.
  const uri = encodeURI(shownPath(file, report)).replaceAll('#', '%23').replaceAll('?', '%3F')
  return { physicalLocation: { artifactLocation: { uri }, ...region } }
}
