import assert from 'node:assert/strict'
import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import { typedDate } from '../typed-date.ts'
import { until } from '../until.ts'
import type { Visit } from './visit.ts'

/** The steps of the main road, as a person takes them: by what is written on links, fields and buttons. */
export const PASSWORD = 'Lua-Chin-Vang-2026'

export async function press({ page }: Visit, name: string): Promise<void> {
  await page.locator('main').getByRole('button', { name, exact: true }).click()
  await page.waitForLoadState()
}

export async function answerCaptcha({ page, world }: Visit): Promise<void> {
  const id = await page.inputValue('input[name=captchaId]')
  await page.getByLabel('Nhập mã xác thực').fill(await world.lab.captchaAnswer(id))
}

export async function chooseMobile(at: Visit): Promise<void> {
  await chooseWay(at, 'Thuê bao di động')
}

/** From the home page to the form of one way of registering, by its tile. */
export async function chooseWay({ page, world }: Visit, tile: string): Promise<void> {
  await page.goto(world.national)
  await page.getByRole('main').getByRole('link', { name: 'Đăng ký', exact: true }).first().click()
  await page.getByRole('link', { name: tile }).click()
}

export async function fillDetails(at: Visit, person: LabPersona): Promise<void> {
  const { page } = at
  await page.getByLabel('Tên đăng nhập (Số CMT/CCCD)').fill(person.idNumber)
  await page.getByLabel('Họ tên').fill(person.fullName)
  await page.getByLabel('Ngày sinh').fill(typedDate(person.dateOfBirth))
  await page.getByLabel('Số điện thoại').fill(phoneOf(person))
  await page.getByLabel('Email').fill(person.mailbox)
  await answerCaptcha(at)
}

export async function confirmOtp(at: Visit, person: LabPersona): Promise<void> {
  await at.page.getByLabel('Nhập mã OTP').fill(await at.world.lab.readSms(phoneOf(person)))
  await press(at, 'Xác nhận')
}

export async function choosePassword(at: Visit): Promise<void> {
  await at.page.getByLabel('Nhập mật khẩu').fill(PASSWORD)
  await at.page.getByLabel('Xác nhận mật khẩu').fill(PASSWORD)
  await press(at, 'Đăng ký')
}

/** From the home page to a fresh account, signed in. */
export async function register(at: Visit, person: LabPersona): Promise<void> {
  await chooseMobile(at)
  await fillDetails(at, person)
  await press(at, 'Đăng ký')
  await confirmOtp(at, person)
  await choosePassword(at)
  await titled(at, 'Thông tin cá nhân')
}

export async function signIn(at: Visit, person: LabPersona): Promise<void> {
  const { page } = at
  await page.getByLabel('Tên đăng nhập').fill(person.idNumber)
  await page.getByLabel('Mật khẩu', { exact: false }).first().fill(PASSWORD)
  await press(at, 'Đăng nhập')
  await confirmOtp(at, person)
}

/** Province, district, ward, each narrowing the next: by script, or by the button beside them. */
export async function choosePlace(at: Visit, [province, district, ward]: readonly [string, string, string]) {
  await chooseUnit(at, 'Tỉnh/Thành phố', province)
  await chooseUnit(at, 'Quận/Huyện', district)
  await at.page.getByLabel('Phường/Xã').selectOption({ label: ward })
}

async function chooseUnit(at: Visit, label: string, name: string): Promise<void> {
  await at.page.getByLabel(label).selectOption({ label: name })
  if (at.scripts === 'on') return
  await at.page.locator('button[name=choose]').click()
  await at.page.waitForLoadState()
}

export const WARD = ['Tỉnh Hải Dương', 'Thành phố Hải Dương', 'Phường Lê Thanh Nghị'] as const

export async function chooseHaiDuong(at: Visit): Promise<void> {
  await at.page.goto(`${at.world.national}/thu-tuc`)
  await choosePlace(at, WARD)
  await press(at, 'Đồng ý')
}

export async function submitOnline({ page }: Visit): Promise<void> {
  await page
    .getByRole('link', { name: /^Nộp trực tuyến/ })
    .first()
    .click()
  await page.waitForLoadState()
}

/** What Hải Dương asks beyond what the national portal vouches for. */
export async function fillProvincial(at: Visit): Promise<void> {
  const { page } = at
  await page.getByLabel('Ngày cấp').fill('01/12/2018')
  await page.getByLabel('Nơi cấp').fill('Cục CS QLHC về TTXH')
  await page.getByLabel('Email').fill('lien-he@thu.example')
  await chooseUnit(at, 'Quận/Huyện', WARD[1])
  await page.getByLabel('Phường/Xã').selectOption({ label: WARD[2] })
  await page.getByLabel('Số nhà').fill('12 Lê Thanh Nghị')
}

export async function signOut(at: Visit): Promise<void> {
  await at.page.goto(at.world.national)
  await at.page.locator('header details.account summary').click()
  await at.page.getByRole('button', { name: 'Đăng xuất' }).first().click()
  await at.page.waitForLoadState()
}

/** The page's title begins so (the portal's name follows), as soon as what was pressed has loaded. */
export async function titled({ page }: Visit, title: string): Promise<void> {
  const begins = async () => (await page.title().catch(() => '')).startsWith(title)
  await until(begins, 10_000).catch(async () => assert.fail(`${page.url()} is titled ${await page.title()}`))
  await page.waitForLoadState()
}

export function phoneOf({ phones }: LabPersona): string {
  const [phone] = phones
  assert.ok(phone, 'the persona has a phone')
  return phone.number
}
