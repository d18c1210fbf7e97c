import { createHash, type KeyObject, sign } from 'node:crypto'
import { type AsnType, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import type { Certificate } from './certificate.ts'

/** Who signs what; `chain` are the certificates above, sent along. */
export type Signing = { content: Uint8Array; key: KeyObject; certificate: Certificate; chain?: Certificate[] }

type Algorithm = { hash: 'sha256' | 'sha384'; digest: AlgorithmIdentifier; signature: AlgorithmIdentifier }

/**
 * CMS SignedData (RFC 5652 §5) in DER, its content inside, with the signed attributes of CAdES that need no clock: content
 * type, message digest and signing certificate (RFC 5035 §3). RSA PKCS#1 v1.5 or ECDSA, with SHA-384 on P-384 and SHA-256
 * else. @throws for keys of other kinds.
 */
export function signedData({ content, key, certificate, chain = [] }: Signing): Buffer {
  const algorithm = algorithmOf(key)
  const signedAttrs = attributesOver({ content, certificate, algorithm })
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({
      issuer: certificate.parsed.issuer,
      serialNumber: certificate.parsed.serialNumber,
    }),
    ...{ digestAlgorithm: algorithm.digest, signatureAlgorithm: algorithm.signature, signedAttrs },
    signature: new OctetString({ valueHex: sign(algorithm.hash, setOf(signedAttrs), key) }),
  })
  const signed = new SignedData({
    version: 1,
    digestAlgorithms: [algorithm.digest],
    encapContentInfo: enclosed(content),
    certificates: inOrder([certificate, ...chain].map(each => each.parsed)),
    signerInfos: [signer],
  })
  const info = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) })
  return Buffer.from(info.toSchema().toBER())
}

/** Set afterwards: given to the constructor, a string is cut into pieces, which DER has none of. */
function enclosed(content: Uint8Array): EncapsulatedContentInfo {
  const info = new EncapsulatedContentInfo({ eContentType: ContentInfo.DATA })
  info.eContent = new OctetString({ valueHex: content })
  return info
}

/** With RSA the parameters must be NULL (RFC 4055 §5), with ECDSA and SHA-2 there are none (RFC 5754 §2, RFC 5758 §3.2). */
function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Algorithm {
  const isLong = asymmetricKeyDetails?.namedCurve === 'secp384r1'
  const digest = new AlgorithmIdentifier({ algorithmId: `2.16.840.1.101.3.4.2.${isLong ? 2 : 1}` })
  if (asymmetricKeyType === 'rsa') {
    const algorithmId = '1.2.840.113549.1.1.11'
    return { hash: 'sha256', digest, signature: new AlgorithmIdentifier({ algorithmId, algorithmParams: new Null() }) }
  }
  if (asymmetricKeyType !== 'ec') throw new Error(`no signed data with a key of ${asymmetricKeyType}`)
  const signature = new AlgorithmIdentifier({ algorithmId: `1.2.840.10045.4.3.${isLong ? 3 : 2}` })
  return { hash: isLong ? 'sha384' : 'sha256', digest, signature }
}

type Attested = { content: Uint8Array; certificate: Certificate; algorithm: Algorithm }

function attributesOver({ content, certificate, algorithm }: Attested): SignedAndUnsignedAttributes {
  const digestOf = (bytes: Uint8Array) =>
    new OctetString({ valueHex: createHash(algorithm.hash).update(bytes).digest() })
  // ESSCertIDv2: SHA-256 is the default, which DER leaves out.
  const hashed = algorithm.hash === 'sha256' ? [] : [algorithm.digest.toSchema()]
  const id = new Sequence({ value: [...hashed, digestOf(certificate.der)] })
  const attributes = [
    attribute('1.2.840.113549.1.9.3', new ObjectIdentifier({ value: ContentInfo.DATA })),
    attribute('1.2.840.113549.1.9.4', digestOf(content)),
    attribute('1.2.840.113549.1.9.16.2.47', new Sequence({ value: [new Sequence({ value: [id] })] })),
  ]
  return new SignedAndUnsignedAttributes({ type: 0, attributes: inOrder(attributes) })
}

const attribute = (type: string, value: AsnType) => new Attribute({ type, values: [value] })

/** A set stands in the order of its encodings (X.690 §11.6). */
function inOrder<T extends { toSchema(): { toBER(): ArrayBuffer } }>(members: T[]): T[] {
  const encoded = (each: T) => Buffer.from(each.toSchema().toBER())
  return members.toSorted((one, other) => Buffer.compare(encoded(one), encoded(other)))
}

/** What is signed is tagged as the SET OF that it is, not as the `[0]` it stands as (RFC 5652 §5.4). */
function setOf(attributes: SignedAndUnsignedAttributes): Buffer {
  const bytes = Buffer.from(attributes.toSchema().toBER())
  bytes[0] = 0x31
  return bytes
}
