import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { noticeHousekeeping } from '../notices/keep-notices.ts'
import { rowOf, testDelivery, told } from '../notices/test-delivery.ts'
import { type TestNational, testNational } from '../test-national.ts'
import { noticesCommand } from './notices-command.ts'

describe('npm run admin:notices', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  async function command(...args: string[]) {
    const lines: string[] = []
    const { db, clock } = national.parts
    const status = await noticesCommand(args, { db, clock, write: line => lines.push(line) })
    return { status, text: lines.join('\n') }
  }

  async function dead(email = 'thu@vidu.vn') {
    const { answers, run } = testDelivery(national)
    answers.mail = 'refused'
    const [job = assert.fail()] = await told(national, { phones: [], email })
    await run(job)
    return job
  }

  it('says so when nothing was given up', async () => {
    assert.deepEqual(await command(), { status: 0, text: 'No notice was given up.' })
    assert.deepEqual((await command('--retry', 'all')).status, 0)
  })

  it('lists what was given up with kind, channel, reason and times, and without addresses', async () => {
    const job = await dead()
    const { status, text } = await command()
    assert.equal(status, 0)
    const line = text.split('\n').find(each => each.startsWith(String(job.payload.id))) ?? ''
    assert.match(line, /password-changed +mail +refused +1 +2026-11-23T03:00:00Z +2026-11-23T03:00:00Z$/)
    assert.doesNotMatch(text, /thu|vidu|@/)
  })

  it('queues one anew, which the running portal then sends', async () => {
    const [one, other] = [await dead(), await dead()]
    national.later(100 * 60)
    assert.deepEqual(await command('--retry', String(one.payload.id)), {
      ...{ status: 0, text: '1 queued anew; the running portal sends within a minute.' },
    })
    const row = await rowOf(national, one)
    assert.deepEqual([row.state, row.dead_at, row.queued_at], ['queued', null, national.time.now])
    assert.equal((await rowOf(national, other)).state, 'dead')
    const before = national.jobsDone.length
    await noticeHousekeeping(national.parts)[0]?.run()
    assert.deepEqual(national.jobsDone.slice(before), [one])
    const { out, run } = testDelivery(national)
    assert.equal(await run(one), 'done')
    assert.deepEqual(
      out.mail.map(mail => [mail.to, mail.id]),
      [['thu@vidu.vn', one.payload.id]],
    )
    assert.equal((await rowOf(national, one)).state, 'sent')
  })

  it('queues all anew, but for those whose address is erased', async () => {
    const [kept, erased] = [await dead(), await dead()]
    await national.db
      .updateTable('notices')
      .set({ sealed_address: null, sealed_words: null })
      .where('id', '=', String(erased.payload.id))
      .execute()
    assert.match((await command()).text, new RegExp(`^${erased.payload.id} .* address erased$`, 'm'))
    assert.equal((await command('--retry', 'all')).status, 0)
    assert.deepEqual([(await rowOf(national, kept)).state, (await rowOf(national, erased)).state], ['queued', 'dead'])
    assert.deepEqual(await command('--retry', String(erased.payload.id)), {
      ...{ status: 1, text: '0 queued anew; the running portal sends within a minute.' },
    })
  })

  it('explains itself to who calls it wrongly, and changes nothing', async () => {
    for (const args of [['--retry'], ['--retry', 'x'], ['--retry', ''], ['--delete', 'all'], ['all']]) {
      const { status, text } = await command(...args)
      assert.equal(status, 64, args.join(' '))
      assert.match(text, /--retry ID\|all/)
    }
  })

  it('runs with nothing but the address of the database', async () => {
    await dead()
    const script = fileURLToPath(new URL('./notices.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env: { DATABASE_URL: national.url } })
    assert.match(stdout, /^ID +KIND/)
    const wrong = promisify(execFile)(process.execPath, [script], { env: {} })
    await assert.rejects(wrong, /configuration: DATABASE_URL/)
  })
})
