import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageProblems } from '@motcua/ui/words.ts'
import { personas } from '../personas.ts'
import { testLab } from '../test-lab.ts'
import { messages } from './messages.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }

test('Both languages say the same things', () => {
  assert.deepEqual(messageProblems(messages), [])
})

test('Every persona’s page shows their number, papers and story in both languages', async () => {
  const { server } = await testLab()
  for (const one of personas) {
    for (const language of ['vi', 'en'] as const) {
      const page = await server.inject({ url: `/?vai=${one.id}`, cookies: { 'lab-language': language } })
      assert.equal(page.statusCode, 200)
      const shown = page.body.replaceAll('&#39;', "'").replaceAll('&amp;', '&')
      for (const said of [one.fullName, one.idNumber, one.story[language], one.mailbox])
        assert.ok(shown.includes(said), said)
    }
  }
})

test('The list says by name which ways of registering work for a person, and only those that run here', async () => {
  const { server } = await testLab()
  const { body } = await server.inject('/')
  const ways = (id: string) => {
    const [item = ''] = new RegExp(`<a href="/\\?vai=${id}"[^]*?</a>`).exec(body) ?? []
    return /<span class="abilities">.*/s.exec(item)?.[0].replace(/<svg.*?<\/svg>|<[^>]+>/gs, '')
  }
  assert.equal(ways('bhxh-khac-so'), 'SĐT: đượcBHXH: không được')
  assert.equal(ways('bhxh-khong-so'), 'SĐT: đượcBHXH: được')
  assert.equal(ways('nhieu-so'), 'SĐT: được')
})

test('A message is shown escaped, its code set apart', async () => {
  const { server, devices } = await testLab()
  devices.phones.add('+84828114088', {
    at: '2026-01-01T00:00:00.000Z',
    from: '<b>',
    text: '471902 <script>alert(1)</script>',
  })
  const { body } = await server.inject('/')
  assert.match(body, /<strong class="digits">471902<\/strong> &lt;script&gt;/)
  assert.doesNotMatch(body, /<script>alert/)
})

test('Another of a persona’s numbers is shown when asked for, a stranger’s is not', async () => {
  const { server } = await testLab()
  assert.match((await server.inject('/?vai=nhieu-so&so=0903361187')).body, /0903 361 187<\/strong> · MobiFone/)
  assert.match((await server.inject('/?vai=nhieu-so&so=0828114088')).body, /0385 527 140<\/strong> · Viettel/)
})

test('Each token is shown with issuer, validity, state and PIN, can be downloaded, and how to use it is said', async () => {
  const { server, pki } = await testLab()
  const { body } = await server.inject('/?vai=thu-ha')
  const [newtel = '', fpt = ''] = body.split('<p class="token-head">').slice(1)
  assert.match(newtel, /Cá nhân · NEWTEL-CA<[\s\S]*Còn hiệu lực[\s\S]*NEWTEL-CA v2[\s\S]*12345678/)
  assert.match(fpt, /Đã hết hạn[\s\S]*FPT-CA</)
  const year = (await pki.token('thu-ha-newtel'))?.certificate.validToDate.getFullYear()
  assert.match(newtel, new RegExp(`– \\d{2}/\\d{2}/${year}`))
  assert.match(body, /npm run agent -- --p12 thu-ha-newtel\.p12/)
  const [, link = ''] = /href="(\/api\/tokens\/[^"]+)"/.exec(newtel) ?? []
  assert.equal((await server.inject(link)).headers['content-type'], 'application/x-pkcs12')
  assert.doesNotMatch((await server.inject('/?vai=khong-chinh-chu')).body, /class="token-head"/)
})

test('What is wrong with a token is said beside it', async () => {
  const { server } = await testLab()
  for (const [id, state] of Object.entries({
    'usb-thu-hoi': 'Đã thu hồi',
    'usb-tam-dung': 'Đang tạm dừng',
    'usb-chua-hieu-luc': 'Chưa đến ngày hiệu lực',
    'usb-sai-muc-dich': 'Sai mục đích',
    'usb-tu-ky': 'Không tin được',
    'usb-sai-khoa': 'Sai khóa',
    'crl-het-han': 'Khó kiểm tra',
    'duc-anh': 'Còn hiệu lực',
  })) {
    const { body } = await server.inject(`/?vai=${id}`)
    assert.ok(body.split('<p class="token-head">')[1]?.includes(`${state}</span>`), id)
  }
})

test('A mail is read as text: its links are links, its markup is none', async () => {
  const { server, devices } = await testLab()
  const at = '2026-01-01T00:00:00.000Z'
  const text = 'Mở https://motcua.example/x?a=1&b=2. <img src=x>'
  devices.mailboxes.add('thuha.nguyen@thu.example', { at, subject: 'Thư', text, html: '' })
  const { body } = await server.inject(`/thu?vai=thu-ha&luc=${at}`)
  assert.match(body, /<a href="https:\/\/motcua\.example\/x\?a=1&amp;b=2">/)
  assert.match(body, /&lt;img src=x&gt;/)
})

test('An unknown persona and an unknown mail are not found', async () => {
  const { server } = await testLab()
  for (const url of ['/?vai=ai-do', '/?vai=a&vai=b', '/thu?vai=thu-ha&luc=x', '/thu', '/khac']) {
    assert.equal((await server.inject(url)).statusCode, 404, url)
  }
})

test('The switchboard breaks one system and repairs it, by forms alone', async () => {
  const { server, faults } = await testLab()
  const send = (payload: string) => server.inject({ method: 'POST', url: '/su-co', headers: form, payload })
  assert.equal((await send('he-thong=sms-centre&su-co=slow')).headers.location, '/su-co')
  assert.equal(faults.of('sms-centre'), 'slow')
  assert.match((await server.inject('/su-co')).body, /Chậm 30 giây<\/span>/)
  await send('he-thong=sms-centre&su-co=none')
  assert.equal(faults.of('sms-centre'), undefined)
  await send('he-thong=mail&su-co=down')
  await send('tat-ca=co')
  assert.deepEqual(faults.all(), [])
  assert.equal((await send('he-thong=moon&su-co=down')).statusCode, 400)
})

test('The language switch comes back to the page it left, never to another site', async () => {
  const { server } = await testLab()
  const back = async (to: string) =>
    (await server.inject(`/ngon-ngu?sang=en&ve=${encodeURIComponent(to)}`)).headers.location
  assert.equal(await back('/?vai=duc-anh'), '/?vai=duc-anh')
  for (const elsewhere of [
    '//attacker.example/x',
    'https://attacker.example/',
    '/\\attacker.example',
    '/..//attacker.example',
    '/./..//attacker.example/x',
    'javascript:alert(1)',
  ]) {
    assert.equal(await back(elsewhere), '/')
  }
})

test('Portals are linked, and the API’s page names the ports', async () => {
  const { server } = await testLab()
  assert.match((await server.inject('/')).body, /href="http:\/\/localhost:3000"/)
  assert.match((await server.inject('/api')).body, /127\.0\.0\.1:3011/)
})
