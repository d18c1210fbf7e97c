import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { COSEALG, isoCBOR } from '@simplewebauthn/server/helpers'

/** How an answer differs from an honest one. */
export type Twist = {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  crossOrigin?: boolean
  topOrigin?: string
  /** Person present, person verified. */
  present?: boolean
  verified?: boolean
  /** The key may be copied elsewhere, and was. */
  backupEligible?: boolean
  backedUp?: boolean
  counter?: number
  userHandle?: string | null
  /** Another attestation than none, over what is to be signed for it, and perhaps by the new key. */
  attestation?: (signed: Buffer, key: KeyObject) => Attestation
}

export type Attestation = { fmt: string; attStmt: Map<string, unknown> }

type Key = { id: string; privateKey: KeyObject; cose: Uint8Array; userHandle: string; counter: number }

const FLAGS = { present: 0x01, verified: 0x04, backupEligible: 0x08, backedUp: 0x10, attested: 0x40 }

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest()

/**
 * A device that keeps passkeys (CTAP 2 authenticator and browser in one), as honest or as twisted as a test needs it.
 * `counts`: whether it counts its signatures; platform authenticators mostly do not.
 */
export function testAuthenticator(origin: string, { counts = false, algorithm = COSEALG.ES256 } = {}) {
  const keys: Key[] = []
  const rpIdOf = (twist: Twist) => twist.rpId ?? new URL(origin).hostname

  function clientData(type: string, challenge: string, twist: Twist): string {
    const { crossOrigin = false, topOrigin } = twist
    const said = { type: twist.type ?? type, challenge: twist.challenge ?? challenge, origin: twist.origin ?? origin }
    return JSON.stringify({ ...said, crossOrigin, ...(topOrigin ? { topOrigin } : {}) })
  }

  /** WebAuthn §6.1. */
  function authenticatorData(twist: Twist, { counter, attested }: { counter: number; attested?: Uint8Array }): Buffer {
    const { present = true, verified = true, backupEligible = false, backedUp = false } = twist
    const set = { present, verified, backupEligible, backedUp, attested: attested !== undefined }
    const flags = Object.entries(FLAGS).reduce((sum, [name, bit]) => sum + (set[name as keyof typeof set] ? bit : 0), 0)
    const head = Buffer.alloc(5)
    head.writeUInt8(flags)
    head.writeUInt32BE(twist.counter ?? counter, 1)
    return Buffer.concat([sha256(rpIdOf(twist)), head, attested ?? Buffer.alloc(0)])
  }

  return {
    keys,

    /** `navigator.credentials.create()`, as the form's field carries it. */
    create(options: PublicKeyCredentialCreationOptionsJSON, twist: Twist = {}): string {
      const { privateKey, cose } = keyPair(algorithm)
      const id = randomBytes(16)
      const key = { id: id.toString('base64url'), privateKey, cose, userHandle: options.user.id, counter: 0 }
      keys.push(key)
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const attested = Buffer.concat([Buffer.alloc(16), length, id, cose])
      const clientDataJSON = clientData('webauthn.create', options.challenge, twist)
      const authData = new Uint8Array(authenticatorData(twist, { counter: key.counter, attested }))
      const signed = Buffer.concat([authData, sha256(clientDataJSON)])
      const { fmt, attStmt } = twist.attestation?.(signed, privateKey) ?? { fmt: 'none', attStmt: new Map() }
      const attestation = new Map<string, unknown>([
        ['fmt', fmt],
        ['attStmt', attStmt],
        ['authData', authData],
      ])
      const attestationObject = Buffer.from(isoCBOR.encode(attestation as Parameters<typeof isoCBOR.encode>[0]))
      return JSON.stringify({
        ...{ id: key.id, rawId: key.id, type: 'public-key', clientExtensionResults: { credProps: { rk: true } } },
        response: {
          clientDataJSON: Buffer.from(clientDataJSON).toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
          transports: ['internal', 'hybrid'],
        },
      } satisfies RegistrationResponseJSON)
    },

    /** `navigator.credentials.get()`, with the newest key that is allowed. */
    get(options: PublicKeyCredentialRequestOptionsJSON, twist: Twist = {}): string {
      const allowed = options.allowCredentials?.map(({ id }) => id) ?? []
      const key = keys.findLast(({ id }) => allowed.length === 0 || allowed.includes(id))
      if (!key) throw new Error('NotAllowedError')
      return this.getWith(key, options, twist)
    },

    getWith(key: Key, options: PublicKeyCredentialRequestOptionsJSON, twist: Twist = {}): string {
      if (counts) key.counter++
      const clientDataJSON = clientData('webauthn.get', options.challenge, twist)
      const signed = authenticatorData(twist, { counter: key.counter })
      const hash = algorithm === COSEALG.EdDSA ? null : 'sha256'
      const signature = sign(hash, Buffer.concat([signed, sha256(clientDataJSON)]), key.privateKey)
      const userHandle = twist.userHandle === undefined ? key.userHandle : twist.userHandle
      return JSON.stringify({
        ...{ id: key.id, rawId: key.id, type: 'public-key', clientExtensionResults: {} },
        response: {
          clientDataJSON: Buffer.from(clientDataJSON).toString('base64url'),
          authenticatorData: signed.toString('base64url'),
          signature: signature.toString('base64url'),
          ...(userHandle === null ? {} : { userHandle }),
        },
      } satisfies AuthenticationResponseJSON)
    },
  }
}

export type TestAuthenticator = ReturnType<typeof testAuthenticator>

/** A key pair and its public half as COSE_Key (RFC 9053). */
function keyPair(algorithm: number): { privateKey: KeyObject; cose: Uint8Array } {
  if (algorithm === COSEALG.RS256) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
    return { privateKey, cose: coseOf([1, 3], [3, algorithm], [-1, bytes(n)], [-2, bytes(e)]) }
  }
  if (algorithm === COSEALG.EdDSA) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const { x = '' } = publicKey.export({ format: 'jwk' })
    return { privateKey, cose: coseOf([1, 1], [3, algorithm], [-1, 6], [-2, bytes(x)]) }
  }
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return { privateKey, cose: coseOf([1, 2], [3, algorithm], [-1, 1], [-2, bytes(x)], [-3, bytes(y)]) }
}

function coseOf(...entries: [number, number | Uint8Array][]): Uint8Array {
  return isoCBOR.encode(new Map(entries))
}

function bytes(base64url: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64url, 'base64url'))
}
