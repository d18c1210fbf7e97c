import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { type LabPrompt, type LabPromptAnswer, labFaultKinds } from '@motcua/contracts/lab-api.ts'
import { type MssStatus, mssStatuses, testNumber } from '@motcua/contracts/mobile-signature.ts'
import { verifyMobileSignature } from '@motcua/pki/mobile-signature.ts'
import { numberOperatorsHttp } from '../../apps/national/src/upstream/number-operators-http.ts'
import { readSimOperators } from '../../apps/national/src/upstream/sim-operators-file.ts'
import type { SimBegun, SimSigning, SimStanding } from '../../apps/national/src/upstream/sim-signing.ts'
import { type SimSigningOptions, simSigningHttp } from '../../apps/national/src/upstream/sim-signing-http.ts'
import { type RunningLab, registryClient, runLab, silent, until } from './lab.ts'

let lab: RunningLab
let signing: SimSigning
before(async () => {
  lab = await runLab()
  signing = await open()
})
afterEach(() => lab.clear())
after(() => lab.stop())

/** The adapter with what the lab's operators handed out, and the lab's look-up. */
async function open(changes: Partial<SimSigningOptions> = {}) {
  const operators = await readSimOperators(join(lab.pki, 'sim', 'operators.json'), { lab: 'yes' })
  return simSigningHttp({ operators, lookup: lookup(), log: silent, timeoutMs: 20_000, ...changes })
}

function lookup() {
  const { id: clientId, secret: clientSecret } = registryClient
  const url = `${lab.url}/subscriber-registry`
  return numberOperatorsHttp({ url, clientId, clientSecret, log: silent, timeoutMs: 20_000 })
}

const content = new TextEncoder().encode('Một Cửa: một nội dung để ký')
const displayed = 'Một Cửa <&> "đăng nhập": mã 4821'
const begin = (phone: string, by = signing): Promise<SimBegun> => by.begin({ phone, displayed, content, seconds: 60 })

async function begun(phone: string) {
  const found = await begin(phone)
  assert.ok(found.kind === 'begun', found.kind)
  return found.transaction
}

async function send(method: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(`${lab.url}/api/phones/${path}`, { method, headers, body: JSON.stringify(body) })
}

async function prompts(phone: string): Promise<LabPrompt[]> {
  return (await fetch(`${lab.url}/api/phones/${phone}/prompts`)).json() as Promise<LabPrompt[]>
}

async function answer(phone: string, body: LabPromptAnswer): Promise<void> {
  const [prompt] = await prompts(phone)
  assert.ok(prompt)
  await send('POST', `${phone}/prompts/${prompt.id}`, body)
}

/** Looks until the person or the service has done something. */
function ended(transaction: Parameters<SimSigning['standing']>[0]): Promise<SimStanding> {
  return until(async () => {
    const standing = await signing.standing(transaction)
    return standing.kind === 'outstanding' ? false : standing
  }, 30_000)
}

const people = {
  vinaphone: { phone: '+84828114088', pin: '246810', format: 'cms' },
  viettel: { phone: '+84961122334', pin: '135790', format: 'pkcs1' },
}
for (const [operator, { phone, pin, format }] of Object.entries(people)) {
  test(`A SIM of ${operator} signs what it was asked, once the person entered the PIN`, async () => {
    const transaction = await begun(phone)
    assert.equal(transaction.operator, operator)
    assert.deepEqual(
      (await prompts(phone)).map(({ text }) => text),
      [displayed],
    )
    assert.deepEqual(await signing.standing(transaction), { kind: 'outstanding' })
    assert.deepEqual(await begin(phone), { kind: 'busy' })
    await answer(phone, { action: 'confirm', pin })
    const standing = await ended(transaction)
    assert.ok(standing.kind === 'signed', standing.kind)
    assert.equal(standing.signature.format, format)
    assert.equal(verifyMobileSignature(standing.signature, content).kind, 'right')
  })

  test(`A person with a SIM of ${operator} declines`, async () => {
    const transaction = await begun(phone)
    await answer(phone, { action: 'decline' })
    assert.deepEqual(await ended(transaction), { kind: 'declined' })
  })

  for (const mischief of ['no-signature', 'other-number', 'other-transid', 'twice']) {
    test(`What the service of ${operator} hands over is not believed (${mischief})`, async () => {
      const transaction = await begun(phone)
      await send('PUT', `${phone}/sim/mischief`, { mischief })
      await answer(phone, { action: 'confirm', pin })
      assert.deepEqual(await ended(transaction), { kind: 'unavailable' })
      await send('PUT', `${phone}/sim/mischief`, { mischief: 'none' })
    })
  }
}

