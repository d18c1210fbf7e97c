import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Issued } from '@motcua/pki/test-authority.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { openByCertificate } from '../../accounts/open-by-certificate.ts'
import { certifiedOf } from '../../certificates/judge-certificate.ts'
import { handleOfCertificate } from '../../certificates/registered.ts'
import { governmentCa } from '../../certificates/test-trust.ts'
import { enterprise, giveToken, person, signedBy, testToken } from '../../methods/usb-token/test-token.ts'
import { methodOf } from '../../steps/prove.ts'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { objectFlow } from '../object/object.ts'
import { anAccount, going, stepOf, wrongOf } from '../test-account.ts'
import { type AddableMethod, addMethod } from './add-method.ts'

describe('adding a USB token', () => {
  let national: TestNational
  let people = 0
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(3601))

  const account = (id: string) => accountsStore(national.db, national.parts).find(id)
  const tokensOf = (accountId: string) => handlesStore(national.db, national.parts).list(accountId, 'usb-token')
  const told = async (accountId: string) =>
    (await national.told()).filter(({ account_id }) => account_id === accountId).map(({ kind }) => kind)

  async function begin(accountId: string) {
    const method = methodOf(national.parts, 'usb-token') as AddableMethod
    const adding = going(national, addMethod(national.parts, { method, accountId }), aVisitor(`visitor ${++people}`))
    const at = await adding.submit('form', {})
    assert.ok(at.kind === 'at' && at.state.step === 'prove')
    return { ...adding, pending: at.state.pending }
  }

  async function add(accountId: string, token: Issued) {
    const { submit, pending } = await begin(accountId)
    return submit('prove', { token: signedBy(token, pending) })
  }

  it('raises a citizen to IAL3, once, and tells them', async () => {
    const { accountId, idNumber } = await anAccount(national)
    assert.equal((await account(accountId))?.identityAssuranceLevel, 2)
    assert.equal(stepOf(await add(accountId, testToken(national, { subject: person(idNumber) }))), 'added')
    assert.equal((await account(accountId))?.identityAssuranceLevel, 3)
    assert.ok((await told(accountId)).includes('method-added'))
    assert.equal(stepOf(await add(accountId, testToken(national, { subject: person(idNumber) }))), 'added')
    const raised = await national.db
      .selectFrom('audit')
      .select('id')
      .where('event', '=', 'identity-level-raised')
      .where('account_id', '=', accountId)
      .execute()
    assert.equal(raised.length, 1)
  })

  it('learns a number of the person that the account lacks, and overwrites nothing that is verified', async () => {
    const { accountId, idNumber } = await anAccount(national)
    const before = (await account(accountId))?.attributes
    const subject = person(idNumber, 'NGUYỄN THỊ THỬ', ['CMND:162952530'])
    assert.equal(stepOf(await add(accountId, testToken(national, { subject }))), 'added')
    const { identityCardNumber, ...rest } = (await account(accountId))?.attributes ?? {}
    assert.equal(identityCardNumber?.value, '162952530')
    assert.equal(identityCardNumber?.source, 'certificate')
    assert.deepEqual(rest, before)
    const accounts = accountsStore(national.db, national.parts)
    assert.equal(await accounts.idOfNumber('person', '162952530'), accountId)
    const older = person(idNumber, 'Nguyễn Thị Thử', ['CMND:162952539'])
    assert.equal(stepOf(await add(accountId, testToken(national, { subject: older }))), 'added')
    assert.deepEqual((await account(accountId))?.attributes.identityCardNumber, identityCardNumber)
  })

  it('leaves a number to the account that has it', async () => {
    const [one, other] = [await anAccount(national), await anAccount(national)]
    const accounts = accountsStore(national.db, national.parts)
    await accounts.claimNumber(other.accountId, { kind: 'person', number: '162952531' })
    const subject = person(one.idNumber, undefined, ['CMND:162952531'])
    assert.equal(stepOf(await add(one.accountId, testToken(national, { subject }))), 'added')
    assert.equal(await accounts.idOfNumber('person', '162952531'), other.accountId)
    assert.equal((await account(one.accountId))?.attributes.identityCardNumber, undefined)
  })

  it('refuses the certificate of somebody else, and tells the owner of the attempt', async () => {
    const { accountId } = await anAccount(national)
    const at = await add(accountId, testToken(national, { subject: person('030190666666') }))
    assert.deepEqual(wrongOf(at), { form: 'certificate.other-holder' })
    assert.deepEqual(await tokensOf(accountId), [])
    assert.equal((await account(accountId))?.identityAssuranceLevel, 2)
    assert.ok((await told(accountId)).includes('foreign-certificate'))
    const trail = national.db.selectFrom('audit').select('id').where('account_id', '=', accountId)
    assert.equal((await trail.where('event', '=', 'foreign-certificate-refused').execute()).length, 1)
  })

  it('looks at ten an hour, so that nobody sends the owner a message for every try', async () => {
    const { accountId } = await anAccount(national)
    const token = testToken(national, { subject: person('030190666667') })
    const { max } = national.parts.rules.certificateAdditionsPerAccount
    for (let tries = 0; tries < max; tries++)
      assert.deepEqual(wrongOf(await add(accountId, token)), { form: 'certificate.other-holder' })
    assert.deepEqual(wrongOf(await add(accountId, token)), { form: 'certificate.too-many-tries' })
    const trail = national.db.selectFrom('audit').select('id').where('account_id', '=', accountId)
    assert.equal((await trail.where('event', '=', 'foreign-certificate-refused').execute()).length, max)
    national.later(3601)
    assert.deepEqual(wrongOf(await add(accountId, token)), { form: 'certificate.other-holder' })
  })

  it('refuses a citizen’s number under the root of the Government', async () => {
    const { accountId, idNumber } = await anAccount(national)
    const at = await add(accountId, testToken(national, { subject: person(idNumber), by: governmentCa }))
    assert.deepEqual(wrongOf(at), { form: 'certificate.other-holder' })
  })

  it('refuses the token of another account, and one that is there already', async () => {
    const { accountId, idNumber } = await anAccount(national)
    const token = testToken(national, { subject: person(idNumber) })
    await add(accountId, token)
    assert.deepEqual(wrongOf(await add(accountId, token)), { form: 'method.had-already' })
    const other = await anAccount(national)
    const taken = testToken(national, { subject: person(idNumber) })
    await giveToken(national, { accountId: other.accountId, token: taken })
    assert.deepEqual(wrongOf(await add(accountId, taken)), { form: 'method.taken' })
  })

  it('refuses what the page before was signed for', async () => {
    const { accountId, idNumber } = await anAccount(national)
    const token = testToken(national, { subject: person(idNumber) })
    const { submit, pending } = await begin(accountId)
    const again = await submit('prove', { action: 'again' })
    assert.ok(again.kind === 'at')
    assert.deepEqual(wrongOf(await submit('prove', { token: signedBy(token, pending) })), {
      form: 'usb.wrong-signature',
    })
    assert.deepEqual(await tokensOf(accountId), [])
  })

  it('gives an enterprise a second one, whoever of it holds that', async () => {
    const taxCode = '0104359717'
    const first = testToken(national, { subject: enterprise(taxCode) })
    const handle = handleOfCertificate(first.certificate.fingerprint, certifiedOf(first.certificate, 'national'))
    const holder = { kind: 'enterprise', taxCode, name: 'Công ty TNHH Thử Nghiệm' } as const
    const opened = await national.db
      .transaction()
      .execute(tx => openByCertificate(national.parts, tx, { holder, handle: { ...handle, method: 'usb-token' } }))
    assert.ok(opened.kind === 'opened')
    assert.equal(stepOf(await add(opened.accountId, testToken(national, { subject: enterprise(taxCode) }))), 'added')
    assert.equal((await tokensOf(opened.accountId)).length, 2)
    const stranger = testToken(national, { subject: enterprise('0101243150') })
    assert.deepEqual(wrongOf(await add(opened.accountId, stranger)), { form: 'certificate.other-holder' })
  })

  it('is taken back by an objection, with the level and the number it brought', async () => {
    const { accountId, idNumber } = await anAccount(national)
    const subject = person(idNumber, undefined, ['CMND:162952532'])
    await add(accountId, testToken(national, { subject }))
    const notices = (await national.told()).filter(({ account_id }) => account_id === accountId)
    const { objectionCode } = JSON.parse(notices.find(({ kind }) => kind === 'method-added')?.words ?? '{}')
    const objecting = going(national, objectFlow(national.parts), aVisitor('owner'))
    await objecting.submit('code', { code: objectionCode, ...(await national.captcha()) })
    await objecting.submit('confirm', {})
    const after = await account(accountId)
    assert.equal(after?.lock?.reason, 'objection')
    assert.equal(after?.identityAssuranceLevel, 2)
    assert.equal(after?.attributes.identityCardNumber, undefined)
    assert.deepEqual(await tokensOf(accountId), [])
    const accounts = accountsStore(national.db, national.parts)
    assert.equal(await accounts.idOfNumber('person', '162952532'), undefined)
  })
})
