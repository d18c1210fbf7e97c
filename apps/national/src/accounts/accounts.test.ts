import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { blindIndex, sealer } from '@motcua/kit/sealing.ts'
import { sql } from 'kysely'
import { registerByMobile } from '../flows/register/mobile.ts'
import { anAccount, going, PASSWORD } from '../flows/test-account.ts'
import { reindexIfRotated } from '../reindex.ts'
import { type TestNational, testKeys, testNational } from '../test-national.ts'
import { verifiedValue } from './account.ts'
import { accountsStore } from './accounts-store.ts'
import { handlesStore } from './handles-store.ts'
import { type NewCitizen, openAccount } from './open-account.ts'

describe('accounts', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  const accounts = (parts: Parameters<typeof accountsStore>[1] = national.parts) => accountsStore(national.db, parts)
  const citizen = (idNumber: string, changes: Partial<NewCitizen> = {}): NewCitizen => ({
    ...{ idNumbers: [idNumber], fullName: 'Trần Văn Thử', dateOfBirth: '1990-08-12', passwordHash: 'h' },
    phone: { value: `+84922${idNumber.slice(-6)}`, source: 'mobile-operator', verified: true },
    ...{ source: 'mobile-operator', ...changes },
  })

  async function rows(): Promise<Record<string, number>> {
    const counted: Record<string, number> = {}
    for (const table of ['accounts', 'account_numbers', 'account_attributes', 'passwords', 'handles', 'acceptances']) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(national.db)
      counted[table] = rows[0]?.n ?? -1
    }
    return counted
  }

  it('are opened with what the source confirmed, and the e-mail as merely stated', async () => {
    const { parts, db } = national
    const idNumber = '030190100001'
    const email = { value: 'thu@vidu.vn', source: 'self-asserted', verified: false } as const
    const person = citizen(idNumber, { email })
    await db.transaction().execute(tx => openAccount(tx, { citizen: person, parts }))
    const account = await accounts().findByNumber('person', idNumber)
    assert.ok(account)
    assert.equal(account.identityAssuranceLevel, 2)
    assert.equal(verifiedValue(account, 'citizenIdNumber'), idNumber)
    assert.equal(verifiedValue(account, 'email'), undefined)
    assert.equal(account.attributes.email?.value, 'thu@vidu.vn')
    assert.equal(verifiedValue(account, 'identityCardNumber'), undefined)
  })

  it('keep an old CMND as one, and a number of one kind is no number of another', async () => {
    const { parts, db } = national
    await db.transaction().execute(tx => openAccount(tx, { citizen: citizen('141230888'), parts }))
    const account = await accounts().findByNumber('person', '141230888')
    assert.equal(account && verifiedValue(account, 'identityCardNumber'), '141230888')
    assert.equal(await accounts().findByNumber('tax-code', '141230888'), undefined)
  })

  it('are opened once when several open them at once under the same numbers, told in any order', async () => {
    const { parts, db } = national
    const open = (idNumbers: string[]) =>
      db.transaction().execute(async tx => {
        const { kind } = await openAccount(tx, { citizen: { ...citizen(''), idNumbers, phone: undefined }, parts })
        if (kind === 'opened') return kind
        throw new Error(kind)
      })
    for (let round = 10; round < 40; round++) {
      const numbers = [`0301901002${round}`, `1412310${round}`]
      const racers = Array.from({ length: 8 }, (_, turn) => open(turn % 2 === 0 ? numbers : numbers.toReversed()))
      const ends = await Promise.all(racers.map(racer => racer.catch((error: Error) => error.message)))
      assert.deepEqual(ends.toSorted(), [...Array(7).fill('already-registered'), 'opened'])
    }
  })

  it('leave nothing behind when the number is taken and the opening undone', async () => {
    const { idNumber } = await anAccount(national)
    const before = await rows()
    const person = { fullName: 'Trần Văn Thử', dateOfBirth: '1990-08-12', phone: '+84922000001' }
    const known = { ...person, idNumber, idNumbers: ['001190100009', idNumber], goTo: '/tai-khoan' }
    const applicant = { ...known, phoneSource: 'mobile-operator' as const }
    const registering = { ...registerByMobile(national.parts), first: { step: 'password' as const, applicant } }
    const end = await going(national, registering).submit('password', { password: PASSWORD, confirmation: PASSWORD })
    assert.deepEqual(end, { kind: 'ended', as: { kind: 'already-registered' } })
    assert.deepEqual(await rows(), before)
  })

  it('cannot call verified what somebody only stated', async () => {
    const { accountId } = await anAccount(national)
    const stated = { value: 'x', source: 'self-asserted', verified: true, obtainedAt: new Date() } as const
    await assert.rejects(accounts().setAttributes(accountId, { nativePlace: stated }), /check constraint/)
  })

  it('do not open with an attribute or a phone that was copied from another account', async () => {
    const [one, other] = [await anAccount(national), await anAccount(national)]
    for (const table of ['account_attributes', 'handles'] as const) {
      const read = () =>
        table === 'handles'
          ? handlesStore(national.db, national.parts).list(one.accountId, 'sms-otp')
          : accounts().find(one.accountId)
      const own = await national.db.selectFrom(table).select('sealed').where('account_id', '=', one.accountId).execute()
      await sql`update ${sql.table(table)} set sealed = foreign_row.sealed from ${sql.table(table)} as foreign_row
        where ${sql.table(table)}.account_id = ${one.accountId} and foreign_row.account_id = ${other.accountId}
        ${table === 'handles' ? sql`` : sql`and foreign_row.name = account_attributes.name`}`.execute(national.db)
      await assert.rejects(read(), /does not open/)
      assert.ok(own.length > 0)
    }
  })

  it('stay readable when the sealing key is changed, and seal what is new with the new key', async () => {
    const earlier = await anAccount(national)
    const { sealing } = testKeys()
    const keys = { ...sealing.keys, b: Buffer.alloc(32, 9) }
    const parts = { ...national.parts, sealer: sealer({ current: 'b', keys }) }
    assert.equal((await accounts(parts).find(earlier.accountId))?.attributes.fullName?.value, 'Nguyễn Thị Thử')
    const idNumber = '030190100777'
    const person = citizen(idNumber)
    await national.db.transaction().execute(tx => openAccount(tx, { citizen: person, parts }))
    const later = await accounts(parts).findByNumber('person', idNumber)
    const sealed = await national.db
      .selectFrom('account_attributes')
      .select('sealed')
      .where('account_id', '=', later?.id ?? randomUUID())
      .execute()
    assert.ok(sealed.length > 0 && sealed.every(row => row.sealed.startsWith('b.')))
    await assert.rejects(accounts().find(later?.id ?? ''), /does not open/, 'the old ring alone does not open them')
  })
})

