import { parseToken, verifyToken } from '@motcua/pki/authentication-token.ts'
import type { Certificate } from '@motcua/pki/certificate.ts'
import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Certified } from '../../accounts/certified.ts'
import { judgeCertificate } from '../../certificates/judge-certificate.ts'
import { isOver } from '../../steps/challenge.ts'
import type { Asking } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import type { Challenged } from './challenge.ts'
import { certificateRefusal } from './refusals.ts'

export type TokenJudged =
  | { kind: 'right'; certificate: Certificate; certified: Certified }
  /** `certificate`: with which it was surely made, good or not. */
  | { kind: 'refused'; error: FieldError; certificate?: Certificate }

type Judging = { asking: Pick<Asking, 'submission' | 'accountId'>; challenge: Challenged }

/**
 * Judges what the agent gave: signed for this origin and this nonce with the key of its certificate, and the certificate
 * good now. Nothing in the certificate is believed, nor anybody asked about it, before the signature is right.
 */
export async function judgeToken(parts: MethodParts, { asking, challenge }: Judging): Promise<TokenJudged> {
  const refused = (error: FieldError) => ({ kind: 'refused', error }) as const
  const { token: text = '' } = asking.submission.fields
  if (text === '') return refused({ key: 'usb.missing' })
  const parsed = parseToken(text)
  if (parsed.kind === 'malformed') return refused({ key: 'usb.malformed' })
  if (isOver(challenge, parts.clock())) return refused({ key: 'usb.expired-challenge' })
  const verified = verifyToken(parsed.token, { origin: parts.site.origin, nonce: challenge.challenge })
  if (verified.kind === 'refused')
    return refused(verified.reason === 'malformed' ? { key: 'usb.malformed' } : { key: 'usb.wrong-signature' })
  const { certificate } = verified
  const judged = await judgeCertificate(parts, certificate)
  await note(parts, { asking, challenge, outcome: judged.kind === 'right' ? 'good' : judged.reason })
  if (judged.kind === 'right') return { ...judged, certificate }
  return { ...refused(certificateRefusal(judged, certificate)), certificate }
}

/** Every certificate that was checked is in the trail: what came of it, and nothing of whom it names. */
async function note(
  { audit, db }: MethodParts,
  { asking, challenge, outcome }: Judging & { outcome: string },
): Promise<void> {
  const { accountId, submission } = asking
  const { place, device } = submission.visitor
  const details = { outcome, purpose: challenge.purpose, place, device }
  await audit(signInTables(db), { event: 'certificate-checked', accountId, details })
}
