import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Account } from '../accounts/account.ts'
import { accountsStore } from '../accounts/accounts-store.ts'
import type { Certified } from '../accounts/certified.ts'
import { holderOf, sameHolder } from '../accounts/holder.ts'
import { tellHolder } from '../accounts/tell-holder.ts'
import type { Parts } from '../parts.ts'
import type { Enrolled, Enrolling, Write } from '../steps/method.ts'
import { handleOfCertificate } from './registered.ts'

/** Counts a certificate that somebody wants to add to an account, before it is looked at. */
export async function mayAddCertificate(
  { limits, rules, clock }: Pick<Parts, 'limits' | 'rules' | 'clock'>,
  accountId: string,
): Promise<FieldError | undefined> {
  const used = await limits.use(`add-certificate:${accountId}`, rules.certificateAdditionsPerAccount)
  if (used.kind === 'within') return undefined
  return { key: 'certificate.too-many-tries', values: { minutes: minutesUntil(used.until, clock()) } }
}

type Added = { fingerprint: string; certified: Certified }
type Owned =
  | Extract<Enrolled<never>, { kind: 'enrolled' }>
  | { kind: 'refused'; errors: { form: FieldError }; writes: Write }

/** A certificate for the account whose holder it names; that of anybody else is refused, and its owner told. */
export async function ownCertificate(
  parts: Pick<Parts, 'db' | 'sealer' | 'index' | 'audit' | 'outbox' | 'random' | 'clock'>,
  asking: Enrolling,
  { fingerprint, certified }: Added,
): Promise<Owned> {
  const account = await accountsStore(parts.db, parts).find(asking.accountId)
  if (!account) throw new Error(`a session without an account: ${asking.accountId}`)
  if (names(account, certified))
    return { kind: 'enrolled', handle: handleOfCertificate(fingerprint, certified), certified }
  const errors = { form: { key: 'certificate.other-holder' } }
  return { kind: 'refused', errors, writes: tellAttempt(parts, asking) }
}

function names(account: Account, certified: Certified): boolean {
  const found = holderOf(certified, account.kind)
  return found.kind === 'holder' && sameHolder(found.holder, account)
}

/** Somebody in the owner's session tried a certificate of somebody else: the owner is to know (product rules, Accounts). */
function tellAttempt(parts: Parameters<typeof ownCertificate>[0], { accountId, submission }: Enrolling): Write {
  return async tx => {
    const { language, place, device } = submission.visitor
    const details = { place, device }
    await parts.audit(signInTables(tx), { event: 'foreign-certificate-refused', accountId, details })
    await tellHolder(parts, tx, { kind: 'foreign-certificate', accountId, language })
  }
}
