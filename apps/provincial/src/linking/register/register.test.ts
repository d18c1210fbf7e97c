import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import type { Standing, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { anArrival, aPerson, aVisitor, filledIn, type TestProvincial, testProvincial } from '../../test-provincial.ts'
import type { NationalPerson } from '../claims.ts'
import { linksStore } from '../links-store.ts'
import { type RegisterEnd, type RegisterState, registerFromNational } from './register.ts'

type Stands = Standing<RegisterState, RegisterEnd>
const PASSWORD = 'Lua-Chin-Vang-2026'

type WrongField = [what: string, fields: Record<string, string>, field: string, key: string]

const weakPasswords: WrongField[] = [
  ['a weak password', { password: 'matkhau' }, 'password', 'new-password.too-short'],
  ['a password with the name in it', { password: 'Thithu#8372k' }, 'password', 'new-password.contains-name'],
  ['one with the date of birth', { password: 'Kx#12081990' }, 'password', 'new-password.contains-date-of-birth'],
  [
    'one with the phone',
    { password: 'Kx#0911222333', phone: '0911 222 333' },
    'password',
    'new-password.contains-number',
  ],
]

describe('registration by somebody the national portal vouches for', () => {
  let province: TestProvincial
  let people = 0
  before(async () => {
    province = await testProvincial()
  })
  after(() => province.stop())

  const next = (changes: Partial<NationalPerson> = {}) => aPerson(++people, changes)
  const errorsOf = (standing: Stands) => (standing.kind === 'at' ? standing.errors : {})
  const endOf = (standing: Stands) => (standing.kind === 'ended' ? standing.as.kind : standing.kind)

  async function arrived(person: NationalPerson, visitor: Visitor = aVisitor(`visitor ${people}`)) {
    const arrival = anArrival(person)
    const phieu = await province.ticket(arrival, visitor)
    const { advance } = engine(registerFromNational(province.parts), province.parts)
    const flowId = crypto.randomUUID()
    let version = 0
    async function submit(fields: Record<string, string>): Promise<Stands> {
      const standing = await advance({ flowId, version, step: 'details', fields: { phieu, ...fields }, visitor })
      if (standing.kind === 'at') version = standing.version
      return standing
    }
    return { arrival, phieu, visitor, submit }
  }

  async function accountOf({ idNumbers: [value = ''] }: NationalPerson) {
    const accounts = accountsStore(province.db, province.parts)
    const [id] = await accounts.ownersOf([{ kind: 'id-number', value }])
    return id === undefined ? undefined : accounts.find(id)
  }

  it('opens the account, links it and signs the person in, back where they wanted to be', async () => {
    const person = next({ idNumbers: ['030190900001', '141230888'] })
    const { arrival, submit } = await arrived(person)
    const end = await submit(filledIn())
    assert.equal(end.kind === 'ended' && end.as.kind === 'signed-in' && end.as.goTo, arrival.goTo)
    const account = await accountOf(person)
    assert.equal(account?.attributes.fullName?.source, 'national-portal')
    assert.equal(account?.attributes.phone?.verified, true)
    assert.equal(account?.attributes.issuedOn?.value, '2018-12-01')
    assert.equal(account?.attributes.commune?.value, '10534')
    assert.equal(account?.attributes.email?.verified, false)
    assert.equal(await linksStore(province.db).accountOf(arrival), account?.id)
    const byOther = await accountsStore(province.db, province.parts).ownersOf([
      { kind: 'id-number', value: '141230888' },
    ])
    assert.deepEqual(byOther, [account?.id])
  })

  it('opens an account for somebody whose certificate told no date of birth', async () => {
    const { dateOfBirth: _, ...person } = next()
    const { submit } = await arrived(person)
    assert.equal(endOf(await submit(filledIn())), 'signed-in')
    assert.equal((await accountOf(person))?.attributes.dateOfBirth, undefined)
  })

  it('takes name, numbers, birth and phone from the national portal, whatever the form sends', async () => {
    const person = next()
    const { submit } = await arrived(person)
    await submit(
      filledIn({ fullName: 'Kẻ Khác', idNumber: '001090000001', dateOfBirth: '01/01/1970', phone: '0999999999' }),
    )
    const { attributes } = (await accountOf(person)) ?? {}
    assert.equal(attributes?.fullName?.value, person.fullName)
    assert.equal(attributes?.phone?.value, person.phone)
    assert.equal(attributes?.dateOfBirth?.value, person.dateOfBirth)
  })

  const wrongFields: WrongField[] = [
    ['no date of issue', { issuedOn: '' }, 'issuedOn', 'issued-on.empty'],
    ['a date of issue in the future', { issuedOn: '24/11/2026' }, 'issuedOn', 'issued-on.in-future'],
    ['a date of issue before birth', { issuedOn: '12/08/1990' }, 'issuedOn', 'issued-on.before-birth'],
    ['29/02/2001', { issuedOn: '29/02/2001' }, 'issuedOn', 'issued-on.no-such-day'],
    ['no place of issue', { issuedBy: ' ' }, 'issuedBy', 'issued-by.empty'],
    ['markup as place of issue', { issuedBy: '<b>Hà Nội</b>' }, 'issuedBy', 'issued-by.malformed'],
    ['a mail address without a domain', { email: 'thu@' }, 'email', 'email.malformed'],
    ['a script as website', { website: 'javascript:alert(1)' }, 'website', 'website.malformed'],
    ['letters as fax', { fax: 'máy fax' }, 'fax', 'fax.malformed'],
    ['no province', { province: '' }, 'province', 'province.empty'],
    ['a district of another province', { district: '001' }, 'district', 'district.unknown'],
    ['a commune of another district', { commune: '00001' }, 'commune', 'commune.unknown'],
    ['a street of 10,000 letters', { street: 'a'.repeat(10_000) }, 'street', 'street.too-long'],
    [
      'a login name that is a number',
      { loginName: '030190000001', password: PASSWORD },
      'loginName',
      'login-name.malformed',
    ],
    ['a login name alone', { loginName: 'nvcong' }, 'password', 'new-password.for-login-name'],
    ...weakPasswords,
    ['two different passwords', { password: PASSWORD, confirmation: 'x' }, 'confirmation', 'new-password.differs'],
  ]
  for (const [what, fields, field, key] of wrongFields) {
    it(`refuses ${what} beside its field and makes nothing`, async () => {
      const person = next()
      const { submit } = await arrived(person)
      assert.equal(errorsOf(await submit(filledIn(fields)))[field]?.key, key)
      assert.equal(await accountOf(person), undefined)
    })
  }

  it('names all wrong fields at once', async () => {
    const { submit } = await arrived(next())
    const fields = Object.keys(errorsOf(await submit({ password: 'x' })))
    const wanted = ['commune', 'district', 'email', 'issuedBy', 'issuedOn', 'password', 'province', 'street']
    assert.deepEqual(fields.sort(), wanted)
  })

  it('keeps a chosen login name and password, and refuses the name to the next person', async () => {
    const person = next()
    const chosen = { loginName: 'NVCong', password: PASSWORD, confirmation: PASSWORD }
    assert.equal(endOf(await (await arrived(person)).submit(filledIn(chosen))), 'signed-in')
    const account = await accountOf(person)
    const password = await passwordsStore(province.db).find(account?.id ?? '')
    assert.equal(await province.parts.passwords.verify(password?.hash, PASSWORD), 'right')
    const second = await arrived(next())
    assert.equal(errorsOf(await second.submit(filledIn(chosen))).loginName?.key, 'login-name.taken')
    assert.equal(endOf(await second.submit(filledIn({ ...chosen, loginName: 'nvcong2' }))), 'signed-in')
  })

  it('asks for another phone when an account here has the verified one, and does not take the same again', async () => {
    const first = next()
    await (await arrived(first)).submit(filledIn())
    const second = next({ phone: first.phone ?? '' })
    const { submit } = await arrived(second)
    assert.equal(errorsOf(await submit(filledIn())).phone?.key, 'phone.taken')
    assert.equal(errorsOf(await submit(filledIn({ phone: `0${first.phone?.slice(3)}` }))).phone?.key, 'phone.taken')
    assert.equal(endOf(await submit(filledIn({ phone: '0901234567' }))), 'signed-in')
    assert.equal((await accountOf(second))?.attributes.phone?.verified, false)
  })

  it('asks for another e-mail when an account here has the verified one; an unconfirmed one blocks nobody', async () => {
    const email = 'chung@vidu.vn'
    await (await arrived(next())).submit(filledIn({ email }))
    const owner = await arrived(next({ email }))
    assert.equal(endOf(await owner.submit(filledIn({ email }))), 'signed-in')
    const second = await arrived(next({ email }))
    assert.equal(errorsOf(await second.submit(filledIn({ email }))).email?.key, 'email.taken')
  })

  it('keeps what was typed, but no password, when the form only refills its lists of places', async () => {
    const { submit } = await arrived(next())
    const standing = await submit(filledIn({ choose: '1', district: '', password: PASSWORD }))
    assert.equal(standing.kind === 'at' && standing.state.draft?.street, '12 Lê Thanh Nghị')
    assert.equal(standing.kind === 'at' && 'password' in (standing.state.draft ?? {}), false)
    assert.equal(endOf(await submit(filledIn())), 'signed-in')
  })

  it('does not know a ticket that is missing, made up, spent, expired or another browser’s', async () => {
    const person = next()
    const { submit, phieu, visitor } = await arrived(person)
    const elsewhere = await arrived(next(), aVisitor('somebody else'))
    assert.equal(endOf(await elsewhere.submit({ ...filledIn(), phieu })), 'ticket-gone')
    assert.equal(endOf(await (await arrived(next())).submit({ ...filledIn(), phieu: '' })), 'ticket-gone')
    assert.equal(endOf(await (await arrived(next())).submit({ ...filledIn(), phieu: 'x'.repeat(43) })), 'ticket-gone')
    assert.equal(endOf(await submit(filledIn())), 'signed-in')
    assert.equal(endOf(await (await arrived(next(), visitor)).submit({ ...filledIn(), phieu })), 'ticket-gone')
    const late = await arrived(next())
    province.later(31 * 60)
    assert.equal(endOf(await late.submit(filledIn())), 'ticket-gone')
  })

  it('answers a double click with one account and the same session', async () => {
    const person = next()
    const { submit } = await arrived(person)
    const before = await province.count('accounts')
    const ends = await Promise.all([submit(filledIn()), submit(filledIn())])
    const tokens = ends.map(end => (end.kind === 'ended' && end.as.kind === 'signed-in' ? end.as.token : 'none'))
    assert.equal(tokens[0], tokens[1])
    assert.notEqual(tokens[0], 'none')
    assert.equal(await province.count('accounts'), before + 1)
  })

  it('makes one account of 200 simultaneous registrations of one person, and tells the other 199', async () => {
    const person = next()
    const before = { accounts: await province.count('accounts'), sessions: await province.count('sessions') }
    const all = await Promise.all(Array.from({ length: 200 }, (_, n) => arrived(person, aVisitor(`window ${n}`))))
    const ends = (await Promise.all(all.map(({ submit }) => submit(filledIn())))).map(endOf)
    assert.equal(ends.filter(end => end === 'signed-in').length, 1)
    assert.equal(ends.filter(end => end === 'already-registered').length, 199)
    assert.equal(await province.count('accounts'), before.accounts + 1)
    assert.equal(await province.count('sessions'), before.sessions + 1)
  })
})
