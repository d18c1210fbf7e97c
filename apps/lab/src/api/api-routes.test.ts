import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labPersona } from '@motcua/contracts/lab-api.ts'
import { organizationDirectory } from '@motcua/contracts/organization-directory.ts'
import { parseOrganizationCode } from '@motcua/identifiers/organization-code.ts'
import { parseTaxCode } from '@motcua/identifiers/tax-code.ts'
import { personas } from '../personas.ts'
import { testLab } from '../test-lab.ts'

test('The cast is told in the shape of the contract', async () => {
  const { server } = await testLab()
  const cast: unknown[] = (await server.inject('/api/personas')).json()
  assert.ok(cast.length >= 24)
  for (const one of cast) assert.deepEqual(labPersona.parse(one), one)
})

test('A phone’s messages are found by its number in any usual spelling, newest first', async () => {
  const { server, devices } = await testLab()
  devices.phones.add('+84828114088', { at: '2026-01-01T00:00:00.000Z', from: 'MOTCUA', text: 'một' })
  devices.phones.add('+84828114088', { at: '2026-01-01T00:00:01.000Z', from: 'MOTCUA', text: 'hai' })
  for (const spelling of ['0828114088', '+84828114088', '84828114088', '0828 114 088']) {
    const messages = (await server.inject(`/api/phones/${encodeURIComponent(spelling)}/messages`)).json()
    assert.deepEqual(
      messages.map((one: { text: string }) => one.text),
      ['hai', 'một'],
      spelling,
    )
  }
})

test('What is no mobile number is not found, in JSON', async () => {
  const { server } = await testLab()
  for (const number of ['123', 'abc', '02203123456', '%2B12025550123', '9'.repeat(500)]) {
    const answer = await server.inject(`/api/phones/${number}/messages`)
    assert.equal(answer.statusCode, 404)
    assert.deepEqual(answer.json(), { error: 'not-a-mobile-number' })
  }
})

test('A mailbox is found whatever the case of its address', async () => {
  const { server, devices } = await testLab()
  devices.mailboxes.add('a@thu.example', { at: '2026-01-01T00:00:00.000Z', subject: 'Thư', text: '', html: '' })
  assert.equal((await server.inject('/api/mailboxes/A@Thu.Example/messages')).json().length, 1)
  assert.deepEqual((await server.inject('/api/mailboxes/b@thu.example/messages')).json(), [])
})

test('The organisation directory keeps its contract and has the agencies of the cast, but for the one outside it', async () => {
  const { server } = await testLab()
  const listed = organizationDirectory.parse((await server.inject('/api/organizations')).json())
  const codes = listed.map(one => one.code)
  assert.equal(new Set(codes).size, listed.length)
  for (const { code } of listed) assert.deepEqual(parseOrganizationCode(code), { kind: 'ok', value: code })
  for (const { taxCode } of listed) if (taxCode) assert.equal(parseTaxCode(taxCode).kind, 'ok', taxCode)
  for (const { id, subject, organizationCode = '', taxCode, fullName } of personas) {
    if (subject !== 'agency') continue
    const entry = listed.find(one => one.code === organizationCode)
    assert.equal(entry === undefined, id === 'ngoai-danh-muc', fullName)
    if (entry) assert.deepEqual([entry.name, entry.taxCode], [fullName, taxCode])
  }
})

test('A captcha’s answer is given to whoever knows its id, and to nobody else', async () => {
  const { server } = await testLab()
  const push = await server.inject({ method: 'POST', url: '/api/captchas', payload: { id: 'abc', answer: '1g4o2s' } })
  assert.equal(push.statusCode, 204)
  assert.deepEqual((await server.inject('/api/captchas/abc')).json(), { answer: '1g4o2s' })
  assert.equal((await server.inject('/api/captchas/abd')).statusCode, 404)
})

test('A fault lasts until its end, and is gone when cleared', async () => {
  let now = new Date('2026-01-01T00:00:00Z')
  const { server, faults } = await testLab(() => now)
  const put = (payload: object) => server.inject({ method: 'PUT', url: '/api/faults', payload })
  await put({ upstream: 'mail', fault: 'down', until: '2026-01-01T00:01:00Z' })
  await put({ upstream: 'sms-centre', fault: 'slow' })
  assert.equal(faults.of('mail'), 'down')
  now = new Date('2026-01-01T00:01:00Z')
  assert.equal(faults.of('mail'), undefined)
  assert.deepEqual((await server.inject('/api/faults')).json(), [{ upstream: 'sms-centre', fault: 'slow' }])
  assert.equal((await server.inject({ method: 'DELETE', url: '/api/faults' })).statusCode, 204)
  assert.deepEqual((await server.inject('/api/faults')).json(), [])
})

test('One upstream can be cleared by itself', async () => {
  const { server, faults } = await testLab()
  faults.set({ upstream: 'mail', fault: 'down' })
  faults.set({ upstream: 'sms-centre', fault: 'down' })
  await server.inject({ method: 'DELETE', url: '/api/faults?upstream=mail' })
  assert.deepEqual([faults.of('mail'), faults.of('sms-centre')], [undefined, 'down'])
})

test('A fault of an upstream that does not run here is refused, not promised', async () => {
  const { server } = await testLab()
  const answer = await server.inject({
    method: 'PUT',
    url: '/api/faults',
    payload: { upstream: 'province-api', fault: 'down' },
  })
  assert.equal(answer.statusCode, 409)
})

type Request = {
  url: string
  method?: 'PUT' | 'POST' | 'DELETE'
  payload?: object | string
  headers?: Record<string, string>
}
const rubbish: [string, Request][] = [
  ['an unknown fault', { method: 'PUT', url: '/api/faults', payload: { upstream: 'mail', fault: 'sad' } }],
  [
    'no JSON at all',
    { method: 'PUT', url: '/api/faults', payload: '{', headers: { 'content-type': 'application/json' } },
  ],
  ['an unknown upstream', { method: 'DELETE', url: '/api/faults?upstream=moon' }],
  ['a captcha without answer', { method: 'POST', url: '/api/captchas', payload: { id: 'x' } }],
  [
    'a captcha that is huge',
    { method: 'POST', url: '/api/captchas', payload: { id: 'x', answer: 'a'.repeat(200_000) } },
  ],
  ['an unknown path', { url: '/api/moon' }],
  [
    'a prompt nobody asked',
    { method: 'POST', url: '/api/phones/0828114088/prompts/1', payload: { action: 'decline' } },
  ],
]
for (const [what, request] of rubbish) {
  test(`${what} is refused with a reason in JSON`, async () => {
    const { server } = await testLab()
    const answer = await server.inject(request)
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500)
    assert.match(answer.json().error, /^[a-z-]+$/)
  })
}

test('A request under another host name is refused, wherever that name leads', async () => {
  const { server } = await testLab()
  for (const url of ['/', '/api/personas', '/truc-tiep']) {
    assert.equal((await server.inject({ url, headers: { host: 'attacker.example' } })).statusCode, 421)
  }
})

test('A page of another site cannot switch a fault on', async () => {
  const { server, faults } = await testLab()
  const headers = { origin: 'https://attacker.example', 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await server.inject({ method: 'POST', url: '/su-co', headers, payload: 'he-thong=mail&su-co=down' })
  assert.equal(answer.statusCode, 403)
  assert.deepEqual(faults.all(), [])
})
