import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LevelStorage } from '@botgen/storage-level'
import { ClassicLevel } from 'classic-level'
import type { Part } from '../parts.js'
import { adding } from './adding.js'

/** P5: LevelDB; one batch writes what is asked for in one turn. */
export const part: Part = async ({ isQuick }) => {
  const folder = await mkdtemp(join(tmpdir(), 'botgen-bench-'))
  const storage = await LevelStorage.open(join(folder, 'sessions'))
  const database = new ClassicLevel(join(folder, 'bare'))
  try {
    return await adding(
      'level',
      {
        storage,
        bare: (entries) =>
          database.batch(
            entries.map(({ key, entry }) => ({
              type: 'put',
              key: `${key}${entry.chatId}/${entry.messageId}`,
              value: JSON.stringify(entry),
            })),
          ),
      },
      isQuick,
    )
  } finally {
    await database.close()
    await storage.close()
    await rm(folder, { recursive: true })
  }
}
