import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Account } from '../../accounts/account.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import type { Certified } from '../../accounts/certified.ts'
import { holderOf, sameHolder } from '../../accounts/holder.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { Enrolled, Enrolling, Enrolment, Write } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import { type Challenged, challenged, challengeFor } from './challenge.ts'
import { judgeToken } from './judge-token.ts'
import { provePage, shownNow } from './prove-page.ts'
import { handleOfCertificate } from './registered.ts'

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
  const { limits, rules, clock } = parts
  const used = await limits.use(`add-certificate:${asking.accountId}`, rules.certificateAdditionsPerAccount)
  if (used.kind === 'exceeded')
    return refused({ key: 'usb.too-many-tries', values: { minutes: minutesUntil(used.until, clock()) } })
  const judged = await judgeToken(parts, { asking, challenge })
  if (judged.kind === 'refused') return refused(judged.error)
  const { certificate, certified } = judged
  const account = await accountsStore(parts.db, parts).find(asking.accountId)
  if (!account) throw new Error(`a session without an account: ${asking.accountId}`)
  if (!names(account, certified)) return { ...refused({ key: 'usb.other-holder' }), writes: tellAttempt(parts, asking) }
  return { kind: 'enrolled', handle: handleOfCertificate(certificate.fingerprint, certified), certified }
}

function names(account: Account, certified: Certified): boolean {
  const found = holderOf(certified, account.kind)
  return found.kind === 'holder' && sameHolder(found.holder, account)
}

/** Somebody in the owner's session tried a certificate of somebody else: the owner is to know (product rules, Accounts). */
function tellAttempt(parts: MethodParts, { accountId, submission }: Enrolling): Write {
  return async tx => {
    const { language, place, device } = submission.visitor
    const details = { place, device }
    await parts.audit(signInTables(tx), { event: 'foreign-certificate-refused', accountId, details })
    await tellHolder(parts, tx, { kind: 'foreign-certificate', accountId, language })
  }
}
