import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { mobilePrefixes } from '@motcua/identifiers/phone-prefixes.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import { defaultLimits } from '../limits/defaults.ts'
import { signInMigrations } from '../migrations.ts'
import type { SignInTables } from '../tables.ts'
import { isMobile, prefixOf } from './prefix.ts'
import type { OtpRequest } from './sms-otp.ts'
import { asked, world as newWorld, request, tally, type World } from './trial-otp.ts'

const { db, stop } = await testDb<SignInTables>(signInMigrations)
after(stop)

const world = () => newWorld(db)

/** Asks at once, each time from another flow, place, account and phone unless told otherwise. */
function ask({ otp }: World, times: number, changes: (n: number) => Partial<OtpRequest> = () => ({})) {
  const each = (n: number) => ({
    ...{ flowId: `flow-${n}`, subject: `account-${n}`, place: `10.${n >> 8}.${n & 255}.1`, phone: phoneIn('09123', n) },
    ...changes(n),
  })
  return tally(Array.from({ length: times }, (_, n) => otp.ask(request(each(n)))))
}

const phoneIn = (prefix: string, n: number) => `+84${prefix.slice(1)}${String(n).padStart(5, '0')}`

const victim = { phone: '+84912345678', subject: 'an-account', purpose: 'recover-password' } as const

/** Asks for the victim's phone within an hour, four at once each minute over 50 flows; how many are sent. */
async function attackAnHour(all: World, place: (n: number) => string): Promise<number> {
  let sent = 0
  for (let minute = 0; minute < 15; minute++) {
    const at = (n: number) => ({ ...victim, place: place(minute * 4 + n), flowId: `flow-${(minute * 4 + n) % 50}` })
    const of = await ask(all, 4, at)
    sent += of.asked ?? 0
    all.pass(60)
  }
  return sent
}

const onePlace = () => '203.0.113.9'
const manyPlaces = (n: number) => `10.${n >> 8}.${n & 255}.1`

test('of 200 sends at once over 50 flows to one phone one is sent, over an hour five, from many places eight', async () => {
  const all = world()
  const burst = await ask(all, 200, n => ({ ...victim, place: onePlace(), flowId: `flow-${n % 50}` }))
  assert.deepEqual(burst, { asked: 1, 'too-soon': 59, 'too-many-sent': 140 })
  assert.equal(await attackAnHour(world(), onePlace), 5)
  assert.equal(await attackAnHour(world(), manyPlaces), 8)
})

test('one place, whatever it asks for, keeps nobody elsewhere waiting', async () => {
  const all = world()
  for (let n = 0; n < 3; n++) {
    await attackAnHour(all, onePlace)
    const attack = ask(all, 50, () => ({ ...victim, place: onePlace() }))
    await asked(all, { ...victim, place: '192.0.2.1' })
    await attack
  }
})

test('while strangers use up all codes of a phone, a known browser asks as if nothing was', async () => {
  const all = world()
  await attackAnHour(all, manyPlaces)
  assert.equal((await all.otp.ask(request({ ...victim, place: '192.0.2.1' }))).kind, 'refused')
  for (let n = 0; n < 5; n++) {
    const attack = ask(all, 50, () => victim)
    const { pending, message } = await asked(all, { ...victim, browser: 'the-owners' })
    assert.deepEqual(await all.otp.answer(pending, { flowId: 'flow-1', code: message.code }), { kind: 'proved' })
    await attack
    all.pass(60)
  }
  const sixth = await all.otp.ask(request({ ...victim, browser: 'the-owners' }))
  assert.equal(sixth.kind === 'refused' && sixth.reason, 'too-many-sent', 'it is bounded too')
})

test('a known browser has a pause of its own, and its sends keep no other in theirs', async () => {
  const all = world()
  await asked(all, { browser: 'one' })
  const again = await all.otp.ask(request({ browser: 'one' }))
  assert.deepEqual(again, { kind: 'refused', reason: 'too-soon', seconds: 60 })
  await asked(all, { browser: 'another' })
  await asked(all)
})

test('many known browsers of one account send ten messages an hour at most', async () => {
  const all = world()
  const many = await ask(all, 200, n => ({ ...victim, browser: `browser-${n}` }))
  assert.deepEqual(many, { asked: 10, 'too-many-sent': 190 })
})

test('many phones of one account get ten messages an hour at most', async () => {
  const all = world()
  assert.deepEqual(await ask(all, 200, () => ({ subject: 'one' })), { asked: 10, 'too-many-sent': 190 })
  await asked(all, { subject: 'one', browser: 'the-owners' })
})

test('of 300 sends at once from one place 60 are sent', async () => {
  const all = world()
  assert.deepEqual(await ask(all, 300, () => ({ place: '203.0.113.9' })), { asked: 60, 'too-many-sent': 240 })
})

test('of 400 sends at once to numbers that begin alike 300 are sent; others, and other purposes, are not held up', async () => {
  const all = world()
  assert.deepEqual(await ask(all, 400), { asked: 300, 'sms-ceiling': 100 })
  assert.deepEqual(await ask(all, 50, n => ({ phone: phoneIn('09124', n) })), { asked: 50 })
  assert.deepEqual(await ask(all, 50, () => ({ purpose: 'recover-password' })), { asked: 50 })
  const until = all.at(3600)
  const refused = await all.otp.ask(request({ phone: phoneIn('09123', 999) }))
  assert.deepEqual(refused, { kind: 'refused', reason: 'sms-ceiling', until })
  assert.equal((await all.otp.ask(request({ phone: phoneIn('09123', 998), browser: 'known' }))).kind, 'asked')
})

