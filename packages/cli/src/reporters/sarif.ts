import { type Diagnostic, type ExplainedCode, explainAll, type Location } from '@botgen/codegen'
import type { Printed } from '../io.js'
import { type Report, shownPath, staleNotice, statusOf } from './report.js'
import { sarifLog, uriOf } from './sarif-log.js'

/** For code scanning: SARIF 2.1.0, with every known code as a rule. A stale table is a result without a code. */
export async function sarif(report: Report): Promise<Printed> {
  const { result, command } = report
  const stale = result.files
    .filter((file) => statusOf(file, command) === 'stale')
    .map((file) => ({
      ruleId: staleRule.id,
      level: 'error',
      message: { text: `${staleNotice(file).advice}.` },
      locations: [physicalLocation({ file: file.path }, report)],
    }))
  const rules = [...(await explainAll()).map(ruleOf), staleRule]
  const stdout = sarifLog(rules, {
    invocations: [{ executionSuccessful: true }],
    results: [...result.diagnostics.map((diagnostic) => sarifResult(diagnostic, report)), ...stale],
  })
  return { stdout, stderr: '' }
}

const staleRule = { id: 'stale-table', shortDescription: { text: 'Stale dispatch table' } }

function ruleOf({ code, title, text, wrong, right }: ExplainedCode) {
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text },
    help: {
      text: `${text} For an example run: npx botgen explain ${code}`,
      markdown: `${text}\n\nWrong:\n\n${codeBlock(wrong.source)}\n\nRight:\n\n${codeBlock(right.source)}`,
    },
  }
}

function codeBlock(source: string): string {
  return `\`\`\`ts\n${source}\`\`\``
}

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
  return { physicalLocation: { artifactLocation: { uri: uriOf(shownPath(file, report)) }, ...region } }
}
