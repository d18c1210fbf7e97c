import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readDeepLink } from '@motcua/contracts/deep-link.ts'
import { provinceCatalogue } from '@motcua/contracts/province-catalogue.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { messageProblems } from '@motcua/ui/words.ts'
import Fastify from 'fastify'
import { loadCatalogue } from './catalogue.ts'
import { messages } from './messages.ts'
import { proceduresRoutes } from './procedures-routes.ts'
import { loadProvince } from './province.ts'

const province = await loadProvince(fileURLToPath(new URL('../../config/hai-duong.json', import.meta.url)))
const catalogue = await loadCatalogue(province)
const frame: Frame = {
  language: 'vi',
  portal: { kind: 'provincial', ...province.portal.vi, homeUrl: '/' },
  path: '/thu-tuc',
  menu: [],
  demonstration: true,
  hotline: '1800 1096',
}
const app = Fastify()
proceduresRoutes(app, { catalogue, frame: () => frame })
after(() => app.close())

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

test('The catalogue is published as the contract says, under its version as ETag', async () => {
  const answer = await get('/api/catalogue')
  assert.equal(answer.statusCode, 200)
  const published = provinceCatalogue.parse(answer.json())
  assert.equal(answer.headers.etag, `"${published.version}"`)
  assert.equal(published.procedures.length, catalogue.published.procedures.length)
  assert.ok(!answer.body.includes('codeSource'))
})

test('Whoever has this version is answered 304 without a body', async () => {
  const etag = String((await get('/api/catalogue')).headers.etag)
  const since = `/api/catalogue?since=${catalogue.published.version}`
  const answers = [
    await get('/api/catalogue', { 'if-none-match': etag }),
    await get('/api/catalogue', { 'if-none-match': `"other", W/${etag}` }),
    await get('/api/catalogue', { 'if-none-match': '*' }),
    await get(since),
  ]
  for (const answer of answers) {
    assert.deepEqual([answer.statusCode, answer.body, answer.headers.etag], [304, '', etag])
  }
})

test('Another version, or rubbish in its place, is answered with the catalogue', async () => {
  for (const held of ['"other"', 'x'.repeat(5_000), '""', catalogue.published.version]) {
    assert.equal((await get('/api/catalogue', { 'if-none-match': held })).statusCode, 200, held.slice(0, 20))
  }
  assert.equal((await get('/api/catalogue?since=1&since=2')).statusCode, 200)
})

test('The list is searched without accents and its pages lead on with the same question', async () => {
  const found = await get('/thu-tuc?q=KHAI+sinh')
  assert.equal(found.statusCode, 200)
  assert.match(found.body, /href="\/thu-tuc\/1\.001193"><strong>Đăng ký khai sinh/)
  assert.doesNotMatch(found.body, /Đăng ký khai tử/)
  const wide = await get('/thu-tuc?cap=commune')
  assert.match(wide.body, /href="\/thu-tuc\?cap=commune&amp;trang=2"/)
  assert.equal((await get('/thu-tuc?cap=commune&trang=2')).statusCode, 200)
})

const refused: [string, string, RegExp][] = [
  ['a search of 10,000 letters', `q=${'a'.repeat(10_000)}`, /tối đa 200 ký tự/],
  ['an unknown field', 'linhvuc=khong-co', /Không có lĩnh vực này/],
  ['an unknown level', 'cap=galaxy', /Không có cấp thực hiện này/],
  ['an agency of another province', 'coquan=H49.11', /Không có cơ quan này trong tỉnh/],
  ['page −1', 'trang=-1', /Số trang không hợp lệ/],
]
for (const [what, query, words] of refused) {
  test(`A list asked for with ${what} is refused in place`, async () => {
    const answer = await get(`/thu-tuc?${query}`)
    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, words)
  })
}

test('Repeated and surplus parameters do no harm, and a page beyond the last is the last', async () => {
  const answer = await get('/thu-tuc?q=x&q=khai+sinh&cap[]=1&__proto__=1&trang=999')
  assert.equal(answer.statusCode, 200)
  assert.match(answer.body, /Đăng ký khai sinh/)
})

test('Where one department receives a procedure, submitting is a link that reads as a deep link', async () => {
  const answer = await get('/thu-tuc/2.000488')
  assert.equal(answer.statusCode, 200)
  const link = /href="(\/nop-ho-so\?[^"]+)"/.exec(answer.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const reading = readDeepLink(Object.fromEntries(new URL(link, 'http://here').searchParams))
  assert.deepEqual(reading, {
    kind: 'ok',
    link: {
      provincialCode: '2.000488.000.00.00.H23',
      nationalCode: '2.000488',
      serviceCode: '2.000488.000.00.00.H23.01',
      agencyCode: 'H23.11',
      fromNational: false,
    },
  })
})

test('Where every ward receives it, the visitor chooses the ward, and the form asks for the same', async () => {
  const { body } = await get('/thu-tuc/1.001193')
  assert.match(body, /<form[^>]*action="\/nop-ho-so"[^>]*method="get"/)
  assert.match(body, /name="MaTTHCDP" value="1\.001193\.000\.00\.00\.H23"/)
  assert.match(body, /<option value="H23\.20\.26">UBND phường Lê Thanh Nghị/)
  assert.match(body, /Giấy chứng sinh/)
})

test('A procedure is found under its provincial code too, an unknown one is 404', async () => {
  assert.equal((await get('/thu-tuc/1.001193.000.00.00.H23')).statusCode, 200)
  for (const code of ['9.999999', '__proto__', '%3Cscript%3E', 'constructor']) {
    assert.equal((await get(`/thu-tuc/${code}`)).statusCode, 404, code)
  }
})

test('Every message is there in both languages', () => {
  assert.deepEqual(messageProblems(messages), [])
})
