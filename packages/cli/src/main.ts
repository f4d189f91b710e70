#!/usr/bin/env node
import { exitCodes } from './io.js'
import { nodeProblem } from './node-version.js'
import { preferQuickCompilation } from './tiers.js'

const problem = nodeProblem(process.versions.node)
if (problem !== undefined) {
  console.error(`botgen: ${problem}`)
  process.exit(exitCodes.usage)
}

// First of all, so that an interrupt counts as one from the start; the rest takes a while to load.
let interrupt: () => void = () => {
  process.exit(exitCodes.interrupted)
}
process.on('SIGINT', () => {
  interrupt()
})

// A limit on the size of files is an error of the write that meets it, not the end without a word.
if (process.platform !== 'win32') process.on('SIGXFSZ', () => undefined)

// A reader that has seen enough (`botgen check | head`) is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

// A watch lives long enough for well compiled code.
if (!process.argv.includes('watch')) preferQuickCompilation()

const { run } = await import('./run.js')

const code = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  // Only who asks opens it.
  get stdin() {
    return process.stdin
  },
  stdout: process.stdout,
  stderr: process.stderr,
  onInterrupt: (listener) => {
    const exit = interrupt
    interrupt = () => {
      // Whoever insists does not wait.
      interrupt = exit
      listener()
    }
    // What ends services; without somebody who takes it over, Node.js does what it means.
    process.once('SIGTERM', listener)
  },
})

// Not process.exit at once: what was printed to a pipe may still be on its way.
process.exitCode = code
// Whoever interrupts waits for nothing else, such as a file watcher that takes its time.
if (code === exitCodes.interrupted) process.stdout.write('', () => process.exit())
