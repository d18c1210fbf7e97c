import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDb } from '@motcua/kit/test-db.ts'
import { defaultLimits } from '../limits/defaults.ts'
import { signInMigrations } from '../migrations.ts'
import type { SignInTables } from '../tables.ts'
import type { OtpPending, OtpPurpose } from './sms-otp.ts'
import { asked, world as newWorld, tally, type World } from './trial-otp.ts'

const { db, stop } = await testDb<SignInTables>(signInMigrations)
after(stop)

const world = () => newWorld(db)

/** The states of flows as an attacker has them, without the sends that made them: one in each of `places`. */
function flowsAt(pending: OtpPending, places: string[]): OtpPending[] {
  const { browser: _none, ...strange } = pending
  return places.map(place => ({ ...strange, place, wrongTries: 0 }))
}

const somewhere = (count: number) => Array.from({ length: count }, (_, n) => `203.0.${n >> 8}.${n & 255}`)
const guess = ({ otp }: World, pending: OtpPending) => otp.answer(pending, { flowId: 'another', code: '000000' })

/** `times` wrong codes at once, spread over the flows. */
const guesses = (all: World, flows: OtpPending[], times: number) =>
  tally(Array.from({ length: times }, (_, n) => guess(all, flows[n % flows.length] as OtpPending)))

test('of 300 wrong codes at once in 50 flows from one place ten are looked at, then five more that day', async () => {
  const all = world()
  const { pending } = await asked(all)
  const flows = flowsAt(pending, Array(50).fill('203.0.113.9'))
  assert.deepEqual(await guesses(all, flows, 300), { wrong: 10, 'too-many-wrong': 290 })
  all.pass(900)
  const again = await asked(all)
  assert.deepEqual(await guesses(all, flowsAt(again.pending, Array(50).fill('203.0.113.9')), 300), {
    ...{ wrong: 5, 'too-many-wrong': 295 },
  })
})

test('of 600 wrong codes at once from 200 places 24 are looked at, and no more for a day', async () => {
  const all = world()
  const { pending } = await asked(all)
  assert.deepEqual(await guesses(all, flowsAt(pending, somewhere(200)), 600), { wrong: 24, 'too-many-wrong': 576 })
  all.pass(24 * 3600 - 1)
  const next = await asked(all)
  assert.deepEqual(await guesses(all, flowsAt(next.pending, somewhere(200)), 200), { 'too-many-wrong': 200 })
  all.pass(60)
  const later = await asked(all)
  assert.deepEqual(await guesses(all, flowsAt(later.pending, ['203.0.113.9']), 1), { wrong: 1 })
})

test('many phones of one account give no more guesses from many places', async () => {
  const all = world()
  const { pending } = await asked(all)
  const flows = flowsAt(pending, somewhere(100)).map((flow, n) => ({ ...flow, phone: `+8491234${1000 + n}` }))
  assert.deepEqual(await guesses(all, flows, 300), { wrong: 24, 'too-many-wrong': 276 })
})

test('who guesses from one place, however patiently, closes no other place', async () => {
  const all = world()
  for (let hours = 0; hours < 24; hours++) {
    const { pending } = await asked(all)
    await guesses(all, [pending], 20)
    all.pass(3600)
  }
  const { pending, message } = await asked(all, { place: '198.51.100.7' })
  assert.deepEqual(await all.otp.answer(pending, { flowId: 'flow-1', code: message.code }), { kind: 'proved' })
})

test('a known browser still proves its code while strangers guess from everywhere, at its own place too', async () => {
  const all = world()
  const owner = await asked(all, { browser: 'the-owners' })
  const { pending } = await asked(all)
  const attack = guesses(all, flowsAt(pending, ['203.0.113.9', ...somewhere(99)]), 300)
  const proved = all.otp.answer(owner.pending, { flowId: 'flow-1', code: owner.message.code })
  assert.deepEqual(await proved, { kind: 'proved' })
  assert.deepEqual(await attack, { wrong: 24, 'too-many-wrong': 276 })
  all.pass(60)
  const again = await asked(all, { browser: 'the-owners' })
  const later = await all.otp.answer(again.pending, { flowId: 'flow-1', code: again.message.code })
  assert.deepEqual(later, { kind: 'proved' })
})

