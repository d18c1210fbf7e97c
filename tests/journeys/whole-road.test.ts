import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startWorld, type World } from '../world.ts'
import { formsOf, mainText, type Page, titleOf } from './page.ts'
import {
  agree,
  at,
  HONG_GAI,
  LE_THANH_NGHI,
  offersAt,
  registerAtProvince,
  signIn,
  signOut,
  submitOnline,
  traveller,
} from './road.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

const filledIn = (page: Page, label: string) =>
  formsOf(page)
    .flatMap(({ fields }) => fields)
    .find(one => one.label.startsWith(label))?.value

test('case 2: an account without one in the province registers there prefilled, is linked, and lands on the reception page', async () => {
  const one = await traveller(world, 'thu-ha')
  const account = await at('account', one)
  assert.match(mainText(account), /IAL2/)
  assert.match(mainText(account), /Nhà mạng xác nhận/)
  const consent = await submitOnline(one)
  assert.match(titleOf(consent), /^Chuyển thông tin sang Cổng Dịch vụ công tỉnh Hải Dương/)
  const registration = await agree(one, consent)
  assert.equal(registration.url.origin, world.haiDuong)
  assert.match(titleOf(registration), /^Đăng ký tài khoản/)
  assert.equal(filledIn(registration, 'Họ và tên'), one.person.fullName)
  assert.equal(filledIn(registration, 'Số CMND/CCCD'), one.person.idNumber)
  assert.equal(filledIn(registration, 'Số điện thoại'), one.phone)
  const reception = await registerAtProvince(one, registration)
  assert.equal(reception.status, 200, mainText(reception))
  assert.equal(reception.url.origin + reception.url.pathname, `${world.haiDuong}/nop-ho-so`)
  assert.equal(reception.url.searchParams.get('vnconnect'), '1')
  assert.ok(reception.html.includes(one.person.fullName))
})

test('case 4: who is linked goes straight through, after logging out and in again, without another consent', async () => {
  const one = await traveller(world, 'duc-anh')
  await at('account', one)
  await registerAtProvince(one, await agree(one, await submitOnline(one)))
  const left = await signOut(one)
  assert.doesNotMatch(left.html, /Đăng xuất/)
  // The province keeps a session of its own; without it the way through the national portal is taken again.
  one.cookies.clear()
  const back = await signIn(one)
  assert.equal(back.status, 200)
  assert.match(back.html, /Đăng xuất/)
  const reception = await submitOnline(one)
  assert.equal(reception.url.origin + reception.url.pathname, `${world.haiDuong}/nop-ho-so`)
})

test('case 1: a stranger who presses Nộp trực tuyến registers first, and goes on to the province from there', async () => {
  const one = await traveller(world, 'ten-hiem-dau')
  const login = await submitOnline(one)
  assert.equal(login.url.pathname, '/dang-nhap')
  const consent = await at('account', one, login)
  assert.match(titleOf(consent), /^Chuyển thông tin sang/)
  const reception = await registerAtProvince(one, await agree(one, consent))
  assert.equal(reception.url.origin + reception.url.pathname, `${world.haiDuong}/nop-ho-so`)
})

test('the same person enters a second province with the same account, and consents to it by itself', async () => {
  const one = await traveller(world, 'co-so-cmnd')
  await at('account', one)
  await registerAtProvince(one, await agree(one, await submitOnline(one)))
  const consent = await submitOnline(one, HONG_GAI)
  assert.match(titleOf(consent), /Quảng Ninh/)
  const reception = await registerAtProvince(one, await agree(one, consent), HONG_GAI)
  assert.equal(reception.url.origin + reception.url.pathname, `${world.quangNinh}/nop-ho-so`)
  one.cookies.clear()
  await signIn(one)
  assert.equal((await submitOnline(one)).url.pathname, '/nop-ho-so')
})

test('who refuses consent is told that nothing was passed on, and may still agree later', async () => {
  const one = await traveller(world, 'nhieu-so')
  await at('account', one)
  const refused = await one.submit(await submitOnline(one), 'Không đồng ý')
  assert.equal(refused.url.origin, world.haiDuong)
  assert.equal(refused.status, 403)
  assert.match(mainText(refused), /Không có thông tin nào được chuyển/)
  assert.match(titleOf(await submitOnline(one)), /^Chuyển thông tin sang/)
})

test('who lives elsewhere finds procedures at a ward of the second province too', async () => {
  const one = await traveller(world, 'chuyen-mang')
  const [here, there] = [await offersAt(one, LE_THANH_NGHI), await offersAt(one, HONG_GAI)]
  for (const page of [here, there]) assert.match(mainText(page), /Nộp trực tuyến/)
  assert.notEqual(mainText(here), mainText(there))
})
