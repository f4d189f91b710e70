#!/usr/bin/env node
// `npm create botgen my-bot` is `npx botgen init my-bot`.
process.argv.splice(2, 0, 'init')
await import('botgen/bin')
export {}
