import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { labFaultKinds } from '@motcua/contracts/lab-api.ts'
import { castOf, international } from '../../apps/lab/src/cast.ts'
import { personas } from '../../apps/lab/src/personas.ts'
import type { RegistryOptions } from '../../apps/national/src/upstream/registry-http.ts'
import type { SubscriberQuestion } from '../../apps/national/src/upstream/subscriber-registry.ts'
import { subscriberRegistryHttp } from '../../apps/national/src/upstream/subscriber-registry-http.ts'
import { type RunningLab, registryClient, runLab, silent, until } from './lab.ts'
import { keptLog, standInRegistry } from './stand-in.ts'

let lab: RunningLab
before(async () => {
  lab = await runLab()
})
after(() => lab.stop())
afterEach(() => lab.clear())

const cast = castOf(personas)

function registry(changes: Partial<RegistryOptions> = {}) {
  const { id, secret } = registryClient
  const url = `${lab.url}/subscriber-registry`
  return subscriberRegistryHttp({ url, clientId: id, clientSecret: secret, log: silent, timeoutMs: 20_000, ...changes })
}

function about(id: string, changes: Partial<SubscriberQuestion> = {}): SubscriberQuestion {
  const persona = cast.byId(id)
  assert.ok(persona?.phones[0])
  const { idNumber, dateOfBirth, representative, fullName } = persona
  const phone = international(persona.phones[0].number)
  return { phone, idNumber, dateOfBirth, fullName: representative ?? fullName, ...changes }
}

/** What the registry says of a persona who states the truth. */
const answers: Record<string, 'match' | 'mismatch' | 'unavailable'> = {
  ok: 'match',
  none: 'match',
  'already-registered': 'match',
  'sms-late': 'match',
  'sms-lost': 'match',
  'not-the-subscriber': 'mismatch',
  'unknown-number': 'mismatch',
  'other-name': 'mismatch',
  'other-date-of-birth': 'mismatch',
  'old-number-on-record': 'mismatch',
  'operator-down': 'unavailable',
  'operator-slow': 'unavailable',
  'operator-garbage': 'unavailable',
}
for (const { id, expects, phones } of personas) {
  test(`The registry answers for ${id} (${expects.mobile}) on each of their numbers`, async () => {
    const expected = answers[expects.mobile]
    assert.ok(expected)
    for (const { number } of phones) {
      const question = about(id, { phone: international(number) })
      // Only where nothing comes in time is waiting short; a busy machine may take long over an answer.
      const patience: Partial<RegistryOptions> = expected === 'unavailable' ? { timeoutMs: 400 } : {}
      assert.deepEqual(await registry(patience).confirm(question), { kind: expected })
    }
  })
}

test('The record is matched by the old ID number too, where the operator has it', async () => {
  assert.deepEqual(await registry().confirm(about('co-so-cmnd', { idNumber: '141230888' })), { kind: 'match' })
  assert.deepEqual(await registry().confirm(about('nha-mang-giu-cmnd', { idNumber: '141884205' })), { kind: 'match' })
})

test('Case and spacing of a name do not matter, its diacritics do', async () => {
  const asked = (fullName: string) => registry().confirm(about('thu-ha', { fullName }))
  assert.deepEqual(await asked('NGUYỄN  thị thu hà '), { kind: 'match' })
  assert.deepEqual(await asked('Nguyen Thi Thu Ha'), { kind: 'mismatch' })
})

test('One wrong datum is a mismatch, whichever it is', async () => {
  const wrong = { idNumber: '030190004518', dateOfBirth: '1990-12-08', phone: '+84961122334' }
  for (const [name, value] of Object.entries(wrong)) {
    assert.deepEqual(await registry().confirm(about('thu-ha', { [name]: value })), { kind: 'mismatch' }, name)
  }
})

for (const fault of labFaultKinds) {
  test(`A registry that is ${fault} is unavailable within the time allowed, and answers again afterwards`, async () => {
    const asked = registry({ restMs: 50, timeoutMs: 3_000 })
    assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'match' })
    await lab.fault('subscriber-registry', fault)
    // The slow registry would say `match` after half a minute: this answer is the time limit's.
    assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'unavailable' })
    await lab.clear()
    assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'match' })
  })

  test(`A registry whose token endpoint is ${fault} is unavailable`, async () => {
    await lab.fault('subscriber-registry', fault)
    const asked = registry({ timeoutMs: 3_000 })
    assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'unavailable' })
  })
}

test('A registry that nobody runs is unavailable', async () => {
  assert.deepEqual(await registry({ url: 'http://127.0.0.1:9' }).confirm(about('thu-ha')), { kind: 'unavailable' })
})

test('A wrong client secret is unavailable, never a mismatch', async () => {
  assert.deepEqual(await registry({ clientSecret: 'wrong' }).confirm(about('thu-ha')), { kind: 'unavailable' })
})

test('After five failures in a row the registry is left alone for a while, then asked again', async () => {
  const asked = registry({ restMs: 2_000 })
  await lab.fault('subscriber-registry', 'garbage')
  for (let turn = 0; turn < 5; turn += 1) await asked.confirm(about('thu-ha'))
  await lab.clear()
  // It would answer again; that it is not asked shows that it is left alone.
  assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'unavailable' })
  await until(async () => (await asked.confirm(about('thu-ha'))).kind === 'match')
})

test('One operator that is down keeps nobody else from being answered', async () => {
  const asked = registry()
  for (let turn = 0; turn < 8; turn += 1) {
    assert.deepEqual(await asked.confirm(about('nha-mang-tat')), { kind: 'unavailable' })
  }
  assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'match' })
})

test('A token the registry no longer knows is replaced within the same question', async () => {
  const first = await runLab()
  const asked = registry({ url: `${first.url}/subscriber-registry` })
  assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'match' })
  await first.stop()
  const second = await runLab({ port: first.port })
  assert.deepEqual(await asked.confirm(about('thu-ha')), { kind: 'match' })
  await second.stop()
})

test('Fifty questions at once ask for one token, later ones for none until it is about to expire', async () => {
  const counting = await standInRegistry('{"result":"match"}')
  let now = new Date('2026-01-01T00:00:00Z')
  const asked = registry({ url: counting.url, timeoutMs: 5_000, clock: () => now })
  const all = await Promise.all(Array.from({ length: 50 }, () => asked.confirm(about('duc-anh'))))
  assert.ok(all.every(answer => answer.kind === 'match'))
  await asked.confirm(about('thu-ha'))
  assert.equal(counting.given(), 1)
  now = new Date('2026-01-01T00:04:50Z')
  await asked.confirm(about('thu-ha'))
  assert.equal(counting.given(), 2)
  counting.stop()
})

test('The log tells what became of a call and nothing about the person', async () => {
  const { log, lines } = keptLog()
  const asked = registry({ log })
  for (const id of ['thu-ha', 'khac-ten', 'nha-mang-loi', 'nha-mang-tat']) await asked.confirm(about(id))
  assert.deepEqual(
    lines.map(line => JSON.parse(line).outcome),
    ['match', 'mismatch', 'unavailable', 'unavailable'],
  )
  const { phone, idNumber, fullName, dateOfBirth } = about('thu-ha')
  for (const secret of [phone, phone.slice(3), idNumber, fullName, dateOfBirth, registryClient.secret]) {
    assert.ok(!lines.join('').includes(secret))
  }
})
