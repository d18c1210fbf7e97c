import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { Writable } from 'node:stream'
import { TOKEN_PATH } from '@motcua/contracts/registry-access.ts'
import type { Log } from '@motcua/kit/log.ts'
import pino from 'pino'

/** A registry that gives the same answer to all, and counts the tokens it gives; each is good for five minutes. */
export async function standInRegistry(answer: string) {
  let given = 0
  const server = createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json')
    if (request.url !== TOKEN_PATH) return response.end(answer)
    given += 1
    return setTimeout(() => response.end(`{"access_token":"t${given}","token_type":"Bearer","expires_in":300}`), 20)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return { url: `http://127.0.0.1:${address.port}`, given: () => given, stop: () => server.close() }
}

/** A log that is kept, line by line. */
export function keptLog(): { log: Log; lines: string[] } {
  const lines: string[] = []
  const into = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  return { log: pino(into), lines }
}
