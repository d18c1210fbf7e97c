import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type SimOperator, simOperators } from '@motcua/contracts/sim-operators.ts'
import { isLoopback } from './loopback.ts'
import { isTlsMaterial } from './tls-material-http.ts'

/** As in the file, with what the files hold (PEM) in place of their paths. */
export type SimOperatorSettings = SimOperator

/** Whether the lab on this machine may be among them. */
export type Allowing = { lab: 'yes' | 'no' }

/**
 * Reads the operators with whom the portal has a contract for signing SIMs (contracts/src/sim-operators.ts), and the keys
 * and certificates that the file names. @throws one message that names what is missing, malformed or not allowed.
 */
export async function readSimOperators(file: string, { lab }: Allowing): Promise<SimOperatorSettings[]> {
  const read = simOperators.safeParse(jsonIn(await readFile(file, 'utf8')))
  if (!read.success) throw new Error(read.error.issues.map(i => `${i.path.join('.')} ${i.message}`.trim()).join('; '))
  for (const operator of read.data) refuseAddress(operator, lab)
  return Promise.all(read.data.map(operator => withFiles(operator, dirname(file))))
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What a JSON parser complains of quotes the file, and the file holds passwords.
    throw new Error('is no JSON')
  }
}

/** Passwords and what people sign go to the service: in the clear only within this machine, which is the lab's place. */
function refuseAddress({ id, url }: SimOperator, lab: Allowing['lab']): void {
  const { protocol, hostname } = new URL(url)
  if (protocol === 'http:' && !isLoopback(hostname)) throw new Error(`${id}: its address must be https`)
  if (lab === 'no' && isLoopback(hostname))
    throw new Error(`${id} points at the lab on this machine, without MOTCUA_ALLOW_LAB=yes`)
}

async function withFiles({ ca, client, ...operator }: SimOperator, folder: string): Promise<SimOperatorSettings> {
  const pem = (path: string) =>
    readFile(resolve(folder, path), 'utf8').catch((error: Error) => {
      throw new Error(`${operator.id}: ${error.message}`)
    })
  const settings = {
    ...operator,
    ...(ca === undefined ? {} : { ca: await pem(ca) }),
    ...(client ? { client: { key: await pem(client.key), certificate: await pem(client.certificate) } } : {}),
  }
  if (!isTlsMaterial(settings))
    throw new Error(`${operator.id}: its authority, or our key with our certificate, is no good`)
  return settings
}
