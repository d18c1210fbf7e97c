import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { mainText, titleOf } from '../journeys/page.ts'
import { agree, at, PASSWORD, registerAtProvince, submitOnline, traveller } from '../journeys/road.ts'
import { until } from '../until.ts'
import { answers, type Installation, startInstallation } from './installation.ts'

let world: Installation
before(async () => {
  world = await startInstallation(['lab', 'haiduong', 'national'])
  await until(() => answers(`${world.national}/thu-tuc/chi-tiet?tinh=30&huyen=288&xa=10534&ma=1.001193`), 20_000)
})
after(() => world?.stop())

const atReception = (url: URL) => url.origin + url.pathname === `${world.haiDuong}/nop-ho-so`
const NATIONAL_IS_DOWN = /Cổng Dịch vụ công quốc gia chưa trả lời/

test('the national portal is killed between code and password, and the person goes on where they were', async () => {
  const one = await traveller(world, 'thu-ha')
  const password = await at('password', one)
  assert.equal(await world.end('national', 'SIGKILL'), 'SIGKILL')
  await assert.rejects(one.open(password.url.href))
  await world.start('national')
  const again = await one.open(password.url.href)
  assert.match(titleOf(again), /^Đặt mật khẩu/)
  const chosen = { 'Nhập mật khẩu': PASSWORD, 'Xác nhận mật khẩu': PASSWORD }
  const account = await one.submit(password, 'Đăng ký', chosen)
  assert.match(titleOf(account), /^Thông tin cá nhân/, mainText(account))
  const reception = await registerAtProvince(one, await agree(one, await submitOnline(one)))
  assert.ok(atReception(reception.url))
})

test('it is killed while a code is awaited, and the code that came is still good', async () => {
  const one = await traveller(world, 'duc-anh')
  const otp = await at('otp', one)
  const code = await world.lab.readSms(one.phone)
  await world.end('national', 'SIGKILL')
  await world.start('national')
  assert.match(titleOf(await one.submit(otp, 'Xác nhận', { 'Nhập mã OTP': code })), /^Đặt mật khẩu/)
})

test('the province is down when somebody presses Nộp trực tuyến: the session stays, and the same link works later', async () => {
  const one = await traveller(world, 'co-so-cmnd')
  await at('account', one)
  await world.end('haiduong', 'SIGKILL')
  await assert.rejects(submitOnline(one))
  assert.match(titleOf(await one.open(`${world.national}/tai-khoan`)), /^Thông tin cá nhân/)
  await world.start('haiduong')
  const reception = await registerAtProvince(one, await agree(one, await submitOnline(one)))
  assert.ok(atReception(reception.url))
})

test('the national portal is down while the province needs it: said so, nothing changed, and later it works', async () => {
  const one = await traveller(world, 'nhieu-so')
  await at('account', one)
  const reception = await registerAtProvince(one, await agree(one, await submitOnline(one)))
  for (const name of one.cookies.keys()) if (name.startsWith('haiduong')) one.cookies.delete(name)
  const callback = await one.leadsTo(reception.url.href, `${world.haiDuong}/sso/ve`)
  await world.end('national', 'SIGKILL')
  const stopped = await one.open(callback)
  assert.equal(stopped.status, 503)
  assert.match(mainText(stopped), NATIONAL_IS_DOWN)
  await world.start('national')
  assert.ok(atReception((await one.open(reception.url.href)).url))
})

test('a province that begins while the national portal is down serves its pages, says so, and recovers by itself', async () => {
  await world.end('national', 'SIGKILL')
  await world.end('haiduong', 'SIGKILL')
  await world.start('haiduong')
  const one = await traveller(world, 'thu-ha')
  assert.equal((await one.open(`${world.haiDuong}/thu-tuc`)).status, 200)
  const stopped = await one.open(`${world.haiDuong}/sso/di`)
  assert.equal(stopped.status, 503)
  assert.match(mainText(stopped), NATIONAL_IS_DOWN)
  await world.start('national')
  const login = await one.open(`${world.haiDuong}/sso/di`)
  assert.equal(login.url.origin, world.national)
})

test('asked to stop, every process ends by itself within five seconds', async () => {
  for (const name of ['national', 'haiduong', 'lab'] as const) {
    const begun = performance.now()
    assert.equal(await world.end(name, 'SIGTERM'), 0, name)
    assert.ok(performance.now() - begun < 5_000, `${name} took ${performance.now() - begun} ms`)
  }
})
