import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { minutesUntil, type Quota } from '@motcua/sign-in/limits/limits.ts'
import type { Parts } from '../parts.ts'

type Asking = Pick<Parts, 'limits' | 'rules' | 'clock'>
/** `accountId`: of somebody who proved to hold the account; what strangers ask about its person uses up none of theirs. */
type Lookup = { idNumber: string; phone: string; place: string; accountId?: string }

/** The operators are asked at most so often about one person, one phone and from one place; else they become an oracle. */
export async function maySubscriberBeAsked(
  parts: Asking,
  { idNumber, phone, place, accountId }: Lookup,
): Promise<FieldError | undefined> {
  const { perIdNumber, perPhone } = parts.rules.registryLookups
  const by = accountId === undefined ? '' : `${accountId}:`
  const quotas = { [`lookup:id-number:${by}${idNumber}`]: perIdNumber, [`lookup:phone:${by}${phone}`]: perPhone }
  return firstUsedUp(parts, { place, quotas, tooMany: { key: 'lookup.too-many' } })
}

/**
 * So is social insurance, and about one number of its own. A person whom the operators were asked about too often may
 * still come this way, and the reverse; a place is one over all registries.
 */
export async function mayInsuranceBeAsked(
  parts: Asking,
  { socialInsuranceNumber, idNumber, phone, place }: Omit<Lookup, 'accountId'> & { socialInsuranceNumber: string },
): Promise<FieldError | undefined> {
  const { perIdNumber, perPhone } = parts.rules.registryLookups
  const quotas = {
    [`lookup:insurance:${socialInsuranceNumber}`]: perIdNumber,
    [`lookup:insurance:id-number:${idNumber}`]: perIdNumber,
    [`lookup:insurance:phone:${phone}`]: perPhone,
  }
  return firstUsedUp(parts, { place, quotas, tooMany: { key: 'insurance.too-many' } })
}

type Quotas = { place: string; quotas: Record<string, Quota>; tooMany: FieldError }

/** Asks for the asker's own quota first: who has used it up can no longer use up that of a person or a phone. */
async function firstUsedUp(
  { limits, rules, clock }: Asking,
  { place, quotas, tooMany }: Quotas,
): Promise<FieldError | undefined> {
  const all = { [`lookup:place:${place}`]: rules.registryLookups.perPlace, ...quotas }
  for (const [name, quota] of Object.entries(all)) {
    const used = await limits.use(name, quota)
    if (used.kind === 'within') continue
    const minutes = minutesUntil(used.until, clock())
    // Nobody counts in minutes what lasts until tomorrow.
    return minutes > 120 ? { key: 'lookup.too-many-today' } : { ...tooMany, values: { minutes } }
  }
  return undefined
}
