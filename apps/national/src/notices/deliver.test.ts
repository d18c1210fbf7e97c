import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pino from 'pino'
import { type TestNational, testNational } from '../test-national.ts'
import { rowOf, testDelivery, told } from './test-delivery.ts'

const DAY = 24 * 3600
const LEASE = 120

describe('delivering notices', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  async function oneSms() {
    const [job = assert.fail()] = await told(national)
    return job
  }

  it('sends what was told, under names that belong to the row, and notes that it is out', async () => {
    const { out, answers, run } = testDelivery(national)
    answers.sms = { kind: 'accepted', messageId: 'centre-1' }
    const jobs = await told(national, { email: 'thu@vidu.vn', objectionCode: 'K7Q2-M9XP-4T' })
    for (const job of jobs) assert.equal(await run(job), 'done')
    const [sms, mail] = [await rowOf(national, jobs[0]), await rowOf(national, jobs[1])]
    assert.deepEqual(
      [sms, mail].map(row => [row.state, row.message_id, row.sent_at?.getTime(), row.attempts]),
      [
        ['sent', 'centre-1', national.time.now.getTime(), 1],
        ['sent', null, national.time.now.getTime(), 1],
      ],
    )
    assert.deepEqual([out.sms[0]?.to, out.sms[0]?.reference], ['+84900000001', sms.reference])
    assert.match(out.sms[0]?.text ?? '', /K7Q2-M9XP-4T/)
    assert.deepEqual([out.mail[0]?.to, out.mail[0]?.id], ['thu@vidu.vn', mail.id])
  })

  it('sends once however often the queue brings the job', async () => {
    const { out, run } = testDelivery(national)
    const job = await oneSms()
    for (let n = 0; n < 3; n++) assert.equal(await run(job), 'done')
    assert.equal(out.sms.length, 1)
  })

  it('sends once when many workers take it at the same time; the others come again, and find it done', async () => {
    const { out, run } = testDelivery(national)
    const job = await oneSms()
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => run(job)))
    assert.equal(out.sms.length, 1)
    assert.ok(outcomes.includes('done'))
    assert.equal(await run(job), 'done')
    assert.equal(out.sms.length, 1)
  })

  it('waits for a worker that has vanished, and then repeats under the same reference', async () => {
    const gone = testDelivery(national)
    const hanging = Promise.withResolvers<never>()
    gone.delivery.sms.send = message => {
      gone.out.sms.push(message)
      return hanging.promise
    }
    const next = testDelivery(national)
    const job = await oneSms()
    void gone.run(job).catch(() => undefined)
    while (gone.out.sms.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
    national.later(LEASE - 1)
    assert.equal(await next.run(job), 'later')
    assert.deepEqual(next.out.sms, [])
    national.later(1)
    assert.equal(await next.run(job), 'done')
    assert.deepEqual(next.out.sms, gone.out.sms)
    const row = await rowOf(national, job)
    assert.deepEqual([row.state, row.attempts], ['sent', 2])
  })

  it('that a late worker failed does not undo what the next one is doing or has done', async () => {
    const late = testDelivery(national)
    const answer = Promise.withResolvers<{ kind: 'unavailable' }>()
    late.delivery.sms.send = () => answer.promise
    const next = testDelivery(national)
    const job = await oneSms()
    const running = late.run(job)
    while ((await rowOf(national, job)).state !== 'sending') await new Promise(resolve => setTimeout(resolve, 5))
    national.later(LEASE)
    const nextAnswer = Promise.withResolvers<{ kind: 'accepted'; messageId: string }>()
    next.delivery.sms.send = () => nextAnswer.promise
    const second = next.run(job)
    while ((await rowOf(national, job)).attempts !== 2) await new Promise(resolve => setTimeout(resolve, 5))
    answer.resolve({ kind: 'unavailable' })
    await running
    assert.equal((await rowOf(national, job)).state, 'sending')
    nextAnswer.resolve({ kind: 'accepted', messageId: 'by-the-next' })
    assert.equal(await second, 'done')
    assert.equal((await rowOf(national, job)).state, 'sent')
  })

  it('tries again while the other side is away, for a day at least, and gives up at the next failure', async () => {
    const { out, answers, run } = testDelivery(national)
    answers.sms = { kind: 'unavailable' }
    const job = await oneSms()
    assert.equal(await run(job), 'later')
    assert.deepEqual(
      [(await rowOf(national, job)).state, (await rowOf(national, job)).reason],
      ['queued', 'unavailable'],
    )
    national.later(DAY - 1)
    assert.equal(await run(job), 'later')
    national.later(1)
    assert.equal(await run(job), 'done')
    const row = await rowOf(national, job)
    assert.deepEqual(
      [row.state, row.reason, row.dead_at?.getTime()],
      ['dead', 'unavailable', national.time.now.getTime()],
    )
    assert.deepEqual(out.deaths, [{ channel: 'sms', reason: 'unavailable' }])
    assert.equal(await run(job), 'done')
    assert.equal(out.sms.length, 3, 'what was given up is not tried again')
  })

  it('sends what could not leave for days, when it can', async () => {
    const { run } = testDelivery(national)
    const job = await oneSms()
    national.later(10 * DAY)
    assert.equal(await run(job), 'done')
    assert.equal((await rowOf(national, job)).state, 'sent')
  })

  it('gives up at once what the other side refuses for good, or what cannot be read', async () => {
    const { out, answers, run } = testDelivery(national)
    answers.sms = { kind: 'refused' }
    const refused = await oneSms()
    assert.equal(await run(refused), 'done')
    assert.equal((await rowOf(national, refused)).reason, 'refused')
    answers.sms = undefined
    const lost = await oneSms()
    await national.db
      .updateTable('notices')
      .set({ sealed_address: 'z.forged' })
      .where('id', '=', String(lost.payload.id))
      .execute()
    assert.equal(await run(lost), 'done')
    const row = await rowOf(national, lost)
    assert.deepEqual([row.state, row.reason], ['dead', 'unreadable'])
    assert.equal(out.sms.length, 1)
  })

  it('treats a mistake of ours as something to try again, and as given up after a day', async () => {
    const { delivery, out, run } = testDelivery(national)
    delivery.sms.send = () => Promise.reject(new TypeError('bug'))
    const job = await oneSms()
    assert.equal(await run(job), 'later')
    assert.equal((await rowOf(national, job)).state, 'queued')
    national.later(DAY)
    assert.equal(await run(job), 'done')
    assert.deepEqual(out.deaths, [{ channel: 'sms', reason: 'error' }])
  })

  it('writes one error line for what is given up, which names nobody', async () => {
    const lines: string[] = []
    const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) })
    const { answers, run } = testDelivery(national, { log })
    answers.mail = 'refused'
    const [, job = assert.fail()] = await told(national, { email: 'thu@vidu.vn', objectionCode: 'K7Q2-M9XP-4T' })
    await run(job)
    const written = lines.map(line => JSON.parse(line))
    assert.deepEqual(
      written.map(({ level, msg, kind, channel, reason, attempts }) => ({
        level,
        msg,
        kind,
        channel,
        reason,
        attempts,
      })),
      [
        {
          ...{ level: 50, msg: 'notice given up', kind: 'password-changed', channel: 'mail' },
          ...{ reason: 'refused', attempts: 1 },
        },
      ],
    )
    assert.doesNotMatch(lines.join(), /thu@|K7Q2|900000001/)
  })

  it('leaves a job alone that names no notice, and is not led astray by one that is none', async () => {
    const { out, run } = testDelivery(national)
    assert.equal(await run({ name: 'sms.notice', payload: { id: crypto.randomUUID() } }), 'done')
    for (const payload of [undefined, {}, { id: 'x' }, { id: 1 }]) {
      await assert.rejects(run({ name: 'sms.notice', payload }))
    }
    assert.deepEqual(out.sms, [])
  })
})
