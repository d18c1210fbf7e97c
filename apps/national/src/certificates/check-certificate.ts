import type { Certificate } from '@motcua/pki/certificate.ts'
import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Certified } from '../accounts/certified.ts'
import type { Parts } from '../parts.ts'
import type { Asking } from '../steps/method.ts'
import { judgeCertificate } from './judge-certificate.ts'
import { certificateRefusal } from './refusals.ts'

/** `purpose`: what its holder was told that they sign for. */
type Checking = { asking: Pick<Asking, 'submission' | 'accountId'>; purpose: string; certificate: Certificate }
type CheckParts = Pick<Parts, 'certificates' | 'clock' | 'audit' | 'db'>
export type CertificateChecked = { kind: 'right'; certified: Certified } | { kind: 'refused'; error: FieldError }

/**
 * Whether a certificate with which somebody surely signed is good now, and why not, in words. Every one that was checked
 * is in the trail: what came of it, and nothing of whom it names.
 */
export async function checkCertificate(parts: CheckParts, checking: Checking): Promise<CertificateChecked> {
  const { asking, purpose, certificate } = checking
  const judged = await judgeCertificate(parts, certificate)
  const { accountId, submission } = asking
  const { place, device } = submission.visitor
  const details = { outcome: judged.kind === 'right' ? 'good' : judged.reason, purpose, place, device }
  await parts.audit(signInTables(parts.db), { event: 'certificate-checked', accountId, details })
  return judged.kind === 'right' ? judged : { kind: 'refused', error: certificateRefusal(judged, certificate) }
}