describe('changing the key of the blind indexes', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  const under = (id: string, byte: number) => ({
    sealer: national.parts.sealer,
    index: blindIndex({ id, key: Buffer.alloc(32, byte) }),
    indexKeyId: id,
  })
  const found = (key: ReturnType<typeof under>, number: string) =>
    accountsStore(national.db, key).findByNumber('person', number)

  it('finds every account under the new key and none under the old, once, whoever begins', async () => {
    const [old, fresh] = [under('a', 2), under('b', 3)]
    assert.equal(await reindexIfRotated(national.db, old), 0, 'a first start only notes the key')
    const people = [await anAccount(national), await anAccount(national), await anAccount(national)]
    await national.parts.limits.use('something', { max: 1, seconds: 3600 })
    const both = await Promise.all([reindexIfRotated(national.db, fresh), reindexIfRotated(national.db, fresh)])
    assert.deepEqual(both.sort(), [0, people.length * 2])
    for (const { idNumber, accountId } of people) {
      assert.equal((await found(fresh, idNumber))?.id, accountId)
      assert.equal(await found(old, idNumber), undefined)
    }
    assert.equal(await reindexIfRotated(national.db, fresh), 0)
    const counters = await national.db.selectFrom('counters').selectAll().execute()
    assert.deepEqual(counters, [], 'limits under names nobody finds any more are gone')
    const phones = await national.db.selectFrom('handles').select('handle_index').execute()
    const expected = people.map(({ phone }) => fresh.index('handle:sms-otp', phone).toString('hex'))
    assert.deepEqual(phones.map(row => row.handle_index.toString('hex')).sort(), expected.sort())
  })

  it('changes nothing when one row does not open', async () => {
    const who = await anAccount(national)
    await national.db.updateTable('handles').set({ sealed: 'a.x' }).where('account_id', '=', who.accountId).execute()
    const before = await national.db.selectFrom('account_numbers').selectAll().orderBy('number_index').execute()
    await assert.rejects(reindexIfRotated(national.db, under('c', 4)), /does not open/)
    const now = await national.db.selectFrom('account_numbers').selectAll().orderBy('number_index').execute()
    assert.deepEqual(now, before)
  })
})
