import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Standing } from '@motcua/sign-in/flow/flow.ts'
import { sql } from 'kysely'
import { anAccount, stepOf, wrongOf } from '../flows/test-account.ts'
import { housekeeping } from '../housekeeping.ts'
import { reindexIfRotated } from '../reindex.ts'
import { aVisitor, type TestNational, testNational } from '../test-national.ts'
import { testConfig } from '../test-portal.ts'
import { pdfOf } from './attachments/test-files.ts'
import type { ComplainEnd, ComplainState } from './complain.ts'
import { complaintsStore } from './complaints-store.ts'
import { newReceiptCode } from './receipt-code.ts'
import { aCase, aStatement, complaining, international, mailedCode } from './test-complaint.ts'

describe('complaining', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  const store = () => complaintsStore(national.db, national.parts)
  const idOf = (standing: Standing<ComplainState, ComplainEnd>) =>
    standing.kind === 'ended' && standing.as.kind === 'received' ? standing.as.complaintId : ''
  const count = async (table: 'complaints' | 'complaint_events' | 'complaint_attachments' | 'audit') => {
    const { n } = await national.db.selectFrom(table).select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow()
    return n
  }
  /** A case as the form opens it, without the sending of codes, which has limits of its own. */
  async function opens({ idNumber = '', fullName = '', phone, email }: Record<string, string>): Promise<void> {
    const contact = phone ? { phone: international(phone) } : { email: email ?? '' }
    const statement = { idNumber, fullName, matter: 'other', text: 'Lời kể', ...contact } as const
    const { parts, db } = national
    const [code, confirmed] = [newReceiptCode(parts.random), phone ? 'phone' : 'email'] as const
    const complaint = {
      id: randomUUID(),
      code,
      statement,
      confirmed,
      language: 'vi',
      createdAt: parts.clock(),
    } as const
    assert.equal(await db.transaction().execute(tx => complaintsStore(tx, parts).open(complaint, 5)), 'opened')
  }
  const noticesTo = (to: string | undefined) =>
    national.jobsDone.filter(({ name, payload }) => name.endsWith('.notice') && payload.to === to)

  it('takes in a case with its files, its trail and its messages', async () => {
    const fields = aStatement({ email: 'Thu.Ha@vidu.vn', fullName: 'TRẦN THỊ KHIẾU' })
    const one = complaining(national)
    await one.hold('đơn.pdf', pdfOf('đơn'))
    await one.hold('ảnh.pdf', pdfOf('ảnh'))
    assert.equal(stepOf(await one.state(fields)), 'contact')
    const end = await one.confirm(national.code(international(fields.phone)))
    assert.equal(stepOf(end), 'received')
    const complaint = await store().find(idOf(end))
    assert.ok(complaint)
    assert.match(complaint.code, /^KN(-\w{4}){3}$/)
    const { idNumber, statement: text } = fields
    assert.deepEqual(complaint.statement, {
      ...{ idNumber, text, fullName: 'Trần Thị Khiếu', matter: 'opened-by-another' },
      ...{ phone: international(fields.phone), email: 'Thu.Ha@vidu.vn' },
    })
    assert.deepEqual([complaint.state, complaint.confirmed, complaint.language], ['received', 'phone', 'vi'])
    assert.deepEqual(await store().findByCode(complaint.code), complaint)
    assert.deepEqual(await store().timeline(complaint.id), [{ state: 'received', at: national.time.now }])
    assert.equal(await one.store.count(complaint.id), 2)
    assert.deepEqual(await one.store.list(one.owner), [])
    const trail = await national.db.selectFrom('audit').selectAll().where('event', '=', 'complaint-received').execute()
    assert.deepEqual([trail.length, trail[0]?.account_id], [1, null])
    for (const to of [international(fields.phone), 'Thu.Ha@vidu.vn']) {
      const [notice, ...more] = noticesTo(to)
      assert.equal(more.length, 0)
      assert.deepEqual(notice?.payload.values, { code: complaint.code })
      assert.equal(notice?.payload.kind, 'complaint-received')
    }
  })

  it('keeps the files it was handed in with as they were', async () => {
    const file = pdfOf('như nguyên', 300_000)
    const { end, store: files } = await aCase(national, aStatement(), file)
    const row = await national.db
      .selectFrom('complaint_attachments')
      .selectAll()
      .where('complaint_id', '=', idOf(end))
      .executeTakeFirstOrThrow()
    assert.deepEqual(await files.content(row.id), file)
    assert.ok(!row.content.includes('như nguyên') && !row.name.includes('giấy'))
  })

  it('answers alike whether or not the number has an account', async () => {
    const who = await anAccount(national)
    const seen = async (idNumber: string) => {
      const fields = aStatement({ idNumber })
      const one = complaining(national)
      const stated = await one.state(fields)
      const end = await one.confirm(national.code(international(fields.phone)))
      return [stepOf(stated), wrongOf(stated), stepOf(end)]
    }
    const before = await national.db.selectFrom('accounts').selectAll().execute()
    assert.deepEqual(await seen(who.idNumber), await seen('030190999999'))
    assert.deepEqual(await national.db.selectFrom('accounts').selectAll().execute(), before, 'no account changes')
  })

  it('confirms the mailbox by a code where no phone is given, also while no SMS can be sent', async () => {
    national.outside.sms = 'down'
    const fields = aStatement({ phone: '', email: 'Chi.Mail@vidu.vn' })
    const one = complaining(national)
    const stated = await one.state(fields)
    national.outside.sms = 'up'
    assert.equal(stepOf(stated), 'contact')
    const code = mailedCode(national, 'Chi.Mail@vidu.vn')
    assert.deepEqual(wrongOf(await one.confirm(code === '000000' ? '111111' : '000000')), { otp: 'otp.wrong' })
    assert.deepEqual(wrongOf(await one.submit('contact', { action: 'resend' })), { form: 'otp.too-soon' })
    national.later(61)
    assert.deepEqual(wrongOf(await one.submit('contact', { action: 'resend' })), {})
    assert.notEqual(mailedCode(national, 'Chi.Mail@vidu.vn'), code)
    const end = await one.confirm(code)
    assert.equal((await store().find(idOf(end)))?.confirmed, 'email')
    assert.deepEqual(noticesTo('Chi.Mail@vidu.vn').length, 1)
  })

  it('counts codes to one mailbox together, however its name is written', async () => {
    const visitor = aVisitor('one mailbox')
    const first = await complaining(national, visitor).state(aStatement({ phone: '', email: 'Mot.Hop@vidu.vn' }))
    assert.equal(stepOf(first), 'contact')
    const again = await complaining(national, visitor).state(aStatement({ phone: '', email: 'mot.hop@vidu.vn' }))
    assert.deepEqual(wrongOf(again), { form: 'otp.too-soon' })
  })

  it('sends no code by SMS while none can be sent', async () => {
    national.outside.sms = 'down'
    const stated = await complaining(national).state(aStatement())
    national.outside.sms = 'up'
    assert.deepEqual(wrongOf(stated), { form: 'otp.unavailable' })
  })

  it('tells everything that is wrong at once, and keeps the step', async () => {
    const empty = await complaining(national).submit('statement', {})
    assert.deepEqual(wrongOf(empty), {
      idNumber: 'id-number.empty',
      fullName: 'full-name.empty',
      matter: 'matter.none',
      statement: 'statement.empty',
      phone: 'contact.none',
      captcha: 'captcha.empty',
    })
    const wrong: [Record<string, string>, Record<string, string>][] = [
      [{ idNumber: '12345' }, { idNumber: 'id-number.wrong-length' }],
      [{ matter: 'constructor' }, { matter: 'matter.none' }],
      [{ statement: 'x'.repeat(19) }, { statement: 'statement.too-short' }],
      [{ statement: `${' '.repeat(30)}\r\n` }, { statement: 'statement.empty' }],
      [{ statement: 'ơ̆'.repeat(4001) }, { statement: 'statement.too-long' }],
      [{ statement: `a${'\u0316\u0301'.repeat(30_000)}` }, { statement: 'statement.too-short' }],
      [{ phone: '0123' }, { phone: 'phone.wrong-length' }],
      [{ phone: '', email: 'a@' }, { email: 'email.malformed' }],
      [{ phone: '', email: '' }, { phone: 'contact.none' }],
    ]
    for (const [changes, errors] of wrong) {
      const standing = await complaining(national).state(aStatement(changes))
      assert.deepEqual(
        [stepOf(standing), wrongOf(standing)],
        ['statement', errors],
        JSON.stringify(changes).slice(0, 60),
      )
    }
  })

  it('takes texts of 20 and of 4000 characters, a line’s end counted once', async () => {
    for (const text of ['x'.repeat(20), `${'dòng\r\n'.repeat(799)}cuối.`, '😀'.repeat(4000)]) {
      assert.equal(stepOf(await complaining(national).state(aStatement({ statement: text }))), 'contact')
    }
  })

  it('asks for a captcha, once for each try', async () => {
    const one = complaining(national)
    assert.deepEqual(wrongOf(await one.submit('statement', aStatement())), { captcha: 'captcha.empty' })
    const captcha = await national.captcha()
    const wrong = { ...captcha, captcha: 'xxxxxx' }
    assert.deepEqual(wrongOf(await one.submit('statement', { ...aStatement(), ...wrong })), {
      captcha: 'captcha.wrong',
    })
    assert.deepEqual(wrongOf(await one.submit('statement', { ...aStatement(), ...captcha })), {
      captcha: 'captcha.used',
    })
  })

  it('is taken ten times an hour from one place', async () => {
    const visitor = aVisitor('a place of many')
    const keys: (string | undefined)[] = []
    for (let n = 0; n < 11; n++) keys.push(wrongOf(await complaining(national, visitor).state(aStatement())).form)
    assert.deepEqual(keys, [...Array(10).fill(undefined), 'complaint.too-many-here'])
  })

  it('is taken online while fewer than five from one contact are undecided, also when many come at once', async () => {
    const fields = aStatement({ idNumber: '030190888777' })
    for (let n = 0; n < 4; n++) await opens(fields)
    const many = []
    for (let n = 0; n < 3; n++) {
      const one = complaining(national)
      await one.hold('a.pdf', pdfOf(String(n)))
      await one.state(fields)
      many.push({ one, code: national.code(international(fields.phone)) })
    }
    const trail = await count('audit')
    const ends = await Promise.all(many.map(({ one, code }) => one.confirm(code)))
    assert.deepEqual(ends.map(stepOf).sort(), ['received', 'too-many', 'too-many'])
    assert.equal(await count('audit'), trail + 1)
    const { db } = national
    await db
      .updateTable('complaints')
      .set({ state: 'resolved' })
      .where('id', '=', idOf(ends.find(idOf) as never))
      .execute()
    assert.equal(stepOf((await aCase(national, fields)).end), 'received')
    assert.equal(stepOf((await aCase(national, fields)).end), 'too-many')
  })

  it('is never refused for what strangers complained of about the same number', async () => {
    const idNumber = '030190888776'
    const stranger = aStatement({ idNumber, phone: '', email: 'la@vidu.vn' })
    for (let n = 0; n < 5; n++) await opens(stranger)
    assert.equal(stepOf((await aCase(national, { ...stranger, email: 'LA@vidu.vn' })).end), 'too-many')
    for (const victim of [aStatement({ idNumber }), aStatement({ idNumber, phone: '', email: 'toi@vidu.vn' })])
      assert.equal(stepOf((await aCase(national, victim)).end), 'received')
  })

  it('is one case with one message each, however often the code is sent at once', async () => {
    const fields = aStatement()
    const one = complaining(national)
    await one.state(fields)
    const before = await count('complaints')
    const code = national.code(international(fields.phone))
    const ends = await Promise.all(Array.from({ length: 20 }, () => one.confirm(code)))
    assert.deepEqual(new Set(ends.map(idOf)).size, 1)
    assert.equal(await count('complaints'), before + 1)
    assert.equal(noticesTo(international(fields.phone)).length, 1)
  })

  it('leaves nothing behind when its trail cannot be written', async () => {
    const fields = aStatement()
    const one = complaining(national)
    await one.hold('a.pdf', pdfOf('a'))
    await one.state(fields)
    const before = [await count('complaints'), await count('complaint_events')]
    await national.db.schema.alterTable('audit').renameTo('gone').execute()
    await assert.rejects(one.confirm(national.code(international(fields.phone))))
    await national.db.schema.alterTable('gone').renameTo('audit').execute()
    assert.deepEqual([await count('complaints'), await count('complaint_events')], before)
    assert.equal((await one.store.list(one.owner)).length, 1)
    assert.equal(stepOf(await one.confirm(national.code(international(fields.phone)))), 'received')
  })

  describe('with files', () => {
    it('removes one on demand, without a captcha, and only one of its own', async () => {
      const [one, other] = [complaining(national), complaining(national)]
      await one.hold('a.pdf', pdfOf('a'))
      await one.hold('b.pdf', pdfOf('b'))
      await other.hold('c.pdf', pdfOf('c'))
      const [a] = await one.store.list(one.owner)
      const [c] = await other.store.list(other.owner)
      for (const remove of [a?.id ?? '', c?.id ?? '', 'x', '']) {
        const standing = await one.submit('statement', { ...aStatement(), remove })
        assert.deepEqual([stepOf(standing), wrongOf(standing)], ['statement', {}])
      }
      assert.deepEqual(
        (await one.store.list(one.owner)).map(({ name }) => name),
        ['b.pdf'],
      )
      assert.equal((await other.store.list(other.owner)).length, 1)
    })

    it('tells when one that the page showed is gone, instead of doing without it', async () => {
      const one = complaining(national)
      await one.hold('a.pdf', pdfOf('a'))
      const [held] = await one.store.list(one.owner)
      const gone = await one.state({ ...aStatement(), uploaded: `${held?.id},00000000-0000-4000-8000-000000000000` })
      assert.deepEqual(wrongOf(gone), { 'attachments-lost': 'file.lost' })
      assert.equal(stepOf(await one.state({ ...aStatement(), uploaded: held?.id ?? '' })), 'contact')
    })

    it('keeps them when the statement is changed once more', async () => {
      const fields = aStatement()
      const one = complaining(national)
      await one.hold('a.pdf', pdfOf('a'))
      await one.state(fields)
      national.later(61)
      assert.equal(stepOf(await one.state({ ...fields, matter: 'other' })), 'contact')
      const end = await one.confirm(national.code(international(fields.phone)))
      assert.equal(await one.store.count(idOf(end)), 1)
      assert.equal((await store().find(idOf(end)))?.statement.matter, 'other')
    })

    it('shows them to no other browser and no other flow', async () => {
      const one = complaining(national)
      await one.hold('a.pdf', pdfOf('a'))
      assert.deepEqual(await one.store.list({ ...one.owner, browser: aVisitor('a thief').browser }), [])
      assert.deepEqual(await one.store.list({ ...one.owner, flowId: '00000000-0000-4000-8000-000000000000' }), [])
      await one.store.remove(
        { ...one.owner, browser: aVisitor('a thief').browser },
        (await one.store.list(one.owner))[0]?.id ?? '',
      )
      assert.equal((await one.store.list(one.owner)).length, 1)
    })

    it('removes them when the form expires, and none of a form that lives or a case', async () => {
      const sweep = housekeeping(national.parts, testConfig()).find(({ name }) => name === 'sweep')
      const left = complaining(national)
      await left.hold('bỏ dở.pdf', pdfOf('bỏ dở'))
      const neverBegun = complaining(national)
      await neverBegun.hold('mới.pdf', pdfOf('mới'))
      await left.submit('statement', { ...aStatement(), action: 'upload' })
      const { end } = await aCase(national, aStatement(), pdfOf('đã gửi'))
      const names = async () => [
        (await left.store.list(left.owner)).length,
        (await left.store.list(neverBegun.owner)).length,
      ]
      national.later(10 * 60)
      await sweep?.run()
      assert.deepEqual(await names(), [1, 1])
      national.later(10 * 60)
      await sweep?.run()
      assert.deepEqual(await names(), [1, 0])
      national.later(11 * 60)
      await sweep?.run()
      assert.deepEqual(await names(), [0, 0])
      assert.equal(await left.store.count(idOf(end)), 1)
    })

    it('removes them also while the form’s own row, long expired, is still there', async () => {
      const left = complaining(national)
      await left.hold('bỏ dở.pdf', pdfOf('bỏ dở'))
      await left.submit('statement', { ...aStatement(), action: 'upload' })
      national.later(31 * 60)
      await left.store.sweep(national.time.now)
      assert.deepEqual(await left.store.list(left.owner), [])
    })
  })

  it('is found under a new index key after the old one was changed', async () => {
    const { end } = await aCase(national)
    const code = (await store().find(idOf(end)))?.code ?? ''
    const { parts } = national
    const fresh = { sealer: parts.sealer, index: (kind: string, value: string) => parts.index(`new ${kind}`, value) }
    await reindexIfRotated(national.db, { ...parts, indexKeyId: 'old' })
    assert.ok((await reindexIfRotated(national.db, { ...fresh, indexKeyId: 'new' })) > 0)
    assert.equal((await complaintsStore(national.db, fresh).findByCode(code))?.id, idOf(end))
    assert.equal(await store().findByCode(code), undefined)
    await reindexIfRotated(national.db, { ...parts, indexKeyId: 'old' })
  })
})
