import type { LockReason } from '../db/tables.ts'

/** Who an account belongs to: a citizen, an enterprise, a state agency (product rules, People). */
export type AccountKind = 'citizen' | 'enterprise' | 'agency'

/** What is known of a person, in the order the identity page shows it (Hình 35). */
export const citizenAttributes = [
  'fullName',
  'sex',
  'identityCardNumber',
  'citizenIdNumber',
  'dateOfBirth',
  'placeOfBirth',
  'nativePlace',
  'permanentAddress',
  'phone',
  'email',
] as const

/** What is known of an enterprise; its number as an organisation is its tax code (QĐ 20/2020/QĐ-TTg). */
export const enterpriseAttributes = ['organizationName', 'taxCode', 'phone', 'email', 'address'] as const

/** What is known of a state agency (Hình 36). */
export const agencyAttributes = [
  'organizationName',
  'organizationCode',
  'governingUnit',
  'taxCode',
  'budgetCode',
  'phone',
  'email',
  'address',
] as const

export type AttributeName =
  | (typeof citizenAttributes)[number]
  | (typeof enterpriseAttributes)[number]
  | (typeof agencyAttributes)[number]

/** Where an attribute came from. Only `self-asserted` ones are never verified. */
export const attributeSources = [
  'self-asserted',
  'mobile-operator',
  'social-insurance',
  'vietnam-post',
  'vneid',
  'certificate',
  'organization-directory',
  'counter',
] as const
export type AttributeSource = (typeof attributeSources)[number]

/** A value in its canonical form (dates YYYY-MM-DD, phones E.164), with its provenance. */
export type Attribute = { value: string; source: AttributeSource; verified: boolean; obtainedAt: Date }

export type Attributes = Partial<Record<AttributeName, Attribute>>

/** Identity assurance level (NIST SP 800-63A): how well the account's person is known. */
export type IdentityAssuranceLevel = 1 | 2 | 3

export type Account = {
  id: string
  kind: AccountKind
  status: 'active' | 'locked' | 'disputed' | 'closed'
  /** Why and since when it is locked. */
  lock?: { reason: LockReason; at: Date } | undefined
  identityAssuranceLevel: IdentityAssuranceLevel
  /** Stable technical id (UUID), released to legacy relying parties only. */
  technicalId: string
  attributes: Attributes
  createdAt: Date
}

/** The value of an attribute if its source verified it; the only values that may leave in a claim. */
export function verifiedValue(account: Account, name: AttributeName): string | undefined {
  const attribute = account.attributes[name]
  return attribute?.verified ? attribute.value : undefined
}

/** What whoever holds the account is called, as their source wrote it. */
export function nameOf({ kind, attributes }: Pick<Account, 'kind' | 'attributes'>): string | undefined {
  return (kind === 'citizen' ? attributes.fullName : attributes.organizationName)?.value
}
