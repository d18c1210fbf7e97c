import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typedDate } from '../typed-date.ts'
import * as road from './road.ts'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

async function doublePress({ page }: Visit, name: string): Promise<void> {
  await page.locator('main').getByRole('button', { name, exact: true }).dblclick({ noWaitAfter: true })
  await page.waitForLoadState('networkidle')
}

for (const [scripts, persona] of [
  ['on', 'thu-ha'],
  ['off', 'duc-anh'],
] as const) {
  test(`every button pressed twice does once what it says, scripts ${scripts}`, async () => {
    await act({ size: 'desktop', scripts }, async at => {
      const person = await world().lab.persona(persona)
      await road.chooseMobile(at)
      await road.fillDetails(at, person)
      await doublePress(at, 'Đăng ký')
      await road.titled(at, 'Xác thực mã OTP')
      await at.page.getByLabel('Nhập mã OTP').fill(await world().lab.readSms(road.phoneOf(person)))
      await doublePress(at, 'Xác nhận')
      await road.titled(at, 'Đặt mật khẩu')
      await at.page.getByLabel('Nhập mật khẩu').fill(road.PASSWORD)
      await at.page.getByLabel('Xác nhận mật khẩu').fill(road.PASSWORD)
      await doublePress(at, 'Đăng ký')
      await road.titled(at, 'Thông tin cá nhân')
      await road.chooseHaiDuong(at)
      await road.submitOnline(at)
      await doublePress(at, 'Đồng ý và tiếp tục')
      await road.titled(at, 'Đăng ký tài khoản')
      await road.fillProvincial(at)
      await doublePress(at, 'Đăng ký')
      await at.page.waitForURL('**/nop-ho-so?*')
      await signInPressingTwice(at, persona)
      await at.look(`pressed-twice-${scripts}`)
    })
  })
}

async function signInPressingTwice(at: Visit, persona: string): Promise<void> {
  const person = await world().lab.persona(persona)
  await road.signOut(at)
  await at.page.goto(`${world().national}/dang-nhap`)
  await at.page.getByLabel('Tên đăng nhập').fill(person.idNumber)
  await at.page.getByLabel('Mật khẩu').first().fill(road.PASSWORD)
  await doublePress(at, 'Đăng nhập')
  await road.titled(at, 'Xác thực mã OTP')
  await at.page.getByLabel('Nhập mã OTP').fill(await world().lab.readSms(road.phoneOf(person)))
  await doublePress(at, 'Xác nhận')
  await at.page.waitForURL(url => !url.pathname.startsWith('/dang-nhap/'))
  await at.page.goto(`${world().national}/tai-khoan`)
  await road.titled(at, 'Thông tin cá nhân')
}

test('a citizen registers with the keyboard alone', async () => {
  await act({ size: 'desktop' }, async at => {
    const { page } = at
    const person = await world().lab.persona('co-so-cmnd')
    await page.goto(`${world().national}/dang-ky`)
    await tabTo(at, 'Thuê bao di động')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/thue-bao-di-dong')
    const typed = [
      person.idNumber,
      person.fullName,
      typedDate(person.dateOfBirth),
      road.phoneOf(person),
      person.mailbox,
    ]
    await page.waitForLoadState()
    for (const [n, text] of typed.entries()) {
      await tabTo(at, ['Tên đăng nhập (Số CMT/CCCD)', 'Họ tên', 'Ngày sinh', 'Số điện thoại', 'Email'][n] ?? '')
      await page.keyboard.type(text)
    }
    await tabTo(at, 'Nhập mã xác thực')
    await page.keyboard.type(await world().lab.captchaAnswer(await page.inputValue('input[name=captchaId]')))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/thue-bao-di-dong/*')
    await tabTo(at, 'Nhập mã OTP')
    await page.keyboard.type(await world().lab.readSms(road.phoneOf(person)))
    await page.keyboard.press('Enter')
    await page.getByLabel('Xác nhận mật khẩu').waitFor()
    for (const label of ['Nhập mật khẩu', 'Xác nhận mật khẩu']) {
      await tabTo(at, label)
      await page.keyboard.type(road.PASSWORD)
    }
    await page.keyboard.press('Enter')
    await page.waitForURL('**/tai-khoan')
    await at.look('registered-by-keyboard')
  })
})

/** Presses Tab until the link, field or button so named has the focus; every stop must be one that can be seen. */
async function tabTo({ page }: Visit, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if ((await focusedName(page)).startsWith(name)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`the keyboard never reaches "${name}" at ${page.url()}`)
}

function focusedName(page: Visit['page']): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement
    const labels = focused instanceof HTMLInputElement ? focused.labels : null
    const text = labels?.[0]?.textContent ?? focused?.querySelector('strong, span')?.textContent ?? focused?.textContent
    return (text ?? '').trim()
  })
}

test('what is wrong gets the focus, and leads to its field', async () => {
  await act({ size: 'phone' }, async at => {
    const { page } = at
    await page.goto(`${world().national}/dang-ky/thue-bao-di-dong`)
    await page.getByLabel('Họ tên').fill('Nguyễn Thị Thu Hà')
    await road.press(at, 'Đăng ký')
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'alert')
    assert.match(await page.title(), /^Lỗi: /)
    assert.equal(await page.getByLabel('Họ tên').inputValue(), 'Nguyễn Thị Thu Hà')
    await page.locator('[role=alert] a').first().click()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'idNumber')
  })
})
