import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as road from './road.ts'
import { stage } from './stage.ts'
import type { Visit, VisitOptions } from './visit.ts'

const { world, act } = stage()

const visits: [string, string, VisitOptions][] = [
  ['a desktop', 'thu-ha', { size: 'desktop' }],
  ['a phone', 'duc-anh', { size: 'phone' }],
  ['a desktop without scripts', 'co-so-cmnd', { size: 'desktop', scripts: 'off' }],
  ['a phone without scripts', 'chi-co-cmnd', { size: 'phone', scripts: 'off' }],
]

for (const [where, persona, options] of visits) {
  test(`on ${where} a citizen registers, enters Hải Dương, leaves, and comes straight back`, async () => {
    await act(options, async at => {
      await registering(at, persona)
      await enteringHaiDuong(at)
      await comingBack(at, persona)
    })
  })
}

async function registering(at: Visit, persona: string): Promise<void> {
  const person = await world().lab.persona(persona)
  await at.page.goto(world().national)
  await at.look('01-home')
  await at.page.getByRole('main').getByRole('link', { name: 'Đăng ký', exact: true }).first().click()
  await at.look('02-chooser')
  await at.page.getByRole('link', { name: 'Thuê bao di động' }).click()
  await at.look('03-details')
  await road.press(at, 'Đăng ký')
  await at.look('04-details-to-correct')
  await road.fillDetails(at, person)
  await road.press(at, 'Đăng ký')
  await at.look('05-otp')
  await at.page.getByLabel('Nhập mã OTP').fill('000000')
  await road.press(at, 'Xác nhận')
  await at.look('06-otp-wrong')
  await road.confirmOtp(at, person)
  await at.look('07-password')
  await road.choosePassword(at)
  await road.titled(at, 'Thông tin cá nhân')
  await at.look('08-account')
}

async function enteringHaiDuong(at: Visit): Promise<void> {
  const { page } = at
  await page.goto(`${world().national}/thu-tuc`)
  await at.look('09-place')
  await road.choosePlace(at, road.WARD)
  await road.press(at, 'Đồng ý')
  await at.look('10-offers')
  await road.submitOnline(at)
  await at.look('11-consent')
  await road.press(at, 'Đồng ý và tiếp tục')
  assert.equal(new URL(page.url()).origin, world().haiDuong)
  await at.look('12-provincial-registration')
  await road.fillProvincial(at)
  await road.press(at, 'Đăng ký')
  assert.equal(new URL(page.url()).pathname, '/nop-ho-so')
  await at.look('13-reception')
}

async function comingBack(at: Visit, persona: string): Promise<void> {
  const { page } = at
  await road.signOut(at)
  await at.look('14-signed-out')
  // The province keeps a session of its own; without it the way through the national portal is taken again.
  await at.context.clearCookies()
  await page.goto(`${world().national}/dang-nhap`)
  await at.look('15-sign-in')
  await road.signIn(at, await world().lab.persona(persona))
  await at.look('16-signed-in')
  await road.chooseHaiDuong(at)
  await road.submitOnline(at)
  const { origin, pathname } = new URL(page.url())
  assert.equal(origin + pathname, `${world().haiDuong}/nop-ho-so`)
  await at.look('17-reception-at-once')
}
