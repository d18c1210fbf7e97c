import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sealer } from '@motcua/kit/sealing.ts'
import { testDb } from '@motcua/kit/test-db.ts'
import fc from 'fast-check'
import { z } from 'zod'
import { engine } from '../flow/advance.ts'
import type { Flow } from '../flow/flow.ts'
import { signInMigrations } from '../migrations.ts'
import type { SignInTables } from '../tables.ts'
import { type OtpPending, otpPending, parseOtp } from './sms-otp.ts'
import { asked, world as newWorld, request, type World } from './trial-otp.ts'

const { db, stop } = await testDb<SignInTables>(signInMigrations)
after(stop)

const world = () => newWorld(db)

test('the code sent proves the phone, and its message says to whom, what for and until when', async () => {
  const all = world()
  const { pending, message } = await asked(all)
  assert.match(message.code, /^\d{6}$/)
  const { to, purpose, validUntil } = message
  assert.deepEqual({ to, purpose, validUntil }, { to: '+84912345678', purpose: 'sign-in', validUntil: all.at(300) })
  assert.deepEqual(await all.otp.answer(pending, { flowId: 'flow-1', code: message.code }), { kind: 'proved' })
})

test('what a flow keeps shows no code and passes its schema', async () => {
  const { pending, message } = await asked(world())
  assert.ok(
    !JSON.stringify({ ...pending, phone: '', sentAt: 0, codes: pending.codes.map(code => code.hash) }).includes(
      message.code,
    ),
  )
  assert.deepEqual(otpPending.parse(JSON.parse(JSON.stringify(pending))), pending)
})

test('the same code in two flows is kept under different hashes, and one flow proves nothing by the other', async () => {
  const all = world()
  const { pending, message } = await asked(all)
  const elsewhere = await all.otp.answer(pending, { flowId: 'flow-2', code: message.code })
  assert.equal(elsewhere.kind === 'refused' && elsewhere.reason, 'wrong')
})

test('a code hashed with another key proves nothing', async () => {
  const { pending, message } = await asked(world())
  assert.equal((await world().otp.answer(pending, { flowId: 'flow-1', code: message.code })).kind, 'refused')
})

test('codes are spread over all digits in all places', async () => {
  const places = Array.from({ length: 6 }, () => new Set<string>())
  for (let n = 0; n < 150; n++) {
    const { message } = await asked(world(), { flowId: String(n) })
    for (const [place, digits] of places.entries()) digits.add(message.code.charAt(place))
  }
  for (const digits of places) assert.equal(digits.size, 10)
})

test('after a resend the last two codes are valid, the third last is not', async () => {
  const all = world()
  const first = await asked(all)
  all.pass(60)
  const second = await asked(all, {}, first.pending)
  for (const { message } of [first, second])
    assert.equal((await all.otp.answer(second.pending, { flowId: 'flow-1', code: message.code })).kind, 'proved')
  all.pass(60)
  const third = await asked(all, {}, second.pending)
  assert.equal(third.pending.codes.length, 2)
  const distinct = ![second, third].some(({ message }) => message.code === first.message.code)
  if (distinct)
    assert.equal((await all.otp.answer(third.pending, { flowId: 'flow-1', code: first.message.code })).kind, 'refused')
})

test('a code lives five minutes, each for itself', async () => {
  const all = world()
  const first = await asked(all)
  all.pass(60)
  const second = await asked(all, {}, first.pending)
  assert.equal(all.otp.expiresIn(second.pending), 300)
  all.pass(239)
  assert.equal((await all.otp.answer(second.pending, { flowId: 'flow-1', code: first.message.code })).kind, 'proved')
  all.pass(1)
  if (first.message.code !== second.message.code)
    assert.equal((await all.otp.answer(second.pending, { flowId: 'flow-1', code: first.message.code })).kind, 'refused')
  assert.equal((await all.otp.answer(second.pending, { flowId: 'flow-1', code: second.message.code })).kind, 'proved')
  all.pass(60)
  const late = await all.otp.answer(second.pending, { flowId: 'flow-1', code: second.message.code })
  assert.deepEqual(late, { kind: 'refused', reason: 'expired' })
  assert.equal(all.otp.expiresIn(second.pending), 0)
})

