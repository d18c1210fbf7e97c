import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startWorld, type World } from '../world.ts'
import { mainText, type Page, titleOf } from './page.ts'
import { at, traveller } from './road.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

const isPassword = (page: Page) => titleOf(page).startsWith('Đặt mật khẩu')

test('another code is refused too soon, sent after a minute, and leaves the one before valid', async () => {
  const one = await traveller(world, 'thu-ha')
  const otp = await at('otp', one)
  const first = await world.lab.readSms(one.phone)
  const soon = await one.submit(otp, 'Gửi lại OTP')
  assert.equal(soon.status, 422)
  assert.match(mainText(soon), /giây/)
  world.later(61)
  const resent = await one.submit(soon, 'Gửi lại OTP')
  assert.equal(resent.status, 200, mainText(resent))
  assert.notEqual(await world.lab.readSms(one.phone), first)
  assert.ok(isPassword(await one.submit(resent, 'Xác nhận', { 'Nhập mã OTP': first })))
})

test('a code is worth nothing after five minutes, and a sixth message within the hour is refused', async () => {
  const one = await traveller(world, 'nhieu-so')
  let page = await at('otp', one)
  const old = await world.lab.readSms(one.phone)
  world.later(301)
  page = await one.submit(page, 'Xác nhận', { 'Nhập mã OTP': old })
  assert.equal(page.status, 422)
  for (let sent = 1; sent < 5; sent++) {
    world.later(61)
    page = await one.submit(page, 'Gửi lại OTP')
    assert.equal(page.status, 200, `resend ${sent}: ${mainText(page)}`)
  }
  world.later(61)
  const sixth = await one.submit(page, 'Gửi lại OTP')
  assert.equal(sixth.status, 422)
  assert.match(mainText(sixth), /phút/)
})

test('a registration left alone for half an hour is gone, and says how to begin again', async () => {
  const one = await traveller(world, 'chuyen-mang')
  const otp = await at('otp', one)
  const code = { 'Nhập mã OTP': await world.lab.readSms(one.phone) }
  world.later(31 * 60)
  const gone = await one.submit(otp, 'Xác nhận', code)
  assert.equal(gone.status, 410)
  assert.match(gone.html, /href="\/dang-ky/)
})
