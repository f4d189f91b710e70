export { type ExpectOptions, type InputCommandRule, type InputOptions, Inputs, PendingInput } from './inputs.js'
export { type FoundInput, PendingInputs } from './pending-inputs.js'
