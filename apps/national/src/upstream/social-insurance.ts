import type { SubscriberQuestion } from './subscriber-registry.ts'

/** What a person states: as to the mobile operators, and their mã số BHXH (10 digits). */
export type InsuredQuestion = SubscriberQuestion & { socialInsuranceNumber: string }

/**
 * `idNumbers`: every number of CMND and CCCD on record, at least one, the current one first; the stated one may be an
 * older one. `phone`: the stated one is on record, or none is; where another is, that is a mismatch. A number under
 * which nobody is insured is a mismatch too: the visitor is told the same.
 */
export type InsuredAnswer =
  | { kind: 'match'; idNumbers: string[]; phone: 'on-record' | 'none-on-record' }
  | { kind: 'mismatch' }
  | { kind: 'unavailable' }

/** The registry of social insurance: is this the person insured under this number, and by which ID numbers known? */
export type SocialInsurance = { confirm(question: InsuredQuestion): Promise<InsuredAnswer> }
