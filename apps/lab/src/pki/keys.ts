import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { PublicKeyInfo } from 'pkijs'

export type KeyKind = 'rsa' | 'p-256' | 'p-384'

const generate = promisify(generateKeyPair)

/** A new private key. RSA has 2048 bits, as the tokens in circulation. */
export async function newKey(kind: KeyKind): Promise<KeyObject> {
  switch (kind) {
    case 'rsa':
      return (await generate('rsa', { modulusLength: 2048 })).privateKey
    case 'p-256':
    case 'p-384':
      return (await generate('ec', { namedCurve: kind.toUpperCase() })).privateKey
  }
}

/** A kept key, from PKCS#8 in PEM. */
export function keyFrom(pem: string): KeyObject {
  return createPrivateKey(pem)
}

export function keyText(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

export function publicPart(key: KeyObject): PublicKeyInfo {
  return PublicKeyInfo.fromBER(createPublicKey(key).export({ type: 'spki', format: 'der' }))
}

type Signer = { key: CryptoKey; hash: 'SHA-256' | 'SHA-384' }

/** A key as pkijs signs with it: PKCS#1 v1.5 or ECDSA, SHA-384 with P-384 and SHA-256 with everything else. */
export function signer(key: KeyObject): Signer {
  if (key.asymmetricKeyType === 'rsa') {
    return { key: forSigning(key, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }), hash: 'SHA-256' }
  }
  const isLong = key.asymmetricKeyDetails?.namedCurve === 'secp384r1'
  const namedCurve = isLong ? 'P-384' : 'P-256'
  return { key: forSigning(key, { name: 'ECDSA', namedCurve }), hash: isLong ? 'SHA-384' : 'SHA-256' }
}

/** The types of the browser's Web Crypto and of Node's differ in name only. */
function forSigning(key: KeyObject, algorithm: RsaHashedImportParams | EcKeyImportParams): CryptoKey {
  return key.toCryptoKey(algorithm, false, ['sign']) as CryptoKey
}
