import type { WebAuthnCredential } from '@simplewebauthn/server'
import { z } from 'zod'
import type { Handle } from '../../accounts/handles-store.ts'

/** Bytes as browsers write them in JSON: base64url without padding (WebAuthn §5.1.8). */
export const base64url = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/)
    .min(1)
    .max(Math.ceil((bytes * 4) / 3))

/** How a device may be reached: names of today and of tomorrow (WebAuthn §5.8.4), given back to browsers as they came. */
export const transports = z.array(z.string().regex(/^[a-z-]{1,20}$/)).max(10)

/** At most 1023 bytes (WebAuthn §4, credential ID). */
export const credentialId = base64url(1023)

/** Which key a browser is to look for. */
export const descriptor = z.object({ id: credentialId, transports })
export type Descriptor = z.infer<typeof descriptor>

/** What is kept of a passkey beside its id and its counter (WebAuthn §4, credential record). */
const record = z.object({
  /** COSE_Key, base64url. */
  publicKey: z.string(),
  transports,
  /** The model of the authenticator, by its own word. */
  aaguid: z.string(),
  /** As its owner calls it. */
  name: z.string(),
  /** Whether it may be copied to the owner's other devices. Never changes in the life of a key (WebAuthn §6.1.3). */
  backupEligible: z.boolean(),
  /** By which the device keeps it for this account. */
  userHandle: z.string(),
})
export type PasskeyRecord = z.infer<typeof record>

/** The passkey that a handle of this method is; any other handle is a bug. */
export function passkeyOf({ detail }: Pick<Handle, 'detail'>): PasskeyRecord {
  return record.parse(JSON.parse(detail ?? ''))
}

export function descriptorOf(handle: Handle): Descriptor {
  return { id: handle.value, transports: passkeyOf(handle).transports }
}

/** As the library wants it. The counter is left to us: it is to be believed only once the signature is right. */
export function credentialOf({ value }: Pick<Handle, 'value'>, { publicKey }: PasskeyRecord): WebAuthnCredential {
  return { id: value, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter: 0 }
}
