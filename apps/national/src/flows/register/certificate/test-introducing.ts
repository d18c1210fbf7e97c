import { z } from 'zod'
import type { AccountKind } from '../../../accounts/account.ts'
import type { Certified } from '../../../accounts/certified.ts'
import { handlesStore } from '../../../accounts/handles-store.ts'
import { certifiedAs } from '../../../accounts/test-certified.ts'
import { anyMethod, type Method } from '../../../steps/method.ts'
import type { TestNational } from '../../../test-national.ts'

const subjectsOf = {
  citizen: (n: number) => ({ commonName: 'Lê Minh Phương', idNumbers: [`030190${String(n).padStart(6, '0')}`] }),
  enterprise: (n: number) => ({ commonName: 'Viễn thông Hải Dương', taxCodes: [`08000${String(n).padStart(5, '0')}`] }),
  agency: (n: number) => ({
    ...{ commonName: 'Cục Kiểm soát thủ tục hành chính', organization: 'Văn phòng Chính phủ' },
    budgetCodes: [`1${String(n).padStart(6, '0')}`],
  }),
}
let people = 0

/** The certificate of somebody who has not registered yet. */
export function aCertificate(of: AccountKind, changes: Partial<Certified['subject']> = {}): Certified {
  const authority = of === 'agency' ? 'government' : 'national'
  return certifiedAs({ ...subjectsOf[of](++people), ...changes }, authority)
}

/** What is typed into the stand-in's field, as the method's script would send it. */
export function signedWith(of: Certified, fingerprint = `fingerprint of ${JSON.stringify(of.subject)}`) {
  return { token: JSON.stringify({ fingerprint, certified: of }) }
}

/**
 * Stands in for a method that introduces people: it believes whatever certificate it is told of, and knows the registered
 * ones. `again` asks anew, an empty token is refused.
 */
export function introducingMethod(national: TestNational): Method {
  return anyMethod<{ asked: number }>({
    ...{ id: 'usb-token', references: ['sc', 'pin', 'mfa'], strength: 'phishing-resistant' },
    ...{ identifies: 'account', offered: 'all', pending: z.object({ asked: z.number() }) },
    start: async () => ({ kind: 'asked', pending: { asked: 1 } }),
    async answer({ submission: { fields }, accountId }, { asked }) {
      const pending = { asked: asked + 1 }
      if (fields.action === 'again') return { kind: 'asked', pending }
      if (!fields.token || accountId) return { kind: 'refused', errors: { form: { key: 'usb.missing' } }, pending }
      const { fingerprint, certified } = JSON.parse(fields.token)
      const handle = await handlesStore(national.db, national.parts).identified('usb-token', fingerprint)
      const references = ['sc', 'pin', 'mfa']
      if (handle) {
        const proof = { method: 'usb-token', references, strength: 'phishing-resistant', handle } as const
        return { kind: 'proved', proof }
      }
      const introduced = { references, certified, handle: { value: fingerprint, detail: JSON.stringify(certified) } }
      return { kind: 'refused', errors: { form: { key: 'usb.unknown' } }, pending, introduced }
    },
    page: ({ action, hidden, errors }, { asked }) =>
      `<title>Ký</title><form action="${action}" method="post">${hidden}</form>asked ${asked}, ${Object.values(errors).map(({ key }) => key)}`,
    line: () => ({ icon: 'usb', title: 'USB', text: '' }),
  })
}
