import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { importDirectory } from '../organizations/import-directory.ts'
import { type TestNational, testNational } from '../test-national.ts'
import { accountsStore } from './accounts-store.ts'
import { handlesStore } from './handles-store.ts'
import { accountsOf } from './holder-accounts.ts'
import { openByCertificate } from './open-by-certificate.ts'
import { anEnterprise, certifiedHolder, openedBy } from './test-organizations.ts'

const DIRECTORY = [
  {
    ...{ code: '000.00.17.G22', name: 'Cục Kiểm soát TTHC', governingUnit: 'Văn phòng Chính phủ' },
    ...{ address: 'Số 1 Hoàng Hoa Thám', taxCode: '0100109106', budgetCode: '1047665' },
  },
  { code: 'H23.20', name: 'Sở Y tế', taxCode: '0100684378' },
  { code: 'H23.21', name: 'Trung tâm A', taxCode: '0106869738' },
  { code: 'H23.22', name: 'Trung tâm B', taxCode: '0106869738' },
]

describe('a certificate', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
    await importDirectory(national.db, DIRECTORY)
  })
  after(() => national.stop())

  const account = async (id: string) => (await accountsStore(national.db, national.parts).find(id)) ?? assert.fail()
  const values = async (id: string) =>
    Object.fromEntries(
      Object.entries((await account(id)).attributes).map(([name, { value, source }]) => [name, `${value} | ${source}`]),
    )
  const agency = (says: { budgetCodes?: string[]; taxCodes?: string[]; commonName?: string }) =>
    certifiedHolder('agency', { commonName: 'Tên trong chứng thư', organization: 'O ở trên', ...says })
  const taken = { message: 'already-registered' }

  it('opens a citizen’s account at IAL3 under all their numbers, without a date of birth', async () => {
    const subject = { commonName: 'Nguyễn Thị Thử', idNumbers: ['141230001', '030190000001'] }
    const { accountId } = await openedBy(national, certifiedHolder('citizen', subject), 'thu@vidu.vn')
    assert.deepEqual(await values(accountId), {
      ...{ fullName: 'Nguyễn Thị Thử | certificate', citizenIdNumber: '030190000001 | certificate' },
      ...{ identityCardNumber: '141230001 | certificate', email: 'thu@vidu.vn | self-asserted' },
    })
    const { kind, identityAssuranceLevel } = await account(accountId)
    assert.deepEqual([kind, identityAssuranceLevel], ['citizen', 3])
    for (const number of subject.idNumbers) {
      const holder = certifiedHolder('citizen', { ...subject, idNumbers: [number] })
      await assert.rejects(openedBy(national, holder), taken)
    }
  })

  it('opens an enterprise’s, its e-mail as merely stated, the terms accepted and the certificate to sign in with', async () => {
    const { accountId } = await anEnterprise(national, { taxCode: '0800000016' })
    assert.deepEqual(await values(accountId), {
      organizationName: 'Công ty TNHH Thử Nghiệm | certificate',
      ...{ taxCode: '0800000016 | certificate', email: 'ketoan@vidu.vn | self-asserted' },
    })
    const { kind, identityAssuranceLevel } = await account(accountId)
    assert.deepEqual([kind, identityAssuranceLevel], ['enterprise', 3])
    const [handle] = await handlesStore(national.db, national.parts).list(accountId)
    assert.deepEqual([handle?.method, handle?.identifies], ['usb-token', true])
    const accepted = await national.db
      .selectFrom('acceptances')
      .select('document')
      .where('account_id', '=', accountId)
      .execute()
    assert.deepEqual(accepted.map(({ document }) => document).sort(), ['sharing-policy', 'terms-of-service'])
  })

  it('opens one account for a tax code, however many open it at once', async () => {
    const holder = certifiedHolder('enterprise', { commonName: 'Công ty Đua', taxCodes: ['0800000030'] })
    const ends = await Promise.all(
      Array.from({ length: 8 }, () =>
        openedBy(national, holder).then(
          ({ kind }) => kind,
          (error: Error) => error.message,
        ),
      ),
    )
    assert.deepEqual(ends.sort(), [...Array(7).fill('already-registered'), 'opened'])
    assert.equal((await accountsOf(national.parts, holder)).length, 1)
  })

  it('opens another account for a branch', async () => {
    const own = await anEnterprise(national, { taxCode: '0314409058' })
    const branch = await anEnterprise(national, { taxCode: '0314409058002' })
    assert.notEqual(own.accountId, branch.accountId)
  })

  it('opens an agency’s under its code, with what the directory knows and the certificate does not', async () => {
    const { accountId } = await openedBy(national, agency({ budgetCodes: ['1047665'] }))
    assert.deepEqual(await values(accountId), {
      organizationName: 'Tên trong chứng thư | certificate',
      ...{ organizationCode: '000.00.17.G22 | organization-directory', budgetCode: '1047665 | certificate' },
      ...{
        governingUnit: 'Văn phòng Chính phủ | organization-directory',
        taxCode: '0100109106 | organization-directory',
      },
      address: 'Số 1 Hoàng Hoa Thám | organization-directory',
    })
    await assert.rejects(
      openedBy(national, agency({ taxCodes: ['0100109106'] })),
      taken,
      'the same by its other number',
    )
  })

  it('opens one account for an agency whose code is written in the other form by now', async () => {
    await openedBy(national, agency({ taxCodes: ['0100684378'] }))
    const renumbered = DIRECTORY.map(entry => (entry.code === 'H23.20' ? { ...entry, code: '000.00.20.H23' } : entry))
    await importDirectory(national.db, renumbered)
    const sameBody = { commonName: 'SỞ Y TẾ', budgetCodes: ['2000001'], taxCodes: ['0100684378'] }
    await assert.rejects(openedBy(national, agency(sameBody)), taken)
    await importDirectory(national.db, DIRECTORY)
  })

  it('opens an agency’s by its own numbers where the directory does not know it or knows two', async () => {
    const unknown = await openedBy(national, agency({ budgetCodes: ['3000001'], taxCodes: ['0106869738'] }))
    assert.deepEqual(await values(unknown.accountId), {
      ...{ organizationName: 'Tên trong chứng thư | certificate', governingUnit: 'O ở trên | certificate' },
      ...{ budgetCode: '3000001 | certificate', taxCode: '0106869738 | certificate' },
    })
    await openedBy(national, agency({ budgetCodes: ['3000002'], taxCodes: ['0106869738'] }))
    await assert.rejects(openedBy(national, agency({ budgetCodes: ['3000001'] })), taken)
    await openedBy(national, agency({ taxCodes: ['0106869738'] }))
    await assert.rejects(openedBy(national, agency({ taxCodes: ['0106869738'] })), taken)
  })

  for (const [whose, taxCode] of [
    ['has an MNS of its own', '0100109106'],
    ['has no MNS in it', '0100684378'],
  ] as const) {
    it(`never makes a unit the body above it by the MST they share, which the directory knows and ${whose}`, async () => {
      const unit = agency({ commonName: 'Đơn vị bên dưới', budgetCodes: [`9${taxCode}`], taxCodes: [taxCode] })
      const { accountId } = await openedBy(national, unit)
      const { organizationCode, budgetCode, address } = await values(accountId)
      assert.deepEqual([organizationCode, address], [undefined, undefined])
      assert.equal(budgetCode, `9${taxCode} | certificate`)
    })
  }

  it('opens no second account by a certificate that has one', async () => {
    const handle = { method: 'usb-token', value: 'the same' }
    const open = (taxCode: string) =>
      national.db.transaction().execute(tx =>
        openByCertificate(national.parts, tx, {
          ...{ holder: certifiedHolder('enterprise', { commonName: 'Công ty', taxCodes: [taxCode] }), handle },
        }),
      )
    assert.equal((await open('0800000048')).kind, 'opened')
    assert.equal((await open('0800000055')).kind, 'already-registered')
  })

  it('leads to the accounts that have any of its numbers', async () => {
    const one = await openedBy(
      national,
      certifiedHolder('citizen', { commonName: 'Trần Thử', idNumbers: ['030190000077'] }),
    )
    const two = await openedBy(
      national,
      certifiedHolder('citizen', { commonName: 'Trần Thử', idNumbers: ['141230077'] }),
    )
    const both = certifiedHolder('citizen', { commonName: 'Trần Thử', idNumbers: ['030190000077', '141230077'] })
    assert.deepEqual(await accountsOf(national.parts, both), [one.accountId, two.accountId])
    const nobody = certifiedHolder('citizen', { commonName: 'Trần Thử', idNumbers: ['030190000078'] })
    assert.deepEqual(await accountsOf(national.parts, nobody), [])
  })
})
