import type { SubscriberQuestion, SubscriberVerdict } from '@motcua/contracts/subscriber-registry.ts'
import { sameName } from '@motcua/identifiers/person-name.ts'
import type { SubscriberRecord } from '../cast.ts'

/** Compares as an operator does: number of the papers, name and date of birth must all agree with its record. */
export function verdictOn(question: SubscriberQuestion, record: SubscriberRecord | undefined): SubscriberVerdict {
  if (record === undefined) return { result: 'unknown-number' }
  const { idNumbers, fullName, dateOfBirth, diacritics } = record
  const agrees =
    idNumbers.includes(question.idNumber) &&
    dateOfBirth === question.dateOfBirth &&
    sameName(fullName, question.fullName, { diacritics })
  return { result: agrees ? 'match' : 'mismatch' }
}
