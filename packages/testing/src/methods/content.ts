import { badRequest } from '../api/errors.js'
import type { Payload } from '../api/types.js'
import { defined } from '../defined.js'
import { type FileStore, type StoredFile, Upload } from '../world/files.js'
import type { Arguments } from './arguments.js'
import { type FormattedText, formattedText } from './formatting.js'

const MAX_TEXT = 4096
const MAX_CAPTION = 1024

/** Kinds of files that a message can hold, and how the Bot API describes one. */
const DESCRIPTIONS = {
  photo: (file: StoredFile) => [
    { ...reference(file, '-small'), width: 90, height: 90 },
    { ...reference(file), width: 1280, height: 1280 },
  ],
  audio: (file: StoredFile) => ({ ...reference(file), duration: 1, file_name: file.filename }),
  document: (file: StoredFile) => ({ ...reference(file), file_name: file.filename }),
  video: (file: StoredFile) => ({ ...reference(file), width: 640, height: 480, duration: 1, file_name: file.filename }),
  animation: (file: StoredFile) => ({
    ...reference(file),
    width: 320,
    height: 240,
    duration: 1,
    file_name: file.filename,
  }),
  voice: (file: StoredFile) => ({ ...reference(file), duration: 1 }),
  video_note: (file: StoredFile) => ({ ...reference(file), length: 240, duration: 1 }),
  sticker: (file: StoredFile) => ({
    ...reference(file),
    type: 'regular',
    width: 512,
    height: 512,
    is_animated: false,
    is_video: false,
  }),
  live_photo: (file: StoredFile) => ({ ...reference(file), width: 1280, height: 1280, duration: 1 }),
} as const

export type FileKind = keyof typeof DESCRIPTIONS

export function isFileKind(name: string): name is FileKind {
  return Object.hasOwn(DESCRIPTIONS, name)
}

/** The message fields for `file` sent as `kind`. An animation comes with a document, as at Telegram. */
export function fileContent(kind: FileKind, file: StoredFile): Payload {
  const content = { [kind]: DESCRIPTIONS[kind](file) }
  return kind === 'animation' ? { ...content, document: DESCRIPTIONS.document(file) } : content
}

function reference(file: StoredFile, variant = '') {
  return {
    file_id: file.file_id,
    file_unique_id: `${file.file_unique_id}${variant}`,
    file_size: file.file_size,
  }
}

/**
 * The file that a parameter stands for: an upload, `attach://` and the name of an upload of the same call, a URL, or the id
 * of a file that the server holds.
 */
export function fileOf(files: FileStore, args: Arguments, value: unknown, kind: string): StoredFile {
  if (value instanceof Upload) return files.add(value.content, value.filename)
  if (typeof value !== 'string' || value === '')
    throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`)
  if (value.startsWith('attach://')) {
    const upload = args.value(value.slice('attach://'.length))
    if (upload instanceof Upload) return files.add(upload.content, upload.filename)
    throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`)
  }
  if (/^https?:\/\//i.test(value)) return files.byId(value) ?? files.add(new Uint8Array(), nameInUrl(value), value)
  const file = files.byId(value)
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified')
  return file
}

function nameInUrl(url: string): string {
  return url.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? ''
}

/** `text` and `entities`: 1 to 4096 characters that are not all white space. */
export function textContent(args: Arguments): Payload {
  const { text, entities } = formattedText(args, 'text')
  if (text.trim() === '') throw badRequest('message text is empty')
  if (text.length > MAX_TEXT) throw badRequest('message is too long')
  return defined({ text, entities: nonEmpty(entities) })
}

/** `caption` and `caption_entities`: up to 1024 characters, both left out without a caption. */
export function captionContent(args: Arguments): Payload {
  const { text, entities } = formattedText(args, 'caption')
  if (text.length > MAX_CAPTION) throw badRequest('message caption is too long')
  return text === '' ? {} : defined({ caption: text, caption_entities: nonEmpty(entities) })
}

function nonEmpty(entities: FormattedText['entities']) {
  return entities.length > 0 ? entities : undefined
}
