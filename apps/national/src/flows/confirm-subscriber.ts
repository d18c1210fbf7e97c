import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { type Account, verifiedValue } from '../accounts/account.ts'
import type { Parts } from '../parts.ts'
import { maySubscriberBeAsked } from './lookup-limits.ts'

/** `mismatch`: no number of this person's papers is on record for the phone. */
export type SubscriberConfirmed =
  | { kind: 'match' }
  | { kind: 'mismatch'; error: FieldError }
  | { kind: 'unavailable'; error: FieldError }

/**
 * Asks the operators whether a phone is registered to the account's person, under any number of theirs that was
 * verified: an operator may still have the old CMND on record.
 */
export async function confirmSubscriber(
  parts: Parts,
  { account, phone, place }: { account: Account; phone: string; place: string },
): Promise<SubscriberConfirmed> {
  const numbers = [verifiedValue(account, 'citizenIdNumber'), verifiedValue(account, 'identityCardNumber')]
  const [fullName, dateOfBirth] = [verifiedValue(account, 'fullName'), verifiedValue(account, 'dateOfBirth')]
  const mismatch = { kind: 'mismatch', error: { key: 'subscriber.mismatch' } } as const
  if (!fullName || !dateOfBirth) return mismatch
  const [idNumber = ''] = numbers.filter(number => number !== undefined)
  const tooMany = await maySubscriberBeAsked(parts, { idNumber, phone, place, accountId: account.id })
  if (tooMany) return { kind: 'unavailable', error: tooMany }
  for (const number of numbers) {
    if (number === undefined) continue
    const answer = await parts.registry.confirm({ idNumber: number, fullName, dateOfBirth, phone })
    if (answer.kind === 'match') return answer
    if (answer.kind === 'unavailable') return { kind: 'unavailable', error: { key: 'subscriber.unavailable' } }
  }
  return mismatch
}
