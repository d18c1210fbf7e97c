import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { type TestNational, testNational } from '../../test-national.ts'
import type { ProviderAnswer } from '../../upstream/identity-provider.ts'
import { anAccount, stepOf, wrongOf } from '../test-account.ts'
import { aPersonThere, aVisit, opened, somebody } from './test-visit.ts'

describe('a visit by an identity provider', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => {
    national.outside.provider = { kind: 'cancelled' }
    national.outside.asked = 0
  })

  const accountOf = async (number: string) => {
    const account = await accountsStore(national.db, national.parts).findByNumber('person', number)
    assert.ok(account)
    return account
  }
  const sessionsOf = (accountId: string) =>
    national.db.selectFrom('sessions').selectAll().where('account_id', '=', accountId).orderBy('created_at').execute()
  const refusals = () => national.db.selectFrom('audit').selectAll().where('event', '=', 'sign-in-refused').execute()
  const told = (before: number) => national.jobsDone.slice(before).map(({ payload }) => `${payload.kind} ${payload.to}`)

  it('opens an account at IAL 2 with what the provider vouches for, and is in', async () => {
    const person = aPersonThere({ previousIdNumber: '161990426' })
    const before = national.jobsDone.length
    const { standing } = await opened(national, person)
    assert.ok(standing.kind === 'ended' && standing.as.kind === 'signed-in')
    assert.equal(standing.as.goTo, '/tai-khoan')
    const account = await accountOf(person.idNumber)
    assert.equal((await accountOf('161990426')).id, account.id)
    assert.equal(account.identityAssuranceLevel, 2)
    const known = Object.fromEntries(
      Object.entries(account.attributes).map(([name, { value, source, verified }]) => [
        name,
        [value, source, verified],
      ]),
    )
    const vouched = (value: string) => [value, 'vietnam-post', true]
    assert.deepEqual(known, {
      ...{ fullName: vouched('Trần Thị Thử'), dateOfBirth: vouched('1991-02-03'), sex: vouched('female') },
      ...{ citizenIdNumber: vouched(person.idNumber), identityCardNumber: vouched('161990426') },
      ...{ phone: vouched(person.phone?.value ?? ''), email: vouched(person.email?.value ?? '') },
    })
    const handles = await handlesStore(national.db, national.parts).list(account.id)
    assert.deepEqual(handles.map(({ method }) => method).sort(), ['sms-otp', 'vnpost'])
    assert.equal((await sessionsOf(account.id))[0]?.methods, 'fed mfa')
    assert.deepEqual(told(before).sort(), [
      `account-opened ${person.phone?.value}`,
      `account-opened ${person.email?.value}`,
    ])
    const accepted = await national.db
      .selectFrom('acceptances')
      .selectAll()
      .where('account_id', '=', account.id)
      .execute()
    assert.equal(accepted.length, 2)
  })

  it('marks what comes of VNeID as VNeID’s', async () => {
    const { phone: _none, email: _neither, sex: _nor, ...person } = aPersonThere()
    const visit = aVisit(national, { id: 'vneid' })
    await visit.as(person)
    assert.equal(stepOf(await visit.submit('confirm', {})), 'signed-in')
    const account = await accountOf(person.idNumber)
    assert.equal(account.attributes.fullName?.source, 'vneid')
    assert.deepEqual(Object.keys(account.attributes).sort(), ['citizenIdNumber', 'dateOfBirth', 'fullName'])
    const [handle, ...more] = await handlesStore(national.db, national.parts).list(account.id)
    assert.deepEqual([handle?.method, handle?.identifies, more], ['vneid', true, []])
  })

  it('keeps no phone that the provider has not checked, and an address that was changed as a statement', async () => {
    const person = aPersonThere({ phone: { value: '+84933999888', verified: false } })
    const visit = aVisit(national)
    await visit.as(person)
    assert.deepEqual(wrongOf(await visit.submit('confirm', { email: 'thu@' })), { email: 'email.malformed' })
    await visit.submit('confirm', { email: 'khac@thu.example' })
    const { attributes, id } = await accountOf(person.idNumber)
    assert.equal(attributes.phone, undefined)
    assert.deepEqual([attributes.email?.source, attributes.email?.verified], ['self-asserted', false])
    assert.deepEqual(await handlesStore(national.db, national.parts).list(id, 'sms-otp'), [])
  })

  it('lets somebody known in at once, where they wanted to be, and tells them of a new device', async () => {
    const { person } = await opened(national)
    const before = national.jobsDone.length
    const visit = aVisit(national)
    const standing = await visit.as({ ...person, methods: ['pwd'], factors: 'one' }, { ve: '/thu-tuc?q=a' })
    assert.ok(standing.kind === 'ended' && standing.as.kind === 'signed-in')
    assert.equal(standing.as.goTo, '/thu-tuc?q=a')
    const { id } = await accountOf(person.idNumber)
    assert.deepEqual(
      (await sessionsOf(id)).map(({ methods }) => methods),
      ['fed mfa', 'fed'],
    )
    assert.deepEqual(
      told(before).map(line => line.split(' ')[0]),
      ['new-device', 'new-device'],
    )
    const elsewhere = await aVisit(national).as(person, { ve: '//evil.example' })
    assert.ok(elsewhere.kind === 'ended' && elsewhere.as.kind === 'signed-in')
    assert.equal(elsewhere.as.goTo, '/tai-khoan')
  })

  it('takes the same subject of another provider for somebody else', async () => {
    const { person } = await opened(national)
    const stranger = aPersonThere({ subject: person.subject })
    assert.equal(stepOf(await aVisit(national, { id: 'vneid' }).as(stranger)), 'confirm')
  })

  it('asks nothing of who is known by a number alone but proof of the account', async () => {
    const account = await anAccount(national)
    const before = national.jobsDone.length
    const standing = await aVisit(national).as(aPersonThere({ idNumber: account.idNumber }))
    assert.equal(stepOf(standing), 'password')
    assert.deepEqual(await sessionsOf(account.accountId), [])
    assert.equal(national.jobsDone.length, before)
    assert.equal((await handlesStore(national.db, national.parts).list(account.accountId)).length, 1)
  })

  for (const reason of ['desk', 'inactivity'] as const) {
    it(`meets a lock of ${reason} as every sign-in does`, async () => {
      const { person } = await opened(national)
      const { id } = await accountOf(person.idNumber)
      await accountsStore(national.db, national.parts).lock(id, { reason, now: national.parts.clock() })
      const standing = await aVisit(national).as(person)
      assert.equal(stepOf(standing), reason === 'desk' ? 'locked' : 'signed-in')
      assert.equal((await accountOf(person.idNumber)).status, reason === 'desk' ? 'locked' : 'active')
    })
  }

  it('ends with the provider’s reason, and writes it into the trail', async () => {
    for (const reason of ['unverified', 'not-a-citizen', 'too-young', 'incomplete', 'not-believed'] as const) {
      national.outside.provider = { kind: 'refused', reason }
      const visit = aVisit(national)
      const standing = await visit.back(await visit.leave())
      assert.deepEqual(standing.kind === 'ended' && standing.as, { kind: 'refused', reason })
    }
    const details = (await refusals()).map(row =>
      national.parts.sealer.unseal(row.details, 'audit.details:sign-in-refused'),
    )
    assert.ok(details.some(text => text?.includes('vnpost.not-believed')))
  })

  const outages: [ProviderAnswer['kind'] & ('cancelled' | 'unavailable')][] = [['cancelled'], ['unavailable']]
  for (const [kind] of outages) {
    it(`is back where it began when the provider’s answer is ${kind}, and may leave again for the same place`, async () => {
      const visit = aVisit(national)
      const state = await visit.leave({ ve: '/thu-tuc' })
      national.outside.provider = { kind }
      const back = await visit.back(state)
      assert.ok(back.kind === 'at' && back.state.step === 'again')
      assert.deepEqual([back.state.because, back.state.goTo], [kind, '/thu-tuc'])
      national.outside.provider = { kind: 'cancelled' }
      const away = await visit.submit('again', {})
      assert.ok(away.kind === 'at' && away.state.step === 'away')
      assert.notEqual(away.state.pending.state, state)
      assert.equal(away.state.goTo, '/thu-tuc')
    })
  }

  it('says that the provider is unavailable before anybody leaves', async () => {
    national.outside.provider = { kind: 'unavailable' }
    const standing = await aVisit(national).submit('begin', {})
    assert.deepEqual(wrongOf(standing), { form: 'provider.unavailable' })
    assert.equal(stepOf(standing), 'begin')
  })

  it('may begin sixty times an hour at one place, and still elsewhere', async () => {
    const visitor = somebody()
    for (let n = 0; n < 60; n++) await aVisit(national, { visitor }).leave()
    const refused = await aVisit(national, { visitor }).submit('begin', {})
    assert.deepEqual([stepOf(refused), wrongOf(refused)], ['begin', { form: 'prove.too-many' }])
    await aVisit(national).leave()
    national.later(3600)
    await aVisit(national, { visitor }).leave()
  })

  it('asks the provider nothing about a state that is not its own, and still takes the right one', async () => {
    const visit = aVisit(national)
    const state = await visit.leave()
    const [flowId] = state.split('.')
    assert.equal(flowId, visit.flowId)
    national.outside.provider = { kind: 'identified', person: aPersonThere() }
    const before = (await refusals()).length
    for (const wrong of [
      '',
      `${flowId}`,
      `${flowId}.`,
      `${flowId}.${'A'.repeat(43)}`,
      `${state}A`,
      'x'.repeat(9_000),
    ]) {
      const refused = await visit.submit('away', { state: wrong, code: 'code' })
      assert.deepEqual([stepOf(refused), wrongOf(refused)], ['away', { form: 'provider.other-request' }])
    }
    assert.equal(national.outside.asked, 0)
    assert.equal((await refusals()).length, before, 'the trail does not grow by what anybody can make up for nothing')
    assert.equal(stepOf(await visit.back(state)), 'confirm')
  })

  it('belongs to the browser that began it', async () => {
    const visit = aVisit(national)
    const state = await visit.leave()
    national.outside.provider = { kind: 'identified', person: aPersonThere() }
    const stranger = await visit.bring(somebody(), state)
    assert.equal(stranger.kind, 'gone')
    assert.equal(national.outside.asked, 0)
    assert.equal(stepOf(await visit.bring(visit.visitor, state)), 'confirm')
  })
})