test('a code sent to one phone proves neither another phone nor another purpose in the same flow', async () => {
  for (const changes of [{ phone: '+84987654321' }, { purpose: 'confirm-phone' as const }]) {
    const all = world()
    const first = await asked(all)
    const second = await asked(all, changes, first.pending)
    assert.equal(second.pending.codes.length, 1)
    if (first.message.code !== second.message.code)
      assert.equal(
        (await all.otp.answer(second.pending, { flowId: 'flow-1', code: first.message.code })).kind,
        'refused',
      )
  }
})

test('five wrong tries over both codes use the flow up, even for the right code', async () => {
  const all = world()
  const first = await asked(all)
  all.pass(60)
  let pending = first.pending
  for (const left of [4, 3]) pending = await wrongTry(all, pending, left)
  const second = await asked(all, {}, pending)
  pending = second.pending
  for (const left of [2, 1, 0]) pending = await wrongTry(all, pending, left)
  const right = await all.otp.answer(pending, { flowId: 'flow-1', code: second.message.code })
  assert.deepEqual(right, { kind: 'refused', reason: 'used-up' })

  async function wrongTry(all: World, before: OtpPending, left: number): Promise<OtpPending> {
    const result = await all.otp.answer(before, { flowId: 'flow-1', code: 'abcdef' })
    if (result.kind !== 'refused' || result.reason !== 'wrong') return assert.fail(JSON.stringify(result))
    assert.equal(result.triesLeft, left)
    return result.pending
  }
})

test('of wrong tries in 20 flows at once ten are looked at, then phone and account are closed for 15 minutes', async () => {
  const all = world()
  const { pending } = await asked(all)
  const tries = Array.from({ length: 20 }, (_, n) =>
    all.otp.answer(pending, { flowId: `flow-${n + 2}`, code: '000000' }),
  )
  const results = await Promise.all(tries)
  assert.equal(results.filter(result => result.kind === 'refused' && result.reason === 'wrong').length, 10)
  const blocked = results.filter(result => result.kind === 'refused' && result.reason === 'too-many-wrong')
  assert.equal(blocked.length, 10)
  for (const result of blocked) assert.ok('until' in result && result.until.getTime() === all.at(900).getTime())
})

test('while closed even the right code is refused; afterwards it is looked at again', async () => {
  const all = world()
  const { pending } = await asked(all)
  for (let n = 0; n < 10; n++) await all.otp.answer(pending, { flowId: `flow-${n + 2}`, code: '000000' })
  all.pass(60)
  const second = await asked(all)
  const refused = await all.otp.answer(second.pending, { flowId: 'flow-1', code: second.message.code })
  assert.deepEqual(refused, { kind: 'refused', reason: 'too-many-wrong', until: all.at(840) })
  all.pass(840)
  const third = await asked(all)
  assert.equal((await all.otp.answer(third.pending, { flowId: 'flow-1', code: third.message.code })).kind, 'proved')
})

test('wrong codes of one purpose, account or phone close no other', async () => {
  const all = world()
  const { pending } = await asked(all, { purpose: 'recover-password' })
  for (let n = 0; n < 11; n++) await all.otp.answer(pending, { flowId: 'flow-2', code: '000000' })
  assert.equal((await all.otp.answer(pending, { flowId: 'flow-1', code: '0' })).kind, 'refused')
  for (const changes of [{ purpose: 'sign-in' as const }, { subject: 'another' }, { phone: '+84987654321' }]) {
    const other = { ...pending, ...changes }
    const result = await all.otp.answer(other, { flowId: 'flow-2', code: '000000' })
    assert.equal(result.kind === 'refused' && result.reason, 'wrong', JSON.stringify(changes))
  }
})

