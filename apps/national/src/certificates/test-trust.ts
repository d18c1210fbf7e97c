import type { Certificate } from '@motcua/pki/certificate.ts'
import { testAuthority, type Wish } from '@motcua/pki/test-authority.ts'
import { trustStore } from '@motcua/pki/trust.ts'

const SUBJECT: Wish['subject'] = [
  ['C', 'VN', 'printable'],
  ['CN', 'TEST-CA v1'],
]

/** The two roots of the tests, an authority below each, and a stranger who calls itself as the first one does. */
const national = testAuthority({ subject: [['CN', 'Test National Root']] })
const government = testAuthority({ subject: [['CN', 'Test Government Root']] })
export const publicCa = national.authority({ subject: SUBJECT, crlUrl: 'http://root.test/national.crl' })
export const governmentCa = government.authority({ subject: [['CN', 'Test Government CA']] })
export const strangersCa = testAuthority({ subject: SUBJECT })

export const testTrust = trustStore({
  national: certificatesOf(national, publicCa),
  government: certificatesOf(government, governmentCa),
})

function certificatesOf(...issued: { certificate: Certificate }[]): Certificate[] {
  return issued.map(({ certificate }) => certificate)
}
