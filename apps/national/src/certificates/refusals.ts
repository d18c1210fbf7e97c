import { formatDate, localDate } from '@motcua/identifiers/date.ts'
import type { Certificate } from '@motcua/pki/certificate.ts'
import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import type { CertificateJudged } from './judge-certificate.ts'

type Refused = Extract<CertificateJudged, { kind: 'refused' }>

/** Why a certificate is not taken, in words. */
export function certificateRefusal(refused: Refused, { validFrom, validTo }: Certificate): FieldError {
  switch (refused.reason) {
    case 'untrusted':
      return { key: 'certificate.untrusted' }
    case 'expired':
      return { key: 'certificate.expired', values: { date: shown(validTo) } }
    case 'not-yet-valid':
      return { key: 'certificate.not-yet-valid', values: { date: shown(validFrom) } }
    case 'issuer-expired':
      return { key: 'certificate.issuer-expired' }
    case 'wrong-use':
      return { key: 'certificate.wrong-use' }
    case 'weak':
      return { key: 'certificate.weak' }
    case 'revoked':
      return { key: 'certificate.revoked', values: { date: shown(refused.since) } }
    case 'suspended':
      return { key: 'certificate.suspended', values: { date: shown(refused.since) } }
    case 'revocation-unavailable':
      return { key: 'certificate.revocation-unavailable' }
  }
}

function shown(date: Date): string {
  return formatDate(localDate(date))
}
