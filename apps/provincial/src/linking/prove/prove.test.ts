import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import type { Standing, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { anArrival, aPerson, aVisitor, type TestProvincial, testProvincial } from '../../test-provincial.ts'
import type { NationalPerson } from '../claims.ts'
import { linksStore } from '../links-store.ts'
import { type ProveEnd, type ProveState, proveAccount } from './prove.ts'

type Stands = Standing<ProveState, ProveEnd>
const PASSWORD = 'Lua-Chin-Vang-2026'

describe('proving an account of this portal to link it', () => {
  let province: TestProvincial
  let people = 0
  before(async () => {
    province = await testProvincial()
  })
  after(() => province.stop())

  const errorsOf = (standing: Stands) => (standing.kind === 'at' ? standing.errors : {})
  const endOf = (standing: Stands) => (standing.kind === 'ended' ? standing.as.kind : standing.kind)
  const linkedTo = (person: NationalPerson) => linksStore(province.db).accountOf(anArrival(person))

  async function arrived(person: NationalPerson, visitor: Visitor = aVisitor(`visitor ${person.idNumbers[0]}`)) {
    const phieu = await province.ticket(anArrival(person), visitor)
    const { advance } = engine(proveAccount(province.parts), province.parts)
    const flowId = crypto.randomUUID()
    let version = 0
    return async (fields: Record<string, string>): Promise<Stands> => {
      const standing = await advance({ flowId, version, step: 'password', fields: { phieu, ...fields }, visitor })
      if (standing.kind === 'at') version = standing.version
      return standing
    }
  }

  async function withAccount(changes: Partial<NationalPerson> = {}) {
    const person = aPerson(++people, changes)
    const id = await province.localAccount(person, { password: PASSWORD })
    return { person, id }
  }

  it('links by the right password, signs in, and takes over what the national portal verified', async () => {
    const { person, id } = await withAccount()
    const now = { ...person, fullName: 'Nguyễn Thị Mới', idNumbers: [...person.idNumbers, '141230777'] }
    const submit = await arrived(now)
    assert.equal(endOf(await submit({ password: PASSWORD })), 'signed-in')
    assert.equal(await linkedTo(person), id)
    const account = await accountsStore(province.db, province.parts).find(id)
    assert.equal(account?.attributes.fullName?.value, 'Nguyễn Thị Mới')
    const byOld = await accountsStore(province.db, province.parts).ownersOf([{ kind: 'id-number', value: '141230777' }])
    assert.deepEqual(byOld, [id])
  })

  it('links nothing without the password, or with a wrong one', async () => {
    const { person } = await withAccount()
    const submit = await arrived(person)
    assert.equal(errorsOf(await submit({ password: '' })).password?.key, 'password.empty')
    assert.equal(errorsOf(await submit({ password: 'Sai-Mat-Khau-1' })).password?.key, 'prove.wrong')
    assert.equal(await linkedTo(person), undefined)
    assert.equal(endOf(await submit({ password: PASSWORD })), 'signed-in')
  })

  it('asks for a captcha from the third wrong password and locks after the tenth', async () => {
    const { person } = await withAccount()
    const submit = await arrived(person)
    for (let n = 0; n < 3; n++) await submit({ password: `Sai-Mat-Khau-${n}` })
    assert.equal(errorsOf(await submit({ password: PASSWORD })).captcha?.key, 'captcha.empty')
    for (let n = 3; n < 10; n++) await submit({ password: `Sai-Mat-Khau-${n}`, ...(await province.captcha()) })
    const locked = await submit({ password: PASSWORD, ...(await province.captcha()) })
    assert.equal(errorsOf(locked).form?.key, 'password.locked')
    assert.equal(await linkedTo(person), undefined)
  })

  it('cannot be done with another browser’s ticket, nor twice with one', async () => {
    const { person } = await withAccount()
    const phieu = await province.ticket(anArrival(person), aVisitor('its owner'))
    const thief = await arrived(aPerson(++people), aVisitor('thief'))
    assert.equal(endOf(await thief({ phieu, password: PASSWORD })), 'ticket-gone')
    const owner = await arrived(person, aVisitor('its owner'))
    assert.equal(endOf(await owner({ phieu, password: PASSWORD })), 'signed-in')
    const again = await arrived(person, aVisitor('its owner'))
    assert.equal(endOf(await again({ phieu, password: PASSWORD })), 'ticket-gone')
  })

  it('links once when the same proof is given in 20 windows at once', async () => {
    const { person, id } = await withAccount()
    const windows = await Promise.all(Array.from({ length: 20 }, (_, n) => arrived(person, aVisitor(`window ${n}`))))
    const ends = (await Promise.all(windows.map(submit => submit({ password: PASSWORD })))).map(endOf)
    assert.equal(ends.filter(end => end === 'signed-in').length, 1)
    assert.equal(ends.filter(end => end === 'overtaken').length, 19)
    assert.equal(await linkedTo(person), id)
  })

  it('lets nobody into a locked account', async () => {
    const { person, id } = await withAccount()
    await province.db.updateTable('accounts').set({ status: 'locked' }).where('id', '=', id).execute()
    assert.equal(endOf(await (await arrived(person))({ password: PASSWORD })), 'locked')
    assert.equal(await linkedTo(person), undefined)
  })

  it('links nothing when the account is locked while its password is looked at', async () => {
    const { person, id } = await withAccount()
    const { verify } = province.parts.passwords
    province.parts.passwords.verify = async (stored, password) => {
      await province.db.updateTable('accounts').set({ status: 'locked' }).where('id', '=', id).execute()
      return verify(stored, password)
    }
    const end = endOf(await (await arrived(person))({ password: PASSWORD }))
    province.parts.passwords.verify = verify
    assert.equal(end, 'overtaken')
    assert.equal(await linkedTo(person), undefined)
  })

  it('puts the new national account in the place of one the person has no longer', async () => {
    const { person, id } = await withAccount()
    const before = { issuer: anArrival(person).issuer, subject: 'closed since', now: province.time.now }
    await linksStore(province.db).link(id, before)
    assert.equal(endOf(await (await arrived(person))({ password: PASSWORD })), 'signed-in')
    assert.equal(await linkedTo(person), id)
    assert.equal(await linksStore(province.db).accountOf(before), undefined)
  })
})
