import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { AccountKind } from '../../../accounts/account.ts'
import { type AccountNumber, accountsStore } from '../../../accounts/accounts-store.ts'
import type { Certified } from '../../../accounts/certified.ts'
import { handlesStore } from '../../../accounts/handles-store.ts'
import { importDirectory } from '../../../organizations/import-directory.ts'
import { type Browser, locationOf, type TestPortal, testPortal } from '../../../test-portal.ts'
import { aCertificate, introducingMethod, signedWith } from './test-introducing.ts'

const paths = {
  citizen: '/dang-ky/usb-ky-so/cong-dan',
  enterprise: '/dang-ky/usb-ky-so/doanh-nghiep',
  agency: '/dang-ky/usb-ky-so/co-quan',
}
/** By which number its account is found. */
const numberOf: Record<AccountKind, (of: Certified) => AccountNumber> = {
  citizen: ({ subject }) => ({ kind: 'person', number: subject.idNumbers[0] ?? '' }),
  enterprise: ({ subject }) => ({ kind: 'tax-code', number: subject.taxCodes[0] ?? '' }),
  agency: ({ subject }) => ({ kind: 'budget-code', number: subject.budgetCodes[0] ?? '' }),
}
const kinds = ['citizen', 'enterprise', 'agency'] as const

