import type { Person } from '@motcua/sign-in/password/policy.ts'
import type { Parts } from '../parts.ts'
import { accountsStore } from './accounts-store.ts'
import { handlesStore } from './handles-store.ts'

type Owner = { accountId: string; loginName: string }

/** What is known of an account's person, none of which their password may contain. */
export async function passwordPerson(
  parts: Pick<Parts, 'db' | 'sealer' | 'index'>,
  { accountId, loginName }: Owner,
): Promise<Person> {
  const known = (await accountsStore(parts.db, parts).find(accountId))?.attributes ?? {}
  const phones = (await handlesStore(parts.db, parts).list(accountId, 'sms-otp')).map(({ value }) => value)
  const numbers = [known.identityCardNumber, known.citizenIdNumber, known.phone].map(attribute => attribute?.value)
  return {
    ...{ loginName, fullName: known.fullName?.value, dateOfBirth: known.dateOfBirth?.value },
    numbers: [loginName, ...phones, ...numbers].filter(number => number !== undefined),
  }
}
