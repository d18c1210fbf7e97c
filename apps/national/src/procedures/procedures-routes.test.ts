import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readDeepLink } from '@motcua/contracts/deep-link.ts'
import { type TestDb, testDb } from '@motcua/kit/test-db.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { messageProblems } from '@motcua/ui/words.ts'
import Fastify, { type FastifyInstance } from 'fastify'
import * as migration from '../db/migrations/010-procedures.ts'
import { catalogueStore } from './catalogue-store.ts'
import { messages } from './messages.ts'
import { proceduresRoutes } from './procedures-routes.ts'
import type { ProceduresTables } from './tables.ts'
import { catalogueOf, haiDuong, quangNinh } from './test-catalogues.ts'

let world: TestDb<ProceduresTables>
let app: FastifyInstance
let signedIn = true

const frame: Frame = {
  language: 'vi',
  portal: { kind: 'national', name: 'Một Cửa', tagline: 'Cổng', homeUrl: '/' },
  path: '/thu-tuc',
  menu: [],
  demonstration: true,
  hotline: '1800 1096',
}

before(async () => {
  world = await testDb<ProceduresTables>({ '010-procedures': migration })
  await catalogueStore(world.db).replace(catalogueOf('hai-duong', 'version-1'), new Date())
  app = Fastify()
  proceduresRoutes(app, {
    db: world.db,
    provinces: [haiDuong, quangNinh],
    frame: () => frame,
    requireAccount: async () => signedIn,
  })
})
after(async () => {
  await app.close()
  await world.stop()
})

const ward = 'tinh=30&huyen=288&xa=10534'
const get = (url: string) => app.inject({ url })

test('Step by step, without scripts: province, district, ward, then what is on offer', async () => {
  const first = await get('/thu-tuc')
  assert.equal(first.statusCode, 200)
  assert.match(first.body, /<option value="30">[^<]*Hải Dương<\/option>/)
  assert.doesNotMatch(first.body, /value="288"/)
  const second = await get('/thu-tuc?tinh=30&huyen=&xa=')
  assert.equal(second.statusCode, 200)
  assert.match(second.body, /<option value="288">Thành phố Hải Dương/)
  const third = await get('/thu-tuc?tinh=30&huyen=288&xa=')
  assert.match(third.body, /<option value="10534">Phường Lê Thanh Nghị/)
  const list = await get(`/thu-tuc?${ward}&dongy=1`)
  assert.equal(list.statusCode, 200)
  assert.match(list.body, /Thủ tục tại Phường Lê Thanh Nghị/)
  assert.match(list.body, /Đăng ký khai sinh/)
  assert.match(list.body, /\/thu-tuc\/nop\?tinh=30&amp;huyen=288&amp;xa=10534&amp;ma=1\.001193/)
})

test('Agreeing to an unfinished choice tells what is missing and keeps what is there', async () => {
  const nothing = await get('/thu-tuc?tinh=&huyen=&xa=&dongy=1')
  assert.equal(nothing.statusCode, 400)
  assert.match(nothing.body, /Bạn chưa chọn Tỉnh\/Thành phố/)
  const half = await get('/thu-tuc?tinh=30&huyen=288&xa=&dongy=1')
  assert.equal(half.statusCode, 400)
  assert.match(half.body, /Bạn chưa chọn Phường\/Xã/)
  assert.match(half.body, /<option value="288" selected>/)
})

const refusedPlaces: [string, string, RegExp][] = [
  ['an unknown province', 'tinh=99', /Không có Tỉnh\/Thành phố này/],
  ['a province that is no code', 'tinh=%27%3Cscript%3E', /Không có Tỉnh\/Thành phố này/],
  ['a district of another province', 'tinh=30&huyen=193&xa=06649', /không thuộc Tỉnh\/Thành phố bạn chọn/],
  ['a ward of another district', 'tinh=30&huyen=290&xa=10534', /không thuộc Quận\/Huyện bạn chọn/],
]
for (const [what, query, words] of refusedPlaces) {
  test(`A place with ${what} is refused in place`, async () => {
    const answer = await get(`/thu-tuc?${query}`)
    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, words)
    assert.doesNotMatch(answer.body, /<script>/)
  })
}

