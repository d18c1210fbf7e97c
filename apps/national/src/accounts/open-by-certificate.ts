import type { DirectoryEntry } from '@motcua/contracts/organization-directory.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { AgencyHolder, Holder } from './holder.ts'
import { listedAgency, numbersOf } from './holder-accounts.ts'
import {
  type IdentifyingHandle,
  type NewOrganization,
  type OpenAccountParts,
  type Opened,
  openAccount,
  type Stated,
} from './open-account.ts'

export type OpeningByCertificate = {
  holder: Holder
  /** As typed or as in the certificate; whose mailbox it is nobody has confirmed. */
  email?: string | undefined
  /** The certificate, as its method keeps it. */
  handle: IdentifyingHandle
}

/**
 * Opens the account of whoever a certificate names, at IAL3: a citizen under all their numbers, an enterprise under its
 * MST, an agency under its code in the directory and its MNS, else its MST. As `openAccount`, in a transaction to undo.
 */
export async function openByCertificate(
  parts: OpenAccountParts,
  tx: Transaction<NationalTables>,
  { holder, email, handle }: OpeningByCertificate,
): Promise<Opened> {
  const stated =
    email === undefined ? {} : { email: { value: email, source: 'self-asserted', verified: false } as const }
  if (holder.kind === 'citizen') {
    const { idNumbers, fullName } = holder
    const known = { idNumbers, fullName, source: 'certificate', identityAssuranceLevel: 3 } as const
    return openAccount(tx, { citizen: { ...known, handle, ...stated }, parts })
  }
  const listed = await listedAgency(tx, holder)
  const attributes = { ...organizationAttributes(holder, listed), ...stated }
  const organization = { kind: holder.kind, numbers: numbersOf(holder, listed), attributes, handle }
  return openAccount(tx, { organization, parts })
}

const certified = (value: string): Stated => ({ value, source: 'certificate', verified: true })

/** What a certificate and, of an agency, the directory tell of an organisation, each with its source. */
export function organizationAttributes(
  holder: Exclude<Holder, { kind: 'citizen' }>,
  listed: DirectoryEntry | undefined,
): NewOrganization['attributes'] {
  switch (holder.kind) {
    case 'enterprise':
      return { organizationName: certified(holder.name), taxCode: certified(holder.taxCode) }
    case 'agency':
      return { ...directoryAttributes(listed), ...certifiedAttributes(holder, listed) }
  }
}

/** The directory says better which body is above than a certificate's O, which may be any level up. */
function certifiedAttributes(holder: AgencyHolder, listed: DirectoryEntry | undefined): NewOrganization['attributes'] {
  const { name, taxCode, budgetCode, governingUnit } = holder
  return {
    organizationName: certified(name),
    ...(taxCode === undefined ? {} : { taxCode: certified(taxCode) }),
    ...(budgetCode === undefined ? {} : { budgetCode: certified(budgetCode) }),
    ...(governingUnit === undefined || listed ? {} : { governingUnit: certified(governingUnit) }),
  }
}

function directoryAttributes(listed: DirectoryEntry | undefined): NewOrganization['attributes'] {
  if (!listed) return {}
  const { code, governingUnit, address, taxCode, budgetCode } = listed
  const known = { organizationCode: code, governingUnit, address, taxCode, budgetCode }
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, { value, source: 'organization-directory', verified: true }]],
    ),
  )
}
