import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accountsStore } from '../accounts/accounts-store.ts'
import { handlesStore } from '../accounts/handles-store.ts'
import { allowObjection } from '../accounts/objections.ts'
import { codeAt, stepAt } from '../methods/totp/time-code.ts'
import {
  type Answer,
  aPerson,
  type Browser,
  formOf,
  locationOf,
  type Person,
  register,
  signIn,
  type TestPortal,
  testPortal,
} from '../test-portal.ts'

const ADD = '/tai-khoan/phuong-thuc/them'

describe('the pages that change how one signs in', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())

  async function somebody() {
    const [by, who] = [portal.browser(), aPerson()]
    await register({ portal, by, who })
    return { by, who }
  }

  const secretIn = ({ body }: Answer) => (/class="secret digits">([^<]*)</.exec(body)?.[1] ?? '').replaceAll(' ', '')
  const codesIn = ({ body }: Answer) => [...body.matchAll(/<li>(\w{4}-\w{4})<\/li>/g)].map(([, code]) => code)
  const code = (secret: string) => codeAt(secret, stepAt(portal.national.parts.clock()))

  async function connecting(by: Browser): Promise<Answer> {
    return by.follow(await by.submit(await by.get(`${ADD}/totp`), { name: '' }))
  }

  async function withApp(by: Browser): Promise<Answer> {
    const page = await connecting(by)
    return by.submit(page, { otp: code(secretIn(page)) })
  }

  async function handlesOf(who: Person, method?: string) {
    const { db, parts } = portal.national
    const id = await accountsStore(db, parts).idOfNumber('person', who.idNumber)
    return handlesStore(db, parts).list(id ?? '', method)
  }

  for (const language of ['vi', 'en'] as const) {
    it(`lead in ${language} from the list through adding, codes and removal back to the list`, async () => {
      const { by, who } = await somebody()
      await by.get(`/ngon-ngu?sang=${language}`)
      const isWhole = (answer: Answer, status = 200) => {
        assert.equal(answer.statusCode, status)
        assert.ok(answer.body.includes(`<html lang="${language}"`) && answer.body.includes('<h1'))
        assert.doesNotMatch(answer.body, /undefined|\[object|NaN|>\{[a-z]+\}/)
      }
      for (const path of ['/tai-khoan', ADD, `${ADD}/totp`, `${ADD}/sms-otp`]) isWhole(await by.get(path))
      const secret = await connecting(by)
      isWhole(secret)
      assert.match(secret.body, /<img class="qr" src="data:image\/svg\+xml;base64,[\w+/=]+"/)
      assert.match(secret.body, /href="otpauth:\/\/totp\/M%E1%BB%99t%20C%E1%BB%ADa:030\*+\d{3}\?issuer=/)
      assert.doesNotMatch(secret.body, new RegExp(who.idNumber))
      const added = await by.submit(secret, { otp: code(secretIn(secret)) })
      isWhole(added)
      assert.equal(codesIn(added).length, 10)
      assert.match(added.body, /download="[\w-]+\.txt" href="data:text\/plain;charset=utf-8,/)
      const renewing = await by.get('/tai-khoan/phuong-thuc/ma-khoi-phuc')
      isWhole(renewing)
      const renewed = await by.submit(renewing, {})
      isWhole(renewed)
      assert.equal(codesIn(renewed).length, 10)
      assert.notDeepEqual(codesIn(renewed), codesIn(added))
      const [, removal = ''] = /href="([^"]*\/go)"/.exec((await by.get('/tai-khoan')).body) ?? []
      const asking = await by.get(removal)
      isWhole(asking)
      const removed = await by.submit(asking, {})
      assert.equal(locationOf(removed), '/tai-khoan?da=go#phuong-thuc')
      isWhole(await by.get('/tai-khoan?da=go'))
      isWhole(await by.get(removal), 404)
    })
  }

  it('show the recovery codes for a minute to a reload, and then never again', async () => {
    const { by } = await somebody()
    const page = await connecting(by)
    const { action, hidden } = formOf(page)
    const fields = { ...hidden, otp: code(secretIn(page)) }
    const codes = codesIn(await by.post(action, fields))
    assert.deepEqual(codesIn(await by.post(action, fields)), codes)
    portal.national.later(61)
    assert.equal((await by.get(action)).statusCode, 410)
    assert.doesNotMatch((await by.get('/tai-khoan')).body, new RegExp(codes[0] ?? ''))
  })

  it('send strangers to sign in, and whoever signed in over 20 minutes ago too, with a reason and the way back', async () => {
    assert.equal(locationOf(await portal.browser().get(ADD)), `/dang-nhap?ve=${encodeURIComponent(ADD)}`)
    const { by, who } = await somebody()
    const page = await connecting(by)
    const { action, hidden } = formOf(page)
    portal.national.later(20 * 60)
    for (const path of [ADD, `${ADD}/totp`, `${ADD}/totp?x=1`, action, '/tai-khoan/phuong-thuc/ma-khoi-phuc'])
      assert.equal(locationOf(await by.get(path)), `/dang-nhap?ve=${encodeURIComponent(path)}`)
    const late = await by.post(action, { ...hidden, otp: code(secretIn(page)) })
    assert.equal(locationOf(late), `/dang-nhap?ve=${encodeURIComponent(action)}`)
    const [phone] = await handlesOf(who)
    const posted = await by.post(`/tai-khoan/phuong-thuc/${phone?.id}/mac-dinh`, {})
    assert.equal(locationOf(posted), `/dang-nhap?ve=${encodeURIComponent('/tai-khoan')}`)
    assert.match((await by.get(String(locationOf(late)))).body, /quá 20 phút/)
    assert.doesNotMatch((await by.get('/dang-nhap?ve=/thu-tuc')).body, /quá 20 phút/)
    const again = await signIn({ national: portal.national, by, who, from: String(locationOf(late)) })
    assert.equal(locationOf(again), action)
    const back = await by.follow(again)
    assert.equal(secretIn(back), secretIn(page), 'the flow goes on where it was')
    assert.equal(codesIn(await by.submit(back, { otp: code(secretIn(back)) })).length, 10)
  })

  it('forget a flow when somebody else signs in on the same browser', async () => {
    const { by } = await somebody()
    const page = await connecting(by)
    const { action, hidden } = formOf(page)
    const other = aPerson()
    await register({ portal, by: portal.browser(), who: other })
    await signIn({ national: portal.national, by, who: other })
    assert.equal((await by.get(action)).statusCode, 410)
    assert.equal((await by.post(action, { ...hidden, otp: code(secretIn(page)) })).statusCode, 410)
    assert.deepEqual(await handlesOf(other, 'totp'), [])
  })

  it('say until when and why nothing changes after a recovery, and offer no way to', async () => {
    const { by, who } = await somebody()
    await withApp(by)
    const { db, parts } = portal.national
    const [phone] = await handlesOf(who)
    const change = { accountId: phone?.accountId ?? '', event: 'password-recovered' } as const
    await db.transaction().execute(tx => allowObjection(parts, tx, change))
    const paths = [ADD, `${ADD}/totp`, `/tai-khoan/phuong-thuc/${phone?.id}/go`, '/tai-khoan/phuong-thuc/ma-khoi-phuc']
    for (const answer of [
      ...(await Promise.all(paths.map(path => by.get(path)))),
      await by.post(`/tai-khoan/phuong-thuc/${phone?.id}/mac-dinh`, {}),
      await by.post(`${ADD}/totp/${crypto.randomUUID()}`, { step: 'form', v: '0' }),
    ]) {
      assert.equal(answer.statusCode, 403)
      assert.match(
        answer.body,
        /Mật khẩu vừa được đặt lại[\s\S]*đến <span class="digits">\d\d\/\d\d\/\d{4} \d\d:\d\d<\//,
      )
    }
    const list = await by.get('/tai-khoan')
    assert.match(list.body, /Mật khẩu vừa được đặt lại/)
    assert.doesNotMatch(list.body, /Thêm mới|\/go"|mac-dinh|ma-khoi-phuc/)
  })

  it('answer 404 for methods there are not, handles of others, and rubbish', async () => {
    const { by } = await somebody()
    const { who: other } = await somebody()
    const [foreign] = await handlesOf(other)
    const flow = crypto.randomUUID()
    const form = { step: 'confirm', v: '0' }
    for (const path of [`${ADD}/khong-co`, `${ADD}/recovery-code`, '/tai-khoan/phuong-thuc/ma-khoi-phuc'])
      for (const answer of [await by.get(path), await by.post(`${path}/${flow}`, { step: 'form', v: '0' })])
        assert.equal(answer.statusCode, 404, path)
    for (const id of [foreign?.id ?? '', crypto.randomUUID(), 'x', '%00', '..%2f', 'x'.repeat(1500), '%F0%9F%98%80']) {
      const path = `/tai-khoan/phuong-thuc/${id}`
      for (const answer of [
        await by.get(`${path}/go`),
        await by.post(`${path}/go/${crypto.randomUUID()}`, form),
        await by.post(`${path}/mac-dinh`, {}),
      ])
        assert.equal(answer.statusCode, 404, path)
    }
    assert.equal((await handlesOf(other)).length, 1)
  })

  it('refuse to remove the last way, also where the form was shown before', async () => {
    const { by, who } = await somebody()
    const [phone] = await handlesOf(who)
    const last = await by.get(`/tai-khoan/phuong-thuc/${phone?.id}/go`)
    assert.equal(last.statusCode, 409)
    assert.match(last.body, /Thêm phương thức khác/)
    assert.doesNotMatch((await by.get('/tai-khoan')).body, /\/go"/)
    await withApp(by)
    const [app] = await handlesOf(who, 'totp')
    const [own, none] = await Promise.all([phone, app].map(one => by.get(`/tai-khoan/phuong-thuc/${one?.id}/go`)))
    assert.match(own?.body ?? '', /số duy nhất đã xác nhận đứng tên bạn/)
    assert.match(none?.body ?? '', /Các mã khôi phục cũng bị xóa/)
    const pages = [
      await by.get(`/tai-khoan/phuong-thuc/${phone?.id}/go`),
      await by.get(`/tai-khoan/phuong-thuc/${app?.id}/go`),
    ]
    const ends: number[] = []
    for (const page of pages) ends.push((await by.submit(page, {})).statusCode)
    assert.deepEqual(ends, [303, 409])
    assert.equal((await handlesOf(who, 'totp')).length, 1)
  })

  it('list what an identity provider vouches for, and remove it too', async () => {
    const { by, who } = await somebody()
    const { db, parts } = portal.national
    const [phone] = await handlesOf(who)
    const createdAt = parts.clock()
    for (const method of ['vnpost', 'vneid', 'no-longer-there']) {
      const handle = { accountId: phone?.accountId ?? '', method, value: who.idNumber, identifies: true, createdAt }
      await handlesStore(db, parts).add(parts.random, handle)
    }
    const list = await by.get('/tai-khoan')
    for (const name of ['Bưu điện Việt Nam', 'VNeID']) assert.ok(list.body.includes(`<strong>${name}</strong>`), name)
    const [post] = await handlesOf(who, 'vnpost')
    const asking = await by.get(`/tai-khoan/phuong-thuc/${post?.id}/go`)
    assert.match(asking.body, /<strong>Bưu điện Việt Nam<\/strong>/)
    assert.equal((await by.submit(asking, {})).statusCode, 303)
    assert.deepEqual(await handlesOf(who, 'vnpost'), [])
  })

  it('make another phone the default, however often the button is pressed, and it is asked first', async () => {
    const { by, who } = await somebody()
    assert.equal((await signIn({ national: portal.national, by, who })).statusCode, 303)
    const added = `0937${who.idNumber.slice(-6)}`
    const asked = await by.follow(await by.submit(await by.get(`${ADD}/sms-otp`), { phone: added }))
    const international = `+84${added.slice(1)}`
    await by.submit(asked, { action: 'confirm', otp: portal.national.code(international) })
    const second = (await handlesOf(who, 'sms-otp')).find(({ value }) => value === international)
    const press = () => by.post(`/tai-khoan/phuong-thuc/${second?.id}/mac-dinh`, {})
    for (const answer of await Promise.all([press(), press(), press()]))
      assert.equal(locationOf(answer), '/tai-khoan?da=mac-dinh#phuong-thuc')
    const phones = await handlesOf(who, 'sms-otp')
    assert.deepEqual(
      phones.map(({ value, isDefault }) => [value, isDefault]),
      [
        [international, true],
        [who.international, false],
      ],
    )
    const code = await signIn({ national: portal.national, by: portal.browser(), who: { ...who, international } })
    assert.equal(code.statusCode, 303)
  })
})
