import { setFlagsFromString } from 'node:v8'

/**
 * For the versions of Node.js that are supported: others call these flags by other names, and V8 complains of what it does
 * not know.
 */
const flags: Readonly<Record<string, readonly string[]>> = {
  20: ['--always-sparkplug', '--interrupt-budget=1000000'],
  22: ['--always-sparkplug', '--invocation-count-for-turbofan=20000'],
  24: ['--always-sparkplug', '--invocation-count-for-turbofan=20000'],
}

/**
 * Has V8 compile all functions simply and few of them well. A run is over before most of what it would optimise has paid
 * for that: this takes a third of a cold run's time on processors.
 */
export function preferQuickCompilation(): void {
  const [major = ''] = process.versions.node.split('.')
  for (const flag of flags[major] ?? []) setFlagsFromString(flag)
}
