import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Issued } from '@motcua/pki/test-authority.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { keptCertificate } from '../../accounts/certified.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { mayHave } from '../../accounts/may-have.ts'
import { phones, type TestPhones } from '../../methods/signing-sim/test-sim.ts'
import { person, testToken } from '../../methods/usb-token/test-token.ts'
import { methodOf } from '../../steps/prove.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { anAccount, going, stepOf, wrongOf } from '../test-account.ts'
import { type AddableMethod, addMethod } from './add-method.ts'

describe('adding a signing SIM', () => {
  let national: TestNational
  let at: TestPhones
  let people = 0
  before(async () => {
    national = await testNational()
    at = phones(national)
  })
  after(() => national.stop())
  beforeEach(() => national.later(7300))

  const account = (id: string) => accountsStore(national.db, national.parts).find(id)
  const simsOf = (accountId: string) => handlesStore(national.db, national.parts).list(accountId, 'signing-sim')
  const aNumber = () => `+8498${String(++people).padStart(7, '0')}`

  async function begin(accountId: string, phone: string) {
    const method = methodOf(national.parts, 'signing-sim') as AddableMethod
    const adding = going(national, addMethod(national.parts, { method, accountId }), aVisitor(`visitor ${++people}`))
    return { ...adding, at: await adding.submit('form', { phone }) }
  }

  async function add(accountId: string, sim: Issued, phone = aNumber()) {
    const { submit } = await begin(accountId, phone)
    await at.confirm(phone, sim)
    return submit('prove', {})
  }

  it('raises a citizen to IAL3, tells them, and keeps the number', async () => {
    const { accountId, idNumber } = await anAccount(national)
    const phone = aNumber()
    assert.equal((await account(accountId))?.identityAssuranceLevel, 2)
    assert.equal(stepOf(await add(accountId, testToken(national, { subject: person(idNumber) }), phone)), 'added')
    assert.equal((await account(accountId))?.identityAssuranceLevel, 3)
    const [sim] = await simsOf(accountId)
    assert.ok(sim?.identifies)
    assert.equal(keptCertificate(sim).phone, phone)
    const told = (await national.told()).filter(({ account_id }) => account_id === accountId)
    assert.ok(told.some(({ kind }) => kind === 'method-added'))
  })

  it('refuses the certificate of somebody else, and tells the owner of the attempt', async () => {
    const { accountId } = await anAccount(national)
    const standing = await add(accountId, testToken(national, { subject: person('030190666668') }))
    assert.deepEqual(wrongOf(standing), { form: 'certificate.other-holder' })
    assert.deepEqual(await simsOf(accountId), [])
    assert.equal((await account(accountId))?.identityAssuranceLevel, 2)
    const told = (await national.told()).filter(({ account_id }) => account_id === accountId)
    assert.ok(told.some(({ kind }) => kind === 'foreign-certificate'))
  })

  it('says beside the number what is wrong with it, and adds nothing that was declined', async () => {
    const { accountId } = await anAccount(national)
    assert.deepEqual(wrongOf((await begin(accountId, '123')).at), { phone: 'phone.wrong-length' })
    const phone = aNumber()
    const { submit } = await begin(accountId, phone)
    await at.end(phone, { kind: 'declined' })
    assert.deepEqual(wrongOf(await submit('prove', {})), { form: 'sim.declined' })
    assert.deepEqual(await simsOf(accountId), [])
  })

  it('refuses the SIM of another account, and one that is there already', async () => {
    const { accountId, idNumber } = await anAccount(national)
    const [sim, phone] = [testToken(national, { subject: person(idNumber) }), aNumber()]
    await add(accountId, sim, phone)
    national.later(60)
    assert.deepEqual(wrongOf(await add(accountId, sim, phone)), { form: 'method.had-already' })
    assert.equal((await simsOf(accountId)).length, 1)
  })

  it('is for citizens and enterprises, not for agencies', () => {
    const kinds = (['citizen', 'enterprise', 'agency'] as const).filter(kind => mayHave(kind, 'signing-sim'))
    assert.deepEqual(kinds, ['citizen', 'enterprise'])
  })
})
