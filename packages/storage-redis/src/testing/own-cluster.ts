import { setTimeout as wait } from 'node:timers/promises'
import { freePort, OwnServer } from './own-server.js'

const slotCount = 16_384

/** A cluster of three servers of a test's own. */
export class OwnCluster {
  readonly nodes: readonly OwnServer[]

  private constructor(nodes: readonly OwnServer[]) {
    this.nodes = nodes
  }

  static async start(): Promise<OwnCluster> {
    const starting = Array.from({ length: 3 }, async () =>
      OwnServer.start(
        '--cluster-enabled',
        'yes',
        '--cluster-port',
        String(await freePort()),
        '--cluster-node-timeout',
        '5000',
      ),
    )
    const cluster = new OwnCluster(await Promise.all(starting))
    await cluster.#join()
    return cluster
  }

  get urls(): readonly string[] {
    return this.nodes.map(({ url }) => url)
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()))
  }

  async #join(): Promise<void> {
    const [first] = this.nodes
    const share = Math.ceil(slotCount / this.nodes.length)
    for (const [position, node] of this.nodes.entries()) {
      const end = Math.min((position + 1) * share, slotCount) - 1
      await node.asking(async (admin) => {
        await admin.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', String(position * share), String(end)])
        if (node === first || first === undefined) return
        const busPort = await first.asking((other) => other.configGet('cluster-port'))
        await admin.sendCommand(['CLUSTER', 'MEET', '127.0.0.1', String(first.port), busPort['cluster-port'] ?? ''])
      })
    }
    for (const node of this.nodes) await node.asking((admin) => this.#isWhole(admin))
  }

  async #isWhole(admin: { sendCommand(args: string[]): Promise<unknown> }): Promise<void> {
    for (;;) {
      const info = String(await admin.sendCommand(['CLUSTER', 'INFO']))
      if (info.includes('cluster_state:ok') && info.includes(`cluster_size:${this.nodes.length}`)) return
      await wait(50)
    }
  }
}
