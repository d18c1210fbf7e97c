import { createHash, createPrivateKey, type X509Certificate } from 'node:crypto'
import { BmpString, OctetString } from 'asn1js'
import {
  Attribute,
  AuthenticatedSafe,
  CertBag,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs'
import { certificateFrom } from './certificate.ts'

export type Pkcs12 = { key: string; certificates: readonly X509Certificate[]; password: string; name: string }

const ITERATIONS = 10_000
/** The types want a first vector; pkijs draws its own. */
const AES = { name: 'AES-CBC', length: 256, iv: new ArrayBuffer(16) }

/**
 * A PKCS#12 file (RFC 7292) of a key and its certificates, the key's own first. The key under AES-256 and PBKDF2, with
 * an HMAC of SHA-256 over all; the certificates open, as a USB token shows them to whoever holds it.
 */
export async function pkcs12({ key, certificates, password, name }: Pkcs12): Promise<Buffer> {
  const protection = { password: bytes(password), iterationCount: ITERATIONS, hmacHashAlgorithm: 'SHA-256' }
  const encryption = { ...protection, contentEncryptionAlgorithm: AES }
  const shrouded = new PKCS8ShroudedKeyBag({ parsedValue: privateKey(key) })
  await shrouded.makeInternalValues(encryption)
  // In one piece: node-forge reads no key that is cut in parts, as BER allows.
  shrouded.encryptedData = new OctetString({ valueHex: shrouded.encryptedData.getValue() })
  const marks = attributes(name, certificates[0])
  const keyBag = new SafeBag({ bagId: '1.2.840.113549.1.12.10.1.2', bagValue: shrouded, bagAttributes: marks })
  const bags = certificates.map((certificate, index) => certificateBag(certificate, index === 0 ? marks : []))
  const safe = new AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: new SafeContents({ safeBags: [keyBag] }) },
        { privacyMode: 0, value: new SafeContents({ safeBags: bags }) },
      ],
    },
  })
  await safe.makeInternalValues({ safeContents: [{}, {}] })
  const file = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } })
  await file.makeInternalValues({
    ...{ password: protection.password, iterations: ITERATIONS },
    ...{ pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' },
  })
  return Buffer.from(file.toSchema().toBER())
}

function privateKey(pem: string): PrivateKeyInfo {
  return PrivateKeyInfo.fromBER(createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }))
}

function certificateBag(certificate: X509Certificate, bagAttributes: Attribute[]): SafeBag {
  const parsedValue = certificateFrom(certificate.raw)
  const bag = { bagId: '1.2.840.113549.1.12.10.1.3', bagValue: new CertBag({ parsedValue }) }
  return new SafeBag(bagAttributes.length > 0 ? { ...bag, bagAttributes } : bag)
}

/** What ties a key to its certificate (RFC 2985 §5.5.1, §5.5.2). */
function attributes(name: string, certificate: X509Certificate | undefined): Attribute[] {
  const id = createHash('sha1')
    .update(certificate?.raw ?? '')
    .digest()
  return [
    new Attribute({ type: '1.2.840.113549.1.9.20', values: [new BmpString({ value: name })] }),
    new Attribute({ type: '1.2.840.113549.1.9.21', values: [new OctetString({ valueHex: bytes(id) })] }),
  ]
}

function bytes(of: string | Uint8Array): ArrayBuffer {
  return Uint8Array.from(Buffer.from(of as string)).buffer
}
