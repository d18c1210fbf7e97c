import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { labFaultKinds } from '@motcua/contracts/lab-api.ts'
import { castOf, international } from '../../apps/lab/src/cast.ts'
import { personas } from '../../apps/lab/src/personas.ts'
import type { RegistryOptions } from '../../apps/national/src/upstream/registry-http.ts'
import type { InsuredAnswer, InsuredQuestion } from '../../apps/national/src/upstream/social-insurance.ts'
import { socialInsuranceHttp } from '../../apps/national/src/upstream/social-insurance-http.ts'
import { insuranceClient, type RunningLab, registryClient, runLab, silent, until } from './lab.ts'
import { keptLog, standInRegistry } from './stand-in.ts'

let lab: RunningLab
before(async () => {
  lab = await runLab()
})
after(() => lab.stop())
afterEach(() => lab.clear())

const cast = castOf(personas)
/** A number nobody in the cast is insured under. */
const NOBODYS = '9999999999'

function insurance(changes: Partial<RegistryOptions> = {}) {
  const { id, secret } = insuranceClient
  const url = `${lab.url}/social-insurance`
  return socialInsuranceHttp({ url, clientId: id, clientSecret: secret, log: silent, timeoutMs: 20_000, ...changes })
}

function about(id: string, changes: Partial<InsuredQuestion> = {}): InsuredQuestion {
  const persona = cast.byId(id)
  assert.ok(persona?.phones[0])
  const { idNumber, dateOfBirth, representative, fullName, socialInsuranceNumber = NOBODYS } = persona
  const phone = international(persona.phones[0].number)
  return { phone, idNumber, dateOfBirth, fullName: representative ?? fullName, socialInsuranceNumber, ...changes }
}

/** What the registry says of a persona who states the truth. */
const answers: Record<string, InsuredAnswer['kind']> = {
  ok: 'match',
  'already-registered': 'match',
  'no-phone-on-record': 'match',
  none: 'mismatch',
  'unknown-number': 'mismatch',
  'other-name': 'mismatch',
  'other-date-of-birth': 'mismatch',
  'number-of-somebody-else': 'mismatch',
  'other-phone-on-record': 'mismatch',
  'registry-down': 'unavailable',
  'registry-slow': 'unavailable',
  'registry-garbage': 'unavailable',
}
for (const { id, expects, idNumber, previousIdNumber } of personas) {
  test(`Social insurance answers for ${id} (${expects.socialInsurance})`, async () => {
    const expected = answers[expects.socialInsurance]
    assert.ok(expected)
    // Only where nothing comes in time is waiting short; a busy machine may take long over an answer.
    const patience: Partial<RegistryOptions> = expected === 'unavailable' ? { timeoutMs: 400 } : {}
    const answer = await insurance(patience).confirm(about(id))
    if (expected !== 'match') return assert.deepEqual(answer, { kind: expected })
    const phone = expects.socialInsurance === 'no-phone-on-record' ? 'none-on-record' : 'on-record'
    const idNumbers = previousIdNumber === undefined ? [idNumber] : [idNumber, previousIdNumber]
    assert.deepEqual(answer, { kind: 'match', idNumbers, phone })
  })
}

test('Who states the old identity card is matched, and the answer has the number that replaced it first', async () => {
  assert.deepEqual(await insurance().confirm(about('co-so-cmnd', { idNumber: '141230888' })), {
    kind: 'match',
    idNumbers: ['030068002371', '141230888'],
    phone: 'on-record',
  })
})

test('One wrong datum is a mismatch, whichever it is', async () => {
  const wrong = {
    idNumber: '030190004518',
    fullName: 'Nguyen Thi Thu Ha',
    dateOfBirth: '1990-12-08',
    phone: '+84961122334',
    socialInsuranceNumber: '3009876543',
  }
  for (const [name, value] of Object.entries(wrong)) {
    assert.deepEqual(await insurance().confirm(about('thu-ha', { [name]: value })), { kind: 'mismatch' }, name)
  }
})

test('Where no phone is on record any will do, and another datum that is wrong is a mismatch all the same', async () => {
  const none = await insurance().confirm(about('bhxh-khong-so', { phone: '+84961122334' }))
  assert.equal(none.kind === 'match' && none.phone, 'none-on-record')
  const wrong = about('bhxh-khong-so', { dateOfBirth: '1986-05-15' })
  assert.deepEqual(await insurance().confirm(wrong), { kind: 'mismatch' })
})

