import type { TestNational } from '../test-national.ts'
import type { Certified } from './certified.ts'
import { type Holder, holderOf } from './holder.ts'
import { openByCertificate } from './open-by-certificate.ts'
import { certifiedAs } from './test-certified.ts'

let certificates = 0

/** The holder of a certificate that says this. */
export function certifiedHolder(as: Holder['kind'], subject: Partial<Certified['subject']>): Holder {
  const found = holderOf(certifiedAs(subject, as === 'agency' ? 'government' : 'national'), as)
  if (found.kind === 'refused') throw new Error(`nobody's certificate: ${found.reason}`)
  return found.holder
}

/** As registration by certificate leaves it: each time with another certificate. */
export async function openedBy(national: TestNational, holder: Holder, email?: string) {
  certificates++
  const commonName = holder.kind === 'citizen' ? holder.fullName : holder.name
  const detail = JSON.stringify(certifiedAs({ commonName }, holder.kind === 'agency' ? 'government' : 'national'))
  const handle = { method: 'usb-token', value: `certificate ${certificates}`, detail }
  return national.db.transaction().execute(async tx => {
    const opened = await openByCertificate(national.parts, tx, { holder, email, handle })
    if (opened.kind === 'opened') return opened
    throw new Error(opened.kind)
  })
}

/** An enterprise with an account of its own. */
export async function anEnterprise(national: TestNational, changes: { taxCode?: string; email?: string } = {}) {
  const { taxCode = '0800000016', email = 'ketoan@vidu.vn' } = changes
  const holder = certifiedHolder('enterprise', { commonName: 'Công ty TNHH Thử Nghiệm', taxCodes: [taxCode] })
  return { taxCode, email, ...(await openedBy(national, holder, email)) }
}

/** An agency with an account, as the guide's example where the directory knows it. */
export async function anAgency(national: TestNational, changes: { budgetCode?: string } = {}) {
  const { budgetCode = '1047665' } = changes
  const subject = { commonName: 'Cục Kiểm soát thủ tục hành chính', organization: 'Văn phòng Chính phủ' }
  const holder = certifiedHolder('agency', { ...subject, budgetCodes: [budgetCode] })
  return { budgetCode, ...(await openedBy(national, holder)) }
}
