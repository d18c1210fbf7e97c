import { z } from 'zod'
import { citizenIdNumber, statedPerson } from './registry-access.ts'

/**
 * The registry of social insurance (Bảo hiểm xã hội): is this the person insured under this number? It answers yes or
 * no; with a yes, under which ID numbers it knows the person, and no other datum. How it is reached:
 * registry-access.ts.
 */
export const INSURED_CONFIRMATIONS_PATH = '/v1/insured-persons/confirmations'

export const insuredQuestion = statedPerson.extend({
  /** Mã số BHXH. */
  socialInsuranceNumber: z.string().regex(/^[0-9]{10}$/),
})

/** Nobody has had more of them than that: a CMND from each province lived in, a CCCD. */
const MOST_ID_NUMBERS = 8

export const insuredVerdict = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('match'),
    /** The numbers of CMND and CCCD on the record, the current one first: a person may have stated an older one. */
    idNumbers: z.array(citizenIdNumber).min(1).max(MOST_ID_NUMBERS),
    /** Whether the stated phone is the one on record; another one on record is a mismatch. */
    phone: z.enum(['on-record', 'none-on-record']),
  }),
  /** `unknown-number`: nobody is insured under it. Which datum disagrees in a mismatch is never told. */
  z.object({ result: z.enum(['mismatch', 'unknown-number']) }),
])

/** `office-unavailable` (503): the registry is well, the provincial office that keeps the record does not answer it. */
export const insuranceRefusal = z.object({
  error: z.enum(['invalid-request', 'invalid-token', 'office-unavailable']),
})

export type InsuredQuestion = z.infer<typeof insuredQuestion>
export type InsuredVerdict = z.infer<typeof insuredVerdict>
export type InsuranceRefusal = z.infer<typeof insuranceRefusal>

/** The old identity card is stated; the record has the CCCD that replaced it as well. */
export const exampleInsuredQuestion: InsuredQuestion = {
  phone: '+84987206614',
  idNumber: '141230888',
  fullName: 'Phan Văn Sơn',
  dateOfBirth: '1968-11-11',
  socialInsuranceNumber: '3006800237',
}
export const exampleInsuredVerdict: InsuredVerdict = {
  ...{ result: 'match', idNumbers: ['030068002371', '141230888'], phone: 'on-record' },
}
