import type { Connection } from './connection/index.js'

/** Says so where Redis may drop keys when its memory is full: sessions would lose messages unseen. */
export async function warnOfEviction(
  connection: Connection,
  warn: (message: string) => void = emitWarning,
): Promise<void> {
  for (const { server, client } of connection.nodes()) {
    const memory = await client.info('memory').catch(() => '')
    const [, limit] = /^maxmemory:(\d+)/m.exec(memory) ?? []
    const [, policy] = /^maxmemory_policy:([\w-]+)/m.exec(memory) ?? []
    if (policy === undefined || policy === 'noeviction' || Number(limit) === 0) continue
    warn(
      `Redis at ${server} drops keys when its memory is full (maxmemory-policy ${policy}), so that sessions may lose ` +
        'messages. Set maxmemory-policy to noeviction.',
    )
  }
}

function emitWarning(message: string): void {
  process.emitWarning(message, { code: 'BOTGEN_REDIS_EVICTION' })
}
