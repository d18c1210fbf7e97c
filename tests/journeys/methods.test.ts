import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codeAt, stepAt } from '../../apps/national/src/methods/totp/time-code.ts'
import { until } from '../until.ts'
import { startWorld, type World } from '../world.ts'
import { mainText, type Page, titleOf } from './page.ts'
import { at, captchaIdOf, PASSWORD, signOut, type Traveller, traveller } from './road.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

const code = (secret: string) => codeAt(secret, stepAt(world.apps.national.parts.clock()))

/** From the account page to the app's first code; the secret, and the page that shows the recovery codes. */
async function addApp(one: Traveller): Promise<{ secret: string; codes: string[] }> {
  const list = await one.open(`${world.national}/tai-khoan`)
  const name = await one.follow(await one.follow(list, 'Thêm mới'), 'Thêm Ứng dụng xác thực (TOTP)')
  const connect = await one.submit(name, 'Tiếp tục')
  const secret = (/class="secret digits">([^<]*)</.exec(connect.html)?.[1] ?? '').replaceAll(' ', '')
  const added = await one.submit(connect, 'Xác nhận', { 'Mã trong ứng dụng': code(secret) })
  assert.equal(added.status, 200, mainText(added))
  return { secret, codes: [...added.html.matchAll(/<li>(\w{4}-\w{4})</g)].map(([, code = '']) => code) }
}

/** Password, and then what one chooses instead of the SMS. */
async function signInBy(one: Traveller, choice: Record<string, string>): Promise<Page> {
  await signOut(one)
  world.later(61)
  const form = await one.open(`${world.national}/dang-nhap`)
  const first = await one.submit(form, 'Đăng nhập', { 'Tên đăng nhập': one.person.idNumber, 'Mật khẩu': PASSWORD })
  return one.submit(await one.submit(first, 'Chọn phương thức xác thực khác'), 'Tiếp tục', choice)
}

test('a citizen adds an app, signs in by it and by a recovery code, and takes it all back with the code of the SMS', async () => {
  const one = await traveller(world, 'thu-ha')
  await at('account', one)
  const { secret, codes } = await addApp(one)
  assert.equal(codes.length, 10)
  const app = await signInBy(one, { 'Xác thực bằng': 'Ứng dụng xác thực (TOTP)' })
  const byApp = await one.submit(app, 'Xác nhận', { 'Mã trong ứng dụng': code(secret) })
  assert.ok(titleOf(byApp).startsWith('Thông tin cá nhân'), mainText(byApp))
  const paper = await signInBy(one, { 'Xác thực bằng': 'Mã khôi phục' })
  const byCode = await one.submit(paper, 'Xác nhận', { 'Mã khôi phục': codes[0] ?? '' })
  assert.match(mainText(byCode), /Còn 9 mã/)
  const objection = await toldIn(one)
  const asking = await one.open(`${world.national}/khong-phai-toi`)
  const captcha = await world.lab.captchaAnswer(captchaIdOf(asking))
  const confirm = await one.submit(asking, 'Tiếp tục', { 'Mã trong thông báo': objection, 'Nhập mã xác thực': captcha })
  assert.match(mainText(confirm), /phương thức xác thực được thêm/)
  const locked = await one.submit(confirm, 'Không phải tôi, khóa tài khoản')
  assert.equal(locked.status, 200, mainText(locked))
  const handles = await world.apps.national.parts.db.selectFrom('handles').select('method').execute()
  assert.deepEqual(handles, [{ method: 'sms-otp' }], 'neither the app nor its recovery codes are left')
})

/** The code to object with, from the SMS that told of the app. */
async function toldIn({ phone }: Traveller): Promise<string> {
  const sms = await until(
    async () => (await world.lab.sms(phone)).find(({ text }) => /Ứng dụng xác thực/.test(text)) ?? false,
    10_000,
  )
  return /\b\w{4}-\w{4}-\w{2}\b/.exec(sms.text)?.[0] ?? ''
}
