import { generateKeyPair, randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What the processes of one installation know of each other, and nobody else. */
export type Secrets = {
  registryClientSecret: string
  insuranceClientSecret: string
  vnpostClientSecret: string
  vneidClientSecret: string
  /** With the operators' signature services, where the portal has no certificate. */
  simPassword: string
  /** At most 8 characters (SMPP 3.4 §4.1.1). */
  smsPassword: string
  /** OIDC client secrets by relying party. */
  relyingParties: { haiduong: string; second: string }
}

const long = () => randomBytes(32).toString('base64url')
const make = (): Secrets => ({
  registryClientSecret: long(),
  insuranceClientSecret: long(),
  vnpostClientSecret: long(),
  vneidClientSecret: long(),
  simPassword: long(),
  smsPassword: randomBytes(6).toString('base64url'),
  relyingParties: { haiduong: long(), second: long() },
})

/**
 * The secrets kept in `folder`, made at the first start; one that a later version asks for is added to those that are
 * there. Readable by their owner only.
 */
export async function ensureSecrets(folder: string): Promise<Secrets> {
  const fresh = make()
  const kept: Partial<Secrets> = JSON.parse(await ensureFile(folder, 'secrets.json', async () => fresh))
  const all = { ...fresh, ...kept }
  const isMissing = Object.keys(fresh).some(name => !(name in kept))
  if (isMissing) await writePrivately(folder, 'secrets.json', JSON.stringify(all, null, 2))
  return all
}

/** The path of a portal's key ring in `folder`, made at the first start; with signing keys where it issues tokens. */
export async function ensureKeys(folder: string, name: string, signs: 'signs' | 'relies'): Promise<string> {
  await ensureFile(folder, `${name}.keys.json`, async () => ({
    sealing: { current: 'k1', keys: { k1: key() } },
    index: { id: 'i1', key: key() },
    otp: key(),
    ...(signs === 'signs' ? { oidc: { keys: await signingKeys() } } : {}),
  }))
  return join(folder, `${name}.keys.json`)
}

const key = () => randomBytes(32).toString('base64')

/** ES256 for id tokens, RS256 for portals that know nothing newer. */
async function signingKeys(): Promise<object[]> {
  const make = promisify(generateKeyPair)
  const [ec, rsa] = await Promise.all([make('ec', { namedCurve: 'P-256' }), make('rsa', { modulusLength: 2048 })])
  const marked = { use: 'sig' }
  return [
    { ...ec.privateKey.export({ format: 'jwk' }), ...marked, alg: 'ES256', kid: randomBytes(12).toString('base64url') },
    {
      ...rsa.privateKey.export({ format: 'jwk' }),
      ...marked,
      alg: 'RS256',
      kid: randomBytes(12).toString('base64url'),
    },
  ]
}

async function ensureFile(folder: string, name: string, content: () => Promise<object>): Promise<string> {
  const path = join(folder, name)
  const present = await readFile(path, 'utf8').catch(() => undefined)
  if (present !== undefined) return present
  const made = JSON.stringify(await content(), null, 2)
  await writePrivately(folder, name, made)
  return made
}

/** Written whole or not at all, and never readable by others, not even for a moment. */
export async function writePrivately(folder: string, name: string, text: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o700)
  const path = join(folder, name)
  await writeFile(`${path}.new`, text, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
  return path
}
