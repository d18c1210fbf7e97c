import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { blindIndex } from '@motcua/kit/sealing.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { sql } from 'kysely'
import { leaveForNational } from '../linking/leave.ts'
import { registerFromNational } from '../linking/register/register.ts'
import { anArrival, aPerson, aVisitor, filledIn, type TestProvincial, testProvincial } from '../test-provincial.ts'
import { accountsStore } from './accounts-store.ts'
import { reindexIfRotated } from './reindex.ts'

describe('accounts in the database', () => {
  let province: TestProvincial
  before(async () => {
    province = await testProvincial()
  })
  after(() => province.stop())

  async function claims(kind: 'phone' | 'id-number' | 'login-name', exclusive: boolean) {
    const ids = [
      await province.localAccount(aPerson(701 + people++)),
      await province.localAccount(aPerson(701 + people++)),
    ]
    const accounts = accountsStore(province.db, province.parts)
    return Promise.all(ids.map(id => accounts.claim(id, { kind, value: `value ${people}`, exclusive })))
  }
  let people = 0

  it('gives what belongs to one account to one of two that claim it at once', async () => {
    for (const kind of ['phone', 'id-number', 'login-name'] as const) {
      assert.deepEqual((await claims(kind, true)).sort(), [false, true])
    }
  })

  it('lets two accounts state the same unconfirmed phone', async () => {
    assert.deepEqual(await claims('phone', false), [true, true])
  })

  it('refuses a self-asserted attribute that calls itself verified', async () => {
    const id = await province.localAccount(aPerson(790))
    const lie = {
      email: { value: 'a@vidu.vn', source: 'self-asserted', verified: true, obtainedAt: new Date() },
    } as const
    await assert.rejects(accountsStore(province.db, province.parts).setAttributes(id, lie), /check constraint/)
  })

  it('shows no person in any table: a copy of the database is mute', async () => {
    const person = aPerson(801, { fullName: 'Vũ Thị Kín Đáo', email: 'kin.dao@vidu.vn', phone: '+84900000801' })
    const visitor = aVisitor('quiet one')
    const form = { ...filledIn({ email: 'kin.dao@vidu.vn', street: '7 Phố Bí Mật' }), choose: '1' }
    const { advance } = engine(registerFromNational(province.parts), province.parts)
    const phieu = await province.ticket(anArrival(person), visitor)
    const submission = { flowId: crypto.randomUUID(), version: 0, step: 'details', visitor }
    await advance({ ...submission, fields: { ...form, phieu } })
    const before = await contents()
    const { choose: _choose, ...complete } = form
    await advance({ ...submission, version: 1, fields: { ...complete, phieu } })
    await province.ticket(anArrival(person), visitor)
    await leaveForNational(province.parts, { browser: visitor.browser, goTo: '/nop-ho-so?bi-mat=1' })
    const all = before + (await contents())
    assert.ok(all.includes('account_attributes'), 'the dump holds the tables')
    for (const secret of [
      'Kín Đáo',
      '030190000801',
      '900000801',
      'kin.dao',
      'Bí Mật',
      '1990-08-12',
      'bi-mat',
      'signature',
    ]) {
      assert.equal(all.includes(secret), false, `${secret} lies open`)
    }
  })

  async function contents(): Promise<string> {
    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`.execute(province.db)
    const rows = await Promise.all(
      tables.rows.map(async ({ name }) => {
        const found = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(province.db)
        return `${name}: ${found.rows.map(one => one.row).join('\n')}`
      }),
    )
    return rows.join('\n')
  }

  it('finds everybody under a new index key, and nobody under the old one', async () => {
    const person = aPerson(811)
    const id = await province.localAccount(person, { loginName: 'tim.lai' })
    const { sealer, index } = province.parts
    const keys = [
      { kind: 'id-number', value: String(person.idNumbers[0]) },
      { kind: 'login-name', value: 'tim.lai' },
    ] as const
    await reindexIfRotated(province.db, { sealer, index, indexKeyId: 'a' })
    const fresh = blindIndex({ id: 'b', key: Buffer.alloc(32, 9) })
    assert.ok((await reindexIfRotated(province.db, { sealer, index: fresh, indexKeyId: 'b' })) >= 2)
    for (const key of keys) {
      assert.deepEqual(await accountsStore(province.db, { sealer, index: fresh }).ownersOf([key]), [id])
      assert.deepEqual(await accountsStore(province.db, { sealer, index }).ownersOf([key]), [])
    }
    assert.equal(await reindexIfRotated(province.db, { sealer, index: fresh, indexKeyId: 'b' }), 0)
  })
})
