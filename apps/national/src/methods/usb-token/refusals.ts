import { formatDate, localDate } from '@motcua/identifiers/date.ts'
import type { Certificate } from '@motcua/pki/certificate.ts'
import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import type { CertificateJudged } from '../../certificates/judge-certificate.ts'

type Refused = Extract<CertificateJudged, { kind: 'refused' }>

/** Why a certificate is not taken, in words. */
export function certificateRefusal(refused: Refused, { validFrom, validTo }: Certificate): FieldError {
  switch (refused.reason) {
    case 'untrusted':
      return { key: 'usb.untrusted' }
    case 'expired':
      return { key: 'usb.expired', values: { date: shown(validTo) } }
    case 'not-yet-valid':
      return { key: 'usb.not-yet-valid', values: { date: shown(validFrom) } }
    case 'issuer-expired':
      return { key: 'usb.issuer-expired' }
    case 'wrong-use':
      return { key: 'usb.wrong-use' }
    case 'weak':
      return { key: 'usb.weak' }
    case 'revoked':
      return { key: 'usb.revoked', values: { date: shown(refused.since) } }
    case 'suspended':
      return { key: 'usb.suspended', values: { date: shown(refused.since) } }
    case 'revocation-unavailable':
      return { key: 'usb.revocation-unavailable' }
  }
}

function shown(date: Date): string {
  return formatDate(localDate(date))
}
