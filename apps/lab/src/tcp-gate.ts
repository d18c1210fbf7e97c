import { createServer, type Server, type Socket } from 'node:net'
import type { Faults, RunningUpstream } from './faults.ts'
import type { Waiting } from './waiting.ts'

/** Not the beginning of any protocol spoken here: as SMPP a length beyond all bounds, as SMTP and HTTP no reply. */
export const noise = Buffer.from([0xff, 0xfe, 0xfd, 0xfc, 0x00, 0x13, 0x37, 0x0d, 0x0a, 0x3c, 0x3f, 0x0d, 0x0a])

export type GateOptions = {
  upstream: RunningUpstream
  faults: Faults
  waiting: Waiting
  slowMs: number
  accept(socket: Socket): void
}

export type Gate = { listen(at: { host: string; port: number }): Promise<void>; close(): Promise<void> }

/** A listening port in front of a server: connections pass, unless the switchboard says otherwise. */
export function tcpGate(options: GateOptions): Gate {
  const { upstream, faults } = options
  const open = new Set<Socket>()
  const server = createServer(socket => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    // A peer that hangs up is its own business.
    socket.on('error', () => socket.destroy())
    void admit(socket, options)
  })
  faults.onChange(() => {
    const fault = faults.of(upstream)
    if (fault === 'down' || fault === 'reset') for (const socket of open) socket.resetAndDestroy()
  })
  return {
    listen: at => listening(server, at),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}

async function admit(socket: Socket, { upstream, faults, waiting, slowMs, accept }: GateOptions): Promise<void> {
  switch (faults.of(upstream)) {
    case undefined:
      return accept(socket)
    case 'down':
      socket.resetAndDestroy()
      return
    case 'slow':
      if ((await waiting.wait(slowMs)) && !socket.destroyed) accept(socket)
      return
    case 'garbage':
      socket.end(noise)
      return
    case 'reset':
      socket.once('data', () => socket.resetAndDestroy())
      return
  }
}

function listening(server: Server, at: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(at, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
