import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { aPlace } from '../a-place.ts'
import { startWorld, type World } from '../world.ts'
import { formsOf, mainText, type Page, titleOf } from './page.ts'
import { at, detailsOf, PASSWORD, type Traveller, traveller } from './road.ts'
import { aVisitor, filled } from './visitor.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

const isOtp = (page: Page) => titleOf(page).includes('Xác thực mã OTP')

async function accounts(): Promise<number> {
  const { db } = world.apps.national.parts
  const row = await db
    .selectFrom('accounts')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

/** The very same submission, as often as told, at once. */
function pressAtOnce(one: Traveller, page: Page, times: number, [button, values]: [string, Record<string, string>]) {
  const form = formsOf(page).find(({ buttons }) => buttons.some(({ text }) => text === button))
  assert.ok(form)
  const fields = filled(form, button, values)
  return Promise.all(Array.from({ length: times }, () => one.send(page, form, new URLSearchParams(fields))))
}

test('the form asks what the guide asks, in its order', async () => {
  const details = await at('details', await traveller(world, 'thu-ha'))
  const labels = formsOf(details).flatMap(({ fields }) => fields.map(({ label }) => label).filter(Boolean))
  const asked = ['Tên đăng nhập (Số CMT/CCCD)', 'Họ tên', 'Ngày sinh', 'Số điện thoại', 'Email', 'Nhập mã xác thực']
  assert.deepEqual(
    labels.map(label => label.replace(/ \*$| \(không bắt buộc\)$/, '')),
    asked,
  )
})

test('thirty browsers registering one person at once make one account, and everybody gets a clear answer', async () => {
  const before = await accounts()
  // From one place: each place waits for itself between two codes to a phone.
  const place = aPlace()
  const people = await Promise.all(Array.from({ length: 30 }, () => traveller(world, 'thu-ha')))
  const crowd: Traveller[] = people.map(one => ({ ...one, ...aVisitor(place) }))
  const pages = await Promise.all(crowd.map(one => at('details', one)))
  const fields = await Promise.all(crowd.map((one, n) => detailsOf(one, pages[n] as Page)))
  const answers = await Promise.all(crowd.map((one, n) => one.submit(pages[n] as Page, 'Đăng ký', fields[n])))
  const winners = answers.flatMap((page, n) => (isOtp(page) ? [n] : []))
  assert.equal(winners.length, 1)
  for (const page of answers) {
    if (isOtp(page)) continue
    assert.equal(page.status, 422)
    assert.match(mainText(page), /Thử lại sau|giây/)
  }
  const [winner = 0] = winners
  const one = crowd[winner] as Traveller
  const code = { 'Nhập mã OTP': await world.lab.readSms(one.phone) }
  const password = await one.submit(answers[winner] as Page, 'Xác nhận', code)
  const chosen = { 'Nhập mật khẩu': PASSWORD, 'Xác nhận mật khẩu': PASSWORD }
  const ends = await pressAtOnce(one, password, 30, ['Đăng ký', chosen])
  for (const end of ends) assert.match(titleOf(end), /^Thông tin cá nhân/, mainText(end))
  assert.equal(await accounts(), before + 1)
})

test('a double click on the first page sends one code', async () => {
  const one = await traveller(world, 'duc-anh')
  const details = await at('details', one)
  const ends = await pressAtOnce(one, details, 2, ['Đăng ký', await detailsOf(one, details)])
  for (const end of ends) assert.ok(isOtp(end), mainText(end))
  await world.lab.readSms(one.phone)
  await assert.rejects(world.lab.readSms(one.phone, 1_000))
})

test('a captcha is good for one try', async () => {
  const one = await traveller(world, 'chi-co-cmnd')
  const details = await at('details', one)
  const answers = { ...(await detailsOf(one, details)), 'Họ tên': 'Trịnh Thị Khác' }
  const mismatch = await one.submit(details, 'Đăng ký', answers)
  assert.match(mainText(mismatch), /không khớp với nhà mạng/)
  const again = await one.submit(details, 'Đăng ký', await detailsOf(one, details))
  assert.equal(again.status, 422)
  assert.equal(isOtp(again), false)
  const fresh = await one.submit(mismatch, 'Đăng ký', await detailsOf(one, mismatch))
  assert.ok(isOtp(fresh), mainText(fresh))
})

test('another browser cannot go on with somebody’s registration', async () => {
  const one = await traveller(world, 'nhieu-so')
  const otp = await at('otp', one)
  const code = await world.lab.readSms(one.phone)
  const thief = await traveller(world, 'nhieu-so')
  assert.equal((await thief.open(otp.url.href)).status, 410)
  const stolen = await thief.submit(otp, 'Xác nhận', { 'Nhập mã OTP': code })
  assert.equal(stolen.status, 410)
  const password = await one.submit(otp, 'Xác nhận', { 'Nhập mã OTP': code })
  assert.match(titleOf(password), /^Đặt mật khẩu/)
})

test('ten wrong codes at once are counted one by one, and the right one then helps no more', async () => {
  const one = await traveller(world, 'chuyen-mang')
  const otp = await at('otp', one)
  const code = await world.lab.readSms(one.phone)
  for (let round = 0; round < 5; round++) {
    const now = await one.open(otp.url.href)
    if (isOtp(now)) await pressAtOnce(one, now, 10, ['Xác nhận', { 'Nhập mã OTP': code === '000000' ? '1' : '000000' }])
  }
  const late = await one.submit(await one.open(otp.url.href), 'Xác nhận', { 'Nhập mã OTP': code })
  assert.equal(late.status, 422)
  assert.ok(isOtp(late))
})

test('the place one came from leads nowhere else after registering', async () => {
  const one = await traveller(world, 'sinh-ngay-nhuan')
  const away = await one.open(`${world.national}/dang-ky?ve=${encodeURIComponent('//evil.example/')}`)
  const account = await at('account', one, away)
  assert.equal(account.url.origin, world.national)
  assert.match(titleOf(account), /^Thông tin cá nhân/)
})
