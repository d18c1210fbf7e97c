import type { SignatureAlgorithm } from '@motcua/contracts/authentication-token.ts'

/** What the agent can sign with. Two kinds exist: PKCS#11 libraries and PKCS#12 files. */
export type TokenSource = {
  /** Whom to name in troubles: a library's or file's path. */
  name: string
  /** What is there now, read anew each time so that a token plugged in later appears. */
  list(): Promise<Listing>
  /** Signs once. The PIN is the caller's to wipe. */
  sign(signing: Signing): Promise<Signed>
  /** Lets go of tokens and libraries. */
  close(): Promise<void>
}

export type Listing = { kind: 'listed'; offers: Offer[] } | { kind: 'failed'; because: string }

/** A certificate with its private key, as far as it may be seen before the PIN. */
export type Offer = {
  /** Names it as long as the agent runs. */
  id: string
  /** DER. Missing where a file keeps even its certificates behind the password. */
  certificate: Buffer | undefined
  token: TokenState
}

export type TokenState = {
  label: string
  kind: 'usb' | 'file'
  /** Whether the PIN is typed here, or on the token's own keys (CKF_PROTECTED_AUTHENTICATION_PATH). */
  pin: 'typed' | 'on-device'
  tries: Tries
}

/** What a token tells of its remaining tries: most tell only these steps (PKCS#11 2.40 §3.2, CKF_USER_PIN_…), files count. */
export type Tries =
  | { kind: 'ample' }
  | { kind: 'counted'; left: number }
  | { kind: 'low' }
  | { kind: 'last' }
  /** `minutes`: after which it opens again by itself; a USB token does not. */
  | { kind: 'blocked'; minutes?: number }

/** What is proved to be known: which site asks, and its nonce. */
export type Challenge = { origin: string; nonce: string }

/** `pin` is undefined where it is typed on the device. */
export type Signing = { id: string; challenge: Challenge; pin: Buffer | undefined }

export type Signed =
  | { kind: 'signed'; certificate: Buffer; algorithm: SignatureAlgorithm; signature: Buffer }
  /** The password opened a file that showed nothing before; the person has yet to look or choose. */
  | { kind: 'opened' }
  | { kind: 'wrong-pin'; tries: Tries }
  | { kind: 'pin-blocked'; minutes?: number }
  /** Pulled out, or no longer where it was. */
  | { kind: 'removed' }
  /** The person refused on the device. */
  | { kind: 'cancelled' }
  | { kind: 'failed'; because: SigningFailure; detail?: string }

export type SigningFailure =
  /** There is no private key for the certificate. */
  | 'no-key'
  /** The private key is another one's. */
  | 'key-mismatch'
  /** Neither RSA nor an elliptic curve of the authentication token. */
  | 'unsupported-key'
  | 'unreadable-file'
  /** The token, its library or its driver. */
  | 'device'
  | 'too-slow'