test('a resend too soon is told how many seconds to wait, and waiting that long is enough', async () => {
  const all = world()
  const { pending } = await asked(all)
  all.pass(12.4)
  assert.deepEqual(await all.otp.ask(request()), { kind: 'refused', reason: 'too-soon', seconds: 48 })
  assert.equal(all.otp.resendIn(pending), 48)
  all.pass(48)
  assert.equal(all.otp.resendIn(pending), 0)
  assert.equal((await all.otp.ask(request())).kind, 'asked')
})

test('a phone that is no Vietnamese mobile number is a bug of whoever let it through, and nothing is counted', async () => {
  const all = world()
  const before = await counters()
  for (const phone of ['+15005550006', '+842838223344', '+84112345678', '0912345678', 'nobody:x', '']) {
    await assert.rejects(all.otp.ask(request({ phone })), RangeError, phone)
  }
  assert.equal(await counters(), before)
})

test('of ten requests at once for one phone one message is sent', async () => {
  const all = world()
  const results = await Promise.all(Array.from({ length: 10 }, (_, n) => all.otp.ask(request({ flowId: `flow-${n}` }))))
  assert.equal(results.filter(result => result.kind === 'asked').length, 1)
})

async function counters(): Promise<number> {
  return (await db.selectFrom('counters').select('bucket').execute()).length
}

async function fiveSent(all: World): Promise<void> {
  for (let n = 0; n < 5; n++) {
    await asked(all)
    all.pass(60)
  }
}

test('the sixth message in an hour is refused until the hour is over', async () => {
  const all = world()
  await fiveSent(all)
  const sixth = await all.otp.ask(request())
  assert.deepEqual(sixth, { kind: 'refused', reason: 'too-many-sent', until: all.at(3300) })
  all.pass(3300)
  assert.equal((await all.otp.ask(request())).kind, 'asked')
})

test('messages for one purpose use up no other purpose', async () => {
  const all = world()
  await fiveSent(all)
  assert.equal((await all.otp.ask(request())).kind, 'refused')
  assert.equal((await all.otp.ask(request({ purpose: 'recover-password' }))).kind, 'asked')
})

test('a place that has used itself up uses up no phone', async () => {
  const all = world()
  for (let n = 0; n < 60; n++) await asked(all, { phone: `+8490000${1000 + n}`, subject: `s${n}` })
  for (let n = 0; n < 6; n++) {
    assert.equal((await all.otp.ask(request())).kind, 'refused')
    all.pass(60)
  }
  assert.equal((await all.otp.ask(request({ place: '203.0.113.10' }))).kind, 'asked')
})

test('a place that has used itself up keeps no phone in its pause', async () => {
  const all = world()
  for (let n = 0; n < 60; n++) await asked(all, { phone: `+8490000${1000 + n}`, subject: `s${n}` })
  assert.equal((await all.otp.ask(request())).kind, 'refused')
  assert.equal((await all.otp.ask(request({ place: '203.0.113.10' }))).kind, 'asked')
})

test('while the SMS centre is away no code is made and nothing is counted', async () => {
  const all = world()
  const before = await counters()
  all.cutOff()
  for (let n = 0; n < 10; n++) assert.deepEqual(await all.otp.ask(request()), { kind: 'unavailable' })
  assert.deepEqual(await all.otp.pretend(request()), { kind: 'unavailable' })
  assert.equal(await counters(), before)
})

