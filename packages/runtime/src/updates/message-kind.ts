export type MessageKind = 'text' | 'unknown'
