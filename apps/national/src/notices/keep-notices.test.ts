import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestNational, testNational } from '../test-national.ts'
import type { SmsReceipt } from '../upstream/sms-centre.ts'
import { keepReceipt, noticeHousekeeping } from './keep-notices.ts'
import { rowOf, testDelivery, told } from './test-delivery.ts'

const HOUR = 3600
const DAY = 24 * HOUR

let national: TestNational
before(async () => {
  national = await testNational()
})
after(() => national.stop())

const keep = (messageId: string, kind: SmsReceipt['kind'] = 'delivered') =>
  keepReceipt(national.parts, { messageId, kind })
const early = () => national.db.selectFrom('early_receipts').selectAll().execute()
const housekeeping = async (name: string) => {
  await noticeHousekeeping(national.parts)
    .find(job => job.name === name)
    ?.run()
}

/** An SMS that the centre has accepted under this id; `meanwhile` happens before that is noted. */
async function sentAs(messageId: string, meanwhile: () => Promise<void> = async () => undefined) {
  const [job = assert.fail()] = await told(national)
  return send(job, { messageId, meanwhile })
}

type Sending = { messageId: string; meanwhile: () => Promise<void> }

async function send(job: Awaited<ReturnType<typeof told>>[number], { messageId, meanwhile }: Sending) {
  const { delivery, run } = testDelivery(national)
  delivery.sms.send = async () => {
    await meanwhile()
    return { kind: 'accepted', messageId }
  }
  assert.equal(await run(job), 'done')
  return job
}

const stateOf = async (job: Parameters<typeof rowOf>[1]) => {
  const { state, receipt_at: at } = await rowOf(national, job)
  return [state, at?.getTime()]
}

describe('a delivery receipt', () => {
  it('is kept with its message and the time, and the first final one counts', async () => {
    for (const kind of ['delivered', 'failed'] as const) {
      const job = await sentAs(`kept-${kind}`)
      await keep(`kept-${kind}`, kind)
      const at = national.time.now.getTime()
      national.later(5)
      await keep(`kept-${kind}`, kind === 'failed' ? 'delivered' : 'failed')
      assert.deepEqual(await stateOf(job), [kind, at])
    }
  })

  it('that comes before it is known what it speaks of is not lost', async () => {
    const job = await sentAs('faster', () => keep('faster'))
    assert.deepEqual(await stateOf(job), ['delivered', national.time.now.getTime()])
    assert.deepEqual(await early(), [])
  })

  it('is not lost when it comes at the same moment', async () => {
    const jobs = await told(national, { phones: Array.from({ length: 60 }, (_, n) => `+849000001${n + 10}`) })
    await Promise.all(
      jobs.map(async (job, n) => {
        const messageId = `moment-${n}`
        const receipt = Promise.withResolvers<void>()
        const meanwhile = async () => {
          setTimeout(() => void keep(messageId).then(receipt.resolve, receipt.reject), n % 6)
        }
        await send(job, { messageId, meanwhile })
        await receipt.promise
      }),
    )
    for (const job of jobs) assert.equal((await rowOf(national, job)).state, 'delivered')
    assert.deepEqual(await early(), [])
  })

  it('is not lost when the portal was gone in between, and the repeat is accepted under the same id', async () => {
    const gone = testDelivery(national)
    gone.delivery.sms.send = () => new Promise(() => undefined)
    const [job = assert.fail()] = await told(national)
    void gone.run(job)
    while ((await rowOf(national, job)).state !== 'sending') await new Promise(resolve => setTimeout(resolve, 5))
    await keep('before-the-restart')
    national.later(120)
    const { answers, run } = testDelivery(national)
    answers.sms = { kind: 'accepted', messageId: 'before-the-restart' }
    assert.equal(await run(job), 'done')
    assert.equal((await rowOf(national, job)).state, 'delivered')
  })

  it('of a message that is none of ours is passed over, and leaves nothing behind', async () => {
    await keep('of-an-otp')
    await keep("'; drop table notices; --")
    assert.deepEqual(await early(), [])
  })

  it('that waits in vain goes after a day', async () => {
    const [job = assert.fail()] = await told(national)
    const { answers, run } = testDelivery(national)
    answers.sms = { kind: 'unavailable' }
    await run(job)
    await keep('nobodys')
    assert.equal((await early()).length, 1)
    national.later(DAY - 1)
    await housekeeping('sweep-notices')
    assert.equal((await early()).length, 1)
    national.later(2)
    await housekeeping('sweep-notices')
    assert.deepEqual(await early(), [])
    answers.sms = undefined
    await run(job)
  })

  it('whose message became known while nobody looked is brought to it by housekeeping', async () => {
    const job = await sentAs('left-behind')
    const left = { message_id: 'left-behind', kind: 'failed' as const, received_at: national.time.now }
    await national.db.insertInto('early_receipts').values(left).execute()
    await housekeeping('sweep-notices')
    assert.equal((await rowOf(national, job)).state, 'failed')
    assert.deepEqual(await early(), [])
  })

  it('under an id that the centre uses again belongs to the latest message', async () => {
    const old = await sentAs('again')
    national.later(DAY)
    const latest = await sentAs('again')
    await keep('again')
    assert.deepEqual([(await rowOf(national, old)).state, (await rowOf(national, latest)).state], ['sent', 'delivered'])
  })
})

describe('housekeeping of notices', () => {
  it('gives a notice whose job is gone another one, once, and leaves the rest alone', async () => {
    const [asleep = assert.fail()] = await told(national)
    await sentAs('needs-no-job')
    const before = national.jobsDone.length
    const fresh = () => national.jobsDone.slice(before).filter(job => job.payload.id === asleep.payload.id)
    national.later(2 * HOUR - 1)
    await housekeeping('wake-notices')
    assert.equal(fresh().length, 0)
    national.later(1)
    await Promise.all([housekeeping('wake-notices'), housekeeping('wake-notices')])
    assert.deepEqual(fresh(), [asleep])
    assert.equal(national.jobsDone.length, before + 1)
    const { run } = testDelivery(national)
    assert.equal(await run(asleep), 'done')
    national.later(3 * HOUR)
    await housekeeping('wake-notices')
    assert.equal(fresh().length, 1)
  })

  it('wakes a notice whose worker vanished for good', async () => {
    const gone = testDelivery(national)
    gone.delivery.sms.send = () => new Promise(() => undefined)
    const [job = assert.fail()] = await told(national)
    void gone.run(job)
    while ((await rowOf(national, job)).state !== 'sending') await new Promise(resolve => setTimeout(resolve, 5))
    national.later(2 * HOUR)
    const before = national.jobsDone.length
    await housekeeping('wake-notices')
    assert.deepEqual(national.jobsDone.slice(before), [job])
    assert.equal(await testDelivery(national).run(job), 'done')
  })

  it('erases to whom and in which words after 90 days, and keeps what became of it', async () => {
    const job = await sentAs('old')
    national.later(90 * DAY - 1)
    await housekeeping('sweep-notices')
    assert.ok((await rowOf(national, job)).sealed_address)
    national.later(2)
    await housekeeping('sweep-notices')
    const { state, kind, sealed_address: address, sealed_words: words } = await rowOf(national, job)
    assert.deepEqual([state, kind, address, words], ['sent', 'password-changed', null, null])
  })
})
