/**
 * `pnpm bench [suite …] [--quick] [--json]`: measures what botgen promises about its cost, each side by side with
 * something that is not botgen, and exits with 1 where a limit is broken. Without a suite, all of them run.
 */
import { printTable, type Result, toJson } from './lib/result.js'
import { isSuiteName, type SuiteName, suites } from './suites.js'

const usage = `Usage: pnpm bench [${Object.keys(suites).join('|')} …] [--quick] [--json]`

async function main(args: readonly string[]): Promise<number> {
  const flags = new Set(args.filter((arg) => arg.startsWith('--')))
  const isQuick = flags.delete('--quick')
  const isJson = flags.delete('--json')
  const words = args.filter((arg) => !arg.startsWith('--'))
  const names = words.filter(isSuiteName)
  if (flags.size > 0 || names.length < words.length) {
    console.error(usage)
    return 2
  }

  const results: Result[] = []
  for (const name of names.length > 0 ? names : (Object.keys(suites) as SuiteName[])) {
    const ofSuite = await suites[name]({ isQuick })
    if (!isJson) printTable(name, ofSuite)
    results.push(...ofSuite)
  }
  if (isJson) console.log(toJson(results))
  return results.every(({ ok }) => ok) ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
