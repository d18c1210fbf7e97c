import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testSignatures } from '../test-lab.ts'
import { statusIn, transactionIn } from './test-mss.ts'

const lab = await testSignatures()
after(() => lab.close())
const { vinaphone, viettel } = lab
const HA = '+84828114088'
const ANH = '+84961122334'

/** Begins with each operator, lets something happen, and gives what each says of its transaction then. */
async function afterwards(happens: (phone: string) => Promise<unknown>): Promise<(string | undefined)[]> {
  const said: (string | undefined)[] = []
  for (const [operator, phone] of [
    [vinaphone, HA],
    [viettel, ANH],
  ] as const) {
    const id = transactionIn(await operator.begin({ phone }))
    await happens(phone)
    said.push(statusIn(await operator.status(id)))
    assert.deepEqual(await lab.prompts(phone), [])
  }
  return said
}

test('Who declines has declined', async () => {
  assert.deepEqual(await afterwards(lab.decline), ['fault 401', '401'])
})

test('Whom nobody answers has run out of time, and no prompt is left', async () => {
  assert.deepEqual(await afterwards(async () => lab.later(120)), ['fault 208', '208'])
})

test('A phone that is switched off meanwhile cannot be reached, and can again when it is on', async () => {
  const off = (phone: string) => lab.signatures.handsets.turn(phone, 'off')
  assert.deepEqual(await afterwards(off), ['fault 209', '209'])
  const id = transactionIn(await vinaphone.begin({ phone: HA }))
  assert.deepEqual(await lab.prompts(HA), [])
  assert.equal(statusIn(await vinaphone.status(id)), '504')
  lab.later(1)
  assert.equal(statusIn(await vinaphone.status(id)), 'fault 209')
  for (const phone of [HA, ANH]) await lab.signatures.handsets.turn(phone, 'on')
  assert.deepEqual(await afterwards(lab.decline), ['fault 401', '401'])
})

test('The third wrong PIN blocks it, for the next request too, until it is unblocked', async () => {
  const wrongThrice = async (phone: string) => {
    const answers = []
    for (const _ of [1, 2, 3]) answers.push((await lab.confirm(phone, '000000')).json())
    assert.deepEqual(answers, [
      { error: 'wrong-pin', triesLeft: 2 },
      { error: 'wrong-pin', triesLeft: 1 },
      { error: 'pin-blocked', triesLeft: 0 },
    ])
  }
  assert.deepEqual(await afterwards(wrongThrice), ['fault 402', '402'])
  const id = transactionIn(await viettel.begin({ phone: ANH }))
  assert.deepEqual(await lab.prompts(ANH), [])
  lab.later(1)
  assert.equal(statusIn(await viettel.status(id)), '402')
  for (const phone of [HA, ANH]) await lab.signatures.handsets.unblock(phone)
  assert.deepEqual(await afterwards(lab.decline), ['fault 401', '401'])
})

test('A right PIN gives the tries back', async () => {
  await vinaphone.begin({ phone: HA })
  for (const _ of [1, 2]) await lab.confirm(HA, '1')
  assert.equal(lab.signatures.handsets.of(HA)?.triesLeft, 1)
  assert.equal((await lab.confirm(HA, '246810')).statusCode, 204)
  assert.equal(lab.signatures.handsets.of(HA)?.triesLeft, 3)
})

test('Whoever’s story it is, their PIN is blocked or their phone off from the start', async () => {
  const ends = async (operator: typeof vinaphone, phone: string) => {
    const id = transactionIn(await operator.begin({ phone }))
    lab.later(1)
    return statusIn(await operator.status(id))
  }
  assert.equal(await ends(vinaphone, '+84919480237'), 'fault 402')
  assert.equal(await ends(viettel, '+84332518704'), '209')
})

test('A double click on the phone is one answer', async () => {
  const id = transactionIn(await vinaphone.begin({ phone: HA }))
  const [prompt] = await lab.prompts(HA)
  const answers = await Promise.all(
    [1, 2].map(() => lab.answer(HA, prompt?.id ?? '', { action: 'confirm', pin: '246810' })),
  )
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [204, 404])
  assert.equal(statusIn(await vinaphone.status(id)), '502')
})
