import { Enumerated, Integer } from 'asn1js'
import { AlgorithmIdentifier, CertificateRevocationList, Extension, Extensions, RevokedCertificate } from 'pkijs'
import { certificateFrom, serialInteger, time } from './certificate.ts'
import { authorityKey } from './extensions.ts'
import { signWith } from './keys.ts'
import type { Authority } from './material.ts'
import { type Reason, reasons } from './status.ts'

export type Withdrawn = { serial: string; at: Date; reason: Reason }

/** A certificate revocation list of version 2 (RFC 5280 §5), signed by the authority itself, in DER. */
export async function revocationList(
  authority: Authority,
  { withdrawn, from, to }: { withdrawn: readonly Withdrawn[]; from: Date; to: Date },
): Promise<Buffer> {
  const number = new Integer({ value: Math.floor(from.getTime() / 1000) })
  const list = new CertificateRevocationList({
    version: 1,
    signature: new AlgorithmIdentifier(),
    issuer: certificateFrom(authority.certificate.raw).subject,
    thisUpdate: time(from),
    nextUpdate: time(to),
    ...(withdrawn.length > 0 && { revokedCertificates: withdrawn.map(entry) }),
    crlExtensions: new Extensions({
      extensions: [
        authorityKey(authority.key),
        new Extension({ extnID: '2.5.29.20', critical: false, extnValue: number.toBER() }),
      ],
    }),
  })
  await signWith(authority.key, list)
  return Buffer.from(list.toSchema(true).toBER())
}

function entry({ serial, at, reason }: Withdrawn): RevokedCertificate {
  const extnValue = new Enumerated({ value: reasons[reason] }).toBER()
  return new RevokedCertificate({
    userCertificate: serialInteger(serial),
    revocationDate: time(at),
    crlEntryExtensions: new Extensions({
      extensions: [new Extension({ extnID: '2.5.29.21', critical: false, extnValue })],
    }),
  })
}