test('A province that is not connected says so, and one whose catalogue has not come yet says that', async () => {
  const far = await get('/thu-tuc?tinh=01&huyen=001&xa=00001')
  assert.equal(far.statusCode, 200)
  assert.match(far.body, /Thành phố Hà Nội chưa kết nối/)
  assert.match(far.body, /Tỉnh Hải Dương, Tỉnh Quảng Ninh/)
  const waiting = await get('/thu-tuc?tinh=22&huyen=193&xa=06649')
  assert.match(waiting.body, /Danh mục của Tỉnh Quảng Ninh đang được cập nhật/)
  const island = await get('/thu-tuc?tinh=51&huyen=536&xa=&dongy=1')
  assert.equal(island.statusCode, 200)
  assert.match(island.body, /Huyện này không có cấp xã/)
  assert.equal((await get('/thu-tuc/nop?tinh=22&huyen=193&xa=06649&ma=1.001193')).statusCode, 404)
})

test('The list is searched and filtered, and says when nothing is left', async () => {
  const found = await get(`/thu-tuc?${ward}&q=khai+TU`)
  assert.match(found.body, /tổng số <strong>1<\/strong> thủ tục/)
  const filtered = await get(`/thu-tuc?${ward}&linhvuc=kinh-doanh&cap=district&coquan=H23.20`)
  assert.match(filtered.body, /tổng số <strong>2<\/strong> thủ tục/)
  const none = await get(`/thu-tuc?${ward}&q=xyzzy`)
  assert.equal(none.statusCode, 200)
  assert.match(none.body, /Không tìm thấy thủ tục nào/)
})

const refusedQuestions: [string, string, RegExp][] = [
  ['a search of 10,000 letters', `q=${'a'.repeat(10_000)}`, /tối đa 200 ký tự/],
  ['an unknown field', 'linhvuc=khong-co', /Không có lĩnh vực này/],
  ['an unknown level', 'cap=galaxy', /Không có cấp thực hiện này/],
  ['an agency of another province', 'coquan=H49.11', /Không có cơ quan này/],
  ['page −1', 'trang=-1', /Số trang không hợp lệ/],
  ['page 0', 'trang=0', /Số trang không hợp lệ/],
  ['page 1e9', 'trang=1e9', /Số trang không hợp lệ/],
]
for (const [what, query, words] of refusedQuestions) {
  test(`A list asked for with ${what} is refused in place, with the list below`, async () => {
    const answer = await get(`/thu-tuc?${ward}&${query}`)
    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, words)
    assert.match(answer.body, /Đăng ký khai sinh/)
  })
}

test('Of repeated parameters the last counts, whatever came before', async () => {
  const answer = await get(`/thu-tuc?tinh=22&q=x&${ward}&q[]=1&q=khai+sinh&q=khai+tu&trang=7&trang=1`)
  assert.equal(answer.statusCode, 200)
  assert.match(answer.body, /tổng số <strong>1<\/strong> thủ tục/)
})

test('A page beyond the last shows the last', async () => {
  const answer = await get(`/thu-tuc?${ward}&trang=999`)
  assert.equal(answer.statusCode, 200)
  assert.match(answer.body, /Đăng ký khai sinh/)
})

test('What was typed comes back as text, never as markup', async () => {
  const answer = await get(`/thu-tuc?q=${encodeURIComponent('"><script>alert(1)</script> khai')}`)
  assert.doesNotMatch(answer.body, /<script>alert/)
  assert.match(answer.body, /&quot;&gt;&lt;script&gt;/)
})

test('A search from the home page goes over all provinces, accents or not', async () => {
  for (const q of ['khai sinh', 'KHAI SINH', 'khai sính']) {
    const answer = await get(`/thu-tuc?q=${encodeURIComponent(q)}`)
    assert.equal(answer.statusCode, 200)
    assert.match(answer.body, /tổng số <strong>4<\/strong> thủ tục/)
    assert.match(answer.body, /href="\/thu-tuc\?tinh=30&amp;q=1\.001193"/)
  }
})

