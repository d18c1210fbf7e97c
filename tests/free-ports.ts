import { systemRandom } from '@motcua/kit/random.ts'
import { busyPort } from '../scripts/start/ports.ts'

/** Where the signing agent of a test listens. */
export const AGENT_OFFSET = 15

/** What an installation listens on, counted from its first port. */
const OFFSETS = [0, 1, 2, 10, 11, 12, 13, AGENT_OFFSET]

/** The first port of a range that nobody listens in, far from where people run the portals. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = 20_000 + (systemRandom(2).readUInt16BE() % 1_500) * 20
    const busy = await busyPort(
      OFFSETS.map(offset => port + offset),
      '127.0.0.1',
    )
    if (busy === undefined) return port
  }
}