test('The look-up knows who serves a number now, with a contract or without', async () => {
  const { operatorOf } = lookup()
  assert.deepEqual(await operatorOf('+84978415026'), { kind: 'found', operator: 'vinaphone' })
  assert.deepEqual(await operatorOf(people.viettel.phone), { kind: 'found', operator: 'viettel' })
  assert.deepEqual(await operatorOf('+84905172638'), { kind: 'found', operator: 'mobifone' })
  assert.deepEqual(await operatorOf('+84828999999'), { kind: 'unknown-number' })
})

test('A carried number is asked at the operator that serves it now, and one without a contract nowhere', async () => {
  const carried = await begun('+84978415026')
  assert.equal(carried.operator, 'vinaphone')
  await answer(carried.phone, { action: 'decline' })
  for (const phone of ['+84905172638', '+84836190527', '+84828999999'])
    assert.deepEqual(await begin(phone), { kind: 'no-such-sim' }, phone)
})

/** What each test number comes to. */
const ends: Record<MssStatus, string> = {
  ...{ 100: 'outstanding', 101: 'refused', 102: 'refused', 103: 'refused', 104: 'refused', 105: 'no-such-sim' },
  ...{ 106: 'refused', 107: 'refused', 108: 'refused', 109: 'refused', 208: 'timed-out', 209: 'unreachable' },
  ...{ 400: 'outstanding', 401: 'declined', 402: 'pin-blocked', 403: 'pin-blocked', 404: 'no-such-sim' },
  ...{ 405: 'refused', 406: 'busy', 407: 'no-such-sim', 422: 'no-such-sim', 423: 'unavailable', 424: 'unavailable' },
  ...{ 425: 'bad-certificate', 500: 'signed', 501: 'bad-certificate', 502: 'signed', 503: 'bad-certificate' },
  ...{ 504: 'outstanding', 600: 'refused', 900: 'unavailable' },
}
for (const [status, end] of Object.entries(ends)) {
  const name = mssStatuses[Number(status) as MssStatus]
  test(`The test number of ${status} ${name} is ${end}`, async () => {
    const found = await begin(testNumber(Number(status)))
    if (found.kind !== 'begun') return assert.equal(found.kind, end)
    const standing = end === 'outstanding' ? await signing.standing(found.transaction) : await ended(found.transaction)
    assert.equal(standing.kind, end)
  })
}

for (const fault of labFaultKinds) {
  test(`The services are unavailable while they are ${fault}, and answer again afterwards`, async () => {
    await lab.fault('sim-signing', fault)
    const [phone] = [people.viettel.phone]
    assert.deepEqual(await begin(phone, await open({ timeoutMs: 3_000 })), { kind: 'unavailable' })
    await lab.clear()
    const found = await until(async () => {
      const again = await begin(phone)
      return again.kind === 'begun' && again.transaction
    }, 30_000)
    await answer(phone, { action: 'decline' })
    assert.deepEqual(await ended(found), { kind: 'declined' })
  })
}

test('While the look-up is away the number is asked for at one operator after the other', async () => {
  await lab.fault('subscriber-registry', 'down')
  for (const { phone } of Object.values(people)) {
    const transaction = await begun(phone)
    await answer(phone, { action: 'decline' })
    assert.deepEqual(await ended(transaction), { kind: 'declined' })
  }
  assert.equal((await begun('+84978415026')).operator, 'vinaphone', 'its digits say Viettel')
  await answer('+84978415026', { action: 'decline' })
})
