/** What a watching process tells, in the order it happens. */
export type WatchEvent =
  | { readonly kind: 'ready' }
  /** A generation ended, whoever asked for it. */
  | { readonly kind: 'generated'; readonly ok: boolean }
  /** A build of a watching bundler ended. */
  | { readonly kind: 'built'; readonly errors: readonly string[] }
  /** A message to browsers. */
  | { readonly kind: 'hot'; readonly payload: HotPayload }
  | { readonly kind: 'log'; readonly level: string; readonly text: string }

export interface HotPayload {
  readonly type: string
  readonly updates?: readonly { readonly path: string }[]
  readonly err?: {
    readonly message: string
    readonly id?: string
    readonly frame?: string
    readonly plugin?: string
    readonly pluginCode?: string
    readonly loc?: { readonly file: string; readonly line: number; readonly column: number }
  }
}
