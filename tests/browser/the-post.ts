import assert from 'node:assert/strict'
import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import * as road from './road.ts'
import type { Visit } from './visit.ts'

/** What is seen on the way; nothing is done about it unless told. */
type Seen = { login?: () => Promise<void>; code?: () => Promise<void> }

/** From the button to Vietnam Post and, with name, password and the code on the phone, back. */
export async function atThePost(at: Visit, person: LabPersona, seen: Seen = {}): Promise<void> {
  const { page, world } = at
  assert.ok(person.vnpost)
  await road.press(at, 'Tiếp tục với Bưu điện Việt Nam')
  await road.titled(at, 'Đăng nhập PostID')
  await page.getByLabel('Tên đăng nhập').fill(person.vnpost.username)
  await page.getByLabel('Mật khẩu', { exact: false }).first().fill(person.vnpost.password)
  await seen.login?.()
  await road.press(at, 'Đăng nhập')
  await seen.code?.()
  await page.getByLabel('Nhập mã OTP').fill(await world.lab.readSms(road.phoneOf(person)))
  await road.press(at, 'Xác nhận')
}
