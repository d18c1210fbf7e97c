import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import {
  type Answer,
  type Browser,
  formOf,
  locationOf,
  ORIGIN,
  type TestPortal,
  testPortal,
} from '../../test-portal.ts'
import { aStatement, multipart, multipartType, send, type TestFile } from '../test-complaint.ts'
import { docx, docxEntries, EXE, JPEG, OLD_OFFICE, PDF, PNG, pdfOf, xlsx, zip } from './test-files.ts'

const MIB = 1024 * 1024
const PATH = '/khieu-nai/gui'

describe('uploading files', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())

  const upload = async (by: Browser, files: TestFile[], page?: Answer) =>
    send(by, page ?? (await by.get(PATH)), { ...aStatement(), action: 'upload' }, files)
  const held = ({ body }: Answer) =>
    [...body.matchAll(/<li><svg.*?<strong>([^<]*)<\/strong><small>([^<]*)</gs)].map(([, ...of]) => of.join(' '))
  const waiting = async () =>
    (await portal.national.db.selectFrom('complaint_attachments').select('id').execute()).length
  /** What is said of the files, by the ids of the lines. */
  const refused = ({ body }: Answer) =>
    Object.fromEntries(
      [...body.matchAll(/id="attachments-([a-z-]+)" tabindex[^>]*>.*?<\/span>([^<]*)</gs)].map(([, id, text]) => [
        id,
        text,
      ]),
    )

  async function refusedFor(files: TestFile[], by = portal.browser()) {
    const answer = await upload(by, files)
    return [answer.statusCode, Object.keys(refused(answer)).sort().join(), held(answer).length]
  }

  it('keeps all kinds, lists them, and shows again what was typed', async () => {
    const by = portal.browser()
    const files = [
      { name: 'Đơn của tôi.pdf', content: PDF },
      { name: 'ảnh.jpg', content: JPEG },
      { name: 'a.png', content: PNG },
      { name: 'đơn.docx', content: docx() },
      { name: 'bảng.xlsx', content: xlsx() },
    ]
    const posted = await upload(by, files)
    assert.equal(posted.statusCode, 303)
    const page = await by.follow(posted)
    assert.deepEqual(
      held(page).map(line => line.split(' · ')[0]),
      [...['Đơn của tôi.pdf PDF', 'ảnh.jpg JPEG', 'a.png PNG', 'đơn.docx DOCX', 'bảng.xlsx XLSX']],
    )
    assert.match(page.body, /value="Trần Thị Khiếu"/)
    assert.match(page.body, /chưa từng đăng ký\.<\/textarea>/)
    assert.match(page.body, /value="opened-by-another" checked/)
  })

  it('takes what it can of many files, names what it refuses, and keeps the values', async () => {
    const by = portal.browser()
    const answer = await upload(by, [
      { name: 'tốt.pdf', content: PDF },
      { name: 'virus.pdf', content: EXE, type: 'application/pdf' },
      { name: 'cũ.docx', content: OLD_OFFICE },
      { name: 'bom.docx', content: zip([...docxEntries(), { name: 'a', content: Buffer.alloc(2 * MIB), told: 1 }]) },
      { name: 'rỗng.pdf', content: Buffer.alloc(0) },
      { name: '<b>&.html', content: Buffer.from('<script>') },
    ])
    assert.equal(answer.statusCode, 422)
    assert.deepEqual(
      held(answer).map(line => line.split(' ')[0]),
      ['tốt.pdf'],
    )
    const said = refused(answer)
    assert.deepEqual(Object.keys(said).sort(), ['damaged', 'empty', 'foreign', 'old-office'])
    assert.match(said.foreign ?? '', /virus\.pdf, &lt;b&gt;&amp;\.html/)
    assert.match(said.damaged ?? '', /bom\.docx/)
    assert.match(answer.body, /href="#attachments-foreign"/)
    assert.match(answer.body, /value="Trần Thị Khiếu"/)
  })

  it('takes ten megabytes and refuses a byte more with 413, the values kept', async () => {
    const by = portal.browser()
    const [fits, over] = [pdfOf('vừa', 10 * MIB), pdfOf('quá', 10 * MIB + 1)]
    const answer = await upload(by, [
      { name: 'vừa.pdf', content: fits },
      { name: 'quá.pdf', content: over },
    ])
    assert.equal(answer.statusCode, 413)
    assert.deepEqual(held(answer), ['vừa.pdf PDF · 10 MB'])
    assert.match(refused(answer)['too-large'] ?? '', /quá\.pdf/)
    assert.match(answer.body, /value="Trần Thị Khiếu"/)
  })

  it('takes fifty megabytes together and no more, over several submissions too', async () => {
    const by = portal.browser('198.51.100.201')
    const five = Array.from({ length: 5 }, (_, n) => ({ name: `${n}.pdf`, content: pdfOf(String(n), 10 * MIB) }))
    const page = await by.follow(await upload(by, five))
    assert.equal(held(page).length, 5)
    const more = await upload(by, [{ name: 'thêm.pdf', content: PDF }], page)
    assert.equal(more.statusCode, 413)
    assert.match(refused(more)['too-much'] ?? '', /thêm\.pdf/)
    const { hidden } = formOf(more)
    const [first = ''] = (hidden.uploaded ?? '').split(',')
    const removed = await by.follow(await send(by, more, { ...aStatement(), remove: first }))
    assert.equal(held(removed).length, 4)
    assert.equal((await upload(by, [{ name: 'thêm.pdf', content: PDF }], removed)).statusCode, 303)
  })

  it('takes ten files of a hundred', async () => {
    const hundred = Array.from({ length: 100 }, (_, n) => ({ name: `${n}.pdf`, content: pdfOf(`trăm ${n}`) }))
    const answer = await upload(portal.browser(), hundred)
    assert.equal(answer.statusCode, 413)
    assert.equal(held(answer).length, 10)
    assert.match(refused(answer)['too-many'] ?? '', /10\.pdf, 11\.pdf, 12\.pdf \(\+87\)/)
  })

  it('tells files of one name apart, and keeps the same file once', async () => {
    const by = portal.browser()
    const page = await by.follow(
      await upload(by, [
        ...[PDF, pdfOf('hai'), PDF].map(content => ({ name: 'đơn.pdf', content })),
        { name: 'khác.pdf', content: PDF },
      ]),
    )
    assert.deepEqual(
      held(page).map(line => line.split(' ')[0]),
      ['đơn.pdf', 'đơn.pdf'],
    )
  })

  it('shows names without folders, marks and markup, and stores nothing under them', async () => {
    const by = portal.browser()
    const names = ['C:\\fake\\đường.pdf', '../../x.pdf', 'a\0b.pdf', `${'d'.repeat(300)}.pdf`, '<i>.pdf']
    const page = await by.follow(
      await upload(
        by,
        names.map((name, n) => ({ name, content: pdfOf(name + n) })),
      ),
    )
    const shown = held(page).map(line => line.replace(/ PDF ·.*/, ''))
    assert.deepEqual(shown.slice(0, 3).concat(shown.slice(4)), ['đường.pdf', 'x.pdf', 'ab.pdf', '&lt;i&gt;.pdf'])
    assert.match(shown[3] ?? '', /^d{67}…d{8}\.pdf$/)
  })

  it('takes no file of another field, and none where none was chosen', async () => {
    const by = portal.browser()
    const none = await upload(by, [{ content: Buffer.alloc(0) }, { name: 'a.pdf', content: PDF, field: 'statement' }])
    assert.equal(none.statusCode, 303)
    assert.deepEqual(held(await by.follow(none)), [])
  })

  it('overwrites what somebody sends as if it were the outcome', async () => {
    const by = portal.browser()
    const forged = JSON.stringify({ taken: [], refused: [{ reason: 'foreign', name: 'x' }] })
    assert.equal((await send(by, await by.get(PATH), { action: 'upload', received: forged })).statusCode, 303)
  })

  it('answers a body that is no form, or ends too early, with a page and below 500', async () => {
    const by = portal.browser()
    const whole = multipart({ step: 'statement', v: '0' }, [{ name: 'a.pdf', content: PDF }])
    const bodies: [string, Buffer | string, number][] = [
      [multipartType('other'), whole, 400],
      ['multipart/form-data', whole, 400],
      ['multipart/form-data; boundary=', whole, 410],
      [multipartType(), whole.subarray(0, whole.length - 60), 400],
      [multipartType(), whole.subarray(0, 40), 400],
      [multipartType(), 'rubbish', 400],
      [multipartType(), '', 410],
      [multipartType(), multipart({ __proto__x: '1', constructor: 'x' }), 400],
      [multipartType(), multipart(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`f${n}`, 'x']))), 413],
      [
        multipartType(),
        multipart(
          {},
          Array.from({ length: 400 }, () => ({ content: Buffer.alloc(0) })),
        ),
        413,
      ],
      ['application/x-www-form-urlencoded', `statement=${'x'.repeat(100_000)}`, 413],
      ['application/pdf', PDF, 415],
    ]
    for (const [type, payload, status] of bodies) {
      const { action: url } = formOf(await by.get(PATH))
      const answer = await by.send({ method: 'POST', url, headers: { 'content-type': type, origin: ORIGIN }, payload })
      assert.equal(answer.statusCode, status, `${type} ${String(payload).slice(0, 50)}`)
      assert.match(answer.body, /<h1/)
    }
  })

  it('is refused from other sites, whatever the kind of form', async () => {
    const by = portal.browser()
    const { action: url } = formOf(await by.get(PATH))
    const before = await waiting()
    const payload = multipart({ step: 'statement', v: '0' }, [{ name: 'a.pdf', content: pdfOf('forged') }])
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const forged = await by.send({
        method: 'POST',
        url,
        headers: { 'content-type': multipartType(), ...headers },
        payload,
      })
      assert.equal(forged.statusCode, 403)
    }
    assert.equal(await waiting(), before)
  })

  it('is possible nowhere else', async () => {
    for (const url of ['/dang-nhap', '/quen-mat-khau', '/dang-ky/thue-bao-di-dong']) {
      const by = portal.browser()
      const { action } = formOf(await by.get(url))
      const headers = { 'content-type': multipartType(), origin: ORIGIN }
      const answer = await by.send({
        method: 'POST',
        url: action,
        headers,
        payload: multipart({}, [{ name: 'a.pdf', content: PDF }]),
      })
      assert.equal(answer.statusCode, 415, url)
    }
  })

  it('to somebody else’s form, or to none, changes nothing there', async () => {
    const [one, thief] = [portal.browser(), portal.browser()]
    const page = await one.follow(await upload(one, [{ name: 'của tôi.pdf', content: PDF }]))
    assert.equal((await upload(thief, [{ name: 'xen.pdf', content: pdfOf('xen') }], page)).statusCode, 410)
    const { hidden } = formOf(page)
    await send(thief, page, { ...aStatement(), remove: hidden.uploaded ?? '' })
    assert.deepEqual(
      held(await one.get(formOf(page).action)).map(line => line.split(' PDF')[0]),
      ['của tôi.pdf'],
    )
    const nowhere = `${PATH}/x`
    const headers = { 'content-type': multipartType(), origin: ORIGIN }
    const lost = await thief.send({
      method: 'POST',
      url: nowhere,
      headers,
      payload: multipart({}, [{ name: 'a.pdf', content: PDF }]),
    })
    assert.equal(lost.statusCode, 410)
  })

  it('is one submission when it is sent twice at once', async () => {
    const by = portal.browser()
    const page = await by.get(PATH)
    const files = [{ name: 'a.pdf', content: pdfOf('hai lần') }]
    const answers = await Promise.all([upload(by, files, page), upload(by, files, page)])
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [303, 303],
    )
    assert.equal(held(await by.follow(answers[0] as Answer)).length, 1)
  })

  it('is taken sixty times an hour from one place', async () => {
    const place = '198.51.100.60'
    for (let n = 0; n < 6; n++) {
      const by = portal.browser(place)
      const ten = Array.from({ length: 10 }, (_, m) => ({ name: `${m}.pdf`, content: pdfOf(`${n} ${m}`) }))
      assert.equal((await upload(by, ten)).statusCode, 303)
    }
    assert.deepEqual(await refusedFor([{ name: 'a.pdf', content: PDF }], portal.browser(place)), [422, 'too-often', 0])
  })

  it('stops reading what goes on and on, and still shows the form again with its values', async () => {
    const by = portal.browser()
    const { action: url, hidden } = formOf(await by.get(PATH))
    const film = { name: 'phim.mp4', content: Buffer.alloc(101 * MIB) }
    const body = multipart({ ...hidden, ...aStatement(), action: 'upload' }, [film])
    const chunks = Array.from({ length: Math.ceil(body.length / MIB) }, (_, n) => body.subarray(n * MIB, (n + 1) * MIB))
    const headers = { 'content-type': multipartType(), origin: ORIGIN }
    const answer = await by.send({ method: 'POST', url, headers, payload: Readable.from(chunks) })
    assert.equal(answer.statusCode, 413)
    assert.ok('cut-off' in refused(answer), JSON.stringify(refused(answer)))
    assert.match(answer.body, /value="Trần Thị Khiếu"/)
    assert.equal(answer.headers.connection, 'close')
  })

  it('survives visitors who go away in the middle, and keeps nothing of half a file', async () => {
    await portal.server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = portal.server.server.address() as AddressInfo
    const before = await waiting()
    const body = multipart({ step: 'statement', v: '0' }, [{ name: 'a.pdf', content: pdfOf('nửa', MIB) }])
    const head = `POST ${PATH}/7b0d8a52-93f5-4c1e-8d7a-0f5a3a3c2b11 HTTP/1.1\r\nHost: x\r\nContent-Type: ${multipartType()}\r\nContent-Length: ${body.length}\r\n\r\n`
    for (const cut of [10, 500, 200_000, body.length - 40]) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      const came = once(portal.server.server, 'request')
      socket.write(head)
      socket.write(body.subarray(0, cut))
      await came
      await new Promise(resolve => setTimeout(resolve, 50))
      socket.destroy()
    }
    const by = portal.browser()
    assert.equal(held(await by.follow(await upload(by, [{ name: 'a.pdf', content: PDF }]))).length, 1)
    assert.equal(await waiting(), before + 1)
    assert.equal(locationOf(await by.get('/khieu-nai')), undefined)
  })
})
