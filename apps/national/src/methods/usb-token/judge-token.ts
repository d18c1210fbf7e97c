import { parseToken, verifyToken } from '@motcua/pki/authentication-token.ts'
import type { Certificate } from '@motcua/pki/certificate.ts'
import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import type { Certified } from '../../accounts/certified.ts'
import { checkCertificate } from '../../certificates/check-certificate.ts'
import { isOver } from '../../steps/challenge.ts'
import type { Asking } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import type { Challenged } from './challenge.ts'

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
  const { purpose } = challenge
  const checked = await checkCertificate(parts, { asking, purpose, certificate })
  return { ...checked, certificate }
}
