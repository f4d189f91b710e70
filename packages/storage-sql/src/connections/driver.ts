import { codeOf, SqlStorageError } from '../database/errors.js'

/** Loads a driver, which users install only for their own database. @throws SqlStorageError where it is not installed */
export async function driver<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (error) {
    if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new SqlStorageError(`The driver ${name} is not installed: npm install ${name}.`, 'ERR_MODULE_NOT_FOUND')
  }
}

/** @throws SqlStorageError for what is no such URL; without the URL, which has a password */
export function assertUrl(url: string, protocols: readonly string[]): void {
  if (URL.canParse(url) && protocols.includes(new URL(url).protocol)) return
  throw new SqlStorageError(
    `The URL of the database is none: it begins with ${protocols.map((each) => `${each}//`).join(' or ')}.`,
  )
}
