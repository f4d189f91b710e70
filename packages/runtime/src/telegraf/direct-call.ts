import type { Telegram } from 'telegraf'

/** Options of Telegraf's `callApi`. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

type UntypedCallApi = (
  method: string,
  payload: Readonly<Record<string, unknown>>,
  options?: CallOptions,
) => Promise<unknown>

/**
 * Calls the Bot API through `telegram`, never over the response of a webhook: there Telegraf answers `true` unseen by
 * Telegram, and a refusal would be lost. Methods that Telegraf does not know work too.
 */
export function callDirectly(
  telegram: Telegram,
  method: string,
  payload: Readonly<Record<string, unknown>>,
  options?: CallOptions,
): Promise<unknown> {
  // `response` is private in Telegraf's types; a client without it never answers over a webhook.
  const hasWebhookResponse = (telegram as unknown as { response?: unknown }).response !== undefined
  const client: unknown = hasWebhookResponse ? Object.create(telegram, { response: { value: undefined } }) : telegram
  const { callApi } = telegram as unknown as { callApi: UntypedCallApi }
  return callApi.call(client, method, payload, options)
}
