import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/** AES-256 keys by id; the current one seals, the others still open what they sealed. */
export type SealingKeys = { current: string; keys: Record<string, Buffer> }

/** The HMAC key of the blind indexes. Another id means that the indexes must be computed anew. */
export type IndexKey = { id: string; key: Buffer }

/** A private signing key as JSON Web Key (RFC 7517), with `kid`, `use` and `alg`. */
export type SigningJwk = { kty: string; kid: string; use: string; alg: string } & Record<string, unknown>

export type Keys = {
  sealing: SealingKeys
  index: IndexKey
  /** HMAC key under which one-time passwords and similar short secrets are kept. */
  otp: Buffer
  /** Signing keys of the identity provider; relying parties have none. */
  oidc?: { keys: SigningJwk[] }
}

/** Where keys come from. Two kinds exist: a file (or environment text), and a key management service that unwraps them. */
export type KeySource = () => Promise<Keys>

const key = z.base64().transform(text => Buffer.from(text, 'base64'))
const key256 = key.refine(bytes => bytes.length === 32, 'a key must have 32 bytes')
const schema = z
  .object({
    sealing: z.object({ current: z.string(), keys: z.record(z.string().regex(/^[\w-]+$/), key256) }),
    index: z.object({ id: z.string().min(1), key: key256 }),
    otp: key256,
    oidc: z
      .object({
        keys: z.array(z.looseObject({ kty: z.string(), kid: z.string(), use: z.string(), alg: z.string() })).min(1),
      })
      .optional(),
  })
  .refine(keys => Object.hasOwn(keys.sealing.keys, keys.sealing.current), {
    message: 'sealing.current must name a key of sealing.keys',
    path: ['sealing', 'current'],
  })

/** Keys from JSON text. @throws when the text is not a key ring; the message never repeats key material. */
export function parseKeys(text: string): Keys {
  const parsed = schema.safeParse(jsonOf(text))
  if (!parsed.success) throw new Error(`unusable key ring: ${parsed.error.issues.map(i => place(i.path)).join(', ')}`)
  const { oidc, ...keys } = parsed.data
  return oidc ? { ...keys, oidc } : keys
}

/** The parser's own message quotes the text around the mistake, which is key material. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('unusable key ring: not JSON')
  }
}

const FIELDS: PropertyKey[] = [
  'sealing',
  'current',
  'keys',
  'index',
  'id',
  'key',
  'otp',
  'oidc',
  'kty',
  'kid',
  'use',
  'alg',
]

/** Where in the ring the problem is. Names given by the ring's author are left out: id and key may be swapped. */
function place(path: PropertyKey[]): string {
  const named = path.map(part => (typeof part === 'number' || FIELDS.includes(part) ? String(part) : '*'))
  return named.join('.') || 'the whole'
}

/** Keys from a file that only its owner may read. */
export function keysFromFile(path: string): KeySource {
  return async () => parseKeys(await readFile(path, 'utf8'))
}

/** Keys from text handed over by the environment. */
export function keysFromText(text: string): KeySource {
  return async () => parseKeys(text)
}
