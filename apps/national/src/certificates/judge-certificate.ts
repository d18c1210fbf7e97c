import type { Certificate } from '@motcua/pki/certificate.ts'
import { chainOf, type Refusal } from '@motcua/pki/trust.ts'
import type { Certified } from '../accounts/certified.ts'
import type { Parts } from '../parts.ts'
import type { RevocationStatus } from '../upstream/revocation.ts'

export type CertificateJudged =
  | { kind: 'right'; certified: Certified }
  | { kind: 'refused'; reason: Refusal | 'revocation-unavailable' }
  | { kind: 'refused'; reason: 'revoked' | 'suspended'; since: Date }

/**
 * Whether a certificate is good now: chain to one of the two roots, validity, use, and that nothing in the chain was
 * revoked. Nobody is asked about a certificate that no root vouches for: its addresses are anybody's word.
 */
export async function judgeCertificate(
  { certificates, clock }: Pick<Parts, 'certificates' | 'clock'>,
  certificate: Certificate,
): Promise<CertificateJudged> {
  const { store, use, revocation } = certificates
  const chained = chainOf(certificate, { store, use, at: clock() })
  if (chained.kind === 'refused') return chained
  const statuses = await Promise.all(linksOf(chained.chain).map(link => revocation.check(link)))
  return worst(statuses) ?? { kind: 'right', certified: certifiedOf(certificate, chained.authority) }
}

/** Every certificate that its issuer may have revoked: all but the anchor, and authorities whose issuer publishes nothing. */
function linksOf(chain: Certificate[]) {
  return chain.slice(0, -1).flatMap((certificate, depth) => {
    const issuer = chain[depth + 1]
    const isPublished = certificate.ocspUrls.length + certificate.crlUrls.length > 0
    return issuer && (depth === 0 || isPublished) ? [{ certificate, issuer }] : []
  })
}

/**
 * What is known to be revoked is told before what is not known. Of an authority that was revoked the holder of a
 * certificate knows nothing: nobody vouches for them any more.
 */
function worst([own, ...authorities]: RevocationStatus[]): CertificateJudged | undefined {
  if (own?.kind === 'revoked') return { kind: 'refused', reason: own.reason, since: own.since }
  if (authorities.some(({ kind }) => kind === 'revoked')) return { kind: 'refused', reason: 'untrusted' }
  const isKnown = own?.kind === 'good' && authorities.every(({ kind }) => kind === 'good')
  return isKnown ? undefined : { kind: 'refused', reason: 'revocation-unavailable' }
}

/** What a certificate says of its holder, once everything has been checked. */
export function certifiedOf(certificate: Certificate, authority: Certified['authority']): Certified {
  const { subject, issuerName, serialNumber, validFrom, validTo } = certificate
  return {
    ...{ authority, subject, issuer: issuerName, serialNumber },
    ...{ validFrom: validFrom.toISOString(), validTo: validTo.toISOString() },
  }
}
