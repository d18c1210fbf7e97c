import { X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import type { Certificate } from './certificate.ts'
import { type CertificateWish, certificateDer, certificateOf } from './test-certificates.ts'
import { type CrlWish, crlDer } from './test-crl.ts'
import { nameOf, type Rdn } from './test-names.ts'
import { type OcspWish, ocspDer } from './test-ocsp.ts'
import { type KeyKind, type TestKey, testKey } from './test-signing.ts'

/** When everything in the tests happens, unless told otherwise. */
export const TEST_TIME = new Date('2026-11-24T01:00:00Z')

const DAY = 86_400_000
export const days = (from: Date, count: number) => new Date(from.getTime() + count * DAY)

/** What may be asked of an authority; whatever is left out is right. `signedBy` is a key that should not sign it. */
export type Wish = Partial<Omit<CertificateWish, 'issuer' | 'publicKey' | 'key'>> & {
  kind?: KeyKind
  /** A key that exists already. */
  subjectKey?: TestKey
  signedBy?: TestKey
  issuer?: Rdn[]
}

/** A certificate with its own key. */
export type Issued = { certificate: Certificate; key: TestKey }

export type TestAuthority = Issued & {
  at: Date
  /** A person's certificate, for a day before and a year after the authority's `at`. */
  issue(wish?: Wish): Issued
  /** The same, which may be unreadable. */
  issueDer(wish?: Wish): { der: Buffer; key: TestKey }
  /** An authority below. */
  authority(wish?: Wish): TestAuthority
  ocsp(wish: OcspWish): Buffer
  crl(wish?: CrlWish): Buffer
}

const PERSON: Rdn[] = [
  ['C', 'VN', 'printable'],
  ['CN', 'Nguyễn Văn An'],
  ['UID', 'CCCD:030190001234'],
]
const AUTHORITY = { authority: {}, keyUsage: ['keyCertSign', 'cRLSign'] as const, extendedKeyUsage: 'none' as const }

const subjectFor = (wish: Wish, name: string): Rdn[] =>
  wish.subject ?? [
    ['C', 'VN', 'printable'],
    ['O', 'Cơ quan chứng thực thử nghiệm'],
    ['CN', name],
  ]

/** A root with its own signature, valid for ten years around `at`; nothing it makes is good anywhere else. */
export function testAuthority(wish: Wish & { at?: Date } = {}): TestAuthority {
  const { at = TEST_TIME, ...rest } = wish
  const key = wish.subjectKey ?? testKey(wish.kind)
  const subject = subjectFor(wish, 'Một Cửa Test Root')
  const der = certificateDer({
    ...{ validFrom: days(at, -3_650), validTo: days(at, 3_650), ...AUTHORITY, keyUsage: [...AUTHORITY.keyUsage] },
    ...rest,
    ...{ subject, issuer: nameOf(wish.issuer ?? subject) },
    ...{ publicKey: key.publicKey, key: (wish.signedBy ?? key).privateKey },
  })
  return authorityOf({ certificate: certificateOf(der), key }, at)
}

/** What an authority can do, from its certificate and key. */
export function authorityOf({ certificate, key }: Issued, at: Date): TestAuthority {
  const issuer = asn1js.fromBER(new Uint8Array(certificate.names.subject)).result as asn1js.Sequence
  const issueDer = (wish: Wish = {}) => {
    const own = wish.subjectKey ?? testKey(wish.kind)
    const der = certificateDer({
      ...{ validFrom: days(at, -1), validTo: days(at, 365), keyUsage: ['digitalSignature'] },
      ...{ extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'], subject: PERSON },
      ...wish,
      ...{ issuer: wish.issuer ? nameOf(wish.issuer) : issuer },
      ...{ publicKey: own.publicKey, key: (wish.signedBy ?? key).privateKey },
    })
    return { der, key: own }
  }
  const issue = (wish: Wish = {}) => {
    const issued = issueDer(wish)
    return { certificate: certificateOf(issued.der), key: issued.key }
  }
  return {
    ...{ certificate, key, at, issue, issueDer },
    authority: (wish = {}) => authorityOf(issue(authorityWish(wish, at)), at),
    ocsp: wish => ocspDer({ issuer: { certificate, key }, at, ...wish }),
    crl: (wish = {}) => crlDer({ issuer: { certificate, key }, at, ...wish }),
  }
}

function authorityWish(wish: Wish, at: Date): Wish {
  return {
    ...{ ...AUTHORITY, keyUsage: [...AUTHORITY.keyUsage], validFrom: days(at, -1_000), validTo: days(at, 1_000) },
    ...wish,
    subject: subjectFor(wish, 'Một Cửa Test CA'),
  }
}

/** As OpenSSL and files want it. */
export const pemOf = ({ der }: Certificate): string => new X509Certificate(der).toString()
