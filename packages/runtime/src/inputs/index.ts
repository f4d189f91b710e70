export { type ExpectOptions, type InputCommandRule, Inputs, PendingInput } from './inputs.js'
export { type FoundInput, PendingInputs } from './pending-inputs.js'
