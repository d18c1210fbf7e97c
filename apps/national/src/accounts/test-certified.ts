import type { Certified } from './certified.ts'

/** A verified certificate that says this of its holder and nothing else. */
export function certifiedAs(
  subject: Partial<Certified['subject']>,
  authority: Certified['authority'] = 'national',
): Certified {
  const nothing = { idNumbers: [], passportNumbers: [], taxCodes: [], budgetCodes: [], unreadable: false }
  return {
    ...{ authority, subject: { ...nothing, ...subject }, issuer: 'CA thử', serialNumber: '0a' },
    ...{ validFrom: '2026-01-01T00:00:00Z', validTo: '2028-01-01T00:00:00Z' },
  }
}
