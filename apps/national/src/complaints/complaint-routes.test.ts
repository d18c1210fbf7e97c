import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Answer, type Browser, formOf, locationOf, type TestPortal, testPortal } from '../test-portal.ts'
import { JPEG, pdfOf } from './attachments/test-files.ts'
import type { ComplaintState } from './complaint.ts'
import { aStatement, international, mailedCode, send, type TestFile } from './test-complaint.ts'

describe('the pages of complaints', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())

  /** From the form to the page that asks for the code. */
  async function state(by: Browser, fields = aStatement(), files: TestFile[] = []): Promise<Answer> {
    const captcha = await portal.national.captcha()
    return by.follow(await send(by, await by.get('/khieu-nai/gui'), { ...fields, ...captcha }, files))
  }

  async function complain(by: Browser, fields = aStatement(), files: TestFile[] = []) {
    const otp = await state(by, fields, files)
    const { phone, email = '' } = fields
    const code = phone ? portal.national.code(international(phone)) : mailedCode(portal.national, email)
    const posted = await by.submit(otp, { action: 'confirm', otp: code })
    const receipt = await by.follow(posted)
    return { otp, posted, receipt, code: /KN(-\w{4}){3}/.exec(receipt.body)?.[0] ?? '' }
  }

  async function lookUp(by: Browser, code: string): Promise<Answer> {
    const page = await by.get('/khieu-nai/tra-cuu')
    return by.follow(await by.submit(page, { code, ...(await portal.national.captcha()) }))
  }

  const text = ({ body }: Answer) =>
    (/<main.*<\/main>/s.exec(body)?.[0] ?? '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

  async function move(code: string, ...states: ComplaintState[]): Promise<void> {
    const { db, parts } = portal.national
    const receipt_index = parts.index('complaint-receipt', code)
    const { id } = await db
      .selectFrom('complaints')
      .select('id')
      .where('receipt_index', '=', receipt_index)
      .executeTakeFirstOrThrow()
    for (const state of states) {
      await db.updateTable('complaints').set({ state }).where('id', '=', id).execute()
      await db
        .insertInto('complaint_events')
        .values({ complaint_id: id, at: parts.clock(), state, sealed: null })
        .execute()
    }
  }

  it('lead from the explanation to a receipt with a code, what happens next and by when', async () => {
    const by = portal.browser()
    const about = await by.get('/khieu-nai')
    for (const way of ['/khieu-nai/gui', '/khieu-nai/tra-cuu', '/quen-mat-khau', '/quay-giao-dich', 'tel:18001096']) {
      assert.ok(about.body.includes(`href="${way}"`), way)
    }
    const fields = aStatement({ email: 'thu.ha@vidu.vn' })
    const files = [
      { name: 'a.pdf', content: pdfOf('a') },
      { name: 'b.jpg', content: JPEG },
    ]
    const { otp, posted, receipt, code } = await complain(by, fields, files)
    assert.match(text(otp), /090\*{4}\d{3}/)
    assert.equal(posted.statusCode, 303)
    assert.equal(receipt.statusCode, 200)
    assert.match(code, /^KN/)
    assert.match(text(receipt), /2 tệp/)
    assert.match(text(receipt), /090\*{4}\d{3} t\*\*\*@vidu\.vn/)
    assert.match(text(receipt), /trước hết ngày \d\d\/\d\d\/\d{4}.*trước hết ngày \d\d\/\d\d\/\d{4}/)
    for (const hidden of [fields.idNumber, fields.fullName, fields.phone?.slice(1), 'thu.ha', 'chưa từng']) {
      assert.ok(hidden && !receipt.body.includes(hidden), hidden)
    }
    assert.doesNotMatch(locationOf(posted) ?? '', /KN-/, 'the code stands in no address')
  })

  it('ask for the code sent by mail where there is no phone', async () => {
    const { otp, receipt } = await complain(portal.browser(), aStatement({ phone: '', email: 'binh@vidu.vn' }))
    assert.match(text(otp), /email: b\*\*\*@vidu\.vn/)
    assert.match(text(receipt), /cũng được gửi qua email\./)
  })

  it('let the contact be corrected from the page of the code, with everything typed and uploaded kept', async () => {
    const by = portal.browser()
    const otp = await state(by, aStatement({ matter: 'lost-phone' }), [{ name: 'a.pdf', content: pdfOf('sửa') }])
    const [, back = ''] = /href="([^"]*\?sua=1)"/.exec(otp.body) ?? []
    const form = await by.get(back)
    for (const kept of ['value="lost-phone" checked', 'chưa từng đăng ký.</textarea>', '<strong>a.pdf</strong>']) {
      assert.ok(form.body.includes(kept), kept)
    }
    const phone = '0903777888'
    const captcha = await portal.national.captcha()
    const again = await by.follow(await send(by, form, { ...aStatement(), phone, ...captcha }))
    const posted = await by.submit(again, { action: 'confirm', otp: portal.national.code(international(phone)) })
    assert.match(text(await by.follow(posted)), /1 tệp/)
  })

  it('keep files and values through a wrong captcha', async () => {
    const by = portal.browser()
    const fields = { ...aStatement(), ...(await portal.national.captcha()), captcha: 'sai' }
    const wrong = await send(by, await by.get('/khieu-nai/gui'), fields, [{ name: 'giữ.pdf', content: pdfOf('giữ') }])
    assert.equal(wrong.statusCode, 422)
    assert.ok(wrong.body.includes('<strong>giữ.pdf</strong>') && wrong.body.includes('Trần Thị Khiếu'))
    const right = await by.follow(await send(by, wrong, { ...fields, ...(await portal.national.captcha()) }))
    assert.match(text(right), /Nhập mã OTP/)
  })

  it('change the captcha’s picture without scripts and lose nothing', async () => {
    const by = portal.browser()
    const files = [{ name: 'giữ.pdf', content: pdfOf('hình khác') }]
    const page = await send(by, await by.get('/khieu-nai/gui'), { ...aStatement(), captcha_refresh: '1' }, files)
    assert.equal(page.statusCode, 200)
    assert.ok(page.body.includes('<strong>giữ.pdf</strong>') && page.body.includes('Trần Thị Khiếu'))
  })

  it('make one case of a code that is sent twice at once, and show its receipt to both', async () => {
    const by = portal.browser()
    const fields = aStatement()
    const otp = await state(by, fields)
    const code = portal.national.code(international(fields.phone))
    const answers = await Promise.all([1, 2].map(() => by.submit(otp, { action: 'confirm', otp: code })))
    const pages = await Promise.all(answers.map(answer => by.follow(answer)))
    const codes = pages.map(page => /KN(-\w{4}){3}/.exec(page.body)?.[0])
    assert.ok(codes[0] && codes[0] === codes[1])
  })

  it('show a receipt to its browser only, for half an hour', async () => {
    const by = portal.browser()
    const { receipt } = await complain(by)
    const url = String(receipt.raw.req.url)
    const status = url.replace('bien-nhan', 'ho-so')
    assert.equal((await by.get(url)).statusCode, 200)
    for (const address of [url, status]) {
      const other = await portal.browser().get(address)
      assert.equal(other.statusCode, 410)
      assert.ok(other.body.includes('href="/khieu-nai/tra-cuu"'))
    }
    for (const rubbish of ['x', 'a.b', '%00', 'x'.repeat(1500)]) {
      assert.equal((await by.get(`/khieu-nai/bien-nhan/${rubbish}`)).statusCode, 410)
    }
    portal.national.later(30 * 60)
    assert.equal((await by.get(url)).statusCode, 410)
  })

  it('look a case up by its code, in another browser, however it is typed', async () => {
    const { code } = await complain(portal.browser(), aStatement({ email: 'cuong@vidu.vn' }))
    const by = portal.browser()
    for (const typed of [code, code.toLowerCase().replaceAll('-', ' '), code.slice(3)]) {
      const status = await lookUp(by, typed)
      assert.equal(status.statusCode, 200)
      assert.match(text(status), /Đã tiếp nhận.*Mã biên nhận KN-.*nhận lúc.*c\*\*\*@vidu\.vn.*Trước hết ngày/)
    }
    const reloaded = await lookUp(by, code)
    assert.equal((await by.get(String(reloaded.raw.req.url))).statusCode, 200)
  })

  it('say how a case stands and what comes next, and nothing of the person', async () => {
    const fields = aStatement({ email: 'dung@vidu.vn' })
    const { code } = await complain(portal.browser(), fields)
    const by = portal.browser()
    const said: [ComplaintState, RegExp][] = [
      ['in-progress', /Đang xử lý.*đang xem xét.*Đã tiếp nhận.*Đang xử lý/],
      ['needs-more', /Cần bổ sung.*yêu cầu bổ sung.*Cần bổ sung.*Đã giải quyết/],
      ['resolved', /Đã giải quyết.*Quyết định kèm lý do đã được gửi/],
    ]
    for (const [now, words] of said) {
      await move(code, now)
      const status = await lookUp(by, code)
      assert.match(text(status), words)
      for (const secret of [fields.idNumber, fields.fullName, fields.phone?.slice(1), 'dung@', 'chưa từng']) {
        assert.ok(secret && !status.body.includes(secret), secret)
      }
    }
    assert.doesNotMatch(text(await lookUp(by, code)), /Dự kiến trả lời/)
  })

  it('give one answer to whatever is no case’s code', async () => {
    const by = portal.browser()
    const answers = new Set<string>()
    for (const code of ['KN-2222-2222-2222', 'x', 'KN-7Q2M-9XP4-C6T0', "' or 1=1 --", 'K'.repeat(5000)]) {
      const answer = await lookUp(by, code)
      assert.equal(answer.statusCode, 422)
      answers.add(/id="code-error">.*?<\/p>/s.exec(answer.body)?.[0] ?? 'none')
    }
    assert.equal(answers.size, 1)
    assert.match([...answers][0] ?? '', /Không tìm thấy khiếu nại có mã này/)
  })

  it('ask for code and captcha, keep the code typed, and make a new picture without scripts', async () => {
    const by = portal.browser()
    const page = await by.get('/khieu-nai/tra-cuu')
    const empty = await by.submit(page, {})
    assert.equal(empty.statusCode, 422)
    assert.match(text(empty), /Bạn phải nhập mã biên nhận.*Bạn phải nhập mã xác thực/)
    const wrong = await by.submit(page, { code: 'KN-2222-2222-2222', captcha: 'sai' })
    assert.ok(wrong.statusCode === 422 && wrong.body.includes('value="KN-2222-2222-2222"'))
    const { code } = await complain(portal.browser())
    assert.match(text(await by.submit(await by.get('/khieu-nai/tra-cuu'), { code, captcha: 'sai' })), /Mã xác thực/)
    const fresh = await by.submit(page, { code: 'KN-3', captcha_refresh: '1' })
    assert.ok(fresh.statusCode === 200 && fresh.body.includes('value="KN-3"'))
    assert.notEqual(formOf(fresh).hidden.captchaId, formOf(page).hidden.captchaId)
  })

  it('look up thirty times an hour from one place, also with right codes', async () => {
    const { code } = await complain(portal.browser())
    const by = portal.browser()
    for (let n = 0; n < 30; n++) await lookUp(by, n % 2 ? code : 'KN-2222-2222-2222')
    const refused = await lookUp(by, code)
    assert.equal(refused.statusCode, 422)
    assert.match(text(refused), /tra cứu quá nhiều lần/)
    assert.equal((await lookUp(portal.browser(), code)).statusCode, 200)
  })

  it('send who complains of a number with many open cases to people', async () => {
    const fields = aStatement()
    for (let n = 0; n < 5; n++) await complain(portal.browser(), fields)
    const by = portal.browser()
    const { receipt, posted } = await complain(by, fields)
    assert.equal(posted.statusCode, 409)
    assert.match(text(receipt), /Gọi 1800 1096 hoặc đến quầy giao dịch/)
    assert.ok(receipt.body.includes('href="/quay-giao-dich"'))
  })

  it('speak English to who chose it, in the message too', async () => {
    const by = portal.browser()
    await by.get('/ngon-ngu?sang=en')
    const { receipt, code } = await complain(by, aStatement({ email: 'english@vidu.vn' }))
    assert.match(text(receipt), /Your complaint was received/)
    assert.match(text(await lookUp(by, code)), /Received.*Receipt code KN-/)
    const told = portal.national.jobsDone.findLast(({ payload }) => payload.to === 'english@vidu.vn')
    assert.equal(told?.payload.language, 'en')
  })
})
