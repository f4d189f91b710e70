export { callDirectly } from './direct-call.js'
export { installUpdatePath, isInstalled, type MiddlewareRun, stopReceiving } from './install.js'
export { chatClient, recordingClient } from './recording-client.js'
export { recordingContext } from './session-context.js'
