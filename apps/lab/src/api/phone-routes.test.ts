import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { labPromptRefusal, labSim } from '@motcua/contracts/lab-api.ts'
import { certificateIn, statusIn, transactionIn } from '../sim/test-mss.ts'
import { testSignatures } from '../test-lab.ts'

const lab = await testSignatures()
after(() => lab.close())
const HA = '/api/phones/0828114088'
const put = (url: string, payload: object) => lab.server.inject({ method: 'PUT', url, payload })

test('A prompt says what it asks and by which code, and is gone when it is answered', async () => {
  const id = transactionIn(await lab.vinaphone.begin({ phone: '+84828114088', displayed: 'Đăng nhập. Mã 7391' }))
  const prompts = (await lab.server.inject(`${HA}/prompts`)).json<{ id: string }[]>()
  const own = prompts[0]?.id ?? 'none'
  assert.deepEqual(prompts, [{ id: own, text: 'Đăng nhập. Mã 7391', verificationCode: '7391' }])
  assert.notEqual(own, id)
  assert.equal((await lab.answer('0828 114 088', own, { action: 'decline' })).statusCode, 204)
  assert.deepEqual((await lab.server.inject(`${HA}/prompts`)).json(), [])
  assert.equal((await lab.answer('0828114088', own, { action: 'decline' })).statusCode, 404)
})

test('A wrong PIN is told with the tries that are left, in the contract’s words', async () => {
  await lab.vinaphone.begin({ phone: '+84828114088' })
  const answer = await lab.confirm('0828114088', '12')
  assert.equal(answer.statusCode, 409)
  assert.deepEqual(labPromptRefusal.parse(answer.json()), { error: 'wrong-pin', triesLeft: 2 })
  await lab.confirm('0828114088', '246810')
})

test('A prompt is no one else’s to answer', async () => {
  await lab.vinaphone.begin({ phone: '+84828114088' })
  const [prompt] = await lab.prompts('0828114088')
  const answer = await lab.answer('0961122334', prompt?.id ?? '', { action: 'confirm', pin: '135790' })
  assert.deepEqual([answer.statusCode, answer.json()], [404, { error: 'no-such-prompt' }])
  assert.equal((await lab.prompts('0828114088')).length, 1)
  await lab.decline('0828114088')
})

test('A SIM is shown with its certificate; another one has another, and the old is withdrawn', async () => {
  const sim = async () => labSim.parse((await lab.server.inject(`${HA}/sim`)).json())
  const before = await sim()
  assert.deepEqual(
    [before.operator, before.power, before.triesLeft, before.certificate.issuer],
    ['vinaphone', 'on', 3, 'NEWTEL-CA v2'],
  )
  assert.equal((await lab.server.inject({ method: 'POST', url: `${HA}/sim` })).statusCode, 204)
  const now = await sim()
  assert.notEqual(now.certificate.serialNumber, before.certificate.serialNumber)
  const status = async ({ certificate }: typeof now) =>
    lab.pki.statusOf('newtel', certificate.serialNumber.toLowerCase())
  assert.equal((await status(now)).kind, 'good')
  const old = await status(before)
  assert.ok(old.kind === 'withdrawn' && old.reason === 'superseded' && old.at <= new Date())
  const named = certificateIn(await lab.vinaphone.profile('+84828114088'))
  assert.ok((await lab.pki.sim('+84828114088'))?.certificate.raw.equals(named))
})

test('Whoever gets another SIM while one is asked something is asked no more, and has all tries', async () => {
  const id = transactionIn(await lab.vinaphone.begin({ phone: '+84828114088' }))
  await lab.confirm('0828114088', '1')
  await lab.server.inject({ method: 'POST', url: `${HA}/sim` })
  assert.deepEqual(await lab.prompts('0828114088'), [])
  assert.equal(statusIn(await lab.vinaphone.status(id)), 'fault 401')
  assert.equal(lab.signatures.handsets.of('+84828114088')?.triesLeft, 3)
})

test('A phone is switched off and on, and a blocked PIN unblocked', async () => {
  const sim = async (url = HA) => (await lab.server.inject(`${url}/sim`)).json()
  assert.equal((await put(`${HA}/sim/power`, { power: 'off' })).statusCode, 204)
  assert.equal((await sim()).power, 'off')
  await put(`${HA}/sim/power`, { power: 'on' })
  assert.equal((await sim()).power, 'on')
  const blocked = '/api/phones/0919480237'
  assert.equal((await sim(blocked)).triesLeft, 0)
  assert.equal((await lab.server.inject({ method: 'DELETE', url: `${blocked}/sim/pin-block` })).statusCode, 204)
  assert.equal((await sim(blocked)).triesLeft, 3)
})

test('A phone without a signing SIM has none to be asked, replaced or switched', async () => {
  const url = '/api/phones/0357204415/sim'
  const answers = await Promise.all([
    lab.server.inject(url),
    lab.server.inject({ method: 'POST', url }),
    put(`${url}/power`, { power: 'off' }),
    put(`${url}/mischief`, { mischief: 'none' }),
    lab.server.inject({ method: 'DELETE', url: `${url}/pin-block` }),
  ])
  for (const answer of answers) assert.deepEqual([answer.statusCode, answer.json()], [404, { error: 'no-signing-sim' }])
  assert.deepEqual((await lab.server.inject('/api/phones/0357204415/prompts')).json(), [])
})

for (const [what, url, payload] of [
  ['another power', `${HA}/sim/power`, { power: 'half' }],
  ['an unheard-of mischief', `${HA}/sim/mischief`, { mischief: 'theft' }],
] as const) {
  test(`${what} is not understood`, async () => {
    assert.deepEqual((await put(url, payload)).json(), { error: 'invalid-request' })
  })
}
