import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startWorld, type World } from '../world.ts'
import { mainText, type Page, titleOf } from './page.ts'
import { at, LE_THANH_NGHI, offersAt, submitOnline, traveller } from './road.ts'
import { aVisitor } from './visitor.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

/** Letters that only Vietnamese has. */
const VIETNAMESE = /[ăâđêôơưạảãàằắẳẵặầấẩẫậèẻẽéẹềếểễệìỉĩíịòỏõóọồốổỗộờớởỡợùủũúụừứửữựỳỷỹýỵ]/i
/** Names stay as they are. */
const NAMES = /Một Cửa|Hải Dương|Quảng Ninh/g

function assertEnglish(page: Page): void {
  assert.match(page.html, /<html [^>]*lang="en"/)
  const said = mainText(page).replace(NAMES, '')
  assert.equal(VIETNAMESE.exec(said)?.[0], undefined, `${page.url}: ${said}`)
}

test('every entrance exists in English, and the choice is kept', async () => {
  const one = aVisitor()
  const switched = await one.follow(await one.open(`${world.national}/dang-ky/thue-bao-di-dong`), 'English')
  assert.equal(switched.url.pathname, '/dang-ky/thue-bao-di-dong')
  assertEnglish(switched)
  for (const path of [
    '/dang-ky',
    '/dang-ky/bao-hiem-xa-hoi',
    '/dang-nhap',
    '/dang-nhap/passkey',
    '/quen-mat-khau',
    '/tro-giup',
    '/khieu-nai',
    '/khieu-nai/gui',
    '/khieu-nai/tra-cuu',
  ]) {
    assertEnglish(await one.open(world.national + path))
  }
})

test('the province speaks English too, and each portal remembers by itself', async () => {
  const one = aVisitor()
  assertEnglish(await one.follow(await one.open(`${world.haiDuong}/dang-nhap`), 'English'))
  assertEnglish(await one.open(`${world.haiDuong}/dang-ky`))
  assert.match((await one.open(`${world.national}/dang-nhap`)).html, /<html [^>]*lang="vi"/)
})

const RUBBISH = [
  'MaTTHCDP=',
  'MaTTHCDP=1.001193',
  'MaTTHCDP=1.001193.000.00.00.H23',
  'MaTTHCDP=1.001193.000.00.00.H23&MaTTHCDP=1.001193.000.00.00.H23&MaCoQuanThucHien=H23.20.26',
  'MaTTHCDP=1.001193.000.00.00.H49&MaCoQuanThucHien=H23.20.26',
  'MaTTHCDP=9.999999.000.00.00.H23&MaCoQuanThucHien=H23.20.26',
  "MaTTHCDP='%20or%201=1--&MaCoQuanThucHien=H23.20.26",
  'MaTTHCDP=<script>alert(1)</script>&MaCoQuanThucHien=H23.20.26',
  `MaTTHCDP=${'1'.repeat(4_000)}&MaCoQuanThucHien=H23.20.26`,
  'MaTTHCDP=%00&MaCoQuanThucHien=%FF%FE',
  'MaTTHCDP=1.001193.000.00.00.H23&MaCoQuanThucHien=H23.20.26&vnconnect=2',
  'MaTTHC=1.001193&MaTTHCDP[]=x&MaTTHCDP[a]=y&MaCoQuanThucHien=&__proto__=z',
]

test('a deep link with rubbish in it is refused in words, whatever the rubbish, and starts no sign-on', async () => {
  for (const rubbish of RUBBISH) {
    const page = await aVisitor().open(`${world.haiDuong}/nop-ho-so?vnconnect=1&${rubbish}`)
    assert.ok(page.status >= 400 && page.status < 500, `${page.status} for ${rubbish}`)
    assert.equal(page.url.origin, world.haiDuong, rubbish)
    assert.doesNotMatch(page.html, /<script>alert/)
    assert.ok(titleOf(page).length > 10, rubbish)
  }
})

test('a place or procedure that is none is refused in words by the national portal', async () => {
  const here = 'tinh=30&huyen=288&xa=10534'
  for (const rubbish of [
    ...['', 'ma=1.001193', `${here}&ma=`, `${here}&ma=9.999999`, `${here}&ma=../../etc/passwd`],
    ...['tinh=99&huyen=288&xa=10534&ma=1.001193', 'tinh=30&huyen=001&xa=10534&ma=1.001193'],
    ...[`${here}&ma=1.001193&ma=9.999999&ma[]=x`, 'tinh=%00&huyen=%FF&xa=<b>&ma=%27', `tinh=${'3'.repeat(3_000)}`],
  ]) {
    const page = await aVisitor().open(`${world.national}/thu-tuc/nop?${rubbish}`)
    assert.ok(page.status >= 400 && page.status < 500, `${page.status} for ${rubbish}`)
    assert.equal(page.url.pathname, '/thu-tuc/nop', rubbish)
  }
})

test('huge, malformed and foreign requests are refused, and nothing answers 500', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const url = `${world.national}/dang-ky/thue-bao-di-dong/00000000-0000-4000-8000-000000000000`
  const post = async (body: string, headers: Record<string, string>) =>
    (await fetch(url, { method: 'POST', body, headers, redirect: 'manual' })).status
  const origin = world.national
  assert.equal(await post(`step=details&fullName=${'x'.repeat(1_000_000)}`, { ...form, origin }), 413)
  assert.equal(await post('step=details', { ...form, origin: 'https://evil.example' }), 403)
  assert.equal(await post('{"step":', { 'content-type': 'application/json', origin }), 400)
  assert.equal(await post('<step/>', { 'content-type': 'application/xml', origin }), 415)
  assert.equal(await post('%=%&&==&step=details&step=otp&__proto__[a]=1', { ...form, origin }), 410)
  const cookie = 'national-session=%00%FF; =; ;;; a=b=c; national-browser="><script>'
  for (const path of ['/', '/tai-khoan', '/dang-nhap', '/thu-tuc']) {
    const { status } = await fetch(world.national + path, { headers: { cookie, 'accept-language': ';;q=x,*;q=9' } })
    assert.ok(status < 500, `${status} of ${path}`)
  }
})

test('an address that is none has a page of its own, in both portals', async () => {
  for (const portal of [world.national, world.haiDuong]) {
    const page = await aVisitor().open(`${portal}/khong-co-trang-nay`)
    assert.equal(page.status, 404)
    assert.ok(mainText(page).length > 20)
  }
})

test('a person who is signed in comes to the offers with their name above, and a province knows nothing of it', async () => {
  const one = await traveller(world, 'thu-ha')
  await at('account', one)
  assert.ok((await offersAt(one, LE_THANH_NGHI)).html.includes(one.person.fullName))
  assert.ok(!(await one.open(`${world.haiDuong}/thu-tuc`)).html.includes(one.person.fullName))
  assert.equal((await submitOnline(one)).url.origin, world.national)
})
