import type { InsuredQuestion, InsuredVerdict } from '@motcua/contracts/social-insurance.ts'
import { sameName } from '@motcua/identifiers/person-name.ts'
import type { InsuredRecord } from '../cast.ts'

/** Everything stated must agree with the record; any of its ID numbers will do, and a phone only where it holds one. */
export function verdictOn(question: InsuredQuestion, record: InsuredRecord | undefined): InsuredVerdict {
  if (record === undefined) return { result: 'unknown-number' }
  const { idNumbers, fullName, dateOfBirth, phone } = record
  const agrees =
    idNumbers.includes(question.idNumber) &&
    dateOfBirth === question.dateOfBirth &&
    sameName(fullName, question.fullName, { diacritics: 'kept' }) &&
    (phone === 'none' || phone === question.phone)
  if (!agrees) return { result: 'mismatch' }
  return { result: 'match', idNumbers: [...idNumbers], phone: phone === 'none' ? 'none-on-record' : 'on-record' }
}
