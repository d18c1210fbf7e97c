import { type Attributes, attributeOfIdNumber } from '../accounts/account.ts'
import type { NationalPerson } from './claims.ts'

/** What the national portal verified of a person and no form may change: name, numbers, date of birth, sex. */
export function verifiedAttributes(person: NationalPerson, obtainedAt: Date): Attributes {
  const verified = (value: string) => ({ value, source: 'national-portal', verified: true, obtainedAt }) as const
  const attributes: Attributes = { fullName: verified(person.fullName) }
  if (person.dateOfBirth) attributes.dateOfBirth = verified(person.dateOfBirth)
  if (person.sex) attributes.sex = verified(person.sex)
  for (const number of person.idNumbers) attributes[attributeOfIdNumber(number)] = verified(number)
  return attributes
}
