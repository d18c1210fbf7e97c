import type { TrustStore } from '@motcua/pki/trust.ts'
import type { UsePolicy } from '@motcua/pki/use.ts'
import type { Revocation } from '../upstream/revocation.ts'

/** What certificates are judged by: the two roots and their intermediates, the uses taken, and who knows what was revoked. */
export type CertificateChecks = { store: TrustStore; use: UsePolicy; revocation: Revocation }
