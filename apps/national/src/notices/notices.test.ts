import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Job, Outbox } from '@motcua/kit/jobs.ts'
import { anAccount } from '../flows/test-account.ts'
import { type TestNational, testNational } from '../test-national.ts'
import { type Notice, noticeJobs, tell } from './notices.ts'
import { aNotice, rowOf, told } from './test-delivery.ts'

describe('telling people', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  it('writes one message for every phone and for the mailbox, each with a job that names it and nobody', async () => {
    const { accountId } = await anAccount(national)
    const values = { device: 'iPhone 15' }
    const jobs: Job[] = []
    const outbox: Outbox = { enqueue: async (_tx, job) => void jobs.push(job) }
    const notice: Partial<Notice> = {
      ...{ kind: 'new-device', language: 'en', accountId, values, objectionCode: 'K7Q2-M9XP-4T' },
      ...{ phones: ['+84900000001', '+84900000002', '+84900000001'], email: 'thu@vidu.vn' },
    }
    await told(national, notice, outbox)
    const written = (await national.told()).slice(-3)
    assert.deepEqual(
      written.map(row => [row.channel, row.to, row.kind, row.account_id, row.state, row.attempts]),
      [
        ['sms', '+84900000001', 'new-device', accountId, 'queued', 0],
        ['sms', '+84900000002', 'new-device', accountId, 'queued', 0],
        ['mail', 'thu@vidu.vn', 'new-device', accountId, 'queued', 0],
      ],
    )
    for (const { words } of written) {
      assert.deepEqual(JSON.parse(words), {
        language: 'en',
        at: aNotice.at.getTime(),
        objectionCode: 'K7Q2-M9XP-4T',
        values,
      })
    }
    assert.deepEqual(
      jobs,
      written.map(row => ({ name: noticeJobs[row.channel], payload: { id: row.id } })),
    )
    assert.equal(new Set(written.map(row => row.reference)).size, 3)
  })

  it('seals address and words to their row', async () => {
    const [one, other] = await told(national, { phones: ['+84900000001', '+84900000002'] })
    const [row, second] = [await rowOf(national, one), await rowOf(national, other)]
    assert.doesNotMatch(JSON.stringify(row), /900000001/)
    const { id, sealed_address: address, sealed_words: words } = row
    const { sealer } = national.parts
    assert.equal(sealer.unseal(address ?? '', `notices:${id}:address`), '+84900000001')
    assert.equal(sealer.unseal(address ?? '', `notices:${second.id}:address`), undefined)
    assert.equal(sealer.unseal(words ?? '', `notices:${id}:address`), undefined)
  })

  it('leaves nothing when the change is undone', async () => {
    const before = (await national.told()).length
    const undone = national.db.transaction().execute(async tx => {
      await tell({ tx, parts: national.parts }, aNotice)
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    assert.equal((await national.told()).length, before)
  })

  it('tells nobody where there is nobody to tell', async () => {
    assert.deepEqual(await told(national, { phones: [], email: '' }), [])
  })

  it('takes a notice without what its text mentions for a mistake', async () => {
    for (const kind of ['new-device', 'method-added', 'inactivity-first', 'complaint-received'] as const) {
      await assert.rejects(told(national, { kind }), new RegExp(`the notice ${kind} mentions`))
    }
  })

  it('gives references that come round again', async () => {
    await national.db
      .selectNoFrom(eb => eb.fn('setval', [eb.val('notice_references'), eb.val(4095)]).as('set'))
      .execute()
    const [job] = await told(national)
    assert.equal((await rowOf(national, job)).reference, 0)
  })
})
