import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { type TestNational, testNational } from '../../test-national.ts'
import { anAccount, PASSWORD, stepOf, wrongOf } from '../test-account.ts'
import { aPersonThere, aVisit, somebody } from './test-visit.ts'

describe('visits by an identity provider at the same time', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))

  async function countOf(table: 'accounts' | 'handles'): Promise<number> {
    const row = await national.db
      .selectFrom(table)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }

  it('make one account of one person in thirty browsers, and let all of them in', async () => {
    const person = aPersonThere()
    const visits = []
    for (const _ of times(30, n => n)) {
      const visit = aVisit(national)
      assert.equal(stepOf(await visit.as(person)), 'confirm')
      visits.push(visit)
    }
    const before = await countOf('accounts')
    const ends = await Promise.all(visits.map(visit => visit.submit('confirm', { email: '' })))
    assert.deepEqual(new Set(ends.map(stepOf)), new Set(['signed-in']))
    assert.equal(await countOf('accounts'), before + 1)
    const account = await accountsStore(national.db, national.parts).findByNumber('person', person.idNumber)
    const sessions = await national.db
      .selectFrom('sessions')
      .selectAll()
      .where('account_id', '=', account?.id ?? '')
      .execute()
    assert.equal(sessions.length, 30)
  })

  it('ask for proof where the person registered by mobile meanwhile', async () => {
    const visit = aVisit(national)
    const account = await anAccount(national)
    // As if the account had been opened after the visit was at its page of confirmation.
    const person = aPersonThere({ idNumber: '001191000777' })
    assert.equal(stepOf(await visit.as(person)), 'confirm')
    await accountsStore(national.db, national.parts).claimNumber(account.accountId, {
      ...{ kind: 'person', number: person.idNumber },
    })
    const before = [await countOf('accounts'), await countOf('handles')]
    assert.equal(stepOf(await visit.submit('confirm', { email: '' })), 'password')
    assert.deepEqual([await countOf('accounts'), await countOf('handles')], before)
  })

  it('ask the provider once about one answer, however often it is brought', async () => {
    const visit = aVisit(national)
    const state = await visit.leave()
    national.outside.provider = { kind: 'identified', person: aPersonThere() }
    national.outside.asked = 0
    const all = await Promise.all(times(10, () => visit.bring(visit.visitor, state)))
    assert.deepEqual(new Set(all.map(stepOf)), new Set(['confirm']))
    assert.equal(stepOf(await visit.bring(visit.visitor, state)), 'confirm')
    assert.equal(national.outside.asked, 1)
  })

  it('link one account once, from two browsers', async () => {
    const account = await anAccount(national)
    const person = aPersonThere({ idNumber: account.idNumber })
    const visits = [aVisit(national), aVisit(national)]
    const codes: string[] = []
    for (const visit of visits) {
      national.later(61)
      await visit.as(person)
      assert.equal(stepOf(await visit.submit('password', { password: PASSWORD })), 'prove')
      codes.push(national.code(account.phone))
    }
    const before = national.jobsDone.length
    const ends = await Promise.all(
      visits.map((visit, n) => visit.submit('prove', { action: 'confirm', otp: codes[n] ?? '' })),
    )
    assert.deepEqual(ends.map(stepOf), ['signed-in', 'signed-in'])
    const handles = await handlesStore(national.db, national.parts).list(account.accountId, 'vnpost')
    assert.equal(handles.length, 1)
    const told = national.jobsDone.slice(before).filter(({ payload }) => payload.kind === 'method-added')
    assert.equal(told.length, 1)
  })

  it('leave out a phone that receives the codes of five accounts, after saying so', async () => {
    const phone = { value: '+84933000555', verified: true }
    for (const _ of times(5, n => n)) {
      const visit = aVisit(national)
      await visit.as(aPersonThere({ phone }))
      assert.equal(stepOf(await visit.submit('confirm', { email: '' })), 'signed-in')
    }
    const person = aPersonThere({ phone })
    const visit = aVisit(national, { visitor: somebody() })
    await visit.as(person)
    assert.deepEqual(wrongOf(await visit.submit('confirm', { email: '' })), { form: 'provider.phone-left-out' })
    assert.equal(stepOf(await visit.submit('confirm', { email: '' })), 'signed-in')
    const account = await accountsStore(national.db, national.parts).findByNumber('person', person.idNumber)
    assert.equal(account?.attributes.phone, undefined)
  })
})