test('a code by mail proves its mailbox, also while the SMS centre is away, and is counted as one by SMS', async () => {
  const all = world()
  all.cutOff()
  const mailbox = { purpose: 'confirm-email', phone: 'thu@vidu.vn' } as const
  const { pending, message } = await asked(all, mailbox)
  assert.deepEqual([message.to, message.purpose], ['thu@vidu.vn', 'confirm-email'])
  assert.equal((await all.otp.ask(request(mailbox))).kind, 'refused')
  assert.deepEqual(otpPending.parse(JSON.parse(JSON.stringify(pending))), pending)
  for (let n = 0; n < 4; n++) {
    all.pass(61)
    await asked(all, mailbox)
  }
  all.pass(61)
  const sixth = await all.otp.ask(request(mailbox), pending)
  assert.equal(sixth.kind === 'refused' && sixth.reason, 'too-many-sent')
  all.pass(3600)
  const fresh = await asked(all, mailbox)
  const given = { flowId: 'flow-1', code: fresh.message.code }
  assert.equal((await all.otp.answer(fresh.pending, given)).kind, 'proved')
})

test('pretending counts as asking does and no code ever proves it', async () => {
  const all = world()
  const first = await all.otp.pretend(request())
  if (first.kind !== 'asked') return assert.fail()
  const given = { flowId: 'flow-1', code: first.message.code }
  const result = await all.otp.answer(first.pending, given)
  assert.equal(result.kind === 'refused' && result.reason, 'wrong')
  assert.deepEqual(await all.otp.pretend(request()), { kind: 'refused', reason: 'too-soon', seconds: 60 })
  assert.deepEqual(await all.otp.ask(request()), { kind: 'refused', reason: 'too-soon', seconds: 60 })
})

test('a code proves once: used again after the flow moved on, it is not looked at', async () => {
  const all = world()
  const { pending, message } = await asked(all)
  let looked = 0
  type State = { step: 'otp'; pending: OtpPending } | { step: 'password' }
  const flow: Flow<State, null, SignInTables> = {
    kind: 'test',
    state: z.discriminatedUnion('step', [
      z.object({ step: z.literal('otp'), pending: otpPending }),
      z.object({ step: z.literal('password') }),
    ]),
    end: z.null(),
    first: { step: 'otp', pending },
    steps: {
      otp: async (state, { fields }) => {
        looked++
        const answer = await all.otp.answer(state.pending, { flowId: 'flow-1', code: fields.otp ?? '' })
        return answer.kind === 'proved' ? { kind: 'go', to: { step: 'password' } } : { kind: 'stay', errors: {} }
      },
      password: async () => ({ kind: 'end', as: null }),
    },
  }
  const sealing = sealer({ current: 'k', keys: { k: randomBytes(32) } })
  const { advance } = engine(flow, { db, sealer: sealing, clock: all.clock, pause: async () => undefined })
  const visitor = { browser: Buffer.alloc(32), place: '', device: '', language: 'vi' } as const
  const submission = { flowId: randomUUID(), version: 0, step: 'otp', fields: { otp: message.code }, visitor }
  for (let n = 0; n < 2; n++) {
    const standing = await advance(submission)
    assert.equal(standing.kind === 'at' && standing.state.step, 'password')
  }
  assert.equal(looked, 1)
})

test('a typed code may have spaces and dashes and nothing else', () => {
  const good: string[] = ['123456', ' 123456 ', '123 456', '123-456', '1 2 3 4 5 6', '123\u00a0456', '\t123456\r\n']
  for (const text of good) assert.equal(parseOtp(text, 6), '123456')
  const bad = [
    '',
    ' ',
    '12345',
    '1234567',
    '12345a',
    '１２３４５６',
    '123456.',
    '+123456',
    '1e5000',
    '123456\u0000',
    `123456${' '.repeat(100)}`,
    `${'0'.repeat(1e6)}`,
  ]
  for (const text of bad) assert.equal(parseOtp(text, 6), undefined, JSON.stringify(text.slice(0, 20)))
})

test('any text is either no code or six digits that are all its digits', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9 -]{0,80}$/))
  fc.assert(
    fc.property(text, typed => {
      const code = parseOtp(typed, 6)
      if (code === undefined) return
      assert.match(code, /^\d{6}$/)
      assert.equal(code, typed.replace(/\D/g, ''))
    }),
    { numRuns: 2000 },
  )
})
