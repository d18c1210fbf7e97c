import { X509Certificate } from 'node:crypto'
import { certificateFrom, issued, newSerial } from './certificate.ts'
import { authorityKey, extendedKeyUsage, keyUsage, noCheck, subjectKey } from './extensions.ts'
import { newKey } from './keys.ts'
import type { Authority, PkiPlace } from './material.ts'

/** A responder that bears every name of the authority's own, in a certificate that somebody else signed. */
export async function strangerTo(
  { certificate, key: right, responder }: Authority,
  { random }: PkiPlace,
): Promise<Authority['responder']> {
  const [key, wrong] = await Promise.all([newKey('p-256'), newKey('p-256')])
  const der = await issued({
    ...{ subject: certificateFrom(responder.certificate.raw).subject, key, serial: newSerial(random) },
    issuer: { name: certificateFrom(certificate.raw).subject, key: wrong },
    ...{ from: responder.certificate.validFromDate, to: responder.certificate.validToDate },
    extensions: [keyUsage(['signature']), extendedKeyUsage(['ocsp']), noCheck(), subjectKey(key), authorityKey(right)],
  })
  return { key, certificate: new X509Certificate(der) }
}
