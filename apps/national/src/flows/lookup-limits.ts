import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import type { Parts } from '../parts.ts'

type Lookup = { idNumber: string; phone: string; place: string }

/** Registries are asked at most so often about one person, one phone and from one place; else they become an oracle. */
export async function maySubscriberBeAsked(
  { limits, rules, clock }: Pick<Parts, 'limits' | 'rules' | 'clock'>,
  { idNumber, phone, place }: Lookup,
): Promise<FieldError | undefined> {
  // The asker's own quota first: who has used it up can no longer use up that of a person or a phone.
  const quotas = [
    [`lookup:place:${place}`, rules.registryLookups.perPlace],
    [`lookup:id-number:${idNumber}`, rules.registryLookups.perIdNumber],
    [`lookup:phone:${phone}`, rules.registryLookups.perPhone],
  ] as const
  for (const [name, quota] of quotas) {
    const used = await limits.use(name, quota)
    if (used.kind === 'exceeded') return tooMany(minutesUntil(used.until, clock()))
  }
  return undefined
}

/** Nobody counts in minutes what lasts until tomorrow. */
function tooMany(minutes: number): FieldError {
  return minutes > 120 ? { key: 'lookup.too-many-today' } : { key: 'lookup.too-many', values: { minutes } }
}
