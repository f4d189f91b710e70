import { version } from '../version.js'

/** A SARIF 2.1.0 log with one run of botgen. */
export function sarifLog(rules: readonly object[], run: object): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'botgen', semanticVersion: version, rules } },
        columnKind: 'utf16CodeUnits',
        ...run,
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

/** A path as a URI, so that spaces and the like in it stay one path. */
export function uriOf(path: string): string {
  return encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F')
}
