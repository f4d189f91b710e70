/** A file that came with a request: a multipart part, or `{ source: Buffer }` in the in-process client. */
export class Upload {
  constructor(
    readonly content: Uint8Array,
    readonly filename: string,
    readonly contentType: string | undefined,
  ) {}
}

export interface StoredFile {
  readonly file_id: string
  readonly file_unique_id: string
  readonly file_size: number
  readonly file_path: string
  readonly filename: string
  readonly content: Uint8Array
}

/** Files by their `file_id`. One kept under a URL has no content: this server downloads nothing. */
export class FileStore {
  readonly #byId = new Map<string, StoredFile>()
  readonly #byPath = new Map<string, StoredFile>()
  #count = 0

  add(content: Uint8Array, filename: string, id?: string): StoredFile {
    const number = ++this.#count
    const file: StoredFile = {
      file_id: id ?? `file-${number}`,
      file_unique_id: `unique-${number}`,
      file_size: content.byteLength,
      file_path: `files/${number}/${encodeURIComponent(filename)}`,
      filename,
      content,
    }
    this.#byId.set(file.file_id, file)
    this.#byPath.set(file.file_path, file)
    return file
  }

  byId(id: string): StoredFile | undefined {
    return this.#byId.get(id)
  }

  byPath(path: string): StoredFile | undefined {
    return this.#byPath.get(path)
  }
}
