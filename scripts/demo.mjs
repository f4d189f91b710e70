/** `npm run demo`: from a fresh clone to a bot that wipes its conversation. `-- --live` runs it on Telegram. */
import { spawnSync } from 'node:child_process'
import { build, generateFixtures, install, root, run } from './workspace.mjs'

const step = (what) => console.log(`botgen demo: ${what}`)

step('installing …')
install({ quiet: true })
step('building …')
build({ quiet: true })
step('generating the dispatch table of fixtures/order-bot …')
generateFixtures('order-bot')
step('type-checking and compiling the bot …')
run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'fixtures/order-bot'])
const { status } = spawnSync(process.execPath, ['fixtures/order-bot/dist/demo.js', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
