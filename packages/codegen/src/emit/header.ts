import { generatedMark } from '../write/index.js'

/** The first line of a generated module. */
export const generatedHeader = `${generatedMark} Do not edit; run \`npx botgen generate\`.`