test('a known browser is bounded too, and what it uses up is its own', async () => {
  const all = world()
  const { pending } = await asked(all, { browser: 'stolen' })
  const known = Array.from({ length: 300 }, (_, n) => ({ ...pending, place: `198.51.100.${n & 255}` }))
  assert.deepEqual(await guesses(all, known, 300), { wrong: 10, 'too-many-wrong': 290 })
  all.pass(900)
  const next = await asked(all, { browser: 'stolen' })
  assert.deepEqual(await guesses(all, [next.pending], 100), { wrong: 5, 'too-many-wrong': 95 })
  const other = await asked(all, { browser: 'the-owners' })
  assert.deepEqual(await guesses(all, [other.pending], 1), { wrong: 1 })
  const stranger = await asked(all)
  assert.deepEqual(await guesses(all, [stranger.pending], 1), { wrong: 1 })
})

test('two purposes used up by strangers leave each other whole, and all together stop at 48', async () => {
  const all = world()
  const wrongs: Record<string, number> = {}
  for (const purpose of ['recover-password', 'sign-in', 'link'] as const) {
    const { pending } = await asked(all, { purpose })
    wrongs[purpose] = (await guesses(all, flowsAt(pending, somewhere(50)), 100)).wrong ?? 0
  }
  assert.deepEqual(wrongs, { 'recover-password': 24, 'sign-in': 24, link: 0 })
})

test('proof forgets the wrong tries of its own place or browser, and none of the other strangers', async () => {
  const all = world()
  for (let round = 0; round < 2; round++) {
    const { pending, message } = await asked(all)
    assert.deepEqual(await guesses(all, [pending], 9), { wrong: 9 })
    assert.deepEqual(await all.otp.answer(pending, { flowId: 'flow-1', code: message.code }), { kind: 'proved' })
    all.pass(60)
  }
  const { pending } = await asked(all)
  assert.deepEqual(await guesses(all, flowsAt(pending, somewhere(20)), 40), { wrong: 6, 'too-many-wrong': 34 })
  for (let round = 0; round < 5; round++) {
    const own = await asked(all, { browser: 'the-owners', phone: `+8491234567${round}` })
    assert.deepEqual(await guesses(all, [own.pending], 9), { wrong: 9 })
    const proved = await all.otp.answer(own.pending, { flowId: 'flow-1', code: own.message.code })
    assert.deepEqual(proved, { kind: 'proved' })
  }
})

test('tries are held back from the fifth wrong code on, over flows, and not after a proof', async () => {
  const all = world()
  const { pending, message } = await asked(all)
  for (let n = 0; n < 9; n++) await guess(all, pending)
  assert.deepEqual(all.pauses.splice(0), [1000, 2000, 4000, 8000, 8000])
  await all.otp.answer(pending, { flowId: 'flow-1', code: message.code })
  assert.deepEqual(all.pauses.splice(0), [8000])
  await guess(all, pending)
  assert.deepEqual(all.pauses, [])
})

/** Whether a stranger who proves this purpose by a guessed code has got into somebody's account. */
const opensAnAccount: Record<OtpPurpose, boolean> = {
  ...{ 'sign-in': true, 'recover-password': true, link: true },
  // The account is one's own, or there is none yet.
  ...{ register: false, complaint: false },
  // The phone is one that the stranger named and that the operator's registry must know as the person's.
  'change-phone': false,
  // Only within a session, so from a browser that the account knows.
  ...{ 'confirm-phone': false, 'confirm-email': false, 'add-method': false },
}

test('an attacker with many addresses guesses into an account with less than 1 in 10 000 a day', () => {
  const { digits, wrongByStrangers, wrongByStrangersOverall } = defaultLimits.otp
  const [codesInAFlow, day] = [2, 24 * 3600]
  const purposes = Object.values(opensAnAccount).filter(opens => opens).length
  for (const { seconds, from } of [wrongByStrangers, wrongByStrangersOverall])
    assert.deepEqual([seconds, from], [day, 'last'], 'no stretch of a day holds more')
  const guesses = Math.min(purposes * wrongByStrangers.max, wrongByStrangersOverall.max)
  assert.ok((guesses * codesInAFlow) / 10 ** digits < 1 / 10_000)
  assert.ok(2 * wrongByStrangers.max <= wrongByStrangersOverall.max, 'recovery cannot use up sign-in')
  assert.ok(defaultLimits.otp.wrongPerDay.max < wrongByStrangers.max, 'one place cannot close the others')
})
