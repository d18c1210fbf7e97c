import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { flowStore } from '@motcua/sign-in/flow/flow-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { attachmentsStore } from '../../apps/national/src/complaints/attachments/attachments-store.ts'
import { until } from '../until.ts'
import { startWorld, type World } from '../world.ts'
import { formsOf, mainText, type Page, titleOf } from './page.ts'
import { captchaIdOf, type Traveller, traveller } from './road.ts'
import { aVisitor, filled } from './visitor.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

const PDF = new File(['%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n'], 'đơn.pdf', { type: 'application/pdf' })
const CODE = /KN(-\w{4}){3}/

async function answersOf({ person, phone }: Traveller, page: Page): Promise<Record<string, string>> {
  return {
    'Số CMT/CCCD bị tranh chấp': person.idNumber,
    'Họ tên': person.fullName,
    'Chuyện gì đã xảy ra': 'Có người đã mở tài khoản bằng số của tôi',
    'Nội dung khiếu nại': 'Tôi đăng ký thì được báo số này đã có tài khoản. Tôi chưa từng đăng ký.',
    'Số điện thoại': phone,
    Email: person.mailbox,
    'Nhập mã xác thực': await world.lab.captchaAnswer(captchaIdOf(page)),
  }
}

/** Fills in the form, with files where there are any, and presses the button with this text. */
async function send(
  one: Traveller,
  page: Page,
  button: string,
  changes: Record<string, string> = {},
  files: File[] = [],
) {
  const form = formsOf(page).find(({ buttons }) => buttons.some(({ text }) => text === button))
  assert.ok(form, mainText(page))
  return one.send(page, form, filled(form, button, { ...(await answersOf(one, page)), ...changes }), files)
}

async function toTheForm(one: Traveller): Promise<Page> {
  const about = await one.follow(await one.open(world.national), 'Khiếu nại')
  return one.follow(about, 'Gửi khiếu nại')
}

test('somebody complains with a file, and looks the case up elsewhere by the code that came by SMS and mail', async () => {
  const one = await traveller(world, 'thu-ha')
  const added = await send(one, await toTheForm(one), 'Tải lên', {}, [PDF])
  assert.equal(added.status, 200)
  assert.match(mainText(added), /đơn\.pdf ?PDF/)
  const code = await send(one, added, 'Gửi khiếu nại')
  assert.match(titleOf(code), /^Xác thực mã OTP/, mainText(code))
  const receipt = await one.submit(code, 'Xác nhận', { 'Nhập mã OTP': await world.lab.readSms(one.phone) })
  assert.match(titleOf(receipt), /^Đã nhận khiếu nại của bạn/, mainText(receipt))
  assert.match(mainText(receipt), /1 tệp/)
  const kept = CODE.exec(mainText(receipt))?.[0] ?? ''
  const told = await until(async () => (await world.lab.sms(one.phone)).some(({ text }) => text.includes(kept)), 10_000)
  assert.ok(told)
  await until(async () => (await world.lab.mails(one.person.mailbox)).some(({ text }) => text.includes(kept)), 10_000)

  const other = aVisitor()
  const lookup = await other.open(`${world.national}/khieu-nai/tra-cuu`)
  const status = await other.submit(lookup, 'Tra cứu', {
    'Mã biên nhận': kept.toLowerCase(),
    'Nhập mã xác thực': await world.lab.captchaAnswer(captchaIdOf(lookup)),
  })
  assert.match(titleOf(status), /^Tình trạng khiếu nại/)
  assert.match(mainText(status), /Đã tiếp nhận/)
  assert.ok(!status.html.includes(one.person.fullName) && !status.html.includes(one.phone))
})

test('who has no phone confirms the mailbox by a code that came by mail, also while no SMS can be sent', async () => {
  const one = await traveller(world, 'duc-anh')
  await world.lab.fault('sms-centre', 'down')
  const code = await send(one, await toTheForm(one), 'Gửi khiếu nại', { 'Số điện thoại': '' })
  assert.match(mainText(code), /email: \w\*\*\*@/)
  const otp = await until(async () => {
    const [mail] = await world.lab.mails(one.person.mailbox)
    return /^(\d{6}) /.exec(mail?.text ?? '')?.[1] ?? false
  }, 10_000)
  const receipt = await one.submit(code, 'Xác nhận', { 'Nhập mã OTP': otp })
  await world.lab.noFaults()
  assert.match(titleOf(receipt), /^Đã nhận khiếu nại của bạn/, mainText(receipt))
})

test('who comes back after half an hour is told that the uploaded files are gone, and loses nothing typed', async () => {
  const one = await traveller(world, 'co-so-cmnd')
  const added = await send(one, await toTheForm(one), 'Tải lên', {}, [PDF])
  world.later(46 * 60)
  const { parts } = world.apps.national
  for (const store of [flowStore(signInTables(parts.db)), attachmentsStore(parts.db, parts)])
    await store.sweep(parts.clock())
  const late = await send(one, added, 'Gửi khiếu nại')
  assert.equal(late.status, 422)
  assert.match(mainText(late), /Tệp tải lên đã quá 30 phút/)
  assert.ok(late.html.includes(one.person.fullName))
})
