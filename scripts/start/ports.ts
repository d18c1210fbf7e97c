import { createServer } from 'node:net'

/** The first of the ports that somebody else listens on. */
export async function busyPort(ports: number[], host: string): Promise<number | undefined> {
  for (const port of ports) if (!(await isFree(port, host))) return port
  return undefined
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