test('Submitting leads to the province by a deep link that it reads', async () => {
  const answer = await get(`/thu-tuc/nop?${ward}&ma=1.001193`)
  assert.equal(answer.statusCode, 303)
  const url = new URL(answer.headers.location ?? '')
  assert.equal(url.origin + url.pathname, 'https://haiduong.example/nop-ho-so')
  assert.deepEqual(readDeepLink(Object.fromEntries(url.searchParams)), {
    kind: 'ok',
    link: {
      provincialCode: '1.001193.000.00.00.H23',
      nationalCode: '1.001193',
      agencyCode: 'H23.20.26',
      serviceCode: '1.001193.000.00.00.H23.01',
      fromNational: true,
    },
  })
})

test('Nothing in the request changes where submitting leads', async () => {
  const plain = await get(`/thu-tuc/nop?${ward}&ma=1.001193`)
  const told = await app.inject({
    url: `/thu-tuc/nop?${ward}&ma=1.001193&url=https://evil.example&ve=//evil.example&MaCoQuanThucHien=H49.20`,
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', referer: 'https://evil.example/' },
  })
  assert.equal(told.headers.location, plain.headers.location)
})

test('Without an account submitting leads to signing in, and from there back to exactly this', async () => {
  signedIn = false
  const answer = await get(`/thu-tuc/nop?${ward}&ma=1.001193&more=x`)
  signedIn = true
  assert.equal(answer.statusCode, 303)
  const url = new URL(answer.headers.location ?? '', 'https://here.example')
  assert.equal(url.origin + url.pathname, 'https://here.example/dang-nhap')
  const back = url.searchParams.get('ve') ?? ''
  assert.equal(back, `/thu-tuc/nop?${ward}&ma=1.001193`)
  assert.equal((await get(back)).statusCode, 303)
})

const notSubmitted: [string, string][] = [
  ['an unknown procedure', `${ward}&ma=9.999999`],
  ['a procedure that is no code', `${ward}&ma=${encodeURIComponent("1.001193' or '1'='1")}`],
  ['no procedure', ward],
  ['no place', 'ma=1.001193'],
  ['half a place', 'tinh=30&huyen=288&ma=1.001193'],
  ['a place where nobody receives it', 'tinh=30&huyen=288&xa=10513&ma=1.001193'],
  ['a province that is not connected', 'tinh=01&huyen=001&xa=00001&ma=1.001193'],
]
for (const [what, query] of notSubmitted) {
  test(`Submitting with ${what} leads nowhere`, async () => {
    const answer = await get(`/thu-tuc/nop?${query}`)
    assert.ok([400, 404].includes(answer.statusCode), `${answer.statusCode}`)
    assert.equal(answer.headers.location, undefined)
  })
}

test('The details of a procedure tell what to bring, how long and how much', async () => {
  const answer = await get(`/thu-tuc/chi-tiet?${ward}&ma=1.001193`)
  assert.equal(answer.statusCode, 200)
  for (const words of ['Tờ khai', '03 ngày làm việc', 'Miễn lệ phí', 'UBND phường', 'Hộ tịch']) {
    assert.ok(answer.body.includes(words), words)
  }
  assert.equal((await get(`/thu-tuc/chi-tiet?${ward}&ma=9.999999`)).statusCode, 404)
})

test('The units below a province or district are given to the script that refills the selects', async () => {
  const districts = (await get('/thu-tuc/dia-ban?cha=30')).json()
  assert.equal(districts.length, 12)
  assert.deepEqual(districts[0], { value: '288', label: 'Thành phố Hải Dương' })
  const communes = (await get('/thu-tuc/dia-ban?cha=288')).json()
  assert.ok(communes.some((one: { value: string }) => one.value === '10534'))
  for (const cha of ['', '99', '000', 'x', '__proto__']) {
    assert.equal((await get(`/thu-tuc/dia-ban?cha=${cha}`)).statusCode, 404, cha)
  }
})

test('Every message is there in both languages', () => {
  assert.deepEqual(messageProblems(messages), [])
})

test('A search for what no text contains finds nothing, with and without a place', async () => {
  for (const where of ['', 'tinh=30&huyen=288&xa=10507&']) {
    const answer = await app.inject(`/thu-tuc?${where}q=khai%00sinh`)
    assert.equal(answer.statusCode, 200)
  }
})
