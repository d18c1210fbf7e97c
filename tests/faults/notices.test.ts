import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { jobs } from '@motcua/kit/jobs.ts'
import { sealer } from '@motcua/kit/sealing.ts'
import { type Delivery, noticeDeliveries } from '../../apps/national/src/notices/deliver.ts'
import { keepReceipt } from '../../apps/national/src/notices/keep-notices.ts'
import { type Notice, tell } from '../../apps/national/src/notices/notices.ts'
import { type TestNational, testNational } from '../../apps/national/src/test-national.ts'
import { mailSmtp } from '../../apps/national/src/upstream/mail-smtp.ts'
import { smsCentreSmpp } from '../../apps/national/src/upstream/sms-centre-smpp.ts'
import { type RunningLab, runLab, silent, smsAccount } from '../contracts/lab.ts'
import { titleOf } from '../journeys/page.ts'
import { at, PASSWORD, type Traveller, traveller } from '../journeys/road.ts'
import { until } from '../until.ts'
import { startWorld, type World } from '../world.ts'

/** Longer than the first pauses between two tries take together. */
const PATIENCE_MS = 60_000

describe('while SMS centre and mail relay are down', () => {
  let world: World
  before(async () => {
    world = await startWorld()
  })
  after(() => world?.stop())
  afterEach(() => world.lab.noFaults())

  const rows = () => world.apps.national.parts.db.selectFrom('notices').selectAll().orderBy('channel').execute()
  const opened = async ({ phone, person }: Traveller) => {
    const told = (text: string) => text.includes('tài khoản đã được mở') || text.includes('vừa được mở')
    const [sms, mails] = await Promise.all([world.lab.sms(phone), world.lab.mails(person.mailbox)])
    return [sms, mails].map(all => all.filter(one => told(one.text)).length)
  }

  test('people go on, and afterwards get each notice once', async () => {
    const one = await traveller(world, 'thu-ha')
    const password = await at('password', one)
    await world.lab.fault('sms-centre', 'down')
    await world.lab.fault('mail', 'down')
    const chosen = { 'Nhập mật khẩu': PASSWORD, 'Xác nhận mật khẩu': PASSWORD }
    assert.match(titleOf(await one.submit(password, 'Đăng ký', chosen)), /^Thông tin cá nhân/)
    await until(async () => (await rows()).every(row => row.attempts > 0 && row.state === 'queued'), PATIENCE_MS)
    assert.deepEqual(await opened(one), [0, 0])
    await world.lab.noFaults()
    await until(async () => (await opened(one)).every(count => count === 1), PATIENCE_MS)
    await until(async () => (await rows()).some(row => row.state === 'delivered'), PATIENCE_MS)
    await pause(1_000)
    assert.deepEqual(await opened(one), [1, 1])
    assert.deepEqual(
      (await rows()).map(row => [row.channel, row.kind, row.state, row.reason]),
      [
        ['mail', 'account-opened', 'sent', null],
        ['sms', 'account-opened', 'delivered', null],
      ],
    )
    const metrics = await (await fetch(`${world.national}/metrics`)).text()
    assert.match(metrics, /^motcua_notices\{state="delivered",channel="sms"\} 1$/m)
  })
})

describe('a portal that ends between sending and noting it', () => {
  let lab: RunningLab
  let national: TestNational
  let out: Pick<Delivery, 'sms' | 'mail'>
  before(async () => {
    lab = await runLab()
    national = await testNational()
    const onReceipt = (receipt: Parameters<typeof keepReceipt>[1]) => keepReceipt(national.parts, receipt)
    const at = { host: '127.0.0.1', port: lab.port + 1, ...smsAccount, log: silent, onReceipt }
    const from = 'Một Cửa <khong-tra-loi@motcua.example>'
    out = { sms: smsCentreSmpp(at), mail: mailSmtp({ url: `smtp://127.0.0.1:${lab.port + 2}`, from, log: silent }) }
    out.sms.start()
    await until(async () => out.sms.available(), 5_000)
  })
  after(async () => {
    await out?.sms.stop()
    await national?.stop()
    await lab?.stop()
  })

  /** Hands everything over to the lab; `then` is what happens instead of the answer, the first time. */
  function delivery(then?: () => Promise<never>): Delivery {
    const first = { sms: true, mail: true }
    const interrupted = async (channel: 'sms' | 'mail') => {
      if (then && first[channel]) {
        first[channel] = false
        await then()
      }
    }
    return {
      ...national.parts,
      ...{ portalName: 'Một Cửa', hotline: '1800 1096', onDeath: () => undefined },
      sms: {
        ...out.sms,
        async send(message) {
          const answer = await out.sms.send(message)
          await interrupted('sms')
          return answer
        },
      },
      mail: {
        async send(message) {
          const answer = await out.mail.send(message)
          await interrupted('mail')
          return answer
        },
      },
    }
  }

  const notice = (phone: string, email: string): Notice => ({
    ...({ kind: 'password-changed', language: 'vi', phones: [phone], email, at: new Date() } as const),
    objectionCode: 'K7Q2-M9XP-4T',
  })
  const statesOf = async () => {
    const rows = await national.db.selectFrom('notices').selectAll().orderBy('reference', 'desc').limit(2).execute()
    return rows.map(row => `${row.channel} ${row.state} ${row.attempts}`).sort()
  }
  const seen = async (phone: string, email: string) => [(await lab.sms(phone)).length, (await lab.mails(email)).length]

  test('repeats what the phone and the mailbox then show once, and the receipt is kept', async () => {
    const gone = noticeDeliveries(delivery(() => new Promise(() => undefined)))
    const next = noticeDeliveries(delivery())
    const before = national.jobsDone.length
    await national.db
      .transaction()
      .execute(tx => tell({ tx, parts: national.parts }, notice('+84909000081', 'mot@thu.example')))
    const told = national.jobsDone.slice(before)
    const run = (kinds: typeof gone) => told.map(job => kinds.find(kind => kind.name === job.name)?.run(job.payload))
    run(gone)
    await until(async () => (await seen('0909000081', 'mot@thu.example')).every(count => count === 1), 5_000)
    assert.deepEqual(await statesOf(), ['mail sending 1', 'sms sending 1'])
    national.later(120)
    assert.deepEqual(await Promise.all(run(next)), ['done', 'done'])
    await until(async () => (await statesOf()).includes('sms delivered 2') && 'kept', 5_000)
    assert.deepEqual(await statesOf(), ['mail sent 2', 'sms delivered 2'])
    assert.deepEqual(await seen('0909000081', 'mot@thu.example'), [1, 1])
  })

  test('does so by itself, with the queue of jobs', async () => {
    const queue = jobs({ url: national.url, sealer: sealer(national.keys.sealing), log: silent })
    const failing = delivery(() => Promise.reject(new Error('interrupted')))
    try {
      await queue.start(noticeDeliveries({ ...failing, log: silent }), [])
      const parts = { ...national.parts, outbox: queue }
      await national.db.transaction().execute(tx => tell({ tx, parts }, notice('+84909000082', 'hai@thu.example')))
      await until(async () => (await statesOf()).join() === 'mail sent 2,sms delivered 2' && 'done', PATIENCE_MS)
      assert.deepEqual(await seen('0909000082', 'hai@thu.example'), [1, 1])
    } finally {
      await queue.stop()
    }
  })
})
