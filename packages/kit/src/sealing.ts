import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { IndexKey, SealingKeys } from './keys.ts'

/**
 * Seals personal data for storage: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce.
 * `context` names the place (table and column, with the row where it is known) and is authenticated,
 * so that a sealed value copied to another place does not open there.
 */
export type Sealer = {
  /** Text that only a holder of the key ring can read: `keyId.nonce+ciphertext+tag`, URL-safe. */
  seal(plain: string, context: string): string
  /** The text, or undefined when it was forged, moved, cut short, or sealed with a key no longer in the ring. */
  unseal(sealed: string, context: string): string | undefined
  /** As `seal`, for files: `keyId.` followed by nonce, ciphertext and tag as they are. */
  sealBytes(plain: Buffer, context: string): Buffer
  unsealBytes(sealed: Buffer, context: string): Buffer | undefined
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A sealer over a key ring: seals with the current key, opens with any key of the ring. */
export function sealer(keys: SealingKeys): Sealer {
  const current = keyNamed(keys, keys.current)
  if (current === undefined) throw new Error(`the key ring has no key named ${keys.current}`)
  return {
    seal(plain, context) {
      return `${keys.current}.${Buffer.concat(closed(current, Buffer.from(plain), context)).toString('base64url')}`
    },
    unseal(sealed, context) {
      const dot = sealed.indexOf('.')
      const key = keyNamed(keys, sealed.slice(0, Math.max(dot, 0)))
      const text = sealed.slice(dot + 1)
      const body = Buffer.from(text, 'base64url')
      // One text per sealed value: decoding would pass over foreign characters and unused bits.
      return key && body.toString('base64url') === text ? open(key, body, context)?.toString('utf8') : undefined
    },
    sealBytes(plain, context) {
      return Buffer.concat([Buffer.from(`${keys.current}.`), ...closed(current, plain, context)])
    },
    unsealBytes(sealed, context) {
      // No key's name holds a dot, so the first one ends it.
      const dot = sealed.indexOf('.')
      const key = keyNamed(keys, sealed.toString('latin1', 0, Math.max(dot, 0)))
      return key && open(key, sealed.subarray(dot + 1), context)
    },
  }
}

/** Nonce, ciphertext and tag. */
function closed(key: Buffer, plain: Buffer, context: string): Buffer[] {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  return [nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]
}

/** The key's id comes from outside with the sealed text: only the ring's own names count, never `constructor`. */
function keyNamed({ keys }: SealingKeys, id: string): Buffer | undefined {
  return Object.hasOwn(keys, id) ? keys[id] : undefined
}

function open(key: Buffer, body: Buffer, context: string): Buffer | undefined {
  if (body.length < NONCE_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(context)).setAuthTag(body.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}

/**
 * Finds sealed values without opening them: HMAC-SHA-256 over kind and value, 32 bytes.
 * The value must be in its canonical form (see @motcua/identifiers); equal values of different kinds differ.
 */
export type BlindIndex = (kind: string, value: string) => Buffer

export function blindIndex(key: IndexKey): BlindIndex {
  return (kind, value) => createHmac('sha256', key.key).update(`${kind}\u0000${value}`).digest()
}
