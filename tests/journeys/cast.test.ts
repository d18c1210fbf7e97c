import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { personas } from '../../apps/lab/src/personas.ts'
import { startWorld, type World } from '../world.ts'
import { mainText, titleOf } from './page.ts'
import { at, type Traveller, traveller } from './road.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

const MISMATCH = /không khớp với nhà mạng/
const UNAVAILABLE = /Nhà mạng chưa trả lời nên chưa thể xác minh/
/** The registry's adapter gives up after 5 seconds; people must not wait for a slow operator's 30. */
const PATIENCE_MS = 8_000

/** What becomes of registering by mobile, for each thing that the lab says will happen. */
const outcomes: Record<string, (one: Traveller) => Promise<void>> = {
  ok: opensAnAccount,
  'sms-late': opensAnAccount,
  'sms-lost': waitsForACode,
  'not-the-subscriber': one => isRefused(one, MISMATCH),
  'unknown-number': one => isRefused(one, MISMATCH),
  'other-name': one => isRefused(one, MISMATCH),
  'other-date-of-birth': one => isRefused(one, MISMATCH),
  'old-number-on-record': one => isRefused(one, MISMATCH),
  'operator-down': one => isRefused(one, UNAVAILABLE),
  'operator-slow': one => isRefused(one, UNAVAILABLE),
  'operator-garbage': one => isRefused(one, UNAVAILABLE),
  'already-registered': isSentToTheAccount,
}

const citizens = personas.filter(one => one.subject === 'citizen')
for (const { id, expects, story } of citizens) {
  test(`${id} (${story.en}): registering by mobile ends as ${expects.mobile}`, async () => {
    const outcome = outcomes[expects.mobile]
    assert.ok(outcome, `no test knows what ${expects.mobile} is`)
    await outcome(await traveller(world, id))
  })
}

async function opensAnAccount(one: Traveller): Promise<void> {
  const account = await at('account', one)
  assert.match(titleOf(account), /^Thông tin cá nhân/, mainText(account))
  assert.ok(mainText(account).includes(one.person.fullName), mainText(account))
}

async function waitsForACode(one: Traveller): Promise<void> {
  const otp = await at('otp', one)
  await assert.rejects(one.world.lab.readSms(one.phone, 1_000))
  const again = await one.submit(otp, 'Gửi lại OTP')
  assert.equal(again.status, 422)
  assert.match(titleOf(again), /Xác thực mã OTP/)
  assert.equal((await one.world.lab.sms(one.phone)).length, 0)
}

async function isRefused(one: Traveller, because: RegExp): Promise<void> {
  const begun = performance.now()
  const refused = await at('otp', one)
  assert.ok(performance.now() - begun < PATIENCE_MS)
  assert.equal(refused.status, 422)
  assert.match(mainText(refused), because)
  assert.ok(refused.html.includes(one.person.idNumber), 'what was typed is kept')
  assert.deepEqual(await one.world.lab.sms(one.phone), [])
}

/** Three ways out, no code sent, nothing changed. */
async function isSentToTheAccount(one: Traveller): Promise<void> {
  await opensAnAccount(one)
  const before = await codesSent(one)
  const other = await traveller(world, one.person.id)
  const page = await at('otp', other)
  assert.equal(page.status, 409)
  assert.match(mainText(page), /đã có tài khoản/)
  for (const way of ['/dang-nhap', '/quen-mat-khau', '/khieu-nai']) assert.ok(page.html.includes(`href="${way}"`), way)
  assert.equal(await codesSent(one), before)
}

async function codesSent({ phone }: Traveller): Promise<number> {
  return (await world.lab.sms(phone)).filter(({ text }) => text.includes('OTP')).length
}
