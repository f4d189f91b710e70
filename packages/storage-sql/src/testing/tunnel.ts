import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server on which everything can get lost without a word. */
export class Tunnel {
  readonly #server = createServer((socket) => this.#join(socket))
  readonly #target: { readonly host: string; readonly port: number }
  readonly #sockets = new Set<Socket>()

  constructor(url: string, port: number) {
    const { hostname } = new URL(url)
    this.#target = { host: hostname, port: Number(new URL(url).port) || port }
  }

  /** Returns the URL that leads through the tunnel. */
  async open(url: string): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    const through = new URL(url)
    through.hostname = '127.0.0.1'
    through.port = `${(this.#server.address() as AddressInfo).port}`
    return through.href
  }

  /** What is sent on the connections that there are arrives no more; new ones work. */
  loseAll(): void {
    for (const socket of this.#sockets) {
      socket.unpipe()
      socket.pause()
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(socket: Socket): void {
    const server = connect(this.#target)
    socket.pipe(server).pipe(socket)
    for (const each of [socket, server]) {
      this.#sockets.add(each)
      each.on('error', () => each.destroy())
    }
  }
}
