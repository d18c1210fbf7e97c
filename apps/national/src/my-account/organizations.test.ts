import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accountsStore } from '../accounts/accounts-store.ts'
import { lockUnused } from '../accounts/inactivity.ts'
import { anAgency, anEnterprise, certifiedHolder, openedBy } from '../accounts/test-organizations.ts'
import { claimsOf } from '../oidc/claims.ts'
import { signOn, type TestRelyingParty, testRelyingParty } from '../oidc/test-relying-party.ts'
import { importDirectory } from '../organizations/import-directory.ts'
import { enterAs, haiDuong, type TestPortal, testPortal } from '../test-portal.ts'

const CERTIFICATE = ['sc', 'pin', 'mfa']
const GUIDE = {
  ...{ code: '000.00.17.G22', name: 'Cục Kiểm soát thủ tục hành chính', governingUnit: 'Văn phòng Chính phủ' },
  ...{ address: 'Số 1 Hoàng Hoa Thám, quận Ba Đình, thành phố Hà Nội', budgetCode: '1047665' },
}

describe('an organisation', () => {
  let portal: TestPortal
  let hd: TestRelyingParty
  let enterprise: Awaited<ReturnType<typeof anEnterprise>>
  let agency: Awaited<ReturnType<typeof anAgency>>
  before(async () => {
    portal = await testPortal()
    hd = await testRelyingParty(portal.server, haiDuong)
    await importDirectory(portal.national.db, [GUIDE])
    enterprise = await anEnterprise(portal.national, { taxCode: '0314409058002' })
    agency = await anAgency(portal.national)
  })
  after(() => portal.stop())

  async function entered(accountId: string, references = CERTIFICATE) {
    const by = portal.browser()
    await enterAs({ national: portal.national, by, accountId, references })
    return by
  }
  /** Label, value and who vouches, of every row. */
  const rowsOf = (body: string) =>
    [...body.matchAll(/<dt>(.*?)<\/dt><dd class="value">(.*?)<\/dd>/gs)].map(([, label = '', value = '']) => [
      ...[label, value].map(text =>
        text
          .replace(/<small>.*/s, '')
          .replace(/<[^>]*>/g, '')
          .trim(),
      ),
      /<small>(.*?),/.exec(value)?.[1] ?? '',
    ])
  it('sees its own rows as an enterprise, and its name in the header', async () => {
    const { body } = await (await entered(enterprise.accountId)).get('/tai-khoan')
    assert.deepEqual(rowsOf(body), [
      ['Tên doanh nghiệp', 'Công ty TNHH Thử Nghiệm', 'Theo chứng thư số'],
      ['Mã số thuế', '0314409058-002', 'Theo chứng thư số'],
      ['Số điện thoại', 'Chưa có', ''],
      ['Email', 'ketoan@vidu.vn', 'Bạn tự khai'],
      ['Địa chỉ', 'Chưa có', ''],
    ])
    assert.match(body, /<h1>Công ty TNHH Thử Nghiệm<\/h1>/)
    assert.match(body, /IAL3[\s\S]*· Doanh nghiệp/)
    const [header = ''] = /<header[\s\S]*?<\/header>/.exec(body) ?? []
    assert.match(header, /<span class="avatar" aria-hidden="true"><svg[\s\S]*Công ty TNHH Thử Nghiệm/)
  })

  it('sees as an agency the rows of Hình 36, from the certificate and the directory', async () => {
    const { body } = await (await entered(agency.accountId)).get('/tai-khoan')
    assert.deepEqual(rowsOf(body), [
      ['Tên tổ chức', GUIDE.name, 'Theo chứng thư số'],
      ['Mã đơn vị', GUIDE.code, 'Theo danh mục cơ quan nhà nước'],
      ['Đơn vị chủ quản', GUIDE.governingUnit, 'Theo danh mục cơ quan nhà nước'],
      ['Mã quan hệ ngân sách', '1047665', 'Theo chứng thư số'],
      ['Số điện thoại', 'Chưa có', ''],
      ['Email', 'Chưa có', ''],
      ['Địa chỉ', GUIDE.address, 'Theo danh mục cơ quan nhà nước'],
    ])
    assert.match(body, /· Cơ quan nhà nước/)
    const english = await entered(agency.accountId)
    await english.get('/ngon-ngu?sang=en')
    assert.match((await english.get('/tai-khoan')).body, /Governing agency/)
  })

  it('is offered no password, code, app or passkey, and cannot add one by its address', async () => {
    for (const [{ accountId }, own] of [
      [enterprise, ['usb-token', 'signing-sim']],
      [agency, ['usb-token']],
    ] as const) {
      const by = await entered(accountId)
      const isOwn = (id: string) => own.some(each => each === id)
      for (const id of own) assert.equal((await by.get(`/tai-khoan/phuong-thuc/them/${id}`)).statusCode, 200, id)
      const ids = portal.national.parts.methods.filter(({ id, enrolment }) => enrolment && !isOwn(id))
      assert.ok(ids.length >= 3)
      for (const { id } of ids) {
        assert.equal((await by.get(`/tai-khoan/phuong-thuc/them/${id}`)).statusCode, 404, id)
        assert.doesNotMatch((await by.get('/tai-khoan/phuong-thuc/them')).body, new RegExp(`/them/${id}"`))
      }
    }
  })

  it('agrees to pass on what is known of it, and no person’s rows', async () => {
    for (const [{ accountId }, own] of [
      [enterprise, /Tên tổ chức[\s\S]*Công ty TNHH Thử Nghiệm[\s\S]*0314409058-002[\s\S]*Doanh nghiệp, đang hoạt động/],
      [agency, /Tên tổ chức[\s\S]*Cục Kiểm soát[\s\S]*Địa chỉ[\s\S]*Cơ quan nhà nước, đang hoạt động/],
    ] as const) {
      const by = await entered(accountId)
      const asked = await by.follow(await by.get((await hd.begin()).address))
      assert.match(asked.body, own)
      assert.doesNotMatch(asked.body, /Họ tên|CMT|ketoan@vidu\.vn/)
    }
  })

  it('is released as an enterprise under the names in use, with verified values only, at LoA3', async () => {
    const { answer, checks } = await signOn(hd, await entered(enterprise.accountId))
    const tokens = await hd.tokens(answer, checks)
    const claims = tokens.claims()
    const sub = claims?.sub ?? ''
    assert.deepEqual([claims?.acr, claims?.amr], ['LoA3', CERTIFICATE])
    const taxCode = '0314409058-002'
    assert.deepEqual(await hd.userinfo(tokens.access_token, sub), {
      ...{ sub, LoaiTaiKhoan: '2', TenDoanhNghiep: 'Công ty TNHH Thử Nghiệm', MaSoThue: taxCode },
      ...{ MaSoDoanhNghiep: taxCode, TrangThai: 'active', loAs: 'LoA3', IAL: 3 },
    })
  })

  it('is released as an agency by its name and address', async () => {
    const { answer, checks } = await signOn(hd, await entered(agency.accountId))
    const tokens = await hd.tokens(answer, checks)
    const sub = tokens.claims()?.sub ?? ''
    assert.deepEqual(await hd.userinfo(tokens.access_token, sub), {
      sub,
      ...{ LoaiTaiKhoan: '3', TenDoanhNghiep: GUIDE.name, DiaChi: GUIDE.address },
      ...{ TrangThai: 'active', loAs: 'LoA3', IAL: 3 },
    })
  })

  it('is told by mail alone when its account may be locked', async () => {
    const { national } = portal
    await national.db
      .updateTable('accounts')
      .set({ last_used_at: new Date(0) })
      .where('id', 'in', [enterprise.accountId, agency.accountId])
      .execute()
    const before = (await national.told()).length
    assert.equal(await lockUnused(national.parts, { unusedDays: 730, noticeDays: 30 }), 2)
    const told = (await national.told()).slice(before)
    assert.deepEqual(
      told.map(({ kind, channel, to }) => [kind, channel, to]),
      [['inactivity-first', 'mail', 'ketoan@vidu.vn']],
    )
  })
})

describe('a citizen who registered by certificate', () => {
  it('sees a missing date of birth, and passes on a name alone', async () => {
    const portal = await testPortal()
    const hd = await testRelyingParty(portal.server, haiDuong)
    const subject = { commonName: 'Trần Văn Thử', idNumbers: ['030190004517'] }
    const { accountId } = await openedBy(portal.national, certifiedHolder('citizen', subject))
    const by = portal.browser()
    await enterAs({ national: portal.national, by, accountId, references: CERTIFICATE })
    assert.match((await by.get('/tai-khoan')).body, /<dt>Ngày sinh<\/dt><dd class="value"><span class="none">/)
    const asked = await by.follow(await by.get((await hd.begin()).address))
    assert.match(asked.body, /<dt>Họ tên<\/dt><dd class="value">Trần Văn Thử/)
    const account = await accountsStore(portal.national.db, portal.national.parts).find(accountId)
    const claims = { HoVaTen: 'Trần Văn Thử', SoDinhDanh: '030190004517', LoaiTaiKhoan: '1' }
    assert.deepEqual(account && claimsOf(account), { ...claims, TrangThai: 'active', loAs: 'LoA3', IAL: 3 })
    await portal.stop()
  })
})
