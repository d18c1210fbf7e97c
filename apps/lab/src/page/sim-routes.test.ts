import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { statusIn, transactionIn } from '../sim/test-mss.ts'
import { testSignatures } from '../test-lab.ts'

const lab = await testSignatures()
after(() => lab.close())
const HA = '+84828114088'
const page = async (of = 'thu-ha') => (await lab.server.inject(`/?vai=${of}`)).body

/** Presses a button on the phone's page, with all that its form carries. */
function press(viec: string, fields: Record<string, string> = {}, number = '0828114088') {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const payload = new URLSearchParams({ ve: `/?vai=thu-ha&so=${number}`, viec, ...fields }).toString()
  return lab.server.inject({ method: 'POST', url: `/dien-thoai/${number}/sim`, headers, payload })
}

const promptIn = (body: string) => /name="yeu-cau" value="([^"]+)"/.exec(body)?.[1] ?? 'none'

test('The phone shows what its SIM asks, escaped, with the code apart and a field for the PIN', async () => {
  await lab.vinaphone.begin({ phone: HA, displayed: 'Đăng nhập <b>Một Cửa</b>. Mã 7391' })
  const body = await page()
  assert.match(body, /Đăng nhập &lt;b&gt;Một Cửa&lt;\/b&gt;\. Mã <span class="match digits">7391<\/span>/)
  assert.match(body, /<input[^>]*name="pin"[^>]*inputmode="numeric"/)
  assert.doesNotMatch(await page('duc-anh'), /name="yeu-cau"/)
  await lab.decline(HA)
  assert.doesNotMatch(await page(), /name="yeu-cau"/)
})

test('By forms alone a wrong PIN is told with the tries left, and the right one signs', async () => {
  const id = transactionIn(await lab.vinaphone.begin({ phone: HA }))
  const prompt = promptIn(await page())
  const answer = await press('dong-y', { 'yeu-cau': prompt, pin: '000000' })
  assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/?vai=thu-ha&so=0828114088'])
  assert.match(await page(), /PIN chưa đúng, còn 2 lần nhập/)
  await press('dong-y', { 'yeu-cau': prompt, pin: ' 246810 ' })
  assert.equal(statusIn(await lab.vinaphone.status(id)), '502')
})

test('By forms alone one declines', async () => {
  const id = transactionIn(await lab.vinaphone.begin({ phone: HA }))
  await press('tu-choi', { 'yeu-cau': promptIn(await page()) })
  assert.equal(statusIn(await lab.vinaphone.status(id)), 'fault 401')
})

test('A phone that is off is dark, until it is switched on', async () => {
  assert.doesNotMatch(await page(), /Điện thoại đang tắt/)
  await press('tat')
  assert.match(await page(), /Điện thoại đang tắt[\s\S]*/)
  assert.match(await page(), /value="bat"/)
  await press('bat')
  assert.doesNotMatch(await page(), /Điện thoại đang tắt/)
})

test('A blocked PIN is said, and can be unblocked', async () => {
  assert.match(await page('sim-khoa-pin'), /PIN SIM đã bị khóa/)
  await press('mo-khoa', {}, '0919480237')
  assert.doesNotMatch(await page('sim-khoa-pin'), /PIN SIM đã bị khóa/)
})

test('Another SIM is put in by a button', async () => {
  const serial = async () => (await lab.pki.sim(HA))?.certificate.serialNumber
  const before = await serial()
  await press('thay')
  assert.notEqual(await serial(), before)
})

test('What is no button, no phone or another site’s is refused, and one comes back to this site only', async () => {
  assert.equal((await press('ném')).statusCode, 400)
  assert.equal((await press('tat', {}, '0357204415')).statusCode, 404)
  assert.equal((await press('bat', { ve: 'https://attacker.example/' })).headers.location, '/')
  const foreign = await lab.server.inject({
    ...{ method: 'POST', url: '/dien-thoai/0828114088/sim', payload: 'viec=tat' },
    headers: { origin: 'https://attacker.example', 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.equal(foreign.statusCode, 403)
  assert.equal(lab.signatures.handsets.of(HA)?.power, 'on')
})

test('A phone without a signing SIM has no switches', async () => {
  assert.doesNotMatch(await page('khong-chinh-chu'), /sim-switches/)
})
