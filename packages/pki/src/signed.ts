import { constants, type KeyObject, verify } from 'node:crypto'
import { AlgorithmIdentifier } from 'pkijs'
import { contentOf, type Element, elementAt, isDer, partsOf, TAG, wholeOf } from './der.ts'
import { type Scheme, schemeOf } from './strength.ts'

/** What is signed, and how it says that it was: `SEQUENCE { bytes, algorithm, signature, … }` of RFC 5280 and 6960. */
export type Signed = {
  bytes: Uint8Array
  algorithm: AlgorithmIdentifier
  signature: Uint8Array
  /** What follows the signature, in `within`. */
  rest: Element[]
  within: Uint8Array
}

/** Undefined where it is not of that form, or not spelled by the distinguished rules. @throws as parsers do. */
export function readSigned(within: Uint8Array): Signed | undefined {
  if (!isDer(within)) return undefined
  const [bytes, algorithm, signature, ...rest] = partsOf(within, elementAt(within, 0))
  if (!bytes || !algorithm || signature?.tag !== TAG.bitString || within[signature.content] !== 0) return undefined
  return {
    bytes: wholeOf(within, bytes),
    algorithm: AlgorithmIdentifier.fromBER(wholeOf(within, algorithm).slice()),
    signature: contentOf(within, signature).subarray(1),
    ...{ rest, within },
  }
}

/** Whether a signature is right and strong. A weak algorithm, and a key of another kind, are no signature. */
export function isSignedWith(key: KeyObject, { bytes, algorithm, signature }: Signed): boolean {
  const scheme = schemeOf(algorithm)
  return scheme !== undefined && isSignedBy(key, { bytes, scheme, signature })
}

/** Whether a signature is right by a scheme; never by one of another kind of key. */
export function isSignedBy(
  key: KeyObject,
  { bytes, scheme, signature }: { bytes: Uint8Array; scheme: Scheme; signature: Uint8Array },
): boolean {
  if (!fits(key, scheme)) return false
  try {
    return verify(scheme.hash, bytes, { key, ...paddingOf(scheme) }, signature)
  } catch {
    // Keys too short for the hash, and other limits of OpenSSL.
    return false
  }
}

function fits({ asymmetricKeyType }: KeyObject, { kind }: Scheme): boolean {
  return asymmetricKeyType === kind || (asymmetricKeyType === 'rsa' && kind === 'rsa-pss')
}

function paddingOf(scheme: Scheme) {
  switch (scheme.kind) {
    case 'rsa':
      return { padding: constants.RSA_PKCS1_PADDING }
    case 'rsa-pss':
      return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength }
    case 'ec':
      return { dsaEncoding: scheme.form ?? ('der' as const) }
  }
}
