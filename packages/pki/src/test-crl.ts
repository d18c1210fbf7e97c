import * as asn1js from 'asn1js'
import type * as pkijs from 'pkijs'
import type { Certificate } from './certificate.ts'
import { explicit, extension, timeOf } from './test-certificates.ts'
import { type SignatureHash, signedSequence, signer, type TestKey } from './test-signing.ts'

/** What a list should say; whatever is left out is right. */
export type CrlWish = {
  revoked?: { certificate: Certificate; since: Date | 'no date'; reason?: number; extensions?: pkijs.Extension[] }[]
  thisUpdate?: Date
  /** Undefined: a day from `at`; `none` leaves it out. */
  nextUpdate?: Date | 'none'
  extensions?: pkijs.Extension[]
  signedBy?: TestKey
  hash?: SignatureHash
}

type Whole = CrlWish & { issuer: { certificate: Certificate; key: TestKey }; at: Date }

const DAY = 86_400_000

/** A CertificateList (RFC 5280 §5.1). */
export function crlDer(wish: Whole): Buffer {
  const { issuer, at } = wish
  const key = (wish.signedBy ?? issuer.key).privateKey
  const value: asn1js.AsnType[] = [
    new asn1js.Integer({ value: 1 }),
    signer(key, wish.hash).algorithm.toSchema(),
    asn1js.fromBER(new Uint8Array(issuer.certificate.names.subject)).result,
    timeOf(wish.thisUpdate ?? at),
  ]
  if (wish.nextUpdate !== 'none') value.push(timeOf(wish.nextUpdate ?? new Date(at.getTime() + DAY)))
  if (wish.revoked?.length) value.push(new asn1js.Sequence({ value: wish.revoked.map(entryOf) }))
  const extensions = [extension('2.5.29.20', new asn1js.Integer({ value: 7 })), ...(wish.extensions ?? [])]
  value.push(explicit(0, listOf(extensions)))
  const tbs = new asn1js.Sequence({ value })
  return Buffer.from(new asn1js.Sequence({ value: signedSequence(tbs, { key, hash: wish.hash }) }).toBER())
}

const listOf = (extensions: pkijs.Extension[]) =>
  new asn1js.Sequence({ value: extensions.map(each => each.toSchema()) })

function entryOf({ certificate, since, reason, extensions = [] }: NonNullable<CrlWish['revoked']>[number]) {
  const all = [...extensions]
  if (reason !== undefined) all.push(extension('2.5.29.21', new asn1js.Enumerated({ value: reason })))
  const value: asn1js.AsnType[] = [
    certificate.parsed.serialNumber,
    since === 'no date' ? new asn1js.Null() : timeOf(since),
  ]
  if (all.length > 0) value.push(listOf(all))
  return new asn1js.Sequence({ value })
}
