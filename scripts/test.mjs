/** `npm test`: installs, builds, generates and runs all tests. Arguments go to jest. */
import { build, generateFixtures, install, run } from './workspace.mjs'

install()
build()
generateFixtures()
run(process.execPath, [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  ...process.argv.slice(2),
])
