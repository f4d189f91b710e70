import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import type { HotPayload } from './events.js'

/** Connects to Vite's hot channel as a browser does; Node 20 has no WebSocket of its own. Returns how to leave. */
export async function listen(port: number, hear: (payload: HotPayload) => void): Promise<() => void> {
  const upgrade = request({
    port,
    host: '127.0.0.1',
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Protocol': 'vite-hmr',
    },
  }).end()
  const [, socket, head] = (await once(upgrade, 'upgrade')) as [unknown, Socket, Buffer]
  let received = head
  const read = (): void => {
    for (let frame = firstFrame(received); frame !== undefined; frame = firstFrame(received)) {
      received = frame.rest
      hear(JSON.parse(frame.text) as HotPayload)
    }
  }
  socket.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes])
    read()
  })
  read()
  return () => socket.destroy()
}

/** A server's text frames are whole and not masked. */
function firstFrame(bytes: Buffer): { readonly text: string; readonly rest: Buffer } | undefined {
  if (bytes.length < 2) return undefined
  const short = bytes.readUInt8(1)
  const start = short < 126 ? 2 : 4
  if (bytes.length < start) return undefined
  const end = start + (short < 126 ? short : bytes.readUInt16BE(2))
  return bytes.length < end ? undefined : { text: bytes.toString('utf8', start, end), rest: bytes.subarray(end) }
}
