import type { OperatorVerdict, SubscriberQuestion, SubscriberVerdict } from '@motcua/contracts/subscriber-registry.ts'
import { sameName } from '@motcua/identifiers/person-name.ts'
import type { Cast, SubscriberRecord } from '../cast.ts'
import { operatorId } from '../sim/sims.ts'
import { testNumberOperator } from '../sim/test-numbers.ts'

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

/** Which operator serves the number: that of the persona's phone, or of the signature service a test number tries. */
export function operatorOf(phone: string, cast: Cast): OperatorVerdict {
  const name = cast.line(phone)?.record === 'none' ? undefined : cast.operator(phone)
  const operator = testNumberOperator(phone) ?? (name && operatorId(name))
  return operator === undefined ? { result: 'unknown-number' } : { result: 'found', operator }
}
