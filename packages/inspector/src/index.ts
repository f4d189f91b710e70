export { type BasicAuthentication, basicAuthentication } from './basic-authentication.js'
export { type RequestListener, sessionInspector, type SessionInspectorOptions } from './inspector.js'
