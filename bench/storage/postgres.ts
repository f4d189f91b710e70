import { SqlStorage } from '@botgen/storage-sql'
import { Pool } from 'pg'
import type { Part } from '../parts.js'
import { adding } from './adding.js'

const connectionString = process.env.DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/test'
const schema = `bench_${process.pid}`

/** P5: PostgreSQL; one statement inserts what is asked for in one turn. */
export const part: Part = async ({ isQuick }) => {
  const pool = new Pool({ connectionString })
  await pool.query(`create schema ${schema}`)
  const storage = await SqlStorage.postgres(connectionString, { schema })
  await pool.query(`create table ${schema}.bare (key text, chat bigint, message bigint, entry jsonb,
    primary key (key, chat, message))`)
  try {
    return await adding(
      'postgres',
      {
        storage,
        bare: (entries) =>
          pool.query(
            `insert into ${schema}.bare select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::jsonb[])
              on conflict do nothing`,
            [
              entries.map(({ key }) => key),
              entries.map(({ entry }) => entry.chatId),
              entries.map(({ entry }) => entry.messageId),
              entries.map(({ entry }) => JSON.stringify(entry)),
            ],
          ),
      },
      isQuick,
    )
  } finally {
    await storage.close()
    await pool.query(`drop schema ${schema} cascade`)
    await pool.end()
  }
}
