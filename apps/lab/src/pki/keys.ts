import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, webcrypto } from 'node:crypto'
import { promisify } from 'node:util'
import { Null } from 'asn1js'
import { CryptoEngine, PublicKeyInfo } from 'pkijs'

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
type Signed = { sign(key: CryptoKey, hash: string, engine: CryptoEngine): Promise<unknown> }

/** Signs a certificate, a list or an answer that pkijs is about to write. */
export async function signWith(key: KeyObject, signed: Signed): Promise<void> {
  const { key: signing, hash } = signer(key)
  await signed.sign(signing, hash, engine)
}

const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as unknown as Crypto })
const parametersOf = engine.getSignatureParameters.bind(engine)
/** With RSA the algorithm's parameters must be NULL (RFC 4055 §5); pkijs leaves them out. */
engine.getSignatureParameters = async (...key) => {
  const found = await parametersOf(...key)
  if (key[0].algorithm.name === 'RSASSA-PKCS1-v1_5') found.signatureAlgorithm.algorithmParams = new Null()
  return found
}

/** A key as pkijs signs with it: PKCS#1 v1.5 or ECDSA, SHA-384 with P-384 and SHA-256 with everything else. */
function signer(key: KeyObject): Signer {
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
