/** What is known of a person, in the order the account page shows it. */
export const personAttributes = [
  'fullName',
  'dateOfBirth',
  'sex',
  'identityCardNumber',
  'citizenIdNumber',
  'issuedOn',
  'issuedBy',
  'phone',
  'email',
  'website',
  'fax',
  'province',
  'district',
  'commune',
  'street',
] as const

export type AttributeName = (typeof personAttributes)[number]

/** Where an attribute came from: the person, or the national portal, which releases verified values only. */
export type AttributeSource = 'self-asserted' | 'national-portal'

/** A value in its canonical form (dates YYYY-MM-DD, phones E.164, places GSO codes), with its provenance. */
export type Attribute = { value: string; source: AttributeSource; verified: boolean; obtainedAt: Date }

export type Attributes = Partial<Record<AttributeName, Attribute>>

export type Account = {
  id: string
  status: 'active' | 'locked' | 'closed'
  attributes: Attributes
  createdAt: Date
}

/** A CMND of 9 digits or a personal number of 12: people know both under one name. */
export function idNumberOf({ attributes }: Pick<Account, 'attributes'>): Attribute | undefined {
  return attributes.citizenIdNumber ?? attributes.identityCardNumber
}

export function attributeOfIdNumber(idNumber: string): 'citizenIdNumber' | 'identityCardNumber' {
  return idNumber.length === 12 ? 'citizenIdNumber' : 'identityCardNumber'
}