for (const fault of labFaultKinds) {
  test(`Social insurance that is ${fault} is unavailable within the time allowed, and answers again afterwards`, async () => {
    const asked = insurance({ restMs: 50, timeoutMs: 3_000 })
    assert.equal((await asked.confirm(about('thu-ha'))).kind, 'match')
    await lab.fault('social-insurance', fault)
    assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'unavailable' })
    await lab.clear()
    assert.equal((await asked.confirm(about('thu-ha'))).kind, 'match')
  })

  test(`Social insurance whose token endpoint is ${fault} is unavailable`, async () => {
    await lab.fault('social-insurance', fault)
    const asked = insurance({ timeoutMs: 3_000 })
    assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'unavailable' })
  })
}

test('A fault of the operators’ registry is not one of social insurance', async () => {
  await lab.fault('subscriber-registry', 'down')
  assert.equal((await insurance().confirm(about('thu-ha'))).kind, 'match')
})

test('Wrong credentials are unavailable, never a mismatch, and those of the other registry are wrong', async () => {
  const wrong = [{ clientSecret: 'wrong' }, { clientId: 'ai-do' }]
  const others = { clientId: registryClient.id, clientSecret: registryClient.secret }
  for (const changes of [...wrong, others]) {
    assert.deepEqual(await insurance(changes).confirm(about('thu-ha')), { kind: 'unavailable' })
  }
})

test('One office that is down keeps nobody else from being answered', async () => {
  const asked = insurance()
  for (let turn = 0; turn < 8; turn += 1) {
    assert.deepEqual(await asked.confirm(about('bhxh-tat')), { kind: 'unavailable' })
  }
  assert.equal((await asked.confirm(about('thu-ha'))).kind, 'match')
})

test('After five failures in a row social insurance is left alone for a while, then asked again', async () => {
  const asked = insurance({ restMs: 2_000 })
  await lab.fault('social-insurance', 'garbage')
  for (let turn = 0; turn < 5; turn += 1) await asked.confirm(about('thu-ha'))
  await lab.clear()
  // It would answer again; that it is not asked shows that it is left alone.
  assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'unavailable' })
  await until(async () => (await asked.confirm(about('thu-ha'))).kind === 'match')
})

test('A token social insurance no longer knows is replaced within the same question', async t => {
  const first = await runLab()
  const asked = insurance({ url: `${first.url}/social-insurance` })
  const before = await asked.confirm(about('thu-ha'))
  await first.stop()
  const second = await runLab({ port: first.port })
  t.after(() => second.stop())
  assert.equal(before.kind, 'match')
  assert.deepEqual(await asked.confirm(about('thu-ha')), before)
})

test('A token is asked for again shortly before it expires, and not earlier', async t => {
  const counting = await standInRegistry('{"result":"mismatch"}')
  t.after(counting.stop)
  let now = new Date('2026-01-01T00:00:00Z')
  const asked = insurance({ url: counting.url, clock: () => now })
  for (const [time, tokens] of [
    ['00:00:00', 1],
    ['00:04:40', 1],
    ['00:04:50', 2],
  ] as const) {
    now = new Date(`2026-01-01T${time}Z`)
    assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'mismatch' })
    assert.equal(counting.given(), tokens, time)
  }
})

const noAnswers: [string, unknown][] = [
  ['without ID numbers', { result: 'match', phone: 'on-record' }],
  ['with none', { result: 'match', idNumbers: [], phone: 'on-record' }],
  ['with an ID number that is none', { result: 'match', idNumbers: ['x'], phone: 'on-record' }],
  ['that says nothing of the phone', { result: 'match', idNumbers: ['030190004517'] }],
]
for (const [what, said] of noAnswers) {
  test(`A match ${what} is no match, but unavailable`, async t => {
    const strange = await standInRegistry(JSON.stringify(said))
    t.after(strange.stop)
    assert.deepEqual(await insurance({ url: strange.url }).confirm(about('thu-ha')), { kind: 'unavailable' })
  })
}

test('The log tells what became of a call and nothing about the person', async () => {
  const { log, lines } = keptLog()
  const asked = insurance({ log })
  for (const id of ['thu-ha', 'bhxh-khac-ten', 'bhxh-loi', 'bhxh-tat']) await asked.confirm(about(id))
  assert.deepEqual(
    lines.map(line => JSON.parse(line).outcome),
    ['match', 'mismatch', 'unavailable', 'unavailable'],
  )
  const { phone, idNumber, fullName, dateOfBirth, socialInsuranceNumber } = about('thu-ha')
  for (const secret of [phone, idNumber, fullName, dateOfBirth, socialInsuranceNumber, insuranceClient.secret]) {
    assert.ok(!lines.join('').includes(secret))
  }
})
