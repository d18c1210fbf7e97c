import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { international } from '../../apps/lab/src/cast.ts'
import { personas } from '../../apps/lab/src/personas.ts'
import type { RegistryOptions } from '../../apps/national/src/upstream/registry-http.ts'
import type { SubscriberAnswer, SubscriberQuestion } from '../../apps/national/src/upstream/subscriber-registry.ts'
import { type RunningLab, runLab } from './lab.ts'
import { subscriber, subscriberRegistry } from './registries.ts'

let lab: RunningLab
before(async () => {
  lab = await runLab()
})
after(() => lab.stop())

function ask(id: string, changes: Partial<SubscriberQuestion> = {}): Promise<SubscriberAnswer> {
  return subscriberRegistry(lab).confirm(subscriber(id, changes))
}

/** What the registry says of a persona who states the truth. */
const answers: Record<string, SubscriberAnswer['kind']> = {
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
      const question = subscriber(id, { phone: international(number) })
      // Only where nothing comes in time is waiting short; a busy machine may take long over an answer.
      const patience: Partial<RegistryOptions> = expected === 'unavailable' ? { timeoutMs: 400 } : {}
      assert.deepEqual(await subscriberRegistry(lab, patience).confirm(question), { kind: expected })
    }
  })
}

test('The record is matched by the old ID number too, where the operator has it', async () => {
  assert.deepEqual(await ask('co-so-cmnd', { idNumber: '141230888' }), { kind: 'match' })
  assert.deepEqual(await ask('nha-mang-giu-cmnd', { idNumber: '141884205' }), { kind: 'match' })
})

test('Case and spacing of a name do not matter, its diacritics do', async () => {
  assert.deepEqual(await ask('thu-ha', { fullName: 'NGUYỄN  thị thu hà ' }), { kind: 'match' })
  assert.deepEqual(await ask('thu-ha', { fullName: 'Nguyen Thi Thu Ha' }), { kind: 'mismatch' })
})

test('One wrong datum is a mismatch, whichever it is', async () => {
  const wrong = { idNumber: '030190004518', dateOfBirth: '1990-12-08', phone: '+84961122334' }
  for (const [name, value] of Object.entries(wrong)) {
    assert.deepEqual(await ask('thu-ha', { [name]: value }), { kind: 'mismatch' }, name)
  }
})
