import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { personas } from '../../apps/lab/src/personas.ts'
import { startWorld, type World } from '../world.ts'
import { isRefused, isSentToTheAccount, opensAnAccount } from './outcomes.ts'
import { titleOf } from './page.ts'
import { at, type Traveller, traveller } from './road.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

const MISMATCH = /không khớp với nhà mạng/
const UNAVAILABLE = /Nhà mạng chưa trả lời nên chưa thể xác minh/

/** What becomes of registering by mobile, for each thing that the lab says will happen. */
const outcomes: Record<string, (one: Traveller) => Promise<unknown>> = {
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

async function waitsForACode(one: Traveller): Promise<void> {
  const otp = await at('otp', one)
  await assert.rejects(one.world.lab.readSms(one.phone, 1_000))
  const again = await one.submit(otp, 'Gửi lại OTP')
  assert.equal(again.status, 422)
  assert.match(titleOf(again), /Xác thực mã OTP/)
  assert.equal((await one.world.lab.sms(one.phone)).length, 0)
}
