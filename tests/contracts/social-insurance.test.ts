import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { personas } from '../../apps/lab/src/personas.ts'
import type { RegistryOptions } from '../../apps/national/src/upstream/registry-http.ts'
import type { InsuredAnswer, InsuredQuestion } from '../../apps/national/src/upstream/social-insurance.ts'
import { type RunningLab, runLab } from './lab.ts'
import { insured, socialInsurance } from './registries.ts'
import { standInRegistry } from './stand-in.ts'

let lab: RunningLab
before(async () => {
  lab = await runLab()
})
after(() => lab.stop())

function ask(id: string, changes: Partial<InsuredQuestion> = {}): Promise<InsuredAnswer> {
  return socialInsurance(lab).confirm(insured(id, changes))
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
    const answer = await socialInsurance(lab, patience).confirm(insured(id))
    if (expected !== 'match') return assert.deepEqual(answer, { kind: expected })
    const phone = expects.socialInsurance === 'no-phone-on-record' ? 'none-on-record' : 'on-record'
    const idNumbers = previousIdNumber === undefined ? [idNumber] : [idNumber, previousIdNumber]
    assert.deepEqual(answer, { kind: 'match', idNumbers, phone })
  })
}

test('Who states the old identity card is matched, and the answer has the number that replaced it first', async () => {
  assert.deepEqual(await ask('co-so-cmnd', { idNumber: '141230888' }), {
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
    assert.deepEqual(await ask('thu-ha', { [name]: value }), { kind: 'mismatch' }, name)
  }
})

test('Where no phone is on record any will do, and another datum that is wrong is a mismatch all the same', async () => {
  const none = await ask('bhxh-khong-so', { phone: '+84961122334' })
  assert.equal(none.kind === 'match' && none.phone, 'none-on-record')
  assert.deepEqual(await ask('bhxh-khong-so', { dateOfBirth: '1986-05-15' }), { kind: 'mismatch' })
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
    const { confirm } = socialInsurance(lab, { url: strange.url })
    assert.deepEqual(await confirm(insured('thu-ha')), { kind: 'unavailable' })
  })
}
