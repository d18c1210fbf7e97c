import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import * as asn1js from 'asn1js'
import { AlgorithmIdentifier } from 'pkijs'

export type TestKey = { privateKey: KeyObject; publicKey: KeyObject }

export type KeyKind = 'P-256' | 'P-384' | 'P-521' | 'secp256k1' | 'rsa-2048' | 'rsa-1024' | 'ed25519'

/** A new key; RSA takes a while. */
export function testKey(kind: KeyKind = 'P-256'): TestKey {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519')
  if (!kind.startsWith('rsa-')) return generateKeyPairSync('ec', { namedCurve: kind })
  return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) })
}

export type SignatureHash = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512' | 'pss'

const RSA: Record<Exclude<SignatureHash, 'pss'>, string> = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
}
const EC: Partial<Record<SignatureHash, string>> = {
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
}

/** RSASSA-PSS-params: SHA-256, MGF1 with SHA-256, a salt of 32 bytes (RFC 4055 §3.1). */
const PSS_PARAMETERS = Buffer.from(
  '3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
  'hex',
)

/** The algorithm that signs with a key, and the signature; `pss` is RSASSA-PSS with SHA-256. */
export function signer(key: KeyObject, hash: SignatureHash = 'sha256') {
  const isRsa = key.asymmetricKeyType === 'rsa'
  const algorithmId = (hash === 'pss' ? '1.2.840.113549.1.1.10' : isRsa ? RSA[hash] : EC[hash]) ?? '1.3.101.112'
  const algorithmParams = hash === 'pss' ? asn1js.fromBER(PSS_PARAMETERS).result : new asn1js.Null()
  const algorithm = new AlgorithmIdentifier(isRsa ? { algorithmId, algorithmParams } : { algorithmId })
  const padding = hash === 'pss' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {}
  const name = key.asymmetricKeyType === 'ed25519' ? null : hash === 'pss' ? 'sha256' : hash
  return { algorithm, sign: (bytes: Uint8Array) => sign(name, bytes, { key, ...padding }) }
}

/** `SEQUENCE { tbs, algorithm, signature }`, signed. */
export function signedSequence(
  tbs: asn1js.Sequence,
  { key, hash }: { key: KeyObject; hash?: SignatureHash | undefined },
) {
  const { algorithm, sign } = signer(key, hash)
  const signature = new asn1js.BitString({ valueHex: sign(new Uint8Array(tbs.toBER())) })
  return [tbs, algorithm.toSchema(), signature]
}
