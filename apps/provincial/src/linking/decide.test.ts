import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { anArrival, aPerson, type TestProvincial, testProvincial } from '../test-provincial.ts'
import { decide } from './decide.ts'
import { linksStore } from './links-store.ts'

describe('what becomes of somebody who comes from the national portal', () => {
  let province: TestProvincial
  before(async () => {
    province = await testProvincial()
  })
  after(() => province.stop())

  const link = (accountId: string, subject: string, issuer = anArrival(aPerson(0)).issuer) =>
    linksStore(province.db).link(accountId, { issuer, subject, now: province.time.now })

  it('registers where nobody here has the number (cases 1 and 2)', async () => {
    assert.deepEqual(await decide(province.parts, anArrival(aPerson(1))), { kind: 'register' })
  })

  it('asks for the password where an account here has the number, and never links on that alone (case 3)', async () => {
    const person = aPerson(2)
    const id = await province.localAccount(person, { password: 'Lua-Chin-Vang-2026' })
    const decision = await decide(province.parts, anArrival(person))
    assert.equal(decision.kind === 'prove' && decision.account.id, id)
    assert.equal(await linksStore(province.db).accountOf(anArrival(person)), undefined)
  })

  it('finds the account by the old number of nine digits as well', async () => {
    const id = await province.localAccount(aPerson(3, { idNumbers: ['141230003'] }), { password: 'Lua-Chin-Vang-2026' })
    const both = aPerson(3, { idNumbers: ['030190000003', '141230003'] })
    const decision = await decide(province.parts, anArrival(both))
    assert.equal(decision.kind === 'prove' && decision.account.id, id)
  })

  it('goes straight in where the two are linked, also when the person’s data has changed (case 4)', async () => {
    const id = await province.localAccount(aPerson(4))
    await link(id, 'linked before')
    const changed = aPerson(5, { fullName: 'Trần Thị Khác' })
    const decision = await decide(province.parts, anArrival(changed, { subject: 'linked before' }))
    assert.equal(decision.kind === 'linked' && decision.account.id, id)
  })

  it('does not take the same subject of another issuer for the linked person', async () => {
    const id = await province.localAccount(aPerson(6))
    await link(id, 'same subject', 'https://khac.example')
    const decision = await decide(province.parts, anArrival(aPerson(7), { subject: 'same subject' }))
    assert.equal(decision.kind, 'register')
  })

  it('has no proof to ask for where the account has no password', async () => {
    const id = await province.localAccount(aPerson(8))
    await link(id, 'an earlier national account')
    assert.deepEqual(await decide(province.parts, anArrival(aPerson(8))), { kind: 'unprovable' })
  })

  it('leaves it to an officer where two numbers lead to two accounts', async () => {
    await province.localAccount(aPerson(9, { idNumbers: ['030190000009'] }), { password: 'Lua-Chin-Vang-2026' })
    await province.localAccount(aPerson(9, { idNumbers: ['141230009'] }), { password: 'Lua-Chin-Vang-2026' })
    const both = anArrival(aPerson(9, { idNumbers: ['030190000009', '141230009'] }))
    assert.deepEqual(await decide(province.parts, both), { kind: 'ambiguous' })
  })
})