/** The ceiling of a range, low enough to be reached soon. */
const lowRange = { ...defaultLimits.otp, sendsPerRange: { max: 80, seconds: 3600 } }

test('of 200 sends at once from one range of addresses as many are sent as one may, and from another still all', async () => {
  const all = newWorld(db, lowRange)
  const here = await ask(all, 200, n => ({ place: `203.0.113.${n}` }))
  assert.deepEqual(here, { asked: 80, 'sms-ceiling': 120 })
  assert.deepEqual(await ask(all, 20, n => ({ place: '203.0.114.1', phone: phoneIn('09010', n) })), { asked: 20 })
  const six = (n: number) => ({ place: `2001:db8:7:${n.toString(16)}::/64`, purpose: 'link' as const })
  assert.deepEqual(await ask(all, 200, six), { asked: 80, 'sms-ceiling': 120 })
  assert.ok(defaultLimits.otp.sendsPerRange.max >= 10 * defaultLimits.otp.sendsPerPlace.max)
})

test('the whole portal stops at its ceiling, and much earlier where anybody may name any phone', async () => {
  const rules = { ...defaultLimits.otp, sendsOverall: { max: 40, seconds: 3600 } }
  const all = newWorld(db, { ...rules, sendsOverallToAnyone: { max: 15, seconds: 3600 } })
  assert.deepEqual(await ask(all, 100), { asked: 40, 'sms-ceiling': 60 })
  assert.deepEqual(await ask(all, 100, () => ({ purpose: 'complaint' })), { asked: 15, 'sms-ceiling': 85 })
  assert.deepEqual(await ask(all, 40, n => ({ browser: `own-${n}` })), { asked: 40 }, 'known browsers are not held up')
  assert.ok(defaultLimits.otp.sendsOverallToAnyone.max < defaultLimits.otp.sendsOverall.max)
})

/** The same of a block of numbers. */
const lowPrefix = { ...lowRange, sendsPerPrefix: { max: 40, seconds: 3600 } }

test('a ceiling raises one alarm a window, which names the ceiling and no phone or address', async () => {
  const all = newWorld(db, lowPrefix)
  for (let window = 1; window <= 2; window++) {
    await ask(all, 70)
    const line = { fields: { ceiling: 'prefix', purpose: 'sign-in', prefix: '09123' }, line: 'sms ceiling reached' }
    assert.deepEqual(all.alarms, Array(window).fill(line))
    all.pass(3600)
  }
  await ask(all, 100, n => ({ place: `203.0.113.${n}`, phone: phoneIn(`0912${n % 5}`, n) }))
  const range = { fields: { ceiling: 'range', purpose: 'sign-in' }, line: 'sms ceiling reached' }
  assert.deepEqual(all.alarms.slice(2), [range])
})

async function measured({ otp }: World): Promise<Record<string, number>> {
  const all = await Promise.all(otp.metrics.map(metric => metric.get()))
  const values = all.flatMap(({ name, values }) =>
    values.map(({ labels, value }) => [`${name} ${Object.values(labels).join()}`, value] as const),
  )
  return Object.fromEntries(values)
}

test('what became of every request is counted, and what ran into a ceiling by ceiling', async () => {
  const all = newWorld(db, lowPrefix)
  await ask(all, 60)
  await ask(all, 2, () => ({ phone: phoneIn('09124', 0), place: '192.0.2.1' }))
  await all.otp.pretend(request({ phone: 'nobody:030190000001', subject: 'nobody' }))
  all.cutOff()
  await ask(all, 3)
  const [sends, ceiling] = ['motcua_otp_sends_total', 'motcua_otp_ceiling_total']
  assert.deepEqual(await measured(all), {
    ...{ [`${sends} asked`]: 41, [`${sends} sms-ceiling`]: 20, [`${sends} too-soon`]: 1, [`${sends} pretended`]: 1 },
    ...{ [`${sends} unavailable`]: 3, [`${ceiling} prefix`]: 20 },
  })
})

test('pretending counts in a block of numbers as asking does, always the same and different for others', async () => {
  const key = Buffer.alloc(32, 1)
  const blocks = Array.from({ length: 500 }, (_, n) => prefixOf(`nobody:${n}`, key))
  for (const block of blocks) assert.ok(/^\d{5}$/.test(block) && mobilePrefixes.has(block.slice(0, 3)), block)
  assert.ok(new Set(blocks).size > 300)
  assert.equal(prefixOf('nobody:1', key), blocks[1])
  assert.notEqual(prefixOf('nobody:1', Buffer.alloc(32, 2)), blocks[1])
  assert.equal(prefixOf('+84912345678', key), '09123')
  const all = newWorld(db, { ...defaultLimits.otp, sendsPerPrefix: { max: 1, seconds: 3600 } })
  const nobody = (n: number) => request({ phone: 'nobody:x', subject: `nobody-${n}`, browser: `b-${n}` })
  assert.deepEqual(await tally([0, 1].map(n => all.otp.pretend(nobody(n)))), { asked: 1, 'sms-ceiling': 1 })
})

test('only what parsePhone gives is a number to send to', () => {
  assert.ok(isMobile('+84912345678'))
  for (const phone of ['0912345678', '+84 912345678', '+84012345678', '+84212345678', '+14155550100', '']) {
    assert.ok(!isMobile(phone), phone)
  }
})