describe('registration by a certificate', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal({ played: introducingMethod })
  })
  after(() => portal.stop())

  type Signing = { subject: AccountKind; of: Certified; ve?: string; fingerprint?: string }

  /** Up to what the signature led to. */
  async function sign(by: Browser, { subject, of, ve, fingerprint }: Signing) {
    const begin = await by.get(`${paths[subject]}${ve ? `?ve=${encodeURIComponent(ve)}` : ''}`)
    const prove = await by.follow(await by.submit(begin, {}))
    const answer = await by.submit(prove, signedWith(of, fingerprint))
    return { prove, page: await by.follow(answer) }
  }

  const typed = async (fields: Record<string, string> = {}) => ({
    ...{ email: 'lien-he@vidu.vn', ...(await portal.national.captcha()) },
    ...fields,
  })

  async function accountOf(subject: AccountKind, of: Certified) {
    const { kind, number } = numberOf[subject](of)
    return accountsStore(portal.national.db, portal.national.parts).findByNumber(kind, number)
  }

  for (const subject of kinds) {
    it(`opens the account of ${subject} at IAL3, signed in by a smart card, on the page first wanted`, async () => {
      const by = portal.browser()
      const of = aCertificate(subject)
      const { page } = await sign(by, { subject, of, ve: '/thu-tuc?tinh=30' })
      assert.equal(page.statusCode, 200)
      for (const words of ['Chào mừng bạn đến với Cổng Dịch vụ công quốc gia', of.subject.commonName ?? '', 'CA thử'])
        assert.ok(page.body.includes(words), words)
      assert.match(page.body, /Ngày hiệu lực.*01\/01\/2026.*Ngày hết hạn.*01\/01\/2028/s)
      assert.equal(/name="captcha"/.test(page.body), subject !== 'citizen')
      const end = await by.submit(page, await typed())
      assert.equal(locationOf(end), '/thu-tuc?tinh=30')
      const account = await accountOf(subject, of)
      assert.deepEqual([account?.kind, account?.identityAssuranceLevel], [subject, 3])
      assert.deepEqual(account?.attributes.email?.verified, false)
      const session = await portal.national.db
        .selectFrom('sessions')
        .selectAll()
        .where('account_id', '=', account?.id ?? '')
        .executeTakeFirstOrThrow()
      assert.match(session.methods, /sc.*pin.*mfa/)
      const [handle] = await handlesStore(portal.national.db, portal.national.parts).list(account?.id ?? '')
      assert.deepEqual([handle?.method, handle?.identifies], ['usb-token', true])
      const [notice] = await portal.national.db
        .selectFrom('notices')
        .select('kind')
        .where('account_id', '=', account?.id ?? '')
        .execute()
      assert.equal(notice?.kind, 'account-opened')
      const accepted = await portal.national.db
        .selectFrom('acceptances')
        .select('document')
        .where('account_id', '=', account?.id ?? '')
        .execute()
      assert.equal(accepted.length, 2)
    })
  }

  it('asks enterprises for an e-mail, and organisations for the captcha, keeping what was typed', async () => {
    for (const subject of ['enterprise', 'agency'] as const) {
      const by = portal.browser()
      const of = aCertificate(subject)
      const { page } = await sign(by, { subject, of })
      const empty = await by.submit(page, { email: '', captcha: '' })
      assert.equal(empty.statusCode, 422)
      assert.equal(empty.body.includes('Bạn phải nhập email'), subject === 'enterprise')
      assert.match(empty.body, /id="captcha-error"/)
      const wrong = await by.submit(empty, await typed({ email: 'không phải', captcha: 'sai' }))
      assert.equal(wrong.statusCode, 422)
      assert.match(wrong.body, /value="không phải"/)
      assert.equal(await accountOf(subject, of), undefined)
      const end = await by.submit(wrong, await typed())
      assert.equal(locationOf(end), '/tai-khoan')
    }
  })

  it('lets a citizen leave the e-mail empty, and proposes that of the certificate', async () => {
    const by = portal.browser()
    const of = aCertificate('citizen', { email: 'phuong@vidu.vn' })
    const { page } = await sign(by, { subject: 'citizen', of })
    assert.match(page.body, /value="phuong@vidu.vn"/)
    assert.equal(locationOf(await by.submit(page, { email: '' })), '/tai-khoan')
    assert.equal((await accountOf('citizen', of))?.attributes.email, undefined)
  })

  it('shows an agency what the directory knows of it, with its certificate’s own name', async () => {
    const of = aCertificate('agency')
    const [budgetCode = ''] = of.subject.budgetCodes
    const entry = { code: '000.00.17.G22', name: 'Cục KSTTHC', governingUnit: 'VPCP', budgetCode }
    await importDirectory(portal.national.db, [entry])
    const { page } = await sign(portal.browser(), { subject: 'agency', of })
    assert.match(page.body, /Tên tổ chức.*Cục Kiểm soát thủ tục hành chính.*Mã đơn vị.*000\.00\.17\.G22/s)
    assert.match(page.body, /Đơn vị chủ quản.*VPCP/s)
  })

  it('keeps the place when a signature is refused, with another challenge', async () => {
    const by = portal.browser()
    const { prove } = await sign(by, { subject: 'citizen', of: aCertificate('enterprise') })
    assert.match(prove.body, /asked 1/)
    const fresh = await by.follow(await by.submit(await by.get(paths.citizen), {}))
    const refused = await by.submit(fresh, { token: '' })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /asked 2, usb\.missing/)
    const again = await by.follow(await by.submit(refused, { action: 'again' }))
    assert.match(again.body, /asked 3, $/m)
  })

  const refusals: [AccountKind, Certified, RegExp][] = [
    ['citizen', aCertificate('agency'), /do Ban Cơ yếu Chính phủ cấp cho công việc nhà nước/],
    ['agency', aCertificate('enterprise'), /cần chứng thư do Ban Cơ yếu/],
    ['citizen', aCertificate('enterprise'), /Đây là chứng thư của tổ chức.*doi-tuong=enterprise/s],
    ['enterprise', aCertificate('citizen'), /Đây là chứng thư cá nhân.*doi-tuong=citizen/s],
    ['enterprise', aCertificate('enterprise', { idNumbers: ['030190000099'] }), /của một người trong tổ chức/],
    ['agency', aCertificate('agency', { idNumbers: ['030190000098'] }), /của một người trong tổ chức/],
    ['citizen', aCertificate('citizen', { unreadable: true }), /Chưa đọc được/],
    ['citizen', aCertificate('citizen', { idNumbers: [] }), /thiếu mã định danh/],
    ['citizen', aCertificate('citizen', { idNumbers: ['030190000097', '030190000096'] }), /nhiều mã định danh/],
    ['enterprise', aCertificate('enterprise', { commonName: '...' }), /thiếu tên/],
  ]
  for (const [subject, of, words] of refusals) {
    it(`tells why a certificate opens no account of ${subject}: ${words.source.slice(0, 40)}`, async () => {
      const before = await accounts()
      const { page } = await sign(portal.browser(), { subject, of })
      assert.equal(page.statusCode, 403)
      assert.match(page.body, words)
      assert.ok(page.body.includes(`href="${paths[subject]}"`), 'another certificate may be used')
      assert.equal(await accounts(), before)
    })
  }

  async function accounts(): Promise<number> {
    const { rows } = await portal.national.db
      .selectFrom('accounts')
      .select('id')
      .execute()
      .then(rows => ({ rows }))
    return rows.length
  }

  for (const subject of kinds) {
    it(`tells ${subject} after the signature alone that there is an account, and the ways out`, async () => {
      const of = aCertificate(subject)
      const by = portal.browser()
      await by.submit((await sign(by, { subject, of })).page, await typed())
      const known = await sign(portal.browser(), { subject, of })
      assert.equal(known.page.statusCode, 409)
      assert.match(known.page.body, /Chứng thư số này đã đăng ký rồi.*href="\/dang-nhap\/usb"/s)
      const other = await sign(portal.browser(), { subject, of, fingerprint: 'another certificate' })
      assert.equal(other.page.statusCode, 409)
      assert.doesNotMatch(other.page.body, /Chứng thư số này đã đăng ký/)
      const ways = subject === 'citizen' ? ['/quen-mat-khau', '/dang-nhap?ve='] : ['/dang-nhap/usb']
      for (const way of [...ways, '/quay-giao-dich', '/khieu-nai']) assert.ok(other.page.body.includes(`href="${way}`))
    })
  }

  it('makes one account of one enterprise in ten browsers with a certificate each', async () => {
    const of = aCertificate('enterprise')
    const ready = []
    for (const fingerprint of 'abcdefghij') {
      const by = portal.browser()
      const { page } = await sign(by, { subject: 'enterprise', of, fingerprint: `race ${fingerprint}` })
      ready.push({ by, page, fields: await typed() })
    }
    const before = await accounts()
    const ends = await Promise.all(ready.map(({ by, page, fields }) => by.submit(page, fields)))
    const statuses = ends.map(({ statusCode }) => statusCode).sort()
    assert.deepEqual(statuses, [303, ...Array(9).fill(409)])
    assert.equal(await accounts(), before + 1)
    const handles = await handlesStore(portal.national.db, portal.national.parts).list(
      (await accountOf('enterprise', of))?.id ?? '',
    )
    assert.equal(handles.length, 1)
  })

  it('stops counting signatures of one place at its limit, and says when to try again', async () => {
    const by = portal.browser('198.51.100.200')
    let page = await by.follow(await by.submit(await by.get(paths.citizen), {}))
    const { max } = portal.national.parts.rules.certificateRegistrationsPerPlace
    for (let tries = 0; tries < max; tries++) page = await by.submit(page, { token: '' })
    assert.match(page.body, /usb\.missing/)
    const over = await by.submit(page, signedWith(aCertificate('citizen')))
    assert.match(over.body, /Quá nhiều lần đăng ký từ nơi này/)
    assert.equal(over.statusCode, 422)
  })

  it('is reached by the chooser’s own words, and from the chooser of each subject', async () => {
    const by = portal.browser()
    for (const subject of kinds) {
      const led = await by.get(`/dang-ky/usb-ky-so?doi-tuong=${subject}&ve=%2Fthu-tuc`)
      assert.equal(locationOf(led), `${paths[subject]}?ve=%2Fthu-tuc`)
      const { body } = await by.get(`/dang-ky?doi-tuong=${subject}`)
      assert.match(body, /Xác minh mức độ cao \(IAL3\)/)
      assert.ok(body.includes(`href="${paths[subject]}"`))
      assert.equal(body.includes('Thuê bao di động'), subject === 'citizen')
    }
    assert.equal(locationOf(await by.get('/dang-ky/usb-ky-so?ve=//evil.example')), paths.citizen)
  })

  it('keeps what the certificate says sealed', async () => {
    const of = aCertificate('citizen')
    await sign(portal.browser(), { subject: 'citizen', of })
    const flows = await portal.national.db.selectFrom('flows').selectAll().execute()
    assert.ok(flows.length > 0)
    assert.ok(
      !JSON.stringify(flows.map(row => Object.values(row).map(String))).includes(of.subject.idNumbers[0] ?? '-'),
    )
  })
})
