import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { mayAddCertificate, ownCertificate } from '../../certificates/own-certificate.ts'
import type { Enrolled, Enrolling, Enrolment } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import { type Challenged, challenged, challengeFor } from './challenge.ts'
import { judgeToken } from './judge-token.ts'
import { provePage, shownNow } from './prove-page.ts'

/** Another certificate of the account's holder; an enterprise may have several, held by several people. */
export function usbTokenEnrolment(parts: MethodParts): Enrolment<Challenged> {
  return {
    pending: challenged,
    begin: async ({ purpose }) => ({ kind: 'asked', pending: challengeFor(parts, purpose) }),
    answer: (asking, pending) => answer(parts, asking, pending),
    page: (view, pending) => provePage(view, { ...shownNow(parts), of: 'add', pending }),
  }
}

async function answer(parts: MethodParts, asking: Enrolling, challenge: Challenged): Promise<Enrolled<Challenged>> {
  const pending = challengeFor(parts, asking.purpose)
  if (asking.submission.fields.action === 'again') return { kind: 'asked', pending }
  const refused = (error: FieldError) => ({ kind: 'refused', errors: { form: error }, pending }) as const
  const tooMany = await mayAddCertificate(parts, asking.accountId)
  if (tooMany) return refused(tooMany)
  const judged = await judgeToken(parts, { asking, challenge })
  if (judged.kind === 'refused') return refused(judged.error)
  const { certificate, certified } = judged
  const owned = await ownCertificate(parts, asking, { fingerprint: certificate.fingerprint, certified })
  return owned.kind === 'refused' ? { ...owned, pending } : owned
}
